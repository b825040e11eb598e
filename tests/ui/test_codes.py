"""One-time codes in the window: asked for, typed, remembered, and forgotten again. RS.ge has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from muhr.bootstrap import DemoWorld, start_demo
from muhr.domain.accounts import ProviderName
from muhr.ui.parts.sheet import Question
from muhr.ui.places import Place
from muhr.ui.settings.page import SettingsPage
from muhr.ui.settings.pin import PinSheet
from muhr.ui.window import MainWindow

Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def tbilisi() -> Iterator[DemoWorld]:
    with start_demo(providers=[ProviderName.RS_GE]) as running:
        yield running


def told(sheet: PinSheet) -> str:
    return "\n".join(one.text() for one in sheet.findChildren(QLabel) if one.isVisibleTo(sheet))


def codes_asked(window: MainWindow) -> list[PinSheet]:
    return [one for one in window.findChildren(PinSheet) if one.isVisible()]


def asked(window: MainWindow, until: Until) -> PinSheet:
    """Press the button in the line at the bottom, as a person who has read that a code is wanted."""
    until(window.status.code.isVisible)
    window.status.code.click()
    until(lambda: codes_asked(window))
    (sheet,) = codes_asked(window)
    until(lambda: "A code was sent to " in told(sheet))
    return sheet


def settings_of(window: MainWindow) -> SettingsPage:
    window.go(Place.SETTINGS)
    page = window.pages[Place.SETTINGS]
    assert isinstance(page, SettingsPage)
    return page


def test_a_code_is_typed_the_computer_remembered_and_forgotten(tbilisi: DemoWorld, windows, until: Until):
    window = windows.on(tbilisi)
    (account,) = [one for one in tbilisi.desk.workspace.accounts() if tbilisi.one_time_code(one.provider, one.login)]
    before = len(window.inbox.rows.rows)
    sheet = asked(window, until)
    assert account.company.name in told(sheet)
    code = tbilisi.one_time_code(account.provider, account.login)
    assert f"Demo: the code is {code}." in told(sheet)
    QTest.keyClicks(sheet.field, "9999")
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    until(lambda: "Ask for a new code, then type that one." in told(sheet))
    assert "This code is not right" in told(sheet)
    assert sheet.field.text() == ""
    assert not sheet.go_on.isEnabled()  # the wrong one is not tried again
    sheet.again.click()
    until(lambda: not sheet.message.isVisible() and sheet.again.isEnabled())
    sheet.remember.setChecked(True)
    QTest.keyClicks(sheet.field, code)
    until(sheet.go_on.isEnabled)
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    until(lambda: not codes_asked(window))
    until(lambda: len(window.inbox.rows.rows) > before)
    until(lambda: not window.status.code.isVisible())
    assert tbilisi.desk.logins.remembers(account.id)

    page = settings_of(window)
    until(lambda: page.devices.isVisible() and page.devices.accounts == [account])
    (forget,) = [one for one in page.devices.findChildren(QPushButton) if account.company.name in one.accessibleName()]
    forget.click()
    until(lambda: window.findChildren(Question))
    window.findChildren(Question)[0].agree.click()
    until(lambda: not page.devices.isVisible())
    assert not tbilisi.desk.logins.remembers(account.id)
    window.go(Place.INBOX)
    window.inbox.refresh()
    until(window.status.code.isVisible)  # it is asked for again


def test_leaving_the_sheet_asks_nobody_again(tbilisi: DemoWorld, windows, until: Until):
    window = windows.on(tbilisi)
    sheet = asked(window, until)
    QTest.keyClicks(sheet.field, "04")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    until(lambda: not codes_asked(window))
    assert window.status.code.isVisible()
    page = settings_of(window)
    windows.rest(window)
    assert not page.devices.isVisible()
