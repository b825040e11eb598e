"""The import register: every one of the eight kinds, member by member in the printed form, with fictional values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import msgspec
import pytest

from muhr.domain.errors import BugError, InputError
from muhr.providers.faktura_uz import register_models as models
from muhr.providers.faktura_uz import register_parties as parties
from muhr.providers.faktura_uz.register import RegisterItem, RegisterKind, file_name, import_payload
from muhr.providers.faktura_uz.register_xml import read_entries

KEY = "0123456789abcdef0123456789abcdef"
DAY = date(2026, 3, 5)


def head(kind: RegisterKind, prefix: str = "") -> parties.Head:
    seller = parties.CompanyInfo(
        inn="200000011",
        company_name="Namuna Savdo MChJ",
        address=parties.Address(region="Namuna viloyati", street="Sinov koʻchasi, 1"),
        phone="00000 0000001",
        bank_details=parties.BankDetails(
            account_number="20208000900000000011", bank_name="Namuna bank", bank_code="99011"
        ),
    )
    buyer = parties.CompanyInfo(
        inn="300000101",
        company_name='«Намуна» "Хизмат" & Ко',
        address=parties.Address(city="Namuna", street="Birinchi", building="22a"),
        phone="(00) 0000002",
        fax="(00) 0000003",
        website="namuna.example",
        bank_details=parties.BankDetails(
            account_number="20208000900000000101",
            bank_name="АКБ «Макет»",
            bank_code="99101",
            activity_code="99999",
        ),
    )
    person = parties.Employee(last_name="Namunayev", first_name="Sinov", middle_name="Maket oʻgʻli")
    chief = parties.Employee(position="Direktor", last_name="Maketova", first_name="Namuna", middle_name="Sinovovna")
    return parties.Head(
        file_name=file_name(kind, "200000011", "300000101", DAY, "FU-0001", prefix=prefix),
        sender=parties.Sender(sender_info=seller, approver_and_signers=parties.ApproverAndSigners(approver=person)),
        receiver=parties.Receiver(receiver_info=buyer, approver_and_signers=parties.ApproverAndSigners(approver=chief)),
    )


HEAD_JSON = {
    "program_version": "1.0.0",
    "format_version": "1.0.0",
    "sender": {
        "sender_info": {
            "INN": "200000011",
            "company_name": "Namuna Savdo MChJ",
            "address": {"region": "Namuna viloyati", "street": "Sinov koʻchasi, 1"},
            "phone": "00000 0000001",
            "bank_details": {
                "account_number": "20208000900000000011",
                "bank_name": "Namuna bank",
                "bank_code": "99011",
            },
        },
        "approver_and_signers": {
            "approver": {"last_name": "Namunayev", "first_name": "Sinov", "middle_name": "Maket oʻgʻli"}
        },
    },
    "receiver": {
        "receiver_info": {
            "INN": "300000101",
            "company_name": '«Намуна» "Хизмат" & Ко',
            "address": {"city": "Namuna", "street": "Birinchi", "building": "22a"},
            "phone": "(00) 0000002",
            "fax": "(00) 0000003",
            "website": "namuna.example",
            "bank_details": {
                "account_number": "20208000900000000101",
                "bank_name": "АКБ «Макет»",
                "bank_code": "99101",
                "activity_code": "99999",
            },
        },
        "approver_and_signers": {
            "approver": {
                "position": "Direktor",
                "last_name": "Maketova",
                "first_name": "Namuna",
                "middle_name": "Sinovovna",
            }
        },
    },
}

EXCISE = {"excise_rate": 0, "excise_value": 0}


def row(**more) -> models.Item:
    return models.Item(
        **{
            "item_number": "1",
            "description": "Xizmat <1>",
            "measurement_unit": "soʻm",
            "volume": Decimal(147),
            "unit_price": Decimal("2500.5"),
            "subtotal": Decimal("367573.50"),
            "excise": models.Excise(),
            "vat": models.Vat.of(12, Decimal("44108.82")),
            "subtotal_with_taxes": Decimal("411682.32"),
        }
        | more
    )


ROW_JSON = {
    "item_number": "1",
    "description": "Xizmat <1>",
    "volume": "147",
    "unit_price": "2500.5",
    "subtotal": "367573.50",
    "vat": {"vat_rate": "12%", "vat_value": "44108.82"},
    "subtotal_with_taxes": "411682.32",
    "measurement_unit": "soʻm",
    "excise": EXCISE,
}


def sums(kind: type) -> object:
    value = Decimal("411682.32")
    names = ("column_subtotal", "column_subtotal_uzs", "column_subtotal_with_taxes", "column_subtotal_with_taxes_uzs")
    return kind(**dict.fromkeys(names, value))


SUMS_JSON = dict.fromkeys(
    ("column_subtotal", "column_subtotal_uzs", "column_subtotal_with_taxes", "column_subtotal_with_taxes_uzs"),
    "411682.32",
)
WORDS = models.SumsInWords(
    column_subtotal_in_words="a",
    column_subtotal_uzs_in_words="b",
    column_subtotal_with_taxes_in_words="c",
    column_subtotal_with_taxes_uzs_in_words="d",
)
WORDS_JSON = {
    "column_subtotal_in_words": "a",
    "column_subtotal_uzs_in_words": "b",
    "column_subtotal_with_taxes_in_words": "c",
    "column_subtotal_with_taxes_uzs_in_words": "d",
}


def ordinary(**more) -> models.Document:
    return models.Document(
        document_version="2013-03-04",
        document_number="2026-03-05_200000011_FU-0001",
        document_date=DAY,
        contract_number="00003",
        contract_date=date(2025, 12, 22),
        items=(row(),),
        column_summary_values=sums(models.ColumnSums),
        column_summary_values_in_words=WORDS,
        **more,
    )


def ordinary_json(day: str, contract_day: str) -> dict:
    return {
        "document_version": "2013-03-04",
        "document_number": "2026-03-05_200000011_FU-0001",
        "document_date": day,
        "contract_number": "00003",
        "contract_date": contract_day,
        "currency_code": "860",
        "currency_rate": "1",
        "items": [ROW_JSON],
        "column_summary_values": SUMS_JSON,
        "column_summary_values_in_words": WORDS_JSON,
    }


def cell(name: str, kind: str, value: str) -> models.DynamicItem:
    return models.DynamicItem(item_name=name, item_type=kind, item_value=value)


def cell_json(name: str, kind: str, value: str) -> dict:
    return {"item_name": name, "item_type": kind, "item_value": value}


COUNTS = ("period_start", "obtain", "connect", "change", "lost", "period_end")
MATERIAL = models.MaterialDocument(
    document_number="document_number1",
    document_date=DAY,
    items=(
        models.MaterialItem(service_name="service 1", **{f"{name}_item_count": n for n, name in enumerate(COUNTS)}),
    ),
    summary_values=models.MaterialSums(**{f"total_{name}_item_count": 10 * n for n, name in enumerate(COUNTS)}),
)
MATERIAL_JSON = {
    "document_number": "document_number1",
    "document_date": "05.03.2026",
    "items": [{"service_name": "service 1"} | {f"{name}_item_count": n for n, name in enumerate(COUNTS)}],
    "summary_values": {f"total_{name}_item_count": 10 * n for n, name in enumerate(COUNTS)},
}
DYNAMIC = models.DynamicDocument(
    header_values=(cell("document_number", "integer", "94228"), cell("document_date", "datetime", "05.03.2026")),
    items=(models.ItemRow(item_columns=(cell("quantity_column", "integer", "70"),)),),
    summary_values=(cell("sub_total_column", "decimal", "490000.00"),),
)
DYNAMIC_JSON = {
    "header_values": [
        cell_json("document_number", "integer", "94228"),
        cell_json("document_date", "datetime", "05.03.2026"),
    ],
    "items": [{"item_columns": [cell_json("quantity_column", "integer", "70")]}],
    "summary_values": [cell_json("sub_total_column", "decimal", "490000.00")],
}
FARM = models.FarmDocument(
    document_number="F-1",
    document_date=DAY,
    act_number="25",
    act_date=DAY,
    act_contractor_number="465",
    act_contractor_date=DAY,
    pre_payment="100%",
    shipment_terms="Namuna",
    according_to="2-boʻlim",
    items=(
        models.FarmItem(
            item_number="1",
            description="Namuna kapsula",
            volume=Decimal(6),
            unit_price=Decimal("55113.79"),
            subtotal=Decimal("330682.74"),
            vat=models.Vat.without(),
            measurement_unit="dona",
            excise=models.Excise(),
            item_code="23",
            serial_number="S1",
            maker="Namuna",
            basic_price=Decimal("26695.37"),
            cost_receipt=Decimal("26695.37"),
            before_discount=Decimal(4),
            expiration_date=date(2028, 1, 31),
        ),
    ),
    column_summary_values=models.DiscountSums(
        column_subtotal=Decimal(1), discount_rate=Decimal("0.00"), discount_amount=Decimal("0.00")
    ),
)
FARM_JSON = {
    "document_number": "F-1",
    "document_date": "2026-03-05",
    "currency_code": "860",
    "currency_rate": "1",
    "act_number": "25",
    "act_date": "2026-03-05",
    "act_contractor_number": "465",
    "act_contractor_date": "2026-03-05",
    "pre_payment": "100%",
    "shipmentTerms": "Namuna",
    "accordingTo": "2-boʻlim",
    "items": [
        {
            "item_number": "1",
            "description": "Namuna kapsula",
            "volume": "6",
            "unit_price": "55113.79",
            "subtotal": "330682.74",
            "vat": {"vat_rate": "Без", "vat_value": "НДС"},
            "measurement_unit": "dona",
            "excise": EXCISE,
            "item_code": "23",
            "serial_number": "S1",
            "maker": "Namuna",
            "basicPrice": "26695.37",
            "cost_receipt": "26695.37",
            "before_discount": "4",
            "expiration_date": "2028-01-31",
        }
    ],
    "column_summary_values": {"column_subtotal": "1", "discount_rate": "0.00", "discount_amount": "0.00"},
}
MOTO = models.MotoDocument(
    document_version="04.03.2019",
    document_number="M-1",
    document_date=DAY,
    doc_type="Moto akt",
    tech_serial_number="111",
    machine_hours=Decimal(20),
    jobs_place="Namuna",
    jobs_character="ta’mir",
    jobs_cause="sabab",
    sar="sar",
    date_opened=DAY,
    date_closed=DAY,
    jobs_description="ish",
    materials_to_pay=Decimal(1000),
    warranty_service_in_non_waranty_period=Decimal(1),
    items=(
        models.MotoItem(
            item_number="1", part_number="1", description="qism", add_description="6", vat_rate="10", vat_value="НДС"
        ),
    ),
    visits=(
        models.MotoVisit(
            fio="Namunayev Sinov",
            tab_number="123",
            date=DAY,
            job_start_time=Decimal(1573437593051),
            milege_vat_value=Decimal(11500),
            subtotal_with_tax=Decimal(184000),
        ),
    ),
    jobs=(models.MotoJob(description="Boʻyash"),),
)
MOTO_JSON = {
    "document_version": "04.03.2019",
    "document_number": "M-1",
    "document_date": "05.03.2026",
    "currency_code": "860",
    "currency_rate": "1",
    "doc_type": "Moto akt",
    "tech_serial_number": "111",
    "machine_hours": "20",
    "jobs_place": "Namuna",
    "jobs_character": "ta’mir",
    "jobs_cause": "sabab",
    "sar": "sar",
    "date_opened": "05.03.2026",
    "date_closed": "05.03.2026",
    "jobs_description": "ish",
    "materials_to_pay": "1000",
    "warranty_service_in_non_waranty_period": "1",
    "items": [
        {
            "item_number": "1",
            "part_number": "1",
            "description": "qism",
            "add_description": "6",
            "vat_rate": "10",
            "vat_value": "НДС",
        }
    ],
    "visits": [
        {
            "fio": "Namunayev Sinov",
            "tab_number": "123",
            "date": "05.03.2026",
            "job_start_time": "1573437593051",
            "milege_vat_value": "11500",
            "subtotal_with_tax": "184000",
        }
    ],
    "jobs": [{"description": "Boʻyash"}],
}

ISO, DOTTED = ("2026-03-05", "2025-12-22"), ("05.03.2026", "22.12.2025")
KINDS = [
    (RegisterKind.INVOICE, "invoices", "invoice", ordinary(), ordinary_json(*ISO)),
    (RegisterKind.ACT_AND_INVOICE, "acts_and_invoices", "act_and_invoice", ordinary(), ordinary_json(*ISO)),
    (RegisterKind.INVOICE_FOR_PAYMENT, "invoice_for_payments", "invoice_for_payment", ordinary(), ordinary_json(*ISO)),
    (RegisterKind.MATERIAL_REPORT, "material_reports", "material_report", MATERIAL, MATERIAL_JSON),
    (RegisterKind.DYNAMIC_DOCUMENT, "dynamic_documents", "dynamic_document", DYNAMIC, DYNAMIC_JSON),
    (RegisterKind.INVOICE_AND_BILL, "invoice_and_bills", "invoice_and_bill", ordinary(), ordinary_json(*DOTTED)),
    (RegisterKind.FARM_INVOICE, "farm_invoices", "farm_invoice", FARM, FARM_JSON),
    (RegisterKind.MOTO_ACT, "moto_act", "moto_act", MOTO, MOTO_JSON),
]
PREFIXES = {
    "invoices": "invoice",
    "acts_and_invoices": "act-invoice",
    "invoice_for_payments": "prepayment-invoice",
    "material_reports": "material-report",
    "dynamic_documents": "act-transfer",
    "invoice_and_bills": "act",
    "farm_invoices": "farm-invoice",
    "moto_act": "moto-act",
}


def names_of(value: object, path: str = "") -> list[str]:
    """Every member's path, in order."""
    if isinstance(value, dict):
        return [name for key, inner in value.items() for name in (f"{path}/{key}", *names_of(inner, f"{path}/{key}"))]
    if isinstance(value, list):
        return [name for inner in value for name in names_of(inner, path)]
    return []


