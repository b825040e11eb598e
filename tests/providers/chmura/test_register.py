"""Files of invoices: every field of the tables, what speaks against an entry, and what is sent of it."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from muhr.domain.accounts import Account, ProviderName
from muhr.domain.errors import InputError
from muhr.domain.parties import Country, Party
from muhr.providers.chmura import jsv, register_file
from muhr.providers.chmura.fields import INVOICE, OCR_STATUSES, Kind, Shape, fitted

ACCOUNT = Account(
    id="c" * 32,
    provider=ProviderName.CHMURA,
    company=Party(country=Country.PL, tax_id="0000000112", name="Przykład Handel sp. z o.o."),
    login="ksiegowa",
    base_url="",
)


def invoice(**more: Any) -> dict[str, Any]:
    position = {"name": "Papier", "quantity": 2, "unit": "ryza", "unitPrice": "50,00", "netto": 100, "vat23": 23}
    return {
        "number": "00012", "creationDate": "2026-02-27", "sellDate": "2026-02-28T00:00:00",
        "sellVatId": "000-000-01-12", "sellName": "Przykład Handel sp. z o.o.", "sellBankAccountNb": "PL00 0000",
        "recName": "Próba: Serwis, S.A.", "recVatId": "0000000224",
        "invoicePosition": [position | {"gross": 123.00}],
        "netto": 100.00, "vat23": 23.00, "gross": 123.00, "paid": 23, "toPaid": 100,
    } | more  # fmt: skip


def read(value: Any, account: Account = ACCOUNT):
    return register_file.read(value if isinstance(value, bytes) else json.dumps(value).encode(), account)


def sample(shape: Shape) -> Any:
    """Every field of a shape with a value of its type, as the printed sample has them."""
    values: dict[Kind, Any] = {
        Kind.TEXT: "tekst", Kind.BOOL: True, Kind.DECIMAL: Decimal("1.25"), Kind.MOMENT: "2026-02-28",
        Kind.OCR_STATUS: "Completed",
    }  # fmt: skip
    made = {
        name: sample(kind) if isinstance(kind, Shape) else values.get(kind, 7) for name, kind in shape.fields.items()
    }
    return [made] if shape.many else made


def test_the_whole_field_set_goes_through_json_and_jsv_alike() -> None:
    whole = sample(INVOICE)
    as_json = json.dumps(whole, default=str).encode()
    from_json, misfits = fitted(json.loads(as_json), INVOICE)
    assert misfits == ()
    from_jsv, misfits = fitted(jsv.decode(jsv.encode(whole)), INVOICE)
    assert misfits == ()
    assert from_json == from_jsv
    assert from_json["attachments"][0]["ocrStatus"] == OCR_STATUSES["Completed"] == 4
    assert len(INVOICE.fields) == 82


def test_names_are_compared_without_case_and_sent_as_the_sample_has_them() -> None:
    named = {name[:1].upper() + name[1:]: value for name, value in invoice().items()}
    (item,) = read([named])
    assert item.sendable
    assert not item.problems
    sent = json.loads(register_file.payload(item, {}))
    assert set(sent) == {*invoice(), "privateNote"}


def test_an_entry_is_shown_with_its_amounts() -> None:
    (item,) = read({"invoices": [invoice()]})
    assert item.number == "00012", "a number of digits stays as it was written"
    assert item.total is not None
    assert (item.total.currency, item.total.amount) == ("PLN", Decimal("123.0"))
    assert item.counterparty is not None
    assert item.counterparty.name == "Próba: Serwis, S.A."
    (line,) = item.content.lines
    assert (line.vat_rate, line.vat, line.total, line.unit_price) == ("23%", 23, Decimal("123.0"), Decimal("50.00"))
    assert item.problems == ()


@pytest.mark.parametrize("options", [{}, {"format": "jsv"}, {"mark": "no"}, {"format": "jsv", "mark": "no"}])
def test_what_is_sent_is_read_again_under_the_same_key(options: dict[str, str]) -> None:
    (item,) = read([invoice(privateNote="Pilne")])
    body = register_file.payload(item, options)
    (again,) = read(body)
    assert (again.client_id, again.number, again.total) == (item.client_id, item.number, item.total)
    assert register_file.is_json(body) == ("format" not in options)
    assert (f"[Muhr {item.client_id}]".encode() in body) == ("mark" not in options)
    assert register_file.payload(again, options) == body


def test_the_key_belongs_to_the_invoice_and_the_account() -> None:
    (first,), (same) = read([invoice()]), read([dict(reversed(invoice().items()))])
    assert first.client_id == same[0].client_id
    assert read([invoice(remarks="x")])[0].client_id != first.client_id
    assert read([invoice()], replace(ACCOUNT, id="d" * 32))[0].client_id != first.client_id
    _, twin = read([invoice(), invoice()])
    assert not twin.sendable


@pytest.mark.parametrize(
    "name", ["number", "creationDate", "sellDate", "sellVatId", "recName", "invoicePosition", "gross"]
)
def test_what_is_missing_is_said_at_its_field(name: str) -> None:
    whole = invoice()
    del whole[name]
    (item,) = read([whole])
    assert not item.sendable
    assert any(problem.text.startswith(f"{name}:") for problem in item.problems if problem.blocks)


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("paymentTerms", 65536, "paymentTerms"),
        ("paymentTerms", -1, "paymentTerms"),
        ("typeId", 2**32, "typeId"),
        ("recCountryId", 2**31, "recCountryId"),
        ("netto", "1.234,5", "netto"),
        ("isFromOcr", "perhaps", "isFromOcr"),
        ("rateDate", "28.02.2026", "rateDate"),
        ("rateDate", "2026-02-30", "rateDate"),
        ("invoicePosition", [{"quantity": []}], "invoicePosition.1.quantity"),
        ("invoicePosition", {"name": "x"}, "invoicePosition"),
        ("attachments", [{"ocrStatus": "Perhaps"}], "attachments.1.ocrStatus"),
    ],
)
def test_a_value_that_does_not_fit_blocks_its_entry(field: str, value: object, path: str) -> None:
    (item,) = read([invoice(**{field: value})])
    assert not item.sendable
    assert any(problem.text.startswith(f"{path}: ") for problem in item.problems)


def test_an_unknown_field_is_sent_and_told() -> None:
    (item,) = read([invoice(ksefNumber="1")])
    assert item.sendable
    assert [problem.code for problem in item.problems] == ["field"]
    assert json.loads(register_file.payload(item, {}))["ksefNumber"] == "1"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"netto": 99}, "arithmetic"),
        ({"gross": 124}, "arithmetic"),
        ({"toPaid": 1}, "arithmetic"),
        ({"sellVatId": "0000000336"}, "sender"),
        ({"recVatId": "0000000225"}, "tax-number"),
    ],
)
def test_what_is_doubtful_warns_and_stops_nothing(more: dict[str, Any], code: str) -> None:
    (item,) = read([invoice(**more)])
    assert item.sendable
    assert code in {problem.code for problem in item.problems}


def test_a_foreign_buyers_number_is_not_judged() -> None:
    (item,) = read([invoice(recVatId="DE000", recIsoCountry="DE")])
    assert item.problems == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "register-form"),
        (b"<invoice/>", "register-form"),
        (b'{"a": 1}', "register-form"),
        (b'{"invoices": {}}', "register-list"),
        (b'[{"number": 1, "Number": 2}]', "register-twice"),
        (b"[" * 60 + b"]" * 60, "register-depth"),
        (b'[{"number": "\xff"}]', "register-encoding"),
        (b'[{"number": "\\ud800"}]', "register-encoding"),
        (b'[{"number": NaN}]', "register-syntax"),
        (b"{number:1,number:2}", "register-syntax"),
        (b"[" + b" " * 16 * 2**20 + b"]", "register-size"),
        (b"[" + b"0," * 2000 + b"0]", "register-count"),
    ],
)
def test_files_made_to_do_harm(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    assert caught.value.code == code


@pytest.mark.parametrize("entry", [1, "x", None, [], True])
def test_an_entry_that_is_no_invoice_is_blocked(entry: object) -> None:
    _, item = read([invoice(), entry])
    assert not item.sendable
