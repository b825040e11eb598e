"""Icons: our own line drawings in `resources/icons`, coloured by tone and drawn sharp at every scale."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from muhr.resources import resource_dir
from muhr.ui import theme
from muhr.ui.theme import Tone

_NAME, _TONE = "muhrIcon", "muhrIconTone"
_AFTER = 5


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return (_folder() / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _folder() -> Path:
    return resource_dir() / "icons"


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, size: int, ratio: float, after: int = 0) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    pixmap = QPixmap(round((size + after) * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def pixmap(name: str, tone: Tone = Tone.INK, size: int = 20, after: int = 0) -> QPixmap:
    """Draw an icon, `size` device-independent pixels wide and high, for the sharpest screen there is.

    `after` leaves room at the right: Qt sets a button's text closer to its icon than looks good.

    Raises:
        FileNotFoundError: there is no such drawing.
    """
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    return _pixmap(name, theme.colours().of(tone), size, ratio, after)


def icon(name: str, tone: Tone = Tone.INK, size: int = 20, after: int = 0) -> QIcon:
    """The same as an icon for buttons and menus, with a faint picture for the disabled state."""
    made = QIcon(pixmap(name, tone, size, after))
    made.addPixmap(pixmap(name, Tone.MUTED, size, after), QIcon.Mode.Disabled)
    return made


def put(widget: QAbstractButton | QLabel, name: str, tone: Tone = Tone.INK, size: int = 20) -> None:
    """Give a button or a label its icon, so that `recolour` finds it when the scheme changes."""
    widget.setProperty(_NAME, name)
    widget.setProperty(_TONE, tone.value)
    if isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, tone, size))
        widget.setFixedSize(size, size)
    else:
        after = _AFTER if widget.text() else 0
        widget.setIcon(icon(name, tone, size, after))
        widget.setIconSize(QSize(size + after, size))


def recolour() -> None:
    """Draw every icon anew in the scheme in force."""
    for widget in QApplication.allWidgets():
        name = widget.property(_NAME)
        if not name:
            continue
        tone = Tone(widget.property(_TONE))
        if isinstance(widget, QLabel):
            put(widget, name, tone, widget.width())
        elif isinstance(widget, QAbstractButton):
            put(widget, name, tone, widget.iconSize().height())
