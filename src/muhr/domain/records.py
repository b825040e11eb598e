"""What the workspace keeps of what happened: journal lines, evidence, batches, and what is known of a counterparty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """One line of the record of what happened. Never holds a secret."""

    at: datetime
    kind: str
    text: str
    account_id: str = ""
    remote_id: str = ""
    effect_id: str = ""
    batch_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What can be shown later of one signature: what was displayed, the message, the provider's answer."""

    effect_id: str
    displayed: str
    """JSON text: the document and findings as they stood on the review sheet."""
    content: bytes
    """The signed bytes (the hash string)."""
    message: bytes
    """The signed message, DER."""
    signer: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Documents decided together by one press of Sign."""

    id: str
    created: datetime
    action: str
    signer: str
    documents: int
    totals: str
    """For people: one amount per currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterpartyHistory:
    """What the workspace knows of one counterparty at one account, for review."""

    documents: int
    """How many finished or waiting documents are known, the asked one not counted."""
    usual_amount: float | None
    """Median total in the same currency, None with fewer than three."""
    last_bank_account: str
