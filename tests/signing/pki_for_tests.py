"""A workshop for certificates and messages with any fault one may wish for. Everybody in it is fictional.

Nothing here checks anything: every part can be replaced, so that a test says in one line what is wrong with a message.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from muhr.signing import der
from muhr.signing.algorithms import SigningChoice, choose
from muhr.signing.ozdst1092 import CRYPTOPRO_A, Curve, PrivateKey, PublicKey
from muhr.signing.signer import CryptographyKey, OzdstKey

NOW = datetime(2026, 3, 2, 9, 30, 15, tzinfo=UTC)
CONTENT = b"9f0c54a61e3bd1c24a5b6d7e8f901234567890abcdef1234567890abcdef0123"

ID_DATA = "1.2.840.113549.1.7.1"
ID_SIGNED_DATA = "1.2.840.113549.1.7.2"
CONTENT_TYPE = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
SIGNING_TIME = "1.2.840.113549.1.9.5"

KINDS = ("national", "p256", "rsa")


def clock() -> datetime:
    """The moment in which all tests of verification live."""
    return NOW


# ------------------------------------------------------------------ keys


@dataclass(frozen=True)
class Key:
    """A private key with its SubjectPublicKeyInfo."""

    private: PrivateKey | rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    spki: bytes

    @property
    def choice(self) -> SigningChoice:
        return choose(self.spki)

    def sign(self, data: bytes) -> bytes:
        if isinstance(self.private, PrivateKey):
            return OzdstKey(self.private, self.choice.digest).sign(data)
        return CryptographyKey(self.private, self.choice).sign(data)

    def pkcs8(self, encryption: KeySerializationEncryption | None = None, password: bytes = b"") -> bytes:
        """PKCS#8 of an RSA or EC key; encrypted with `password` when one is given."""
        assert not isinstance(self.private, PrivateKey)
        how = encryption or (BestAvailableEncryption(password) if password else NoEncryption())
        return self.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, how)


def national_spki(public: PublicKey, family: str = "1.2.860.3.15.1.1.2.1", parameter_set: int | None = 1) -> bytes:
    algorithm = [der.oid(family)]
    if parameter_set is not None:
        algorithm.append(der.sequence(der.oid(f"{family}.{parameter_set}")))
    return der.sequence(der.sequence(*algorithm), der.bit_string(der.octet_string(public.encoded)))


def national_key(curve: Curve = CRYPTOPRO_A, family: str = "1.2.860.3.15.1.1.2.1", parameter_set: int = 1) -> Key:
    private = PrivateKey.generate(curve)
    return Key(private, national_spki(private.public_key, family, parameter_set))


