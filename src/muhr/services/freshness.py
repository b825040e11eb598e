"""Remembers which documents were brought up to date since a list was asked for, so that an old list never wins."""

from __future__ import annotations

import threading
from collections.abc import Iterable


class Freshness:
    """One account's memory. Whoever stores documents or statuses holds `guard` from the question to the commit.

    A list that was asked for before a document was signed may arrive after its new status was read; without this the
    document would come back as waiting.
    """

    def __init__(self) -> None:
        self.guard = threading.Lock()
        self._moment = 0
        self._touched: dict[str, int] = {}

    def mark(self) -> int:
        """Now, before a list is asked for."""
        with self.guard:
            return self._moment

    def touch(self, remote_ids: Iterable[str]) -> None:
        """These documents are being brought up to date. Call with `guard` held."""
        self._moment += 1
        self._touched.update(dict.fromkeys((remote_id.lower() for remote_id in remote_ids), self._moment))

    def touched_since(self, mark: int, remote_id: str) -> bool:
        """Whether something newer than a list asked for at `mark` is known. Call with `guard` held."""
        return self._touched.get(remote_id.lower(), 0) > mark
