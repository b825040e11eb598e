"""What the authorities of the test world state: revocation lists, answers about certificates, time stamps. Makes bytes.

Written out here and not with the client's readers, so that a slip there cannot hide. Every statement can be made wrong
in one of the ways of `Slip`.
"""

from __future__ import annotations

import enum
import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from muhr.sandbox.pki.certificates import Issued, name
from muhr.sandbox.pki.keys import NATIONAL_OIDS, PkiKey
from muhr.signing import der, ozdst1106

_SHA256 = "2.16.840.1.101.3.4.2.1"
_NONCE, _BASIC = "1.3.6.1.5.5.7.48.1.2", "1.3.6.1.5.5.7.48.1.1"
_TST_INFO, _SIGNED_DATA = "1.2.840.113549.1.9.16.1.4", "1.2.840.113549.1.7.2"
_CONTENT_TYPE, _MESSAGE_DIGEST, _SIGNING_TIME = (f"1.2.840.113549.1.9.{last}" for last in (3, 4, 5))
_SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12"
TSA_POLICY = "1.2.860.3.2.11.1"
"""The policy that the national authority's stamps name."""
A_DAY = timedelta(days=1)
_ENUMERATED = 0x0A


class Slip(enum.Enum):
    """One way in which a statement is wrong."""

    UNSIGNED = "unsigned"
    """The signature does not hold."""
    OLD = "old"
    """A week old and out of date."""
    OTHER_SERIAL = "other-serial"
    """An answer about another certificate."""
    WRONG_NONCE = "wrong-nonce"
    NO_NONCE = "no-nonce"
    WRONG_IMPRINT = "wrong-imprint"
    """A stamp of something else."""
    UNKNOWN = "unknown"
    """The responder does not know the certificate."""
    REFUSED = "refused"
    """A refusal in the protocol's own form."""
    GARBAGE = "garbage"
    """Bytes that mean nothing."""


@dataclass(frozen=True, slots=True)
class RevokedAt:
    """When a certificate was revoked, and why (CRLReason)."""

    at: datetime
    reason: int | None = None


Register = Mapping[int, RevokedAt]
"""Serial number → its revocation."""


def general_time(moment: datetime) -> bytes:
    """Encode a GeneralizedTime."""
    return der.tlv(0x18, moment.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode())


def digest_of(key: PkiKey) -> tuple[bytes, Callable[[bytes], bytes]]:
    """Give the AlgorithmIdentifier of the digest that goes with a key, and the digest."""
    national = NATIONAL_OIDS.get(key.algorithm)
    if national is not None:
        return der.sequence(der.oid(national.digest), der.NULL_DER), ozdst1106.digest
    return der.sequence(der.oid(_SHA256)), lambda data: hashlib.sha256(data).digest()


def _signed(body: bytes, key: PkiKey, slips: frozenset[Slip], *more: bytes) -> bytes:
    signature = key.sign(body + b"?" if Slip.UNSIGNED in slips else body)
    return der.sequence(body, key.signature_identifier, der.bit_string(signature), *more)


def _moment(now: datetime, slips: frozenset[Slip]) -> datetime:
    return now - 7 * A_DAY if Slip.OLD in slips else now


def revocation_list(
    issuer: Issued, register: Register, now: datetime, slips: frozenset[Slip] = frozenset(), extra: Iterable[bytes] = ()
) -> bytes:
    """Make a complete list of an authority (DER), good for a day. `extra` are whole Extensions."""
    made = _moment(now, slips)
    lines = []
    for serial, revoked in register.items():
        reason = b""
        if revoked.reason is not None:
            value = der.octet_string(der.tlv(_ENUMERATED, bytes([revoked.reason])))
            reason = der.sequence(der.sequence(der.oid("2.5.29.21"), value))
        lines.append(der.sequence(der.integer(serial), general_time(revoked.at), reason))
    number = der.sequence(der.oid("2.5.29.20"), der.octet_string(der.integer(17)))
    body = der.sequence(
        der.integer(1),
        issuer.key.signature_identifier,
        name(issuer.profile.subject),
        general_time(made),
        general_time(made + A_DAY),
        der.sequence(*lines) if lines else b"",
        der.tagged(0, der.sequence(number, *extra)),
    )
    return b"\x30\x03\x02\x01\x00" if Slip.GARBAGE in slips else _signed(body, issuer.key, slips)


def _status(register: Register, serial: int, slips: frozenset[Slip]) -> bytes:
    if Slip.UNKNOWN in slips:
        return b"\x82\x00"
    revoked = register.get(serial)
    if revoked is None:
        return b"\x80\x00"
    reason = der.tagged(0, der.tlv(_ENUMERATED, bytes([revoked.reason]))) if revoked.reason is not None else b""
    return der.tlv(0xA1, general_time(revoked.at), reason)


