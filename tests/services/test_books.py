"""The runner's books (unknown rows, delivered documents), standings, freshness: what is due, when, and for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from muhr.domain.effects import EffectState
from muhr.domain.events import Step
from muhr.services.freshness import Freshness
from muhr.services.line import PATIENCE
from muhr.services.pending import CONFIRM_AGAIN, CONFIRM_PAUSE, CONFIRM_TRIES, Confirmations, UnknownRows
from muhr.services.reconcile import CANNOT_TELL
from muhr.services.standing import STEP_OF, standing_of

SECOND = timedelta(seconds=1)


def test_unknown_rows_are_due_at_once_or_at_their_own_moment(make_effect, now) -> None:
    rows = UnknownRows()
    first = make_effect(EffectState.UNKNOWN, id="1" * 32)
    later = make_effect(EffectState.UNKNOWN, id="2" * 32, not_before=now + SECOND)
    person = make_effect(EffectState.UNKNOWN, id="3" * 32, code=CANNOT_TELL)
    for row in (later, first, person):
        rows.put(row, now)
    assert len(rows) == 3
    assert rows.due(now, 9) == [first]
    assert rows.due(now + SECOND, 9) == [later, first]
    assert rows.due(now + SECOND, 1) == [later]
    assert rows.next_due(now) == now
    assert rows.due_at(person.id) is None
    rows.ask_now(now)
    assert {row.id for row in rows.due(now, 9)} == {first.id, later.id, person.id}


def test_a_row_that_was_struck_off_is_not_the_same_any_more(make_effect, now) -> None:
    rows = UnknownRows()
    row = make_effect(EffectState.UNKNOWN)
    rows.put(row, now)
    assert rows.same(row)
    assert row.id in rows
    assert rows.take_out(row.id) is row
    assert not rows.same(row)
    assert rows.take_out(row.id) is None
    rows.put_off([row], now + SECOND)
    assert rows.next_due(now) is None


def test_a_question_without_answer_is_put_off(make_effect, now) -> None:
    rows = UnknownRows()
    row = make_effect(EffectState.UNKNOWN)
    rows.put(row, now)
    rows.put_off([row], now + SECOND)
    assert rows.due(now, 9) == []
    assert rows.next_due(now) == now + SECOND


def test_delivered_documents_are_gathered_for_one_question(make_effect, now) -> None:
    book = Confirmations()
    effects = [make_effect(EffectState.DONE, id=f"{number:032x}", target_id=f"{number:x}") for number in range(3)]
    for effect in effects:
        book.add(effect, now)
    assert book.take(now, 10, hurry=False) == []
    assert [row.effect for row in book.take(now, 10, hurry=True)] == effects
    assert [row.effect for row in book.take(now, 3, hurry=False)] == effects, "a full chunk does not wait"
    assert len(book.take(now, 2, hurry=False)) == 2
    assert len(book.take(now + CONFIRM_PAUSE, 10, hurry=False)) == 3
    assert book.targets() == {"0", "1", "2"}


def test_a_status_is_read_so_often_and_then_given_up(make_effect, now) -> None:
    book = Confirmations()
    book.add(make_effect(EffectState.DONE), now)
    tries = 1
    while book.again(book.rows()[0], now):
        tries += 1
        assert book.take(now, 10, hurry=True) == [], "a second try is not hurried"
        assert book.next_due(now) == now + CONFIRM_AGAIN
    assert tries == CONFIRM_TRIES
    book.finish(book.rows()[0])
    assert len(book) == 0
    assert book.next_due(now) is None


@pytest.mark.parametrize("state", list(EffectState))
def test_every_state_has_a_step(make_effect, now, state: EffectState) -> None:
    standing = standing_of(make_effect(state), due=None, now=now)
    assert standing.step is STEP_OF[state]
    ends = {EffectState.REFUSED, EffectState.ABANDONED, EffectState.CANCELLED}
    assert standing.resting is (state in ends)


def test_a_row_that_moves_too_late_is_at_rest(make_effect, now) -> None:
    row = make_effect(EffectState.UNKNOWN)
    assert not standing_of(row, due=now + PATIENCE, now=now).resting
    assert standing_of(row, due=now + PATIENCE + SECOND, now=now).resting
    assert standing_of(make_effect(EffectState.UNKNOWN, code=CANNOT_TELL), due=None, now=now).resting
    assert standing_of(row, due=now, now=now).step is Step.UNKNOWN


def test_an_old_list_never_wins() -> None:
    freshness = Freshness()
    before = freshness.mark()
    with freshness.guard:
        freshness.touch(["AB"])
    after = freshness.mark()
    with freshness.guard:
        assert freshness.touched_since(before, "ab")
        assert not freshness.touched_since(after, "ab")
        assert not freshness.touched_since(before, "cd")
