"""What the person sees when something is our own mistake: what happened, what it means, and a report to look at."""

from __future__ import annotations

import platform
import sys
import traceback

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from muhr import __version__
from muhr.domain.errors import BugError, MuhrError
from muhr.ui import theme
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.labels import Label, muted
from muhr.ui.parts.sheet import Sheet
from muhr.ui.plain import visible_lines
from muhr.ui.tr import tr


def is_ours(error: BaseException) -> bool:
    """Whether an exception is our own mistake and not the world's."""
    return isinstance(error, BugError) or not isinstance(error, MuhrError)


def report(error: BaseException) -> str:
    """Write a report: versions and the places in the code. No values: they could be somebody's data.

    The message of an exception that is not ours is left out for the same reason.
    """
    lines = [f"Muhr {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.system()}", ""]
    for frame in traceback.extract_tb(error.__traceback__):
        place = frame.filename.replace("\\", "/").rpartition("/muhr/")[2]
        lines.append(f"{place}:{frame.lineno} {frame.name}")
    said = f": {error}" if isinstance(error, BugError) else ""
    lines.append(f"{type(error).__name__}{said}")
    return "\n".join(lines)


class TroubleSheet(Sheet):
    """Our own mistake, told calmly."""

    def __init__(self, parent: QWidget, error: BaseException) -> None:
        super().__init__(parent, tr("Something went wrong inside Muhr"), width=640)
        self.body.addWidget(
            Label(
                tr("Your documents are safe: what is on its way is recorded. If it happens again, send us this report.")
            )
        )
        self.body.addWidget(muted(tr("The report holds versions and places in the program, none of your data.")))
        self._text = QPlainTextEdit(visible_lines(report(error)))
        self._text.setReadOnly(True)
        self._text.setFont(theme.type_of(0.9, fixed=True))
        self._text.setAccessibleName(tr("Report"))
        self._text.setMinimumHeight(160)
        self.body.addWidget(self._text, 1)
        self.foot.addWidget(button(tr("Copy the report"), self._on_copy))
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.accept, look=ButtonLook.PRIMARY))
        self.fit()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())


def print_report(error: BaseException) -> None:
    """The same for whoever watches the terminal."""
    print(report(error), file=sys.stderr)
