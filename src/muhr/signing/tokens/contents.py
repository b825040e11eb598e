"""Reads what lies on a token, and says which private key belongs to which certificate. Makes no list for people.

Key and certificate belong together by their public key where that can be seen, else by CKA_ID.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pkcs11
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pkcs11 import Attribute, KeyType, ObjectClass

from muhr.domain.errors import CannotJudge, MessageMalformed, SignatureInvalid
from muhr.signing.algorithms import load_public_key
from muhr.signing.certificates import Certificate, load
from muhr.signing.devices import DEVICES
from muhr.signing.rsa_ecdsa import EcdsaKey, RsaKey
from muhr.signing.tokens.modules import Module, Token

_MOST_OBJECTS = 100
_LARGEST = 1 << 16


@dataclass(frozen=True, slots=True)
class Stored:
    """A certificate on the token."""

    der: bytes
    key_id: bytes
    label: str

    def read(self) -> Certificate | None:
        """The same, read; None when that is not possible."""
        try:
            return load(self.der)
        except MessageMalformed:
            return None


@dataclass(frozen=True, slots=True)
class Held:
    """A private key that can be seen."""

    handle: int
    key_id: bytes
    label: str
    public: bytes
    """RSA modulus or EC point, to compare; empty when it cannot be seen."""
    asks_each_time: bool
    """CKA_ALWAYS_AUTHENTICATE."""
    signs: bool
    """CKA_SIGN."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything on one token that can be seen in one session."""

    token: Token
    certificates: Sequence[Stored]
    keys: Sequence[Held]
    mechanisms: frozenset[int]
    """CK_MECHANISM_TYPE of each."""

    @property
    def authorities(self) -> list[Certificate]:
        """The CA certificates, for the chain."""
        return [one for each in self.certificates if (one := each.read()) is not None and one.is_authority]

    def key_of(self, stored: Stored, certificate: Certificate) -> Held | None:
        """The private key of a certificate; None when there is none, or none that can be seen."""
        return next((one for one in self.keys if belongs(one, stored.key_id, certificate)), None)


def read(module: Module, token: Token) -> Contents:
    """Read what can be seen without login; raises PKCS11Error, CryptokiFault."""
    with module.session(token) as session:
        return read_in(session, token)


def read_in(session: pkcs11.Session, token: Token) -> Contents:
    """Read what this session can see; raises PKCS11Error."""
    DEVICES.assert_here()
    certificates = [
        Stored(der, _bytes(one, Attribute.ID), _label(one))
        for one in _objects(session, ObjectClass.CERTIFICATE)
        if (der := _bytes(one, Attribute.VALUE))
    ]
    points = {
        key_id: point
        for one in _objects(session, ObjectClass.PUBLIC_KEY)
        if (key_id := _bytes(one, Attribute.ID)) and (point := _public(one))
    }
    keys = [_held(one, points) for one in _objects(session, ObjectClass.PRIVATE_KEY)]
    found = frozenset(int(one) for one in token.slot.get_mechanisms())
    return Contents(token=token, certificates=certificates, keys=keys, mechanisms=found)


def _objects(session: pkcs11.Session, kind: ObjectClass) -> list[Any]:
    # To the end, for an iterator that is let go half-way holds the session's lock.
    return list(session.get_objects({Attribute.CLASS: kind}))[:_MOST_OBJECTS]


def _value(thing: Any, attribute: Attribute) -> Any:
    try:
        return thing[attribute]
    except (pkcs11.PKCS11Error, ValueError):  # not there, not to be seen, or of a kind nobody knows
        return None


def _bytes(thing: Any, attribute: Attribute) -> bytes:
    value = _value(thing, attribute)
    return value if isinstance(value, bytes) and len(value) <= _LARGEST else b""


def _label(thing: Any) -> str:
    value = _value(thing, Attribute.LABEL)
    return value if isinstance(value, str) else ""


def _held(key: Any, points: dict[bytes, bytes]) -> Held:
    key_id = _bytes(key, Attribute.ID)
    return Held(
        handle=key.handle,
        key_id=key_id,
        label=_label(key),
        public=_public(key) or points.get(key_id, b""),
        asks_each_time=_value(key, Attribute.ALWAYS_AUTHENTICATE) is True,
        signs=_value(key, Attribute.SIGN) is not False,
    )


def _public(key: Any) -> bytes:
    """What a key shows of its public half: the modulus, or the point, usually inside an OCTET STRING."""
    kind = _value(key, Attribute.KEY_TYPE)
    if kind == KeyType.RSA:
        return _bytes(key, Attribute.MODULUS).lstrip(b"\0")
    if kind != KeyType.EC:
        return b""
    return _bytes(key, Attribute.EC_POINT)


def belongs(held: Held, key_id: bytes, certificate: Certificate) -> bool:
    """Whether a private key is the one of a certificate, as far as can be seen."""
    shown = _of_certificate(certificate)
    if held.public and shown:
        # Up to four bytes before a point are the head of its OCTET STRING; some tokens give the bare point.
        return held.public.endswith(shown) and len(held.public) - len(shown) <= 4
    return bool(key_id) and held.key_id == key_id


def _of_certificate(certificate: Certificate) -> bytes:
    try:
        key = load_public_key(certificate.public_key)
    except (CannotJudge, SignatureInvalid):
        return b""
    if isinstance(key, RsaKey):
        modulus = key.key.public_numbers().n
        return modulus.to_bytes((modulus.bit_length() + 7) // 8, "big")
    if isinstance(key, EcdsaKey):
        return key.key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return b""
