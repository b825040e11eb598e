"""The seams between the rooms. The four siblings never import one another; they meet in these Protocols.

The workspace's own stand here; those of signing and of providers in modules of their own, and all of them under this
one address.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from muhr.domain.accounts import Account, Credentials
from muhr.domain.documents import Content, Document, RemoteStatus, Stage
from muhr.domain.effects import Effect
from muhr.domain.events import Event
from muhr.domain.provider_ports import (
    Capabilities,
    ConnectionReport,
    Detail,
    DetailKind,
    Downloads,
    Gated,
    Listing,
    PinChallenge,
    PinLogin,
    Provider,
    PublicLinks,
)
from muhr.domain.records import Batch, CounterpartyHistory, Evidence, JournalLine
from muhr.domain.signing_ports import Fetch, KeyRing, RawKey, Signer, TrustKeeper, Verifier

__all__ = [
    "Capabilities",
    "Clock",
    "ConnectionReport",
    "Detail",
    "DetailKind",
    "Downloads",
    "Fetch",
    "Gated",
    "KeyRing",
    "Listing",
    "PinChallenge",
    "PinLogin",
    "Provider",
    "PublicLinks",
    "Publish",
    "RawKey",
    "SecretStore",
    "Signer",
    "TrustKeeper",
    "Verifier",
    "Workspace",
]

# ------------------------------------------------------------------ workspace


class Workspace(Protocol):
    """Everything that is kept. Every writing method is one durable transaction: when it returns, it is on the disk.

    Callable from any thread (a connection per thread inside). Raises `WorkspaceError`.
    """

    # accounts
    def accounts(self) -> list[Account]:
        """All accounts, by provider and company name."""
        ...

    def save_account(self, account: Account) -> None:
        """Add or replace an account (by id)."""
        ...

    def remove_account(self, account_id: str) -> None:
        """Remove an account and its documents; refused (`InputError`) while it has open effects."""
        ...

    # documents
    def documents(self, account_id: str | None = None) -> list[Document]:
        """All known documents, without content (see `content`)."""
        ...

    def document(self, account_id: str, remote_id: str) -> Document | None:
        """One document with its content."""
        ...

    def documents_by_id(self, account_id: str, remote_ids: Sequence[str]) -> list[Document]:
        """The known ones among these, without content."""
        ...

    def without_content(self, account_id: str, remote_ids: Sequence[str]) -> list[str]:
        """Those of the known ones among these whose content is not stored, in the order they were given."""
        ...

    def ids(self, account_id: str, stages: Collection[Stage], *, newest: int | None = None) -> list[str]:
        """The ids of an account's documents at these stages, the newest first; at most `newest` of them."""
        ...

    def save_documents(self, documents: Sequence[Document]) -> None:
        """Add or replace (by ref); a document without content keeps the stored content."""
        ...

    def save_contents(self, account_id: str, contents: Mapping[str, Content]) -> None:
        """Store what is inside documents."""
        ...

    def apply_statuses(self, account_id: str, statuses: Sequence[RemoteStatus], at: datetime) -> None:
        """Bring status, stage and actions of known documents up to date."""
        ...

    def history(self, document: Document) -> CounterpartyHistory:
        """What is known of the document's counterparty."""
        ...

    def twins(self, document: Document) -> list[Document]:
        """Other documents of the same account, counterparty, number and total."""
        ...

    # outbox
    def effects(self, account_id: str | None = None, *, open_only: bool = False) -> list[Effect]:
        """The rows of the outbox, oldest first."""
        ...

    def effect(self, effect_id: str) -> Effect | None:
        """One row."""
        ...

    def open_effect_targets(self, account_id: str) -> dict[str, Effect]:
        """The open effect of each target id that has one (a target never has two)."""
        ...

    def enqueue(self, effects: Sequence[Effect], evidence: Sequence[Evidence] = (), batch: Batch | None = None) -> None:
        """Add rows with their evidence, in one transaction.

        Raises `InputError` (code `effect-open`) when a target already has an open effect of the same action, or a
        done one: nothing at all is stored then.
        """
        ...

    def claim(self, account_id: str, limit: int, at: datetime) -> list[Effect]:
        """Take up to `limit` queued rows that may be sent now, oldest first: they are `sending` when this returns."""
        ...

    def settle(self, effects: Sequence[Effect], lines: Sequence[JournalLine] = ()) -> None:
        """Store the next state of claimed or unknown rows, in one transaction.

        Each must be one permitted step from the stored state (`BugError` otherwise; nothing is stored then).
        """
        ...

    def recover(self, at: datetime) -> list[Effect]:
        """At start: every `sending` row becomes `unknown`; gives these rows."""
        ...

    # the record
    def append(self, lines: Sequence[JournalLine]) -> None:
        """Add lines to the journal."""
        ...

    def journal(
        self, *, account_id: str = "", remote_id: str = "", effect_id: str = "", limit: int = 200
    ) -> list[JournalLine]:
        """The newest lines that match, newest first."""
        ...

    def evidence(self, effect_id: str) -> Evidence | None:
        """What was kept of one signature."""
        ...

    def batches(self, limit: int = 200) -> list[Batch]:
        """The newest batches, newest first."""
        ...

    # settings
    def setting(self, name: str, default: str = "") -> str:
        """A stored preference."""
        ...

    def set_setting(self, name: str, value: str) -> None:
        """Store a preference. Never a secret."""
        ...

    def close(self) -> None:
        """Give the lock back."""
        ...


class SecretStore(Protocol):
    """Where credentials live: the OS keyring, or memory for this session."""

    @property
    def persistent(self) -> bool:
        """False when the secrets are gone with this process: the person is told."""
        ...

    def get(self, account_id: str) -> Credentials | None:
        """The credentials of an account."""
        ...

    def put(self, account_id: str, credentials: Credentials) -> None:
        """Keep them."""
        ...

    def delete(self, account_id: str) -> None:
        """Forget them."""
        ...


# ------------------------------------------------------------------ the rest

Publish = Callable[[Event], None]
"""Where events go. Called from worker threads; must not block and must not raise."""

Clock = Callable[[], datetime]
"""Aware UTC now."""
