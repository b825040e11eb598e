"""What an X.509 certificate says: whose it is, how long, for what. Trusts nothing and checks no signature.

Read with our own strict reader; the same bytes go to `chain`, where pyhanko-certvalidator judges the path.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from muhr.domain.errors import CannotJudge, MessageMalformed, SignatureInvalid
from muhr.domain.sentences import say
from muhr.domain.signatures import Identity
from muhr.signing import names, tlv
from muhr.signing.algorithms import load_public_key
from muhr.signing.cms_read import AlgorithmId, algorithm
from muhr.signing.extensions import EXTENDED_KEY_USAGE, KeyUsage, read_extensions
from muhr.signing.limits import DEFAULT_LIMITS, scan
from muhr.signing.tlv import BIT_STRING, INTEGER, SEQUENCE, Reader, context

_LONGEST_SERIAL = 32  # RFC 5280 allows 20 octets; some authorities write more


_FOR_SIGNING = KeyUsage.DIGITAL_SIGNATURE | KeyUsage.NON_REPUDIATION

ANY_PURPOSE = "2.5.29.37.0"
TIME_STAMPING = "1.3.6.1.5.5.7.3.8"
_SIGNING_PURPOSES = frozenset(
    (
        ANY_PURPOSE,
        "1.3.6.1.5.5.7.3.2",  # clientAuth: E-IMZO's certificates have it and emailProtection
        "1.3.6.1.5.5.7.3.4",  # emailProtection
        "1.3.6.1.5.5.7.3.36",  # documentSigning, RFC 9336
        "1.3.6.1.4.1.311.10.3.12",  # Microsoft document signing
        "1.2.840.113583.1.1.5",  # Adobe authentic documents
    )
)
_NATIONAL_PURPOSES = "1.2.860."


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One certificate, read. Names are kept as bytes for comparing and as text for showing."""

    der: bytes
    fingerprint: str
    """SHA-256, lower-case hex."""
    serial: int
    issuer: bytes
    subject: bytes
    issuer_name: tuple[tuple[str, str], ...]
    subject_name: tuple[tuple[str, str], ...]
    not_before: datetime
    not_after: datetime
    public_key: bytes
    """DER SubjectPublicKeyInfo."""
    signed_part: bytes
    """DER TBSCertificate."""
    signature_algorithm: AlgorithmId
    signature: bytes
    is_authority: bool
    """basicConstraints says cA."""
    key_usage: KeyUsage | None
    """None when the extension is absent."""
    purposes: tuple[str, ...] | None
    """Extended key usage; None when the extension is absent."""
    key_identifier: bytes | None
    extension_values: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    """Every extension's value by its OID, unread."""
    critical: frozenset[str] = frozenset()
    """The OIDs of the critical extensions."""

    @property
    def self_issued(self) -> bool:
        """Whether subject and issuer are the same name."""
        return self.issuer == self.subject

    def valid_at(self, moment: datetime) -> bool:
        """Whether `moment` is within the validity, both ends included (RFC 5280 §4.1.2.5)."""
        return self.not_before <= moment <= self.not_after

    def check_issued_by(self, issuer: Certificate) -> None:
        """Check this certificate's signature with the key of `issuer`; nothing else of the path.

        Raises:
            SignatureInvalid: it is not from this key.
            CannotJudge: an algorithm is unknown or weak.
        """
        load_public_key(issuer.public_key).verify(
            self.signed_part,
            self.signature,
            signature_oid=self.signature_algorithm.oid,
            parameters_der=self.signature_algorithm.parameters or None,
        )

    def why_not_for_signing(self) -> str:
        """Say why this certificate must not sign documents; empty when it may (RFC 5280 §4.2.1.3, .9, .12)."""
        if self.is_authority:
            return say("the certificate belongs to a certificate authority, not to a signer")
        if self.key_usage is not None and not self.key_usage & _FOR_SIGNING:
            return say("the certificate's key usage does not allow signatures")
        if self.purposes is not None and not any(
            oid in _SIGNING_PURPOSES or oid.startswith(_NATIONAL_PURPOSES) for oid in self.purposes
        ):
            return say("the certificate was issued for another purpose than signing documents")
        return ""

    def why_not_for_stamping(self) -> str:
        """Say why this certificate must not make time stamps; empty when it may (RFC 3161 §2.3)."""
        if self.is_authority:
            return say("the certificate belongs to a certificate authority, not to a time stamping one")
        if self.key_usage is not None and not self.key_usage & _FOR_SIGNING:
            return "the certificate's key usage does not allow signatures"
        if self.purposes != (TIME_STAMPING,) or EXTENDED_KEY_USAGE not in self.critical:
            return say("the certificate was not issued for time stamps and, as it must be, for nothing else")
        return ""


