"""A document as the simulated Faktura.uz keeps it, and its status as each of the two sides sees it."""

from __future__ import annotations

import enum
import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

# Status ids, as the API document's table prints them.
NONE = 20
AWAIT_CONTRACTOR = 21
AWAIT_ACTION = 22
REJECTED = 23
ARCHIVED = 24
AWAIT_AGREEMENT = 25
AWAIT_SIGN = 26
DELETED = 27
CANCEL_REQUESTED = 31
AWAIT_CANCEL = 32
CANCEL_REFUSED = 33
CANCELED = 34

MY_TURN = frozenset({AWAIT_ACTION, AWAIT_SIGN})
"""A viewer who sees one of these may sign now."""


class Phase(enum.Enum):
    """Where a document really stands, whoever looks."""

    DRAFT = "draft"  # the owner has not signed
    SENT = "sent"  # the owner has signed, the contractor has not
    ARCHIVED = "archived"
    REJECTED = "rejected"
    DELETED = "deleted"
    CANCEL_REQUESTED = "cancel-requested"
    CANCEL_REFUSED = "cancel-refused"
    CANCELED = "canceled"


class Signature(msgspec.Struct, kw_only=True):
    """One side's signature, as delivered."""

    cms: bytes
    serial: str
    at: datetime
    comment: str = ""


@dataclass(slots=True, kw_only=True)
class Side:
    """One of the two companies of a document."""

    inn: str
    name: str


@dataclass(slots=True, kw_only=True)
class StoredDocument:
    """One document. Only `FakturaState` changes it, under its lock."""

    uid: str
    """32 lower-case hex digits."""
    roaming_uid: str
    type_id: int
    title: str
    number: str
    owner: Side
    contractor: Side
    total: Decimal | None
    """None for papers without an amount (powers of attorney, material reports)."""
    created: datetime
    updated: datetime
    contract: str = ""
    content: dict[str, Any] | None = None
    """The register item; None when the provider shows no content."""
    body: bytes = b""
    """The bytes the hash is taken of, when they are not the content's: an uploaded file."""
    client_id: str = ""
    phase: Phase = Phase.DRAFT
    cancel_by: str = ""
    """Tax id of the side that asked for annulment."""
    internal: dict[str, int] = field(default_factory=dict)
    """Tax id -> 25 or 26, for a side that has internal approval switched on."""
    signatures: dict[str, Signature] = field(default_factory=dict)
    oddity: str = ""
    """What review should notice here; never sent to the client."""
    hash_code: str = ""

    def __post_init__(self) -> None:
        if not self.hash_code:
            self.hash_code = hashlib.sha256(self.printed()).hexdigest()

    def printed(self) -> bytes:
        """Give the canonical bytes of the document: what the demo hash is taken of and what the archive holds."""
        if self.content is not None:
            # The client's own key is not part of what is signed.
            plain = {key: value for key, value in self.content.items() if key != "id"}
            return msgspec.json.encode({"uid": self.uid, "document": plain}, order="deterministic")
        return self.body or f"{self.uid}\n{self.title}".encode()

    def sides(self) -> tuple[str, str]:
        """Tax ids of owner and contractor."""
        return self.owner.inn, self.contractor.inn

    def other(self, viewer: str) -> Side:
        """The side that is not the viewer."""
        return self.contractor if viewer == self.owner.inn else self.owner


_SAME_FOR_BOTH = {
    Phase.ARCHIVED: ARCHIVED,
    Phase.REJECTED: REJECTED,
    Phase.DELETED: DELETED,
    Phase.CANCEL_REFUSED: CANCEL_REFUSED,
    Phase.CANCELED: CANCELED,
}


def status_for(document: StoredDocument, viewer: str) -> int:
    """Give the status id that one side sees (facts §1.3: the same document looks different to the two parties)."""
    if document.phase in _SAME_FOR_BOTH:
        return _SAME_FOR_BOTH[document.phase]
    owner = viewer == document.owner.inn
    if document.phase is Phase.CANCEL_REQUESTED:
        return CANCEL_REQUESTED if viewer == document.cancel_by else AWAIT_CANCEL
    if document.phase is Phase.DRAFT:
        return document.internal.get(viewer, AWAIT_ACTION) if owner else NONE
    return AWAIT_CONTRACTOR if owner else document.internal.get(viewer, AWAIT_ACTION)
