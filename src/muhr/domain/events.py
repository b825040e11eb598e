"""What happened, as frozen records.

Published by worker threads after the fact is durable; `ui/bridge.py` re-emits them to the window.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from muhr.domain.documents import DocumentRef
from muhr.domain.effects import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshStarted(Event):
    """An account is being asked what waits."""

    account_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshFinished(Event):
    """The documents of an account in the workspace are as the provider told."""

    account_id: str
    documents: int
    truncated: bool = False
    error_code: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsChanged(Event):
    """These documents are different in the workspace now."""

    refs: frozenset[DocumentRef]


class Step(enum.Enum):
    """Where one document of a signing run stands."""

    HASHED = "hashed"
    SIGNED = "signed"
    QUEUED = "queued"
    DELIVERED = "delivered"
    CONFIRMED = "confirmed"
    FAILED = "failed"  # nothing was sent, or the provider refused: see code and note
    UNKNOWN = "unknown"
    SKIPPED = "skipped"  # stopped by the person before it was signed


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningProgress(Event):
    """One document of a signing run took a step."""

    batch_id: str
    ref: DocumentRef
    step: Step
    effect_id: str = ""
    code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningFinished(Event):
    """A signing run has ended: every document has a last step."""

    batch_id: str
    counts: dict[Step, int]
    error_code: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectChanged(Event):
    """A row of the outbox is different now."""

    effect: Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerTrouble(Event):
    """A background worker met an error that belongs to no single document."""

    account_id: str
    error_code: str
    error: str
    bug: bool = False
