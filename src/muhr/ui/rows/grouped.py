"""A row model whose rows can stand under headings: one for each group, which folds, unfolds and ticks as a whole.

Headings are lines of the table like any other, of the same height; in the list of what is shown they are negative
numbers. Sorting and searching are the store's and happen within the groups. A heading speaks for its rows also while
it is folded: what selects everything shown selects them as well, and its box and its words say so.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from muhr.ui.plain import tooltip, visible
from muhr.ui.rows.columns import Look
from muhr.ui.rows.model import RowsModel
from muhr.ui.rows.store import RowStore
from muhr.ui.tr import tr

T = TypeVar("T")
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping(Generic[T]):
    """How rows are grouped, and what their heading says."""

    key: Callable[[T], Hashable]
    name: Callable[[T], str]
    """From any row of the group."""
    detail: Callable[[T, int, int], str]
    """From any row, how many rows of the group are found, and how many of them are ticked; the most telling first."""
    total: Callable[[Sequence[T]], str]
    """From the rows of the group that are found."""
    spoken: Callable[[T, int], str]
    """What a screen reader calls the heading, from any row and how many rows are found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a heading says."""

    key: Hashable
    name: str
    detail: str
    total: str
    spoken: str
    folded: bool
    chosen: int
    """How many of its rows are ticked."""


class GroupedRowsModel(RowsModel[T]):
    """Rows that can be grouped; not grouped at first."""

    def __init__(self, *arguments: Any, grouping: Grouping[T], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._grouping = grouping
        self._identify = self.identity
        self.identity = lambda row: row.key if isinstance(row, Heading) else self._identify(row)
        self._on = False
        self._folded: set[Hashable] = set()
        self._folded_before: set[Hashable] = set()
        self._groups: list[array[int]] = []
        self._totals: dict[int, str] = {}
        self._heading_column = next((at for at, one in enumerate(self.columns) if one.title), 0)

    # ---------------------------------------------------------------- groups

    @property
    def grouped(self) -> bool:
        """Whether the rows stand under headings."""
        return self._on

    def group(self, *, on: bool) -> None:
        """Put the rows under headings, or take the headings away."""
        if on != self._on:
            self._on = on
            self._show_again()

    def prepare(self, rows: Sequence[T]) -> RowStore[T]:
        """Index, sort and divide rows for `take`; may be called in a thread."""
        store = super().prepare(rows)
        store.partition(self._grouping.key, self._grouping.name)
        groups = store.grouped(range(len(store)))
        store.sums = [self._grouping.total([store.rows[at] for at in group]) for group in groups]
        return store

    def search(self, query: str) -> None:
        """Show only rows in which every word is found. A search opens every group, so that the finds are seen."""
        if bool(query) != bool(self._query):
            if query:
                self._folded, self._folded_before = set(), self._folded
            else:
                self._folded = self._folded_before
        super().search(query)

    def _arrange(self) -> None:
        super()._arrange()
        self._totals = {}
        if not self._on:
            self._groups = []
            return
        self._groups = self._store.grouped(self._found)
        found, shown = array("I"), array("i")
        for at, rows in enumerate(self._groups):
            if rows:
                found.extend(rows)
                shown.append(-1 - at)
                if self._key_of(at) not in self._folded:
                    shown.extend(array("i", rows))
        self._found, self._shown = found, shown

    def _key_of(self, group: int) -> Hashable:
        return self._grouping.key(self._store.rows[self._store.heads[group]])

    def is_heading(self, place: int) -> bool:
        """Whether a heading stands at a place of the table."""
        return self._on and 0 <= place < len(self._shown) and self._shown[place] < 0

    @property
    def first_place(self) -> int:
        """Where the first row stands that is no heading; 0 when there is none."""
        return next((place for place, at in enumerate(self._shown) if at >= 0), 0)

    def heading(self, place: int) -> Heading:
        """The heading at a place of the table."""
        group = -1 - self._shown[place]
        head, rows = self._store.rows[self._store.heads[group]], self._groups[group]
        key, chosen = self._grouping.key(head), len(self._ticks.intersection(rows)) if self._ticks else 0
        return Heading(
            key=key,
            name=self._grouping.name(head),
            detail=self._grouping.detail(head, len(rows), chosen),
            total=self._total(group),
            spoken=self._grouping.spoken(head, len(rows)),
            folded=key in self._folded,
            chosen=chosen,
        )

    def _total(self, group: int) -> str:
        rows = self._groups[group]
        if len(rows) == self._store.sizes[group]:
            return self._store.sums[group]
        if group not in self._totals:  # a search has thinned the group out
            self._totals[group] = self._grouping.total([self._store.rows[at] for at in rows])
        return self._totals[group]

    def fold(self, place: int, *, folded: bool | None = None) -> None:
        """Fold or unfold the group whose heading stands at a place; the other way round when left out."""
        key = self._key_of(-1 - self._shown[place])
        wanted = key not in self._folded if folded is None else folded
        if wanted != (key in self._folded):
            self._folded ^= {key}
            self._show_again()

    # ---------------------------------------------------------------- rows and ticks

    def row(self, at: int) -> Any:
        """What is shown at a place of the table: a row, or a `Heading`."""
        return self.heading(at) if self.is_heading(at) else super().row(at)

    def place_of(self, identity: Hashable) -> int:
        """Where a row or a heading is shown, or -1."""
        rows, identify = self._store.rows, self._identify
        return next(
            (place for place, at in enumerate(self._shown)
             if (identify(rows[at]) if at >= 0 else self._key_of(-1 - at)) == identity),
            -1,
        )  # fmt: skip

    @property
    def ticked(self) -> list[T]:
        """The ticked rows in the order of the table, also those a search hides."""
        ticked = super().ticked
        if self._on and ticked:
            ticks = self._ticks
            ticked = [self._store.rows[at] for rows in self._store.grouped(self._store.order)
                      for at in rows if at in ticks]  # fmt: skip
        return ticked

    def _behind(self, place: int) -> Sequence[int]:
        """The positions a place of the table stands for."""
        at = self._shown[place]
        return [at] if at >= 0 else self._groups[-1 - at]

    def is_ticked(self, place: int) -> bool:
        """Whether the row, or every row under the heading, is ticked."""
        return self.tick_of(place) == Qt.CheckState.Checked

    def tick_of(self, place: int) -> Qt.CheckState:
        """What the tick box at a place shows; a heading's shows "some" as well."""
        return self._state_of(self._behind(place))

    def toggle(self, place: int) -> None:
        """Tick or untick the row at a place, or all rows under a heading."""
        behind = self._behind(place)
        if self.is_ticked(place):
            self._ticks.difference_update(behind)
        else:
            self._ticks.update(behind)
        self._tell_ticks()

    def tick_range(self, first: int, last: int, *, on: bool) -> None:
        """Tick or untick the rows from one place to another; a folded heading between them stands for its rows."""
        for place in range(min(first, last), max(first, last) + 1):
            if not self.is_heading(place) or self._key_of(-1 - self._shown[place]) in self._folded:
                if on:
                    self._ticks.update(self._behind(place))
                else:
                    self._ticks.difference_update(self._behind(place))
        self._tell_ticks()

    # ---------------------------------------------------------------- Qt

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Qt: what a cell says; a heading says everything in the first column that has a title."""
        place = index.row()
        if not self.is_heading(place):
            return super().data(index, role)
        heading, look = self.heading(place), self.columns[index.column()].look
        if role == _Role.CheckStateRole and look is Look.TICK:
            return self.tick_of(place)
        if role == _Role.AccessibleTextRole and look is Look.TICK:
            return {Qt.CheckState.Checked: tr("selected"), Qt.CheckState.Unchecked: tr("not selected"),
                    Qt.CheckState.PartiallyChecked: tr("partly selected")}[self.tick_of(place)]  # fmt: skip
        if index.column() != self._heading_column:
            return None
        if role == _Role.DisplayRole:
            return visible(heading.name)
        if role == _Role.AccessibleTextRole:
            return spoken(heading)
        if role == _Role.ToolTipRole:
            return heading_tip(heading)
        return None


def spoken(heading: Heading) -> str:
    """A heading in one sentence."""
    state = tr("folded") if heading.folded else tr("open")
    chosen = tr("%n selected", heading.chosen) if heading.chosen else ""
    return visible(", ".join(part for part in (heading.spoken, heading.total, chosen, state) if part))


def heading_tip(heading: Heading) -> str:
    """All of a heading, which may be cut in the table, and what can be done with it."""
    advice = tr("A click or Space folds and unfolds. The box, or Ctrl+Space, selects all of it.")
    return tooltip(f"{spoken(heading)}\n{advice}")
