"""Says what follows from a provider's word on an effect whose outcome is unknown. Pure; asks and stores nothing.

DESIGN (effects, 4): an unknown effect is asked about, never sent again first. "Not there" must be said twice, a grace
period apart, before the same bytes may leave again: a request can still be on its way when the first answer is given.
"""

from __future__ import annotations

import enum
from dataclasses import replace
from datetime import datetime

from muhr.domain.effects import Effect, EffectState, Fate, FateKind, moved
from muhr.domain.sentences import say
from muhr.services.retry import ANSWER_LIMIT, RetryPolicy, lies_ahead

NOT_DONE_ONCE = "not-done-once"
RUNNING = "still-running"
CANNOT_TELL = "cannot-tell"
RECOVERED = "interrupted"

TAKEN_BACK = say("Taken back by a person before it was sent.")
TAKEN_BACK_LATE = say("Taken back by a person; an earlier attempt is not known to have arrived.")

SEND_AGAIN = "send-again"
BY_PERSON = "decided-by-person"


class Decision(enum.Enum):
    """What a person can decide about an effect whose outcome is unknown."""

    DONE = "done"
    RESEND = "resend"
    ABANDON = "abandon"


def after_asking(effect: Effect, fate: Fate, now: datetime, jitter: float, policy: RetryPolicy) -> Effect:
    """Give the unknown effect as it stands after the provider's word (it may stay unknown)."""
    told = {"asked": effect.asked + 1, "answer": fate.answer[:ANSWER_LIMIT] or effect.answer}
    if fate.kind is FateKind.DONE:
        return moved(
            effect,
            EffectState.DONE,
            settled=now,
            not_before=None,
            remote_id=fate.remote_id or effect.remote_id,
            code=fate.code,
            note=fate.note or say("The provider shows that it happened."),
            **told,
        )
    if fate.kind is FateKind.REFUSED:
        note = fate.note or say("The provider shows that it did not happen and no longer can.")
        return moved(effect, EffectState.REFUSED, settled=now, not_before=None, code=fate.code, note=note, **told)
    if fate.kind is FateKind.NOT_DONE:
        return replace(_not_done(effect, now, jitter, policy), **told)  # type: ignore[arg-type]
    if fate.kind is FateKind.RUNNING:
        later = now + policy.delay(effect.asked + 1, jitter)
        note = fate.note or say("The provider is still working on it.")
        return replace(effect, code=RUNNING, note=note, not_before=later, **told)  # type: ignore[arg-type]
    note = fate.note or say("The provider cannot be asked what became of it.")
    return replace(effect, code=CANNOT_TELL, note=note, not_before=None, **told)  # type: ignore[arg-type]


def _not_done(effect: Effect, now: datetime, jitter: float, policy: RetryPolicy) -> Effect:
    if effect.code != NOT_DONE_ONCE:
        note = say("The provider does not show it yet; it is asked once more before anything is sent again.")
        return replace(effect, code=NOT_DONE_ONCE, note=note, not_before=now + policy.grace)
    if effect.not_before is not None and lies_ahead(effect.not_before, now):
        return effect  # asked by a person within the grace period: it does not count as the second time
    if effect.not_before is not None and effect.not_before > now:
        # The clock was put back: how long ago the first time was cannot be told, so this is the first time.
        return replace(effect, not_before=now + policy.grace)
    # A first repeat leaves at once; a provider that loses every request is not hammered.
    later = None if effect.attempts < 2 else now + policy.delay(effect.attempts - 1, jitter)
    note = say("The provider said twice that it did not happen; the same bytes are sent again.")
    return moved(effect, EffectState.QUEUED, code=SEND_AGAIN, note=note, not_before=later)


def after_decision(effect: Effect, decision: Decision, now: datetime) -> Effect:
    """Give the unknown effect as a person decided about it; `BugError` for an effect that is not unknown."""
    if decision is Decision.DONE:
        note = say("Decided by a person: it happened.")
        return moved(effect, EffectState.DONE, settled=now, not_before=None, code=BY_PERSON, note=note)
    if decision is Decision.ABANDON:
        note = say("Decided by a person: given up, whatever became of it.")
        return moved(effect, EffectState.ABANDONED, settled=now, not_before=None, code=BY_PERSON, note=note)
    note = say("Decided by a person: the same bytes are sent again.")
    return moved(effect, EffectState.QUEUED, not_before=None, code=BY_PERSON, note=note)


def waits_for_person(effect: Effect) -> bool:
    """Whether only a person can say what becomes of this effect."""
    return effect.state is EffectState.UNKNOWN and effect.code == CANNOT_TELL
