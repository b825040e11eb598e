"""Signed documents in BER as E-IMZO and its kin write them, by directors of the sandbox. All are good; judges nothing.

What varies: director and family of identifiers, sizes of certificates and contents (lengths that end with any byte),
how the content is cut, which parts have indefinite lengths, one or two signers, attached or detached, bytes or text.
"""

from __future__ import annotations

import base64
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from pki_for_tests import (
    CONTENT_TYPE,
    ID_DATA,
    ID_SIGNED_DATA,
    MESSAGE_DIGEST,
    SIGNING_TIME,
    attribute,
    issuer_and_serial,
    time,
)

from muhr.sandbox.pki.authorities import Authorities, director_profile, make_authorities
from muhr.sandbox.pki.certificates import Issued, extension
from muhr.sandbox.pki.keys import Algorithm
from muhr.sandbox.world.companies import EVERYBODY
from muhr.signing import der
from muhr.signing.algorithms import choose

NOW = datetime(2026, 3, 2, 9, 30, 15, tzinfo=UTC)
_FAMILIES = (Algorithm.OZDST_2009, Algorithm.OZDST_2009, Algorithm.OZMST_2024)
_DIRECTORS = 48


@dataclass(frozen=True)
class Document:
    """One signed document."""

    form: str
    """How it is written, for people."""
    data: bytes
    content: bytes
    attached: bool
    signers: int


class Writer:
    """Makes documents; the same seed makes the same choices, the keys are fresh each time."""

    def __init__(self, seed: int = 1092) -> None:
        self._random = random.Random(seed)
        self.authorities: Authorities = make_authorities(NOW - timedelta(days=100))
        self._directors = [self._director(number) for number in range(_DIRECTORS)]

    def _director(self, number: int) -> Issued:
        """A director whose certificate is as long as it happens to be."""
        profile = director_profile(EVERYBODY[number % len(EVERYBODY)], NOW, age=timedelta(days=number * 7 + 1))
        padding = extension("1.2.860.3.99.1", der.octet_string(self._random.randbytes(number * 5 + 1)))
        return self.authorities.issue(
            replace(profile, extra_extensions=(padding,)), algorithm=_FAMILIES[number % len(_FAMILIES)]
        )

    def documents(self, count: int) -> Iterator[Document]:
        """Make so many documents."""
        for number in range(count):
            yield self._document(number)

    def _document(self, number: int) -> Document:
        pick = self._random
        content = self._content(number)
        same = [self._directors[number % _DIRECTORS]]
        if number % 5 == 4:
            same.append(self._directors[(number + 3) % _DIRECTORS])
        attached = number % 7 != 6
        cut = (
            pick.choice((1, 7, 64, 127, 128, 255, 256, 1000, 4096))
            if len(content) < 400
            else pick.choice((255, 1000, 4096))
        )
        pieces = _PIECES[number % len(_PIECES)]
        outside = _OUTSIDE[number // len(_PIECES) % len(_OUTSIDE)]
        text = pick.choice(_TEXTS)
        body = self._body(same, content, _cut(content, cut, pieces) if attached else b"", outside)
        form = f"{pieces} pieces of {cut}, {outside}, {text}"
        return Document(form, _as_text(body, text), content, attached, len(same))

    def _content(self, number: int) -> bytes:
        """A hash code, a document in JSON, or bytes of any length."""
        pick = self._random
        match number % 4:
            case 0:
                return pick.randbytes(32).hex().encode()
            case 1:
                return b'{"hujjat":"%d","summa":"%d.00","izoh":"%s"}' % (
                    number,
                    pick.randrange(10**9),
                    b"o" * (number % 90),
                )
            case 2:
                return pick.randbytes(pick.randrange(1, 300))
            case _:
                return pick.randbytes(pick.choice((300, 999, 1000, 1001, 2500)))

    def _signer_info(self, director: Issued, content: bytes) -> tuple[bytes, bytes]:
        choice = choose(director.key.spki)
        signed_at = NOW - timedelta(seconds=self._random.randrange(1, 20 * 3600))
        attributes = [
            attribute(CONTENT_TYPE, der.oid(ID_DATA)),
            attribute(SIGNING_TIME, time(signed_at)),
            attribute(MESSAGE_DIGEST, der.octet_string(choice.digest.compute(content))),
        ]
        signed = der.set_of(attributes)
        info = der.sequence(
            der.integer(1),
            issuer_and_serial(director.certificate),
            choice.digest.identifier_der,
            b"\xa0" + signed[1:],
            director.key.signature_identifier,
            der.octet_string(director.key.sign(signed)),
        )
        return choice.digest.identifier_der, info

    def _body(self, directors: list[Issued], content: bytes, pieces: bytes, outside: str) -> bytes:
        made = [self._signer_info(director, content) for director in directors]
        certificates = list(dict.fromkeys(itertools.chain.from_iterable(director.chain for director in directors)))
        whole = _definite if outside == "definite outside" else _indefinite
        inner = _indefinite if outside == "indefinite everywhere" else _definite
        encapsulated = whole(0x30, der.oid(ID_DATA) + (whole(0xA0, pieces) if pieces else b""))
        body = whole(
            0x30,
            der.integer(1)
            + der.set_of({digest for digest, _ in made})
            + encapsulated
            + inner(0xA0, b"".join(certificates))
            + inner(0x31, b"".join(info for _, info in made)),
        )
        return whole(0x30, der.oid(ID_SIGNED_DATA) + whole(0xA0, body))


_PIECES = ("indefinite", "definite", "nested", "no")
_OUTSIDE = ("indefinite outside", "indefinite everywhere", "definite outside")
_TEXTS = ("bytes", "base64", "lines of base64", "PEM")


def _indefinite(tag: int, content: bytes) -> bytes:
    return bytes((tag, 0x80)) + content + b"\0\0"


def _definite(tag: int, content: bytes) -> bytes:
    return der.tlv(tag, content)


def _cut(content: bytes, size: int, how: str) -> bytes:
    """An OCTET STRING in pieces (X.690 §8.7.3)."""
    parts = [der.octet_string(content[start : start + size]) for start in range(0, len(content), size)]
    match how:
        case "indefinite":
            return _indefinite(0x24, b"".join(parts))
        case "definite":
            return _definite(0x24, b"".join(parts))
        case "nested":
            return _indefinite(0x24, _definite(0x24, b"".join(parts[:1])) + b"".join(parts[1:]) + der.octet_string(b""))
        case _:
            return der.octet_string(content)


def _as_text(data: bytes, how: str) -> bytes:
    match how:
        case "base64":
            return base64.b64encode(data)
        case "lines of base64":
            return base64.encodebytes(data).replace(b"\n", b"\r\n")
        case "PEM":
            return b"-----BEGIN PKCS7-----\n%b-----END PKCS7-----\n" % base64.encodebytes(data)
        case _:
            return data
