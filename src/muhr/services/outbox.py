"""Delivers the effects of one account: claims rows, sends their bytes, stores what came of it, tells everybody.

What follows an attempt is decided in `retry`, what follows a question in `reconcile`; the questions themselves are
asked in `inquiry`. One coordinating thread per account owns all changes of its rows (DESIGN: effects, 6); the lanes
only send. Everybody waits on conditions: an outbox with nothing to do costs no time at all.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from datetime import datetime

from muhr.domain.effects import Effect, EffectState, moved
from muhr.domain.errors import InputError, KnownError, MuhrError, WorkspaceLocked
from muhr.domain.events import EffectChanged, WorkerTrouble
from muhr.domain.ports import Provider
from muhr.domain.records import Batch, Evidence
from muhr.services.inquiry import Inquiry
from muhr.services.keeping import keep, next_states
from muhr.services.lanes import Lanes, Result
from muhr.services.line import PATIENCE, Hold, Line
from muhr.services.outcomes import Answer, Failure, attempt
from muhr.services.queued import QueuedRows
from muhr.services.reconcile import TAKEN_BACK, TAKEN_BACK_LATE, Decision, after_decision
from muhr.services.runner_ports import RunnerPorts, journal_line
from muhr.services.standing import standing_of

CLAIM = 32
"""Rows claimed in one commit. A commit costs a handful of disk syncs, a row a few milliseconds of sending."""
LOW_WATER = 24
"""The next claim is made when so many claimed rows are left, so that no lane waits for the disk."""
LONGEST_WAIT = 60.0
"""Seconds; only while something is planned for a time of day, which may jump when a laptop wakes up."""

CLOSING = "closing"


class OutboxRunner:
    """One account's worker."""

    def __init__(self, account_id: str, ports: RunnerPorts) -> None:
        self.account_id = account_id
        self.rows = threading.RLock()
        self._ports = ports
        self._changed = threading.Condition()
        self._line = Line(ports.policy)
        self._told: MuhrError | None = None
        self._inquiry = Inquiry(account_id, ports, self, self._changed)
        self._lanes = Lanes(f"muhr-lane-{account_id[:8]}", ports.connect, self, self._changed)
        self._queued = QueuedRows()
        self._storing = False
        self._requests: list[tuple[Future[int], set[str]]] = []
        self._closing = False
        self._ended = False
        self._thread = threading.Thread(target=self._run, name=f"muhr-outbox-{account_id[:8]}", daemon=True)

    # ---------------------------------------------------------------- for the desk

    def start(self, effects: Iterable[Effect]) -> None:
        """Begin with the account's open effects."""
        now = self._ports.clock()
        with self._changed:
            for effect in effects:
                self._enter(effect, now)
        self._thread.start()

    def add(self, effects: Sequence[Effect], evidence: Sequence[Evidence] = (), batch: Batch | None = None) -> None:
        """Add rows of this account to the outbox, durably, and deliver them in the background.

        Raises `InputError` (a target has an open or done effect; nothing is stored) and `WorkspaceError`.
        """
        with self.rows:
            self._ports.workspace.enqueue(effects, evidence, batch)
            self.entered(effects)

    def run_now(self) -> Future[int]:
        """A person wants it now: lift what can be lifted, send, ask.

        The future gives how many rows have moved, once nothing more will move by itself within `PATIENCE`.
        """
        future: Future[int] = Future()
        future.set_running_or_notify_cancel()  # so that whoever waits cannot cancel it under the runner's hands
        with self._changed:
            if self._ended:
                future.set_result(0)
                return future
            lifted = self._line.lift()
            self._told = None
            self._queued.wanted = True
            self._inquiry.unknown.ask_now(self._ports.clock())
            self._requests.append((future, set()))
            self._changed.notify_all()
        if lifted:
            self._ports.held(self.account_id)
        return future

    def cancel(self, effect_id: str) -> Effect:
        """Take a queued row back; `InputError` when it has left or ended."""
        with self.rows:
            effect = self._own(effect_id)
            if effect.state is not EffectState.QUEUED:
                raise InputError("It can no longer be taken back: it has left the queue.", code="effect-not-queued")
            note = TAKEN_BACK_LATE if effect.attempts else TAKEN_BACK
            return self._decided(
                moved(effect, EffectState.CANCELLED, settled=self._ports.clock(), not_before=None, note=note)
            )

    def resolve(self, effect_id: str, decision: Decision) -> Effect:
        """A person decides about an unknown row; `InputError` when it is not unknown (any more)."""
        with self.rows:
            effect = self._own(effect_id)
            if effect.state is not EffectState.UNKNOWN:
                raise InputError("There is nothing to decide: the outcome is known.", code="effect-not-unknown")
            return self._decided(after_decision(effect, decision, self._ports.clock()))

    def _own(self, effect_id: str) -> Effect:
        effect = self._ports.workspace.effect(effect_id)
        if effect is None:
            raise InputError("There is no such row in the outbox.", code="effect-not-found")
        return effect

    def _decided(self, after: Effect) -> Effect:
        self._ports.workspace.settle([after], [journal_line(after, self._ports.clock)])
        with self._changed:
            self._inquiry.unknown.take_out(after.id)
        self.entered([after])
        return after

    def close(self) -> None:
        """Finish what is under way and leave the rest queued; `join` waits for it."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the end after `close`; False when it has not ended in `timeout` seconds."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def may_send(self) -> bool:
        """Whether another effect may leave at this moment."""
        return self._line.hold is None and not self._closing

    @property
    def hold(self) -> Hold | None:
        """Why nothing is sent at present."""
        return self._line.hold

    @property
    def resting_hold(self) -> Hold | None:
        """The hold, when it lasts longer than a person waits and nothing is under way any more."""
        hold = self._line.hold
        under_way = self._storing or not self._lanes.empty
        return hold if hold is not None and hold.resting and not under_way else None

    @property
    def busy(self) -> bool:
        """Whether something is being sent or is about to be."""
        with self._changed:
            return self._storing or not self._lanes.empty or (self._queued.wanted and self._line.hold is None)

    @property
    def delivered(self) -> frozenset[str]:
        """The remote ids of documents that are delivered and whose new status has not been read."""
        with self._changed:
            return self._inquiry.delivered.targets()

    @property
    def _broken(self) -> bool:
        return self._line.hold is not None and self._line.hold.broken

    # ---------------------------------------------------------------- the coordinating thread

    def _run(self) -> None:
        while not self._ended:
            with self._changed:
                while (pause := self._pause()) is None or pause > 0:
                    self._changed.wait(pause)
            answer = attempt(self._turn)
            if isinstance(answer, Failure) and isinstance(answer.error, WorkspaceLocked) and not self._closing:
                self._put_off(answer.error)
            elif isinstance(answer, Failure):
                self._break_off(answer.error)
        self._inquiry.close()
        self._lanes.close()

    def _turn(self) -> None:
        self._store_results()
        self._inquiry.take_replies()
        if self._closing:
            self._wind_up()
            return
        now = self._ports.clock()
        with self._changed:
            reopened = self._line.reopen(now)
            is_open = self._line.hold is None
        if reopened:
            self._ports.held(self.account_id)
        provider = self._connected() if is_open else None
        if provider is not None:
            self._claim(now, provider.capabilities.lanes)
            self._inquiry.begin(now, provider.capabilities.status_chunk, quiet=self._nothing_leaves())
        self._answer_requests()

    def _pause(self) -> float | None:
        """Seconds until there is something to do; 0 for now, None when nothing is planned. Call with the guard."""
        now = self._ports.clock()
        if self._closing:
            return 0 if self._lanes.has_results or self._lanes.empty else None
        moments: list[float] = []
        if self._inquiry.has_replies:
            return 0
        if self._lanes.has_results:
            moments.append(self._lanes.group_due())
        if self._requests and self._quiet(now):
            return 0
        hold = self._line.hold
        if self._line.is_open(now):
            if hold is not None or self._may_claim():
                return 0
            dues = self._queued.next_due(now), self._inquiry.turn_due(now, quiet=self._nothing_leaves())
            moments += [(due - now).total_seconds() for due in dues if due is not None]
        elif hold is not None and hold.until is not None:
            moments.append((hold.until - now).total_seconds())
        return min(max(min(moments), 0), LONGEST_WAIT) if moments else None

    def _may_claim(self) -> bool:
        alone = not self._line.doubtful or self._lanes.flying == 0
        return self._queued.wanted and self._lanes.waiting < LOW_WATER and alone

    def _nothing_leaves(self) -> bool:
        return self._lanes.empty and not self._queued.wanted

    # ---------------------------------------------------------------- sending

    def _connected(self) -> Provider | None:
        answer = attempt(self._ports.connect)
        if isinstance(answer, Failure):
            with self._changed:
                self._line.block(answer.error)
            self._announce_hold()
            return None
        return answer.value

    def _claim(self, now: datetime, lanes: int) -> None:
        with self._changed:
            self._queued.wake_due(now)
            if not self._may_claim():
                return
            self._queued.wanted = False
            limit = 1 if self._line.doubtful else CLAIM
        with self.rows:
            claimed = self._ports.workspace.claim(self.account_id, limit, now)
            with self._changed:
                self._queued.wanted = self._queued.wanted or len(claimed) == limit
                self._queued.claimed(claimed)
            self._lanes.add(claimed, lanes)
            for effect in claimed:
                self._ports.publish(EffectChanged(effect=effect))
        if len(claimed) < limit:
            self._tell_set_aside()

    def _store_results(self) -> None:
        self._storing = True  # from before they leave the lanes' hands: a run must not think that all is at rest
        try:
            if results := self._lanes.take_results():
                self._store_what_came(results)
        finally:
            self._storing = False
        if self._line.hold is not None:
            self._ports.held(self.account_id)

    def _store_what_came(self, results: Sequence[Result]) -> None:
        after = next_states(results, self._ports)
        for _, answer in results:
            if isinstance(answer, Failure) and answer.bug:
                self.trouble(answer.error)
        if not self._broken:
            keep(after, self._ports, self.rows, self.entered)

    def _tell_set_aside(self) -> None:
        """Tell of queued rows that the workspace itself took out of the queue (their stored bytes are damaged)."""
        with self._changed:
            missing = self._queued.left_behind()
        with self.rows:
            found = [self._ports.workspace.effect(effect_id) for effect_id in missing]
            gone = [effect for effect in found if effect is not None and effect.state is EffectState.CANCELLED]
            if gone:
                self.entered(gone)

    # ---------------------------------------------------------------- books and news

    def entered(self, effects: Sequence[Effect]) -> None:
        """Rows were stored: enter them in the books and tell everybody.

        Call with `rows` held: then nobody ever hears of an earlier state of a row after a later one.
        """
        now = self._ports.clock()
        with self._changed:
            for _, moved_ids in self._requests:
                moved_ids.update(effect.id for effect in effects)
            for effect in effects:
                self._enter(effect, now)
            standings = [standing_of(effect, due=self._due(effect), now=now) for effect in effects]
            self._changed.notify_all()
        for effect in effects:
            self._ports.publish(EffectChanged(effect=effect))
        self._ports.report(standings)
        if self._line.hold is not None:
            self._ports.held(self.account_id)

    def _enter(self, effect: Effect, now: datetime) -> None:
        self._queued.enter(effect, now)
        if effect.state is EffectState.UNKNOWN:
            self._inquiry.unknown.put(effect, now)
        elif effect.state is EffectState.DONE:
            self._inquiry.delivered.add(effect, now)

    def _due(self, effect: Effect) -> datetime | None:
        if effect.state is EffectState.UNKNOWN:
            return self._inquiry.unknown.due_at(effect.id)
        return self._queued.due_at(effect.id)

    def heard(self, answer: Answer[object]) -> None:
        """A call came back: the line may be held or opened by it."""
        now = self._ports.clock()
        with self._changed:
            before = self._line.hold
            self._line.heard(answer, now, self._ports.jitter())
        if self._line.hold is not before:
            self._announce_hold()

    def _announce_hold(self) -> None:
        hold = self._line.hold
        self._ports.held(self.account_id)
        if hold is None:
            self._told = None
        elif hold.resting and (self._told is None or type(self._told) is not type(hold.error)):
            self._told = hold.error  # said once, not again with every attempt
            self.trouble(hold.error)

    def trouble(self, error: MuhrError) -> None:
        """Tell of something that belongs to no single document."""
        bug = not isinstance(error, KnownError)
        self._ports.publish(
            WorkerTrouble(account_id=self.account_id, error_code=error.code, error=error.sentence, bug=bug)
        )

    def _put_off(self, error: WorkspaceLocked) -> None:
        """Another program keeps the database busy. No outcome is lost by waiting: `_store` never ends like this."""
        with self._changed:
            self._queued.wanted = True
            self._line.pause(error, self._ports.clock(), self._ports.jitter())
        self._announce_hold()

    def _break_off(self, error: MuhrError) -> None:
        """An outcome could not be kept: nothing leaves any more. What is `sending` on the disk is asked about later."""
        with self._changed:
            self._line.break_off(error)
        self._announce_hold()

    # ---------------------------------------------------------------- the end

    def _quiet(self, now: datetime) -> bool:
        if not self._lanes.empty:
            return False
        hold = self._line.hold
        if hold is not None and hold.resting:
            return True
        due = self._queued.next_due(now)
        soon = due is not None and due - now <= PATIENCE
        return not self._queued.wanted and not soon and self._inquiry.idle_for(now, PATIENCE)

    def _answer_requests(self) -> None:
        with self._changed:
            if not self._quiet(self._ports.clock()):
                return
            answered, self._requests = self._requests, []
        for future, moved_ids in answered:
            future.set_result(len(moved_ids))

    def _wind_up(self) -> None:
        if not self._lanes.empty:
            return
        if not self._broken:
            self._inquiry.settle_locally(self._inquiry.delivered.rows())
        with self._changed:
            if not self._broken:
                self._line.hold = Hold(error=KnownError("Muhr was closed.", code=CLOSING))
            self._ended = True
            answered, self._requests = self._requests, []
        self._ports.held(self.account_id)
        for future, moved_ids in answered:
            future.set_result(len(moved_ids))
