"""Importing a register file from the window: what the sheet shows, and what becomes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from muhr.bootstrap import DemoWorld, start_demo
from muhr.domain.documents import Action
from muhr.domain.effects import EffectState
from muhr.ui.batches.importing import ImportSheet
from muhr.ui.window import MainWindow

Until = Callable[[Callable[[], object]], None]


@pytest.fixture(scope="module")
def world():
    with start_demo() as started:
        yield started


@pytest.fixture
def window(world: DemoWorld, windows) -> MainWindow:
    opened = windows.open(world.desk, world.folder, world)
    yield opened
    windows.leave(opened)


def entry(sender: str, number: str) -> dict[str, Any]:
    return {
        "head": {
            "file_name": f"invoice_{sender}_200000101_2026-02-28_{number}.xml",
            "sender": {"sender_info": {"INN": sender, "company_name": "“Namuna” MChJ"}},
            "receiver": {"receiver_info": {"INN": "200000101", "company_name": "<b>“Sinov”</b> MChJ"}},
        },
        "document": {
            "document_number": number,
            "document_date": "2026-02-28",
            "column_summary_values": {"column_subtotal_with_taxes": "1500,50"},
        },
    }


def test_a_file_is_shown_then_sent(window: MainWindow, world: DemoWorld, until: Until, qtbot, tmp_path: Path):
    account = world.desk.workspace.accounts()[-1]
    path = tmp_path / "register.json"
    entries = [entry(account.company.tax_id, "UI-1"), {"head": 1}, entry(account.company.tax_id, "UI-2")]
    path.write_text(json.dumps({"invoices": entries}), encoding="utf-8")
    sheet = ImportSheet(window, window.session, path)
    sheet.open()
    until(sheet.send_button.isEnabled)
    assert sheet.send_button.accessibleName() == sheet.send_button.text()
    assert "2" in sheet.send_button.text()
    shown = sheet.table.current
    assert shown is not None
    assert not shown.sendable, "what needs a look stands first"
    assert not world.desk.workspace.effects(), "nothing is sent before the person says so"
    qtbot.mouseClick(sheet.send_button, Qt.MouseButton.LeftButton)
    until(lambda: [one.state for one in world.desk.workspace.effects(account.id)] == [EffectState.DONE] * 2)
    assert {one.action for one in world.desk.workspace.effects()} == {Action.IMPORT}
    until(lambda: {"UI-1", "UI-2"} <= {one.number for one in world.desk.inbox(account.id)})
    assert not sheet.send_button.isEnabled()
    sheet.reject()


def test_a_file_that_cannot_be_used_is_told(window: MainWindow, until: Until, tmp_path: Path):
    path = tmp_path / "broken.json"
    path.write_text('{"invoices":[', encoding="utf-8")
    sheet = ImportSheet(window, window.session, path)
    sheet.open()
    until(lambda: "line 1" in sheet.notice.accessibleName())
    assert not sheet.send_button.isEnabled()
    sheet.reject()
