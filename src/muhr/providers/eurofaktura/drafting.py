"""The elements of an invoice that is prepared here: their types and codes, and what they add up to. Pure.

Source: "SalesInvoiceCreate" of the API document. "gross" prices are without VAT there (`netPrice`), "retail" ones with
it (`price`): the document's own words, and the other way round than one expects (facts: quirk 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from muhr.domain.accounts import Account
from muhr.domain.documents import Content, Line
from muhr.domain.money import currency_letters
from muhr.domain.parties import Country, Party
from muhr.domain.sentences import say
from muhr.providers.eurofaktura.invoices import MOST_LINES, RAW_KEPT, amount, day
from muhr.providers.eurofaktura.requests import written
from muhr.providers.eurofaktura.xml_read import Node
from muhr.providers.plaintext import line, plain

VAT_TRANSACTIONS = frozenset({0, 1, 2, 3, 4, 5, 7, 8, 10, 11, 12, 15, 20, 21, 100, 106, 107, 108, 109, 110, 120})
CONTROL_SECTIONS = frozenset(range(1, 9))
CONTROL_CODES = {
    2: "1", 3: "1a", 4: "3", 5: "3a", 6: "4", 7: "4a", 8: "5", 9: "6", 10: "7",
    **{value: str(value) for value in range(11, 22)},
}  # fmt: skip
"""`kontrolHlasTransCode` as it is sent -> the code of the control report it stands for."""
FOREIGN_VAT = frozenset({"20", "21", "100"})
"""Kinds of transaction for which `vatCountryIsoCode` is wanted."""

_CHOICES = {
    "type": {"gross", "retail"},
    "status": {"draft", "issuedInvoice"},
    "isReccurringInvoice": {"true", "false", "0", "1"},
    "vatOutgoingDocumentVatClause": {"Registered", "NotRegistered", "RegisteredForEUSuppliesOnly"},
    "buyerVatRegistration": {"Unkown", "None", "Registered"},
    "methodOfPayment": {"unknown", "bankTransfer", "cash", "cheques", "cashOnDelivery", "payPal", "directDebit"},
    "documentLanguage": {"Czech", "English", "German", "Italian", "Croatian"},
    "vatTransactionType": {str(code) for code in VAT_TRANSACTIONS},
    "transNoCoefCalcSN": {"0", "1"},
    "kontrolHlasSectionType": {str(code) for code in CONTROL_SECTIONS},
    "kontrolHlasTransCode": {str(code) for code in CONTROL_CODES},
}
_DATES = frozenset({"date", "dateOfSupplyFrom", "paymentDueDate"})
_NUMBERS = frozenset(
    {"superDiscountPercentage", "quantity", "price", "netPrice", "discountPercentage", "vatPercentage"}
)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEADER = _names(
    "number date dateOfSupplyFrom paymentDueDate city customerContactPerson type status isReccurringInvoice"
    " vatTransactionType vatOutgoingDocumentVatClause costPosition cashRegisterCode businessUnit deliveryMethod"
    " superDiscountPercentage remarks introductionText buyerCode buyerDocumentID buyerName buyerTaxNumber"
    " buyerVatRegistration buyerEMail buyerPhone buyerStreet buyerPostalCode buyerCity buyerCountry methodOfPayment"
    " receivablesAccountNumber documentLanguage printingTemplate advanceInvoiceRef salesQuoteRef salesOrderRef"
    " vatCountryIsoCode warehouseCode Address Items"
)
_ROW = _names(
    "position productCode description currency quantity price netPrice discountPercentage unit vatPercentage"
    " vatTransactionType transNoCoefCalcSN kontrolHlasSectionType kontrolHlasTransCode costPosition"
    " chartAccountNumber"
)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?")
_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """One thing that is wrong or doubtful in an element."""

    path: str
    text: str
    blocks: bool


def field_problems(node: Node) -> Iterator[FieldProblem]:
    """Look at every element of an invoice by its table."""
    yield from _table(node, _HEADER, "")
    transaction = node.value("vatTransactionType")
    if transaction in FOREIGN_VAT and not node.value("vatCountryIsoCode"):
        yield FieldProblem(
            path="vatCountryIsoCode", text=say("is wanted for the transaction {code}", code=transaction), blocks=True
        )
    for place, item in enumerate(_rows(node), 1):
        yield from _table(item, _ROW, f"Items.{place}.")
        if not item.value("productCode") and not item.value("description"):
            yield FieldProblem(path=f"Items.{place}", text=say("has neither productCode nor description"), blocks=True)


def _table(node: Node, names: frozenset[str], before: str) -> Iterator[FieldProblem]:
    seen: set[str] = set()
    for child in node.children:
        name, value = child.name, child.text.strip()
        path = line(before + name, 80)
        if name not in names:
            yield FieldProblem(
                path=path, text=say("is no element of this service; it is sent as it stands"), blocks=False
            )
            continue
        if name in seen:
            yield FieldProblem(path=path, text=say("stands twice: it is not clear which one counts"), blocks=True)
        seen.add(name)
        if not value:
            continue
        if name in _DATES and day(value) is None:
            yield FieldProblem(path=path, text=say("is no date (2026-02-28)"), blocks=True)
        if name in _NUMBERS and _NUMBER.fullmatch(value) is None:
            yield FieldProblem(path=path, text=say("is no number (digits, and a dot before the decimals)"), blocks=True)
        if name in _CHOICES and value not in _CHOICES[name]:
            yield FieldProblem(
                path=path, text=say("has an unknown value ({value})", value=line(value, 40)), blocks=name == "status"
            )


def _rows(node: Node) -> list[Node]:
    items = node.child("Items")
    return list(items.all("Item"))[:MOST_LINES] if items is not None else []


def content_of(node: Node, account: Account) -> tuple[Content, str]:
    """Give what an invoice holds, added up by us as far as its rows tell, and its currency."""
    rows = _rows(node)
    factor = 1 - (amount(node.value("superDiscountPercentage")) or Decimal(0)) / _HUNDRED
    lines = tuple(_line(row, factor) for row in rows)
    whole = bool(lines) and all(one.total is not None for one in lines)
    currency = next((code for row in rows if (code := row.value("currency"))), "")
    name, tax_id = line(node.value("buyerName")), line(node.value("buyerTaxNumber"), 40)
    land = node.value("buyerCountry").upper()
    country = Country(land) if land in Country.__members__ else Country.CZ
    content = Content(
        lines=lines,
        subtotal=sum((one.subtotal or Decimal(0) for one in lines), Decimal(0)) if whole else None,
        vat=sum((one.vat or Decimal(0) for one in lines), Decimal(0)) if whole else None,
        total=sum((one.total or Decimal(0) for one in lines), Decimal(0)) if whole else None,
        seller=account.company,
        buyer=Party(country=country, tax_id=tax_id, name=name) if name or tax_id else None,
        raw=plain(written(node), RAW_KEPT),
    )
    return content, currency_letters(currency) or account.options.get("currency", "") or "CZK"


def _line(row: Node, factor: Decimal) -> Line:
    quantity, rate = amount(row.value("quantity")), amount(row.value("vatPercentage"))
    net, price = amount(row.value("netPrice")), amount(row.value("price"))
    subtotal = vat = total = None
    discount = factor * (1 - (amount(row.value("discountPercentage")) or Decimal(0)) / _HUNDRED)
    if quantity is not None and rate is not None and net is not None:
        subtotal = _rounded(net * quantity * discount)
        vat = _rounded(subtotal * rate / _HUNDRED)
        total = subtotal + vat
    elif quantity is not None and rate is not None and price is not None:
        total = _rounded(price * quantity * discount)
        subtotal = _rounded(total / (1 + rate / _HUNDRED)) if rate > -_HUNDRED else total
        vat = total - subtotal
    return Line(
        description=line(row.value("description") or row.value("productCode"), 1000),
        quantity=quantity,
        unit=line(row.value("unit"), 40),
        unit_price=net if net is not None else price,
        subtotal=subtotal,
        vat_rate="" if rate is None else f"{rate.normalize():f}%",
        vat=vat,
        total=total,
    )


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP) if abs(value) < 10**20 else value
