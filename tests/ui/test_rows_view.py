"""The table under mouse and keyboard, and how it draws what it is given."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from muhr.ui.rows.columns import Column, Look
from muhr.ui.rows.model import RowsModel
from muhr.ui.rows.view import RowsView
from muhr.ui.theme import ROW_HEIGHT, Tone


@dataclass(frozen=True)
class Row:
    """A row."""

    id: int
    name: str


COLUMNS = (
    Column(title="", spoken="Selected", text=lambda _: "", look=Look.TICK),
    Column(title="", spoken="To notice", text=lambda _: "note", look=Look.ICON, icon=lambda _: "warn",
           tone=lambda _: Tone.WARN),
    Column(title="Name", text=lambda row: row.name, width=10, stretch=1),
    Column(title="State", text=lambda _: "Being sent", look=Look.BADGE, icon=lambda _: "play", width=16, drop=1),
    Column(title="Number", text=lambda row: str(row.id), sort=lambda row: row.id, look=Look.FIGURES, width=12, drop=2),
)  # fmt: skip


@pytest.fixture
def table(qtbot: QtBot) -> RowsView:
    view = RowsView("Rows")
    rows: RowsModel[Row] = RowsModel(
        COLUMNS, identity=lambda row: row.id, haystack=lambda row: (row.name, ""), parent=view
    )
    rows.set_rows([Row(at, f"row {at}") for at in range(100)])
    view.show_rows(rows)
    view.resize(700, 400)
    qtbot.addWidget(view)
    view.show()
    return view


def ticked(table: RowsView) -> list[int]:
    assert table.rows is not None
    return [row.id for row in table.rows.ticked]


def press(qtbot: QtBot, table: RowsView, place: int, column: int, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, table.cell_rect(place, column).center())


def test_a_click_on_the_box_ticks_once_and_elsewhere_does_not(qtbot: QtBot, table: RowsView):
    press(qtbot, table, 3, 0)
    assert ticked(table) == [3]
    assert table.current_place == 3
    press(qtbot, table, 5, 2)
    assert ticked(table) == [3]
    press(qtbot, table, 3, 0)
    assert ticked(table) == []


def test_shift_ticks_everything_between(qtbot: QtBot, table: RowsView):
    press(qtbot, table, 2, 0)
    press(qtbot, table, 6, 0, Qt.KeyboardModifier.ShiftModifier)
    assert ticked(table) == [2, 3, 4, 5, 6]


def test_the_keyboard_does_everything(qtbot: QtBot, table: RowsView):
    table.setFocus()
    table.go_to(0)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert ticked(table) == [1]
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].id == 1
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(ticked(table)) == 100
    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert table.current_place == 99


def test_a_letter_does_not_walk_through_all_rows(qtbot: QtBot, table: RowsView):
    table.go_to(0)
    qtbot.keyClick(table, Qt.Key.Key_R)
    assert table.current_place == 0


def test_the_head_sorts_both_ways_and_ticks_all(qtbot: QtBot, table: RowsView):
    head = table.horizontalHeader()
    assert table.rows is not None

    def click(column: int) -> None:
        at = QPoint(head.sectionViewportPosition(column) + 10, ROW_HEIGHT // 2)
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)

    click(4)
    assert table.rows.row(0).id == 0
    click(4)
    assert table.rows.row(0).id == 99
    click(0)
    assert len(ticked(table)) == 100
    click(0)
    assert ticked(table) == []


def test_the_current_row_stays_current_through_sorting_and_search(qtbot: QtBot, table: RowsView):
    assert table.rows is not None
    table.go_to(10)
    chosen: list[object] = []
    table.chosen.connect(chosen.append)
    table.rows.sort(4, Qt.SortOrder.DescendingOrder)
    assert table.current.id == 10
    table.rows.search("row 1")
    assert table.current.id == 10
    table.rows.search("row 2")
    assert table.current is None
    assert chosen[-1] is None


def test_columns_leave_in_their_order_when_there_is_no_room(table: RowsView):
    assert not any(table.isColumnHidden(at) for at in range(5))
    table.resize(340, 400)
    QApplication.processEvents()
    assert [table.isColumnHidden(at) for at in range(5)] == [False, False, False, False, True]
    table.resize(200, 400)
    QApplication.processEvents()
    assert [table.isColumnHidden(at) for at in range(5)] == [False, False, False, True, True]
    table.resize(900, 400)
    QApplication.processEvents()
    assert not any(table.isColumnHidden(at) for at in range(5))
    assert sum(table.columnWidth(at) for at in range(5)) == table.viewport().width()


def test_a_column_that_would_say_the_same_everywhere_is_left_out(table: RowsView):
    table.leave_out({2})
    assert table.isColumnHidden(2)
    table.leave_out(set())
    assert not table.isColumnHidden(2)


def test_every_look_is_drawn_and_the_tick_changes_the_picture(table: RowsView):
    assert table.rows is not None
    before = table.viewport().grab().toImage()
    table.rows.toggle(0)
    after = table.viewport().grab().toImage()
    assert before != after
    table.rows.search("nothing like this")
    table.placeholder = "Nothing here"
    empty = table.viewport().grab().toImage()
    assert empty != after


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # the offscreen platform, for any tool tip
def test_a_cut_text_is_told_in_a_tip_as_plain_text(qtbot: QtBot, table: RowsView):
    assert table.rows is not None
    table.rows.set_rows([Row(1, "<img src='http://127.0.0.1:1/x'> " + "long " * 60)])
    where = table.cell_rect(0, 2).center()
    QApplication.sendEvent(
        table.viewport(), QHelpEvent(QEvent.Type.ToolTip, where, table.viewport().mapToGlobal(where))
    )
    assert QToolTip.text().startswith("<qt>&lt;img")
    QToolTip.hideText()
    QApplication.processEvents()


def test_the_rows_are_drawn_with_no_question_to_the_delegate(table: RowsView, qtbot: QtBot):
    """Drawing in one piece is what keeps scrolling smooth while a thread computes."""
    asked = []

    class Curious(RowsModel[Row]):
        def data(self, index, role=Qt.ItemDataRole.DisplayRole):
            asked.append(role)
            return super().data(index, role)

    rows = Curious(COLUMNS, identity=lambda row: row.id, haystack=lambda row: (row.name, ""), parent=table)
    rows.set_rows([Row(at, "x") for at in range(50)])
    table.show_rows(rows)
    asked.clear()
    table.viewport().grab()
    assert asked == []
