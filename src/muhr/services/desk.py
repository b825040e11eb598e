"""The desk: everything a face (window, terminal) can ask for, and the one owner of the background workers.

Reading methods answer from the workspace at once. Methods that talk to a provider either return a `Future` and work
in the account's own worker, or say in their docstring that they block. Facts reach the face as events.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from muhr.domain.accounts import Account, Credentials
from muhr.domain.documents import Document, DocumentRef
from muhr.domain.effects import Effect
from muhr.domain.events import Event, Step
from muhr.domain.findings import Finding
from muhr.domain.money import Money
from muhr.domain.ports import (
    Clock,
    ConnectionReport,
    KeyRing,
    Prompts,
    Provider,
    SecretStore,
    Verifier,
    Workspace,
)
from muhr.domain.signatures import KeyEntry

ProviderFactory = Callable[[Account, Credentials], Provider]


class Decision(enum.Enum):
    """What a person can decide about an effect whose outcome is unknown."""

    DONE = "done"
    RESEND = "resend"
    ABANDON = "abandon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What the director sees before signing."""

    documents: tuple[Document, ...]
    """In the order of the selection, contents included."""
    findings: tuple[Finding, ...]
    """Worst first."""
    stopped: frozenset[DocumentRef]
    """Documents with a `STOP` finding: left out when the rest is signed."""
    totals: tuple[Money, ...]
    """Of the documents that will be signed, per currency."""
    totals_by_counterparty: tuple[tuple[str, Money], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one document of a run ended (so far)."""

    ref: DocumentRef
    step: Step
    effect_id: str = ""
    code: str = ""
    note: str = ""


class SigningRun:
    """One press of Sign: many documents, one unlock. Lives in the background; watched through events or `wait`."""

    batch_id: str
    refs: tuple[DocumentRef, ...]

    def stop(self) -> None:
        """Stop after the current document: nothing further is signed; what is signed is still delivered."""
        raise NotImplementedError

    def wait(self, timeout: float | None = None) -> tuple[Outcome, ...]:
        """Block until every document has a last step; the outcomes in the order of `refs`.

        Raises the `KeyAccessError` or `Cancelled` that ended the run before anything was signed, and `TimeoutError`.
        """
        raise NotImplementedError

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """How far each document is, now."""
        raise NotImplementedError

    @property
    def failed(self) -> tuple[DocumentRef, ...]:
        """The documents that may be tried again by the person's decision (step FAILED or SKIPPED; never UNKNOWN)."""
        raise NotImplementedError


class Desk:
    """Everything a face can ask for."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        secrets: SecretStore,
        keyring: KeyRing,
        verifier: Verifier,
        providers: ProviderFactory,
        clock: Clock,
        grace: timedelta = timedelta(seconds=10),
    ) -> None:
        self.workspace = workspace
        self.secrets = secrets
        self.keyring = keyring
        self.verifier = verifier
        raise NotImplementedError

    # ---------------------------------------------------------------- life

    def start(self) -> list[Effect]:
        """Recover after a crash (`sending` becomes `unknown`), start the workers; gives the recovered effects."""
        raise NotImplementedError

    def close(self, timeout: float | None = None) -> None:
        """Finish the current effects, leave the rest queued, end the workers, close the workspace."""
        raise NotImplementedError

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Hear every event, from worker threads; call the result to stop."""
        raise NotImplementedError

    @property
    def busy(self) -> bool:
        """Whether a worker is at something that a closing window should mention."""
        raise NotImplementedError

    # ---------------------------------------------------------------- accounts

    def save_account(self, account: Account, credentials: Credentials | None) -> None:
        """Add or change; `credentials` None keeps the stored ones."""
        raise NotImplementedError

    def remove_account(self, account_id: str) -> None:
        """Forget an account and its secrets; `InputError` while effects are open."""
        raise NotImplementedError

    def test_account(self, account: Account, credentials: Credentials | None) -> Future[ConnectionReport]:
        """Log in and make one harmless call; `credentials` None takes the stored ones."""
        raise NotImplementedError

    # ---------------------------------------------------------------- documents

    def refresh(self, account_ids: Sequence[str] | None = None) -> list[Future[int]]:
        """Ask each account what waits; each future gives how many documents wait, or raises."""
        raise NotImplementedError

    def inbox(self, account_id: str | None = None) -> list[Document]:
        """Documents with an action that waits for this person, without those that have an open effect."""
        raise NotImplementedError

    def add_by_id(self, account_id: str, remote_ids: Sequence[str]) -> Future[list[Document]]:
        """Make documents known by their ids (document-only mode)."""
        raise NotImplementedError

    def fetch_contents(self, refs: Sequence[DocumentRef]) -> list[Future[int]]:
        """Fetch what is inside, where it is not known yet."""
        raise NotImplementedError

    def download_archive(
        self, ref: DocumentRef, target: Path, progress: Callable[[int, int | None], None]
    ) -> Future[Path]:
        """Fetch the ZIP of a finished document, resuming a partial file."""
        raise NotImplementedError

    # ---------------------------------------------------------------- acting

    def review(self, refs: Sequence[DocumentRef], key: KeyEntry | None) -> Review:
        """What a careful person would notice. From the workspace only; fetch contents before."""
        raise NotImplementedError

    def sign(self, refs: Sequence[DocumentRef], key: KeyEntry, prompts: Prompts, *, comment: str = "") -> SigningRun:
        """Sign and deliver. One password question for all; `STOP` documents end as FAILED without being signed."""
        raise NotImplementedError

    def reject(self, refs: Sequence[DocumentRef], *, comment: str = "") -> list[Effect]:
        """Queue a rejection of each document and wake the workers."""
        raise NotImplementedError

    def delete(self, refs: Sequence[DocumentRef]) -> list[Effect]:
        """Queue a deletion of each own document and wake the workers."""
        raise NotImplementedError

    # ---------------------------------------------------------------- outbox

    def run_outbox(self, account_ids: Sequence[str] | None = None) -> list[Future[int]]:
        """Send what is queued and ask about what is unknown, now; each future gives how many rows changed."""
        raise NotImplementedError

    def cancel(self, effect_id: str) -> Effect:
        """Take a queued effect back before it leaves."""
        raise NotImplementedError

    def resolve(self, effect_id: str, decision: Decision) -> Effect:
        """A person decides about an unknown effect."""
        raise NotImplementedError

    def next_step(self, effect: Effect, now: datetime) -> str:
        """*What happens next* with a row, as one English sentence."""
        raise NotImplementedError
