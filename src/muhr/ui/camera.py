"""The camera of the screenshot tool: waits until the window is at rest, then takes its picture."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from muhr.bootstrap import DemoWorld
    from muhr.ui.parts.sheet import Sheet
    from muhr.ui.window import MainWindow

PATIENCE = 60.0
"""Seconds after which something that should have appeared is missing."""
SIZE = (1360, 820)
_LAYOUT_TURNS = 4
"""A layout within a layout tells its wish in one turn of the event loop and gets its room in the next."""


class Missing(Exception):
    """What should have appeared did not."""


def wait_until(condition: Callable[[], object], what: str) -> None:
    """Let the window work until `condition` holds. Raises `Missing`."""
    from PySide6.QtCore import QDeadlineTimer, QEventLoop  # noqa: PLC0415 - after the scale is set
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    deadline = QDeadlineTimer(round(PATIENCE * 1000))
    while not condition():
        if deadline.hasExpired():
            raise Missing(what)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


class Camera:
    """Takes the pictures of one window."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window, self.folder = window, folder

    def settle(self) -> None:
        """Wait until nothing is being read."""
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415

        QApplication.processEvents()
        wait_until(lambda: self.window.session.jobs.idle, "the window comes to rest")
        for _ in range(_LAYOUT_TURNS):
            QApplication.processEvents()

    def page(self, name: str) -> None:
        """The whole window."""
        self.settle()
        self.save(name, self.window.grab())

    def save(self, name: str, picture: Any) -> None:
        """Store a picture and say so."""
        path = self.folder / f"{name}.png"
        picture.save(str(path))
        print(path)

    def sheet(self, name: str, sheet: Sheet) -> None:
        """A sheet over the darkened window, as the person sees it."""
        self.settle()
        self.save_sheet(name, sheet)

    def save_sheet(self, name: str, sheet: Sheet) -> None:
        """The same at once, while something is under way."""
        from PySide6.QtCore import QPoint, QRect, Qt  # noqa: PLC0415
        from PySide6.QtGui import QColor, QPainter  # noqa: PLC0415

        ground, front = self.window.grab(), sheet.grab()
        ratio = ground.devicePixelRatio()
        size = front.size() / ratio
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(self.window.rect().center())
        painter = QPainter(ground)
        painter.fillRect(self.window.rect(), QColor(0, 0, 0, 96))
        for spread in range(12, 0, -2):
            painter.fillRect(place.adjusted(-spread, -spread + 4, spread, spread + 4), QColor(0, 0, 0, 10))
        painter.drawPixmap(place.topLeft(), front)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.end()
        self.save(name, ground)


def control(world: DemoWorld, path: str, body: dict[str, Any]) -> None:
    """Tell the small world what should go wrong next."""
    request = urllib.request.Request(  # noqa: S310 - the demo's own address on this machine
        f"{world.info['control']}/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
        answer.read()


def newest_sheet() -> Sheet:
    """The sheet that was opened last."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from muhr.ui.parts.sheet import Sheet as Kind  # noqa: PLC0415

    wait_until(lambda: isinstance(QApplication.activeModalWidget(), Kind), "a sheet opens")
    found = QApplication.activeModalWidget()
    assert isinstance(found, Kind)
    return found
