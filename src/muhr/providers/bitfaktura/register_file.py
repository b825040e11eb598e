"""Reads a file of invoices to be made at BitFaktura into checked entries, and builds their requests. Sends nothing.

The file holds what the API document prints as a request: one object `{"invoice": {…}}`, a list of such objects or of
bare invoices, or `{"invoices": […]}`. An entry is sent as it stands there, byte for byte, but for our key. The key is
the invoice's `oid` with `oid_unique`; an entry that has an `oid` of its own (a real order number) keeps it, and the key
stands in `internal_note`, where the service does not guard it against a second use.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from muhr.domain.accounts import Account
from muhr.domain.documents import Content
from muhr.domain.imports import ImportItem, ImportProblem
from muhr.domain.money import Money, currency_letters
from muhr.domain.parties import Party, TaxIdJudgement, judge_tax_id, normal_tax_id
from muhr.domain.sentences import say
from muhr.providers.bitfaktura import wire
from muhr.providers.bitfaktura.documents import CURRENCY, lines, party
from muhr.providers.bitfaktura.register_json import pieces, read, unusable
from muhr.providers.bitfaktura.statuses import kind_text
from muhr.providers.bitfaktura.values import amount, day, flag, listed
from muhr.providers.plaintext import LONG, plain
from muhr.providers.twins import without_twins

MOST_ITEMS = 2_000

_OWN = re.compile(r"muhr-[0-9a-f]{32}")
_DAYS = ("issue_date", "sell_date", "payment_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """By what an invoice can be found again."""

    oid: str
    note: str = ""
    """Our own key, where `oid` is the person's order number."""
    expense: bool = False


def key_in(payload: bytes) -> Key | None:
    """Give the key that a request carries; None when it carries none."""
    try:
        invoice = msgspec.json.decode(payload)["invoice"]
        oid = invoice.get("oid")
        expense = flag(invoice.get("income")) is False
        note = _OWN.search(str(invoice.get("internal_note") or ""))
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError):
        return None
    if not isinstance(oid, str | int) or isinstance(oid, bool) or not oid:
        return None
    oid = str(oid)
    if _OWN.fullmatch(oid):
        return Key(oid=oid, expense=expense)
    return Key(oid=oid, note=note[0], expense=expense) if note else None


def read_register(data: bytes, account: Account) -> list[ImportItem]:
    """Read a file of invoices.

    Args:
        data: the file's bytes: UTF-8 JSON.
        account: whose documents they are to become; its id is part of the keys that are made.

    Raises:
        InputError: the file as a whole cannot be read (codes `register-…`). An entry that cannot be used is no error:
            it has a problem that blocks it.
    """
    body, value = read(data)
    entries: list[tuple[str, Any, bytes]] = []
    for place, entry, raw in _entries(value, body):
        if len(entries) == MOST_ITEMS:
            raise unusable(
                "count", say("The file holds more than {most_items} documents. Split it.", most_items=MOST_ITEMS)
            )
        entries.append((place, entry, raw))
    if not entries:
        raise unusable("form", "The file holds no invoices.")
    return list(without_twins([_item(place, entry, raw, account) for place, entry, raw in entries], _told_twice))


def _entries(value: Any, body: bytes) -> Iterator[tuple[str, Any, bytes]]:
    """Where each entry stands, its value, and its bytes."""
    if isinstance(value, dict) and "invoices" in value:
        rows, raw = value["invoices"], pieces(body, dict[str, msgspec.Raw])["invoices"]
    elif isinstance(value, dict):
        rows, raw = [value], msgspec.Raw(b"[" + body + b"]")
    else:
        rows, raw = value, msgspec.Raw(body)
    if not isinstance(rows, list):
        raise unusable("form", "The file holds no invoices: a list, or an object with “invoice”, was expected.")
    for position, (row, piece) in enumerate(zip(rows, pieces(raw, list[msgspec.Raw]), strict=True), 1):
        yield f"invoices, entry {position}", row, bytes(piece)


def payload(item: ImportItem) -> bytes:
    """Give the body that makes one invoice, under our key and without any token."""
    told = msgspec.json.decode(item.raw, type=dict[str, msgspec.Raw])
    own = msgspec.json.decode(told["oid"]) if "oid" in told else None
    mark = msgspec.Raw(json.dumps(item.client_id).encode("ascii"))
    if not _given(own) or own == item.client_id:
        told["oid"] = mark
        told["oid_unique"] = msgspec.Raw(b'"yes"')
    else:
        note = plain(msgspec.json.decode(told["internal_note"]), LONG) if "internal_note" in told else ""
        if item.client_id not in note:
            told["internal_note"] = msgspec.Raw(msgspec.json.encode(f"{note} {item.client_id}".strip()))
    return msgspec.json.encode({"invoice": told})


# ------------------------------------------------------------------ one entry


