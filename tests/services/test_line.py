"""When an account's line is held, for how long, and what opens it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from muhr.domain.errors import BugError, OutcomeUnknown, Refused, StorageFull, Throttled, Unauthorised, Unreachable
from muhr.services.line import DOUBT_LIMIT, PATIENCE, Line
from muhr.services.outcomes import Failure, Success
from muhr.services.retry import RetryPolicy
from muhr.services.standing import hold_note

SECOND = timedelta(seconds=1)
DOWN = Failure(Unreachable("No line."))
FINE = Success(None)


@pytest.fixture
def line() -> Line:
    return Line(RetryPolicy(base=SECOND))


def test_a_line_is_open_at_first(line, now) -> None:
    assert line.is_open(now)
    assert not line.doubtful


def test_one_failure_is_a_short_pause_two_are_a_rest(line, now) -> None:
    line.heard(DOWN, now, 1.0)
    assert (line.hold.until, line.hold.resting) == (now + SECOND, False)
    assert not line.is_open(now)
    assert line.is_open(now + SECOND)
    assert line.reopen(now + SECOND)
    assert line.doubtful, "the next row goes alone"
    line.heard(DOWN, now + SECOND, 1.0)
    assert (line.hold.until, line.hold.resting) == (now + 3 * SECOND, True)


def test_several_lanes_that_fail_together_count_once(line, now) -> None:
    for _ in range(4):
        line.heard(DOWN, now, 1.0)
    assert line.hold.until == now + SECOND


@pytest.mark.parametrize("answer", [FINE, Failure(Refused("no"))])
def test_any_answer_of_the_provider_opens_the_line(line, now, answer) -> None:
    line.heard(DOWN, now, 1.0)
    line.heard(answer, now, 1.0)
    assert line.is_open(now)
    assert not line.doubtful


def test_a_refused_login_waits_for_a_person(line, now) -> None:
    line.heard(Failure(Unauthorised("Wrong password.")), now, 1.0)
    line.heard(FINE, now, 1.0)  # a call that was under way
    assert not line.is_open(now + timedelta(days=9))
    assert line.hold.resting
    assert line.lift()
    assert line.is_open(now)


def test_throttling_lasts_until_the_providers_moment_even_for_a_person(line, now) -> None:
    until = now + 5 * SECOND
    line.heard(Failure(Throttled("slowly", until=until)), now, 1.0)
    line.heard(Failure(Throttled("slowly", until=now + SECOND)), now, 1.0)
    line.heard(FINE, now, 1.0)
    assert line.hold.until == until
    assert not line.hold.resting
    assert not line.lift()
    assert line.reopen(until)


def test_a_long_throttling_ends_a_run(line, now) -> None:
    line.heard(Failure(Throttled("slowly", until=now + 2 * PATIENCE)), now, 1.0)
    assert line.hold.resting


@pytest.mark.parametrize("error", [OutcomeUnknown("500"), BugError("ours")])
def test_many_unknown_outcomes_in_a_row_rest_the_line(line, now, error) -> None:
    for _ in range(DOUBT_LIMIT - 1):
        line.heard(Failure(error), now, 1.0)
    assert line.is_open(now)
    line.heard(Failure(error), now, 1.0)
    assert line.hold.until == now + SECOND
    assert not line.hold.resting
    assert line.reopen(now + SECOND)
    assert line.doubtful
    line.heard(Failure(error), now, 1.0)
    assert line.hold.resting
    line.heard(FINE, now, 1.0)
    assert not line.doubtful


def test_a_broken_line_opens_only_with_a_restart(line, now) -> None:
    line.break_off(StorageFull("The disk is full."))
    for answer in (FINE, DOWN, Failure(Unauthorised("no"))):
        line.heard(answer, now, 1.0)
    assert line.hold.broken
    assert not line.lift()
    assert not line.is_open(now + timedelta(days=9))


def test_lifting_an_open_line_does_no_harm(line, now) -> None:
    assert line.lift()
    assert not line.reopen(now)


def test_a_line_that_cannot_be_set_up_waits_for_a_person(line, now) -> None:
    line.block(Unauthorised("No password is stored."))
    assert line.hold.until is None
    assert line.lift()


def test_each_hold_is_told_in_its_own_words(line, now) -> None:
    line.heard(DOWN, now, 1.0)
    assert "when the line is back" in hold_note(line.hold)
    line.heard(Failure(Unauthorised("Wrong password.")), now, 1.0)
    assert "once this is settled: Wrong password." in hold_note(line.hold)
    line.break_off(StorageFull("The disk is full."))
    assert "could not be saved: The disk is full." in hold_note(line.hold)
