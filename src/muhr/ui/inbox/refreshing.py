"""Asking the services what waits: on demand and by the clock, how it stands, and what was not told. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from muhr.domain.errors import PinNeeded, Unauthorised
from muhr.domain.events import Event, RefreshFinished, RefreshStarted
from muhr.ui.schedule import Schedule
from muhr.ui.session import Session

FOR_A_PERSON = frozenset({PinNeeded.code, Unauthorised.code})
"""Failures that only a person mends: asking again by the clock would send codes to telephones, or lock accounts."""


class Refreshing(QObject):
    """How the asking stands, by account. Lives in the GUI thread."""

    begun = Signal()
    """Somebody wants to know anew."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.asking: set[str] = set()
        self.truncated: set[str] = set()
        """Accounts whose service said less than there is, when it was last asked."""
        self.refreshed: datetime | None = None
        self._for_a_person: set[str] = set()
        self._known: tuple[str, ...] = ()
        self.schedule = Schedule(self)
        self.schedule.due.connect(self._on_due)

    def hear(self, events: Iterable[Event]) -> None:
        """Something happened."""
        for event in events:
            if isinstance(event, RefreshStarted):
                self.asking.add(event.account_id)
                self.schedule.hold()
            elif isinstance(event, RefreshFinished):
                self._on_finished(event)

    def _on_finished(self, event: RefreshFinished) -> None:
        self.asking.discard(event.account_id)
        self.refreshed = datetime.now(UTC)
        if event.error_code in FOR_A_PERSON:
            self._for_a_person.add(event.account_id)
        elif not event.error_code:
            self._for_a_person.discard(event.account_id)
            (self.truncated.add if event.truncated else self.truncated.discard)(event.account_id)
        if not self.asking:
            self.schedule.go_on()

    def know(self, account_ids: Sequence[str], minutes: int) -> None:
        """These accounts are there, and the person wants them asked so often."""
        self._known = tuple(account_ids)
        self.truncated.intersection_update(account_ids)
        self._for_a_person.intersection_update(account_ids)
        self.schedule.choose(minutes)

    def refresh(self, account_ids: Sequence[str] | None = None) -> None:
        """Ask these accounts what waits; None asks every one."""
        self.begun.emit()
        self._session.ask(self, lambda desk: desk.refresh(account_ids), self._on_asked)

    def _on_asked(self, futures: list[Future[int]]) -> None:
        for future in futures:  # how it went comes as an event
            self._session.follow(self, future, None, lambda _: None)

    def _on_due(self) -> None:
        wanted = [one for one in self._known if one not in self._for_a_person]
        if self._session.ready and not self.asking and wanted:
            self.refresh(wanted)
