"""Any order of enqueue, claim, settle, recover and crash ends where a simple model of the outbox ends."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from workspace_records import NOW, account, account_id, clock, effect, evidence, line

from muhr.domain.documents import Action
from muhr.domain.effects import OPEN, TRANSITIONS, Effect, EffectState
from muhr.domain.errors import BugError, InputError
from muhr.workspace.store import SqliteWorkspace, open_workspace

S = EffectState
ACCOUNTS = (0, 1)
ACTIONS = (Action.SIGN, Action.REJECT)


class OutboxMachine(RuleBasedStateMachine):
    """The model: a list of effects in the order they were added, and the texts of the journal."""

    def __init__(self) -> None:
        super().__init__()
        memory = Path("/dev/shm")
        self.place = tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)
        self.folder = Path(self.place.name) / "w"
        self.rows: list[Effect] = []
        self.texts: list[str] = []
        self.number = 0
        self.now = NOW
        self.workspace: SqliteWorkspace

    @initialize()
    def begin(self) -> None:
        self.workspace = open_workspace(self.folder, clock=clock)
        for number in ACCOUNTS:
            self.workspace.save_account(account(number))

    def teardown(self) -> None:
        self.workspace.close()
        self.place.cleanup()

    # ---------------------------------------------------------------- the model

    def blocked(self, new: list[Effect]) -> bool:
        taken_open = {(row.account_id, row.target_id) for row in self.rows if row.state in OPEN}
        taken_done = {(row.account_id, row.target_id, row.action) for row in self.rows if row.state is S.DONE}
        for one in new:
            target = (one.account_id, one.target_id)
            if target in taken_open or (*target, one.action) in taken_done:
                return True
            taken_open.add(target)
        return False

    def put(self, changed: Effect) -> None:
        self.rows[[row.id for row in self.rows].index(changed.id)] = changed

    # ---------------------------------------------------------------- what is done to both

    @rule(wishes=st.lists(
        st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from("abcde"), st.sampled_from(ACTIONS), st.integers(0, 2)),
        min_size=1, max_size=4,
    ))  # fmt: skip
    def enqueue(self, wishes: list[tuple[int, str, Action, int]]) -> None:
        new = []
        for account_number, target, action, wait in wishes:
            self.number += 1
            not_before = self.now + timedelta(minutes=wait) if wait else None
            new.append(effect(self.number, account_number=account_number, target_id=target, action=action,
                              not_before=not_before))  # fmt: skip
        proofs = [evidence(int(one.id, 16)) for one in new]
        if self.blocked(new):
            with pytest.raises(InputError) as caught:
                self.workspace.enqueue(new, proofs)
            assert caught.value.code == "effect-open"
            assert self.workspace.evidence(new[0].id) is None
        else:
            self.workspace.enqueue(new, proofs)
            self.rows += new
            self.texts += [one.title for one in new]
            assert [self.workspace.evidence(one.id) for one in new] == proofs

    @rule(account_number=st.sampled_from(ACCOUNTS), limit=st.integers(0, 5))
    def claim(self, account_number: int, limit: int) -> None:
        ready = [row for row in self.rows if row.account_id == account_id(account_number) and row.state is S.QUEUED
                 and (row.not_before is None or row.not_before <= self.now)][:limit]  # fmt: skip
        wanted = [replace(row, state=S.SENDING, attempts=row.attempts + 1, asked=0, sent=self.now, not_before=None)
                  for row in ready]  # fmt: skip
        assert self.workspace.claim(account_id(account_number), limit, self.now) == wanted
        for row in wanted:
            self.put(row)

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def settle(self, data: st.DataObject) -> None:
        chosen = data.draw(st.lists(st.sampled_from(self.rows), min_size=1, max_size=4, unique_by=lambda row: row.id))
        # Mostly steps that are allowed, now and then one that is not.
        changed = [
            replace(row, state=data.draw(st.sampled_from(sorted(TRANSITIONS[row.state] or {row.state}, key=str))
                                         | st.sampled_from(S)),
                    asked=row.asked + 1, note="yangi")
            for row in chosen
        ]  # fmt: skip
        permitted = all(
            new.state in TRANSITIONS[old.state] or old.state is new.state is S.UNKNOWN
            for old, new in zip(chosen, changed, strict=True)
        )
        text = f"settled {self.number}"
        if permitted:
            self.workspace.settle(changed, [line(0, text=text)])
            self.texts.append(text)
            for row in changed:
                self.put(row)
        else:
            with pytest.raises(BugError):
                self.workspace.settle(changed, [line(0, text=text)])

    @rule(minutes=st.integers(1, 3))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def crash_and_recover(self) -> None:
        self.workspace.close()
        self.workspace = open_workspace(self.folder, clock=clock)
        recovered = self.workspace.recover(self.now)
        assert [row.id for row in recovered] == [row.id for row in self.rows if row.state is S.SENDING]
        for row in recovered:
            assert row.state is S.UNKNOWN
            self.put(row)
            self.texts.append(row.note)

    # ---------------------------------------------------------------- what always holds

    @invariant()
    def both_agree(self) -> None:
        assert self.workspace.effects() == self.rows
        assert self.workspace.effects(open_only=True) == [row for row in self.rows if row.state in OPEN]
        assert [told.text for told in self.workspace.journal(limit=10_000)] == self.texts[::-1]
        for number in ACCOUNTS:
            targets = self.workspace.open_effect_targets(account_id(number))
            assert targets == {row.target_id: row for row in self.rows
                               if row.account_id == account_id(number) and row.state in OPEN}  # fmt: skip


TestOutbox = OutboxMachine.TestCase
TestOutbox.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
