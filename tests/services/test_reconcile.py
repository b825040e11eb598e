"""What follows from a provider's word on an unknown effect, and from a person's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from muhr.domain.effects import EffectState, Fate, FateKind
from muhr.domain.errors import BugError
from muhr.services.reconcile import (
    CANNOT_TELL,
    NOT_DONE_ONCE,
    RUNNING,
    Decision,
    after_asking,
    after_decision,
    waits_for_person,
)
from muhr.services.retry import RetryPolicy

GRACE = timedelta(seconds=10)
POLICY = RetryPolicy(grace=GRACE)
NOT_DONE = Fate(kind=FateKind.NOT_DONE)


def ask(effect, fate: Fate, at):
    return after_asking(effect, fate, at, 1.0, POLICY)


@pytest.fixture
def unknown(make_effect):
    return make_effect(EffectState.UNKNOWN, attempts=1, code="provider-outcome-unknown", note="cut")


def test_done_there_is_done_here(unknown, now) -> None:
    after = ask(unknown, Fate(kind=FateKind.DONE, code="status-21", remote_id="5", answer=b"{}"), now)
    assert (after.state, after.settled, after.code, after.remote_id) == (EffectState.DONE, now, "status-21", "5")
    assert (after.asked, after.answer) == (1, b"{}")


def test_refused_there_is_refused_here(unknown, now) -> None:
    after = ask(unknown, Fate(kind=FateKind.REFUSED, note="Rejected meanwhile."), now)
    assert (after.state, after.settled, after.note) == (EffectState.REFUSED, now, "Rejected meanwhile.")


def test_not_there_must_be_said_twice_a_grace_apart(unknown, now) -> None:
    once = ask(unknown, NOT_DONE, now)
    assert (once.state, once.code, once.not_before) == (EffectState.UNKNOWN, NOT_DONE_ONCE, now + GRACE)
    early = ask(once, NOT_DONE, now + GRACE - timedelta(milliseconds=1))
    assert (early.state, early.not_before, early.asked) == (EffectState.UNKNOWN, now + GRACE, 2)
    twice = ask(early, NOT_DONE, now + GRACE)
    assert (twice.state, twice.payload, twice.not_before) == (EffectState.QUEUED, unknown.payload, None)


def test_an_answer_in_between_starts_the_count_anew(unknown, now) -> None:
    once = ask(unknown, NOT_DONE, now)
    running = ask(once, Fate(kind=FateKind.RUNNING), now + GRACE)
    assert (running.state, running.code) == (EffectState.UNKNOWN, RUNNING)
    again = ask(running, NOT_DONE, now + 2 * GRACE)
    assert (again.state, again.code) == (EffectState.UNKNOWN, NOT_DONE_ONCE)


def test_a_row_that_was_sent_again_and_lost_again_is_asked_twice_again(unknown, make_effect, now) -> None:
    resent = make_effect(EffectState.UNKNOWN, attempts=2, code="provider-outcome-unknown")
    once = ask(resent, NOT_DONE, now)
    assert once.state is EffectState.UNKNOWN
    later = ask(once, NOT_DONE, now + GRACE)
    assert (later.state, later.not_before) == (EffectState.QUEUED, now + GRACE + POLICY.delay(1, 1.0))


def test_still_running_is_asked_ever_more_rarely(unknown, now) -> None:
    first = ask(unknown, Fate(kind=FateKind.RUNNING), now)
    second = ask(first, Fate(kind=FateKind.RUNNING), now)
    assert first.not_before == now + timedelta(seconds=1)
    assert second.not_before == now + timedelta(seconds=2)


def test_what_cannot_be_told_waits_for_a_person(unknown, now) -> None:
    after = ask(unknown, Fate(kind=FateKind.CANNOT_TELL), now)
    assert (after.state, after.code, after.not_before) == (EffectState.UNKNOWN, CANNOT_TELL, None)
    assert waits_for_person(after)
    assert not waits_for_person(unknown)


@pytest.mark.parametrize(
    ("decision", "state", "settled"),
    [
        (Decision.DONE, EffectState.DONE, True),
        (Decision.ABANDON, EffectState.ABANDONED, True),
        (Decision.RESEND, EffectState.QUEUED, False),
    ],
)
def test_a_person_decides(unknown, now, decision: Decision, state: EffectState, settled: bool) -> None:
    after = after_decision(unknown, decision, now)
    assert after.state is state
    assert after.settled == (now if settled else None)
    assert after.note.startswith("Decided by a person")
    assert (after.payload, after.key) == (unknown.payload, unknown.key)


@pytest.mark.parametrize("state", [state for state in EffectState if state is not EffectState.UNKNOWN])
def test_only_unknown_effects_are_asked_or_decided_about(make_effect, now, state: EffectState) -> None:
    effect = make_effect(state)
    if state is not EffectState.SENDING:  # its table also has done, refused and queued
        with pytest.raises(BugError):
            after_decision(effect, Decision.ABANDON, now)
    if state not in {EffectState.SENDING, EffectState.QUEUED}:
        with pytest.raises(BugError):
            ask(effect, Fate(kind=FateKind.DONE), now)
