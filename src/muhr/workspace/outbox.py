"""The outbox's rows: enqueue, claim, settle, recover. Who sends them, and what is asked afterwards, is not known here.

Each writing method is one transaction, however many rows it is given: sixteen or sixty-four rows cost little more than
one (group commit). What may follow what is read from `domain.effects.TRANSITIONS` and checked against the stored state
inside the very statement that changes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, false, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from muhr.domain.documents import REPEATABLE
from muhr.domain.effects import OPEN, TRANSITIONS, Effect, EffectState
from muhr.domain.errors import BugError, InputError
from muhr.domain.ports import Clock
from muhr.domain.records import Batch, Evidence, JournalLine
from muhr.domain.sentences import say
from muhr.workspace.accounts import ask_accounts
from muhr.workspace.engine import Database, chunks
from muhr.workspace.record import add_lines
from muhr.workspace.record_rows import (
    DAMAGED_CODE,
    DAMAGED_NOTE,
    batch_values,
    bytes_are_intact,
    effect_values,
    evidence_values,
    read_effect,
    state_values,
)
from muhr.workspace.rows import Values, time_text
from muhr.workspace.schema import BATCHES, BLOCKING, EFFECTS, EVIDENCE

_E = EFFECTS.c
_REPEATABLE = {action.value for action in REPEATABLE}
_OPEN = sorted(state.value for state in OPEN)
_BLOCKING = sorted(state.value for state in BLOCKING)

FARTHEST = timedelta(hours=2)
"""No pause is that long: a `not_before` further ahead was written by a clock that has been put back since."""

INTERRUPTED_CODE = "interrupted"
INTERRUPTED_NOTE = say("Muhr ended while this was on its way. The provider will be asked what became of it.")

_BEFORE = {state: {before for before, following in TRANSITIONS.items() if state in following} for state in EffectState}
# Asking once more without a new answer is no step, but how often it was asked is kept.
_BEFORE[EffectState.UNKNOWN].add(EffectState.UNKNOWN)


class Outbox:
    """The part of `domain.ports.Workspace` that keeps effects."""

    _database: Database
    _clock: Clock

    def effects(self, account_id: str | None = None, *, open_only: bool = False) -> list[Effect]:
        """The rows of the outbox, oldest first."""
        query = select(EFFECTS).order_by(_E.position)
        if account_id is not None:
            query = query.where(_E.account_id == account_id)
        if open_only:
            query = query.where(_E.state.in_(_OPEN))
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [read_effect(row) for row in rows]

    def effect(self, effect_id: str) -> Effect | None:
        """One row."""
        with self._database.reading() as connection:
            row = connection.execute(select(EFFECTS).where(_E.id == effect_id)).first()
        return None if row is None else read_effect(row)

    def open_effect_targets(self, account_id: str) -> dict[str, Effect]:
        """The open effect of each target id (in lower case) that has one; a target never has two."""
        return {effect.target_id.lower(): effect for effect in self.effects(account_id, open_only=True)}

    def enqueue(self, effects: Sequence[Effect], evidence: Sequence[Evidence] = (), batch: Batch | None = None) -> None:
        """Add queued rows with their evidence, their batch and a journal line each, in one transaction.

        Raises:
            InputError: code `effect-open` when a target has an open effect, or a done one of the same action (unless
                that is repeatable), or comes twice; code `account-unknown`. Nothing at all is stored then.
            BugError: an effect is not `QUEUED`.
        """
        if wrong := [effect.id for effect in effects if effect.state is not EffectState.QUEUED]:
            raise BugError("only queued effects can be enqueued", effects=wrong)
        now = self._clock()
        lines = [_line(effect, now, "effect-queued", effect.title) for effect in effects]
        with self._database.writing() as connection:
            ask_accounts(connection, {effect.account_id for effect in effects})
            _ask_targets(connection, effects)
            if effects:
                try:
                    connection.execute(insert(EFFECTS), [effect_values(effect) for effect in effects])
                except IntegrityError as error:  # the unique indexes have the last word
                    raise _effect_open([]) from error
            if batch is not None:
                connection.execute(insert(BATCHES), batch_values(batch))
            if evidence:
                connection.execute(insert(EVIDENCE), [evidence_values(one) for one in evidence])
            add_lines(connection, lines)

    def claim(self, account_id: str, limit: int, at: datetime) -> list[Effect]:
        """Take up to `limit` queued rows that may be sent now, oldest first: they are `sending` when this returns.

        A `not_before` further ahead than any pause was written by a clock that has been put back since, and is not
        waited for. A row whose stored bytes are damaged is never given: it is cancelled, under the code of
        `WorkspaceCorrupt` and with a journal line, and the rows behind it take its place.
        """
        claimed: list[Effect] = []
        now = time_text(at)
        ready = (
            select(EFFECTS)
            .where(
                _E.account_id == account_id,
                _E.state == EffectState.QUEUED.value,
                or_(_E.not_before.is_(None), _E.not_before <= now, _E.not_before > time_text(at + FARTHEST)),
            )
            .order_by(_E.position)
            .with_for_update(skip_locked=True)  # says nothing on SQLite, where `writing` holds the only lock there is
        )
        with self._database.writing() as connection:
            while len(claimed) < limit:
                rows = connection.execute(ready.limit(limit - len(claimed))).all()
                if not rows:
                    break
                _set_aside(connection, [row for row in rows if not bytes_are_intact(row)], at)
                claimed += _take(connection, [row for row in rows if bytes_are_intact(row)], at)
        return claimed

    def settle(self, effects: Sequence[Effect], lines: Sequence[JournalLine] = ()) -> None:
        """Store the next state of claimed or unknown rows with their journal lines, in one transaction.

        An unknown row may also stay unknown (asked again, nothing new). The bytes, the key and the target of a row are
        never changed, whatever the given effects hold. Of an answer 64 KiB are kept.

        Raises:
            BugError: one of them is not one permitted step from its stored state; nothing is stored then.
        """
        if not effects and not lines:
            return
        if len({effect.id for effect in effects}) != len(effects):
            raise BugError("an effect is settled twice at once")
        with self._database.writing() as connection:
            for state in EffectState:
                group = [effect for effect in effects if effect.state is state]
                if group:
                    _step(connection, state, group)
            add_lines(connection, lines)

    def recover(self, at: datetime) -> list[Effect]:
        """At start: every `sending` row becomes `unknown`, with a journal line; gives these rows."""
        sending = select(EFFECTS).where(_E.state == EffectState.SENDING.value).order_by(_E.position)
        changes: Values = {
            "state": EffectState.UNKNOWN.value,
            "asked": 0,
            "not_before": None,
            "code": INTERRUPTED_CODE,
            "note": INTERRUPTED_NOTE,
        }
        with self._database.writing() as connection:
            found = [read_effect(row) for row in connection.execute(sending)]
            if found:
                connection.execute(update(EFFECTS).where(_E.state == EffectState.SENDING.value).values(changes))
                add_lines(connection, [_line(one, at, "effect-interrupted", INTERRUPTED_NOTE) for one in found])
        return [
            replace(
                effect, state=EffectState.UNKNOWN, asked=0, not_before=None,
                code=INTERRUPTED_CODE, note=INTERRUPTED_NOTE,
            )
            for effect in found
        ]  # fmt: skip


def _line(effect: Effect, at: datetime, kind: str, text: str) -> JournalLine:
    return JournalLine(
        at=at, kind=kind, text=text, account_id=effect.account_id, remote_id=effect.target_id, effect_id=effect.id,
        batch_id=effect.batch_id,
    )  # fmt: skip


def _effect_open(titles: list[str]) -> InputError:
    named = f" ({', '.join(titles[:3])}{', …' if len(titles) > 3 else ''})" if titles else ""
    return InputError(
        say("This is already in the outbox, or already done{named}. Nothing was added.", named=named),
        code="effect-open", titles=titles,
    )  # fmt: skip


def _ask_targets(connection: Connection, effects: Sequence[Effect]) -> None:
    """Refuse what the unique indexes would refuse, naming it."""
    taken: set[tuple[str, str, str]] = set()
    by_account: dict[str, list[str]] = {}
    for effect in effects:
        by_account.setdefault(effect.account_id, []).append(effect.target_id.lower())
    for account_id, targets in by_account.items():
        for keys in chunks(targets):
            rows = connection.execute(
                select(_E.target_key, _E.action, _E.state).where(
                    _E.account_id == account_id, _E.target_key.in_(keys), _E.state.in_(_BLOCKING)
                )
            )
            # A done row stands in the way of its own action only (of a repeatable one not at all), an open one of all.
            taken |= {
                (account_id, row.target_key, row.action if row.state == "done" else "")
                for row in rows
                if row.state != "done" or row.action not in _REPEATABLE
            }
    blocked: list[str] = []
    for effect in effects:
        target = effect.target_id.lower()
        if {(effect.account_id, target, ""), (effect.account_id, target, effect.action.value)} & taken:
            blocked.append(effect.title)
        taken.add((effect.account_id, target, ""))
    if blocked:
        raise _effect_open(blocked)


def _take(connection: Connection, rows: Sequence[Row[Any]], at: datetime) -> list[Effect]:
    """Make intact queued rows `sending`."""
    taken = [read_effect(row) for row in rows]
    for chunk in chunks(row.position for row in rows):
        connection.execute(
            update(EFFECTS)
            .where(_E.position.in_(chunk), _E.state == EffectState.QUEUED.value)
            .values(
                state=EffectState.SENDING.value, attempts=_E.attempts + 1, asked=0, sent=time_text(at), not_before=None
            )
        )
    return [
        replace(effect, state=EffectState.SENDING, attempts=effect.attempts + 1, asked=0, sent=at, not_before=None)
        for effect in taken
    ]


def _set_aside(connection: Connection, rows: Sequence[Row[Any]], at: datetime) -> None:
    """Cancel queued rows whose bytes are damaged: they were never sent, or are known not to have arrived."""
    for row in rows:
        values: Values = {
            "state": EffectState.CANCELLED.value,
            "settled": time_text(at),
            "code": DAMAGED_CODE,
            "note": DAMAGED_NOTE,
        }
        connection.execute(update(EFFECTS).where(_E.position == row.position).values(values))
        add_lines(connection, [_line(read_effect(row), at, "effect-damaged", DAMAGED_NOTE)])


def _step(connection: Connection, state: EffectState, group: Sequence[Effect]) -> None:
    """Bring rows into `state`, each only from a state that may come before it. Raises `BugError`."""
    permitted = or_(false(), *(_E.state == before.value for before in _BEFORE[state]))  # many rows at once know no IN
    statement = update(EFFECTS).where(_E.id == bindparam("of_id"), permitted)
    if connection.execute(statement, [{"of_id": one.id} | state_values(one) for one in group]).rowcount == len(group):
        return
    stored = select(_E.id, _E.state).where(_E.id.in_([effect.id for effect in group]))
    raise BugError(
        f"an effect cannot become {state.value} from where it stands, or is not there",
        states={row.id: row.state for row in connection.execute(stored)},
    )
