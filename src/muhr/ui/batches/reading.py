"""What the batches page shows, read from the desk in a thread."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from muhr.domain.effects import Effect, EffectState
from muhr.domain.records import Batch, Evidence
from muhr.ui import words
from muhr.ui.retold import retold
from muhr.ui.rows.columns import Column, Look
from muhr.ui.spelling import moment
from muhr.ui.theme import Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchEntry:
    """One batch with its rows in the outbox."""

    batch: Batch
    effects: tuple[Effect, ...]

    @property
    def counts(self) -> Counter[EffectState]:
        """How many of its documents ended how."""
        return Counter(one.state for one in self.effects)


def read_batches(desk: Desk) -> list[BatchEntry]:
    """The newest batches, newest first, with their rows."""
    effects: dict[str, list[Effect]] = defaultdict(list)
    for one in desk.workspace.effects():
        if one.batch_id:
            effects[one.batch_id].append(one)
    return [BatchEntry(batch=one, effects=tuple(effects[one.id])) for one in desk.workspace.batches()]


def outcome_text(one: BatchEntry) -> str:
    """How the documents of a batch ended, in one line."""
    counts = one.counts
    open_ones = counts[EffectState.QUEUED] + counts[EffectState.SENDING]
    parts = [
        tr("%n done", counts[EffectState.DONE]) if counts[EffectState.DONE] else "",
        tr("%n on their way", open_ones) if open_ones else "",
        tr("%n not known", counts[EffectState.UNKNOWN]) if counts[EffectState.UNKNOWN] else "",
        tr("%n refused", counts[EffectState.REFUSED]) if counts[EffectState.REFUSED] else "",
        tr("%n given up", counts[EffectState.ABANDONED]) if counts[EffectState.ABANDONED] else "",
        tr("%n taken back", counts[EffectState.CANCELLED]) if counts[EffectState.CANCELLED] else "",
        tr("%n not sent", one.batch.documents - len(one.effects)) if len(one.effects) < one.batch.documents else "",
    ]
    return ", ".join(part for part in parts if part)


def outcome_tone(one: BatchEntry) -> Tone:
    """The worst of the outcomes as a colour."""
    counts = one.counts
    if counts[EffectState.UNKNOWN]:
        return Tone.WARN
    if counts[EffectState.REFUSED] or counts[EffectState.ABANDONED]:
        return Tone.STOP
    return Tone.OK if counts[EffectState.DONE] == len(one.effects) else Tone.NOTE


def batch_columns() -> tuple[Column, ...]:
    """When, what, how many, how much, who, how it ended."""
    return (
        Column(title=tr("When"), text=lambda one: moment(one.batch.created), width=15,
               sort=lambda one: one.batch.created.timestamp()),
        Column(title=tr("What"), text=lambda one: words.action_named(one.batch.action), width=7, drop=2),
        Column(title=tr("Documents"), text=lambda one: str(one.batch.documents), sort=lambda one: one.batch.documents,
               width=9, look=Look.FIGURES),
        Column(title=tr("Amount"), text=lambda one: str(one.batch.totals), width=20, stretch=2, look=Look.FIGURES),
        Column(title=tr("Signed by"), text=lambda one: str(one.batch.signer), width=14, stretch=3, drop=1),
        Column(title=tr("Outcome"), text=outcome_text, tone=outcome_tone, width=20, stretch=3, look=Look.BADGE),
    )  # fmt: skip


def effect_columns() -> tuple[Column, ...]:
    """The documents of one batch."""
    return (
        Column(title=tr("Document"), text=words.effect_title, width=24, stretch=4, look=Look.STRONG),
        Column(title=tr("State"), text=lambda one: words.state(one.state), width=22, look=Look.BADGE,
               tone=lambda one: words.STATE_TONE[one.state], icon=lambda one: words.STATE_ICON[one.state]),
        Column(title=tr("Settled"), text=lambda one: moment(one.settled), width=15, drop=1),
        Column(title=tr("Remark"), text=lambda one: retold(one.note), width=12, stretch=3, drop=2,
               tone=lambda _: Tone.MUTED),
    )  # fmt: skip


def displayed_text(evidence: Evidence) -> str:
    """What stood on the review sheet, for reading: the stored JSON with one value in a line."""
    try:
        shown: Any = json.loads(evidence.displayed)
    except ValueError:
        return evidence.displayed
    return json.dumps(shown, ensure_ascii=False, indent=2)
