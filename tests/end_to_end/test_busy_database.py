"""Another program holds the database for a while (a backup, a virus scanner): the outbox waits, and goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from sandbox_desk import Office

from muhr.domain.effects import EffectState
from muhr.domain.events import EffectChanged, Step, WorkerTrouble
from muhr.workspace import engine
from muhr.workspace.store import DATABASE_FILE


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, open_office: Callable[..., Office]) -> Office:
    """An office whose database calls give up after a moment, not after ten seconds."""
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    office = open_office(accounts=1)
    office.refresh()
    return office


def test_outcomes_wait_until_they_can_be_stored(impatient: Office) -> None:
    office = impatient
    refs = office.refs(4)
    office.control("settings", {"sign_twice": "accept"})
    office.control("latency", {"ms": 300, "method": "SignDocument"})
    run = office.sign(refs)
    office.ear.wait_for(lambda _: sending(office) == 4)
    with closing(sqlite3.connect(office.folder / DATABASE_FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        # The answers come after 300 ms; then one try after the other waits for the lock.
        with pytest.raises(TimeoutError):
            run.wait(0.8)
        assert office.ear.of(WorkerTrouble) == []
        other.execute("ROLLBACK")
    assert {outcome.step for outcome in run.wait(60)} == {Step.CONFIRMED}
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)


def test_rows_that_cannot_be_claimed_now_are_claimed_later(impatient: Office) -> None:
    office = impatient
    refs = office.refs(3)
    office.control("faults", {"faults": [{"method": "SignDocument", "kind": "http_401_before", "every": 1}]})
    office.sign(refs).wait(60)
    assert office.states() == {EffectState.QUEUED: 3}
    office.control("faults", method="DELETE")
    with closing(sqlite3.connect(office.folder / DATABASE_FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        office.desk.run_outbox()
        office.ear.wait_for(
            lambda _: any(event.error_code == "workspace-locked" for event in office.ear.of(WorkerTrouble))
        )
        sentence = office.desk.next_step(office.effects()[0], office.effects()[0].created)
        assert sentence
        other.execute("ROLLBACK")
    office.ear.wait_for(lambda _: office.states() == {EffectState.DONE: 3})
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)


def sending(office: Office) -> int:
    return sum(event.effect.state is EffectState.SENDING for event in office.ear.of(EffectChanged))
