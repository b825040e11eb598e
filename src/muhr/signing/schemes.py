"""The one table of algorithms: OIDs of digests and signatures, and which fit one another. No keys, no CMS here.

What the errors mean, here and in `muhr.signing.algorithms`:

* `CannotJudge`, code `signature-unknown-algorithm`: an OID, curve or key family outside the table. Nothing is said of
  the signature.
* `CannotJudge`, code `signature-weak`: MD2, MD5, SHA-1, RSA below 2048 bits or with the ROCA flaw. Such a signature may
  well be what somebody once made, but it proves nothing any more: it is neither forged nor ever valid.
* `SignatureInvalid`: the key, the parameters or the signature are wrong, or do not fit one another (a digest of one
  family under a signature of another, an RSA signature under a national key).

The national algorithms have two families of OIDs, of 2009 and of 2024, with the same mathematics. The 2024 family was
never seen on a certificate by us; that its mathematics is the same is reported by others. OIDs are always taken from
the key's own SubjectPublicKeyInfo and never assumed; the curve is found by testing the point.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from muhr.domain.errors import CannotJudge, SignatureInvalid
from muhr.domain.sentences import say
from muhr.signing import der, ozdst1106


def unknown(what: str, oid: str) -> CannotJudge:
    """Make the error for an OID outside the table."""
    return CannotJudge(
        say("{what} {oid} is not known to this program.", what=what, oid=oid),
        code="signature-unknown-algorithm",
        oid=oid,
    )


def weak(what: str) -> CannotJudge:
    """Make the error for what proves nothing any more."""
    return CannotJudge(say("{what} is too weak to prove anything.", what=what), code="signature-weak")


# ------------------------------------------------------------------ digests


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestAlgorithm:
    """A hash function and how a message names it."""

    name: str
    """In the field's words; for SHA-2 also the name `hashlib` knows, in capitals with a dash."""
    oid: str
    size: int
    """Bytes of the hash."""
    compute: Callable[[bytes], bytes]
    identifier_der: bytes
    """The AlgorithmIdentifier as we write it."""


Hashed = Callable[[DigestAlgorithm], bytes]
"""Gives the digest of data that whoever made the function has at hand."""


def _sha2(name: str, oid: str, size: int) -> DigestAlgorithm:
    """A SHA-2 digest; its AlgorithmIdentifier has no parameters (RFC 5754 §2)."""
    function = getattr(hashlib, name.lower().replace("-", ""))

    def compute(data: bytes) -> bytes:
        digest: bytes = function(data).digest()
        return digest

    return DigestAlgorithm(name=name, oid=oid, size=size, compute=compute, identifier_der=der.sequence(der.oid(oid)))


def _national(name: str, oid: str) -> DigestAlgorithm:
    """The national digest; its AlgorithmIdentifier has a NULL, as certificates and messages of E-IMZO show."""
    identifier = der.sequence(der.oid(oid), der.NULL_DER)
    return DigestAlgorithm(
        name=name, oid=oid, size=ozdst1106.DIGEST_SIZE, compute=ozdst1106.digest, identifier_der=identifier
    )


SHA256 = _sha2("SHA-256", "2.16.840.1.101.3.4.2.1", 32)
SHA384 = _sha2("SHA-384", "2.16.840.1.101.3.4.2.2", 48)
SHA512 = _sha2("SHA-512", "2.16.840.1.101.3.4.2.3", 64)
SHA224 = _sha2("SHA-224", "2.16.840.1.101.3.4.2.4", 28)
OZDST_1106 = _national("O'z DSt 1106:2009", "1.2.860.3.15.1.3.2.1.1")
OZMST_285 = _national("O'z MSt 285:2024", "1.2.860.3.15.2.3.2.1.1")

_DIGESTS = {digest.oid: digest for digest in (SHA224, SHA256, SHA384, SHA512, OZDST_1106, OZMST_285)}

_WEAK_DIGESTS = {"1.3.14.3.2.26": "SHA-1", "1.2.840.113549.2.5": "MD5", "1.2.840.113549.2.2": "MD2"}


def digest_by_oid(oid: str) -> DigestAlgorithm:
    """Give the digest algorithm an OID names.

    Raises:
        CannotJudge: the OID is not in the table, or names a weak digest.
    """
    if oid in _WEAK_DIGESTS:
        raise weak(_WEAK_DIGESTS[oid])
    if oid not in _DIGESTS:
        raise unknown(say("The digest algorithm"), oid)
    return _DIGESTS[oid]


# ------------------------------------------------------------------ families and signature schemes


class Family(enum.Enum):
    """Kinds of keys. A signature algorithm fits one or two of them, never another."""

    OZDST_2009 = "O'z DSt 1092:2009 II"
    OZMST_2024 = "O'z MSt 286:2024"
    RSA = "RSA"
    RSA_PSS = "RSA-PSS"
    ECDSA = "ECDSA"


