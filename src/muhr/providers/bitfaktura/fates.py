"""Asks BitFaktura what became of effects whose answer was lost. Changes nothing there.

Importing: the look-up by our own key (`oid`), compared again on our side; "not there" is believed only some time after
the sending. Status, change, cancelling, deleting: the document itself. E-mails and payments: nobody can be asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from muhr.domain.documents import Action
from muhr.domain.effects import Effect, Fate, FateKind
from muhr.domain.errors import AnswerUnreadable, InputError, ProviderError
from muhr.domain.sentences import say
from muhr.providers.bitfaktura.calls import PAGE, Calls
from muhr.providers.bitfaktura.payloads import changes_in, wanted_status
from muhr.providers.bitfaktura.register_file import Key, key_in
from muhr.providers.bitfaktura.values import amount
from muhr.providers.bitfaktura.wire import Invoice, invoice, invoice_of
from muhr.providers.json_values import Misread, decode

MOST_PAGES = 20
"""Pages of a look-up; a service that passes over `oid` gives everything it has."""

ASKED = frozenset({Action.IMPORT, Action.STATUS, Action.SAVE, Action.CANCEL, Action.DELETE})

_LATER = "BitFaktura could not be asked about it just now."
_CHANGED_SINCE = (
    "Somebody has changed the document since; whether this change was part of it cannot be told. "
    "Look at BitFaktura's web page."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """When "not there" may be believed."""

    now: datetime
    settle: timedelta
    """How long after its sending an invoice may still appear."""

    def early(self, effect: Effect) -> bool:
        """Whether it is too early."""
        return effect.sent is not None and timedelta(0) <= self.now - effect.sent < self.settle


def fates(effects: Sequence[Effect], calls: Calls, patience: Patience) -> dict[str, Fate]:
    """Give the fate of every effect, by effect id.

    When a call fails in the middle, what was learned stays and the rest is `RUNNING` (asked again later). Raises the
    `ProviderError` only when nothing was learned at all.
    """
    found: dict[str, Fate] = {}
    try:
        for effect in effects:
            found[effect.id] = fate(effect, calls, patience)
    except ProviderError:
        if not found:
            raise
    later = Fate(kind=FateKind.RUNNING, note=_LATER)
    return {effect.id: found.get(effect.id, later) for effect in effects}


def fate(effect: Effect, calls: Calls, patience: Patience) -> Fate:
    """Give the fate of one effect."""
    if effect.action not in ASKED:
        text = "BitFaktura cannot be asked whether it happened. Look at its web page."
        return Fate(kind=FateKind.CANNOT_TELL, note=text)
    try:
        if effect.action is Action.IMPORT:
            return _import_fate(effect, calls, patience)
        raw = calls.invoice(effect.target_id)
    except (AnswerUnreadable, InputError) as error:
        kept = error.raw if isinstance(error, AnswerUnreadable) else b""
        text = "The answer cannot be read. Look at BitFaktura's web page."
        return Fate(kind=FateKind.CANNOT_TELL, note=text, answer=kept)
    return _document_fate(effect, None if raw is None else invoice_of(raw))


# ------------------------------------------------------------------ a document that was there before


def _document_fate(effect: Effect, now: Invoice | None) -> Fate:
    if effect.action is Action.DELETE:
        if now is None:
            return Fate(kind=FateKind.DONE, code="gone", note="BitFaktura does not have the document any more.")
        return Fate(kind=FateKind.NOT_DONE, note="BitFaktura still has the document.")
    if now is None:
        return Fate(kind=FateKind.REFUSED, code="gone", note="BitFaktura does not have the document any more.")
    if _is_so(effect, now):
        return Fate(kind=FateKind.DONE, code=f"status-{now.status}", note="BitFaktura shows that it happened.")
    if effect.action is not Action.CANCEL and effect.sent and now.updated_at and now.updated_at > effect.sent:
        # Sent again, it might undo what another person has done in the meantime.
        return Fate(kind=FateKind.CANNOT_TELL, note=_CHANGED_SINCE)
    return Fate(kind=FateKind.NOT_DONE, note="BitFaktura shows the document as it was before.")


def _is_so(effect: Effect, now: Invoice) -> bool:
    if effect.action is Action.CANCEL:
        return now.cancelled
    if effect.action is Action.STATUS:
        return now.status == wanted_status(effect.payload)
    return all(_same(now.told.get(name), value) for name, value in changes_in(effect.payload).items())


def _same(told: object, wanted: str) -> bool:
    return str(told if told is not None else "").strip() == wanted.strip()


# ------------------------------------------------------------------ by our own key


def _import_fate(effect: Effect, calls: Calls, patience: Patience) -> Fate:
    key = key_in(effect.payload)
    if key is None:
        text = "The request carries no key to ask by. Look at BitFaktura's web page."
        return Fate(kind=FateKind.CANNOT_TELL, note=text)
    hits, whole = _look_up(key, calls)
    if len(hits) == 1:
        return Fate(kind=FateKind.DONE, code="found", remote_id=hits[0].id, note=_found(effect, hits[0]))
    if hits:
        numbers = ", ".join(hit.number or hit.id for hit in hits[:5])
        note = say(
            "BitFaktura has {count} documents under this program's own key ({numbers}). Look at its web page.",
            count=len(hits),
            numbers=numbers,
        )
        return Fate(kind=FateKind.CANNOT_TELL, code="several", note=note)
    if not whole:
        text = "BitFaktura's list is too long to be searched. Look at its web page."
        return Fate(kind=FateKind.CANNOT_TELL, note=text)
    if patience.early(effect):
        return Fate(kind=FateKind.RUNNING, note="BitFaktura does not show it yet; it is given some time to appear.")
    return Fate(kind=FateKind.NOT_DONE, note="BitFaktura has no document under this program's own key.")


def _look_up(key: Key, calls: Calls) -> tuple[list[Invoice], bool]:
    """The documents under a key, and whether the whole list was seen."""
    hits: dict[str, Invoice] = {}
    narrowed = {"income": "no"} if key.expense else {}
    for page in range(1, MOST_PAGES + 1):
        rows = calls.invoices(page, oid=key.oid, **narrowed)
        for raw in rows:
            found = calls.row(raw)
            if found.oid == key.oid and _is_ours(found, key, calls):
                hits[found.id] = found
        if len(rows) < PAGE:
            return list(hits.values()), True
    return list(hits.values()), False


def _is_ours(found: Invoice, key: Key, calls: Calls) -> bool:
    """Whether a document under the person's own order number carries our key in its note."""
    if not key.note:
        return True
    if "internal_note" not in found.told:
        raw = calls.invoice(found.id)
        if raw is None:
            return False
        found = invoice_of(raw)
    return key.note in found.internal_note


def _found(effect: Effect, hit: Invoice) -> str:
    """The note for a document that was found; what differs from what was sent is told, never hidden."""
    try:
        sent = invoice({"id": 1} | decode(effect.payload)["invoice"])
    except (Misread, KeyError, TypeError):
        return "BitFaktura has the document."
    gross = [amount(one.total_price_gross) for one in sent.positions or ()]
    differs = sent.kind and hit.kind and sent.kind != hit.kind
    total = sum((one for one in gross if one is not None), start=amount(0) or 0)
    plain = gross and None not in gross and "discount_kind" not in sent.told
    if differs or (plain and hit.price_gross is not None and hit.price_gross != total):
        return (
            "BitFaktura has a document under this program's own key, but not with the same kind or total. Look at it."
        )
    return "BitFaktura has the document."
