"""Which records a list gives, in which order, and how a record is written. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from muhr.sandbox.bitfaktura.calls import Call
from muhr.sandbox.bitfaktura.state import INVOICE, Record

MOST = 100
_COMMA = ("price_net", "price_tax", "price_gross", "paid")


def shown(call: Call, record: Record, *, positions: bool) -> dict[str, Any]:
    """A record as answers show it."""
    told = dict(record.data)
    if record.kind == INVOICE:
        told["view_url"] = f"https://zrazok.example.invalid/invoice/{told['token']}"
        if not positions:
            told.pop("positions", None)
    if call.state.settings.quirks == "faithful":
        told = _faithful(told)
    return told


def _faithful(told: dict[str, Any]) -> dict[str, Any]:
    """Amounts with commas, flags and ids of others as texts, as requests and descriptions print them."""
    found = dict(told)
    for name in _COMMA:
        if isinstance(found.get(name), str):
            found[name] = found[name].replace(".", ",")
    if "income" in found:
        found["income"] = "1" if found["income"] else "0"
    for name, value in found.items():
        if name.endswith("_id") and isinstance(value, int):
            found[name] = str(value)
    return found


def page_of(call: Call, records: Iterable[Record]) -> list[Record]:
    """The page that was asked for; a list has no count."""
    size = min(_number(call.query.get("per_page"), 25), MOST)
    start = (_number(call.query.get("page"), 1) - 1) * size
    return list(records)[start : start + size]


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdigit() and int(text) > 0 else otherwise


def invoices(call: Call) -> list[Record]:
    """The invoices a list gives: sales, or with `income=no` expenses."""
    query, beyond = call.query, call.state.settings.beyond_document
    wants_income = query.get("income", "yes") not in {"no", "0", "false"}
    found = [one for one in call.state.of(call.company, INVOICE) if bool(one.data["income"]) is wants_income]
    found = _in_period(call, found)
    if oid := query.get("oid"):
        contains = call.state.settings.oid_match == "contains"
        found = [one for one in found if _matches(str(one.data.get("oid") or ""), oid, contains=contains)]
    if made := query.get("invoice_id"):
        origin = next((one.data.get("from_invoice_id") for one in found if str(one.id) == made), None)
        found = [one for one in found if str(one.id) == str(origin)]
    if source := query.get("from_invoice_id"):
        found = [one for one in found if str(one.data.get("from_invoice_id")) == source]
    if beyond and (ids := query.get("invoice_ids")):
        found = [one for one in found if str(one.id) in ids.split(",")]
    if beyond and (order := query.get("order")):
        name, _, way = order.partition(".")
        found.sort(key=lambda one: str(one.data.get(name) or ""), reverse=way == "desc")
    return found


def _matches(told: str, wanted: str, *, contains: bool) -> bool:
    return wanted.lower() in told.lower() if contains else told == wanted


def _in_period(call: Call, records: list[Record]) -> list[Record]:
    period = call.query.get("period", call.state.settings.default_period)
    today = call.state.clock().date()
    if period == "all":
        return records
    first, last = _period(period, today, call)
    return [one for one in records if first <= date.fromisoformat(str(one.data["issue_date"])[:10]) <= last]


def _period(period: str, today: date, call: Call) -> tuple[date, date]:
    month = today.replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    year = today.replace(month=1, day=1)
    spans = {
        "this_month": (month, today + timedelta(days=31)),
        "last_30_days": (today - timedelta(days=30), today + timedelta(days=1)),
        "last_month": (before, month - timedelta(days=1)),
        "this_year": (year, today + timedelta(days=366)),
        "last_year": (year.replace(year=year.year - 1), year - timedelta(days=1)),
        "last_12_months": (today - timedelta(days=365), today + timedelta(days=366)),
    }
    if period == "more":
        return date.fromisoformat(call.query["date_from"]), date.fromisoformat(call.query["date_to"])
    return spans.get(period, spans["last_12_months"])
