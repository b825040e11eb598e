"""What an account's runner still has to ask about: unknown effects and delivered ones. Plain books; asks nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from muhr.domain.effects import Effect
from muhr.services.reconcile import waits_for_person
from muhr.services.retry import lies_ahead

CONFIRM_PAUSE = timedelta(milliseconds=400)
"""Delivered documents are gathered so long before their status is read, unless a whole chunk is there before."""
CONFIRM_TRIES = 3
CONFIRM_AGAIN = timedelta(seconds=1)
"""A provider that has just accepted may need a moment before its own list shows it."""


class UnknownRows:
    """The effects whose outcome is unknown, and when each is asked about next. Not thread-safe."""

    def __init__(self) -> None:
        self._rows: dict[str, Effect] = {}
        self._due: dict[str, datetime] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, effect_id: str) -> bool:
        return effect_id in self._rows

    def put(self, effect: Effect, now: datetime) -> None:
        """Enter a row, or enter it as it stands now; one that waits for a person has no time of its own."""
        self._rows[effect.id] = effect
        if waits_for_person(effect):
            self._due.pop(effect.id, None)
        else:
            self._due[effect.id] = effect.not_before or now

    def take_out(self, effect_id: str) -> Effect | None:
        """Strike a row off."""
        self._due.pop(effect_id, None)
        return self._rows.pop(effect_id, None)

    def same(self, effect: Effect) -> bool:
        """Whether the row still stands as it did (no person has decided meanwhile)."""
        return self._rows.get(effect.id) is effect

    def due(self, now: datetime, limit: int) -> list[Effect]:
        """The rows to ask about now, at most `limit`."""
        ready = [effect_id for effect_id, moment in self._due.items() if not lies_ahead(moment, now)]
        return [self._rows[effect_id] for effect_id in ready[:limit]]

    def next_due(self, now: datetime) -> datetime | None:
        """When the earliest row is to be asked about; `now` for those whose time has come."""
        return min((moment if lies_ahead(moment, now) else now for moment in self._due.values()), default=None)

    def due_at(self, effect_id: str) -> datetime | None:
        """When this row is to be asked about; None when only a person can say."""
        return self._due.get(effect_id)

    def put_off(self, effects: Iterable[Effect], until: datetime) -> None:
        """The question could not be answered: ask again later."""
        for effect in effects:
            if effect.id in self._due:
                self._due[effect.id] = until

    def ask_now(self, now: datetime) -> None:
        """A person wants to know: every row is due, also those that wait for a person."""
        for effect_id in self._rows:
            self._due[effect_id] = now


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """An effect that is done and whose document's new status has not been read yet."""

    effect: Effect
    due: datetime
    tries: int = 0


class Confirmations:
    """Delivered effects, until their document's status has been read. Not thread-safe."""

    def __init__(self) -> None:
        self._rows: dict[str, Delivered] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, effect: Effect, now: datetime) -> None:
        """Enter a delivered effect."""
        self._rows[effect.id] = Delivered(effect=effect, due=now + CONFIRM_PAUSE)

    def take(self, now: datetime, chunk: int, *, hurry: bool) -> list[Delivered]:
        """What to read the status of now: a full chunk, what is due, or with `hurry` all new ones; at most a chunk."""
        if len(self._rows) >= chunk:
            hurry = True
        ready = (row for row in self._rows.values() if not lies_ahead(row.due, now) or (hurry and row.tries == 0))
        return list(ready)[:chunk]

    def next_due(self, now: datetime) -> datetime | None:
        """When the earliest row is to be read; `now` for those whose time has come."""
        dues = (row.due for row in self._rows.values())
        return min((moment if lies_ahead(moment, now) else now for moment in dues), default=None)

    def finish(self, row: Delivered) -> None:
        """The status was read, or was given up."""
        self._rows.pop(row.effect.id, None)

    def again(self, row: Delivered, now: datetime) -> bool:
        """Put a row off; False when it has been tried often enough."""
        if row.tries + 1 >= CONFIRM_TRIES:
            return False
        self._rows[row.effect.id] = replace(row, tries=row.tries + 1, due=now + CONFIRM_AGAIN)
        return True

    def rows(self) -> list[Delivered]:
        """All of them."""
        return list(self._rows.values())

    def targets(self) -> frozenset[str]:
        """The remote ids of the documents that are delivered and not confirmed."""
        return frozenset(row.effect.target_id for row in self._rows.values())
