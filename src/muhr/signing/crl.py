"""Revocation lists (RFC 5280 §5): read, checked against the issuer, searched for one certificate. Fetches nothing.

Only complete lists of the certificate's own issuer are used: no delta lists, no lists of others' certificates. A list
that cannot be used says nothing: every refusal is `CannotJudge` or `MessageMalformed`, never a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from muhr.domain.errors import CannotJudge, MessageMalformed, SignatureInvalid
from muhr.domain.sentences import kept, say
from muhr.signing import der, tlv
from muhr.signing.algorithms import load_public_key
from muhr.signing.certificates import Certificate
from muhr.signing.cms_read import AlgorithmId, algorithm
from muhr.signing.extensions import KeyUsage
from muhr.signing.tlv import BOOLEAN, GENERALIZED_TIME, INTEGER, OCTET_STRING, SEQUENCE, UTC_TIME, Reader, context

LARGEST = 8 * 1024 * 1024
"""Bytes of a list that is read at all; the national digest takes a second for each of them."""
_MOST_ENTRIES = 400_000
_ISSUING_POINT, _NUMBER, _AUTHORITY_KEY, _DELTA = "2.5.29.28", "2.5.29.20", "2.5.29.35", "2.5.29.27"
_POINTS = "2.5.29.31"
_REASON = "2.5.29.21"
_REMOVED = 8
REASONS = {
    1: say("its key was compromised"), 2: say("the authority was compromised"),
    3: say("its owner's affiliation changed"),
    4: say("it was replaced"), 5: say("it is no longer used"), 6: say("it is on hold"),
    9: say("a privilege was withdrawn"),
}  # fmt: skip
"""CRLReason (RFC 5280 §5.3.1) for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked:
    """That a certificate was revoked."""

    at: datetime
    reason: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crl:
    """One list, read but not believed."""

    signed_part: bytes
    signature_algorithm: AlgorithmId
    signature: bytes
    issuer: bytes
    made: datetime
    until: datetime | None
    entries: bytes
    """The lines one after another, unread."""
    only_users: bool = False
    only_authorities: bool = False
    points: frozenset[bytes] = frozenset()
    """Names of the distribution point whose part of the revocations this is; empty when the list is not a part."""
    unusable: str = ""
    """Why the list is of a kind that is not used."""


@lru_cache(maxsize=16)
def read_crl(data: bytes) -> Crl:
    """Read a list (DER).

    Raises:
        MessageMalformed: it is none, or larger than is read.
    """
    if len(data) > LARGEST:
        raise MessageMalformed("The revocation list is larger than Muhr reads.")
    outer = tlv.read_one(data, SEQUENCE)
    signed_part = outer.whole(SEQUENCE)
    named = algorithm(outer)
    signature = outer.bits()
    outer.close()
    body = tlv.read_one(signed_part, SEQUENCE)
    if body.tag == INTEGER and body.integer() != 1:
        raise MessageMalformed("A revocation list has a version that does not exist.")
    if algorithm(body) != named:
        raise MessageMalformed("A revocation list names two different signature algorithms.")
    issuer = body.whole(SEQUENCE)
    made = body.time()
    until = body.time() if body.tag in (UTC_TIME, GENERALIZED_TIME) else None
    entries = body.content(SEQUENCE) if body.tag == SEQUENCE else b""
    scope = _Scope()
    if body.tag == context(0):
        explicit = body.enter(context(0))
        scope = _scope(explicit.enter(SEQUENCE))
        explicit.close()
    body.close()
    return Crl(
        signed_part=signed_part, signature_algorithm=named, signature=signature, issuer=issuer, made=made, until=until,
        entries=entries, only_users=scope.only_users, only_authorities=scope.only_authorities, points=scope.points,
        unusable=scope.unusable,
    )  # fmt: skip


@dataclass(slots=True)
class _Scope:
    only_users: bool = False
    only_authorities: bool = False
    points: frozenset[bytes] = frozenset()
    unusable: str = ""


def _scope(listed: Reader) -> _Scope:
    """What the list's extensions say it is about (RFC 5280 §5.2)."""
    scope = _Scope()
    while listed.tag:
        extension = listed.enter(SEQUENCE)
        oid = extension.oid()
        critical = extension.tag == BOOLEAN and extension.boolean()
        value = extension.content(OCTET_STRING)
        extension.close()
        if oid == _DELTA:
            scope.unusable = say("it lists changes only")
        elif oid == _ISSUING_POINT:
            _issuing_point(tlv.read_one(value, SEQUENCE), scope)
        elif critical and oid not in (_NUMBER, _AUTHORITY_KEY):
            scope.unusable = say("it has a critical extension that is not known to this program")
    return scope


