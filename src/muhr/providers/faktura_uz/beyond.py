"""Reads the answers of the calls that are not in the API document: list, details, contents, look-up. Judges nothing.

Their forms are known from public integrations only (ASSUMPTIONS.md); names are matched without regard to case and
underscores, and what is missing stays empty. Every reader may raise `Misread` and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

import msgspec

from muhr.providers.faktura_uz.values import amount, day, fields, first, flag, moment, number, remote_id, rows
from muhr.providers.json_values import Misread
from muhr.providers.plaintext import line, plain


class ListingRow(msgspec.Struct, frozen=True):
    """One row of GetDocuments, or the answer of GetDetails, as far as it goes."""

    remote_id: str
    roaming_id: str
    kind: int | None
    kind_text: str
    title: str
    number: str
    issued: date | None
    due: date | None
    created: datetime | None
    updated: datetime | None
    total: Decimal | None
    currency: str
    status: int | None
    status_text: str
    parties: tuple[tuple[str, str], ...]
    """Tax id and name of everybody the row names, in the order contractor, contractorMember, owner."""
    client_id: str
    is_sent: bool | None = None
    owner_signed: bool | None = None
    contractor_signed: bool | None = None


def listing_row(value: object) -> ListingRow:
    """Read one row of the list, or the details of one document."""
    members = fields(value)
    kind = first(members, "type", "typeid", "documenttype", "documenttypeid")
    return ListingRow(
        remote_id=remote_id(first(members, "uniqueid", "documentuniqueid", "uid")),
        roaming_id=remote_id(first(members, "roaminguid", "roamingid")),
        kind=number(kind),
        kind_text=line(first(members, "typename", "typedescription", "documenttypename"), 120),
        title=plain(first(members, "title", "name")),
        number=line(first(members, "number", "documentnumber", "invoicenumber"), 120),
        issued=day(first(members, "date", "documentdate", "invoicedate")),
        due=day(first(members, "duedate", "paymentduedate", "paymentdate")),
        created=moment(first(members, "createddatetime", "created")),
        updated=moment(first(members, "updateddatetime", "updated")),
        total=amount(first(members, "totalprice", "totalsum", "total")),
        currency=line(first(members, "currency", "currencycode"), 12),
        status=number(first(members, "status", "statusid")),
        status_text=line(first(members, "statusdescription", "statusname"), 120),
        parties=tuple(_parties(members)),
        client_id=remote_id(first(members, "clientid", "clientdocumentuid")),
        is_sent=flag(members.get("issent")),
        owner_signed=flag(members.get("isownersigned")),
        contractor_signed=flag(members.get("iscontractorsigned")),
    )


def _parties(members: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    for name in ("contractor", "contractormember", "owner"):
        value = members.get(name)
        inner = fields(value) if isinstance(value, Mapping) else {}
        tax_id = first(inner, "inn", "tin") or members.get(f"{name}inn")
        title = first(inner, "name", "companyname") or members.get(f"{name}name")
        if tax_id or title:
            yield line(tax_id, 40), line(title, 200)


class Page(msgspec.Struct, frozen=True):
    """One page of GetDocuments."""

    rows: tuple[ListingRow, ...]
    given: int
    """How many rows the provider gave, readable or not: what the next page begins after."""
    total: int | None


def listing(value: object) -> Page:
    """Read GetDocuments; rows without an id are passed over. Raises `Misread` when it is no list of documents."""
    if isinstance(value, Mapping):
        members = fields(value)
        data = members.get("data")
        if "documents" not in members and isinstance(data, Mapping):
            members = fields(data)
        listed, total = members.get("documents"), number(first(members, "totalcount", "total", "count"))
    else:
        listed, total = value, None
    if not isinstance(listed, list):
        raise Misread("a list of documents was expected")
    found = (listing_row(row) for row in listed)
    return Page(tuple(row for row in found if row.remote_id), len(listed), total)


def content_texts(value: object) -> dict[str, str]:
    """Read GetDocumentsContent: the content texts by id. Rows without content are passed over."""
    if isinstance(value, Mapping):
        members = fields(value)
        data = members.get("data", value)
        inner = fields(data) if isinstance(data, Mapping) else {}
        value = first(inner, "documents", "documentscontent", "contents") if inner else data
    found: dict[str, str] = {}
    for row in rows(value):
        members = fields(row)
        content = members.get("content")
        if isinstance(content, Mapping | list):
            content = msgspec.json.encode(content).decode()
        if (id_ := remote_id(members.get("uniqueid"))) and isinstance(content, str) and content.strip():
            found[id_] = content
    return found


class Found(msgspec.Struct, frozen=True):
    """The answer of the look-up by our own key."""

    remote_id: str
    client_id: str


def lookup(value: object) -> Found | None:
    """Read GetDocumentByClientDocumentUid; None when the answer says that there is no such document."""
    if value is None or value in ({}, ""):
        return None
    members = fields(value)
    data = members.get("data")
    if "uniqueid" not in members and isinstance(data, Mapping):
        members = fields(data)
    id_ = remote_id(members.get("uniqueid"))
    if not id_:
        raise Misread("a document id was expected")
    return Found(id_, remote_id(first(members, "id", "clientid")))
