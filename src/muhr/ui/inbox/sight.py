"""The table of the inbox, and what stands in its place when the search or the filter hides every document."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QWidget

from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.frames import Empty
from muhr.ui.rows.view import RowsView
from muhr.ui.tr import tr


class Sight(QStackedWidget):
    """Shows one of the two."""

    all_asked = Signal()
    """The person wants to see every document again."""

    def __init__(self) -> None:
        super().__init__()
        self.table = RowsView(tr("Documents that wait for you"))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.show_all = button(tr("Show all documents"), self.all_asked.emit, look=ButtonLook.PRIMARY)
        self._nothing = Empty("filter", "", "", self.show_all)
        self.addWidget(self.table)
        self.addWidget(self._nothing)

    @property
    def hides_everything(self) -> bool:
        """Whether the table is not shown."""
        return self.currentWidget() is self._nothing

    def tell(self, count: int, shown: int, *, searched: bool, filtered: bool) -> None:
        """So many documents wait, and so many of them are shown."""
        if not count or shown:
            self._turn_to(self.table, self.table)
            return
        if searched and filtered:
            why = tr("Nothing here matches both the search and the filter")
        else:
            why = tr("Nothing here matches the search") if searched else tr("The filter hides every document")
        self._nothing.tell("filter", why, tr("%n document(s) wait for you", count))
        self._turn_to(self._nothing, self.show_all)

    def _turn_to(self, page: QWidget, first: QWidget) -> None:
        """Show a page; the keyboard stays here when it was here."""
        focused = QApplication.focusWidget()
        here = focused is not None and self.isAncestorOf(focused)
        if page is not self.currentWidget():
            self.setCurrentWidget(page)
            if here:
                first.setFocus()
