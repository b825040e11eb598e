"""The sheet of one account: its company, its login, and trying the connection before it is kept."""

from __future__ import annotations

import uuid
from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from muhr.bootstrap import connectable
from muhr.domain.accounts import PROVIDERS, Account, Ask, Credentials, ProviderName, addresses
from muhr.domain.errors import MuhrError, Unauthorised, Unreachable
from muhr.domain.parties import Party, TaxIdJudgement, judge_tax_id, normal_tax_id
from muhr.domain.ports import ConnectionReport
from muhr.ui import words
from muhr.ui.parts.buttons import ButtonLook, button, rename
from muhr.ui.parts.fields import Labelled, PasswordField
from muhr.ui.parts.frames import Notice, column, scrolling
from muhr.ui.parts.labels import muted
from muhr.ui.parts.sheet import Sheet
from muhr.ui.retold import retold
from muhr.ui.session import Session
from muhr.ui.settings.network import NetworkFields
from muhr.ui.settings.switches import SwitchFields
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk

CLOCK_TOLERANCE = 60.0
"""Seconds our clock may be off before the person is told: signatures carry the time."""


def completed(typed: Credentials, desk: Desk, account: Account | None) -> Credentials | None:
    """Put the stored secrets where nothing was typed; None when nothing was typed at all. For a thread."""
    if not (typed.password or typed.client_id or typed.client_secret):
        return None
    stored = desk.secrets.get(account.id) if account is not None else None
    kept = stored or Credentials(password="")
    return Credentials(
        password=typed.password or kept.password,
        client_id=typed.client_id or kept.client_id,
        client_secret=typed.client_secret or kept.client_secret,
        device_code=kept.device_code,
    )


