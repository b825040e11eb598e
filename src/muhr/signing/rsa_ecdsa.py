"""RSA and ECDSA public keys and their signatures, through `cryptography`. The national algorithms are elsewhere.

Parameters of RSA-PSS (RFC 4055) are read and honoured: digest, mask, salt and trailer are what the message says, and
never less than what a key bound to RSA-PSS demands.
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from muhr.domain.errors import CannotJudge, SignatureInvalid
from muhr.domain.sentences import say
from muhr.signing import der
from muhr.signing.schemes import (
    EC_KEY,
    RSA_PSS,
    SHA224,
    SHA256,
    SHA384,
    SHA512,
    DigestAlgorithm,
    Family,
    Hashed,
    Padding,
    digest_by_oid,
    fitting_scheme,
    unknown,
    weak,
)

_MGF1 = "1.2.840.113549.1.1.8"
_SHA1 = "1.3.14.3.2.26"
_DEFAULT_SALT = 20

_HASHES: dict[str, hashes.HashAlgorithm] = {
    SHA224.oid: hashes.SHA224(),
    SHA256.oid: hashes.SHA256(),
    SHA384.oid: hashes.SHA384(),
    SHA512.oid: hashes.SHA512(),
}

CURVES = {
    "1.2.840.10045.3.1.7": ("ECDSA P-256", SHA256),
    "1.3.132.0.34": ("ECDSA P-384", SHA384),
    "1.3.132.0.35": ("ECDSA P-521", SHA512),
}
"""Named curves, and the digest as strong as the curve."""

_RSA_BITS = range(2048, 16384 + 1)
_ROCA_PRIMES = [n for n in range(3, 168, 2) if all(n % smaller for smaller in range(3, n, 2))]
_ROCA_TRACES = tuple((prime, {pow(65537, power, prime) for power in range(prime)}) for prime in _ROCA_PRIMES)

_MISFIT = "The signature does not fit the signed data and the key."


def cryptography_hash(digest: DigestAlgorithm) -> hashes.HashAlgorithm:
    """Give the library's object for a SHA-2 digest; raises `SignatureInvalid` for a national one."""
    if digest.oid not in _HASHES:
        raise SignatureInvalid(say("{name} does not belong to RSA and ECDSA keys.", name=digest.name))
    return _HASHES[digest.oid]


# ------------------------------------------------------------------ RSA-PSS parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class PssParameters:
    """RSASSA-PSS-params, RFC 4055 §3.1."""

    digest: DigestAlgorithm
    mask: DigestAlgorithm
    """The digest inside MGF1."""
    salt: int

    @property
    def padding(self) -> padding.PSS:
        """The library's object."""
        return padding.PSS(padding.MGF1(cryptography_hash(self.mask)), self.salt)

    @property
    def identifier_der(self) -> bytes:
        """The AlgorithmIdentifier of a signature with these parameters; defaults are left out, as DER wants."""
        mask = der.sequence(der.oid(_MGF1), self.mask.identifier_der)
        fields = [der.tagged(0, self.digest.identifier_der), der.tagged(1, mask)]
        if self.salt != _DEFAULT_SALT:
            fields.append(der.tagged(2, der.integer(self.salt)))
        return der.sequence(der.oid(RSA_PSS), der.sequence(*fields))


PSS_DEFAULT = PssParameters(digest=SHA256, mask=SHA256, salt=SHA256.size)
"""What we sign with when the key does not say."""


def _algorithm(element: der.Element) -> tuple[str, der.Element | None]:
    """Split an AlgorithmIdentifier into OID and parameters, NULL counting as none."""
    if element.tag != der.SEQUENCE:
        raise der.DerError("no algorithm identifier")
    oid, *rest = der.children(element)
    if len(rest) > 1:
        raise der.DerError("an algorithm identifier of more than two parts")
    parameters = rest[0] if rest and rest[0].der != der.NULL_DER else None
    return der.read_oid(oid), parameters


def read_pss(parameters_der: bytes) -> PssParameters:
    """Read RSASSA-PSS-params (DER).

    Raises:
        CannotJudge: a digest or mask function is unknown or weak (SHA-1 is the default of the standard).
        SignatureInvalid: the parameters are malformed.
    """
    digest_oid, mask_oid, mask_digest, salt, trailer = _SHA1, _MGF1, _SHA1, _DEFAULT_SALT, 1
    try:
        fields = der.children(der.read(parameters_der, der.SEQUENCE))
        if [field.tag for field in fields] != sorted({field.tag for field in fields}):
            raise der.DerError("fields twice or out of order")
        for field in fields:
            inner = der.read(field.value)
            match field.tag:
                case 0xA0:
                    digest_oid = _algorithm(inner)[0]
                case 0xA1:
                    mask_oid, mask_parameters = _algorithm(inner)
                    if mask_parameters is None:
                        raise der.DerError("a mask function without digest")
                    mask_digest = _algorithm(mask_parameters)[0]
                case 0xA2:
                    salt = der.read_integer(inner)
                case 0xA3:
                    trailer = der.read_integer(inner)
                case _:
                    raise der.DerError("an unknown field")
    except (der.DerError, ValueError) as problem:
        raise SignatureInvalid(
            say("The parameters of RSA-PSS are not readable: {problem}.", problem=str(problem))
        ) from problem
    if trailer != 1 or not 0 <= salt <= _RSA_BITS.stop // 8:
        raise SignatureInvalid("The parameters of RSA-PSS are out of range.")
    if mask_oid != _MGF1:
        raise unknown(say("The mask function"), mask_oid)
    return PssParameters(digest=digest_by_oid(digest_oid), mask=digest_by_oid(mask_digest), salt=salt)


