"""The first start, and a workspace that cannot be opened."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from muhr.bootstrap import DemoWorld, open_desk, start_demo
from muhr.domain.errors import WorkspaceTooNew
from muhr.ui.app import open_window
from muhr.ui.places import Place
from muhr.ui.session import Standing
from muhr.ui.settings.account import AccountSheet

Until = Callable[[Callable[[], object]], None]


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_an_empty_workspace_offers_two_choices_with_one_sentence_each(windows, until: Until, tmp_path: Path):
    window = windows.open(None, tmp_path)
    assert window.isVisible()  # before there is any desk
    until(lambda: window.welcome is not None)
    for choice, name in ((window.welcome.demo, "Try the demo"), (window.welcome.account, "Add an account")):
        assert choice.isVisible()
        assert choice.accessibleName() == name
        assert choice.accessibleDescription().endswith(".")
        assert ". " not in choice.accessibleDescription()
    assert not window.banner.isVisible()


def test_try_the_demo_with_the_keyboard(windows, until: Until, qtbot: QtBot, tmp_path: Path):
    window = windows.open(None, tmp_path)
    until(lambda: window.welcome is not None)
    window.welcome.demo.setFocus()
    qtbot.keyClick(window.welcome.demo, Qt.Key.Key_Space)
    assert not window.welcome.demo.isEnabled()
    until(lambda: window.banner.isVisible() and window.inbox.rows.rowCount() >= 40)
    assert window.welcome is None
    assert window.windowTitle() == "Muhr: demo"
    assert window.place is Place.INBOX
    desk = open_desk(tmp_path, session_secrets=True)  # the empty workspace was given back
    desk.close()
    windows.rest(window)


def test_add_an_account_and_see_what_waits(windows, until: Until, qtbot: QtBot, tmp_path: Path):
    with start_demo() as world:
        window = windows.open(None, tmp_path)
        until(lambda: window.welcome is not None)
        window.welcome.account.click()
        sheet = window.findChild(AccountSheet)
        fill(sheet, world)
        sheet.save_button.click()
        until(lambda: window.welcome is None and window.inbox.rows.rowCount() > 10)
        stored = window.session.desk.workspace.accounts()
        assert [one.company.tax_id for one in stored] == [world.info["accounts"][0]["company"]["tax_id"]]
        windows.close(window)


def fill(sheet: AccountSheet, world: DemoWorld) -> None:
    entry = world.info["accounts"][0]
    sheet.tax_id.setText(entry["company"]["tax_id"])
    sheet.company.setText(entry["company"]["name"])
    sheet.login.setText(entry["login"])
    assert not sheet.save_button.isEnabled()  # no password yet
    sheet.password.setText(entry["password"])
    sheet.client_id.setText(entry["client_id"])
    sheet.client_secret.setText(entry["client_secret"])
    sheet.base_url.setText(world.info["base_urls"]["faktura_uz"])
    sheet.token_url.setText(world.info["token_urls"]["faktura_uz"])
    assert sheet.save_button.isEnabled()


def test_a_second_muhr_on_the_same_data_is_told_calmly(windows, until: Until, tmp_path: Path):
    first = open_desk(tmp_path, session_secrets=True)
    try:
        window = windows.open(None, tmp_path)
        until(lambda: window.session.standing is Standing.FAILED)
        shown = texts(window)
        assert "Muhr is already open on this computer with the same data." in shown
        quit_button = next(one for one in window.findChildren(QPushButton) if one.text() == "Quit")
        quit_button.click()
        until(lambda: window.session.standing is Standing.CLOSED and not window.isVisible())
    finally:
        first.close()


def test_trouble_from_before_the_window_is_shown_in_it(qapp: QApplication, until: Until, tmp_path: Path):
    window = open_window(qapp, None, workspace=tmp_path, trouble=WorkspaceTooNew("made by 9.9"))
    assert "newer Muhr" in texts(window)
    window.close()
    until(lambda: window.session.standing is Standing.CLOSED)
    window.session.jobs.close()
    window.deleteLater()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("begun", [False, True])
def test_closing_before_the_desk_is_open_leaves_nothing_behind(qapp, until: Until, tmp_path: Path, begun: bool):
    window = open_window(qapp, None, workspace=tmp_path)
    if begun:
        window.session.open()
    window.close()
    until(lambda: window.session.standing is Standing.CLOSED)
    window.session.jobs.close()
    window.deleteLater()
    open_desk(tmp_path, session_secrets=True).close()


RUN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from muhr.ui import app

def leave():
    for widget in app.application().topLevelWidgets():
        widget.close()

app.application()
timer = QTimer()
timer.timeout.connect(leave)
timer.start(300)
sys.exit(app.run(None, workspace=Path(sys.argv[1]), demo=None))
"""


def test_the_program_ends_cleanly(tmp_path: Path):
    """The exit status tells of threads that were still running, which no summary line does."""
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", RUN, str(tmp_path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "QThread" not in done.stderr
    assert "Traceback" not in done.stderr
