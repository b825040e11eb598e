"""Doing something to documents that needs no key: asking for it, and a moment in which it can be taken back."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Action, Document, DocumentRef
from muhr.domain.errors import InputError, KnownError
from muhr.ui import provider_words
from muhr.ui.inbox import acts
from muhr.ui.parts.buttons import button
from muhr.ui.parts.frames import Frame, row
from muhr.ui.parts.labels import Label
from muhr.ui.session import Session
from muhr.ui.theme import GRID
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.domain.effects import Effect
    from muhr.domain.ports import Detail
    from muhr.services.desk import Desk
    from muhr.ui.inbox.act_sheet import Asked, Typed

TICK_MS = 250
TOLD_SECONDS = 8.0


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
        window = self.window

        def read(desk: Desk) -> Asked:
            return asked_of(desk, action, offered, window)

        self._session.ask(self._page, read, partial(self._open, action, offered))

    def _open(self, action: Action, documents: Sequence[Document], asked: Asked) -> None:
        from muhr.ui.inbox.act_sheet import ActSheet  # noqa: PLC0415 - the window is painted before it is needed

        sheet = ActSheet(self._page.window(), action, documents, asked)
        sheet.agreed.connect(lambda reason, typed: self._do(action, documents, reason, typed))
        sheet.open()

    def _do(self, action: Action, documents: Sequence[Document], reason: str, typed: Typed) -> None:
        groups: dict[tuple[ProviderName, str], list[DocumentRef]] = {}
        for one in documents:
            groups.setdefault((one.provider, one.ref.account_id), []).append(one.ref)
        window = self.window

        def work(desk: Desk) -> tuple[list[Effect], KnownError | None]:
            effects: list[Effect] = []
            trouble: KnownError | None = None
            for (provider, _), refs in groups.items():
                try:
                    effects += desk.act(action, refs, comment=reason, details=typed.get(provider, {}), delay=window)
                except KnownError as error:  # the other accounts have nothing to do with it
                    trouble = trouble or error
            return effects, trouble

        def then(done: tuple[list[Effect], KnownError | None]) -> None:
            effects, trouble = done
            self._undo.watch(action, [one.id for one in effects], _left(effects))
            if trouble is not None:
                self._session.trouble.emit(trouble)

        self._session.ask(self._page, work, then)


def asked_of(desk: Desk, action: Action, documents: Sequence[Document], window: timedelta | None) -> Asked:
    """What the documents' services want to know, and tell (in a thread). Raises `Unauthorised` without credentials."""
    from muhr.services.plain_effects import Order  # noqa: PLC0415 - the desk has loaded it

    details: dict[ProviderName, tuple[Detail, ...]] = {}
    silent: set[ProviderName] = set()
    unasked: set[ProviderName] = set()
    accounts = {one.ref.account_id: one.provider for one in documents}
    for account_id, provider in accounts.items():
        capabilities = desk.capabilities(account_id)
        details.setdefault(provider, capabilities.details.get(action, ()))
        if action not in capabilities.comments:
            silent.add(provider)
        if action in capabilities.unasked:
            unasked.add(provider)
    from muhr.ui.inbox.act_sheet import Asked  # noqa: PLC0415 - see above

    return Asked(
        details=details,
        commented=frozenset(accounts.values()) - silent,
        unasked=frozenset(unasked),
        likely=_likely(desk, documents),
        seconds=int(Order(action=action, delay=window).window.total_seconds()),
    )


def _likely(desk: Desk, documents: Sequence[Document]) -> dict[str, str]:
    if len(documents) != 1:
        return {}
    ref = documents[0].ref
    return provider_words.likely(desk.workspace.document(ref.account_id, ref.remote_id) or documents[0])


def _left(effects: Sequence[Effect]) -> timedelta:
    """How long the first of them still stays here."""
    moments = [one.not_before for one in effects if one.not_before is not None]
    return min(moments) - datetime.now(UTC) if len(moments) == len(effects) and moments else timedelta(0)
