"""The id of an invoice here: its number and date, which together name it at the service. Pure.

A number alone ("12") may name several invoices, so the date stands behind it: "2016-00002@2016-02-19". Ids are
compared without regard to case, numbers are not: a capital letter of a number is marked with "^" before it.
"""

from __future__ import annotations

import re
from datetime import date

_CAPITAL = re.compile(r"[A-Z^]")
_DIGITS = re.compile(r"[0-9]{1,20}")
_MARKED = re.compile(r"\^([a-zA-Z^])")


def make(number: str, issued: date | None) -> str:
    """The id of an invoice; without a date just its number."""
    marked = _CAPITAL.sub(lambda found: f"^{found[0].lower()}", number)
    return f"{marked}@{issued.isoformat()}" if issued is not None else marked


def same_number(one: str, other: str) -> bool:
    """Whether two numbers name one document: "12" is short for "12/2009" or "2009-00012"."""
    first, second = sorted((one.strip().lower(), other.strip().lower()), key=len)
    if first == second:
        return True
    groups = _DIGITS.findall(second)
    return first.isdecimal() and bool(groups) and int(first) in {int(groups[0]), int(groups[-1])}


def read(remote_id: str) -> tuple[str, date | None]:
    """Give number and date; an id that a person typed may have no date."""
    marked, _, behind = remote_id.strip().rpartition("@")
    try:
        issued = date.fromisoformat(behind) if marked else None
    except ValueError:
        issued = None
    if issued is None:
        marked = remote_id.strip()
    return _MARKED.sub(lambda found: found[1].upper(), marked), issued
