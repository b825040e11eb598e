"""What a runner is given by the desk: the rooms it works with, and where its news go."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from muhr.domain.documents import Action
from muhr.domain.effects import Effect, EffectState
from muhr.domain.ports import Clock, Provider, Publish, Workspace
from muhr.domain.records import JournalLine
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
    Action.CONFIRM: say("Confirmed"),
    Action.REFUSE: say("Refused"),
    Action.ACTIVATE: say("Activated"),
    Action.CANCEL: say("Cancelled"),
    Action.ISSUE: say("Issued"),
    Action.PAY: say("Payment noted"),
    Action.STATUS: say("Status set"),
    Action.SAVE: say("Saved"),
    Action.DECLARE: say("Attached to a declaration"),
}
_NOUNS = {
    Action.SIGN: say("Signature"),
    Action.REJECT: say("Rejection"),
    Action.DELETE: say("Deletion"),
    Action.IMPORT: say("Import"),
    Action.SEND: say("Sending"),
    Action.CONFIRM: say("Confirmation"),
    Action.REFUSE: say("Refusal"),
    Action.ACTIVATE: say("Activation"),
    Action.CANCEL: say("Cancellation"),
    Action.ISSUE: say("Issue"),
    Action.PAY: say("Payment"),
    Action.STATUS: say("Change of status"),
    Action.SAVE: say("Change"),
    Action.DECLARE: say("Declaration"),
}
_STATE_WORDS = {
    EffectState.QUEUED: say("waits to be sent"),
    EffectState.SENDING: say("is being sent"),
    EffectState.REFUSED: say("refused"),
    EffectState.UNKNOWN: say("outcome not known"),
    EffectState.ABANDONED: say("given up"),
    EffectState.CANCELLED: say("taken back"),
}


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
    what = _DONE_WORDS[effect.action] if done else f"{_NOUNS[effect.action]} {_STATE_WORDS[effect.state]}"
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
