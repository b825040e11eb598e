"""Reads files of invoices (JSON, or JSV) into checked entries, and builds the request that imports one. Sends nothing.

Source: `InvoiceImportCommand` of the API document. The service requires nothing and answers a wrong invoice late or
not at all, so what a careful person would ask of an invoice is asked here (facts: nothing is required, quirk 1).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from muhr.domain.accounts import Account
from muhr.domain.documents import Content, Line
from muhr.domain.errors import InputError
from muhr.domain.imports import ImportItem, ImportProblem
from muhr.domain.money import Money
from muhr.domain.parties import Country, Party, TaxIdJudgement, judge_tax_id, normal_tax_id
from muhr.domain.sentences import say
from muhr.providers import strict_json
from muhr.providers.chmura import jsv
from muhr.providers.chmura.fields import INVOICE, Kind, Misfit, fitted, typed
from muhr.providers.plaintext import line, plain
from muhr.providers.twins import without_twins

LARGEST = 16 * 1024 * 1024
"""Bytes of a file of invoices."""
MOST_ITEMS = 2_000
RAW_KEPT = 64 * 1024
KIND_CODE = "invoice"

_MARK = re.compile(r"\s?\[Muhr [0-9a-f]{32}\]$")
_VATS = (("vat5", "5%"), ("vat8", "8%"), ("vat23", "23%"))
_NOTHING = Decimal(0)
_JSON = msgspec.json.Encoder(decimal_format="number")


def read(data: bytes, account: Account) -> list[ImportItem]:
    """Read a file: a list of invoices, an object with a list `invoices`, or one invoice (what an import sends).

    Raises:
        InputError: the file as a whole cannot be read (codes `register-…`). An entry that cannot be used is no error:
            it has a problem that blocks it.
    """
    if len(data) > LARGEST:
        raise _unusable("size", say("The file is larger than {value} MiB. Split it.", value=LARGEST // 2**20))
    body = data.removeprefix(b"\xef\xbb\xbf").strip()
    if body[:1] not in {b"{", b"["}:
        raise _unusable("form", "The file holds no invoices in JSON or JSV.")
    entries = _entries(_decoded(body))
    if len(entries) > MOST_ITEMS:
        raise _unusable("count", say("The file holds more than {most} invoices. Split it.", most=MOST_ITEMS))
    found = [_item(f"invoices, entry {place}", entry, account) for place, entry in enumerate(entries, 1)]
    return list(without_twins(found, _told_twice))


def payload(item: ImportItem, options: Mapping[str, str]) -> bytes:
    """Give the body that imports one entry: camelCase JSON, or JSV with the account option `format` = "jsv".

    The entry's key is added to `privateNote`, where a person can find it in the service's web page (account option
    `mark` = "no" leaves it out): no call of the service can look an invoice up.
    """
    invoice, _ = fitted(strict_json.decoded(item.raw), INVOICE)
    if options.get("mark", "") != "no":
        note = str(invoice.get("privateNote") or "")
        invoice["privateNote"] = f"{note} [Muhr {item.client_id}]".strip()
    if options.get("format", "") == "jsv":
        return jsv.encode(invoice).encode("utf-8")
    return _JSON.encode(invoice)


def is_json(body: bytes) -> bool:
    """Whether a body is JSON; otherwise it is JSV. An object's first name is quoted in JSON and (here) not in JSV."""
    return re.match(rb'\{\s*("|\})|\[', body) is not None


# ------------------------------------------------------------------ the file as a whole


def _unusable(code: str, text: str) -> InputError:
    return InputError(text, code=f"register-{code}")


def _decoded(body: bytes) -> Any:
    try:
        return strict_json.decoded(body)
    except strict_json.NotReadable as error:
        if error.code != "syntax" or is_json(body):
            raise _unusable(error.code, str(error)) from None
    try:
        return jsv.decode(body.decode("utf-8"))
    except jsv.NotJsv as error:
        raise _unusable("syntax", say("The file is neither JSON nor JSV: {error}.", error=str(error))) from None


