"""Everything known about one document: what is to be noticed first, then who, what, how much, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from muhr.domain.documents import Action, Content, Direction, Document, DocumentRef, Line
from muhr.domain.findings import Finding
from muhr.domain.parties import Party
from muhr.domain.records import JournalLine
from muhr.ui import provider_words, words
from muhr.ui.inbox import acts
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.frames import Empty, Facts, Frame, Notice, column, row, rule, scrolling
from muhr.ui.parts.labels import Elided, Label, heading, muted
from muhr.ui.retold import retold_journal
from muhr.ui.spelling import amount, day, moment, number
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk
    from muhr.ui.inbox.files import Files

LINES_AT_ONCE = 40
"""Goods shown in the pane; all of them are in the table one click away."""
JOURNAL_LINES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was read about one document."""

    document: Document
    findings: tuple[Finding, ...]
    journal: tuple[JournalLine, ...]
    files: Files | None = None


def read_known(desk: Desk, ref: DocumentRef, workspace: Path) -> Known | None:
    """Read it (in a thread); None when the document is gone. Files have their place in the workspace."""
    from muhr.services.review import at_a_glance  # noqa: PLC0415 - the desk has loaded it
    from muhr.ui.inbox.files import FOLDER, read_files  # noqa: PLC0415 - the window is painted before it is needed

    document = desk.workspace.document(ref.account_id, ref.remote_id)
    if document is None:
        return None
    journal = desk.workspace.journal(account_id=ref.account_id, remote_id=ref.remote_id, limit=JOURNAL_LINES)
    return Known(document=document, findings=at_a_glance(desk.review([ref], None)), journal=tuple(journal),
                 files=read_files(desk, document, workspace / FOLDER))  # fmt: skip


