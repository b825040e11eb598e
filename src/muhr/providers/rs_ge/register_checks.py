"""Says what speaks against sending an INVOICE object of a register, and what the service made of its amounts. Pure.

Source: the mandatory members and rules of "INVOICE object", "SaveInvoice" and "ActivateInvoice" of the API document. It
prints headers that disagree with their rows, so a disagreement is told and never corrected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from muhr.domain.accounts import Account
from muhr.domain.documents import Content
from muhr.domain.imports import ImportProblem
from muhr.domain.money import Money
from muhr.domain.parties import Country, TaxIdJudgement, judge_tax_id, normal_tax_id
from muhr.domain.sentences import say
from muhr.providers.json_values import decode
from muhr.providers.plaintext import line
from muhr.providers.rs_ge.documents import CATEGORIES, CURRENCY, TYPES
from muhr.providers.rs_ge.values import CENT, amount, local, number, vat_inside

ADVANCE_CATEGORY, ADVANCE_TYPE, INTERNAL, WITHOUT_TRANSPORT = 4, 6, 1, 3


def problems_of(invoice: Mapping[str, Any], content: Content, account: Account) -> Iterator[ImportProblem]:
    """What is wrong or doubtful."""
    correcting = bool(number(invoice.get("PREV_CORRECTION_ID")))
    if number(invoice.get("ID", 0)) != 0:
        yield _stop("id", say("“ID” is not 0: this would change a document that is there already."))
    if number(invoice.get("SELLER_ACTION", 0)) not in {0, 1}:
        yield _stop("action", say("“SELLER_ACTION” must be 0 (saved) or 1 (saved and sent to the buyer)."))
    if not correcting:
        yield from _kind(invoice)
    if local(invoice.get("OPERATION_DATE")) is None and not (correcting and not invoice.get("OPERATION_DATE")):
        yield _stop("date", say("“OPERATION_DATE” is missing or is no date of the form DD-MM-YYYY HH:MM:SS."))
    if correcting and number(invoice.get("CORRECT_REASON_ID")) not in {1, 2, 3, 4, 5}:
        yield _doubt("correction", say("A correction names its reason: “CORRECT_REASON_ID” from 1 to 5."))
    yield from _sides(invoice, account)
    yield from _bonds(invoice, correcting=correcting)
    yield from _amounts(invoice, content)


def difference(body: bytes, shown: Mapping[str, object]) -> str:
    """In which totals a saved INVOICE differs from the body that saved it; "" when in none."""
    sent = decode(body)["INVOICE"]
    pairs = [(amount(sent.get(name)), amount(shown.get(name))) for name in ("AMOUNT_FULL", "AMOUNT_VAT")]
    if all(ours is None or theirs is None or ours == theirs for ours, theirs in pairs):
        return ""
    (full, their_full), (vat, their_vat) = pairs
    return say(
        "RS.ge shows a total of {their_full} with VAT of {their_vat}; sent were {full} and {vat}.",
        their_full=_lari(their_full),
        their_vat=_lari(their_vat),
        full=_lari(full),
        vat=_lari(vat),
    )


def _lari(value: Decimal | None) -> Money | None:
    return None if value is None else Money(currency=CURRENCY, amount=value)


def _stop(code: str, text: str) -> ImportProblem:
    return ImportProblem(code=code, text=text, blocks=True)


def _doubt(code: str, text: str) -> ImportProblem:
    return ImportProblem(code=code, text=text, blocks=False)


def _kind(invoice: Mapping[str, Any]) -> Iterator[ImportProblem]:
    category, type_ = number(invoice.get("INV_CATEGORY")), number(invoice.get("INV_TYPE"))
    if category is None or type_ is None:
        yield _stop("kind", say("“INV_CATEGORY” and “INV_TYPE” are missing."))
        return
    if category not in CATEGORIES or type_ not in TYPES:
        text = say(
            "RS.ge's document does not know category {category} with type {kind}.", category=category, kind=type_
        )
        yield _doubt("kind", text)
    if (category == ADVANCE_CATEGORY) is not (type_ == ADVANCE_TYPE):
        yield _doubt("advance", say("An advance has both “INV_CATEGORY” 4 and “INV_TYPE” 6."))


def _sides(invoice: Mapping[str, Any], account: Account) -> Iterator[ImportProblem]:
    seller, buyer = (line(invoice.get(name), 40) for name in ("TIN_SELLER", "TIN_BUYER"))
    if not seller:
        yield _stop("sender-missing", say("The seller's tax number is missing."))
    elif normal_tax_id(seller) != normal_tax_id(account.company.tax_id):
        text = say(
            "The seller's tax number {tax_id} is not this account's ({company_tax_id}).",
            tax_id=seller,
            company_tax_id=account.company.tax_id,
        )
        yield _doubt("sender", text)
    if not buyer:
        if number(invoice.get("INV_TYPE")) != INTERNAL:
            yield _doubt("receiver-missing", say("The buyer's tax number is missing."))
    elif judge_tax_id(Country.GE, buyer) is TaxIdJudgement.DOUBTFUL and str(invoice.get("FOREIGN_BUYER")) != "true":
        yield _doubt("receiver-tax-number", say("The buyer's tax number {tax_id} does not look right.", tax_id=buyer))


def _bonds(invoice: Mapping[str, Any], *, correcting: bool) -> Iterator[ImportProblem]:
    """What ties the document to others: a distribution, advances, goods that come back ("SaveInvoice")."""
    if number(invoice.get("PARENT_ID")) and number(invoice.get("INV_TYPE")) not in {INTERNAL, WITHOUT_TRANSPORT}:
        yield _doubt("parent", say("A part of a distribution (“PARENT_ID”) has “INV_TYPE” 1 or 3."))
    for used in _entries(invoice, "INVOICE_ADVANCE"):
        needed = (number(used.get("ID")) or None, local(used.get("OPERATION_DATE")), amount(used.get("AMOUNT")))
        if None in needed:
            yield _doubt("advance-entry", say("An entry of “INVOICE_ADVANCE” needs ID, OPERATION_DATE and AMOUNT."))
    returned = _entries(invoice, "INVOICE_RETURN")
    if returned and not correcting:
        yield _doubt("return", say("Goods come back (“INVOICE_RETURN”) with a correction of their document only."))
    if not all(number(one.get("RETURN_INVOICE_ID")) for one in returned):
        yield _doubt("return-entry", say("An entry of “INVOICE_RETURN” needs RETURN_INVOICE_ID."))


def _entries(invoice: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    given = invoice.get(name)
    return [one for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []


def _amounts(invoice: Mapping[str, Any], content: Content) -> Iterator[ImportProblem]:
    for position, row in enumerate(content.lines, 1):
        if row.total is None:
            yield _doubt("total", say("Row {number} has no amount.", number=position))
            continue
        if row.quantity is not None and row.unit_price is not None:
            product = row.quantity * row.unit_price
            if abs(product - row.total) > CENT:
                text = say(
                    "Row {number}: quantity times price is {product}, the amount is {total}.",
                    number=position,
                    product=product,
                    total=row.total,
                )
                yield _doubt("arithmetic", text)
        expected = vat_inside(row.total) if row.vat_rate == "18%" else Decimal(0)
        if row.vat is not None and abs(row.vat - expected) > CENT:
            text = say(
                "Row {number}: VAT of {expected} is part of {total}; the row says {vat}.",
                number=position,
                expected=expected,
                total=row.total,
                vat=row.vat,
            )
            yield _doubt("vat", text)
    rows = [vat_inside(row.total) for row in content.lines if row.total is not None and row.vat_rate == "18%"]
    expected = sum(rows, Decimal(0)) - sum((vat_inside(used) for used in _advances(invoice)), Decimal(0))
    if content.lines and content.vat is not None and abs(content.vat - expected) > CENT * len(content.lines):
        text = say(
            "By its rows and advances VAT is {expected}; “AMOUNT_VAT” says {vat}.", expected=expected, vat=content.vat
        )
        yield _doubt("vat-total", text)


def _advances(invoice: Mapping[str, Any]) -> Iterator[Decimal]:
    """The amounts of advances that are used up here."""
    for entry in _entries(invoice, "INVOICE_ADVANCE"):
        found = amount(entry.get("AMOUNT"))
        if found is not None:
            yield found
