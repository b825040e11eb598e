"""The inbox with several services: filtering, asking by the clock, a cut list, details, files, actions of each."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from muhr.bootstrap import DemoWorld, start_demo
from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Action, Document
from muhr.domain.downloads import DownloadKind
from muhr.domain.effects import EffectState
from muhr.domain.events import RefreshFinished, RefreshStarted
from muhr.ui import schedule
from muhr.ui.archive import ArchiveSheet
from muhr.ui.inbox.act_sheet import ActSheet
from muhr.ui.inbox.columns import SERVICE
from muhr.ui.inbox.files import FilesSection, LinkSheet, safe_link
from muhr.ui.inbox.menu import more_menu
from muhr.ui.inbox.narrowing import Due, Narrowing
from muhr.ui.places import Place
from muhr.ui.window import MainWindow

Until = Callable[[Callable[[], object]], None]
UZ, GE, UA = ProviderName.FAKTURA_UZ, ProviderName.RS_GE, ProviderName.BITFAKTURA


@pytest.fixture(scope="module")
def world() -> Iterator[DemoWorld]:
    """Shared: every test leaves documents enough for the others."""
    with start_demo(providers=[UZ, GE, UA]) as running:
        yield running


@pytest.fixture
def window(world: DemoWorld, windows, control) -> Iterator[MainWindow]:
    opened = windows.on(world)
    yield opened
    control(world, "faults", {"faults": []})
    windows.leave(opened)


def shown(window: MainWindow) -> list[Document]:
    rows = window.inbox.rows
    return [rows.row(at) for at in range(rows.rowCount()) if not rows.is_heading(at)]


def labels(widget: Any) -> str:
    return "\n".join(one.text().replace("\u200b", "") for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def look_at(window: MainWindow, document: Document, until: Until) -> None:
    """Choose a document and wait until the pane shows what is inside."""
    page = window.inbox
    page.table.go_to(page.rows.place_of(document.ref))
    until(lambda: (known := page.details.known) and known.document.ref == document.ref and known.document.content)


# ------------------------------------------------------------------ filtering


def test_the_panel_narrows_by_keyboard_and_the_chips_let_go(window: MainWindow, qtbot: QtBot):
    page, panel = window.inbox, window.inbox.filtering.panel
    everything = len(page.rows.rows)
    assert not page.table.isColumnHidden(SERVICE), "several services are here"
    assert page.filtering.line.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert panel.isVisible()
    box = panel.boxes["providers", UZ]
    assert box.hasFocus()
    assert box.accessibleName() == f"Service, Faktura.uz: {sum(one.provider is UZ for one in page.rows.rows)} documents"
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(panel.boxes["providers", GE], Qt.Key.Key_Space)
    assert {one.provider for one in shown(window)} == {GE}
    assert page.table.isColumnHidden(SERVICE), "it would say the same in every row"
    qtbot.keyClick(panel.boxes["actions", Action.CONFIRM], Qt.Key.Key_Space)
    assert all(Action.CONFIRM in one.actions for one in shown(window))
    assert page.filtering.button.text() == "Filter · 2"
    assert page.detail.text().startswith(f"{len(shown(window))} of {everything} shown")
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    chips = {one.accessibleName(): one for one in page.filtering.line.findChildren(QPushButton)}
    assert set(chips) == {"Show more than: RS.ge", "Show more than: Confirm", "Clear the filter"}
    qtbot.mouseClick(chips["Show more than: RS.ge"], Qt.MouseButton.LeftButton)
    assert page.filtering.chosen == Narrowing(actions=frozenset({Action.CONFIRM}))
    page.filtering.line.clear.click()
    assert len(shown(window)) == everything
    assert page.filtering.line.isHidden()


def test_search_company_grouping_and_filter_work_together(window: MainWindow, qtbot: QtBot):
    page = window.inbox
    page.filtering.choose(Narrowing(providers=frozenset({UA}), dues=frozenset({Due.OVERDUE})))
    overdue = shown(window)
    assert overdue
    company = overdue[0].company
    page.filtering.panel.open_at(page.filtering.button)
    at = page.filtering.panel.company.findText(company.name, Qt.MatchFlag.MatchStartsWith)
    page.filtering.panel.company.setCurrentIndex(at)
    page.filtering.panel.company.activated.emit(at)
    page.filtering.panel.close()
    assert page.companies.picked_key is not None, "the bar follows"
    mine = shown(window)
    assert mine == [one for one in overdue if one.company == company]
    page.companies.switch.setChecked(True)
    assert shown(window) == mine
    page.rows.tick_shown()
    page.search.setText("nothing like this")
    assert page.sight.hides_everything
    assert "both the search and the filter" in labels(page.sight)
    assert page.bar.selection.hidden == len(mine) == page.bar.selection.count, "what is ticked stays told"
    qtbot.mouseClick(page.sight.show_all, Qt.MouseButton.LeftButton)
    assert not page.sight.hides_everything
    assert page.search.text() == ""
    assert page.companies.picked_key is None
    assert len(shown(window)) == len(page.rows.rows)
    page.companies.switch.setChecked(False)
    page.rows.untick_all()


def test_a_filter_that_hides_everything_says_so(window: MainWindow):
    page = window.inbox
    page.filtering.choose(Narrowing(providers=frozenset({GE}), actions=frozenset({Action.PAY})))
    assert page.sight.hides_everything
    assert "The filter hides every document" in labels(page.sight)
    page.sight.show_all.click()
    assert not page.filtering.chosen


def test_only_what_is_signed_goes_to_the_signing_sheet(window: MainWindow, qtbot: QtBot):
    page = window.inbox
    page.rows.tick_shown()
    with qtbot.waitSignal(page.sign_asked) as asked:
        page.bar.sign.click()
    (refs,) = asked.args
    of = {one.ref: one for one in page.rows.rows}
    assert {of[ref].provider for ref in refs} == {UZ}, "the other services sign nothing"
    assert len(refs) == sum(one.provider is UZ for one in of.values())
    assert window.signing is not None
    window.signing.reject()
    page.rows.untick_all()


def test_what_no_longer_waits_is_shown_and_acted_on(window: MainWindow, until: Until, world: DemoWorld):
    page = window.inbox
    waiting = len(page.rows.rows)
    confirmed = [one for one in world.desk.workspace.documents() if one.provider is GE and Action.CANCEL in one.actions]
    assert confirmed
    assert confirmed[0].ref not in {one.ref for one in page.rows.rows}
    (past,) = [one for one in more_menu(page, lambda: None).actions() if one.isCheckable()]
    assert not past.isChecked()
    past.trigger()
    until(lambda: len(page.rows.rows) == len(world.desk.workspace.documents()))
    assert str(waiting) in window.navigation.entry(Place.INBOX).accessibleName(), (
        "the number beside the name is that of what waits"
    )
    look_at(window, confirmed[0], until)
    assert "known in all" in labels(page)
    sheet_for(window, Action.CANCEL, [confirmed[0]], until).agree.click()
    until(lambda: settled(window, Action.CANCEL, 1))
    page.show_past()
    until(lambda: len(page.rows.rows) <= waiting)


def test_the_kind_and_status_that_are_shown_are_found(window: MainWindow):
    page = window.inbox
    document = next(one for one in page.rows.rows if one.provider is GE and one.status == "2/0")
    page.search.setText("asks to cancel")
    assert document in shown(window)
    page.search.setText("with transport")
    assert {one.provider for one in shown(window)} == {GE}
    page.search.clear()


# ------------------------------------------------------------------ asking by the clock


def test_a_schedule_speaks_once_and_rests(qtbot: QtBot, qapp):
    clock = schedule.Schedule(qapp)
    clock.minute_ms = 1
    assert not clock.waiting
    with qtbot.waitSignal(clock.due, timeout=10_000):
        clock.choose(5)
    clock.hold()
    assert not clock.waiting, "nobody is interrupted"
    clock.choose(15)
    assert not clock.waiting
    clock.minute_ms = schedule.MINUTE_MS
    clock.go_on()
    assert clock.waiting
    clock.choose(0)
    assert not clock.waiting
    clock.deleteLater()


def test_the_clock_asks_whom_it_may_and_settings_change_it(window: MainWindow, until: Until, control):
    page = window.inbox
    clock = page.refreshing.schedule
    assert clock.minutes == schedule.USUAL == 15
    assert clock.waiting
    world_accounts = window.session.desk.workspace.accounts()
    locked = {one.id for one in world_accounts if one.id in page.refreshing._for_a_person}
    assert {one.provider for one in world_accounts if one.id in locked} == {GE}, "one account waits for a code"
    heard: list[tuple[type, str]] = []
    stop = window.session.desk.subscribe(
        lambda event: heard.append((type(event), event.account_id))
        if isinstance(event, RefreshStarted | RefreshFinished) else None
    )  # fmt: skip
    clock.minute_ms = 5
    clock._begin()
    free = {one.id for one in world_accounts} - locked
    until(lambda: {one for kind, one in heard if kind is RefreshFinished} == free)
    clock.minute_ms = schedule.MINUTE_MS
    until(lambda: page.at_rest and clock.waiting)
    assert not {one for _, one in heard} & locked
    stop()
    window.go(Place.SETTINGS)
    card: Any = window.pages[Place.SETTINGS].refreshing
    until(lambda: card.every.currentData() == 15)
    card.every.setCurrentIndex(card.every.findData(0))
    card.every.activated.emit(card.every.currentIndex())
    until(lambda: clock.minutes == 0)
    assert not clock.waiting
    card.every.setCurrentIndex(card.every.findData(15))
    card.every.activated.emit(card.every.currentIndex())
    until(lambda: clock.minutes == 15)
    window.go(Place.INBOX)


def test_failures_by_the_clock_are_told_once_and_quietly(window: MainWindow, until: Until, control, world: DemoWorld):
    page, finished = window.inbox, []
    control(world, "faults", {"faults": [{"provider": "bitfaktura", "method": "*", "every": 1, "kind": "drop_before"}]})
    stop = window.session.desk.subscribe(
        lambda event: finished.append(event) if isinstance(event, RefreshFinished) and event.error_code else None
    )
    clock = page.refreshing.schedule
    clock.minute_ms = 5
    clock._begin()
    until(lambda: len(finished) > 8)
    clock.minute_ms = schedule.MINUTE_MS
    until(lambda: page.at_rest)
    stop()
    assert window.status._text.text().count("cannot be reached") == 1
    assert window.findChildren(ActSheet) == []
    control(world, "faults", {"faults": []})
    page.refresh()
    until(lambda: "cannot be reached" not in window.status._text.text())


def test_a_cut_list_says_so_openly(window: MainWindow, until: Until, control, world: DemoWorld):
    page = window.inbox
    assert page.cut.isHidden()
    control(world, "settings", {"provider": "rs_ge", "most_rows": 3})
    page.refresh()
    until(lambda: page.cut.isVisible() and page.at_rest)
    assert page.cut.text.text().startswith("RS.ge (")
    assert "but there is more" in labels(page.cut)
    control(world, "settings", {"provider": "rs_ge", "most_rows": 0})
    page.refresh()
    until(page.cut.isHidden)


# ------------------------------------------------------------------ details and files


def test_the_details_of_each_service_in_our_words(window: MainWindow, until: Until):
    page = window.inbox
    for provider, told in (
        (GE, ("Status", "Received, waits for your answer", "What else RS.ge tells", "Foreign buyer", "Original kind")),
        (UA, ("Issued", "What else BitFaktura tells", "Paid so far", "Date of sale")),
        (UZ, ("Needs your signature", "Требуется подпись (22)", "Счёт-фактура", "Invoice · ")),
    ):  # fmt: skip
        document = next(one for one in page.rows.rows if one.provider is provider
                        and one.status in ("1/0", "issued", "22") and one.kind_code != "6")  # fmt: skip
        look_at(window, document, until)
        text = labels(page.details)
        assert all(one in text for one in told if one not in ("Счёт-фактура", "Invoice · ")), text
        buttons = [one.text() for one in page.details.findChildren(QPushButton)]
        assert "Original text" in buttons


@pytest.fixture
def viewer() -> Iterator[list[str]]:
    """What the system was asked to open."""

    class Viewer(QObject):
        """Stands where the desktop's own programs would."""

        def __init__(self) -> None:
            super().__init__()
            self.seen: list[str] = []

        @Slot(QUrl)
        def show(self, url: QUrl) -> None:
            """Asked to open something."""
            self.seen.append(url.toString())

    made = Viewer()
    for scheme in ("file", "https"):
        QDesktopServices.setUrlHandler(scheme, made, "show")
    yield made.seen
    for scheme in ("file", "https"):
        QDesktopServices.unsetUrlHandler(scheme)


