"""What BitFaktura's words for statuses and kinds mean in ours, and what may be done at each. Asks nobody.

The API document lists neither (quirk 16); the words are those of the platform's public description. A word that is not
in these tables is shown as it came and never acted upon. The service has no other side that answers: what "waits" is
what is open, that is not sent, not paid when due, or an expense not paid.
"""

from __future__ import annotations

from datetime import date

from muhr.domain.documents import Action, Direction, Stage
from muhr.providers.bitfaktura.wire import Invoice

STATUSES: dict[str, str] = {
    "issued": "Issued",
    "sent": "Sent",
    "paid": "Paid",
    "partial": "Partly paid",
    "rejected": "Rejected",
}
"""What `change_status` takes, and the words for people."""

CANCELLED = "cancelled"

KINDS: dict[str, str] = {
    "vat": "Invoice",
    "proforma": "Pro forma invoice",
    "bill": "Bill",
    "receipt": "Receipt",
    "advance": "Advance invoice",
    "final": "Final invoice",
    "correction": "Correction",
    "vat_mp": "Small taxpayer's invoice",
    "invoice_other": "Other invoice",
    "vat_margin": "Margin scheme invoice",
    "kp": "Cash received",
    "kw": "Cash paid out",
    "estimate": "Order estimate",
    "vat_rr": "Farmer's invoice",
    "correction_note": "Correction note",
    "accounting_note": "Accounting note",
    "client_order": "Client's order",
    "dw": "Internal document",
    "wnt": "Purchase within the Union",
    "wdt": "Delivery within the Union",
    "import_service": "Import of services",
    "import_service_eu": "Import of services from the Union",
    "import_products": "Import of goods",
    "export_products": "Export of goods",
}


def kind_text(kind: str) -> str:
    """The kind for people; an unknown one as it came."""
    return KINDS.get(kind, kind)


def status_of(invoice: Invoice) -> tuple[str, str]:
    """The status as code and as text."""
    if invoice.cancelled:
        return CANCELLED, "Cancelled"
    return invoice.status or "?", STATUSES.get(invoice.status, invoice.status or "?")


def stage_of(invoice: Invoice, direction: Direction, today: date) -> Stage:
    """Where a document stands for the one who asks."""
    if invoice.cancelled or invoice.status == "rejected":
        return Stage.REFUSED
    if invoice.status not in STATUSES:
        return Stage.UNKNOWN
    if invoice.status == "paid":
        return Stage.FINISHED
    overdue = invoice.payment_to is not None and invoice.payment_to < today
    if direction is Direction.INCOMING or invoice.status == "issued" or overdue:
        return Stage.WAITING_FOR_ME
    return Stage.WAITING_FOR_OTHERS


def actions_of(invoice: Invoice, direction: Direction, *, cancel: bool) -> frozenset[Action]:
    """What a person can do to a document now.

    Args:
        invoice: as the service tells of it.
        direction: `INCOMING` for an expense.
        cancel: the call that cancels may be used (it is the sister platform's).
    """
    if invoice.cancelled:
        return frozenset({Action.DELETE})
    if invoice.status not in STATUSES:
        return frozenset()
    found = {Action.STATUS, Action.SAVE, Action.DELETE}
    if direction is Direction.OUTGOING:
        if invoice.buyer_email != "":  # None: the answer leaves it out
            found.add(Action.SEND)
        if invoice.status != "paid":
            found.add(Action.PAY)
        if cancel:
            found.add(Action.CANCEL)
    return frozenset(found)
