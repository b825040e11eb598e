"""Keeps the sandbox's state in one file, written through, so that a killed sandbox goes on where it was.

A power cut is not survived on purpose (no fsync): this is a test world, and it must not slow the tests down.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path

# Not OR REPLACE: the row keeps its place, and with it the order of the documents.
_PUT = "INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value"

_LOAD = "SELECT key, value FROM kept WHERE kind = ? ORDER BY rowid"


class Storage:
    """A table of (kind, key) -> bytes. One connection; the caller holds the state's lock."""

    def __init__(self, file: Path) -> None:
        self.prefix = ""
        """Before each kind: whose records these are."""
        self._connection = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        # A commit reaches the operating system, which is all that a killed process needs.
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS kept (kind TEXT, key TEXT, value BLOB, PRIMARY KEY (kind, key))"
        )

    def part(self, name: str) -> Storage:
        """The records of one service, apart from those of others, in the same file."""
        part = copy(self)
        part.prefix = f"{self.prefix}{name}/"
        return part

    def put(self, kind: str, key: str, value: bytes) -> None:
        """Add or replace one record."""
        self._connection.execute(_PUT, (self.prefix + kind, key, value))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep everything that is put inside, or nothing of it when the process is killed."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:  # the state in memory has changed in any case: the file follows it
            self._connection.execute("COMMIT")

    def put_many(self, kind: str, records: Iterable[tuple[str, bytes]]) -> None:
        """Add or replace many records in one transaction."""
        with self.together():
            self._connection.executemany(_PUT, ((self.prefix + kind, key, value) for key, value in records))

    def load(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """Give all records of one kind, in the order they were first written."""
        yield from self._connection.execute(
            "SELECT key, value FROM kept WHERE kind = ? ORDER BY rowid", (self.prefix + kind,)
        )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
