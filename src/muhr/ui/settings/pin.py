"""The sheet for a one-time code: where it was sent, typing it once, and whether this computer is remembered."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from muhr.domain.accounts import Account
from muhr.domain.ports import PinChallenge
from muhr.services.desk import Desk
from muhr.ui import words
from muhr.ui.parts.buttons import ButtonLook, button, rename
from muhr.ui.parts.fields import Labelled, PasswordField
from muhr.ui.parts.frames import Notice
from muhr.ui.parts.labels import Label
from muhr.ui.parts.sheet import Sheet
from muhr.ui.session import Session
from muhr.ui.theme import Tone
from muhr.ui.tr import tr


class PinSheet(Sheet):
    """Asks for the code that the service sent to a person's telephone. A wrong one is never tried again by itself."""

    def __init__(self, parent: QWidget, session: Session, account: Account) -> None:
        title = tr("Log in to {service}", service=words.provider(account.provider))
        super().__init__(parent, title, account.company.name, width=520)
        self._session, self._account = session, account
        self.told = Label(tr("Asking the service for a code…"))
        self.field = PasswordField(tr("One-time code"))
        self.field.textChanged.connect(lambda _: self._tell())
        self.field.returnPressed.connect(self._on_go)
        self.remember = QCheckBox(tr("Do not ask again on this computer"))
        self.remember.setToolTip(tr("The service then knows this computer. You can take it back in Settings."))
        self.message = Notice(Tone.WARN)
        self.message.hide()
        self.body.addWidget(self.told)
        self.body.addWidget(self.message)
        code = session.demo_code(account)
        where = tr("Demo: the code is {code}.", code=code) if code else tr("From the message on your telephone.")
        self.body.addWidget(Labelled(tr("One-time code"), self.field, where))
        self.body.addWidget(self.remember)
        self.again = button(tr("Send a new code"), self._begin)
        self.go_on = button(tr("Log in"), self._on_go, look=ButtonLook.PRIMARY)
        self.foot.addWidget(self.again)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(self.go_on)
        self._ready = False
        self.fit()
        self._begin()

    def _begin(self) -> None:
        self._ready = False
        self.again.setEnabled(False)
        self._tell()

        def then(future: Future[PinChallenge | None]) -> None:
            self._session.follow(self, future, self._on_challenge, self._on_trouble)

        self._session.ask(self, lambda desk: desk.logins.begin(self._account.id), then, self._on_trouble)

    def _on_challenge(self, challenge: PinChallenge | None) -> None:
        self.again.setEnabled(True)
        self.message.hide()
        if challenge is None:  # the service knows this computer after all
            self.accept()
            return
        self.told.setText(tr("A code was sent to {telephone}.", telephone=challenge.masked_phone))
        self._ready = True
        self._tell()
        self.field.setFocus()

    def _tell(self) -> None:
        self.go_on.setEnabled(self._ready and bool(self.field.text()))

    def _on_go(self) -> None:
        if not self.go_on.isEnabled():
            return
        self._ready = False
        rename(self.go_on, tr("Logging in…"))
        self._tell()
        work = partial(_finish, account_id=self._account.id, pin=self.field.take(), remember=self.remember.isChecked())
        self._session.ask(
            self,
            work,
            lambda future: self._session.follow(self, future, lambda _: self.accept(), self._on_trouble),
            self._on_trouble,
        )

    def _on_trouble(self, error: BaseException) -> None:
        self.again.setEnabled(True)
        rename(self.go_on, tr("Log in"))
        self.field.forget()
        self.message.tell(Tone.WARN, words.error(error), tr("Ask for a new code, then type that one."))
        self.message.show()
        self.fit()

    def done(self, result: int) -> None:
        """Qt: the sheet closes; what was typed goes with it."""
        self.field.forget()
        super().done(result)


def _finish(desk: Desk, account_id: str, pin: bytearray, *, remember: bool) -> Future[None]:
    return desk.logins.finish(account_id, pin, remember=remember)


def ask_code(parent: QWidget, session: Session, account_id: str, then: Callable[[], None]) -> None:
    """Open the sheet for an account by its id; `then` is called after the log-in."""

    def show(account: Account | None) -> None:
        if account is not None:
            sheet = PinSheet(parent, session, account)
            sheet.accepted.connect(then)
            sheet.open()

    session.ask(
        parent, lambda desk: next((one for one in desk.workspace.accounts() if one.id == account_id), None), show
    )
