"""A password in buffers that can be overwritten, in the two forms that key files want it."""

from __future__ import annotations

from muhr.domain.errors import WrongPassword

_LONGEST_PASSWORD = 1000
_LEAST = (0, 0, 0x80, 0x800, 0x10000)
"""The first character that needs so many bytes in UTF-8."""


class Password:
    """A password in buffers that are overwritten; never a `str`, which could not be."""

    __slots__ = ("_bmp", "utf8")

    def __init__(self, utf8: bytearray) -> None:
        """Take over the caller's buffer (UTF-8).

        Raises:
            WrongPassword: it is no text, or longer than any key file's.
        """
        if len(utf8) > _LONGEST_PASSWORD:
            raise WrongPassword("The password is longer than any key file's.")
        self.utf8 = utf8
        self._bmp = _to_bmp(utf8)

    def forms(self) -> tuple[bytearray, ...]:
        """The BMPString forms that PKCS#12 writers use; an empty password has two (with and without the end mark)."""
        return (self._bmp,) if self.utf8 else (self._bmp, bytearray())

    def wipe(self) -> None:
        """Overwrite every buffer."""
        for buffer in (self.utf8, self._bmp):
            buffer[:] = bytes(len(buffer))


def _to_bmp(utf8: bytearray) -> bytearray:
    """UTF-8 to UTF-16 big-endian with the end mark (RFC 7292 appendix B.1), without a `str` on the way."""
    result = bytearray()
    position = 0
    while position < len(utf8):
        lead = utf8[position]
        size = 1 if lead < 0x80 else 2 if 0xC2 <= lead < 0xE0 else 3 if 0xE0 <= lead < 0xF0 else 4
        tail = utf8[position + 1 : position + size]
        code = lead if size == 1 else lead & (0x7F >> size)
        for byte in tail:
            code = code << 6 | byte & 0x3F
        broken = (
            len(tail) != size - 1 or any(byte & 0xC0 != 0x80 for byte in tail) or (size == 4 and lead & 0xF8 != 0xF0)
        )
        misfit = code < _LEAST[size] or code > 0x10FFFF or 0xD800 <= code < 0xE000
        if broken or misfit:
            raise WrongPassword("The password is not readable text.")
        if code >= 0x10000:
            code -= 0x10000
            result += (0xD800 | code >> 10).to_bytes(2, "big")
            code = 0xDC00 | code & 0x3FF
        result += code.to_bytes(2, "big")
        position += size
    return result + b"\x00\x00"
