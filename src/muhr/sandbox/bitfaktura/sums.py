"""What the service makes of a request for an invoice: defaults, prices, totals, numbers. Checks nothing.

`total_price_gross` is of the whole row (the document's example: quantity 2, 50 for both); what is left out is computed;
net = gross / (1 + rate), rounded half up to two decimals.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from muhr.sandbox.bitfaktura.state import State

CENT = Decimal("0.01")


def number(value: object) -> Decimal | None:
    """Read a number, bare or as a text, with dot or comma."""
    if value is None or isinstance(value, bool) or value == "":
        return None
    try:
        found = Decimal(str(value).replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def money(value: Decimal) -> str:
    """Two decimals, half up."""
    return str(value.quantize(CENT, ROUND_HALF_UP))


def _rate(tax: str) -> Decimal:
    return (number(tax) or Decimal(0)) / 100


def gross_of(net: str, tax: str) -> Decimal:
    """A price with its tax."""
    return (number(net) or Decimal(0)) * (1 + _rate(tax))


def position(row: dict[str, Any], request: dict[str, Any], product: dict[str, Any] | None) -> dict[str, Any]:
    """One row with everything that follows from what was given."""
    base = product or {}
    tax = str(row.get("tax", base.get("tax", "20")))
    quantity = number(row.get("quantity")) or Decimal(1)
    gross = number(row.get("total_price_gross"))
    if gross is None:
        unit = number(row.get("price_gross"))
        net = number(row.get("price_net")) or number(base.get("price_net")) or Decimal(0)
        gross = quantity * (unit if unit is not None else net * (1 + _rate(tax)))
    gross = _discounted(gross, quantity, row, request).quantize(CENT, ROUND_HALF_UP)
    net_total = (gross / (1 + _rate(tax))).quantize(CENT, ROUND_HALF_UP)
    return {
        "name": row.get("name") or base.get("name", ""),
        "quantity": str(quantity),
        "quantity_unit": row.get("quantity_unit") or base.get("quantity_unit", ""),
        "tax": tax,
        "price_net": money(net_total / quantity),
        "total_price_net": money(net_total),
        "total_price_tax": money(gross - net_total),
        "total_price_gross": money(gross),
        "discount": row.get("discount"),
        "discount_percent": row.get("discount_percent"),
        "product_id": row.get("product_id"),
    }


def _discounted(gross: Decimal, quantity: Decimal, row: dict[str, Any], request: dict[str, Any]) -> Decimal:
    if not request.get("show_discount"):
        return gross
    if request.get("discount_kind") == "amount":
        return gross - (number(row.get("discount")) or Decimal(0)) * (1 if quantity else 0)
    return gross * (1 - (number(row.get("discount_percent")) or Decimal(0)) / 100)


def invoice(state: State, company: str, request: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The record that a request makes."""
    login = next(one for one in state.logins if one.company.tax_no == company)
    issued = str(request.get("issue_date") or now.date().isoformat())
    kind = str(request.get("kind") or "vat")
    given = {name: value for name, value in request.items() if name not in {"positions", "oid_unique", "id", "income"}}
    client = state.get(company, "client", int(number(request.get("client_id")) or 0))
    buyer = {} if client is None else {f"buyer_{name}": client.data.get(name) for name in ("name", "tax_no", "email")}
    products = {row.get("product_id"): _product(state, company, row) for row in request.get("positions") or ()}
    rows = [position(row, request, products[row.get("product_id")]) for row in request.get("positions") or ()]
    totals = {
        name: money(sum((Decimal(row[f"total_{name}"]) for row in rows), Decimal(0)))
        for name in ("price_net", "price_tax", "price_gross")
    }
    stamped = now.isoformat(timespec="milliseconds")
    data = {
        "kind": kind,
        "number": request.get("number") or state.next_number(company, kind, issued),
        "status": "issued",
        "income": str(request.get("income", "1")) not in {"0", "no", "false", "False"},
        "cancelled": False,
        "paid": "0.00",
        "currency": "UAH",
        "sell_date": issued,
        "seller_name": login.company.name,
        "seller_tax_no": login.company.tax_no,
        "oid": None,
        "from_api": True,
    }
    data |= buyer | {name: value for name, value in given.items() if value is not None}
    data |= {"issue_date": issued, "payment_to": _term(request, issued), "number": data["number"], **totals}
    data |= {
        "positions": rows,
        "created_at": stamped,
        "updated_at": stamped,
        "token": f"{state.random.getrandbits(64):016x}",
    }
    return data


def _product(state: State, company: str, row: dict[str, Any]) -> dict[str, Any] | None:
    record = state.get(company, "product", int(number(row.get("product_id")) or 0))
    return None if record is None else record.data


def _term(request: dict[str, Any], issued: str) -> str:
    """The day by which to pay: given, or so many days from the issue ("five days" when nothing is said)."""
    if request.get("payment_to"):
        return str(request["payment_to"])
    days = int(number(request.get("payment_to_kind")) or 5)
    return (date.fromisoformat(issued) + timedelta(days=days)).isoformat()