def _entries(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    named = {name.lower(): inner for name, inner in value.items()}
    if set(named) == {"invoices"}:
        if not isinstance(named["invoices"], list):
            raise _unusable("list", "“invoices” must be a list of invoices.")
        return list(named["invoices"])
    if not set(named) & set(INVOICE.by_key):
        raise _unusable("form", "The file holds no invoices: none of the names is known.")
    return [value]


# ------------------------------------------------------------------ one entry


@dataclass(frozen=True, slots=True)
class _Invoice:
    """An entry with the sample's names; each value by its type, or nothing."""

    members: Mapping[str, Any]

    def text(self, name: str, limit: int = 200) -> str:
        return line(self.members.get(name), limit)

    def amount(self, name: str) -> Decimal | None:
        found = typed(self.members.get(name), Kind.DECIMAL)
        return found if isinstance(found, Decimal) else None

    def day(self, name: str) -> date | None:
        found = typed(self.members.get(name), Kind.MOMENT)
        day = date.fromisoformat(found[:10]) if isinstance(found, str) else None
        return day if day is not None and day.year > 1 else None  # 0001-01-01 stands for "none" in the service's world

    def rows(self) -> list[_Invoice]:
        rows = self.members.get("invoicePosition")
        return [_Invoice(row) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _item(place: str, entry: object, account: Account) -> ImportItem:
    fit, misfits = fitted(entry, INVOICE)
    usable = isinstance(fit, dict)
    if usable and isinstance(fit.get("privateNote"), str):
        fit["privateNote"] = _MARK.sub("", fit["privateNote"])
        if not fit["privateNote"]:
            del fit["privateNote"]
    raw = _JSON.encode(fit)
    invoice = _Invoice(fit if usable else {})
    content = _content(invoice, raw)
    total = invoice.amount("gross")
    item = ImportItem(
        place=place,
        kind="Invoice",
        kind_code=KIND_CODE,
        number=invoice.text("number", 120),
        issued=invoice.day("creationDate"),
        sender=content.seller,
        counterparty=content.buyer,
        total=None if total is None else Money(currency=invoice.text("currency", 12) or "PLN", amount=total),
        client_id=_made_id(fit, account),
        content=content,
        raw=raw,
    )
    if not usable:
        return item.with_problems(ImportProblem(code="form", text=say("This entry is no invoice."), blocks=True))
    return item.with_problems(*_misfit_problems(misfits), *_problems(item, invoice, account), *_sums(invoice))


def _made_id(fit: object, account: Account) -> str:
    """A key that comes out the same when the same invoice is read again for the same account."""
    canonical = json.dumps(fit, sort_keys=True, separators=(",", ":"), default=_canonical)
    return hashlib.sha256(f"{account.id}\n{KIND_CODE}\n{canonical}".encode("ascii")).hexdigest()[:32]


def _canonical(value: object) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _content(invoice: _Invoice, raw: bytes) -> Content:
    vats = [invoice.amount(name) for name, _ in _VATS]
    return Content(
        lines=tuple(_line(row) for row in invoice.rows()),
        subtotal=invoice.amount("netto"),
        vat=sum((vat for vat in vats if vat is not None), _NOTHING) if any(v is not None for v in vats) else None,
        total=invoice.amount("gross"),
        seller=_party(invoice, "sell"),
        buyer=_party(invoice, "rec"),
        raw=plain(raw[:RAW_KEPT].decode("utf-8", "replace"), RAW_KEPT),
    )


def _party(invoice: _Invoice, side: str) -> Party | None:
    tax_id, name = invoice.text(f"{side}VatId", 40), invoice.text(f"{side}Name")
    if not tax_id and not name:
        return None
    return Party(country=Country.PL, tax_id=tax_id, name=name, bank_account=invoice.text(f"{side}BankAccountNb", 60))


def _line(row: _Invoice) -> Line:
    vats = {rate: vat for name, rate in _VATS if (vat := row.amount(name))}
    stated = any(row.amount(name) is not None for name, _ in _VATS)
    return Line(
        description=row.text("name", 1000),
        quantity=row.amount("quantity"),
        unit=row.text("unit", 40),
        unit_price=row.amount("unitPrice"),
        subtotal=row.amount("netto"),
        vat_rate=" + ".join(vats),
        vat=sum(vats.values(), _NOTHING) if stated else None,
        total=row.amount("gross"),
    )


# ------------------------------------------------------------------ what speaks against it


def _misfit_problems(misfits: tuple[Misfit, ...]) -> Iterator[ImportProblem]:
    for misfit in misfits[:20]:
        text = say("{field}: {why}.", field=line(misfit.path, 80), why=misfit.text)
        if misfit.unknown:
            text = say("{field} {why}; it is sent as it stands.", field=line(misfit.path, 80), why=misfit.text)
        yield ImportProblem(code="field", text=text, blocks=not misfit.unknown)


def _problems(item: ImportItem, invoice: _Invoice, account: Account) -> Iterator[ImportProblem]:
    missing = {
        "number": not item.number,
        "creationDate": item.issued is None,
        "sellDate": invoice.day("sellDate") is None,
        "sellVatId": not invoice.text("sellVatId"),
        "recName": not invoice.text("recName"),
        "invoicePosition": not invoice.rows(),
        "gross": item.total is None,
    }
    for name in (name for name, is_missing in missing.items() if is_missing):
        yield ImportProblem(code="missing", text=say("{field}: this is missing.", field=name), blocks=True)
    for party, name in ((item.sender, "sellVatId"), (item.counterparty, "recVatId")):
        foreign = name == "recVatId" and invoice.text("recIsoCountry", 8).upper() not in {"", "PL"}
        if party is None or not party.tax_id or foreign:
            continue
        if judge_tax_id(Country.PL, party.tax_id) is TaxIdJudgement.DOUBTFUL:
            text = say("{field}: the tax number {tax_id} does not look right.", field=name, tax_id=party.tax_id)
            yield ImportProblem(code="tax-number", text=text, blocks=False)
    ours = normal_tax_id(account.company.tax_id)
    if item.sender is not None and item.sender.tax_id and normal_tax_id(item.sender.tax_id) != ours:
        text = say(
            "The seller's tax number {theirs} is not this account's ({own}).",
            theirs=item.sender.tax_id,
            own=account.company.tax_id,
        )
        yield ImportProblem(code="sender", text=text, blocks=False)


def _sums(invoice: _Invoice) -> Iterator[ImportProblem]:
    """Sums that do not agree: shown, never corrected, and for a person to decide."""
    netto, gross, rows = invoice.amount("netto"), invoice.amount("gross"), invoice.rows()
    nets = [row.amount("netto") for row in rows]
    known = [net for net in nets if net is not None]
    if netto is not None and rows and len(known) == len(nets) and sum(known) != netto:
        text = say("{field}: {stated}, but the positions add up to {sum}.", field="netto", stated=netto, sum=sum(known))
        yield ImportProblem(code="arithmetic", text=text, blocks=False)
    vats = sum((invoice.amount(name) or _NOTHING for name, _ in _VATS), _NOTHING)
    if netto is not None and gross is not None and netto + vats != gross:
        text = say("gross: {gross}, but netto and VAT add up to {sum}.", gross=gross, sum=netto + vats)
        yield ImportProblem(code="arithmetic", text=text, blocks=False)
    paid, left = invoice.amount("paid"), invoice.amount("toPaid")
    if gross is not None and left is not None and gross - (paid or _NOTHING) != left:
        text = say("toPaid: {left}, but gross less paid is {rest}.", left=left, rest=gross - (paid or _NOTHING))
        yield ImportProblem(code="arithmetic", text=text, blocks=False)


def _told_twice(first: str) -> str:
    return say("The very same invoice stands in this file before ({first}).", first=first)
