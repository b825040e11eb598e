"""One signer on the way through the steps 2 to 8 of `problems.Step`: what each step looks at. Decides nothing alone."""

from __future__ import annotations

import enum
import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from muhr.domain.errors import CannotJudge, MessageMalformed, SignatureInvalid
from muhr.domain.sentences import say
from muhr.domain.signatures import Identity
from muhr.signing.algorithms import DigestAlgorithm, digest_by_oid, load_public_key, scheme_by_oid
from muhr.signing.certificates import Certificate, load
from muhr.signing.cms_read import AlgorithmId, SignedData, SignerInfo
from muhr.signing.problems import Problem, Step, invalid, unclear
from muhr.signing.signed_attributes import SignedFacts

CLOCKS_MAY_DIFFER = timedelta(minutes=5)


class Role(enum.Enum):
    """As what somebody signed."""

    SIGNER = "signer"
    COUNTER_SIGNER = "counter-signer"
    """Over the signature of another (RFC 5652 §11.4)."""
    TIME_STAMPER = "time stamper"


@dataclass(frozen=True, slots=True)
class Content:
    """Step 1: what was signed, and what is wrong with it for every signer."""

    data: bytes | None
    problems: list[Problem]
    digests: dict[str, bytes] = field(default_factory=dict)
    """By algorithm, computed once however many signers there are: a megabyte costs O'z DSt 1106 a second."""

    def digest(self, algorithm: DigestAlgorithm, data: bytes) -> bytes:
        """Give the digest of the content."""
        if algorithm.oid not in self.digests:
            self.digests[algorithm.oid] = algorithm.compute(data)
        return self.digests[algorithm.oid]


@dataclass(slots=True)
class Case:
    """One signer on the way through the steps."""

    message: SignedData
    signer: SignerInfo
    content: Content
    moment: datetime
    """For which the chain is judged."""
    now: datetime
    """After which nothing can have been signed."""
    role: Role = Role.SIGNER
    certificate: Certificate | None = None
    digest: DigestAlgorithm | None = None
    facts: SignedFacts = field(default_factory=SignedFacts)
    chain: tuple[str, ...] = ()
    path: tuple[Certificate, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def find_certificate(case: Case) -> Certificate | None:
    """Step 2: exactly one certificate of the message must be the signer's."""
    found: dict[bytes, Certificate] = {}
    unreadable = ""
    for der in case.message.certificates:
        try:
            certificate = load(der)
        except MessageMalformed as error:
            unreadable = str(error)
            continue
        if _is_named(case.signer, certificate):
            found[der] = certificate
    if unreadable:
        # Others refuse such a message whole; at the least it was damaged on its way.
        case.problems.append(
            unclear(
                Step.CERTIFICATE,
                say("a certificate in the message cannot be read: {unreadable}", unreadable=unreadable),
            )
        )
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        case.problems.append(invalid(Step.CERTIFICATE, "two different certificates claim to be the signer's"))
    elif unreadable:
        case.problems.append(invalid(Step.CERTIFICATE, "no readable certificate in the message is the signer's"))
    else:
        case.problems.append(unclear(Step.CERTIFICATE, "it is not in the message"))
    return None


def _is_named(signer: SignerInfo, certificate: Certificate) -> bool:
    if signer.key_identifier is not None:
        return certificate.key_identifier == signer.key_identifier
    return certificate.serial == signer.serial and certificate.issuer == signer.issuer


def check_digest_algorithm(case: Case) -> Iterator[Problem]:
    """Step 3: the digest is known, announced in the message, and without odd parameters."""
    named = case.signer.digest
    announced = case.role is Role.COUNTER_SIGNER or named.oid in {digest.oid for digest in case.message.digests}
    if not announced:
        yield invalid(Step.ALGORITHMS, "the signer's digest algorithm is not announced in the message")
    if not named.plain:
        yield unclear(Step.ALGORITHMS, "the digest algorithm has parameters that are not known to this program")
    try:
        case.digest = digest_by_oid(named.oid)
    except CannotJudge as error:
        yield unclear(Step.ALGORITHMS, str(error))


def check_digest(case: Case) -> Iterator[Problem]:
    """Step 5: the digest of the content, computed here, must be the signed one."""
    signed, content = case.facts.message_digest, case.content.data
    if signed is None or content is None or case.digest is None:
        return
    if not hmac.compare_digest(case.content.digest(case.digest, content), signed):
        yield invalid(Step.DIGEST, "the content is not what was signed")


def check_signature(case: Case, certificate: Certificate) -> Iterator[Problem]:
    """Step 6: the signature over the signed attributes, or over the content where there are none."""
    signer = case.signer
    signed = signer.signed_bytes if signer.signed_attributes is not None else case.content.data
    if signed is None:
        return
    # Signers without attributes all sign the content itself: it is hashed once for all of them.
    hashed = None if signer.signed_attributes is not None else partial(case.content.digest, data=signed)
    try:
        load_public_key(certificate.public_key).verify(
            signed,
            signer.signature,
            signature_oid=signer.signature_algorithm.oid,
            parameters_der=signer.signature_algorithm.parameters or None,
            digest_oid=signer.digest.oid,
            hashed=hashed,
        )
    except SignatureInvalid as error:
        yield invalid(Step.SIGNATURE, str(error))
    except CannotJudge as error:
        yield unclear(Step.SIGNATURE, str(error))


def check_purpose(case: Case, certificate: Certificate) -> Iterator[Problem]:
    """Step 7."""
    stamps = case.role is Role.TIME_STAMPER
    if reason := certificate.why_not_for_stamping() if stamps else certificate.why_not_for_signing():
        yield invalid(Step.PURPOSE, reason)


def check_time(case: Case) -> Iterator[Problem]:
    """Step 8: the time the signer claims; it proves nothing, but a wrong one disproves."""
    time = case.facts.signing_time
    if time is None:
        return
    if time - case.now > CLOCKS_MAY_DIFFER:  # the sum may lie beyond the calendar
        yield invalid(Step.TIME, "the signing time lies in the future")
    if case.certificate is not None and not case.certificate.valid_at(time):
        yield invalid(Step.TIME, "the signer's certificate was not valid at the signing time")


def signature_name(algorithm: AlgorithmId, identity: Identity | None) -> str:
    """Name the signature's algorithm for people."""
    try:
        name = scheme_by_oid(algorithm.oid).name
    except CannotJudge:
        return algorithm.oid
    # "RSA" alone says less than the key's own name.
    return identity.algorithm if identity is not None and identity.algorithm.startswith(name) else name
