"""ImportDocumentRegister and SendDocument: the eight kinds, both formats, results per item, the printed slips."""

import copy
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest

PATH = "/Api/Document/ImportDocumentRegister"
SENDER, RECEIVER = "200000011", "200000101"


def party(inn: str, side: str) -> dict[str, Any]:
    return {
        f"{side}_info": {
            "INN": inn,
            "company_name": "“NAMUNA” MChJ",
            "address": {"region": "Toshkent sh.", "street": "Sinov koʻchasi, 1"},
            "phone": "00 0000000",
            "bank_details": {"account_number": "20208000900000000000", "bank_name": "“Namuna”", "bank_code": "99001"},
        },
        "approver_and_signers": {
            "approver": {"last_name": "Namunayev", "first_name": "Sinov", "middle_name": "Tajribayevich"}
        },
    }


def head(prefix: str) -> dict[str, Any]:
    return {
        "file_name": f"{prefix}_{SENDER}_{RECEIVER}_2026-02-28_FU-0001.xml",
        "program_version": "1.0.0",
        "format_version": "1.0.0",
        "sender": party(SENDER, "sender"),
        "receiver": party(RECEIVER, "receiver"),
    }


LINE: dict[str, Any] = {
    "item_number": "1",
    "description": "Namuna xizmati",
    "volume": "147",
    "unit_price": "553777,5",
    "subtotal": "553777,5",
    "vat": {"vat_rate": "12%", "vat_value": "110755.50"},
    "subtotal_with_taxes": "664533",
    "measurement_unit": "soʻm",
    "excise": {"excise_rate": 0, "excise_value": 0},
}
SUMS = {"column_subtotal": "1294491,67", "column_vat_value": "258898.33", "column_subtotal_with_taxes": "1553390"}
DOCUMENT: dict[str, Any] = {
    "document_version": "2013-03-04",
    "document_number": "FU-0001",
    "document_date": "2026-02-28",
    "contract_number": "00003",
    "contract_date": "2025-12-22",
    "currency_code": "860",
    "currency_rate": "1",
    "items": [LINE],
    "column_summary_values": SUMS,
}
WITHOUT_VAT = LINE | {"vat": {"vat_rate": "Без", "vat_value": "НДС"}, "subtotal_with_taxes": ""}
FARM = DOCUMENT | {"pre_payment": "100%", "act_date": "2019-12-22", "items": [WITHOUT_VAT | {"basicPrice": "26695,37"}]}
MATERIAL: dict[str, Any] = {
    "document_number": "M-1",
    "document_date": "01.03.2026",
    "items": [{"service_name": "xizmat", "period_start_item_count": 1}],
    "summary_values": {"total_period_start_item_count": 110},
}
DYNAMIC: dict[str, Any] = {
    "header_values": [{"item_name": "document_date", "item_type": "datetime", "item_value": "28.06.2026"}],
    "items": [{"item_columns": [{"item_name": "price_column", "item_type": "decimal", "item_value": "6000.00"}]}],
    "summary_values": [{"item_name": "quantity_column", "item_type": "integer", "item_value": "90"}],
}
MOTO: dict[str, Any] = {
    "document_number": "MA-1",
    "document_date": "28.02.2026",
    "machine_hours": "20",
    "date_opened": "10.11.2025",
    "items": [{"item_number": "1", "volume": "10", "unit_price": "55113,79", "vat_rate": "10", "vat_value": "НДС"}],
    "visits": [{"fio": "Sinovov Namuna", "date": "11.11.2025", "job_end_time": "1573438593051.4"}],
    "jobs": [{"description": "Boʻyash"}],
    "column_summary_values": SUMS | {"discount_rate": "0,00", "total_discount": ""},
}

BY_ARRAY = {
    "invoices": ("invoice", DOCUMENT),
    "acts_and_invoices": ("act-invoice", DOCUMENT),
    "invoice_for_payments": ("prepayment-invoice", DOCUMENT),
    "material_reports": ("material-report", MATERIAL),
    "dynamic_documents": ("act-transfer", DYNAMIC),
    "invoice_and_bills": ("act", DOCUMENT),
    "farm_invoices": ("farm-invoice", FARM),
    "farm_invoice": ("farm-invoice-discount", FARM),
    "moto_act": ("moto-act", MOTO),
}


