"""Turns an answer's bytes into values, and values into exact numbers, dates and ids. Knows no call.

Readers that give None or "" for what they cannot read never raise; the others raise `Misread` and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from muhr.domain.money import parse_decimal
from muhr.providers.json_values import Misread, decode
from muhr.providers.xml_values import xml_root

DEEPEST = 30
"""Nesting of the deepest XML that is looked into."""

_LONGEST_ID = 18


_ROWS = msgspec.json.Decoder(list[msgspec.Raw])


def members(raw: bytes | msgspec.Raw) -> dict[str, Any]:
    """Decode a JSON object. Raises `Misread`."""
    value = decode(raw)
    if not isinstance(value, dict):
        raise Misread("an object was expected")
    return value


def rows(raw: bytes) -> list[bytes]:
    """Give the rows of a JSON list, each as its own bytes. Raises `Misread`."""
    try:
        return [bytes(row) for row in _ROWS.decode(raw.removeprefix(b"\xef\xbb\xbf"))]
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Misread("a list was expected") from None
    except RecursionError:
        raise Misread("the answer is nested too deeply") from None


def id_of(value: object) -> str:
    """Read an id: a whole number from 1, bare or quoted (the document prints both), as digits; "" when it is none."""
    if isinstance(value, bool):
        return ""
    text = str(value) if isinstance(value, int | str) else ""
    return str(int(text)) if re.fullmatch(r"[0-9]{1,18}", text) and int(text) > 0 else ""


def is_id(text: str) -> bool:
    """Whether a text can be an id here, as it stands in an address."""
    return re.fullmatch(r"[1-9][0-9]*", text) is not None and len(text) <= _LONGEST_ID


def flag(value: object) -> bool | None:
    """Read true or false: bare, quoted, or as 1 and 0 (`income` comes in all forms); None for everything else."""
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower() if isinstance(value, int | str) else ""
    return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(text)


def amount(value: object) -> Decimal | None:
    """Read an amount, with comma or dot; None for an empty text, words, and numbers out of all proportion."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    found = parse_decimal(value[:64] if isinstance(value, str) else value)
    if found is None or not found:
        return found
    exponent = found.as_tuple().exponent
    if abs(found.adjusted()) > 30 or not isinstance(exponent, int) or exponent < -15:
        return None
    return Decimal(f"{found:f}")  # 1E+3 becomes 1000


def day(value: object) -> date | None:
    """Read a date, `yyyy-MM-dd` with or without a time behind it; None when it is none."""
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", value.strip()) if isinstance(value, str) else None
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def moment(value: object) -> datetime | None:
    """Read an ISO 8601 moment; aware UTC (one without an offset is taken as UTC), None when it is none."""
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value.strip()[:40])
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def listed(value: object) -> list[Mapping[str, Any]]:
    """The objects of a list; an object that only wraps one list (as XML does) counts as the list."""
    if isinstance(value, Mapping) and len(value) == 1:
        value = next(iter(value.values()))
        value = [value] if isinstance(value, Mapping) else value
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


# ------------------------------------------------------------------ XML to values


def xml_value(raw: bytes) -> Any:
    """Decode an XML answer into the values JSON would have given: objects, lists where it says so, texts, None.

    Names with dashes, as Rails writes them, become names with underscores. Raises `Misread`.
    """
    return _element(xml_root(raw), DEEPEST)


def _element(element: Any, depth: int) -> Any:
    if depth == 0:
        raise Misread("the answer is nested too deeply")
    children = list(element)
    if element.get("type") == "array":
        return [_element(child, depth - 1) for child in children]
    if not children:
        return None if element.get("nil") == "true" else element.text or ""
    found: dict[str, Any] = {}
    for child in children:
        name = str(child.tag).rpartition("}")[2].replace("-", "_")
        value = _element(child, depth - 1)
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found
