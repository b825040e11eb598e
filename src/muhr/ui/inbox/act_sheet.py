"""The sheet for an action: to which documents, what follows from it, and what the service must know."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Action, Document
from muhr.domain.ports import Detail, DetailKind
from muhr.ui import provider_words, words
from muhr.ui.inbox import acts
from muhr.ui.inbox.selection import add_up
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.fields import Labelled
from muhr.ui.parts.frames import Notice, framed
from muhr.ui.parts.labels import heading
from muhr.ui.parts.sheet import Sheet
from muhr.ui.plain import visible
from muhr.ui.rows.columns import Column, Look
from muhr.ui.rows.model import RowsModel
from muhr.ui.rows.view import RowsView
from muhr.ui.spelling import amount, amounts, day
from muhr.ui.theme import GRID, ROW_HEIGHT, Tone
from muhr.ui.tr import tr

LONGEST_COMMENT = 500
LONGEST_DETAIL = 200
ROWS = 8
"""Documents shown at once; where much is asked for, half as many."""

Typed = dict[ProviderName, dict[str, str]]
"""Details by the service that wants them and by name, written as `DetailKind` says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the services of some documents want to know about an action, and what they can tell of it afterwards."""

    details: Mapping[ProviderName, Sequence[Detail]] = field(default_factory=dict)
    commented: frozenset[ProviderName] = frozenset()
    """Which of them pass a comment on."""
    unasked: frozenset[ProviderName] = frozenset()
    """Which of them cannot be asked afterwards whether it happened."""
    likely: Mapping[str, str] = field(default_factory=dict)
    """What is most likely meant by details, by name; nothing is guessed for several documents."""
    seconds: int = 0
    """How long it can be taken back."""


class ActSheet(Sheet):
    """Opened for every action that needs no key."""

    agreed = Signal(str, object)
    """The reason, and the details (`Typed`)."""

    def __init__(
        self, parent: QWidget, action: Action, documents: Sequence[Document], asked: Asked | None = None
    ) -> None:
        chosen = add_up(documents)
        name = acts.headline(action, chosen.count)
        super().__init__(parent, name, amounts(chosen.totals), width=760)
        self.action, self._asked = action, asked or Asked()
        self._providers = [one for one in ProviderName if any(two.provider is one for two in documents)]
        table = self._table(name, documents)
        card = framed(table)
        self.body.addWidget(card, 1)
        self._fields: list[_Field] = []
        self.reason = QPlainTextEdit()
        danger = action in acts.DANGEROUS
        self.agree = button(name, self._on_agree, look=ButtonLook.DANGER if danger else ButtonLook.PRIMARY)
        for provider in self._providers:
            self._ask_details(provider, documents)
        self._ask_reason()
        more = acts.fine_print(action, unasked=bool(self._asked.unasked), seconds=self._asked.seconds)
        self.body.addWidget(Notice(Tone.WARN if danger else Tone.NOTE, acts.consequence(action, documents), more))
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(self.agree)
        self._tell()
        if self._fields:
            self._fields[0].field.setFocus()
        rows = min(len(documents), ROWS if len(self._fields) < 3 else ROWS // 2)
        table.setMinimumHeight((rows + 1) * ROW_HEIGHT + 2)
        if rows == len(documents):
            card.setMaximumHeight(table.minimumHeight() + 2)
            self.body.addStretch(1)
        self.fit()

    def _table(self, name: str, documents: Sequence[Document]) -> RowsView:
        rows: RowsModel[Document] = RowsModel(
            (
                Column(title=tr("Document"), text=words.document_short, stretch=2, width=14),
                Column(title=tr("Service"), text=lambda one: words.provider(one.provider), width=9, drop=2),
                Column(title=tr("Counterparty"), text=lambda one: str(one.counterparty.name), stretch=3, width=16),
                Column(title=tr("Status"), text=provider_words.status, stretch=2, width=18, drop=1),
                Column(title=tr("Amount"), text=lambda one: amount(one.total), width=17, look=Look.FIGURES),
            ),
            identity=lambda one: one.ref,
            haystack=lambda one: (one.number, ""),
            parent=self,
        )
        rows.set_rows(documents)
        table = RowsView(name)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.show_rows(rows)
        table.leave_out({1} if len(self._providers) < 2 else set())
        return table

    # ---------------------------------------------------------------- asking

    def _ask_reason(self) -> None:
        reader = self._asked.commented
        if self.action not in acts.COMMENTED and not reader:
            return
        plain = self.action in (Action.PAY, Action.SEND)
        name = {Action.PAY: tr("Remark"), Action.SEND: tr("Message")}.get(self.action, tr("Reason"))
        self.reason.setPlaceholderText("" if plain else tr("For example: the price does not match the contract"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(72)
        self.body.addWidget(Labelled(name, self.reason, self._who_reads()))
        self.reason.setFocus()

    def _who_reads(self) -> str:
        passing = ", ".join(words.provider(one) for one in self._providers if one in self._asked.commented)
        if not passing:
            names = ", ".join(words.provider(one) for one in self._providers)
            return tr("{services} has no place for it: it stays in Muhr's own record.", services=names)
        if len(self._asked.commented) < len(self._providers):
            return tr("{services} passes it on; for the rest it stays in Muhr's own record.", services=passing)
        kept = {Action.PAY: tr("It stands beside the payment."), Action.SEND: tr("It stands in the e-mail.")}
        return kept.get(self.action, tr("The other side reads it."))

    def _ask_details(self, provider: ProviderName, documents: Sequence[Document]) -> None:
        details = self._asked.details.get(provider, ())
        mine = [one for one in documents if one.provider is provider]
        if details and len(self._providers) > 1:
            self.body.addWidget(heading(words.provider(provider)))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        for at, detail in enumerate(details):
            one = _Field(provider, detail, len(mine), self._asked.likely.get(detail.name, ""))
            one.changed.connect(self._tell)
            self._fields.append(one)
            grid.addWidget(one, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        if details:
            self.body.addLayout(grid)

    @property
    def details(self) -> Typed:
        """What was typed or chosen; empty ones are left out."""
        typed: Typed = {}
        for one in self._fields:
            if one.value:
                typed.setdefault(one.provider, {})[one.detail.name] = one.value
        return typed

    def _tell(self) -> None:
        self.agree.setEnabled(all(one.complete for one in self._fields))

    def _on_agree(self) -> None:
        self.agreed.emit(self.reason.toPlainText().strip()[:LONGEST_COMMENT], self.details)
        self.accept()


class _Field(Labelled):
    """One detail: typed as people write it, given as the provider wants it."""

    changed = Signal()

    def __init__(self, provider: ProviderName, detail: Detail, count: int, likely: str) -> None:
        self.provider, self.detail = provider, detail
        self._choice = detail.kind is DetailKind.CHOICE
        self.box, self.text = QComboBox(), QLineEdit()
        for code in detail.choices:
            self.box.addItem(visible(provider_words.choice(provider, detail.name, code)), code)
        if detail.name == "status" and detail.required:  # none of them is likelier than the others
            self.box.setPlaceholderText(tr("Choose…"))
            self.box.setCurrentIndex(-1)
        self.text.setMaxLength(LONGEST_DETAIL)
        hints = {DetailKind.AMOUNT: "1250.50", DetailKind.DATE: day(datetime.now(UTC).date())}
        self.text.setPlaceholderText(hints.get(detail.kind, ""))
        title = visible(provider_words.detail(provider, detail))
        name = title if detail.required else tr("{what} (may stay empty)", what=title)
        same = detail.required and not self._choice and count > 1
        hint = tr("The same for each of the %n document(s)", count) if same else ""
        super().__init__(name, self.box if self._choice else self.text, hint)
        if detail.required:
            today = day(datetime.now().astimezone().date())
            self.text.setText(today if detail.kind is DetailKind.DATE else likely[:LONGEST_DETAIL])
        self.text.textChanged.connect(lambda _: self._on_changed())
        self.box.currentIndexChanged.connect(lambda _: self.changed.emit())

    @property
    def value(self) -> str | None:
        """As the provider wants it; "" for nothing, None for what cannot be used."""
        if self._choice:
            return str(self.box.currentData() or "")
        text = self.text.text().strip()
        if not text or self.detail.kind is DetailKind.TEXT:
            return text
        return read_amount(text) if self.detail.kind is DetailKind.AMOUNT else read_day(text)

    @property
    def complete(self) -> bool:
        """Whether the action can be agreed to as far as this goes."""
        value = self.value
        return value is not None and (bool(value) or not self.detail.required)

    def _on_changed(self) -> None:
        wrong = self.value is None
        why = tr("An amount in figures") if self.detail.kind is DetailKind.AMOUNT else tr("A day: 28.11.2026")
        self.advise(why if wrong else "", Tone.STOP)
        self.changed.emit()


_AMOUNT = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,4})?")
_DAY = re.compile(r"(?:(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})|(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2}))")


def read_amount(text: str) -> str | None:
    """An amount as people write it ("1 250,50") with a dot and nothing else; None when it is none, or nothing."""
    plain = re.sub(r"[\s\u00a0']", "", text)
    return plain.replace(",", ".") if _AMOUNT.fullmatch(plain) and plain.strip("0.,") else None


def read_day(text: str) -> str | None:
    """A day as people write it ("5.3.2026", or ISO) as ISO; None when there is no such day."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"]).isoformat()
        return date(int(found["y"]), int(found["m"]), int(found["d"])).isoformat()
    except ValueError:
        return None
