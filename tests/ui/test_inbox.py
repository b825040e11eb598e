"""The inbox on the demo world: seeing, searching, choosing, adding up, reading everything about one document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from muhr.bootstrap import DemoWorld
from muhr.domain.documents import Action, Document, is_irreversible
from muhr.domain.effects import EffectState
from muhr.domain.findings import FindingCode
from muhr.domain.money import Money, totals
from muhr.domain.ports import Detail, DetailKind
from muhr.ui.inbox import acts
from muhr.ui.inbox.act_sheet import ActSheet, Asked, Typed
from muhr.ui.inbox.companies import count_companies
from muhr.ui.inbox.narrowing import offer_of
from muhr.ui.inbox.reading import Read
from muhr.ui.inbox.selection import add_up
from muhr.ui.inbox.sheets import AddIdsSheet, LinesSheet, RawSheet
from muhr.ui.places import Place
from muhr.ui.spelling import amounts
from muhr.ui.window import MainWindow

Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def window(still_world: DemoWorld, windows) -> MainWindow:
    opened = windows.open(still_world.desk, still_world.folder, still_world)
    windows.wait_for_inbox(opened)
    yield opened
    windows.leave(opened)


def labels(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_what_waits_is_shown_with_its_number_and_the_banner(window: MainWindow, still_world: DemoWorld):
    waiting = still_world.desk.inbox()
    assert len(waiting) >= 40
    assert window.inbox.rows.rowCount() == len(waiting)
    assert window.navigation.entry(Place.INBOX).accessibleName() == f"Inbox, {len(waiting)} waiting"
    assert window.banner.isVisible()
    assert "made-up" in window.banner.text.text()
    assert f"{len(waiting)} documents wait for you" in window.inbox.detail.text()


def test_companies_are_counted_and_one_can_be_picked(window: MainWindow, until: Until, qtbot: QtBot):
    page = window.inbox
    companies = {one.company.tax_id for one in page.rows.rows}
    assert len(companies) == 2
    chips = [chip for key, chip in page.companies.chips if key is not None]
    total = 0
    for chip in chips:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        shown = {page.rows.row(at).company.tax_id for at in range(page.rows.rowCount())}
        assert len(shown) == 1
        assert chip.text().endswith(str(page.rows.rowCount()))
        assert page.table.isColumnHidden(2)  # the company would be the same in every row
        total += page.rows.rowCount()
    assert total == len(page.rows.rows)
    qtbot.mouseClick(page.companies.chips[0][1], Qt.MouseButton.LeftButton)
    assert page.rows.rowCount() == len(page.rows.rows)
    assert not page.table.isColumnHidden(2)


def test_the_table_is_grouped_by_company_and_remembers_it(
    window: MainWindow, still_world: DemoWorld, windows, until: Until, qtbot: QtBot
):
    page = window.inbox
    switch = page.companies.switch
    assert switch.isVisible()
    assert not switch.isChecked()
    count = page.rows.rowCount()
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(10, switch.height() // 2))
    assert page.rows.rowCount() == count + 2
    headings = [page.rows.row(at) for at in range(count + 2) if page.rows.is_heading(at)]
    assert [one.name for one in headings] == sorted(one.name for one in headings)
    for one in headings:
        mine = [two for two in page.rows.rows if two.company.name == one.name]
        assert one.detail == f"{len(mine)} documents · {mine[0].company.tax_id}"
        assert one.spoken == f"Company {one.name}, Tax number {mine[0].company.tax_id}, {len(mine)} documents"
        assert one.total == amounts(totals(two.total for two in mine if two.total is not None))
    assert page.table.isColumnHidden(2)
    page.table.setFocus()
    page.table.go_to(0)
    until(lambda: page.details.known is None)
    qtbot.keyClick(page.table, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert {one.company.name for one in page.rows.ticked} == {headings[0].name}
    assert page.bar.selection.count == len(page.rows.ticked)
    page.rows.untick_all()
    page.search.setText(next(one.number for one in page.rows.rows))
    assert "1 of" in page.detail.text()
    page.search.clear()
    until(lambda: still_world.desk.workspace.setting("inbox-grouped") == "yes")
    windows.rest(window)
    again = windows.open(still_world.desk, still_world.folder, still_world)
    windows.wait_for_inbox(again)
    assert again.inbox.companies.switch.isChecked()
    assert again.inbox.rows.is_heading(0)
    assert not again.inbox.rows.is_heading(again.inbox.table.current_place), "the first document is chosen"
    again.inbox.companies.switch.setChecked(False)
    until(lambda: still_world.desk.workspace.setting("inbox-grouped") == "no")
    assert again.inbox.rows.rowCount() == count
    windows.leave(again)


def test_with_one_company_there_is_nothing_to_group(window: MainWindow, still_world: DemoWorld, until: Until):
    page = window.inbox
    page.companies.switch.setChecked(True)
    one = page.rows.rows[0].company
    documents = [two for two in page.rows.rows if two.company == one]
    companies = count_companies(documents)
    store = page.rows.prepare(documents)
    offer = offer_of(store, date(2026, 3, 1))
    read = Read(store=store, companies=companies, waiting=9, grouped=True, offer=offer, accounts=(), minutes=15)
    page._on_read(read)
    assert not page.companies.switch.isVisible()
    assert page.rows.rowCount() == len(documents)
    assert not page.rows.grouped
    page.companies.switch.setChecked(False)
    until(lambda: still_world.desk.workspace.setting("inbox-grouped") == "no")


def test_search_as_you_type_over_what_is_shown(window: MainWindow, qtbot: QtBot):
    page = window.inbox
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    one: Document = page.rows.rows[7]
    for query in (one.number, one.counterparty.tax_id, one.counterparty.name[2:7].upper(), f"{one.issued:%d.%m.%Y}"):
        page.search.clear()
        for letter in query:  # as it is typed; QTest has no keys for Cyrillic
            page.search.insert(letter)
        found = [page.rows.row(at) for at in range(page.rows.rowCount())]
        assert one in found
        assert len(found) < len(page.rows.rows)
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    assert page.rows.rowCount() == len(page.rows.rows)


def test_an_amount_is_found_as_it_is_shown_and_as_it_is_typed(window: MainWindow):
    page = window.inbox
    one = next(one for one in page.rows.rows if one.total is not None and one.total.amount > 1_000_000)
    plain = str(int(one.total.amount))
    grouped = f"{int(one.total.amount):,}".replace(",", " ")
    for query in (plain, grouped):
        page.search.setText(query)
        assert one in [page.rows.row(at) for at in range(page.rows.rowCount())]
    page.search.clear()


def test_the_keyboard_selects_and_the_bar_adds_up(window: MainWindow, until: Until, qtbot: QtBot):
    page = window.inbox
    page.table.setFocus()
    page.table.go_to(0)
    assert not page.bar.sign.isEnabled()
    for _ in range(3):
        qtbot.keyClick(page.table, Qt.Key.Key_Space)
        qtbot.keyClick(page.table, Qt.Key.Key_Down)
    chosen = [page.rows.row(at) for at in range(3)]
    assert page.rows.ticked == chosen
    assert page.bar.sign.isEnabled()
    assert page.bar.selection.totals == totals(one.total for one in chosen if one.total is not None)
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    everything = page.bar.selection
    assert everything.count == len(page.rows.rows)
    assert len(everything.totals) == len({one.total.currency for one in page.rows.rows if one.total is not None})
    assert sum(share.count for share in everything.shares) == everything.count
    page.bar.toggle_shares()
    page.search.setText(chosen[0].number)
    assert page.bar.selection.hidden == len(page.rows.rows) - page.rows.rowCount()
    assert "not shown now" in labels(page.bar)
    page.search.clear()
    page.rows.untick_all()
    assert "Nothing selected" in labels(page.bar)


def test_adding_up_keeps_currencies_and_counterparties_apart(window: MainWindow):
    documents = list(window.inbox.rows.rows)
    shares = add_up(documents).shares
    for share in shares:
        mine = [
            one
            for one in documents
            if (one.counterparty.name, one.counterparty.tax_id) == (share.counterparty, share.tax_id)
        ]
        amounts = [one.total for one in mine if one.total is not None and one.total.currency == share.money.currency]
        if share.money.currency:
            assert share.money == Money(share.money.currency, sum((one.amount for one in amounts), Decimal(0)))
    assert add_up([]).count == 0


def test_the_details_tell_everything_findings_first(window: MainWindow, until: Until):
    page = window.inbox
    until(lambda: all(page.marks.known(one.ref) for one in page.rows.rows))
    codes = [{one.code for one in page.marks.of(page.rows.row(at).ref)} for at in range(page.rows.rowCount())]
    page.table.go_to(next(at for at, found in enumerate(codes) if FindingCode.BANK_ACCOUNT_CHANGED in found))
    document: Document = page.table.current
    until(lambda: page.details.known is not None and page.details.known.document.ref == document.ref)
    content = page.details.known.document.content
    assert content is not None
    text = labels(page.details)
    assert text.index("The bank account has changed") < text.index(document.counterparty.name + "\nTax")
    for expected in (document.number, document.counterparty.tax_id, document.company.name, content.contract_number,
                     content.lines[0].description, "Before taxes", "VAT"):  # fmt: skip
        assert expected in text


def test_enter_goes_to_the_details_and_escape_back(window: MainWindow, qtbot: QtBot, until: Until):
    page = window.inbox
    window.resize(window.minimumSize())
    until(lambda: not page.details.isVisible())
    page.table.setFocus()
    page.table.go_to(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.details.isVisible()
    assert not page.table.hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_the_original_text_is_shown_as_it_came(window: MainWindow, until: Until):
    page = window.inbox
    page.table.go_to(2)
    until(lambda: page.details.known is not None and page.details.known.document.ref == page.table.current.ref)
    document = page.details.known.document
    page.details.raw_asked.emit(document)
    sheet = window.findChild(RawSheet)
    shown = sheet.findChild(QPlainTextEdit)
    assert shown.isReadOnly()
    assert shown.toPlainText() == document.content.raw
    sheet.reject()
    page.details.lines_asked.emit(document)
    lines = window.findChild(LinesSheet)
    assert lines is not None
    lines.reject()


def test_markers_stand_where_review_found_something(window: MainWindow, until: Until, still_world: DemoWorld):
    page = window.inbox
    until(lambda: all(page.marks.known(one.ref) for one in page.rows.rows))
    review = still_world.desk.review([one.ref for one in page.rows.rows], None)
    worst = {one.ref: one for one in reversed(review.findings) if one.code is not FindingCode.CONTENT_NOT_SEEN}
    marked = {one.ref for one in page.rows.rows if page.marks.of(one.ref)}
    assert marked == set(worst)
    assert {one.code for one in review.findings} >= {FindingCode.BANK_ACCOUNT_CHANGED, FindingCode.TOTAL_MISMATCH}


def test_refreshing_shows_what_has_come_meanwhile(world: DemoWorld, windows, control, until: Until, qtbot: QtBot):
    window = windows.on(world)
    page = window.inbox
    before = page.rows.rowCount()
    page.rows.tick_shown()
    control(world, "documents", {"count": 3, "company": page.rows.rows[0].company.tax_id})
    qtbot.mouseClick(page.refresh_button, Qt.MouseButton.LeftButton)
    until(lambda: page.rows.rowCount() == before + 3)
    assert page.rows.ticked_count == before
    until(page.refresh_button.isEnabled)


def reject_two(window: MainWindow, until: Until, qtbot: QtBot):
    """Press what a director presses to reject two documents; gives them."""
    page = window.inbox
    incoming = [one for one in page.rows.rows if Action.REJECT in one.actions][:2]
    page.rows.set_ticked([one.ref for one in incoming])
    qtbot.mouseClick(page.bar.reject, Qt.MouseButton.LeftButton)
    until(lambda: window.findChild(ActSheet) is not None)
    sheet = window.findChild(ActSheet)
    sheet.reason.setPlainText("Narxi shartnomaga mos emas")
    sheet.agree.click()
    return incoming


def rejections(world: DemoWorld) -> int:
    return len([one for one in world.ledger()["effects"] if one["action"] == "reject"])


def test_rejecting_asks_for_a_reason_and_clears_the_inbox(world: DemoWorld, windows, until: Until, qtbot: QtBot):
    window = windows.on(world)
    page = window.inbox
    incoming = reject_two(window, until, qtbot)
    until(lambda: "2 documents will be rejected" in page.undo.said)
    assert rejections(world) == 0  # nothing leaves while it can be taken back
    until(lambda: all(one not in page.rows.rows for one in incoming))
    until(lambda: rejections(world) == 2)
    until(lambda: page.undo.said == "")
    assert page.rows.ticked_count == 0


def test_a_rejection_can_be_taken_back_for_a_moment(world: DemoWorld, windows, until: Until, qtbot: QtBot):
    window = windows.on(world)
    page = window.inbox
    incoming = reject_two(window, until, qtbot)
    until(lambda: page.undo.said)
    until(lambda: all(one not in page.rows.rows for one in incoming))
    page.undo.undo.click()
    until(lambda: all(one.ref in [row.ref for row in page.rows.rows] for one in incoming))
    assert page.undo.said == ""
    states = {one.state for one in world.desk.workspace.effects()}
    assert states == {EffectState.CANCELLED}
    assert rejections(world) == 0


def test_too_late_is_said(world: DemoWorld, windows, until: Until, qtbot: QtBot):
    window = windows.on(world)
    page = window.inbox
    page.acting.window = timedelta(milliseconds=1)
    reject_two(window, until, qtbot)
    until(lambda: rejections(world) == 2)
    effects = [one.id for one in world.desk.workspace.effects()]
    page.undo.watch(Action.REJECT, effects, timedelta(seconds=60))
    page.undo.undo.click()
    until(lambda: "Too late: 2 documents" in page.undo.said)


def test_documents_can_be_added_by_their_ids(world: DemoWorld, windows, until: Until):
    window = windows.on(world)
    page = window.inbox
    account = next(one for one in world.desk.workspace.accounts())
    sheet = AddIdsSheet(window, world.desk.workspace.accounts())
    sheet.agreed.connect(page.add)
    sheet.open()
    assert not sheet.add.isEnabled()
    known = next(one.ref.remote_id for one in page.rows.rows if one.ref.account_id == account.id)
    sheet.ids_field.setPlainText(f"{known.upper()},\n{known}  ")
    assert sheet.ids() == [known]
    page.marks.changed.disconnect()
    with_signal = page.rows.shown_changed
    counted: list[int] = []
    with_signal.connect(lambda: counted.append(1))
    sheet.add.click()
    until(lambda: bool(counted))
    assert any(one.ref.remote_id == known for one in page.rows.rows)


def test_an_action_asks_for_what_the_service_wants_to_know(window: MainWindow):
    document = window.inbox.rows.rows[0]
    details = (
        Detail(name="amount", title="Amount", kind=DetailKind.AMOUNT),
        Detail(name="method", title="Method", kind=DetailKind.CHOICE, choices=("cash", "transfer")),
        Detail(name="note", title="<b>Note</b>", required=False),
    )
    asked = Asked(details={document.provider: details}, likely={"amount": "99.50", "note": "no"})
    sheet = ActSheet(window, Action.PAY, [document], asked)
    heard: list[tuple[str, Typed]] = []
    sheet.agreed.connect(lambda reason, typed: heard.append((reason, typed)))
    sheet.open()
    amount_field, note = (one for one in sheet.findChildren(QLineEdit) if one.isVisible())
    assert (amount_field.text(), note.text()) == ("99.50", ""), "what need not be given is not guessed"
    for wrong in ("", "twelve", "-5", "0,00", "1e5"):
        amount_field.setText(wrong)
        assert not sheet.agree.isEnabled(), wrong
    amount_field.setText(" 1 250,50 ")
    assert sheet.agree.isEnabled()
    assert note.accessibleName() == "<b>Note</b> (may stay empty)"
    sheet.agree.click()
    assert heard == [("", {document.provider: {"amount": "1250.50", "method": "cash"}})]


@pytest.mark.parametrize("action", [one for one in Action if one not in (Action.SIGN, Action.IMPORT)])
def test_every_action_says_what_it_does_and_what_follows(action: Action):
    assert acts.button_text(action) != action.value
    assert "1 document" in acts.headline(action, 1)
    assert acts.consequence(action).endswith(".")
    assert ("cannot be taken back" in acts.fine_print(action, seconds=8)) is is_irreversible(action)
    assert "in 5 s" in acts.under_way(action, 2, 5)


def test_the_bar_offers_what_the_documents_offer(window: MainWindow):
    from dataclasses import replace

    bar, one = window.inbox.bar, window.inbox.rows.rows[0]
    asked: list[Action] = []
    bar.act_asked.connect(asked.append)
    received = replace(one, actions=frozenset({Action.CONFIRM, Action.REFUSE}))
    draft = replace(one, actions=frozenset({Action.ISSUE, Action.DELETE, Action.SEND}))
    bar.tell(add_up([received, draft]))
    assert (bar.sign.text(), bar.reject.text()) == ("Confirm…", "Refuse…")
    assert bar.further == [Action.ISSUE, Action.SEND, Action.DELETE]
    assert bar.more.isVisibleTo(bar)
    bar.sign.click()
    bar.reject.click()
    assert asked == [Action.CONFIRM, Action.REFUSE]
    bar.tell(add_up([replace(one, actions=frozenset())]))
    assert not bar.sign.isEnabled()
    assert not bar.reject.isEnabled()
    window.inbox.rows.untick_all()
    bar.tell(add_up([]))
    assert not bar.more.isVisibleTo(bar)
