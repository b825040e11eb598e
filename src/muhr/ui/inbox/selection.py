"""The bar under the inbox: what is selected, how much it is for whom, and what can be done with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy

from muhr.domain.documents import Action, Document
from muhr.domain.money import Money, totals
from muhr.ui import icons
from muhr.ui.inbox import acts
from muhr.ui.parts.buttons import ButtonLook, button, rename
from muhr.ui.parts.frames import Frame, column, row
from muhr.ui.parts.labels import Elided, Label
from muhr.ui.plain import visible
from muhr.ui.rows.columns import Column, Look
from muhr.ui.rows.model import RowsModel
from muhr.ui.rows.store import Sorting
from muhr.ui.rows.view import RowsView
from muhr.ui.spelling import amount, amounts
from muhr.ui.theme import GRID, ROW_HEIGHT, Tone
from muhr.ui.tr import tr

_ROWS_OPEN = 4
_ICONS = {Action.SIGN: "pen", Action.SEND: "outbox"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What is selected of one counterparty in one currency."""

    counterparty: str
    tax_id: str
    count: int
    money: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is selected, added up."""

    count: int = 0
    hidden: int = 0
    """How many of them the search or the choice of company hides."""
    totals: tuple[Money, ...] = ()
    shares: tuple[Share, ...] = ()
    """Largest first within a currency."""
    actions: Mapping[Action, int] = field(default_factory=dict)
    """What can be done, each with the number of documents that offer it."""


def add_up(documents: Sequence[Document], hidden: int = 0) -> Selection:
    """Add up per counterparty and currency. Some 100 ms for 100,000 documents: in a thread when there are many."""
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    for one in documents:
        other = one.counterparty
        key = (other.name, other.tax_id, one.total.currency if one.total is not None else "")
        counts[key] += 1
        if one.total is not None:
            sums[key] += one.total.amount
    shares = [
        Share(counterparty=key[0], tax_id=key[1], count=count, money=Money(currency=key[2], amount=sums[key]))
        for key, count in counts.items()
    ]
    shares.sort(key=lambda share: (share.money.currency, -share.money.amount, share.counterparty))
    return Selection(
        count=len(documents),
        hidden=hidden,
        totals=totals(share.money for share in shares if share.money.currency),
        shares=tuple(shares),
        actions=Counter(action for one in documents for action in one.actions),
    )


def _share_columns() -> tuple[Column, ...]:
    return (
        Column(title=tr("Counterparty"), text=lambda one: str(one.counterparty), stretch=3, look=Look.STRONG, width=16),
        Column(title=tr("Tax number"), text=lambda one: str(one.tax_id), width=10, stretch=1, drop=1),
        Column(title=tr("Documents"), text=lambda one: str(one.count), sort=lambda one: one.count, width=9,
               look=Look.FIGURES),
        Column(title=tr("Amount"), text=lambda one: amount(one.money) if one.money.currency else "",
               sort=lambda one: one.money, width=21, look=Look.FIGURES),
    )  # fmt: skip


class SelectionBar(Frame):
    """The running total, and what can be done: the chief thing, a no, and the rest in a menu."""

    sign_asked = Signal()
    act_asked = Signal(object)
    """An `Action` that needs no key."""

    def __init__(self) -> None:
        super().__init__("bar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(tr("Selection"))
        self._selection = Selection()
        self._count = Label(strong=True, wrap=False)
        self._sums = Elided(scale=1.2, strong=True, figures=True)
        self._whom = Elided(tone=Tone.MUTED)
        self._by = button(tr("By counterparty"), self.toggle_shares, look=ButtonLook.QUIET, icon="up")
        self._forward, self._backward = Action.SIGN, Action.REJECT
        self.more = button("", self._on_more, icon="more", tip=tr("More actions"))
        self.reject = button(tr("Reject…"), lambda: self.act_asked.emit(self._backward))
        self.sign = button(tr("Sign…"), self._on_forward, look=ButtonLook.PRIMARY, icon="pen", shortcut="Ctrl+Return")
        self._table: RowsView | None = None
        self._shares: RowsModel[Share] | None = None
        self._over = row()
        self._over.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        texts = column(space=2)
        first = row(space=2 * GRID)
        first.addWidget(self._count)
        first.addWidget(self._sums, 1)
        texts.addLayout(first)
        texts.addWidget(self._whom)
        line = row(space=GRID)
        line.setContentsMargins(3 * GRID, 12, 3 * GRID, 12)
        line.addLayout(texts, 1)
        line.addWidget(self._by)
        line.addSpacing(GRID)
        line.addWidget(self.more)
        line.addWidget(self.reject)
        line.addWidget(self.sign)
        inside = column(self, space=0)
        inside.addLayout(self._over)
        inside.addLayout(line)
        self.tell(Selection())

    @property
    def selection(self) -> Selection:
        """What the bar shows."""
        return self._selection

    def tell(self, selection: Selection) -> None:
        """Show another selection."""
        self._selection = selection
        some = selection.count > 0
        self._count.setText(tr("%n document(s) selected", selection.count) if some else tr("Nothing selected"))
        self._sums.setText(amounts(selection.totals))
        self._whom.setText(self._for_whom(selection) if some else tr("Tick documents, or press Space on a row."))
        self._by.setVisible(len(selection.shares) > 1)
        if not some and self._open:
            self.toggle_shares()
        self._tell_actions(selection)
        if self._open and self._shares is not None:
            self._shares.set_rows(selection.shares)

    def _tell_actions(self, selection: Selection) -> None:
        offered = selection.actions
        self._forward = next((one for one in acts.FORWARD if one in offered), Action.SIGN)
        self._backward = next((one for one in acts.BACKWARD if one in offered), Action.REJECT)
        rename(self.sign, acts.button_text(self._forward))
        icons.put(self.sign, _ICONS.get(self._forward, "ok"), Tone.ON_ACCENT, 18)
        rename(self.reject, acts.button_text(self._backward))
        # A large selection is added up in a thread: until then nobody knows, and nothing is kept from the person.
        unknown = selection.count > 0 and not selection.shares
        self.sign.setEnabled(unknown or self._forward in offered)
        self.reject.setEnabled(unknown or self._backward in offered)
        self.more.setVisible(bool(self.further))

    @property
    def further(self) -> list[Action]:
        """What else can be done to some of the selected documents."""
        shown = (self._forward, self._backward)
        every = (*acts.FORWARD, *acts.BACKWARD, *acts.OTHERS)
        return [one for one in every if one in self._selection.actions and one not in shown]

    def _on_forward(self) -> None:
        if self._forward is Action.SIGN:
            self.sign_asked.emit()
        else:
            self.act_asked.emit(self._forward)

    def _on_more(self) -> None:
        menu = QMenu(self)
        for one in self.further:
            text = f"{acts.button_text(one)}  {self._selection.actions[one]}"
            menu.addAction(text, lambda one=one: self._on_further(one))  # type: ignore[misc]
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().topLeft()))

    def _on_further(self, action: Action) -> None:
        if action is Action.SIGN:
            self.sign_asked.emit()
        else:
            self.act_asked.emit(action)

    @staticmethod
    def _for_whom(selection: Selection) -> str:
        names = list(dict.fromkeys(visible(share.counterparty) for share in selection.shares))
        text = ", ".join(names[:3])
        if len(names) > 3:
            text = tr("{names} and %n more", len(names) - 3, names=text)
        if selection.hidden:
            text = f"{tr('%n of them not shown now', selection.hidden)} · {text}"
        return text

    @property
    def _open(self) -> bool:
        return self._table is not None and not self._table.isHidden()

    def toggle_shares(self) -> None:
        """Open or close the list by counterparty; it is made when it is first opened."""
        opening = not self._open
        if self._table is None:
            self._table = self._make_shares()
        if opening and self._shares is not None:
            self._shares.set_rows(self._selection.shares)
        self._table.setVisible(opening)
        rename(self._by, tr("Close the list") if opening else tr("By counterparty"))
        icons.put(self._by, "down" if opening else "up", Tone.ACCENT, 18)

    def _make_shares(self) -> RowsView:
        self._shares = RowsModel(
            _share_columns(),
            identity=lambda share: (share.counterparty, share.tax_id, share.money.currency),
            haystack=lambda share: (share.counterparty, ""),
            sorting=(Sorting(3, descending=True),),
            parent=self,
        )
        table = RowsView(tr("Selection by counterparty"), self)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.show_rows(self._shares)
        table.setFixedHeight((_ROWS_OPEN + 1) * ROW_HEIGHT)
        self._over.addWidget(table)
        return table
