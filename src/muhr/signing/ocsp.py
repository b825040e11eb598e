"""The certificate status protocol (RFC 6960): the request, and an answer that is bound to exactly one certificate.

Sends nothing. An answer that cannot be used says nothing: every refusal is `CannotJudge` or `MessageMalformed`.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from muhr.domain.errors import CannotJudge, MessageMalformed, SignatureInvalid
from muhr.domain.sentences import say
from muhr.signing import der, tlv
from muhr.signing.algorithms import digest_by_oid, load_public_key
from muhr.signing.certificates import Certificate, load
from muhr.signing.cms_read import AlgorithmId, algorithm
from muhr.signing.crl import Revoked
from muhr.signing.limits import scan
from muhr.signing.tlv import BIT_STRING, BOOLEAN, GENERALIZED_TIME, OCTET_STRING, SEQUENCE, Reader, context

REQUEST_TYPE = "application/ocsp-request"
LARGEST = 256 * 1024
OCSP_SIGNING = "1.3.6.1.5.5.7.3.9"
_BASIC = "1.3.6.1.5.5.7.48.1.1"
_NONCE = "1.3.6.1.5.5.7.48.1.2"
_SHA1 = "1.3.14.3.2.26"
_ENUMERATED = 0x0A
_STATUS = {1: say("the request is malformed"), 2: say("it has an internal error"), 3: say("it wants to be asked later"),
           5: say("it wants signed requests"), 6: say("it does not answer us")}  # fmt: skip
_MOST_ANSWERS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class CertId:
    """How a request or an answer names a certificate."""

    digest: str
    name_hash: bytes
    key_hash: bytes
    serial: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleAnswer:
    """What is said about one certificate."""

    id: CertId
    good: bool
    revoked: Revoked | None
    made: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OcspAnswer:
    """A BasicOCSPResponse, read but not believed."""

    signed_part: bytes
    signature_algorithm: AlgorithmId
    signature: bytes
    responder_name: bytes
    responder_key_hash: bytes
    produced: datetime
    answers: tuple[SingleAnswer, ...]
    nonce: bytes | None
    certificates: tuple[bytes, ...]


def request(certificate: Certificate, issuer: Certificate, nonce: bytes) -> bytes:
    """Ask about one certificate. It is named by SHA-1, which every responder knows and which only names here."""
    name_hash, key_hash = _hashes(_SHA1, issuer)
    identifier = der.sequence(
        der.sequence(der.oid(_SHA1), der.NULL_DER),
        der.octet_string(name_hash),
        der.octet_string(key_hash),
        der.integer(certificate.serial),
    )
    extension = der.sequence(der.oid(_NONCE), der.octet_string(der.octet_string(nonce)))
    return der.sequence(der.sequence(der.sequence(der.sequence(identifier)), der.tagged(2, der.sequence(extension))))


def read_answer(data: bytes) -> OcspAnswer:
    """Read an OCSPResponse.

    Raises:
        MessageMalformed: it is none within the limits.
        CannotJudge: the responder says that it does not answer.
    """
    if len(data) > LARGEST:
        raise MessageMalformed("The answer about a certificate is larger than Muhr reads.")
    scan(data)
    outer = tlv.read_one(data, SEQUENCE)
    status = tlv.integer_value(outer.content(_ENUMERATED))
    if status != 0:
        raise CannotJudge(
            say("the responder refused to answer: {status}", status=_STATUS.get(status, say("no reason known")))
        )
    explicit = outer.enter(context(0))
    outer.close()
    typed = explicit.enter(SEQUENCE)
    explicit.close()
    if typed.oid() != _BASIC:
        raise CannotJudge("the responder answered in a form that is not known to this program")
    basic = tlv.read_one(typed.content(OCTET_STRING), SEQUENCE)
    typed.close()
    signed_part = basic.whole(SEQUENCE)
    named = algorithm(basic)
    signature = basic.bits()
    certificates = tuple(_certificates(basic)) if basic.tag == context(0) else ()
    basic.close()
    return _read_signed(signed_part, named, signature, certificates)


def _certificates(basic: Reader) -> Iterator[bytes]:
    explicit = basic.enter(context(0))
    listed = explicit.enter(SEQUENCE)
    explicit.close()
    for _ in range(8):
        if not listed.tag:
            return
        yield listed.whole(SEQUENCE)
    listed.close()


def _read_signed(
    signed_part: bytes, named: AlgorithmId, signature: bytes, certificates: tuple[bytes, ...]
) -> OcspAnswer:
    body = tlv.read_one(signed_part, SEQUENCE)
    if body.tag == context(0):
        version = body.enter(context(0))
        if version.integer() != 0:
            raise MessageMalformed("An answer about a certificate has a version that does not exist.")
    name = key_hash = b""
    if body.tag == context(1):
        explicit = body.enter(context(1))
        name = explicit.whole(SEQUENCE)
        explicit.close()
    else:
        explicit = body.enter(context(2))
        key_hash = explicit.content(OCTET_STRING)
        explicit.close()
    produced = tlv.time_value(GENERALIZED_TIME, body.content(GENERALIZED_TIME))
    answers = tuple(_answers(body.enter(SEQUENCE)))
    nonce = _nonce(body) if body.tag == context(1) else None
    body.close()
    return OcspAnswer(
        signed_part=signed_part, signature_algorithm=named, signature=signature, responder_name=name,
        responder_key_hash=key_hash, produced=produced, answers=answers, nonce=nonce, certificates=certificates,
    )  # fmt: skip


def _answers(listed: Reader) -> Iterator[SingleAnswer]:
    for _ in range(_MOST_ANSWERS):
        if not listed.tag:
            return
        single = listed.enter(SEQUENCE)
        named = single.enter(SEQUENCE)
        digest = algorithm(named)
        name_hash, key_hash = named.content(OCTET_STRING), named.content(OCTET_STRING)
        identifier = CertId(digest=digest.oid, name_hash=name_hash, key_hash=key_hash, serial=named.integer())
        named.close()
        good, revoked = _certificate_status(single)
        made = single.time()
        until: datetime | None = None
        if single.tag == context(0):
            explicit = single.enter(context(0))
            until = explicit.time()
            explicit.close()
        if single.tag == context(1):
            _refuse_critical(single)
        single.close()
        yield SingleAnswer(id=identifier, good=good, revoked=revoked, made=made, until=until)
    listed.close()


def _certificate_status(single: Reader) -> tuple[bool, Revoked | None]:
    if single.tag == 0x80:
        return single.content(0x80) == b"", None
    if single.tag == 0x82:
        single.content(0x82)
        return False, None
    info = single.enter(context(1))
    at = info.time()
    reason: int | None = None
    if info.tag == context(0):
        explicit = info.enter(context(0))
        reason = tlv.integer_value(explicit.content(_ENUMERATED))
    info.close()
    return False, Revoked(at=at, reason=reason)


def _refuse_critical(holder: Reader) -> None:
    for oid, critical, _ in _extensions(holder):
        if critical and oid != _NONCE:
            raise MessageMalformed("An answer about a certificate has a critical extension that is not known.")


def _extensions(holder: Reader) -> Iterator[tuple[str, bool, bytes]]:
    explicit = holder.enter(context(1))
    listed = explicit.enter(SEQUENCE)
    explicit.close()
    while listed.tag:
        extension = listed.enter(SEQUENCE)
        oid = extension.oid()
        critical = extension.tag == BOOLEAN and extension.boolean()
        yield oid, critical, extension.content(OCTET_STRING)
        extension.close()


def _nonce(body: Reader) -> bytes | None:
    found: bytes | None = None
    for oid, critical, value in _extensions(body):
        if oid == _NONCE:
            # RFC 8954 wraps the nonce in an OCTET STRING; older responders do not.
            found = Reader(value).content(OCTET_STRING) if value[:1] == b"\x04" and len(value) > 2 else value
        elif critical:
            raise MessageMalformed("An answer about a certificate has a critical extension that is not known.")
    return found


def check_answer(
    answer: OcspAnswer, certificate: Certificate, issuer: Certificate, nonce: bytes | None
) -> SingleAnswer:
    """Make sure that the answer speaks of `certificate` with the authority of `issuer`. Says nothing of its age.

    Args:
        answer: what came.
        certificate: about which was asked.
        issuer: its issuer on the path that was found valid.
        nonce: what was sent with the request; None for an answer that was kept.

    Raises:
        CannotJudge: it does not (another certificate, another request, no authority); the text is one clause.
    """
    # (1) One of the answers is about this certificate of this issuer (RFC 6960 §3.2, 1).
    fitting = [one for one in answer.answers if _is_about(one.id, certificate, issuer)]
    if len(fitting) != 1:
        raise CannotJudge("the responder's answer is about another certificate")
    # (2) It answers our request and no older one (§4.4.1). Responders that work ahead send no nonce.
    if nonce is not None and answer.nonce is not None and not hmac.compare_digest(nonce, answer.nonce):
        raise CannotJudge("the responder's answer is to another request")
    # (3) Whoever signed it is the issuer, or was made its responder by the issuer (§4.2.2.2).
    key = _responder(answer, issuer)
    # (4) The signature holds (§3.2, 2).
    try:
        load_public_key(key.public_key).verify(
            answer.signed_part,
            answer.signature,
            signature_oid=answer.signature_algorithm.oid,
            parameters_der=answer.signature_algorithm.parameters or None,
        )
    except (SignatureInvalid, CannotJudge, MessageMalformed) as error:
        raise CannotJudge(say("the signature of the responder's answer: {error}", error=error.sentence)) from error
    return fitting[0]


def _hashes(digest: str, issuer: Certificate) -> tuple[bytes, bytes]:
    key = _key_bits(issuer)
    if digest == _SHA1:
        return tuple(hashlib.sha1(part, usedforsecurity=False).digest() for part in (issuer.subject, key))  # type: ignore[return-value]
    compute = digest_by_oid(digest).compute
    return compute(issuer.subject), compute(key)


def _key_bits(certificate: Certificate) -> bytes:
    parts = tlv.read_one(certificate.public_key, SEQUENCE)
    parts.whole(SEQUENCE)
    return parts.content(BIT_STRING)[1:]


def _is_about(identifier: CertId, certificate: Certificate, issuer: Certificate) -> bool:
    if identifier.serial != certificate.serial or certificate.issuer != issuer.subject:
        return False
    try:
        name_hash, key_hash = _hashes(identifier.digest, issuer)
    except CannotJudge:
        return False
    return hmac.compare_digest(name_hash, identifier.name_hash) and hmac.compare_digest(key_hash, identifier.key_hash)


def _responder(answer: OcspAnswer, issuer: Certificate) -> Certificate:
    if _is_responder(answer, issuer):
        return issuer
    for encoded in answer.certificates:
        try:
            found = load(encoded)
        except MessageMalformed:
            continue
        if not _is_responder(answer, found):
            continue
        if found.der == issuer.der:
            return issuer
        if found.issuer != issuer.subject or OCSP_SIGNING not in (found.purposes or ()):
            raise CannotJudge("the answer is signed by somebody whom the authority did not make its responder")
        try:
            found.check_issued_by(issuer)
        except (SignatureInvalid, CannotJudge) as error:
            raise CannotJudge("the responder's certificate is not from the authority") from error
        if not found.valid_at(answer.produced):
            raise CannotJudge("the responder's certificate was not valid when it answered")
        return found
    raise CannotJudge("the responder's certificate is not in its answer")


def _is_responder(answer: OcspAnswer, certificate: Certificate) -> bool:
    if answer.responder_name:
        return answer.responder_name == certificate.subject
    key_hash = hashlib.sha1(_key_bits(certificate), usedforsecurity=False).digest()
    return hmac.compare_digest(key_hash, answer.responder_key_hash)
