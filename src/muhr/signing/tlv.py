"""A strict reader of DER values: the smallest thing on which CMS, certificates and key files are read.

Reads only; `limits.scan` is for values that go to a foreign parser, `ber` for BER. Every refusal is `MessageMalformed`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from muhr.domain.errors import MessageMalformed
from muhr.domain.sentences import say
from muhr.signing.limits import DEFAULT_LIMITS, check_oid, header

BOOLEAN = 0x01
INTEGER = 0x02
BIT_STRING = 0x03
OCTET_STRING = 0x04
NULL = 0x05
OID = 0x06
UTF8_STRING = 0x0C
UTC_TIME = 0x17
GENERALIZED_TIME = 0x18
SEQUENCE = 0x30
SET = 0x31


def context(number: int) -> int:
    """Give the tag byte of a constructed context-specific element [number]."""
    return 0xA0 | number


class Reader:
    """Reads the elements of a span of bytes one after another."""

    __slots__ = ("_data", "_end", "_pos")

    def __init__(self, data: bytes, start: int = 0, end: int | None = None) -> None:
        self._data = data
        self._pos = start
        self._end = len(data) if end is None else end

    @property
    def tag(self) -> int:
        """The tag byte of the next element; 0 at the end."""
        return self._data[self._pos] if self._pos < self._end else 0

    def _next(self, expected: int) -> tuple[int, int]:
        tag, start, stop = header(self._data, self._pos, self._end)
        if tag != expected:
            raise MessageMalformed(
                say(
                    "The data has an element {tag} where {expected} belongs.",
                    tag=f"{tag:#04x}",
                    expected=f"{expected:#04x}",
                )
            )
        self._pos = stop
        return start, stop

    def enter(self, tag: int) -> Reader:
        """Step over the next element, which must have `tag`; give a reader of its contents."""
        start, stop = self._next(tag)
        return Reader(self._data, start, stop)

    def content(self, tag: int) -> bytes:
        """Take the contents of the next element, which must have `tag`."""
        start, stop = self._next(tag)
        return self._data[start:stop]

    def whole(self, tag: int | None = None) -> bytes:
        """Take the next element with its header; any tag when `tag` is None."""
        begin = self._pos
        found, _, stop = header(self._data, begin, self._end)
        if tag is not None and found != tag:
            raise MessageMalformed(
                say("The data has an element {found} where {tag} belongs.", found=f"{found:#04x}", tag=f"{tag:#04x}")
            )
        self._pos = stop
        return self._data[begin:stop]

    def integer(self) -> int:
        """Take an INTEGER."""
        return integer_value(self.content(INTEGER))

    def oid(self) -> str:
        """Take an OBJECT IDENTIFIER as dotted text."""
        return dotted(self.content(OID))

    def boolean(self) -> bool:
        """Take a BOOLEAN. Not only FF counts as true (X.690 §8.2.2): the Uzbek authorities write 01."""
        content = self.content(BOOLEAN)
        if len(content) != 1:
            raise MessageMalformed("A truth value is neither true nor false.")
        return content != b"\x00"

    def bits(self) -> bytes:
        """Take a BIT STRING that is a whole number of bytes."""
        content = self.content(BIT_STRING)
        if not content or content[0] != 0:
            raise MessageMalformed("A bit string is not a whole number of bytes.")
        return content[1:]

    def time(self) -> datetime:
        """Take a UTCTime or GeneralizedTime as aware UTC."""
        tag = self.tag
        return time_value(tag, self.content(tag)) if tag in (UTC_TIME, GENERALIZED_TIME) else self._refuse_time()

    def _refuse_time(self) -> datetime:
        raise MessageMalformed("There is no time where a time belongs.")

    def close(self) -> None:
        """Make sure that nothing is left."""
        if self._pos != self._end:
            raise MessageMalformed("An element has more in it than belongs there.")


def integer_value(content: bytes) -> int:
    """Give the value of an INTEGER's contents (X.690 §8.3.2: shortest form; within the limits)."""
    if len(content) > DEFAULT_LIMITS.integer:
        raise MessageMalformed("A number is longer than Muhr reads.")
    if not content or (len(content) > 1 and (content[0], content[1] & 0x80) in ((0, 0), (0xFF, 0x80))):
        raise MessageMalformed("A number is not written in its shortest form.")
    return int.from_bytes(content, "big", signed=True)


@lru_cache(maxsize=1024)
def dotted(content: bytes) -> str:
    """Give the dotted text of an OBJECT IDENTIFIER's contents, arcs of any size without truncation."""
    check_oid(content)
    arcs: list[int] = []
    arc = 0
    for byte in content:
        arc = arc << 7 | byte & 0x7F
        if byte < 0x80:
            arcs.append(arc)
            arc = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))


def time_value(tag: int, content: bytes) -> datetime:
    """Give a UTCTime's or GeneralizedTime's moment; only the DER forms YYMMDDhhmmssZ and YYYYMMDDhhmmssZ pass.

    RFC 5280 §4.1.2.5: two-digit years below 50 are of this century.
    """
    digits, zone = content[:-1], content[-1:]
    if zone != b"Z" or not digits.isdigit() or len(digits) != (12 if tag == UTC_TIME else 14):
        raise MessageMalformed("A time is not written as it must be.")
    text = digits.decode("ascii")
    if tag == UTC_TIME:
        text = ("20" if text < "50" else "19") + text
    try:
        return datetime(*(int(text[a:b]) for a, b in _TIME_FIELDS), tzinfo=UTC)  # type: ignore[misc,arg-type]
    except ValueError as error:
        raise MessageMalformed("A time does not exist in the calendar.") from error


_TIME_FIELDS = ((0, 4), (4, 6), (6, 8), (8, 10), (10, 12), (12, 14))


def read_one(data: bytes, tag: int) -> Reader:
    """Give a reader of the contents of `data`, which must be exactly one element with `tag`."""
    outer = Reader(data)
    inner = outer.enter(tag)
    outer.close()
    return inner
