"""The sixteen methods of the simulated Eurofaktura. Each gives the members of its answer or raises `Problem`."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from defusedxml import ElementTree as SafeET
from defusedxml.common import DefusedXmlException

from muhr.sandbox.eurofaktura import state
from muhr.sandbox.eurofaktura.state import Invoice
from muhr.sandbox.eurofaktura.wire import Problem, Request

if TYPE_CHECKING:
    from muhr.sandbox.eurofaktura.service import EurofakturaService

Members = dict[str, Any]
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_METHODS_OF_PAYMENT = frozenset(
    {
        "BankTransfer", "BankPaymentOrder", "Cash", "CreditCard", "Coupon", "DirectDebit", "CreditNote", "Cancellation",
        "PayPal", "Unknown", "Other", "Compensation", "Cheque", "EurocardMastercard", "CashOnDelivery",
        "CryptoCurrency",
    }
)  # fmt: skip


def _named(invoice: Invoice) -> Members:
    return {"number": invoice.number, "date": invoice.date}


def get(service: EurofakturaService, request: Request) -> Members:
    """SalesInvoiceGet."""
    return {"SalesInvoice": state.told(_found(service, request, "document could not be found"))}


def get_pdf(service: EurofakturaService, request: Request) -> Members:
    """SalesInvoiceGetPDF."""
    invoice = _found(service, request)
    _mark(service, request, invoice)
    return _named(invoice) | {"pdfFile": base64.b64encode(_PDF).decode()}


def get_public_url(service: EurofakturaService, request: Request) -> Members:
    """SalesInvoiceGetPublicURL."""
    invoice = _found(service, request)
    _mark(service, request, invoice)
    return _named(invoice) | {"publicURL": f"https://eurofaktura.example/so/{invoice.number}"}


def _mark(service: EurofakturaService, request: Request, invoice: Invoice) -> None:
    if "markDocumentAsSent" in request.values:
        service.record("mark-sent", invoice.uid, service.viewer, happened=not invoice.marked)
        invoice.marked = True


def create(service: EurofakturaService, request: Request) -> Members:
    """SalesInvoiceCreate: a number of its own for an invoice that has none."""
    invoice = _prepared(request)
    invoice.number = invoice.number or service.next_number(invoice.date)
    service.add(invoice)
    service.record("create", invoice.uid, service.viewer, happened=True)
    return _named(invoice)


def _prepared(request: Request) -> Invoice:
    node = request.nodes.get("SalesInvoice")
    if node is None:
        raise Problem("")
    invoice = state.from_element(node)
    if not invoice.date or not (invoice.header.get("buyerName") or invoice.header.get("buyerCode")):
        raise Problem("")
    if invoice.status not in {"draft", "issuedInvoice"}:
        raise Problem("")
    return invoice


def import_(service: EurofakturaService, request: Request) -> Members:
    """SalesInvoiceImport."""
    pohoda = request.values.get("dataFormat", "") == "POHODA"
    invoice = _of_pohoda(request) if pohoda else _prepared(request)
    if pohoda and service.settings.pohoda_number == "own":
        invoice.number = service.next_number(invoice.date)
    if not invoice.number:
        raise Problem("Property <number> is required.")
    known = service.by_number(invoice.number)
    kind = request.values.get("importType", "") or "createOrUpdate"
    if known is None and kind == "updateOnly":
        return _named(invoice)
    if known is None:
        service.add(invoice)
        service.record("import", invoice.number, service.viewer, happened=True, result=invoice.uid)
        return _named(invoice)
    writes = kind != "createOnly" and not known.booked
    service.record("import", invoice.number, service.viewer, happened=writes)
    if kind == "createOnly" and service.settings.create_only == "error":
        raise Problem(f"Sales invoice for number: {invoice.number} already exists!")
    if kind != "createOnly" and known.booked:
        raise Problem("Document can not be overwritten because it is already posted.")
    if writes:
        known.header, known.items = invoice.header, invoice.items
        service.keep_invoice(known)
    return _named(known)


def _of_pohoda(request: Request) -> Invoice:
    try:
        data = base64.b64decode(request.values.get("base64data", ""), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Problem("Parameter <base64data>: cannot parse contents") from error
    try:
        root: ET.Element = SafeET.fromstring(data, forbid_dtd=True)
    except (ET.ParseError, DefusedXmlException, ValueError) as error:
        raise Problem("Error parsing XML file due to invalid syntax") from error

    def text(name: str) -> str:
        found = next((one for one in root.iter() if one.tag.rpartition("}")[2] == name), None)
        return (found.text or "").strip() if found is not None else ""

    rows = [one for one in root.iter() if one.tag.rpartition("}")[2] == "invoiceItem"]
    items = []
    for row in rows:
        flat = {one.tag.rpartition("}")[2]: (one.text or "").strip() for one in row.iter()}
        rate = {"high": "21", "low": "12"}.get(flat.get("rateVAT", ""), "0")
        items.append(
            {
                "description": flat.get("text", ""),
                "quantity": flat.get("quantity", "1"),
                "netPrice": flat.get("unitPrice", "0"),
                "vatPercentage": rate,
            }
        )
    header = {"buyerName": text("company"), "buyerTaxNumber": text("ico"), "paymentDueDate": text("dateDue")}
    return Invoice(number=text("numberRequested"), date=text("date"), header=header, items=items)


def update(service: EurofakturaService, request: Request) -> Members:
    """SalesInvoiceUpdate; a draft that becomes issuedInvoice is issued by it."""
    node = request.nodes.get("SalesInvoice")
    number = (node.findtext("number") or "").strip() if node is not None else ""
    if node is None or not number:
        raise Problem("Property <number> is required.")
    invoice = service.by_number(number)
    if invoice is None:
        raise Problem("document could not be found")
    was_draft = invoice.is_draft
    uid = invoice.uid
    state.change(invoice, node)
    issued = was_draft and not invoice.is_draft
    wants_issue = (node.findtext("status") or "").strip() == "issuedInvoice"
    service.record("issue" if wants_issue else "update", uid, service.viewer, happened=issued or not wants_issue)
    service.keep_invoice(invoice)
    return _named(invoice)


def delete(service: EurofakturaService, request: Request) -> Members:
    """SalesInvoiceDelete: drafts, and of the issued ones the last."""
    invoice = _found(service, request, "document could not be found")
    issued = [one for one in service.standing() if not one.is_draft]
    if not invoice.is_draft and invoice is not max(issued, key=lambda one: (one.date, one.number)):
        service.record("delete", invoice.uid, service.viewer, happened=False)
        raise Problem("It is possible to delete only last issued invoice.")
    invoice.deleted = True
    service.record("delete", invoice.uid, service.viewer, happened=True)
    service.keep_invoice(invoice)
    return {}


def cancel(service: EurofakturaService, request: Request) -> Members:
    """SalesInvoiceCancel: a cancellation document is made."""
    request.wants("number")
    invoice = _found(service, request)
    if invoice.is_draft or invoice.cancelled or invoice.cancels:
        service.record("cancel", invoice.uid, service.viewer, happened=False)
        raise Problem(f"Can not cancel sales invoice for arguments number: {invoice.number} date: {invoice.date}")
    today = service.clock().date().isoformat()
    status = request.values.get("status", "") or "issuedInvoice"
    negative = [item | {"quantity": str(-state.number_of(item.get("quantity", "0")))} for item in invoice.items]
    made = Invoice(
        number=service.next_number(today), date=today, status=status, cancels=invoice.number, emailed=True,
        header=dict(invoice.header), items=negative,
    )  # fmt: skip
    invoice.cancelled = True
    service.add(made)
    service.keep_invoice(invoice)
    service.record("cancel", invoice.uid, service.viewer, happened=True, result=made.uid)
    return {}


def listed(service: EurofakturaService, request: Request) -> Members:
    """SalesInvoiceList: at most so many rows as the switch says, and no word about the others."""
    values = request.values
    fits = state.filters(service.clock().date()).get(values.get("status", "").lower())
    if fits is None:
        raise Problem("")
    inclusive = service.settings.bounds == "inclusive"
    rows = [one for one in service.standing() if fits(one) and _within(one, values, inclusive=inclusive)]
    if number := values.get("number", ""):
        rows = [one for one in rows if _is_number(one.number, number)]
    if buyer := values.get("buyer", ""):
        rows = [one for one in rows if buyer in {one.header.get("buyerName"), one.header.get("buyerCode")}]
    if amount := values.get("totalAmount", ""):
        rows = [one for one in rows if state.total(one) == state.number_of(amount)]
    return {"SalesInvoices": [{"SalesInvoice": state.told(one)} for one in rows[: service.settings.list_limit]]}


_RANGES = {
    "date": ("dateFrom", "dateTo"),
    "paymentDueDate": ("paymentDueDateFrom", "paymentDueDateTo"),
    "dateOfSupplyFrom": ("dateOfSupplyFrom", "dateOfSupplyUntil"),
}


def _within(invoice: Invoice, values: dict[str, str], *, inclusive: bool) -> bool:
    asked = [field for field, bounds in _RANGES.items() if any(bound in values for bound in bounds)]
    if len(asked) > 1:
        raise Problem("Mixing different types of dates is not supported")
    for field in asked:
        low, high = (values.get(bound, "") for bound in _RANGES[field])
        on = invoice.date if field == "date" else invoice.header.get(field, "")
        if (low and on < low) or (high and on > high) or (not inclusive and on in {low, high}):
            return False
    return True


def send_by_email(service: EurofakturaService, request: Request) -> Members:
    """SalesInvoiceSendByEmail."""
    recipient = request.wants("recipient")
    invoice = _found(service, request, "document could not be found")
    if invoice.is_draft or recipient.endswith(".invalid"):
        service.record("send", invoice.uid, service.viewer, happened=False)
        raise Problem("mail sending failed")
    invoice.emailed = True
    service.record("send", invoice.uid, service.viewer, happened=True)
    service.keep_invoice(invoice)
    return {}


def payment_record_add(service: EurofakturaService, request: Request) -> Members:
    """SalesInvoicePaymentRecordAdd; the amount under its right name or the printed one."""
    invoice = _found(service, request)
    kind = request.values.get("paymentMethodForInvoice", "")
    if kind not in _METHODS_OF_PAYMENT:
        raise Problem(f"Payment method {kind} is not supported")
    amount = request.values.get("paymentAmount") or request.wants("paymentAmoutn")
    invoice.payments.append(
        {
            "paymentAmount": str(state.number_of(amount)),
            "paymentCurrency": request.values.get("paymentCurrency", "CZK"),
            "paymentDate": request.wants("paymentDate"),
            "paymentEntryTS": state.prague(service.clock()),
            "paymentMethodForInvoice": kind,
        }
    )
    service.record("pay", invoice.uid, service.viewer, happened=True)
    service.keep_invoice(invoice)
    return {}


def installments_create(service: EurofakturaService, request: Request) -> Members:
    """SalesInvoiceInstallmentsCreate."""
    invoice = _found(service, request)
    node = request.nodes.get("SalesInvoiceInstallments")
    rows = (
        [] if node is None else [{one.tag: (one.text or "").strip() for one in row} for row in node.iter("Installment")]
    )
    if len(rows) < 2:
        raise Problem("None or only one instalment specified.")
    invoice.installments = [row | {"position": str(place)} for place, row in enumerate(rows, 1)]
    service.record("installments", invoice.uid, service.viewer, happened=True)
    service.keep_invoice(invoice)
    return {"message": f"Succesfuly added {len(rows)} installments to sales invoice.", **_named(invoice)}


def attachment_add(service: EurofakturaService, request: Request, *, default: bool = False) -> Members:
    """SalesInvoiceAttachmentAdd."""
    request.wants("number")
    invoice = _found(service, request)
    node = request.nodes.get("attachment")
    if node is None:
        raise Problem("Parameter <attachment> is missing")
    name, contents = (node.findtext("fileName") or "").strip(), (node.findtext("contents") or "").strip()
    try:
        base64.b64decode(contents, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Problem("Parameter <attachment> cannot parse contents") from error
    file = {"fileName": name, "contents": contents}
    invoice.attachments = [file, *invoice.attachments] if default else [*invoice.attachments, file]
    service.record("attach", invoice.uid, service.viewer, happened=True)
    service.keep_invoice(invoice)
    return {"message": f"Successfully added attachment {name} to sales invoice {invoice.number}."}


def attachment_set_default(service: EurofakturaService, request: Request) -> Members:
    """SalesInvoiceAttachmentSetDefault."""
    return attachment_add(service, request, default=True)


def attachment_get(service: EurofakturaService, request: Request, *, every: bool = False) -> Members:
    """SalesInvoiceAttachmentGet: the first."""
    invoice = _found(service, request)
    if not invoice.attachments:
        raise Problem("Sales invoice does not have attachemnts.")
    files = invoice.attachments if every else invoice.attachments[:1]
    return {"SalesInvoice": {"Attachments": [{"Attachment": one} for one in files]}}


def attachment_list(service: EurofakturaService, request: Request) -> Members:
    """SalesInvoiceAttachmentList."""
    return attachment_get(service, request, every=True)


def _is_number(number: str, asked: str) -> bool:
    tail = number.rpartition("-")[2].lstrip("0")
    return number == asked or (asked.isdigit() and tail == asked)


def _found(service: EurofakturaService, request: Request, otherwise: str = "") -> Invoice:
    number, on = request.wants("number"), request.values.get("date", "")
    found = [one for one in service.standing() if _is_number(one.number, number) and on in {"", one.date}]
    if len(found) > 1:
        raise Problem(f"Found {len(found)} sales invoices. You can only cancel one sales invoice at a time")
    if not found:
        raise Problem(otherwise or f"Can not find sales invoice for number: {number} and date: {on}")
    return found[0]


METHODS: dict[str, Callable[[EurofakturaService, Request], Members]] = {
    "SalesInvoiceGet": get,
    "SalesInvoiceGetPDF": get_pdf,
    "SalesInvoiceGetPublicURL": get_public_url,
    "SalesInvoiceCreate": create,
    "SalesInvoiceImport": import_,
    "SalesInvoiceUpdate": update,
    "SalesInvoiceDelete": delete,
    "SalesInvoiceCancel": cancel,
    "SalesInvoiceList": listed,
    "SalesInvoiceSendByEmail": send_by_email,
    "SalesInvoicePaymentRecordAdd": payment_record_add,
    "SalesInvoiceInstallmentsCreate": installments_create,
    "SalesInvoiceAttachmentAdd": attachment_add,
    "SalesInvoiceAttachmentSetDefault": attachment_set_default,
    "SalesInvoiceAttachmentGet": attachment_get,
    "SalesInvoiceAttachmentList": attachment_list,
}
BARE = frozenset({"SalesInvoiceCreate", "SalesInvoiceUpdate"})
"""Methods whose printed answer lacks the bracket before "response"."""
