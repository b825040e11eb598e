"""Remembers which modules load without harm, in a small file. A changed module is judged anew.

What is remembered is a convenience: without the file each module is tried again, in a helper process.

A module may do no harm in the helper and still take the whole program down later, with another token in. So it is
noted before its tokens are read and taken back afterwards; who has died twice in between is not let in a third time.
"""

from __future__ import annotations

import contextlib
import enum
import json
import os
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_LARGEST = 1 << 20
_DEATHS = 2
"""Once may be a power cut, or another Muhr that is reading at this moment."""
_DEADLY = (
    "Muhr has ended twice while it was reading tokens with this program, so it is left out. A newer version of it may "
    "help; `muhr keys --probe` tries again."
)


class State(enum.Enum):
    """What became of a module in the helper process; the words of `KeySource.state`."""

    OK = "ok"
    CRASHED = "crashed"
    HUNG = "hung"
    NOT_A_MODULE = "not-a-module"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of one module."""

    state: State
    detail: str = ""
    """One sentence for people; empty when there is nothing to say."""


class Verdicts:
    """The file. Thread-safe; one that cannot be read or written counts as empty."""

    def __init__(self, file: Path | None) -> None:
        """Take the file; None remembers for this process only."""
        self._file = file
        self._door = threading.Lock()
        self._records: dict[str, dict[str, Any]] | None = None

    def of(self, module: Path) -> Verdict | None:
        """What is remembered of a module as it is now; None when it is new or has changed."""
        with self._door:
            record = self._read().get(str(module))
        if record is None or record.get("mark") != _mark(module):
            return None
        if _entered(record) >= _DEATHS:
            return Verdict(State.CRASHED, _DEADLY)
        try:
            return Verdict(State(record["state"]), str(record.get("detail", "")))
        except (KeyError, ValueError):
            return None

    def keep(self, module: Path, verdict: Verdict) -> None:
        """Remember."""
        record = {"mark": _mark(module), "state": verdict.state.value, "detail": verdict.detail}
        with self._door:
            self._read()[str(module)] = record
            self._write()

    @contextlib.contextmanager
    def inside(self, module: Path) -> Iterator[None]:
        """While this lasts, the end of the process is the module's fault."""
        self._note(module, 1)
        try:
            yield
        finally:
            self._note(module, 0)

    def _note(self, module: Path, more: int) -> None:
        with self._door:
            record = self._read().setdefault(str(module), {})
            record["entered"] = _entered(record) + 1 if more else 0
            self._write()

    def forget(self) -> None:
        """Forget everything: each module gets a new chance."""
        with self._door:
            self._records = {}
            self._write()

    def _read(self) -> dict[str, dict[str, Any]]:
        if self._records is None:
            self._records = _load(self._file) if self._file is not None else {}
        return self._records

    def _write(self) -> None:
        if self._file is None:
            return
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=f".{self._file.name}-")
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(self._records, stream, indent=1)
            Path(name).replace(self._file)


def _entered(record: dict[str, Any]) -> int:
    """How often in a row the module was entered and never left."""
    number = record.get("entered", 0)
    return number if isinstance(number, int) else 0


def _mark(module: Path) -> list[int]:
    """What is different after another version was installed."""
    try:
        found = module.stat()
    except OSError:
        return []
    return [found.st_mtime_ns, found.st_size]


def _load(file: Path) -> dict[str, dict[str, Any]]:
    try:
        with file.open("rb") as stream:
            records = json.loads(stream.read(_LARGEST))
    except (OSError, ValueError):
        return {}
    if not isinstance(records, dict):
        return {}
    return {path: record for path, record in records.items() if isinstance(record, dict)}