def files_of(window: MainWindow) -> FilesSection:
    found = window.inbox.details.findChild(FilesSection)
    assert isinstance(found, FilesSection)
    return found


def test_a_pdf_is_kept_per_document_and_opened_by_a_press(
    window: MainWindow, until: Until, viewer: list[str], tmp_path: Path
):
    page = window.inbox
    documents = [one for one in page.rows.rows if one.provider is UA]
    look_at(window, documents[0], until)
    assert files_of(window).buttons[DownloadKind.PDF].text() == "Download PDF"
    files_of(window).buttons[DownloadKind.PDF].click()
    until(lambda: window.findChildren(ArchiveSheet))
    (sheet,) = window.findChildren(ArchiveSheet)
    until(lambda: not sheet.running)
    assert sheet.target.read_bytes().startswith(b"%PDF-")
    assert sheet.target.is_relative_to(window.session.workspace / "documents")
    assert stat.S_IMODE(sheet.target.parent.stat().st_mode) & 0o077 == 0
    assert viewer == [], "nothing opens by itself"
    sheet.reject()
    until(lambda: files_of(window).buttons[DownloadKind.PDF].text() == "Open PDF")
    files_of(window).buttons[DownloadKind.PDF].click()
    assert viewer == [QUrl.fromLocalFile(str(sheet.target)).toString()]
    assert files_of(window).buttons[DownloadKind.XML].text() == "Download XML"
    look_at(window, documents[1], until)
    assert files_of(window).buttons[DownloadKind.PDF].text() == "Download PDF", "each document has its own"
    files_of(window).elsewhere_asked.emit(DownloadKind.XML)
    until(lambda: window.findChild(QFileDialog) is not None)
    dialog = window.findChild(QFileDialog)
    dialog.findChild(QLineEdit).setText(str(tmp_path / "rahunok.xml"))
    dialog.accept()
    until((tmp_path / "rahunok.xml").exists)
    until(lambda: all(not one.running for one in window.findChildren(ArchiveSheet)))
    for one in window.findChildren(ArchiveSheet):
        one.reject()
    assert (tmp_path / "rahunok.xml").read_bytes().lstrip().startswith(b"<")


