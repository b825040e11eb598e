"""The settings page: accounts, folders with keys, appearance, language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFileDialog, QVBoxLayout, QWidget

from muhr import __version__
from muhr.domain.accounts import Account
from muhr.ui import words
from muhr.ui.appearance import SETTING, Wardrobe
from muhr.ui.keys.choosing import add_key_folder, key_folders, remove_key_folder
from muhr.ui.page import Page, Reading
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.fields import Labelled
from muhr.ui.parts.frames import Frame, Notice, column, empty_out, row, rule, scrolling
from muhr.ui.parts.labels import Elided, Label, muted
from muhr.ui.parts.sheet import Question
from muhr.ui.session import Session
from muhr.ui.settings.account import AccountSheet
from muhr.ui.settings.devices import DevicesCard
from muhr.ui.settings.modules import ModulesCard
from muhr.ui.settings.refreshing import RefreshingCard
from muhr.ui.settings.verifying import VerifyingCard
from muhr.ui.theme import GRID, Appearance, Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk

WIDTH = 760


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    accounts: tuple[Account, ...]
    folders: tuple[Path, ...]
    persistent: bool


def _read(desk: Desk) -> _Read:
    return _Read(
        accounts=tuple(desk.workspace.accounts()),
        folders=tuple(key_folders(desk.workspace)),
        persistent=desk.secrets.persistent,
    )


class SettingsPage(Page):
    """What the person sets once."""

    def __init__(self, session: Session, wardrobe: Wardrobe) -> None:
        super().__init__(session, tr("Settings"))
        self._wardrobe = wardrobe
        self._reading = Reading(self, session, _read, self._on_read)
        self.add_button = button(tr("Add an account…"), lambda: self._edit(None), icon="plus", look=ButtonLook.PRIMARY)
        self._trouble = Notice(Tone.WARN)
        self._trouble.hide()
        self._accounts: QVBoxLayout = column(space=0)
        self._folders: QVBoxLayout = column(space=0)
        content = QWidget()
        content.setMaximumWidth(WIDTH)
        inside = column(content, space=2 * GRID)
        inside.addWidget(self._trouble)
        inside.addWidget(self._section(tr("Accounts"), self._accounts, self.add_button))
        self.devices = DevicesCard(session)
        inside.addWidget(self.devices)
        self.refreshing = RefreshingCard(session)
        inside.addWidget(self.refreshing)
        folder = button(tr("Add a folder…"), self._on_folder, icon="folder")
        inside.addWidget(self._section(tr("Folders with keys"), self._folders, folder))
        self.modules = ModulesCard(session)
        inside.addWidget(self.modules)
        self.verifying = VerifyingCard(session)
        inside.addWidget(self.verifying)
        inside.addWidget(self._make_appearance())
        inside.addWidget(self._make_about())
        inside.addStretch(1)
        outside = QWidget()
        line = row(outside)
        line.setContentsMargins(3 * GRID, GRID, 3 * GRID, 3 * GRID)
        line.addWidget(content, 10)
        line.addStretch(1)
        self.body.addWidget(scrolling(outside, tr("Settings")), 1)

    @staticmethod
    def _section(name: str, content: QVBoxLayout, action: QWidget | None = None) -> Frame:
        card = Frame("card")
        inside = column(card, margin=2 * GRID, space=12)
        head = row()
        head.addWidget(Label(name, scale=1.15, strong=True), 1)
        if action is not None:
            head.addWidget(action)
        inside.addLayout(head)
        inside.addLayout(content)
        return card

    def _make_appearance(self) -> Frame:
        content = column(space=12)
        self.appearance = QComboBox()
        for one, name in ((Appearance.SYSTEM, tr("Like the system")), (Appearance.LIGHT, tr("Light")),
                          (Appearance.DARK, tr("Dark"))):  # fmt: skip
            self.appearance.addItem(name, one)
        self.appearance.setCurrentIndex(self.appearance.findData(self._wardrobe.choice))
        self.appearance.activated.connect(self._on_appearance)
        self.appearance.setMaximumWidth(280)
        content.addWidget(Labelled(tr("Colours"), self.appearance))
        content.addWidget(muted(tr("Muhr speaks English for now; every text of the window can be translated.")))
        return self._section(tr("Appearance and language"), content)

    def _make_about(self) -> Frame:
        content = column(space=4)
        content.addWidget(Label(tr("Muhr {version}", version=__version__)))
        content.addWidget(muted(tr("Your data: {folder}", folder=str(self.session.workspace))))
        return self._section(tr("About"), content)

    # ---------------------------------------------------------------- reading

    def arrive(self) -> None:
        """Read the settings."""
        self._reading.now()
        self.devices.arrive()
        self.refreshing.arrive()
        self.modules.arrive()
        self.verifying.arrive()

    def _on_read(self, read: _Read) -> None:
        empty_out(self._accounts)
        for at, account in enumerate(read.accounts):
            if at:
                self._accounts.addWidget(rule())
            self._accounts.addWidget(self._account_row(account))
        if not read.accounts:
            self._accounts.addWidget(muted(tr("No account yet.")))
        if not read.persistent and not self.session.demo:
            self._accounts.addSpacing(GRID)
            self._accounts.addWidget(
                Notice(Tone.WARN, tr("Passwords are kept until you close Muhr"),
                       tr("This computer offers no keyring, and Muhr writes no secret into a file."))
            )  # fmt: skip
        empty_out(self._folders)
        for folder in read.folders:
            self._folders.addWidget(self._folder_row(folder))
        if not read.folders:
            self._folders.addWidget(muted(tr("Muhr looks in the usual places (DSKEYS on every disk).")))

    def _account_row(self, account: Account) -> QWidget:
        holder = QWidget()
        inside = row(holder)
        inside.setContentsMargins(0, 12, 0, 12)
        texts = column(space=2)
        texts.addWidget(Elided(account.company.name, strong=True))
        parts = (
            words.provider(account.provider),
            account.company.tax_id,
            account.login,
            tr("demo") if account.demo else "",
        )
        texts.addWidget(Elided(" · ".join(part for part in parts if part), tone=Tone.MUTED))
        inside.addLayout(texts, 1)
        change = button(tr("Change…"), partial(self._edit, account))
        change.setAccessibleName(tr("Change {company}", company=account.company.name))
        remove = button(tr("Remove…"), partial(self._on_remove, account), look=ButtonLook.DANGER)
        remove.setAccessibleName(tr("Remove {company}", company=account.company.name))
        inside.addWidget(change)
        inside.addWidget(remove)
        return holder

    def _folder_row(self, folder: Path) -> QWidget:
        holder = QWidget()
        inside = row(holder)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addWidget(Elided(str(folder)), 1)
        inside.addWidget(button(tr("Remove"), partial(self._on_forget, folder), look=ButtonLook.QUIET))
        return holder

    # ---------------------------------------------------------------- doing

    def _edit(self, account: Account | None) -> None:
        sheet = AccountSheet(self.window(), self.session, account)
        sheet.accepted.connect(self._on_edited)
        sheet.open()

    def _on_edited(self) -> None:
        self._trouble.hide()
        self._reading.soon()
        self.accounts_changed.emit()

    def _on_remove(self, account: Account) -> None:
        question = Question(
            self.window(), tr("Remove the account?"),
            tr("Muhr forgets the login of {company} and its documents. Nothing changes at the service.",
               company=account.company.name),
            agree=tr("Remove"), danger=True,
        )  # fmt: skip
        question.accepted.connect(
            lambda: self.session.ask(
                self, lambda desk: desk.remove_account(account.id), lambda _: self._on_edited(), self._on_not_removed
            )
        )
        question.open()

    def _on_not_removed(self, error: BaseException) -> None:
        self._trouble.tell(Tone.WARN, tr("The account was not removed."), words.error(error))
        self._trouble.show()

    def _on_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder with key files"))
        if chosen:
            self.session.ask(self, lambda desk: add_key_folder(desk.workspace, Path(chosen)),
                             lambda _: self._reading.soon())  # fmt: skip

    def _on_forget(self, folder: Path) -> None:
        self.session.ask(self, lambda desk: remove_key_folder(desk.workspace, folder), lambda _: self._reading.soon())

    def _on_appearance(self) -> None:
        choice = Appearance(self.appearance.currentData())
        self._wardrobe.wear(choice)
        self.session.ask(self, lambda desk: desk.workspace.set_setting(SETTING, choice.value))
