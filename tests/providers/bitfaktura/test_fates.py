"""What became of effects whose answer was lost: asked by our own key, compared here, believed late."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from bitfaktura_kit import INVOICE, World, effect
from provider_kit import http

from muhr.domain.documents import Action
from muhr.domain.effects import FateKind
from muhr.domain.errors import OutcomeUnknown, Refused


def test_an_invoice_is_made_once_and_found_by_its_key(world: World):
    given = world.importing()
    assert world.line.fates([given])[given.id].kind is FateKind.NOT_DONE
    receipt = world.line.send(given)
    fate = world.line.fates([given])[given.id]
    assert (fate.kind, fate.remote_id) == (FateKind.DONE, receipt.remote_id)
    assert fate.note == "BitFaktura has the document."
    assert world.ledger("import") == {given.target_id: 1}
    (document,) = world.line.describe([receipt.remote_id])
    assert document.client_id == given.target_id
    assert str(document.total.amount) == "60.23", "the rows' totals, not multiplied by their quantities"


def test_a_taken_key_is_looked_up_and_the_invoice_adopted(world: World):
    given = world.importing()
    first = world.line.send(given)
    again = world.line.send(given)
    assert (again.remote_id, again.code) == (first.remote_id, "already")
    assert world.ledger("import") == {given.target_id: 1}


def test_a_taken_key_without_an_invoice_is_no_success(line_to, little):
    """Uniqueness may hold over deleted documents, or over what this token may not see."""
    refusal = http({"code": "error", "message": {"oid": ["- зайнято"]}}, 422)
    line = line_to()
    (item,) = line.read_register(json.dumps({"invoice": INVOICE}).encode())
    for attempts, expected in ((1, OutcomeUnknown), (2, OutcomeUnknown), (3, Refused)):
        little.on("/invoices.json", refusal, http([]))
        with pytest.raises(expected):
            line.send(effect(Action.IMPORT, item.client_id, line.import_payload(item), attempts=attempts))


def test_the_sentence_of_a_refusal_is_shown_and_not_judged(line_to, little):
    line = line_to()
    (item,) = line.read_register(json.dumps({"invoice": INVOICE}).encode())
    given = effect(Action.IMPORT, item.client_id, line.import_payload(item))
    for message in ({"buyer_tax_no": ["- oid is taken", "- погано"]}, ["oid"], "oid"):
        little.on("/invoices.json", http({"code": "error", "message": message}, 422), http([]))
        with pytest.raises(Refused, match="oid"):
            line.send(given)


def test_a_list_that_finds_parts_of_keys_does_not_mislead(world: World):
    world.settings(oid_match="contains")
    given = world.importing()
    world.line.send(given)
    part = world.importing({**INVOICE, "buyer_name": "Інший"})
    fates = world.line.fates([given, part])
    assert (fates[given.id].kind, fates[part.id].kind) == (FateKind.DONE, FateKind.NOT_DONE)


def test_not_there_is_not_believed_at_once(world: World):
    line = world.another(settle_seconds="120")
    given = world.importing()
    assert line.fates([given])[given.id].kind is FateKind.RUNNING
    old = world.importing(sent=datetime.now(UTC) - timedelta(seconds=121))
    assert line.fates([old])[old.id].kind is FateKind.NOT_DONE
    usual = world.another(settle_seconds="")
    assert usual.fates([given])[given.id].kind is FateKind.RUNNING, "two minutes unless told otherwise"


def test_a_full_page_without_a_hit_is_no_answer(line_to, little):
    line = line_to()
    (item,) = line.read_register(json.dumps({"invoice": INVOICE}).encode())
    given = effect(Action.IMPORT, item.client_id, line.import_payload(item))
    others = http([{"id": number, "oid": "інше"} for number in range(1, 101)])
    ours = http([{"id": 500, "oid": item.client_id, "kind": "vat", "price_gross": "60,23"}])
    little.on("/invoices.json", others, others, ours)
    assert line.fates([given])[given.id].remote_id == "500"
    pages = [one.path for one in little.asked]
    assert [f"page={number}&" in path for number, path in enumerate(pages, 1)] == [True] * 3
    assert all("period=all" in path and "per_page=100" in path for path in pages)
    little.on("/invoices.json", others)
    assert line.fates([given])[given.id].kind is FateKind.CANNOT_TELL, "a service that passes over the key"


def test_two_documents_under_one_key_are_for_a_person(world: World):
    world.settings(oid_unique="ignored")
    given = world.importing()
    world.line.send(given)
    world.line.send(given)
    assert world.ledger("import") == {given.target_id: 2}, "a service that does not guard the key"
    assert world.line.fates([given])[given.id].kind is FateKind.CANNOT_TELL


def test_a_document_that_differs_is_adopted_and_said(line_to, little):
    line = line_to()
    (item,) = line.read_register(json.dumps({"invoice": INVOICE}).encode())
    given = effect(Action.IMPORT, item.client_id, line.import_payload(item))
    little.on("/invoices.json", http([{"id": 5, "oid": item.client_id, "kind": "vat", "price_gross": "61.23"}]))
    fate = line.fates([given])[given.id]
    assert fate.kind is FateKind.DONE
    assert "not with the same" in fate.note


def test_an_order_number_of_ones_own_is_kept_and_the_key_stands_in_the_note(world: World):
    given = world.importing({**INVOICE, "oid": "ЗАМ-17", "internal_note": "Терміново"})
    invoice = json.loads(given.payload)["invoice"]
    assert (invoice["oid"], invoice["internal_note"]) == ("ЗАМ-17", f"Терміново {given.target_id}")
    assert "oid_unique" not in invoice
    strange = world.importing({**INVOICE, "oid": "ЗАМ-17", "buyer_name": "Інший"})
    world.line.send(strange)
    assert world.line.fates([given])[given.id].kind is FateKind.NOT_DONE, "the order number alone proves nothing"
    receipt = world.line.send(given)
    assert world.line.fates([given])[given.id].remote_id == receipt.remote_id
    (item,) = world.line.read_register(given.payload)
    assert item.client_id == given.target_id


def test_an_expense_is_looked_for_among_expenses(world: World):
    given = world.importing({**INVOICE, "income": "0", "seller_name": "ТОВ «Приклад»", "seller_tax_no": "99990031"})
    receipt = world.line.send(given)
    assert world.line.fates([given])[given.id].remote_id == receipt.remote_id


def test_a_token_that_may_only_read_makes_nothing_and_is_told(world: World):
    world.settings(read_only_token=True)
    with pytest.raises(OutcomeUnknown):
        world.line.send(world.importing())
    with pytest.raises(Refused, match="only read"):
        world.line.send(world.importing(attempts=3))
    assert world.ledger("import") == {}


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, {"id": 5}),
        (201, {"id": None}),
        (201, {"id": "5"}),
        (201, {}),
        (201, []),
        (201, b"<html>"),
        (202, {"id": 5}),
    ],
)
def test_only_201_with_a_whole_number_is_made(line_to, little, status: int, body: object):
    line = line_to()
    (item,) = line.read_register(json.dumps({"invoice": INVOICE}).encode())
    given = effect(Action.IMPORT, item.client_id, line.import_payload(item))
    little.on("/invoices.json", http(body, status), http([]))
    with pytest.raises(OutcomeUnknown):
        line.send(given)


def test_letters_and_payments_cannot_be_asked_about(world: World):
    effects = [world.act(Action.SEND), world.act(Action.PAY, {"amount": "1"})]
    assert {one.kind for one in world.line.fates(effects).values()} == {FateKind.CANNOT_TELL}


def test_a_letter_without_an_address_is_refused_under_200(world: World):
    document = next(one for one in world.line.waiting().documents if one.actions and Action.SEND not in one.actions)
    with pytest.raises(Refused, match="пошти"):
        world.line.send(effect(Action.SEND, document.ref.remote_id, b""))
    assert world.ledger("send") == {}


def test_what_somebody_has_changed_since_is_for_a_person(world: World):
    given = world.act(Action.STATUS, {"status": "paid"})
    assert world.line.fates([given])[given.id].kind is FateKind.NOT_DONE
    world.service.obey({"action": "partial", "documents": [given.target_id]})
    assert world.line.fates([given])[given.id].kind is FateKind.CANNOT_TELL, "it may have been paid in between"
    world.service.obey({"action": "paid", "documents": [given.target_id]})
    assert world.line.fates([given])[given.id].kind is FateKind.DONE


def test_what_is_gone_is_gone(world: World):
    effects = [world.act(Action.DELETE), world.act(Action.CANCEL), world.act(Action.SAVE, {"buyer_name": "Нова"})]
    assert len({one.target_id for one in effects}) == 1
    assert {one.kind for one in world.line.fates(effects).values()} == {FateKind.NOT_DONE}
    world.service.obey({"action": "delete", "documents": [effects[0].target_id]})
    kinds = [one.kind for one in world.line.fates(effects).values()]
    assert kinds == [FateKind.DONE, FateKind.REFUSED, FateKind.REFUSED]
    assert world.line.send(effects[0]).code == "already"
    with pytest.raises(Refused):
        world.line.send(effects[1])


def test_a_cancelled_one_is_not_cancelled_again(world: World):
    given = world.act(Action.CANCEL)
    assert json.loads(given.payload) == {"cancel_invoice_id": int(given.target_id), "cancel_reason": "Причина"}
    world.line.send(given)
    assert world.line.send(given).code == "already"
    assert world.ledger("cancel") == {given.target_id: 1}
    (now,) = world.line.statuses([given.target_id]).values()
    assert (now.status, now.complete, now.actions) == ("cancelled", True, {Action.DELETE})


def test_a_service_without_the_call_that_cancels_says_so(world: World):
    given = world.act(Action.CANCEL)
    world.settings(cancel_call=False)
    with pytest.raises(Refused):
        world.line.send(given)
    assert Action.CANCEL not in world.another(cancel="no").capabilities.actions


def test_what_was_learned_before_a_break_stays(world: World):
    effects = [world.act(Action.CANCEL), world.act(Action.DELETE)]
    world.faults({"method": "get_invoice", "kind": "drop_before", "nth": 2})
    assert [one.kind for one in world.line.fates(effects).values()] == [FateKind.NOT_DONE, FateKind.RUNNING]
