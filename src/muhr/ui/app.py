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

from muhr.domain.errors import MuhrError
from muhr.resources import resource_dir
from muhr.ui.appearance import Wardrobe
from muhr.ui.session import Session
from muhr.ui.trouble import print_report
from muhr.ui.window import MainWindow

if TYPE_CHECKING:
    from muhr.bootstrap import DemoWorld
    from muhr.services.desk import Desk

_TRANSLATED = "muhrTranslated"
SWITCH_INTERVAL = 0.001
"""Seconds after which a computing thread must offer the interpreter to the others. Python's own 5 ms, several times in
one frame, can be seen; measured while signing: 40 ms a frame before, 10 to 20 ms after."""


GARBAGE_THRESHOLDS = (10_000, 20, 50)
"""When the cycle collector looks. Python's own 700 makes it walk through everything that is loaded several times a
minute, with all threads waiting (measured: 54 ms with the demo, several hundred with 100,000 documents)."""
FREEZE_MS = 3_000


def tune() -> None:
    """Set the interpreter up for a window beside working threads."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    gc.set_threshold(*GARBAGE_THRESHOLDS)


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
    app = application()
    window = open_window(app, desk, workspace=workspace, demo=demo, trouble=trouble)
    # What is loaded by now stays: the collector need not look at it again.
    QTimer.singleShot(FREEZE_MS, window, gc.freeze)
    before, sys.excepthook = sys.excepthook, partial(_on_exception, window)
    try:
        return app.exec()
    finally:
        sys.excepthook = before
        window.session.jobs.close()
        window.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _on_exception(window: MainWindow, kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    """An exception in a slot: our own mistake. The person is told; the program goes on."""
    print_report(error)
    if issubclass(kind, Exception):
        window.tell_trouble(error)
