"""Messages of the sandbox's people with time stamps, countersignatures and revocation lists, right and wrong ones."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from muhr.sandbox.authority import stamper_profile
from muhr.sandbox.pki import Algorithm, Authorities, Issued, director_profile
from muhr.sandbox.pki.authorities import make_authorities
from muhr.sandbox.pki.statements import digest_of
from muhr.sandbox.world.companies import OURS
from muhr.signing import der
from muhr.signing.algorithms import choose
from muhr.signing.cms_build import CmsBuilder
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

NOW = datetime(2026, 3, 2, 9, 30, 15, tzinfo=UTC)
ALGORITHMS = (Algorithm.OZDST_2009, Algorithm.RSA, Algorithm.P256)
CONTENT = b"9f0c54a61e3bd1c24a5b6d7e8f901234567890abcdef1234567890abcdef0123"
AN_HOUR = timedelta(hours=1)


@functools.cache
def authorities() -> Authorities:
    return make_authorities(NOW)


@functools.cache
def director(algorithm: Algorithm = Algorithm.OZDST_2009) -> Issued:
    return authorities().director(OURS[0], NOW, algorithm=algorithm)


@functools.cache
def second_director(algorithm: Algorithm = Algorithm.OZDST_2009) -> Issued:
    return authorities().director(OURS[1], NOW, algorithm=algorithm)


@functools.cache
def stamper(algorithm: Algorithm = Algorithm.OZDST_2009) -> Issued:
    return authorities().issue(stamper_profile(NOW, algorithm), algorithm=algorithm)


def placed(extensions: tuple[bytes, ...], algorithm: Algorithm = Algorithm.OZDST_2009) -> Issued:
    """A director whose certificate says where its revocation can be looked up."""
    profile = director_profile(OURS[0], NOW)
    return authorities().issue(replace(profile, extra_extensions=extensions), algorithm=algorithm)


def trusting(**more: object) -> CmsVerifier:
    return CmsVerifier(TrustStore(authorities().roots), lambda: NOW, **more)  # type: ignore[arg-type]


def signed(who: Issued, at: datetime = NOW, content: bytes = CONTENT) -> bytes:
    return CmsBuilder(who.chain, choose(who.key.spki)).build(content, at, who.key.sign)


def imprint(stamped: bytes, who: Issued) -> bytes:
    """A MessageImprint with the digest of `who`'s family."""
    identifier, compute = digest_of(who.key)
    return der.sequence(identifier, der.octet_string(compute(stamped)))


def counter_signature(
    over: bytes, who: Issued, *, content_type: bool = False, signed_value: bytes | None = None
) -> bytes:
    """A SignerInfo over a signature value (RFC 5652 §11.4)."""
    identifier, compute = digest_of(who.key)
    values = [
        ("1.2.840.113549.1.9.4", der.octet_string(compute(over))),
        ("1.2.840.113549.1.9.5", der.tlv(0x17, NOW.strftime("%y%m%d%H%M%SZ").encode())),
    ]
    if content_type:
        values.append(("1.2.840.113549.1.9.3", der.oid("1.2.840.113549.1.7.1")))
    attributes = der.set_of(der.sequence(der.oid(oid), der.tlv(der.SET, value)) for oid, value in values)
    body = der.children(der.children(der.read(who.certificate))[0])
    return der.sequence(
        der.integer(1),
        der.sequence(body[3].der, body[1].der),
        identifier,
        b"\xa0" + attributes[1:],
        who.key.signature_identifier,
        der.octet_string(who.key.sign(attributes if signed_value is None else signed_value)),
    )


def with_field(message: bytes, certificates: tuple[bytes, ...] = (), crls: tuple[bytes, ...] = ()) -> bytes:
    """The message with more certificates, and with revocation lists."""
    outer = der.children(der.read(message))
    fields = der.children(der.children(outer[1])[0])
    held = [one.der for one in der.children(fields[3])]
    body = [*(one.der for one in fields[:3]), der.tagged(0, *dict.fromkeys((*held, *certificates)))]
    if crls:
        body.append(der.tagged(1, *crls))
    return der.sequence(outer[0].der, der.tagged(0, der.sequence(*body, fields[-1].der)))
