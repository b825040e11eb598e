"""The checkout's own `.venv`: made from the hash-locked requirements, renewed when they change.

Standard library only. Not responsible for system packages (`system.py`) nor for what is run inside (`dev.py`).
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import system

CHECKOUT = Path(__file__).resolve().parents[1]
VENV = CHECKOUT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = CHECKOUT / "packaging" / "requirements.txt"
LOCK_DEV = CHECKOUT / "packaging" / "requirements-dev.txt"
STAMP = VENV / "muhr-setup.txt"

_LOCK_HEAD = """\
# Exact versions with the SHA-256 of every file that may be installed: {what}.
# Made by `python3 packaging/dev.py lock`, not by hand. Python 3.11 and later; Linux, Windows, macOS.
"""


class SetupFailed(Exception):
    """The environment cannot be made; the text says what to do."""


def ensure() -> None:
    """Make `.venv` fit the lock, the project file and the interpreter; do nothing when it already does.

    Raises:
        SetupFailed: Python's venv module is missing and may not be installed, or pip failed.
    """
    version = _venv_version()
    if version and STAMP.is_file() and STAMP.read_text(encoding="utf-8") == _stamp(version):
        return
    started = time.monotonic()
    if not version:
        _make_venv()
        version = _venv_version()
    print("Installing the locked requirements into .venv (about 150 MB the first time) …", flush=True)
    _pip("install", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK_DEV))
    _pip("install", "--no-deps", "--no-build-isolation", "--editable", str(CHECKOUT))
    STAMP.write_text(_stamp(version), encoding="utf-8")
    print(f"Ready in {time.monotonic() - started:.0f} s.", flush=True)


def _venv_version() -> str:
    """Which Python stands in `.venv`; empty when there is none, when it is broken, or when it is too old."""
    if not PYTHON.is_file():
        return ""
    code = "import sys, pip; print(sys.version if sys.version_info >= (3, 11) else '')"
    try:
        done = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _stamp(version: str) -> str:
    """Everything the environment was made from, its own place included: an editable install points to the checkout."""
    digest = hashlib.sha256()
    for part in (
        LOCK_DEV.read_bytes(),
        (CHECKOUT / "pyproject.toml").read_bytes(),
        version.encode(),
        os.fsencode(VENV),
    ):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest() + "\n"


def _make_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:  # Debian and Ubuntu keep it in a package of its own
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        system.ensure_packages([(package,)], later=[*system.QT_OFFSCREEN, *system.QT_XCB])
        importlib.invalidate_caches()
    print(f"Making .venv with Python {sys.version.split()[0]} …", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False).returncode != 0:
        raise SetupFailed("Python could not make a virtual environment; its own message is above.")


def _pip(*arguments: str) -> None:
    """Run pip quietly inside `.venv`, with a word now and then so that a long download does not look dead."""
    command = [str(PYTHON), "-m", "pip", "-qq", "--no-input", "--disable-pip-version-check", *arguments]
    started = time.monotonic()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:
        try:
            while True:
                try:
                    status = process.wait(timeout=20)
                    break
                except subprocess.TimeoutExpired:
                    print(f"  … still at it, {time.monotonic() - started:.0f} s", flush=True)
        except KeyboardInterrupt:
            process.terminate()
            raise
    if status != 0:
        raise SetupFailed(
            "pip could not install what Muhr needs; its own message is above. "
            "If the network was the reason, run the same command again: what is already there is kept."
        )


# ------------------------------------------------------------------ the lock files


def write_locks(*, upgrade: bool) -> None:
    """Make both lock files anew from pyproject.toml, in a throwaway environment; pins stay unless `upgrade`.

    The package index of the machine is used through the environment only: no address is ever written into a lock.

    Raises:
        SetupFailed: uv could not be installed or found no solution.
    """
    with tempfile.TemporaryDirectory(prefix="muhr-lock-") as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        tools = Path(folder) / ("Scripts" if os.name == "nt" else "bin")
        pip = [str(tools / "python"), "-m", "pip", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--quiet", "uv"], check=True)
        environment = _index_environment(pip)
        for path, what, more in (
            (LOCK, "what Muhr itself needs", []),
            (LOCK_DEV, "what Muhr, its tests and its build need", ["--extra", "dev", "--constraint", str(LOCK)]),
        ):
            command = [str(tools / "uv"), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
            command += ["--generate-hashes", "--only-binary", ":all:", "--no-header", "--no-annotate"]
            command += ["--no-emit-index-url", "--no-emit-find-links", "--output-file", str(path)]
            command += [*(["--upgrade"] if upgrade else []), *more, "pyproject.toml"]
            if subprocess.run(command, cwd=CHECKOUT, env=environment, check=False).returncode != 0:
                raise SetupFailed(f"uv found no set of versions for {path.name}; its own message is above.")
            body = path.read_text(encoding="utf-8")
            pins = body[body.index("\n", body.rindex("# Made by")) + 1 :] if "# Made by" in body else body
            path.write_text(_LOCK_HEAD.format(what=what) + pins, encoding="utf-8", newline="\n")
            count = sum("==" in line for line in pins.splitlines())
            print(f"{path.relative_to(CHECKOUT)}: {count} packages")


def _index_environment(pip: list[str]) -> dict[str, str]:
    """Tell uv, which does not read pip's settings, about this machine's index and certificates."""
    environment = dict(os.environ)

    def setting(name: str) -> str:
        if value := os.environ.get(f"PIP_{name.upper().replace('-', '_')}"):
            return value
        found = subprocess.run([*pip, "config", "get", f"global.{name}"], capture_output=True, text=True, check=False)
        return found.stdout.strip()

    if index := setting("index-url"):
        environment.setdefault("UV_DEFAULT_INDEX", index)
    if certificates := setting("cert"):
        environment.setdefault("SSL_CERT_FILE", certificates)
    return environment
