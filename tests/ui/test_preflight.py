"""Before a password: what will not work is shown on one sheet and the rest goes on; PINs, readers, E-IMZO's window."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from muhr.bootstrap import DemoWorld
from muhr.domain.documents import Action
from muhr.domain.events import Step
from muhr.domain.prompts import DeviceRequest
from muhr.domain.signatures import KeyAccess, KeyEntry, KeyKind, Tries, Unlock
from muhr.ui.keys.choosing import KeyChoice, texts
from muhr.ui.prompts import WindowPrompts
from muhr.ui.signing.password import PasswordStep
from muhr.ui.signing.sheet import At, SigningSheet
from muhr.ui.window import MainWindow

Until = Callable[[Callable[[], object]], None]
TOKEN = KeyEntry(id="t", kind=KeyKind.TOKEN, place="Slot", name="token", identity=None, usable=True)


def open_sheet(window: MainWindow, refs, until: Until) -> SigningSheet:
    window.sign(refs)
    sheet = window.signing
    assert sheet is not None
    until(lambda: not sheet.looking.fetching and not sheet.checking.pending and sheet.review.chooser.key is not None)
    return sheet


def of_company(window: MainWindow, index: int):
    rows = window.inbox.rows.rows
    companies = list(dict.fromkeys(one.company.tax_id for one in rows))
    return [one.ref for one in rows if one.company.tax_id == companies[index] and Action.SIGN in one.actions]


def test_a_service_that_is_away_is_told_before_the_password(world: DemoWorld, windows, until: Until, signatures):
    window = windows.on(world)
    refs = of_company(window, 0)[:3]
    desk = world.desk
    account = next(one for one in desk.workspace.accounts() if one.id == refs[0].account_id)
    desk.save_account(replace(account, base_url="http://127.0.0.1:9", token_url="http://127.0.0.1:9/token"), None)
    sheet = open_sheet(window, refs, until)
    until(sheet.go_on.isEnabled)
    sheet.go_on.click()
    assert sheet.at is At.CHECK
    assert account.company.name in sheet.check.said
    assert "Nothing can be signed" in sheet.check.said
    assert not sheet.go_on.isEnabled()
    desk.save_account(account, None)  # the line is back
    sheet.back.click()
    assert sheet.at is At.REVIEW
    until(sheet.go_on.isEnabled)
    sheet.go_on.click()
    assert sheet.at is At.PASSWORD
    sheet.reject()
    assert not signatures(world)


def test_a_clock_that_is_off_is_a_warning_and_the_rest_goes_on(
    world: DemoWorld, windows, until: Until, control, password_of
):
    window = windows.on(world)
    refs = of_company(window, 0)[:2]
    control(world, "clock", {"advance_seconds": 900})
    sheet = open_sheet(window, refs, until)
    until(sheet.go_on.isEnabled)
    sheet.go_on.click()
    assert sheet.at is At.CHECK
    assert "15 minutes slow" in sheet.check.said
    assert sheet.go_on.text() == "Continue"
    sheet.go_on.click()
    assert sheet.at is At.PASSWORD
    key = sheet.review.chooser.key
    assert key is not None
    sheet.password.field.setText(password_of(world, key.id))
    sheet.sign.click()
    until(lambda: not sheet.running)
    assert sheet.progress.counts == {Step.CONFIRMED: len(refs)}


class TestPin:
    """The second step, for a token."""

    @pytest.fixture
    def step(self, qtbot: QtBot) -> PasswordStep:
        made = PasswordStep()
        qtbot.addWidget(made)
        made.show()
        return made

    def test_the_tokens_rules_are_told_and_a_pin_outside_them_costs_no_try(self, step: PasswordStep, qtbot: QtBot):
        step.ask("Sign", "token", KeyAccess(unlock=Unlock.PIN, tries=Tries.GOOD, minimum=4, maximum=8))
        assert step.field.accessibleName() == "PIN of the token"
        assert "4 to 8 characters" in step.field.accessibleDescription()
        for typed, ready in (("", False), ("123", False), ("1234", True), ("12345678", True), ("123456789", False)):
            step.field.setText(typed)
            assert step.ready is ready, typed

    @pytest.mark.parametrize(("tries", "said"), [(Tries.GOOD, ""), (Tries.LOW, "last time"), (Tries.FINAL, "last try")])
    def test_what_the_device_says_of_the_tries_stands_above_the_field(self, step: PasswordStep, tries, said):
        step.ask("Sign", "token", KeyAccess(unlock=Unlock.PIN, tries=tries))
        assert said in step.about
        assert bool(said) is (step.about != "token")

    def test_a_locked_token_takes_no_pin(self, step: PasswordStep):
        step.ask("Sign", "token", KeyAccess(unlock=Unlock.PIN, tries=Tries.LOCKED))
        step.field.setText("1234")
        assert not step.field.isEnabled()
        assert not step.ready
        assert "locked" in step.about

    @pytest.mark.parametrize(("unlock", "said"), [(Unlock.PIN_PAD, "reader"), (Unlock.E_IMZO, "E-IMZO asks")])
    def test_what_is_typed_elsewhere_is_not_asked_for_here(self, step: PasswordStep, unlock, said):
        step.ask("Sign", "token", KeyAccess(unlock=unlock))
        assert not step.field.isVisible()
        assert step.ready
        assert said in step.elsewhere

    def test_a_password_after_a_pin_is_asked_for_like_a_password(self, step: PasswordStep):
        step.ask("Sign", "token", KeyAccess(unlock=Unlock.PIN_PAD))
        step.ask("Sign", "file", KeyAccess())
        assert step.field.isVisible()
        assert step.field.accessibleName() == "Password of the key"


class TestDevice:
    """A device waits for the person while a worker waits for the device."""

    def ask(self, prompts: WindowPrompts, unlock: Unlock, **changes):
        request = DeviceRequest(key=replace(TOKEN, access=KeyAccess(unlock=unlock)), purpose="Sign", **changes)
        return prompts.device_asks, request

    def test_where_to_look_how_long_and_which_of_how_many(self, world: DemoWorld, windows, until: Until):
        window = windows.on(world)
        sheet = open_sheet(window, of_company(window, 0)[:1], until)
        pane, said_no = sheet.progress.device, []
        ask, request = self.ask(sheet.prompts, Unlock.PIN_PAD, seconds=30, ordinal=2, total=5)
        with ThreadPoolExecutor(1) as worker:
            notice = worker.submit(ask, request, lambda: said_no.append(True)).result(10)
            until(lambda: "at the reader" in pane.text)
            assert "(2 of 5)" in pane.text
            assert "30 more seconds" in pane.text
            until(lambda: "29 more seconds" in pane.text or "28 more seconds" in pane.text)
            pane.cancel.click()
            assert said_no == [True]
            worker.submit(notice.close).result(10)
            until(lambda: pane.text == "")
            notice.cancel()
            assert said_no == [True]
        sheet.reject()

    def test_a_reader_that_cannot_be_cancelled_offers_no_cancel(self, world: DemoWorld, windows, until: Until):
        window = windows.on(world)
        sheet = open_sheet(window, of_company(window, 0)[:1], until)
        ask, request = self.ask(sheet.prompts, Unlock.E_IMZO)
        notice = ask(request, None)
        until(lambda: "window of E-IMZO" in sheet.progress.device.text)
        assert "behind this window" in sheet.progress.device.text
        assert sheet.progress.device.cancel.isHidden()
        notice.close()
        sheet.reject()

    def test_after_the_window_has_closed_every_question_is_a_no(self, qtbot: QtBot):
        prompts, said_no = WindowPrompts(), []
        ask, request = self.ask(prompts, Unlock.PIN_PAD)
        ask(request, lambda: said_no.append("open"))
        prompts.close()
        ask(request, lambda: said_no.append("later"))
        assert said_no == ["open", "later"]


def test_twins_are_told_apart_by_serial_and_place(world: DemoWorld):
    found = world.desk.keyring.keys()
    key = next(one for one in found if one.identity is not None and one.usable)
    twin = replace(key, id="other", place="/media/usb", identity=replace(key.identity, serial="77AB"))
    alone = replace(key, id="alone", identity=replace(key.identity, common_name="BOSHQA"))
    lines = texts([KeyChoice(key=one, fits=True, reason="") for one in (key, twin, alone)])
    assert len(set(lines)) == 3
    assert key.identity.serial in lines[0]
    assert "77AB" in lines[1]
    assert "/media/usb" in lines[1]
    assert "№" not in lines[2]


def test_keyboard_alone_leads_through_the_check(world: DemoWorld, windows, until: Until, control, qtbot: QtBot):
    window = windows.on(world)
    control(world, "clock", {"advance_seconds": 900})
    sheet = open_sheet(window, of_company(window, 0)[:1], until)
    until(sheet.go_on.isEnabled)
    qtbot.keyClick(sheet.review.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sheet.go_on.setFocus()
    qtbot.keyClick(sheet.go_on, Qt.Key.Key_Space)
    assert sheet.at is At.CHECK
    until(sheet.go_on.hasFocus)
    qtbot.keyClick(sheet.go_on, Qt.Key.Key_Space)
    assert sheet.at is At.PASSWORD
    assert sheet.password.field.hasFocus()
    sheet.reject()
