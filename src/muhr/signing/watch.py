"""Notices that a disk or device with keys came or went. Lists nothing; opens nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

PERIOD = 1.0
"""Seconds. A person who plugs a token in looks at the list at once; two seconds is when they doubt it."""


class Watch:
    """Asks cheap fingerprints again and again, in a thread of its own, and tells when one has changed."""

    def __init__(self, fingerprints: Sequence[Callable[[], object]], changed: Callable[[], None]) -> None:
        self._fingerprints = fingerprints
        self._changed = changed
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="muhr-watch", daemon=True)

    def start(self) -> None:
        """Begin; what is there now is not told."""
        self._thread.start()

    def stop(self) -> None:
        """Tell nothing more. Safe to call twice; does not wait."""
        self._over.set()

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end after `stop`."""
        self._thread.join(timeout)

    def _run(self) -> None:
        before = [one() for one in self._fingerprints]
        while not self._over.wait(PERIOD):
            now = [one() for one in self._fingerprints]
            if now != before and not self._over.is_set():
                before = now
                self._changed()
