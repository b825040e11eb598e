"""The id of an invoice here: its number and date, which together name it at the service. Pure.

A number alone ("12") may name several invoices, so the date stands behind it: "2016-00002@2016-02-19". Ids are
compared without regard to case, numbers are not: a capital letter of a number is marked with "^" before it.
"""

from __future__ import annotations

import re
from datetime import date

_CAPITAL = re.compile(r"[A-Z^]")
_MARKED = re.compile(r"\^([a-zA-Z^])")


def make(number: str, issued: date | None) -> str:
    """The id of an invoice; without a date just its number."""
    marked = _CAPITAL.sub(lambda found: f"^{found[0].lower()}", number)
    return f"{marked}@{issued.isoformat()}" if issued is not None else marked


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
