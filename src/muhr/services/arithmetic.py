"""Adds a document up again and finds where it disagrees with itself. Pure; replaces no printed number."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from muhr.domain.documents import Content, Document, Line
from muhr.domain.money import Money, spell
from muhr.domain.sentences import say

ROUNDING = Decimal("0.01")
"""Each printed row is rounded once to two decimals, so a row may be off by one unit of the second decimal, and a sum
of n rows by n of them (facts: VAT and rounding)."""

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """One place where the numbers do not agree."""

    text: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Amount:
    where: str
    value: Decimal


def find_mismatch(document: Document) -> Mismatch | None:
    """The first disagreement that matters to the one who pays, or None.

    In this order: the total of the list against the document's own, the total against the sum of the rows, the total
    against subtotal and taxes, and each row against its own subtotal and taxes. What is not printed is not judged.
    """
    content = document.content
    if content is None:
        return None
    currency = document.total.currency if document.total is not None else ""
    stated = content.total if content.total is not None else (document.total.amount if document.total else None)
    rows = max(len(content.lines), 1)
    if document.total is not None and content.total is not None:
        found = _compare(
            _Amount(say("in the list"), document.total.amount),
            _Amount(say("in the document"), content.total),
            ROUNDING,
            currency,
        )
        if found is not None:
            return found
    summed = _sum_of_lines(content)
    if stated is not None and summed is not None:
        found = _compare(
            _Amount(say("as the total"), stated),
            _Amount(say("as the sum of the rows"), summed),
            rows * ROUNDING,
            currency,
        )
        if found is not None:
            return found
    taxed = _with_taxes(content)
    if content.total is not None and taxed is not None:
        found = _compare(
            _Amount(say("as the total"), content.total),
            _Amount(say("as subtotal and taxes"), taxed),
            rows * ROUNDING,
            currency,
        )
        if found is not None:
            return found
    return _first_bad_line(content, currency)


def _first_bad_line(content: Content, currency: str) -> Mismatch | None:
    for index, line in enumerate(content.lines, start=1):
        computed = line_total(line)
        if line.total is None or line.subtotal is None or computed is None:
            continue
        found = _compare(
            _Amount(say("as the total of row {index}", index=index), line.total),
            _Amount(say("by its own parts"), computed),
            ROUNDING,
            currency,
        )
        if found is not None:
            return Mismatch(text=found.text, facts={**found.facts, "row": str(index)})
    return None


def line_total(line: Line) -> Decimal | None:
    """Subtotal, excise and VAT of one row, or the printed total when there is no subtotal; None when neither is known.

    A rate without an amount ("20%" and nothing beside it) leaves the sum unknown; a rate in words ("Без НДС") is none.
    """
    if line.subtotal is None:
        return line.total
    if line.vat is None and any(digit in line.vat_rate for digit in "123456789"):
        return line.total
    return line.subtotal + (line.excise or _NOTHING) + (line.vat or _NOTHING)


def _sum_of_lines(content: Content) -> Decimal | None:
    if not content.lines:
        return None
    amounts = [line.total if line.total is not None else line_total(line) for line in content.lines]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, _NOTHING) if len(known) == len(amounts) else None


def _with_taxes(content: Content) -> Decimal | None:
    if content.subtotal is None or content.vat is None:
        return None
    return content.subtotal + content.vat + (content.excise or _NOTHING)


def _compare(stated: _Amount, computed: _Amount, allowed: Decimal, currency: str) -> Mismatch | None:
    difference = abs(stated.value - computed.value)
    if difference <= allowed:
        return None
    stands, counted, apart = (Money(currency, value) for value in (stated.value, computed.value, difference))
    first, second, gap = (spell(money).strip() for money in (stands, counted, apart))
    return Mismatch(
        text=say(
            "The amounts do not agree: {stated} {where}, {computed} {elsewhere} (a difference of {difference}).",
            stated=stands,
            where=stated.where,
            computed=counted,
            elsewhere=computed.where,
            difference=apart,
        ),
        facts={
            "stated": first,
            "where": stated.where,
            "computed": second,
            "elsewhere": computed.where,
            "difference": gap,
        },
    )