def item(array: str, client_id: str = "k1") -> dict[str, Any]:
    """One item as the array's example prints it, mended."""
    prefix, document = BY_ARRAY[array]
    return {"id": client_id, "head": head(prefix), "document": copy.deepcopy(document)}


@pytest.mark.parametrize("array", list(BY_ARRAY))
def test_every_kind_comes_in_as_json_and_waits_for_our_signature(api, array) -> None:
    answer = api.post(PATH, {array: [item(array, f"key-{array}")]})
    assert (answer["SuccessCount"], answer["ErrorCount"], answer["ErrorItems"]) == (1, 0, [])
    [made] = answer["SuccessItems"]
    assert (made["Id"], made["ResultCode"]) == (f"key-{array}", 0)
    assert api.status(made["UniqueId"]) == 22
    assert api.ledger("import") == {f"key-{array}": 1}


ELEMENTS = {
    "invoices": "invoice",
    "acts_and_invoices": "act_and_invoice",
    "invoice_for_payments": "invoice_for_payment",
    "material_reports": "material_report",
    "dynamic_documents": "dynamic_document",
    "invoice_and_bills": "invoice_and_bill",
}
ROWS = {"material_reports": "document_item", "dynamic_documents": "item_row"}


def to_xml(parent: ET.Element, name: str, value, row: str) -> None:
    element = ET.SubElement(parent, name)
    if isinstance(value, dict):
        for inner, content in value.items():
            to_xml(element, inner, content, row)
    elif isinstance(value, list):
        for content in value:
            to_xml(element, row if name == "items" else "dynamic_item", content, row)
    else:
        element.text = str(value)


@pytest.mark.parametrize("array", list(ELEMENTS))
def test_the_kinds_printed_as_xml_come_in_as_xml(api, array) -> None:
    root = ET.Element("document_container")
    to_xml(ET.SubElement(root, array), ELEMENTS[array], item(array), ROWS.get(array, "item"))
    answer = api.http.post(
        PATH, content=ET.tostring(root), headers={"Content-Type": "application/xml", "Accept": "application/xml"}
    )
    assert answer.headers["content-type"].startswith("application/xml")
    result = ET.fromstring(answer.content)
    assert result.findtext("SuccessCount") == "1", answer.text
    uid = result.findtext("SuccessItems/Item/UniqueId")
    # What came in as XML is what JSON would have held.
    [content] = api.post("/Api/Document/GetDocumentsContent", {"DocumentUniqueIds": [uid]})["Documents"]
    as_json = json.loads(json.dumps(item(array)), parse_int=str)
    assert json.loads(content["Content"]) == as_json


def test_one_bad_item_does_not_hinder_the_others(api) -> None:
    bad_inn, foreign, good = (item("invoices", key) for key in ("bad", "foreign", "good"))
    bad_inn["head"]["receiver"]["receiver_info"]["INN"] = "12345"
    foreign["head"]["sender"]["sender_info"]["INN"] = RECEIVER
    answer = api.post(PATH, {"invoices": [bad_inn, foreign, good]})
    assert [one["Id"] for one in answer["SuccessItems"]] == ["good"]
    assert [(one["Id"], one["ResultCode"]) for one in answer["ErrorItems"]] == [("bad", 1002), ("foreign", 1003)]
    assert api.ledger("import") == {"good": 1}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda one: one.pop("head"), 600),
        (lambda one: one.pop("document"), 600),
        (lambda one: one["head"]["sender"].pop("sender_info"), 600),
        (lambda one: one["head"].update(file_name="act_200000011_200000101_2026-02-28_1.xml"), 1006),
        (lambda one: one["head"].update(file_name="../etc/passwd"), 1006),
        (lambda one: one["document"]["items"][0].update(volume="many"), 1004),
        (lambda one: one["document"]["items"][0]["vat"].update(vat_value=[]), 1004),
        (lambda one: one["document"]["column_summary_values"].update(column_subtotal="1.234,5"), 1004),
        (lambda one: one["document"].update(document_date="2026/02/28"), 1005),
    ],
)
def test_what_is_wrong_with_an_item_is_said(api, change, code) -> None:
    wrong = item("invoices")
    change(wrong)
    answer = api.post(PATH, {"invoices": [wrong]})
    assert [one["ResultCode"] for one in answer["ErrorItems"]] == [code]
    assert answer["ErrorItems"][0]["Message"]


