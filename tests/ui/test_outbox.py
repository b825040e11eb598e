"""The outbox: what is on its way, what is not known, what a person can decide, and what a crash leaves behind."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from muhr.bootstrap import DemoWorld, open_desk, start_demo
from muhr.bootstrap.demo import account_of
from muhr.domain.documents import Action
from muhr.domain.effects import EffectState
from muhr.services.desk import Desk
from muhr.ui.closing import ClosingSheet
from muhr.ui.outbox.page import OutboxPage
from muhr.ui.parts.sheet import Question
from muhr.ui.places import Place
from muhr.ui.session import Standing
from muhr.ui.window import MainWindow

Until = Callable[[Callable[[], object]], None]


def office(world: DemoWorld, folder: Path) -> Desk:
    """A desk of its own on the world's service; it can be closed and opened again."""
    folders = {Path(one["path"]).parent for one in world.info["keys"]}
    desk = open_desk(folder, trust=[Path(one) for one in world.info["trust"]], key_folders=list(folders),
                     session_secrets=True, grace=timedelta(milliseconds=300))  # fmt: skip
    for entry in (one for one in world.info["accounts"] if one["provider"] == "faktura_uz"):
        desk.save_account(*account_of(entry, world.info))
    return desk


def outbox_of(window: MainWindow) -> OutboxPage:
    window.go(Place.OUTBOX)
    page = window.pages[Place.OUTBOX]
    assert isinstance(page, OutboxPage)
    return page


def reject_some(world: DemoWorld, count: int) -> list[str]:
    refs = [one.ref for one in world.desk.inbox() if Action.REJECT in one.actions][:count]
    return [one.id for one in world.desk.reject(refs, comment="Narxi mos emas")]


def press(page: OutboxPage, text: str) -> None:
    found = [one for one in page.story.findChildren(QPushButton) if one.text() == text]
    assert found, f"no button {text!r}"
    found[0].click()


def decide(world, window, page: OutboxPage, effect_id: str, text: str, state: EffectState, until: Until) -> None:
    """Choose a row, press a button, agree to the question."""

    def told() -> bool:
        story = page.story.story
        return (
            story is not None and story.entry.effect.id == effect_id and story.entry.effect.state is EffectState.UNKNOWN
        )

    page.table.go_to(page.rows.place_of(effect_id))
    until(told)
    assert page.story.story.entry.next_step
    assert page.story.story.journal
    press(page, text)
    window.findChild(Question).agree.click()
    until(lambda: world.desk.workspace.effect(effect_id).state is state)
    until(lambda: page.rows.place_of(effect_id) == -1)  # settled: shown only among all
    until(lambda: window.findChild(Question) is None)


SILENT = [
    {"method": "RejectDocument", "every": 1, "kind": "drop_before"},
    {"method": "GetDocumentStatus", "every": 1, "kind": "drop_before"},
    {"method": "GetDetails", "every": 1, "kind": "drop_before"},
]


def test_an_empty_outbox_says_that_everything_has_arrived(still_world: DemoWorld, windows):
    window = windows.open(still_world.desk, still_world.folder, still_world)
    windows.wait_for_inbox(window)
    page = outbox_of(window)
    windows.rest(window)
    assert page.stack.currentWidget() is page.empty
    windows.leave(window)


def test_an_unknown_row_says_what_happens_next_and_takes_a_decision(
    world: DemoWorld, windows, until: Until, control, qtbot: QtBot
):
    window = windows.on(world)
    control(world, "faults", {"faults": SILENT})
    page = outbox_of(window)
    first, second, third = reject_some(world, 3)
    until(
        lambda: (
            {one.effect.id for one in page.rows.rows if one.effect.state is EffectState.UNKNOWN}
            == {first, second, third}
        )
    )
    assert window.navigation.entry(Place.OUTBOX).accessibleName() == "Outbox, 3 waiting"
    decide(world, window, page, first, "It was done", EffectState.DONE, until)
    decide(world, window, page, second, "Give up", EffectState.ABANDONED, until)
    page.everything.setChecked(True)
    until(lambda: page.rows.place_of(first) >= 0 and page.rows.place_of(second) >= 0)
    control(world, "faults", {"faults": []})
    page.run_button.click()
    until(lambda: world.desk.workspace.effect(third).state is EffectState.DONE)
    assert sum(one["count"] for one in world.ledger()["effects"] if one["action"] == "reject") == 1


def test_a_question_that_is_cancelled_changes_nothing(world: DemoWorld, windows, until: Until, control):
    window = windows.on(world)
    control(world, "faults", {"faults": SILENT})
    page = outbox_of(window)
    (only,) = reject_some(world, 1)
    until(lambda: page.story.story is not None and page.story.story.entry.effect.state is EffectState.UNKNOWN)
    press(page, "Send again")
    question = window.findChild(Question)
    assert "twice" in question.text
    question.cancel.click()
    assert world.desk.workspace.effect(only).state is EffectState.UNKNOWN