@pytest.mark.parametrize(
    ("kind", "container", "element", "document", "expected"), KINDS, ids=lambda value: str(value)[:30]
)
def test_every_kind_in_json_and_in_xml(kind, container, element, document, expected):
    item = RegisterItem(head=head(kind), document=document, id=KEY)
    name = f"{PREFIXES[container]}_200000011_300000101_2026-03-05_FU-0001.xml"
    written = msgspec.json.decode(import_payload(kind, item))
    whole = {container: [{"head": {"file_name": name} | HEAD_JSON, "document": expected, "id": KEY}]}
    assert written == whole
    assert names_of(written) == names_of(whole), "the printed order"
    root = ET.fromstring(import_payload(kind, item, as_xml=True))
    assert root.tag == "document_container"
    assert [entry.tag for entry in root] == [container]
    assert [entry.tag for entry in root[0]] == [element]
    assert [part.tag for part in root[0][0]] == ["head", "document", "id"]
    assert leaves_of_xml(root[0][0]) == sorted(leaves_of_json(whole[container][0]))


def texts(value: object) -> object:
    """The same values as XML can tell them: every number is a text."""
    if isinstance(value, dict):
        return {name: texts(inner) for name, inner in value.items()}
    return [texts(inner) for inner in value] if isinstance(value, list) else str(value)


