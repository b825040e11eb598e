"""The tick box as tables draw it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from muhr.ui import theme

BOX = 16


def draw_tick(painter: QPainter, box: QRect, state: Qt.CheckState, *, enabled: bool = True) -> None:
    """Draw a box of `BOX` pixels: empty, ticked, or with a bar for "some"."""
    scheme = theme.colours()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
    if state == Qt.CheckState.Unchecked:
        painter.setPen(QPen(QColor(scheme.edge if enabled else scheme.line), 1.2))
        painter.setBrush(QColor(scheme.surface))
        painter.drawRoundedRect(outline, 4, 4)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.accent))
        painter.drawRoundedRect(QRectF(box), 4, 4)
        pen = QPen(QColor(scheme.on_accent), 2.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left, top = box.left(), box.top()
        points = ((4.0, 8.3), (7.0, 11.2), (12.0, 5.0)) if state == Qt.CheckState.Checked else ((4.5, 8.0), (11.5, 8.0))
        painter.drawPolyline(QPolygonF([QPointF(left + x, top + y) for x, y in points]))
    painter.restore()
