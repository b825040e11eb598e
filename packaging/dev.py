"""Every developer's command, and the two of the README. Standard library only; Linux and Windows; asks nothing.

    python3 packaging/dev.py setup               make .venv, check the system libraries
    python3 packaging/dev.py demo [--terminal]   set up, then try Muhr on the built-in world
    python3 packaging/dev.py test [pytest …]     set up, then the whole suite (what .ci/run calls)
    python3 packaging/dev.py lint                ruff, mypy, import contract
    python3 packaging/dev.py bench [--sweep …]   the table of speed and memory, the crash sweep; --faults: the matrix
    python3 packaging/dev.py screenshots [DIR]   a picture of every page and sheet
    python3 packaging/dev.py lock [--upgrade]    make packaging/requirements*.txt anew from pyproject.toml

Exit status: that of the command that was run; 1 when the set-up failed; 2 for bad usage; 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - whoever calls this may have an older one
    newer = next((found for name in ("python3.13", "python3.12", "python3.11") if (found := shutil.which(name))), "")
    if not newer:
        sys.exit(f"Muhr needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    sys.exit(subprocess.call([newer, *sys.argv]))

import environment
import system
from environment import CHECKOUT, PYTHON

README_PICTURES = ("five-inbox", "sign-review", "sign-finished")
"""The three the README shows, kept in resources/readme/; the tool numbers its pictures before these names."""


def run(*command: str | Path, **variables: str) -> int:
    """Run a command in the checkout; give its exit status the way a shell would (a signal is 128 + its number).

    Ctrl-C reaches the command as well, and it alone decides: it is waited for, so that nothing is left running.
    """
    arguments = [str(part) for part in command]
    # A handler of ours, unlike "ignore", is not handed down to the command.
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        status = subprocess.run(arguments, cwd=CHECKOUT, env={**os.environ, **variables}, check=False).returncode
    finally:
        signal.signal(signal.SIGINT, before)
    return status if status >= 0 else 128 - status


def setup() -> None:
    """Bring `.venv` and the system libraries in order; does next to nothing when they are."""
    environment.ensure()
    system.ensure_qt(PYTHON)


def command_setup(_: argparse.Namespace, __: Sequence[str]) -> int:
    """Only the set-up."""
    setup()
    print("Muhr is set up. Try it: python3 packaging/dev.py demo")
    return 0


def command_test(_: argparse.Namespace, rest: Sequence[str]) -> int:
    """The whole suite, serially: a crash at exit must show in the status."""
    setup()
    variables = {"QT_QPA_PLATFORM": "offscreen", "PYTHONUNBUFFERED": "1"}
    missing = system.missing_oracles()
    if missing:
        try:
            system.ensure_packages(missing)
        except system.PackagesMissing as trouble:
            print(f"Tests that compare with them are left out.\n{trouble}", file=sys.stderr, flush=True)
            variables["MUHR_NO_ORACLES"] = "1"
    return run(PYTHON, "-m", "pytest", *rest, **variables)


def command_demo(options: argparse.Namespace, _: Sequence[str]) -> int:
    """The built-in world, in the window or, without a screen, in the terminal."""
    setup()
    if options.terminal or not system.screen_usable(PYTHON):
        if not options.terminal:
            print("No screen was found: the demo runs in the terminal.", flush=True)
        return run(PYTHON, "-m", "muhr", "demo", "--terminal")
    return run(PYTHON, "-m", "muhr", "demo")


def command_lint(_: argparse.Namespace, __: Sequence[str]) -> int:
    """Everything a machine can say about the code's form; all of it runs, whatever the first one says."""
    setup()
    tools = PYTHON.parent
    checks: list[tuple[str | Path, ...]] = [
        (PYTHON, "-m", "ruff", "check", "."),
        (PYTHON, "-m", "ruff", "format", "--check", "."),
        (PYTHON, "-m", "mypy"),
        (tools / "lint-imports", "--no-logo"),
    ]
    failed = [Path(check[-1] if check[-1] != "." else check[2]).name for check in checks if run(*check) != 0]
    print(f"Not in order: {', '.join(failed)}." if failed else "All in order.")
    return 1 if failed else 0


def command_bench(_: argparse.Namespace, rest: Sequence[str]) -> int:
    """The bench table; see tests/bench/run.py for its options."""
    setup()
    return run(PYTHON, CHECKOUT / "tests" / "bench" / "run.py", *rest, QT_QPA_PLATFORM="offscreen")


def command_screenshots(options: argparse.Namespace, _: Sequence[str]) -> int:
    """A picture of every page and sheet at 100 % and 150 %; in their usual place they refresh the README's three."""
    setup()
    usual = CHECKOUT / "build" / "screenshots"
    target = Path(options.directory).resolve() if options.directory else usual
    for scale in ("1.0", "1.5"):
        folder = target / f"{round(float(scale) * 100)}"
        folder.mkdir(parents=True, exist_ok=True)
        # The offscreen platform says for every window that it has no size hints.
        variables = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
        status = run(PYTHON, "-m", "muhr.ui.screenshots", folder, "--scale", scale, **variables)
        if status != 0:
            return status
    if target == usual:
        kept = CHECKOUT / "resources" / "readme"
        kept.mkdir(parents=True, exist_ok=True)
        for name in README_PICTURES:
            shutil.copyfile(next((target / "100").glob(f"[0-9]*-{name}.png")), kept / f"{name}.png")
    print(f"The pictures are in {target}")
    return 0


def command_lock(options: argparse.Namespace, _: Sequence[str]) -> int:
    """New lock files; commit them together with the pyproject.toml they came from."""
    environment.write_locks(upgrade=options.upgrade)
    return 0


COMMANDS = {
    "setup": command_setup,
    "demo": command_demo,
    "test": command_test,
    "lint": command_lint,
    "bench": command_bench,
    "screenshots": command_screenshots,
    "lock": command_lock,
}
PASSING_ON = ("test", "bench")
"""Commands whose further arguments belong to the program they start."""


def parse(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Read the command line; exits with status 2 when it makes no sense."""
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        described = commands.add_parser(
            name, help=(command.__doc__ or "").splitlines()[0].replace("%", "%%"), add_help=name not in PASSING_ON
        )
        if name == "demo":
            described.add_argument("--terminal", action="store_true", help="do the job in the terminal")
        elif name == "screenshots":
            described.add_argument("directory", nargs="?", help="where to put them (build/screenshots)")
        elif name == "lock":
            described.add_argument(
                "--upgrade", action="store_true", help="take the newest versions, not the pinned ones"
            )
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command not in PASSING_ON:
        parser.error(f"unknown arguments: {' '.join(rest)}")
    return options, rest


def main(arguments: Sequence[str]) -> int:
    """Run one command; what cannot be set up is said in one message."""
    for stream in (sys.stdout, sys.stderr):  # a Windows console may not know every character
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options, rest = parse(arguments)
    try:
        return COMMANDS[options.command](options, rest)
    except (environment.SetupFailed, system.PackagesMissing) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as trouble:
        print(f"This did not work, its own message is above: {' '.join(trouble.cmd)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
