"""The panel of the inbox's filter: everything that can be chosen. What is chosen is kept by `filtering`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QVBoxLayout, QWidget

from muhr.ui import words
from muhr.ui.inbox.companies import CompanyBar, CompanyKey, company_key
from muhr.ui.inbox.narrowing import Narrowing, Offer, due_text
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.fields import Labelled
from muhr.ui.parts.frames import Frame, column, empty_out, row, rule
from muhr.ui.parts.labels import heading, muted
from muhr.ui.plain import visible
from muhr.ui.theme import GRID
from muhr.ui.tr import tr


class FilterPanel(Frame):
    """Everything that can be chosen, each with how many documents have it.

    It stands over the page and closes on Esc, on a press elsewhere, and when the keyboard goes elsewhere.
    """

    chosen = Signal(object)
    """A `Narrowing`."""
    cleared = Signal()
    closed = Signal()

    def __init__(self, companies: CompanyBar, parent: QWidget) -> None:
        super().__init__("popup")
        self.setParent(parent)
        self.setAccessibleName(tr("Filter"))
        self._companies, self._page = companies, parent
        self._narrowing = Narrowing()
        self._offer: Offer | None = None
        self._open = self._stale = False
        self.boxes: dict[tuple[str, Any], QCheckBox] = {}
        """By the field of `Narrowing` and the value."""
        self._groups = row(space=4 * GRID)
        self.company = QComboBox()
        self.company.activated.connect(self._on_company)
        self._of_company = Labelled(tr("Company"), self.company)
        self._count = muted()
        self.clear_button = button(tr("Clear the filter"), self.cleared.emit, look=ButtonLook.QUIET)
        self.close_button = button(tr("Close"), self.close)
        inside = column(self, margin=2 * GRID, space=2 * GRID)
        inside.addLayout(self._groups)
        inside.addWidget(self._of_company)
        inside.addWidget(rule())
        foot = row()
        foot.addWidget(self._count, 1)
        foot.addWidget(self.clear_button)
        foot.addWidget(self.close_button)
        inside.addLayout(foot)
        self.hide()

    def offer(self, offer: Offer, narrowing: Narrowing) -> None:
        """This can be chosen. The boxes are made when somebody looks, and anew only when something else can."""
        if offer != self._offer:
            self._offer, self._narrowing, self._stale = offer, narrowing, True
        if self._open:
            self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        if self._stale and self._offer is not None:
            self._stale = False
            self._make_boxes(self._offer)
        self._fill_companies()

    def _make_boxes(self, offer: Offer) -> None:
        focused = next((key for key, box in self.boxes.items() if box.hasFocus()), None)
        empty_out(self._groups)
        self.boxes = {}
        chosen = self._narrowing
        if len(offer.providers) > 1 or chosen.providers:
            self._group("providers", tr("Service"), offer.providers, chosen.providers, words.provider)
        self._group("actions", tr("What you can do"), offer.actions, chosen.actions, words.action)
        self._group("dues", tr("Due"), offer.dues, chosen.dues, due_text)
        self._groups.addStretch(1)
        if focused in self.boxes:
            self.boxes[focused].setFocus()
        self.adjustSize()

    def _group(self, field: str, name: str, counts: Mapping[Any, int], chosen: frozenset[Any], text: Any) -> None:
        values = [*counts, *(one for one in chosen if one not in counts)]
        if not values:
            return
        group: QVBoxLayout = column(space=2)
        group.addWidget(heading(name))
        for value in values:
            box = QCheckBox(f"{text(value)}  {counts.get(value, 0)}".replace("&", "&&"))
            box.setAccessibleName(tr("{what}: %n document(s)", counts.get(value, 0), what=f"{name}, {text(value)}"))
            box.setChecked(value in chosen)
            box.toggled.connect(partial(self._on_box, field, value))
            self.boxes[field, value] = box
            group.addWidget(box)
        group.addStretch(1)
        self._groups.addLayout(group)

    def _fill_companies(self) -> None:
        companies = self._companies.companies
        self._of_company.setVisible(len(companies) > 1)
        self.company.clear()
        self.company.addItem(tr("All companies"), None)
        for one in companies:
            self.company.addItem(f"{visible(one.company.name)}  {one.count}", company_key(one.company))
        self._show_company()

    def _show_company(self) -> None:
        picked: CompanyKey | None = self._companies.picked_key
        keys = [None, *(company_key(one.company) for one in self._companies.companies)]
        self.company.setCurrentIndex(keys.index(picked) if picked in keys else 0)

    def show_chosen(self, narrowing: Narrowing) -> None:
        """Tick exactly these."""
        self._narrowing = narrowing
        for (field, value), box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(value in getattr(narrowing, field))
            box.blockSignals(False)
        self.clear_button.setEnabled(bool(narrowing))

    def tell(self, shown: int, count: int) -> None:
        """So many documents pass."""
        self._count.setText(tr("%n of {count} shown", shown, count=count))

    def open_at(self, under: QWidget) -> None:
        """Open below a widget, inside the window."""
        self._bring_up_to_date()
        self.clear_button.setEnabled(bool(self._narrowing))
        self.adjustSize()
        page = self._page
        at = under.mapTo(page, QPoint(0, under.height() + GRID // 2))
        self.move(max(0, min(at.x(), page.width() - GRID - self.width())), at.y())
        self.show()
        self.raise_()
        first = next(iter(self.boxes.values()), self.close_button)
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._open = True
        app.focusChanged.connect(self._on_focus_changed)
        app.installEventFilter(self)

    def _is_inside(self, widget: QObject | None) -> bool:
        """Whether a widget is part of the panel; the list of a combo box is a window of its own."""
        while widget is not None and widget is not self:
            widget = widget.parent()
        return widget is self

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and not self._is_inside(new):
            self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: a press elsewhere closes the panel, and does there what it does."""
        pressed = event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget)
        if pressed and not self._is_inside(watched):
            self.close()
        return super().eventFilter(watched, event)

    # ---------------------------------------------------------------- choosing

    def _on_box(self, field: str, value: Any, on: bool) -> None:
        before: frozenset[Any] = getattr(self._narrowing, field)
        after = before | {value} if on else before - {value}
        self.chosen.emit(replace(self._narrowing, **{field: after}))

    def _on_company(self) -> None:
        keys = [None, *(company_key(one.company) for one in self._companies.companies)]
        self._companies.pick(keys[self.company.currentIndex()])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Esc closes; the arrow keys go from box to box."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: Any) -> None:  # noqa: N802
        """Qt: whoever opened it has the keyboard again."""
        super().hideEvent(event)
        app = QApplication.instance()
        if self._open and isinstance(app, QApplication):
            self._open = False
            app.removeEventFilter(self)
            app.focusChanged.disconnect(self._on_focus_changed)
            self.closed.emit()
