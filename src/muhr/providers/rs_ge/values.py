"""Turns an answer's bytes into values, and values into exact numbers, moments and ids. Knows no call.

Source: the API document prints one value in several types (`"913"`, `913`, `913.0`; `""` and `null` for a date that is
not there), so every reader takes all of them. `decode` raises `Misread`; the others give None or "" instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from muhr.domain.money import parse_decimal
from muhr.providers.json_values import Misread

TBILISI = timedelta(hours=4)
"""Georgia's offset, all year: moments are printed without a zone and are taken as local time there."""

CENT = Decimal("0.01")


class Values(Protocol):
    """What has members by name: an object of an answer, or a row of a list."""

    def get(self, name: str, /) -> Any:
        """The member, or None."""
        ...


def members(value: object) -> Mapping[str, Any]:
    """Give an object's members, by their exact names (RS.ge tells names apart by case); raises `Misread`."""
    if not isinstance(value, Mapping):
        raise Misread("an object was expected")
    return value


def items(value: object) -> list[Any]:
    """Give a list's items; nothing, an empty text and an empty object are an empty list. Raises `Misread`."""
    if value is None or value in ("", {}):
        return []
    if not isinstance(value, list):
        raise Misread("a list was expected")
    return value


def number(value: object) -> int | None:
    """Read a whole number, bare, quoted or with zero decimals, of at most fifteen digits; else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if abs(value) < 10**15 else None
    if isinstance(value, Decimal):
        return int(value) if abs(value) < 10**15 and value == value.to_integral_value() else None
    if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,15}(\.0{1,4})?\s*", value):
        return int(value.strip().partition(".")[0])
    return None


def remote_id(value: object) -> str:
    """Read a document's id as text; "" when it is none (0 stands for a document that is not there)."""
    found = number(value)
    return str(found) if found is not None and found > 0 else ""


def flag(value: object) -> bool | None:
    """Read true or false, bare, quoted, or as 1 and 0; None for everything else."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"true": True, "false": False, "1": True, "0": False}.get(value.strip().lower())
    return {0: False, 1: True}.get(value) if isinstance(value, int) else None


def amount(value: object) -> Decimal | None:
    """Read an amount; None for nothing, words, and numbers out of all proportion."""
    if not isinstance(value, str | int | Decimal) or isinstance(value, bool):
        return None
    found = parse_decimal(value[:64] if isinstance(value, str) else value)
    if found is None or not found:
        return found
    exponent = found.as_tuple().exponent
    if abs(found.adjusted()) > 30 or not isinstance(exponent, int) or exponent < -15:
        return None
    return Decimal(f"{found:f}")  # 1E+3 becomes 1000


_MOMENT = re.compile(r"(\d{2})-(\d{2})-(\d{4})(?: (\d{2}):(\d{2})(?::(\d{2}))?)?")


def local(value: object) -> datetime | None:
    """Read `DD-MM-YYYY HH24:MI:SS`, or its date alone, as it stands on the clocks of Georgia; None when it is none."""
    found = _MOMENT.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 40 else None
    if found is None:
        return None
    day_, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day_, hour, minute, second)  # noqa: DTZ001 - the zone is added by `moment`
    except ValueError:
        return None


def moment(value: object) -> datetime | None:
    """Read a moment as aware UTC; None when it is none."""
    found = local(value)
    try:
        return None if found is None else (found - TBILISI).replace(tzinfo=UTC)
    except OverflowError:
        return None


def day(value: object) -> date | None:
    """Read the day of a moment; None when it is none."""
    found = local(value)
    return None if found is None else found.date()


def printed(moment_: datetime) -> str:
    """Write an aware moment as the API document does, in Georgia's time."""
    return f"{(moment_.astimezone(UTC) + TBILISI):%d-%m-%Y %H:%M:%S}"


def period(first: date, last: date) -> str:
    """Write a range of days as the filters take it: `DD-MM-YYYY:DD-MM-YYYY`."""
    return f"{first:%d-%m-%Y}:{last:%d-%m-%Y}"


def vat_inside(total: Decimal) -> Decimal:
    """The VAT of 18 % that is part of an amount: × 18/118, half up to the tetri (1800.00 → 274.58)."""
    return (total * 18 / 118).quantize(CENT, ROUND_HALF_UP)
