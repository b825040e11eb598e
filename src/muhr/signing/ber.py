"""BER with indefinite lengths and chunked strings, as E-IMZO and Bouncy Castle write it, made definite.

Changes the form only: signed parts are DER inside (RFC 5652 §5.4, X.509) and come out byte for byte as they went in.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from muhr.domain.errors import MessageMalformed
from muhr.signing import der
from muhr.signing.limits import DEFAULT_LIMITS, IndefiniteLength, Limits, header

_OCTET_STRING = 0x04
_CHUNKED = 0x24
_END_OF_CONTENTS = b"\x00\x00"


@dataclass(slots=True)
class _Open:
    """A constructed element whose end has not been reached."""

    tag: int
    limit: int
    """Where it must have ended."""
    definite: bool
    parts: list[bytes] = field(default_factory=list)
    """Its contents in pieces; joined once at the very end, so that a large message is not copied at every level."""
    size: int = 0

    def add(self, part: bytes) -> None:
        """Take one more piece of the contents."""
        self.parts.append(part)
        self.size += len(part)


def definite(data: bytes, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Give one BER value with definite lengths and whole octet strings; iterative, within the limits.

    Constructed octet strings are joined; other constructed strings (bit strings, texts) are refused: no CMS writer
    uses them and joining them could change what is signed.

    Raises:
        MessageMalformed: cut off, too deep, too many elements, a chunk of another type, or bytes after the value.
    """
    root = _Open(0, len(data), definite=True)
    stack = [root]
    pos = count = 0
    while True:
        top = stack[-1]
        if top is root and root.parts:
            break
        if pos == top.limit if top.definite else data.startswith(_END_OF_CONTENTS, pos, top.limit):
            if top is root:
                raise MessageMalformed("The data is empty.")
            pos += 0 if top.definite else 2
            stack.pop()
            _close(top, stack[-1])
            continue
        count += 1
        if count > limits.elements:
            raise MessageMalformed("The data has more elements than Muhr reads.")
        pos = _step(data, pos, stack, limits)
    if pos != len(data):
        raise MessageMalformed("Bytes follow the end of the data.")
    return b"".join(root.parts)


def _step(data: bytes, pos: int, stack: list[_Open], limits: Limits) -> int:
    top = stack[-1]
    try:
        tag, start, stop = header(data, pos, top.limit)
        is_definite = True
    except IndefiniteLength:
        tag, start, stop, is_definite = data[pos], pos + 2, top.limit, False
        if not tag & 0x20:
            raise MessageMalformed("An element without contents has no definite length.") from None
    if top.tag == _CHUNKED and tag not in (_OCTET_STRING, _CHUNKED):
        raise MessageMalformed("A piece of a string is not a string.")
    if not tag & 0x20:
        top.add(data[start:stop] if top.tag == _CHUNKED else data[pos:stop])
        return stop
    if tag & 0xC0 == 0 and tag not in (0x30, 0x31, _CHUNKED):
        raise MessageMalformed("The data has a constructed element that no signed message uses.")
    if len(stack) > limits.depth:
        raise MessageMalformed("The data is nested deeper than Muhr reads.")
    stack.append(_Open(tag, stop, is_definite))
    return start


def _close(element: _Open, parent: _Open) -> None:
    """Give the contents of a finished element to its parent, under a definite header where it keeps one."""
    if element.tag != _CHUNKED:
        parent.add(bytes((element.tag,)) + der.length(element.size))
    elif parent.tag != _CHUNKED:
        parent.add(bytes((_OCTET_STRING,)) + der.length(element.size))
    parent.parts += element.parts
    parent.size += element.size
