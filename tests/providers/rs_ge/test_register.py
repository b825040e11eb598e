"""Register files of INVOICE objects: what is read, what speaks against an entry, and the key that is made of it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from provider_kit import unhurried
from rs_ge_kit import account, invoice

from muhr.domain.errors import InputError
from muhr.domain.imports import ImportItem
from muhr.domain.money import Money
from muhr.providers.rs_ge import register_file
from muhr.providers.rs_ge.payloads import transaction_id


def read(value: object) -> list[ImportItem]:
    data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    return register_file.read(data, account(""))


def codes(value: object) -> set[str]:
    (item,) = read([value])
    return {problem.code for problem in item.problems}


def stops(value: object) -> set[str]:
    (item,) = read([value])
    return {problem.code for problem in item.problems if problem.blocks}


def test_every_form_of_a_file_is_read() -> None:
    first, second = invoice(), invoice(INV_COMMENT="მეორე")
    forms: list[Any] = [
        {"INVOICES": [{"INVOICE": first}, {"INVOICE": second}]},
        [{"INVOICE": first}, second],
        [first, second],
    ]
    keys = [[item.client_id for item in read(form)] for form in forms]
    assert keys[0] == keys[1] == keys[2]
    assert [item.client_id for item in read({"INVOICE": first})] == keys[0][:1]
    (item,) = read([first])
    assert (item.place, item.kind_code, item.kind) == ("entry 1", "SaveInvoice", "Tax document, saved")
    assert item.problems == ()
    assert item.total == Money(currency="GEL", amount=Decimal(1800))
    assert (item.sender.tax_id, item.counterparty.tax_id) == ("206322102", "12345678910")  # type: ignore[union-attr]
    assert item.content.lines[0].vat == Decimal("274.58")


def test_an_entry_is_sent_as_it_stands_under_a_key_made_of_it() -> None:
    text = (
        '{"INV_CATEGORY": 1.0, "INV_TYPE": 2,\n "NEW_MEMBER": [1e2], "OPERATION_DATE": "10-04-2025 10:00:00",'
        ' "TIN_SELLER": "206322102"}'
    )
    (item,) = read(f"[{text}]".encode())
    body = register_file.payload(item)
    sent = json.loads(body)
    assert sent["TransactionId"] == transaction_id(item.client_id)
    assert sent["INVOICE"]["ID"] == sent["INVOICE"]["SELLER_ACTION"] == 0
    assert b"[1e2]" in body
    assert b"1.0" in body
    (again,) = read(body)
    assert again.client_id == item.client_id, "the program reads its own payloads"
    assert json.loads(register_file.payload(again)) == sent


def test_a_changed_entry_has_another_key_whatever_number_it_brings() -> None:
    own = "159c0000-0000-4000-a000-000000000001"
    one = read({"INVOICE": invoice(), "TransactionId": own})[0]
    two = read({"INVOICE": invoice(AMOUNT_FULL=1801), "TransactionId": own})[0]
    plain = read({"INVOICE": invoice()})[0]
    other = register_file.read(json.dumps([invoice()]).encode(), account("", id="e" * 32))[0]
    keys = [one.client_id, two.client_id, plain.client_id, other.client_id]
    assert len(set(keys)) == 4
    assert own not in register_file.payload(one).decode()


def test_the_same_document_twice_is_sent_once() -> None:
    first, second, third = read([invoice(), invoice(), invoice(INV_COMMENT="x")])
    assert (first.sendable, second.sendable, third.sendable) == (True, False, True)
    assert [problem.code for problem in second.problems] == ["twice"]


def test_which_call_takes_it() -> None:
    for action, call in ((0, "SaveInvoice"), (1, "ActivateInvoice"), ("1", "ActivateInvoice")):
        (item,) = read([invoice(SELLER_ACTION=action)])
        assert (item.kind_code, register_file.call_of(register_file.payload(item))) == (call, call)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ID": 913}, "id"),
        ({"ID": "x"}, "id"),
        ({"SELLER_ACTION": -2}, "action"),
        ({"INV_TYPE": ""}, "kind"),
        ({"OPERATION_DATE": ""}, "date"),
        ({"OPERATION_DATE": "2025-04-10"}, "date"),
        ({"TIN_SELLER": ""}, "sender-missing"),
    ],
)
def test_what_stops_an_entry(changes: dict[str, Any], code: str) -> None:
    assert stops(invoice(**changes)) == {code}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"INV_CATEGORY": 9}, "kind"),
        ({"INV_CATEGORY": 4}, "advance"),
        ({"TIN_SELLER": "400000101"}, "sender"),
        ({"TIN_BUYER": ""}, "receiver-missing"),
        ({"TIN_BUYER": "123"}, "receiver-tax-number"),
        ({"AMOUNT_VAT": 324}, "vat-total"),
        ({"PREV_CORRECTION_ID": 7}, "correction"),
        ({"PARENT_ID": 74032}, "parent"),
        ({"INVOICE_ADVANCE": [{"ID": 758, "OPERATION_DATE": "21-02-2025 16:19:30"}]}, "advance-entry"),
        ({"INVOICE_ADVANCE": [{"ID": 0, "OPERATION_DATE": "21-02-2025", "AMOUNT": 0}]}, "advance-entry"),
        ({"INVOICE_RETURN": [{"RETURN_INVOICE_ID": 7}]}, "return"),
        ({"INVOICE_RETURN": [{"ID": 7}], "PREV_CORRECTION_ID": 7, "CORRECT_REASON_ID": 4}, "return-entry"),
    ],
)
def test_what_is_doubtful_in_an_entry(changes: dict[str, Any], code: str) -> None:
    assert codes(invoice(**changes)) == {code}
    assert stops(invoice(**changes)) == set()


def test_a_correction_needs_neither_kind_nor_date() -> None:
    plain = invoice(PREV_CORRECTION_ID=1141, CORRECT_REASON_ID=4, INVOICE_RETURN=[{"RETURN_INVOICE_ID": 7}])
    for name in ("INV_CATEGORY", "INV_TYPE", "OPERATION_DATE"):
        del plain[name]
    assert codes(plain) == set()


def test_rows_are_added_up_and_vat_of_advances_is_taken_away() -> None:
    goods = invoice()["INVOICE_GOODS"][0]
    wrong = [goods | {"AMOUNT": 1700}, goods | {"VAT_AMOUNT": 324}, goods | {"AMOUNT": ""}]
    found = [codes(invoice(INVOICE_GOODS=[one])) for one in wrong]
    assert found == [{"arithmetic", "vat", "vat-total"}, {"vat"}, {"total", "vat-total"}]
    used = [{"ID": 758, "OPERATION_DATE": "21-02-2025 16:19:30", "AMOUNT": 1}]
    assert codes(invoice(INVOICE_ADVANCE=used)) == {"vat-total"}
    assert codes(invoice(INVOICE_ADVANCE=used, AMOUNT_VAT=274.43)) == set()
    exempt = invoice(INVOICE_GOODS=[goods | {"VAT_TYPE": 2, "VAT_AMOUNT": 0}], AMOUNT_VAT=0)
    assert codes(exempt) == set()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<xml/>", "xml"),
        (b"\xff\xfe", "encoding"),
        (b'{"INVOICE": {"ID": 0, "ID": 1}}', "twice"),
        (b"[" * 50 + b"]" * 50, "depth"),
        (b"{}", "form"),
        (b"7", "form"),
        (b'{"INVOICES": {}}', "form"),
        (b"[{]", "syntax"),
        (b'[{"A": NaN}]', "syntax"),
        (b"[" + b",".join([b"{}"] * 2001) + b"]", "count"),
        (b" " * (16 * 2**20 + 1), "size"),
    ],
)
def test_what_makes_a_whole_file_unusable(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    assert caught.value.code == f"register-{code}"


@pytest.mark.parametrize("entry", [7, "x", None, [], {}, {"INVOICE": 5}, {"INVOICE": {}}])
def test_what_is_no_document_is_stopped(entry: object) -> None:
    (item,) = read([entry])
    assert [(problem.code, problem.blocks) for problem in item.problems] == [("form", True)]


@unhurried
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(list(invoice())),
            st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.lists(st.dictionaries(
                st.sampled_from(["AMOUNT", "QUANTITY", "VAT_TYPE", "VAT_AMOUNT", "UNIT_PRICE"]),
                st.integers() | st.text(max_size=4) | st.floats(allow_nan=False, allow_infinity=False)), max_size=2),
        ),
        max_size=3,
    )
)  # fmt: skip
def test_any_file_of_objects_is_read(entries: list[dict[str, Any]]) -> None:
    for item in read(entries):
        if item.sendable:
            json.loads(register_file.payload(item))
