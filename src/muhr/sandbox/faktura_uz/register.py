"""Reading an import: the container with its eight arrays, as JSON or XML, and what is wrong with an item.

Written from the API document's models; tolerant where its own examples disagree with them (api quirks 5-7, 10, 13).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree import ElementTree as ET


@dataclass(frozen=True, slots=True)
class Kind:
    """One array of the container."""

    array: str
    element: str
    """Name of one item in XML."""
    type_id: int
    """The document type that comes of it; the document does not say, so the nearest of its dictionary."""
    prefixes: tuple[str, ...]
    """How the file name may begin."""
    title: str


_INVOICE, _ACT_INVOICE, _PREPAYMENT, _MATERIAL_REPORT = 2, 5, 6, 8
_ACT_TRANSFER = 9
"""Not in the printed dictionary: a client must show it all the same."""
_FARM = ("farm-invoice", "farm-invoice-transfer", "farm-invoice-discount")
KINDS = (
    Kind("invoices", "invoice", _INVOICE, ("invoice",), "Счёт-фактура"),
    Kind("acts_and_invoices", "act_and_invoice", _ACT_INVOICE, ("act-invoice",), "Акт и счёт фактура"),
    Kind("invoice_for_payments", "invoice_for_payment", _PREPAYMENT, ("prepayment-invoice",), "Счет на оплату"),
    Kind("material_reports", "material_report", _MATERIAL_REPORT, ("material-report",), "Материальный отчет"),
    Kind("dynamic_documents", "dynamic_document", _ACT_TRANSFER, ("act-transfer",), "Акт приёма-передачи"),
    Kind("invoice_and_bills", "invoice_and_bill", _ACT_INVOICE, ("act",), "Акт"),
    Kind("farm_invoices", "farm_invoice", _INVOICE, _FARM, "Счёт-фактура (фарм.)"),
    # The table of parameters spells the array without its plural.
    Kind("farm_invoice", "farm_invoice", _INVOICE, _FARM, "Счёт-фактура (фарм.)"),
    Kind("moto_act", "moto_act", _ACT_INVOICE, ("moto-act",), "Акт выполненных работ"),
)
_BY_ARRAY = {kind.array: kind for kind in KINDS}

WRONG_PARAMETERS, WRONG_INN, NOT_YOURS, WRONG_NUMBER, WRONG_DATE, WRONG_FILE_NAME = 600, 1002, 1003, 1004, 1005, 1006
_FILE_NAME = re.compile(r"(?P<prefix>[a-z-]+)_(\d{9})_(\d{9})_(\d{4}-\d\d-\d\d)_(?P<number>.+)\.xml")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4}")
_WORDS_FOR_NUMBERS = frozenset({"", "Без", "НДС", "Без НДС"})
_NUMBER_FIELDS = frozenset(
    {
        "volume", "unit_price", "subtotal", "subtotal_with_taxes", "vat_rate", "vat_value", "excise_rate",
        "excise_value", "currency_rate", "column_subtotal", "column_subtotal_uzs", "column_excise_value",
        "column_excise_value_uzs", "column_vat_value", "column_vat_value_uzs", "column_subtotal_with_taxes",
        "column_subtotal_with_taxes_uzs", "discount_rate", "discount_amount", "total_discount", "basicPrice",
        "cost_receipt", "before_discount", "after_discount", "materials_to_pay", "machine_hours",
    }
)  # fmt: skip
_DATE_FIELDS = frozenset(
    {
        "document_date", "contract_date", "act_date", "act_contractor_date", "doverennost_date", "currency_rate_date",
        "korrektirovoch_document_date", "date_opened", "date_closed", "expiration_date",
    }
)  # fmt: skip
_LIST_ELEMENTS = frozenset({"item", "document_item", "dynamic_item", "item_row", "attachment", "visit", "job"})


class ItemError(Exception):
    """One item of an import cannot be taken; the others can."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class ContainerError(Exception):
    """The container as a whole is not one."""


def items_of_json(container: dict[str, Any]) -> Iterator[tuple[Kind, Any]]:
    """Give every item with its kind; raises `ContainerError` for an array that the document does not know."""
    for array, items in container.items():
        kind = _BY_ARRAY.get(array)
        if kind is None or not isinstance(items, list):
            raise ContainerError(f"{array} is not an array of documents")
        for item in items:
            yield kind, item