def test_a_public_link_is_shown_copied_and_opened_by_a_press(window: MainWindow, until: Until, viewer: list[str]):
    page = window.inbox
    look_at(window, next(one for one in page.rows.rows if one.provider is UA), until)
    files_of(window).link_asked.emit()
    until(lambda: window.findChildren(LinkSheet))
    (sheet,) = window.findChildren(LinkSheet)
    until(sheet.copy.isEnabled)
    address = sheet.address.text().replace("\u200b", "")
    assert address.startswith("https://")
    assert viewer == []
    sheet.copy.click()
    assert QGuiApplication.clipboard().text() == address
    sheet.open_button.click()
    assert viewer == [address]
    sheet.reject()
    look_at(window, next(one for one in page.rows.rows if one.provider is GE), until)
    assert page.details.findChild(FilesSection) is None, "RS.ge gives no files"


@pytest.mark.parametrize(
    "text",
    ["http://example.invalid/a", "file:///etc/passwd", "javascript:alert(1)", "https:///nothing", "https://", "",
     "https://bank@evil.invalid/", "HTTPS//x", "https://a b.invalid/", " https://example.invalid/"],
)  # fmt: skip
def test_only_https_is_opened(text: str):
    assert safe_link(text) is None


def test_a_good_link_is_kept_as_it_is():
    link = safe_link("https://zrazok.example.invalid/invoice/1b27?x=1#2")
    assert link is not None
    assert link.toString() == "https://zrazok.example.invalid/invoice/1b27?x=1#2"


