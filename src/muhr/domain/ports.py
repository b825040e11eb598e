"""The seams between the rooms. The four siblings never import one another; they meet in these Protocols."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from muhr.domain.accounts import Account, Credentials
from muhr.domain.documents import Content, Document, RemoteStatus
from muhr.domain.effects import Effect, Fate, Receipt
from muhr.domain.events import Event
from muhr.domain.imports import ImportItem
from muhr.domain.prompts import Prompts
from muhr.domain.records import Batch, CounterpartyHistory, Evidence, JournalLine
from muhr.domain.signatures import Identity, KeyEntry, KeyKind, KeySource, Report, SignedMessage

# ------------------------------------------------------------------ signing


class RawKey(Protocol):
    """The inner seam: something that signs bytes (key file, token)."""

    def sign(self, data: bytes) -> bytes:
        """Sign `data` (hashing included) and give the signature as CMS carries it; raises `KeyAccessError`."""
        ...


class Signer(Protocol):
    """The outer seam: something that gives a whole signed message. Open for the length of one batch."""

    @property
    def identity(self) -> Identity | None:
        """Whose signature it will be; None while only the first signature will show it (a card behind E-IMZO)."""
        ...

    def sign(self, content: bytes, *, at: datetime) -> SignedMessage:
        """Build a CMS over `content` (attached), verify it, and give it.

        Raises:
            KeyAccessError: the key cannot sign (wrong password, expired, removed, …).
            Cancelled: the key asked for this signature, and the person said no.
            ContentUnsafe: the content is itself a DER SET OF Attribute.
            SignatureInvalid: what came out did not pass our own verification.
        """
        ...

    def close(self) -> None:
        """Overwrite what was secret. Safe to call twice."""
        ...


class KeyRing(Protocol):
    """All keys that can be found, and the way to open one. Callable from any thread; may block for seconds."""

    def keys(self, folders: Sequence[Path] = (), *, kinds: Collection[KeyKind] = tuple(KeyKind)) -> list[KeyEntry]:
        """List the keys of these kinds, files in the usual places and in `folders`; the unusable ones with the reason.

        Asks for no password. What hinders a whole kind (E-IMZO does not run) is told by `sources`.
        """
        ...

    def sources(self) -> list[KeySource]:
        """Where keys were looked for when they were last listed, and what hinders it."""
        ...

    def entry(self, path: Path) -> KeyEntry:
        """Describe one key file; raises `KeyFileUnreadable`."""
        ...

    def open(self, entry: KeyEntry, prompts: Prompts, *, purpose: str, signatures: int = 1) -> Signer:
        """Open a key for one batch, asking through `prompts` for whatever its access demands (never twice).

        Args:
            entry: from `keys` or `entry`.
            prompts: asked for the password or PIN; told when the person must look at a device.
            purpose: for people.
            signatures: how many will be made; a key that asks for each one says so with it.

        Raises:
            KeyAccessError: it does not open.
            Cancelled: the person said no.
        """
        ...

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """Call `changed`, from any thread, within two seconds after a device or disk with keys came or went.

        Gives the way to end the watch.
        """
        ...


class Verifier(Protocol):
    """The judge of signed messages."""

    def verify(
        self,
        message: bytes,
        *,
        detached: bytes | None = None,
        expected: bytes | None = None,
        at: datetime | None = None,
    ) -> Report:
        """Judge a CMS message (DER, BER, PEM or base64 text).

        Args:
            message: the signed message.
            detached: the content when the message carries none.
            expected: when given, content other than this makes the message invalid.
            at: the moment for which the chain is judged (aware UTC); now when left out.

        Raises:
            MessageMalformed: the bytes are no CMS SignedData within the limits.
        """
        ...


# ------------------------------------------------------------------ providers


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a provider offers to this account."""

    listing: bool
    """The provider can be asked what waits; otherwise documents are known by import, pasted ids and polling."""
    content: bool
    reject: bool
    lanes: int = 1
    """How many writing calls for different documents may be under way at once."""
    status_chunk: int = 100
    hash_chunk: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The answer to "what do you have for me"."""

    documents: tuple[Document, ...]
    truncated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionReport:
    """What *Test connection* found."""

    ok: bool
    note: str
    clock_skew_seconds: float | None = None
    """Our clock minus the provider's `Date` header."""


class Provider(Protocol):
    """One account's line to one provider. Methods are called from worker threads; `send` from several at once.

    Every method raises `ProviderError`. A reading method never raises `OutcomeUnknown`; a writing one raises
    `Unreachable`, `Unauthorised`, `Refused` and `Throttled` only when nothing was done at the provider.
    """

    @property
    def capabilities(self) -> Capabilities:
        """What can be asked of it."""
        ...

    def test(self) -> ConnectionReport:
        """Log in and make one harmless call."""
        ...

    def waiting(self) -> Listing:
        """All documents that wait for this company's action (needs `capabilities.listing`)."""
        ...

    def past(self, since: datetime | None) -> Listing:
        """Documents that need nothing any more (finished, refused), changed after `since`: what review compares with.

        Needs `capabilities.listing`. None asks for as far back as the provider gives within its limits.
        """
        ...

    def statuses(self, remote_ids: Sequence[str]) -> dict[str, RemoteStatus]:
        """The status of each id the provider knows; unknown ids are missing in the answer."""
        ...

    def describe(self, remote_ids: Sequence[str]) -> list[Document]:
        """As much as can be known of documents given by id alone (pasted ids, document-only mode)."""
        ...

    def contents(self, remote_ids: Sequence[str]) -> dict[str, Content]:
        """What is inside (needs `capabilities.content`)."""
        ...

    def hash_codes(self, remote_ids: Sequence[str]) -> dict[str, str]:
        """The hash string of each document, exactly as the provider gave it. Raises `AnswerUnreadable`."""
        ...

    def sign_payload(self, document: Document, message: SignedMessage, *, comment: str = "") -> bytes:
        """Build the exact request body that delivers a signature. Pure."""
        ...

    def reject_payload(self, document: Document, *, comment: str = "") -> bytes:
        """Build the exact request body that rejects a document. Pure."""
        ...

    def delete_payload(self, document: Document) -> bytes:
        """Build the exact request body that deletes an own document. Pure."""
        ...

    def read_register(self, data: bytes) -> list[ImportItem]:
        """Read a register file (or the payload of an import) into checked entries. Pure; asks nobody.

        Raises `InputError` (code `register-…`, with the place in the file) when the file as a whole is unusable.
        """
        ...

    def import_payload(self, item: ImportItem) -> bytes:
        """Build the exact request body that imports one entry under its client id. Pure."""
        ...

    def send(self, effect: Effect) -> Receipt:
        """Send the effect's exact bytes once. Returns only when the change is proven."""
        ...

    def fates(self, effects: Sequence[Effect]) -> dict[str, Fate]:
        """Ask what became of effects whose outcome is unknown, by effect id; every effect gets a fate.

        Never changes anything at the provider. Asks in as few calls as the provider allows.
        """
        ...

    def download_archive(self, remote_id: str, target: Path, progress: Callable[[int, int | None], None]) -> Path:
        """Fetch the ZIP of a finished document, resuming a partial file; `progress(bytes so far, total or None)`."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


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
