"""How a token is asked to make the signature that a certificate calls for. Pure: no token, no call.

The table below is the whole choice. A token that hashes by itself is asked to; one that knows only the bare operation
(SoftHSM's ECDSA, many cards) gets the digest, for RSA PKCS #1 v1.5 wrapped as DigestInfo (RFC 8017 §9.2).
"""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass

from muhr.domain.errors import KeyUnusable
from muhr.signing import der
from muhr.signing.algorithms import DigestAlgorithm, NationalKey, choose, load_public_key
from muhr.signing.rsa_ecdsa import EcdsaKey, PssParameters
from muhr.signing.schemes import SHA224, SHA256, SHA384, SHA512


class Feed(enum.Enum):
    """What the token gets."""

    DATA = "data"
    DIGEST = "digest"
    DIGEST_INFO = "digest-info"


class Layout(enum.Enum):
    """The three kinds of signatures that tokens make for us."""

    PKCS1 = "RSA PKCS #1 v1.5"
    PSS = "RSA-PSS"
    ECDSA = "ECDSA"


_TABLE: dict[Layout, tuple[dict[str, int], int, Feed]] = {
    Layout.PKCS1: ({SHA256.oid: 0x40, SHA384.oid: 0x41, SHA512.oid: 0x42}, 0x01, Feed.DIGEST_INFO),
    Layout.PSS: ({SHA256.oid: 0x43, SHA384.oid: 0x44, SHA512.oid: 0x45}, 0x0D, Feed.DIGEST),
    Layout.ECDSA: ({SHA256.oid: 0x1044, SHA384.oid: 0x1045, SHA512.oid: 0x1046}, 0x1041, Feed.DIGEST),
}
"""CKM_SHA…_RSA_PKCS, CKM_RSA_PKCS; CKM_SHA…_RSA_PKCS_PSS, CKM_RSA_PKCS_PSS; CKM_ECDSA_SHA…, CKM_ECDSA: first the
mechanism that hashes, by digest; then the bare one, and what it gets."""

_HASHES = {SHA224.oid: (0x255, 5), SHA256.oid: (0x250, 2), SHA384.oid: (0x260, 3), SHA512.oid: (0x270, 4)}
"""Digest → CKM_SHA…, CKG_MGF1_SHA…, for CK_RSA_PKCS_PSS_PARAMS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How one key signs."""

    mechanism: int
    """CK_MECHANISM_TYPE."""
    parameter: tuple[int, ...]
    """CK_RSA_PKCS_PSS_PARAMS: hash, mask function, salt; empty for the others."""
    feed: Feed
    digest: DigestAlgorithm
    layout: Layout

    def prepare(self, data: bytes) -> bytes:
        """What C_Sign gets for `data`."""
        if self.feed is Feed.DATA:
            return data
        digest = self.digest.compute(data)
        if self.feed is Feed.DIGEST:
            return digest
        # DigestInfo has NULL parameters, unlike the AlgorithmIdentifier of a CMS message.
        return der.sequence(der.sequence(der.oid(self.digest.oid), der.NULL_DER), der.octet_string(digest))

    def finish(self, signature: bytes) -> bytes:
        """What a message carries for what C_Sign gave: r ‖ s becomes ECDSA-Sig-Value (RFC 3279 §2.2.3).

        Raises:
            KeyUnusable: what the token gave is no such signature.
        """
        if self.layout is not Layout.ECDSA:
            return signature
        half, odd = divmod(len(signature), 2)
        if odd or not half:
            raise KeyUnusable("The token gave something that is no signature.", code="key-device-failed")
        r, s = (int.from_bytes(part, "big") for part in (signature[:half], signature[half:]))
        return der.sequence(der.integer(r), der.integer(s))


def plan(public_key: bytes, available: Collection[int]) -> Plan | None:
    """Choose how a token signs for a certificate's key; None when it has no mechanism for it.

    Args:
        public_key: the certificate's SubjectPublicKeyInfo (DER).
        available: the token's mechanisms (C_GetMechanismList).

    Raises:
        CannotJudge, SignatureInvalid: see `algorithms.choose`.
    """
    key, choice = load_public_key(public_key), choose(public_key)
    if isinstance(key, NationalKey):
        return None  # the national algorithm has no mechanism of the standard's
    layout = Layout.ECDSA if isinstance(key, EcdsaKey) else Layout.PSS if choice.pss else Layout.PKCS1
    hashing, bare, feed = _TABLE[layout]
    parameter = _pss_parameter(choice.pss) if choice.pss else ()
    for mechanism, fed in ((hashing.get(choice.digest.oid), Feed.DATA), (bare, feed)):
        if mechanism is not None and mechanism in available:
            return Plan(mechanism=mechanism, parameter=parameter, feed=fed, digest=choice.digest, layout=layout)
    return None


def _pss_parameter(pss: PssParameters) -> tuple[int, ...]:
    return (_HASHES[pss.digest.oid][0], _HASHES[pss.mask.oid][1], pss.salt)
