"""What the calls of RS.ge answer with, typed, and the readers of their DATA. Every reader raises `Misread`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from muhr.providers.json_values import Misread
from muhr.providers.plaintext import line
from muhr.providers.rs_ge.states import Pair
from muhr.providers.rs_ge.tables import Table, table
from muhr.providers.rs_ge.values import Values, amount, day, flag, items, members, number, remote_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """GetOrgInfoByTin. For natural persons `name` holds initials."""

    tin: str
    name: str
    address: str
    vat_payer: bool | None
    diplomat: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What the calls that change one document answer with."""

    remote_id: str
    number: str
    """Empty until the document is activated."""
    pair: Pair | None
    answer: bytes = field(default=b"", repr=False)
    """What is kept of the answer itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionTerm:
    """One entry of GetActions."""

    id: str
    name: str
    pair: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class BarCode:
    """One stored bar code."""

    code: str
    goods: str
    unit_id: int | None
    unit: str
    vat_type: int | None
    unit_price: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Excise:
    """One entry of the list of excise goods."""

    id: str
    product: str
    unit_id: int | None
    unit: str
    code: str
    rate: Decimal | None
    effective: date | None
    ends: date | None


Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Told(Generic[Entry]):
    """Entries of a list, and whether the list may be longer."""

    entries: tuple[Entry, ...]
    truncated: bool


def pair(values: Values) -> Pair | None:
    """SELLER_ACTION and BUYER_ACTION of an object or a row; None when one is missing."""
    seller, buyer = number(values.get("SELLER_ACTION")), number(values.get("BUYER_ACTION"))
    return None if seller is None or buyer is None else (seller, buyer)


def vat_payer(data: object) -> bool:
    """GetVatPayerStatus."""
    found = flag(members(data).get("IsVatPayer"))
    if found is None:
        raise Misread("IsVatPayer was expected")
    return found


def organisation(data: object) -> Organisation:
    """GetOrgInfoByTin."""
    values = members(data)
    return Organisation(
        tin=line(values.get("Tin"), 40),
        name=line(values.get("Name"), 200),
        address=line(values.get("Address")),
        vat_payer=flag(values.get("IsVatPayer")),
        diplomat=flag(values.get("IsDiplomat")),
    )


def units(data: object) -> dict[int, str]:
    """GetUnits: names by id. 99 is "other": the document then names the unit itself."""
    found: dict[int, str] = {}
    for entry in items(data):
        values = members(entry)
        id_ = number(values.get("value"))
        if id_ is not None:
            found[id_] = line(values.get("label"), 60)
    return found


def actions(data: object) -> tuple[ActionTerm, ...]:
    """GetActions; entries without an id or a pair are left out."""
    found = []
    for entry in items(data):
        values = members(entry)
        id_, both = number(values.get("ID")), pair(values)
        if id_ is not None and both is not None:
            found.append(ActionTerm(id=str(id_), name=line(values.get("NAME"), 120), pair=both))
    return tuple(found)


def changed(data: object) -> Changed:
    """SaveInvoice, ActivateInvoice, DeleteInvoice, CancelInvoice, RefuseInvoice, ConfirmInvoice, and their
    transaction's result, which is printed with the id alone.
    """
    values = members(data)
    id_ = remote_id(values.get("INVOICE_ID"))
    if not id_:
        raise Misread("INVOICE_ID was expected")
    return Changed(remote_id=id_, number=remote_id(values.get("INVOICE_NUMBER")), pair=pair(values))


def nothing(data: object) -> None:
    """Calls that answer with an empty DATA."""
    del data


def sequence_number(data: object) -> str:
    """GetSeqNum: the number of a period's declaration."""
    found = number(members(data).get("SeqNum"))
    if found is None:
        raise Misread("SeqNum was expected")
    return str(found)


def bar_code(data: object) -> BarCode | None:
    """GetBarCode; None for a code that is not known."""
    values = members(data).get("RESULT")
    if not isinstance(values, Mapping) or not line(values.get("BARCODE"), 120):
        return None
    return _bar_code(values)


def bar_codes(data: object) -> Told[BarCode]:
    """ListBarCodes."""
    found = _needing(data, "BARCODE", "GOODS_NAME")
    return Told(tuple(_bar_code(row) for row in found), found.truncated)


def _bar_code(values: Values) -> BarCode:
    return BarCode(
        code=line(values.get("BARCODE"), 120),
        goods=line(values.get("GOODS_NAME")),
        unit_id=number(values.get("UNIT_ID")),
        unit=line(values.get("UNIT_TXT"), 60),
        vat_type=number(values.get("VAT_TYPE")),
        unit_price=amount(values.get("UNIT_PRICE")),
    )


def excise(data: object) -> Told[Excise]:
    """ListExcise."""
    found = _needing(data, "ID", "PRODUCT_NAME")
    entries = (
        Excise(
            id=remote_id(row.get("ID")),
            product=line(row.get("PRODUCT_NAME")),
            unit_id=number(row.get("UNIT_ID")),
            unit=line(row.get("UNIT_TEXT"), 60),
            code=line(row.get("EXCISE_CODE"), 40),
            rate=amount(row.get("EXCISE_RATE")),
            effective=day(row.get("EFFECT_DATE")),
            ends=day(row.get("END_DATE")),
        )
        for row in found
    )
    return Told(tuple(entries), found.truncated)


def invoice_table(data: object) -> Table:
    """ListInvoices of any TYPE."""
    return _needing(data, "ID")


def _needing(data: object, *columns: str) -> Table:
    found = table(data)
    if found.columns or found.rejected:
        found.need(*columns)
    return found


def invoice(data: object) -> Mapping[str, object]:
    """GetInvoice: the members of INVOICE."""
    return members(members(data).get("INVOICE"))


def invoices(data: object) -> list[Mapping[str, object]]:
    """ListGoods: the members of each INVOICE."""
    return [members(members(entry).get("INVOICE")) for entry in items(members(data).get("INVOICES"))]
