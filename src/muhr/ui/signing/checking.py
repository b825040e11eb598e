"""The pre-flight step: whether the lines and the key will do, tried while the person still reads the review."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from muhr.domain.documents import Document, DocumentRef
from muhr.domain.findings import Severity
from muhr.domain.signatures import KeyEntry
from muhr.ui import key_words, words
from muhr.ui.parts.frames import Frame, Notice, column, scrolling
from muhr.ui.parts.labels import Label, muted
from muhr.ui.session import Session
from muhr.ui.theme import GRID
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.domain.ports import ConnectionReport
    from muhr.services.desk import Desk
    from muhr.services.outcomes import Answer
    from muhr.services.preflight import Hindrance

PATIENCE_MS = 8_000
"""A line that has not answered by then is not waited for: whoever goes on meets it while signing."""


class Checking(QObject):
    """Tries the lines of the selected accounts once and keeps how they answered. Lives in the GUI thread."""

    done = Signal()
    """Every line has answered, or is not waited for any longer."""

    def __init__(self, owner: QObject, session: Session) -> None:
        super().__init__(owner)
        self._session = session
        self._lines: dict[str, Answer[ConnectionReport]] = {}
        self._asked: set[str] = set()
        self._waiting = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._on_late)

    @property
    def pending(self) -> bool:
        """Whether the sheet should still wait."""
        return self._waiting

    def start(self, account_ids: Sequence[str]) -> None:
        """Try these lines, those that were not tried yet."""
        wanted = [each for each in dict.fromkeys(account_ids) if each not in self._asked]
        if not wanted:
            return
        self._asked.update(wanted)
        self._waiting = True
        self._patience.start()

        def then(futures: dict[str, Future[Answer[ConnectionReport]]]) -> None:
            for account_id, future in futures.items():
                self._session.follow(self, future, partial(self._on_answer, account_id))

        self._session.ask(self, lambda desk: _ask(desk, wanted), then, lambda _: self._on_late())

    def again(self) -> None:
        """Forget how the lines answered: the person tries once more."""
        self._lines.clear()
        self._asked.clear()

    def hindrances(self, documents: Sequence[Document], key: KeyEntry) -> list[Hindrance]:
        """What will not work, as far as it is known."""
        from muhr.services.preflight import preflight  # noqa: PLC0415 - the desk has loaded it

        return preflight(documents, key, self._lines)

    def _on_answer(self, account_id: str, answer: Answer[ConnectionReport]) -> None:
        self._lines[account_id] = answer
        if self._waiting and set(self._lines) == self._asked:
            self._on_late()

    def _on_late(self) -> None:
        self._patience.stop()
        if self._waiting:
            self._waiting = False
            self.done.emit()


def _ask(desk: Desk, account_ids: Sequence[str]) -> dict[str, Future[Answer[ConnectionReport]]]:
    return desk.check_lines(account_ids)


def left_out(documents: Sequence[Document], found: Sequence[Hindrance]) -> frozenset[DocumentRef]:
    """The documents that will not be signed for what was found."""
    from muhr.services.preflight import left_out as of_these  # noqa: PLC0415 - the desk has loaded it

    return of_these(documents, found)


class CheckStep(QWidget):
    """Shows what will not work, and that the rest can go on. Left out of the way when everything will."""

    def __init__(self) -> None:
        super().__init__()
        self._head, self._rest = Label(scale=1.3, strong=True), muted()
        self._area = scrolling(QWidget(), tr("What will not work"))
        card = Frame("card")
        held = column(card, space=0)
        held.setContentsMargins(1, 1, 1, 1)
        held.addWidget(self._area)
        inside = column(self, space=2 * GRID)
        head = column(space=4)
        head.addWidget(self._head)
        head.addWidget(self._rest)
        inside.addLayout(head)
        inside.addWidget(card, 1)

    @property
    def said(self) -> str:
        """Everything that is shown, as text."""
        notices = self._area.findChildren(Notice)
        return "\n".join([self._head.text(), self._rest.text(), *(one.accessibleName() for one in notices)])

    def show_hindrances(self, found: Sequence[Hindrance], going: int, stopped: int) -> None:
        """Show these; so many documents can go on, so many are left out."""
        stops = any(one.severity is Severity.STOP for one in found)
        self._head.setText(tr("Before you type anything") if not stops or going else tr("This will not work now"))
        parts = [tr("%n document(s) can be signed", going) if going else tr("Nothing can be signed")]
        parts += [tr("%n left out", stopped)] if stopped else []
        self._rest.setText(" · ".join(parts))
        holder = QWidget()
        inside = column(holder, margin=2 * GRID, space=GRID)
        for one in found:
            inside.addWidget(Notice(words.SEVERITY_TONE[one.severity], *key_words.hindrance(one)))
        inside.addStretch(1)
        self._area.setWidget(holder)
