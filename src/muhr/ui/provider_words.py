"""What the services' own codes are called in our words: kinds, statuses, fields, choices. Draws nothing.

A code that is not in these tables is shown in the service's own text. The codes are those of the API documents; the
modules of `providers` say where each stands.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Direction, Document
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.domain.ports import Detail

_UZ, _GE, _UA, _CZ = ProviderName.FAKTURA_UZ, ProviderName.RS_GE, ProviderName.BITFAKTURA, ProviderName.EUROFAKTURA


_PLAIN_AMOUNT = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,4})?")
_CLOCK = r"(?:[ T](?P<clock>\d{2}:\d{2}(?::\d{2})?))?"
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})" + _CLOCK)
_DAY_FIRST = re.compile(r"(?P<day>\d{2})-(?P<month>\d{2})-(?P<year>\d{4})" + _CLOCK)

_Table = dict[tuple[ProviderName, str], str]


@cache
def _kinds() -> _Table:
    return _kinds_uz_and_ge() | _kinds_ua_and_cz()


def _kinds_uz_and_ge() -> _Table:
    return {
        (_UZ, "1"): tr("Contract"),
        (_UZ, "2"): tr("Invoice"),
        (_UZ, "3"): tr("Offer"),
        (_UZ, "4"): tr("Transaction report"),
        (_UZ, "5"): tr("Act with invoice"),
        (_UZ, "6"): tr("Payment request"),
        (_UZ, "8"): tr("Material report"),
        (_UZ, "14"): tr("Act on penalties"),
        (_UZ, "20"): tr("Power of attorney"),
        (_UZ, "22"): tr("Payment order"),
        (_GE, "1"): tr("Internal movement"),
        (_GE, "2"): tr("With transport"),
        (_GE, "3"): tr("Without transport"),
        (_GE, "4"): tr("Distribution"),
        (_GE, "5"): tr("Return"),
        (_GE, "6"): tr("Advance"),
        (_GE, "7"): tr("For retail sale"),
        (_GE, "8"): tr("For wholesale"),
        (_GE, "9"): tr("Import, to the warehouse"),
        (_GE, "10"): tr("Export, from the warehouse"),
        (_GE, "11"): tr("Service"),
    }


def _kinds_ua_and_cz() -> _Table:
    return {
        (_UA, "vat"): tr("Invoice"),
        (_UA, "proforma"): tr("Pro forma invoice"),
        (_UA, "bill"): tr("Bill"),
        (_UA, "receipt"): tr("Receipt"),
        (_UA, "advance"): tr("Advance invoice"),
        (_UA, "final"): tr("Final invoice"),
        (_UA, "correction"): tr("Correction"),
        (_UA, "vat_mp"): tr("Small taxpayer's invoice"),
        (_UA, "invoice_other"): tr("Other invoice"),
        (_UA, "vat_margin"): tr("Margin scheme invoice"),
        (_UA, "kp"): tr("Cash received"),
        (_UA, "kw"): tr("Cash paid out"),
        (_UA, "estimate"): tr("Order estimate"),
        (_UA, "vat_rr"): tr("Farmer's invoice"),
        (_UA, "correction_note"): tr("Correction note"),
        (_UA, "accounting_note"): tr("Accounting note"),
        (_UA, "client_order"): tr("Client's order"),
        (_UA, "dw"): tr("Internal document"),
        (_UA, "wnt"): tr("Purchase within the Union"),
        (_UA, "wdt"): tr("Delivery within the Union"),
        (_UA, "import_service"): tr("Import of services"),
        (_UA, "import_service_eu"): tr("Import of services from the Union"),
        (_UA, "import_products"): tr("Import of goods"),
        (_UA, "export_products"): tr("Export of goods"),
        (_CZ, "invoice"): tr("Sales invoice"),
        (_CZ, "cancellation"): tr("Cancellation document"),
    }


def kind(one: Document) -> str:
    """What kind of document it is."""
    return _kinds().get((one.provider, one.kind_code)) or str(one.kind)


@cache
def _statuses() -> _Table:
    return {
        (_UZ, "20"): tr("Not available"),
        (_UZ, "21"): tr("Waits for the other side"),
        (_UZ, "22"): tr("Needs your signature"),
        (_UZ, "23"): tr("Rejected by the other side"),
        (_UZ, "24"): tr("Signed by both sides"),
        (_UZ, "25"): tr("Being approved inside the company"),
        (_UZ, "26"): tr("Needs your signature"),
        (_UZ, "27"): tr("Deleted"),
        (_UZ, "31"): tr("You have asked to annul it"),
        (_UZ, "32"): tr("The other side asks to annul it"),
        (_UZ, "33"): tr("The annulment was refused"),
        (_UZ, "34"): tr("Annulled"),
        (_UZ, "41"): tr("Approved inside the company"),
        (_UZ, "42"): tr("Not approved inside the company"),
        (_UA, "issued"): tr("Issued"),
        (_UA, "sent"): tr("Sent"),
        (_UA, "paid"): tr("Paid"),
        (_UA, "partial"): tr("Partly paid"),
        (_UA, "rejected"): tr("Rejected"),
        (_UA, "cancelled"): tr("Cancelled"),
        (_CZ, "Draft"): tr("Draft"),
        (_CZ, "CancelledDocument"): tr("Cancelled"),
        (_CZ, "Paid"): tr("Paid"),
        (_CZ, "DocumentNotSentByEMail"): tr("Issued, not sent by e-mail"),
        (_CZ, "NotPaidOverdueReceivable"): tr("Overdue"),
        (_CZ, "NotPaid"): tr("Sent, not paid yet"),
    }


@cache
def _statuses_of_sides() -> dict[tuple[str, Direction], str]:
    own, received = Direction.OUTGOING, Direction.INCOMING
    both = {
        ("1/0", received): tr("Received, waits for your answer"),
        ("1/1", received): tr("Confirmed"),
        ("1/2", received): tr("Refused"),
        ("2/0", received): tr("The seller asks to cancel it"),
        ("0/0", own): tr("Saved"),
        ("1/0", own): tr("Sent to the buyer"),
        ("1/1", own): tr("Confirmed by the buyer"),
        ("1/2", own): tr("Refused by the buyer"),
        ("2/0", own): tr("Cancellation requested, the buyer has to answer"),
    }
    return both | {("2/1", side): tr("Cancelled by both sides") for side in Direction}


def status(one: Document) -> str:
    """Where it stands at its service; the service's own text for a code that is not in the tables."""
    if one.provider is _GE:
        known = _statuses_of_sides().get((one.status, one.direction))
    else:
        known = _statuses().get((one.provider, one.status))
    return known or str(one.status_text) or str(one.status)


