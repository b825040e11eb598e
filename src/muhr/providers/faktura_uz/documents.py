"""Puts what Faktura.uz tells of a document, in the list, in its details and in its content, into our words. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from muhr.domain.accounts import Account, ProviderName
from muhr.domain.documents import Direction, Document, DocumentRef, RemoteStatus
from muhr.domain.money import Money, currency_letters
from muhr.domain.parties import Country, Party, normal_tax_id
from muhr.providers.faktura_uz.beyond import ListingRow
from muhr.providers.faktura_uz.content import Inside
from muhr.providers.faktura_uz.statuses import STATUS_TEXTS, actions_of, stage_of
from muhr.providers.faktura_uz.values import day

CURRENCY = "UZS"
"""What an amount is in when neither the list nor the content names a currency."""
CURRENCY_NOT_READ = "?"
"""What stands beside an amount while the content, which would name the currency, has not been read: a guess could
show dollars as soʻm."""

_KIND_OF_PREFIX = {
    "invoice": 2,
    "act-invoice": 5,
    "act": 5,
    "prepayment-invoice": 6,
    "material-report": 8,
    "contract": 1,
    "power-of-attorney": 20,
    "payment-order": 22,
}

# "Счёт-фактура № 17 от 05.03.2026"
_TITLE = re.compile(r"№\s*(?P<number>\S(?:.{0,80}?\S)?)\s+от\s+(?P<date>\d{2}\.\d{2}\.\d{4})")
_TITLE_NUMBER = re.compile(r"№\s*(?P<number>\S{1,80})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a content tells of its document as a whole: kept, so that the content is fetched once."""

    number: str = ""
    issued: date | None = None
    due: date | None = None
    currency: str = ""
    prefix: str = ""
    counterparty: Party | None = None

    @classmethod
    def of(cls, inside: Inside, company: Party) -> Facts:
        """Take them from a content."""
        ours = normal_tax_id(company.tax_id)
        sides = (inside.content.seller, inside.content.buyer)
        return cls(
            number=inside.number,
            issued=inside.issued,
            due=inside.due,
            currency=inside.currency,
            prefix=inside.prefix,
            counterparty=next((side for side in sides if side and normal_tax_id(side.tax_id) != ours), None),
        )


def direction_in(inside: Inside, company: Party) -> Direction | None:
    """Who made a document, by the sides its content names; None when we are neither or both."""
    ours = normal_tax_id(company.tax_id)
    seller, buyer = inside.content.seller, inside.content.buyer
    is_seller = seller is not None and normal_tax_id(seller.tax_id) == ours
    is_buyer = buyer is not None and normal_tax_id(buyer.tax_id) == ours
    if is_seller is is_buyer:
        return None
    return Direction.OUTGOING if is_seller else Direction.INCOMING


def status_text(status: int | None, told: str, known: Mapping[int, str]) -> str:
    """The words for a status: told with it, from the provider's dictionary, from the printed table, or the number."""
    if status is None:
        return told or "?"
    return told or known.get(status) or STATUS_TEXTS.get(status) or str(status)


def kind_of(row: ListingRow, facts: Facts, types: Mapping[int, str]) -> tuple[str, str]:
    """Give the kind as text and as code; an id outside the dictionary is shown as its number."""
    id_ = row.kind if row.kind is not None else _KIND_OF_PREFIX.get(facts.prefix)
    if id_ is None:
        return row.kind_text or facts.prefix, facts.prefix
    return types.get(id_) or row.kind_text or str(id_), str(id_)


def counterparty_of(row: ListingRow, facts: Facts, company: Party) -> Party:
    """The other side: the first party that is not us; with its bank account when the content names it."""
    ours = normal_tax_id(company.tax_id)
    others = [pair for pair in row.parties if normal_tax_id(pair[0]) != ours]
    if not others:
        return facts.counterparty or Party(country=Country.UZ, tax_id="", name="")
    tax_id, name = others[0]
    inside = facts.counterparty
    if inside is not None and normal_tax_id(inside.tax_id) == normal_tax_id(tax_id):
        return Party(
            country=inside.country,
            tax_id=tax_id,
            name=name or inside.name,
            bank_account=inside.bank_account,
            bank_code=inside.bank_code,
        )
    return Party(country=Country.UZ, tax_id=tax_id, name=name)


def document(
    row: ListingRow,
    *,
    account: Account,
    direction: Direction,
    facts: Facts,
    inside: Inside | None,
    types: Mapping[int, str],
    reject: bool,
    seen: datetime,
) -> Document:
    """Give the document that a row of the list (or the details) and its content describe."""
    titled = _TITLE.search(row.title) or _TITLE_NUMBER.search(row.title)
    named = titled.groupdict() if titled else {}
    kind, kind_code = kind_of(row, facts, types)
    amount = row.total if row.total is not None or inside is None else inside.content.total
    currency = currency_letters(row.currency) or facts.currency or account.options.get("currency", "") or CURRENCY
    return Document(
        ref=DocumentRef(account.id, row.remote_id),
        provider=ProviderName.FAKTURA_UZ,
        direction=direction,
        kind=kind,
        kind_code=kind_code,
        number=row.number or facts.number or named.get("number", ""),
        issued=row.issued or facts.issued or day(named.get("date")),
        due=row.due or facts.due,
        company=account.company,
        counterparty=counterparty_of(row, facts, account.company),
        total=None if amount is None else Money(currency=currency, amount=amount),
        status="?" if row.status is None else str(row.status),
        status_text=status_text(row.status, row.status_text, {}),
        stage=stage_of(row.status),
        actions=actions_of(row.status, direction, reject=reject),
        created=row.created,
        updated=row.updated,
        title=row.title,
        roaming_id=row.roaming_id,
        content=None if inside is None else inside.content,
        client_id=row.client_id,
        seen=seen,
    )


def bare_row(status: RemoteStatus) -> ListingRow:
    """Give a row that knows the id and the status alone: all that the API document's own calls tell."""
    id_ = int(status.status) if status.status.lstrip("-").isdigit() else None
    return ListingRow(
        remote_id=status.remote_id,
        roaming_id="",
        kind=None,
        kind_text="",
        title="",
        number="",
        issued=None,
        due=None,
        created=None,
        updated=None,
        total=None,
        currency="",
        status=id_,
        status_text=status.status_text,
        parties=(),
        client_id="",
    )
