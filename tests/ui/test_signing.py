"""The main job, as a director does it: select, review, type the password once, watch every outcome."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from muhr.bootstrap import DemoWorld
from muhr.domain.documents import Action
from muhr.domain.events import SigningProgress, Step
from muhr.domain.findings import Severity
from muhr.ui.keys.choosing import choices, last_key
from muhr.ui.parts.fields import PasswordField
from muhr.ui.prompts import Question
from muhr.ui.signing.progress import summary
from muhr.ui.signing.sheet import At, SigningSheet
from muhr.ui.theme import Tone
from muhr.ui.window import MainWindow

Until = Callable[[Callable[[], object]], None]


class Director:
    """Presses what a director presses, and knows the password."""

    def __init__(self, world: DemoWorld, window: MainWindow, qtbot: QtBot, until: Until, password_of) -> None:
        self.world, self.window, self._qtbot, self._until = world, window, qtbot, until
        self._password_of = password_of

    def select(self, count: int = 0):
        """Tick documents of one company that can be signed."""
        rows = self.window.inbox.rows
        mine = [
            one for one in rows.rows if one.company.tax_id == rows.rows[0].company.tax_id and Action.SIGN in one.actions
        ]
        chosen = mine[: count or None]
        rows.set_ticked([one.ref for one in chosen])
        return [one.ref for one in chosen]

    def open_sheet(self) -> SigningSheet:
        """Press Ctrl+Enter and wait for the review."""
        self.window.activateWindow()  # a window manager does this when a sheet has closed
        self._until(self.window.isActiveWindow)
        self._qtbot.keyClick(self.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        sheet = self.window.signing
        assert sheet is not None
        self._until(sheet.go_on.isEnabled)
        return sheet

    def right_password(self, sheet: SigningSheet) -> str:
        """The password of the chosen key."""
        return self._password_of(self.world, sheet.review.chooser.key.id)

    def type_password(self, sheet: SigningSheet, password: str) -> None:
        """Type it and press Enter."""
        assert sheet.at is At.PASSWORD
        self._qtbot.keyClicks(sheet.password.field, password)
        self._qtbot.keyClick(sheet.password.field, Qt.Key.Key_Return)

    def finish(self, sheet: SigningSheet) -> None:
        """Wait for the end of the run."""
        self._until(lambda: not sheet.running)


@pytest.fixture
def director(world: DemoWorld, windows, qtbot: QtBot, until: Until, password_of) -> Director:
    return Director(world, windows.on(world), qtbot, until, password_of)


def test_select_sign_watch_and_find_the_inbox_empty_of_them(director: Director, until: Until, signatures, qtbot: QtBot):
    refs = director.select()
    sheet = director.open_sheet()
    going = [one.document.ref for one in sheet.review.rows.rows if not one.stopped]
    assert set(going) == set(refs)
    worst = [one.worst or 0 for one in (sheet.review.rows.row(at) for at in range(sheet.review.rows.rowCount()))]
    assert worst == sorted(worst, reverse=True)
    assert sheet.windowTitle() == f"Sign {len(refs)} documents"
    sheet.go_on.click()
    director.type_password(sheet, director.right_password(sheet))
    assert sheet.password.field.text() == ""
    director.finish(sheet)
    assert sheet.at is At.PROGRESS
    assert sheet.progress.counts == {Step.CONFIRMED: len(refs)}
    assert not sheet.retry.isVisible()
    sheet.done_button.click()
    until(lambda: not {one.ref for one in director.window.inbox.rows.rows} & set(refs))
    assert director.window.inbox.rows.ticked_count == 0
    counted = signatures(director.world)
    assert {ref.remote_id: counted.get(ref.remote_id) for ref in refs} == {ref.remote_id: 1 for ref in refs}


def test_a_wrong_password_is_told_calmly_and_the_right_one_then_works(director: Director, until: Until, signatures):
    refs = director.select(3)
    sheet = director.open_sheet()
    sheet.go_on.click()
    before = signatures(director.world)
    director.type_password(sheet, "not-this-one")
    until(lambda: sheet.at is At.PASSWORD and not sheet.running)
    assert sheet.password.field.text() == ""
    assert sheet.password.field.hasFocus()
    assert sheet.password.message.isVisible()
    assert "does not open the key. Nothing was signed." in sheet.password.message.accessibleName()
    assert signatures(director.world) == before  # and nothing was tried again by itself
    director.type_password(sheet, director.right_password(sheet))
    director.finish(sheet)
    assert sheet.progress.counts == {Step.CONFIRMED: len(refs)}


def test_stop_after_the_current_one_and_then_the_rest(director: Director, until: Until, control, signatures):
    refs = director.select()
    sheet = director.open_sheet()
    control(director.world, "latency", {"ms": 120})
    sheet.go_on.click()
    director.type_password(sheet, director.right_password(sheet))
    until(lambda: sheet.progress.counts[Step.HASHED] or sheet.progress.counts[Step.SIGNED])
    sheet.stop.click()
    assert not sheet.stop.isEnabled()
    control(director.world, "latency", {"ms": 0})
    director.finish(sheet)
    counts = sheet.progress.counts
    assert counts[Step.CONFIRMED] + counts[Step.SKIPPED] == len(refs)
    if counts[Step.SKIPPED]:
        assert sheet.retry.isVisible()
        sheet.retry.click()
        until(sheet.go_on.isEnabled)
        assert len(sheet.refs) == counts[Step.SKIPPED]
        sheet.go_on.click()
        director.type_password(sheet, director.right_password(sheet))
        director.finish(sheet)
    sheet.done_button.click()
    counted = signatures(director.world)
    assert all(counted.get(ref.remote_id) == 1 for ref in refs)


def test_an_answer_that_gets_lost_is_asked_for_and_never_sent_twice(
    director: Director, until: Until, control, signatures
):
    refs = director.select(6)
    sheet = director.open_sheet()
    faults = [
        {"method": "SignDocument", "nth": nth, "kind": kind} for nth, kind in ((2, "drop_after"), (4, "drop_after"))
    ]
    control(director.world, "faults", {"faults": faults})
    steps: list[Step] = []
    # The bridge hands over many events in one piece: the sheet may only ever draw the last step of a document.
    director.window.session.happened.connect(
        lambda events: steps.extend(one.step for one in events if isinstance(one, SigningProgress))
    )
    sheet.go_on.click()
    director.type_password(sheet, director.right_password(sheet))
    director.finish(sheet)
    assert sheet.progress.counts == {Step.CONFIRMED: len(refs)}
    assert steps.count(Step.UNKNOWN) == len(faults)
    counted = signatures(director.world)
    assert all(counted.get(ref.remote_id) == 1 for ref in refs)


def test_what_must_not_be_signed_is_left_out_and_says_why(director: Director, until: Until, signatures):
    page = director.window.inbox
    page.rows.tick_shown()  # two companies: no key fits both
    sheet = director.open_sheet()
    stopped = [one for one in sheet.review.rows.rows if one.stopped]
    key = sheet.review.chooser.key
    assert key is not None
    others = {one.document.ref for one in sheet.review.rows.rows
              if one.document.company.tax_id not in key.identity.tax_ids}  # fmt: skip
    assert others <= {one.document.ref for one in stopped}
    assert f"{len(stopped)} documents will be left out" in sheet.review.left_out.accessibleName()
    assert "another company" in sheet.review.left_out.accessibleName()
    assert sheet.review.rows.row(0).worst is Severity.STOP
    sheet.go_on.click()
    director.type_password(sheet, director.right_password(sheet))
    director.finish(sheet)
    sheet.done_button.click()
    assert not others & {one for one in others if one.remote_id in signatures(director.world)}
    until(lambda: others <= {one.ref for one in page.rows.rows})


def test_keys_that_fit_come_first_and_the_last_used_before_all(director: Director, until: Until):
    director.select(2)
    sheet = director.open_sheet()
    company = sheet.review.rows.rows[0].document.company
    keys = director.world.desk.keyring.keys()
    offered = choices(keys, [company])
    assert offered[0].selectable
    flags = [one.selectable for one in offered]
    assert flags == sorted(flags, reverse=True)
    reasons = {one.reason for one in offered if not one.selectable}
    assert {"Expired", "Not valid yet", "Belongs to another company"} <= reasons
    usable = [one.key for one in offered if one.selectable]
    assert choices(keys, [company], usable[-1].id)[0].key == usable[-1]
    other = usable[-1]
    sheet.review.chooser.pick(other.id)
    assert sheet.review.chooser.key == other
    until(sheet.go_on.isEnabled)
    sheet.go_on.click()
    director.type_password(sheet, director.right_password(sheet))
    director.finish(sheet)
    assert last_key(director.world.desk.workspace, [company]) == other.id


def test_escape_leaves_the_sheet_and_nothing_is_signed(director: Director, qtbot: QtBot, signatures):
    director.select(2)
    before = signatures(director.world)
    for step in (At.REVIEW, At.PASSWORD):
        sheet = director.open_sheet()
        if step is At.PASSWORD:
            sheet.go_on.click()
            qtbot.keyClicks(sheet.password.field, "half a pass")
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
        assert director.window.signing is None
    assert signatures(director.world) == before
    assert director.window.inbox.rows.ticked_count == 2


def test_escape_does_not_interrupt_a_run_and_the_background_does_it_as_well(
    director: Director, until: Until, control, qtbot: QtBot, signatures
):
    refs = director.select(8)
    sheet = director.open_sheet()
    control(director.world, "latency", {"ms": 60})
    sheet.go_on.click()
    director.type_password(sheet, director.right_password(sheet))
    assert sheet.running
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    until(sheet.hide_button.isVisible)
    sheet.hide_button.click()
    assert director.window.signing is None
    control(director.world, "latency", {"ms": 0})
    until(lambda: all(signatures(director.world).get(ref.remote_id) == 1 for ref in refs))
    until(lambda: not {one.ref for one in director.window.inbox.rows.rows} & set(refs))


def test_back_goes_to_the_review_and_forgets_what_was_typed(director: Director, qtbot: QtBot):
    director.select(1)
    sheet = director.open_sheet()
    sheet.go_on.click()
    qtbot.keyClicks(sheet.password.field, "abc")
    sheet.back.click()
    assert sheet.at is At.REVIEW
    assert sheet.password.field.text() == ""
    assert "1 document" in sheet.windowTitle()


def test_a_worker_that_asks_again_gets_its_answer_from_the_same_sheet(director: Director, qtbot: QtBot, until: Until):
    """A token may ask for its PIN at a moment nobody planned."""
    from concurrent.futures import ThreadPoolExecutor

    from muhr.domain.prompts import PasswordRequest

    director.select(1)
    sheet = director.open_sheet()
    request = PasswordRequest(key=sheet.review.chooser.key, purpose="Sign")
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(sheet.prompts.ask_password, request)
        until(lambda: sheet.at is At.PASSWORD)
        qtbot.keyClicks(sheet.password.field, "1234")
        qtbot.keyClick(sheet.password.field, Qt.Key.Key_Return)
        assert future.result(timeout=timedelta(seconds=10).total_seconds()) == bytearray(b"1234")


def test_a_late_answer_of_the_person_is_overwritten(qtbot: QtBot):
    question = Question(None)  # type: ignore[arg-type]
    question.cancel()
    buffer = bytearray(b"secret")
    question.answer(buffer)
    assert buffer == bytearray(6)


class TestPasswordField:
    """The way of a password through the window."""

    @pytest.fixture
    def field(self, qtbot: QtBot) -> PasswordField:
        made = PasswordField("Password")
        qtbot.addWidget(made)
        made.show()
        return made

    def test_taking_it_empties_the_field_and_its_history(self, field: PasswordField, qtbot: QtBot):
        qtbot.keyClicks(field, "parol")
        assert field.take() == bytearray(b"parol")
        assert field.text() == ""
        assert not field.isUndoAvailable()
        assert not field.isRedoAvailable()
        field.undo()
        assert field.text() == ""

    def test_it_is_hidden_until_asked_and_hidden_again_after(self, field: PasswordField, qtbot: QtBot):
        assert field.echoMode() is QLineEdit.EchoMode.Password
        field.actions()[0].trigger()
        assert field.echoMode() is QLineEdit.EchoMode.Normal
        qtbot.keyClicks(field, "parol")
        field.take()
        assert field.echoMode() is QLineEdit.EchoMode.Password

    def test_it_is_not_copied_even_while_it_is_shown(self, field: PasswordField, qtbot: QtBot):
        QApplication.clipboard().setText("before")
        field.actions()[0].trigger()
        qtbot.keyClicks(field, "parol")
        field.selectAll()
        for key in (Qt.Key.Key_C, Qt.Key.Key_X):
            qtbot.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.clipboard().text() == "before"
        assert field.text() == "parol"

    def test_caps_lock_is_noticed_by_what_arrives(self, field: PasswordField, qtbot: QtBot):
        told: list[bool] = []
        field.caps_lock_changed.connect(told.append)
        qtbot.keyClick(field, "A")  # a capital without Shift
        assert told == [True]
        qtbot.keyClick(field, "a")
        assert told == [True, False]
        qtbot.keyClick(field, "A", Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(field, "1")
        assert told == [True, False]


def test_the_summary_says_what_needs_the_person():
    from collections import Counter

    assert summary(Counter({Step.CONFIRMED: 5})) == (Tone.OK, "5 documents signed and accepted", "")
    tone, text, detail = summary(Counter({Step.CONFIRMED: 1, Step.UNKNOWN: 2, Step.FAILED: 1, Step.SKIPPED: 1}))
    assert tone is Tone.WARN
    assert text == ("1 document signed and accepted, 1 not signed, 2 with the answer not known yet, 1 left for later")
    assert "Outbox" in detail
    assert summary(Counter({Step.FAILED: 1}))[0] is Tone.STOP
    assert summary(Counter())[1] == "Nothing was signed"


def test_the_demo_tells_the_password_of_its_made_up_key(director: Director) -> None:
    director.select(1)
    sheet = director.open_sheet()
    sheet.go_on.click()
    told = [label.text() for label in sheet.password.findChildren(QLabel) if label.isVisibleTo(sheet)]
    assert any(director.right_password(sheet) in text for text in told)
