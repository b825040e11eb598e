"""Looks through the inbox in the background for what a careful person would notice; what is in sight goes first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from muhr.domain.documents import DocumentRef
from muhr.domain.findings import Finding, FindingCode

if TYPE_CHECKING:
    from muhr.services.desk import Desk
from muhr.ui.session import Session

CHUNK = 20
"""Documents looked at in one go: a few milliseconds each, and the window's own questions come in between."""
PAUSE_MS = 40
AT_MOST = 2_000
"""Out of sight, at most so many documents are looked at; the rest when the person scrolls to them."""

_NOT_IN_THE_LIST = FindingCode.CONTENT_NOT_SEEN
"""Contents are fetched when a document is opened or signed; before that its absence says nothing."""


class Marks(QObject):
    """What is known to be noticed about each document."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._known: dict[DocumentRef, tuple[Finding, ...]] = {}
        self._in_sight: list[DocumentRef] = []
        self._others: list[DocumentRef] = []
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._on_timeout)

    def of(self, ref: DocumentRef) -> tuple[Finding, ...]:
        """What was noticed, worst first; empty when nobody has looked yet."""
        return self._known.get(ref, ())

    def known(self, ref: DocumentRef) -> bool:
        """Whether somebody has looked."""
        return ref in self._known

    def look(self, in_sight: Iterable[DocumentRef], others: Iterable[DocumentRef] = ()) -> None:
        """Look at these documents next, the first ones first."""
        self._in_sight = [ref for ref in in_sight if ref not in self._known]
        if others:
            self._others = list(others)[:AT_MOST]
        if not self._busy and not self._timer.isActive():
            self._timer.start()

    def forget(self, refs: Iterable[DocumentRef] | None = None) -> None:
        """These documents have changed (None: all); they are looked at again."""
        if refs is None:
            self._known.clear()
        else:
            for ref in refs:
                self._known.pop(ref, None)

    def learn(self, ref: DocumentRef, findings: Sequence[Finding]) -> None:
        """Somebody else has looked."""
        known = tuple(one for one in findings if one.code is not _NOT_IN_THE_LIST)
        if self._known.get(ref) != known:
            self._known[ref] = known
            self.changed.emit()

    def _next(self) -> list[DocumentRef]:
        wanted: list[DocumentRef] = []
        for line in (self._in_sight, self._others):
            while line and len(wanted) < CHUNK:
                ref = line.pop(0) if line is self._in_sight else line.pop()
                if ref not in self._known:
                    wanted.append(ref)
        return wanted

    def _on_timeout(self) -> None:
        wanted = self._next() if self._session.ready else []
        if not wanted:
            return
        self._busy = True

        def work(desk: Desk) -> dict[DocumentRef, list[Finding]]:
            from muhr.services.review import at_a_glance  # noqa: PLC0415 - the desk has loaded it

            found: dict[DocumentRef, list[Finding]] = {ref: [] for ref in wanted}
            for one in at_a_glance(desk.review(wanted, None)):
                if one.code is not _NOT_IN_THE_LIST:
                    found[one.ref].append(one)
            return found

        self._session.ask(self, work, self._on_found, self._on_trouble)

    def _on_found(self, found: dict[DocumentRef, list[Finding]]) -> None:
        self._busy = False
        self._known.update({ref: tuple(findings) for ref, findings in found.items()})
        self.changed.emit()
        self._timer.start()

    def _on_trouble(self, _error: BaseException) -> None:
        # A document may be gone by now. The markers are a convenience; signing reviews again and says what is wrong.
        self._busy = False
        self._timer.start()
