"""The invoices of the simulated Eurofaktura: what they hold, what they add up to, which filters they pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any
from xml.etree import ElementTree as ET

import msgspec

_CENT = Decimal("0.01")


class Invoice(msgspec.Struct, kw_only=True):
    """One sales invoice."""

    number: str
    date: str
    status: str = "issuedInvoice"
    header: dict[str, str] = msgspec.field(default_factory=dict)
    address: dict[str, str] = msgspec.field(default_factory=dict)
    items: list[dict[str, str]] = msgspec.field(default_factory=list)
    payments: list[dict[str, str]] = msgspec.field(default_factory=list)
    installments: list[dict[str, str]] = msgspec.field(default_factory=list)
    attachments: list[dict[str, str]] = msgspec.field(default_factory=list)
    emailed: bool = False
    marked: bool = False
    booked: bool = False
    cancelled: bool = False
    cancels: str = ""
    deleted: bool = False

    @property
    def uid(self) -> str:
        """Number and date: together they name it."""
        return f"{self.number}@{self.date}"

    @property
    def is_draft(self) -> bool:
        """Whether it has not been issued."""
        return self.status == "draft"


def number_of(text: str) -> Decimal:
    """A number, or nothing."""
    try:
        return Decimal(text.strip() or "0")
    except InvalidOperation:
        return Decimal(0)


def rounded(value: Decimal) -> Decimal:
    """Two decimals, half up."""
    return value.quantize(_CENT, ROUND_HALF_UP)


def sums(item: dict[str, str]) -> tuple[Decimal, Decimal]:
    """Amount without VAT, and VAT, of a row."""
    quantity, rate = number_of(item.get("quantity", "0")), number_of(item.get("vatPercentage", "21"))
    kept = 1 - number_of(item.get("discountPercentage", "0")) / 100
    if "netPrice" in item:
        net = rounded(number_of(item["netPrice"]) * quantity * kept)
        return net, rounded(net * rate / 100)
    whole = rounded(number_of(item.get("price", "0")) * quantity * kept)
    net = rounded(whole / (1 + rate / 100))
    return net, whole - net


def total(invoice: Invoice) -> Decimal:
    """What is to be paid in all."""
    return sum((net + vat for net, vat in map(sums, invoice.items)), Decimal(0))


def paid(invoice: Invoice) -> Decimal:
    """What has been paid."""
    return sum((number_of(one.get("paymentAmount", "0")) for one in invoice.payments), Decimal(0))


def prague(moment: datetime) -> str:
    """A moment as the service notes it: the time in Prague."""

    def last_sunday(month: int) -> datetime:
        end = moment.replace(month=month, day=31, hour=1, minute=0, second=0, microsecond=0)
        return end - timedelta(days=(end.weekday() + 1) % 7)

    summer = last_sunday(3) <= moment < last_sunday(10)
    return f"{moment + timedelta(hours=2 if summer else 1):%Y-%m-%d %H:%M:%S}"


def from_element(node: ET.Element) -> Invoice:
    """An invoice of the elements of a request."""
    invoice = Invoice(number="", date="")
    change(invoice, node)
    return invoice


def change(invoice: Invoice, node: ET.Element) -> None:
    """Take over what the elements of a request say."""
    for child in node:
        text = (child.text or "").strip()
        if child.tag == "number":
            invoice.number = text
        elif child.tag == "date":
            invoice.date = text
        elif child.tag == "status":
            invoice.status = text
        elif child.tag == "Address":
            invoice.address = {one.tag: (one.text or "").strip() for one in child}
        elif child.tag == "Items":
            invoice.items = [{one.tag: (one.text or "").strip() for one in item} for item in child.iter("Item")]
        else:
            invoice.header[child.tag] = text


def told(invoice: Invoice) -> dict[str, Any]:
    """An invoice as SalesInvoiceGet tells it."""
    whole, net = total(invoice), sum((net for net, _ in map(sums, invoice.items)), Decimal(0))
    header = {name: value for name, value in invoice.header.items() if name != "type"}
    found: dict[str, Any] = {"businessYear": invoice.date[:4], "number": invoice.number, "date": invoice.date}
    found |= header
    if invoice.cancels:
        found["cancelledDocumentRef"] = invoice.cancels
    found |= {"invoicePricingType": invoice.header.get("type", "gross"), "status": invoice.status}
    found |= {"amountAlreadyPaid": paid(invoice), "amountLeftToBePaid": whole - paid(invoice), "totalAmount": whole}
    found |= {"totalCurrency": invoice.items[0].get("currency", "CZK") if invoice.items else "CZK"}
    found |= {"totalNetAmount": net, "totalVatAmountNormalRate": whole - net}
    if invoice.address:
        found["Address"] = invoice.address
    found["Items"] = [{"Item": _row(item)} for item in invoice.items]
    found["PaymentRecords"] = [{"PaymentRecord": one} for one in invoice.payments]
    found["SalesInvoiceInstallments"] = [{"Installment": one} for one in invoice.installments]
    return found


def _row(item: dict[str, str]) -> dict[str, str]:
    net, vat = sums(item)
    return item | {"amount": str(net), "vatAmount": str(vat), "vatPercentage": item.get("vatPercentage", "21")}


def filters(today: date) -> dict[str, Callable[[Invoice], bool]]:
    """The values of the list's `status`, in lower case, as far as they mean something here."""

    def left(one: Invoice) -> Decimal:
        return total(one) - paid(one)

    def issued(one: Invoice) -> bool:
        return not one.is_draft

    def overdue(one: Invoice) -> bool:
        due = one.header.get("paymentDueDate", "")
        return issued(one) and not one.cancelled and not one.cancels and left(one) > 0 and "" < due < today.isoformat()

    return {
        "draft": lambda one: one.is_draft,
        "issuedinvoice": issued,
        "booked": lambda one: one.booked,
        "notbooked": lambda one: not one.booked,
        "notpaid": lambda one: issued(one) and left(one) > 0,
        "paid": lambda one: issued(one) and left(one) == 0,
        "overpaid": lambda one: issued(one) and left(one) < 0,
        "notpaidoverduereceivable": overdue,
        "documentsentalready": lambda one: one.emailed or one.marked,
        "documentnotyetsent": lambda one: issued(one) and not (one.emailed or one.marked),
        "documentsentbyemail": lambda one: one.emailed,
        "documentnotsentbyemail": lambda one: issued(one) and not one.emailed,
        "cancellationdocument": lambda one: bool(one.cancels),
        "cancelleddocument": lambda one: one.cancelled,
        "notcancellationorcancelleddocument": lambda one: not one.cancelled and not one.cancels,
        "paymentrecordexists": lambda one: bool(one.payments),
        "paymentrecorddoesnotexists": lambda one: not one.payments,
        "": lambda one: True,
    }
