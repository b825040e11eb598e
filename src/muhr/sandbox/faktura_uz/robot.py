"""The other side: signs, refuses or annuls documents on command, as the counterparty would at the web page."""

from __future__ import annotations

from typing import Literal

import msgspec

from muhr.sandbox.faktura_uz.documents import AWAIT_AGREEMENT, AWAIT_SIGN, Phase, Signature, StoredDocument
from muhr.sandbox.faktura_uz.state import FakturaState


class RobotOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What the other side should do. Without `documents`: to all it can be done to."""

    action: Literal["sign", "reject", "withdraw", "cancel", "agree-cancel", "refuse-cancel", "approve", "agree"]
    documents: list[str] | None = None
    company: str = ""
    """Tax id of the side that acts; for `sign` and `reject` the one whose turn it is, when left out."""


def obey(state: FakturaState, order: RobotOrder) -> list[str]:
    """Carry out an order; gives the ids of the documents that changed. The ledger counts our side only."""
    with state.lock:
        uids = list(state.documents) if order.documents is None else [uid.lower() for uid in order.documents]
        found = [state.documents[uid] for uid in uids if uid in state.documents]
        return [document.uid for document in found if _act(state, document, order)]


def _act(state: FakturaState, document: StoredDocument, order: RobotOrder) -> bool:
    own = state.own_companies()
    owner, contractor = document.sides()
    other = order.company or (contractor if owner in own else owner)
    if order.action == "sign":
        return _sign(state, document, other)
    if order.action == "reject":
        return other == contractor and state.change(document, Phase.SENT, Phase.REJECTED)
    if order.action == "withdraw":
        return other == owner and state.change(document, Phase.SENT, Phase.DELETED)
    if order.action == "cancel":
        return state.request_cancel(document, other)
    if order.action in {"agree-cancel", "refuse-cancel"}:
        return state.answer_cancel(document, other, agree=order.action == "agree-cancel")
    # Inside our own company: 25 becomes 26 when everybody agreed, and whatever waits can be sent round.
    ours = order.company or next((inn for inn in document.sides() if inn in own), "")
    state.set_internal(document, ours, AWAIT_SIGN if order.action == "agree" else AWAIT_AGREEMENT)
    return bool(ours)


def _sign(state: FakturaState, document: StoredDocument, other: str) -> bool:
    signature = Signature(cms=b"", serial="", at=state.clock())
    if document.phase is Phase.DRAFT and other == document.owner.inn:
        document.signatures[other] = signature
        return state.change(document, Phase.DRAFT, Phase.SENT)
    if document.phase is Phase.SENT and other == document.contractor.inn:
        document.signatures[other] = signature
        return state.change(document, Phase.SENT, Phase.ARCHIVED)
    return False
