"""The main job over HTTP: waiting documents are listed, signed, delivered and confirmed, each counted once."""

from __future__ import annotations

import json
from collections import defaultdict

from sandbox_desk import Office

from muhr.domain.documents import Stage
from muhr.domain.effects import EffectState
from muhr.domain.events import DocumentsChanged, EffectChanged, SigningFinished, SigningProgress, Step
from muhr.domain.findings import FindingCode, Severity
from muhr.domain.signatures import Verdict

ALL_STEPS = [Step.HASHED, Step.SIGNED, Step.QUEUED, Step.DELIVERED, Step.CONFIRMED]


def test_forty_documents_are_signed_delivered_and_confirmed(office: Office) -> None:
    office.control("documents", {"count": 40, "company": office.accounts[0].company.tax_id})
    office.refresh()
    refs = office.refs(40)
    outcomes = office.sign(refs).wait(30)
    assert [outcome.step for outcome in outcomes] == [Step.CONFIRMED] * 40
    assert [outcome.ref for outcome in outcomes] == refs
    assert office.states() == {EffectState.DONE: 40}
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)
    left = {document.ref for document in office.desk.inbox()}
    assert left.isdisjoint(refs)
    office.refresh()
    assert {document.ref for document in office.desk.inbox()} == left
    assert not office.desk.busy


def test_each_document_is_told_step_by_step_in_order(office: Office) -> None:
    refs = office.refs(6)
    run = office.sign(refs)
    run.wait(30)
    steps = defaultdict(list)
    for event in office.ear.of(SigningProgress):
        assert event.batch_id == run.batch_id
        steps[event.ref].append(event.step)
    assert steps == dict.fromkeys(refs, ALL_STEPS)
    (finished,) = office.ear.of(SigningFinished)
    assert finished.counts == {Step.CONFIRMED: 6}
    assert finished.error_code == ""
    states = defaultdict(list)
    for event in office.ear.of(EffectChanged):
        states[event.effect.target_id].append(event.effect.state)
    expected = [EffectState.QUEUED, EffectState.SENDING, EffectState.DONE]
    assert states == {ref.remote_id: expected for ref in refs}
    changed = frozenset().union(*(event.refs for event in office.ear.of(DocumentsChanged)))
    assert changed.issuperset(refs)


def test_what_was_displayed_signed_and_answered_is_kept(office: Office) -> None:
    refs = office.refs(2)
    shown = office.desk.review(refs, office.key())
    run = office.sign(refs)
    run.wait(30)
    for effect in office.effects():
        evidence = office.desk.workspace.evidence(effect.id)
        assert evidence is not None
        displayed = json.loads(evidence.displayed)
        document = next(one for one in shown.documents if one.ref.remote_id == effect.target_id)
        assert displayed["document"]["number"] == document.number
        assert displayed["document"]["content"]["lines"], "the rows that were on the sheet"
        assert [one["text"] for one in displayed["findings"]] == [
            finding.text for finding in shown.findings if finding.ref == document.ref
        ]
        report = office.desk.verifier.verify(evidence.message, expected=evidence.content)
        assert report.verdict is Verdict.VALID
        assert report.signers[0].identity is not None
        assert report.signers[0].identity.common_name in evidence.signer
        assert effect.answer == b"0"
        kinds = [line.kind for line in office.desk.workspace.journal(effect_id=effect.id)]
        assert kinds == ["effect-done", "effect-queued"]
    (batch,) = office.desk.workspace.batches()
    assert (batch.id, batch.documents, batch.action) == (run.batch_id, 2, "sign")
    assert "UZS" in batch.totals


def test_two_companies_sign_at_the_same_time(office: Office) -> None:
    mine, theirs = office.refs(10, 0), office.refs(5, 1)
    runs = [office.sign(mine, 0), office.sign(theirs, 1)]
    for run in runs:
        assert {outcome.step for outcome in run.wait(30)} == {Step.CONFIRMED}
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in mine + theirs), 1)


