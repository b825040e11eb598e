"""Puts what BitFaktura tells of an invoice or expense into our words. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from muhr.domain.accounts import Account, ProviderName
from muhr.domain.documents import Content, Direction, Document, DocumentRef, Line, RemoteStatus
from muhr.domain.money import Money, currency_letters
from muhr.domain.parties import Party, normal_tax_id
from muhr.providers.bitfaktura.statuses import actions_of, kind_text, stage_of, status_of
from muhr.providers.bitfaktura.wire import Invoice, Position, Side
from muhr.providers.extras import extras_of
from muhr.providers.plaintext import plain

CURRENCY = "UAH"
"""What an amount is in when the answer names no currency."""
CARRIED = frozenset(
    {"id", "number", "kind", "status", "income", "cancelled", "currency", "issue_date", "payment_to", "created_at"}
    | {"updated_at", "oid", "price_net", "price_tax", "price_gross", "seller_name", "seller_tax_no", "buyer_name"}
    | {"buyer_tax_no", "seller_bank_account", "buyer_bank_account", "token", "view_url", "api_token"}
)
"""Members of an invoice that have a field of their own, or open it for everybody."""
RAW_KEPT = 256 * 1024
KYIV = timedelta(hours=2)
"""Ukraine's winter offset: whether a payment is overdue may be said an hour late in summer, never early."""


def today_of(now: datetime) -> date:
    """The day it is in Ukraine."""
    return (now + KYIV).date()


def direction_of(invoice: Invoice, account: Account) -> Direction:
    """Who made a document: by `income`, else by whose tax number stands where."""
    if invoice.income is not None:
        return Direction.OUTGOING if invoice.income else Direction.INCOMING
    ours = normal_tax_id(account.company.tax_id)
    bought = normal_tax_id(invoice.buyer.tax_no) == ours != normal_tax_id(invoice.seller.tax_no)
    return Direction.INCOMING if bought else Direction.OUTGOING


def document(invoice: Invoice, account: Account, *, cancel: bool, seen: datetime) -> Document:
    """Give the document that an answer describes; with its content when the positions came with it."""
    direction = direction_of(invoice, account)
    status, status_text = status_of(invoice)
    currency = currency_letters(invoice.currency) or CURRENCY
    return Document(
        ref=DocumentRef(account.id, invoice.id),
        provider=ProviderName.BITFAKTURA,
        direction=direction,
        kind=kind_text(invoice.kind),
        kind_code=invoice.kind,
        number=invoice.number,
        issued=invoice.issue_date,
        due=invoice.payment_to,
        company=account.company,
        counterparty=_counterparty(invoice, account, direction),
        total=None if invoice.price_gross is None else Money(currency=currency, amount=invoice.price_gross),
        status=status,
        status_text=status_text,
        stage=stage_of(invoice, direction, today_of(seen)),
        actions=actions_of(invoice, direction, cancel=cancel),
        created=invoice.created_at,
        updated=invoice.updated_at,
        client_id=invoice.oid,
        seen=seen,
    )


def remote_status(invoice: Invoice, account: Account, *, cancel: bool, now: datetime) -> RemoteStatus:
    """Give the state that an answer tells; its actions are all there are."""
    direction = direction_of(invoice, account)
    status, status_text = status_of(invoice)
    return RemoteStatus(
        remote_id=invoice.id,
        status=status,
        status_text=status_text,
        stage=stage_of(invoice, direction, today_of(now)),
        actions=actions_of(invoice, direction, cancel=cancel),
        complete=True,
    )


def _counterparty(invoice: Invoice, account: Account, direction: Direction) -> Party:
    side = invoice.buyer if direction is Direction.OUTGOING else invoice.seller
    return party(side, account) or Party(country=account.company.country, tax_id="", name="")


def party(side: Side, account: Account) -> Party | None:
    """A side of a document; None when nothing is told of it."""
    if not side.name and not side.tax_no:
        return None
    country = account.company.country
    return Party(country=country, tax_id=side.tax_no, name=side.name, bank_account=side.bank_account)


# ------------------------------------------------------------------ what is inside


def content(invoice: Invoice, account: Account, raw: bytes) -> Content:
    """Give what is inside; `raw` is the service's own text, without secrets."""
    vat = invoice.price_tax
    if vat is None and invoice.price_gross is not None and invoice.price_net is not None:
        vat = invoice.price_gross - invoice.price_net
    return Content(
        lines=tuple(lines(invoice.positions or ())),
        subtotal=invoice.price_net,
        vat=vat,
        total=invoice.price_gross,
        seller=party(invoice.seller, account),
        buyer=party(invoice.buyer, account),
        extras=extras_of(invoice.told, CARRIED),
        raw=plain(raw.decode("utf-8", "replace"), RAW_KEPT),
    )


def lines(positions: Iterable[Position]) -> Iterable[Line]:
    """The rows as they are printed. Totals are of a row, not of one piece (quirk 4)."""
    for one in positions:
        vat = one.total_price_tax
        if vat is None and one.total_price_gross is not None and one.total_price_net is not None:
            vat = one.total_price_gross - one.total_price_net
        yield Line(
            description=one.name,
            quantity=one.quantity,
            unit=one.quantity_unit,
            unit_price=one.price_net,
            subtotal=one.total_price_net,
            vat_rate=rate(one.tax),
            vat=vat,
            total=one.total_price_gross,
        )


def rate(tax: str) -> str:
    """A rate as it is printed: "20" becomes "20%", words ("zw", "np") stay."""
    try:
        return f"{Decimal(tax).normalize():f}%" if tax else ""
    except ArithmeticError:
        return tax
