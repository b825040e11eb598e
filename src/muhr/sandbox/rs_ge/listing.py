"""ListInvoices of the simulated RS.ge: filters, columns and rows, for every TYPE."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from muhr.sandbox.rs_ge.calls import Call
from muhr.sandbox.rs_ge.invoices import (
    CATEGORY_NAMES,
    STATE_NAMES,
    TBILISI,
    TYPE_NAMES,
    Invoice,
    printed,
    totals,
    whole,
)
from muhr.sandbox.rs_ge.switches import WRONG_ACTION, WRONG_DATA, Failure

_TYPES = {1: 10, 10: 10, 11: 11, 2: 20, 20: 20, 21: 21, 3: 30, 30: 30, 4: 40, 40: 40, 5: 50, 50: 50}
_BUYERS_PAIRS = frozenset({(1, 0), (1, 1), (1, 2), (2, 0), (2, 1)})

FIELDS = (
    "SUBUSER_ID_SELLER", "UNID_SELLER", "SELLER_ACTION_TXT", "BUYER", "BUYER_VIEW_DATE", "ID", "INV_SERIE",
    "INV_NUMBER", "SEQNUM_SELLER", "SEQNUM_BUYER", "INV_CATEGORY_NAME", "INV_TYPE_NAME", "AMOUNT_FULL",
    "AMOUNT_EXCISE", "AMOUNT_VAT", "DOCMOSNOM_SELLER", "DOCMOSNOM_BUYER", "TRANS_START_ADDRESS", "TRANS_END_ADDRESS",
    "TRANS_START_ADDRESS_NO", "TRANS_END_ADDRESS_NO", "TRANS_NAME", "TRANS_COMPANY", "TRANS_DRIVER",
    "TRANS_CAR_MODEL", "TRANS_CAR_NO", "TRANS_TRAILER_NO", "TRANS_COST", "TRANS_COST_PAYER", "INV_COMMENT",
    "DELETE_DATE", "CREATE_DATE", "OPERATION_DATE", "ACTIVATE_DATE", "TRANS_START_DATE", "CONFIRM_DATE",
    "REFUSE_DATE", "DELIVERY_DATE", "REQUEST_CANCEL_DATE", "AGREE_CANCEL_DATE", "CORRECT_DATE", "CHANGE_DATE",
    "ACTION", "SELLER_ACTION", "BUYER_ACTION", "PARENT_INV_NUMBER", "CORRECT_REASON_ID", "TEMPLATE_NAME",
    "PREV_CORRECTION_ID", "NEXT_CORRECTION_ID",
)  # fmt: skip
ADVANCE_FIELDS = (
    "ID", "INV_SERIE", "INV_NUMBER", "AMOUNT_MAX", "SEQNUM_SELLER", "SEQNUM_BUYER", "INV_CATEGORY", "INV_TYPE",
    "AMOUNT_FULL", "AMOUNT_VAT", "CREATE_DATE", "OPERATION_DATE", "ACTIVATE_DATE", "UNID_SELLER", "UNID_BUYER",
    "TIN_SELLER", "TIN_BUYER", "SELLER_ACTION", "BUYER_ACTION",
)  # fmt: skip
_DATED = (
    "CREATE_DATE", "CHANGE_DATE", "OPERATION_DATE", "ACTIVATE_DATE", "CONFIRM_DATE", "REFUSE_DATE",
    "REQUEST_CANCEL_DATE", "AGREE_CANCEL_DATE", "CORRECT_DATE", "TRANS_START_DATE",
)  # fmt: skip
_TEXTS = (
    "TRANS_NAME", "TRANS_COMPANY", "TRANS_DRIVER", "TRANS_CAR_MODEL", "TRANS_CAR_NO", "TRANS_TRAILER_NO", "TRANS_COST",
    "TRANS_COST_PAYER", "SELLER_ACTION_TXT", "BUYER_ACTION_TXT", "SELLER", "BUYER",
)  # fmt: skip


def list_invoices(call: Call) -> dict[str, Any]:
    """POST /Invoice/ListInvoices."""
    kind = _TYPES.get(whole(call.body.get("TYPE", 10)) or 10)
    if kind is None:
        raise Failure(WRONG_ACTION)
    tests = list(_tests(call, kind))
    with call.state.lock:
        found = [invoice for invoice in call.state.invoices.values() if _of_kind(call, invoice, kind)]
        found = [invoice for invoice in found if all(test(invoice) for test in tests)]
        names = ADVANCE_FIELDS if kind == 50 else _named(kind)
        rows = [_row(call, invoice, names) for invoice in sorted(found, key=lambda one: -one.id)]
    return as_table(call, names, rows)


def _named(kind: int) -> tuple[str, ...]:
    if kind not in {20, 21}:
        return FIELDS
    others = {"BUYER": "SELLER", "SELLER_ACTION_TXT": "BUYER_ACTION_TXT"}
    return tuple(others.get(name, name) for name in FIELDS)


def as_table(call: Call, names: tuple[str, ...], rows: list[list[Any]]) -> dict[str, Any]:
    """DATA of a list: at most MAXIMUM_ROWS rows (0 all, nothing 10), and how many there are."""
    asked = call.body.get("MAXIMUM_ROWS")
    limit = 10 if asked is None else whole(asked) or 0
    most = call.state.settings.most_rows
    limit = min(limit or most, most) if most else limit
    given = rows[:limit] if limit else rows
    if call.state.settings.short_row and given:
        given = [given[0][:-1], *given[1:]]
    count = float(len(rows)) if call.faithful else len(rows)
    return {"Data": {"Fields": list(names), "Rows": given}, "Summary": {"_Count": count}}


# ------------------------------------------------------------------ filters


def _of_kind(call: Call, invoice: Invoice, kind: int) -> bool:
    viewer = call.viewer
    if kind in {10, 11}:
        declared = kind == 10 or (invoice.pair == (1, 1) and not invoice.declared_by_seller)
        return viewer == invoice.seller and invoice.seller_action >= 0 and declared
    if kind in {20, 21}:
        declared = kind == 20 or (invoice.pair == (1, 1) and not invoice.declared_by_buyer)
        return viewer == invoice.buyer and invoice.pair in _BUYERS_PAIRS and declared
    if kind == 40:
        return viewer == invoice.seller and invoice.seller_action == -2
    if kind == 50:
        return viewer == invoice.seller and whole(invoice.given.get("INV_CATEGORY")) == 4 and invoice.seller_action == 1
    carrier = str(invoice.given.get("TRANS_COMPANY_TIN") or "")
    return viewer == carrier and invoice.pair in _BUYERS_PAIRS


Test = Callable[[Invoice], bool]


def _tests(call: Call, kind: int) -> Iterator[Test]:
    wanted = {name: value for name, value in call.body.items() if value not in (None, "")}
    if kind == 50 and not {"TIN_BUYER", "OPERATION_DATE"} <= set(wanted):
        raise Failure(WRONG_DATA, "sandbox: TIN_BUYER and OPERATION_DATE are mandatory here")
    if "ACTION" in wanted and kind in {20, 21}:
        allowed = {call.state.action_ids[pair] for pair in _BUYERS_PAIRS}
        if _several(wanted["ACTION"]) - allowed:
            raise Failure(WRONG_ACTION)
    for name, value in wanted.items():
        if name == "TIN_BUYER":
            yield _equal(lambda invoice: invoice.buyer, str(value))
        elif name == "DECL_OPERATION_PERIOD" and kind in {11, 21}:
            yield _of_month(day_of(str(value)))
        elif name in _NUMBERS:
            yield _equal(_NUMBERS[name], str(whole(value)))
        elif name in {"INV_CATEGORY", "INV_TYPE"}:
            yield _one_of(name, _several(value))
        elif name == "ACTION":
            yield _at(call.state.action_ids, _several(value))
        elif name in _DATED:
            yield _within(name, *range_of(value))
        elif name in _TEXTS:
            yield _holds(call, name, _several(value))


_NUMBERS: dict[str, Callable[[Invoice], object]] = {
    "ID": lambda invoice: invoice.id,
    "INV_NUMBER": lambda invoice: invoice.number,
    "PARENT_INV_NUMBER": lambda invoice: whole(invoice.given.get("PARENT_ID")),
}


def _equal(read: Callable[[Invoice], object], value: str) -> Test:
    return lambda invoice: str(read(invoice)) == value


def _one_of(name: str, values: set[str]) -> Test:
    return lambda invoice: str(whole(invoice.given.get(name))) in values


def _at(action_ids: dict[tuple[int, int], str], ids: set[str]) -> Test:
    return lambda invoice: action_ids.get(invoice.pair) in ids


def _holds(call: Call, name: str, values: set[str]) -> Test:
    return lambda invoice: any(one in str(_cell(_cells(call, invoice), invoice, name)) for one in values)


def _within(name: str, first: date, last: date) -> Test:
    def test(invoice: Invoice) -> bool:
        found = _dated(invoice, name)
        return found is not None and first <= found <= last

    return test


def _of_month(month: date) -> Test:
    def test(invoice: Invoice) -> bool:
        found = _dated(invoice, "OPERATION_DATE")
        return found is not None and (found.year, found.month) == (month.year, month.month)

    return test


def _several(value: object) -> set[str]:
    return {part.strip() for part in str(value).split(",")}


def range_of(value: object) -> tuple[date, date]:
    """Read `DD-MM-YYYY:DD-MM-YYYY`; raises `Failure`."""
    first, _, last = str(value).partition(":")
    return day_of(first.strip()), day_of(last.strip())


def day_of(text: str) -> date:
    """Read `DD-MM-YYYY`; raises `Failure`."""
    try:
        return datetime.strptime(text, "%d-%m-%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise Failure(WRONG_DATA, "sandbox: a day is DD-MM-YYYY, a range DD-MM-YYYY:DD-MM-YYYY") from None


def _dated(invoice: Invoice, name: str) -> date | None:
    if name == "CHANGE_DATE":
        return (invoice.changed + TBILISI).date()
    moment = invoice.dates.get(name)
    if moment is not None:
        return (moment + TBILISI).date()
    given = str(invoice.given.get(name) or "")[:10]
    try:
        return day_of(given) if given else None
    except Failure:
        return None


# ------------------------------------------------------------------ rows


def _row(call: Call, invoice: Invoice, names: tuple[str, ...]) -> list[Any]:
    cells = _cells(call, invoice)
    row = [_cell(cells, invoice, name) for name in names]
    # The print shows every number of a list as a decimal one.
    return [float(cell) if isinstance(cell, int) else cell for cell in row] if call.faithful else row


def _cells(call: Call, invoice: Invoice) -> dict[str, Any]:
    """What stands in those columns that are not simply what was given."""
    given, people = invoice.given, call.state.names
    full, vat = totals(invoice)
    return {
        "SUBUSER_ID_SELLER": 0,
        "UNID_SELLER": int(invoice.seller) % 1_000_000,
        "UNID_BUYER": int(invoice.buyer or 0) % 1_000_000,
        "SELLER_ACTION_TXT": STATE_NAMES.get(invoice.pair, ""),
        "BUYER_ACTION_TXT": STATE_NAMES.get(invoice.pair, ""),
        "BUYER": f"{people.get(invoice.buyer, '')}({invoice.buyer})" if invoice.buyer else None,
        "SELLER": f"{people.get(invoice.seller, '')}({invoice.seller})",
        "TIN_SELLER": invoice.seller,
        "TIN_BUYER": invoice.buyer,
        "ID": invoice.id,
        "INV_NUMBER": str(invoice.number) if invoice.number else None,
        "SEQNUM_SELLER": int(invoice.declared_by_seller or 0),
        "SEQNUM_BUYER": int(invoice.declared_by_buyer or 0),
        "INV_CATEGORY": whole(given.get("INV_CATEGORY")),
        "INV_TYPE": whole(given.get("INV_TYPE")),
        "INV_CATEGORY_NAME": CATEGORY_NAMES.get(whole(given.get("INV_CATEGORY")) or 0),
        "INV_TYPE_NAME": TYPE_NAMES.get(whole(given.get("INV_TYPE")) or 0),
        "AMOUNT_FULL": float(full),
        "AMOUNT_MAX": float(full),
        "AMOUNT_EXCISE": 0.0,
        "AMOUNT_VAT": float(vat),
        "TRANS_NAME": given.get("TRANS_TYPE_TXT") or None,
        "TRANS_COMPANY": "()",
        "TRANS_DRIVER": f"({given.get('TRANS_DRIVER_TIN') or ''})",
        "OPERATION_DATE": given.get("OPERATION_DATE"),
        "TRANS_START_DATE": given.get("TRANS_START_DATE") or None,
        "CHANGE_DATE": printed(invoice.changed),
        "ACTION": int(call.state.action_ids.get(invoice.pair, "0")),
        "SELLER_ACTION": invoice.seller_action,
        "BUYER_ACTION": invoice.buyer_action,
        "PARENT_INV_NUMBER": whole(given.get("PARENT_ID")),
        "CORRECT_REASON_ID": whole(given.get("CORRECT_REASON_ID")),
        "PREV_CORRECTION_ID": invoice.previous,
        "NEXT_CORRECTION_ID": invoice.next_correction,
    }


def _cell(cells: dict[str, Any], invoice: Invoice, name: str) -> Any:
    if name in cells:
        return cells[name]
    if name.endswith("_DATE"):
        return printed(invoice.dates.get(name))
    value = invoice.given.get(name)
    return value if value not in ("", {}) and isinstance(value, str | int | float) else None
