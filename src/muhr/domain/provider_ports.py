"""The seams of providers: one account's line, and what not every service has. See `muhr.domain.ports`."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol, runtime_checkable

from muhr.domain.documents import Action, Content, Document, RemoteStatus
from muhr.domain.downloads import DownloadKind, Progress
from muhr.domain.effects import Effect, Fate, Receipt
from muhr.domain.imports import ImportItem
from muhr.domain.signatures import SignedMessage


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
    comments: frozenset[Action] = frozenset()
    """Actions that have a place at the service for the person's own words."""
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
