"""Reads JSON that a person gave: exact, of limited depth, and refused when two readers could read it differently.

Every number is given as its text, so that nothing is rounded; a name that stands twice in one object (without regard
to case) makes the whole text unusable.
"""

from __future__ import annotations

import json
import re
from typing import Any, Never

DEEPEST = 40
"""Nesting of the deepest structure that is read."""

_MARKS = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)

_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


class NotReadable(ValueError):
    """The text cannot be used. `code`: depth, encoding, syntax, twice; the text is for people and says where."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class _Twin(Exception):
    """A name stands twice in one object."""


def decoded(body: bytes) -> Any:
    """Decode UTF-8 JSON (a byte order mark is let pass). Raises `NotReadable` and nothing else."""
    body = body.removeprefix(b"\xef\xbb\xbf")
    _ask_depth(body)
    try:
        text = body.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_pairs, parse_int=str, parse_float=str, parse_constant=_no_constant)
        if _HALF.search(body):  # half a surrogate pair, written as an escape, is no character and cannot be sent
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        return value
    except UnicodeEncodeError:
        raise NotReadable("encoding", "The file holds half characters (\\ud800 to \\udfff).") from None
    except UnicodeDecodeError as error:
        raise NotReadable("encoding", f"The file is not UTF-8 text (byte {error.start + 1}).") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise NotReadable("syntax", f"The file is not readable JSON ({where}): {error.msg}.") from None
    except _Twin as twin:
        text = f"The name “{str(twin)[:60]}” stands twice in one object: it is not clear which one counts."
        raise NotReadable("twice", text) from None
    except ValueError as error:
        raise NotReadable("syntax", f"The file is not readable JSON: {error}.") from None


def _ask_depth(body: bytes) -> None:
    """Refuse deep nesting before any parser recurses into it."""
    depth = 0
    for mark in _MARKS.finditer(body):
        if mark[0] in {b"[", b"{"}:
            depth += 1
            if depth > DEEPEST:
                raise NotReadable("depth", f"The file is nested too deeply (byte {mark.start() + 1}).")
        elif mark[0] in {b"]", b"}"}:
            depth -= 1


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    names: set[str] = set()
    for name, value in pairs:
        if name.lower() in names:
            raise _Twin(name)
        names.add(name.lower())
        found[name] = value
    return found


def _no_constant(name: str) -> Never:
    raise ValueError(f"{name} is no number")
