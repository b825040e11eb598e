"""Keeps the requests of one account apart, so that an office's refresh does not look like an attack. Sends nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

BURST = 40
"""So many requests may follow one another at once after a rest: a refresh of some two thousand documents."""


class Pace:
    """A bucket of `BURST` requests that fills by one each `apart_ms`. Callable from any thread."""

    def __init__(
        self,
        apart_ms: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._apart = apart_ms / 1000
        self._clock = clock
        self._wait = wait
        self._lock = threading.Lock()
        self._free_at = clock() - BURST * self._apart

    def __call__(self) -> None:
        """Wait until the next request may leave."""
        with self._lock:
            now = self._clock()
            # No more than a full bucket is saved up.
            self._free_at = max(self._free_at, now - BURST * self._apart) + self._apart
            pause = self._free_at - now
        if pause > 0:
            self._wait(pause)
