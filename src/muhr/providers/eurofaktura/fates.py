"""Asks Eurofaktura what became of effects whose answer was lost. Changes nothing there.

Issuing and deleting show in SalesInvoiceGet, cancelling in the list of cancelled invoices, an import in the invoice
that bears its number. A payment shows among the records of its invoice: one that was noted since we sent it proves
that ours arrived; when there is none, a person decides, because a second payment could not be told from the first. An
e-mail leaves nothing that can be asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import reduce

from muhr.domain.accounts import Account
from muhr.domain.documents import Action
from muhr.domain.effects import Effect, Fate, FateKind
from muhr.domain.errors import ProviderError
from muhr.domain.imports import ImportItem
from muhr.domain.sentences import listed, say
from muhr.providers.eurofaktura import ids, invoices, register_file
from muhr.providers.eurofaktura.calls import Calls, Which
from muhr.providers.eurofaktura.invoices import Flag, Invoice, Payment
from muhr.providers.eurofaktura.listing import is_listed
from muhr.providers.eurofaktura.xml_read import read_strictly

_LATER = say("Eurofaktura could not be asked about it just now.")
_EMAIL = say(
    "Eurofaktura cannot be asked whether an e-mail was sent. Look at the invoice on its web page, or ask the buyer."
)
MARGIN = timedelta(seconds=2)
"""How far the service's clock may be behind ours when it notes a payment (it notes whole seconds)."""


def fates(effects: Sequence[Effect], calls: Calls, account: Account) -> dict[str, Fate]:
    """Give the fate of every effect, by effect id.

    When a call fails in the middle, what was learned before stays and the rest is asked about later. Raises the
    `ProviderError` only when nothing was learned at all.
    """
    found: dict[str, Fate] = {}
    try:
        for effect in effects:
            found[effect.id] = _fate(effect, calls, account)
    except ProviderError:
        if not found:
            raise
    later = Fate(kind=FateKind.RUNNING, note=_LATER)
    return {effect.id: found.get(effect.id, later) for effect in effects}


def _fate(effect: Effect, calls: Calls, account: Account) -> Fate:
    if effect.action is Action.SEND:
        return Fate(kind=FateKind.CANNOT_TELL, note=_EMAIL)
    if effect.action is Action.IMPORT:
        return import_fate(effect, calls, account)
    number, issued = ids.read(effect.target_id)
    node = calls.get(Which(number=number, issued=issued))
    invoice = invoices.read(node) if node is not None else None
    if effect.action is Action.DELETE:
        if invoice is None:
            return Fate(kind=FateKind.DONE, note=say("Eurofaktura does not have the invoice any more."))
        return Fate(kind=FateKind.NOT_DONE, note=say("Eurofaktura still has the invoice."))
    if invoice is None:
        return Fate(
            kind=FateKind.CANNOT_TELL, note=say("Eurofaktura does not find the invoice under its number and date.")
        )
    if effect.action is Action.ISSUE:
        if invoice.is_draft:
            return Fate(kind=FateKind.NOT_DONE, note=say("The invoice is still a draft."))
        return Fate(kind=FateKind.DONE, note=say("The invoice is issued."))
    if effect.action is Action.CANCEL:
        if is_listed(calls, invoice, Flag.CANCELLED.value):
            return Fate(kind=FateKind.DONE, note=say("The invoice is among the cancelled ones."))
        return Fate(kind=FateKind.NOT_DONE, note=say("The invoice is not among the cancelled ones."))
    return payment_fate(effect, invoice)


# ------------------------------------------------------------------ imports


def import_fate(effect: Effect, calls: Calls, account: Account) -> Fate:
    """Look the invoice up by our own number and compare."""
    item, number, issued = register_file.number_and_date(effect.payload, account)
    found = _by_number(calls, number, issued)
    if found is None:
        missing = say("Eurofaktura has no invoice {number}.", number=number)
        if item.kind_code == register_file.POHODA:
            # That such a document keeps the number it asks for is nowhere said.
            look = say("Look at its web page whether the invoice is there under another number.")
            return Fate(kind=FateKind.CANNOT_TELL, note=listed(missing, look))
        return Fate(kind=FateKind.NOT_DONE, note=missing)
    return compared(item, found)


def _and(first: str, second: str) -> str:
    return say("{first}; {second}", first=first, second=second)


def _by_number(calls: Calls, number: str, issued: date | None) -> Invoice | None:
    node = calls.get(Which(number=number, issued=issued))
    if node is None and issued is not None:
        node = calls.get(Which(number=number))  # the number may be taken by an invoice of another date
    return invoices.read(node) if node is not None else None


def compared(item: ImportItem, found: Invoice) -> Fate:
    """Whether the invoice under our number is ours."""
    apart = register_file.differences(item, found.number, found.issued, found.buyer, found.totals)
    if apart:
        text = say("Eurofaktura has another invoice under this number: {what}.", what=reduce(_and, apart))
        return Fate(kind=FateKind.CANNOT_TELL, code="number-taken", note=text)
    remote_id = ids.make(found.number, found.issued)
    return Fate(
        kind=FateKind.DONE, remote_id=remote_id, note=say("Eurofaktura has the invoice {number}.", number=found.number)
    )


# ------------------------------------------------------------------ payments


def payment_fate(effect: Effect, invoice: Invoice) -> Fate:
    """Look for the payment among the records of its invoice."""
    wanted = {
        parameter.attributes.get("name", ""): parameter.attributes.get("value", "")
        for parameter in read_strictly(effect.payload).all("parameter")
    }
    alike = [one for one in invoice.payments if _is(one, wanted)]
    if effect.sent is not None and any(_since(one, effect.sent) for one in alike):
        return Fate(kind=FateKind.DONE, note=say("Eurofaktura shows the payment, noted since it was sent."))
    if alike:
        note = say("Eurofaktura shows a payment like this one, but it may be an earlier one.")
    else:
        note = say("Eurofaktura shows no such payment at present.")
    look = say("Look at the invoice's payments before it is sent again.")
    return Fate(kind=FateKind.CANNOT_TELL, note=listed(note, look))


def _is(payment: Payment, wanted: dict[str, str]) -> bool:
    return (
        payment.amount == invoices.amount(wanted.get("paymentAmount", ""))
        and payment.paid == invoices.day(wanted.get("paymentDate", ""))
        and payment.kind.lower() == wanted.get("paymentMethodForInvoice", "").lower()
    )


def _since(payment: Payment, sent: datetime) -> bool:
    try:
        local = datetime.fromisoformat(payment.entered)
    except ValueError:
        return False
    if local.tzinfo is not None:
        return local.astimezone(UTC) >= sent - MARGIN
    return prague_to_utc(local) >= sent - MARGIN


def prague_to_utc(local: datetime) -> datetime:
    """A moment in Prague as aware UTC: UTC+2 from the last Sunday of March to the last of October, UTC+1 otherwise.

    Computed, because Windows has no table of time zones. The hour that comes twice in October counts as its first.
    """
    begin = _last_sunday(local.year, 3) + timedelta(hours=2)
    end = _last_sunday(local.year, 10) + timedelta(hours=3)
    hours = 2 if begin <= local < end else 1
    return (local - timedelta(hours=hours)).replace(tzinfo=UTC)


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31)  # noqa: DTZ001 - a day of the calendar in Prague
    return last - timedelta(days=(last.weekday() + 1) % 7)
