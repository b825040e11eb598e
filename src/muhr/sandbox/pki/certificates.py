"""Issues the certificates of the test world, ordinary and odd ones, in the form of the field's (facts §2.4)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from muhr.sandbox.pki.keys import PkiKey
from muhr.signing import der

COMMON_NAME, SURNAME, COUNTRY = "2.5.4.3", "2.5.4.4", "2.5.4.6"
LOCALITY, STATE, ORGANIZATION, UNIT, TITLE = "2.5.4.7", "2.5.4.8", "2.5.4.10", "2.5.4.11", "2.5.4.12"
BUSINESS_CATEGORY, NAME = "2.5.4.15", "2.5.4.41"
UID = "0.9.2342.19200300.100.1.1"
COMPANY_TAX_ID, PERSONAL_ID = "1.2.860.3.16.1.1", "1.2.860.3.16.1.2"
"""STIR of the legal entity; PINFL of the person."""

DIGITAL_SIGNATURE, NON_REPUDIATION, KEY_ENCIPHERMENT, DATA_ENCIPHERMENT, KEY_AGREEMENT = range(5)
KEY_CERT_SIGN, CRL_SIGN = 5, 6
DIRECTOR_USAGE = frozenset({DIGITAL_SIGNATURE, NON_REPUDIATION, KEY_ENCIPHERMENT, DATA_ENCIPHERMENT, KEY_AGREEMENT})
AUTHORITY_USAGE = frozenset({KEY_CERT_SIGN, CRL_SIGN})
CLIENT_AUTH, EMAIL_PROTECTION, TIME_STAMPING = "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.8"
DOCUMENT_EXCHANGE_POLICY = "1.2.860.3.2.2.1.2.5"

Subject = tuple[tuple[str, str], ...]
"""Attribute OID and value, in the order of the certificate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a certificate should say. Every field can be made odd for tests of verification."""

    subject: Subject
    not_before: datetime
    not_after: datetime
    serial: int | None = None
    """None takes a fresh one of 4 bytes."""
    key_usage: frozenset[int] | None = DIRECTOR_USAGE
    """Bits of KeyUsage; None leaves the extension out."""
    extended_key_usage: tuple[str, ...] = (CLIENT_AUTH, EMAIL_PROTECTION)
    authority: bool | None = None
    """The cA flag; None leaves BasicConstraints out."""
    path_length: int | None = None
    policies: tuple[str, ...] = (DOCUMENT_EXCHANGE_POLICY,)
    extra_extensions: tuple[bytes, ...] = ()
    """Whole Extension values, DER."""
    signature_identifier: bytes | None = None
    """Another AlgorithmIdentifier than the issuer's key has."""
    break_signature: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A key with its certificate and what stands above it."""

    key: PkiKey = field(repr=False)
    certificate: bytes
    chain: tuple[bytes, ...]
    """This certificate, then its issuer's, up to the root."""
    profile: Profile

    @property
    def serial(self) -> int:
        """The certificate's serial number."""
        assert self.profile.serial is not None
        return self.profile.serial


def fresh_serial() -> int:
    """Give a serial number of 4 bytes with the first bits that are common in the field (77…, 78…)."""
    return 0x77000000 + secrets.randbelow(0x02000000)


def _text(oid: str, value: str) -> bytes:
    return der.tlv(0x13, value.encode("ascii")) if oid == COUNTRY else der.tlv(0x0C, value.encode())


def name(subject: Subject) -> bytes:
    """Encode a Name, one attribute in each RDN."""
    return der.sequence(*(der.set_of([der.sequence(der.oid(oid), _text(oid, value))]) for oid, value in subject))


def _time(moment: datetime) -> bytes:
    utc = moment.astimezone(UTC)
    if utc.year < 2050:  # RFC 5280 §4.1.2.5
        return der.tlv(0x17, utc.strftime("%y%m%d%H%M%SZ").encode())
    return der.tlv(0x18, utc.strftime("%Y%m%d%H%M%SZ").encode())


def extension(oid: str, value: bytes, *, critical: bool = False) -> bytes:
    """Encode an Extension."""
    flag = der.tlv(0x01, b"\xff") if critical else b""
    return der.sequence(der.oid(oid), flag, der.octet_string(value))


def _usage_bits(usage: frozenset[int]) -> bytes:
    value = sum(0x80 >> bit for bit in usage)
    unused = 7 - max(usage) if usage else 0
    return der.tlv(0x03, bytes([unused, value]) if usage else b"\x00")


