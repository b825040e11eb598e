"""The judge of signed messages: RFC 5652 §5.6 and RFC 5280 in the numbered steps of `problems.Step`.

Every step that can be taken is taken, for one that cannot be judged must not hide one that fails: a forged signature
under an unknown root is invalid, not unclear. Time stamps and countersignatures stand among the unsigned attributes,
where anybody may put them: a bad one is told, but takes nothing from the signature it stands at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from muhr.domain.errors import MessageMalformed
from muhr.domain.ports import Clock
from muhr.domain.sentences import say
from muhr.domain.signatures import (
    Report,
    RevocationReport,
    RevocationStatus,
    SignerReport,
    TimestampReport,
    Verdict,
    worst,
)
from muhr.signing import signed_attributes, steps
from muhr.signing.archive import judge_archive
from muhr.signing.certificates import Certificate, identity_of
from muhr.signing.chain import ChainJudge, ChainResult
from muhr.signing.cms_read import SignedData, SignerInfo, read, read_signer
from muhr.signing.file_kinds import explain
from muhr.signing.limits import DEFAULT_LIMITS, Limits
from muhr.signing.problems import Problem, Step, invalid, unclear, verdict_of
from muhr.signing.revocation import RevocationJudge, check_revoked
from muhr.signing.signed_attributes import COUNTERSIGNATURE
from muhr.signing.steps import CLOCKS_MAY_DIFFER, Case, Content, Role
from muhr.signing.timestamps import ID_TST_INFO, SIGNATURE_TIME_STAMP, StampInfo, check_imprint, read_info
from muhr.signing.trust import TrustStore
from muhr.signing.zip_read import is_zip

NOT_SIGNED = say("Not signed: the message carries no signature.")
REVOCATION_NOTE = say("Note: whether a certificate was revoked has not been checked.")
_MOST_ADDITIONS = 32
"""Time stamps and countersignatures of one message that are judged; each may cost as much as a signature."""
_DEEPEST_COUNTER = 3


@dataclass(slots=True)
class _Session:
    """One call: how far it may go."""

    online: bool
    now: datetime
    left: int = _MOST_ADDITIONS

    def take(self) -> bool:
        """Whether one more addition is judged."""
        self.left -= 1
        return self.left >= 0


class CmsVerifier:
    """Judges messages against one set of trust anchors. Implements `domain.ports.Verifier`; thread-safe."""

    def __init__(
        self,
        trust: TrustStore,
        clock: Clock,
        limits: Limits = DEFAULT_LIMITS,
        revocation: RevocationJudge | None = None,
    ) -> None:
        """Take the anchors, the clock, and what knows about revocation (messages' own lists when None)."""
        self.trust = trust
        self._clock = clock
        self._limits = limits
        self._chains = ChainJudge(trust)
        self.revocation = revocation or RevocationJudge(clock)

    def renew(self, trust: TrustStore) -> None:
        """Judge by other anchors from now on; what is being judged in other threads may end by the old ones."""
        self.trust, self._chains = trust, ChainJudge(trust)

    def verify(
        self,
        message: bytes,
        *,
        detached: bytes | None = None,
        expected: bytes | None = None,
        at: datetime | None = None,
    ) -> Report:
        """Judge a CMS message (DER, BER, PEM or base64 text). Never goes online.

        Args:
            message: the signed message.
            detached: the content when the message carries none.
            expected: when given, content other than this makes the message invalid.
            at: the moment for which the chain is judged and which counts as now (aware UTC); the clock's when left out.

        Raises:
            MessageMalformed: the bytes are no CMS SignedData within the limits.
        """
        return self._verify(message, detached, expected, self._session(at, online=False))

    def verify_file(
        self,
        data: bytes,
        *,
        detached: bytes | None = None,
        expected: bytes | None = None,
        at: datetime | None = None,
    ) -> Report:
        """Judge a file somebody was given; see `domain.ports.Verifier.verify_file`."""
        session = self._session(at, online=True)
        if is_zip(data):
            return judge_archive(
                data,
                lambda message, beside, known: self._verify(message, beside, expected, replace(session), known),
                self._limits,
            )
        try:
            return self._verify(data, detached, expected, session)
        except MessageMalformed as error:
            raise explain(data, error, self._limits) from error

    def judge_chain(self, signer: Certificate, others: Sequence[bytes], at: datetime) -> ChainResult:
        """Judge a certificate's chain alone, as step 9 does; `others` are certificates (DER) that may help."""
        return self._chains.judge(signer, others, at)

    def _session(self, at: datetime | None, *, online: bool) -> _Session:
        return _Session(online=online, now=_in_utc(at or self._clock()))

    def _verify(
        self,
        message: bytes,
        detached: bytes | None,
        expected: bytes | None,
        session: _Session,
        known: dict[str, bytes] | None = None,
    ) -> Report:
        """Judge a message; `known` holds and keeps digests of `detached`, by algorithm."""
        data = read(message, self._limits)
        content = _content(data, detached, expected)
        if known is not None and detached is not None and content.data == detached:
            content = replace(content, digests=known)
        signers = tuple(
            self._judge(Case(data, signer, content, session.now, session.now), session) for signer in data.signers
        )
        reasons = tuple(problem.sentence for problem in content.problems)
        if not signers:
            reasons = (NOT_SIGNED, *reasons)
        elif any(_unchecked(signer) for signer in signers):
            reasons = (*reasons, REVOCATION_NOTE)
        return Report(
            verdict=worst((worst(tuple(signer.verdict for signer in signers)), verdict_of(content.problems))),
            reasons=reasons,
            attached=data.content is not None,
            content=content.data,
            signers=signers,
        )

    def _judge(self, case: Case, session: _Session, depth: int = 0) -> SignerReport:
        _take_steps(case)
        stamps = tuple(self._timestamps(case, session)) if case.role is not Role.TIME_STAMPER else ()
        proven = min((one.time for one in stamps if one.verdict is Verdict.VALID and one.time), default=None)
        revocation: tuple[RevocationReport, ...] = ()
        if case.certificate is not None:
            case.moment = proven or case.moment
            case.problems += self._check_chain(case, case.certificate)
            if case.path:
                revocation = self.revocation.judge(
                    case.path, case.message.crls, moment=case.moment, online=session.online
                )
                # A stamp's own time is what its authority claims: it cannot prove itself.
                claimed = case.moment if case.role is Role.TIME_STAMPER else case.facts.signing_time
                case.problems += check_revoked(revocation, proven=proven, claimed=claimed)
        counters = tuple(self._counter_signatures(case, session, depth))
        report = _report(case)
        return replace(
            report,
            timestamps=stamps,
            revocation=revocation,
            counter_signatures=counters,
            notes=tuple(_notes(replace(report, timestamps=stamps, revocation=revocation), counters, case, session)),
        )

    def _check_chain(self, case: Case, certificate: Certificate) -> Iterator[Problem]:
        """Step 9."""
        result = self._chains.judge(certificate, case.message.certificates, case.moment)
        case.chain, case.path = result.names, result.path
        if result.verdict is not Verdict.VALID:
            yield Problem(Step.CHAIN, result.verdict, result.reason)

    def _timestamps(self, case: Case, session: _Session) -> Iterator[TimestampReport]:
        for value in case.signer.unsigned_values(SIGNATURE_TIME_STAMP):
            if session.take():
                yield self._timestamp(value, case, session)

    def _timestamp(self, value: bytes, stamped: Case, session: _Session) -> TimestampReport:
        """Judge one token as a message of its own, then what it says (RFC 3161 §2.2, §2.4.2)."""
        try:
            token = read(value, self._limits)
            if token.content_type != ID_TST_INFO or token.content is None or len(token.signers) != 1:
                raise MessageMalformed("It is no time stamp token with one signer.")
            info = read_info(token.content)
        except MessageMalformed as error:
            reason = invalid(Step.STAMP, say("it cannot be read: {error}", error=error.sentence)).sentence
            return TimestampReport(verdict=Verdict.INVALID, reasons=(reason,), time=None, authority="")
        # A token may come without certificates; those of the message around it may be the authority's.
        given = tuple(dict.fromkeys((*token.certificates, *stamped.message.certificates)))
        token = replace(token, certificates=given, crls=(*token.crls, *stamped.message.crls))
        case = Case(token, token.signers[0], Content(token.content, []), info.time, session.now, Role.TIME_STAMPER)
        case.problems += _check_stamp(info, stamped.signer, case)
        report = self._judge(case, session)
        return TimestampReport(
            verdict=report.verdict,
            reasons=report.reasons,
            time=info.time,
            authority=report.identity.common_name or report.identity.organization if report.identity else "",
            policy=info.policy,
            serial=f"{info.serial:X}",
            chain=report.chain,
        )

    def _counter_signatures(self, case: Case, session: _Session, depth: int) -> Iterator[SignerReport]:
        for value in case.signer.unsigned_values(COUNTERSIGNATURE):
            if depth >= _DEEPEST_COUNTER or not session.take():
                return
            try:
                signer = read_signer(value, self._limits)
            except MessageMalformed as error:
                reason = invalid(
                    Step.ATTRIBUTES, say("the countersignature cannot be read: {error}", error=error.sentence)
                ).sentence
                yield SignerReport(
                    verdict=Verdict.INVALID, reasons=(reason,), identity=None, serial="", signing_time=None,
                    digest_algorithm="", signature_algorithm="",
                )  # fmt: skip
                continue
            content = Content(case.signer.signature, [])
            over = Case(case.message, signer, content, session.now, session.now, Role.COUNTER_SIGNER)
            yield self._judge(over, session, depth + 1)


def _take_steps(case: Case) -> None:
    """Steps 2 to 8."""
    stamps = case.role is Role.TIME_STAMPER
    content_type = "" if case.role is Role.COUNTER_SIGNER else case.message.content_type
    case.certificate = steps.find_certificate(case)
    case.problems += steps.check_digest_algorithm(case)
    case.facts = signed_attributes.check(content_type, case.signer, case.content.data)
    case.problems += case.facts.problems
    case.problems += steps.check_digest(case)
    if case.certificate is not None:
        der = case.certificate.der
        case.problems += signed_attributes.check_signing_certificate(case.signer, der, sha1_names=stamps)
        case.problems += steps.check_signature(case, case.certificate)
        case.problems += steps.check_purpose(case, case.certificate)
    case.problems += steps.check_time(case)


def _check_stamp(info: StampInfo, stamped: SignerInfo, case: Case) -> Iterator[Problem]:
    """Step 11. The time must be one at which the authority's certificate was valid; step 9 looks at its whole chain."""
    yield from check_imprint(info, stamped.signature)
    if info.time - case.now > CLOCKS_MAY_DIFFER:
        yield invalid(Step.STAMP, "its time lies in the future")


def _unchecked(signer: SignerReport) -> bool:
    """Whether the person must be told that revocation was not checked."""
    if signer.revocation:
        return any(one.status is RevocationStatus.NOT_CHECKED for one in signer.revocation)
    return signer.verdict is Verdict.VALID or len(signer.chain) > 1


def _notes(report: SignerReport, counters: Sequence[SignerReport], case: Case, session: _Session) -> Iterator[str]:
    """What the verdict does not say and a careful reader should know."""
    for stamp in report.timestamps:
        if stamp.verdict is not Verdict.VALID:
            why = f" {stamp.reasons[0]}" if stamp.reasons else ""
            yield say("Note: a time stamp at this signature proves nothing.{why}", why=why)
    proven = report.proven_time
    if proven is not None:
        claimed = report.signing_time
        if claimed is not None and claimed - proven > CLOCKS_MAY_DIFFER:
            yield say("Note: the signer's clock was ahead: the time stamp is older than the signing time.")
        if case.certificate is not None and not case.certificate.valid_at(session.now):
            yield say("Note: the certificate has expired since; the time stamp proves that the signature is older.")
        if report.verdict is Verdict.VALID and any(one.status is RevocationStatus.REVOKED for one in report.revocation):
            yield say("Note: a certificate was revoked since; the time stamp proves that the signature is older.")
    if any(counter.verdict is not Verdict.VALID for counter in counters):
        yield say("Note: a countersignature is not valid or cannot be judged; this signature does not depend on it.")
    if session.left < 0:
        yield say(
            "Note: only the first {most_additions} time stamps and countersignatures were judged.",
            most_additions=_MOST_ADDITIONS,
        )


def _in_utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError:  # the first or last hours of the calendar, which do not exist in UTC
        return at.replace(tzinfo=UTC)


def _content(data: SignedData, detached: bytes | None, expected: bytes | None) -> Content:
    """Step 1: there must be one content; two different ones would leave open which of them was signed."""
    content = data.content if data.content is not None else detached
    problems: list[Problem] = []
    if data.content is not None and detached is not None and data.content != detached:
        problems.append(invalid(Step.CONTENT, "the message carries other content than the file given with it"))
    if content is None:
        problems.append(unclear(Step.CONTENT, "the message does not carry the signed content, and none was given"))
    if expected is not None and content != expected:
        problems.append(invalid(Step.CONTENT, "the content is not the expected one"))
    return Content(content, problems)


def _report(case: Case) -> SignerReport:
    case.problems.sort(key=_step_order)
    signer, certificate = case.signer, case.certificate
    identity = None if certificate is None else identity_of(certificate.der)
    serial = certificate.serial if certificate is not None else signer.serial
    return SignerReport(
        verdict=verdict_of(case.problems),
        reasons=tuple(problem.sentence for problem in case.problems),
        identity=identity,
        serial="" if serial is None else f"{serial:X}",
        signing_time=case.facts.signing_time,
        digest_algorithm=case.digest.name if case.digest is not None else signer.digest.oid,
        signature_algorithm=steps.signature_name(signer.signature_algorithm, identity),
        chain=case.chain,
    )


_ORDER = {step: number for number, step in enumerate(Step)}


def _step_order(problem: Problem) -> int:
    return _ORDER[problem.step]
