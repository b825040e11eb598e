"""How the heading of a group is drawn: the box, an arrow, who, how many, and how much at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from muhr.ui import theme
from muhr.ui.icons import pixmap
from muhr.ui.plain import visible
from muhr.ui.rows.columns import Look
from muhr.ui.rows.grouped import GroupedRowsModel
from muhr.ui.rows.tick import BOX, draw_tick
from muhr.ui.theme import GRID, ROW_HEIGHT, Tone

if TYPE_CHECKING:
    from muhr.ui.rows.view import RowsView

_ARROW = 16
_LEAST_NAME = 45
"""Percent of the room that a long name keeps when what stands behind it is long as well."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def paint_heading(painter: QPainter, view: RowsView, place: int) -> None:
    """Draw the heading at a place over the whole width of the table."""
    rows = view.rows
    assert isinstance(rows, GroupedRowsModel)
    heading = rows.heading(place)
    top, width = view.rowViewportPosition(place), view.viewport().width()
    if place != view.current_place:
        painter.fillRect(0, top, width, ROW_HEIGHT - 1, QColor(theme.colours().sunken))
    left, right = 0, width - GRID
    for at, column in enumerate(rows.columns):
        if view.isColumnHidden(at):
            continue
        if column.look is Look.TICK:
            cell = view.cell_rect(place, at)
            box = QRect(0, 0, BOX, BOX)
            box.moveCenter(cell.center())
            draw_tick(painter, box, rows.tick_of(place))
            left = cell.right() + 1
        elif column.look is Look.FIGURES:
            right = view.cell_rect(place, at).right() - GRID + 1
    arrow = pixmap("right" if heading.folded else "down", Tone.INK, _ARROW)
    painter.drawPixmap(left + GRID, top + (ROW_HEIGHT - _ARROW) // 2, arrow)
    left += 2 * GRID + _ARROW
    right -= _say(painter, QRect(left, top, right - left, ROW_HEIGHT - 1), heading.total, _RIGHT, figures=True)
    room = QRect(left, top, max(0, right - 2 * GRID - left), ROW_HEIGHT - 1)
    painter.setFont(theme.type_of())
    wanted = painter.fontMetrics().horizontalAdvance(visible(heading.detail)) + GRID
    name = QRect(room)
    name.setWidth(max(room.width() - wanted, room.width() * _LEAST_NAME // 100))
    used = _say(painter, name, heading.name, _LEFT)
    _say(painter, room.adjusted(used + GRID, 0, 0, 0), heading.detail, _LEFT, tone=Tone.MUTED)


def _say(
    painter: QPainter, room: QRect, text: str, side: Qt.AlignmentFlag, *, figures: bool = False, tone: Tone = Tone.INK
) -> int:
    """Draw a text where there is room for it; gives the width it takes."""
    if room.width() <= 0:
        return 0
    painter.setFont(theme.type_of(strong=tone is Tone.INK, figures=figures))
    painter.setPen(theme.colour(tone))
    said = painter.fontMetrics().elidedText(visible(text), Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, side, said)
    return min(room.width(), painter.fontMetrics().horizontalAdvance(said))
