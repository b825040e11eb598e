"""Refreshing: the list, what vanished from it, contents and the past, document-only mode, and lists that come late."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from sandbox_desk import Office

from muhr.domain.documents import Document, DocumentRef, Stage
from muhr.domain.errors import ProviderError
from muhr.domain.events import DocumentsChanged, Event, RefreshFinished, RefreshStarted, Step, WorkerTrouble

OpenOffice = Callable[..., Office]


def stored(office: Office, ref: DocumentRef) -> Document:
    document = office.desk.workspace.document(ref.account_id, ref.remote_id)
    assert document is not None
    return document


def test_a_refresh_tells_when_it_starts_and_what_it_found(open_office: OpenOffice) -> None:
    office = open_office(accounts=1)
    waiting = office.refresh()
    (started,) = office.ear.of(RefreshStarted)
    (finished,) = office.ear.of(RefreshFinished)
    assert started.account_id == finished.account_id == office.accounts[0].id
    assert finished.documents == waiting == len(office.desk.inbox())
    assert (finished.truncated, finished.error_code) == (False, "")


def test_a_second_refresh_changes_nothing_and_says_nothing(office: Office) -> None:
    inbox = office.desk.inbox()
    before = len(office.ear.of(DocumentsChanged))
    office.refresh()
    assert office.desk.inbox() == inbox
    assert len(office.ear.of(DocumentsChanged)) == before


def test_the_list_is_told_before_contents_and_past_are_fetched(open_office: OpenOffice) -> None:
    office = open_office(accounts=1)
    known: list[int] = []

    def hear(event: Event) -> None:
        if isinstance(event, RefreshFinished):
            known.append(sum(one.stage is Stage.FINISHED for one in office.desk.workspace.documents()))

    office.desk.subscribe(hear)
    office.refresh()
    assert known == [0]
    finished = [one for one in office.desk.workspace.documents() if one.stage is Stage.FINISHED]
    assert finished
    assert all(stored(office, one.ref).content is not None for one in finished)


def test_contents_are_there_for_review_except_where_the_provider_has_none(office: Office) -> None:
    contents = [stored(office, document.ref).content for document in office.desk.inbox()]
    assert contents.count(None) >= 1, "the world has a hash-only document"
    assert len(contents) > contents.count(None) * 5
    requests = office.control("faults", method="GET")["requests"].get("GetDocumentsContent", 0)
    office.refresh()
    again = office.control("faults", method="GET")["requests"].get("GetDocumentsContent", 0)
    assert again - requests <= 4, "what the provider does not give is not asked for again and again"


def test_what_the_other_side_has_done_meanwhile_is_found_out(office: Office) -> None:
    incoming = next(one for one in office.signable() if one.direction.value == "incoming")
    office.control("robot", {"action": "withdraw", "documents": [incoming.ref.remote_id]})
    office.refresh()
    assert incoming.ref not in {document.ref for document in office.desk.inbox()}
    assert stored(office, incoming.ref).stage is Stage.REFUSED


def test_what_waits_for_others_moves_on_too(office: Office) -> None:
    outgoing = [one for one in office.signable() if one.direction.value == "outgoing"]
    refs = [one.ref for one in outgoing if one.ref in office.refs(len(office.refs(1)))] or [outgoing[0].ref]
    outcomes = office.sign(refs).wait(30)
    assert {one.step for one in outcomes} == {Step.CONFIRMED}
    assert stored(office, refs[0]).stage is Stage.WAITING_FOR_OTHERS
    office.control("robot", {"action": "sign", "documents": [refs[0].remote_id]})
    office.refresh()
    assert stored(office, refs[0]).stage is Stage.FINISHED


def test_a_list_that_comes_late_does_not_bring_signed_documents_back(office: Office) -> None:
    """The list is asked for, then the document is signed and confirmed, then the list arrives."""
    (ref,) = office.refs(1)
    faults = [{"method": "GetDocuments", "kind": "silence", "every": 1, "seconds": 0.4}]
    office.control("faults", {"faults": faults})
    asked = threading.Event()
    office.desk.subscribe(lambda event: asked.set() if isinstance(event, RefreshStarted) else None)
    futures = office.desk.refresh([ref.account_id])
    assert asked.wait(30)
    (outcome,) = office.sign([ref]).wait(30)
    assert outcome.step is Step.CONFIRMED
    assert not futures[0].done(), "the list is still on its way"
    futures[0].result(30)
    assert stored(office, ref).stage is not Stage.WAITING_FOR_ME
    assert ref not in {document.ref for document in office.desk.inbox()}


@pytest.mark.parametrize("kind", ["http_500_before", "garbage_json", "drop_before"])
def test_a_refresh_that_fails_says_so_and_keeps_what_is_known(office: Office, kind: str) -> None:
    before = office.desk.inbox()
    office.control("faults", {"faults": [{"method": "GetDocuments", "kind": kind, "every": 1}]})
    for future in office.desk.refresh():
        with pytest.raises(ProviderError):
            future.result(30)
    finished = office.ear.of(RefreshFinished)[-2:]
    assert all(event.error_code and event.error for event in finished)
    assert office.desk.inbox() == before


def test_a_past_that_cannot_be_read_does_not_fail_the_refresh_and_is_read_the_next_time(
    open_office: OpenOffice,
) -> None:
    office = open_office(accounts=1)
    lost = {"method": "GetDocumentsContent", "kind": "http_500_before", "nth": 2, "times": 99}
    office.control("faults", {"faults": [lost]})
    assert office.refresh() > 0
    assert office.desk.inbox()
    assert office.ear.of(WorkerTrouble)
    office.control("faults", method="DELETE")
    office.refresh()
    finished = [one for one in office.desk.workspace.documents() if one.stage is Stage.FINISHED]
    assert finished
    assert all(stored(office, one.ref).content is not None for one in finished)


# ------------------------------------------------------------------ document-only mode


@pytest.fixture
def documented_only(open_office: OpenOffice) -> Office:
    """An account that uses only the calls of the provider's own document, on a server that has only these."""
    office = open_office(accounts=1, listing=False)
    office.control("settings", {"beyond_document": False})
    return office


def known_ids(office: Office, count: int) -> list[str]:
    """What somebody would paste: ids of documents that wait for the first company."""
    tax_id = office.accounts[0].company.tax_id
    everything = office.control("documents", method="GET")["documents"]
    waiting = [one["uid"] for one in everything if one["status"].get(tax_id) == 22 and not one.get("oddity")]
    assert len(waiting) >= count
    return waiting[:count]


def test_documents_are_known_by_pasted_ids_and_signed(documented_only: Office) -> None:
    office = documented_only
    assert office.refresh() == 0
    ids = known_ids(office, 3)
    documents = office.desk.add_by_id(office.accounts[0].id, ids).result(30)
    assert {document.ref.remote_id for document in documents} == set(ids)
    assert office.refresh() == 3
    refs = [document.ref for document in office.desk.inbox()]
    outcomes = office.sign(refs).wait(30)
    assert {one.step for one in outcomes} == {Step.CONFIRMED}
    assert office.signatures() == dict.fromkeys(ids, 1)
    assert office.refresh() == 0


def test_pasted_ids_that_the_provider_does_not_know_are_left_out(documented_only: Office) -> None:
    account_id = documented_only.accounts[0].id
    assert documented_only.desk.add_by_id(account_id, ["f" * 32]).result(30) == []