def test_one_key_signs_its_own_company_only(office: Office) -> None:
    mine, theirs = office.refs(3, 0), office.refs(3, 1)
    run = office.sign([*theirs, *mine], 0)
    outcomes = {outcome.ref: outcome for outcome in run.wait(30)}
    assert {outcomes[ref].step for ref in mine} == {Step.CONFIRMED}
    assert {(outcomes[ref].step, outcomes[ref].code) for ref in theirs} == {
        (Step.FAILED, FindingCode.WRONG_SIGNER.value)
    }
    assert set(run.failed) == set(theirs)
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in mine), 1)


def test_stopped_documents_are_left_out_and_the_rest_goes_on(office: Office) -> None:
    refs = office.refs(4)
    office.sign(refs[:2]).wait(30)
    again = office.sign(refs)
    outcomes = {outcome.ref: outcome for outcome in again.wait(30)}
    assert {outcomes[ref].code for ref in refs[:2]} == {FindingCode.NOT_SIGNABLE.value}
    assert {outcomes[ref].step for ref in refs[2:]} == {Step.CONFIRMED}
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)


def test_nobody_is_asked_when_nothing_can_be_signed(office: Office) -> None:
    prompts = office.typed(0)
    run = office.desk.sign(office.refs(2, 1), office.key(0), prompts)
    assert {outcome.step for outcome in run.wait(30)} == {Step.FAILED}
    assert prompts.requests == []
    assert office.effects() == []


def test_the_password_is_asked_once_and_overwritten(office: Office) -> None:
    prompts = office.typed(0)
    office.desk.sign(office.refs(5), office.key(0), prompts).wait(30)
    (request,) = prompts.requests
    assert request.purpose == f"Sign 5 documents for {office.accounts[0].company.name}"
    (given,) = prompts.given
    assert given == bytes(len(given))


def test_the_same_document_twice_in_a_selection_is_signed_once(office: Office) -> None:
    (ref,) = office.refs(1)
    run = office.sign([ref, ref])
    assert [outcome.step for outcome in run.wait(30)] == [Step.CONFIRMED]
    assert office.signatures() == {ref.remote_id: 1}


def test_a_confirmed_document_stands_where_the_provider_says(office: Office) -> None:
    (ref,) = office.refs(1)
    office.sign([ref]).wait(30)
    document = office.desk.workspace.document(ref.account_id, ref.remote_id)
    assert document is not None
    assert document.stage in {Stage.FINISHED, Stage.WAITING_FOR_OTHERS}
    assert document.status in {"21", "24"}
    assert document.content is not None


def test_the_story_of_the_sandbox_has_every_finding_that_needs_no_special_key(office: Office) -> None:
    waiting = [document.ref for number in (0, 1) for document in office.signable(number)]
    codes = {finding.code for finding in office.desk.review(waiting, office.key(0)).findings}
    special = {
        FindingCode.CERTIFICATE_EXPIRED,
        FindingCode.CERTIFICATE_NOT_YET_VALID,
        FindingCode.ALREADY_IN_OUTBOX,
        FindingCode.NOT_SIGNABLE,
    }
    assert codes == set(FindingCode) - special


def test_an_expired_key_stops_everything(office: Office) -> None:
    refs = office.refs(3)
    keys = office.desk.keyring.keys([])
    expired = next(key for key in keys if key.reason == "expired")
    review = office.desk.review(refs, expired)
    stops = {finding.code for finding in review.findings if finding.severity is Severity.STOP}
    assert FindingCode.CERTIFICATE_EXPIRED in stops
    assert review.stopped == set(refs)
    assert review.totals == ()


def test_an_outbox_with_nothing_to_do_plans_nothing(office: Office) -> None:
    """No polling: every thread of a desk at rest waits without a time limit."""
    office.sign(office.refs(3)).wait(30)
    office.run_outbox()
    runners = [desk.runner for desk in office.desk._accounts.values()]
    for runner in runners:
        with runner._changed:
            assert runner._pause() is None
