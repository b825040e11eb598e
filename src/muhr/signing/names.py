"""X.501 names and their texts, as plain text fit to be shown. Compares nothing: names are compared as bytes."""

from __future__ import annotations

import unicodedata

from muhr.domain.errors import MessageMalformed
from muhr.signing.tlv import OID, SEQUENCE, SET, Reader, dotted

COMMON_NAME = "2.5.4.3"
SERIAL_NUMBER = "2.5.4.5"
COUNTRY = "2.5.4.6"
ORGANIZATION = "2.5.4.10"
ORGANIZATIONAL_UNIT = "2.5.4.11"
TITLE = "2.5.4.12"
UID = "0.9.2342.19200300.100.1.1"
UZ_TAX_ID = "1.2.860.3.16.1.1"
UZ_PERSONAL_ID = "1.2.860.3.16.1.2"

_SHORT = {
    COMMON_NAME: "CN",
    "2.5.4.4": "SURNAME",
    COUNTRY: "C",
    "2.5.4.7": "L",
    "2.5.4.8": "ST",
    ORGANIZATION: "O",
    ORGANIZATIONAL_UNIT: "OU",
    TITLE: "T",
    UID: "UID",
}
_ENCODINGS = {
    0x0C: "utf-8",
    0x12: "ascii",
    0x13: "ascii",
    0x14: "latin-1",
    0x16: "ascii",
    0x1A: "ascii",
    0x1C: "utf-32-be",
    0x1E: "utf-16-be",
}
_LONGEST = 300
_MOST_PARTS = 100
_NOT_SHOWN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def plain(text: str) -> str:
    """Give `text` in one line without control and direction characters (shown as �), at most 300 characters.

    A certificate's name is foreign text: U+202E in it could turn round what stands beside it on the screen.
    """
    cut = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    if cut.isascii() and cut.isprintable():
        return cut
    return "".join("\ufffd" if unicodedata.category(char) in _NOT_SHOWN else char for char in cut)


def read_name(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Take the contents of a Name: (attribute OID, plain text) in the order of the certificate.

    Raises:
        MessageMalformed: it is no Name, or a text is not what its type says.
    """
    found: list[tuple[str, str]] = []
    while reader.tag:
        relative = reader.enter(SET)
        while relative.tag:
            pair = relative.enter(SEQUENCE)
            oid = dotted(pair.content(OID))
            found.append((oid, _text(pair)))
            pair.close()
            if len(found) > _MOST_PARTS:
                raise MessageMalformed("A name has more parts than Muhr reads.")
    return tuple(found)


def _text(reader: Reader) -> str:
    tag = reader.tag
    encoding = _ENCODINGS.get(tag)
    if encoding is None:
        raise MessageMalformed("A name has a part that is no text.")
    try:
        return plain(reader.content(tag).decode(encoding))
    except UnicodeDecodeError as error:
        raise MessageMalformed("A text is not encoded as it says.") from error


def first(name: tuple[tuple[str, str], ...], oid: str) -> str:
    """Give the first value of an attribute, or an empty text."""
    return next((text for found, text in name if found == oid), "")


def only(name: tuple[tuple[str, str], ...], oid: str) -> str:
    """Give the value of an attribute that must be unique; empty when absent or contradictory.

    For numbers that decide on whose behalf somebody may sign: of two different ones none is taken.
    """
    values = {text for found, text in name if found == oid}
    return values.pop() if len(values) == 1 else ""


def full_text(name: tuple[tuple[str, str], ...]) -> str:
    """Give the whole name as one line: `CN=…, O=…`."""
    return ", ".join(f"{_SHORT.get(oid, oid)}={text}" for oid, text in name)


def short_text(name: tuple[tuple[str, str], ...]) -> str:
    """Give what a person would call the bearer of the name: common name, organisation, or the whole name."""
    return first(name, COMMON_NAME) or first(name, ORGANIZATION) or full_text(name)
