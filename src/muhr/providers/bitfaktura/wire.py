"""Reads BitFaktura's records into typed ones. Judges nothing, asks nobody.

The API document prints no answers (quirk 16); what stands here follows its requests and public descriptions. Ids come
bare or quoted, amounts as numbers or texts with dot or comma (quirk 5), unknown members are passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from muhr.providers.bitfaktura.values import amount, day, flag, id_of, listed, members, moment
from muhr.providers.json_values import Misread
from muhr.providers.plaintext import LONG, line, plain


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """Seller or buyer, as printed on an invoice."""

    name: str = ""
    tax_no: str = ""
    bank_account: str = ""
    email: str = ""


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """One row of an invoice. `total_price_*` are of the whole row, not of one piece (quirk 4)."""

    name: str
    quantity: Decimal | None = None
    quantity_unit: str = ""
    tax: str = ""
    price_net: Decimal | None = None
    total_price_net: Decimal | None = None
    total_price_tax: Decimal | None = None
    total_price_gross: Decimal | None = None
    discount: Decimal | None = None
    discount_percent: Decimal | None = None


class Invoice(msgspec.Struct, frozen=True, kw_only=True):
    """An invoice or expense as BitFaktura tells of it."""

    id: str
    number: str = ""
    kind: str = ""
    status: str = ""
    income: bool | None = None
    """False for an expense; None when the answer does not say."""
    cancelled: bool = False
    price_net: Decimal | None = None
    price_tax: Decimal | None = None
    price_gross: Decimal | None = None
    paid: Decimal | None = None
    currency: str = ""
    issue_date: date | None = None
    sell_date: date | None = None
    payment_to: date | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    oid: str = ""
    internal_note: str = ""
    token: str = msgspec.field(default="")
    """Opens the document's public page; no secret of the account."""
    view_url: str = ""
    seller: Side = Side()
    buyer: Side = Side()
    buyer_email: str | None = None
    """None when the answer does not say: lists may leave it out."""
    positions: tuple[Position, ...] | None = None
    """None when the answer leaves them out, as lists do."""
    told: Mapping[str, Any] = msgspec.field(default_factory=dict)
    """All members of the answer."""


class Payment(msgspec.Struct, frozen=True, kw_only=True):
    """One payment (`banking_payment`)."""

    id: str
    name: str = ""
    price: Decimal | None = None
    currency: str = ""
    paid: bool | None = None
    paid_date: date | None = None
    invoice_id: str = ""
    oid: str = ""
    told: Mapping[str, Any] = msgspec.field(default_factory=dict)


class WarehouseDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A goods document: kinds `pz` (received), `wz` (issued), `mm` (moved) and whatever else there is."""

    id: str
    number: str = ""
    kind: str = ""
    issue_date: date | None = None
    warehouse_id: str = ""
    client_name: str = ""
    actions: tuple[Mapping[str, Any], ...] = ()
    told: Mapping[str, Any] = msgspec.field(default_factory=dict)


class Product(msgspec.Struct, frozen=True, kw_only=True):
    """A product or service."""

    id: str
    name: str = ""
    code: str = ""
    price_net: Decimal | None = None
    price_gross: Decimal | None = None
    tax: str = ""
    told: Mapping[str, Any] = msgspec.field(default_factory=dict)


class Client(msgspec.Struct, frozen=True, kw_only=True):
    """A customer or supplier."""

    id: str
    name: str = ""
    tax_no: str = ""
    email: str = ""
    external_id: str = ""
    told: Mapping[str, Any] = msgspec.field(default_factory=dict)


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A category, warehouse or department."""

    id: str
    name: str = ""
    kind: str = ""
    description: str = ""
    told: Mapping[str, Any] = msgspec.field(default_factory=dict)


# ------------------------------------------------------------------ reading


def _inside(value: object, *wrappers: str) -> tuple[str, Mapping[str, Any]]:
    """The id and the members of a record, which may stand inside an object that names its kind. Raises `Misread`."""
    if not isinstance(value, Mapping):
        raise Misread("an object was expected")
    told: Mapping[str, Any] = value
    if len(told) == 1 and (name := next(iter(told))) in wrappers and isinstance(told[name], Mapping):
        told = told[name]
    found = id_of(told.get("id"))
    if not found:
        raise Misread("a record with a whole number as its id was expected")
    return found, told