class Padding(enum.Enum):
    """How an RSA signature is laid out; `NONE` for everything that is not RSA."""

    NONE = "none"
    PKCS1 = "PKCS #1 v1.5"
    PSS = "PSS"


@dataclass(frozen=True, slots=True)
class SignatureScheme:
    """What the OID of a signature algorithm says."""

    name: str
    families: frozenset[Family]
    digest: DigestAlgorithm | None = None
    """None: the OID says nothing about the digest; the message or the parameters name it."""
    padding: Padding = Padding.NONE


@dataclass(frozen=True, slots=True)
class NationalFamily:
    """The OIDs of one generation of the national algorithms."""

    family: Family
    key_oid: str
    signature_oid: str
    digest: DigestAlgorithm


NATIONAL = (
    NationalFamily(Family.OZDST_2009, "1.2.860.3.15.1.1.2.1", "1.2.860.3.15.1.1.2.2.2.2", OZDST_1106),
    NationalFamily(Family.OZMST_2024, "1.2.860.3.15.2.1.2.1", "1.2.860.3.15.2.1.2.2.2.2", OZMST_285),
)

RSA_KEY = "1.2.840.113549.1.1.1"
RSA_PSS = "1.2.840.113549.1.1.10"
EC_KEY = "1.2.840.10045.2.1"

_BOTH_RSA = frozenset({Family.RSA, Family.RSA_PSS})
_RSA = frozenset({Family.RSA})
_ECDSA = frozenset({Family.ECDSA})

_SCHEMES: dict[str, SignatureScheme] = {
    RSA_KEY: SignatureScheme("RSA", _RSA, None, Padding.PKCS1),
    "1.2.840.113549.1.1.14": SignatureScheme("RSA with SHA-224", _RSA, SHA224, Padding.PKCS1),
    "1.2.840.113549.1.1.11": SignatureScheme("RSA with SHA-256", _RSA, SHA256, Padding.PKCS1),
    "1.2.840.113549.1.1.12": SignatureScheme("RSA with SHA-384", _RSA, SHA384, Padding.PKCS1),
    "1.2.840.113549.1.1.13": SignatureScheme("RSA with SHA-512", _RSA, SHA512, Padding.PKCS1),
    RSA_PSS: SignatureScheme("RSA-PSS", _BOTH_RSA, None, Padding.PSS),
    EC_KEY: SignatureScheme("ECDSA", _ECDSA),
    "1.2.840.10045.4.3.1": SignatureScheme("ECDSA with SHA-224", _ECDSA, SHA224),
    "1.2.840.10045.4.3.2": SignatureScheme("ECDSA with SHA-256", _ECDSA, SHA256),
    "1.2.840.10045.4.3.3": SignatureScheme("ECDSA with SHA-384", _ECDSA, SHA384),
    "1.2.840.10045.4.3.4": SignatureScheme("ECDSA with SHA-512", _ECDSA, SHA512),
}
for _n in NATIONAL:
    # Messages name the signature either by its own OID or by the key's.
    for _oid in (_n.signature_oid, _n.key_oid):
        _SCHEMES[_oid] = SignatureScheme(_n.family.value, frozenset({_n.family}), _n.digest)

_WEAK_SCHEMES = {
    "1.2.840.113549.1.1.2": "RSA with MD2",
    "1.2.840.113549.1.1.4": "RSA with MD5",
    "1.2.840.113549.1.1.5": "RSA with SHA-1",
    "1.3.14.3.2.29": "RSA with SHA-1",
    "1.2.840.10045.4.1": "ECDSA with SHA-1",
}


def scheme_by_oid(oid: str) -> SignatureScheme:
    """Give what the OID of a signature algorithm says.

    Raises:
        CannotJudge: the OID is not in the table, or names a weak algorithm.
    """
    if oid in _WEAK_SCHEMES:
        raise weak(_WEAK_SCHEMES[oid])
    if oid not in _SCHEMES:
        raise unknown(say("The signature algorithm"), oid)
    return _SCHEMES[oid]


def fitting_scheme(family: Family, signature_oid: str, digest_oid: str | None) -> SignatureScheme:
    """Give the scheme, once it is clear that it fits the key's family and the digest the message names.

    Raises:
        CannotJudge: the signature algorithm is unknown or weak.
        SignatureInvalid: it belongs to other keys, or to another digest.
    """
    scheme = scheme_by_oid(signature_oid)
    if family not in scheme.families:
        raise SignatureInvalid(
            say("The signature algorithm {name} does not fit a key of {value}.", name=scheme.name, value=family.value)
        )
    if scheme.digest is not None and digest_oid not in (None, scheme.digest.oid):
        raise SignatureInvalid(
            say("The message's digest algorithm does not fit the signature algorithm {name}.", name=scheme.name)
        )
    return scheme
