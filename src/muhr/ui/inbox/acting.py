"""Doing something to documents that needs no key: the sheet that says what follows, and a moment to take it back."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from muhr.domain.documents import Action, Document, DocumentRef
from muhr.domain.errors import InputError
from muhr.domain.ports import Detail, DetailKind
from muhr.ui import words
from muhr.ui.inbox import acts
from muhr.ui.inbox.selection import add_up
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.fields import Labelled
from muhr.ui.parts.frames import Frame, Notice, framed, row
from muhr.ui.parts.labels import Label
from muhr.ui.parts.sheet import Sheet
from muhr.ui.plain import visible
from muhr.ui.rows.columns import Column, Look
from muhr.ui.rows.model import RowsModel
from muhr.ui.rows.view import RowsView
from muhr.ui.session import Session
from muhr.ui.spelling import amount, amounts
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.domain.effects import Effect
    from muhr.services.desk import Desk

LONGEST_COMMENT = 500
LONGEST_DETAIL = 200
TICK_MS = 250
TOLD_SECONDS = 8.0


class ActSheet(Sheet):
    """To which documents something is done, what follows from it, and why."""

    agreed = Signal(str, dict)
    """The reason, and the details by name."""

    def __init__(
        self, parent: QWidget, action: Action, documents: Sequence[Document], details: Sequence[Detail] = ()
    ) -> None:
        chosen = add_up(documents)
        name = acts.headline(action, chosen.count)
        super().__init__(parent, name, amounts(chosen.totals), width=720, height=560)
        self.action = action
        rows: RowsModel[Document] = RowsModel(
            (
                Column(title=tr("Document"), text=words.document_short, stretch=2, width=16),
                Column(title=tr("Counterparty"), text=lambda one: str(one.counterparty.name), stretch=3, width=16),
                Column(title=tr("Amount"), text=lambda one: amount(one.total), width=18, look=Look.FIGURES),
            ),
            identity=lambda one: one.ref,
            haystack=lambda one: (one.number, ""),
            parent=self,
        )
        rows.set_rows(documents)
        table = RowsView(name)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.show_rows(rows)
        self.body.addWidget(framed(table), 1)
        self.reason = QPlainTextEdit()
        self._asked: dict[str, tuple[Detail, QLineEdit | QComboBox]] = {}
        if action in acts.COMMENTED:
            self.reason.setPlaceholderText(tr("For example: the price does not match the contract"))
            self.reason.setTabChangesFocus(True)
            self.reason.setFixedHeight(88)
            self.body.addWidget(Labelled(tr("Reason"), self.reason, tr("The other side reads it.")))
            self.reason.setFocus()
        danger = action in acts.DANGEROUS
        self.agree = button(name, self._on_agree, look=ButtonLook.DANGER if danger else ButtonLook.PRIMARY)
        for detail in details:
            self._ask(detail)
        self.body.addWidget(Notice(Tone.WARN if danger else Tone.NOTE, acts.consequence(action)))
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(self.agree)
        self._tell()

    def _ask(self, detail: Detail) -> None:
        field: QLineEdit | QComboBox
        if detail.kind is DetailKind.CHOICE:
            field = QComboBox()
            field.addItems([visible(one) for one in detail.choices])
        else:
            field = QLineEdit()
            field.setMaxLength(LONGEST_DETAIL)
            field.textChanged.connect(lambda _: self._tell())
            hints = {DetailKind.AMOUNT: "1250.50", DetailKind.DATE: "2026-03-05"}
            field.setPlaceholderText(hints.get(detail.kind, ""))
        self._asked[detail.name] = detail, field
        self.body.addWidget(Labelled(visible(detail.title), field))

    @property
    def details(self) -> dict[str, str]:
        """What was typed or chosen, by the detail's name; empty ones are left out."""
        typed = {}
        for name, (detail, field) in self._asked.items():
            if isinstance(field, QComboBox):
                typed[name] = detail.choices[field.currentIndex()] if field.currentIndex() >= 0 else ""
            else:
                typed[name] = field.text().strip()
        return {name: text for name, text in typed.items() if text}

    def _tell(self) -> None:
        given = self.details
        self.agree.setEnabled(all(name in given for name, (one, _) in self._asked.items() if one.required))

    def _on_agree(self) -> None:
        self.agreed.emit(self.reason.toPlainText().strip()[:LONGEST_COMMENT], self.details)
        self.accept()


