"""The calls on invoices: list, get, make, change, delete, e-mail, status, cancel."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from starlette.responses import Response

from muhr.sandbox.bitfaktura import sums
from muhr.sandbox.bitfaktura.calls import PDF, Call, Problem, json_answer
from muhr.sandbox.bitfaktura.listing import invoices, page_of, shown
from muhr.sandbox.bitfaktura.state import INVOICE, Record

STATUSES = ("issued", "sent", "paid", "partial", "rejected")
_KINDS = frozenset({
    "vat", "proforma", "bill", "receipt", "advance", "final", "correction", "vat_mp", "invoice_other", "vat_margin",
    "kp", "kw", "estimate", "vat_rr", "correction_note", "accounting_note", "client_order", "dw", "wnt", "wdt",
    "import_service", "import_service_eu", "import_products", "export_products",
})  # fmt: skip
_PRINTS = frozenset({"original", "copy", "original_and_copy", "duplicate"})
_PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"


def asked(call: Call) -> Record:
    """The invoice in the address; raises `Problem` 404."""
    record = call.state.get(call.company, INVOICE, call.path["id"])
    if record is None:
        raise Problem(404, "Not found")
    return record


def show_list(call: Call) -> Response:
    """GET invoices."""
    whole = call.query.get("include_positions") == "true" and call.state.settings.beyond_document
    return call.answer("invoices", [shown(call, one, positions=whole) for one in page_of(call, invoices(call))])


def show(call: Call) -> Response:
    """GET one invoice, as JSON, XML or PDF."""
    record = asked(call)
    if call.suffix == PDF:
        if call.query.get("print_option", "original") not in _PRINTS:
            raise Problem(422, {"print_option": ["- is not included in the list"]})
        return Response(
            _PAPER + f"% {record.id}\ntrailer<</Root 1 0 R>>\n%%EOF\n".encode(), media_type="application/pdf"
        )
    return call.answer("invoice", shown(call, record, positions=True))


def make(call: Call) -> Response:
    """POST invoices: 201 and the document; an `oid` that is taken is 422 when it was to be unique."""
    request = call.inside("invoice")
    state, oid = call.state, str(request.get("oid") or "")
    _check(request)
    if state.settings.read_only_token:
        state.record("import", oid or "?", call.company, happened=False, key=oid)
        return json_answer({"status": "ok"})
    taken = oid and any(one.data.get("oid") == oid for one in state.of(call.company, INVOICE))
    if taken and request.get("oid_unique") == "yes" and state.settings.oid_unique == "honoured":
        state.record("import", oid, call.company, happened=False, key=oid)
        raise Problem(422, {"oid": ["- вже використовується"]})
    record = state.add(call.company, INVOICE, sums.invoice(state, call.company, request, state.clock()))
    state.record("import", oid or str(record.id), call.company, happened=True, key=oid, result=str(record.id))
    return call.answer("invoice", shown(call, record, positions=True), 201)


def _check(request: dict[str, Any]) -> None:
    wrong: dict[str, list[str]] = {}
    if not isinstance(request.get("positions"), list) or not request["positions"]:
        wrong["positions"] = ["- не може бути порожнім"]
    if not request.get("buyer_name") and not request.get("client_id"):
        wrong["buyer_name"] = ["- не може бути порожнім"]
    if request.get("kind", "vat") not in _KINDS:
        wrong["kind"] = ["- is not included in the list"]
    _check_days(request, wrong)
    if wrong:
        raise Problem(422, wrong)


def _check_days(request: dict[str, Any], wrong: dict[str, list[str]]) -> None:
    for name in ("issue_date", "sell_date", "payment_to"):
        try:
            if request.get(name):
                date.fromisoformat(str(request[name]))
        except ValueError:
            wrong[name] = ["- is invalid"]


def change(call: Call) -> Response:
    """PUT one invoice."""
    record, request = asked(call), call.inside("invoice")
    wrong: dict[str, list[str]] = {}
    _check_days(request, wrong)
    if wrong:
        raise Problem(422, wrong)
    changes = {name: value for name, value in request.items() if name not in {"id", "positions"}}
    if isinstance(request.get("positions"), list):
        made = sums.invoice(call.state, call.company, record.data | request, call.state.clock())
        changes |= {name: made[name] for name in ("positions", "price_net", "price_tax", "price_gross")}
    happened = any(record.data.get(name) != value for name, value in changes.items())
    if happened:
        call.state.touch(record, **changes)
    call.state.record("save", str(record.id), call.company, happened=happened)
    return call.answer("invoice", shown(call, record, positions=True))


def delete(call: Call) -> Response:
    """DELETE one invoice: gone, so that the next one gets 404."""
    record = call.state.get(call.company, INVOICE, call.path["id"])
    call.state.record("delete", str(call.path["id"]), call.company, happened=record is not None)
    if record is None:
        raise Problem(404, "Not found")
    call.state.drop(record)
    return json_answer("ok") if call.state.settings.quirks == "faithful" else json_answer({"status": "ok"})


def send_by_email(call: Call) -> Response:
    """POST send_by_email: every request is a letter; without an address a refusal under HTTP 200."""
    record = asked(call)
    happened = bool(record.data.get("buyer_email"))
    call.state.record("send", str(record.id), call.company, happened=happened)
    if not happened:
        return json_answer({"status": "error", "message": "Немає адреси електронної пошти"})
    if record.data["status"] == "issued":
        call.state.touch(record, status="sent")
    return json_answer({"status": "ok"})


def change_status(call: Call) -> Response:
    """POST change_status?status= : any of the five, from any."""
    record, status = asked(call), call.query.get("status") or call.body.get("status")
    if status not in STATUSES:
        raise Problem(422, {"status": ["- is not included in the list"]})
    happened = record.data["status"] != status
    if happened:
        call.state.touch(record, status=status)
    call.state.record("status", str(record.id), call.company, happened=happened)
    return json_answer({"status": "ok"})


def cancel(call: Call) -> Response:
    """POST invoices/cancel."""
    if not call.state.settings.cancel_call:
        raise Problem(404, "Not found")
    given = sums.number(call.body.get("cancel_invoice_id"))
    record = call.state.get(call.company, INVOICE, int(given or 0))
    if record is None:
        raise Problem(404, "Not found")
    happened = not record.data["cancelled"]
    call.state.record("cancel", str(record.id), call.company, happened=happened)
    if not happened:
        raise Problem(422, "Документ вже анульовано")
    call.state.touch(record, cancelled=True, cancel_reason=call.body.get("cancel_reason"))
    return json_answer({"status": "ok"})


def pay(call: Call, payment: Record) -> None:
    """A payment for an invoice was noted: the invoice is partly paid, or paid."""
    record = call.state.get(call.company, INVOICE, int(sums.number(payment.data.get("invoice_id")) or 0))
    if record is None:
        return
    paid = (sums.number(record.data["paid"]) or 0) + (sums.number(payment.data.get("price")) or 0)
    whole = paid >= (sums.number(record.data["price_gross"]) or 0)
    call.state.touch(record, paid=sums.money(Decimal(paid)), status="paid" if whole else "partial")