def _key_identifier(spki: bytes) -> bytes:
    return hashlib.sha1(spki, usedforsecurity=False).digest()


def _extensions(profile: Profile, spki: bytes, issuer_spki: bytes) -> bytes:
    found = [
        extension("2.5.29.14", der.octet_string(_key_identifier(spki))),
        extension("2.5.29.35", der.sequence(der.tlv(0x80, _key_identifier(issuer_spki)))),
    ]
    if profile.authority is not None:
        flag = der.tlv(0x01, b"\xff") if profile.authority else b""
        length = der.integer(profile.path_length) if profile.path_length is not None else b""
        found.append(extension("2.5.29.19", der.sequence(flag, length), critical=True))
    if profile.key_usage is not None:
        found.append(extension("2.5.29.15", _usage_bits(profile.key_usage), critical=True))
    if profile.extended_key_usage:
        found.append(extension("2.5.29.37", der.sequence(*map(der.oid, profile.extended_key_usage))))
    if profile.policies:
        policies = (der.sequence(der.oid(policy)) for policy in profile.policies)
        found.append(extension("2.5.29.32", der.sequence(*policies)))
    return der.tagged(3, der.sequence(*found, *profile.extra_extensions))


def issue(profile: Profile, key: PkiKey, issuer: Issued | None) -> Issued:
    """Sign a certificate for a key; without an issuer it signs itself."""
    if profile.serial is None:
        profile = replace(profile, serial=fresh_serial())
    assert profile.serial is not None
    signer = issuer.key if issuer is not None else key
    identifier = profile.signature_identifier or signer.signature_identifier
    body = der.sequence(
        der.tagged(0, der.integer(2)),
        der.integer(profile.serial),
        identifier,
        name(issuer.profile.subject if issuer is not None else profile.subject),
        der.sequence(_time(profile.not_before), _time(profile.not_after)),
        name(profile.subject),
        key.spki,
        _extensions(profile, key.spki, signer.spki),
    )
    signature = signer.sign(body)
    if profile.break_signature:
        signature = signature[:-1] + bytes([signature[-1] ^ 1])
    certificate = der.sequence(body, identifier, der.bit_string(signature))
    above = issuer.chain if issuer is not None else ()
    return Issued(key=key, certificate=certificate, chain=(certificate, *above), profile=profile)


def authority_profile(common_name: str, organization: str, now: datetime, *, years: int, serial_bytes: int) -> Profile:
    """Give the profile of a root or a certification authority."""
    return Profile(
        subject=((COUNTRY, "UZ"), (UNIT, "Muhr sandbox: not a real authority"), (ORGANIZATION, organization),
                 (COMMON_NAME, common_name)),
        not_before=now - timedelta(days=3 * 365),
        not_after=now + timedelta(days=years * 365),
        serial=int.from_bytes(secrets.token_bytes(serial_bytes), "big") >> 1 | 1,
        key_usage=AUTHORITY_USAGE,
        extended_key_usage=(),
        authority=True,
        policies=(),
    )  # fmt: skip


def alias(subject: Sequence[tuple[str, str]], serial: int, not_before: datetime, not_after: datetime) -> str:
    """Give the friendlyName that E-IMZO writes: the subject in lower case with serial and validity (facts §3.3).

    Nothing is escaped, and the times are those of Tashkent, as in the field.
    """
    values = dict(subject)
    order = (
        ("cn", COMMON_NAME), ("name", NAME), ("surname", SURNAME), ("l", LOCALITY), ("st", STATE), ("c", COUNTRY),
        ("o", ORGANIZATION), ("uid", UID), (PERSONAL_ID, PERSONAL_ID), ("ou", UNIT), ("t", TITLE),
        (COMPANY_TAX_ID, COMPANY_TAX_ID), ("businesscategory", BUSINESS_CATEGORY),
    )  # fmt: skip
    parts = [f"{label}={values[oid]}" for label, oid in order if oid in values]
    tashkent = timedelta(hours=5)
    times = [f"{moment.astimezone(UTC) + tashkent:%Y.%m.%d %H:%M:%S}" for moment in (not_before, not_after)]
    return ",".join([*parts, f"serialnumber={serial:x}", f"validfrom={times[0]}", f"validto={times[1]}"]).lower()
