"""Register files: what is read, which key an entry gets, what is sent of it, and files made to do harm."""

from __future__ import annotations

import json
import time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muhr.domain.accounts import Account, ProviderName
from muhr.domain.errors import InputError
from muhr.domain.parties import Country, Party
from muhr.providers.faktura_uz import register_file

ACCOUNT = Account(
    id="a" * 32,
    provider=ProviderName.FAKTURA_UZ,
    company=Party(country=Country.UZ, tax_id="200000011", name="“Namuna” MChJ"),
    login="namuna",
    base_url="",
)
LISTS = (
    "invoices",
    "acts_and_invoices",
    "invoice_for_payments",
    "material_reports",
    "dynamic_documents",
    "invoice_and_bills",
    "farm_invoices",
    "farm_invoice",
    "moto_act",
)


def entry(**more: object) -> dict[str, object]:
    return {
        "head": {
            "file_name": "invoice_200000011_200000101_2026-02-28_1.xml",
            "sender": {"sender_info": {"INN": "200000011", "company_name": "“Namuna” MChJ"}},
            "receiver": {"receiver_info": {"INN": "200000101", "company_name": "“Sinov” MChJ"}},
        },
        "document": {
            "document_number": "1",
            "document_date": "28.02.2026",
            "column_summary_values": {"column_subtotal_with_taxes": "10,50"},
        },
        **more,
    }


def read(value: object):
    return register_file.read(value if isinstance(value, bytes) else json.dumps(value).encode(), ACCOUNT)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_read(name: str) -> None:
    (item,) = read({name: [entry()]})
    assert (item.number, str(item.issued), item.place) == ("1", "2026-02-28", f"{name}, entry 1")
    assert item.total is not None
    assert str(item.total.amount) == "10.50"
    assert item.sendable
    sent = msgspec.json.decode(register_file.payload(item))
    container = "farm_invoices" if name == "farm_invoice" else name
    assert sent == {container: [{**entry(), "id": item.client_id}]}


def test_the_bytes_of_an_entry_are_kept() -> None:
    raw = b'{"document":{"document_number":"1","x":1.10e2,"y":123456789012345678901234567890.10},"head":{}}'
    (item,) = read(b'{"invoices":[' + raw + b"]}")
    assert raw[:-1] in register_file.payload(item)


@pytest.mark.parametrize("own", ["0123456789ABCDEF", "01234567-89ab-cdef-0123-456789abcdef", "f" * 64])
def test_a_sane_id_is_kept(own: str) -> None:
    (item,) = read({"invoices": [entry(id=own)]})
    assert (item.client_id, item.problems) == (own, ())


@pytest.mark.parametrize("own", ["1", "x" * 65, "a b" * 10, "../" * 8, 17, ["x"], "é" * 20])
def test_another_id_is_replaced_and_said(own: object) -> None:
    (item,) = read({"invoices": [entry(id=own)]})
    assert len(item.client_id) == 32
    assert [problem.code for problem in item.problems] == ["id"]
    assert msgspec.json.decode(register_file.payload(item))["invoices"][0]["id"] == item.client_id
    (other,) = read({"invoices": [entry(id="2")]})
    assert other.client_id != item.client_id


def test_a_made_key_belongs_to_content_list_and_account() -> None:
    (first,) = read({"invoices": [entry()]})
    (again,) = read(json.dumps({"invoices": [dict(reversed(entry().items()))]}, indent=1).encode())
    (other_list,) = read({"acts_and_invoices": [entry()]})
    (changed,) = read({"invoices": [entry(expansion={})]})
    assert again.client_id == first.client_id
    assert len({first.client_id, other_list.client_id, changed.client_id}) == 3


def test_the_same_entry_twice_in_one_file_is_sent_once() -> None:
    first, second = read({"invoices": [entry(), entry()]})
    assert first.sendable
    assert [problem.code for problem in second.problems] == ["twice"]
    assert "invoices, entry 1" in second.problems[0].text


@pytest.mark.parametrize("wrong", [None, 1, "x", [], {}, {"head": 1, "document": {}}, {"head": {}, "document": []}])
def test_an_entry_of_a_wrong_form_is_blocked(wrong: object) -> None:
    bad, good = read({"invoices": [wrong, entry()]})
    assert (bad.sendable, [problem.code for problem in bad.problems]) == (False, ["form"])
    assert good.sendable


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "register-syntax"),
        (b"{", "register-syntax"),
        (b'{"invoices":[\n{"a":}]}', "register-syntax"),
        (b'{"invoices":[NaN]}', "register-syntax"),
        (b"[]", "register-form"),
        (b"{}", "register-form"),
        (b"7", "register-form"),
        (b'{"invoices":{}}', "register-list"),
        (b'{"letters":[]}', "register-list"),
        (b'{"invoices":["\xff"]}', "register-encoding"),
        (b"[" * 100_000, "register-depth"),
        (b'{"invoices":' + b'{"a":[' * 500_000, "register-depth"),
        (b'{"invoices":[{"id":1,"ID":2}]}', "register-twice"),
        (b'{"invoices":[{}],"invoices":[{}]}', "register-twice"),
        (b'{"invoices":[' + b",".join([b"{}"] * 2001) + b"]}", "register-count"),
        (b" " * (register_file.LARGEST + 1), "register-size"),
        (b'{"invoices":[' + b'"\\"' * 1_000_000, "register-syntax"),
    ],
)
def test_a_hostile_file_is_a_typed_error_soon(data: bytes, code: str) -> None:
    began = time.monotonic()
    with pytest.raises(InputError) as caught:
        read(data)
    assert caught.value.code == code
    assert time.monotonic() - began < 5


def test_the_place_is_told() -> None:
    with pytest.raises(InputError, match="line 2, column 6"):
        read(b'{"invoices":[\n{"a":}]}')
    with pytest.raises(InputError, match="invoices, entry 2"):
        read(b'{"invoices":[{}, {"head":{"x":1,"X":2}}]}')


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["id", "head", "document", "items", "x"]), inner),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from([*LISTS[:3], "letters"]), _JSON | st.lists(_JSON)))
def test_anything_is_read_or_is_a_typed_error(value: object) -> None:
    try:
        items = read(value)
    except InputError:
        return
    for item in items:
        assert item.client_id
        if item.sendable:
            register_file.payload(item)
