"""The table model against the plainest possible one: what is shown, in which order, and what is ticked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from muhr.ui.rows.columns import Column, Look
from muhr.ui.rows.model import RowsModel


@dataclass(frozen=True)
class Row:
    """A row of two columns."""

    id: int
    name: str
    amount: int


COLUMNS = (
    Column(title="", spoken="Selected", text=lambda _: "", look=Look.TICK),
    Column(title="Name", text=lambda row: row.name),
    Column(title="Amount", text=lambda row: str(row.amount), sort=lambda row: row.amount, look=Look.FIGURES,
           tip=lambda row: f"<b>{row.name}</b>"),
)  # fmt: skip


def model_of(rows: list[Row]) -> RowsModel[Row]:
    made: RowsModel[Row] = RowsModel(
        COLUMNS,
        identity=lambda row: row.id,
        haystack=lambda row: (row.name, str(row.amount)),
        facets=(lambda row: row.amount,),
    )
    made.set_rows(rows)
    return made


def shown(model: RowsModel[Row]) -> list[Row]:
    return [model.row(at) for at in range(model.rowCount())]


ROWS = st.lists(
    st.builds(Row, id=st.integers(0, 30), name=st.text("abв ", max_size=3), amount=st.integers(0, 4)),
    max_size=20,
    unique_by=lambda row: row.id,
)


class TableMachine(RuleBasedStateMachine):
    """Does what a person does, in any order, and keeps a list and a set of its own."""

    @initialize(rows=ROWS)
    def begin(self, rows: list[Row]) -> None:
        self.model = model_of([])
        self.tester = QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        self.rows: list[Row] = []
        self.order: list[Row] = []
        self.ticked: set[int] = set()
        self.query = ""
        self.least = 0
        self.load(rows)

    @rule(rows=ROWS)
    def load(self, rows: list[Row]) -> None:
        self.model.set_rows(rows)
        self.rows = self.order = list(rows)
        for one in self.model.sorting:
            self.order = sorted(self.order, key=self.key(one.column), reverse=one.descending)
        self.ticked &= {row.id for row in rows}

    @staticmethod
    def key(column: int) -> Callable[[Row], object]:
        return (lambda row: row.amount) if column == 2 else (lambda row: row.name.casefold())

    @rule(query=st.text("abв 1", max_size=3))
    def search(self, query: str) -> None:
        self.query = query
        self.model.search(query)

    @rule(least=st.integers(0, 4))
    def narrow(self, least: int) -> None:
        self.least = least
        self.model.narrow({0: lambda amount: amount >= least} if least else {})

    @rule(column=st.integers(1, 2), down=st.booleans())
    def sort(self, column: int, down: bool) -> None:
        self.model.sort(column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)
        self.order = sorted(self.order, key=self.key(column), reverse=down)

    @rule(data=st.data())
    def toggle(self, data: st.DataObject) -> None:
        visible = self.visible()
        if visible:
            place = data.draw(st.integers(0, len(visible) - 1))
            self.model.toggle(place)
            self.ticked ^= {visible[place].id}

    @rule(data=st.data(), on=st.booleans())
    def tick_range(self, data: st.DataObject, on: bool) -> None:
        visible = self.visible()
        if visible:
            first, last = (data.draw(st.integers(0, len(visible) - 1)) for _ in range(2))
            self.model.tick_range(first, last, on=on)
            between = {row.id for row in visible[min(first, last) : max(first, last) + 1]}
            self.ticked = self.ticked | between if on else self.ticked - between

    @rule()
    def tick_shown(self) -> None:
        self.model.tick_shown()
        self.ticked |= {row.id for row in self.visible()}

    @rule()
    def untick_all(self) -> None:
        self.model.untick_all()
        self.ticked = set()

    def visible(self) -> list[Row]:
        def found(row: Row) -> bool:
            text = f"{row.name}\n{row.amount}".casefold()
            return row.amount >= self.least and all(word in text for word in self.query.casefold().split())

        return [row for row in self.order if found(row)]

    @invariant()
    def agrees(self) -> None:
        visible = self.visible()
        assert shown(self.model) == visible
        assert [row.id for row in self.model.ticked] == [row.id for row in self.order if row.id in self.ticked]
        assert self.model.ticked_count == len(self.ticked)
        assert self.model.ticked_hidden == len(self.ticked - {row.id for row in visible})
        inside = sum(row.id in self.ticked for row in visible)
        whole = Qt.CheckState.Checked if inside == len(visible) else Qt.CheckState.PartiallyChecked
        assert self.model.tick_state() == (whole if inside else Qt.CheckState.Unchecked)


TestTable = TableMachine.TestCase
TestTable.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)


def test_cells_speak(qtbot: QtBot):
    model = model_of([Row(1, "a\u202eb", 5)])
    assert model.data(model.index(0, 1)) == "a[U+202E]b"
    assert model.data(model.index(0, 1), Qt.ItemDataRole.AccessibleTextRole) == "a[U+202E]b"
    assert model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "not selected"
    assert model.data(model.index(0, 2), Qt.ItemDataRole.ToolTipRole) == "<qt>&lt;b&gt;a[U+202E]b&lt;/b&gt;</qt>"
    assert model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole) == "Selected"
    assert model.data(QModelIndex()) is None


def test_a_screen_reader_can_tick(qtbot: QtBot):
    model = model_of([Row(1, "a", 5), Row(2, "b", 6)])
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsUserCheckable
    with qtbot.waitSignal(model.ticks_changed):
        assert model.setData(model.index(1, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert [row.id for row in model.ticked] == [2]
    assert model.setData(model.index(1, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert [row.id for row in model.ticked] == [2]
    assert not model.setData(model.index(1, 1), "x")


def test_rows_that_were_prepared_before_the_person_sorted_are_shown_sorted(qtbot: QtBot):
    model = model_of([])
    prepared = model.prepare([Row(1, "b", 1), Row(2, "a", 2)])
    model.sort(1)
    model.take(prepared)
    assert [row.name for row in shown(model)] == ["a", "b"]


def test_a_row_that_is_gone_is_no_longer_ticked(qtbot: QtBot):
    model = model_of([Row(1, "a", 1), Row(2, "b", 2)])
    model.tick_shown()
    model.set_rows([Row(2, "b", 3), Row(3, "c", 3)])
    assert [row.id for row in model.ticked] == [2]
    model.set_ticked([3, 77])
    assert [row.id for row in model.ticked] == [3]