def ec_key(curve: ec.EllipticCurve | None = None) -> Key:
    private = ec.generate_private_key(curve or ec.SECP256R1())
    return Key(private, private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


@functools.cache
def rsa_key(number: int = 0, bits: int = 2048) -> Key:
    """RSA keys take long to make: the same number gives the same key."""
    private = rsa.generate_private_key(65537, bits)
    return Key(private, private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def make_key(kind: str, number: int = 0) -> Key:
    return {"national": national_key, "p256": ec_key, "rsa": lambda: rsa_key(number)}[kind]()


# ------------------------------------------------------------------ names, times, extensions

OIDS = {
    "cn": "2.5.4.3",
    "c": "2.5.4.6",
    "o": "2.5.4.10",
    "t": "2.5.4.12",
    "uid": "0.9.2342.19200300.100.1.1",
    "tin": "1.2.860.3.16.1.1",
    "pinfl": "1.2.860.3.16.1.2",
}


def name(*pairs: tuple[str, str], **more: str) -> bytes:
    parts = [*pairs, *more.items()]
    return der.sequence(
        *(
            der.tlv(0x31, der.sequence(der.oid(OIDS.get(key, key)), der.tlv(0x0C, value.encode())))
            for key, value in parts
        )
    )


def time(at: datetime) -> bytes:
    return der.tlv(0x17, at.strftime("%y%m%d%H%M%SZ").encode())


def generalized(at: datetime) -> bytes:
    return der.tlv(0x18, at.strftime("%Y%m%d%H%M%SZ").encode())


def extension(oid: str, value: bytes, *, critical: bool = False) -> bytes:
    return der.sequence(der.oid(oid), b"\x01\x01\xff" if critical else b"", der.octet_string(value))


def key_usage(*bits: int) -> bytes:
    """KeyUsage with these bits: 0 digitalSignature, 1 nonRepudiation, … 5 keyCertSign, 6 cRLSign."""
    value = sum(0x80 >> bit for bit in bits)
    unused = (value & -value).bit_length() - 1 if value else 0
    return extension("2.5.29.15", bytes((3, 2, unused, value)), critical=True)


def purposes(*oids: str) -> bytes:
    return extension("2.5.29.37", der.sequence(*map(der.oid, oids)))


def constraints(ca: bool, longest: int | None = None) -> bytes:
    parts = ([b"\x01\x01\xff"] if ca else []) + ([] if longest is None else [der.integer(longest)])
    return extension("2.5.29.19", der.sequence(*parts), critical=True)


SIGNER_EXTENSIONS = (key_usage(0, 1), constraints(False))
CA_EXTENSIONS = (key_usage(5, 6), constraints(True))


def certificate(
    *,
    subject: bytes,
    spki: bytes,
    issuer: bytes,
    issuer_key: Key,
    serial: int | bytes = 0x77112233,
    begins: datetime | bytes = datetime(2025, 1, 1, tzinfo=UTC),
    ends: datetime | bytes = datetime(2034, 12, 31, tzinfo=UTC),
    extensions: Sequence[bytes] | None = SIGNER_EXTENSIONS,
    version: bytes | None = None,
    algorithm: bytes | None = None,
    outer_algorithm: bytes | None = None,
    signature: bytes | None = None,
    unique_identifiers: bytes = b"",
) -> bytes:
    algorithm = algorithm or issuer_key.choice.signature_identifier_der
    body = der.sequence(
        der.tagged(0, der.integer(2)) if version is None else version,
        der.integer(serial) if isinstance(serial, int) else serial,
        algorithm,
        issuer,
        der.sequence(*(time(at) if isinstance(at, datetime) else at for at in (begins, ends))),
        subject,
        spki,
        unique_identifiers,
        der.tagged(3, der.sequence(*extensions)) if extensions is not None else b"",
    )
    return der.sequence(
        body, outer_algorithm or algorithm, der.bit_string(issuer_key.sign(body) if signature is None else signature)
    )


# ------------------------------------------------------------------ a PKI

ROOT_NAME = name(cn="Namuna Root", c="UZ")
CA_NAME = name(cn="Namuna CA", o="Namuna Ishonch Markazi", c="UZ")
SIGNER_NAME = name(
    cn="НАМУНАЕВ Намуна", o="Namuna Savdo MChJ", t="direktor", tin="300000017", uid="500000013", pinfl="30000000000017"
)


@dataclass
class Pki:
    """Root, CA and signer of one kind of key."""

    kind: str
    root_key: Key
    ca_key: Key
    key: Key
    root: bytes
    ca: bytes
    signer: bytes

    @property
    def chain(self) -> list[bytes]:
        return [self.signer, self.ca, self.root]

    def issue(self, **changes: object) -> bytes:
        """The signer's certificate with changes."""
        wanted: dict[str, object] = {
            "subject": SIGNER_NAME,
            "spki": self.key.spki,
            "issuer": CA_NAME,
            "issuer_key": self.ca_key,
        }
        return certificate(**{**wanted, **changes})  # type: ignore[arg-type]


def make_pki(kind: str, number: int = 0) -> Pki:
    root_key, ca_key, key = (make_key(kind, 3 * number + i) for i in range(3))
    common = {"extensions": CA_EXTENSIONS, "issuer": ROOT_NAME, "issuer_key": root_key}
    root = certificate(subject=ROOT_NAME, spki=root_key.spki, serial=1, **common)  # type: ignore[arg-type]
    ca = certificate(subject=CA_NAME, spki=ca_key.spki, serial=2, **common)  # type: ignore[arg-type]
    pki = Pki(kind, root_key, ca_key, key, root, ca, b"")
    pki.signer = pki.issue()
    return pki


@functools.cache
def shared_pki(kind: str) -> Pki:
    """The PKI all tests may read. Do not change it."""
    return make_pki(kind)


# ------------------------------------------------------------------ messages


def attribute(oid: str, *values: bytes) -> bytes:
    return der.sequence(der.oid(oid), der.tlv(0x31, *values))


def issuer_and_serial(certificate_der: bytes) -> bytes:
    fields = der.children(der.children(der.read(certificate_der))[0])
    if fields[0].tag == 0xA0:
        fields = fields[1:]
    return der.sequence(fields[2].der, fields[0].der)


@dataclass
class SignerDraft:
    """One SignerInfo, every part replaceable; None means: as it should be."""

    key: Key
    certificate: bytes
    version: bytes = b"\x02\x01\x01"
    sid: bytes | None = None
    digest: bytes | None = None
    content_type: bytes | None = None
    """The attribute contentType; b"" leaves it out."""
    signing_time: bytes | None = None
    message_digest: bytes | None = None
    more: list[bytes] = field(default_factory=list)
    attributes: list[bytes] | None = None
    """All of them, instead of the three above and `more`."""
    without_attributes: bool = False
    in_order: bool = True
    algorithm: bytes | None = None
    signed: bytes | None = None
    """What is signed instead of the attributes."""
    signature: bytes | None = None
    unsigned: bytes = b""
    after: bytes = b""
    tamper: Callable[[bytes], bytes] | None = None
    """Changes the encoded attribute set after it was signed."""

    def der(self, content: bytes | None, content_type: str) -> bytes:
        choice = self.key.choice
        digest = choice.digest.compute(content or b"")
        attributes = self.attributes
        if attributes is None:
            standard = (
                attribute(CONTENT_TYPE, der.oid(content_type)) if self.content_type is None else self.content_type,
                attribute(SIGNING_TIME, time(NOW)) if self.signing_time is None else self.signing_time,
                attribute(MESSAGE_DIGEST, der.octet_string(digest))
                if self.message_digest is None
                else self.message_digest,
            )
            attributes = [part for part in (*standard, *self.more) if part]
        as_set = der.tlv(0x31, *(sorted(attributes) if self.in_order else attributes))
        signed = self.signed if self.signed is not None else (content or b"") if self.without_attributes else as_set
        signature = self.signature if self.signature is not None else self.key.sign(signed)
        if self.tamper is not None:
            as_set = self.tamper(as_set)
        return der.sequence(
            self.version,
            issuer_and_serial(self.certificate) if self.sid is None else self.sid,
            choice.digest.identifier_der if self.digest is None else self.digest,
            b"" if self.without_attributes else b"\xa0" + as_set[1:],
            choice.signature_identifier_der if self.algorithm is None else self.algorithm,
            der.octet_string(signature),
            self.unsigned,
            self.after,
        )


@dataclass
class Draft:
    """A SignedData, every part replaceable; None means: as it should be."""

    pki: Pki
    content: bytes | None = CONTENT
    attached: bool = True
    content_type: str = ID_DATA
    explicit_content: bytes | None = None
    """What stands inside [0] instead of the OCTET STRING."""
    version: bytes = b"\x02\x01\x01"
    digests: list[bytes] | None = None
    certificates: list[bytes] | None = None
    certificate_field: bytes | None = None
    crls: bytes = b""
    signers: list[SignerDraft] = field(default_factory=list)
    after_signers: bytes = b""
    outer_type: str = ID_SIGNED_DATA

    @property
    def signer(self) -> SignerDraft:
        return self.signers[0]

    def der(self) -> bytes:
        digests = self.digests
        if digests is None:
            digests = sorted({signer.key.choice.digest.identifier_der for signer in self.signers})
        certificates = self.pki.chain if self.certificates is None else self.certificates
        inside = der.octet_string(self.content or b"") if self.explicit_content is None else self.explicit_content
        body = der.sequence(
            self.version,
            der.tlv(0x31, *digests),
            der.sequence(der.oid(self.content_type), der.tagged(0, inside) if self.attached else b""),
            der.tagged(0, *certificates) if self.certificate_field is None else self.certificate_field,
            self.crls,
            der.tlv(0x31, *(signer.der(self.content, self.content_type) for signer in self.signers)),
            self.after_signers,
        )
        return der.sequence(der.oid(self.outer_type), der.tagged(0, body))


def draft(pki: Pki, **changes: object) -> Draft:
    """A message that is valid until something is changed."""
    made = Draft(pki, **changes)  # type: ignore[arg-type]
    made.signers = made.signers or [SignerDraft(pki.key, pki.signer)]
    return made


# ------------------------------------------------------------------ BER


def to_ber(message: bytes, chunk: int = 40) -> bytes:
    """Write a DER message as E-IMZO does: indefinite lengths outside, the content in pieces, the signed parts DER."""
    outer = der.children(der.read(message))
    body = der.children(der.children(outer[1])[0])
    encapsulated = der.children(body[2])
    content_type, *content = encapsulated
    pieces = content_type.der
    if content:
        data = der.children(content[0])[0].value
        chunks = b"".join(der.octet_string(data[i : i + chunk]) for i in range(0, len(data), chunk))
        pieces += _indefinite(0xA0, _indefinite(0x24, chunks))
    parts = [body[0].der, body[1].der, _indefinite(0x30, pieces)]
    parts.extend(
        _indefinite(element.tag, element.value) if element.tag in (0xA0, 0x31) else element.der for element in body[3:]
    )
    return _indefinite(0x30, outer[0].der + _indefinite(0xA0, _indefinite(0x30, b"".join(parts))))


def all_indefinite(element: bytes) -> bytes:
    """Write every constructed element of a DER value with an indefinite length."""
    tag = element[0]
    if not tag & 0x20:
        return element
    return _indefinite(tag, b"".join(all_indefinite(child.der) for child in der.children(der.read(element))))


def _indefinite(tag: int, contents: bytes) -> bytes:
    return bytes((tag, 0x80)) + contents + b"\x00\x00"


ONE_DAY = timedelta(days=1)
