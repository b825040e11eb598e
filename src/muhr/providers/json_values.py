"""Reads JSON with exact numbers, within limits. What a value means is each service's own business."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec


class Misread(Exception):
    """The answer has none of the forms known here. The text says what was expected; it never quotes the answer."""


def exact(text: str) -> Decimal | str:
    """Read a decimal number of JSON. One of absurd length or exponent stays a text: as a `Decimal` it could fill the
    memory when it is printed.
    """
    if len(text) > 48:
        return text[:64]
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    return value if abs(value.adjusted()) <= 30 else text


_JSON = msgspec.json.Decoder(float_hook=exact)


def decode(raw: bytes | msgspec.Raw) -> Any:
    """Decode JSON; decimal numbers become exact `Decimal`s. Raises `Misread`."""
    try:
        return _JSON.decode(bytes(raw).removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Misread("readable JSON was expected") from None
    except RecursionError:
        raise Misread("the answer is nested too deeply") from None