def invoice(value: object) -> Invoice:
    """Read one invoice. Raises `Misread`."""
    found, told = _inside(value, "invoice")
    return Invoice(
        id=found,
        number=line(told.get("number"), 120),
        kind=line(told.get("kind"), 60),
        status=line(told.get("status"), 60),
        income=flag(told.get("income")),
        cancelled=flag(told.get("cancelled")) is True,
        price_net=amount(told.get("price_net")),
        price_tax=amount(told.get("price_tax")),
        price_gross=amount(told.get("price_gross")),
        paid=amount(told.get("paid")),
        currency=line(told.get("currency"), 12),
        issue_date=day(told.get("issue_date")),
        sell_date=day(told.get("sell_date")),
        payment_to=day(told.get("payment_to")),
        created_at=moment(told.get("created_at")),
        updated_at=moment(told.get("updated_at")),
        oid=line(told.get("oid"), 200),
        internal_note=plain(told.get("internal_note"), LONG),
        token=line(told.get("token"), 200),
        view_url=line(told.get("view_url"), 500),
        seller=_side(told, "seller"),
        buyer=_side(told, "buyer"),
        buyer_email=line(told["buyer_email"], 200) if "buyer_email" in told else None,
        positions=tuple(map(_position, listed(told["positions"]))) if told.get("positions") is not None else None,
        told=told,
    )


def invoice_of(raw: bytes) -> Invoice:
    """Read one invoice from its bytes. Raises `Misread`."""
    return invoice(members(raw))


def _side(told: Mapping[str, Any], side: str) -> Side:
    return Side(
        name=line(told.get(f"{side}_name"), 200),
        tax_no=line(told.get(f"{side}_tax_no"), 40),
        bank_account=line(told.get(f"{side}_bank_account"), 60),
        email=line(told.get(f"{side}_email"), 200),
    )


def _position(told: Mapping[str, Any]) -> Position:
    tax = told.get("tax")
    return Position(
        name=line(told.get("name"), 1000),
        quantity=amount(told.get("quantity")),
        quantity_unit=line(told.get("quantity_unit"), 40),
        tax=f"{tax:f}" if isinstance(tax, Decimal) else line(tax, 20),
        price_net=amount(told.get("price_net")),
        total_price_net=amount(told.get("total_price_net")),
        total_price_tax=amount(told.get("total_price_tax")),
        total_price_gross=amount(told.get("total_price_gross")),
        discount=amount(told.get("discount")),
        discount_percent=amount(told.get("discount_percent")),
    )


def payment(value: object) -> Payment:
    """Read one payment. Raises `Misread`."""
    found, told = _inside(value, "banking_payment", "payment")
    return Payment(
        id=found,
        name=line(told.get("name"), 200),
        price=amount(told.get("price")),
        currency=line(told.get("currency"), 12),
        paid=flag(told.get("paid")),
        paid_date=day(told.get("paid_date")),
        invoice_id=id_of(told.get("invoice_id")),
        oid=line(told.get("oid"), 200),
        told=told,
    )


def warehouse_document(value: object) -> WarehouseDocument:
    """Read one goods document. Raises `Misread`."""
    found, told = _inside(value, "warehouse_document")
    return WarehouseDocument(
        id=found,
        number=line(told.get("number"), 120),
        kind=line(told.get("kind"), 20),
        issue_date=day(told.get("issue_date")),
        warehouse_id=id_of(told.get("warehouse_id")),
        client_name=line(told.get("client_name"), 200),
        actions=tuple(listed(told.get("warehouse_actions"))),
        told=told,
    )


def product(value: object) -> Product:
    """Read one product. Raises `Misread`."""
    found, told = _inside(value, "product")
    tax = told.get("tax")
    return Product(
        id=found,
        name=line(told.get("name"), 200),
        code=line(told.get("code"), 80),
        price_net=amount(told.get("price_net")),
        price_gross=amount(told.get("price_gross")),
        tax=f"{tax:f}" if isinstance(tax, Decimal) else line(tax, 20),
        told=told,
    )


def client(value: object) -> Client:
    """Read one client. Raises `Misread`."""
    found, told = _inside(value, "client")
    return Client(
        id=found,
        name=line(told.get("name"), 200),
        tax_no=line(told.get("tax_no"), 40),
        email=line(told.get("email"), 200),
        external_id=line(told.get("external_id"), 80),
        told=told,
    )


def named(value: object) -> Named:
    """Read a category, warehouse or department. Raises `Misread`."""
    found, told = _inside(value, "category", "warehouse", "department")
    return Named(
        id=found,
        name=line(told.get("name"), 200),
        kind=line(told.get("kind"), 40),
        description=line(told.get("description"), 400),
        told=told,
    )
