"""What happens next, in plain English, for every state and hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from muhr.domain.documents import Action
from muhr.domain.effects import EffectState
from muhr.domain.errors import StorageFull, Unauthorised, Unreachable
from muhr.services.line import Hold
from muhr.services.reconcile import CANNOT_TELL, NOT_DONE_ONCE, RUNNING
from muhr.services.runner_ports import journal_line
from muhr.services.wording import next_step, purpose_of, signer_line, title_of

DOWN = Hold(error=Unreachable("Faktura.uz does not answer."))


@pytest.mark.parametrize("state", list(EffectState))
def test_every_state_has_one_calm_sentence(make_effect, now, state: EffectState) -> None:
    for hold in (None, DOWN):
        sentence = next_step(make_effect(state, note="No."), now, hold)
        assert sentence.endswith(".")
        assert sentence[0].isupper()
        assert "!" not in sentence


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "in a moment"), (1, "in a moment"), (20, "in 20 seconds"), (89, "in 89 seconds"), (180, "in 3 minutes")],
)
def test_times_are_told_from_now(make_effect, now, seconds: int, words: str) -> None:
    row = make_effect(not_before=now + timedelta(seconds=seconds))
    assert next_step(row, now) == f"It will be sent {words}."


def test_the_reason_of_a_refusal_is_told(make_effect, now) -> None:
    assert "Balance too low." in next_step(make_effect(EffectState.REFUSED, note="Balance too low."), now)


def test_unknown_rows_tell_how_they_will_be_settled(make_effect, now) -> None:
    def said(**changes: object) -> str:
        return next_step(make_effect(EffectState.UNKNOWN, **changes), now)

    assert "nothing is sent before" in said()
    assert "once more in 10 seconds" in said(code=NOT_DONE_ONCE, not_before=now + timedelta(seconds=10))
    assert "still working" in said(code=RUNNING)
    assert "decide here" in said(code=CANNOT_TELL)


def test_a_hold_is_told_and_what_ends_it(make_effect, now) -> None:
    queued, unknown = make_effect(), make_effect(EffectState.UNKNOWN)
    login = Hold(error=Unauthorised("The password is wrong."))
    broken = Hold(error=StorageFull("The disk is full."), broken=True)
    timed = Hold(error=Unreachable("No line."), until=now + timedelta(seconds=30))
    assert next_step(queued, now, login) == "It is sent once this is settled: The password is wrong."
    assert "started again" in next_step(queued, now, broken)
    assert "the next try is in 30 seconds" in next_step(queued, now, timed)
    assert next_step(unknown, now, timed).startswith("The provider is asked what became of it as soon as")
    person = make_effect(EffectState.UNKNOWN, code=CANNOT_TELL)
    assert "decide here" in next_step(person, now, login)


def test_titles_and_purposes(make_document, director) -> None:
    document = make_document()
    assert title_of(document) == "17 · Xayoliy Ta'minot MChJ · 112\N{NO-BREAK SPACE}000.00\N{NO-BREAK SPACE}UZS"
    assert title_of(make_document(number="", title="Акт", total=None)) == "Акт · Xayoliy Ta'minot MChJ"
    assert purpose_of([document]) == "Sign 1 document for Namuna Savdo MChJ"
    assert purpose_of([document, document]) == "Sign 2 documents for Namuna Savdo MChJ"
    assert signer_line(director) == "NAMUNAYEVA NARGIZA, Namuna Savdo MChJ, 200000011"


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("state", list(EffectState))
def test_the_record_tells_every_step_in_words(make_effect, now, action: Action, state: EffectState) -> None:
    line = journal_line(replace(make_effect(state, note="Why."), action=action), lambda: now)
    assert line.text[0].isupper()
    assert line.text.endswith("(Why.)")
    assert not any(word in line.text for word in (f"{action.value}: ", f"{state.value}: {state.value}"))
