"""System packages: what Qt and the tests need beside Python, found out by trying, installed when that is allowed.

Standard library only. Nothing is asked: either it can be installed here (root or sudo without a password), or the one
line to run is printed. The lists were measured on bare Debian 12 and Ubuntu 24.04 systems.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

Alternatives = tuple[str, ...]
"""One thing under the names it bears in different releases; the first one this system knows is taken."""

QT_OFFSCREEN: list[Alternatives] = [
    ("libegl1",),
    ("libgl1",),
    ("libfontconfig1",),
    ("libglib2.0-0t64", "libglib2.0-0"),
    ("libdbus-1-3",),
    ("libxkbcommon0",),
    ("fonts-dejavu-core",),
]
QT_XCB: list[Alternatives] = [
    ("libxcb-cursor0",),
    ("libxkbcommon-x11-0",),
    ("libxcb-icccm4",),
    ("libxcb-keysyms1",),
    ("libxcb-shape0",),
]
ORACLES: list[tuple[str, Alternatives]] = [
    ("openssl", ("openssl",)),
    ("openssl engine gost", ("libengine-gost-openssl", "libengine-gost-openssl1.1")),
    ("certtool --version", ("gnutls-bin",)),
    ("javac -version", ("default-jdk-headless", "openjdk-17-jdk-headless")),
    ("test -e /usr/share/java/bcpkix.jar", ("libbcpkix-java",)),
    ("strace --version", ("strace",)),
    ("softhsm2-util --version", ("softhsm2",)),
    ("gcc --version", ("gcc",)),
    ("gcc -E -include stdlib.h -x c /dev/null", ("libc6-dev",)),
    ("Xvfb -help", ("xvfb",)),
    ("dbus-daemon --version", ("dbus-daemon", "dbus")),
    ("gnome-keyring-daemon --version", ("gnome-keyring",)),
]
"""Foreign programs that the tests compare with or talk to, each with a command that succeeds when it is there."""


class PackagesMissing(Exception):
    """System packages are missing and may not be installed from here; the text holds the line to run."""


def ensure_qt(python: Path) -> None:
    """Make sure that Qt starts, by starting it: without a screen, and on the X screen when there is one.

    Raises:
        PackagesMissing: it does not start, and this user may not install packages.
    """
    if not sys.platform.startswith("linux"):
        return
    trouble = _qt_trouble(python, "offscreen")
    if trouble:
        ensure_packages([*QT_OFFSCREEN, *QT_XCB], why=trouble)
        trouble = _qt_trouble(python, "offscreen")
        if trouble:
            raise PackagesMissing(f"Qt does not start here: {trouble}")
    if os.environ.get("DISPLAY"):
        trouble = _qt_trouble(python, "xcb")
        if trouble and not _no_screen(trouble):
            ensure_packages([*QT_OFFSCREEN, *QT_XCB], why=trouble)


def screen_usable(python: Path) -> bool:
    """Whether a window can be shown to anybody here: tried with the platform Qt would choose itself."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform.partition(":")[0] in {"offscreen", "minimal"}:
        return False
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    return not _qt_trouble(python, platform)


def _qt_trouble(python: Path, platform: str) -> str:
    """Start a QApplication in a process of its own; empty when it works, else the last thing it said."""
    environment = {**os.environ, "QT_QPA_PLATFORM": platform}
    if not platform:
        del environment["QT_QPA_PLATFORM"]
    code = "from PySide6.QtWidgets import QApplication; QApplication([])"
    try:
        done = subprocess.run(
            [python, "-c", code], env=environment, capture_output=True, text=True, timeout=120, check=False
        )
    except subprocess.TimeoutExpired:
        return "it did not answer within two minutes"
    if done.returncode == 0:
        return ""
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    telling = [
        line for line in lines if "cannot open shared object" in line or "is needed" in line or "display" in line
    ]
    return (telling or lines or [f"it ended with status {done.returncode}"])[0]


def _no_screen(trouble: str) -> bool:
    return "could not connect to display" in trouble


def missing_oracles() -> list[Alternatives]:
    """The packages of those foreign programs that do not answer here."""
    if not sys.platform.startswith("linux"):
        return []
    return [names for command, names in ORACLES if not _answers(command.split())]


def _answers(command: list[str]) -> bool:
    if shutil.which(command[0]) is None:
        return False
    if len(command) == 1:
        return True
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False).returncode == 0


def ensure_packages(wanted: Iterable[Alternatives], *, later: Iterable[Alternatives] = (), why: str = "") -> None:
    """Install system packages when that is allowed here.

    Args:
        wanted: what is missing now.
        later: what is likely to be missing next; stands in the printed line, so that it is one line only.
        why: what made this necessary, for the message.

    Raises:
        PackagesMissing: there is no apt, or this user may not use it, or apt failed; holds the line to run.
    """
    groups = list(wanted)
    if shutil.which("apt-get") is None:
        debian = " ".join(group[-1] for group in groups)
        raise PackagesMissing(f"{_because(why)}Install what your system calls these Debian packages: {debian}")
    prefix = _privilege()
    names, silent = _known(groups if prefix is not None else [*groups, *later])
    if prefix is None:
        update = "sudo apt-get update && " if silent else ""
        line = f"{update}sudo apt-get install -y --no-install-recommends {' '.join(names)}"
        raise PackagesMissing(f"{_because(why)}Please run this one line, then the same command again:\n\n  {line}\n")
    print(f"Installing system packages: {' '.join(names)} …", flush=True)
    if silent or _apt(prefix, "install", "-y", "--no-install-recommends", *names):
        _apt(prefix, "update")  # nothing is known yet, or it is out of date
        names, _ = _known(groups)
        trouble = _apt(prefix, "install", "-y", "--no-install-recommends", *names)
        if trouble:
            raise PackagesMissing(f"{trouble}\napt-get could not install: {' '.join(names)}")


def _because(why: str) -> str:
    return f"Qt does not start here: {why}\n" if why else ""


def _privilege() -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo where it asks for no password, None when neither works."""
    if os.name == "posix" and os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _answers(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def _known(groups: Iterable[Alternatives]) -> tuple[list[str], bool]:
    """Of each group the first name that can be installed here, else its last; and whether apt knows none of them."""
    groups = list(groups)
    command = ["apt-cache", "policy", *(name for group in groups for name in group)]
    environment = {**os.environ, "LC_ALL": "C"}
    answer = subprocess.run(command, capture_output=True, text=True, env=environment, check=False).stdout
    installable: set[str] = set()
    package = ""
    for line in answer.splitlines():
        if line and not line.startswith(" "):
            package = line.rstrip(":").partition(":")[0]
        elif line.strip().startswith("Candidate:") and "(none)" not in line:
            installable.add(package)
    return [next((name for name in group if name in installable), group[-1]) for group in groups], not installable


def _apt(prefix: list[str], *arguments: str) -> str:
    """Run apt-get without any question; empty when it worked, else the end of what it said."""
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=180"]
    done = subprocess.run(
        [*command, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout[-2000:].strip() or f"apt-get ended with {done.returncode}"