def status_answer(
    request: bytes,
    register: Register,
    responder: Issued,
    now: datetime,
    slips: frozenset[Slip] = frozenset(),
    *,
    delegated: bool = False,
) -> bytes:
    """Answer an OCSPRequest about one certificate, signed by the issuer or by its delegated responder."""
    if Slip.GARBAGE in slips:
        return b"<html>Welcome to the guest network</html>"
    if Slip.REFUSED in slips:
        return der.sequence(der.tlv(_ENUMERATED, b"\x06"))
    parts = der.children(der.children(der.read(request, der.SEQUENCE))[0])
    identifier = der.children(der.children(der.children(parts[0])[0])[0])
    serial = der.read_integer(identifier[3])
    nonces = [
        der.children(one)[-1].value
        for part in parts[1:]
        for one in der.children(der.children(part)[0])
        if der.read_oid(der.children(one)[0]) == _NONCE
    ]
    named = der.integer(serial + 1) if Slip.OTHER_SERIAL in slips else identifier[3].der
    made = _moment(now, slips)
    single = der.sequence(
        der.sequence(*(one.der for one in identifier[:3]), named),
        _status(register, serial, slips),
        general_time(made),
        der.tagged(0, general_time(made + A_DAY)),
    )
    extensions = b""
    if nonces and Slip.NO_NONCE not in slips:
        nonce = der.octet_string(secrets.token_bytes(16)) if Slip.WRONG_NONCE in slips else nonces[0]
        extensions = der.tagged(1, der.sequence(der.sequence(der.oid(_NONCE), der.octet_string(nonce))))
    body = der.sequence(
        der.tagged(1, name(responder.profile.subject)), general_time(made), der.sequence(single), extensions
    )
    certificates = der.tagged(0, der.sequence(responder.certificate)) if delegated else b""
    basic = _signed(body, responder.key, slips, certificates)
    return der.sequence(
        der.tlv(_ENUMERATED, b"\x00"), der.tagged(0, der.sequence(der.oid(_BASIC), der.octet_string(basic)))
    )


def stamp_answer(request: bytes, authority: Issued, now: datetime, slips: frozenset[Slip] = frozenset()) -> bytes:
    """Answer a TimeStampReq with a TimeStampResp (RFC 3161 §2.4)."""
    if Slip.GARBAGE in slips:
        return b"<html>Welcome to the guest network</html>"
    if Slip.REFUSED in slips:
        return der.sequence(der.sequence(der.integer(2)))
    parts = der.children(der.read(request, der.SEQUENCE))
    imprint = parts[1].der
    nonce = next((part.der for part in parts[2:] if part.tag == der.INTEGER), b"")
    if Slip.WRONG_IMPRINT in slips:
        imprint = imprint[:-1] + bytes([imprint[-1] ^ 1])
    if Slip.WRONG_NONCE in slips:
        nonce = der.integer(secrets.randbits(62))
    if Slip.NO_NONCE in slips:
        nonce = b""
    token = stamp_token(authority, imprint, _moment(now, slips), nonce=nonce, slips=slips)
    return der.sequence(der.sequence(der.integer(0)), token)


def _named(certificate: bytes) -> bytes:
    """SigningCertificate: RFC 3161 §2.4.2 names the certificate by its SHA-1."""
    digest = hashlib.sha1(certificate, usedforsecurity=False).digest()
    return der.sequence(der.sequence(der.sequence(der.octet_string(digest))))


def stamp_token(
    authority: Issued,
    imprint: bytes,
    at: datetime,
    *,
    nonce: bytes = b"",
    slips: frozenset[Slip] = frozenset(),
    with_certificates: bool = True,
) -> bytes:
    """Make a time stamp token over a MessageImprint (DER)."""
    info = der.sequence(
        der.integer(1),
        der.oid(TSA_POLICY),
        imprint,
        der.integer(secrets.randbits(63)),
        general_time(at),
        der.sequence(der.integer(1)),  # accurate to a second
        nonce,
    )
    digest, compute = digest_of(authority.key)
    attributes = der.set_of(
        der.sequence(der.oid(oid), der.tlv(der.SET, value))
        for oid, value in (
            (_CONTENT_TYPE, der.oid(_TST_INFO)),
            (_SIGNING_TIME, der.tlv(0x17, at.astimezone(UTC).strftime("%y%m%d%H%M%SZ").encode())),
            (_MESSAGE_DIGEST, der.octet_string(compute(info))),
            (_SIGNING_CERTIFICATE, _named(authority.certificate)),
        )
    )
    signature = authority.key.sign(attributes + b"?" if Slip.UNSIGNED in slips else attributes)
    body = der.children(der.children(der.read(authority.certificate))[0])
    signer = der.sequence(
        der.integer(1),
        der.sequence(body[3].der, body[1].der),
        digest,
        b"\xa0" + attributes[1:],
        authority.key.signature_identifier,
        der.octet_string(signature),
    )
    signed = der.sequence(
        der.integer(3),
        der.tlv(der.SET, digest),
        der.sequence(der.oid(_TST_INFO), der.tagged(0, der.octet_string(info))),
        der.tagged(0, *authority.chain) if with_certificates else b"",
        der.tlv(der.SET, signer),
    )
    return der.sequence(der.oid(_SIGNED_DATA), der.tagged(0, signed))
