"""Where a document disagrees with itself: each comparison at its tolerance, and what is left unjudged."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from muhr.domain.documents import Content, Line
from muhr.domain.money import Money
from muhr.services.arithmetic import find_mismatch, line_total


def line(**changes: object) -> Line:
    base = Line(description="x", subtotal=Decimal(100), vat_rate="12%", vat=Decimal(12), total=Decimal(112))
    return replace(base, **changes)


def content(*lines: Line, **changes: object) -> Content:
    return replace(Content(lines=lines, total=sum((row.total or Decimal(0) for row in lines), Decimal(0))), **changes)


def mismatch(make_document, inside: Content | None, total: str | None = "224"):
    money = None if total is None else Money("UZS", Decimal(total))
    return find_mismatch(make_document(content=inside, total=money))


def test_agreeing_numbers(make_document) -> None:
    assert mismatch(make_document, content(line(), line())) is None


def test_nothing_is_said_without_content_or_numbers(make_document) -> None:
    assert mismatch(make_document, None) is None
    assert mismatch(make_document, Content(), None) is None
    assert mismatch(make_document, Content(lines=(Line(description="x"),))) is None


@pytest.mark.parametrize(("stated", "agrees"), [("224.00", True), ("224.02", True), ("224.03", False)])
def test_each_row_allows_one_rounding(make_document, stated: str, agrees: bool) -> None:
    inside = content(line(), line(), total=Decimal(stated))
    assert (mismatch(make_document, inside, stated) is None) is agrees


def test_the_list_and_the_document_must_name_one_total(make_document) -> None:
    found = mismatch(make_document, content(line(), line()), "225")
    assert found is not None
    assert found.facts["where"] == "in the list"
    assert "1.00" in found.facts["difference"]


def test_the_list_total_is_compared_when_the_document_names_none(make_document) -> None:
    found = mismatch(make_document, content(line(), line(), total=None), "225")
    assert found is not None
    assert found.facts["elsewhere"] == "as the sum of the rows"


def test_subtotal_and_taxes_must_give_the_total(make_document) -> None:
    inside = content(line(), line(), subtotal=Decimal(200), vat=Decimal(20))
    found = mismatch(make_document, inside)
    assert found is not None
    assert found.facts["elsewhere"] == "as subtotal and taxes"
    assert mismatch(make_document, replace(inside, vat=Decimal(20), excise=Decimal(4))) is None


def test_a_row_whose_parts_do_not_give_its_total_is_named(make_document) -> None:
    found = mismatch(make_document, content(line(), line(subtotal=Decimal(90))))
    assert found is not None
    assert found.facts["row"] == "2"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "112"),
        ({"excise": Decimal(8)}, "120"),
        ({"vat": None, "vat_rate": "Без НДС"}, "100"),
        ({"vat": None, "vat_rate": "0%"}, "100"),
        ({"vat": None, "vat_rate": "20%"}, "112"),  # the amount of tax is missing: only the printed total is known
        ({"subtotal": None}, "112"),
        ({"subtotal": None, "total": None}, None),
    ],
)
def test_the_total_of_a_row(changes: dict[str, object], expected: str | None) -> None:
    assert line_total(line(**changes)) == (None if expected is None else Decimal(expected))


def test_a_sum_with_an_unknown_row_is_not_judged(make_document) -> None:
    assert mismatch(make_document, content(line(), Line(description="?"), total=Decimal(224))) is None