def load(der: bytes) -> Certificate:
    """Read one certificate; the same bytes are read once, the unreadable too: a message may name them to each signer.

    Raises:
        MessageMalformed: these bytes are not exactly one X.509 certificate within the limits, an extension occurs
            twice, or the two places that name the signature's algorithm differ (RFC 5280 §4.1.1.2).
    """
    if len(der) > DEFAULT_LIMITS.certificate:
        raise MessageMalformed("A certificate is larger than Muhr reads.")
    found = _read_once(der)
    if isinstance(found, str):
        raise MessageMalformed(found)
    return found


@lru_cache(maxsize=256)
def _read_once(der: bytes) -> Certificate | str:
    """Give the certificate, or why it cannot be read."""
    try:
        return _read(der)
    except MessageMalformed as error:
        return error.sentence


def _read(der: bytes) -> Certificate:
    scan(der)
    outer = tlv.read_one(der, SEQUENCE)
    signed_part = outer.whole(SEQUENCE)
    outer_algorithm = algorithm(outer)
    signature = outer.bits()
    outer.close()

    body = tlv.read_one(signed_part, SEQUENCE)
    version = _version(body)
    serial = body.content(INTEGER)
    if len(serial) > _LONGEST_SERIAL or tlv.integer_value(serial) < 0:
        raise MessageMalformed("A certificate has a serial number that does not exist.")
    if algorithm(body) != outer_algorithm:
        raise MessageMalformed("A certificate names two different signature algorithms.")
    issuer = body.whole(SEQUENCE)
    validity = body.enter(SEQUENCE)
    not_before, not_after = validity.time(), validity.time()
    validity.close()
    subject = body.whole(SEQUENCE)
    public_key = body.whole(SEQUENCE)
    _check_key_shape(public_key)
    for unique_identifier in (0x81, 0x82):
        if body.tag == unique_identifier:
            body.content(unique_identifier)
    extensions = read_extensions(body, version)
    body.close()
    return Certificate(
        der=der,
        fingerprint=hashlib.sha256(der).hexdigest(),
        serial=tlv.integer_value(serial),
        issuer=issuer,
        subject=subject,
        issuer_name=names.read_name(tlv.read_one(issuer, SEQUENCE)),
        subject_name=names.read_name(tlv.read_one(subject, SEQUENCE)),
        not_before=not_before,
        not_after=not_after,
        public_key=public_key,
        signed_part=signed_part,
        signature_algorithm=outer_algorithm,
        signature=signature,
        is_authority=extensions.is_authority,
        key_usage=extensions.key_usage,
        purposes=extensions.purposes,
        key_identifier=extensions.key_identifier,
        extension_values=extensions.values,
        critical=extensions.critical,
    )


def _check_key_shape(public_key: bytes) -> None:
    """SubjectPublicKeyInfo ::= SEQUENCE { AlgorithmIdentifier, BIT STRING }; what is inside matters to a user of it."""
    parts = tlv.read_one(public_key, SEQUENCE)
    algorithm(parts)
    parts.content(BIT_STRING)
    parts.close()


def _version(body: Reader) -> int:
    if body.tag != context(0):
        return 1
    explicit = body.enter(context(0))
    version = explicit.integer() + 1
    explicit.close()
    if version not in (2, 3):
        raise MessageMalformed("A certificate has a version that does not exist.")
    return version


@lru_cache(maxsize=256)
def identity_of(certificate_der: bytes) -> Identity:
    """Give whose certificate it is.

    Raises:
        MessageMalformed: the bytes are no certificate.
    """
    certificate = load(certificate_der)
    name = certificate.subject_name
    personal_tax_id = names.only(name, names.UID)
    return Identity(
        common_name=names.first(name, names.COMMON_NAME),
        organization=names.first(name, names.ORGANIZATION),
        tax_id=names.only(name, names.UZ_TAX_ID) or personal_tax_id,
        personal_id=names.only(name, names.UZ_PERSONAL_ID),
        personal_tax_id=personal_tax_id,
        title=names.first(name, names.TITLE),
        country=names.first(name, names.COUNTRY),
        serial=f"{certificate.serial:X}",
        issuer=names.short_text(certificate.issuer_name),
        not_before=certificate.not_before,
        not_after=certificate.not_after,
        algorithm=_algorithm_name(certificate.public_key),
        fingerprint=certificate.fingerprint,
    )


def _algorithm_name(public_key: bytes) -> str:
    try:
        return load_public_key(public_key).name
    except (CannotJudge, SignatureInvalid, MessageMalformed):
        return "unknown"
