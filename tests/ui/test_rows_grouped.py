"""The grouped table model against the plainest possible one; its headings under mouse, keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from muhr.ui.rows.columns import Column, Look
from muhr.ui.rows.grouped import GroupedRowsModel, Grouping, Heading
from muhr.ui.rows.view import RowsView


@dataclass(frozen=True)
class Row:
    """A row of one of four groups."""

    id: int
    group: str
    name: str
    amount: int


COLUMNS = (
    Column(title="", spoken="Selected", text=lambda _: "", look=Look.TICK),
    Column(title="Name", text=lambda row: row.name, width=10, stretch=1),
    Column(title="Amount", text=lambda row: str(row.amount), sort=lambda row: row.amount, look=Look.FIGURES),
)


def total(rows: Sequence[Row]) -> str:
    return str(sum(row.amount for row in rows))


GROUPING: Grouping[Row] = Grouping(
    key=lambda row: row.group.lower(),
    name=lambda row: row.group.upper(),
    detail=lambda row, count, chosen: f"{count} rows, {chosen} ticked",
    total=total,
    spoken=lambda row, count: f"Group {row.group.upper()}, {count} rows",
)


def model_of(rows: list[Row]) -> GroupedRowsModel[Row]:
    made: GroupedRowsModel[Row] = GroupedRowsModel(
        COLUMNS, identity=lambda row: row.id, haystack=lambda row: (row.name, str(row.amount)), grouping=GROUPING
    )
    made.set_rows(rows)
    return made


ROWS = st.lists(
    st.builds(Row, id=st.integers(0, 30), group=st.sampled_from(["b", "B", "a", "c"]),
              name=st.text("xyв ", max_size=3), amount=st.integers(0, 4)),
    max_size=20,
    unique_by=lambda row: row.id,
)  # fmt: skip


class GroupedMachine(RuleBasedStateMachine):
    """Does what a person does, in any order, and keeps lists and sets of its own."""

    @initialize(rows=ROWS)
    def begin(self, rows: list[Row]) -> None:
        self.model = model_of([])
        self.tester = QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        self.order: list[Row] = []
        self.ticked: set[int] = set()
        self.folded: set[str] = set()
        self.before: set[str] = set()
        self.query = ""
        self.on = False
        self.load(rows)

    @rule(rows=ROWS)
    def load(self, rows: list[Row]) -> None:
        self.model.set_rows(rows)
        self.order = list(rows)
        for one in self.model.sorting:
            self.order = sorted(self.order, key=self.key(one.column), reverse=one.descending)
        self.ticked &= {row.id for row in rows}

    @staticmethod
    def key(column: int) -> Callable[[Row], object]:
        return (lambda row: row.amount) if column == 2 else (lambda row: row.name.casefold())

    @rule(on=st.booleans())
    def group(self, on: bool) -> None:
        self.on = on
        self.model.group(on=on)

    @rule(query=st.sampled_from(["", "", "x", "y", "в", "1"]))
    def search(self, query: str) -> None:
        if query and not self.query:
            self.folded, self.before = set(), self.folded
        elif self.query and not query:
            self.folded = self.before
        self.query = query
        self.model.search(query)

    @rule(column=st.integers(1, 2), down=st.booleans())
    def sort(self, column: int, down: bool) -> None:
        self.model.sort(column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)
        self.order = sorted(self.order, key=self.key(column), reverse=down)

    @rule(data=st.data())
    def fold(self, data: st.DataObject) -> None:
        headings = [place for place in range(self.model.rowCount()) if self.model.is_heading(place)]
        if headings:
            place = data.draw(st.sampled_from(headings))
            self.folded ^= {str(self.model.heading(place).key)}
            self.model.fold(place)

    @rule(data=st.data())
    def toggle(self, data: st.DataObject) -> None:
        lines = self.lines()
        if lines:
            place = data.draw(st.integers(0, len(lines) - 1))
            ids = self.behind(lines[place])
            self.ticked = self.ticked - ids if ids <= self.ticked else self.ticked | ids
            self.model.toggle(place)

    @rule(data=st.data(), on=st.booleans())
    def tick_range(self, data: st.DataObject, on: bool) -> None:
        lines = self.lines()
        if lines:
            first, last = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
            self.model.tick_range(first, last, on=on)
            for line in lines[min(first, last) : max(first, last) + 1]:
                if isinstance(line, Row) or line in self.folded:
                    ids = self.behind(line)
                    self.ticked = self.ticked | ids if on else self.ticked - ids

    @rule()
    def tick_shown(self) -> None:
        self.model.tick_shown()
        self.ticked |= {row.id for row in self.found()}

    def found(self) -> list[Row]:
        rows = [row for row in self.order if self.query in f"{row.name}\n{row.amount}".casefold()]
        return sorted(rows, key=lambda row: row.group.lower()) if self.on else rows

    def lines(self) -> list[Row | str]:
        """What stands in the table: rows, and the keys of headings."""
        lines: list[Row | str] = []
        for row in self.found():
            key = row.group.lower()
            if self.on and key not in lines:
                lines.append(key)
            if not self.on or key not in self.folded:
                lines.append(row)
        return lines

    def behind(self, line: Row | str) -> set[int]:
        return {row.id for row in self.found() if row == line or row.group.lower() == line}

    @invariant()
    def agrees(self) -> None:
        lines = self.lines()
        shown = [self.model.row(at) for at in range(self.model.rowCount())]
        assert [one.key if isinstance(one, Heading) else one for one in shown] == lines
        for place, one in enumerate(shown):
            inside = self.behind(lines[place])
            state = self.model.tick_of(place)
            assert (state == Qt.CheckState.Checked) == (inside <= self.ticked)
            assert (state == Qt.CheckState.Unchecked) == (not inside & self.ticked)
            assert self.model.place_of(self.model.identity(one)) == place
            if isinstance(one, Heading):
                rows = [row for row in self.found() if row.id in inside]
                assert (one.detail, one.total, one.chosen) == (
                    f"{len(rows)} rows, {len(inside & self.ticked)} ticked", total(rows), len(inside & self.ticked)
                )  # fmt: skip
        order = sorted(self.order, key=lambda row: row.group.lower()) if self.on else self.order
        assert [row.id for row in self.model.ticked] == [row.id for row in order if row.id in self.ticked]
        assert self.model.found_count == len(self.found())
        assert self.model.ticked_hidden == len(self.ticked - {row.id for row in self.found()})
        if lines and self.on:
            assert isinstance(shown[self.model.first_place], Row) or not any(isinstance(one, Row) for one in lines)


TestGrouped = GroupedMachine.TestCase
TestGrouped.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)


@pytest.fixture
def table(qtbot: QtBot) -> RowsView:
    view = RowsView("Rows")
    rows = model_of([Row(at, "ab"[at % 2], f"row {at}", at) for at in range(40)])
    rows.setParent(view)
    rows.group(on=True)
    view.show_rows(rows)
    view.resize(700, 400)
    qtbot.addWidget(view)
    view.show()
    return view


def grouped(table: RowsView) -> GroupedRowsModel[Row]:
    assert isinstance(table.rows, GroupedRowsModel)
    return table.rows


def test_space_enter_and_arrows_fold_and_control_space_ticks(table: RowsView, qtbot: QtBot):
    rows = grouped(table)
    table.setFocus()
    table.go_to(21)
    assert rows.heading(21).name == "B"
    for key, count in ((Qt.Key.Key_Space, 22), (Qt.Key.Key_Return, 42), (Qt.Key.Key_Left, 22), (Qt.Key.Key_Left, 22),
                       (Qt.Key.Key_Right, 42), (Qt.Key.Key_Right, 42)):  # fmt: skip
        qtbot.keyClick(table, key)
        assert rows.rowCount() == count
        assert table.current_place == 21, "the heading stays the current line"
    qtbot.keyClick(table, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert {row.group for row in rows.ticked} == {"b"}
    assert len(rows.ticked) == 20
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert len(rows.ticked) == 19
    assert rows.tick_of(21) == Qt.CheckState.PartiallyChecked
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert rows.tick_state() == Qt.CheckState.Checked


def test_a_click_folds_the_box_ticks_and_a_double_click_opens_nothing(table: RowsView, qtbot: QtBot):
    rows = grouped(table)
    told: list[object] = []
    table.opened.connect(told.append)
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(table.viewport(), left, pos=table.cell_rect(0, 1).center())
    assert rows.rowCount() == 22
    assert rows.heading(0).folded
    qtbot.mouseClick(table.viewport(), left, pos=table.cell_rect(0, 0).center())
    assert {row.group for row in rows.ticked} == {"a"}
    assert rows.heading(0).chosen == 20
    assert rows.ticked_hidden == 0, "a folded heading speaks for its rows"
    qtbot.mouseClick(table.viewport(), left, pos=table.cell_rect(0, 0).center())
    assert rows.ticked == []
    qtbot.mouseDClick(table.viewport(), left, pos=table.cell_rect(0, 1).center())
    assert rows.rowCount() == 42
    assert told == []
    qtbot.mouseClick(table.viewport(), left, pos=table.cell_rect(1, 1).center())
    qtbot.mouseDClick(table.viewport(), left, pos=table.cell_rect(1, 1).center())
    assert told == [rows.row(1)]


def test_a_heading_speaks(table: RowsView):
    rows = grouped(table)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert rows.data(rows.index(0, 1), role) == "Group A, 20 rows, 380, open"
    assert rows.data(rows.index(0, 0), role) == "not selected"
    rows.toggle(1)
    rows.fold(0)
    assert rows.data(rows.index(0, 0), role) == "partly selected"
    assert rows.data(rows.index(0, 1), role) == "Group A, 20 rows, 380, 1 selected, folded"
    assert rows.data(rows.index(0, 1)) == "A"
    assert rows.data(rows.index(0, 2)) is None
    assert "Ctrl+Space" in rows.data(rows.index(0, 1), Qt.ItemDataRole.ToolTipRole)
    assert rows.setData(rows.index(0, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert rows.heading(0).chosen == 20


def test_a_heading_is_drawn_and_what_is_folded_is_not(table: RowsView):
    rows = grouped(table)
    before = table.viewport().grab().toImage()
    rows.fold(0)
    after = table.viewport().grab().toImage()
    assert before != after
    assert before.pixel(300, 5) == after.pixel(300, 5) != before.pixel(300, 45), "the heading has a ground of its own"
