"""A small writer and reader of DER (X.690): what a signature needs, nothing more. Reading of foreign CMS is not here.

The writer gives bytes. The reader is strict: single-byte tags, definite lengths in the shortest form, everything inside
its parent. It never goes deeper by itself: the caller asks for the children of an element.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

INTEGER = 0x02
BIT_STRING = 0x03
OCTET_STRING = 0x04
OBJECT_IDENTIFIER = 0x06
SEQUENCE = 0x30
SET = 0x31
NULL_DER = b"\x05\x00"


class DerError(ValueError):
    """The bytes are not the DER that was expected. Stays inside the room: whoever reads turns it into a typed error."""


# ------------------------------------------------------------------ writing


def length(size: int) -> bytes:
    """Encode a length in the shortest form."""
    if size < 0x80:
        return bytes((size,))
    encoded = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((0x80 | len(encoded),)) + encoded


def tlv(tag: int, *parts: bytes) -> bytes:
    """Encode one element whose contents are `parts`, one after the other."""
    content = b"".join(parts)
    return bytes((tag,)) + length(len(content)) + content


def sequence(*parts: bytes) -> bytes:
    """Encode a SEQUENCE."""
    return tlv(SEQUENCE, *parts)


def set_of(parts: Iterable[bytes]) -> bytes:
    """Encode a SET OF: the elements in ascending order of their encodings (X.690 §11.6)."""
    return tlv(SET, *sorted(parts))


def tagged(number: int, *parts: bytes) -> bytes:
    """Encode a constructed element with the context tag [number]: EXPLICIT, or IMPLICIT over a constructed type."""
    return tlv(0xA0 | number, *parts)


def integer(value: int) -> bytes:
    """Encode an INTEGER."""
    size = (value if value >= 0 else ~value).bit_length() // 8 + 1
    return tlv(INTEGER, value.to_bytes(size, "big", signed=True))


def octet_string(value: bytes) -> bytes:
    """Encode an OCTET STRING."""
    return tlv(OCTET_STRING, value)


def bit_string(value: bytes) -> bytes:
    """Encode a BIT STRING of whole bytes."""
    return tlv(BIT_STRING, b"\x00", value)


def oid(dotted: str) -> bytes:
    """Encode an OBJECT IDENTIFIER given as "1.2.840…"."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    content = bytearray()
    for arc in (40 * first + second, *rest):
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(0x80 | arc & 0x7F)
        content += bytes(reversed(groups))
    return tlv(OBJECT_IDENTIFIER, bytes(content))


# ------------------------------------------------------------------ reading


class Element(NamedTuple):
    """One element of `data`: data[start:end] is all of it, data[content:end] what is inside."""

    data: bytes
    tag: int
    start: int
    content: int
    end: int

    @property
    def der(self) -> bytes:
        """The whole element."""
        return self.data[self.start : self.end]

    @property
    def value(self) -> bytes:
        """What is inside."""
        return self.data[self.content : self.end]


def _read(data: bytes, start: int, limit: int) -> Element:
    """Read the element at `start`, which must end at `limit` at the latest."""
    if limit - start < 2:
        raise DerError("an element is cut off")
    tag, size = data[start], data[start + 1]
    if tag & 0x1F == 0x1F:
        raise DerError("a tag of several bytes")
    content = start + 2
    if size >= 0x80:
        count = size & 0x7F
        content += count
        if not 1 <= count <= 4 or content > limit:
            raise DerError("an indefinite, too long or cut off length")
        size = int.from_bytes(data[start + 2 : content], "big")
        if size < 0x80 or size >> 8 * (count - 1) == 0:
            raise DerError("a length not in its shortest form")
    if content + size > limit:
        raise DerError("an element longer than its parent")
    return Element(data, tag, start, content, content + size)


def read(data: bytes, tag: int | None = None) -> Element:
    """Read `data` as exactly one element, of the given tag if any; raises `DerError`."""
    element = _read(data, 0, len(data))
    if element.end != len(data):
        raise DerError("bytes after the end")
    if tag is not None and element.tag != tag:
        raise DerError(f"tag {element.tag:#04x} instead of {tag:#04x}")
    return element


def children(parent: Element) -> list[Element]:
    """Give the elements inside a constructed element; raises `DerError`."""
    if not parent.tag & 0x20:
        raise DerError("a primitive element has no children")
    found = []
    position = parent.content
    while position < parent.end:
        element = _read(parent.data, position, parent.end)
        found.append(element)
        position = element.end
    return found


def read_oid(element: Element) -> str:
    """Give an OBJECT IDENTIFIER as "1.2.840…"; raises `DerError`."""
    value = element.value
    if element.tag != OBJECT_IDENTIFIER or not value or value[-1] & 0x80 or len(value) > 64:
        raise DerError("not an object identifier")
    arcs = []
    arc = 0
    for byte in value:
        if arc == 0 and byte == 0x80:
            raise DerError("an arc not in its shortest form")
        arc = arc << 7 | byte & 0x7F
        if not byte & 0x80:
            arcs.append(arc)
            arc = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(str(arc) for arc in (first, arcs[0] - 40 * first, *arcs[1:]))


def read_integer(element: Element) -> int:
    """Give an INTEGER; raises `DerError`."""
    value = element.value
    if element.tag != INTEGER or not value:
        raise DerError("not an integer")
    if len(value) > 1 and (value[0], value[1] >> 7) in ((0x00, 0), (0xFF, 1)):
        raise DerError("an integer not in its shortest form")
    return int.from_bytes(value, "big", signed=True)
