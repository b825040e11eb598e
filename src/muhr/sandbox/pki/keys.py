"""Private keys of the test world: national ones of both OID families, RSA, P-256. They sign."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from muhr.signing import der, ozdst1106
from muhr.signing.ozdst1092 import PrivateKey
from muhr.signing.points import CRYPTOPRO_A


class Algorithm(enum.Enum):
    """What sort of key."""

    OZDST_2009 = "ozdst-2009"
    OZMST_2024 = "ozmst-2024"
    RSA = "rsa-2048"
    P256 = "p-256"


class Encoding(enum.Enum):
    """How a national private key is laid out inside PKCS #8 (facts §3.1)."""

    SEC1 = "sec1"  # as E-IMZO itself writes: ECPrivateKey, number big-endian, bare curve OID as parameters
    GOST = "gost"  # as other tools write: OCTET STRING little-endian, SEQUENCE as parameters
    GOST_RAW = "gost-raw"  # the same without the inner OCTET STRING


class PkiKey(Protocol):
    """One private key."""

    @property
    def algorithm(self) -> Algorithm:
        """What sort of key it is."""
        ...

    @property
    def spki(self) -> bytes:
        """SubjectPublicKeyInfo, DER."""
        ...

    @property
    def signature_identifier(self) -> bytes:
        """AlgorithmIdentifier of the certificates it signs, DER."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Sign (hashing included), as a certificate's BIT STRING and a message's OCTET STRING carry it."""
        ...

    def pkcs8(self, encoding: Encoding = Encoding.SEC1) -> bytes:
        """PrivateKeyInfo, DER, not encrypted. `encoding` matters for national keys only."""
        ...


@dataclass(frozen=True, slots=True)
class _Oids:
    key: str
    curve: str
    signature: str
    digest: str


# Written out here and not taken from the client's table, so that a slip there cannot hide.
NATIONAL_OIDS = {
    Algorithm.OZDST_2009: _Oids(
        "1.2.860.3.15.1.1.2.1", "1.2.860.3.15.1.1.2.1.1", "1.2.860.3.15.1.1.2.2.2.2", "1.2.860.3.15.1.3.2.1.1"
    ),
    Algorithm.OZMST_2024: _Oids(
        "1.2.860.3.15.2.1.2.1", "1.2.860.3.15.2.1.2.1.1", "1.2.860.3.15.2.1.2.2.2.2", "1.2.860.3.15.2.3.2.1.1"
    ),
}


class NationalKey:
    """A key of O'z DSt 1092, with the OIDs of 2009 or of 2024."""

    def __init__(self, algorithm: Algorithm, number: int | None = None) -> None:
        self.algorithm = algorithm
        self._oids = NATIONAL_OIDS[algorithm]
        self._key = PrivateKey.generate() if number is None else PrivateKey(number, CRYPTOPRO_A)

    @property
    def number(self) -> int:
        """The secret number d; this is a test world."""
        return int.from_bytes(self._key._secret, "big")  # noqa: SLF001 - there is rightly no public way to it

    @property
    def _public(self) -> bytes:
        return der.octet_string(self._key.public_key.encoded)

    @property
    def spki(self) -> bytes:
        """SubjectPublicKeyInfo, DER: BIT STRING { OCTET STRING { X ‖ Y } } (facts §2.1)."""
        identifier = der.sequence(der.oid(self._oids.key), der.sequence(der.oid(self._oids.curve)))
        return der.sequence(identifier, der.bit_string(self._public))

    @property
    def signature_identifier(self) -> bytes:
        """AlgorithmIdentifier of its signatures, with NULL."""
        return der.sequence(der.oid(self._oids.signature), der.NULL_DER)

    def sign(self, data: bytes) -> bytes:
        """Hash with O'z DSt 1106 and sign: s ‖ r."""
        return self._key.sign(ozdst1106.digest(data))

    def pkcs8(self, encoding: Encoding = Encoding.SEC1) -> bytes:
        """PrivateKeyInfo in one of the two layouts."""
        curve = der.oid(self._oids.curve)
        if encoding is Encoding.SEC1:
            inner = der.sequence(
                der.integer(1),
                der.octet_string(self.number.to_bytes(32, "big")),
                der.tagged(0, curve),
                der.tagged(1, der.bit_string(self._public)),
            )
            identifier = der.sequence(der.oid(self._oids.key), curve)
        else:
            number = self.number.to_bytes(32, "little")
            inner = der.octet_string(number) if encoding is Encoding.GOST else number
            identifier = der.sequence(der.oid(self._oids.key), der.sequence(curve))
        return der.sequence(der.integer(0), identifier, der.octet_string(inner))


class CommonKey:
    """An RSA-2048 or P-256 key, with SHA-256."""

    _RSA_IDENTIFIER = der.sequence(der.oid("1.2.840.113549.1.1.11"), der.NULL_DER)
    _ECDSA_IDENTIFIER = der.sequence(der.oid("1.2.840.10045.4.3.2"))

    def __init__(self, key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> None:
        self.private = key
        self.algorithm = Algorithm.RSA if isinstance(key, rsa.RSAPrivateKey) else Algorithm.P256

    @property
    def spki(self) -> bytes:
        """SubjectPublicKeyInfo, DER."""
        return self.private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    @property
    def signature_identifier(self) -> bytes:
        """AlgorithmIdentifier of its signatures."""
        return self._RSA_IDENTIFIER if self.algorithm is Algorithm.RSA else self._ECDSA_IDENTIFIER

    def sign(self, data: bytes) -> bytes:
        """Sign with PKCS #1 v1.5 or ECDSA."""
        if isinstance(self.private, rsa.RSAPrivateKey):
            return self.private.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self.private.sign(data, ec.ECDSA(hashes.SHA256()))

    def pkcs8(self, encoding: Encoding = Encoding.SEC1) -> bytes:
        """PrivateKeyInfo, DER."""
        del encoding
        return self.private.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )


def new_key(algorithm: Algorithm) -> PkiKey:
    """Make a fresh key."""
    if algorithm is Algorithm.RSA:
        return CommonKey(rsa.generate_private_key(public_exponent=65537, key_size=2048))
    if algorithm is Algorithm.P256:
        return CommonKey(ec.generate_private_key(ec.SECP256R1()))
    return NationalKey(algorithm)


def load_key(algorithm: Algorithm, pkcs8: bytes) -> PkiKey:
    """Read back what `pkcs8()` of the SEC1 layout gave."""
    if algorithm in NATIONAL_OIDS:
        marker = der.integer(1) + b"\x04\x20"
        at = pkcs8.index(marker) + len(marker)
        return NationalKey(algorithm, int.from_bytes(pkcs8[at : at + 32], "big"))
    # Written by this very module: checking the primes again would cost every start of the sandbox 50 ms.
    key = serialization.load_der_private_key(pkcs8, None, unsafe_skip_rsa_key_validation=True)
    assert isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)
    return CommonKey(key)
