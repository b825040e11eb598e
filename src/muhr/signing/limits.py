"""The limits on foreign ASN.1 bytes, and the scan that enforces them before any parser sees the bytes.

Knows nothing of CMS or X.509: only sizes, depth and counts. Everything here is iterative and linear in the input.
"""

from __future__ import annotations

from dataclasses import dataclass

from muhr.domain.errors import MessageMalformed


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a foreign message may cost. Sizes in bytes."""

    message: int = 48 * 1024 * 1024
    """The whole message, attached content included; in BER it is held three times for a moment."""
    envelope: int = 4 * 1024 * 1024
    """A message without its content: certificates, revocation lists, attributes. Each of their values is scanned."""
    depth: int = 32
    elements: int = 250_000
    """TLV elements in the whole message; a chunked content of 48 MiB in pieces of 1,000 bytes has 50,000."""
    oid: int = 128
    oid_arc: int = 19
    """128 bits, what an arc made from a UUID needs; a parser that multiplies longer arcs is quadratic."""
    integer: int = 4096
    """Twice what RSA-16384 needs."""
    certificate: int = 64 * 1024
    certificates: int = 64
    signers: int = 16
    attributes: int = 64
    attribute_values: int = 16


DEFAULT_LIMITS = Limits()

_INTEGER = 0x02
_OID = 0x06
_RELATIVE_OID = 0x0D


def header(data: bytes, pos: int, end: int) -> tuple[int, int, int]:
    """Read the tag and the length at `pos`; give tag byte, start and end of the contents.

    Only definite, minimal lengths and one-byte tags pass (X.690 §10.1): nothing Muhr reads uses others.

    Raises:
        IndefiniteLength: the element has the BER indefinite length.
        MessageMalformed: the header is cut off, not minimal, or points outside `end`.
    """
    start = pos + 2
    if start > end:
        raise MessageMalformed("The data ends in the middle of an element.")
    tag = data[pos]
    if tag & 0x1F == 0x1F or tag == 0:
        raise MessageMalformed("The data has a tag that no signed message uses.")
    length = data[pos + 1]
    if length >= 0x80:
        count = length & 0x7F
        if count == 0:
            raise IndefiniteLength("An element has no definite length.")
        if count > 4 or start + count > end:
            raise MessageMalformed("An element is longer than the data.")
        length = int.from_bytes(data[start : start + count], "big")
        if length < 0x80 or length >> (8 * count - 8) == 0:
            raise MessageMalformed("The length of an element is not written in its shortest form.")
        start += count
    stop = start + length
    if stop > end:
        raise MessageMalformed("An element is longer than the data.")
    return tag, start, stop


class IndefiniteLength(MessageMalformed):
    """BER where DER was read; the CMS and PKCS#12 readers convert and start again."""


def scan(data: bytes, limits: Limits = DEFAULT_LIMITS) -> int:
    """Walk every element of `data` (one DER value) without recursion; give how many there are.

    Raises:
        MessageMalformed: a limit is exceeded, an element is cut off, or bytes follow the value.
    """
    end = len(data)
    if end > limits.message:
        raise MessageMalformed("The data is larger than Muhr reads.")
    ends: list[int] = []
    pos = count = 0
    while True:
        count += 1
        if count > limits.elements:
            raise MessageMalformed("The data has more elements than Muhr reads.")
        tag, start, stop = header(data, pos, ends[-1] if ends else end)
        if tag & 0x20:
            ends.append(stop)
            if len(ends) > limits.depth:
                raise MessageMalformed("The data is nested deeper than Muhr reads.")
            pos = start
        else:
            _check_primitive(data, tag, start, stop, limits)
            pos = stop
        while ends and pos == ends[-1]:
            ends.pop()
        if not ends:
            break
    if pos != end:
        raise MessageMalformed("Bytes follow the end of the data.")
    return count


def _check_primitive(data: bytes, tag: int, start: int, stop: int, limits: Limits) -> None:
    if tag in (_OID, _RELATIVE_OID):
        check_oid(data[start:stop], limits)
    elif tag == _INTEGER and not 0 < stop - start <= limits.integer:
        raise MessageMalformed("A number is empty or longer than Muhr reads.")


def check_oid(content: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
    """Check the contents of an OBJECT IDENTIFIER (X.690 §8.19): not empty, closed, minimal, within the limits.

    Raises:
        MessageMalformed: it is not.
    """
    if not 0 < len(content) <= limits.oid or content[-1] & 0x80:
        raise MessageMalformed("An object identifier is broken or longer than Muhr reads.")
    arc = 0
    for byte in content:
        if arc == 0 and byte == 0x80:
            raise MessageMalformed("An object identifier is not written in its shortest form.")
        arc += 1
        if arc > limits.oid_arc:
            raise MessageMalformed("An object identifier has a number longer than Muhr reads.")
        if byte < 0x80:
            arc = 0