def test_what_has_not_left_can_be_taken_back(world: DemoWorld, windows, until: Until, control):
    window = windows.on(world)
    control(world, "faults", {"faults": [{"method": "RejectDocument", "every": 1, "kind": "http_429_before"}]})
    page = outbox_of(window)
    (only,) = reject_some(world, 1)
    until(lambda: any(one.effect.state is EffectState.QUEUED for one in page.rows.rows))
    until(lambda: page.story.story is not None and page.story.story.entry.effect.state is EffectState.QUEUED)
    press(page, "Take back…")
    window.findChild(Question).agree.click()
    until(lambda: world.desk.workspace.effect(only).state is EffectState.CANCELLED)
    until(lambda: page.rows.rowCount() == 0)


CRASH = """
import os, sys
from pathlib import Path
from muhr.bootstrap import open_desk
from muhr.bootstrap.demo import account_of
from muhr.domain.documents import Action
from muhr.domain.effects import EffectState
from muhr.domain.events import EffectChanged
import json

info = json.loads(sys.stdin.readline())
desk = open_desk(Path(sys.argv[1]), session_secrets=True)
for entry in (one for one in info["accounts"] if one["provider"] == "faktura_uz"):
    desk.save_account(*account_of(entry, info))
for future in desk.refresh():
    future.result(30)

def die(event):
    if isinstance(event, EffectChanged) and event.effect.state is EffectState.SENDING:
        os._exit(9)

desk.subscribe(die)
refs = [one.ref for one in desk.inbox() if Action.REJECT in one.actions][:3]
desk.reject(refs)
import time
time.sleep(30)
"""


def test_after_a_crash_the_rows_are_shown_as_not_known_and_then_settled(windows, until: Until, control, tmp_path: Path):
    """The program dies between "being sent" and the answer; the next start asks, and sends nothing twice."""
    with start_demo() as world:
        folder = tmp_path / "workspace"
        done = subprocess.run(
            [sys.executable, "-c", CRASH, str(folder)],
            input=json.dumps(dict(world.info)) + "\n", text=True, timeout=60, check=False, capture_output=True,
        )  # fmt: skip
        assert done.returncode == 9, done.stderr
        control(world, "faults", {"faults": SILENT})  # nobody answers yet: what the window shows is what it knows
        desk = office(world, folder)
        window = windows.open(desk, folder)
        page = outbox_of(window)
        until(lambda: any(one.effect.state is EffectState.UNKNOWN for one in page.rows.rows))
        assert not any(one.effect.state is EffectState.SENDING and one.effect.attempts > 1 for one in page.rows.rows)
        assert page.story.story is None or page.story.story.entry.next_step
        control(world, "faults", {"faults": []})
        page.run_button.click()
        until(lambda: not desk.workspace.effects(open_only=True))
        counts = [one["count"] for one in world.ledger()["effects"] if one["action"] == "reject"]
        assert counts == [1] * 3
        windows.close(window)


def test_closing_while_work_runs_loses_nothing(windows, until: Until, control, password_of, signatures, tmp_path: Path):
    """Close in the middle of a signing run, open again: each document is signed once or still waits."""
    with start_demo() as world:
        first = office(world, tmp_path)
        window = windows.open(first, tmp_path)
        windows.wait_for_inbox(window)
        rows = window.inbox.rows
        company = rows.rows[0].company.tax_id
        refs = [one.ref for one in rows.rows if one.company.tax_id == company and Action.SIGN in one.actions]
        window.sign(refs)
        sheet = window.signing
        until(sheet.go_on.isEnabled)
        sheet.go_on.click()
        sheet.password.field.setText(password_of(world, sheet.review.chooser.key.id))
        control(
            world,
            "faults",
            {"faults": [{"method": "SignDocument", "every": 1, "kind": "slow_running", "seconds": 1.5}]},
        )
        sheet.sign.click()
        until(lambda: any(one.state is EffectState.SENDING for one in first.workspace.effects(open_only=True)))
        window.close()
        until(lambda: window.findChild(ClosingSheet) is not None)  # it takes longer than a blink: say why
        assert window.isVisible()
        control(world, "faults", {"faults": []})
        until(lambda: window.session.standing is Standing.CLOSED)
        until(lambda: not window.isVisible())
        desk = office(world, tmp_path)
        again = windows.open(desk, tmp_path)
        until(lambda: again.inbox.refreshing.refreshed is not None and not desk.workspace.effects(open_only=True))
        windows.rest(again)
        counted = signatures(world)
        waiting = {one.ref for one in desk.inbox()}
        assert all((counted.get(ref.remote_id) == 1) != (ref in waiting) for ref in refs)
        windows.close(again)
