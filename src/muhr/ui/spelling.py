"""Dates, times and numbers as people read them. Values come in aware UTC and are shown in the person's own zone."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from muhr.domain.money import Money, spell
from muhr.ui.tr import tr


def day(value: date | None) -> str:
    """A calendar day, ISO order with dots turned to what the field writes: 20.11.2026; empty for None."""
    return f"{value.day:02}.{value.month:02}.{value.year:04}" if value is not None else ""


def clock_time(value: datetime | None) -> str:
    """The local time of day, 14:05."""
    return f"{value.astimezone():%H:%M}" if value is not None else ""


def moment(value: datetime | None) -> str:
    """Local day and time, 20.11.2026 14:05; empty for None."""
    if value is None:
        return ""
    local = value.astimezone()
    return f"{day(local.date())} {local:%H:%M}"


def amount(value: Money | None) -> str:
    """An amount with its currency; empty for None."""
    return spell(value) if value is not None else ""


def number(value: Decimal | None) -> str:
    """A bare number with groups of three; empty for None."""
    if value is None:
        return ""
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"{value:,.{decimals}f}".replace(",", "\N{NO-BREAK SPACE}")


def amounts(values: tuple[Money, ...]) -> str:
    """Several totals in one line, one per currency."""
    return " · ".join(spell(value) for value in values)


def documents(count: int) -> str:
    """How many documents, for a sentence."""
    return tr("%n document(s)", count)
