"""Each change of RS.ge once: transactions, pairs that have moved on, and calls that mean two things."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from provider_kit import LittleServer, http
from rs_ge_kit import OpenRsGe, World, effect, invoice, logged_in, said_no, told

from muhr.domain.documents import Action, Direction, Document
from muhr.domain.effects import Effect, FateKind
from muhr.domain.errors import InputError, OutcomeUnknown, Refused, Throttled, Unreachable
from muhr.providers.rs_ge import states
from muhr.providers.rs_ge.payloads import start_of, transaction_id

CONFIRM_FIRST, CONFIRM_CANCEL = "1/0", "2/0"


def fate(world: World, sent: Effect) -> FateKind:
    return world.provider.fates([sent])[sent.id].kind


# ------------------------------------------------------------------ what a body says


def test_a_body_is_the_id_alone_and_says_where_the_person_decided(seller: World) -> None:
    for action in (Action.CONFIRM, Action.REFUSE, Action.ACTIVATE, Action.CANCEL, Action.DELETE):
        for document in seller.documents(action):
            body = seller.provider.payload(action, document, key="0" * 32)
            assert json.loads(body) == {"INVOICE": {"ID": int(document.ref.remote_id)}}
            assert states.code_of(start_of(body)) == document.status


def test_confirming_a_document_never_confirms_its_cancellation(seller: World) -> None:
    """The same call means both. Meanwhile a colleague has confirmed, and the seller asks to cancel."""
    document = seller.documents(Action.CONFIRM, CONFIRM_FIRST)[0]
    id_, ordered = document.ref.remote_id, seller.ordered(Action.CONFIRM, document)
    assert seller.robot("confirm", id_) + seller.robot("cancel", id_) == [id_, id_]
    seller.fault("ConfirmInvoice", "latency", seconds=0)
    with pytest.raises(Refused, match="nothing was sent") as caught:
        seller.provider.send(ordered)
    assert caught.value.code == "provider-changed-meanwhile"
    assert (seller.requests("ConfirmInvoice"), seller.pair(id_)) == (0, (2, 0))
    assert fate(seller, ordered) is FateKind.DONE, "it is confirmed, whoever did it; what came later is another matter"


def test_a_lost_confirmation_is_not_repeated_on_the_request_to_cancel(seller: World) -> None:
    document = seller.documents(Action.CONFIRM, CONFIRM_FIRST)[0]
    id_, ordered = document.ref.remote_id, seller.ordered(Action.CONFIRM, document)
    seller.fault("ConfirmInvoice", "drop_after")
    with pytest.raises(OutcomeUnknown):
        seller.provider.send(ordered)
    seller.robot("cancel", id_)
    with pytest.raises(OutcomeUnknown):
        seller.provider.send(replace(ordered, attempts=2))
    assert seller.pair(id_) == (2, 0)
    assert seller.count("confirm", id_) == 1


def test_deleting_a_saved_document_never_deletes_one_that_was_sent(seller: World) -> None:
    document = seller.documents(Action.DELETE, "0/0")[0]
    ordered = seller.ordered(Action.DELETE, document)
    seller.robot("activate", document.ref.remote_id)
    with pytest.raises(Refused, match="nothing was sent"):
        seller.provider.send(ordered)
    assert seller.pair(document.ref.remote_id) == (1, 0)
    assert fate(seller, ordered) is FateKind.REFUSED


def test_a_request_to_cancel_is_answered(seller: World) -> None:
    first, second = seller.documents(Action.CONFIRM, CONFIRM_CANCEL)[:2]
    agreed, declined = seller.ordered(Action.CONFIRM, first), seller.ordered(Action.REFUSE, second)
    assert fate(seller, agreed) is FateKind.NOT_DONE
    assert seller.provider.send(agreed).remote_id == first.ref.remote_id
    assert seller.provider.send(declined).remote_id == second.ref.remote_id
    assert (seller.pair(first.ref.remote_id), seller.pair(second.ref.remote_id)) == ((2, 1), (1, 1))
    assert fate(seller, agreed) is fate(seller, declined) is FateKind.DONE


def test_a_second_request_to_cancel_is_not_answered_with_the_first_answer(seller: World) -> None:
    document = seller.documents(Action.REFUSE, CONFIRM_CANCEL)[0]
    ordered = seller.ordered(Action.REFUSE, document)
    seller.fault("RefuseInvoice", "drop_after")
    with pytest.raises(OutcomeUnknown):
        seller.provider.send(ordered)
    assert seller.pair(document.ref.remote_id) == (1, 1)
    seller.sandbox.clock.advance(3600)
    seller.robot("cancel", document.ref.remote_id)
    assert fate(seller, ordered) is FateKind.CANNOT_TELL, "the pair is as it was, and yet it is another request"
    with pytest.raises(OutcomeUnknown):
        seller.provider.send(replace(ordered, attempts=2))
    assert seller.count("refuse", document.ref.remote_id) == 1


def test_a_cancellation_that_was_declined_is_not_asked_for_again(seller: World) -> None:
    document = seller.documents(Action.CANCEL)[0]
    ordered = seller.ordered(Action.CANCEL, document)
    seller.fault("CancelInvoice", "drop_after")
    with pytest.raises(OutcomeUnknown):
        seller.provider.send(ordered)
    assert fate(seller, ordered) is FateKind.DONE
    seller.robot("refuse", document.ref.remote_id)
    assert seller.pair(document.ref.remote_id) == (1, 1)
    assert fate(seller, ordered) is FateKind.CANNOT_TELL
    earlier = replace(ordered, created=ordered.created + timedelta(hours=1))
    assert fate(seller, earlier) is FateKind.NOT_DONE, "the request to cancel was an older one"


@pytest.mark.parametrize("start", states.STARTS)
@pytest.mark.parametrize("action", [Action.CONFIRM, Action.REFUSE, Action.ACTIVATE, Action.CANCEL, Action.DELETE])
def test_only_an_unchanged_pair_allows_a_repeat(action: Action, start: states.Pair) -> None:
    pairs = [(seller, buyer) for seller in range(-3, 6) for buyer in range(-1, 4)]
    possible = any(action in states.actions_of(start, direction) for direction in Direction)
    for now in pairs:
        kind = states.fate_of(action, start, now)
        assert (kind is FateKind.NOT_DONE) == (possible and now == start)
        assert possible or kind is FateKind.CANNOT_TELL
    assert states.fate_of(action, None, start) is states.fate_of(action, start, None) is FateKind.CANNOT_TELL


def test_a_document_that_is_not_shown_any_more(seller: World) -> None:
    gone = [effect(action, "999999", b'{"INVOICE":{"ID":999999}} ') for action in (Action.DELETE, Action.CONFIRM)]
    for unknown in ("empty", "error"):
        seller.switch(unknown_invoice=unknown)
        found = seller.provider.fates(gone)
        assert [found[one.id].kind for one in gone] == [FateKind.DONE, FateKind.CANNOT_TELL]


def test_many_are_asked_about_in_few_calls(seller: World) -> None:
    seller.service.add_documents({"count": 60})
    found = seller.documents(Action.CONFIRM, CONFIRM_FIRST)[:60]
    ordered = [seller.ordered(Action.CONFIRM, document) for document in found]
    seller.fault("ListGoods", "latency", seconds=0)
    fates = seller.provider.fates(ordered)
    assert {one.kind for one in fates.values()} == {FateKind.NOT_DONE}
    assert (seller.requests("ListGoods"), seller.requests("GetInvoice")) == (2, 0)
    assert all(one.status is not None and one.status.complete for one in fates.values())


# ------------------------------------------------------------------ declarations


def declared(world: World, document: Document, period: str = "202601", **changes: Any) -> Effect:
    payload = world.provider.payload(Action.DECLARE, document, key="0" * 32, details={"period": period})
    return effect(Action.DECLARE, document.ref.remote_id, payload, **changes)


def both_sides(world: World) -> list[Document]:
    """Two confirmed documents, an own one and a received one."""
    found = world.documents(Action.DECLARE)
    return [next(one for one in found if one.direction is side) for side in Direction]


@pytest.mark.parametrize("typed", ["202601", "2026-01", " 2026-01-31 "])
def test_a_month_is_written_as_the_service_takes_it(typed: str, seller: World) -> None:
    document = both_sides(seller)[0]
    body = declared(seller, document, typed).payload
    assert json.loads(body) == {"Invoices": [{"ID": int(document.ref.remote_id)}], "OperationPeriod": "202601"}
    assert start_of(body) == states.CONFIRMED
    (asked,) = seller.provider.capabilities.details[Action.DECLARE]
    assert (asked.name, asked.required) == ("period", True)


@pytest.mark.parametrize("typed", ["", "2026", "202613", "01-2026", "202601x", "٢٠٢٦٠١"])
def test_what_is_no_month_is_not_sent(typed: str, seller: World) -> None:
    with pytest.raises(InputError):
        declared(seller, both_sides(seller)[0], typed)


@pytest.mark.parametrize("quirks", ["clean", "faithful"])
def test_a_document_is_attached_to_a_declaration_once(quirks: str, seller: World) -> None:
    seller.switch(quirks=quirks)
    documents = both_sides(seller)
    for document in documents:
        id_, ordered = document.ref.remote_id, declared(seller, document)
        assert fate(seller, ordered) is FateKind.NOT_DONE
        seller.fault("CreateDecl", "drop_after")
        with pytest.raises(OutcomeUnknown):
            seller.provider.send(ordered)
        assert fate(seller, ordered) is FateKind.DONE
        with pytest.raises(OutcomeUnknown):
            seller.provider.send(replace(ordered, attempts=2))
        assert seller.count("declare", id_) == 1
        assert Action.DECLARE not in seller.provider.statuses([id_])[id_].actions
    refs = {document.ref for document in documents}
    listed = [one for one in seller.provider.past(None).documents if one.ref in refs]
    assert len(listed) == len(refs) == 2
    assert not any(Action.DECLARE in one.actions for one in listed), "a list tells the declaration's number as well"


def test_another_declaration_is_not_taken_for_the_one_that_was_meant(seller: World) -> None:
    document = both_sides(seller)[0]
    ordered = declared(seller, document)
    seller.provider.calls.create_declaration(declared(seller, document, "202512").payload)
    assert fate(seller, ordered) is FateKind.CANNOT_TELL
    with pytest.raises(Refused, match="nothing was sent"):
        seller.provider.send(ordered)
    seller.service.settings.forbidden[seller.tin] = ["edit"]
    assert fate(seller, declared(seller, document, "202512")) is FateKind.CANNOT_TELL, "GetSeqNum is not allowed"


def test_a_document_that_is_being_cancelled_is_not_attached(seller: World) -> None:
    document = both_sides(seller)[1]
    ordered = declared(seller, document)
    seller.robot("cancel", document.ref.remote_id)
    assert fate(seller, ordered) is FateKind.REFUSED
    with pytest.raises(Refused, match="nothing was sent"):
        seller.provider.send(ordered)


def test_a_declaration_that_is_refused_because_it_is_made_is_done(seller: World) -> None:
    ordered = declared(seller, both_sides(seller)[0])
    seller.fault("CreateDecl", "duplicate_delivery")
    assert seller.provider.send(ordered).code == "already"
    assert seller.count("declare", ordered.target_id) == 1


# ------------------------------------------------------------------ "system error"


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_system_error_proves_nothing(when: str, seller: World) -> None:
    document = seller.documents(Action.CONFIRM, CONFIRM_FIRST)[0]
    confirmed, saved = seller.ordered(Action.CONFIRM, document), seller.imported(invoice())
    seller.switch(system_error=when)
    for ordered in (confirmed, saved):
        with pytest.raises(OutcomeUnknown, match="სისტემური შეცდომა"):
            seller.provider.send(ordered)
    done = when == "after"
    assert fate(seller, confirmed) is (FateKind.DONE if done else FateKind.NOT_DONE)
    assert fate(seller, saved) is (FateKind.DONE if done else FateKind.RUNNING)
    assert fate(seller, replace(saved, asked=6)) is (FateKind.DONE if done else FateKind.CANNOT_TELL)
    assert seller.count("import", transaction_id(saved.target_id)) == int(done)


# ------------------------------------------------------------------ new documents


def test_a_document_is_saved_once_under_its_number(seller: World) -> None:
    ordered = seller.imported(invoice())
    number = transaction_id(ordered.target_id)
    assert fate(seller, ordered) is FateKind.NOT_DONE
    receipt = seller.provider.send(ordered)
    again = seller.provider.send(replace(ordered, attempts=2))
    assert receipt.remote_id == again.remote_id
    assert seller.count("import", number) == 1
    found = seller.provider.fates([ordered])[ordered.id]
    assert (found.kind, found.remote_id) == (FateKind.DONE, receipt.remote_id)


def test_amounts_that_the_service_counts_anew_are_told(seller: World) -> None:
    """The print shows a header of 3750 over rows of 1800, and elsewhere one that is the sum."""
    plain = seller.provider.send(seller.imported(invoice()))
    assert plain.note == ""
    other = seller.provider.send(seller.imported(invoice(AMOUNT_FULL=3750, AMOUNT_VAT=572.03)))
    assert re.findall(r"[0-9]+\.[0-9]{2}", re.sub(r"(?<=[0-9])\s(?=[0-9])", "", other.note)) == [
        "1800.00", "274.58", "3750.00", "572.03",
    ]  # fmt: skip
    seller.fault("GetInvoice", "drop_before")
    blind = seller.provider.send(seller.imported(invoice(AMOUNT_FULL=9)))
    assert (blind.note, bool(blind.remote_id)) == ("", True), "it is saved, whatever becomes of the question"


def test_a_document_is_saved_and_sent_at_once(seller: World) -> None:
    ordered = seller.imported(invoice(SELLER_ACTION=1))
    seller.fault("ActivateInvoice", "http_500_after")
    with pytest.raises(OutcomeUnknown):
        seller.provider.send(ordered)
    seller.switch(quirks="faithful")  # whose result names the id alone
    found = seller.provider.fates([ordered])[ordered.id]
    assert found.kind is FateKind.DONE
    assert seller.pair(found.remote_id) == (1, 0)
    assert seller.count("import", transaction_id(ordered.target_id)) == 1


def test_a_transaction_that_is_still_running_is_waited_for(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    provider = logged_in(little, open_rs_ge)
    ordered = effect(Action.IMPORT, "0" * 31 + "1", b'{"INVOICE":{"ID":0}}')
    little.on("/Invoice/SaveInvoice", said_no(-7, "მიმდინარე"))
    with pytest.raises(OutcomeUnknown) as caught:
        provider.send(ordered)
    assert caught.value.code == "provider-running"
    answers = {
        -7: FateKind.RUNNING, -1: FateKind.RUNNING, -6: FateKind.NOT_DONE, -201: FateKind.CANNOT_TELL,
    }  # fmt: skip
    little.on("/Invoice/ListInvoices", told({"Data": {"Fields": [], "Rows": []}, "Summary": {"_Count": 0}}))
    for id_, kind in answers.items():
        little.on("/Common/GetTransactionResult", said_no(id_))
        assert provider.fates([ordered])[ordered.id].kind is kind
    little.on("/Common/GetTransactionResult", said_no(-1))
    asked_often = replace(ordered, asked=6)
    assert provider.fates([asked_often])[asked_often.id].kind is FateKind.CANNOT_TELL, "it may be the stored answer"
    little.on("/Common/GetTransactionResult", told({"INVOICE_ID": ""}))
    assert provider.fates([ordered])[ordered.id].kind is FateKind.CANNOT_TELL
    assert len(little.requests("/Invoice/SaveInvoice")) == 1


def test_the_sandbox_says_that_a_transaction_is_running(seller: World) -> None:
    ordered = seller.imported(invoice())
    body = ordered.payload
    seller.service.running[transaction_id(ordered.target_id)] = None  # somebody else's request
    with pytest.raises(OutcomeUnknown) as caught:
        seller.provider.calls.save_invoice(body)
    assert caught.value.code == "provider-running"
    assert fate(seller, ordered) is FateKind.RUNNING
    seller.service.running.clear()
    assert fate(seller, ordered) is FateKind.NOT_DONE
    assert seller.provider.calls.save_invoice(body).remote_id


def test_a_refusal_of_a_repeat_is_asked_about(seller: World) -> None:
    """The first attempt has saved it; then the service has forgotten the number, and does not like the document."""
    ordered = seller.imported(invoice())
    seller.provider.send(ordered)
    seller.service.settings.forbidden[seller.tin] = ["edit"]
    receipt = seller.provider.send(replace(ordered, attempts=2))
    assert receipt.code == "already"
    seller.robot("forget-transactions")
    with pytest.raises(OutcomeUnknown, match="shows a document like this one"):
        seller.provider.send(replace(ordered, attempts=2))
    assert seller.count("import", transaction_id(ordered.target_id)) == 1


def test_what_the_service_refuses_was_not_done(seller: World) -> None:
    seller.switch(test_codes_only=True)
    ordered = seller.imported(invoice(TIN_BUYER="400000101"))
    with pytest.raises(Refused, match="206322102") as caught:
        seller.provider.send(ordered)
    assert caught.value.code == "provider-rs-3"
    assert seller.count("import", transaction_id(ordered.target_id)) == 0


def test_a_service_that_ignores_numbers_is_found_out_by_the_ledger(seller: World) -> None:
    """The number is all that keeps a repeat from making a second document: the oracle must see it."""
    seller.switch(transactions="ignored")
    ordered = seller.imported(invoice())
    seller.provider.send(ordered)
    seller.provider.send(replace(ordered, attempts=2))
    assert seller.count("import", transaction_id(ordered.target_id)) == 2


@pytest.mark.parametrize("how", ["ignored", "forgotten"])
def test_a_service_that_has_forgotten_our_number_is_not_sent_a_second_document(seller: World, how: str) -> None:
    """-6 for a document that is there: the list of documents shows it, and a person decides."""
    ordered = seller.imported(invoice())
    if how == "ignored":
        seller.switch(transactions="ignored")
    seller.provider.send(ordered)
    if how == "forgotten":
        seller.robot("forget-transactions")
    fate = seller.provider.fates([ordered])[ordered.id]
    assert (fate.kind, fate.code) == (FateKind.CANNOT_TELL, "-6")
    assert str(max(seller.service.invoices)) in fate.note


@pytest.mark.parametrize(
    "changes",
    [
        {"TIN_BUYER": "400000101"},
        {"AMOUNT_FULL": 900, "INVOICE_GOODS": [invoice()["INVOICE_GOODS"][0] | {"QUANTITY": 1, "AMOUNT": 900}]},
        {"OPERATION_DATE": "09-04-2025 10:00:00"},
    ],
    ids=["buyer", "total", "day"],
)
def test_another_document_does_not_stand_in_the_way(seller: World, changes: dict[str, object]) -> None:
    seller.switch(transactions="ignored")
    seller.provider.send(seller.imported(invoice() | changes))
    never_sent = seller.imported(invoice())
    fate = seller.provider.fates([never_sent])[never_sent.id]
    assert fate.kind is FateKind.NOT_DONE, fate


# ------------------------------------------------------------------ the line


@pytest.mark.parametrize(
    ("answer", "error"),
    [(http(b"", 503), Unreachable), (http(b"", 429, Retry_After="5"), Throttled), (http(b"{"), Unreachable)],
)
def test_when_the_document_cannot_be_read_first_nothing_is_sent(
    answer: bytes, error: type[Exception], little: LittleServer, open_rs_ge: OpenRsGe
) -> None:
    provider = logged_in(little, open_rs_ge)
    little.on("/Invoice/GetInvoice", answer)
    with pytest.raises(error):
        provider.send(effect(Action.CONFIRM, "913", b'{"INVOICE":{"ID":913}}  '))
    assert little.requests("/Invoice/ConfirmInvoice") == []


def test_an_answer_about_another_document_proves_nothing(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    provider = logged_in(little, open_rs_ge)
    little.on("/Invoice/GetInvoice", told({"INVOICE": invoice(ID=913, SELLER_ACTION=1, USER_ROLE=2)}))
    little.on("/Invoice/ConfirmInvoice", told({"INVOICE_ID": 914, "INVOICE_NUMBER": 1}))
    with pytest.raises(OutcomeUnknown):
        provider.send(effect(Action.CONFIRM, "913", b'{"INVOICE":{"ID":913}}  '))
    assert [one.body for one in little.requests("/Invoice/ConfirmInvoice")] == [b'{"INVOICE":{"ID":913}}  ']


def test_when_asking_breaks_off_what_was_learned_stays(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    provider = logged_in(little, open_rs_ge)
    little.on("/Invoice/GetInvoice", told({"INVOICE": invoice(ID=913, SELLER_ACTION=1, BUYER_ACTION=1, USER_ROLE=2)}))
    little.on("/Common/GetTransactionResult", http(b"", 500))
    known = effect(Action.CONFIRM, "913", b'{"INVOICE":{"ID":913}}  ')
    later = effect(Action.IMPORT, "0" * 32, b"{}")
    fates = provider.fates([known, later])
    assert (fates[known.id].kind, fates[later.id].kind) == (FateKind.DONE, FateKind.RUNNING)
    with pytest.raises(Unreachable):
        provider.fates([later])
