"""The signing runs under way, and the way of news from runners to them. Signs nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from muhr.services.signing_run import SigningRun
from muhr.services.standing import Standing


class Runs:
    """All runs that are not over. Callable from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs: dict[str, SigningRun] = {}

    @property
    def any(self) -> bool:
        """Whether a run is under way."""
        return bool(self._runs)

    def begin(self, run: SigningRun) -> None:
        """Start a run and listen for it."""
        with self._lock:
            self._runs[run.batch_id] = run
        run.start()

    def ended(self, batch_id: str) -> None:
        """A run is over."""
        with self._lock:
            self._runs.pop(batch_id, None)

    def report(self, standings: Sequence[Standing]) -> None:
        """News of effects: hand each run its own."""
        by_batch: dict[str, list[Standing]] = {}
        for standing in standings:
            by_batch.setdefault(standing.effect.batch_id, []).append(standing)
        for batch_id, group in by_batch.items():
            run = self._runs.get(batch_id)
            if run is not None:
                run.on_standings(group)

    def held(self, _account_id: str) -> None:
        """An account's line was held or opened."""
        for run in self._under_way():
            run.on_hold()

    def stop(self) -> None:
        """Stop every run after its current document."""
        for run in self._under_way():
            run.stop()

    def join_signing(self, timeout: float | None) -> None:
        """Wait until no run signs any more (delivery may go on)."""
        deadline = _deadline(timeout)
        for run in self._under_way():
            run.join_signing(_left(deadline))

    def join(self, timeout: float | None) -> None:
        """Wait until every run is over."""
        deadline = _deadline(timeout)
        for run in self._under_way():
            run.join(_left(deadline))

    def _under_way(self) -> list[SigningRun]:
        with self._lock:
            return list(self._runs.values())


def _deadline(timeout: float | None) -> float | None:
    return None if timeout is None else time.monotonic() + timeout


def _left(deadline: float | None) -> float | None:
    return None if deadline is None else max(deadline - time.monotonic(), 0)