def status_there(one: Document) -> str:
    """The service's own word and code for the status, when ours is another."""
    if one.provider is _UZ and one.status_text != status(one):
        return f"{one.status_text} ({one.status})"
    return ""


def asks_to_cancel(one: Document) -> bool:
    """Whether confirming the document means to agree that it is cancelled."""
    return one.provider is _GE and one.status == "2/0"


# ------------------------------------------------------------------ fields


@cache
def _fields() -> _Table:
    return _fields_ge() | _fields_ua_and_uz()


def _fields_ge() -> _Table:
    return {
        (_GE, "INV_CATEGORY"): tr("Category"),
        (_GE, "ACTIVATE_DATE"): tr("Activated"),
        (_GE, "CREATE_DATE"): tr("Created"),
        (_GE, "CONFIRM_DATE"): tr("Confirmed"),
        (_GE, "REFUSE_DATE"): tr("Refused"),
        (_GE, "REQUEST_CANCEL_DATE"): tr("Cancellation asked for"),
        (_GE, "AGREE_CANCEL_DATE"): tr("Cancellation agreed"),
        (_GE, "CORRECT_DATE"): tr("Corrected"),
        (_GE, "CORRECT_REASON_ID"): tr("Reason of the correction"),
        (_GE, "DELIVERY_DATE"): tr("Delivered"),
        (_GE, "FOREIGN_BUYER"): tr("Foreign buyer"),
        (_GE, "TRANS_START_DATE"): tr("Transport begins"),
        (_GE, "TRANS_START_ADDRESS"): tr("From"),
        (_GE, "TRANS_END_ADDRESS"): tr("To"),
        (_GE, "TRANS_START_ADDRESS_NO"): tr("From, number"),
        (_GE, "TRANS_END_ADDRESS_NO"): tr("To, number"),
        (_GE, "TRANS_TYPE"): tr("Kind of transport, code"),
        (_GE, "TRANS_TYPE_TXT"): tr("Kind of transport"),
        (_GE, "TRANS_COMPANY_TIN"): tr("Carrier's tax number"),
        (_GE, "TRANS_COMPANY_NAME"): tr("Carrier"),
        (_GE, "TRANS_DRIVER_TIN"): tr("Driver's number"),
        (_GE, "TRANS_DRIVER_NAME"): tr("Driver"),
        (_GE, "TRANS_DRIVER_FOREIGN"): tr("Foreign driver"),
        (_GE, "TRANS_DRIVER_COUNTRY"): tr("Driver's country"),
        (_GE, "TRANS_CAR_MODEL"): tr("Car"),
        (_GE, "TRANS_CAR_NO"): tr("Car's number"),
        (_GE, "TRANS_TRAILER_NO"): tr("Trailer's number"),
        (_GE, "TRANS_COST"): tr("Cost of transport"),
        (_GE, "TRANS_COST_PAYER"): tr("Who pays the transport"),
        (_GE, "PARENT_ID"): tr("Belongs to document"),
        (_GE, "PREV_CORRECTION_ID"): tr("Corrects document"),
        (_GE, "NEXT_CORRECTION_ID"): tr("Corrected by document"),
        (_GE, "TEMPLATE_NAME"): tr("Template"),
        (_GE, "SEQNUM_SELLER"): tr("Seller's declaration"),
        (_GE, "SEQNUM_BUYER"): tr("Buyer's declaration"),
        (_GE, "STATUS_TXT_GEO"): tr("Original status"),
        (_GE, "STATUS_TXT_ENG"): tr("Original status"),
        (_GE, "AMOUNT_MAX"): tr("Highest amount"),
    }


