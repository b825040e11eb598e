"""Reads files of invoices into checked entries: `SalesInvoice` elements, or a data pack of the program POHODA.

Source: "SalesInvoiceCreate" and "SalesInvoiceImport" of the API document. An invoice is imported under the number that
stands in it, and only when no invoice has that number yet; so the number is what makes a repeat harmless.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from muhr.domain.accounts import Account
from muhr.domain.documents import Content
from muhr.domain.errors import InputError
from muhr.domain.imports import ImportItem, ImportProblem
from muhr.domain.money import Money
from muhr.domain.parties import Party
from muhr.domain.sentences import say
from muhr.providers.eurofaktura import ids, pohoda
from muhr.providers.eurofaktura.calls import Calls
from muhr.providers.eurofaktura.drafting import FieldProblem, content_of, field_problems
from muhr.providers.eurofaktura.invoices import day
from muhr.providers.eurofaktura.requests import written
from muhr.providers.eurofaktura.xml_read import LARGEST, Misread, Node, read_strictly
from muhr.providers.plaintext import line
from muhr.providers.twins import without_twins

MOST_ITEMS = 2_000
INVOICE, POHODA = "SalesInvoice", "POHODA"
"""What an entry is: `ImportItem.kind_code`."""


def read(data: bytes, account: Account) -> list[ImportItem]:
    """Read a file, or the payload of an import.

    Raises:
        InputError: the file as a whole cannot be read (codes `register-…`). An entry that cannot be used is no error:
            it has a problem that blocks it.
    """
    if len(data) > LARGEST:
        raise _unusable("size", say("The file is larger than {value} MiB. Split it.", value=LARGEST // 2**20))
    root = _root(data)
    packed = _packed(root)
    if packed is not None:
        data, root = packed, _root(packed)
    if root.name.lower() == "datapack":
        found = [_pohoda_item(place, entry, account) for place, entry in enumerate(_pieces(data, root), 1)]
    else:
        nodes = _invoices(root)
        if not nodes:
            raise _unusable("form", "The file holds no invoices (SalesInvoice, or a data pack of POHODA).")
        if len(nodes) > MOST_ITEMS:
            raise _too_many()
        found = [_item(place, node, account) for place, node in enumerate(nodes, 1)]
    return list(without_twins(found, _told_twice))


def payload(item: ImportItem) -> bytes:
    """Give the `<method>` that imports one entry, as it stands in the file, if its number is free."""
    if item.kind_code == POHODA:
        return Calls.import_pohoda(item.raw)
    return Calls.import_(item.raw.decode("utf-8"))


def number_and_date(body: bytes, account: Account) -> tuple[ImportItem, str, date | None]:
    """What the payload of an import makes: the entry, its number, its date."""
    (item,) = read(body, account)
    return item, item.number, item.issued


# ------------------------------------------------------------------ the file as a whole


def _unusable(code: str, text: str) -> InputError:
    return InputError(text, code=f"register-{code}")


def _too_many() -> InputError:
    return _unusable("count", say("The file holds more than {most} invoices. Split it.", most=MOST_ITEMS))


def _root(data: bytes) -> Node:
    try:
        return read_strictly(data.removeprefix(b"\xef\xbb\xbf"))
    except Misread as error:
        cause = error.__cause__
        why = line(cause, 120) if isinstance(cause, SyntaxError) else error.sentence
        raise _unusable("syntax", say("The file is not readable XML: {why}.", why=why)) from None


def _packed(root: Node) -> bytes | None:
    """The POHODA document inside a request that imports one."""
    for parameter in root.find("parameter"):
        if parameter.attributes.get("name") == "base64data":
            try:
                return base64.b64decode("".join(parameter.text.split()), validate=True)
            except (binascii.Error, ValueError):
                raise _unusable("form", "The POHODA document is not readable base64.") from None
    return None


def _pieces(data: bytes, root: Node) -> list[pohoda.Entry]:
    pieces = pohoda.pieces(data, root)
    if not pieces:
        raise _unusable("form", "The data pack cannot be taken apart: it holds no items, or in a way not known here.")
    if len(pieces) > MOST_ITEMS:
        raise _too_many()
    return pieces


def _invoices(root: Node) -> list[Node]:
    named = [one for one in root.find("parameter") if one.attributes.get("name") == INVOICE]
    return named or [one for one in root.find(INVOICE) if one.children]


# ------------------------------------------------------------------ one entry


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    kind: str
    kind_code: str
    number: str
    issued: date | None
    buyer: Party | None
    total: Money | None
    content: Content
    raw: bytes


def _made(place: int, told: _Told, account: Account) -> ImportItem:
    key = f"{account.id}\n{INVOICE}\n{told.number}\n{told.issued}"
    return ImportItem(
        place=f"invoices, entry {place}",
        kind=told.kind,
        kind_code=told.kind_code,
        number=told.number,
        issued=told.issued,
        sender=account.company,
        counterparty=told.buyer,
        total=told.total,
        client_id=hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32],
        content=told.content,
        raw=told.raw,
    ).with_problems(*_problems(told))


def _problems(told: _Told) -> Iterator[ImportProblem]:
    if not told.number:
        yield ImportProblem(
            code="number",
            text=say("number: this is missing; it is what keeps an invoice from being imported twice."),
            blocks=True,
        )
    if told.issued is None:
        yield ImportProblem(code="date", text=say("date: this is missing or is no date (2026-02-28)."), blocks=True)
    if told.buyer is None:
        yield ImportProblem(code="buyer", text=say("The buyer is missing."), blocks=True)
    if not told.content.lines:
        yield ImportProblem(code="rows", text=say("The invoice has no rows."), blocks=True)
    if told.total is None:
        text = say("The total is not known before the import: a row has no price or no VAT rate of its own.")
        yield ImportProblem(code="total", text=text, blocks=False)


def _item(place: int, node: Node, account: Account) -> ImportItem:
    content, currency = content_of(node, account)
    buyer = content.buyer
    if buyer is None and (coded := node.value("buyerCode") or node.value("buyerDocumentID")):
        buyer = Party(country=account.company.country, tax_id="", name=line(coded))
    draft = node.value("status").lower() == "draft"
    told = _Told(
        kind="Draft of an invoice" if draft else "Invoice",
        kind_code=INVOICE,
        number=line(node.value("number"), 120),
        issued=day(node.value("date")),
        buyer=buyer,
        total=None if content.total is None else Money(currency=currency, amount=content.total),
        content=content,
        raw="".join(written(child) for child in node.children).encode("utf-8", "replace"),
    )
    made = _made(place, told, account)
    return made.with_problems(*(_as_problem(one) for one in field_problems(node)))


def _as_problem(found: FieldProblem) -> ImportProblem:
    return ImportProblem(
        code="field", text=say("{field}: {why}.", field=found.path, why=found.text), blocks=found.blocks
    )


def _pohoda_item(place: int, entry: pohoda.Entry, account: Account) -> ImportItem:
    content, currency = pohoda.content_of(entry.invoice, account.company)
    told = _Told(
        kind="Invoice (POHODA)",
        kind_code=POHODA,
        number=pohoda.number_of(entry.invoice),
        issued=pohoda.issued_of(entry.invoice),
        buyer=content.buyer,
        total=None if content.total is None else Money(currency=currency, amount=content.total),
        content=content,
        raw=entry.data,
    )
    made = _made(place, told, account)
    return made.with_problems(*pohoda.problems(entry, account.company))


def _told_twice(first: str) -> str:
    return say("An invoice of the same number and date stands in this file before ({first}).", first=first)


def differences(
    item: ImportItem, number: str, issued: date | None, buyer: Party, totals: tuple[Decimal, ...]
) -> list[str]:
    """In what an invoice at the service is another one than an entry; empty when they are the same.

    What one side does not tell is not compared. Amounts may be apart by a unit of the second decimal for each row.
    """
    found: list[str] = []
    if not ids.same_number(item.number, number):
        found.append(say("the number is {number}", number=number))
    if issued is not None and item.issued is not None and issued != item.issued:
        found.append(say("the date is {date}", date=issued))
    ours = item.counterparty
    if ours is not None and ours.tax_id and buyer.tax_id:
        if re.sub(r"\D", "", ours.tax_id) != re.sub(r"\D", "", buyer.tax_id):
            found.append(say("the buyer is {buyer}", buyer=f"{buyer.tax_id} {buyer.name}".strip()))
    elif ours is not None and ours.name and buyer.name and ours.name.casefold() != buyer.name.casefold():
        found.append(say("the buyer is {buyer}", buyer=buyer.name))
    allowed = Decimal("0.01") * (len(item.content.lines) + 1)
    if item.total is not None and totals and all(abs(item.total.amount - one) > allowed for one in totals):
        found.append(say("the total is {total}", total=totals[-1]))
    return found