def _item(place: str, entry: Any, raw: bytes, account: Account) -> ImportItem:
    wrapped = isinstance(entry, dict) and "invoice" in entry
    has_token = wrapped and "api_token" in entry
    if wrapped:
        entry = entry["invoice"]
        raw = bytes(pieces(raw, dict[str, msgspec.Raw])["invoice"])
    if not isinstance(entry, dict) or not entry:
        return _no_invoice(place, account)
    told = wire.invoice({"id": 1} | {name: value for name, value in entry.items() if name != "id"})
    total = _total(told)
    currency = currency_letters(told.currency) or CURRENCY
    kind = told.kind or "vat"
    item = ImportItem(
        place=place,
        kind=kind_text(kind),
        kind_code=kind,
        number=told.number,
        issued=told.issue_date,
        sender=party(told.seller, account) or account.company,
        counterparty=party(told.buyer, account),
        total=None if total is None else Money(currency=currency, amount=total),
        client_id=_key_of(told) or _made_key(entry, account),
        content=Content(
            lines=tuple(lines(told.positions or ())),
            total=total,
            seller=party(told.seller, account),
            buyer=party(told.buyer, account),
        ),
        raw=raw,
    )
    problems = list(_problems(item, told, entry, account))
    if has_token:
        text = "The file holds an API token. It is not used and not kept here; take it out of the file."
        problems.append(ImportProblem(code="token", text=text, blocks=False))
    return item.with_problems(*problems)


def _no_invoice(place: str, account: Account) -> ImportItem:
    text = "This entry is no invoice: an object with at least “positions” was expected."
    return ImportItem(
        place=place, kind="", kind_code="", number="", issued=None, sender=None, counterparty=None, total=None,
        client_id=_made_key(place, account), content=Content(), raw=b"{}",
        problems=(ImportProblem(code="form", text=text, blocks=True),),
    )  # fmt: skip


def _key_of(told: wire.Invoice) -> str:
    """The key that an entry carries already: our own payload is read again, too."""
    if _OWN.fullmatch(told.oid):
        return told.oid
    note = _OWN.search(told.internal_note) if told.oid else None
    return note[0] if note else ""


def _made_key(entry: Any, account: Account) -> str:
    """A key that comes out the same when the same entry is read again for the same account."""
    canonical = json.dumps(entry, sort_keys=True, separators=(",", ":"))
    return "muhr-" + hashlib.sha256(f"{account.id}\n{canonical}".encode("ascii")).hexdigest()[:32]


def _total(told: wire.Invoice) -> Decimal | None:
    """The sum of the rows, where every row says its own and no discount is still to be taken off by the service."""
    if told.price_gross is not None:
        return told.price_gross
    gross = [one.total_price_gross for one in told.positions or ()]
    discounted = any(one.discount or one.discount_percent for one in told.positions or ())
    if not gross or discounted or None in gross:
        return None
    return sum((one for one in gross if one is not None), Decimal(0))


def _problems(item: ImportItem, told: wire.Invoice, entry: dict[str, Any], account: Account) -> Iterator[ImportProblem]:
    if not told.positions:
        yield ImportProblem(code="positions", text="The invoice has no rows (“positions”).", blocks=True)
    for name in _DAYS:
        if _given(entry.get(name)) and day(entry[name]) is None:
            yield ImportProblem(code="date", text=say("“{name}” is no day (yyyy-MM-dd).", name=name), blocks=True)
    for number, row in enumerate(listed(entry.get("positions")), 1):
        yield from _row_problems(number, row)
    if item.issued is None:
        text = "There is no “issue_date”: the service takes the day on which it is sent."
        yield ImportProblem(code="issue-date", text=text, blocks=False)
    if item.total is None:
        text = "The total cannot be told from here: the service computes it from its prices and discounts."
        yield ImportProblem(code="total", text=text, blocks=False)
    if item.counterparty is None and "client_id" not in entry:
        yield ImportProblem(code="buyer-missing", text="No buyer is named.", blocks=False)
    yield from _buyer_problems(item.counterparty)
    ours = normal_tax_id(account.company.tax_id)
    if told.seller.tax_no and normal_tax_id(told.seller.tax_no) != ours:
        text = say(
            "The seller's tax number {theirs} is not this account's ({own}).",
            theirs=told.seller.tax_no,
            own=account.company.tax_id,
        )
        yield ImportProblem(code="sender", text=text, blocks=False)
    if _given(entry.get("oid")) and not told.oid:
        yield ImportProblem(code="oid", text="“oid” is neither a text nor a number.", blocks=True)
    if told.oid and told.oid != item.client_id:
        text = say(
            "The entry has an order number of its own ({oid}): the service does not guard it against twins.",
            oid=told.oid,
        )
        yield ImportProblem(code="own-oid", text=text, blocks=False)


def _given(value: object) -> bool:
    return value is not None and value != ""


def _row_problems(number: int, row: Any) -> Iterator[ImportProblem]:
    if not row.get("name") and not row.get("product_id"):
        text = say("Row {number} has neither a name nor a product.", number=number)
        yield ImportProblem(code="row", text=text, blocks=True)
    for name in ("quantity", "total_price_gross", "price_net", "discount", "discount_percent"):
        if _given(row.get(name)) and amount(row[name]) is None:
            text = say("Row {number}: “{name}” is no number.", number=number, name=name)
            yield ImportProblem(code="row", text=text, blocks=True)


def _buyer_problems(side: Party | None) -> Iterator[ImportProblem]:
    if side is not None and side.tax_id and judge_tax_id(side.country, side.tax_id) is TaxIdJudgement.DOUBTFUL:
        text = say("The buyer's tax number {number} does not look right.", number=side.tax_id)
        yield ImportProblem(code="buyer-tax-number", text=text, blocks=False)


def _told_twice(first: str) -> str:
    return say("The same key, or the very same invoice, stands in this file before ({first}).", first=first)
