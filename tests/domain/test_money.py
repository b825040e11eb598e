"""Decimals as five services print them, and sums that never mix currencies."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muhr.domain.money import Money, currency_letters, parse_decimal, spell, totals


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("553777,5", "553777.5"),
        ("110755.50", "110755.50"),
        ("1 294 491,67", "1294491.67"),
        ("1\N{NO-BREAK SPACE}000", "1000"),
        ("-5", "-5"),
        (7, "7"),
        (0.1, "0.1"),
        (Decimal("2.50"), "2.50"),
    ],
)
def test_numbers_as_providers_print_them(text: object, value: str) -> None:
    assert parse_decimal(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "Без", "НДС", "20%", "1.234,5", "1e5", "NaN", "Infinity", "9" * 31, None, True, 1e300]
)
def test_what_is_no_number_is_never_guessed(text: object) -> None:
    assert parse_decimal(text) is None


def test_a_trailing_zero_survives() -> None:
    assert str(parse_decimal("110755.50")) == "110755.50"


@given(st.text(max_size=60))
def test_reading_never_raises(text: str) -> None:
    value = parse_decimal(text)
    assert value is None or value.is_finite()


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**20), max_value=10**20))
def test_comma_and_dot_say_the_same(value: Decimal) -> None:
    assert parse_decimal(f"{value:f}".replace(".", ",")) == parse_decimal(f"{value:f}") == value


def test_currencies_by_number_and_letters() -> None:
    assert currency_letters("860") == "UZS"
    assert currency_letters(" 51 ") == "AMD"
    assert currency_letters("usd") == "USD"
    assert currency_letters("XQX") == "XQX"


def test_totals_keep_currencies_apart() -> None:
    amounts = [Money("UZS", Decimal("10.10")), Money("USD", Decimal(1)), Money("UZS", Decimal("0.20"))]
    assert totals(amounts) == (Money("USD", Decimal(1)), Money("UZS", Decimal("10.30")))
    assert totals([]) == ()


def test_an_amount_is_spelled_for_people() -> None:
    assert spell(Money("UZS", Decimal("1294491.6"))) == "1 294 491.60 UZS".replace(" ", "\N{NO-BREAK SPACE}")
    assert spell(Money("UZS", Decimal("0.12345"))).startswith("0.12345")
