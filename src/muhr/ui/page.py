"""What all pages have in common: a session, a count for the navigation, and reading again without a rush."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from muhr.domain.events import Event
from muhr.ui.parts.frames import column, row
from muhr.ui.parts.labels import muted, title
from muhr.ui.session import Session
from muhr.ui.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

    from muhr.services.desk import Desk

T = TypeVar("T")

SHORTEST_PAUSE = 0.15
"""Seconds between two readings of the same thing."""
PAUSES_PER_READING = 4
"""A reading that takes a second is repeated every four: the window never works only for itself."""


class Reading(QObject, Generic[T]):
    """Reads something from the desk again whenever it may have changed; never twice at once, never in a rush."""

    def __init__(
        self,
        owner: QObject,
        session: Session,
        work: Callable[[Desk], T],
        then: Callable[[T], None],
        trouble: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Prepare a reading: `work` in a thread, `then` with its result in the GUI thread."""
        super().__init__(owner)
        self._session, self._work, self._then, self._trouble = session, work, then, trouble
        self._running = self._wanted = False
        self._started = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_rested)

    @property
    def at_rest(self) -> bool:
        """Whether nothing is being read and nothing new is wanted."""
        return not (self._running or self._wanted)

    def soon(self) -> None:
        """Read again, when the last reading is long enough ago."""
        self._wanted = True
        if not self._running and not self._timer.isActive():
            self.now()

    def now(self) -> None:
        """Read again at once; while a reading is under way, after it."""
        self._wanted = True
        if self._running or not self._session.ready:
            return
        self._timer.stop()
        self._running, self._wanted, self._started = True, False, time.monotonic()
        self._session.ask(self, self._work, self._on_read, self._on_trouble)

    def _on_read(self, result: Any) -> None:
        self._end()
        self._then(result)

    def _on_trouble(self, error: BaseException) -> None:
        self._end()
        (self._trouble or self._session.trouble.emit)(error)

    def _end(self) -> None:
        self._running = False
        took = time.monotonic() - self._started
        self._timer.start(round(1000 * max(SHORTEST_PAUSE, PAUSES_PER_READING * took)))

    def _on_rested(self) -> None:
        if self._wanted:
            self.now()


class Page(QWidget):
    """One page of the window. Built when it is first shown."""

    count_changed = Signal(int)
    """How many things wait here, for the navigation."""
    asked_for = Signal(object)
    """A `Place` the person wants to go to from here."""
    accounts_changed = Signal()
    """An account was added, changed or removed here."""

    def __init__(self, session: Session, name: str, detail: str = "") -> None:
        super().__init__()
        self.session = session
        self.setAccessibleName(name)
        self.title, self.detail = title(name), muted(detail)
        self.detail.setWordWrap(False)
        self.head: QHBoxLayout = row(space=GRID)
        self.head.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        names = column(space=2)
        names.addWidget(self.title)
        names.addWidget(self.detail)
        self.head.addLayout(names, 1)
        self.body: QVBoxLayout = column(self, space=0)
        self.body.addLayout(self.head)
        self.detail.setVisible(bool(detail))  # not before it has a parent: it would be a window for a moment

    def say(self, detail: str) -> None:
        """Say something under the title."""
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))

    def arrive(self) -> None:
        """The person has come to this page, or the desk has changed while they are here."""

    def hear(self, events: tuple[Event, ...]) -> None:
        """Something happened (whether the page is shown or not)."""
