"""The columns of the inbox and the texts a search looks through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from muhr.domain.documents import Action, Document, DocumentRef
from muhr.domain.findings import Finding
from muhr.ui import provider_words, words
from muhr.ui.rows.columns import Column, Look
from muhr.ui.spelling import amount, day
from muhr.ui.theme import Tone
from muhr.ui.tr import tr

Marks = Callable[[DocumentRef], tuple[Finding, ...]]
"""What is known to be noticed about a document, worst first; empty when nothing is, or nobody has looked yet."""

DATE, COMPANY, SERVICE = 6, 2, 3


def due_text(document: Document) -> str:
    """Until when; for a document that cannot be signed from here, what it waits for instead."""
    if document.due is not None or Action.SIGN in document.actions:
        return day(document.due)
    return provider_words.status(document)


def _due_tone(document: Document) -> Tone:
    if document.due is None:
        return Tone.MUTED
    return Tone.STOP if document.due < datetime.now().astimezone().date() else Tone.INK


def _quiet(_: Document) -> Tone:
    return Tone.MUTED


def _number_key(document: Document) -> str:
    number = document.number
    return number.zfill(20) if number.isdecimal() else number.casefold()


def _amount_key(document: Document) -> int:
    # Ten-thousandths as whole numbers: exact for every currency, and three times as fast to compare as Decimal.
    return int(document.total.amount.scaleb(4)) if document.total is not None else -1


def inbox_columns(marks: Marks) -> tuple[Column, ...]:
    """Tick, marker, company, service, kind, number, date, counterparty, amount, due."""

    def worst(document: Document) -> Finding | None:
        return next(iter(marks(document.ref)), None)

    def noticed(document: Document) -> str:
        return "\n".join(words.finding(one.code) for one in marks(document.ref))

    def icon(document: Document) -> str:
        one = worst(document)
        return words.SEVERITY_ICON[one.severity] if one is not None else ""

    def tone(document: Document) -> Tone:
        one = worst(document)
        return words.SEVERITY_TONE[one.severity] if one is not None else Tone.MUTED

    def severity(document: Document) -> int:
        one = worst(document)
        return -int(one.severity) if one is not None else 0

    return (
        Column(title="", spoken=tr("Selected"), text=lambda _: "", look=Look.TICK),
        Column(title="", spoken=tr("To notice"), text=noticed, look=Look.ICON, icon=icon, tone=tone, sort=severity,
               tip=noticed),
        Column(title=tr("Company"), text=lambda one: str(one.company.name), width=10, stretch=2, drop=2,
               tone=_quiet),
        Column(title=tr("Service"), text=lambda one: words.provider(one.provider), width=9, stretch=1, drop=3,
               tone=_quiet),
        Column(title=tr("Kind"), text=provider_words.kind, width=12, stretch=1, drop=5, tone=_quiet),
        Column(title=tr("Number"), text=lambda one: str(one.number), sort=_number_key, width=10, stretch=1),
        Column(title=tr("Date"), text=lambda one: day(one.issued), width=10, drop=1,
               sort=lambda one: one.issued.toordinal() if one.issued else 0),
        Column(title=tr("Counterparty"), text=lambda one: str(one.counterparty.name), width=14, stretch=4,
               look=Look.STRONG),
        Column(title=tr("Amount"), text=lambda one: amount(one.total), sort=_amount_key, width=17, look=Look.FIGURES),
        Column(title=tr("Due"), text=due_text, tone=_due_tone, width=10, stretch=1, drop=4,
               sort=lambda one: one.due.toordinal() if one.due else 10**7),
    )  # fmt: skip


def haystack(document: Document) -> tuple[str, ...]:
    """What a search finds a document by: everything its row shows, and the tax numbers.

    Words are looked for one by one, so that the groups of an amount as it is shown are found in its plain digits.
    """
    total = document.total
    own = f"{document.number} {f'{total.amount:f} {total.currency}' if total is not None else ''} {document.title}"
    issued = document.issued.isoformat() if document.issued is not None else ""
    ours, theirs = document.company, document.counterparty
    # Each kind of text apart: a text for each pair of parties, kind and status would be one for every sixth document.
    shown = f"{provider_words.kind(document)}\n{provider_words.status(document)}\n{words.provider(document.provider)}"
    kind = f"{ours.name} {ours.tax_id}\n{document.kind}\n{document.status_text}\n{shown}"
    return own, f"{theirs.name} {theirs.tax_id}", kind, f"{day(document.issued)} {issued} {day(document.due)}"
