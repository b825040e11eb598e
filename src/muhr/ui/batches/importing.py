"""The sheet that shows what a register file holds, and sends it. Reading and queueing are done in the work thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from muhr.domain.accounts import Account
from muhr.domain.errors import InputError
from muhr.domain.imports import ImportItem
from muhr.domain.money import spell
from muhr.domain.parties import normal_tax_id
from muhr.ui import words
from muhr.ui.parts.buttons import ButtonLook, button, rename
from muhr.ui.parts.frames import Facts, Notice, framed
from muhr.ui.parts.sheet import Sheet
from muhr.ui.retold import retold
from muhr.ui.rows.columns import Column, Look
from muhr.ui.rows.model import RowsModel
from muhr.ui.rows.view import RowsView
from muhr.ui.session import Session
from muhr.ui.theme import Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk, Imported


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """What a file holds, and for which account it is read."""

    account: Account
    items: tuple[ImportItem, ...]


def read_for_its_company(desk: Desk, path: Path) -> ReadFile:
    """Read a register for the account whose company its first document names as the sender; else for the first.

    Raises `InputError` when there is no account, or the file cannot be used.
    """
    accounts = desk.workspace.accounts()
    if not accounts:
        raise InputError("There is no account yet.", code="account-none")
    items = desk.read_register(accounts[0].id, path)
    sender = next((normal_tax_id(one.sender.tax_id) for one in items if one.sender is not None), "")
    chosen = next((one for one in accounts if normal_tax_id(one.company.tax_id) == sender), accounts[0])
    if chosen is not accounts[0]:
        items = desk.read_register(chosen.id, path)
    return ReadFile(account=chosen, items=tuple(sorted(items, key=_troubled_first)))


def _troubled_first(item: ImportItem) -> int:
    return 0 if not item.sendable else 1 if item.problems else 2


def _problems_of(item: ImportItem) -> str:
    return " ".join(retold(problem.text) for problem in item.problems)


def _tone_of(item: ImportItem) -> Tone:
    if not item.sendable:
        return Tone.STOP
    return Tone.WARN if item.problems else Tone.MUTED


def import_columns() -> tuple[Column, ...]:
    """What, number, for whom, how much, what is wrong."""
    return (
        Column(title=tr("What"), text=lambda one: str(one.kind), width=14),
        Column(title=tr("Number"), text=lambda one: str(one.number or one.place), width=12, look=Look.STRONG),
        Column(title=tr("Counterparty"), width=16, stretch=3,
               text=lambda one: one.counterparty.name or one.counterparty.tax_id if one.counterparty else ""),
        Column(title=tr("Amount"), text=lambda one: spell(one.total) if one.total else "", width=18,
               look=Look.FIGURES),
        Column(title=tr("Problems"), text=_problems_of, tone=_tone_of, width=20, stretch=5),
    )  # fmt: skip


class ImportSheet(Sheet):
    """What was read from a file, before anything is sent."""

    def __init__(self, parent: QWidget, session: Session, path: Path) -> None:
        super().__init__(parent, tr("Import documents"), path.name, width=960, height=600)
        self.session = session
        self._read: ReadFile | None = None
        self.notice = Notice(Tone.NOTE, tr("Reading the file…"))
        self.facts = Facts()
        self.rows: RowsModel[ImportItem] = RowsModel(
            import_columns(), identity=lambda one: one.place, haystack=lambda one: (one.number, ""), parent=self
        )
        self.table = RowsView(tr("Documents in the file"))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.show_rows(self.rows)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.facts)
        self.body.addWidget(framed(self.table), 1)
        self.foot.addStretch(1)
        self.close_button = button(tr("Close"), self.reject)
        self.send_button = button(tr("Send"), self._on_send, look=ButtonLook.PRIMARY)
        self.send_button.setEnabled(False)
        self.foot.addWidget(self.close_button)
        self.foot.addWidget(self.send_button)
        session.ask(self, lambda desk: read_for_its_company(desk, path), self._on_read, self._on_trouble)

    def _on_read(self, found: ReadFile) -> None:
        self._read = found
        self.rows.set_rows(found.items)
        self.facts.tell(((tr("Company"), found.account.company.name),))
        count = sum(one.sendable for one in found.items)
        left = len(found.items) - count
        if left:
            self.notice.tell(Tone.WARN, tr("%n document(s) cannot be sent. The reasons stand in the list.", left))
        elif count:
            self.notice.tell(Tone.NOTE, tr("Look through the list. Nothing has been sent yet."))
        else:
            self.notice.tell(Tone.NOTE, tr("The file holds no documents."))
        rename(self.send_button, tr("Send %n document(s)", count))
        self.send_button.setEnabled(count > 0)
        self.table.go_to(0)

    def _on_send(self) -> None:
        read = self._read
        if read is None:
            return
        self.send_button.setEnabled(False)
        self.session.ask(
            self, lambda desk: desk.import_documents(read.account.id, read.items), self._on_sent, self._on_trouble
        )

    def _on_sent(self, imported: Imported) -> None:
        count = len(imported.effects)
        self.notice.tell(Tone.OK, tr("%n document(s) are on their way. The outbox shows what becomes of them.", count))

    def _on_trouble(self, error: BaseException) -> None:
        self.notice.tell(Tone.STOP, words.error(error))