def test_the_same_key_twice_makes_two_documents(api) -> None:
    first = api.post(PATH, {"invoices": [item("invoices")]})["SuccessItems"][0]["UniqueId"]
    second = api.post(PATH, {"invoices": [item("invoices")]})["SuccessItems"][0]["UniqueId"]
    assert first != second
    assert api.ledger("import") == {"k1": 2}
    assert api.get("/Api/Document/GetDocumentByClientDocumentUid", clientId="k1")["UniqueId"] == second


def test_an_import_without_key_cannot_be_looked_up(api) -> None:
    nameless = item("invoices")
    del nameless["id"]
    [made] = api.post(PATH, {"invoices": [nameless]})["SuccessItems"]
    assert made["Id"] is None
    assert api.http.get("/Api/Document/GetDocumentByClientDocumentUid?clientId=").status_code == 404


@pytest.mark.parametrize("container", [{"unknown": []}, {"invoices": {}}, {"power_of_attorey": []}])
def test_an_unknown_array_is_a_bad_request(api, container) -> None:
    assert api.http.post(PATH, json=container).status_code == 400


@pytest.mark.parametrize(
    "xml",
    [
        b"<document_container>",
        b"<wrong/>",
        b"<document_container><invoices><bill/></invoices></document_container>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><document_container/>',
    ],
)
def test_unreadable_xml_is_a_bad_request(api, xml) -> None:
    assert api.http.post(PATH, content=xml, headers={"Content-Type": "application/xml"}).status_code == 400


def printed_text(array: str) -> str:
    return json.dumps({array: [item(array)]}, ensure_ascii=False)


SLIPS = {
    # quirk 2: a comma after the last member
    "trailing": printed_text("invoices").replace('"excise_value": 0}', '"excise_value": 0},'),
    # quirk 3: no comma between two members
    "missing": printed_text("moto_act").replace('"10", "vat_value"', '"10"\n "vat_value"'),
    # quirk 4: one key twice
    "twice": printed_text("moto_act").replace('"visits"', '"items"'),
}


@pytest.mark.parametrize("slip", list(SLIPS))
def test_the_printed_slips_are_read_by_a_faithful_server_only(api, slip) -> None:
    body = SLIPS[slip].encode()
    headers = {"Content-Type": "application/json"}
    if slip != "twice":  # readable as JSON, but the first list would be lost
        assert api.http.post(PATH, content=body, headers=headers).status_code == 400
    api.post("/__sim/settings", {"quirks": "faithful"})
    answer = api.http.post(PATH, content=body, headers=headers).json()
    assert answer["SuccessCount"] == 1, answer
    uid = answer["SuccessItems"][0]["UniqueId"]
    [content] = api.post("/Api/Document/GetDocumentsContent", {"DocumentUniqueIds": [uid]})["Documents"]
    array = "invoices" if slip == "trailing" else "moto_act"
    assert json.loads(content["Content"]) == item(array)


SENT = {
    "DocumentType": 1,
    "DocumentName": "Mashina shartnomasi",
    "FileExtension": "docx",
    "ReceiverInnNumber": RECEIVER,
    "FileName": "Shartnoma",
    "Base64Document": "",
}


@pytest.mark.parametrize("as_xml", [False, True])
def test_a_contract_can_be_sent_as_a_file(api, as_xml) -> None:
    if as_xml:
        root = ET.Element("DocumentMin")
        for name, value in SENT.items():
            ET.SubElement(root, name).text = str(value)
        headers = {"Content-Type": "application/xml", "Accept": "application/xml"}
        answer = api.http.post("/Api/Document/SendDocument", content=ET.tostring(root), headers=headers)
        uid = ET.fromstring(answer.content).findtext("Data/UniqueId")
    else:
        uid = api.post("/Api/Document/SendDocument", SENT)["Data"]["UniqueId"]
    assert api.status(uid) == 22
    assert api.ledger("send") == {uid: 1}


def test_a_contract_for_nobody_is_refused(api) -> None:
    assert api.post("/Api/Document/SendDocument", SENT | {"ReceiverInnNumber": "1"})["Errors"][0]["Code"] == 1002
    assert api.post("/Api/Document/SendDocument", SENT | {"DocumentType": 2})["Errors"][0]["Code"] == 600
    assert api.http.post("/Api/Document/SendDocument", json=SENT | {"Base64Document": "%"}).status_code == 400
    assert api.ledger("send") == {}
