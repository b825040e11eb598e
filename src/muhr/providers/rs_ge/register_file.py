"""Reads a register file of INVOICE objects into checked entries, and writes the body that saves one. Sends nothing.

Forms that are read: `{"INVOICES": [{"INVOICE": …}, …]}` (as ListGoods answers), a list of the same or of bare INVOICE
objects, and one `{"INVOICE": …, "TransactionId"}` (as SaveInvoice takes it). An entry is sent as it stands in the file,
byte for byte; only an `ID` and a `SELLER_ACTION` that are missing are added as 0.

Its TransactionId is made from its content. The service answers a known number with the first document's result,
whatever the second one says: so a number that a file brings along is never used for itself, it only tells two entries
apart that are otherwise alike.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Never

import msgspec

from muhr.domain.accounts import Account
from muhr.domain.documents import Content
from muhr.domain.errors import InputError
from muhr.domain.imports import ImportItem, ImportProblem
from muhr.domain.money import Money
from muhr.domain.sentences import say
from muhr.providers.plaintext import line
from muhr.providers.rs_ge.documents import CURRENCY, content_of, side
from muhr.providers.rs_ge.payloads import transaction_id
from muhr.providers.rs_ge.register_checks import problems_of
from muhr.providers.rs_ge.values import day, number
from muhr.providers.twins import without_twins

LARGEST = 16 * 1024 * 1024
"""Bytes of a register file."""
MOST_ITEMS = 2_000
DEEPEST = 20

SAVE, ACTIVATE = "SaveInvoice", "ActivateInvoice"
_KINDS = {SAVE: say("Tax document, saved"), ACTIVATE: say("Tax document, saved and sent to the buyer")}
_ADDED = ("ID", "SELLER_ACTION")


class _Twin(Exception):
    """A name stands twice in one object."""


@dataclass(frozen=True, slots=True)
class _Entry:
    place: str
    value: Any
    raw: bytes


def read(data: bytes, account: Account) -> list[ImportItem]:
    """Read a register file.

    Args:
        data: the file's bytes: UTF-8 JSON, at most `LARGEST` of them.
        account: whose documents they are to become; its id is part of the keys that are made.

    Raises:
        InputError: the file as a whole cannot be read (codes `register-…`); the text says where. An entry that cannot
            be used is no error: it has a problem that blocks it.
    """
    if len(data) > LARGEST:
        raise _unusable("size", say("The file is larger than {value} MiB. Split it.", value=LARGEST // 2**20))
    body = data.removeprefix(b"\xef\xbb\xbf")
    if body.lstrip()[:1] == b"<":
        raise _unusable("xml", "This is an XML file. RS.ge takes JSON.")
    _ask_depth(body)
    entries = list(_entries(_decoded(body), body))
    if len(entries) > MOST_ITEMS:
        raise _unusable(
            "count", say("The file holds more than {most_items} documents. Split it.", most_items=MOST_ITEMS)
        )
    return list(without_twins([_item(entry, account) for entry in entries], _told_twice))


def payload(item: ImportItem) -> bytes:
    """Give the request body that saves one entry under our key."""
    given = msgspec.json.decode(item.raw, type=dict[str, msgspec.Raw])
    if "INVOICE" in given:
        given = msgspec.json.decode(given["INVOICE"], type=dict[str, msgspec.Raw])
    added = {name: msgspec.Raw(b"0") for name in _ADDED if name not in given}
    return msgspec.json.encode({"INVOICE": added | given, "TransactionId": transaction_id(item.client_id)})


def call_of(body: bytes) -> str:
    """Which call takes a body: a document whose SELLER_ACTION is 1 is saved and activated in one."""
    invoice = msgspec.json.decode(body)["INVOICE"]
    return ACTIVATE if number(invoice.get("SELLER_ACTION")) == 1 else SAVE


# ------------------------------------------------------------------ the file as a whole


def _unusable(code: str, text: str) -> InputError:
    return InputError(text, code=f"register-{code}")


def _ask_depth(body: bytes) -> None:
    """Refuse deep nesting before any parser recurses into it."""
    depth = 0
    for mark in re.finditer(rb'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', body, re.DOTALL):
        if mark[0] in {b"[", b"{"}:
            depth += 1
            if depth > DEEPEST:
                raise _unusable("depth", say("The file is nested too deeply (byte {mark}).", mark=mark.start() + 1))
        elif mark[0] in {b"]", b"}"}:
            depth -= 1


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise _Twin(next(name for name in names if names.count(name) > 1))
    return found


def _no_constant(name: str) -> Never:
    raise ValueError(f"{name} is no number")


def _decoded(body: bytes) -> Any:
    """Every number as its text: nothing is rounded and no number is too long."""
    try:
        text = body.decode("utf-8")
        return json.loads(text, object_pairs_hook=_pairs, parse_int=str, parse_float=str, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise _unusable("encoding", say("The file is not UTF-8 text (byte {error}).", error=error.start + 1)) from None
    except json.JSONDecodeError as error:
        where = say("line {line}, column {column}", line=error.lineno, column=error.colno)
        text = say("The file is not readable JSON ({where}): {msg}.", where=where, msg=error.msg)
        raise _unusable("syntax", text) from None
    except _Twin as twin:
        text = say(
            "The name “{name}” stands twice in one object: it is not clear which one counts.", name=line(str(twin), 60)
        )
        raise _unusable("twice", text) from None
    except ValueError as error:
        raise _unusable("syntax", say("The file is not readable JSON: {error}.", error=str(error))) from None


def _entries(value: Any, body: bytes) -> Iterator[_Entry]:
    try:
        if isinstance(value, dict) and isinstance(value.get("INVOICES"), list):
            raw = msgspec.json.decode(body, type=dict[str, msgspec.Raw])["INVOICES"]
            yield from _listed("INVOICES, entry", value["INVOICES"], bytes(raw))
        elif isinstance(value, list):
            yield from _listed("entry", value, body)
        elif isinstance(value, dict) and isinstance(value.get("INVOICE"), dict):
            yield _Entry("INVOICE", value, body.strip())
        else:
            raise _unusable("form", "The file holds no INVOICE objects (a list, INVOICES, or one INVOICE).")
    except msgspec.DecodeError as error:  # msgspec is stricter than `json` in a few texts
        raise _unusable("syntax", say("The file is not readable JSON: {error}.", error=str(error))) from None


def _listed(name: str, values: list[Any], raw: bytes) -> Iterator[_Entry]:
    pieces = msgspec.json.decode(raw, type=list[msgspec.Raw])
    for position, (value, piece) in enumerate(zip(values, pieces, strict=True), 1):
        yield _Entry(f"{name} {position}", value, bytes(piece))


# ------------------------------------------------------------------ one entry


def _item(entry: _Entry, account: Account) -> ImportItem:
    whole = entry.value if isinstance(entry.value, dict) else {}
    inner = whole.get("INVOICE", whole)
    invoice: Mapping[str, Any] = inner if isinstance(inner, dict) else {}
    content = content_of(invoice, "") if invoice else Content()
    amounts = [one.total for one in content.lines if one.total is not None]
    summed = sum(amounts, Decimal(0)) if amounts and len(amounts) == len(content.lines) else None
    total = summed if content.total is None else content.total
    call = ACTIVATE if number(invoice.get("SELLER_ACTION")) == 1 else SAVE
    item = ImportItem(
        place=entry.place,
        kind=_KINDS[call],
        kind_code=call,
        number="",
        issued=day(invoice.get("OPERATION_DATE")),
        sender=side(invoice, "SELLER"),
        counterparty=side(invoice, "BUYER"),
        total=None if total is None else Money(currency=CURRENCY, amount=total),
        client_id=_client_id(invoice, whole.get("TransactionId"), account),
        content=content,
        raw=entry.raw,
    )
    if not invoice:
        text = say("This entry is no document: it is no INVOICE object.")
        return item.with_problems(ImportProblem(code="form", text=text, blocks=True))
    return item.with_problems(*problems_of(invoice, content, account))


def _client_id(invoice: Mapping[str, Any], given: object, account: Account) -> str:
    """A key that comes out the same when the same entry, or the body made of it, is read again for the account."""
    filled = dict.fromkeys(_ADDED, "0") | dict(invoice)
    plain = _made_id(filled, "", account)
    if given in (None, "", plain, transaction_id(plain)):
        return plain
    return _made_id(filled, line(given, 80), account)


def _made_id(invoice: Mapping[str, Any], given: str, account: Account) -> str:
    canonical = json.dumps(invoice, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{account.id}\n{given}\n{canonical}".encode("ascii", "replace")).hexdigest()[:32]


def _told_twice(first: str) -> str:
    return say("The very same document stands in this file before ({first}).", first=first)
