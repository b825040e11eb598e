"""Asks a provider about one account's effects: what became of the unknown, and the new status of the delivered.

Only reading calls leave from here, one at a time, in a thread of their own. A failed question changes no effect.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from math import inf
from typing import Protocol

from muhr.domain.documents import REPEATABLE, Action, Document, DocumentRef, RemoteStatus, Stage
from muhr.domain.effects import Effect, EffectState, Fate, FateKind
from muhr.domain.errors import MuhrError, Throttled, Unauthorised, Unreachable
from muhr.domain.events import DocumentsChanged, Step
from muhr.domain.sentences import listed, say
from muhr.services.crew import Crew
from muhr.services.imported import made_known
from muhr.services.outcomes import Answer, Failure, attempt
from muhr.services.pending import Confirmations, Delivered, UnknownRows
from muhr.services.reconcile import NOT_DONE_ONCE, after_asking
from muhr.services.runner_ports import RunnerPorts, journal_line
from muhr.services.standing import Standing
from muhr.services.statuses import deleted_here, delivered_here, with_kept_actions

_OF_THE_LINE = (Unreachable, Throttled, Unauthorised)

NOT_READ = say("Delivered; the new status could not be read yet.")
STILL_SHOWN = say("Delivered; the provider accepted it and still shows the document as waiting.")


class Host(Protocol):
    """The runner, as far as an inquiry needs it."""

    rows: threading.RLock
    """Held while rows are read and changed, so that a person's decision and an answer never cross."""

    def heard(self, answer: Answer[object]) -> None:
        """A call came back: the line may be held or opened by it."""
        ...

    def entered(self, effects: Sequence[Effect]) -> None:
        """These rows were stored: enter them in the books and tell everybody."""
        ...

    def trouble(self, error: MuhrError) -> None:
        """Something that belongs to no single document."""
        ...


