"""The person at the desk: a wrong password, no answer, stop, closing."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from sandbox_desk import Office, Refusing, Typed, until

from muhr.domain.effects import EffectState
from muhr.domain.errors import Cancelled, InputError, KeyExpired, WrongPassword
from muhr.domain.events import Event, SigningFinished, SigningProgress, Step
from muhr.domain.findings import FindingCode
from muhr.domain.prompts import PasswordRequest
from muhr.services.question import PasswordQuestion


def test_a_wrong_password_ends_the_run_at_once_with_nothing_queued(office: Office) -> None:
    refs = office.refs(5)
    prompts = Typed("not the password")
    run = office.desk.sign(refs, office.key(), prompts)
    with pytest.raises(WrongPassword):
        run.wait(30)
    assert len(prompts.requests) == 1, "never tried twice by itself"
    assert prompts.given[0] == bytes(len("not the password"))
    assert office.effects() == []
    assert {(one.step, one.code) for one in run.outcomes} == {(Step.FAILED, "key-wrong-password")}
    (finished,) = office.ear.of(SigningFinished)
    assert finished.error_code == "key-wrong-password"
    assert {one.step for one in office.sign(list(run.failed)).wait(30)} == {Step.CONFIRMED}


def test_cancelling_the_password_skips_everything(office: Office) -> None:
    run = office.desk.sign(office.refs(2), office.key(), Refusing())
    with pytest.raises(Cancelled):
        run.wait(30)
    assert {one.step for one in run.outcomes} == {Step.SKIPPED}
    assert office.effects() == []


class Slow:
    """Somebody who answers only when told to."""

    def __init__(self, password: str) -> None:
        self.asked, self.answer, self.given = threading.Event(), threading.Event(), threading.Event()
        self.password = bytearray(password.encode())

    def ask_password(self, request: PasswordRequest) -> bytearray:
        self.asked.set()
        self.answer.wait(30)
        self.given.set()
        return self.password


def test_stopping_while_the_password_is_asked_ends_the_run_and_a_late_answer_is_overwritten(office: Office) -> None:
    prompts = Slow("late")
    run = office.desk.sign(office.refs(2), office.key(), prompts)
    assert prompts.asked.wait(30)
    run.stop()
    with pytest.raises(Cancelled):
        run.wait(30)
    prompts.answer.set()
    until(lambda: prompts.password == bytes(4))


def test_a_question_nobody_answers_ends_by_itself(office: Office) -> None:
    prompts = Slow("later")
    question = PasswordQuestion(prompts, PasswordRequest(key=office.key(), purpose="Sign"))
    with pytest.raises(Cancelled) as caught:
        question.ask(deadline=0.01)
    assert caught.value.code == "question-timeout"
    prompts.answer.set()


def test_stop_signs_nothing_further_and_still_delivers_what_is_signed(office: Office) -> None:
    office.control("documents", {"count": 60, "company": office.accounts[0].company.tax_id})
    office.refresh()
    refs = office.refs(60)
    signed = threading.Event()

    def hear(event: Event) -> None:
        if isinstance(event, SigningProgress) and event.step is Step.SIGNED:
            signed.set()

    office.desk.subscribe(hear)
    run = office.sign(refs)
    assert signed.wait(30)
    run.stop()
    outcomes = run.wait(30)
    steps = {one.step for one in outcomes}
    assert steps == {Step.CONFIRMED, Step.SKIPPED}
    done = {one.ref for one in outcomes if one.step is Step.CONFIRMED}
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in done), 1)
    assert set(run.failed) == set(refs) - done
    assert {one.step for one in office.sign(list(run.failed)).wait(60)} == {Step.CONFIRMED}


def test_closing_in_the_middle_loses_nothing(open_office) -> None:
    office = open_office()
    office.control("documents", {"count": 60, "company": office.accounts[0].company.tax_id})
    office.refresh()
    refs = office.refs(60)
    office.control("latency", {"ms": 20, "method": "SignDocument"})
    run = office.sign(refs)
    office.ear.wait_for(lambda events: any(getattr(event, "step", None) is Step.DELIVERED for event in events))
    office.close()
    outcomes = {one.ref: one for one in run.wait(0)}
    office.control("latency", {"ms": 0, "method": "SignDocument"})
    assert {one.step for one in outcomes.values()} <= {Step.CONFIRMED, Step.DELIVERED, Step.QUEUED, Step.SKIPPED}
    counted = {ref.remote_id for ref in refs if outcomes[ref].step in {Step.CONFIRMED, Step.DELIVERED}}
    assert office.signatures() == dict.fromkeys(counted, 1)
    again = open_office()
    assert {effect.state for effect in again.effects()} <= {EffectState.DONE, EffectState.QUEUED, EffectState.SENDING}
    again.run_outbox()
    assert set(again.states()) == {EffectState.DONE}
    kept = {ref.remote_id for ref in refs if outcomes[ref].step is not Step.SKIPPED}
    assert again.signatures() == dict.fromkeys(kept, 1)


def test_closing_twice_does_no_harm(office: Office) -> None:
    office.close()
    office.close()


def test_closing_with_an_open_question_does_not_hang(open_office) -> None:
    office = open_office()
    office.refresh()
    prompts = Slow("later")
    run = office.desk.sign(office.refs(1), office.key(), prompts)
    assert prompts.asked.wait(30)
    office.desk.close(10)
    with pytest.raises(Cancelled):
        run.wait(0)
    prompts.answer.set()


def test_what_an_alias_promised_is_judged_again_by_the_certificate(office: Office) -> None:
    """A list entry may name the right company while the certificate inside belongs to another one."""
    entry = office.key(1)
    assert entry.identity is not None
    pretending = replace(entry, identity=replace(entry.identity, tax_id=office.accounts[0].company.tax_id))
    run = office.desk.sign(office.refs(2), pretending, office.typed(1))
    outcomes = run.wait(30)
    assert {(one.step, one.code) for one in outcomes} == {(Step.FAILED, FindingCode.WRONG_SIGNER.value)}
    assert office.effects() == []


def test_a_key_that_turns_out_to_have_expired_ends_the_run(office: Office) -> None:
    keys = office.desk.keyring.keys([])
    expired = next(key for key in keys if key.reason == "expired")
    password = next(key["password"] for key in office.info["keys"] if key["path"] == expired.id)
    run = office.desk.sign(office.refs(2), replace(expired, identity=None), Typed(password))
    with pytest.raises(KeyExpired):
        run.wait(30)
    assert office.effects() == []


def test_waiting_has_a_deadline(office: Office) -> None:
    prompts = Slow("x")
    run = office.desk.sign(office.refs(1), office.key(), prompts)
    with pytest.raises(TimeoutError):
        run.wait(0.01)
    run.stop()
    prompts.answer.set()


def test_documents_and_accounts_that_are_gone_fail_with_a_reason(office: Office) -> None:
    (ref,) = office.refs(1)
    gone = replace(ref, remote_id="f" * 32)
    run = office.sign([gone, ref])
    outcomes = {one.ref: one for one in run.wait(30)}
    assert outcomes[gone].code == "document-unknown"
    assert outcomes[ref].step is Step.CONFIRMED
    with pytest.raises(InputError):
        office.desk.refresh(["0" * 32])
