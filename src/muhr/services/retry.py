"""Says what follows an attempt to send: the next state, and when to try again. Pure; sends and stores nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from muhr.domain.effects import Effect, EffectState, Receipt, moved
from muhr.domain.errors import MuhrError, OutcomeUnknown, Refused, Throttled, Unauthorised, Unreachable
from muhr.services.outcomes import Failure, Success

ANSWER_LIMIT = 64 * 1024
"""Bytes of a provider's answer that are kept with a row (domain: `Effect.answer`)."""

NOTHING_LEFT = (Unreachable, Throttled, Unauthorised)
"""Errors a writing call raises only when nothing was done at the provider (ports: `Provider`)."""


FARTHEST = timedelta(hours=2)
"""No pause of ours or of a provider is longer than an hour (ports: `Throttled`). A moment further ahead than this was
set by a clock that has been put back since: it is not waited for."""


def lies_ahead(moment: datetime, now: datetime) -> bool:
    """Whether a planned moment is still to be waited for."""
    return now < moment <= now + FARTHEST


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """Exponential back-off: `base`, doubled with each attempt, at most `cap`, spread by jitter."""

    base: timedelta = timedelta(seconds=1)
    cap: timedelta = timedelta(minutes=5)
    """A line that is down for an hour is tried twelve times in it: quick enough for people, light for the provider."""
    grace: timedelta = timedelta(seconds=10)
    """How far apart a provider must say "not there" twice; longer than a request can be under way unseen."""

    def delay(self, attempt: int, jitter: float) -> timedelta:
        """How long to wait after the given attempt (1 is the first).

        Args:
            attempt: how many attempts have failed in a row.
            jitter: from 0 to 1; the wait is spread over half to all of its length, so that many desks that lost the
                same provider do not come back in the same second.
        """
        doublings = min(max(attempt, 1) - 1, 30)
        full = min(self.base * float(1 << doublings), self.cap)
        return full * (0.5 + 0.5 * jitter)

    def when(self, error: MuhrError, attempt: int, now: datetime, jitter: float) -> datetime | None:
        """The earliest moment for another attempt after this error; None when time alone does not help."""
        if isinstance(error, Unauthorised):
            return None
        pause = now + self.delay(attempt, jitter)
        if isinstance(error, Throttled) and error.until is not None:
            # The provider's own word counts, but never less than our pause: "Retry-After: 0" must not become a storm.
            return max(error.until, pause)
        return pause


def after_sending(
    effect: Effect, answer: Success[Receipt] | Failure, now: datetime, jitter: float, policy: RetryPolicy
) -> Effect:
    """Give the effect in the state that follows its sending (DESIGN: effects, 2).

    A receipt is `DONE`; a refusal is `REFUSED`; what provably never left is `QUEUED` again; everything else, errors of
    ours included, is `UNKNOWN`.
    """
    if isinstance(answer, Success):
        receipt = answer.value
        return moved(
            effect,
            EffectState.DONE,
            settled=now,
            not_before=None,
            remote_id=receipt.remote_id or effect.remote_id,
            answer=receipt.answer[:ANSWER_LIMIT],
            code=receipt.code,
            note=receipt.note,
        )
    error = answer.error
    told = {"code": error.code, "note": error.sentence}
    if isinstance(error, Refused):
        return moved(effect, EffectState.REFUSED, settled=now, not_before=None, answer=raw_of(error), **told)
    if isinstance(error, NOTHING_LEFT):
        # A provider's "not before" belongs to the row; a line that is down is held as a whole, by the runner, so that
        # everything leaves at once when it is back or a person says "now".
        later = policy.when(error, effect.attempts, now, jitter) if isinstance(error, Throttled) else None
        return moved(effect, EffectState.QUEUED, not_before=later, **told)
    return moved(effect, EffectState.UNKNOWN, not_before=None, asked=0, answer=raw_of(error), **told)


def unsent(effect: Effect) -> Effect:
    """Give back a claimed effect whose sending was never begun: the claim does not count as an attempt."""
    return replace(moved(effect, EffectState.QUEUED), attempts=max(effect.attempts - 1, 0), sent=None)


def raw_of(error: MuhrError) -> bytes:
    """The provider's own bytes that came with an error, cut to what a row keeps."""
    raw = error.raw if isinstance(error, OutcomeUnknown) else error.facts.get("raw", b"")
    return raw[:ANSWER_LIMIT] if isinstance(raw, bytes) else b""
