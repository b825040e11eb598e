"""Step 10: was a certificate of a valid path revoked? Which sources are looked at, and what their answers mean.

Only for paths that end in a trusted root, so that the addresses in certificates come from a trusted authority. The
newest usable source speaks, and one that says "revoked" outweighs all others. What cannot be learned is told openly
and changes no verdict.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from muhr.domain.errors import CannotJudge, MessageMalformed, ProviderError
from muhr.domain.ports import Clock, Fetch
from muhr.domain.sentences import say
from muhr.domain.signatures import RevocationMode, RevocationReport, RevocationStatus
from muhr.signing import crl, ocsp, tlv
from muhr.signing.certificates import Certificate
from muhr.signing.crl import REASONS, Revoked
from muhr.signing.names import short_text
from muhr.signing.problems import Problem, Step, invalid, unclear
from muhr.signing.revocation_cache import RevocationCache
from muhr.signing.tlv import SEQUENCE, context

_CLOCKS_MAY_DIFFER = timedelta(minutes=5)
_YOUNG = timedelta(hours=1)
"""What is kept and younger is not asked for again."""
_WITHOUT_END = timedelta(days=1)
"""For how long a source counts that names no end of its own."""
_REST = timedelta(minutes=1)
"""After a failure an address is left alone for so long: an archive with many signatures must not wait for each."""
_SECONDS = 5.0
_MOST_SECONDS = 12.0
"""For everything that is asked about one signature: a person waits for the verdict."""
_MOST_ADDRESSES = 2
_LONGEST_ADDRESS = 1000
_POINTS, _ACCESS = "2.5.29.31", "1.3.6.1.5.5.7.1.1"
_OCSP = "1.3.6.1.5.5.7.48.1"
_URI = 0x86


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """What one source says about one certificate."""

    source: str
    made: datetime
    revoked: Revoked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """About which certificate what may be done to learn more; collects what went wrong."""

    certificate: Certificate
    issuer: Certificate
    embedded: Sequence[bytes]
    moment: datetime
    online: bool
    mode: RevocationMode
    until: float
    """By `time.monotonic`: nothing is asked after it."""
    problems: list[str] = field(default_factory=list)


class RevocationJudge:
    """Knows the sources. Thread-safe."""

    def __init__(
        self,
        clock: Clock,
        mode: Callable[[], RevocationMode] = lambda: RevocationMode.OFF,
        *,
        fetch: Fetch | None = None,
        cache: Path | None = None,
    ) -> None:
        """Take the clock and what says, at each judgement, how far to go.

        Args:
            clock: aware UTC now.
            mode: asked at each judgement.
            fetch: nothing is fetched when None.
            cache: the folder of what was fetched; memory only when None.
        """
        self._clock = clock
        self._mode = mode
        self._fetch = fetch
        self._cache = RevocationCache(cache)
        self._lock = threading.Lock()
        self._resting: dict[str, datetime] = {}

    def judge(
        self, path: Sequence[Certificate], embedded: Sequence[bytes], *, moment: datetime, online: bool
    ) -> tuple[RevocationReport, ...]:
        """Look at every certificate of a path but the anchor.

        Args:
            path: signer first, anchor last; found valid.
            embedded: revocation lists that came with the message.
            moment: for which the path was judged: sources must reach it.
            online: whether authorities may be asked now, if the mode allows it.
        """
        mode, until = self._mode(), time.monotonic() + _MOST_SECONDS
        online = online and mode is RevocationMode.ONLINE and self._fetch is not None
        return tuple(
            self._report(
                _Question(
                    certificate=certificate,
                    issuer=issuer,
                    embedded=embedded,
                    moment=moment,
                    online=online,
                    mode=mode,
                    until=until,
                )
            )
            for certificate, issuer in pairwise(path)
        )

    def _report(self, question: _Question) -> RevocationReport:
        certificate, problems = question.certificate, question.problems
        findings = list(self._findings(question))
        name, serial = short_text(certificate.subject_name), f"{certificate.serial:X}"
        if not findings:
            why = f" ({problems[0]})" if problems else ""
            return RevocationReport(
                status=RevocationStatus.NOT_CHECKED,
                subject=name,
                serial=serial,
                text=say("revocation was not checked{why}", why=why),
            )
        told = [one for one in findings if one.revoked is not None]
        chosen = min(told, key=_revoked_at) if told else max(findings, key=lambda one: one.made)
        source = f"{chosen.source}, made {_age(self._clock() - chosen.made)}"
        if chosen.revoked is None:
            return RevocationReport(
                status=RevocationStatus.GOOD, subject=name, serial=serial,
                text=say("not revoked ({source})", source=source),
                source=chosen.source, made=chosen.made,
            )  # fmt: skip
        reason = REASONS.get(chosen.revoked.reason or 0, "")
        text = f"revoked on {chosen.revoked.at:%Y-%m-%d %H:%M} UTC{f', because {reason}' if reason else ''} ({source})"
        return RevocationReport(
            status=RevocationStatus.REVOKED, subject=name, serial=serial, text=text, source=chosen.source,
            made=chosen.made, revoked_at=chosen.revoked.at,
        )  # fmt: skip

    def _findings(self, question: _Question) -> Iterator[_Finding]:
        for data in question.embedded:
            yield from self._of_crl(data, say("CRL in the message"), question)
        if question.mode is RevocationMode.OFF:
            return
        found = False
        for url in _addresses(question.certificate, _ACCESS):
            for finding in self._ocsp(url, question):
                found = True
                yield finding
        if found:
            return
        for url in _addresses(question.certificate, _POINTS):
            listed = self._list(url, question)
            if listed is not None:
                yield from self._of_crl(listed, f"CRL of {url}", question)

    def _of_crl(self, data: bytes, source: str, question: _Question) -> Iterator[_Finding]:
        try:
            listed = crl.read_crl(data)
            crl.check_crl(listed, question.certificate, question.issuer)
            self._check_age(listed.made, listed.until, question.moment)
            yield _Finding(source=source, made=listed.made, revoked=crl.find(listed, question.certificate.serial))
        except (MessageMalformed, CannotJudge) as error:
            question.problems.append(_clause(error))

    def _list(self, url: str, question: _Question) -> bytes | None:
        """Give the list of an address: the kept one while it is young or nothing better comes."""
        kept = self._cache.get(f"crl {url}")
        data: bytes | None = None
        if question.online and (kept is None or self._clock() - kept.fetched >= _YOUNG):
            data = self._get(url, None, crl.LARGEST, question)
        if data is not None:
            try:
                crl.read_crl(data)
            except MessageMalformed as error:
                question.problems.append(_clause(error))
            else:
                self._cache.put(f"crl {url}", data, self._clock())
                return data
        return None if kept is None else kept.data

    def _ocsp(self, url: str, question: _Question) -> Iterator[_Finding]:
        certificate, issuer = question.certificate, question.issuer
        name = f"ocsp {url} {certificate.fingerprint}"
        kept = self._cache.get(name)
        if question.online and (kept is None or self._clock() - kept.fetched >= _YOUNG):
            nonce = secrets.token_bytes(16)
            fresh = self._get(url, ocsp.request(certificate, issuer, nonce), ocsp.LARGEST, question)
            if fresh is not None:
                for finding in self._of_answer(url, fresh, nonce, question):
                    self._cache.put(name, fresh, self._clock())
                    yield finding
                    return
        if kept is not None:
            yield from self._of_answer(url, kept.data, None, question)

    def _of_answer(self, url: str, data: bytes, nonce: bytes | None, question: _Question) -> Iterator[_Finding]:
        try:
            single = ocsp.check_answer(ocsp.read_answer(data), question.certificate, question.issuer, nonce)
            self._check_age(single.made, single.until, question.moment)
            if not single.good and single.revoked is None:
                raise CannotJudge("the responder does not know the certificate")
        except (MessageMalformed, CannotJudge) as error:
            question.problems.append(_clause(error))
        else:
            yield _Finding(source=say("OCSP answer of {url}", url=url), made=single.made, revoked=single.revoked)

    def _check_age(self, made: datetime, until: datetime | None, moment: datetime) -> None:
        """A source must exist already, and must not have ended before the moment it is to speak of."""
        if made - max(self._clock(), moment) > _CLOCKS_MAY_DIFFER:
            raise CannotJudge("the source about revocation was made in the future")
        if (until or made + _WITHOUT_END) + _CLOCKS_MAY_DIFFER < moment:
            raise CannotJudge(
                say("the source about revocation is too old; it was made on {made} UTC", made=f"{made:%Y-%m-%d %H:%M}")
            )

    def _get(self, url: str, body: bytes | None, limit: int, question: _Question) -> bytes | None:
        assert self._fetch is not None
        now, problems = self._clock(), question.problems
        left = min(_SECONDS, question.until - time.monotonic())
        if left <= 0:
            problems.append(say("the authorities took too long to answer"))
            return None
        with self._lock:
            if now < self._resting.get(url, now):
                problems.append(say("{url} could not be reached a moment ago", url=url))
                return None
        try:
            return self._fetch(
                url, body=body, media_type=ocsp.REQUEST_TYPE if body is not None else "", limit=limit, seconds=left
            )
        except ProviderError as error:
            with self._lock:
                self._resting[url] = now + _REST
            problems.append(_clause(error))
            return None


def check_revoked(
    reports: Sequence[RevocationReport], *, proven: datetime | None, claimed: datetime | None
) -> Iterator[Problem]:
    """What a revocation means for a signature.

    Args:
        reports: of every certificate of the path.
        proven: when the signature provably existed.
        claimed: the signing time, which the signer chose.
    """
    for report in reports:
        at = report.revoked_at
        if report.status is not RevocationStatus.REVOKED or at is None or (proven is not None and proven < at):
            continue
        whose = say("the certificate of {subject} was {text}", subject=report.subject, text=report.text)
        if proven is None and claimed is not None and claimed < at:
            yield unclear(
                Step.REVOCATION, say("{whose}, and nothing proves that the signature was made before", whose=whose)
            )
        else:
            yield invalid(Step.REVOCATION, whose)


def _revoked_at(finding: _Finding) -> datetime:
    assert finding.revoked is not None
    return finding.revoked.at


def _clause(error: Exception) -> str:
    text = str(error).rstrip(".")
    return text[:1].lower() + text[1:]


def _age(age: timedelta) -> str:
    seconds = max(0, int(age.total_seconds()))
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {name}{'s' if count > 1 else ''} ago"
    return "just now"


# ------------------------------------------------------------------ where a certificate says to look


def _addresses(certificate: Certificate, oid: str) -> list[str]:
    """From authorityInfoAccess or cRLDistributionPoints (RFC 5280 §4.2.2.1, §4.2.1.13), the plain ones."""
    value = certificate.extension_values.get(oid)
    if value is None:
        return []
    try:
        found = list(_points(value) if oid == _POINTS else _accesses(value))
    except MessageMalformed:
        return []
    texts = [address.decode("ascii", "replace") for address in found if len(address) <= _LONGEST_ADDRESS]
    usable = [text for text in texts if text.startswith(("http://", "https://")) and text.isprintable()]
    return list(dict.fromkeys(usable))[:_MOST_ADDRESSES]


def _accesses(value: bytes) -> Iterator[bytes]:
    listed = tlv.read_one(value, SEQUENCE)
    while listed.tag:
        access = listed.enter(SEQUENCE)
        if access.oid() == _OCSP and access.tag == _URI:
            yield access.content(_URI)


def _points(value: bytes) -> Iterator[bytes]:
    listed = tlv.read_one(value, SEQUENCE)
    while listed.tag:
        point = listed.enter(SEQUENCE)
        if point.tag != context(0):
            continue
        name = point.enter(context(0))
        # Points for some reasons only, or of another issuer, follow the name and are passed over.
        if name.tag != context(0) or point.tag:
            continue
        full = name.enter(context(0))
        while full.tag:
            if full.tag == _URI:
                yield full.content(_URI)
            else:
                full.whole()
