"""Reads JSON with the slips that the API document's own examples show (api quirks 2-4), as a faithful server may.

The printed examples have trailing commas, missing commas between members, and one key given twice.
"""

from __future__ import annotations

import json
import re
from typing import Any

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_TRAILING = re.compile(rb",(\s*[}\]])")
_MISSING = re.compile(rb"(\x00)(\s+)(?=\x00\s*:)")
_MARK = b"\x00"


def repaired(text: bytes) -> bytes:
    """Give the text with trailing commas taken away and missing commas put in; strings are left as they are."""
    if _MARK in text:
        return text
    strings = _STRING.findall(text)
    bare = _STRING.sub(_MARK, text)
    bare = _TRAILING.sub(rb"\1", _MISSING.sub(rb"\1,\2", bare))
    parts = bare.split(_MARK)
    return b"".join(part for pair in zip(parts, [*strings, b""], strict=True) for part in pair)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Keep both lists of a moto act: the model calls `visits` what its example calls `items` a second time."""
    members: dict[str, Any] = {}
    for name, value in pairs:
        members["visits" if name == "items" and "items" in members else name] = value
    return members


def read_with_slips(text: bytes) -> Any:
    """Decode; raises `ValueError` when it is not readable even so."""
    return json.loads(repaired(text), object_pairs_hook=_members)
