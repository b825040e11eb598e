"""Reads data packs of the accounting program POHODA as far as is shown here, and takes a pack apart. Sends nothing.

The API document says only that such a document is taken as base64. The form is POHODA's own, publicly described one:
`dataPack` / `dataPackItem` / `invoice` with header, detail and summary. A pack of many invoices is taken apart by its
bytes, so that every invoice is sent as it was exported, in its own encoding (often Windows-1250).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from muhr.domain.documents import Content, Line
from muhr.domain.imports import ImportProblem
from muhr.domain.money import currency_letters
from muhr.domain.parties import Country, Party, normal_tax_id
from muhr.domain.sentences import say
from muhr.providers.eurofaktura.invoices import MOST_LINES, RAW_KEPT, amount, day
from muhr.providers.eurofaktura.requests import written
from muhr.providers.eurofaktura.xml_read import Misread, Node, read_strictly
from muhr.providers.plaintext import line, plain

_ITEM = re.compile(rb"<(?:\w+:)?dataPackItem\b[^>]*>.*?</(?:\w+:)?dataPackItem\s*>", re.DOTALL)
_NETS = ("priceNone", "price3", "priceLow", "priceHigh")
_VATS = ("price3VAT", "priceLowVAT", "priceHighVAT")
_RATES = {"none": "0%", "low": "low", "high": "high", "third": "third"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One invoice of a pack: a pack of its own, and the element."""

    data: bytes
    invoice: Node
    company: str
    """The `ico` of the pack: whose books it comes from."""


def pieces(data: bytes, root: Node) -> list[Entry]:
    """Take a pack apart; nothing when that cannot be done safely."""
    expected = [next(item.find("invoice"), None) for item in root.all("dataPackItem")]
    spots = list(_ITEM.finditer(data))
    if not spots or len(spots) != len(expected) or None in expected:
        return []
    head, tail = data[: spots[0].start()], data[spots[-1].end() :]
    found: list[Entry] = []
    for spot, invoice in zip(spots, expected, strict=True):
        single = head + spot[0] + tail
        try:
            again = [next(item.find("invoice"), None) for item in read_strictly(single).all("dataPackItem")]
        except Misread:
            return []
        # A comment or CDATA may hold what looks like an item: then the pieces are not what the whole holds.
        if invoice is None or again != [invoice]:
            return []
        found.append(Entry(single, invoice, line(root.attributes.get("ico", ""), 20)))
    return found


def _header(invoice: Node) -> Node:
    return invoice.child("invoiceHeader") or Node("invoiceHeader")


def number_of(invoice: Node) -> str:
    """The number that is asked for."""
    number = _header(invoice).child("number")
    if number is None:
        return ""
    return line(number.value("numberRequested") or number.text, 120)


def issued_of(invoice: Node) -> date | None:
    """The date of the invoice."""
    return day(_header(invoice).value("date"))


def content_of(invoice: Node, company: Party) -> tuple[Content, str]:
    """What is inside, and its currency. Amounts are as the file states them."""
    summary = invoice.child("invoiceSummary") or Node("invoiceSummary")
    home, foreign = summary.child("homeCurrency"), summary.child("foreignCurrency")
    nets, vats = _amounts(home, _NETS), _amounts(home, _VATS)
    subtotal = sum(nets, Decimal(0)) if nets else None
    vat = sum(vats, Decimal(0)) if vats or nets else None
    total = None if subtotal is None else subtotal + (vat or Decimal(0)) + sum(_rounding(home), Decimal(0))
    currency = "CZK"
    if foreign is not None and (stated := amount(foreign.value("priceSum"))) is not None:
        subtotal, vat, total = None, None, stated
        named = foreign.child("currency")
        currency = currency_letters(line(named.value("ids"), 12)) if named is not None else ""
    detail = invoice.child("invoiceDetail")
    rows = list(detail.all("invoiceItem"))[:MOST_LINES] if detail is not None else []
    content = Content(
        lines=tuple(_line(row) for row in rows),
        subtotal=subtotal,
        vat=vat,
        total=total,
        seller=company,
        buyer=_buyer(invoice),
        raw=plain(written(invoice), RAW_KEPT),
    )
    return content, currency


def _amounts(node: Node | None, names: tuple[str, ...]) -> list[Decimal]:
    return [found for name in names if node is not None and (found := amount(node.value(name))) is not None]


def _rounding(home: Node | None) -> Iterator[Decimal]:
    rounded = home.child("round") if home is not None else None
    if rounded is not None and (found := amount(rounded.value("priceRound"))) is not None:
        yield found


def _buyer(invoice: Node) -> Party | None:
    identity = _header(invoice).child("partnerIdentity")
    address = identity.child("address") if identity is not None else None
    if address is None:
        return None
    name, tax_id = address.value("company") or address.value("name"), address.value("dic") or address.value("ico")
    return Party(country=Country.CZ, tax_id=line(tax_id, 40), name=line(name)) if name or tax_id else None


def _line(row: Node) -> Line:
    price = row.child("homeCurrency") or row.child("foreignCurrency") or Node("none")
    rate = row.value("rateVAT")
    return Line(
        description=line(row.value("text") or row.value("code"), 1000),
        quantity=amount(row.value("quantity")),
        unit=line(row.value("unit"), 40),
        unit_price=amount(price.value("unitPrice")),
        subtotal=amount(price.value("price")),
        vat_rate=_RATES.get(rate, line(rate, 20)),
        vat=amount(price.value("priceVAT")),
        total=amount(price.value("priceSum")),
    )


def problems(entry: Entry, company: Party) -> Iterator[ImportProblem]:
    """What speaks against an invoice of a pack."""
    kind = _header(entry.invoice).value("invoiceType")
    if kind and kind != "issuedInvoice":
        yield ImportProblem(
            code="kind", text=say("invoiceType: {kind} is no sales invoice.", kind=line(kind, 40)), blocks=True
        )
    if entry.company and normal_tax_id(entry.company) != normal_tax_id(company.tax_id):
        text = say(
            "The pack is from the books of {company}, not of this account ({ours}).",
            company=entry.company,
            ours=company.tax_id,
        )
        yield ImportProblem(code="sender", text=text, blocks=False)
