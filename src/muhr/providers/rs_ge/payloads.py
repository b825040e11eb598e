"""Builds the bodies of the calls that change one document. Pure.

Confirming a document and confirming its cancellation is one and the same call, and so is deleting a saved document and
one that has been sent. So that a repeat never does what the person did not see, a body says at which pair the person
decided: by the number of spaces behind it, which JSON does not count (RFC 8259 §2) and the service never sees as a
member. "DeleteInvoice" of the API document: only the ID is handed over.
"""

from __future__ import annotations

import uuid

import msgspec

from muhr.domain.documents import Action, Document
from muhr.domain.errors import BugError
from muhr.providers.rs_ge.states import STARTS, Pair, pair_in

BY_ID = frozenset({Action.CONFIRM, Action.REFUSE, Action.ACTIVATE, Action.CANCEL, Action.DELETE})
"""Actions whose body is the document's id alone."""


def by_id(document: Document) -> bytes:
    """The body of ConfirmInvoice, RefuseInvoice, ActivateInvoice, CancelInvoice, DeleteInvoice."""
    remote_id = document.ref.remote_id
    if not (remote_id.isascii() and remote_id.isdigit()):
        raise BugError("a document of RS.ge has a number for its id")
    start = pair_in(document.status)
    spaces = STARTS.index(start) + 1 if start in STARTS else 0
    return msgspec.json.encode({"INVOICE": {"ID": int(remote_id)}}) + b" " * spaces


def start_of(payload: bytes) -> Pair | None:
    """The pair at which a body of `by_id` was made; None when it does not say."""
    spaces = len(payload) - len(payload.rstrip(b" "))
    return STARTS[spaces - 1] if 0 < spaces <= len(STARTS) else None


def transaction_id(client_id: str) -> str:
    """The TransactionId of one of our keys (32 hex digits): a GUID, as the API document shows it."""
    return str(uuid.UUID(hex=client_id))