@pytest.mark.parametrize(
    ("kind", "container", "element", "document", "expected"), KINDS, ids=lambda value: str(value)[:30]
)
def test_every_kind_in_xml_is_read_as_its_json_form(kind, container, element, document, expected):
    expansion = models.Expansion(
        attachments=(models.Attachment(file_name="a.png", file_type="png", file_base64=b"x"),),
        sponsor=(parties.Sponsor(inn="300000101", company_name="Homiy"),),
        items=(models.ItemRow(item_columns=(cell("due_date", "datetime", "31.12.2026"),)),),
    )
    item = RegisterItem(head=head(kind), document=document, expansion=expansion, id=KEY)
    (read,) = read_entries(import_payload(kind, item, as_xml=True), {container: kind}, 1)
    assert read.value == texts(msgspec.json.decode(import_payload(kind, item))[container][0])
    assert read.place == f"{container}, entry 1 (line 1)"


def leaves_of_xml(element: ET.Element) -> list[tuple[str, str]]:
    """Name and text of every leaf; the names of entries of lists do not count."""
    return sorted((leaf.tag, leaf.text or "") for leaf in element.iter() if not len(leaf))


def leaves_of_json(value: object, name: str = "") -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves_of_json(inner, key)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves_of_json(inner, name)]
    return [(name, str(value))]


