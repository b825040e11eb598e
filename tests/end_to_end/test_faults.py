"""Everything that can go wrong on the way: the outcome is proven, and the ledger never counts a document twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sandbox_desk import Office

from muhr.domain.effects import EffectState
from muhr.domain.events import Step, WorkerTrouble
from muhr.sandbox.cutproxy import Cut, CutAt, CutProxy
from muhr.sandbox.serve import RunningSandbox

SIGN = "SignDocument"

TRANSIENT = [
    "drop_before",
    "drop_after",
    "half_body",
    "http_500_before",
    "http_500_after",
    "http_502_after",
    "http_503_before",
    "http_504_after",
    "empty",
    "garbage_json",
    "captive_portal",
    "answer_4",
    "duplicate_delivery",
    "expire_token",
    "http_429_before",
    "http_408_before",
    "slow_running",
]
"""Each hits a few requests only; in the end every document must be signed exactly once."""


@pytest.mark.parametrize("kind", TRANSIENT)
def test_a_passing_fault_costs_no_document_and_doubles_none(office: Office, kind: str) -> None:
    refs = office.refs(8)
    office.control("settings", {"sign_twice": "accept"})  # a server that would take a second signature
    # A token that expires a second time under a request that is repeated with a fresh one is a refused login.
    hit = (1,) if kind == "expire_token" else (1, 4, 6)
    faults = [{"method": SIGN, "kind": kind, "nth": nth, "seconds": 0.3} for nth in hit]
    office.control("faults", {"faults": faults})
    outcomes = office.sign(refs).wait(60)
    office.control("faults", method="DELETE")
    counts = office.signatures()
    if kind == "duplicate_delivery":
        # The network itself delivered three requests twice to a server that takes everything: nothing a client can
        # help. It must not have sent any of its own accord.
        assert sum(counts.values()) == 11
    else:
        assert counts == dict.fromkeys((ref.remote_id for ref in refs), 1)
    assert {outcome.step for outcome in outcomes} == {Step.CONFIRMED}
    assert office.states() == {EffectState.DONE: 8}


def test_a_server_that_refuses_a_second_signature_is_asked_before_it_is_believed(office: Office) -> None:
    refs = office.refs(4)
    office.control("faults", {"faults": [{"method": SIGN, "kind": "duplicate_delivery", "every": 1}]})
    outcomes = office.sign(refs).wait(60)
    assert {outcome.step for outcome in outcomes} == {Step.CONFIRMED}
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)


def test_a_repeat_sends_the_same_bytes(office: Office) -> None:
    (ref,) = office.refs(1)
    office.control("faults", {"faults": [{"method": SIGN, "kind": "drop_before", "nth": 1}]})
    office.sign([ref]).wait(60)
    (effect,) = office.effects()
    assert (effect.state, effect.attempts) == (EffectState.DONE, 2)
    kinds = [line.kind for line in office.desk.workspace.journal(effect_id=effect.id)]
    assert kinds == ["effect-done", "effect-queued", "effect-unknown", "effect-queued"]
    evidence = office.desk.workspace.evidence(effect.id)
    assert evidence is not None
    assert effect.payload.count(b"SignedContent") == 1


def test_the_status_that_cannot_be_read_changes_no_effect(office: Office) -> None:
    refs = office.refs(3)
    office.control("faults", {"faults": [{"method": "GetDocumentStatus", "kind": "http_500_before", "every": 1}]})
    outcomes = office.sign(refs).wait(60)
    assert {outcome.step for outcome in outcomes} == {Step.DELIVERED}
    assert office.states() == {EffectState.DONE: 3}
    assert {document.ref for document in office.desk.inbox()}.isdisjoint(refs), "not offered again"
    office.control("faults", method="DELETE")
    office.refresh()
    stored = [office.desk.workspace.document(ref.account_id, ref.remote_id) for ref in refs]
    assert {document.status for document in stored if document} <= {"21", "24"}


@pytest.mark.parametrize("state", ["balance-low", "offer-not-signed", "credit-low"])
def test_an_account_that_must_be_settled_first_refuses_and_the_person_may_try_again(office: Office, state: str) -> None:
    refs = office.refs(3)
    office.control("settings", {"accounts": {office.accounts[0].company.tax_id: state}})
    run = office.sign(refs)
    outcomes = run.wait(60)
    assert {outcome.step for outcome in outcomes} == {Step.FAILED}
    assert all(outcome.note for outcome in outcomes)
    assert office.states() == {EffectState.REFUSED: 3}
    assert office.signatures() == {}
    office.control("settings", {"accounts": {}})
    again = office.sign(list(run.failed)).wait(60)
    assert {outcome.step for outcome in again} == {Step.CONFIRMED}
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)


@pytest.mark.parametrize("kind", ["garbage_json", "http_500_before", "drop_before"])
def test_without_hash_codes_nothing_is_signed(office: Office, kind: str) -> None:
    refs = office.refs(3)
    office.control("faults", {"faults": [{"method": "GetDocumentsHashCodes", "kind": kind, "every": 1}]})
    run = office.sign(refs)
    assert {outcome.step for outcome in run.wait(60)} == {Step.FAILED}
    assert office.effects() == []
    assert office.signatures() == {}


def test_a_provider_that_answers_only_errors_is_not_sent_the_whole_outbox(office: Office) -> None:
    office.control("documents", {"count": 60, "company": office.accounts[0].company.tax_id})
    office.refresh()
    refs = office.refs(60)
    faults = [{"method": method, "kind": "http_500_before", "every": 1} for method in (SIGN, "GetDocumentStatus")]
    office.control("faults", {"faults": faults})
    outcomes = office.sign(refs).wait(60)
    requests = office.control("faults", method="GET")["requests"][SIGN]
    assert requests < 30
    assert {outcome.step for outcome in outcomes} == {Step.UNKNOWN, Step.QUEUED}
    assert {outcome.note for outcome in outcomes if outcome.step is Step.QUEUED}
    office.control("faults", method="DELETE")
    office.run_outbox()
    assert office.states() == {EffectState.DONE: 60}
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)


# ------------------------------------------------------------------ the line itself


@pytest.fixture
def proxy(sandbox: RunningSandbox) -> Iterator[CutProxy]:
    with CutProxy(sandbox.info.port) as running:
        yield running


@pytest.fixture
def behind(sandbox: RunningSandbox, proxy: CutProxy, tmp_path: Path) -> Iterator[Office]:
    """A desk that reaches the sandbox through the cutting proxy."""
    url = f"http://127.0.0.1:{proxy.port}"
    with Office(sandbox.info.as_dict(), tmp_path / "workspace", base_url=url) as opened:
        opened.refresh()
        yield opened


def test_without_a_line_signatures_are_kept_and_leave_when_it_is_back(behind: Office, proxy: CutProxy) -> None:
    refs = behind.refs(6)
    behind.control("settings", {"sign_twice": "accept"})
    # What is open already, however many connections that are, is cut at the first byte of a signature; new ones are
    # refused.
    proxy.plan(*(Cut(at=CutAt.REQUEST, after=0, matching=SIGN) for _ in range(32)))

    def hear(event: object) -> None:
        if getattr(event, "step", None) is Step.SIGNED:
            proxy.refuse()

    stop = behind.desk.subscribe(hear)
    outcomes = behind.sign(refs).wait(60)
    stop()
    kept = {outcome.step for outcome in outcomes}
    assert Step.QUEUED in kept
    assert kept <= {Step.QUEUED, Step.UNKNOWN}
    assert behind.signatures() == {}
    assert any("when the line is back" in outcome.note for outcome in outcomes if outcome.step is Step.QUEUED)
    proxy.forget()
    proxy.accept()
    behind.run_outbox()
    assert behind.states() == {EffectState.DONE: 6}
    assert behind.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)


def test_a_line_that_comes_back_by_itself_is_noticed(behind: Office, proxy: CutProxy) -> None:
    refs = behind.refs(3)
    once = []

    def hear(event: object) -> None:
        if getattr(event, "step", None) is Step.SIGNED and not once:
            once.append(event)
            proxy.refuse()
        if isinstance(event, WorkerTrouble):
            proxy.accept()

    behind.desk.subscribe(hear)
    behind.sign(refs).wait(60)
    behind.ear.wait_for(lambda _: behind.states() == {EffectState.DONE: 3})
    assert behind.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)


@pytest.mark.parametrize(
    "cut",
    [
        Cut(at=CutAt.REQUEST, after=0),
        Cut(at=CutAt.REQUEST, after=20),
        Cut(at=CutAt.REQUEST, after=1500),
        Cut(at=CutAt.REQUEST, after=1500, reset=True),
        Cut(at=CutAt.BEFORE_ANSWER),
        Cut(at=CutAt.BEFORE_ANSWER, reset=True),
        Cut(at=CutAt.ANSWER, after=1),
        Cut(at=CutAt.ANSWER, after=60, reset=True),
    ],
    ids=lambda cut: f"{cut.at.value}-{cut.after}{'-reset' if cut.reset else ''}",
)
def test_a_connection_cut_anywhere_neither_loses_nor_doubles(behind: Office, proxy: CutProxy, cut: Cut) -> None:
    refs = behind.refs(3)
    behind.control("settings", {"sign_twice": "accept"})
    cut.matching, cut.nth = SIGN, 2
    proxy.plan(cut)
    outcomes = behind.sign(refs).wait(60)
    assert cut.happened.is_set()
    assert {outcome.step for outcome in outcomes} == {Step.CONFIRMED}
    assert behind.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)
