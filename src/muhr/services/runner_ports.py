"""What a runner is given by the desk: the rooms it works with, and where its news go."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from muhr.domain.documents import Action
from muhr.domain.effects import Effect, EffectState
from muhr.domain.ports import Clock, JournalLine, Provider, Publish, Workspace
from muhr.domain.sentences import say
from muhr.services.freshness import Freshness
from muhr.services.retry import RetryPolicy
from muhr.services.standing import Report

_DONE_WORDS = {
    Action.SIGN: say("Signed"),
    Action.REJECT: say("Rejected"),
    Action.DELETE: say("Deleted"),
    Action.IMPORT: say("Imported"),
    Action.SEND: say("Sent"),
}
_OTHERWISE = {
    Action.SIGN: {
        EffectState.QUEUED: say("Signature waits to be sent"),
        EffectState.SENDING: say("Signature is being sent"),
        EffectState.REFUSED: say("Signature refused"),
        EffectState.UNKNOWN: say("Signature outcome not known"),
        EffectState.ABANDONED: say("Signature given up"),
        EffectState.CANCELLED: say("Signature taken back"),
    },
    Action.REJECT: {
        EffectState.QUEUED: say("Rejection waits to be sent"),
        EffectState.SENDING: say("Rejection is being sent"),
        EffectState.REFUSED: say("Rejection refused"),
        EffectState.UNKNOWN: say("Rejection outcome not known"),
        EffectState.ABANDONED: say("Rejection given up"),
        EffectState.CANCELLED: say("Rejection taken back"),
    },
    Action.DELETE: {
        EffectState.QUEUED: say("Deletion waits to be sent"),
        EffectState.SENDING: say("Deletion is being sent"),
        EffectState.REFUSED: say("Deletion refused"),
        EffectState.UNKNOWN: say("Deletion outcome not known"),
        EffectState.ABANDONED: say("Deletion given up"),
        EffectState.CANCELLED: say("Deletion taken back"),
    },
    Action.IMPORT: {
        EffectState.QUEUED: say("Import waits to be sent"),
        EffectState.SENDING: say("Import is being sent"),
        EffectState.REFUSED: say("Import refused"),
        EffectState.UNKNOWN: say("Import outcome not known"),
        EffectState.ABANDONED: say("Import given up"),
        EffectState.CANCELLED: say("Import taken back"),
    },
    Action.SEND: {
        EffectState.QUEUED: say("Sending waits to be sent"),
        EffectState.SENDING: say("Sending is being sent"),
        EffectState.REFUSED: say("Sending refused"),
        EffectState.UNKNOWN: say("Sending outcome not known"),
        EffectState.ABANDONED: say("Sending given up"),
        EffectState.CANCELLED: say("Sending taken back"),
    },
}
"""Whole phrases: where they are translated, the state may have to agree with the noun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerPorts:
    """The surroundings of one account's runner."""

    workspace: Workspace
    connect: Callable[[], Provider]
    """The account's line; raises `Unauthorised` when no credentials are stored. Cheap after the first call."""
    publish: Publish
    report: Report
    """News for signing runs; called after the fact is durable."""
    held: Callable[[str], None]
    """Called with the account's id whenever its line was held or opened."""
    freshness: Freshness
    clock: Clock
    policy: RetryPolicy
    jitter: Callable[[], float] = random.random


def journal_line(effect: Effect, clock: Clock) -> JournalLine:
    """The record of an effect's new state."""
    done = effect.state is EffectState.DONE
    what = _DONE_WORDS[effect.action] if done else _OTHERWISE[effect.action][effect.state]
    note = f" ({effect.note})" if effect.note else ""
    return JournalLine(
        at=clock(),
        kind=f"effect-{effect.state.value}",
        text=f"{what}: {effect.title}{note}",
        account_id=effect.account_id,
        remote_id=effect.target_id,
        effect_id=effect.id,
        batch_id=effect.batch_id,
    )