def test_the_printed_order_of_xml_rows_and_their_names():
    bill = ordinary(group_items=(row(group=1), row(group=2, vat=None)))
    expansion = models.Expansion(
        attachments=(models.Attachment(file_name="test.png", file_type="png", file_base64=b"\x89PNG"),),
        sponsor=(parties.Sponsor(inn="300000101", company_name="Namuna"),),
        items=(models.ItemRow(item_columns=(cell("due_date", "datetime", "01.04.2026"),)),),
    )
    item = RegisterItem(head=head(RegisterKind.INVOICE_AND_BILL), document=bill, expansion=expansion, id=KEY)
    text = import_payload(RegisterKind.INVOICE_AND_BILL, item, as_xml=True).decode()
    one = (
        "<item><item_number>1</item_number><description>Xizmat &lt;1&gt;</description>"
        "<measurement_unit>soʻm</measurement_unit><volume>147</volume><unit_price>2500.5</unit_price>"
        "<subtotal>367573.50</subtotal><excise><excise_rate>0</excise_rate><excise_value>0</excise_value></excise>"
        "<vat><vat_rate>12%</vat_rate><vat_value>44108.82</vat_value></vat>"
        "<subtotal_with_taxes>411682.32</subtotal_with_taxes></item>"
    )
    assert f"<items>{one}</items>" in text
    assert "<group_items>" + one.replace("<item>", '<item group="1">') in text
    assert (
        "<expansion><sponsor><sponsor><INN>300000101</INN><company_name>Namuna</company_name></sponsor></sponsor>"
        "<attachments><attachment><file_name>test.png</file_name><file_type>png</file_type>"
        "<file_base64>iVBORw==</file_base64></attachment></attachments>"
        "<items><item_row><item_columns><dynamic_item><item_name>due_date</item_name><item_type>datetime</item_type>"
        "<item_value>01.04.2026</item_value></dynamic_item></item_columns></item_row></items></expansion>" in text
    )
    json = msgspec.json.decode(import_payload(RegisterKind.INVOICE_AND_BILL, item))["invoice_and_bills"][0]
    assert [entry["group"] for entry in json["document"]["group_items"]] == ["1", "2"]


