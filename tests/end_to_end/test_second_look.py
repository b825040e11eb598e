"""A second look at the whole: what a person, a colleague or the provider does at the wrong moment."""

from __future__ import annotations

import contextlib
import signal
import sqlite3
import sys
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pytest
from sandbox_desk import Office, replaced

from muhr.bootstrap.assembly import connect
from muhr.bootstrap.demo import account_of
from muhr.domain.documents import DocumentRef
from muhr.domain.effects import EffectState, FateKind
from muhr.domain.errors import InputError
from muhr.domain.events import EffectChanged, SigningProgress, Step, WorkerTrouble
from muhr.domain.money import Money
from muhr.domain.parties import Party
from muhr.services.desk import Decision
from muhr.workspace import engine

SIGN = "SignDocument"


def test_a_document_of_an_account_that_is_gone_does_not_hold_up_the_others(office: Office) -> None:
    refs = office.refs(2)
    gone = DocumentRef("f" * 32, "ab" * 16)
    outcomes = {one.ref: one for one in office.sign([refs[0], gone, refs[1]]).wait(30)}
    assert (outcomes[gone].step, outcomes[gone].code) == (Step.FAILED, "document-unknown")
    assert {outcomes[ref].step for ref in refs} == {Step.CONFIRMED}
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)


def test_a_run_ends_when_its_account_is_removed_meanwhile(office: Office) -> None:
    (ref,) = office.refs(1)
    office.control("faults", {"faults": [{"method": "GetDocumentStatus", "kind": "slow_running", "every": 1}]})
    run = office.sign([ref])
    office.ear.wait_for(
        lambda events: any(isinstance(one, SigningProgress) and one.step is Step.DELIVERED for one in events)
    )
    office.desk.remove_account(ref.account_id)
    (outcome,) = run.wait(30)
    assert outcome.step is Step.DELIVERED
    assert outcome.note.startswith("Delivered")
    assert not office.desk.busy


def test_what_has_changed_since_it_was_shown_is_not_signed(office: Office) -> None:
    refs = office.refs(3)
    shown = office.desk.review(refs, None)
    one = office.desk.workspace.document(refs[0].account_id, refs[0].remote_id)
    assert one is not None
    assert one.total is not None
    dearer = replace(one, total=Money(one.total.currency, one.total.amount * Decimal(1000)))
    office.desk.workspace.save_documents([dearer])
    office.desk.review(refs, None)  # somebody else looks, behind the open sheet
    outcomes = office.desk.sign(refs, office.key(), office.typed(), shown=shown).wait(30)
    assert [outcome.step for outcome in outcomes] == [Step.FAILED, Step.CONFIRMED, Step.CONFIRMED]
    assert "changed since it was shown" in outcomes[0].note
    assert set(office.signatures()) == {ref.remote_id for ref in refs[1:]}


def test_evidence_keeps_what_was_shown_and_a_document_signed_meanwhile_is_left_out(office: Office) -> None:
    refs = office.refs(2)
    shown = office.desk.review(refs, None)
    assert office.sign(refs[:1]).wait(30)[0].step is Step.CONFIRMED
    first, second = office.desk.sign(refs, office.key(), office.typed(), shown=shown).wait(30)
    assert (first.step, first.code) == (Step.FAILED, "not-signable")
    evidence = office.desk.workspace.evidence(second.effect_id)
    assert evidence is not None
    assert shown.documents[1].number in evidence.displayed
    assert set(office.signatures().values()) == {1}


def test_one_company_has_one_account_at_a_provider_and_keeps_it_while_rows_are_open(office: Office) -> None:
    account, credentials = account_of(office.info["accounts"][0], office.info)
    twin = replaced(account, id=uuid.uuid4().hex, login="somebody-else")
    with pytest.raises(InputError) as caught:
        office.desk.save_account(twin, credentials)
    assert caught.value.code == "account-twice"
    assert twin.id not in {one.id for one in office.desk.workspace.accounts()}

    office.control("faults", {"faults": [{"method": SIGN, "kind": "http_401_before", "every": 1}]})
    office.sign(office.refs(2)).wait(30)
    other = Party(country=account.company.country, tax_id="200000099", name="Boshqa MChJ")
    with pytest.raises(InputError) as caught:
        office.desk.save_account(replaced(account, company=other), credentials)
    assert caught.value.code == "account-busy"

    taken = office.desk.cancel(office.effects()[0].id)
    assert taken.attempts
    assert "earlier attempt" in taken.note, "a row that was tried before is not called unsent"
    office.control("faults", method="DELETE")
    office.desk.save_account(replaced(account, login=account.login), credentials)
    office.ear.wait_for(lambda _: office.states() == {EffectState.CANCELLED: 1, EffectState.DONE: 1})
    (future,) = office.desk.run_outbox([account.id])
    assert not future.cancel(), "nobody can cancel the runner's promise under its hands"
    assert future.result(30) == 0


