"""Turns an answer's bytes into values, and values into exact numbers, dates and ids. Knows no call.

Every reader takes whatever JSON (or XML) may hold. The ones that give None or "" for what they cannot read never
raise; the others raise `Misread` and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from muhr.domain.money import parse_decimal
from muhr.providers.json_values import Misread
from muhr.providers.xml_values import xml_root

DEEPEST = 40
"""Nesting of the deepest structure that is looked into."""


# ------------------------------------------------------------------ JSON to values


def key(name: str) -> str:
    """The form in which names are compared: lower case, without underscores."""
    return name.replace("_", "").lower()


def fields(value: object) -> dict[str, Any]:
    """Give an object's members by compared name; raises `Misread` for anything else. The first of two twins counts."""
    if not isinstance(value, Mapping):
        raise Misread("an object was expected")
    found: dict[str, Any] = {}
    for name, inner in value.items():
        found.setdefault(key(str(name)), inner)
    return found


def first(members: Mapping[str, Any], *names: str) -> Any:
    """The first member that is there and says something; None when none does."""
    for name in names:
        value = members.get(name)
        if value is not None and value != "":
            return value
    return None


def rows(value: object) -> list[Any]:
    """Give a list's items. An object that only wraps one list (as XML does) counts as the list; None is empty."""
    if value is None or value == "":
        return []
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping) and len(value) == 1:
        inner = next(iter(value.values()))
        return inner if isinstance(inner, list) else [inner]
    raise Misread("a list was expected")


def number(value: object) -> int | None:
    """Read a whole number, bare or quoted, of at most nine digits; None for everything else (true is no number)."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if abs(value) < 10**9 else None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 10**9 else None
    if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,9}\s*", value):
        return int(value)
    return None


def flag(value: object) -> bool | None:
    """Read true or false, bare or quoted; None for everything else."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return None


def amount(value: object) -> Decimal | None:
    """Read an amount, with comma or dot; None for an empty text, words, and numbers out of all proportion."""
    if not isinstance(value, str | int | Decimal) or isinstance(value, bool):
        return None
    found = parse_decimal(value[:64] if isinstance(value, str) else value)
    if found is None or not found:
        return found
    exponent = found.as_tuple().exponent
    if abs(found.adjusted()) > 30 or not isinstance(exponent, int) or exponent < -15:
        return None
    return Decimal(f"{found:f}")  # 1E+3 becomes 1000


_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})|(\d{2})\.(\d{2})\.(\d{4})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TASHKENT = timedelta(hours=5)
"""Uzbekistan's offset, all year: a moment printed without a zone is taken as local time there."""


def moment(value: object) -> datetime | None:
    """Read a moment: epoch milliseconds, ISO 8601, or `dd.MM.yyyy HH:mm:ss`; aware UTC, None when it is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | Decimal) or (isinstance(value, str) and re.fullmatch(r"\d{11,14}(\.\d+)?", value)):
        try:
            return _EPOCH + timedelta(milliseconds=float(value))
        except OverflowError:
            return None
    if not isinstance(value, str):
        return None
    text = re.sub(r"^(\d{2})\.(\d{2})\.(\d{4})", r"\3-\2-\1", value.strip()[:40])
    text = re.sub(r"(\.\d{6})\d+", r"\1", text)  # .NET prints seven decimals of a second
    try:
        read = datetime.fromisoformat(text)
        return (read - TASHKENT).replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day(value: object) -> date | None:
    """Read a date: `yyyy-MM-dd`, `dd.MM.yyyy`, either with a time behind it, or epoch milliseconds."""
    if isinstance(value, str) and (match := _DAY.match(value.strip())):
        parts = [int(part) for part in match.groups() if part]
        year, month, number_of_day = parts if match.group(1) else reversed(parts)
        try:
            return date(year, month, number_of_day)
        except ValueError:
            return None
    read = moment(value)
    if read is None:
        return None
    try:
        return (read + TASHKENT).date()
    except OverflowError:
        return None


def remote_id(value: object) -> str:
    """Read a document id: an opaque text of at most 128 printable ASCII characters, in lower case; else ""."""
    if not isinstance(value, str):
        return ""
    text = value.strip()
    return text.lower() if re.fullmatch(r"[!-~]{1,128}", text) else ""


# ------------------------------------------------------------------ XML to values


def xml_value(raw: bytes) -> Any:
    """Decode an XML answer into the values JSON would have given: objects, lists where a name repeats, texts."""
    return _element(xml_root(raw), DEEPEST)


def _element(element: Any, depth: int) -> Any:
    if depth == 0:
        raise Misread("the answer is nested too deeply")
    children = list(element)
    if not children:
        return element.text or ""
    found: dict[str, Any] = {}
    for child in children:
        name = str(child.tag).rpartition("}")[2]
        value = _element(child, depth - 1)
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found