def _fields_ua_and_uz() -> _Table:
    return {
        (_UA, "paid"): tr("Paid so far"),
        (_UA, "paid_date"): tr("Paid on"),
        (_UA, "sell_date"): tr("Date of sale"),
        (_UA, "from_api"): tr("Made by a program"),
        (_UA, "buyer_email"): tr("Buyer's e-mail"),
        (_UA, "seller_email"): tr("Seller's e-mail"),
        (_UA, "payment_type"): tr("Way of payment"),
        (_UA, "internal_note"): tr("Internal note"),
        (_UA, "description"): tr("Remark"),
        (_UA, "place"): tr("Place"),
        (_UA, "seller_person"): tr("Issued by"),
        (_UA, "buyer_person"): tr("Received by"),
        (_UA, "lang"): tr("Language"),
        (_CZ, "businessYear"): tr("Business year"),
        (_CZ, "buyerStreet"): tr("Buyer's street"),
        (_CZ, "buyerCity"): tr("Buyer's town"),
        (_CZ, "buyerPostalCode"): tr("Buyer's postal code"),
        (_CZ, "buyerCountry"): tr("Buyer's country"),
        (_CZ, "buyerEMail"): tr("Buyer's e-mail"),
        (_CZ, "methodOfPayment"): tr("Way of payment"),
        (_CZ, "invoicePricingType"): tr("Prices"),
        (_CZ, "amountAlreadyPaid"): tr("Paid so far"),
        (_CZ, "amountLeftToBePaid"): tr("Left to be paid"),
        (_CZ, "variableSymbol"): tr("Variable symbol"),
        (_CZ, "dateOfSupply"): tr("Date of supply"),
        (_UZ, "currencyrate"): tr("Exchange rate"),
        (_UZ, "documentdescription"): tr("Description"),
        (_UZ, "doverennostnumber"): tr("Power of attorney, number"),
        (_UZ, "doverennostdate"): tr("Power of attorney, date"),
    }


