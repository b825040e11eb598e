"""Reads a `SalesInvoice` element into our words, and says what its status allows. Fetches nothing.

Source: "SalesInvoiceGet" of the API document. The status of an invoice is draft or issuedInvoice; everything after
that (sent, overdue, cancelled) is known only as a filter of the list (facts: status machine), so it comes in as flags.
"""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from muhr.domain.documents import Action, Content, Line, Stage
from muhr.domain.money import parse_decimal
from muhr.domain.parties import Country, Party
from muhr.providers.eurofaktura.requests import written
from muhr.providers.eurofaktura.xml_read import Node
from muhr.providers.extras import extras_of
from muhr.providers.plaintext import line, plain

RAW_KEPT = 64 * 1024
MOST_LINES = 10_000


class Flag(enum.Enum):
    """What a filter of SalesInvoiceList says of an invoice; the values are the printed filters."""

    DRAFT = "Draft"
    UNSENT = "DocumentNotSentByEMail"
    OVERDUE = "NotPaidOverdueReceivable"
    CANCELLED = "CancelledDocument"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """One invoice, as the service tells of it."""

    number: str
    issued: date | None
    due: date | None
    status: str
    """As printed: draft, issuedInvoice."""
    totals: tuple[Decimal, ...]
    """Every `totalAmount` of the element: a printed sample has two that differ."""
    currency: str
    left: Decimal | None
    """What is still to be paid."""
    buyer: Party
    cancels: str
    """The number of the invoice this one cancels, or ""."""
    content: Content | None
    payments: tuple[Payment, ...]

    @property
    def total(self) -> Decimal | None:
        """The total: of two, the one that stands beside the currency (the last)."""
        return self.totals[-1] if self.totals else None

    @property
    def is_draft(self) -> bool:
        """Whether it has not been issued."""
        return self.status.lower() == "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One payment record of an invoice."""

    amount: Decimal | None
    currency: str
    paid: date | None
    kind: str
    entered: str
    """When it was noted: "2016-03-09 15:36:33", the time in Prague."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a person is told of an invoice's state."""

    status: str
    text: str
    stage: Stage
    actions: frozenset[Action]


def day(text: str) -> date | None:
    """Read a date; None when it is none."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def amount(text: str) -> Decimal | None:
    """Read an amount; None when it is none."""
    return parse_decimal(text.strip()[:64])


def read(node: Node) -> Invoice:
    """Read an element. What cannot be read is missing; never raises."""
    left = amount(node.value("amountLeftToBePaid"))
    totals = [found for one in node.all("totalAmount") if (found := amount(one.text)) is not None]
    records = node.child("PaymentRecords")
    return Invoice(
        number=line(node.value("number"), 120),
        issued=day(node.value("date")),
        due=day(node.value("paymentDueDate")),
        status=line(node.value("status"), 60),
        totals=tuple(totals),
        currency=line(node.value("totalCurrency"), 12),
        left=left,
        buyer=_buyer(node),
        cancels=line(node.value("cancelledDocumentRef"), 120),
        content=_content(node, totals[-1] if totals else None),
        payments=tuple(_payment(one) for one in (records.all("PaymentRecord") if records is not None else ())),
    )


def _buyer(node: Node) -> Party:
    land = node.value("buyerCountry").upper()
    return Party(
        country=Country(land) if land in Country.__members__ else Country.CZ,
        tax_id=line(node.value("buyerTaxNumber"), 40),
        name=line(node.value("buyerName")),
    )


def _payment(node: Node) -> Payment:
    return Payment(
        amount=amount(node.value("paymentAmount")),
        currency=line(node.value("paymentCurrency"), 12),
        paid=day(node.value("paymentDate")),
        kind=line(node.value("paymentMethodForInvoice"), 60),
        entered=line(node.value("paymentEntryTS"), 40),
    )


CARRIED = frozenset(
    {"number", "date", "paymentDueDate", "status", "totalAmount", "totalCurrency", "totalNetAmount", "buyerName"}
    | {"buyerTaxNumber", "cancelledDocumentRef", "totalVatAmountFlatRate", "totalVatAmountNormalRate"}
    | {"totalVatAmountLowerRate", "totalVatAmountZeroRate"}
)
"""Elements of an invoice that have a field of their own."""
_VATS = ("totalVatAmountFlatRate", "totalVatAmountNormalRate", "totalVatAmountLowerRate", "totalVatAmountZeroRate")


def _content(node: Node, total: Decimal | None) -> Content | None:
    """None when the element holds no rows: a list may leave them out."""
    items = node.child("Items")
    if items is None:
        return None
    vats = [vat for name in _VATS if (vat := amount(node.value(name))) is not None]
    rows = [_line(item) for item in list(items.all("Item"))[:MOST_LINES]]
    return Content(
        lines=tuple(rows),
        subtotal=amount(node.value("totalNetAmount")),
        vat=sum(vats, Decimal(0)) if vats else None,
        total=total,
        buyer=_buyer(node),
        extras=extras_of(((one.name, one.text) for one in node.children if not one.children), CARRIED),
        raw=plain(written(node), RAW_KEPT),
    )


def _line(item: Node) -> Line:
    said = item.value("description") or item.value("productName") or item.value("articleName")
    rate = amount(item.value("vatPercentage"))
    return Line(
        description=line(said or item.value("productCode"), 1000),
        quantity=amount(item.value("quantity")),
        unit=line(item.value("unit"), 40),
        unit_price=amount(item.value("netPriceInDocumentCurrency") or item.value("netPrice")),
        subtotal=amount(item.value("amount")),
        vat_rate="" if rate is None else f"{rate.normalize():f}%",
        vat=amount(item.value("vatAmount")),
    )


# ------------------------------------------------------------------ what it allows


def standing(invoice: Invoice, flags: Collection[Flag], *, issues: bool = True) -> Standing:
    """Say where an invoice stands. A status this version has not heard of is shown and never acted upon.

    `issues`: drafts may be issued from here (account option `issue`).
    """
    if invoice.is_draft or Flag.DRAFT in flags:
        actions = frozenset({Action.ISSUE, Action.DELETE} if issues else {Action.DELETE})
        return Standing(status="Draft", text="Draft", stage=Stage.WAITING_FOR_ME, actions=actions)
    if Flag.CANCELLED in flags:
        return Standing(status="CancelledDocument", text="Cancelled", stage=Stage.REFUSED, actions=frozenset())
    if invoice.status.lower() not in {"issuedinvoice", ""}:
        return Standing(status=invoice.status, text=invoice.status, stage=Stage.UNKNOWN, actions=frozenset())
    if invoice.cancels:
        text = f"Cancels {invoice.cancels}"
        sendable = frozenset({Action.SEND})
        return Standing(status="CancellationDocument", text=text, stage=Stage.FINISHED, actions=sendable)
    paid = invoice.left is not None and invoice.left <= 0
    actions = frozenset({Action.SEND, Action.CANCEL} if paid else {Action.SEND, Action.CANCEL, Action.PAY})
    if Flag.OVERDUE in flags:
        return Standing(status=Flag.OVERDUE.value, text="Overdue", stage=Stage.WAITING_FOR_ME, actions=actions)
    if Flag.UNSENT in flags:
        text = "Issued, not sent by e-mail"
        return Standing(status=Flag.UNSENT.value, text=text, stage=Stage.WAITING_FOR_ME, actions=actions)
    if paid:
        return Standing(status="Paid", text="Paid", stage=Stage.FINISHED, actions=actions)
    return Standing(status="NotPaid", text="Sent, not paid yet", stage=Stage.WAITING_FOR_OTHERS, actions=actions)
