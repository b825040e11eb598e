"""The window under test, on the demo world or on an empty workspace. Nothing is patched: every part is the real one."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from muhr.bootstrap import DemoWorld, start_demo
from muhr.services.desk import Desk
from muhr.ui.app import open_window, translate
from muhr.ui.session import Standing
from muhr.ui.theme import Appearance, apply
from muhr.ui.tuning import tune
from muhr.ui.window import MainWindow

PATIENCE_MS = 30_000
"""A deadline for things that take milliseconds, on a machine that others are using as well."""


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    tune()
    translate(qapp)
    apply(qapp, Appearance.LIGHT)


@pytest.fixture
def world() -> Iterator[DemoWorld]:
    """The small world in its own process, with a desk; fresh for each test."""
    with start_demo() as running:
        yield running


@pytest.fixture(scope="module")
def still_world() -> Iterator[DemoWorld]:
    """The same for tests that change nothing in it."""
    with start_demo() as running:
        yield running


class Windows:
    """Opens windows and closes them again."""

    def __init__(self, app: QApplication, qtbot: QtBot) -> None:
        self._app, self._qtbot = app, qtbot
        self._open: list[MainWindow] = []

    def open(self, desk: Desk | None, workspace: Path, demo: DemoWorld | None = None) -> MainWindow:
        """Open one."""
        window = open_window(self._app, desk, workspace=workspace, demo=demo)
        self._open.append(window)
        window.activateWindow()
        self._qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
        return window

    def on(self, world: DemoWorld) -> MainWindow:
        """Open one on a demo world and wait until the inbox is as the service tells."""
        window = self.open(world.desk, world.folder, world)
        self.wait_for_inbox(window)
        return window

    def wait_for_inbox(self, window: MainWindow) -> None:
        """Wait until the inbox is as the service tells."""
        page = window.inbox
        self._qtbot.waitUntil(lambda: page.at_rest and page.rows.rowCount() > 0, timeout=PATIENCE_MS)
        self.rest(window)

    def leave(self, window: MainWindow) -> None:
        """Let a window go whose world is still needed: the desk stays open."""
        self.rest(window)
        self._open.remove(window)
        window.session.leave()
        self._end(window)

    def rest(self, window: MainWindow) -> None:
        """Wait until nothing is being read, and what was read is on the screen (see `until`)."""
        self._qtbot.waitUntil(lambda: window.session.jobs.idle, timeout=PATIENCE_MS)
        QCoreApplication.sendPostedEvents()

    def close(self, window: MainWindow) -> None:
        """Close one and wait for it."""
        for dialog in window.findChildren(QDialog):
            dialog.done(0)
        window.close()
        self._qtbot.waitUntil(lambda: window.session.standing is Standing.CLOSED, timeout=PATIENCE_MS)
        self._open.remove(window)
        self._end(window)

    @staticmethod
    def _end(window: MainWindow) -> None:
        window.session.jobs.close()
        window.hide()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    def close_all(self) -> None:
        """Close all."""
        for window in list(self._open):
            self.close(window)


@pytest.fixture
def windows(qapp: QApplication, qtbot: QtBot) -> Iterator[Windows]:
    """Opens windows; what a test leaves open is closed after it."""
    opened = Windows(qapp, qtbot)
    yield opened
    opened.close_all()


@pytest.fixture
def until(qtbot: QtBot) -> Callable[[Callable[[], object]], None]:
    """Wait for a condition, with the usual deadline, until what it brought is on the screen as well.

    Qt shows a widget that was added to a visible layout by a posted event, so a model may have its rows a moment
    before their cards can be seen or pressed.
    """

    def wait(condition: Callable[[], object]) -> None:
        qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)
        QCoreApplication.sendPostedEvents()

    return wait


@pytest.fixture
def control() -> Callable[..., Any]:
    """Tell a small world what shall go wrong, or ask it something: `control(world, path, body)`."""

    def tell(world: DemoWorld, path: str, body: dict[str, Any] | None = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{world.info['control']}/{path}", data, {"Content-Type": "application/json"})
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
            return json.load(answer)

    return tell


@pytest.fixture
def signatures() -> Callable[[DemoWorld], dict[str, int]]:
    """How often each document was signed, by the service's own count."""
    return lambda world: {
        one["target"].lower(): one["count"] for one in world.ledger()["effects"] if one["action"] == "sign"
    }


@pytest.fixture
def password_of() -> Callable[[DemoWorld, str], str]:
    """The password of one of the world's keys, by its path."""
    return lambda world, path: str(next(one["password"] for one in world.info["keys"] if one["path"] == path))
