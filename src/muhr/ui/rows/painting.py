"""How the rows of a table are drawn: column by column, so that type and colour change as seldom as possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from muhr.ui import theme
from muhr.ui.icons import pixmap
from muhr.ui.plain import visible
from muhr.ui.rows.columns import Column, Look
from muhr.ui.rows.heading import paint_heading
from muhr.ui.rows.tick import BOX, draw_tick
from muhr.ui.theme import GRID, ROW_HEIGHT, Tone

if TYPE_CHECKING:
    from muhr.ui.rows.view import RowsView

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_ICON = 18
_BADGE_ICON = 14


def paint_rows(view: RowsView, area: QRect) -> None:
    """Draw every row that touches `area` (viewport coordinates)."""
    painter = QPainter(view.viewport())
    painter.fillRect(area, QColor(theme.colours().surface))
    rows = view.rows
    if rows is not None and rows.rowCount():
        first = max(0, view.rowAt(max(0, area.top())))
        last = view.rowAt(area.bottom())
        places = range(first, (last if last >= 0 else rows.rowCount() - 1) + 1)
        _paint_grounds(painter, view, places)
        plain = [place for place in places if not rows.is_heading(place)]
        for at, column in enumerate(rows.columns):
            if plain and not view.isColumnHidden(at):
                _paint_column(painter, view, at, column, plain)
        for place in places:
            if rows.is_heading(place):
                paint_heading(painter, view, place)
    elif view.placeholder:
        painter.setPen(theme.colour(Tone.MUTED))
        room = view.viewport().rect().adjusted(3 * GRID, 4 * GRID, -3 * GRID, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, view.placeholder)
    painter.end()


def _paint_grounds(painter: QPainter, view: RowsView, places: range) -> None:
    scheme = theme.colours()
    width = view.viewport().width()
    line, chosen, hover = QColor(scheme.line), QColor(scheme.chosen), QColor(scheme.hover)
    current = view.current_place
    for place in places:
        top = view.rowViewportPosition(place)
        if place == current:
            painter.fillRect(0, top, width, ROW_HEIGHT, chosen)
            painter.fillRect(0, top, 3, ROW_HEIGHT, QColor(scheme.accent if view.hasFocus() else scheme.edge))
        elif place == view.hovered:
            painter.fillRect(0, top, width, ROW_HEIGHT, hover)
        painter.fillRect(0, top + ROW_HEIGHT - 1, width, 1, line)


def _paint_column(painter: QPainter, view: RowsView, at: int, column: Column, places: list[int]) -> None:
    left, width, top = view.columnViewportPosition(at), view.columnWidth(at), view.rowViewportPosition(0)
    cell = QRect(left, top, width, ROW_HEIGHT)
    rows = view.rows
    assert rows is not None
    if column.look in (Look.TICK, Look.ICON, Look.BADGE):
        paint = {Look.TICK: _paint_tick, Look.ICON: _paint_icon, Look.BADGE: _paint_badge}[column.look]
        for place in places:
            cell.moveTop(top + place * ROW_HEIGHT)
            paint(painter, view, column, place, cell)
        return
    painter.setFont(_font(column.look))
    metrics = painter.fontMetrics()
    side = _RIGHT if column.look is Look.FIGURES else _LEFT
    usual = None if column.tone is not None else theme.colour(Tone.INK)
    if usual is not None:
        painter.setPen(usual)
    for place in places:
        cell.moveTop(top + place * ROW_HEIGHT)
        row = rows.row(place)
        if column.tone is not None:
            painter.setPen(theme.colour(column.tone(row)))
        text = metrics.elidedText(visible(column.text(row)), Qt.TextElideMode.ElideRight, width - 2 * GRID)
        painter.drawText(QRect(left + GRID, cell.top(), width - 2 * GRID, ROW_HEIGHT - 1), side, text)


def _font(look: Look) -> QFont:
    return theme.type_of(strong=look is Look.STRONG, figures=look is Look.FIGURES)


def _paint_tick(painter: QPainter, view: RowsView, _column: Column, place: int, cell: QRect) -> None:
    assert view.rows is not None
    box = QRect(0, 0, BOX, BOX)
    box.moveCenter(cell.center())
    draw_tick(painter, box, view.rows.tick_of(place))


def _paint_icon(painter: QPainter, view: RowsView, column: Column, place: int, cell: QRect) -> None:
    assert view.rows is not None
    row = view.rows.row(place)
    name = column.icon(row) if column.icon is not None else ""
    if name:
        tone = column.tone(row) if column.tone is not None else Tone.MUTED
        painter.drawPixmap(
            cell.center().x() - _ICON // 2 + 1, cell.center().y() - _ICON // 2, pixmap(name, tone, _ICON)
        )


def _paint_badge(painter: QPainter, view: RowsView, column: Column, place: int, cell: QRect) -> None:
    assert view.rows is not None
    row = view.rows.row(place)
    text = visible(column.text(row))
    if not text:
        return
    tone = column.tone(row) if column.tone is not None else Tone.MUTED
    name = column.icon(row) if column.icon is not None else ""
    painter.setFont(theme.type_of(0.9))
    metrics = painter.fontMetrics()
    lead = _BADGE_ICON + 5 if name else 0
    room = cell.width() - 4 * GRID - lead
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))
    pill = QRectF(
        cell.left() + GRID, cell.top() + 5, metrics.horizontalAdvance(text) + lead + 2 * GRID, ROW_HEIGHT - 11
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.colours().ground(tone)))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    if name:
        icon = pixmap(name, tone, _BADGE_ICON)
        painter.drawPixmap(int(pill.left()) + GRID - 1, int(pill.center().y()) - _BADGE_ICON // 2 + 1, icon)
    painter.setPen(theme.colour(tone))
    painter.drawText(pill.adjusted(GRID + lead, 0, 0, 0), _LEFT, text)
