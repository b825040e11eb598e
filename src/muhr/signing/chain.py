"""From a signer's certificate to a trusted root: which candidates are worth trying, and what was already found.

The validation itself is in `path_validation`. Revocation is not checked yet; the report says so.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from muhr.domain.errors import MessageMalformed
from muhr.domain.sentences import say
from muhr.domain.signatures import Verdict
from muhr.signing.certificates import Certificate, load
from muhr.signing.names import short_text
from muhr.signing.trust import TrustStore

_MOST_CANDIDATES = 4
"""Certificates between signer and anchor that are tried in every order (64 of them); real chains have one or two."""
_REMEMBERED = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainResult:
    """The verdict on one signer's chain at one moment."""

    verdict: Verdict
    reason: str
    """One clause; empty when valid."""
    names: tuple[str, ...]
    """Signer first, as far as a path was found."""
    path: tuple[Certificate, ...] = field(default=(), compare=False)
    """The certificates of a valid path, signer first, anchor last."""


@dataclass(frozen=True, slots=True)
class _Remembered:
    """A result and the span of time in which it stays the same."""

    result: ChainResult
    not_before: datetime
    not_after: datetime


_EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


class ChainJudge:
    """Judges chains against one set of trust anchors; remembers what holds for longer than a moment. Thread-safe."""

    def __init__(self, trust: TrustStore) -> None:
        self._trust = trust
        self._lock = threading.Lock()
        self._memory: OrderedDict[tuple[str, ...], _Remembered] = OrderedDict()

    def judge(self, signer: Certificate, others: Iterable[bytes], moment: datetime) -> ChainResult:
        """Judge the chain of `signer` at `moment` (aware); `others` are the message's certificates, any order.

        A certificate among `others` that cannot be read, or that has nothing to do with the signer, is passed over.
        """
        candidates = self._candidates(signer, others)
        # Without revocation the outcome depends on these alone, and on the moment only through the validity dates.
        key = (signer.fingerprint, self._trust.key, *(candidate.fingerprint for candidate in candidates))
        with self._lock:
            known = self._memory.get(key)
            if known is not None and known.not_before <= moment <= known.not_after:
                self._memory.move_to_end(key)
                return known.result
        result, span = self._validate(signer, candidates, moment)
        if span is not None:
            with self._lock:
                self._memory[key] = _Remembered(result, *span)
                if len(self._memory) > _REMEMBERED:
                    self._memory.popitem(last=False)
        return result

    def _candidates(self, signer: Certificate, others: Iterable[bytes]) -> tuple[Certificate, ...]:
        """Give those of `others` that are reachable from the signer by issuer names, nearest first."""
        pool: dict[bytes, Certificate] = {}
        for der in others:
            try:
                pool[der] = load(der)
            except MessageMalformed:
                continue
        pool.pop(signer.der, None)
        reached: list[Certificate] = []
        wanted = [signer]
        while wanted:
            issuer = _comparable(wanted.pop(0).issuer_name)
            for der, candidate in list(pool.items()):
                if _comparable(candidate.subject_name) == issuer:
                    del pool[der]
                    if candidate not in self._trust:
                        reached.append(candidate)
                        wanted.append(candidate)
        return tuple(reached)

    def _validate(
        self, signer: Certificate, candidates: tuple[Certificate, ...], moment: datetime
    ) -> tuple[ChainResult, tuple[datetime, datetime] | None]:
        if len(candidates) > _MOST_CANDIDATES:
            reason = say("the message holds more certificates of possible issuers than Muhr tries")
            names = (short_text(signer.subject_name),)
            return ChainResult(verdict=Verdict.CANNOT_JUDGE, reason=reason, names=names), None
        # Imported at the first use: the validator costs 70 ms, which the start of the window should not pay.
        from muhr.signing import path_validation  # noqa: PLC0415

        outcome = path_validation.validate(signer, candidates, self._trust.anchors, moment)
        result = ChainResult(
            verdict=outcome.verdict,
            reason=outcome.reason,
            names=tuple(short_text(certificate.subject_name) for certificate in outcome.path),
            path=outcome.path if outcome.verdict is Verdict.VALID else (),
        )
        if outcome.verdict is Verdict.VALID:
            begins = max(certificate.not_before for certificate in outcome.path)
            ends = min(certificate.not_after for certificate in outcome.path)
            return result, (begins, ends)
        return result, _EVER if outcome.lasting else None


@lru_cache(maxsize=256)
def _comparable(name: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    # Wider than RFC 5280 §7.1 allows: this only chooses candidates, the validator compares names properly.
    return tuple((oid, " ".join(text.casefold().split())) for oid, text in name)
