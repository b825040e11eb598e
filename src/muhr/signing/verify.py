"""The judge of signed messages: RFC 5652 §5.6 and RFC 5280 in the numbered steps of `problems.Step`.

Every step that can be taken is taken, for one that cannot be judged must not hide one that fails: a forged signature
under an unknown root is invalid, not unclear. Revocation is not checked; a valid report says so.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from muhr.domain.errors import CannotJudge, MessageMalformed, SignatureInvalid
from muhr.domain.ports import Clock
from muhr.domain.sentences import say
from muhr.domain.signatures import Identity, Report, SignerReport, Verdict, worst
from muhr.signing import signed_attributes
from muhr.signing.algorithms import DigestAlgorithm, digest_by_oid, load_public_key, scheme_by_oid
from muhr.signing.certificates import Certificate, identity_of, load
from muhr.signing.chain import ChainJudge, ChainResult
from muhr.signing.cms_read import AlgorithmId, SignedData, SignerInfo, read
from muhr.signing.limits import DEFAULT_LIMITS, Limits
from muhr.signing.problems import Problem, Step, invalid, unclear, verdict_of
from muhr.signing.signed_attributes import SignedFacts
from muhr.signing.trust import TrustStore

_CLOCKS_MAY_DIFFER = timedelta(minutes=5)
NOT_SIGNED = say("Not signed: the message carries no signature.")
REVOCATION_NOTE = say("Note: whether a certificate was revoked has not been checked.")


@dataclass(frozen=True, slots=True)
class _Content:
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
class _Case:
    """One signer on the way through the steps."""

    message: SignedData
    signer: SignerInfo
    content: _Content
    moment: datetime
    certificate: Certificate | None = None
    digest: DigestAlgorithm | None = None
    facts: SignedFacts = field(default_factory=SignedFacts)
    chain: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)


class CmsVerifier:
    """Judges messages against one set of trust anchors. Implements `domain.ports.Verifier`; thread-safe."""

    def __init__(self, trust: TrustStore, clock: Clock, limits: Limits = DEFAULT_LIMITS) -> None:
        self.trust = trust
        self._clock = clock
        self._limits = limits
        self._chains = ChainJudge(trust)

    def verify(
        self,
        message: bytes,
        *,
        detached: bytes | None = None,
        expected: bytes | None = None,
        at: datetime | None = None,
    ) -> Report:
        """Judge a CMS message (DER, BER, PEM or base64 text).

        Args:
            message: the signed message.
            detached: the content when the message carries none.
            expected: when given, content other than this makes the message invalid.
            at: the moment for which the chain is judged and which counts as now (aware UTC); the clock's when left out.

        Raises:
            MessageMalformed: the bytes are no CMS SignedData within the limits.
        """
        moment = _in_utc(at or self._clock())
        data = read(message, self._limits)
        content = _content(data, detached, expected)
        signers = tuple(self._judge(_Case(data, signer, content, moment)) for signer in data.signers)
        reasons = tuple(problem.sentence for problem in content.problems)
        if not signers:
            reasons = (NOT_SIGNED, *reasons)
        elif any(signer.verdict is Verdict.VALID or len(signer.chain) > 1 for signer in signers):
            reasons = (*reasons, REVOCATION_NOTE)
        return Report(
            verdict=worst((worst(tuple(signer.verdict for signer in signers)), verdict_of(content.problems))),
            reasons=reasons,
            attached=data.content is not None,
            content=content.data,
            signers=signers,
        )

    def judge_chain(self, signer: Certificate, others: Sequence[bytes], at: datetime) -> ChainResult:
        """Judge a certificate's chain alone, as step 9 does; `others` are certificates (DER) that may help."""
        return self._chains.judge(signer, others, at)

    def _judge(self, case: _Case) -> SignerReport:
        case.certificate = _find_certificate(case)
        case.problems += _check_digest_algorithm(case)
        case.facts = signed_attributes.check(case.message, case.signer, case.content.data)
        case.problems += case.facts.problems
        case.problems += _check_digest(case)
        if case.certificate is not None:
            case.problems += signed_attributes.check_signing_certificate(case.signer, case.certificate.der)
            case.problems += _check_signature(case, case.certificate)
            case.problems += _check_purpose(case.certificate)
        case.problems += _check_time(case)
        if case.certificate is not None:
            case.problems += self._check_chain(case, case.certificate)
        return _report(case)

    def _check_chain(self, case: _Case, certificate: Certificate) -> Iterator[Problem]:
        """Step 9."""
        result = self._chains.judge(certificate, case.message.certificates, case.moment)
        case.chain = result.names
        if result.verdict is not Verdict.VALID:
            yield Problem(Step.CHAIN, result.verdict, result.reason)


