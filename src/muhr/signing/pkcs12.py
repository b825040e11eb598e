"""PKCS#12 files (RFC 7292): their layers, what can be seen without the password, and what the password opens.

Own reader, because the `cryptography` library knows no national key types and cannot list without the password. What
is inside a private key is not looked at here (`private_keys`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from muhr.domain.errors import KeyFileUnreadable, WrongPassword
from muhr.signing import ber, tlv
from muhr.signing.cms_read import algorithm
from muhr.signing.limits import IndefiniteLength, Limits, scan
from muhr.signing.passwords import Password
from muhr.signing.pbe import (
    LARGEST_WORK,
    BadPadding,
    Encryption,
    Mac,
    read_encryption,
    read_mac,
    too_much_work,
)
from muhr.signing.tlv import OCTET_STRING, SEQUENCE, SET, Reader, context

FILE_LIMITS = Limits(message=1024 * 1024, depth=24, elements=20_000)
_MOST_BAGS = 200
_DEEPEST_BAGS = 4

_DATA = "1.2.840.113549.1.7.1"
_ENCRYPTED_DATA = "1.2.840.113549.1.7.6"
_BAG = "1.2.840.113549.1.12.10.1."
_KEY_BAG, _SHROUDED_KEY_BAG, _CERTIFICATE_BAG, _NESTED_BAG = (_BAG + number for number in "1236")
_X509 = "1.2.840.113549.1.9.22.1"
_FRIENDLY_NAME = "1.2.840.113549.1.9.20"
_LOCAL_KEY_ID = "1.2.840.113549.1.9.21"
_BMP_STRING = 0x1E
_CHUNKED = 0x24

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class KeyBag:
    """A private key: PKCS#8, or sealed PKCS#8."""

    data: bytes = field(repr=False)
    seal: Encryption | None
    name: str
    local_id: bytes


@dataclass(frozen=True, slots=True)
class CertificateBag:
    """A certificate as it stands in the file, unread."""

    der: bytes
    name: str
    local_id: bytes


@dataclass(frozen=True, slots=True)
class Contents:
    """Keys and certificates in the order of the file."""

    keys: tuple[KeyBag, ...]
    certificates: tuple[CertificateBag, ...]


@dataclass(frozen=True, slots=True)
class Pfx:
    """A PKCS#12 file whose outer layers are read. Nothing was computed yet."""

    visible: Contents
    """What stands outside of any encryption; keys are usually sealed."""
    sealed: tuple[tuple[Encryption, bytes], ...]
    """The encrypted parts."""
    mac: Mac | None
    authenticated: bytes
    """What the integrity check covers."""

    @property
    def cost(self) -> int:
        """Hash iterations to open everything seen so far."""
        keys = sum(bag.seal.cost for bag in self.visible.keys if bag.seal is not None)
        return keys + sum(seal.cost for seal, _ in self.sealed) + (2 * self.mac.cost if self.mac else 0)


def read(data: bytes) -> Pfx:
    """Read the layers of a file that need no password.

    Raises:
        KeyFileUnreadable: an algorithm is unknown, or the file asks for too much work.
        MessageMalformed: it is no PKCS#12 file within the limits.
    """
    pfx = _definite(data, _read_pfx)
    if pfx.cost > LARGEST_WORK:
        raise too_much_work()
    return pfx


def _definite(data: bytes, parse: Callable[[bytes], _T]) -> _T:
    """Parse one layer, after making it definite where it is BER; every layer is scanned before it is parsed."""
    try:
        scan(data, FILE_LIMITS)
        return parse(data)
    except IndefiniteLength:
        plain = ber.definite(data, FILE_LIMITS)
    scan(plain, FILE_LIMITS)
    return parse(plain)


def open_with(pfx: Pfx, password: Password) -> Contents:
    """Check the integrity of the file, then open everything in it; keys are plain PKCS#8 afterwards.

    Raises:
        WrongPassword: the integrity check says so.
        KeyFileUnreadable: there is no integrity check, or what was opened is broken although the password is right.
        MessageMalformed: the same, in the form of the bytes.
    """
    if pfx.mac is None:
        # Without it nobody could tell a wrong password from a changed file, nor a changed file from a good one.
        raise KeyFileUnreadable("The key file has no integrity check, so it cannot be trusted.")
    form = pfx.mac.fitting_form(password, pfx.authenticated)
    if form is None:
        raise WrongPassword("The password does not open this key file.")
    budget = LARGEST_WORK - pfx.cost
    keys, certificates = list(pfx.visible.keys), list(pfx.visible.certificates)
    for seal, sealed in pfx.sealed:
        inside = _definite(_unseal(seal, password, form, sealed), _safe_contents)
        budget -= sum(bag.seal.cost for bag in inside.keys if bag.seal is not None)
        keys += inside.keys
        certificates += inside.certificates
    if budget < 0:
        raise too_much_work()
    opened = tuple(
        bag if bag.seal is None else KeyBag(_unseal(bag.seal, password, form, bag.data), None, bag.name, bag.local_id)
        for bag in keys
    )
    return Contents(opened, tuple(certificates))


def _unseal(seal: Encryption, password: Password, form: bytearray, data: bytes) -> bytes:
    try:
        return seal.decrypt(password, form, data)
    except BadPadding as error:
        raise KeyFileUnreadable("A part of the key file does not open although the password is right.") from error


# ------------------------------------------------------------------ the layers


