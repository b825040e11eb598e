"""A file of invoices: read strictly, checked, sent as it stands there under one key."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from bitfaktura_kit import CREDENTIALS, INVOICE, account
from hypothesis import given
from hypothesis import strategies as st
from provider_kit import unhurried

from muhr.domain.errors import InputError
from muhr.domain.money import Money
from muhr.providers.bitfaktura import BitFaktura
from muhr.providers.bitfaktura.register_file import key_in

LINE = BitFaktura(account("https://zrazok.example.invalid"), CREDENTIALS)


def read(value: object) -> list:
    return LINE.read_register(value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode())


def codes(item) -> set[str]:
    return {one.code for one in item.problems}


def test_an_entry_is_read_and_checked():
    (item,) = read({"invoice": INVOICE})
    assert (item.kind, item.kind_code, item.number) == ("Invoice", "vat", "")
    assert (item.issued.isoformat(), item.total) == ("2026-02-15", Money("UAH", Decimal("60.23")))
    assert (item.sender.tax_id, item.counterparty.tax_id) == ("99990019", "99990031")
    assert [(one.description, one.vat_rate, one.total) for one in item.content.lines] == [
        ("Товар А1", "20%", Decimal("10.23")), ("Товар А2", "0%", Decimal(50)),
    ]  # fmt: skip
    assert item.sendable
    assert item.problems == ()


@pytest.mark.parametrize(
    "form",
    [
        lambda one: {"invoice": one},
        lambda one: {"api_token": "strange-token", "invoice": one},
        lambda one: [{"invoice": one}],
        lambda one: [one],
        lambda one: one,
        lambda one: {"invoices": [one]},
        lambda one: {"invoices": [{"invoice": one}]},
    ],
)
def test_every_form_gives_the_same_entry(form):
    (item,) = read(form(INVOICE))
    (plain,) = read({"invoice": INVOICE})
    assert item.client_id == plain.client_id
    assert LINE.import_payload(item) == LINE.import_payload(plain)
    assert b"strange-token" not in item.raw + LINE.import_payload(item)
    assert ("token" in codes(item)) == ("api_token" in json.dumps(form(INVOICE)))


def test_it_is_sent_byte_for_byte_under_one_key():
    rows = b'[{"name":"\\u0410","total_price_gross":1.10,"new":1e2}]'
    raw = b'{"positions" : ' + rows + b',"buyer_name":"x","issue_date":"2026-02-15"}'
    (item,) = read(raw)
    payload = LINE.import_payload(item)
    assert rows in payload
    invoice = json.loads(payload)["invoice"]
    assert (invoice["oid"], invoice["oid_unique"]) == (item.client_id, "yes")
    assert item.client_id.startswith("muhr-")
    (again,) = read(payload)
    assert again.client_id == item.client_id
    assert LINE.import_payload(again) == payload
    assert key_in(payload).oid == item.client_id
    other = BitFaktura(account("https://zrazok.example.invalid"), CREDENTIALS)
    assert other.read_register(raw)[0].client_id == item.client_id, "the same for the same account"


def test_an_own_order_number_keeps_its_place():
    (item,) = read(INVOICE | {"oid": "ЗАМ-1"})
    assert "own-oid" in codes(item)
    assert item.sendable
    payload = LINE.import_payload(item)
    invoice = json.loads(payload)["invoice"]
    assert (invoice["oid"], invoice["internal_note"], "oid_unique" in invoice) == ("ЗАМ-1", item.client_id, False)
    assert LINE.import_payload(read(payload)[0]) == payload
    key = key_in(payload)
    assert (key.oid, key.note) == ("ЗАМ-1", item.client_id)


@pytest.mark.parametrize(
    "payload", [b"", b"[]", b"{}", b'{"invoice":1}', b'{"invoice":{"oid":"x"}}', b'{"invoice":{"oid":7}}']
)
def test_a_request_without_a_key_has_none(payload: bytes):
    assert key_in(payload) is None


@pytest.mark.parametrize(
    ("changes", "code", "blocks"),
    [
        ({"positions": []}, "positions", True),
        ({"positions": None}, "positions", True),
        ({"positions": [{"quantity": 1}]}, "row", True),
        ({"positions": [{"name": "x", "quantity": "багато"}]}, "row", True),
        ({"issue_date": "15.02.2026"}, "date", True),
        ({"payment_to": "2026-02-30"}, "date", True),
        ({"issue_date": None}, "issue-date", False),
        ({"buyer_name": "", "buyer_tax_no": ""}, "buyer-missing", False),
        ({"buyer_tax_no": "99990032"}, "buyer-tax-number", False),
        ({"seller_tax_no": "99990025"}, "sender", False),
        ({"oid": ["x"]}, "oid", True),
        ({"positions": [{"product_id": 333, "quantity": 2}]}, "total", False),
        ({"positions": [{"name": "x", "total_price_gross": 10, "discount_percent": 50}]}, "total", False),
    ],
)
def test_what_is_wrong_is_said(changes: dict, code: str, blocks: bool):
    (item,) = read(INVOICE | changes)
    assert code in codes(item)
    assert item.sendable is not blocks


def test_twins_and_entries_that_are_no_invoices_are_held_back():
    first, second, third = read([INVOICE, {"invoice": INVOICE}, 7])
    assert first.sendable
    assert codes(second) == {"twice"}
    assert codes(third) == {"form"}
    assert third.place == "invoices, entry 3"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<invoice/>", "register-xml"),
        (b"\xff\xfe", "register-encoding"),
        (b"[1, 2", "register-syntax"),
        (b"[NaN]", "register-syntax"),
        (b'[{"a": 1, "a": 2}]', "register-twice"),
        (b"[" * 100 + b"]" * 100, "register-depth"),
        (b"[]", "register-form"),
        (b'"text"', "register-form"),
        (b'{"invoices": 1}', "register-form"),
        (b"[" + b"1," * 2000 + b"1]", "register-count"),
        (b" " * (16 * 1024 * 1024 + 1), "register-size"),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(data: bytes, code: str):
    with pytest.raises(InputError) as caught:
        read(data)
    assert caught.value.code == code


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["invoice", "invoices", "positions", "oid", "id", "name", "total_price_gross", "issue_date",
                         "quantity", "internal_note", "buyer_name", "income", "kind", "currency"]), inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


@unhurried
@given(VALUES)
def test_whatever_a_file_holds_is_read_or_refused(value: object):
    try:
        items = read(value)
    except InputError:
        return
    for item in items:
        if item.sendable:
            payload = LINE.import_payload(item)
            (again,) = read(payload)
            assert again.client_id == item.client_id
            assert LINE.import_payload(again) == payload
