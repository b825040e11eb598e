"""Reads JSON that a person gives, strictly: no name twice, no deep nesting, no number rounded. Knows no document.

What must not be is a file that Muhr and the service read differently.
"""

from __future__ import annotations

import json
import re
from typing import Any, Never, TypeVar

import msgspec

from muhr.domain.errors import InputError
from muhr.domain.sentences import say
from muhr.providers.plaintext import line

LARGEST = 16 * 1024 * 1024
"""Bytes of a register file."""
DEEPEST = 30

_Form = TypeVar("_Form")


class _Twin(Exception):
    """A name stands twice in one object."""


def unusable(code: str, text: str) -> InputError:
    """The error for a file that cannot be read as a whole."""
    return InputError(text, code=f"register-{code}")


def read(data: bytes) -> tuple[bytes, Any]:
    """Give the bytes without a mark at their start, and the value with every number as its text.

    Raises `InputError` (`register-size`, `-xml`, `-depth`, `-encoding`, `-syntax`, `-twice`).
    """
    if len(data) > LARGEST:
        raise unusable("size", say("The file is larger than {value} MiB. Split it.", value=LARGEST // 2**20))
    body = data.removeprefix(b"\xef\xbb\xbf")
    if body.lstrip()[:1] == b"<":
        raise unusable("xml", "This is an XML file. Muhr reads registers in JSON.")
    _ask_depth(body)
    try:
        text = body.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_pairs, parse_int=str, parse_float=str, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise unusable("encoding", say("The file is not UTF-8 text (byte {error}).", error=error.start + 1)) from None
    except json.JSONDecodeError as error:
        where = say("line {line}, column {column}", line=error.lineno, column=error.colno)
        text = say("The file is not readable JSON ({where}): {msg}.", where=where, msg=error.msg)
        raise unusable("syntax", text) from None
    except _Twin as twin:
        name = line(str(twin), 60)
        raise unusable(
            "twice", say("The name “{name}” stands twice in one object: it is not clear which one counts.", name=name)
        ) from None
    except ValueError as error:
        raise unusable("syntax", say("The file is not readable JSON: {error}.", error=str(error))) from None
    return body, value


def pieces(body: bytes | msgspec.Raw, form: type[_Form]) -> _Form:
    """Take JSON apart without changing a byte of its parts."""
    try:
        return msgspec.json.decode(body, type=form)
    except msgspec.DecodeError as error:  # msgspec is stricter than `json` in a few texts
        raise unusable("syntax", say("The file is not readable JSON: {error}.", error=str(error))) from None


def _ask_depth(body: bytes) -> None:
    """Refuse deep nesting before any parser recurses into it."""
    depth = 0
    for mark in re.finditer(rb'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', body, re.DOTALL):
        sign = mark[0]
        if sign in {b"[", b"{"}:
            depth += 1
            if depth > DEEPEST:
                raise unusable("depth", say("The file is nested too deeply (byte {mark}).", mark=mark.start() + 1))
        elif sign in {b"]", b"}"}:
            depth -= 1


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Twin(name)
        found[name] = value
    return found


def _no_constant(name: str) -> Never:
    raise ValueError(f"{name} is no number")
