"""The Qt side of a row store: shows, sorts, searches and ticks. Never wrapped in a QSortFilterProxyModel.

Ticks are kept as positions in the store and survive a reload through the identity of the row, so that ticking
100,000 rows costs milliseconds and a row that is gone is no longer ticked.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from muhr.ui.plain import tooltip, visible
from muhr.ui.rows.columns import Column, Look
from muhr.ui.rows.store import Facet, Haystack, Narrow, RowStore, Sorting, then_by
from muhr.ui.tr import tr

T = TypeVar("T")
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole


class RowsModel(QAbstractTableModel, Generic[T]):
    """Rows of one kind, in the order and choice the person asked for."""

    ticks_changed = Signal()
    shown_changed = Signal()
    """Other rows are shown now, or in another order."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        identity: Callable[[T], Hashable],
        haystack: Haystack,
        sorting: Sequence[Sorting] = (),
        facets: Sequence[Facet] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.identity = identity
        self.sorting = tuple(sorting)
        self._haystack, self._facets = haystack, tuple(facets)
        self._keys = tuple(column.key for column in self.columns)
        self._query = ""
        self._narrow: Narrow = {}
        self._ticks: set[int] = set()
        self._tick_column = next((at for at, one in enumerate(self.columns) if one.look is Look.TICK), -1)
        self._store: RowStore[T] = RowStore((), keys=self._keys, haystack=haystack, facets=self._facets)
        self._found: Sequence[int] = self._store.matching("")
        """The rows that the search and the choice let pass, in the order of the table."""
        self._shown = self._found
        """What stands in the table, line by line: here the same."""

    # ---------------------------------------------------------------- rows

    def prepare(self, rows: Sequence[T]) -> RowStore[T]:
        """Index and sort rows for `take`; may be called in a thread."""
        store: RowStore[T] = RowStore(rows, keys=self._keys, haystack=self._haystack, facets=self._facets)
        store.sort(self.sorting)
        return store

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show these rows instead of those before."""
        self.take(self.prepare(rows))

    def take(self, store: RowStore[T]) -> None:
        """Show prepared rows. Ticks stay with the rows that are still there."""
        ticked = {self.identity(self._store.rows[at]) for at in self._ticks}
        if store.sorting != self.sorting:  # the person sorted while the rows were on their way
            store.sort(self.sorting)
        self.beginResetModel()
        self._store = store
        self._ticks = set()
        if ticked:
            self._ticks = {at for at, row in enumerate(store.rows) if self.identity(row) in ticked}
        self._arrange()
        self.endResetModel()
        self.shown_changed.emit()
        if ticked:
            self.ticks_changed.emit()

    @property
    def rows(self) -> Sequence[T]:
        """All rows, shown or not, as they were given."""
        return self._store.rows

    @property
    def found_count(self) -> int:
        """How many rows the search and the choice let pass."""
        return len(self._found)

    def is_heading(self, _place: int) -> bool:
        """Whether a heading stands at a place of the table, not a row; see `GroupedRowsModel`."""
        return False

    def row(self, at: int) -> T:
        """The row shown at a place of the table."""
        return self._store.rows[self._shown[at]]

    def place_of(self, identity: Hashable) -> int:
        """Where a row is shown, or -1."""
        rows, identify = self._store.rows, self.identity
        return next((place for place, at in enumerate(self._shown) if identify(rows[at]) == identity), -1)

    def touch(self) -> None:
        """What the columns tell of the rows has changed, but not which rows there are: draw them again."""
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, len(self.columns) - 1))

    # ---------------------------------------------------------------- choosing what is shown

    @property
    def query(self) -> str:
        """The search in force."""
        return self._query

    def search(self, query: str) -> None:
        """Show only rows in which every word is found."""
        self._query = query
        self._show_again()

    def narrow(self, by: Narrow) -> None:
        """Show only rows whose facets pass; an empty mapping lets all pass."""
        self._narrow = dict(by)
        self._show_again()

    @property
    def narrowed(self) -> bool:
        """Whether a search or a choice is in force."""
        return bool(self._query.strip() or self._narrow)

    def _show_again(self) -> None:
        self.beginResetModel()
        self._arrange()
        self.endResetModel()
        self.shown_changed.emit()

    def _arrange(self) -> None:
        """Find out what stands in the table now."""
        self._found = self._shown = self._store.matching(self._query, self._narrow)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Qt: sort by a column, keeping the earlier order among equals."""
        if not 0 <= column < len(self.columns) or column == self._tick_column:
            return
        one = Sorting(column, order == Qt.SortOrder.DescendingOrder)
        self.sorting = then_by(self.sorting, one)
        self._store.sort_also(one)
        self._show_again()

    # ---------------------------------------------------------------- ticks

    @property
    def ticked(self) -> list[T]:
        """The ticked rows in the order of the table, also those a search hides."""
        if not self._ticks:
            return []
        rows, ticks = self._store.rows, self._ticks
        return [rows[at] for at in self._store.order if at in ticks]

    @property
    def ticked_count(self) -> int:
        """How many rows are ticked."""
        return len(self._ticks)

    @property
    def ticked_hidden(self) -> int:
        """How many ticked rows the search or the choice of company hides."""
        return len(self._ticks.difference(self._found)) if self._ticks else 0

    def tick_state(self) -> Qt.CheckState:
        """Whether none, some or all of the shown rows are ticked."""
        return self._state_of(self._found)

    def _state_of(self, positions: Sequence[int]) -> Qt.CheckState:
        inside = len(self._ticks.intersection(positions)) if self._ticks else 0
        if not inside:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if inside == len(positions) else Qt.CheckState.PartiallyChecked

    def is_ticked(self, place: int) -> bool:
        """Whether the row shown at a place is ticked."""
        return self._shown[place] in self._ticks

    def tick_of(self, place: int) -> Qt.CheckState:
        """What the tick box at a place shows."""
        return Qt.CheckState.Checked if self.is_ticked(place) else Qt.CheckState.Unchecked

    def toggle(self, place: int) -> None:
        """Tick or untick the row shown at a place."""
        self._ticks ^= {self._shown[place]}
        self._tell_ticks()

    def tick_range(self, first: int, last: int, *, on: bool) -> None:
        """Tick or untick the rows shown from one place to another, both included, in either direction."""
        between = self._shown[min(first, last) : max(first, last) + 1]
        if on:
            self._ticks.update(between)
        else:
            self._ticks.difference_update(between)
        self._tell_ticks()

    def tick_shown(self) -> None:
        """Tick every shown row as well."""
        self._ticks.update(self._found)
        self._tell_ticks()

    def untick_all(self) -> None:
        """Untick every row, shown or not."""
        self._ticks.clear()
        self._tell_ticks()

    def set_ticked(self, identities: Iterable[Hashable]) -> None:
        """Tick exactly these rows."""
        wanted = set(identities)
        self._ticks = {at for at, row in enumerate(self._store.rows) if self.identity(row) in wanted}
        self._tell_ticks()

    def _tell_ticks(self) -> None:
        if self._shown and self._tick_column >= 0:
            last = len(self._shown) - 1
            self.dataChanged.emit(self.index(0, self._tick_column), self.index(last, self._tick_column))
        self.ticks_changed.emit()

    # ---------------------------------------------------------------- Qt

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802
        """Qt: how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802
        """Qt: how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Qt: rows can be chosen; ticks can be set."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == self._tick_column else flags

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Qt: what a cell says. Drawing does not come here (see `RowsView`); screen readers and tests do."""
        place, at = index.row(), index.column()
        if not 0 <= place < len(self._shown):
            return None
        column = self.columns[at]
        if role == _Role.CheckStateRole and at == self._tick_column:
            return self.tick_of(place)
        if role == _Role.DisplayRole:
            return None if column.look in (Look.TICK, Look.ICON) else visible(column.text(self.row(place)))
        if role == _Role.AccessibleTextRole:
            return self._spoken(place, column)
        if role == _Role.ToolTipRole:
            return tooltip(column.tip(self.row(place))) if column.tip is not None else None
        if role == _Role.TextAlignmentRole and column.look is Look.FIGURES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _spoken(self, place: int, column: Column) -> str:
        if column.look is Look.TICK:
            return tr("selected") if self.is_ticked(place) else tr("not selected")
        return visible(column.text(self.row(place)))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:  # noqa: N802
        """Qt: the titles."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _Role.DisplayRole:
            return column.title
        if role in (_Role.AccessibleTextRole, _Role.ToolTipRole):
            return column.title or column.spoken
        return None

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:  # noqa: N802
        """Qt: set a tick (screen readers come this way)."""
        if role != _Role.CheckStateRole or index.column() != self._tick_column:
            return False
        if (self.tick_of(index.row()) == Qt.CheckState.Checked) != (Qt.CheckState(value) == Qt.CheckState.Checked):
            self.toggle(index.row())
        return True