class UndoBar(Frame):
    """Says what is about to leave, and takes it back when the person says so."""

    taken_back = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("bar")
        self._session = session
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(tr("About to be sent"))
        self._action = Action.REJECT
        self._effects: tuple[str, ...] = ()
        self._until = 0.0
        self._said = Label(strong=True, wrap=False)
        self.undo = button(tr("Undo"), self._on_undo, shortcut="Ctrl+Z")
        line = row(self, space=2 * GRID)
        line.setContentsMargins(3 * GRID, 8, 3 * GRID, 8)
        line.addWidget(self._said)
        line.addWidget(self.undo)
        line.addStretch(1)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._on_tick)
        self.hide()

    @property
    def said(self) -> str:
        """What the bar says; empty while it is hidden."""
        return "" if self.isHidden() else self._said.text()

    def watch(self, action: Action, effects: Sequence[str], window: timedelta) -> None:
        """These effects leave after `window`; what was watched before leaves as it was planned."""
        self._action, self._effects = action, tuple(effects)
        self._until = time.monotonic() + window.total_seconds()
        self.undo.show()
        self.setVisible(bool(effects) and window > timedelta(0))
        self._clock.start()
        self._on_tick()

    def _on_tick(self) -> None:
        left = self._until - time.monotonic()
        if left <= 0:
            self._clock.stop()
            self.hide()
            return
        if self._effects:
            self._said.setText(acts.under_way(self._action, len(self._effects), int(left) + 1))

    def _on_undo(self) -> None:
        effects, self._effects = self._effects, ()
        self._clock.stop()
        self.hide()
        if effects:
            self._session.ask(self, partial(_take_back, effects=effects), self._on_taken_back)

    def _on_taken_back(self, left: int) -> None:
        if left:
            self._said.setText(tr("Too late: %n document(s) had left already", left))
            self.undo.hide()
            self._until = time.monotonic() + TOLD_SECONDS
            self.show()
            self._clock.start()
        self.taken_back.emit()


def _take_back(desk: Desk, effects: Sequence[str]) -> int:
    """Cancel each; gives how many had left already."""
    left = 0
    for effect_id in effects:
        try:
            desk.cancel(effect_id)
        except InputError:
            left += 1
    return left


class Acting:
    """Opens the sheet for an action and hands the documents to the desk. Lives in the GUI thread."""

    def __init__(self, page: QWidget, session: Session, undo: UndoBar) -> None:
        self._page = page
        self._session = session
        self._undo = undo
        self.window: timedelta | None = None
        """How long an action can be taken back; the desk's own when None."""

    def ask(self, action: Action, documents: Sequence[Document]) -> None:
        """Ask whether this shall be done to those of the documents that offer it."""
        offered = [one for one in documents if action in one.actions]
        if not offered:
            return
        accounts = list(dict.fromkeys(one.ref.account_id for one in offered))

        def read(desk: Desk) -> list[Detail]:
            found: dict[str, Detail] = {}
            for account_id in accounts:
                for detail in desk.capabilities(account_id).details.get(action, ()):
                    found.setdefault(detail.name, detail)
            return list(found.values())

        self._session.ask(self._page, read, partial(self._open, action, offered))

    def _open(self, action: Action, documents: Sequence[Document], details: Sequence[Detail]) -> None:
        sheet = ActSheet(self._page.window(), action, documents, details)
        refs = [one.ref for one in documents]
        sheet.agreed.connect(lambda reason, typed: self._do(action, refs, reason, typed))
        sheet.open()

    def _do(self, action: Action, refs: Sequence[DocumentRef], reason: str, details: Mapping[str, str]) -> None:
        def work(desk: Desk) -> list[Effect]:
            return desk.act(action, refs, comment=reason, details=details, delay=self.window)

        def then(effects: list[Effect]) -> None:
            self._undo.watch(action, [one.id for one in effects], _left(effects))

        self._session.ask(self._page, work, then)


def _left(effects: Sequence[Effect]) -> timedelta:
    """How long the first of them still stays here."""
    moments = [one.not_before for one in effects if one.not_before is not None]
    return min(moments) - datetime.now(UTC) if len(moments) == len(effects) and moments else timedelta(0)
