"""The seams between the rooms. The four siblings never import one another; they meet in these Protocols."""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol, runtime_checkable

from muhr.domain.accounts import Account, Credentials
from muhr.domain.documents import Action, Content, Document, RemoteStatus, Stage
from muhr.domain.downloads import DownloadKind, Progress
from muhr.domain.effects import Effect, Fate, Receipt
from muhr.domain.events import Event
from muhr.domain.imports import ImportItem
from muhr.domain.prompts import Prompts
from muhr.domain.records import Batch, CounterpartyHistory, Evidence, JournalLine
from muhr.domain.signatures import Identity, KeyEntry, KeyKind, KeySource, Report, SignedMessage
from muhr.domain.verifying import TrustAnchor

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

    def verify_file(
        self,
        data: bytes,
        *,
        detached: bytes | None = None,
        expected: bytes | None = None,
        at: datetime | None = None,
    ) -> Report:
        """Judge a file somebody was given: a message as `verify` takes it, or a ZIP archive with signatures in it.

        May ask authorities about revocation, as far as the settings allow; `verify` never goes online.

        Raises:
            MessageMalformed: nothing signed is in it; the text says what the file is instead.
        """
        ...


class TrustKeeper(Protocol):
    """The trust anchors: bundled ones, the person's own by country, and those given for this run."""

    def anchors(self) -> list[TrustAnchor]:
        """Every anchor, also bundled ones that the person has taken out (`trusted` is False then)."""
        ...

    def problems(self) -> list[str]:
        """For people: files of the trust folder that could not be read."""
        ...

    def look(self, data: bytes) -> list[TrustAnchor]:
        """Describe the certificates of a file without trusting them; raises `InputError`."""
        ...

    def add(self, data: bytes, fingerprint: str) -> TrustAnchor:
        """Trust the certificate of a file that has this fingerprint, from now on.

        Args:
            data: what was read from the file.
            fingerprint: SHA-256 as the person confirmed it, in any spelling.

        Raises:
            InputError: no certificate of the file has it (code `trust-fingerprint`), or it is no authority's (code
                `trust-not-authority`), or the folder cannot be written.
        """
        ...

    def remove(self, fingerprint: str) -> TrustAnchor:
        """Trust it no longer; a bundled one is marked as taken out. Raises `InputError` (code `trust-unknown`)."""
        ...


class Fetch(Protocol):
    """Gets a few bytes from an authority: a revocation list, an answer about a certificate, a time stamp."""

    def __call__(
        self, url: str, *, body: bytes | None = None, media_type: str = "", limit: int, seconds: float
    ) -> bytes:
        """Give the body of the answer to GET, or to POST when there is a `body` of `media_type`.

        Args:
            url: http or https; addresses that are not of the public network are refused unless they were allowed.
            body: what is sent.
            media_type: of the body.
            limit: bytes of the answer.
            seconds: for everything together.

        Raises:
            Unreachable: no usable answer came; nothing that matters was changed anywhere.
        """
        ...


# ------------------------------------------------------------------ providers


class DetailKind(enum.Enum):
    """How a detail of an action is typed, and how it is written in the mapping that goes to the provider."""

    TEXT = "text"
    CHOICE = "choice"  # one of `Detail.choices`
    AMOUNT = "amount"  # digits with a dot, no currency: "1250.50"
    DATE = "date"  # ISO: "2026-03-05"


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One thing an action asks for."""

    name: str
    """The key in `details` of `Provider.payload`."""
    title: str
    """For people, in English; faces may translate it by `name`."""
    kind: DetailKind = DetailKind.TEXT
    choices: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a provider offers to this account."""

    listing: bool
    """The provider can be asked what waits; otherwise documents are known by import, pasted ids and polling."""
    content: bool
    actions: frozenset[Action]
    """Everything that can be done through it; which of it a document allows now stands in the document."""
    unasked: frozenset[Action] = frozenset()
    """Actions of which nobody can tell afterwards whether they happened: after a lost answer a person decides."""
    details: Mapping[Action, tuple[Detail, ...]] = field(default_factory=dict)
    """What an action has to be told besides a comment."""
    may_truncate: bool = False
    """Whether its list may end before everything was told (see `Listing.truncated`)."""
    lanes: int = 1
    """How many writing calls for different documents may be under way at once."""
    one_at_a_time: bool = False
    """Whether an account may have one request under way in all, reading or writing (see `Gated`)."""
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

    def payload(
        self, action: Action, document: Document, *, key: str = "", comment: str = "", details: Mapping[str, str] = {}
    ) -> bytes:
        """Build the exact request body of an action that needs no signature and no prepared content. Pure.

        Args:
            action: one of `capabilities.actions`; another one is a `BugError`.
            document: as it is known here.
            key: the effect's idempotency key (32 hex digits), for requests that carry one.
            comment: the person's own words, where the service has a place for them.
            details: the values of `capabilities.details[action]`, by name, written as `DetailKind` says.

        Raises:
            InputError: a detail is missing or cannot be used (code `action-detail`).
        """
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

    def close(self) -> None:
        """Close the connections."""
        ...


@runtime_checkable
class Downloads(Protocol):
    """A provider whose documents can be fetched as files."""

    def download_kinds(self, document: Document) -> tuple[DownloadKind, ...]:
        """What can be fetched of this document now. Pure; asks nobody."""
        ...

    def download(self, kind: DownloadKind, remote_id: str, target: Path, progress: Progress) -> Path:
        """Fetch a file to `target`, going on with a partial one where the service allows it; gives where it is.

        Raises `ProviderError`, and `InputError` for a kind that this document does not have.
        """
        ...


@runtime_checkable
class PublicLinks(Protocol):
    """A provider that gives an address under which anybody can see a document."""

    def public_link(self, remote_id: str) -> str:
        """The https address. Raises `ProviderError`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PinChallenge:
    """The service has sent a one-time code to a person's telephone."""

    masked_phone: str
    """As the service shows it, for example "*** *** *28"."""
    expires: datetime | None = None


@runtime_checkable
class PinLogin(Protocol):
    """A provider that asks a device it does not know for a one-time code.

    Until that is done every call raises `PinNeeded`. The code that makes this computer a remembered device is a secret:
    it lives in `Credentials.device_code`, in the secret store.
    """

    def begin_login(self) -> PinChallenge | None:
        """Log in; None when no code is asked for. Blocks. Raises `ProviderError`."""
        ...

    def finish_login(self, pin: bytearray, *, remember: bool) -> str:
        """End the login that was begun; gives the new device code when the device is to be remembered, else "".

        Blocks. The caller overwrites `pin`. Raises `Unauthorised` (code `provider-pin-wrong`) and `ProviderError`.
        """
        ...


@runtime_checkable
class Gated(Protocol):
    """A provider that may be asked one request at a time for an account, by all lines of the account together."""

    def use_gate(self, gate: AbstractContextManager[object]) -> None:
        """Hold this during every single request from now on. Called once, before the first request."""
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

    def documents_by_id(self, account_id: str, remote_ids: Sequence[str]) -> list[Document]:
        """The known ones among these, without content."""
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
