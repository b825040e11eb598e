"""Builds the bodies of the calls that change one document, and reads them back. Pure.

Confirming a document and confirming its cancellation is one and the same call, and so is deleting a saved document and
one that has been sent. So that a repeat never does what the person did not see, a body says at which pair the person
decided: by the number of spaces behind it, which JSON does not count (RFC 8259 §2) and the service never sees as a
member. "DeleteInvoice" of the API document: only the ID is handed over.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence

import msgspec

from muhr.domain.documents import Action, Document
from muhr.domain.errors import BugError, InputError
from muhr.domain.ports import Detail
from muhr.providers.rs_ge.states import STARTS, Pair, pair_in

BY_ID = frozenset({Action.CONFIRM, Action.REFUSE, Action.ACTIVATE, Action.CANCEL, Action.DELETE})
"""Actions whose body is the document's id alone."""
TO_ONE = BY_ID | {Action.DECLARE}
"""Everything that is done to one document that is there already."""

PERIOD = "period"
DETAILS: Mapping[Action, tuple[Detail, ...]] = {
    Action.DECLARE: (Detail(name=PERIOD, title="Month of the declaration, for example 202601"),)
}

_MONTH = re.compile(r"(20[0-9]{2})-?(0[1-9]|1[0-2])(?:-[0-9]{2})?")


def build(action: Action, document: Document, details: Mapping[str, str]) -> bytes:
    """The body of ConfirmInvoice, RefuseInvoice, ActivateInvoice, CancelInvoice, DeleteInvoice, CreateDecl.

    Raises `InputError` (`declaration-period`) when a declaration's month is missing or is none.
    """
    remote_id = document.ref.remote_id
    if not (remote_id.isascii() and remote_id.isdigit()):
        raise BugError("a document of RS.ge has a number for its id")
    start = pair_in(document.status)
    spaces = STARTS.index(start) + 1 if start in STARTS else 0
    if action is Action.DECLARE:
        return declaration([int(remote_id)], _period(details.get(PERIOD, ""))) + b" " * spaces
    return msgspec.json.encode({"INVOICE": {"ID": int(remote_id)}}) + b" " * spaces


def declaration(remote_ids: Sequence[int], period: str) -> bytes:
    """The body of CreateDecl; the month is written `YYYYMM`."""
    return msgspec.json.encode({"Invoices": [{"ID": one} for one in remote_ids], "OperationPeriod": period})


def period_in(payload: bytes) -> str:
    """The month in a body of `declaration`."""
    return str(msgspec.json.decode(payload)["OperationPeriod"])


def _period(typed: str) -> str:
    found = _MONTH.fullmatch(typed.strip())
    if found is None:
        raise InputError("The month of a declaration is written like 202601.", code="declaration-period")
    return found[1] + found[2]


def start_of(payload: bytes) -> Pair | None:
    """The pair at which a body of `build` was made; None when it does not say."""
    spaces = len(payload) - len(payload.rstrip(b" "))
    return STARTS[spaces - 1] if 0 < spaces <= len(STARTS) else None


def transaction_id(client_id: str) -> str:
    """The TransactionId of one of our keys (32 hex digits): a GUID, as the API document shows it."""
    return str(uuid.UUID(hex=client_id))
