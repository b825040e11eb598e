"""Reads and writes JSV, ServiceStack's text format: JSON without mandatory quotes. Pure; knows no field.

A text is quoted when it holds one of `{ } [ ] , "`, a line end or a colon, or begins or ends with a blank; a quote
inside is doubled. Everything that is read is a text, a list or an object: what a text means is its field's affair.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

DEEPEST = 40

_SPECIAL = re.compile(r'[{}\[\],":\r\n\t]|^\s|\s$')
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"')
_BARE = re.compile(r'[^{}\[\],"\r\n]*')
_BARE_NAME = re.compile(r'[^{}\[\],":\r\n]*')
_BLANK = re.compile(r"\s*")


class NotJsv(ValueError):
    """The text is not JSV; says where (the character, from 1)."""


def encode(value: object) -> str:
    """Write a value as compact JSV. None is left out of objects; `True`/`False` as the service prints them."""
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, Mapping):
        members = (f"{_text(str(name))}:{encode(inner)}" for name, inner in value.items() if inner is not None)
        return "{" + ",".join(members) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(encode(inner) for inner in value if inner is not None) + "]"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return _text(str(value))


def _text(text: str) -> str:
    if text and _SPECIAL.search(text) is None:
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def decode(text: str) -> Any:
    """Read JSV: texts, lists and objects of them. Blanks and line ends between members mean nothing.

    Raises `NotJsv`, also for nesting deeper than `DEEPEST` and for a name that stands twice in one object.
    """
    reader = _Reader(text)
    value = reader.value(DEEPEST)
    reader.blank()
    if reader.at != len(text):
        raise reader.wrong("nothing more was expected")
    return value


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def wrong(self, what: str) -> NotJsv:
        return NotJsv(f"{what} (character {self.at + 1})")

    def blank(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def next(self) -> str:
        self.blank()
        return self.text[self.at : self.at + 1]

    def take(self, sign: str) -> None:
        if self.next() != sign:
            raise self.wrong(f"{sign!r} was expected")
        self.at += 1

    def value(self, room: int) -> Any:
        if not room:
            raise self.wrong("nested too deeply")
        sign = self.next()
        if sign == "{":
            return self.members(room - 1)
        if sign == "[":
            return self.rows(room - 1)
        return self.scalar(_BARE)

    def scalar(self, bare: re.Pattern[str]) -> str:
        self.blank()
        quoted = _QUOTED.match(self.text, self.at)
        if quoted is not None:
            self.at = quoted.end()
            return quoted[1].replace('""', '"')
        found = bare.match(self.text, self.at)
        assert found is not None  # it may be empty
        self.at = found.end()
        return found[0].strip()

    def members(self, room: int) -> dict[str, Any]:
        self.take("{")
        found: dict[str, Any] = {}
        names: set[str] = set()
        while self.next() != "}":
            name = self.scalar(_BARE_NAME)
            self.take(":")
            if not name or name.lower() in names:
                raise self.wrong("a name that is new in this object was expected")
            names.add(name.lower())
            found[name] = self.value(room)
            if self.next() != "}":
                self.take(",")
        self.take("}")
        return found

    def rows(self, room: int) -> list[Any]:
        self.take("[")
        found: list[Any] = []
        while self.next() != "]":
            found.append(self.value(room))
            if self.next() != "]":
                self.take(",")
        self.take("]")
        return found
