"""The outbox as a person sees it: take back, decide, reject, delete, a login that no longer works."""

from __future__ import annotations

from pathlib import Path

import pytest
from sandbox_desk import Office, replaced

from muhr.bootstrap.demo import account_of
from muhr.domain.accounts import Credentials
from muhr.domain.documents import Action, Stage
from muhr.domain.effects import Effect, EffectState
from muhr.domain.errors import InputError, Unauthorised
from muhr.domain.events import EffectChanged, Step, WorkerTrouble
from muhr.services.desk import Decision

SIGN = "SignDocument"


def queue_while_unauthorised(office: Office, count: int) -> list[Effect]:
    """Sign with a good login that is withdrawn before the first signature is sent."""
    refs = office.refs(count)
    faults = [{"method": SIGN, "kind": "http_401_before", "every": 1}]
    office.control("faults", {"faults": faults})
    outcomes = office.sign(refs).wait(60)
    assert {one.step for one in outcomes} == {Step.QUEUED}
    assert all("once this is settled" in one.note for one in outcomes)
    return office.effects()


def test_a_login_that_is_not_accepted_pauses_until_the_person_has_acted(office: Office) -> None:
    queued = queue_while_unauthorised(office, 3)
    assert {effect.state for effect in queued} == {EffectState.QUEUED}
    trouble = office.ear.of(WorkerTrouble)
    assert [event.error_code for event in trouble if not event.bug] == [event.error_code for event in trouble]
    assert len(trouble) == 1, "said once"
    sentence = office.desk.next_step(queued[0], queued[0].created)
    assert sentence.startswith("It is sent once this is settled")
    requests = office.control("faults", method="GET")["requests"][SIGN]
    office.control("faults", method="DELETE")
    account, credentials = account_of(office.info["accounts"][0], office.info)
    office.desk.save_account(account, credentials)  # new credentials: the queue goes on by itself
    office.ear.wait_for(lambda _: office.states() == {EffectState.DONE: 3})
    assert requests < 12
    assert set(office.signatures().values()) == {1}


def test_a_queued_row_can_be_taken_back(office: Office) -> None:
    first, second = queue_while_unauthorised(office, 2)
    taken = office.desk.cancel(first.id)
    assert (taken.state, taken.settled is not None) == (EffectState.CANCELLED, True)
    office.control("faults", method="DELETE")
    office.run_outbox()
    assert office.states() == {EffectState.CANCELLED: 1, EffectState.DONE: 1}
    assert office.signatures() == {second.target_id: 1}
    with pytest.raises(InputError) as caught:
        office.desk.cancel(first.id)
    assert caught.value.code == "effect-not-queued"
    with pytest.raises(InputError):
        office.desk.cancel("0" * 32)
    back = {document.ref.remote_id for document in office.desk.inbox()}
    assert first.target_id in back
    assert second.target_id not in back


@pytest.fixture
def undecided(office: Office) -> Effect:
    """One row whose outcome only a person can say: the provider has lost the document."""
    (ref,) = office.refs(1)
    faults = [
        {"method": SIGN, "kind": "drop_before", "every": 1},
        {"method": "GetDocumentStatus", "kind": "http_500_before", "every": 1},
    ]
    office.control("faults", {"faults": faults})
    (outcome,) = office.sign([ref]).wait(60)
    assert outcome.step is Step.UNKNOWN
    (effect,) = office.effects()
    return effect


@pytest.mark.parametrize(
    ("decision", "state"), [(Decision.DONE, EffectState.DONE), (Decision.ABANDON, EffectState.ABANDONED)]
)
def test_a_person_decides_about_an_unknown_outcome(
    office: Office, undecided: Effect, decision: Decision, state: EffectState
) -> None:
    with pytest.raises(InputError):
        office.desk.cancel(undecided.id)
    decided = office.desk.resolve(undecided.id, decision)
    assert decided.state is state
    assert decided.note.startswith("Decided by a person")
    with pytest.raises(InputError) as caught:
        office.desk.resolve(undecided.id, decision)
    assert caught.value.code == "effect-not-unknown"
    assert "Decided by a person" in office.desk.workspace.journal(effect_id=undecided.id)[0].text


def test_a_person_may_send_the_same_bytes_again(office: Office, undecided: Effect) -> None:
    office.control("faults", method="DELETE")
    resent = office.desk.resolve(undecided.id, Decision.RESEND)
    assert (resent.state, resent.payload) == (EffectState.QUEUED, undecided.payload)
    office.ear.wait_for(lambda _: office.states() == {EffectState.DONE: 1})
    assert office.signatures() == {undecided.target_id: 1}


