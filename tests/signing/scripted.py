"""A scripted token: SoftHSM behind a small module of our own that does what a test's script says."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from softhsm import SoftHsm, library, machine

from muhr.signing.devices import DEVICES
from muhr.signing.tokens import modules

SOURCE = Path(__file__).with_name("scripted_module.c")


class Scripted:
    """The module, its script and its log."""

    def __init__(self, module: Path, hsm: SoftHsm, folder: Path) -> None:
        self.module = module
        self.hsm = hsm
        self.script = folder / "script"
        self.log = folder / "log"
        self.script.write_text("", encoding="ascii")

    @property
    def environment(self) -> dict[str, str]:
        """What the module reads."""
        return {
            "MUHR_SCRIPTED_MODULE": str(self.module.with_name("behind.so")),
            "MUHR_SCRIPTED_SCRIPT": str(self.script),
            "MUHR_SCRIPTED_LOG": str(self.log),
        }

    def say(self, *lines: str) -> None:
        """From now on the module does this; at once, for it reads the file again at each call."""
        new = self.script.with_name("new")
        new.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
        new.replace(self.script)

    def calls(self, name: str = "") -> list[str]:
        """What was called, in order: the names, or only these."""
        names = [line.split()[1] for line in self._lines() if not line.startswith("login")]
        return [one for one in names if one == name] if name else names

    def logins(self) -> list[tuple[int, int]]:
        """(user type, length of the PIN) of each login."""
        return [(int(line.split()[1]), int(line.split()[2])) for line in self._lines() if line.startswith("login")]

    def threads(self) -> set[str]:
        """The numbers of the threads that called."""
        return {line.split()[0] for line in self._lines() if not line.startswith("login")}

    def forget(self) -> None:
        """Begin the log anew."""
        self.log.unlink(missing_ok=True)

    def _lines(self) -> Sequence[str]:
        return self.log.read_text(encoding="ascii").splitlines() if self.log.exists() else []


def build(folder: Path) -> Path:
    """Compile the module; beside it a copy of SoftHSM, so that both can be used in one process."""
    behind = library()
    if shutil.which("gcc") is None and os.environ.get("MUHR_NO_ORACLES") == "1":
        pytest.skip("gcc is not here, and MUHR_NO_ORACLES=1 allows to go without")
    module = folder / "scripted.so"
    command = ["gcc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", str(module), str(SOURCE), "-ldl"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"gcc is needed to build the scripted module:\n{done.stderr}"
    shutil.copyfile(behind, folder / "behind.so")
    return module


@contextmanager
def scripted(module: Path, folder: Path) -> Iterator[Scripted]:
    """A machine with the scripted module, its tokens those of SoftHSM."""
    with machine(folder / "hsm") as hsm:
        made = Scripted(module, hsm, folder)
        before = {name: os.environ.get(name) for name in made.environment}
        os.environ.update(made.environment)
        try:
            yield made
        finally:
            made.say()
            DEVICES.call(lambda: restart(module))
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def restart(module: Path) -> None:
    """Have the module look at the machine's tokens anew, as after plugging in; in the device thread."""
    modules.load(module).start_anew()
