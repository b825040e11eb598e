"""What a runner is given by the desk: the rooms it works with, and where its news go."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from muhr.domain.documents import Action
from muhr.domain.effects import Effect, EffectState
from muhr.domain.ports import Clock, Provider, Publish, Workspace
from muhr.domain.records import JournalLine
from muhr.services.freshness import Freshness
from muhr.services.retry import RetryPolicy
from muhr.services.standing import Report

_DONE_WORDS = {
    Action.SIGN: "Signed",
    Action.REJECT: "Rejected",
    Action.DELETE: "Deleted",
    Action.IMPORT: "Imported",
    Action.SEND: "Sent",
    Action.CONFIRM: "Confirmed",
    Action.REFUSE: "Refused",
    Action.ACTIVATE: "Activated",
    Action.CANCEL: "Cancelled",
    Action.ISSUE: "Issued",
    Action.PAY: "Payment noted",
    Action.STATUS: "Status set",
    Action.SAVE: "Saved",
    Action.DECLARE: "Attached to a declaration",
}
_NOUNS = {
    Action.SIGN: "Signature",
    Action.REJECT: "Rejection",
    Action.DELETE: "Deletion",
    Action.IMPORT: "Import",
    Action.SEND: "Sending",
    Action.CONFIRM: "Confirmation",
    Action.REFUSE: "Refusal",
    Action.ACTIVATE: "Activation",
    Action.CANCEL: "Cancellation",
    Action.ISSUE: "Issue",
    Action.PAY: "Payment",
    Action.STATUS: "Change of status",
    Action.SAVE: "Change",
    Action.DECLARE: "Declaration",
}
_STATE_WORDS = {
    EffectState.QUEUED: "waits to be sent",
    EffectState.SENDING: "is being sent",
    EffectState.REFUSED: "refused",
    EffectState.UNKNOWN: "outcome not known",
    EffectState.ABANDONED: "given up",
    EffectState.CANCELLED: "taken back",
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
    if effect.state is EffectState.DONE:
        what = _DONE_WORDS[effect.action]
    else:
        what = f"{_NOUNS[effect.action]} {_STATE_WORDS[effect.state]}"
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
