"""Sorting, searching and narrowing many rows, against the plainest possible program that does the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from muhr.ui.rows.store import REMEMBERED, RowStore, Sorting, then_by, words_of


@dataclass(frozen=True)
class Row:
    """A row of three columns, and two more texts that it shares with others."""

    name: str
    amount: int
    company: str
    day: str = ""
    kind: str = ""
    place: str = ""


LETTERS = "abАбвГ 12şქ"
ROWS = st.lists(
    st.builds(
        Row,
        name=st.text(LETTERS + "\n", max_size=6),
        amount=st.integers(-3, 3),
        company=st.sampled_from(["A", "Б", "c"]),
        day=st.sampled_from(["12", "ab", "Гв"]),
        kind=st.sampled_from(["ab", "-1", ""]),
        place=st.sampled_from(["ş1", "Б", "2"]),
    ),
    max_size=40,
)
SORTINGS = st.lists(st.builds(Sorting, st.integers(0, 2), st.booleans()), max_size=5)
FACETS = (lambda row: row.amount, lambda row: (row.company, row.kind))
KEYS = (lambda row: row.name.casefold(), lambda row: row.amount, lambda row: row.company.casefold())


def texts(row: Row, kinds: int) -> tuple[str, ...]:
    return (f"{row.name} {row.amount}", row.company, row.day, row.kind, row.place)[: kinds + 1]


def store_of(rows: list[Row], kinds: int = 1) -> RowStore[Row]:
    return RowStore(rows, keys=KEYS, haystack=lambda row: texts(row, kinds), facets=FACETS)


def naive(rows: list[Row], wishes: list[Sorting], query: str = "", kinds: int = 1) -> list[Row]:
    shown = list(rows)
    for one in wishes:
        shown = sorted(shown, key=KEYS[one.column], reverse=one.descending)
    text = {id(row): "\n".join(texts(row, kinds)).casefold() for row in rows}
    return [row for row in shown if all(word in text[id(row)] for word in query.casefold().split())]


def history_of(wishes: list[Sorting]) -> tuple[Sorting, ...]:
    history: tuple[Sorting, ...] = ()
    for one in wishes:
        history = then_by(history, one)
    return history


@given(ROWS, SORTINGS)
def test_sorting_one_after_the_other_is_stable(rows: list[Row], wishes: list[Sorting]):
    store = store_of(rows)
    for one in wishes:
        store.sort_also(one)
    assert [store.rows[at] for at in store.order] == naive(rows, wishes)


@given(ROWS, SORTINGS)
def test_sorting_anew_by_the_remembered_wishes(rows: list[Row], wishes: list[Sorting]):
    store, history = store_of(rows), history_of(wishes)
    store.sort(history)
    assert [store.rows[at] for at in store.order] == naive(rows, list(history))
    assert store.sorting == history


@given(ROWS, SORTINGS, st.text(LETTERS + "-", max_size=5), st.integers(-3, 3), st.integers(0, 4))
def test_search_and_narrowing_find_what_a_plain_search_finds(rows, wishes, query: str, least: int, kinds: int):
    store, history = store_of(rows, kinds), history_of(wishes)
    store.sort(history)
    expected = naive(rows, list(history), query, kinds)
    assert [store.rows[at] for at in store.matching(query)] == expected
    narrow = {0: lambda amount: amount >= least, 1: lambda pair: pair[0] != "c"}
    narrowed = [store.rows[at] for at in store.matching(query, narrow)]
    assert narrowed == [row for row in expected if row.amount >= least and row.company != "c"]
    assert store.counts(0) == Counter(row.amount for row in rows)


def test_an_older_wish_for_the_same_column_is_forgotten():
    history = then_by((Sorting(0), Sorting(1)), Sorting(0, descending=True))
    assert history == (Sorting(1), Sorting(0, descending=True))
    assert len(history_of([Sorting(at) for at in range(10)])) == REMEMBERED


def test_searching_disturbs_no_order():
    store = store_of([Row("b", 1, "A"), Row("a", 2, "A")])
    found = store.matching("")
    found.reverse()
    assert list(store.order) == [0, 1]


def test_words_are_found_whatever_their_case():
    assert words_of("  Намуна SAVDO ") == ("намуна", "savdo")