def _read_pfx(data: bytes) -> Pfx:
    """PFX ::= SEQUENCE { version 3, authSafe ContentInfo, macData OPTIONAL } (RFC 7292 §4)."""
    body = tlv.read_one(data, SEQUENCE)
    if body.integer() != 3:
        raise KeyFileUnreadable("The key file has a version that does not exist.")
    content_type, authenticated = _content_info(body.enter(SEQUENCE))
    if content_type != _DATA:
        raise KeyFileUnreadable("The key file is protected by another key, not by a password.")
    mac = read_mac(body.enter(SEQUENCE)) if body.tag else None
    body.close()
    return _definite(authenticated, lambda inner: _read_safe(inner, mac, authenticated))


def _read_safe(data: bytes, mac: Mac | None, authenticated: bytes) -> Pfx:
    """AuthenticatedSafe ::= SEQUENCE OF ContentInfo (RFC 7292 §4.1)."""
    parts = tlv.read_one(data, SEQUENCE)
    keys: list[KeyBag] = []
    certificates: list[CertificateBag] = []
    sealed: list[tuple[Encryption, bytes]] = []
    while parts.tag:
        part = parts.enter(SEQUENCE)
        content_type = part.oid()
        explicit = part.enter(context(0))
        part.close()
        if content_type == _DATA:
            inside = _definite(_octets(explicit), _safe_contents)
            keys += inside.keys
            certificates += inside.certificates
        elif content_type == _ENCRYPTED_DATA:
            sealed.append(_encrypted_data(explicit.enter(SEQUENCE)))
        else:
            raise KeyFileUnreadable("The key file has a part that no password opens.")
        explicit.close()
        if len(keys) + len(certificates) + len(sealed) > _MOST_BAGS:
            raise KeyFileUnreadable("The key file has more parts than Muhr reads.")
    return Pfx(Contents(tuple(keys), tuple(certificates)), tuple(sealed), mac, authenticated)


def _content_info(reader: Reader) -> tuple[str, bytes]:
    content_type = reader.oid()
    explicit = reader.enter(context(0))
    reader.close()
    if content_type != _DATA:
        return content_type, b""
    content = _octets(explicit)
    explicit.close()
    return content_type, content


def _octets(reader: Reader) -> bytes:
    if reader.tag == _CHUNKED:
        raise IndefiniteLength("The content is in pieces.")
    return reader.content(OCTET_STRING)


def _encrypted_data(reader: Reader) -> tuple[Encryption, bytes]:
    """EncryptedData, RFC 5652 §8; the content is [0] IMPLICIT, in pieces where the writer liked BER."""
    reader.integer()
    info = reader.enter(SEQUENCE)
    if info.oid() != _DATA:
        raise KeyFileUnreadable("The key file has an encrypted part of an unknown kind.")
    seal = read_encryption(algorithm(info))
    if info.tag == context(0):
        pieces, found = info.enter(context(0)), []
        while pieces.tag:
            found.append(pieces.content(OCTET_STRING))
        content = b"".join(found)
    else:
        content = info.content(0x80)
    info.close()
    return seal, content


def _safe_contents(data: bytes) -> Contents:
    """SafeContents ::= SEQUENCE OF SafeBag (RFC 7292 §4.2)."""
    keys: list[KeyBag] = []
    certificates: list[CertificateBag] = []
    for bag in _bags(tlv.read_one(data, SEQUENCE), 1):
        if isinstance(bag, KeyBag):
            keys.append(bag)
        else:
            certificates.append(bag)
        if len(keys) + len(certificates) > _MOST_BAGS:
            raise KeyFileUnreadable("The key file has more parts than Muhr reads.")
    return Contents(tuple(keys), tuple(certificates))


def _bags(reader: Reader, depth: int) -> Iterator[KeyBag | CertificateBag]:
    if depth > _DEEPEST_BAGS:
        raise KeyFileUnreadable("The key file is nested deeper than Muhr reads.")
    while reader.tag:
        bag = reader.enter(SEQUENCE)
        kind = bag.oid()
        value = bag.enter(context(0))
        name, local_id = _bag_attributes(bag.enter(SET)) if bag.tag else ("", b"")
        bag.close()
        if kind == _NESTED_BAG:
            yield from _bags(value.enter(SEQUENCE), depth + 1)
        elif kind == _KEY_BAG:
            yield KeyBag(value.whole(SEQUENCE), None, name, local_id)
        elif kind == _SHROUDED_KEY_BAG:
            seal, sealed = encrypted_key(value.enter(SEQUENCE))
            yield KeyBag(sealed, seal, name, local_id)
        elif kind == _CERTIFICATE_BAG:
            certificate = _certificate(value.enter(SEQUENCE))
            if certificate:
                yield CertificateBag(certificate, name, local_id)
        # Revocation lists and secrets are passed over.


def encrypted_key(reader: Reader) -> tuple[Encryption, bytes]:
    """Take the contents of an EncryptedPrivateKeyInfo (RFC 5958 §3).

    Raises:
        KeyFileUnreadable: its algorithm is unknown, or asks for too much work.
        MessageMalformed: it is none.
    """
    seal = read_encryption(algorithm(reader))
    sealed = reader.content(OCTET_STRING)
    reader.close()
    return seal, sealed


def _certificate(reader: Reader) -> bytes:
    if reader.oid() != _X509:
        return b""
    explicit = reader.enter(context(0))
    reader.close()
    content = _octets(explicit)
    explicit.close()
    return content


def _bag_attributes(reader: Reader) -> tuple[str, bytes]:
    name, local_id = "", b""
    while reader.tag:
        attribute = reader.enter(SEQUENCE)
        oid = attribute.oid()
        values = attribute.enter(SET)
        attribute.close()
        if oid == _FRIENDLY_NAME and values.tag == _BMP_STRING:
            name = values.content(_BMP_STRING).decode("utf-16-be", errors="replace")
        elif oid == _LOCAL_KEY_ID and values.tag == OCTET_STRING:
            local_id = values.content(OCTET_STRING)
    return name, local_id