def test_a_no_to_a_repeat_does_not_hide_that_the_first_attempt_arrived(office: Office) -> None:
    (ref,) = office.refs(1)
    office.sign([ref]).wait(30)
    (effect,) = office.effects()
    office.control("settings", {"accounts": {office.accounts[0].company.tax_id: "balance-low"}})
    provider = connect(*account_of(office.info["accounts"][0], office.info))
    receipt = provider.send(replace(effect, state=EffectState.SENDING, attempts=2))
    provider.close()
    assert receipt.code == "already"
    assert office.signatures() == {ref.remote_id: 1}


def test_before_bytes_leave_again_it_is_asked_who_has_signed(office: Office) -> None:
    (ref,) = office.refs(1)
    office.control("faults", {"faults": [{"method": SIGN, "kind": "drop_before", "nth": 1}]})
    office.sign([ref]).wait(30)
    assert office.control("faults", method="GET")["requests"]["GetDetails"] == 2, "as often as the status"
    (effect,) = office.effects()
    provider = connect(*account_of(office.info["accounts"][0], office.info))
    assert provider.fates([effect])[effect.id].kind is FateKind.DONE
    provider.close()


def test_a_person_s_word_and_the_provider_s_never_cross(office: Office) -> None:
    """Two decisions at once: one counts, the other is told; nothing is sent twice."""
    refs = office.refs(6)
    faults = [
        {"method": SIGN, "kind": "drop_before", "every": 1, "times": 6},
        {"method": "GetDocumentStatus", "kind": "http_500_before", "every": 1},
    ]
    office.control("settings", {"sign_twice": "accept"})
    office.control("faults", {"faults": faults})
    office.sign(refs).wait(60)
    unknown = [effect for effect in office.effects() if effect.state is EffectState.UNKNOWN]
    assert unknown
    office.control("faults", method="DELETE")

    def resolve(effect_id: str) -> None:
        with contextlib.suppress(InputError):  # somebody was faster
            office.desk.resolve(effect_id, Decision.RESEND)

    with ThreadPoolExecutor(4) as pool:
        asked = pool.submit(office.run_outbox)
        list(pool.map(resolve, [effect.id for effect in unknown for _ in range(2)]))
        asked.result(60)
    office.run_outbox()
    office.ear.wait_for(lambda _: office.states() == {EffectState.DONE: 6})
    assert set(office.signatures().values()) == {1}
    for effect in unknown:
        told = [one.effect.state for one in office.ear.of(EffectChanged) if one.effect.id == effect.id]
        assert told[-1] is EffectState.DONE


@pytest.mark.parametrize("when", [Step.SIGNED, Step.DELIVERED], ids=lambda step: step.value)
def test_a_foreign_program_that_holds_the_database_for_a_while_costs_nothing(
    open_office: Callable[..., Office], monkeypatch: pytest.MonkeyPatch, when: Step
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    office = open_office()
    office.refresh()
    refs = office.refs(6)
    office.control("settings", {"sign_twice": "accept"})
    office.control("latency", {"ms": 30, "method": SIGN})
    blocker = sqlite3.connect(office.folder / "muhr.sqlite3", check_same_thread=False, isolation_level=None)
    freed = threading.Timer(0.6, lambda: blocker.execute("COMMIT"))

    def hear(event: object) -> None:
        mine = isinstance(event, EffectChanged) and event.effect.state is EffectState.SENDING
        if mine and not blocker.in_transaction and not freed.is_alive() and not freed.finished.is_set():
            blocker.execute("BEGIN EXCLUSIVE" if when is Step.DELIVERED else "BEGIN IMMEDIATE")
            freed.start()

    office.desk.subscribe(hear)
    office.sign(refs).wait(30)
    freed.join()
    blocker.close()
    office.ear.wait_for(lambda _: set(office.states()) == {EffectState.DONE})
    signed = {effect.target_id for effect in office.effects()}
    assert office.signatures() == dict.fromkeys(signed, 1)
    assert not [one for one in office.ear.of(WorkerTrouble) if one.bug]


@pytest.mark.skipif(sys.platform == "win32", reason="the disk is filled by a limit on file sizes")
def test_a_disk_that_fails_after_the_answer_leaves_an_open_question(
    open_office: Callable[..., Office],
) -> None:
    import resource

    office = open_office()
    office.refresh()
    refs = office.refs(1)
    office.control("settings", {"sign_twice": "accept"})
    before, ignored = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def hear(event: object) -> None:
        if isinstance(event, EffectChanged) and event.effect.state is EffectState.SENDING:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))

    office.desk.subscribe(hear)
    try:
        outcomes = office.sign(refs).wait(30)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert {one.step for one in outcomes} == {Step.UNKNOWN}
    assert all("could not be saved" in one.note for one in outcomes)
    office.close()
    again = open_office()
    again.run_outbox()
    assert again.states() == {EffectState.DONE: 1}
    assert again.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)
