"""The calls of the simulated RS.ge that only read, but for the list of documents."""

from __future__ import annotations

from typing import Any

from muhr.sandbox.rs_ge.calls import Call
from muhr.sandbox.rs_ge.invoices import STATE_NAMES, UNITS, VAT_NAMES, Invoice, as_object, money, whole
from muhr.sandbox.rs_ge.listing import as_table, day_of, range_of
from muhr.sandbox.rs_ge.switches import NOT_FOUND, WRONG_DATA, Failure
from muhr.sandbox.rs_ge.writing import sequence_of

_EXCISE = (
    (224, "ეთილის სპირტი (ნიმუში)", 99, "ლიტრი", 2207, 2.6, "28-02-2035", "01-08-2020", "01-08-2020", "28-02-2035"),
    (226, "ვისკი (ნიმუში)", 99, "ლიტრი", 220830, 5, "28-02-2035", "01-08-2020", "01-08-2020", "28-02-2035"),
)
_EXCISE_FIELDS = (
    "ID", "PRODUCT_NAME", "UNIT_ID", "UNIT_TEXT", "EXCISE_CODE", "EXCISE_RATE", "END_DATE", "EFFECT_DATE",
    "EFFECT_DATE_MONTH", "END_DATE_NVL",
)  # fmt: skip
_BAR_CODE_FIELDS = ("BARCODE", "GOODS_NAME", "UN_ID", "UNIT_ID", "UNIT_TXT", "VAT_TYPE", "VAT_TYPE_TXT", "UNIT_PRICE")


def vat_payer_status(call: Call) -> dict[str, Any]:
    """POST /Org/GetVatPayerStatus."""
    if not call.body.get("Tin") or not call.body.get("VatDate"):
        raise Failure(WRONG_DATA, "sandbox: Tin and VatDate are mandatory")
    return {"IsVatPayer": str(call.body["Tin"]) in call.state.names}


def organisation(call: Call) -> dict[str, Any]:
    """POST /Org/GetOrgInfoByTin."""
    tin = str(call.body.get("Tin") or "")
    name = call.state.names.get(tin, "")
    return {"Tin": tin, "Address": "სინჯის ქუჩა 1", "IsVatPayer": bool(name), "IsDiplomat": False, "Name": name}


def units(call: Call) -> list[dict[str, str]]:
    """POST /Common/GetUnits."""
    del call
    return [{"value": str(id_), "label": name} for id_, name in UNITS.items()]


def actions(call: Call) -> list[dict[str, Any]]:
    """POST /Invoice/GetActions."""
    found = call.state.action_ids.items()
    entries = [
        {"ID": int(id_), "NAME": STATE_NAMES[pair], "SELLER_ACTION": pair[0], "BUYER_ACTION": pair[1]}
        for pair, id_ in found
    ]
    if not call.faithful:
        return entries
    return [{name: str(value) for name, value in entry.items()} for entry in entries]


def _object(call: Call, invoice: Invoice) -> dict[str, Any]:
    return as_object(invoice, call.viewer, call.state.names, faithful=call.faithful)


def get_invoice(call: Call) -> dict[str, Any]:
    """POST /Invoice/GetInvoice: by id, by number, or an empty one as a pattern."""
    state = call.state
    id_, number = (whole(call.body.get(name)) or 0 for name in ("InvoiceID", "InvoiceNumber"))
    with state.lock:
        found = state.invoices.get(id_)
        if found is None and number:
            found = next((one for one in state.invoices.values() if one.number == number), None)
        if found is not None and state.visible(found, call.viewer):
            return {"INVOICE": _object(call, found)}
        if (id_ or number) and state.settings.unknown_invoice == "error":
            raise Failure(NOT_FOUND)
        empty = Invoice(id=0, seller=call.viewer, buyer="", given={}, changed=state.clock())
        parent = state.invoices.get(whole(call.body.get("parentInvoiceID")) or 0)
        goods = _object(call, parent)["INVOICE_GOODS"] if parent is not None else []
        return {"INVOICE": _object(call, empty) | {"INVOICE_PARENT_GOODS": goods}}


def list_goods(call: Call) -> dict[str, Any]:
    """POST /Invoice/ListGoods: whole documents; those that are not shown are left out."""
    state = call.state
    with state.lock:
        asked = [state.invoices.get(id_) for id_ in call.ids()]
        found = [one for one in asked if one is not None and state.visible(one, call.viewer)]
        return {"INVOICES": [{"INVOICE": _object(call, invoice)} for invoice in found]}


def list_excise(call: Call) -> dict[str, Any]:
    """POST /Invoice/ListExcise."""
    wanted = str(call.body.get("PRODUCT_NAME") or "")
    names = tuple(f"{name} " if call.faithful and name == "EXCISE_CODE" else name for name in _EXCISE_FIELDS)
    found = [list(row) for row in _EXCISE if wanted in row[1]]
    for name in ("EFFECT_DATE", "END_DATE"):
        if call.body.get(name):
            place, (first, last) = _EXCISE_FIELDS.index(name), range_of(call.body[name])
            found = [row for row in found if first <= day_of(str(row[place])) <= last]
    return as_table(call, names, found)


def list_bar_codes(call: Call) -> dict[str, Any]:
    """POST /Invoice/ListBarCodes."""
    with call.state.lock:
        found = [(code, row) for (tin, code), row in call.state.bar_codes.items() if tin == call.viewer]
    rows = [
        [
            code,
            row.get("GOODS_NAME"),
            int(call.viewer) % 1_000_000,
            whole(row.get("UNIT_ID")) or 1,
            UNITS.get(whole(row.get("UNIT_ID")) or 1),
            whole(row.get("VAT_TYPE")) or 0,
            VAT_NAMES.get(whole(row.get("VAT_TYPE")) or 0),
            float(money(row.get("UNIT_PRICE"))),
        ]
        for code, row in found
    ]
    for name in ("BARCODE", "GOODS_NAME", "UNIT_TXT", "VAT_TYPE_TXT"):
        place, wanted = _BAR_CODE_FIELDS.index(name), str(call.body.get(name) or "")
        rows = [row for row in rows if wanted in str(row[place])]
    price = call.body.get("UNIT_PRICE")
    if price not in (None, ""):
        rows = [row for row in rows if row[-1] == float(money(price))]
    return as_table(call, _BAR_CODE_FIELDS, rows)


def get_bar_code(call: Call) -> dict[str, Any]:
    """POST /Invoice/GetBarCode."""
    code = str(call.body.get("barCode") or "")
    row = call.state.bar_codes.get((call.viewer, code))
    if row is None:
        return {"RESULT": {}}
    unit = whole(row.get("UNIT_ID")) or 1
    found = {
        "BARCODE": code,
        "GOODS_NAME": row.get("GOODS_NAME"),
        "UNIT_ID": unit,
        "UNIT_TXT": UNITS.get(unit),
        "VAT_TYPE": whole(row.get("VAT_TYPE")) or 0,
        "UNIT_PRICE": float(money(row.get("UNIT_PRICE"))),
    }
    return {"RESULT": {name: str(value) for name, value in found.items()} if call.faithful else found}


def sequence_number(call: Call) -> dict[str, Any]:
    """POST /Invoice/GetSeqNum."""
    period = str(call.body.get("OperationPeriod") or "")
    if not period.isdigit() or len(period) != 6:
        raise Failure(WRONG_DATA, "sandbox: OperationPeriod is YYYYMM")
    number = sequence_of(call.viewer, period)
    return {"SeqNum": number if call.faithful else int(number)}
