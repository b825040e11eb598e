"""Closing the window while work runs: the current document is finished, the rest stays for the next start."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from muhr.ui.parts.labels import Label, muted
from muhr.ui.parts.sheet import Sheet
from muhr.ui.tr import tr


class ClosingSheet(Sheet):
    """A calm word while the desk is being closed. Cannot be closed itself; it goes with the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Finishing the current document…"), width=480)
        self.body.addWidget(Label(tr("Muhr closes as soon as the service has answered.")))
        self.body.addWidget(muted(tr("Nothing is lost: what is not sent yet goes out at the next start.")))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(tr("Closing"))
        self.body.addWidget(bar)
        self.fit()

    def may_close(self) -> bool:
        """Only the end of the work closes it."""
        return False
