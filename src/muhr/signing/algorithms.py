"""What a public key says of a signature, and with what a key of its kind signs. No CMS, no certificates here.

The table of OIDs is `muhr.signing.schemes`; its text says what the errors mean. Everything starts from the key's own
SubjectPublicKeyInfo: `load_public_key` gives the key that checks signatures, `choose` the algorithms to sign with.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from muhr.domain.errors import SignatureInvalid
from muhr.domain.sentences import say
from muhr.signing import der, rsa_ecdsa
from muhr.signing.ozdst1092 import CRYPTOPRO_A, PublicKey
from muhr.signing.schemes import (
    EC_KEY,
    NATIONAL,
    RSA_KEY,
    RSA_PSS,
    SHA256,
    SHA384,
    SHA512,
    DigestAlgorithm,
    Family,
    Hashed,
    NationalFamily,
    digest_by_oid,
    fitting_scheme,
    scheme_by_oid,
    unknown,
)

__all__ = [
    "DigestAlgorithm",
    "Family",
    "NationalKey",
    "SigningChoice",
    "VerifyingKey",
    "choose",
    "digest_by_oid",
    "load_public_key",
    "scheme_by_oid",
]


class VerifyingKey(Protocol):
    """A public key of any family."""

    @property
    def name(self) -> str:
        """The algorithm in the field's words: "O'z DSt 1092:2009 II", "RSA-2048", "ECDSA P-256"."""
        ...

    def verify(
        self,
        data: bytes,
        signature: bytes,
        *,
        signature_oid: str,
        parameters_der: bytes | None = None,
        digest_oid: str | None = None,
        hashed: Hashed | None = None,
    ) -> None:
        """Check a signature over `data` (hashing included).

        Args:
            data: the signed bytes, not their hash.
            signature: as certificates and messages carry it.
            signature_oid: the signature algorithm's OID.
            parameters_der: its parameters, None when it has none.
            digest_oid: the digest algorithm a message names beside it; None for certificates, which name none.
            hashed: gives a digest of `data` that is known already; for the slow national digest.

        Raises:
            CannotJudge: an algorithm is unknown or weak.
            SignatureInvalid: the signature does not hold, or something does not fit the key.
        """
        ...


@dataclass(frozen=True, slots=True)
class NationalKey:
    """A public key of one of the national families."""

    national: NationalFamily
    point: PublicKey

    @property
    def name(self) -> str:
        """The family's name."""
        return self.national.family.value

    def verify(
        self,
        data: bytes,
        signature: bytes,
        *,
        signature_oid: str,
        parameters_der: bytes | None = None,
        digest_oid: str | None = None,
        hashed: Hashed | None = None,
    ) -> None:
        """Check a signature; see `VerifyingKey.verify`."""
        fitting_scheme(self.national.family, signature_oid, digest_oid)
        if parameters_der not in (None, der.NULL_DER):
            raise SignatureInvalid("The signature algorithm has parameters it must not have.")
        digest = self.national.digest
        self.point.verify(digest.compute(data) if hashed is None else hashed(digest), signature)


def _bad_key(problem: der.DerError) -> SignatureInvalid:
    return SignatureInvalid(
        say("The public key is not readable: {problem}.", problem=str(problem)), code="signature-bad-key"
    )


def _read_spki(spki_der: bytes) -> tuple[str, der.Element | None, bytes]:
    """Split a SubjectPublicKeyInfo into OID, parameters and the bytes of the BIT STRING; raises `DerError`."""
    parts = der.children(der.read(spki_der, der.SEQUENCE))
    if [part.tag for part in parts] != [der.SEQUENCE, der.BIT_STRING]:
        raise der.DerError("not a SubjectPublicKeyInfo")
    algorithm = der.children(parts[0])
    if len(algorithm) not in (1, 2) or not parts[1].value.startswith(b"\x00"):
        raise der.DerError("not a SubjectPublicKeyInfo")
    return der.read_oid(algorithm[0]), algorithm[1] if len(algorithm) == 2 else None, parts[1].value[1:]


