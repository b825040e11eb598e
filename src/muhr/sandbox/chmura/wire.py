"""Reads requests in JSON and JSV, and writes answers in either, as ServiceStack does. Knows no invoice."""

from __future__ import annotations

import re
from typing import Any

import msgspec

_TOKEN = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([{}\[\],:])|([^{}\[\],:"\r\n]+))')


class BadRequest(Exception):
    """The body cannot be read."""


def read(body: bytes, *, as_jsv: bool) -> dict[str, Any]:
    """Read an object; in JSV every simple value is a text. Names in lower case. Raises `BadRequest`."""
    try:
        value = _jsv(body.decode("utf-8")) if as_jsv else msgspec.json.decode(body)
    except (ValueError, IndexError, RecursionError) as error:
        raise BadRequest(f"The body cannot be read: {error}") from error
    if not isinstance(value, dict):
        raise BadRequest("An object is wanted.")
    lowered: dict[str, Any] = _lower(value)
    return lowered


def _lower(value: Any) -> Any:
    if isinstance(value, dict):
        return {name.lower(): _lower(inner) for name, inner in value.items()}
    return [_lower(inner) for inner in value] if isinstance(value, list) else value


def _jsv(text: str) -> Any:
    tokens: list[tuple[str, bool]] = []
    at = 0
    text = text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise ValueError(f"character {at + 1}")
        quoted, sign, bare = found.groups()
        if sign:
            tokens.append((sign, True))
        else:
            tokens.append((quoted.replace('""', '"') if quoted is not None else bare.strip(), False))
        at = found.end()
    value, rest = _value(tokens, 0)
    if rest != len(tokens):
        raise ValueError("more than one value")
    return value


def _value(tokens: list[tuple[str, bool]], at: int) -> tuple[Any, int]:
    text, is_sign = tokens[at]
    if not is_sign:
        at += 1
        # An unquoted moment holds colons: they belong to the value.
        while at < len(tokens) and tokens[at] == (":", True):
            text += ":" + tokens[at + 1][0]
            at += 2
        return text, at
    if text == "[":
        rows: list[Any] = []
        at += 1
        while tokens[at] != ("]", True):
            row, at = _value(tokens, at)
            rows.append(row)
            at += tokens[at] == (",", True)
        return rows, at + 1
    if text == "{":
        members: dict[str, Any] = {}
        at += 1
        while tokens[at] != ("}", True):
            name, at = tokens[at][0], at + 1
            if tokens[at] != (":", True):
                raise ValueError(f"no colon after {name}")
            if tokens[at + 1] in {(",", True), ("}", True)}:
                members[name], at = "", at + 1
            else:
                members[name], at = _value(tokens, at + 1)
            at += tokens[at] == (",", True)
        return members, at + 1
    raise ValueError(f"{text} was not expected")


def write(value: Any, *, as_jsv: bool, pascal: bool) -> bytes:
    """Write an answer; `pascal`: names as the document's tables print them, instead of the sample's."""
    if pascal:
        value = _pascal(value)
    if not as_jsv:
        return msgspec.json.encode(value)
    return _written(value).encode("utf-8")


def _pascal(value: Any) -> Any:
    if isinstance(value, dict):
        return {name[:1].upper() + name[1:]: _pascal(inner) for name, inner in value.items()}
    return [_pascal(inner) for inner in value] if isinstance(value, list) else value


def _written(value: Any) -> str:
    """With the line ends of the printed sample."""
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"{name}: {_written(inner)}" for name, inner in value.items()) + "\n}"
    if isinstance(value, list):
        return "[\n" + ",\n".join(map(_written, value)) + "\n]"
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if re.search(r'[{}\[\],"\n\r]', text) or text == "" else text