class Inquiry:
    """The questions of one account. The books are guarded by `changed`, the runner's condition."""

    def __init__(self, account_id: str, ports: RunnerPorts, host: Host, changed: threading.Condition) -> None:
        self._account_id = account_id
        self._ports = ports
        self._host = host
        self._changed = changed
        self._asker: Crew[Callable[[], None]] = Crew(f"muhr-ask-{account_id[:8]}", 1, lambda question: question())
        self._replies: list[Callable[[], None]] = []
        self._failures = 0
        self._first_no: dict[str, float] = {}
        self.asking = False
        self.unknown = UnknownRows()
        self.delivered = Confirmations()

    # ---------------------------------------------------------------- when

    @property
    def has_replies(self) -> bool:
        """Whether an answer waits to be stored."""
        return bool(self._replies)

    def turn_due(self, now: datetime, *, quiet: bool) -> datetime | None:
        """When there is something to ask; `now` or earlier for at once, None when nothing is planned.

        Args:
            now: aware UTC.
            quiet: nothing is being sent, so a full chunk of delivered documents is not worth waiting for.
        """
        if self.asking:
            return None
        if quiet and self.delivered.take(now, 1, hurry=True):
            return now
        dues = self.unknown.next_due(now), self.delivered.next_due(now)
        moments = [moment for moment in dues if moment is not None]
        return min(moments, default=None)

    def idle_for(self, now: datetime, patience: timedelta) -> bool:
        """Whether nothing here will move by itself within `patience`."""
        if self.asking or self._replies or len(self.delivered):
            return False
        due = self.unknown.next_due(now)
        return due is None or due - now > patience

    # ---------------------------------------------------------------- turns, in the runner's thread

    def take_replies(self) -> None:
        """Store what has been answered. Raises `WorkspaceError`."""
        with self._changed:
            replies, self._replies = self._replies, []
        for reply in replies:
            reply()

    def begin(self, now: datetime, chunk: int, *, quiet: bool) -> None:
        """Ask the next question, about at most `chunk` rows, when there is one and none is under way."""
        with self._changed:
            if self.asking:
                return
            unknown = self.unknown.due(now, chunk)
            delivered = [] if unknown else self.delivered.take(now, chunk, hurry=quiet)
            if not unknown and not delivered:
                return
            self.asking = True
            imports = [row for row in delivered if row.effect.action is Action.IMPORT]
        if unknown:
            question = partial(self._ask_fates, unknown)
        elif imports:
            question = partial(self._ask_imported, imports)
        else:
            question = partial(self._ask_statuses, delivered)
        self._asker.add([question])

    def settle_locally(self, rows: Sequence[Delivered]) -> None:
        """Mark delivered documents as no longer waiting for us, without the provider's word for the new status.

        Our signature is in (the receipt proves it), so the document must not be offered for signing again.
        """
        known = [self._ports.workspace.document(self._account_id, row.effect.target_id) for row in rows]
        statuses = [
            delivered_here(document)
            for document in known
            if document is not None and document.stage is Stage.WAITING_FOR_ME
        ]
        if statuses:
            self._apply(statuses)
        with self._changed:
            for row in rows:
                self.delivered.finish(row)

    def close(self) -> None:
        """Ask nothing more."""
        self._asker.close()

    # ---------------------------------------------------------------- unknown effects

    def _ask_fates(self, rows: list[Effect]) -> None:
        answer = attempt(lambda: self._ports.connect().fates(rows))
        self._came(lambda: self._fates_came(rows, answer))

    def _fates_came(self, rows: list[Effect], answer: Answer[dict[str, Fate]]) -> None:
        now = self._ports.clock()
        if isinstance(answer, Failure):
            self._fates_failed(rows, answer, now)
            return
        self._failures = 0
        self._host.heard(answer)
        fates = answer.value
        silent = Fate(kind=FateKind.CANNOT_TELL)
        with self._host.rows:
            with self._changed:
                standing = [row for row in rows if self.unknown.same(row)]
            following = [self._after_asking(row, fates.get(row.id, silent), now) for row in standing]
            settled = [effect for effect in following if effect.state is not EffectState.UNKNOWN]
            self._ports.workspace.settle(following, [journal_line(effect, self._ports.clock) for effect in settled])
            with self._changed:
                for row in standing:
                    self.unknown.take_out(row.id)
            self._host.entered(following)
        statuses = [fate.status for fate in fates.values() if fate.status is not None]
        if statuses:
            self._apply(statuses)

    def _after_asking(self, row: Effect, fate: Fate, now: datetime) -> Effect:
        """What follows for one row. The grace period is also measured by a clock that nobody can put forward."""
        grace = self._ports.policy.grace
        if fate.kind is not FateKind.NOT_DONE:
            self._first_no.pop(row.id, None)
        elif row.code != NOT_DONE_ONCE:
            self._first_no[row.id] = time.monotonic()
        elif (left := self._first_no.get(row.id, -inf) + grace.total_seconds() - time.monotonic()) > 0:
            return replace(row, asked=row.asked + 1, not_before=now + timedelta(seconds=left))
        else:
            self._first_no.pop(row.id, None)
        return after_asking(row, fate, now, self._ports.jitter(), self._ports.policy)

    def _fates_failed(self, rows: list[Effect], failure: Failure, now: datetime) -> None:
        self._failures += 1
        later = self._ports.policy.when(failure.error, self._failures, now, self._ports.jitter())
        with self._changed:
            self.unknown.put_off(rows, later or now + self._ports.policy.cap)
            standing = [row for row in rows if self.unknown.same(row)]
        note = say(
            "It is not known whether this happened, and the provider could not be asked: {error}",
            error=failure.error.sentence,
        )
        self._report(standing, Step.UNKNOWN, note)
        if isinstance(failure.error, _OF_THE_LINE):
            self._host.heard(failure)
        else:
            self._host.trouble(failure.error)

    # ---------------------------------------------------------------- delivered documents

    def _ask_statuses(self, rows: list[Delivered]) -> None:
        targets = [row.effect.target_id for row in rows]
        answer = attempt(lambda: self._ports.connect().statuses(targets))
        self._came(lambda: self._statuses_came(rows, answer))

    def _statuses_came(self, rows: list[Delivered], answer: Answer[dict[str, RemoteStatus]]) -> None:
        if isinstance(answer, Failure):
            self._not_read(rows, answer)
            return
        self._host.heard(answer)
        statuses = {status.remote_id.lower(): status for status in answer.value.values()}
        statuses |= self._deleted(rows, statuses)
        if statuses:
            self._apply(list(statuses.values()))
        confirmed: list[Standing] = []
        doubtful: list[Delivered] = []
        for row in rows:
            status = statuses.get(row.effect.target_id.lower())
            if status is None or (row.effect.action in status.actions and row.effect.action not in REPEATABLE):
                doubtful.append(row)
                continue
            note = status.status_text
            confirmed.append(Standing(effect=row.effect, step=Step.CONFIRMED, resting=True, note=note))
            with self._changed:
                self.delivered.finish(row)
        self._ports.report(confirmed)
        self._again_or_give_up(doubtful, STILL_SHOWN)

    def _deleted(self, rows: Sequence[Delivered], known: Mapping[str, RemoteStatus]) -> dict[str, RemoteStatus]:
        """What a provider that forgets deleted documents would say of those we have deleted."""
        gone = [row.effect.target_id for row in rows if row.effect.action is Action.DELETE]
        documents = [self._ports.workspace.document(self._account_id, one) for one in gone if one.lower() not in known]
        return {one.ref.remote_id: deleted_here(one) for one in documents if one is not None}

    def _ask_imported(self, rows: list[Delivered]) -> None:
        mark = self._ports.freshness.mark()
        answer = attempt(lambda: made_known(self._ports.connect(), [row.effect for row in rows]))
        self._came(lambda: self._imported_came(rows, answer, mark))

    def _imported_came(self, rows: list[Delivered], answer: Answer[list[Document]], mark: int) -> None:
        if isinstance(answer, Failure):
            self._not_read(rows, answer)
            return
        self._host.heard(answer)
        freshness, documents = self._ports.freshness, answer.value
        with freshness.guard:
            fresh = [one for one in documents if not freshness.touched_since(mark, one.ref.remote_id)]
            if fresh:
                self._ports.workspace.save_documents(fresh)
        found = {document.ref.remote_id: document for document in documents}
        confirmed: list[Standing] = []
        missing: list[Delivered] = []
        for row in rows:
            document = found.get(row.effect.remote_id.lower())
            if document is None and row.effect.remote_id:
                missing.append(row)
                continue
            note = document.status_text if document is not None else ""
            confirmed.append(Standing(effect=row.effect, step=Step.CONFIRMED, resting=True, note=note))
            with self._changed:
                self.delivered.finish(row)
        if found:
            self._ports.publish(DocumentsChanged(refs=frozenset(document.ref for document in documents)))
        self._ports.report(confirmed)
        self._again_or_give_up(missing, NOT_READ)

    def _not_read(self, rows: Sequence[Delivered], failure: Failure) -> None:
        self._report([row.effect for row in rows], Step.DELIVERED, listed(NOT_READ, failure.error.sentence))
        self._again_or_give_up(rows, NOT_READ)
        if isinstance(failure.error, _OF_THE_LINE):
            self._host.heard(failure)
        else:
            self._host.trouble(failure.error)

    def _again_or_give_up(self, rows: Sequence[Delivered], note: str) -> None:
        now = self._ports.clock()
        with self._changed:
            given_up = [row for row in rows if not self.delivered.again(row, now)]
        if given_up:
            self.settle_locally(given_up)
            self._report([row.effect for row in given_up], Step.DELIVERED, note)

    # ---------------------------------------------------------------- shared

    def _came(self, reply: Callable[[], None]) -> None:
        with self._changed:
            self._replies.append(reply)
            self.asking = False
            self._changed.notify_all()

    def _apply(self, statuses: Sequence[RemoteStatus]) -> None:
        freshness, workspace = self._ports.freshness, self._ports.workspace
        ids = [status.remote_id for status in statuses]
        with freshness.guard:
            kept = [
                with_kept_actions(status, workspace.document(self._account_id, status.remote_id))
                if status.stage is Stage.WAITING_FOR_ME
                else status
                for status in statuses
            ]
            workspace.apply_statuses(self._account_id, kept, self._ports.clock())
            freshness.touch(ids)
        refs = frozenset(DocumentRef(self._account_id, remote_id) for remote_id in ids)
        self._ports.publish(DocumentsChanged(refs=refs))

    def _report(self, effects: Sequence[Effect], step: Step, note: str) -> None:
        self._ports.report([Standing(effect=effect, step=step, resting=True, note=note) for effect in effects])
