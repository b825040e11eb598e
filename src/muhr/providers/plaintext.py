"""Makes text from a provider fit to be shown: plain, without control characters, of limited length. Judges nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

SHORT = 300
_FIRST = 8  # the secrets of the account itself are never forgotten
_KEPT = 64  # of the tokens, which come and go with every renewal, the latest are remembered
LONG = 4000

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# C0 and C1 controls but the newline; marks that change the direction of what follows (a forged name could
# otherwise read right to left); half surrogates, which no file can store; the byte order mark.
_UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^<>]{0,2000}>", re.IGNORECASE | re.DOTALL)


def plain(value: object, limit: int = SHORT) -> str:
    """Give a value from an answer as plain text of at most `limit` characters; None and structures give "".

    Line ends become newlines, tabs become spaces, other control characters and direction marks are dropped.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return "" if not isinstance(value, bool) else str(value).lower()
    if isinstance(value, str) and len(value) <= limit and value.isprintable():
        return value.strip()  # nearly every value: nothing in it that the rest would change
    # A longer text is cut before it is worked on, so that a huge answer costs little.
    text = str(value)[: limit * 4]
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = _UNFIT.sub("", text).strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def line(value: object, limit: int = SHORT) -> str:
    """Give a value as one line of plain text."""
    return " ".join(plain(value, limit).split())


def page_text(page: str, limit: int = SHORT) -> str:
    """Give the readable words of a web page, for an error message. Not a parser: what looks like a tag is dropped."""
    return line(_MARKUP.sub(" ", page[: limit * 20]), limit)


class Redactor:
    """Takes an account's secrets out of a text before it may become part of a message. `repr` shows nothing."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets: tuple[str, ...] = ()
        self.add(*secrets)

    def __repr__(self) -> str:
        return "Redactor()"

    def add(self, *secrets: str) -> None:
        """Watch for further secrets. Safe while others read: the tuple is exchanged as a whole."""
        # Short secrets would blank out ordinary words; a password of under 4 characters guards nothing anyway.
        known = dict.fromkeys((*self._secrets, *(secret for secret in secrets if len(secret) >= 4)))
        self._secrets = tuple(known)[:_FIRST] + tuple(known)[_FIRST:][-_KEPT:]

    def clean(self, text: str) -> str:
        """Give the text with every secret replaced by three dots."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, "…")
        return text

    def clean_bytes(self, raw: bytes) -> bytes:
        """Give the bytes with every secret (as UTF-8) replaced by three dots."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            raw = raw.replace(secret.encode("utf-8", "replace"), b"...")
        return raw