class DetailsPane(Frame):
    """Shows one document, or says how to choose one."""

    sign_asked = Signal(object)
    """Sign this one document (`DocumentRef`)."""
    act_asked = Signal(object, object)
    """Do this (`Action`) to this one document (`Document`)."""
    raw_asked = Signal(object)
    """Show the provider's own text (`Document`)."""
    lines_asked = Signal(object)
    """Show all goods in a table (`Document`)."""
    files_shown = Signal(object, object)
    """A `FilesSection` was made for this `Known`."""

    def __init__(self) -> None:
        super().__init__("pane")
        self.setAccessibleName(tr("Details"))
        self.known: Known | None = None
        self._area = scrolling(QWidget(), tr("Details of the document"))
        inside = column(self, space=0)
        inside.addWidget(self._area)
        self.show_nothing()

    def focus(self) -> None:
        """Take the keyboard: the arrow keys scroll, Tab goes to the buttons."""
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self.known = None
        self._area.setWidget(Empty("document", tr("No document chosen"), tr("Choose one to see everything about it.")))

    def show_known(self, known: Known) -> None:
        """Show this document; the same one again keeps its place."""
        same = self.known is not None and self.known.document.ref == known.document.ref
        if same and self.known == known:
            return
        scrolled = self._area.verticalScrollBar().value() if same else 0
        self.known = known
        content = QWidget()
        inside = column(content, margin=2 * GRID, space=2 * GRID)
        self._head(inside, known.document)
        for one in known.findings:
            inside.addWidget(finding_notice(one))
        self._facts(inside, known.document)
        self._goods(inside, known.document)
        if known.files:
            from muhr.ui.inbox.files import FilesSection  # noqa: PLC0415 - the window is painted before it is needed

            section = FilesSection(known.files)
            inside.addWidget(section)
            self.files_shown.emit(section, known)
        self._extras(inside, known.document)
        self._journal(inside, known.journal)
        inside.addStretch(1)
        self._area.setWidget(content)
        self._area.verticalScrollBar().setValue(scrolled)

    # ---------------------------------------------------------------- sections

    def _head(self, inside: QVBoxLayout, document: Document) -> None:
        head = column(space=4)
        coming = tr("incoming") if document.direction is Direction.INCOMING else tr("outgoing")
        first = row()
        first.addWidget(Elided(f"{provider_words.kind(document)} · {coming}", tone=Tone.MUTED), 1)
        if document.content is not None and document.content.raw:
            first.addWidget(button(tr("Original text"), lambda: self.raw_asked.emit(document), look=ButtonLook.QUIET))
        head.addLayout(first)
        called = f"№ {document.number}" if document.number else document.title or document.ref.remote_id
        head.addWidget(Label(called, scale=1.2, strong=True, selectable=True))
        if document.total is not None:
            head.addWidget(Label(amount(document.total), scale=1.4, strong=True, figures=True, selectable=True))
        buttons = row()
        buttons.setContentsMargins(-GRID, 0, 0, 0)  # the words stand in line, not the invisible frames
        if Action.SIGN in document.actions:
            sign = button(
                tr("Sign this one…"), lambda: self.sign_asked.emit(document.ref), look=ButtonLook.QUIET, icon="pen"
            )
            buttons.addWidget(sign)
        chief = next((one for one in acts.FORWARD if one in document.actions), None)
        if chief is not None and chief is not Action.SIGN:
            ask = partial(self.act_asked.emit, chief, document)
            buttons.addWidget(button(acts.button_text(chief), ask, look=ButtonLook.QUIET))
        every = (*acts.FORWARD, *acts.BACKWARD, *acts.OTHERS)
        others = [one for one in every if one in document.actions and one not in (chief, Action.SIGN)]
        if others:
            more = button("", lambda: None, look=ButtonLook.QUIET, icon="more", tip=tr("More actions"))
            more.clicked.connect(lambda: self._on_more(more, others, document))
            buttons.addWidget(more)
        buttons.addStretch(1)
        head.addLayout(buttons)
        inside.addLayout(head)

    def _on_more(self, under: QPushButton, actions: Sequence[Action], document: Document) -> None:
        menu = QMenu(self)
        for one in actions:
            menu.addAction(acts.button_text(one), partial(self.act_asked.emit, one, document))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))

    def _facts(self, inside: QVBoxLayout, document: Document) -> None:
        content = document.content or Content()
        inside.addWidget(rule())
        for name, party in ((tr("Counterparty"), document.counterparty), (tr("Your company"), document.company)):
            inside.addWidget(_party(name, _fullest(party, content)))
        contract = content.contract_number
        if contract and content.contract_date is not None:
            contract = tr("{number} of {date}", number=contract, date=day(content.contract_date))
        inside.addWidget(
            Facts((
                (tr("Date"), day(document.issued)),
                (tr("Due"), day(document.due)),
                (tr("Contract"), contract),
                (tr("Title"), document.title),
                (tr("Service"), words.provider(document.provider)),
                (tr("Status"), provider_words.status(document)),
                (tr("Original status"), provider_words.status_there(document)),
                (tr("Standing"), words.stage(document.stage)),
                (tr("Original kind"), document.kind if document.kind != provider_words.kind(document) else ""),
                (tr("Created"), moment(document.created)),
                (tr("Changed"), moment(document.updated)),
                (tr("Document id"), document.ref.remote_id),
                (tr("Roaming id"), document.roaming_id),
                (tr("Own key"), document.client_id),
                (tr("Read"), moment(document.seen)),
            ))
        )  # fmt: skip

    def _extras(self, inside: QVBoxLayout, document: Document) -> None:
        extras = document.content.extras if document.content is not None else ()
        if extras:
            inside.addWidget(rule())
            inside.addWidget(heading(tr("What else {service} tells", service=words.provider(document.provider))))
            there = document.provider
            inside.addWidget(
                Facts([(provider_words.field(there, name), provider_words.value(there, name, text))
                       for name, text in extras])
            )  # fmt: skip

    def _goods(self, inside: QVBoxLayout, document: Document) -> None:
        content = document.content
        if content is None or not (content.lines or content.total is not None):
            return
        currency = document.total.currency if document.total is not None else ""
        inside.addWidget(rule())
        inside.addWidget(heading(tr("%n line(s)", len(content.lines))))
        for at, one in enumerate(content.lines[:LINES_AT_ONCE], 1):
            inside.addWidget(_line(at, one))
        if len(content.lines) > LINES_AT_ONCE or len(content.lines) > 3:
            more = button(
                tr("See the lines as a table"), lambda: self.lines_asked.emit(document), look=ButtonLook.QUIET
            )
            inside.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(rule())
        for name, value in ((tr("Before taxes"), content.subtotal), (tr("VAT"), content.vat),
                            (tr("Excise"), content.excise), (tr("Total"), content.total)):  # fmt: skip
            if value is not None:
                inside.addLayout(_sum(name, f"{_price(value)} {currency}", strong=value is content.total))
        if content.total_in_words:
            inside.addWidget(muted(content.total_in_words))

    def _journal(self, inside: QVBoxLayout, lines: tuple[JournalLine, ...]) -> None:
        if not lines:
            return
        inside.addWidget(rule())
        inside.addWidget(heading(tr("What happened")))
        inside.addWidget(journal_list(lines))


