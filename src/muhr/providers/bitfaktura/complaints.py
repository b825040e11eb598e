"""Reads what BitFaktura says when it does not do something. Judges no HTTP status.

The API document prints no error at all (quirk 16). Seen in public integrations: `{"code": "error", "message": …}` with
HTTP 422, where the message is a text, a list, or lists of texts by field; and `{"status": "error", "message": …}`,
which sending an e-mail answers with HTTP 200. Sentences are localized, so nothing is ever decided by their words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from muhr.providers.json_values import Misread, decode
from muhr.providers.plaintext import line

_SAID = ("message", "errors", "error")
_MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One refusal, read."""

    text: str
    """For people, one line of plain text; "" when nothing is said."""
    about_key: bool = False
    """It is about the member `oid`: the key is taken, in whatever words."""


def complaint(body: bytes) -> Complaint | None:
    """Give the refusal that a body holds, whatever HTTP status came with it; None when it holds none."""
    try:
        value = decode(body)
    except Misread:
        return None
    if not isinstance(value, Mapping):
        return None
    refused = "error" in {str(value.get("code")).lower(), str(value.get("status")).lower()}
    said = next((value[name] for name in _SAID if value.get(name)), None)
    # A created document may well have members of these names; only beside a word of refusal they are one.
    if not refused and not (said is not None and "id" not in value and set(value) <= {*_SAID, "code", "status"}):
        return None
    if not refused and str(value.get("status", "")).lower() in {"ok", "success"}:
        return None
    texts = [text for _, text in zip(range(_MOST), _texts(said, 3), strict=False)]
    return Complaint(text=line("; ".join(texts)), about_key=isinstance(said, Mapping) and "oid" in said)


def _texts(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        if text := line(value).removeprefix("- ").strip():
            yield text
    elif depth and isinstance(value, list):
        for one in value:
            yield from _texts(one, depth - 1)
    elif depth and isinstance(value, Mapping):
        for name, inner in value.items():
            for text in _texts(inner, depth - 1):
                yield f"{line(str(name), 60)}: {text}"
