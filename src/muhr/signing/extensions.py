"""The extensions of a certificate that decide what it may do, strictly read (RFC 5280 §4.2). Judges nothing.

Strict also about those that only the path validator uses: asn1crypto overlooks what follows in a broken constraint,
and a constraint that is overlooked is a constraint lifted.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from muhr.domain.errors import MessageMalformed
from muhr.signing import tlv
from muhr.signing.tlv import BIT_STRING, BOOLEAN, INTEGER, OCTET_STRING, OID, SEQUENCE, Reader, context

_KEY_IDENTIFIER = "2.5.29.14"
_KEY_USAGE = "2.5.29.15"
_ALTERNATIVE_NAME = "2.5.29.17"
_BASIC_CONSTRAINTS = "2.5.29.19"
_NAME_CONSTRAINTS = "2.5.29.30"
_POLICY_CONSTRAINTS = "2.5.29.36"
EXTENDED_KEY_USAGE = "2.5.29.37"
_INHIBIT_ANY_POLICY = "2.5.29.54"


class KeyUsage(enum.Flag):
    """RFC 5280 §4.2.1.3, the bits that matter here."""

    DIGITAL_SIGNATURE = enum.auto()
    NON_REPUDIATION = enum.auto()
    KEY_ENCIPHERMENT = enum.auto()
    DATA_ENCIPHERMENT = enum.auto()
    KEY_AGREEMENT = enum.auto()
    KEY_CERT_SIGN = enum.auto()
    CRL_SIGN = enum.auto()
    ENCIPHER_ONLY = enum.auto()
    DECIPHER_ONLY = enum.auto()


_USAGE_BITS = tuple(KeyUsage)
_MOST_PURPOSES = 100
_MOST_NAMES = 128
"""Alternative names, and constraints on names: the path validator compares each with each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extensions:
    """What the extensions say."""

    is_authority: bool = False
    """basicConstraints says cA."""
    key_usage: KeyUsage | None = None
    """None when the extension is absent."""
    purposes: tuple[str, ...] | None = None
    """Extended key usage; None when the extension is absent."""
    key_identifier: bytes | None = None
    values: Mapping[str, bytes] = field(default_factory=dict)
    """Every extension's value by its OID, unread."""
    critical: frozenset[str] = frozenset()
    """The OIDs of those marked critical."""


def read_extensions(body: Reader, version: int) -> Extensions:
    """Take the extensions at the end of a TBSCertificate, where there are any.

    Raises:
        MessageMalformed: one is broken or occurs twice, or the certificate is too old to have them.
    """
    found, critical = _values(body, version)
    for oid, check in _CHECKS.items():
        if oid in found:
            check(found[oid])
    return Extensions(
        is_authority=_is_authority(found.get(_BASIC_CONSTRAINTS)),
        key_usage=_key_usage(found.get(_KEY_USAGE)),
        purposes=_purposes(found.get(EXTENDED_KEY_USAGE)),
        key_identifier=_key_identifier(found.get(_KEY_IDENTIFIER)),
        values=found,
        critical=frozenset(critical),
    )


def _values(body: Reader, version: int) -> tuple[dict[str, bytes], set[str]]:
    found: dict[str, bytes] = {}
    critical: set[str] = set()
    if body.tag != context(3):
        return found, critical
    if version != 3:
        raise MessageMalformed("An old certificate has extensions.")
    explicit = body.enter(context(3))
    listed = explicit.enter(SEQUENCE)
    explicit.close()
    while listed.tag:
        extension = listed.enter(SEQUENCE)
        oid = tlv.dotted(extension.content(OID))
        # pyhanko-certvalidator refuses critical extensions it does not know.
        if extension.tag == BOOLEAN and extension.boolean():
            critical.add(oid)
        if oid in found:
            raise MessageMalformed("An extension of a certificate occurs twice.")
        found[oid] = extension.content(OCTET_STRING)
        extension.close()
    return found, critical


def _is_authority(value: bytes | None) -> bool:
    if value is None:
        return False
    constraints = tlv.read_one(value, SEQUENCE)
    authority = constraints.tag == BOOLEAN and constraints.boolean()
    if constraints.tag == INTEGER and constraints.integer() < 0:
        raise MessageMalformed("A certificate allows a path of negative length.")
    constraints.close()
    return authority


def _key_usage(value: bytes | None) -> KeyUsage | None:
    if value is None:
        return None
    outer = Reader(value)
    content = outer.content(BIT_STRING)
    outer.close()
    if not content or content[0] > 7 or (len(content) == 1 and content[0]):
        raise MessageMalformed("The key usage of a certificate is broken.")
    bits = content[1:]
    usage = KeyUsage(0)
    for number, flag in enumerate(_USAGE_BITS):
        if number // 8 < len(bits) and bits[number // 8] & (0x80 >> number % 8):
            usage |= flag
    return usage


def _purposes(value: bytes | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    listed = tlv.read_one(value, SEQUENCE)
    found: list[str] = []
    while listed.tag:
        found.append(listed.oid())
        if len(found) > _MOST_PURPOSES:
            raise MessageMalformed("A certificate has more purposes than Muhr reads.")
    return tuple(found)


def _key_identifier(value: bytes | None) -> bytes | None:
    if value is None:
        return None
    outer = Reader(value)
    content = outer.content(OCTET_STRING)
    outer.close()
    return content


def _check_name_constraints(value: bytes) -> None:
    """RFC 5280 §4.2.1.10: permitted and excluded subtrees, at least one of them."""
    outer = tlv.read_one(value, SEQUENCE)
    if not outer.tag:
        raise MessageMalformed("The name constraints of a certificate are empty.")
    count = 0
    for number in (0, 1):
        if outer.tag == context(number):
            subtrees = outer.enter(context(number))
            while subtrees.tag:
                subtrees.enter(SEQUENCE)
                count += 1
    outer.close()
    _limit_names(count)


def _check_alternative_name(value: bytes) -> None:
    """RFC 5280 §4.2.1.6; what the names are, and whether they are any, matters to nobody but the path validator."""
    if value[:1] != bytes((SEQUENCE,)):
        return
    names = tlv.read_one(value, SEQUENCE)
    count = 0
    while names.tag:
        names.whole()
        count += 1
    _limit_names(count)


def _limit_names(count: int) -> None:
    if count > _MOST_NAMES:
        raise MessageMalformed("A certificate has more names than Muhr reads.")


def _check_policy_constraints(value: bytes) -> None:
    """RFC 5280 §4.2.1.11: two counters, at least one of them."""
    outer = tlv.read_one(value, SEQUENCE)
    if not outer.tag:
        raise MessageMalformed("The policy constraints of a certificate are empty.")
    for tag in (0x80, 0x81):
        if outer.tag == tag and tlv.integer_value(outer.content(tag)) < 0:
            raise MessageMalformed("The policy constraints of a certificate are broken.")
    outer.close()


def _check_inhibit_any_policy(value: bytes) -> None:
    """RFC 5280 §4.2.1.14: a counter."""
    outer = Reader(value)
    if outer.integer() < 0:
        raise MessageMalformed("The policy constraints of a certificate are broken.")
    outer.close()


_CHECKS: dict[str, Callable[[bytes], None]] = {
    _ALTERNATIVE_NAME: _check_alternative_name,
    _NAME_CONSTRAINTS: _check_name_constraints,
    _POLICY_CONSTRAINTS: _check_policy_constraints,
    _INHIBIT_ANY_POLICY: _check_inhibit_any_policy,
}
