"""Effects: intended changes at a provider, their states, and which state may follow which.

The rule (DESIGN: effects): the row with its key and exact bytes is committed before the first byte leaves; any doubt
afterwards is `UNKNOWN`; an unknown row is resolved by asking the provider or a person, never by sending first.
"""

from __future__ import annotations

import enum
import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Action, RemoteStatus
from muhr.domain.errors import BugError


class EffectState(enum.Enum):
    """The life of an effect."""

    QUEUED = "queued"
    SENDING = "sending"
    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    ABANDONED = "abandoned"
    CANCELLED = "cancelled"


TRANSITIONS: dict[EffectState, frozenset[EffectState]] = {
    EffectState.QUEUED: frozenset({EffectState.SENDING, EffectState.CANCELLED}),
    EffectState.SENDING: frozenset(
        {EffectState.DONE, EffectState.REFUSED, EffectState.UNKNOWN, EffectState.QUEUED}  # queued: nothing left here
    ),
    EffectState.UNKNOWN: frozenset({EffectState.DONE, EffectState.REFUSED, EffectState.QUEUED, EffectState.ABANDONED}),
    EffectState.DONE: frozenset(),
    EffectState.REFUSED: frozenset(),
    EffectState.ABANDONED: frozenset(),
    EffectState.CANCELLED: frozenset(),
}

SETTLED = frozenset(state for state, following in TRANSITIONS.items() if not following)
OPEN = frozenset(TRANSITIONS) - SETTLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One intended change at one provider: one row of the outbox."""

    id: str
    """32 hex digits."""
    account_id: str
    provider: ProviderName
    action: Action
    target_id: str
    """The provider's id of the document, or for an import our client id."""
    title: str
    """What it is, for people: number, counterparty, amount."""
    key: str
    """The idempotency key that travels with the request where the provider has one; else the effect's own id."""
    payload: bytes
    """The exact request body. A repeat sends these very bytes."""
    payload_sha256: str
    state: EffectState = EffectState.QUEUED
    attempts: int = 0
    created: datetime
    sent: datetime | None = None
    settled: datetime | None = None
    not_before: datetime | None = None
    """Not to be sent or asked about earlier than this (throttling, grace period)."""
    asked: int = 0
    """How often the provider was asked what became of it, since it became unknown."""
    batch_id: str = ""
    remote_id: str = ""
    answer: bytes = b""
    """The provider's last answer, at most 64 KiB of it."""
    code: str = ""
    """Why it stands where it stands: an error code, or the provider's own."""
    note: str = ""
    """The same for people, in plain text."""

    def __post_init__(self) -> None:
        if hashlib.sha256(self.payload).hexdigest() != self.payload_sha256:
            raise BugError("the bytes of an effect are not those its digest was taken from", effect=self.id)


class FateKind(enum.Enum):
    """What the provider's side of an unknown effect turned out to be."""

    DONE = "done"  # the change is there
    REFUSED = "refused"  # it is not there and can no longer happen
    NOT_DONE = "not-done"  # it is not there and may be sent again with the same bytes
    RUNNING = "running"  # the provider is still at it: ask later
    CANNOT_TELL = "cannot-tell"  # this provider cannot be asked: a person decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """The provider's answer about one effect."""

    kind: FateKind
    code: str = ""
    note: str = ""
    remote_id: str = ""
    answer: bytes = b""
    status: RemoteStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A parsed and classified answer that proves the change has happened."""

    answer: bytes
    remote_id: str = ""
    code: str = ""
    note: str = ""


def moved(effect: Effect, state: EffectState, **changes: object) -> Effect:
    """Give the effect in its next state; a step the table does not have is a `BugError`."""
    if state not in TRANSITIONS[effect.state]:
        raise BugError(f"an effect cannot go from {effect.state.value} to {state.value}", effect=effect.id)
    return replace(effect, state=state, **changes)  # type: ignore[arg-type]


def digest_of(payload: bytes) -> str:
    """SHA-256 of the exact bytes, as lower-case hex."""
    return hashlib.sha256(payload).hexdigest()
