"""What else can be done in the inbox: the menu behind the three dots."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.ui.inbox.page import InboxPage


def more_menu(page: InboxPage, on_add: Callable[[], None]) -> QMenu:
    """Make the menu; it goes away when it closes."""
    menu, rows = QMenu(page), page.rows
    menu.addAction(tr("Select all shown"), QKeySequence("Ctrl+A"), rows.tick_shown)
    menu.addAction(tr("Select none"), rows.untick_all)
    menu.addSeparator()
    order = menu.addMenu(tr("Sort by"))
    for at, one in enumerate(rows.columns):
        if one.title:
            order.addAction(one.title, lambda at=at: rows.sort(at))  # type: ignore[misc]
    shown = page.details.isVisible()
    menu.addAction(tr("Hide the details") if shown else tr("Show the details"),
                   lambda: page.show_details(wanted=not shown))  # fmt: skip
    menu.addSeparator()
    past = menu.addAction(tr("Documents that no longer wait, too"), page.show_past)
    past.setCheckable(True)
    past.setChecked(page.past)
    menu.addAction(tr("Add documents by id…"), on_add)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
