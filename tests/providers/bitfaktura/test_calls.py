"""Every call of the API document goes to the printed address and is read into typed records."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from bitfaktura_kit import TOKEN, World
from hypothesis import given
from hypothesis import strategies as st
from provider_kit import LittleServer, http, unhurried

from muhr.domain.documents import Action
from muhr.domain.errors import BugError, InputError, OutcomeUnknown, Refused
from muhr.providers import json_values
from muhr.providers.bitfaktura import values, wire
from muhr.providers.bitfaktura.answers import created
from muhr.providers.bitfaktura.complaints import complaint
from muhr.providers.pace import BURST, Pace
from muhr.sandbox.bitfaktura.records import INTEGRATION_TOKEN

PRINTED = {
    "invoices": ("GET", "/invoices.json", lambda c: c.invoices(1, period="this_month")),
    "one invoice": ("GET", "/invoices/100.json", lambda c: c.invoice("100")),
    "as XML": ("GET", "/invoices/100.xml", lambda c: c.invoice_file("100", "xml")),
    "as PDF": ("GET", "/invoices/100.pdf", lambda c: c.invoice_file("100", "pdf", print_option="original")),
    "e-mail": ("POST", "/invoices/100/send_by_email.json", lambda c: c.send_by_email("100")),
    "by order": ("GET", "/invoices.json", lambda c: c.by_oid("nr_zam")),
    "made from": ("GET", "/invoices.json", lambda c: c.sources_of("100")),
    "made of it": ("GET", "/invoices.json", lambda c: c.made_from("100")),
    "make": ("POST", "/invoices.json", lambda c: c.create_invoice(b'{"invoice":{}}')),
    "change": ("PUT", "/invoices/444.json", lambda c: c.update_invoice("444", b'{"invoice":{}}')),
    "delete": ("DELETE", "/invoices/100.json", lambda c: c.delete_invoice("100")),
    "goods": ("GET", "/warehouse_documents.json", lambda c: c.warehouse_documents.page(1, 25)),
    "goods, one": ("GET", "/warehouse_documents/555.json", lambda c: c.warehouse_documents.get("555")),
    "goods, make": ("POST", "/warehouse_documents.json", lambda c: c.warehouse_documents.create(b"{}")),
    "goods, change": ("PUT", "/warehouse_documents/555.json", lambda c: c.warehouse_documents.update("555", b"{}")),
    "goods, delete": ("DELETE", "/warehouse_documents/100.json", lambda c: c.warehouse_documents.delete("100")),
    "products": ("GET", "/products.json", lambda c: c.products.page(1)),
    "product": ("GET", "/products/100.json", lambda c: c.products.get("100")),
    "product, make": ("POST", "/products.json", lambda c: c.products.create(b"{}")),
    "product, change": ("PUT", "/products/333.json", lambda c: c.products.update("333", b"{}")),
    "clients": ("GET", "/clients.json", lambda c: c.clients.page(1, external_id="100")),
    "client": ("GET", "/clients/100.json", lambda c: c.clients.get("100")),
    "client, make": ("POST", "/clients.json", lambda c: c.clients.create(b"{}")),
    "client, change": ("PUT", "/clients/111.json", lambda c: c.clients.update("111", b"{}")),
    "payments": ("GET", "/banking/payments.json", lambda c: c.payments.page(1)),
    "payment": ("GET", "/banking/payment/100.json", lambda c: c.payments.get("100")),
    "payment, make": ("POST", "/banking/payments.json", lambda c: c.payments.create(b"{}")),
    "categories": ("GET", "/categories.json", lambda c: c.categories.page(1)),
    "category": ("GET", "/categories/100.json", lambda c: c.categories.get("100")),
    "category, make": ("POST", "/categories.json", lambda c: c.categories.create(b"{}")),
    "warehouses": ("GET", "/warehouses.json", lambda c: c.warehouses.page(1)),
    "warehouse": ("GET", "/warehouses/100.json", lambda c: c.warehouses.get("100")),
    "warehouse, make": ("POST", "/warehouses.json", lambda c: c.warehouses.create(b"{}")),
    "logo": ("PUT", "/departments/222.json", lambda c: c.set_logo("222", "logo.png", b"x")),
    "account": ("GET", "/account.json", lambda c: c.account("integration")),
    "user, make": ("POST", "/app/users.json", lambda c: c.create_user("e@example.invalid", "secret", "integration")),
    "account, make": ("POST", "/app/account.json", lambda c: c.create_account({"account": {}}, "integration")),
    "status": ("POST", "/invoices/100/change_status.json", lambda c: c.change_status("100", b"status=paid")),
    "cancel": ("POST", "/invoices/cancel.json", lambda c: c.cancel_invoice(b"{}")),
}
_LISTS = {"/invoices.json", "/warehouse_documents.json", "/products.json", "/clients.json", "/banking/payments.json",
          "/categories.json", "/warehouses.json"}  # fmt: skip


@pytest.mark.parametrize("name", PRINTED)
def test_it_goes_to_the_printed_address(line_to, little: LittleServer, name: str):
    method, path, call = PRINTED[name]
    record = {"id": 100, "name": "x"}
    little.on(path, http([record] if path in _LISTS and method == "GET" else record))
    call(line_to(app_url=f"{little.url}/app").calls)
    (asked,) = little.asked
    assert (asked.method, asked.path.split("?")[0]) == (method, path)
    if "users" not in path:
        assert TOKEN in asked.body.decode() or "api_token=" in asked.path


def test_records_are_read_and_made_at_the_service(world: World):
    calls = world.line.calls
    assert [one.code for one in calls.products.page(1, 2)] == ["A004", "A003"]
    product = calls.products.page(2, 2)[-1]
    assert (product.price_net, product.price_gross, product.tax) == (Decimal("4800.00"), Decimal("5760.00"), "20")
    assert calls.products.get(product.id) == product
    (client,) = calls.clients.page(external_id="K-1")
    assert client.tax_no == "99990031"
    id_ = created(calls.clients.create(calls.clients.payload({"name": "Новий", "tax_no": "99990048"})))
    calls.clients.update(id_, calls.clients.payload({"name": "Новіший"}))
    assert calls.clients.get(id_).name == "Новіший"
    (goods,) = calls.warehouse_documents.page()
    assert (goods.kind, len(goods.actions)) == ("pz", 1)
    made = created(calls.warehouse_documents.create(calls.warehouse_documents.payload({"kind": "wz"})))
    calls.warehouse_documents.delete(made)
    with pytest.raises(Refused):
        calls.warehouse_documents.get(made)
    for resource in (calls.categories, calls.warehouses):
        named = created(resource.create(resource.payload({"name": "Зразок"})))
        assert resource.get(named).name == "Зразок"
        assert named in {one.id for one in resource.page()}
        with pytest.raises(BugError):
            resource.update(named, b"{}")
        with pytest.raises(BugError):
            resource.delete(named)
    department = str(next(id_ for kind, id_ in world.service.records if kind == "department"))
    calls.set_logo(department, "лого.png", b"\x89PNG")
    assert world.ledger("logo") == {department: 1}
    assert calls.account(INTEGRATION_TOKEN)["prefix"] == "zrazok"
    app = world.another(app_url=world.account.base_url).calls
    assert created(app.create_account({"account": {"prefix": "новий"}}, INTEGRATION_TOKEN))
    assert created(app.create_user("zrazok@example.invalid", "password", INTEGRATION_TOKEN))
    with pytest.raises(InputError):
        calls.create_user("e@example.invalid", "password", INTEGRATION_TOKEN)
    with pytest.raises(Refused, match="name: не може бути порожнім"):
        calls.categories.create(b'{"category":{"name":""}}')


def test_documents_made_of_one_another(world: World):
    calls = world.line.calls
    source = world.line.waiting().documents[0].ref.remote_id
    body = {"buyer_name": "x", "from_invoice_id": int(source), "positions": [{"name": "x", "total_price_gross": 1}]}
    made = created(calls.create_invoice(msgspec.json.encode({"invoice": body})))
    assert [one.id for one in calls.made_from(source)] == [made]
    assert [one.id for one in calls.sources_of(made)] == [source]


def test_a_payment_is_noted_once_with_our_key(world: World):
    given = world.act(Action.PAY, {"amount": "1250.50", "paid_date": "2026-03-05"})
    body = json.loads(given.payload)["banking_payment"]
    assert (body["price"], body["paid_date"], body["oid"]) == ("1250.50", "2026-03-05", "muhr-" + "7" * 32)
    assert (body["invoice_id"], body["kind"], body["currency"]) == (int(given.target_id), "api", "UAH")
    world.line.send(given)
    (payment,) = world.line.calls.payments.page()
    assert (payment.price, payment.invoice_id, payment.paid) == (Decimal("1250.50"), given.target_id, True)
    assert world.line.calls.payments.get(payment.id) == payment


@pytest.mark.parametrize(
    ("action", "details"),
    [
        (Action.STATUS, {}), (Action.STATUS, {"status": "sent&x=1"}),
        (Action.PAY, {}), (Action.PAY, {"amount": "0"}), (Action.PAY, {"amount": "-1"}), (Action.PAY, {"amount": "x"}),
        (Action.PAY, {"amount": "1", "paid_date": "05.03.2026"}),
        (Action.SAVE, {}), (Action.SAVE, {"buyer_name": " "}), (Action.SAVE, {"payment_to": "morgen"}),
    ],
)  # fmt: skip
def test_details_that_cannot_be_used(world: World, action: Action, details: dict[str, str]):
    with pytest.raises(InputError) as caught:
        world.act(action, details)
    assert caught.value.code == "action-detail"


def test_what_needs_more_than_a_document_is_a_bug(world: World):
    for action in (Action.IMPORT, Action.SIGN):
        with pytest.raises(BugError):
            world.line.payload(action, world.line.waiting().documents[0])


@pytest.mark.parametrize("body", [b"", b"nonsense", b"{"])
def test_an_unreadable_yes_proves_nothing(line_to, little: LittleServer, body: bytes):
    from bitfaktura_kit import effect

    little.on("/invoices/7/send_by_email.json", http(body))
    with pytest.raises(OutcomeUnknown):
        line_to().send(effect(Action.SEND, "7", b""))


# ------------------------------------------------------------------ readers


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"code": "error", "message": {"oid": ["- зайнято"], "x": "y"}}, "oid: зайнято; x: y"),
        ({"code": "error", "message": ["- a", "b"]}, "a; b"),
        ({"code": "error", "message": "a"}, "a"),
        ({"status": "error", "message": None}, ""),
        ({"error": "a"}, "a"),
        ({"errors": {"base": ["a"]}}, "base: a"),
        ({"status": "ok"}, None), ({"status": "ok", "message": "sent"}, None), ({"id": 5, "message": "x"}, None),
        ({"id": 5, "status": "issued"}, None), ([], None), ("ok", None), (b"ok", None),
    ],
)  # fmt: skip
def test_refusals_are_told_from_records(body: object, text: str | None):
    found = complaint(body if isinstance(body, bytes) else msgspec.json.encode(body))
    assert (None if found is None else found.text) == text


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["id", "invoice", "positions", "income", "price_gross", "issue_date", "updated_at", "number",
                         "message", "code", "status", "errors", "tax", "warehouse_actions", "buyer_email", "position"]),
        inner, max_size=6),
    max_leaves=15,
)  # fmt: skip
READERS = (wire.invoice, wire.payment, wire.warehouse_document, wire.product, wire.client, wire.named)


@unhurried
@given(ANY)
def test_readers_read_or_say_that_they_cannot(value: Any):
    raw = msgspec.json.encode(value)
    complaint(raw)
    for read in READERS:
        try:
            assert values.is_id(read(json_values.decode(raw)).id)
        except json_values.Misread:
            continue


@unhurried
@given(st.binary(max_size=80))
def test_nonsense_is_no_record(raw: bytes):
    for read in (json_values.decode, values.rows, values.members, values.xml_value):
        try:
            read(raw)
        except json_values.Misread:
            continue
    complaint(raw)


@pytest.mark.parametrize("value", [100, "100", "0100"])
def test_ids_come_bare_and_quoted(value: object):
    assert values.id_of(value) == "100"


@pytest.mark.parametrize("value", [None, True, 0, -1, "", "x", "1.0", 1.5, "٣", [], "1" * 19])
def test_what_is_no_id(value: object):
    assert values.id_of(value) == ""


def test_xml_says_the_same_as_json(world: World):
    document = world.line.waiting().documents[0].ref.remote_id
    calls = world.line.calls
    told = wire.invoice(values.xml_value(calls.invoice_file(document, "xml").body))
    plain = wire.invoice_of(calls.invoice(document))
    assert told.id == plain.id
    assert (told.price_gross, told.payment_to, told.status, told.income) == (
        plain.price_gross, plain.payment_to, plain.status, plain.income,
    )  # fmt: skip
    assert [one.total_price_gross for one in told.positions] == [one.total_price_gross for one in plain.positions]


def test_xml_that_is_a_trap_is_not_read():
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xx">]><a>&x;</a>'
    for raw in (bomb, b"<a>" * 50 + b"</a>" * 50, b"<a", b" " * (4 * 1024 * 1024 + 1)):
        with pytest.raises(json_values.Misread):
            values.xml_value(raw)


def test_the_pace_lets_a_burst_pass_and_then_one_each_interval():
    now, waited = [100.0], []
    pace = Pace(300, clock=lambda: now[0], wait=lambda seconds: waited.append(seconds) if seconds > 1e-6 else None)
    for _ in range(BURST):
        pace()
    assert waited == []
    pace()
    pace()
    assert waited == pytest.approx([0.3, 0.6])
    now[0] += 3600
    waited.clear()
    for _ in range(BURST + 1):
        pace()
    assert waited == pytest.approx([0.3]), "no more than a burst is saved up"
    off = Pace(0, clock=lambda: now[0], wait=waited.append)
    waited.clear()
    for _ in range(1000):
        off()
    assert waited == []