def test_unknown_rows_are_asked_about_when_the_person_wants_it(office: Office, undecided: Effect) -> None:
    office.control("faults", method="DELETE")
    assert office.run_outbox() >= 1
    assert office.states() == {EffectState.DONE: 1}
    assert office.signatures() == {undecided.target_id: 1}


def test_running_an_empty_outbox_changes_nothing(office: Office) -> None:
    assert office.run_outbox() == 0


def test_documents_are_rejected_and_gone(office: Office) -> None:
    refs = [document.ref for document in office.signable() if Action.REJECT in document.actions][:2]
    effects = office.desk.reject(refs, comment="Not ordered")
    assert [effect.target_id for effect in effects] == [ref.remote_id for ref in refs]
    office.ear.wait_for(lambda _: office.states() == {EffectState.DONE: 2})
    office.ear.wait_for(
        lambda _: all(
            document is not None and document.stage is Stage.REFUSED
            for document in (office.desk.workspace.document(ref.account_id, ref.remote_id) for ref in refs)
        )
    )
    ledger = office.control("ledger", method="GET")["effects"]
    assert sorted((one["action"], one["target"], one["count"]) for one in ledger) == sorted(
        ("reject", ref.remote_id, 1) for ref in refs
    )
    with pytest.raises(InputError) as caught:
        office.desk.reject(refs)
    assert caught.value.code == "action-not-allowed"


def test_own_documents_can_be_deleted(office: Office) -> None:
    refs = [document.ref for document in office.signable() if Action.DELETE in document.actions][:1]
    assert refs, "the world has own documents that wait for our signature"
    office.desk.delete(refs)
    office.ear.wait_for(lambda _: office.states() == {EffectState.DONE: 1})
    office.ear.wait_for(lambda _: {document.ref for document in office.desk.inbox()}.isdisjoint(refs))


def test_what_is_in_the_outbox_cannot_be_done_twice(office: Office) -> None:
    (effect,) = queue_while_unauthorised(office, 1)
    document = office.desk.workspace.document(effect.account_id, effect.target_id)
    assert document is not None
    action = Action.REJECT if Action.REJECT in document.actions else Action.DELETE
    act = office.desk.reject if action is Action.REJECT else office.desk.delete
    with pytest.raises(InputError) as caught:
        act([document.ref])
    assert caught.value.code == "effect-open"
    with pytest.raises(InputError):
        office.desk.remove_account(effect.account_id)


def test_an_account_without_a_stored_password_says_so(office: Office) -> None:
    refs = office.refs(2)
    account = replaced(office.accounts[0], login="somebody")
    office.desk.secrets.delete(account.id)
    office.desk.save_account(account, None)
    outcomes = office.sign(refs).wait(30)
    assert {(one.step, one.code) for one in outcomes} == {(Step.FAILED, "no-credentials")}
    (future,) = office.desk.refresh([account.id])
    with pytest.raises(Unauthorised):
        future.result(30)


def test_accounts_come_are_tried_and_go(open_office) -> None:
    office = open_office(accounts=1)
    account, credentials = account_of(office.info["accounts"][1], office.info)
    assert office.desk.test_account(account, credentials).result(30).ok
    with pytest.raises(Unauthorised):
        office.desk.test_account(account, Credentials(password="wrong")).result(30)
    office.desk.save_account(account, credentials)
    assert office.desk.test_account(account, None).result(30).ok
    assert office.desk.refresh([account.id])[0].result(30) > 0
    office.desk.remove_account(account.id)
    assert office.desk.secrets.get(account.id) is None
    assert office.desk.workspace.documents(account.id) == []
    with pytest.raises(InputError):
        office.desk.refresh([account.id])


def test_events_of_a_row_never_go_backwards(office: Office) -> None:
    queued = queue_while_unauthorised(office, 2)
    office.control("faults", method="DELETE")
    office.run_outbox()
    for effect in queued:
        states = [event.effect for event in office.ear.of(EffectChanged) if event.effect.id == effect.id]
        assert states[-1].state is EffectState.DONE
        attempts = [one.attempts for one in states if one.state is EffectState.SENDING]
        assert attempts == sorted(attempts)


def test_the_archive_of_a_finished_document_is_fetched(office: Office, tmp_path: Path) -> None:
    finished = next(one for one in office.desk.workspace.documents() if one.stage is Stage.FINISHED)
    seen: list[int] = []
    target = tmp_path / "archive.zip"
    path = office.desk.download_archive(finished.ref, target, lambda done, whole: seen.append(done)).result(30)
    assert path.read_bytes()[:2] == b"PK"
    assert seen