# ------------------------------------------------------------------ actions


def sheet_for(window: MainWindow, action: Action, documents: list[Document], until: Until) -> ActSheet:
    window.inbox.acting.ask(action, documents)
    until(lambda: [one for one in window.findChildren(ActSheet) if one.isVisible()])
    return next(one for one in window.findChildren(ActSheet) if one.isVisible())


def vars_of(document: Document) -> tuple[str, str]:
    return document.ref.account_id, document.ref.remote_id


def settled(window: MainWindow, action: Action, count: int) -> bool:
    done = [one for one in window.session.desk.workspace.effects() if one.action is action
            and one.state is EffectState.DONE]  # fmt: skip
    return len(done) == count


def test_many_are_confirmed_at_once_and_requests_to_cancel_are_told_apart(
    window: MainWindow, until: Until, qtbot: QtBot, world: DemoWorld
):
    page = window.inbox
    received = [one for one in page.rows.rows if one.provider is GE and one.status == "1/0"][:2]
    to_cancel = next(one for one in page.rows.rows if one.provider is GE and one.status == "2/0")
    page.rows.set_ticked([one.ref for one in (*received, to_cancel)])
    assert (page.bar.sign.text(), page.bar.reject.text()) == ("Confirm…", "Refuse…")
    page.acting.window = None
    qtbot.mouseClick(page.bar.sign, Qt.MouseButton.LeftButton)
    until(lambda: window.findChildren(ActSheet))
    (sheet,) = window.findChildren(ActSheet)
    text = labels(sheet)
    assert "Confirm 3 documents" in text
    assert "For 1 document the other side asks to cancel" in text
    assert "cannot be taken back" in text
    assert "For 8 seconds you can still undo it here." in text
    sheet.reject()
    page.acting.window = window_of_nothing()
    sheet_for(window, Action.CONFIRM, [*received, to_cancel], until).agree.click()
    until(lambda: settled(window, Action.CONFIRM, 3))
    until(lambda: not {one.ref for one in page.rows.rows} & {one.ref for one in received})
    page.rows.untick_all()


