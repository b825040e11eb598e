"""Tries a new module in a helper process, where it may crash or hang without harm. Remembers nothing itself.

`examine` is what the helper does (`muhr keys --probe MODULE`), `Prober` starts it and judges how it ended.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from muhr.signing.devices import DEVICES
from muhr.signing.tokens.verdicts import State, Verdict

SECONDS = 15.0
"""A reader that was just plugged in may need ten; a module that needs more would stand in a director's way."""
_LONGEST_ANSWER = 1 << 16
NOT_A_MODULE = "This file is no PKCS #11 module for this computer."
_CRASHED = (
    "This program for tokens crashes when it is started, so Muhr leaves it out. A newer version of it may help; "
    "`muhr keys --probe` tries again."
)
_HUNG = (
    "This program for tokens does not answer, so Muhr leaves it out. Take the token out, put it in, and have it "
    "tried again (`muhr keys --probe`)."
)


def examine(path: Path) -> dict[str, Any]:
    """Load a module, look at its tokens as a listing would, and say what was found: JSON for the helper's stdout."""
    return DEVICES.call(lambda: _examine(path))


def _examine(path: Path) -> dict[str, Any]:
    # Here, so that the parent needs none of it.
    from muhr.signing.tokens import contents, modules  # noqa: PLC0415

    record: dict[str, Any] = {"module": str(path), "state": State.OK.value, "detail": "", "tokens": []}
    try:
        module = modules.load(path)
    except modules.NotAModule as error:
        return {**record, "state": State.NOT_A_MODULE.value, "detail": str(error)}
    except modules.NotStarted as error:
        # It is a module, and did no harm: what hinders it now (no reader service) may be gone the next time.
        return {**record, "detail": str(error)}
    record["library"] = module.description
    for token in module.tokens():
        content = contents.read(module, token)
        record["tokens"].append(
            {"label": token.info.label, "serial": token.info.serial, "certificates": len(content.certificates)}
        )
    return record


@dataclass(frozen=True, slots=True)
class Prober:
    """Starts helpers."""

    command: Sequence[str]
    """This program, up to where `keys --probe …` follows."""
    environment: Mapping[str, str]
    """Of the helper: cleaned of what a frozen program sets for its own libraries."""
    seconds: float = SECONDS

    def __call__(self, paths: Sequence[Path]) -> dict[Path, Verdict]:
        """Try all of them at the same time; at most `seconds` long. Says nothing of one that could not be tried."""
        started = {path: process for path in paths if (process := self._start(path)) is not None}
        deadline = time.monotonic() + self.seconds
        return {path: _judge(process, deadline) for path, process in started.items()}

    def _start(self, path: Path) -> subprocess.Popen[bytes] | None:
        command = [*self.command, "keys", "--probe", str(path), "--json"]
        try:
            return subprocess.Popen(  # noqa: S603 - our own program
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=dict(self.environment),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows opens a console otherwise
            )
        except OSError:
            return None


def _judge(process: subprocess.Popen[bytes], deadline: float) -> Verdict:
    try:
        said, _ = process.communicate(timeout=max(deadline - time.monotonic(), 0.1))
    except subprocess.TimeoutExpired:
        process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):  # a process that waits for a device cannot even be killed
            process.communicate(timeout=1)
        return Verdict(State.HUNG, _HUNG)
    try:
        record = json.loads(said[-_LONGEST_ANSWER:])
        state, detail = State(record["state"]), str(record["detail"])
    except (ValueError, KeyError, TypeError):
        return Verdict(State.CRASHED, _CRASHED)
    return Verdict(state, detail)