def _in_utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError:  # the first or last hours of the calendar, which do not exist in UTC
        return at.replace(tzinfo=UTC)


def _content(data: SignedData, detached: bytes | None, expected: bytes | None) -> _Content:
    """Step 1: there must be one content; two different ones would leave open which of them was signed."""
    content = data.content if data.content is not None else detached
    problems: list[Problem] = []
    if data.content is not None and detached is not None and data.content != detached:
        problems.append(invalid(Step.CONTENT, "the message carries other content than the file given with it"))
    if content is None:
        problems.append(unclear(Step.CONTENT, "the message does not carry the signed content, and none was given"))
    if expected is not None and content != expected:
        problems.append(invalid(Step.CONTENT, "the content is not the expected one"))
    return _Content(content, problems)


def _find_certificate(case: _Case) -> Certificate | None:
    """Step 2: exactly one certificate of the message must be the signer's."""
    found: dict[bytes, Certificate] = {}
    unreadable = ""
    for der in case.message.certificates:
        try:
            certificate = load(der)
        except MessageMalformed as error:
            unreadable = error.sentence
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


def _check_digest_algorithm(case: _Case) -> Iterator[Problem]:
    """Step 3: the digest is known, announced in the message, and without odd parameters."""
    named = case.signer.digest
    if named.oid not in {digest.oid for digest in case.message.digests}:
        yield invalid(Step.ALGORITHMS, "the signer's digest algorithm is not announced in the message")
    if not named.plain:
        yield unclear(Step.ALGORITHMS, "the digest algorithm has parameters that are not known to this program")
    try:
        case.digest = digest_by_oid(named.oid)
    except CannotJudge as error:
        yield unclear(Step.ALGORITHMS, error.sentence)


def _check_digest(case: _Case) -> Iterator[Problem]:
    """Step 5: the digest of the content, computed here, must be the signed one."""
    signed, content = case.facts.message_digest, case.content.data
    if signed is None or content is None or case.digest is None:
        return
    if not hmac.compare_digest(case.content.digest(case.digest, content), signed):
        yield invalid(Step.DIGEST, "the content is not what was signed")


def _check_signature(case: _Case, certificate: Certificate) -> Iterator[Problem]:
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
        yield invalid(Step.SIGNATURE, error.sentence)
    except CannotJudge as error:
        yield unclear(Step.SIGNATURE, error.sentence)


def _check_purpose(certificate: Certificate) -> Iterator[Problem]:
    """Step 7."""
    if reason := certificate.why_not_for_signing():
        yield invalid(Step.PURPOSE, reason)


def _check_time(case: _Case) -> Iterator[Problem]:
    """Step 8: the time the signer claims; it proves nothing, but a wrong one disproves."""
    time = case.facts.signing_time
    if time is None:
        return
    if time - case.moment > _CLOCKS_MAY_DIFFER:  # the sum may lie beyond the calendar
        yield invalid(Step.TIME, "the signing time lies in the future")
    if case.certificate is not None and not case.certificate.valid_at(time):
        yield invalid(Step.TIME, "the signer's certificate was not valid at the signing time")


def _report(case: _Case) -> SignerReport:
    case.problems.sort(key=_step_order)
    signer, certificate = case.signer, case.certificate
    identity: Identity | None = None if certificate is None else identity_of(certificate.der)
    serial = certificate.serial if certificate is not None else signer.serial
    return SignerReport(
        verdict=verdict_of(case.problems),
        reasons=tuple(problem.sentence for problem in case.problems),
        identity=identity,
        serial="" if serial is None else f"{serial:X}",
        signing_time=case.facts.signing_time,
        digest_algorithm=case.digest.name if case.digest is not None else signer.digest.oid,
        signature_algorithm=_signature_name(signer.signature_algorithm, identity),
        chain=case.chain,
    )


_ORDER = {step: number for number, step in enumerate(Step)}


def _step_order(problem: Problem) -> int:
    return _ORDER[problem.step]


def _signature_name(algorithm: AlgorithmId, identity: Identity | None) -> str:
    try:
        name = scheme_by_oid(algorithm.oid).name
    except CannotJudge:
        return algorithm.oid
    # "RSA" alone says less than the key's own name.
    return identity.algorithm if identity is not None and identity.algorithm.startswith(name) else name
