"""The alias that E-IMZO gives a key in its file: who, which company, until when. Unprotected text: nothing is proven.

A lower-cased subject with serial number and validity, separated by commas that are not escaped, although values may
hold commas too: `cn=…,o="namuna", mchj,1.2.860.3.16.1.1=…,serialnumber=…,validto=2027.03.29 23:59:59`. So it is cut
only before a known key or an OID. Times are those of Tashkent.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from muhr.domain.sentences import say
from muhr.domain.signatures import Identity
from muhr.signing import names

_KEYS = "cn|name|surname|givenname|l|st|street|c|o|ou|uid|t|e|email|emailaddress|businesscategory"
_KEYS += "|serialnumber|validfrom|validto"
_CUT = re.compile(rf"(?:^|,)\s*({_KEYS}|[0-9]+(?:\.[0-9]+)+)=", re.IGNORECASE)
_LONGEST = 4000
_TASHKENT = timezone(timedelta(hours=5))


def split(alias: str) -> dict[str, str]:
    """Give the parts of an alias by lower-case key; of a key that occurs twice the first."""
    text = alias[:_LONGEST]
    cuts = list(_CUT.finditer(text))
    ends = [*(cut.start() for cut in cuts[1:]), len(text)]
    parts: dict[str, str] = {}
    for cut, end in zip(cuts, ends, strict=False):
        value = text[cut.end() : end]
        parts.setdefault(cut[1].lower(), names.plain(value.strip()))
    return parts


def identity_from(alias: str) -> Identity | None:
    """Give what an alias says of its owner; None when it names nobody. Names are shown in capitals, as E-IMZO does."""
    parts = split(alias)
    if not parts.get("cn"):
        return None
    personal = _digits(parts.get(names.UID, parts.get("uid", "")), 9)
    return Identity(
        common_name=parts["cn"].upper(),
        organization=parts.get("o", "").upper(),
        tax_id=_digits(parts.get(names.UZ_TAX_ID, ""), 9) or personal,
        personal_id=_digits(parts.get(names.UZ_PERSONAL_ID, ""), 14),
        personal_tax_id=personal,
        title=parts.get("t", "").upper(),
        country=parts.get("c", "").upper(),
        serial=serial_of(parts.get("serialnumber", "")),
        not_before=_moment(parts.get("validfrom", "")),
        not_after=_moment(parts.get("validto", "")),
    )


def why_outside(claimed: Identity, now: datetime) -> tuple[str, str]:
    """Give a reason code and a sentence when an alias says that its key is not valid `now`; else both empty."""
    if claimed.not_after is not None and now > claimed.not_after:
        return "expired", say(
            "The key says of itself that it expired on {not_after}.", not_after=claimed.not_after.date()
        )
    if claimed.not_before is not None and now < claimed.not_before:
        return "not-yet-valid", say(
            "The key says of itself that it is not valid before {not_before}.", not_before=claimed.not_before.date()
        )
    return "", ""


def serial_of(text: str) -> str:
    """Give a serial number as Faktura.uz prints it: capitals, no leading zeros; empty for what is no hex number."""
    return text.upper().lstrip("0") if re.fullmatch(r"[0-9A-Fa-f]{1,64}", text) else ""


def _digits(text: str, size: int) -> str:
    return text if re.fullmatch(rf"[0-9]{{{size}}}", text) else ""


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y.%m.%d %H:%M:%S").replace(tzinfo=_TASHKENT).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
