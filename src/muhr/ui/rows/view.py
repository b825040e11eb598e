"""A table of rows: one size of row, drawn by hand, wholly usable from the keyboard. Knows nothing of documents.

Why drawn by hand: the stock delegate asks Python seven questions for each cell, and each is a chance for a working
thread to keep the interpreter for itself. One `paintEvent` in Python asks for it once a frame; scrolling then stays
smooth while a thousand documents are being signed (measured: 160 ms a frame before, 10 ms after).
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QToolTip, QWidget

from muhr.ui.plain import tooltip, visible
from muhr.ui.rows.columns import Column, Look
from muhr.ui.rows.grouped import GroupedRowsModel, Heading, heading_tip
from muhr.ui.rows.header import RowsHeader
from muhr.ui.rows.model import RowsModel
from muhr.ui.rows.painting import paint_rows
from muhr.ui.theme import GRID, ROW_HEIGHT

_NARROW = {Look.TICK: 40, Look.ICON: 32}


class RowsView(QTableView):
    """Shows a `RowsModel`. One row is current; any number may be ticked."""

    chosen = Signal(object)
    """The row that is current now, or None."""
    opened = Signal(object)
    """Enter or a double click on a row."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty table; `name` is what a screen reader calls it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows: RowsModel[Any] | None = None
        self.placeholder = ""
        self.hovered = -1
        self._anchor = -1
        self._manual: dict[int, int] = {}
        self._left_out: set[int] = set()
        self._laid_out_for = -1
        self._kept: tuple[Any, int] = (None, 0)
        self.setHorizontalHeader(RowsHeader(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setShowGrid(False)
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(ROW_HEIGHT)
        side.hide()
        self.horizontalHeader().sectionClicked.connect(self._on_head_clicked)
        self.horizontalHeader().sectionResized.connect(self._on_head_resized)

    def show_rows(self, rows: RowsModel[Any]) -> None:
        """Show this model."""
        self.rows = rows
        self.setModel(rows)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        rows.ticks_changed.connect(self.horizontalHeader().viewport().update)
        rows.modelAboutToBeReset.connect(self._on_about_to_reset)
        rows.modelReset.connect(self._on_reset)
        self.lay_out()

    # ---------------------------------------------------------------- current row

    @property
    def current_place(self) -> int:
        """Where the current row is, or -1."""
        return self.currentIndex().row()

    @property
    def current(self) -> Any:
        """The current row, or None."""
        at = self.current_place
        return self.rows.row(at) if self.rows is not None and 0 <= at < self.rows.rowCount() else None

    def go_to(self, place: int) -> None:
        """Make the row at a place current and bring it into sight."""
        if self.rows is not None and 0 <= place < self.rows.rowCount():
            index = self.rows.index(place, 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.viewport().update()
        self.chosen.emit(self.current if current.isValid() else None)

    def _on_about_to_reset(self) -> None:
        row = self.current
        self._kept = (self.rows.identity(row) if self.rows is not None and row is not None else None,
                      self.verticalScrollBar().value())  # fmt: skip

    def _on_reset(self) -> None:
        # A reset forgets the current row; the person has not chosen another one.
        self._anchor = -1
        identity, scrolled = self._kept
        place = self.rows.place_of(identity) if self.rows is not None and identity is not None else -1
        if place >= 0:
            assert self.rows is not None
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self.rows.index(place, 0), flags)
            self.verticalScrollBar().setValue(scrolled)
        elif identity is not None:
            self.chosen.emit(None)

    # ---------------------------------------------------------------- columns

    def leave_out(self, columns: set[int]) -> None:
        """Do not show these columns: they would say the same in every row."""
        if columns != self._left_out:
            self._left_out = set(columns)
            self.lay_out()

    def lay_out(self) -> None:
        """Give each column its width; drop the least important ones where they do not fit."""
        if self.rows is None:
            return
        columns = self.rows.columns
        room = self._laid_out_for = self.viewport().width()
        widths = [self._least(column, at) for at, column in enumerate(columns)]
        kept = set(range(len(columns))) - self._left_out
        for at in sorted((at for at in kept if columns[at].drop), key=lambda at: -columns[at].drop):
            if sum(widths[one] for one in kept) <= room:
                break
            kept.discard(at)
        spare = max(0, room - sum(widths[at] for at in kept))
        shares = sum(columns[at].stretch for at in kept if at not in self._manual)
        head = self.horizontalHeader()
        head.blockSignals(True)
        for at, column in enumerate(columns):
            self.setColumnHidden(at, at not in kept)
            if at in kept:
                more = spare * column.stretch // shares if shares and at not in self._manual else 0
                self.setColumnWidth(at, widths[at] + more)
        head.blockSignals(False)
        self.viewport().update()
        head.viewport().update()

    def _least(self, column: Column, at: int) -> int:
        if column.look in _NARROW:
            return _NARROW[column.look]
        return self._manual.get(at) or column.width * self.fontMetrics().horizontalAdvance("0") + 2 * GRID

    def _on_head_clicked(self, section: int) -> None:
        if self.rows is None or self.rows.columns[section].look is Look.TICK:
            return
        newest = self.rows.sorting[-1] if self.rows.sorting else None
        down = newest is not None and newest.column == section and not newest.descending
        self.rows.sort(section, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    def _on_head_resized(self, section: int, _old: int, new: int) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._manual[section] = new
            self.viewport().update()

    # ---------------------------------------------------------------- ticking

    def toggle_shown(self) -> None:
        """Tick all shown rows, or none when they all are."""
        if self.rows is not None:
            if self.rows.tick_state() == Qt.CheckState.Checked:
                self.rows.untick_all()
            else:
                self.rows.tick_shown()

    def _heading_key(self, rows: GroupedRowsModel[Any], place: int, event: QKeyEvent) -> bool:
        """Fold, unfold or tick a heading from the keyboard; whether the key meant that."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Space and control:
            rows.toggle(place)
            self._anchor = place
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            rows.fold(place)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not control:
            rows.fold(place, folded=key == Qt.Key.Key_Left)
        else:
            return False
        return True

    def _ticking_at(self, event: QMouseEvent) -> int:
        index = self.indexAt(event.position().toPoint())
        if self.rows is None or not index.isValid() or self.rows.columns[index.column()].look is not Look.TICK:
            return -1
        return index.row()

    # ---------------------------------------------------------------- Qt

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw the rows that need it."""
        paint_rows(self, event.rect())

    def cell_rect(self, place: int, column: int) -> QRect:
        """Where a cell is in the viewport."""
        return QRect(self.columnViewportPosition(column), self.rowViewportPosition(place),
                     self.columnWidth(column), ROW_HEIGHT)  # fmt: skip

    def updateGeometries(self) -> None:  # noqa: N802
        """Qt: the room has changed; a scroll bar that comes or goes changes it as well."""
        super().updateGeometries()
        if self.rows is not None and self.viewport().width() != self._laid_out_for:
            self.lay_out()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: whatever there is."""
        return QSize(480, 8 * ROW_HEIGHT)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Qt would walk through every row for each letter; there is a search field for that."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Space ticks, Ctrl+A ticks all shown, Enter opens. On a heading Space folds, Ctrl+Space ticks."""
        key, rows, place = event.key(), self.rows, self.current_place
        ticks = rows is not None and any(column.look is Look.TICK for column in rows.columns)
        select_all = key == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if isinstance(rows, GroupedRowsModel) and rows.is_heading(place) and self._heading_key(rows, place, event):
            return
        if rows is not None and ticks and select_all:
            rows.tick_shown()
        elif rows is not None and ticks and key == Qt.Key.Key_Space and place >= 0:
            rows.toggle(place)
            self._anchor = place
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self.current is not None:
            self.opened.emit(self.current)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt: a press on a tick box ticks; with Shift, all rows from the last one ticked."""
        place = self._ticking_at(event)
        if place < 0 or self.rows is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            at = self.rowAt(event.position().toPoint().y())
            heading = isinstance(self.rows, GroupedRowsModel) and self.rows.is_heading(at)
            if heading and event.button() == Qt.MouseButton.LeftButton:
                assert isinstance(self.rows, GroupedRowsModel)
                self.rows.fold(at)
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and 0 <= self._anchor < self.rows.rowCount():
            self.rows.tick_range(self._anchor, place, on=self.rows.is_ticked(self._anchor))
        else:
            self.rows.toggle(place)
            self._anchor = place
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.go_to(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt: the press has ticked already."""
        if self._ticking_at(event) < 0:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt: open the row; a second quick press on a tick box or a heading is a press."""
        at = self.rowAt(event.position().toPoint().y())
        if self._ticking_at(event) >= 0 or (self.rows is not None and self.rows.is_heading(at)):
            self.mousePressEvent(event)
        elif self.indexAt(event.position().toPoint()).isValid() and self.current is not None:
            self.opened.emit(self.current)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Qt: follow the mouse, and say what is cut off."""
        kind = event.type()
        if kind in (QEvent.Type.MouseMove, QEvent.Type.Leave):
            over = self.rowAt(event.position().toPoint().y()) if isinstance(event, QMouseEvent) else -1
            if over != self.hovered:
                self.hovered = over
                self.viewport().update()
        elif kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            QToolTip.showText(event.globalPos(), self._tip(index) if index.isValid() else "", self)
            return True
        return super().viewportEvent(event)

    def _tip(self, index: QModelIndex) -> str:
        assert self.rows is not None
        column, row = self.rows.columns[index.column()], self.rows.row(index.row())
        if isinstance(row, Heading):
            return heading_tip(row)
        if column.tip is not None:
            return tooltip(column.tip(row))
        text = visible(column.text(row))
        room = self.columnWidth(index.column()) - 2 * GRID
        return tooltip(text) if self.fontMetrics().horizontalAdvance(text) > room else ""
