"""The queued rows of one account: whether a claim is worth making, and when. Plain books; claims nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from muhr.domain.effects import Effect, EffectState
from muhr.services.retry import lies_ahead


class QueuedRows:
    """Not thread-safe: its runner guards it."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._deferred: dict[str, datetime] = {}
        self.wanted = False
        """Whether rows may be there that can be sent now."""

    def enter(self, effect: Effect, now: datetime) -> None:
        """A row was stored in this state."""
        if effect.state is not EffectState.QUEUED:
            self._ids.discard(effect.id)
            self._deferred.pop(effect.id, None)
            return
        self._ids.add(effect.id)
        if effect.not_before is not None and lies_ahead(effect.not_before, now):
            self._deferred[effect.id] = effect.not_before
        else:
            self.wanted = True

    def wake_due(self, now: datetime) -> None:
        """Rows whose time has come can be sent."""
        for effect_id in [key for key, moment in self._deferred.items() if not lies_ahead(moment, now)]:
            del self._deferred[effect_id]
            self.wanted = True

    def claimed(self, effects: Iterable[Effect]) -> None:
        """These rows have left the queue."""
        self._ids.difference_update(effect.id for effect in effects)

    def left_behind(self) -> Sequence[str]:
        """Rows that could have been claimed and were not."""
        return [effect_id for effect_id in self._ids if effect_id not in self._deferred]

    def due_at(self, effect_id: str) -> datetime | None:
        """When this row may be sent; None when it need not wait."""
        return self._deferred.get(effect_id)

    def next_due(self, now: datetime) -> datetime | None:
        """When the earliest row that waits for its time may be sent; `now` when its time has come."""
        moments = self._deferred.values()
        return min((moment if lies_ahead(moment, now) else now for moment in moments), default=None)
