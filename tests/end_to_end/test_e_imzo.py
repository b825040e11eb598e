"""A batch with a key behind E-IMZO, through the services: one window, each document delivered once, or a clean stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from eimzo_kit import Onlooker
from sandbox_desk import Office

from muhr.domain.effects import EffectState
from muhr.domain.errors import Cancelled, KeyUnusable
from muhr.domain.events import Event, SigningProgress, Step
from muhr.domain.findings import FindingCode
from muhr.domain.signatures import KeyEntry, KeyKind, StampMode, Verdict
from muhr.domain.verifying import STAMP_MODE, STAMP_SERVERS
from muhr.sandbox.eimzo import Fault, Person, of_issued
from muhr.sandbox.serve import RunningSandbox
from muhr.sandbox.world.companies import COUNTERPARTIES


@pytest.fixture
def office(open_office: Callable[..., Office]) -> Office:
    opened = open_office(e_imzo=True)
    opened.refresh()
    return opened


def key_of(office: Office, name: str = "DS2000000110001") -> KeyEntry:
    keys = office.desk.keyring.keys(kinds=[KeyKind.E_IMZO])
    return next(key for key in keys if name in {key.name, key.id})


def many(office: Office, count: int) -> list:
    office.control("documents", {"count": count, "company": office.accounts[0].company.tax_id})
    office.refresh()
    return office.refs(count)


def when_signed(office: Office, count: int, act: Callable[[], None]) -> None:
    """Do something when so many documents are signed."""
    seen = set()

    def hear(event: Event) -> None:
        if isinstance(event, SigningProgress) and event.step is Step.SIGNED:
            seen.add(event.ref)
            if len(seen) == count:
                act()

    office.desk.subscribe(hear)


def test_twenty_documents_with_one_window(office: Office, sandbox: RunningSandbox) -> None:
    refs, prompts = many(office, 20), Onlooker()
    run = office.desk.sign(refs, key_of(office), prompts)
    assert [one.step for one in run.wait(60)] == [Step.CONFIRMED] * 20
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)
    program = sandbox.e_imzo.program
    assert program.windows == ["pkcs7.create_pkcs7"]
    assert (program.calls["pfx.load_key"], program.calls["pkcs7.create_pkcs7"]) == (1, 20)
    assert (program.opened, program.overlaps) == (0, 0), "the key is forgotten at the end"
    assert prompts.requests[0].purpose == f"Sign 20 documents for {office.accounts[0].company.name}"
    assert prompts.shown == 0
    for effect in office.effects():
        evidence = office.desk.workspace.evidence(effect.id)
        assert evidence is not None
        assert office.desk.verifier.verify(evidence.message, expected=evidence.content).verdict is Verdict.VALID
        assert "NAMUNAYEV" in evidence.signer
    (batch,) = office.desk.workspace.batches()
    assert "NAMUNAYEV" in batch.signer, "known since the first signature"


def test_a_card_tells_its_owner_late_and_signs(office: Office, sandbox: RunningSandbox) -> None:
    sandbox.e_imzo.script.readers = ["ACS ACR39U"]
    card = key_of(office, "e-imzo:idcard")
    assert card.identity is None
    refs = office.refs(4)
    run = office.desk.sign(refs, card, Onlooker())
    assert {one.step for one in run.wait(60)} == {Step.CONFIRMED}
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)
    assert sandbox.e_imzo.program.calls["pfx.load_key"] == 0


def test_a_card_of_another_company_creates_not_one_effect(office: Office, sandbox: RunningSandbox) -> None:
    sandbox.e_imzo.script.readers = ["ACS ACR39U"]
    other = sandbox.pki.authorities.director(COUNTERPARTIES[0], datetime.now(UTC))
    program = sandbox.e_imzo.program
    program.keys = [of_issued(other, store="idcard", name="idcard")]
    run = office.desk.sign(office.refs(5), key_of(office, "e-imzo:idcard"), Onlooker())
    outcomes = run.wait(60)
    assert {(one.step, one.code) for one in outcomes} == {(Step.FAILED, FindingCode.WRONG_SIGNER.value)}
    assert office.effects() == []
    assert office.signatures() == {}
    assert program.signed == 1, "the others are not even asked for"


def test_cancelling_in_its_window_signs_nothing(office: Office, sandbox: RunningSandbox) -> None:
    sandbox.e_imzo.script.person = Person.CANCEL
    run = office.desk.sign(office.refs(3), key_of(office), Onlooker())
    with pytest.raises(Cancelled):
        run.wait(60)
    assert {one.step for one in run.outcomes} == {Step.SKIPPED}
    assert office.effects() == []
    assert sandbox.e_imzo.program.windows == ["pkcs7.create_pkcs7"], "never a second one by itself"


def test_stopping_midway_delivers_what_is_signed(office: Office, sandbox: RunningSandbox) -> None:
    refs = many(office, 20)
    run = office.desk.sign(refs, key_of(office), Onlooker())
    when_signed(office, 5, run.stop)
    outcomes = run.wait(60)
    done = {one.ref.remote_id for one in outcomes if one.step is Step.CONFIRMED}
    assert {one.step for one in outcomes} == {Step.CONFIRMED, Step.SKIPPED}
    assert office.signatures() == dict.fromkeys(done, 1)
    again = office.desk.sign(list(run.failed), key_of(office), Onlooker())
    assert {one.step for one in again.wait(60)} == {Step.CONFIRMED}
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)


def test_stopping_while_its_window_is_open_hangs_up(office: Office, sandbox: RunningSandbox) -> None:
    sandbox.e_imzo.script.person = Person.AWAY
    prompts = Onlooker()
    run = office.desk.sign(office.refs(2), key_of(office), prompts)
    assert prompts.asked.wait(60)
    run.stop()
    with pytest.raises(Cancelled):
        run.wait(60)
    assert office.effects() == []
    assert prompts.shown == 0


def test_a_forgotten_password_stops_the_batch_cleanly(office: Office, sandbox: RunningSandbox) -> None:
    sandbox.e_imzo.script.forgets_after = 6
    refs = many(office, 12)
    run = office.desk.sign(refs, key_of(office), Onlooker())
    outcomes = run.wait(60)
    assert [one.step for one in outcomes] == [Step.CONFIRMED] * 6 + [Step.SKIPPED] * 6
    assert len(sandbox.e_imzo.program.windows) == 1
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs[:6]), 1)
    assert run.failed == tuple(refs[6:]), "they can be signed again"


def test_it_ends_midway_and_the_rest_can_be_signed_later(
    office: Office, sandbox: RunningSandbox, sandbox_pki: object
) -> None:
    refs = many(office, 20)
    key = key_of(office)
    gone = threading.Event()

    def kill() -> None:
        sandbox.e_imzo.stop()
        gone.set()

    run = office.desk.sign(refs, key, Onlooker())
    when_signed(office, 7, kill)
    outcomes = run.wait(60)
    assert gone.is_set()
    done = [one for one in outcomes if one.step is Step.CONFIRMED]
    left = [one for one in outcomes if one.step is Step.FAILED]
    assert len(done) + len(left) == 20
    assert done
    assert {one.code for one in left} <= {"e-imzo-not-running", "e-imzo-broken-off"}
    assert office.signatures() == dict.fromkeys((one.ref.remote_id for one in done), 1)
    assert office.states() == {EffectState.DONE: len(done)}
    (source,) = [one for one in office.desk.keyring.sources() if one.kind is KeyKind.E_IMZO]
    assert office.desk.keyring.keys(kinds=[KeyKind.E_IMZO]) == []
    (source,) = office.desk.keyring.sources()
    assert source.state == "not-running"
    assert {one.step for one in office.sign(list(run.failed)).wait(60)} == {Step.CONFIRMED}


@pytest.mark.parametrize("kind", ["other_signer", "other_content", "broken_signature", "half", "garbage"])
def test_what_is_wrong_in_the_middle_never_becomes_an_effect(
    office: Office, sandbox: RunningSandbox, kind: str
) -> None:
    sandbox.e_imzo.script.faults = [Fault("pkcs7.create_pkcs7", kind, nth=3)]
    refs = many(office, 6)
    outcomes = office.desk.sign(refs, key_of(office), Onlooker()).wait(60)
    assert [one.step for one in outcomes] == [Step.CONFIRMED] * 2 + [Step.FAILED] * 4
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs[:2]), 1)
    assert sandbox.e_imzo.program.calls["pkcs7.create_pkcs7"] == 3


def test_a_key_that_is_gone_is_said_before_anything_is_asked(office: Office, sandbox: RunningSandbox) -> None:
    key = key_of(office)
    sandbox.e_imzo.program.keys = []
    with pytest.raises(KeyUnusable) as caught:
        office.desk.sign(office.refs(2), key, Onlooker()).wait(60)
    assert caught.value.code == "e-imzo-key-gone"
    assert sandbox.e_imzo.program.windows == []


def test_what_it_signs_is_stamped_like_any_other(office: Office) -> None:
    office.desk.workspace.set_setting(STAMP_MODE, StampMode.REQUIRED.value)
    office.desk.workspace.set_setting(STAMP_SERVERS, f"{office.accounts[0].base_url}/tsa/ozdst-2009")
    run = office.desk.sign(office.refs(3), key_of(office), Onlooker())
    assert {one.step for one in run.wait(60)} == {Step.CONFIRMED}
    for effect in office.effects():
        evidence = office.desk.workspace.evidence(effect.id)
        assert evidence is not None
        (signer,) = office.desk.verifier.verify(evidence.message, expected=evidence.content).signers
        assert [stamp.verdict for stamp in signer.timestamps] == [Verdict.VALID]