def _issuing_point(point: Reader, scope: _Scope) -> None:
    while point.tag:
        tag = point.tag
        if tag == context(0):
            scope.points = _point_names(point.enter(tag))
            continue
        value = point.content(tag)
        if tag == 0x81 and value != b"\x00":
            scope.only_users = True
        elif tag == 0x82 and value != b"\x00":
            scope.only_authorities = True
        elif value != b"\x00":  # some reasons only, others' certificates, attribute certificates
            scope.unusable = say("it does not list everything about the authority's own certificates")


def _point_names(name: Reader) -> frozenset[bytes]:
    """The names in a DistributionPointName (RFC 5280 §4.2.1.13): whole ones, or the one relative to the issuer."""
    if name.tag != context(0):
        return frozenset((name.whole(),))
    names = name.enter(context(0))
    found: list[bytes] = []
    while names.tag:
        found.append(names.whole())
    return frozenset(found) or frozenset((b"",))


def _points_of(certificate: Certificate) -> frozenset[bytes]:
    """The names of all distribution points a certificate names."""
    value = certificate.extension_values.get(_POINTS)
    if value is None:
        return frozenset()
    found: frozenset[bytes] = frozenset()
    points = tlv.read_one(value, SEQUENCE)
    while points.tag:
        point = points.enter(SEQUENCE)
        if point.tag == context(0):
            found |= _point_names(point.enter(context(0)))
    return found


def check_crl(crl: Crl, certificate: Certificate, issuer: Certificate) -> None:
    """Make sure that this list speaks of `certificate` with the authority of `issuer`. Says nothing of its age.

    Raises:
        CannotJudge: it does not; the text is one clause.
        MessageMalformed: the certificate's distribution points cannot be read.
    """
    if crl.issuer != certificate.issuer or crl.issuer != issuer.subject:
        raise CannotJudge("the revocation list is of another authority")
    if crl.unusable:
        raise CannotJudge(say("the revocation list is not used: {unusable}", unusable=crl.unusable))
    if crl.only_authorities if not certificate.is_authority else crl.only_users:
        raise CannotJudge("the revocation list is about other certificates")
    if crl.points and not crl.points & _points_of(certificate):
        # RFC 5280 §6.3.3 (b) (2) (i): a part that does not list this certificate whatever became of it.
        raise CannotJudge("the revocation list is a part that is about other certificates")
    if issuer.key_usage is not None and KeyUsage.CRL_SIGN not in issuer.key_usage:
        raise CannotJudge("the authority's certificate does not allow it to sign revocation lists")
    problem = _signature_problem(
        crl.signed_part, crl.signature, crl.signature_algorithm.oid, crl.signature_algorithm.parameters,
        issuer.public_key,
    )  # fmt: skip
    if problem:
        raise CannotJudge(say("the signature of the revocation list: {problem}", problem=kept(problem)))


@lru_cache(maxsize=64)
def _signature_problem(signed: bytes, signature: bytes, oid: str, parameters: bytes, key: bytes) -> str:
    """Say why a signature does not hold; remembered, for a long list costs the national digest seconds."""
    try:
        load_public_key(key).verify(signed, signature, signature_oid=oid, parameters_der=parameters or None)
    except (SignatureInvalid, CannotJudge, MessageMalformed) as error:
        return str(error)
    return ""


def find(crl: Crl, serial: int) -> Revoked | None:
    """Look for a certificate in a list that was checked.

    Raises:
        MessageMalformed: the lines cannot be read.
    """
    # What does not occur as bytes does not occur as a line; lists of a hundred thousand lines are common.
    if der.integer(serial) not in crl.entries:
        return None
    lines = Reader(crl.entries)
    count = 0
    while lines.tag:
        count += 1
        if count > _MOST_ENTRIES:
            raise MessageMalformed("The revocation list has more lines than Muhr reads.")
        line = lines.enter(SEQUENCE)
        if line.integer() != serial:
            continue
        at = line.time()
        reason = _reason(line.enter(SEQUENCE)) if line.tag == SEQUENCE else None
        line.close()
        if reason != _REMOVED:
            return Revoked(at=at, reason=reason)
    return None


def _reason(extensions: Reader) -> int | None:
    while extensions.tag:
        extension = extensions.enter(SEQUENCE)
        oid = extension.oid()
        if extension.tag == BOOLEAN:
            extension.boolean()
        value = extension.content(OCTET_STRING)
        if oid == _REASON:
            return tlv.integer_value(Reader(value).content(0x0A))
    return None
