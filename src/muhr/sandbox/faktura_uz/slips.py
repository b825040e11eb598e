"""Mends the slips that the API document's own JSON examples show, so that a faithful server can read them.

The printed examples have trailing commas, missing commas between members and one key given twice (api quirks 2-4).
"""

from __future__ import annotations

import re

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
