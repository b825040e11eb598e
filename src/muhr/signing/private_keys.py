"""From a plain PKCS#8 private key to a key that signs, proven to belong to a certificate. Opens no files."""

from __future__ import annotations

from collections.abc import Iterator

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_der_private_key

from muhr.domain.errors import CannotJudge, KeyFileUnreadable, KeyUnusable, MessageMalformed, SignatureInvalid
from muhr.domain.sentences import say
from muhr.signing import tlv
from muhr.signing.algorithms import NationalKey, choose, load_public_key
from muhr.signing.certificates import Certificate
from muhr.signing.cms_read import algorithm
from muhr.signing.ozdst1092 import PrivateKey
from muhr.signing.rsa_ecdsa import EcdsaKey, RsaKey
from muhr.signing.signer import ClosableKey, CryptographyKey, OzdstKey
from muhr.signing.tlv import INTEGER, OCTET_STRING, SEQUENCE, Reader

_NATIONAL_KEYS = "1.2.860.3.15."
_LONGEST_SCALAR = 33


def key_for(pkcs8: bytes, certificate: Certificate) -> ClosableKey | None:
    """Give the key that signs for `certificate`; None when the private key belongs to another public key.

    Raises:
        KeyFileUnreadable: the private key is broken.
        KeyUnusable: the certificate's key is of a kind that this program does not sign with.
    """
    try:
        public = load_public_key(certificate.public_key)
        choice = choose(certificate.public_key)
    except (CannotJudge, SignatureInvalid) as error:
        raise KeyUnusable(say("Muhr cannot sign with this key. {error}", error=error.sentence)) from error
    if isinstance(public, NationalKey):
        private = _national(pkcs8, public)
        return None if private is None else OzdstKey(private, choice.digest)
    assert isinstance(public, RsaKey | EcdsaKey)
    foreign = _foreign(pkcs8)
    if foreign is None or foreign.public_key().public_numbers() != public.key.public_numbers():
        return None
    return CryptographyKey(foreign, choice)


def _read_pkcs8(pkcs8: bytes) -> tuple[str, bytes]:
    """Give the algorithm and the private key of a PrivateKeyInfo (RFC 5958 §2), which may carry more after them."""
    try:
        body = tlv.read_one(pkcs8, SEQUENCE)
        body.integer()
        return algorithm(body).oid, body.content(OCTET_STRING)
    except MessageMalformed as error:
        raise KeyFileUnreadable("The private key in the file is damaged.") from error


def _national(pkcs8: bytes, public: NationalKey) -> PrivateKey | None:
    """Try every way in which writers put d into the file; the certificate's public key says which one it was."""
    oid, inner = _read_pkcs8(pkcs8)
    if not oid.startswith(_NATIONAL_KEYS):
        return None
    tried: set[int] = set()
    curve = public.point.curve
    for scalar in _scalars(inner):
        if scalar in tried or not 0 < scalar < curve.q:
            continue
        tried.add(scalar)
        private = PrivateKey(scalar, curve)
        if private.public_key == public.point:
            return private
        private.destroy()
    return None


def _scalars(inner: bytes) -> Iterator[int]:
    """Give the numbers d may be: E-IMZO writes an ECPrivateKey, big-endian; others the bare bytes, little-endian."""
    octets: list[bytes] = []
    if len(inner) <= _LONGEST_SCALAR:
        octets.append(inner)
    try:
        reader = Reader(inner)
        if reader.tag == SEQUENCE:  # ECPrivateKey, RFC 5915
            key = reader.enter(SEQUENCE)
            key.integer()
            octets.append(key.content(OCTET_STRING))
        elif reader.tag == OCTET_STRING:
            octets.append(reader.content(OCTET_STRING))
        elif reader.tag == INTEGER:
            yield reader.integer()
    except MessageMalformed:
        pass  # bare bytes that look like the beginning of something else
    for value in octets:
        if 0 < len(value) <= _LONGEST_SCALAR:
            yield int.from_bytes(value, "big")
            yield int.from_bytes(value, "little")


def _foreign(pkcs8: bytes) -> rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | None:
    if _read_pkcs8(pkcs8)[0].startswith(_NATIONAL_KEYS):
        return None
    try:
        key = load_der_private_key(pkcs8, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyFileUnreadable("The private key in the file is damaged, or of an unknown kind.") from error
    return key if isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) else None
