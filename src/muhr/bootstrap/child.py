"""Runs the sandbox in a process of its own, with a clean environment, and ends it with us. Knows nothing of desks."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from muhr.domain.errors import KnownError

START_SECONDS = 60.0
"""The world makes its keys at the first start; a slow laptop with a virus scanner needs its time."""
END_SECONDS = 5.0

_KEPT = frozenset(
    {
        *("PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR"),
        *("TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR"),
        *("COMSPEC", "PATHEXT"),
    }
)
"""What a child needs to run. Everything else stays here: what others have put into PYTHONPATH, proxies, tokens, and
LD_LIBRARY_PATH, which a frozen program sets for its own libraries and each of its processes sets anew."""


class SandboxProcess:
    """The sandbox as a child process. It stops when its standard input ends, so it cannot outlive us."""

    def __init__(self, data: Path, log: Path, *, documents: int | None) -> None:
        command = [*this_program(), "sandbox", "--parent-pipe", "--data", str(data)]
        command += ["--documents", str(documents)] if documents is not None else []
        with log.open("wb") as errors:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=clean_environment(os.environ),
                cwd=data,
            )
        self._log = log

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def info(self) -> dict[str, Any]:
        """Wait for the one JSON line. Raises `KnownError` (code `demo-not-started`)."""
        lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        stdout = self._process.stdout
        assert stdout is not None
        threading.Thread(target=lambda: lines.put(stdout.readline()), name="muhr-demo-line", daemon=True).start()
        try:
            line = lines.get(timeout=START_SECONDS)
            info = json.loads(line)
        except (queue.Empty, ValueError) as error:
            self.close()
            said = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            reason = said[-1] if said else "it said nothing"
            text = f"The built-in world could not be started ({reason})."
            raise KnownError(text, code="demo-not-started") from error
        assert isinstance(info, dict)
        return info

    def close(self) -> None:
        """End it and wait until it has ended. Safe to call twice."""
        process = self._process
        assert process.stdin is not None
        process.stdin.close()
        for insist in (process.terminate, process.kill, None):
            try:
                process.wait(END_SECONDS)
                break
            except subprocess.TimeoutExpired:
                if insist is not None:
                    insist()
        if process.stdout is not None:
            process.stdout.close()


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """What of our environment a child gets: enough to run, nothing that others have put there."""
    kept = {
        name: value for name, value in environment.items() if name.upper() in _KEPT or name.upper().startswith("LC_")
    }
    # The JSON line is UTF-8 whatever the console speaks.
    return {**kept, "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}


def this_program() -> list[str]:
    """The command that starts this program once more, frozen or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    # -P: the current folder is no place to import from.
    return [sys.executable, "-P", "-m", "muhr"]
