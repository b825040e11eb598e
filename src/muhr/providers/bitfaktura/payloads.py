"""Builds the exact bytes of writing calls. Pure: the bytes become an effect's payload and never change.

The token is no part of them (a payload is kept in the workspace): `calls` adds it when they leave. The payload of a
status is its query, that of deleting and of an e-mail is empty: these calls have nothing but their address.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

import msgspec

from muhr.domain.documents import Action, Document
from muhr.domain.errors import BugError, InputError
from muhr.domain.ports import Detail, DetailKind
from muhr.domain.sentences import say
from muhr.providers.bitfaktura.statuses import STATUSES
from muhr.providers.bitfaktura.values import amount
from muhr.providers.plaintext import LONG, line, plain

_SAVED = ("buyer_name", "buyer_email", "payment_to")

DETAILS: Mapping[Action, tuple[Detail, ...]] = {
    Action.STATUS: (Detail(name="status", title="New status", kind=DetailKind.CHOICE, choices=tuple(STATUSES)),),
    Action.PAY: (
        Detail(name="amount", title="Amount paid", kind=DetailKind.AMOUNT),
        Detail(name="paid_date", title="Day of payment", kind=DetailKind.DATE, required=False),
    ),
    Action.SAVE: (
        Detail(name="buyer_name", title="Buyer's name", required=False),
        Detail(name="buyer_email", title="Buyer's e-mail address", required=False),
        Detail(name="payment_to", title="To be paid by", kind=DetailKind.DATE, required=False),
    ),
}


def _unusable(name: str, why: str) -> InputError:
    return InputError(say("“{name}” {why}.", name=name, why=why), code="action-detail", detail=name)


def build(action: Action, document: Document, key: str, comment: str, details: Mapping[str, str]) -> bytes:
    """Give the bytes of one action; see `Provider.payload`."""
    if action in {Action.DELETE, Action.SEND}:
        return b""
    if action is Action.STATUS:
        status = details.get("status", "")
        if status not in STATUSES:
            raise _unusable("status", "is no status of this service")
        return urlencode({"status": status}).encode("ascii")
    if action is Action.CANCEL:
        body: dict[str, object] = {"cancel_invoice_id": int(document.ref.remote_id)}
        if reason := plain(comment, LONG):
            body["cancel_reason"] = reason
        return msgspec.json.encode(body)
    if action is Action.PAY:
        return _payment(document, key, comment, details)
    if action is Action.SAVE:
        return _changes(details)
    raise BugError(f"{action.value} needs more than a document")


def _payment(document: Document, key: str, comment: str, details: Mapping[str, str]) -> bytes:
    """Body of banking/payments: `oid` is our key, by which a person finds the payment again."""
    price = amount(details.get("amount", ""))
    if price is None or price <= 0:
        raise _unusable("amount", "must be more than nothing")
    payment: dict[str, object] = {
        "name": line(f"{document.kind} {document.number}", 120) or "Payment",
        "price": f"{price:f}",
        "invoice_id": int(document.ref.remote_id),
        "paid": True,
        "kind": "api",
        "oid": f"muhr-{key}",
    }
    if document.total is not None:
        payment["currency"] = document.total.currency
    if paid := _day("paid_date", details):
        payment["paid_date"] = paid
    if text := plain(comment, LONG):
        payment["comment"] = text
    return msgspec.json.encode({"banking_payment": payment})


def _changes(details: Mapping[str, str]) -> bytes:
    """Body of an update: only what is to change."""
    changes = {name: line(details[name], 200) for name in _SAVED if details.get(name, "").strip()}
    if day := _day("payment_to", details):
        changes["payment_to"] = day
    if not changes:
        raise _unusable(_SAVED[0], "or another value must be given")
    return msgspec.json.encode({"invoice": changes})


def _day(name: str, details: Mapping[str, str]) -> str:
    text = details.get(name, "").strip()
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _unusable(name, "must be a day: yyyy-MM-dd") from None


# ------------------------------------------------------------------ reading them back


def wanted_status(payload: bytes) -> str:
    """The status that a payload of `STATUS` sets."""
    return payload.decode("ascii").removeprefix("status=")


def changes_in(payload: bytes) -> dict[str, str]:
    """The changes that a payload of `SAVE` makes."""
    found: dict[str, str] = msgspec.json.decode(payload)["invoice"]
    return found
