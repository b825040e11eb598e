"""Keeps revocation lists and answers for a while, in memory and in a folder. Believes nothing it keeps.

Whatever is read back is checked like what comes from the network: a spoiled folder can only lose knowledge.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_MOST_BYTES = 64 * 1024 * 1024
"""In the folder; the oldest go first."""
_MOST_IN_MEMORY = 64
_LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes with the moment at which they were fetched."""

    data: bytes
    fetched: datetime


class RevocationCache:
    """A small store by name. Thread-safe; a folder that cannot be used is as good as none."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._memory: OrderedDict[str, Kept] = OrderedDict()

    def get(self, name: str) -> Kept | None:
        """Give what was kept under a name."""
        with self._lock:
            if name in self._memory:
                self._memory.move_to_end(name)
                return self._memory[name]
        if self._folder is None:
            return None
        path = self._path(name)
        try:
            with path.open("rb") as file:
                data = file.read(_LARGEST + 1)
                fetched = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
        except (OSError, ValueError, OverflowError):
            return None
        if len(data) > _LARGEST:
            return None
        return self._remember(name, Kept(data, fetched))

    def put(self, name: str, data: bytes, fetched: datetime) -> None:
        """Keep bytes under a name."""
        self._remember(name, Kept(data, fetched))
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
                file.write(data)
            os.utime(file.name, (fetched.timestamp(), fetched.timestamp()))
            Path(file.name).replace(self._path(name))
            self._shrink()

    def _remember(self, name: str, kept: Kept) -> Kept:
        with self._lock:
            self._memory[name] = kept
            if len(self._memory) > _MOST_IN_MEMORY:
                self._memory.popitem(last=False)
        return kept

    def _path(self, name: str) -> Path:
        assert self._folder is not None
        return self._folder / f"{hashlib.sha256(name.encode()).hexdigest()}.der"

    def _shrink(self) -> None:
        assert self._folder is not None
        files = sorted(((one.stat(), one) for one in self._folder.iterdir()), key=lambda pair: pair[0].st_mtime)
        size = sum(state.st_size for state, _ in files)
        for state, path in files:
            if size <= _MOST_BYTES:
                return
            path.unlink(missing_ok=True)
            size -= state.st_size