def window_of_nothing() -> Any:
    from datetime import timedelta

    return timedelta(milliseconds=1)


def test_a_reason_that_the_service_cannot_take_stays_in_the_record(window: MainWindow, until: Until):
    page = window.inbox
    page.acting.window = window_of_nothing()
    document = next(one for one in page.rows.rows if one.provider is GE and one.status == "1/0")
    sheet = sheet_for(window, Action.REFUSE, [document], until)
    assert "RS.ge has no place for it" in labels(sheet)
    sheet.reason.setPlainText("Narxi boshqa")
    sheet.agree.click()
    until(lambda: settled(window, Action.REFUSE, 1))
    ref, workspace = document.ref, window.session.desk.workspace
    journal = workspace.journal(account_id=ref.account_id, remote_id=ref.remote_id)
    assert "Reason given: Narxi boshqa" in [one.text for one in journal]


def test_a_payment_and_a_status_ask_for_what_bitfaktura_wants(window: MainWindow, until: Until, world: DemoWorld):
    page = window.inbox
    page.acting.window = window_of_nothing()
    documents = [one for one in page.rows.rows if one.provider is UA and {Action.PAY, Action.SEND} <= one.actions]
    page.rows.set_ticked([documents[0].ref])
    assert (page.bar.sign.text(), page.bar.reject.text()) == ("Send by e-mail…", "Cancel the document…")
    page.rows.untick_all()
    sheet = sheet_for(window, Action.PAY, [documents[0]], until)
    amount, day = (one.text for one in sheet._fields)
    paid = dict(window.session.desk.workspace.document(*vars_of(documents[0])).content.extras)["paid"]
    assert Decimal(amount.text()) == documents[0].total.amount - Decimal(paid), "what is left to be paid"
    day.setText("31.2.2026")
    assert not sheet.agree.isEnabled()
    assert "A day" in labels(sheet)
    day.setText("5.3.2026")
    assert sheet.details == {UA: {"amount": amount.text(), "paid_date": "2026-03-05"}}
    assert "cannot be asked whether it happened" in labels(sheet)
    sheet.agree.click()
    until(lambda: settled(window, Action.PAY, 1))
    sheet = sheet_for(window, Action.PAY, documents[1:3], until)
    assert "The same for each of the 2 documents" in labels(sheet)
    assert not sheet.agree.isEnabled(), "nothing is guessed for several"
    sheet.reject()
    sheet = sheet_for(window, Action.STATUS, documents[1:3], until)
    (field,) = sheet._fields
    assert not sheet.agree.isEnabled(), "none of them is likelier than the others"
    assert [field.box.itemText(at) for at in range(field.box.count())][:3] == ["Issued", "Sent", "Paid"]
    assert "cannot be taken back" not in labels(sheet)
    field.box.setCurrentIndex(field.box.findData("paid"))
    sheet.agree.click()
    until(lambda: settled(window, Action.STATUS, 2))
    until(lambda: not {one.ref for one in page.rows.rows} & {one.ref for one in documents[1:3]})


def test_one_account_in_trouble_does_not_keep_the_others_back(window: MainWindow, until: Until, world: DemoWorld):
    page = window.inbox
    page.acting.window = window_of_nothing()
    saved = next(one for one in page.rows.rows if one.provider is GE and one.status == "0/0")
    invoice = next(one for one in page.rows.rows if one.provider is UA and Action.DELETE in one.actions)
    sheet = sheet_for(window, Action.DELETE, [invoice, saved], until)
    assert "RS.ge" in [sheet.findChild(type(page.table)).rows.data(sheet.findChild(type(page.table)).rows.index(at, 1))
                       for at in range(2)]  # fmt: skip
    window.session.desk.delete([saved.ref])  # somebody else was quicker: it has an open row now
    sheet.agree.click()
    until(lambda: settled(window, Action.DELETE, 2))
    until(lambda: not {invoice.ref, saved.ref} & {one.ref for one in page.rows.rows})
