"""Starts the window and runs it until it is closed. First the window is drawn, then the data are opened."""

from __future__ import annotations

import gc
import sys
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from muhr.ui.tuning import tune

if TYPE_CHECKING:
    from muhr.bootstrap import DemoWorld
    from muhr.domain.errors import MuhrError
    from muhr.services.desk import Desk
    from muhr.ui.window import MainWindow

_TRANSLATED = "muhrTranslated"
FREEZE_MS = 3_000
"""After this long, what is loaded stays, and the cycle collector need not look at it again."""


def application() -> QApplication:
    """Make the Qt application, or give the one there is."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    app = QApplication(["muhr"])
    app.setApplicationName("Muhr")
    app.setDesktopFileName("muhr")
    return app


def translate(app: QApplication) -> None:
    """Install the texts; English needs them too, for its plurals."""
    if app.property(_TRANSLATED):
        return
    from muhr.resources import resource_dir  # noqa: PLC0415 - after `tune`

    app.setProperty(_TRANSLATED, True)
    translator = QTranslator(app)
    if translator.load(str(resource_dir() / "i18n" / "muhr_en.qm")):
        app.installTranslator(translator)


def open_window(
    app: QApplication,
    desk: Desk | None,
    *,
    workspace: Path,
    demo: DemoWorld | None = None,
    trouble: MuhrError | None = None,
) -> MainWindow:
    """Make the window and show it; without a desk, opening one begins as soon as the window is drawn."""
    from muhr.ui.appearance import Wardrobe  # noqa: PLC0415 - after `tune`
    from muhr.ui.session import Session  # noqa: PLC0415
    from muhr.ui.window import MainWindow  # noqa: PLC0415

    translate(app)
    session = Session(workspace)
    window = MainWindow(session, Wardrobe(app))
    session.setParent(window)
    if desk is not None:
        session.adopt(desk, demo)
    elif trouble is not None:
        session.fail(trouble)
    else:
        QTimer.singleShot(0, session.open)
    window.show()
    return window


def run(desk: Desk | None, *, workspace: Path, demo: DemoWorld | None = None, trouble: MuhrError | None = None) -> int:
    """Show the window and return when it is closed; gives the exit status.

    Args:
        desk: an open desk; None opens the one of `workspace` while the window is already drawn. Closed at the end.
        workspace: the folder with the data.
        demo: the small world the desk belongs to; closed at the end as well.
        trouble: why there is no desk and will be none: the window says so and offers to quit.
    """
    tune()
    from muhr.ui.asked_to_end import closed_when_asked  # noqa: PLC0415 - after `tune`

    app = application()
    window = open_window(app, desk, workspace=workspace, demo=demo, trouble=trouble)
    QTimer.singleShot(FREEZE_MS, window, gc.freeze)
    before, sys.excepthook = sys.excepthook, partial(_on_exception, window)
    try:
        with closed_when_asked(window):
            return app.exec()
    finally:
        sys.excepthook = before
        window.session.jobs.close()
        window.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _on_exception(window: MainWindow, kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    """An exception in a slot: our own mistake. The person is told; the program goes on."""
    from muhr.ui.trouble import print_report  # noqa: PLC0415 - hardly ever

    print_report(error)
    if issubclass(kind, Exception):
        window.tell_trouble(error)
