"""The head of a table: titles, the direction of the order, and the box that ticks all shown rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QToolTip

from muhr.ui import theme
from muhr.ui.icons import pixmap
from muhr.ui.plain import tooltip
from muhr.ui.rows.columns import Look
from muhr.ui.rows.tick import BOX, draw_tick
from muhr.ui.theme import GRID, ROW_HEIGHT, Tone

if TYPE_CHECKING:
    from muhr.ui.rows.view import RowsView

_ARROW = 14


class RowsHeader(QHeaderView):
    """Draws itself, for the style sheet cannot put a tick box into a section."""

    def __init__(self, view: RowsView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(24)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: as high as a row."""
        return QSize(super().sizeHint().width(), ROW_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Qt: draw one title."""
        rows = self._view.rows
        if not rect.isValid() or rows is None or logicalIndex >= len(rows.columns):
            return
        scheme = theme.colours()
        column = rows.columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, QColor(scheme.surface))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(scheme.line))
        if column.look is Look.TICK:
            box = QRect(0, 0, BOX, BOX)
            box.moveCenter(rect.center())
            draw_tick(painter, box, rows.tick_state(), enabled=rows.rowCount() > 0)
        else:
            self._draw_title(painter, rect, logicalIndex)
        painter.restore()

    def _draw_title(self, painter: QPainter, rect: QRect, section: int) -> None:
        rows = self._view.rows
        assert rows is not None
        column = rows.columns[section]
        sorted_now = bool(rows.sorting) and rows.sorting[-1].column == section
        room = rect.adjusted(GRID, 0, -GRID, 0)
        painter.setFont(theme.type_of(0.9, strong=sorted_now))
        painter.setPen(theme.colour(Tone.INK if sorted_now else Tone.MUTED))
        right = column.look is Look.FIGURES
        if sorted_now and column.title:
            arrow = pixmap("down" if rows.sorting[-1].descending else "up", Tone.INK, _ARROW)
            width = min(painter.fontMetrics().horizontalAdvance(column.title), room.width() - _ARROW)
            left = room.right() - _ARROW + 1 if right else room.left() + width + 2
            painter.drawPixmap(QPoint(left, rect.center().y() - _ARROW // 2 + 1), arrow)
            room = room.adjusted(0, 0, -_ARROW, 0)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        text = painter.fontMetrics().elidedText(column.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)

    def paintEvent(self, event: object) -> None:  # noqa: N802
        """Qt: the sections, and the empty rest in the same colour."""
        painter = QPainter(self.viewport())
        scheme = theme.colours()
        painter.fillRect(self.viewport().rect(), QColor(scheme.surface))
        bottom = self.viewport().height() - 1
        painter.fillRect(QRect(0, bottom, self.viewport().width(), 1), QColor(scheme.line))
        for section in range(self.count()):
            if not self.isSectionHidden(section):
                left = self.sectionViewportPosition(section)
                rect = QRect(left, 0, self.sectionSize(section), self.viewport().height())
                self.paintSection(painter, rect, section)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt: a click on the tick box ticks all shown rows, or none."""
        rows = self._view.rows
        section = self.logicalIndexAt(event.position().toPoint())
        if rows is not None and 0 <= section < len(rows.columns) and rows.columns[section].look is Look.TICK:
            self._view.toggle_shown()
            return
        super().mouseReleaseEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Qt: what a column without a title is."""
        rows = self._view.rows
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and rows is not None:
            section = self.logicalIndexAt(event.pos())
            if 0 <= section < len(rows.columns):
                column = rows.columns[section]
                QToolTip.showText(event.globalPos(), tooltip(column.title or column.spoken), self)
            return True
        return super().viewportEvent(event)