def _load_national(national: NationalFamily, parameters: der.Element | None, encoded: bytes) -> NationalKey:
    """Read a national public key: OCTET STRING of 64 bytes; parameters an OID or a SEQUENCE of OIDs.

    Parameter set 1 is curve A, as every certificate seen shows. What the other numbers mean is told differently by
    different people: for them the curve is whichever the point lies on.
    """
    point = PublicKey.from_encoded(der.read(encoded, der.OCTET_STRING).value)
    named = ""
    if parameters is not None and parameters.der != der.NULL_DER:
        inner = der.children(parameters) if parameters.tag == der.SEQUENCE else [parameters]
        named = der.read_oid(inner[0]) if inner else ""
    if named and not named.startswith(f"{national.key_oid}."):
        raise unknown(say("The key's parameter set"), named)
    if named == f"{national.key_oid}.1" and point.curve is not CRYPTOPRO_A:
        raise SignatureInvalid("The public key is on another curve than it names.", code="signature-bad-key")
    return NationalKey(national, point)


@lru_cache(maxsize=256)
def load_public_key(spki_der: bytes) -> VerifyingKey:
    """Read a SubjectPublicKeyInfo (DER).

    Raises:
        CannotJudge: the key's family or curve is unknown, or the key is weak.
        SignatureInvalid: the key is malformed, or no point of its curve.
    """
    try:
        oid, parameters, encoded = _read_spki(spki_der)
        for national in NATIONAL:
            if oid == national.key_oid:
                return _load_national(national, parameters, encoded)
        if oid in (RSA_KEY, RSA_PSS, EC_KEY):
            return rsa_ecdsa.load(spki_der, oid, parameters)
    except der.DerError as problem:
        raise _bad_key(problem) from problem
    raise unknown(say("The key's algorithm"), oid)


# ------------------------------------------------------------------ with what to sign


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningChoice:
    """With what a key signs, and how the message names it."""

    digest: DigestAlgorithm
    signature_identifier_der: bytes
    """The AlgorithmIdentifier of the signature."""
    signature_name: str
    pss: rsa_ecdsa.PssParameters | None = None
    """Set for RSA keys that are bound to PSS."""


_ECDSA_WITH = {
    SHA256.oid: "1.2.840.10045.4.3.2",
    SHA384.oid: "1.2.840.10045.4.3.3",
    SHA512.oid: "1.2.840.10045.4.3.4",
}


def choose(spki_der: bytes) -> SigningChoice:
    """Choose digest and signature algorithm for the key of a certificate. Pure.

    National keys sign with their own family's OIDs, both with NULL parameters, as E-IMZO writes them. RSA signs with
    PKCS #1 v1.5 and SHA-256 (a key bound to RSA-PSS with its own parameters), ECDSA with the digest of its curve.

    Raises:
        CannotJudge: the key's family or curve is unknown, or the key is weak.
        SignatureInvalid: the key is malformed.
    """
    key = load_public_key(spki_der)
    if isinstance(key, NationalKey):
        national = key.national
        identifier = der.sequence(der.oid(national.signature_oid), der.NULL_DER)
        return SigningChoice(
            digest=national.digest, signature_identifier_der=identifier, signature_name=national.family.value
        )
    if isinstance(key, rsa_ecdsa.EcdsaKey):
        digest = next(digest for name, digest in rsa_ecdsa.CURVES.values() if name == key.name)
        identifier = der.sequence(der.oid(_ECDSA_WITH[digest.oid]))
        return SigningChoice(digest=digest, signature_identifier_der=identifier, signature_name=key.name)
    if isinstance(key, rsa_ecdsa.RsaKey) and key.family is Family.RSA_PSS:
        pss = key.demanded or rsa_ecdsa.PSS_DEFAULT
        return SigningChoice(
            digest=pss.digest, signature_identifier_der=pss.identifier_der, signature_name=key.name, pss=pss
        )
    identifier = der.sequence(der.oid("1.2.840.113549.1.1.11"), der.NULL_DER)
    return SigningChoice(digest=SHA256, signature_identifier_der=identifier, signature_name=key.name)
