"""The rules for signed attributes (RFC 5652 §5.3, §11; RFC 5035 §3): which must be there, once, and of which type.

Only form and agreement: the digest is compared and the signature checked in `verify`.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from muhr.domain.errors import CannotJudge, ContentUnsafe, MessageMalformed
from muhr.domain.sentences import say
from muhr.signing import tlv
from muhr.signing.algorithms import digest_by_oid
from muhr.signing.cms_build import refuse_attributes
from muhr.signing.cms_read import ID_DATA, SignerInfo, algorithm
from muhr.signing.problems import Problem, Step, invalid, unclear
from muhr.signing.tlv import GENERALIZED_TIME, OCTET_STRING, OID, SEQUENCE, UTC_TIME, Reader

CONTENT_TYPE = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
SIGNING_TIME = "1.2.840.113549.1.9.5"
COUNTERSIGNATURE = "1.2.840.113549.1.9.6"
SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12"
SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"

_SHA1 = "1.3.14.3.2.26"
_SHA256 = "2.16.840.1.101.3.4.2.1"


@dataclass(frozen=True, slots=True)
class SignedFacts:
    """What the signed attributes say, as far as they say it properly."""

    message_digest: bytes | None = None
    signing_time: datetime | None = None
    problems: tuple[Problem, ...] = ()


def check(content_type: str, signer: SignerInfo, content: bytes | None) -> SignedFacts:
    """Read the signed attributes of one signer and say what is wrong with them.

    Args:
        content_type: what the message says that its content is; empty for a countersignature, which signs a signature
            and has no type (RFC 5652 §11.4).
        signer: whose attributes.
        content: what was signed, where it is known.
    """
    if signer.signed_attributes is None:
        return SignedFacts(problems=tuple(_without_attributes(content_type, content)))
    problems: list[Problem] = []
    if not signer.in_der_order:
        problems.append(invalid(Step.ATTRIBUTES, "the signed attributes are not in DER order"))
    if content_type:
        problems += _content_type(content_type, signer)
    elif signer.attributes(CONTENT_TYPE):
        problems.append(invalid(Step.ATTRIBUTES, "a countersignature has a content type"))
    digest = _only(signer, MESSAGE_DIGEST, "message digest", (OCTET_STRING,), problems)
    time = _only(signer, SIGNING_TIME, "signing time", (UTC_TIME, GENERALIZED_TIME), problems, required=False)
    moment: datetime | None = None
    if time is not None:
        try:
            moment = Reader(time).time()
        except MessageMalformed as error:
            problems.append(
                invalid(Step.ATTRIBUTES, say("the signing time cannot be read: {error}", error=error.sentence))
            )
    if signer.attributes(COUNTERSIGNATURE):
        problems.append(invalid(Step.ATTRIBUTES, "a countersignature stands among the signed attributes"))
    return SignedFacts(
        message_digest=None if digest is None else Reader(digest).content(OCTET_STRING),
        signing_time=moment,
        problems=tuple(problems),
    )


def _without_attributes(content_type: str, content: bytes | None) -> Iterator[Problem]:
    if content_type not in ("", ID_DATA):
        # RFC 5652 §5.3: they MUST be present when the content type is not id-data.
        yield invalid(Step.ATTRIBUTES, "there are no signed attributes although the content is not plain data")
    if content is not None:
        try:
            # The signature of a message with attributes covers the same bytes as that of this content without them.
            refuse_attributes(content)
        except ContentUnsafe:
            yield invalid(Step.ATTRIBUTES, "the content is itself a set of attributes: what was signed is unclear")


def _content_type(content_type: str, signer: SignerInfo) -> list[Problem]:
    problems: list[Problem] = []
    value = _only(signer, CONTENT_TYPE, "content type", (OID,), problems)
    if value is not None and Reader(value).oid() != content_type:
        problems.append(invalid(Step.ATTRIBUTES, "the content type is another one than the signed one"))
    return problems


def _only(
    signer: SignerInfo, oid: str, name: str, tags: tuple[int, ...], problems: list[Problem], *, required: bool = True
) -> bytes | None:
    """Give the one value of an attribute that may occur once; None with a problem where that is wrong."""
    found = signer.attributes(oid)
    if not found:
        if required:
            problems.append(invalid(Step.ATTRIBUTES, say("the {name} is missing", name=name)))
    elif len(found) > 1:
        problems.append(invalid(Step.ATTRIBUTES, say("the {name} occurs twice", name=name)))
    elif len(found[0].values) != 1:
        problems.append(invalid(Step.ATTRIBUTES, say("the {name} does not have exactly one value", name=name)))
    elif found[0].values[0][0] not in tags:
        problems.append(invalid(Step.ATTRIBUTES, say("the {name} is of another type than it must be", name=name)))
    else:
        return found[0].values[0]
    return None


def check_signing_certificate(
    signer: SignerInfo, certificate_der: bytes, *, sha1_names: bool = False
) -> Iterator[Problem]:
    """Check that ESS signing-certificate attributes, where present, name the signer's certificate (RFC 5035 §5.4).

    With `sha1_names` a certificate may be named by its SHA-1, as RFC 3161 §2.4.2 demands of time stamps: whoever could
    make a second certificate with the same SHA-1 would still have to get it certified.
    """
    for oid, default in ((SIGNING_CERTIFICATE_V2, _SHA256), (SIGNING_CERTIFICATE, _SHA1)):
        if not signer.attributes(oid):
            continue
        problems: list[Problem] = []
        value = _only(signer, oid, "signing certificate", (SEQUENCE,), problems)
        yield from problems
        if value is None:
            continue
        try:
            digest_oid, named = _first_certificate(value, default, versioned=oid == SIGNING_CERTIFICATE_V2)
            if sha1_names and digest_oid == _SHA1:
                digest = hashlib.sha1(certificate_der, usedforsecurity=False).digest()
            else:
                digest = digest_by_oid(digest_oid).compute(certificate_der)
        except MessageMalformed as error:
            yield invalid(Step.ATTRIBUTES, say("the signing certificate cannot be read: {error}", error=error.sentence))
        except CannotJudge as error:
            yield unclear(
                Step.ATTRIBUTES, say("the signing certificate is named by a digest: {error}", error=error.sentence)
            )
        else:
            if not hmac.compare_digest(digest, named):
                yield invalid(Step.ATTRIBUTES, "the signature names another certificate than its signer's")


def _first_certificate(value: bytes, default: str, *, versioned: bool) -> tuple[str, bytes]:
    """Give the digest algorithm and the digest of the first ESSCertID(v2): the signer's (RFC 5035 §3)."""
    listed = tlv.read_one(value, SEQUENCE).enter(SEQUENCE)
    entry = listed.enter(SEQUENCE)
    digest_oid = default
    if versioned and entry.tag == SEQUENCE:
        digest_oid = algorithm(entry).oid
    return digest_oid, entry.content(OCTET_STRING)
