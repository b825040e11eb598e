"""Rows of effects, evidence, batches and journal lines to domain records and back. Pure: no connection."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Action
from muhr.domain.effects import Effect, EffectState, digest_of
from muhr.domain.errors import WorkspaceCorrupt
from muhr.domain.records import Batch, Evidence, JournalLine
from muhr.domain.sentences import say
from muhr.workspace.rows import UNREADABLE, Values, damaged_row, optional_time_text, read_time, time_text

ANSWER_LIMIT = 64 * 1024
"""So many bytes of a provider's answer are kept with an effect."""

DAMAGED_CODE = WorkspaceCorrupt.code
DAMAGED_NOTE = say("The stored bytes of this row are damaged. They will not be sent.")

# ------------------------------------------------------------------ effects


def effect_values(effect: Effect) -> Values:
    """The columns of an effect."""
    return {
        "id": effect.id,
        "account_id": effect.account_id,
        "provider": effect.provider.value,
        "action": effect.action.value,
        "target_id": effect.target_id,
        "target_key": effect.target_id.lower(),
        "title": effect.title,
        "key": effect.key,
        "payload": effect.payload,
        "payload_sha256": effect.payload_sha256,
        "created": time_text(effect.created),
        "batch_id": effect.batch_id,
        **state_values(effect),
    }


def state_values(effect: Effect) -> Values:
    """The columns that change while an effect lives."""
    return {
        "state": effect.state.value,
        "attempts": effect.attempts,
        "asked": effect.asked,
        "sent": optional_time_text(effect.sent),
        "settled": optional_time_text(effect.settled),
        "not_before": optional_time_text(effect.not_before),
        "remote_id": effect.remote_id,
        "answer": effect.answer[:ANSWER_LIMIT],
        "code": effect.code,
        "note": effect.note,
    }


def bytes_are_intact(row: Row[Any]) -> bool:
    """Whether the payload still is what its digest was taken from."""
    return digest_of(row.payload) == str(row.payload_sha256)


def read_effect(row: Row[Any]) -> Effect:
    """An effect from its row. Raises `WorkspaceCorrupt` when anything but the payload is unreadable.

    One damaged payload must not keep the other rows from being shown, asked about and sent. Such a row is given
    without bytes, under the code of `WorkspaceCorrupt` and with a note that says so; `Outbox.claim` never gives it.
    """
    intact = bytes_are_intact(row)
    try:
        return Effect(
            id=row.id,
            account_id=row.account_id,
            provider=ProviderName(row.provider),
            action=Action(row.action),
            target_id=row.target_id,
            title=row.title,
            key=row.key,
            payload=row.payload if intact else b"",
            payload_sha256=row.payload_sha256 if intact else digest_of(b""),
            state=EffectState(row.state),
            attempts=row.attempts,
            created=datetime.fromisoformat(row.created),
            sent=read_time(row.sent),
            settled=read_time(row.settled),
            not_before=read_time(row.not_before),
            asked=row.asked,
            batch_id=row.batch_id,
            remote_id=row.remote_id,
            answer=row.answer,
            code=row.code if intact else DAMAGED_CODE,
            note=row.note if intact else DAMAGED_NOTE,
        )
    except UNREADABLE as error:
        raise damaged_row("Outbox row", row.id) from error


# ------------------------------------------------------------------ evidence, batches, journal


def evidence_values(evidence: Evidence) -> Values:
    """The columns of one signature's evidence."""
    return {
        "effect_id": evidence.effect_id,
        "displayed": evidence.displayed,
        "content": evidence.content,
        "message": evidence.message,
        "signer": evidence.signer,
        "at": time_text(evidence.at),
    }


def read_evidence(row: Row[Any]) -> Evidence:
    """One signature's evidence from its row. Raises `WorkspaceCorrupt`."""
    try:
        return Evidence(
            effect_id=row.effect_id,
            displayed=row.displayed,
            content=row.content,
            message=row.message,
            signer=row.signer,
            at=datetime.fromisoformat(row.at),
        )
    except UNREADABLE as error:
        raise damaged_row("The evidence of effect", row.effect_id) from error


def batch_values(batch: Batch) -> Values:
    """The columns of a batch."""
    return {
        "id": batch.id,
        "created": time_text(batch.created),
        "action": batch.action,
        "signer": batch.signer,
        "documents": batch.documents,
        "totals": batch.totals,
    }


def read_batch(row: Row[Any]) -> Batch:
    """A batch from its row. Raises `WorkspaceCorrupt`."""
    try:
        return Batch(
            id=row.id,
            created=datetime.fromisoformat(row.created),
            action=row.action,
            signer=row.signer,
            documents=row.documents,
            totals=row.totals,
        )
    except UNREADABLE as error:
        raise damaged_row("Batch", row.id) from error


def line_values(line: JournalLine) -> Values:
    """The columns of a journal line. Remote ids are compared without regard to case, so they are kept in lower case."""
    return {
        "at": time_text(line.at),
        "kind": line.kind,
        "text": line.text,
        "account_id": line.account_id,
        "remote_id": line.remote_id.lower(),
        "effect_id": line.effect_id,
        "batch_id": line.batch_id,
    }


def read_line(row: Row[Any]) -> JournalLine:
    """A journal line from its row. Raises `WorkspaceCorrupt`."""
    try:
        return JournalLine(
            at=datetime.fromisoformat(row.at),
            kind=row.kind,
            text=row.text,
            account_id=row.account_id,
            remote_id=row.remote_id,
            effect_id=row.effect_id,
            batch_id=row.batch_id,
        )
    except UNREADABLE as error:
        raise damaged_row("Journal line", str(row.position)) from error
