"""Whatever a provider, a certificate or a file name says, it stays text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTextBrowser, QTextEdit, QWidget

from muhr.bootstrap import DemoWorld
from muhr.domain.documents import Action, Content, Line
from muhr.domain.money import Money
from muhr.domain.records import JournalLine
from muhr.domain.signatures import Identity, KeyEntry, KeyKind
from muhr.ui.inbox.act_sheet import ActSheet
from muhr.ui.inbox.companies import CompanyBar, CompanyCount
from muhr.ui.inbox.details import DetailsPane, Known
from muhr.ui.inbox.sheets import LinesSheet, RawSheet
from muhr.ui.keys.choosing import choices
from muhr.ui.parts.frames import Empty, Facts, Notice
from muhr.ui.signing.chooser import KeyChooser
from muhr.ui.theme import Tone
from muhr.ui.window import MainWindow

Until = Callable[[Callable[[], object]], None]

HOSTILE = (
    "<img src='http://127.0.0.1:9/x'><a href='file:///etc'>Savdo</a> &amp; \u202egnirts\u0000\ud800 &Sign {name} %n %1"
)
SHOWN = "<img src='http://127.0.0.1:9/x'>"


def every(root: QWidget) -> Iterator[QWidget]:
    yield root
    yield from root.findChildren(QWidget)


def assert_plain(root: QWidget) -> None:
    """No widget reads markup, no tool tip can be mistaken, nothing hidden is left."""
    for widget in every(root):
        if isinstance(widget, QLabel):
            assert widget.textFormat() is Qt.TextFormat.PlainText, widget.text()
            assert not widget.openExternalLinks()
            assert "\u202e" not in widget.text()
            assert "\x00" not in widget.text()
        assert not isinstance(widget, QTextEdit | QTextBrowser), "a rich text widget"
        tip = widget.toolTip()
        assert "<img" not in tip
        assert "<a " not in tip


@pytest.fixture
def window(still_world: DemoWorld, windows) -> MainWindow:
    opened = windows.open(still_world.desk, still_world.folder, still_world)
    windows.wait_for_inbox(opened)
    yield opened
    windows.leave(opened)


@pytest.fixture
def document(window: MainWindow):
    one = window.inbox.rows.rows[0]
    evil = replace(one.counterparty, name=HOSTILE, tax_id=HOSTILE, bank_account=HOSTILE)
    return replace(
        one, kind=HOSTILE, number=HOSTILE, counterparty=evil, company=replace(one.company, name=HOSTILE), title=HOSTILE,
        kind_code="?", status="?", status_text=HOSTILE, total=Money(HOSTILE, one.total.amount),
        content=Content(lines=(Line(description=HOSTILE, unit=HOSTILE, vat_rate=HOSTILE),) * 5, raw=HOSTILE,
                        seller=evil, contract_number=HOSTILE, total_in_words=HOSTILE, extras=((HOSTILE, HOSTILE),)),
    )  # fmt: skip


def test_the_details_and_sheets_show_markup_as_signs(window: MainWindow, document):
    pane = DetailsPane()
    journal = (JournalLine(at=document.created or document.seen, kind=HOSTILE, text=HOSTILE),)
    pane.show_known(Known(document=document, findings=(), journal=journal))
    pane.setParent(window)
    assert_plain(pane)
    assert any(SHOWN in label.text() and "[U+202E]" in label.text() for label in pane.findChildren(QLabel))
    for sheet in (
        ActSheet(window, Action.REJECT, [document]),
        LinesSheet(window, document),
        RawSheet(window, HOSTILE, HOSTILE),
    ):
        assert_plain(sheet)
        sheet.reject()
    pane.deleteLater()


def test_the_tables_draw_and_speak_it_as_text(window: MainWindow, document):
    rows = window.inbox.rows
    before = list(rows.rows)
    rows.set_rows([document])
    window.inbox.table.viewport().grab()
    for column in range(rows.columnCount()):
        text = rows.data(rows.index(0, column)) or ""
        assert "\u202e" not in text
        tip = rows.data(rows.index(0, column), Qt.ItemDataRole.ToolTipRole) or ""
        assert "<img" not in tip
    rows.tick_shown()
    window.inbox.bar.toggle_shares()
    window.inbox.bar.grab()
    assert_plain(window.inbox.bar)
    window.inbox.search.setText("127.0.0.1:9")
    assert rows.rowCount() == 1
    window.inbox.search.clear()
    rows.set_rows(before)


def test_a_company_of_that_name_gets_a_harmless_button(window: MainWindow, document):
    bar = CompanyBar()
    bar.setParent(window)
    bar.show_companies([CompanyCount(document.company, 1), CompanyCount(window.inbox.rows.rows[0].company, 2)])
    assert_plain(bar)
    for chip in bar.findChildren(QPushButton):
        assert chip.shortcut().isEmpty()  # the ampersand in the name is a sign, not a mnemonic
    bar.deleteLater()


def test_a_key_of_that_owner_can_be_chosen_and_is_shown_as_text(window: MainWindow):
    identity = Identity(common_name=HOSTILE, organization=HOSTILE, tax_id="200000011")
    key = KeyEntry(id="/k", kind=KeyKind.FILE, place=HOSTILE, name=HOSTILE, identity=identity, usable=True)
    chooser = KeyChooser()
    chooser.setParent(window)
    chooser.show_choices(choices([key], [window.inbox.rows.rows[0].company]))
    box = chooser.findChild(QComboBox)
    assert SHOWN in box.itemText(0)
    assert "\u202e" not in box.itemText(0)
    assert_plain(chooser)
    chooser.grab()
    chooser.deleteLater()


def test_the_small_parts_keep_text_text(window: MainWindow):
    for part in (Notice(Tone.WARN, HOSTILE, HOSTILE), Facts([(HOSTILE, HOSTILE)]), Empty("note", HOSTILE, HOSTILE)):
        part.setParent(window)
        assert_plain(part)
        part.grab()
        part.deleteLater()


def test_no_label_of_the_window_reads_markup(window: MainWindow, windows):
    from muhr.ui.places import Place

    for place in Place:
        window.go(place)
        windows.rest(window)
    assert_plain(window)


def test_the_source_makes_no_label_that_could():
    """Every label is one of ours: a plain QLabel guesses whether its text is markup."""
    package = Path(__file__).parents[2] / "src" / "muhr" / "ui"
    for path in package.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for forbidden in ("QLabel(", "QMessageBox", "QTextEdit(", "QTextBrowser", "setHtml", "RichText", "AutoText",
                          "QSortFilterProxyModel("):  # fmt: skip
            if forbidden == "QLabel(" and path.name == "labels.py":
                continue
            assert forbidden not in text.replace("class Label(QLabel)", ""), f"{path.name} uses {forbidden}"
