"""What is inside documents: register form, flat form, dynamic rows, counts; and anything at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from provider_kit import unhurried
from test_values import JSON

from muhr.domain.parties import Country, Party
from muhr.providers.faktura_uz import content


def side(name: str, inn: str, title: str) -> dict:
    bank = {"account_number": "20208000900000000011", "bank_name": "Namuna bank", "bank_code": "99011"}
    return {f"{name}_info": {"INN": inn, "company_name": title, "bank_details": bank}}


REGISTER = {
    "id": "f" * 32,
    "head": {
        "file_name": "invoice_300000101_200000011_2026-03-05_17.xml",
        "sender": side("sender", "300000101", "«Намуна» МЧЖ"),
        "receiver": side("receiver", "200000011", "Namuna Savdo MChJ"),
    },
    "document": {
        "document_number": "17",
        "document_date": "2026-03-05",
        "contract_number": "K-1",
        "contract_date": "01.02.2026",
        "currency_code": "840",
        "items": [
            {
                "item_number": "1",
                "description": "Хизмат\u202e",
                "volume": "2",
                "unit_price": "553777,5",
                "subtotal": "1107555",
                "vat": {"vat_rate": "20%", "vat_value": "221511.00"},
                "subtotal_with_taxes": "1329066",
                "measurement_unit": "сум",
                "excise": {"excise_rate": 0, "excise_value": 0},
            },
            {
                "description": "Dori",
                "vat": {"vat_rate": "Без", "vat_value": "НДС"},
                "subtotal_with_taxes": "",
                "unknown_member": [1, 2],
            },
            "no row",
        ],
        "column_summary_values": {
            "column_subtotal": "1107555,00",
            "column_vat_value": "221511.00",
            "column_excise_value": "",
            "column_subtotal_with_taxes": "1329066",
        },
        "column_summary_values_in_words": {"column_subtotal_with_taxes_in_words": "Bir million"},
    },
    "expansion": {
        "items": [{"item_columns": [{"item_name": "due_date", "item_type": "datetime", "item_value": "01.04.2026"}]}]
    },
}


def read(value: object) -> content.Inside:
    return content.read(msgspec.json.encode(value).decode())


def test_the_register_form():
    inside = read(REGISTER)
    first, second, third = inside.content.lines
    assert (first.description, first.quantity, first.unit, first.unit_price) == (
        "Хизмат",
        2,
        "сум",
        Decimal("553777.5"),
    )
    assert (first.vat_rate, first.vat, first.excise, first.total) == ("20%", Decimal("221511.00"), 0, 1329066)
    assert (second.vat_rate, second.vat, second.total) == ("Без НДС", None, None)
    assert third.description == ""
    assert (inside.content.subtotal, inside.content.vat, inside.content.excise) == (1107555, 221511, None)
    assert (inside.content.total, inside.content.total_in_words) == (1329066, "Bir million")
    assert inside.content.seller == Party(
        country=Country.UZ,
        tax_id="300000101",
        name="«Намуна» МЧЖ",
        bank_account="20208000900000000011",
        bank_code="99011",
    )
    assert (inside.content.contract_number, inside.content.contract_date) == ("K-1", date(2026, 2, 1))
    assert (inside.number, inside.issued, inside.due) == ("17", date(2026, 3, 5), date(2026, 4, 1))
    assert (inside.currency, inside.prefix) == ("USD", "invoice")
    assert '"unknown_member":[1,2]' in inside.content.raw


def test_the_flat_form():
    inside = read(
        {
            "actNumber": "A-5",
            "actDate": "05.03.2026",
            "actContractNumber": "K-2",
            "actContractDate": "2026-02-01",
            "ownerInn": "300000101",
            "ownerName": "Namuna",
            "contractorInn": "200000011",
            "contractorName": "Savdo",
            "currencyCode": "860",
            "actServices": [
                {
                    "name": "x",
                    "measure": "dona",
                    "count": "3",
                    "price": 1.5,
                    "sum": "4,5",
                    "vatRate": 12,
                    "vatSum": "0.54",
                    "sumWithVat": "5.04",
                }
            ],
            "totalSum": "5.04",
        }
    )
    line = inside.content.lines[0]
    assert (line.description, line.quantity, line.unit_price, line.subtotal) == ("x", 3, Decimal("1.5"), Decimal("4.5"))
    assert (line.vat_rate, line.vat, line.total) == ("12", Decimal("0.54"), Decimal("5.04"))
    assert (inside.number, inside.issued, inside.currency) == ("A-5", date(2026, 3, 5), "UZS")
    assert (inside.content.contract_number, inside.content.contract_date) == ("K-2", date(2026, 2, 1))
    assert inside.content.total == Decimal("5.04")
    assert (inside.content.seller.tax_id, inside.content.buyer.tax_id) == ("300000101", "200000011")


def test_dynamic_documents_and_material_reports():
    def cell(name: str, value: str) -> dict:
        return {"item_name": name, "item_type": "string", "item_value": value}

    columns = [
        cell("service_name_column", "SIM-karta"),
        cell("serial_number_column", "89"),
        cell("quantity_column", "70"),
        cell("price_column", "6000.00"),
        cell("sub_total_column", "420000.00"),
    ]
    dynamic = read(
        {
            "head": {"file_name": "act-transfer_1_2_2026-01-01_1.xml"},
            "document": {
                "header_values": [cell("document_number", "94228"), cell("document_date", "28.06.2016")],
                "items": [{"item_columns": columns}],
            },
        }
    )
    line = dynamic.content.lines[0]
    assert (line.quantity, line.unit_price, line.subtotal) == (70, 6000, 420000)
    assert line.description == "SIM-karta; serialnumber: 89"
    assert (dynamic.number, dynamic.issued, dynamic.prefix) == ("94228", date(2016, 6, 28), "act-transfer")
    report = read(
        {"document": {"document_number": "1", "items": [{"service_name": "SIM", "period_end_item_count": 6}]}}
    )
    assert (report.content.lines[0].description, report.content.lines[0].quantity) == ("SIM (at end 6)", 6)
    moto = read(
        {
            "document": {
                "items": [{"description": "a", "add_description": "b", "vat_rate": "10", "vat_value": "НДС"}],
                "visits": [{"fio": "Namuna", "date": "11.11.2019", "subtotal_with_tax": "184000"}],
            }
        }
    )
    first, visit = moto.content.lines
    assert (first.description, first.vat_rate) == ("a b", "10 НДС")
    assert (visit.description, visit.total) == ("Namuna, 11.11.2019", 184000)


def test_what_is_not_understood_is_shown_raw():
    for text in ("", "words", "[1,2]", "{", "null", '{"a":1}', "[" * 100_000):
        inside = content.read(text)
        assert inside.content.lines == ()
        assert inside.content.raw == text or len(text) > 1000
    long = content.read("x" * (content.LONGEST + 1))
    assert len(long.content.raw) <= content.RAW_KEPT


def test_a_document_of_many_rows_is_cut():
    value = {"document": {"items": [{"description": "x"}] * (content.MOST_LINES + 5)}}
    assert len(read(value).content.lines) == content.MOST_LINES


NAMES = st.sampled_from(
    [
        "head",
        "document",
        "expansion",
        "items",
        "item_columns",
        "sender",
        "sender_info",
        "INN",
        "vat",
        "vat_rate",
        "vat_value",
        "excise",
        "volume",
        "currency_code",
        "column_summary_values",
        "document_date",
        "file_name",
        "header_values",
        "item_name",
        "visits",
        "services",
        "invoiceServices",
    ]
)


@unhurried
@given(
    st.recursive(
        JSON,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
        max_leaves=20,
    )
)
def test_no_content_breaks_the_reader(value):
    inside = read(value)
    assert isinstance(inside.content.raw, str)
    assert all(line.quantity is None or line.quantity.is_finite() for line in inside.content.lines)


@unhurried
@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text):
    content.read(text)