# ------------------------------------------------------------------ keys


@dataclass(frozen=True, slots=True)
class RsaKey:
    """An RSA public key; `demanded` are the parameters a key bound to RSA-PSS carries."""

    key: rsa.RSAPublicKey
    family: Family
    demanded: PssParameters | None = None

    @property
    def name(self) -> str:
        """RSA-2048, RSA-PSS-3072, …."""
        return f"{self.family.value}-{self.key.key_size}"

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
        del hashed  # SHA-2 is quick
        scheme = fitting_scheme(self.family, signature_oid, digest_oid)
        if scheme.padding is Padding.PSS:
            parameters = self._pss(parameters_der, digest_oid)
            layout: padding.AsymmetricPadding = parameters.padding
            digest: DigestAlgorithm | None = parameters.digest
        else:
            layout = padding.PKCS1v15()
            digest = scheme.digest or (digest_by_oid(digest_oid) if digest_oid else None)
            if parameters_der not in (None, der.NULL_DER):
                raise SignatureInvalid("The signature algorithm has parameters it must not have.")
        if digest is None:
            raise SignatureInvalid("The signature algorithm does not say its digest.")
        try:
            self.key.verify(signature, data, layout, cryptography_hash(digest))
        except InvalidSignature:
            raise SignatureInvalid(_MISFIT) from None

    def _pss(self, parameters_der: bytes | None, digest_oid: str | None) -> PssParameters:
        """Give the signature's parameters, once they agree with the message's digest and the key's demands."""
        if parameters_der is None:
            raise SignatureInvalid("An RSA-PSS signature without parameters.")
        found = read_pss(parameters_der)
        if digest_oid not in (None, found.digest.oid):
            raise SignatureInvalid("The message's digest algorithm is not the one of its RSA-PSS parameters.")
        bound = self.demanded
        if bound and (found.digest != bound.digest or found.mask != bound.mask or found.salt < bound.salt):
            raise SignatureInvalid("The RSA-PSS parameters are not those the key is bound to.")
        return found


@dataclass(frozen=True, slots=True)
class EcdsaKey:
    """An ECDSA public key on a named curve."""

    key: ec.EllipticCurvePublicKey
    name: str

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
        del hashed  # SHA-2 is quick
        scheme = fitting_scheme(Family.ECDSA, signature_oid, digest_oid)
        digest = scheme.digest or (digest_by_oid(digest_oid) if digest_oid else None)
        if digest is None:
            raise SignatureInvalid("The signature algorithm does not say its digest.")
        # RFC 5758 §3.2 wants none; a NULL, and the curve beside the key's OID, are seen in the field and harm nothing.
        names_curve = signature_oid == EC_KEY and (parameters_der or b"")[:1] == bytes((der.OBJECT_IDENTIFIER,))
        if parameters_der not in (None, der.NULL_DER) and not names_curve:
            raise SignatureInvalid("The signature algorithm has parameters it must not have.")
        try:
            self.key.verify(signature, data, ec.ECDSA(cryptography_hash(digest)))
        except InvalidSignature:
            raise SignatureInvalid(_MISFIT) from None


def _bad_key(why: str) -> SignatureInvalid:
    return SignatureInvalid(say("The public key is not usable: {why}.", why=why), code="signature-bad-key")


def has_roca_flaw(modulus: int) -> bool:
    """Whether an RSA modulus bears the mark of CVE-2017-15361: a power of 65537 modulo each small prime."""
    return all(modulus % prime in traces for prime, traces in _ROCA_TRACES)


def _load_rsa(key: rsa.RSAPublicKey, oid: str, parameters: der.Element | None) -> RsaKey:
    numbers = key.public_numbers()
    if key.key_size < _RSA_BITS.start:
        raise weak(say("An RSA key of {key_size} bits", key_size=key.key_size))
    if has_roca_flaw(numbers.n):
        raise weak(say("An RSA key made by faulty hardware (ROCA)"))
    if key.key_size not in _RSA_BITS:
        raise CannotJudge("The RSA key is larger than this program accepts.", code="signature-unknown-algorithm")
    if numbers.n % 2 == 0:  # even and too small exponents are refused by the library, even moduli are not
        raise _bad_key("an impossible modulus")
    if oid == RSA_PSS:
        return RsaKey(key, Family.RSA_PSS, read_pss(parameters.der) if parameters is not None else None)
    return RsaKey(key, Family.RSA)


def load(spki_der: bytes, oid: str, parameters: der.Element | None) -> RsaKey | EcdsaKey:
    """Make a key of an RSA or EC SubjectPublicKeyInfo whose algorithm was read already.

    Raises:
        CannotJudge: the curve is not in the table, is given by explicit parameters, or the key is weak.
        SignatureInvalid: the key is malformed, or no point of its curve.
    """
    curve = ""
    if oid == EC_KEY:
        if parameters is None or parameters.tag != der.OBJECT_IDENTIFIER:
            raise unknown(say("The key's curve, given by its own parameters,"), oid)
        curve = der.read_oid(parameters)
        if curve not in CURVES:
            raise unknown(say("The key's curve"), curve)
    try:
        key = load_der_public_key(spki_der)
    except UnsupportedAlgorithm as problem:  # pragma: no cover - only an OpenSSL built without these curves
        raise unknown(say("The key's algorithm"), oid) from problem
    except ValueError as problem:
        raise _bad_key("malformed, or no point of its curve") from problem
    if isinstance(key, rsa.RSAPublicKey):
        return _load_rsa(key, oid, parameters)
    assert isinstance(key, ec.EllipticCurvePublicKey)  # by its OID
    return EcdsaKey(key, CURVES[curve][0])