class AccountSheet(Sheet):
    """Adds an account, or changes one. Secrets are never shown again; empty fields keep what is stored."""

    def __init__(self, parent: QWidget, session: Session, account: Account | None) -> None:
        name = tr("Add an account") if account is None else tr("Change the account")
        super().__init__(parent, name, tr("The login your company has at the service."), width=720, height=660)
        self.session, self.account = session, account
        self.provider = QComboBox()
        offered = connectable()
        if account is not None and account.provider not in offered:
            offered = (*offered, account.provider)
        for one in offered:
            self.provider.addItem(PROVIDERS[one].title, one)
        self.tax_id, self.company, self.login = QLineEdit(), QLineEdit(), QLineEdit()
        self.password, self.client_id = PasswordField(tr("Password")), QLineEdit()
        self.client_secret = PasswordField(tr("Client secret"))
        self.base_url, self.token_url = QLineEdit(), QLineEdit()
        self.listing = QCheckBox(tr("Ask the service for lists and contents"))
        self.listing.setToolTip(tr("These calls are not in the service's own description. Without them documents are "
                                   "added by their ids."))  # fmt: skip
        self.network = NetworkFields()
        self.network.hide()
        self.switches = SwitchFields()
        self.switches.hide()
        self.network_button = button(tr("Proxy, limits and switches…"), self._on_network, look=ButtonLook.QUIET)
        self.outcome = Notice(Tone.NOTE)
        self.outcome.hide()
        self._lay_out()
        self.test_button = button(tr("Test connection"), self._on_test, icon="refresh")
        self.save_button = button(tr("Save"), self._on_save, look=ButtonLook.PRIMARY)
        self.save_button.setDefault(True)
        self.foot.addWidget(self.test_button)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(self.save_button)
        self._fill(account)
        for field in (self.tax_id, self.company, self.login, self.password, self.client_id, self.base_url):
            field.textChanged.connect(lambda _: self._on_changed())
        self.network.changed.connect(self._on_changed)
        self.switches.changed.connect(self._name_password)
        self.switches.changed.connect(self._on_changed)
        self.provider.currentIndexChanged.connect(lambda _: self._on_provider())
        self._on_provider()
        self.tax_id.setFocus()

    def _lay_out(self) -> None:
        kept = tr("Leave empty to keep the stored one.") if self.account is not None else ""
        self.tax_field = Labelled(tr("Company's tax number"), self.tax_id)
        self.login_field = Labelled(tr("Login"), self.login)
        self.password_field = Labelled(tr("Password"), self.password, kept)
        self.client_field = Labelled(tr("Client id"), self.client_id, tr("From Client Settings on the service's site."))
        self.secret_field = Labelled(tr("Client secret"), self.client_secret, kept)
        self.token_field = Labelled(tr("Address for the login"), self.token_url)
        fields = (
            (Labelled(tr("Service"), self.provider), self.tax_field),
            (Labelled(tr("Company name"), self.company), None),
            (self.login_field, self.password_field),
            (self.client_field, self.secret_field),
            (Labelled(tr("Address of the service"), self.base_url), self.token_field),
        )
        content = QWidget()
        inside = column(content, space=2 * GRID)
        inside.setContentsMargins(2, 2, GRID, 2)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(2 * GRID)
        for at, (left, right) in enumerate(fields):
            grid.addWidget(left, at, 0, 1, 1 if right is not None else 2, Qt.AlignmentFlag.AlignTop)
            if right is not None:
                grid.addWidget(right, at, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        inside.addLayout(grid)
        inside.addWidget(self.listing)
        inside.addWidget(self.network_button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.switches)
        inside.addWidget(self.network)
        if not self.session.demo and not (self.session.ready and self.session.desk.secrets.persistent):
            inside.addWidget(muted(tr("This computer offers no keyring: the secrets are kept until you close Muhr.")))
        inside.addStretch(1)
        self.body.addWidget(scrolling(content, tr("Account")), 1)
        self.body.addWidget(self.outcome)

    def _on_provider(self) -> None:
        """Ask for what this service wants, at its own address."""
        provider = ProviderName(self.provider.currentData())
        asks = PROVIDERS[provider].asks
        kept = tr("Leave empty to keep the stored one.") if self.account else ""
        self.login_field.setVisible(Ask.LOGIN in asks)
        self.client_field.setVisible(Ask.CLIENT in asks)
        self.secret_field.setVisible(bool(asks & {Ask.CLIENT, Ask.SERVICE_TOKEN}))
        self.secret_field.rename(tr("Client secret") if Ask.CLIENT in asks else tr("Token of the service"), kept)
        self.token_field.setVisible(Ask.TOKEN_URL in asks)
        self.listing.setVisible(Ask.LISTING in asks)
        stored = self.account.options if self.account is not None and self.account.provider is provider else {}
        self.switches.show_for(provider, stored)
        if "auth" in self.switches.fields and self.account is None:
            self.switches.show()  # without it nobody knows what to type as the password
        self._name_password()
        if self.account is None:
            base, token_url = addresses(provider)
            self.base_url.setText(base)
            self.token_url.setText(token_url)
        self._on_changed()

    def _name_password(self) -> None:
        provider = ProviderName(self.provider.currentData())
        how = self.switches.options({}).get("auth", "") if "auth" in self.switches.fields else "password"
        token = Ask.API_TOKEN in PROVIDERS[provider].asks or not how
        kept = tr("Leave empty to keep the stored one.") if self.account else ""
        self.password_field.rename(tr("API token") if token else tr("Password"), kept)

    def _fill(self, account: Account | None) -> None:
        provider = account.provider if account is not None else ProviderName.FAKTURA_UZ
        base, token = addresses(provider)
        self.provider.setCurrentIndex(self.provider.findData(provider))
        self.base_url.setText(account.base_url if account is not None else base)
        self.token_url.setText(account.token_url if account is not None else token)
        self.listing.setChecked(account.listing if account is not None else True)
        self.network.fill(account.options if account is not None else {})
        self.network.setVisible(self.network.options({}) != {})
        self.switches.setVisible(not self.network.isHidden())
        if account is not None:
            self.tax_id.setText(account.company.tax_id)
            self.company.setText(account.company.name)
            self.login.setText(account.login)

    def _on_network(self) -> None:
        unfold = self.network.isHidden()
        self.network.setVisible(unfold)
        self.switches.setVisible(unfold)

    # ---------------------------------------------------------------- what was typed

    def typed_account(self) -> Account:
        """The account as it stands in the fields."""
        provider = ProviderName(self.provider.currentData())
        old = self.account
        company = Party(country=PROVIDERS[provider].country, tax_id=normal_tax_id(self.tax_id.text()),
                        name=self.company.text().strip())  # fmt: skip
        return Account(
            id=old.id if old is not None else uuid.uuid4().hex,
            provider=provider,
            company=company,
            login=self.login.text().strip(),
            base_url=self.base_url.text().strip(),
            token_url=self.token_url.text().strip(),
            listing=self.listing.isChecked(),
            demo=old.demo if old is not None else False,
            options=self.switches.options(self.network.options(old.options if old is not None else {})),
        )

    def typed_secrets(self) -> Credentials:
        """The secrets as they stand in the fields."""
        return Credentials(
            password=self.password.text(),
            client_id=self.client_id.text().strip(),
            client_secret=self.client_secret.text(),
        )

    def _on_changed(self) -> None:
        provider = ProviderName(self.provider.currentData())
        number = self.tax_id.text().strip()
        doubtful = bool(number) and judge_tax_id(PROVIDERS[provider].country, number) is TaxIdJudgement.DOUBTFUL
        self.tax_field.advise(tr("This does not look like a tax number. Please look again.") if doubtful else "",
                              Tone.WARN)  # fmt: skip
        secrets = self.account is not None or bool(self.password.text())
        needed = [self.tax_id, self.company, self.base_url]
        needed += [self.login] if Ask.LOGIN in PROVIDERS[provider].asks else []
        complete = all(field.text().strip() for field in needed) and self.network.usable
        self.save_button.setEnabled(complete and secrets)
        self.test_button.setEnabled(complete and secrets)

    # ---------------------------------------------------------------- doing

    def _on_test(self) -> None:
        account, old, typed = self.typed_account(), self.account, self.typed_secrets()
        self.test_button.setEnabled(False)
        rename(self.test_button, tr("Testing…"))

        def work(desk: Desk) -> Future[ConnectionReport]:
            return desk.test_account(account, completed(typed, desk, old))

        self.session.ask(
            self, work, lambda future: self.session.follow(self, future, self.show_report, self._on_trouble),
            self._on_trouble,
        )  # fmt: skip

    def show_report(self, report: ConnectionReport) -> None:
        """Say what *Test connection* found."""
        skew = report.clock_skew_seconds
        off = skew is not None and abs(skew) > CLOCK_TOLERANCE
        detail = retold(report.note)
        if skew is not None:
            clock = tr("This computer's clock differs from the service's by %n second(s).", round(abs(skew)))
            detail = f"{detail} {clock}".strip() if abs(skew) >= 1 else detail
        if off:
            detail = f"{detail} {tr('Set the clock: signatures carry the time.')}"
        tone = Tone.STOP if not report.ok else Tone.WARN if off else Tone.OK
        text = tr("The service accepts this login") if report.ok else tr("The service does not accept this login")
        self._show_result(tone, text, detail)

    def _on_trouble(self, error: BaseException) -> None:
        text = words.error(error)
        if isinstance(error, Unauthorised):
            self._show_result(Tone.STOP, tr("The service does not accept this login"), retold(error.sentence))
        elif isinstance(error, Unreachable):
            self._show_result(Tone.WARN, tr("The service cannot be reached"), retold(error.sentence))
        else:
            detail = retold(error.sentence) if isinstance(error, MuhrError) else str(error)
            self._show_result(Tone.WARN, text, detail if detail != text else "")

    def _show_result(self, tone: Tone, text: str, detail: str) -> None:
        self.outcome.tell(tone, text, detail)
        self.outcome.show()
        rename(self.test_button, tr("Test connection"))
        self._on_changed()

    def _on_save(self) -> None:
        account, old, typed = self.typed_account(), self.account, self.typed_secrets()

        def work(desk: Desk) -> None:
            desk.save_account(account, completed(typed, desk, old))

        self.save_button.setEnabled(False)
        self.session.ask(self, work, lambda _: self.accept(), self._on_trouble)

    def done(self, result: int) -> None:
        """Qt: the sheet closes; the secrets go with it."""
        self.password.forget()
        self.client_secret.forget()
        super().done(result)
