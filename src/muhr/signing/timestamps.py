"""What a time stamp token says (RFC 3161 §2.4.2), and of which signature. Its own signature is judged in `verify`."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from muhr.domain.errors import CannotJudge, MessageMalformed
from muhr.signing import tlv
from muhr.signing.algorithms import digest_by_oid
from muhr.signing.cms_read import AlgorithmId, algorithm
from muhr.signing.limits import scan
from muhr.signing.problems import Problem, Step, invalid, unclear
from muhr.signing.tlv import BOOLEAN, GENERALIZED_TIME, INTEGER, OCTET_STRING, SEQUENCE, Reader, context

SIGNATURE_TIME_STAMP = "1.2.840.113549.1.9.16.2.14"
ID_TST_INFO = "1.2.840.113549.1.9.16.1.4"


@dataclass(frozen=True, slots=True, kw_only=True)
class StampInfo:
    """A TSTInfo as it stands."""

    policy: str
    digest: AlgorithmId
    imprint: bytes
    serial: int
    time: datetime
    """genTime, cut to microseconds."""
    nonce: int | None


def read_info(content: bytes) -> StampInfo:
    """Read a TSTInfo (DER).

    Raises:
        MessageMalformed: it is none.
    """
    scan(content)
    body = tlv.read_one(content, SEQUENCE)
    if body.integer() != 1:
        raise MessageMalformed("A time stamp has a version that does not exist.")
    policy = body.oid()
    imprint = body.enter(SEQUENCE)
    digest = algorithm(imprint)
    hashed = imprint.content(OCTET_STRING)
    imprint.close()
    serial = body.integer()
    time = _time(body.content(GENERALIZED_TIME))
    if body.tag == SEQUENCE:  # accuracy: nothing here depends on seconds
        body.whole()
    if body.tag == BOOLEAN:
        body.boolean()
    nonce = body.integer() if body.tag == INTEGER else None
    if body.tag == context(0):  # the authority's name; its certificate says more
        body.whole()
    if body.tag == context(1):
        _refuse_critical(body.enter(context(1)))
    body.close()
    return StampInfo(policy=policy, digest=digest, imprint=hashed, serial=serial, time=time, nonce=nonce)


def _refuse_critical(extensions: Reader) -> None:
    while extensions.tag:
        extension = extensions.enter(SEQUENCE)
        extension.oid()
        if extension.tag == BOOLEAN and extension.boolean():
            raise MessageMalformed("A time stamp has a critical extension that is not known to this program.")


def _time(content: bytes) -> datetime:
    """GeneralizedTime, here with fractions of a second (RFC 3161 §2.4.2): YYYYMMDDhhmmss[.s…]Z, no trailing zeros."""
    whole, point, rest = content.partition(b".")
    if not point:
        return tlv.time_value(GENERALIZED_TIME, content)
    digits = rest[:-1]
    if rest[-1:] != b"Z" or not digits.isdigit() or digits.endswith(b"0") or len(digits) > 12:
        raise MessageMalformed("The time of a time stamp is not written as it must be.")
    moment = tlv.time_value(GENERALIZED_TIME, whole + b"Z")
    return moment + timedelta(microseconds=int(digits[:6].ljust(6, b"0")))


def check_imprint(info: StampInfo, stamped: bytes) -> Iterator[Problem]:
    """Check that the token speaks of these bytes: the value of the signature it stands at (RFC 3161 appendix A)."""
    if not info.digest.plain:
        yield unclear(Step.STAMP, "the digest algorithm has parameters that are not known to this program")
    try:
        digest = digest_by_oid(info.digest.oid)
    except CannotJudge as error:
        yield unclear(Step.STAMP, str(error))
        return
    if not hmac.compare_digest(digest.compute(stamped), info.imprint):
        yield invalid(Step.STAMP, "it was made for something else than this signature")
