"""The card of the settings with the accounts that a service knows this computer for. Logs in nowhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from muhr.domain.accounts import Account
from muhr.ui import words
from muhr.ui.parts.buttons import button
from muhr.ui.parts.frames import Frame, column, empty_out, row
from muhr.ui.parts.labels import Elided, Label, muted
from muhr.ui.parts.sheet import Question
from muhr.ui.session import Session
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk


def _remembering(desk: Desk) -> list[Account]:
    return [one for one in desk.workspace.accounts() if desk.logins.remembers(one.id)]


class DevicesCard(Frame):
    """Log-ins that ask for no one-time code here. The card hides itself where there is none."""

    def __init__(self, session: Session) -> None:
        super().__init__("card")
        self._session = session
        self.accounts: list[Account] = []
        self._list = column(space=0)
        inside = column(self, margin=2 * GRID, space=12)
        inside.addWidget(Label(tr("Remembered computer"), scale=1.15, strong=True))
        inside.addWidget(muted(tr("These services ask for no one-time code on this computer.")))
        inside.addLayout(self._list)
        self.hide()

    def arrive(self) -> None:
        """Read which accounts remember this computer."""
        self._session.ask(self, _remembering, self._show)

    def forget(self, account: Account) -> None:
        """The next log-in asks for a code again."""

        def work(desk: Desk) -> list[Account]:
            desk.logins.forget(account.id)
            return _remembering(desk)

        self._session.ask(self, work, self._show)

    def _show(self, accounts: list[Account]) -> None:
        self.accounts = accounts
        empty_out(self._list)
        for account in accounts:
            self._list.addWidget(self._row(account))
        self.setVisible(bool(accounts))

    def _row(self, account: Account) -> QWidget:
        holder = QWidget()
        inside = row(holder)
        inside.setContentsMargins(0, 4, 0, 4)
        texts = column(space=2)
        texts.addWidget(Elided(account.company.name, strong=True))
        texts.addWidget(Elided(f"{words.provider(account.provider)} · {account.login}", tone=Tone.MUTED))
        inside.addLayout(texts, 1)
        forget = button(tr("Forget…"), partial(self._on_forget, account))
        forget.setAccessibleName(tr("Forget this computer for {company}", company=account.company.name))
        inside.addWidget(forget)
        return holder

    def _on_forget(self, account: Account) -> None:
        question = Question(
            self.window(),
            tr("Forget this computer?"),
            tr("The next log-in of {company} asks for a code from the telephone again.", company=account.company.name),
            agree=tr("Forget"),
            detail=tr("Only this computer forgets. A lost computer is taken off the list on the service's own site."),
        )
        question.accepted.connect(partial(self.forget, account))
        question.open()
