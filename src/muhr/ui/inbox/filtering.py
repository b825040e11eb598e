"""The filter of the inbox: a button, the panel it opens, and a line that tells what is narrowed and lets go of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from muhr.ui import icons
from muhr.ui.inbox.companies import CompanyBar
from muhr.ui.inbox.narrowing import Narrowing, Offer
from muhr.ui.parts.buttons import ButtonLook, button, rename
from muhr.ui.parts.frames import empty_out, row
from muhr.ui.parts.labels import muted
from muhr.ui.plain import tooltip
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.ui.inbox.filter_panel import FilterPanel

LONGEST = 44
"""Characters on one chip; all of it is in the tool tip."""


class Filtering(QObject):
    """What is chosen, and the widgets that show and change it."""

    changed = Signal()
    """Something else is chosen now."""

    def __init__(self, companies: CompanyBar, parent: QWidget) -> None:
        super().__init__(parent)
        self.chosen = Narrowing()
        self.button = button(tr("Filter"), self.open, icon="filter", shortcut="Ctrl+Shift+F")
        self.line = FilterLine()
        self._companies, self._parent = companies, parent
        self._panel: FilterPanel | None = None
        self._offer: Offer | None = None
        self._told = (0, 0)
        self.line.hide()
        self.line.let_go.connect(self.let_go)
        self.line.cleared.connect(self.clear)

    @property
    def panel(self) -> FilterPanel:
        """The panel; it is made when it is first asked for, which the first paint need not wait for."""
        if self._panel is None:
            from muhr.ui.inbox.filter_panel import FilterPanel  # noqa: PLC0415 - see above

            self._panel = panel = FilterPanel(self._companies, self._parent)
            panel.chosen.connect(self.choose)
            panel.cleared.connect(self.clear)
            panel.closed.connect(self._on_closed)
            if self._offer is not None:
                panel.offer(self._offer, self.chosen)
            panel.show_chosen(self.chosen)
            panel.tell(*self._told)
        return self._panel

    def offer(self, offer: Offer) -> None:
        """These can be chosen now. What was chosen stays, whether a document has it or not."""
        self._offer = offer
        if self._panel is not None:
            self._panel.offer(offer, self.chosen)

    def tell(self, shown: int, count: int) -> None:
        """So many documents pass."""
        self._told = shown, count
        if self._panel is not None:
            self._panel.tell(shown, count)

    def choose(self, narrowing: Narrowing) -> None:
        """Narrow to this."""
        if narrowing == self.chosen:
            return
        self.chosen = narrowing
        told = narrowing.told()
        self.line.show_chosen(told)
        rename(self.button, tr("Filter · {count}", count=len(told)) if told else tr("Filter"))
        icons.put(self.button, "filter", Tone.ACCENT if told else Tone.INK, 18)
        if self._panel is not None:
            self._panel.show_chosen(narrowing)
        self.changed.emit()

    def let_go(self, name: str) -> None:
        """Choose nothing any more in one group (a field of `Narrowing`)."""
        self.choose(replace(self.chosen, **{name: frozenset()}))
        if self.line.isHidden():
            self.button.setFocus()

    def clear(self) -> None:
        """Let every document pass."""
        self.choose(Narrowing())

    def open(self) -> None:
        """Open the panel under the button."""
        self.panel.open_at(self.button)

    def _on_closed(self) -> None:
        focused = QApplication.focusWidget()
        if focused is None or self.panel.isAncestorOf(focused):
            self.button.setFocus(Qt.FocusReason.PopupFocusReason)


class FilterLine(QWidget):
    """One chip for each group in which something is chosen; a press lets go of it."""

    let_go = Signal(str)
    """A field of `Narrowing`."""
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Filter"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line = row(self)
        self._line.setContentsMargins(3 * GRID, 0, 3 * GRID, 2 * GRID)
        self._line.addWidget(muted(tr("Only:")))
        self._chips: QHBoxLayout = row()
        self._line.addLayout(self._chips)
        self.clear = button(tr("Clear the filter"), self.cleared.emit, look=ButtonLook.QUIET)
        self._line.addWidget(self.clear)
        self._line.addStretch(1)

    def show_chosen(self, told: Mapping[str, str]) -> None:
        """Show these groups; nothing hides the line."""
        empty_out(self._chips)
        for name, text in told.items():
            short = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
            chip = button(short, partial(self.let_go.emit, name), look=ButtonLook.CHIP, icon="close")
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the words
            chip.setAccessibleName(tr("Show more than: {what}", what=text))
            chip.setToolTip(tooltip(tr("Show more than: {what}", what=text)))
            self._chips.addWidget(chip)
        self.setVisible(bool(told))
