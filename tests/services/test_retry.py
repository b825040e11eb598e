"""What follows an attempt to send: every class of error, and every wait."""

from __future__ import annotations

from datetime import timedelta

import pytest

from muhr.domain.effects import EffectState, Receipt
from muhr.domain.errors import (
    AnswerUnreadable,
    BugError,
    Cancelled,
    KeyAccessError,
    MuhrError,
    OutcomeUnknown,
    ProviderError,
    Refused,
    StorageFull,
    Throttled,
    Unauthorised,
    Unreachable,
)
from muhr.services.outcomes import Failure, Success, attempt
from muhr.services.retry import ANSWER_LIMIT, RetryPolicy, after_sending, unsent

POLICY = RetryPolicy(base=timedelta(seconds=1), cap=timedelta(seconds=60))


def sent(make_effect, now, answer, **changes: object):
    return after_sending(make_effect(EffectState.SENDING, attempts=1, **changes), answer, now, 0.5, POLICY)


def test_a_receipt_is_done(make_effect, now) -> None:
    after = sent(make_effect, now, Success(Receipt(answer=b"0", remote_id="7", code="0", note="ok")))
    assert (after.state, after.settled, after.remote_id, after.code) == (EffectState.DONE, now, "7", "0")
    assert (after.answer, after.note, after.not_before) == (b"0", "ok", None)


def test_a_receipt_without_an_id_keeps_the_known_one(make_effect, now) -> None:
    assert sent(make_effect, now, Success(Receipt(answer=b"")), remote_id="9").remote_id == "9"


def test_a_long_answer_is_cut(make_effect, now) -> None:
    assert len(sent(make_effect, now, Success(Receipt(answer=b"x" * 100_000))).answer) == ANSWER_LIMIT


def test_a_refusal_is_kept_with_its_reason(make_effect, now) -> None:
    after = sent(make_effect, now, Failure(Refused("The balance is too low.", code="provider-balance", raw=b"1")))
    assert (after.state, after.code, after.note) == (
        EffectState.REFUSED,
        "provider-balance",
        "The balance is too low.",
    )
    assert (after.answer, after.settled) == (b"1", now)


@pytest.mark.parametrize("error", [Unreachable("no line"), Unauthorised("no login")])
def test_what_never_left_is_queued_again_and_held_by_the_line(make_effect, now, error: MuhrError) -> None:
    after = sent(make_effect, now, Failure(error))
    assert (after.state, after.not_before, after.code) == (EffectState.QUEUED, None, error.code)


def test_a_throttled_row_waits_for_the_providers_moment(make_effect, now) -> None:
    until = now + timedelta(seconds=30)
    assert sent(make_effect, now, Failure(Throttled("slowly", until=until))).not_before == until
    after = sent(make_effect, now, Failure(Throttled("slowly")))
    assert after.state is EffectState.QUEUED
    assert after.not_before == now + timedelta(seconds=0.75)


@pytest.mark.parametrize(
    "error",
    [
        OutcomeUnknown("cut", raw=b"half"),
        AnswerUnreadable("what?"),
        ProviderError("odd"),
        BugError("ours"),
        StorageFull("full"),
        Cancelled("no"),
        KeyAccessError("key"),
    ],
)
def test_everything_else_is_unknown_and_never_lost(make_effect, now, error: MuhrError) -> None:
    after = sent(make_effect, now, Failure(error), asked=3)
    assert (after.state, after.asked, after.not_before, after.code) == (EffectState.UNKNOWN, 0, None, error.code)


def test_the_bytes_are_the_same_in_every_state(make_effect, now) -> None:
    before = make_effect()
    for answer in (Success(Receipt(answer=b"")), Failure(Refused("no")), Failure(OutcomeUnknown("?"))):
        after = sent(make_effect, now, answer)
        assert (after.payload, after.payload_sha256, after.key) == (before.payload, before.payload_sha256, before.key)


def test_a_claim_that_was_not_used_does_not_count(make_effect, now) -> None:
    after = unsent(make_effect(EffectState.SENDING, attempts=3, sent=now))
    assert (after.state, after.attempts, after.sent) == (EffectState.QUEUED, 2, None)


# ------------------------------------------------------------------ waits


def test_waits_double_up_to_the_cap() -> None:
    waits = [POLICY.delay(attempt, 1.0).total_seconds() for attempt in range(1, 9)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert POLICY.delay(0, 1.0) == POLICY.delay(1, 1.0)
    assert POLICY.delay(10_000, 1.0) == POLICY.cap


def test_jitter_spreads_a_wait_over_its_second_half() -> None:
    assert POLICY.delay(3, 0.0) == timedelta(seconds=2)
    assert POLICY.delay(3, 1.0) == timedelta(seconds=4)


def test_the_providers_word_counts_but_never_less_than_our_own_pause(now) -> None:
    soon = Throttled("", until=now)
    assert POLICY.when(soon, 1, now, 1.0) == now + timedelta(seconds=1)
    assert POLICY.when(Throttled("", until=now + timedelta(minutes=9)), 1, now, 1.0) == now + timedelta(minutes=9)
    assert POLICY.when(Unreachable(""), 2, now, 1.0) == now + timedelta(seconds=2)
    assert POLICY.when(Unauthorised(""), 1, now, 1.0) is None


# ------------------------------------------------------------------ exceptions become outcomes


def test_our_own_errors_pass_as_they_are() -> None:
    error = Refused("no")

    def work() -> None:
        raise error

    answer = attempt(work)
    assert isinstance(answer, Failure)
    assert answer.error is error
    assert not answer.bug


def test_foreign_errors_become_bugs_without_their_text() -> None:
    def work() -> None:
        raise ValueError("the password is hunter2")

    answer = attempt(work)
    assert isinstance(answer, Failure)
    assert answer.bug
    assert "hunter2" not in str(answer.error)
    assert "hunter2" not in repr(answer.error.facts)
    assert "ValueError in test_retry.py" in str(answer.error)
    assert isinstance(answer.error.__cause__, ValueError)


def test_a_value_is_a_success() -> None:
    assert attempt(lambda: 7) == Success(7)
