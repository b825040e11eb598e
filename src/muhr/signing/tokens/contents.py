"""Reads what lies on a token, and says which private key belongs to which certificate. Makes no list for people.

Key and certificate belong together by their public key where that can be seen, else by CKA_ID.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pkcs11 import Attribute, KeyType, ObjectClass

from muhr.domain.errors import CannotJudge, MessageMalformed, SignatureInvalid
from muhr.signing.algorithms import load_public_key
from muhr.signing.certificates import Certificate, load
from muhr.signing.rsa_ecdsa import EcdsaKey, RsaKey
from muhr.signing.tokens.cryptoki import Cryptoki
from muhr.signing.tokens.modules import Module, Token


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
        """The private key of a certificate; None when there is none, or none that can be seen.

        On a token that shows neither public keys nor ids, the only key is taken for the only certificate's: whether it
        is shows the first signature, which Muhr verifies.
        """
        sure = next((one for one in self.keys if belongs(one, stored.key_id, certificate)), None)
        if sure is not None or len(self.keys) != 1 or len(self.certificates) - len(self.authorities) != 1:
            return sure
        (only,) = self.keys
        return only if not only.public and not (only.key_id and stored.key_id) else None


def read(module: Module, token: Token) -> Contents:
    """Read what can be seen without login; raises CryptokiFault, PKCS11Error."""
    with module.session(token) as session:
        return read_in(module.calls, session, token)


def read_in(calls: Cryptoki, session: int, token: Token) -> Contents:
    """Read what this session can see; raises CryptokiFault, PKCS11Error."""
    see = _Seen(calls, session)
    certificates = [
        Stored(der, see.value(one, Attribute.ID), see.text(one, Attribute.LABEL))
        for one in calls.find(session, ObjectClass.CERTIFICATE)
        if (der := see.value(one, Attribute.VALUE))
    ]
    points = {
        key_id: point
        for one in calls.find(session, ObjectClass.PUBLIC_KEY)
        if (key_id := see.value(one, Attribute.ID)) and (point := see.public(one))
    }
    keys = [see.key(one, points) for one in calls.find(session, ObjectClass.PRIVATE_KEY)]
    found = frozenset(int(one) for one in token.slot.get_mechanisms())
    return Contents(token=token, certificates=certificates, keys=keys, mechanisms=found)


class _Seen:
    """The objects of one session."""

    def __init__(self, calls: Cryptoki, session: int) -> None:
        self._calls = calls
        self._session = session

    def value(self, thing: int, attribute: Attribute) -> bytes:
        return self._calls.attribute(self._session, thing, attribute) or b""

    def text(self, thing: int, attribute: Attribute) -> str:
        return self.value(thing, attribute).decode("utf-8", "replace").strip("\0 ")

    def key(self, thing: int, points: dict[bytes, bytes]) -> Held:
        key_id = self.value(thing, Attribute.ID)
        return Held(
            handle=thing,
            key_id=key_id,
            label=self.text(thing, Attribute.LABEL),
            public=self.public(thing) or points.get(key_id, b""),
            asks_each_time=any(self.value(thing, Attribute.ALWAYS_AUTHENTICATE)),
            signs=self.value(thing, Attribute.SIGN) != b"\0",
        )

    def public(self, thing: int) -> bytes:
        """What a key shows of its public half: the modulus, or the point, usually inside an OCTET STRING."""
        kind = int.from_bytes(self.value(thing, Attribute.KEY_TYPE), sys.byteorder)
        if kind == KeyType.RSA:
            return self.value(thing, Attribute.MODULUS).lstrip(b"\0")
        return self.value(thing, Attribute.EC_POINT) if kind == KeyType.EC else b""


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
