"""How far one effect is, seen by the person who waits for it: the step, and whether waiting longer helps. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from muhr.domain.effects import Effect, EffectState
from muhr.domain.events import Step
from muhr.domain.sentences import say
from muhr.services.line import PATIENCE, Hold
from muhr.services.reconcile import waits_for_person

STEP_OF = {
    EffectState.QUEUED: Step.QUEUED,
    EffectState.SENDING: Step.QUEUED,
    EffectState.DONE: Step.DELIVERED,
    EffectState.REFUSED: Step.FAILED,
    EffectState.UNKNOWN: Step.UNKNOWN,
    EffectState.ABANDONED: Step.UNKNOWN,
    EffectState.CANCELLED: Step.SKIPPED,
}

_AT_REST = frozenset({EffectState.REFUSED, EffectState.ABANDONED, EffectState.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One effect's news for the signing run it belongs to."""

    effect: Effect
    step: Step
    resting: bool
    """Whether the run need not wait for more: the step is the last, or the next comes too late to wait for."""
    note: str = ""


Report = Callable[[Sequence[Standing]], None]


def standing_of(effect: Effect, *, due: datetime | None, now: datetime) -> Standing:
    """The standing of an effect that has just reached its state.

    Args:
        effect: as it is stored now.
        due: when it is sent or asked about next, as far as that is known.
        now: aware UTC.
    """
    late = due is not None and due - now > PATIENCE
    resting = effect.state in _AT_REST or late or waits_for_person(effect)
    return Standing(effect=effect, step=STEP_OF[effect.state], resting=resting, note=effect.note)


def hold_note(hold: Hold, step: Step = Step.QUEUED) -> str:
    """What a person is told about a document that stays behind a held line at this step."""
    if hold.broken:
        return say("Stopped, because the outcome could not be saved: {error}", error=hold.error.sentence)
    if step is Step.DELIVERED:
        return say("Delivered; the new status could not be read yet. {error}", error=hold.error.sentence)
    if step is Step.UNKNOWN:
        return say(
            "It is not known whether this happened; it is asked before anything is sent again. {error}",
            error=hold.error.sentence,
        )
    if hold.until is None:
        return say("Signed and kept. It will be sent once this is settled: {error}", error=hold.error.sentence)
    return say("Signed and kept; it will be sent when the line is back. {error}", error=hold.error.sentence)
