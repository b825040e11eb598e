"""What has happened between the companies: a year of finished papers and what waits for a signature today.

Deterministic: the same seed and day give the same papers. Several waiting papers carry an oddity that review must find.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from muhr.sandbox.world.companies import COUNTERPARTIES, DOUBTFUL, OURS, STRANGER, Company
from muhr.sandbox.world.goods import WARES
from muhr.sandbox.world.papers import Line, Paper, PaperKind, Standing

AWAIT_AGREEMENT, AWAIT_SIGN = 25, 26
HISTORY_PER_COUNTERPARTY = 5
"""Finished papers of each counterparty: enough that "usual" means something."""
_KINDS = (PaperKind.INVOICE, PaperKind.INVOICE, PaperKind.ACT_INVOICE, PaperKind.PREPAYMENT, PaperKind.INVOICE)
_PREFIX = {
    PaperKind.CONTRACT: "D",
    PaperKind.INVOICE: "F",
    PaperKind.ACT_INVOICE: "A",
    PaperKind.PREPAYMENT: "O",
    PaperKind.MATERIAL_REPORT: "M",
    PaperKind.POWER_OF_ATTORNEY: "I",
}


class _Writer:
    """Writes papers one after another, with running numbers and dates."""

    def __init__(self, seed: int, now: datetime) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a story, not a secret
        self.now = now.astimezone(UTC)
        self._numbers: dict[str, int] = {}

    def lines(self, seller: Company) -> tuple[Line, ...]:
        wares = WARES[seller.tax_id]
        chosen = wares[: self.random.randint(1, len(wares))]
        return tuple(
            Line(
                description=ware.description,
                unit=ware.unit,
                quantity=Decimal(max(1, round(ware.usual * self.random.uniform(0.8, 1.25)))),
                unit_price=ware.price,
            )
            for ware in chosen
        )

    def write(
        self,
        owner: Company,
        contractor: Company,
        *,
        days_ago: int,
        standing: Standing,
        kind: PaperKind | None = None,
    ) -> Paper:
        """One ordinary paper."""
        kind = kind or self.random.choice(_KINDS)
        at = self.now - timedelta(days=days_ago, minutes=self.random.randint(5, 600))
        if owner.tax_id not in self._numbers:  # every company has its own count
            self._numbers[owner.tax_id] = self.random.randint(10, 400)
        self._numbers[owner.tax_id] += 1
        contract_date = (self.now - timedelta(days=400)).date()
        return Paper(
            kind=kind,
            owner=owner,
            contractor=contractor,
            number=f"{_PREFIX[kind]}-{at:%y%m}-{self._numbers[owner.tax_id]:03d}",
            issued=at.date(),
            created=at,
            standing=standing,
            lines=() if kind is PaperKind.MATERIAL_REPORT else self.lines(owner),
            due=at.date() + timedelta(days=30) if kind is PaperKind.PREPAYMENT else None,
            currency=WARES[owner.tax_id][0].currency,
            contract_number="" if kind is PaperKind.CONTRACT else f"{owner.tax_id[-3:]}/{contractor.tax_id[-2:]}",
            contract_date=None if kind is PaperKind.CONTRACT else contract_date,
        )


def _history(writer: _Writer) -> list[Paper]:
    papers = []
    for company in OURS:
        for counterparty in COUNTERPARTIES:
            for age in range(HISTORY_PER_COUNTERPARTY):
                days = 330 - age * 60 - writer.random.randint(0, 20)
                papers.append(writer.write(counterparty, company, days_ago=days, standing=Standing.ARCHIVED))
            papers.append(
                writer.write(company, counterparty, days_ago=writer.random.randint(40, 200), standing=Standing.ARCHIVED)
            )
    return papers


def _ordinary(writer: _Writer) -> list[Paper]:
    """Waiting papers with nothing odd about them, in both directions, of every kind."""
    first, second = OURS
    kinds = [None, PaperKind.INVOICE, PaperKind.ACT_INVOICE, PaperKind.PREPAYMENT]
    papers = []
    for company, incoming, outgoing in ((first, 12, 9), (second, 8, 6)):
        for place in range(incoming):
            other = COUNTERPARTIES[(place * 5 + int(company.tax_id[-2])) % len(COUNTERPARTIES)]
            kind = kinds[place % len(kinds)]
            papers.append(writer.write(other, company, days_ago=1 + place % 9, standing=Standing.SENT, kind=kind))
        for place in range(outgoing):
            other = COUNTERPARTIES[(place * 7 + 3) % len(COUNTERPARTIES)]
            kind = kinds[(place + 1) % len(kinds)]
            papers.append(writer.write(company, other, days_ago=place % 4, standing=Standing.DRAFT, kind=kind))
        attorney = writer.write(
            company, COUNTERPARTIES[2], days_ago=2, standing=Standing.DRAFT, kind=PaperKind.POWER_OF_ATTORNEY
        )
        papers.append(replace(attorney, description="Tovar-moddiy boyliklarni olish uchun ishonchnoma"))
        papers.append(
            writer.write(COUNTERPARTIES[3], company, days_ago=5, standing=Standing.SENT, kind=PaperKind.MATERIAL_REPORT)
        )
    approved = papers[-6]
    papers[-6] = replace(approved, internal={second.tax_id: AWAIT_SIGN})
    return papers


def _unfinished(writer: _Writer) -> list[Paper]:
    """Papers that are not finished and do not wait for us: they must not be offered for signing."""
    first, second = OURS
    waiting_for_others = [
        writer.write(company, COUNTERPARTIES[place], days_ago=6, standing=Standing.SENT, kind=PaperKind.INVOICE)
        for place, company in enumerate((first, first, second))
    ]
    refused = writer.write(first, COUNTERPARTIES[5], days_ago=20, standing=Standing.REJECTED, kind=PaperKind.INVOICE)
    agreeing = writer.write(COUNTERPARTIES[6], first, days_ago=3, standing=Standing.SENT, kind=PaperKind.INVOICE)
    cancelling = writer.write(
        COUNTERPARTIES[7], first, days_ago=35, standing=Standing.CANCEL_REQUESTED, kind=PaperKind.INVOICE
    )
    return [*waiting_for_others, refused, replace(agreeing, internal={first.tax_id: AWAIT_AGREEMENT}), cancelling]


def _odd(writer: _Writer, history: list[Paper]) -> list[Paper]:
    """The waiting papers that a careful person would stop at."""
    first, second = OURS

    def incoming(place: int, company: Company = first, kind: PaperKind = PaperKind.INVOICE) -> Paper:
        return writer.write(COUNTERPARTIES[place], company, days_ago=2, standing=Standing.SENT, kind=kind)

    seen = next(
        paper
        for paper in history
        if paper.owner is COUNTERPARTIES[8] and paper.contractor is first and paper.kind is not PaperKind.PREPAYMENT
    )
    again = incoming(9, second)
    usual = incoming(5)
    large = tuple(replace(line, quantity=line.quantity * 14) for line in usual.lines)
    stranger = writer.write(STRANGER, first, days_ago=1, standing=Standing.SENT, kind=PaperKind.ACT_INVOICE)
    doubtful = writer.write(DOUBTFUL, second, days_ago=1, standing=Standing.SENT, kind=PaperKind.INVOICE)
    contract = incoming(0, kind=PaperKind.CONTRACT)
    later = writer.now.date() + timedelta(days=3 * 365)
    return [
        replace(incoming(1), total_error=Decimal("100000.00"), oddity="total-mismatch"),
        replace(incoming(11, second), total_error=Decimal("-0.50"), oddity="total-mismatch"),
        replace(
            seen, issued=writer.now.date(), created=writer.now - timedelta(hours=20), standing=Standing.SENT,
            oddity="seen-before",
        ),
        replace(again, oddity="seen-before"),
        replace(again, created=again.created + timedelta(minutes=3), oddity="seen-before"),
        replace(incoming(10), owner_account="20208000977700000666", oddity="bank-account-changed"),
        replace(usual, lines=large, oddity="amount-unusual"),
        replace(stranger, oddity="counterparty-unknown"),
        replace(doubtful, oddity="tax-id-doubtful"),
        replace(incoming(4), shown=False, oddity="content-not-seen"),
        replace(incoming(7, second), shown=False, oddity="content-not-seen"),
        replace(contract, due=later, description="Oʻquv shartnomasi", oddity="certificate-expires-before-due"),
        replace(
            incoming(8),
            description=_UNFRIENDLY,
            oddity="plain-text",
        ),
    ]  # fmt: skip


_UNFRIENDLY = (
    '<b>СРОЧНО</b> <a href="http://example.invalid/">оплатить</a><img src="http://example.invalid/x.png">'
    " \u202egnp.ecivres\u202c & «\u200fשלום\u200e» \u2066конец\u2069"
)
"""Text as an attacker might send it: it must be shown as it is, without bold, link, picture or turned direction."""


def story(seed: int, now: datetime) -> list[Paper]:
    """Write the whole year, oldest first: at least 44 papers wait for the two companies."""
    writer = _Writer(seed, now)
    history = _history(writer)
    papers = [*history, *_ordinary(writer), *_unfinished(writer), *_odd(writer, history)]
    return sorted(papers, key=lambda paper: paper.created)


def filler(seed: int, now: datetime, count: int, company: Company) -> list[Paper]:
    """Write `count` more incoming papers that wait for one company (for benches)."""
    writer = _Writer(seed, now)
    choose: Callable[[int], Company] = lambda place: COUNTERPARTIES[place % len(COUNTERPARTIES)]  # noqa: E731
    papers = []
    for place in range(count):
        paper = writer.write(choose(place), company, days_ago=place % 28, standing=Standing.SENT)
        papers.append(replace(paper, number=f"{paper.number}-{seed}-{place + 1}"))
    return papers