def field(provider: ProviderName, name: str) -> str:
    """What a field of a document is called; an unknown one by the service's own name."""
    return _fields().get((provider, name), name)


@cache
def _values() -> dict[tuple[ProviderName, str, str], str]:
    return {
        (_GE, "INV_CATEGORY", "1"): tr("Goods or services"),
        (_GE, "INV_CATEGORY", "2"): tr("Timber"),
        (_GE, "INV_CATEGORY", "3"): tr("Oil products"),
        (_GE, "INV_CATEGORY", "4"): tr("Advance"),
        (_CZ, "invoicePricingType", "gross"): tr("with VAT"),
        (_CZ, "invoicePricingType", "net"): tr("without VAT"),
        (_CZ, "methodOfPayment", "bankTransfer"): tr("Bank transfer"),
        (_CZ, "methodOfPayment", "cash"): tr("Cash"),
    }


def value(provider: ProviderName, name: str, text: str) -> str:
    """What stands in a field, with our words for codes that are known."""
    known = _values().get((provider, name, text)) or {"true": tr("yes"), "false": tr("no")}.get(text)
    return known or _as_day(text)


def _as_day(text: str) -> str:
    """Days as they stand everywhere else: "2026-11-27" and "27-11-2026 09:37:31" are 27.11.2026 (09:37)."""
    found = _ISO.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if found is None:
        return text
    clock = f" {found['clock'][:5]}" if found["clock"] else ""
    return f"{found['day']}.{found['month']}.{found['year']}{clock}"


# ------------------------------------------------------------------ what an action asks for


def detail(provider: ProviderName, one: Detail) -> str:
    """What a detail of an action is called."""
    if provider is _CZ and one.name == "status":
        return tr("The cancellation document")
    return {
        "status": tr("New status"),
        "period": tr("Month of the declaration, for example 202601"),
        "amount": tr("Amount paid"),
        "paid_date": tr("Day of payment"),
        "buyer_name": tr("Buyer's name"),
        "buyer_email": tr("Buyer's e-mail address"),
        "payment_to": tr("To be paid by"),
        "recipient": tr("To, with commas between addresses"),
        "subject": tr("Subject"),
        "sender": tr("Your e-mail address"),
        "cc": tr("Copy to"),
        "bcc": tr("Blind copy to"),
        "paymentDate": tr("Day of payment"),
        "paymentAmount": tr("Amount paid"),
        "paymentMethodForInvoice": tr("Way of payment"),
        "paymentCurrency": tr("Currency, if not the invoice's"),
    }.get(one.name, one.title)


def likely(one: Document) -> dict[str, str]:
    """What is most likely meant by details of an action on this document, as far as its service tells; by name."""
    told = dict(one.content.extras) if one.content is not None else {}
    total = one.total.amount if one.total is not None else None
    found = {"amount": f"{total:f}", "paymentAmount": f"{total:f}"} if total is not None else {}
    if one.provider is _CZ:
        found["paymentAmount"] = told.get("amountLeftToBePaid") or found.get("paymentAmount", "")
        found["recipient"] = told.get("buyerEMail", "")
    elif one.provider is _UA and total is not None and _PLAIN_AMOUNT.fullmatch(told.get("paid", "")):
        found["amount"] = f"{max(total - Decimal(told['paid'].replace(',', '.')), Decimal(0)):f}"
    return found


def choice(provider: ProviderName, name: str, code: str) -> str:
    """What one of a detail's choices is called."""
    own = {
        "BankTransfer": tr("Bank transfer"),
        "BankPaymentOrder": tr("Payment order"),
        "Cash": tr("Cash"),
        "CreditCard": tr("Credit card"),
        "DirectDebit": tr("Direct debit"),
        "CashOnDelivery": tr("Cash on delivery"),
        "Compensation": tr("Set off"),
        "Unknown": tr("Not known"),
        "Other": tr("Other"),
        "issuedInvoice": tr("Issued at once"),
        "draft": tr("Kept as a draft"),
    }
    known = _statuses().get((provider, code)) if name == "status" else None
    return known or own.get(code, code)