def finding_notice(one: Finding) -> Notice:
    """A finding in plain words."""
    notice = Notice(words.SEVERITY_TONE[one.severity], words.finding(one.code), words.finding_detail(one))
    notice.setAccessibleDescription(words.severity(one.severity))
    return notice


def journal_list(lines: tuple[JournalLine, ...]) -> QWidget:
    """Journal lines with their moments, newest first."""
    holder = QWidget()
    inside = column(holder, space=6)
    for one in lines:
        entry = column(space=0)
        when = " · ".join(part for part in (moment(one.at), words.journal_kind(one.kind)) if part)
        entry.addWidget(muted(when, scale=0.9))
        entry.addWidget(Label(retold_journal(one.text), selectable=True))
        inside.addLayout(entry)
    return holder


def _fullest(party: Party, content: Content) -> Party:
    """The same party as the document itself names it, with its bank account."""
    inside = (one for one in (content.seller, content.buyer) if one is not None and one.tax_id == party.tax_id)
    return next((one for one in inside if one.bank_account), party)


def _party(name: str, party: Party) -> QWidget:
    holder = QWidget()
    inside = column(holder, space=2)
    inside.addWidget(muted(name))
    inside.addWidget(Label(party.name, strong=True, selectable=True))
    known = [tr("Tax number {number}", number=party.tax_id)] if party.tax_id else []
    if party.bank_account:
        bank = tr("Bank account {account}", account=party.bank_account)
        known.append(f"{bank} · {party.bank_code}" if party.bank_code else bank)
    for text in known:
        inside.addWidget(Label(text, selectable=True, figures=True))
    return holder


def _line(at: int, one: Line) -> QWidget:
    holder = QWidget()
    inside = column(holder, space=2)
    inside.addWidget(Label(f"{at}. {one.description}", selectable=True))
    parts = [part for part in (_quantity(one), _vat(one)) if part]
    inside.addLayout(_sum(" · ".join(parts), _price(one.total)))
    return holder


def _quantity(one: Line) -> str:
    if one.quantity is None:
        return ""
    counted = f"{_count(one.quantity)} {one.unit}".strip()
    return f"{counted} × {_price(one.unit_price)}" if one.unit_price is not None else counted


def _price(value: Decimal | None) -> str:
    """An amount without its currency: 38.0 is 38.00 to people."""
    exponent = value.as_tuple().exponent if value is not None else 0
    return number(value.quantize(Decimal("0.01")) if value is not None and exponent == -1 else value)


def _count(value: Decimal) -> str:
    """A quantity without the noughts behind it."""
    whole = value == value.to_integral_value()
    return number(value.quantize(Decimal(1)) if whole and abs(value) < 10**15 else value)


def _vat(one: Line) -> str:
    if not one.vat_rate and one.vat is None:
        return ""
    rate = one.vat_rate if "%" in one.vat_rate or not one.vat_rate[:1].isdigit() else f"{one.vat_rate} %"
    return tr("VAT {rate}", rate=rate or number(one.vat))


def _sum(name: str, value: str, *, strong: bool = False) -> QHBoxLayout:
    line = row(space=GRID)
    said = Label(name, tone=Tone.INK if strong else Tone.MUTED, strong=strong)
    figure = Label(value, strong=strong, figures=True, wrap=False, selectable=True)
    figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    line.addWidget(said, 1)
    line.addWidget(figure)
    return line