@pytest.mark.parametrize(
    ("kind", "element", "inner"),
    [
        (RegisterKind.MATERIAL_REPORT, "items", "document_item"),
        (RegisterKind.DYNAMIC_DOCUMENT, "header_values", "dynamic_item"),
        (RegisterKind.DYNAMIC_DOCUMENT, "items", "item_row"),
        (RegisterKind.DYNAMIC_DOCUMENT, "summary_values", "dynamic_item"),
        (RegisterKind.FARM_INVOICE, "items", "item"),
        (RegisterKind.MOTO_ACT, "visits", "visit"),
        (RegisterKind.MOTO_ACT, "jobs", "job"),
    ],
)
def test_names_of_rows_in_xml(kind, element, inner):
    document = next(entry[3] for entry in KINDS if entry[0] is kind)
    root = ET.fromstring(import_payload(kind, RegisterItem(head=head(kind), document=document, id=KEY), as_xml=True))
    assert {entry.tag for entry in root.find(f".//document/{element}")} == {inner}


def test_what_xml_cannot_carry_is_left_out_of_both_forms():
    item = RegisterItem(
        head=head(RegisterKind.INVOICE), document=ordinary(document_description="a\x00\x1b\ud800b\tc"), id=KEY
    )
    root = ET.fromstring(import_payload(RegisterKind.INVOICE, item, as_xml=True))
    assert root.find(".//document_description").text == "ab\tc"
    json = msgspec.json.decode(import_payload(RegisterKind.INVOICE, item))["invoices"][0]
    assert json["document"]["document_description"] == "ab\tc"


def test_file_names():
    name = file_name(RegisterKind.INVOICE, "200000011", "300000101", DAY, "12/4 «A»")
    assert name == "invoice_200000011_300000101_2026-03-05_12-4-A.xml"
    transfer = file_name(RegisterKind.FARM_INVOICE, "1", "2", DAY, "1", prefix="farm-invoice-transfer")
    assert transfer.startswith("farm-invoice-transfer_1_2_")
    assert file_name(RegisterKind.DYNAMIC_DOCUMENT, "1", "2", DAY, "1", prefix="other-act").startswith("other-act_")
    with pytest.raises(InputError):
        file_name(RegisterKind.INVOICE, "1", "2", DAY, "1", prefix="act")


@pytest.mark.parametrize("key", ["", "abc", KEY.upper(), KEY + "0"])
def test_an_import_without_our_own_key_is_never_written(key):
    with pytest.raises(BugError):
        import_payload(RegisterKind.INVOICE, RegisterItem(head=head(RegisterKind.INVOICE), document=ordinary(), id=key))


def test_a_document_of_another_kind_is_never_written():
    item = RegisterItem(head=head(RegisterKind.MOTO_ACT), document=MOTO, id=KEY)
    with pytest.raises(BugError):
        import_payload(RegisterKind.INVOICE, item)


def test_the_models_have_the_members_that_the_document_prints():
    """Spellings included: the names of members that only the tables or only the examples have."""
    known = {
        name
        for module in (models, parties)
        for model in vars(module).values()
        if isinstance(model, type) and issubclass(model, parties.Node)
        for name in model.__struct_encode_fields__
    }
    printed = (
        "korrektirovoch_document_number korrektirovoch_document_date doverennost_number doverennost_date"
        " sender_operator receiver_operator special_account_number company_code company_vat_code oked email"
        " provincial_district wing apartment locality city_district postal_code signer signer_director"
        " signer_accountant signer_warehouse currency_rate_date group_items basicPrice shipmentTerms"
        " accordingTo after_discount total_discount milege_vat_value mileage_price_for_km"
        " warranty_service_in_non_waranty_period column_excise_value_uzs"
    )
    assert set(printed.split()) <= known
