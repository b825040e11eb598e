"""Every control has a name and a role, in-process, as a screen reader would ask for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from muhr.bootstrap import DemoWorld
from muhr.domain.documents import Action
from muhr.ui.inbox.act_sheet import ActSheet
from muhr.ui.inbox.sheets import AddIdsSheet, LinesSheet, RawSheet
from muhr.ui.parts.sheet import Question, Sheet
from muhr.ui.places import Place
from muhr.ui.settings.account import AccountSheet
from muhr.ui.trouble import TroubleSheet
from muhr.ui.welcome import Welcome
from muhr.ui.window import MainWindow

Until = Callable[[Callable[[], object]], None]
Role = QAccessible.Role

ROLES = {
    Role.PushButton, Role.CheckBox, Role.ComboBox, Role.EditableText, Role.Table, Role.List, Role.ProgressBar,
    Role.ButtonMenu, Role.RadioButton, Role.Document,
}  # fmt: skip
"""What a person acts upon or reads as one thing: each must say what it is."""


def descendants(widget: QWidget) -> Iterator[QWidget]:
    """The widget and everything inside it that is shown."""
    if widget.isVisible():
        yield widget
        for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if not child.isWindow():
                yield from descendants(child)


def nameless(root: QWidget) -> list[str]:
    """The controls without a name, and those whose role is none."""
    found = []
    for widget in descendants(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None:
            continue
        inside_a_field = isinstance(widget.parentWidget(), QTableView) or widget.objectName().startswith("qt_")
        focusable = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
        if (interface.role() in ROLES or focusable) and not inside_a_field:
            if not interface.text(QAccessible.Text.Name).strip():
                found.append(
                    f"{type(widget).__name__} ({interface.role().name}) in {type(widget.parentWidget()).__name__}"
                )
            if interface.role() == Role.NoRole:
                found.append(f"{type(widget).__name__} has no role")
    return found


@pytest.fixture(scope="module")
def prepared(still_world: DemoWorld) -> DemoWorld:
    for future in still_world.desk.refresh():
        future.result(30)
    return still_world


@pytest.fixture
def window(prepared: DemoWorld, windows) -> MainWindow:
    opened = windows.open(prepared.desk, prepared.folder, prepared)
    windows.wait_for_inbox(opened)
    yield opened
    windows.leave(opened)


@pytest.mark.parametrize("place", list(Place))
def test_every_control_of_a_page_has_a_name_and_a_role(window: MainWindow, windows, until: Until, place: Place):
    window.go(place)
    windows.rest(window)
    if place is Place.INBOX:
        until(lambda: window.inbox.details.known is not None)
        window.inbox.rows.tick_shown()
        window.inbox.bar.toggle_shares()
    assert nameless(window) == []


def sheets(window: MainWindow) -> dict[str, Callable[[], Sheet]]:
    documents = list(window.inbox.rows.rows)[:3]
    known = window.inbox.details.known.document
    accounts = window.session.desk.workspace.accounts()
    return {
        "reject": lambda: ActSheet(window, Action.REJECT, documents),
        "ids": lambda: AddIdsSheet(window, accounts),
        "raw": lambda: RawSheet(window, "x", known.content.raw),
        "lines": lambda: LinesSheet(window, known),
        "account": lambda: AccountSheet(window, window.session, accounts[0]),
        "question": lambda: Question(window, "Give up", "Really", agree="Give up", danger=True),
        "trouble": lambda: TroubleSheet(window, ZeroDivisionError()),
    }


@pytest.mark.parametrize("name", ["reject", "ids", "raw", "lines", "account", "question", "trouble"])
def test_every_control_of_a_sheet_has_a_name_and_escape_closes_it(
    window: MainWindow, until: Until, qtbot: QtBot, name: str
):
    until(lambda: window.inbox.details.known is not None and window.inbox.details.known.document.content is not None)
    sheet = sheets(window)[name]()
    sheet.open()
    interface = QAccessible.queryAccessibleInterface(sheet)
    assert interface.role() == Role.Dialog
    assert interface.text(QAccessible.Text.Name)
    assert nameless(sheet) == []
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_signing_sheet_speaks_in_every_step(world: DemoWorld, windows, until: Until, password_of):
    window = windows.on(world)
    rows = window.inbox.rows
    company = rows.rows[0].company.tax_id
    window.sign([one.ref for one in rows.rows if one.company.tax_id == company and Action.SIGN in one.actions][:2])
    sheet = window.signing
    until(sheet.go_on.isEnabled)
    assert nameless(sheet) == []
    sheet.go_on.click()
    assert nameless(sheet) == []
    field = QAccessible.queryAccessibleInterface(sheet.password.field)
    assert field.text(QAccessible.Text.Name) == "Password of the key"
    assert field.state().passwordEdit
    sheet.password.field.setText(password_of(world, sheet.review.chooser.key.id))
    assert "parol" not in field.text(QAccessible.Text.Value)
    assert set(field.text(QAccessible.Text.Value)) <= {"●", "•", "*"}
    sheet.sign.click()
    until(lambda: not sheet.running)
    assert nameless(sheet) == []


def test_the_first_start_speaks(qtbot: QtBot):
    welcome = Welcome()
    qtbot.addWidget(welcome)
    welcome.show()
    assert nameless(welcome) == []
    interface = QAccessible.queryAccessibleInterface(welcome.demo)
    assert interface.role() == Role.PushButton
    assert interface.text(QAccessible.Text.Description)


def test_a_row_of_the_table_is_read_out(window: MainWindow):
    table = QAccessible.queryAccessibleInterface(window.inbox.table)
    assert table.role() == Role.Table
    document = window.inbox.rows.row(0)
    spoken = [table.child(at).text(QAccessible.Text.Name) for at in range(3 * window.inbox.rows.columnCount())]
    assert document.number in spoken
    assert document.counterparty.name in spoken
    assert "not selected" in spoken


def test_tab_reaches_everything_that_can_be_pressed(window: MainWindow, qtbot: QtBot, until: Until):
    until(lambda: window.inbox.details.known is not None)
    rows = window.inbox.rows
    rows.toggle(next(at for at in range(rows.rowCount()) if Action.REJECT in rows.row(at).actions))
    window.inbox.search.setFocus()
    seen: list[QWidget] = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        if focused in seen:
            break
        seen.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    page = window.inbox
    wanted = [page.search, page.refresh_button, page.more_button, page.table, page.bar.reject, page.bar.sign,
              window.navigation.entry(Place.INBOX)]  # fmt: skip
    missing = [widget.accessibleName() for widget in wanted if widget not in seen]
    assert missing == []
    # The places and the companies are groups: Tab comes to the chosen one, the arrow keys go on from there.
    window.navigation.entry(Place.INBOX).setFocus()
    qtbot.keyClick(window.navigation.entry(Place.INBOX), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is window.navigation.entry(Place.OUTBOX)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert window.place is Place.OUTBOX
    # In the order of reading: search before the table, the table before what is done with the selection.
    assert seen.index(page.search) < seen.index(page.table) < seen.index(page.bar.sign)


@pytest.mark.parametrize(
    ("key", "place"), [(Qt.Key.Key_2, Place.OUTBOX), (Qt.Key.Key_6, Place.SETTINGS), (Qt.Key.Key_1, Place.INBOX)]
)
def test_ctrl_and_a_digit_go_to_a_place(window: MainWindow, qtbot: QtBot, key, place: Place):
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.place is place