def items_of_xml(root: ET.Element) -> Iterator[tuple[Kind, Any]]:
    """Give every item of a `<document_container>` with its kind; raises `ContainerError`."""
    if root.tag != "document_container":
        raise ContainerError("the root must be document_container")
    for array in root:
        kind = _BY_ARRAY.get(array.tag)
        if kind is None or any(item.tag != kind.element for item in array):
            raise ContainerError(f"{array.tag} is not an array of documents")
        for item in array:
            yield kind, _value(item)


def _value(element: ET.Element) -> Any:
    """Turn an element into what the JSON form would hold."""
    children = list(element)
    if not children:
        return element.text or ""
    if all(child.tag in _LIST_ELEMENTS for child in children):
        return [_value(child) | dict(child.attrib) for child in children]
    return {child.tag: _value(child) for child in children} | dict(element.attrib)


def number(value: object) -> Decimal | None:
    """Read a number with comma or dot, or None for the words that stand for one; raises `ItemError`."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    if not isinstance(value, str):
        raise ItemError(WRONG_NUMBER, f"Неправильное число: {value!r}")
    if value.strip() in _WORDS_FOR_NUMBERS:
        return None
    try:
        return Decimal(value.strip().removesuffix("%").replace(",", "."))
    except InvalidOperation:
        raise ItemError(WRONG_NUMBER, f"Неправильное число: {value}") from None


def _check_values(value: object) -> None:
    """Look at every number and date inside, whatever the model around them is."""
    if isinstance(value, list):
        for inner in value:
            _check_values(inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in _NUMBER_FIELDS:
                number(inner)
            elif name in _DATE_FIELDS and not (inner == "" or (isinstance(inner, str) and _DATE.fullmatch(inner))):
                raise ItemError(WRONG_DATE, f"Неправильная дата: {inner}")
            else:
                _check_values(inner)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadItem:
    """An item that can become a document."""

    kind: Kind
    content: dict[str, Any]
    client_id: str
    receiver_inn: str
    receiver_name: str
    number: str
    total: Decimal | None


def _info(head: dict[str, Any], side: str) -> dict[str, Any]:
    party = head.get(side)
    info = party.get(f"{side}_info") if isinstance(party, dict) else None
    if not isinstance(info, dict):
        raise ItemError(WRONG_PARAMETERS, f"Нет {side}_info")
    inn = info.get("INN")
    if not isinstance(inn, str) or re.fullmatch(r"[0-9]{9}", inn) is None:
        raise ItemError(WRONG_INN, f"Неправильный ИНН: {inn}")
    return info


def client_id_of(item: object) -> str:
    """Give the client's own key of an item, as far as it can be read."""
    key = item.get("id") if isinstance(item, dict) else None
    return key if isinstance(key, str) else ""


def read_item(kind: Kind, item: object, viewer: str) -> ReadItem:
    """Check one item as the service does; raises `ItemError`."""
    if not isinstance(item, dict) or not isinstance(item.get("id", ""), str):
        raise ItemError(WRONG_PARAMETERS, "Неправильный документ")
    head, document = item.get("head"), item.get("document")
    if not isinstance(head, dict) or not isinstance(document, dict):
        raise ItemError(WRONG_PARAMETERS, "Нет head или document")
    sender, receiver = _info(head, "sender"), _info(head, "receiver")
    if sender["INN"] != viewer:
        raise ItemError(NOT_YOURS, "Отправитель - не ваша компания")
    found = _FILE_NAME.fullmatch(str(head.get("file_name", "")))
    if found is None or found["prefix"] not in kind.prefixes:
        raise ItemError(WRONG_FILE_NAME, f"Неправильное имя файла: {head.get('file_name')}")
    _check_values(document)
    sums = document.get("column_summary_values")
    total = number(sums.get("column_subtotal_with_taxes", "")) if isinstance(sums, dict) else None
    return ReadItem(
        kind=kind,
        content=item,
        client_id=client_id_of(item),
        receiver_inn=receiver["INN"],
        receiver_name=str(receiver.get("company_name", "")),
        number=str(document.get("document_number") or found["number"]),
        total=total,
    )
