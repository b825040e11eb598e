"""What the outbox page shows of an effect, read from the desk in a thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from muhr.domain.effects import OPEN, Effect, EffectState
from muhr.domain.records import Evidence, JournalLine
from muhr.ui import words
from muhr.ui.retold import retold
from muhr.ui.rows.columns import Column, Look
from muhr.ui.spelling import moment
from muhr.ui.theme import Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk

JOURNAL_LINES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the outbox."""

    effect: Effect
    next_step: str
    company: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything known about one effect."""

    entry: Entry
    journal: tuple[JournalLine, ...]
    evidence: Evidence | None


def read_entries(desk: Desk, *, everything: bool) -> list[Entry]:
    """All rows, newest first; only those on their way unless `everything`."""
    names = {account.id: account.company.name for account in desk.workspace.accounts()}
    now = datetime.now(UTC)
    return [
        Entry(effect=one, next_step=desk.next_step(one, now), company=names.get(one.account_id, ""))
        for one in reversed(desk.workspace.effects(open_only=not everything))
    ]


def read_story(desk: Desk, effect_id: str) -> Story | None:
    """One row with what happened to it."""
    effect = desk.workspace.effect(effect_id)
    if effect is None:
        return None
    names = {account.id: account.company.name for account in desk.workspace.accounts()}
    entry = Entry(
        effect=effect, next_step=desk.next_step(effect, datetime.now(UTC)), company=names.get(effect.account_id, "")
    )
    journal = desk.workspace.journal(effect_id=effect_id, limit=JOURNAL_LINES)
    return Story(entry=entry, journal=tuple(journal), evidence=desk.workspace.evidence(effect_id))


def waits_for_person(effect: Effect) -> bool:
    """Whether only a person can say what became of it."""
    from muhr.services.reconcile import waits_for_person as rule  # noqa: PLC0415 - the desk has loaded it

    return rule(effect)


_ORDER = (EffectState.UNKNOWN, EffectState.SENDING, EffectState.QUEUED, EffectState.REFUSED, EffectState.ABANDONED,
          EffectState.CANCELLED, EffectState.DONE)  # fmt: skip


def outbox_columns() -> tuple[Column, ...]:
    """State, what, for whom, when, what happens next."""

    def tone(one: Entry) -> Tone:
        return words.STATE_TONE[one.effect.state]

    return (
        Column(title=tr("State"), text=lambda one: words.state(one.effect.state), tone=tone, width=22, look=Look.BADGE,
               icon=lambda one: words.STATE_ICON[one.effect.state], sort=lambda one: _ORDER.index(one.effect.state)),
        Column(title=tr("What"), text=lambda one: words.action(one.effect.action), width=14, drop=1),
        Column(title=tr("Document"), text=lambda one: words.effect_title(one.effect), width=30, stretch=4,
               look=Look.STRONG),
        Column(title=tr("Company"), text=lambda one: str(one.company), width=11, stretch=2, drop=3, tone=_quiet),
        Column(title=tr("What happens next"), text=lambda one: retold(one.next_step), width=26, stretch=5,
               tone=lambda one: Tone.MUTED if one.effect.state not in OPEN else Tone.INK),
        Column(title=tr("Since"), text=lambda one: moment(one.effect.created), width=15, drop=2,
               sort=lambda one: one.effect.created.timestamp(), tone=_quiet),
    )  # fmt: skip


def _quiet(_: Entry) -> Tone:
    return Tone.MUTED


def haystack(one: Entry) -> tuple[str, str]:
    """What a search finds a row by."""
    return (
        f"{one.effect.title} {one.effect.target_id} {moment(one.effect.created)} {one.effect.note}",
        f"{one.company} {words.state(one.effect.state)} {words.action(one.effect.action)}",
    )
