"""The desk: everything a face (window, terminal) can ask for, and the one owner of the background workers.

Reading methods answer from the workspace at once. Methods that talk to a provider either return a `Future` and work
in the background, or say in their docstring that they block. Facts reach the face as events, from worker threads:
a listener must not block, and must not call back into methods that change something.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from muhr.domain.accounts import Account, Credentials
from muhr.domain.documents import Action, Document, DocumentRef, Stage
from muhr.domain.downloads import DownloadKind, Progress
from muhr.domain.effects import Effect
from muhr.domain.errors import InputError
from muhr.domain.events import Event
from muhr.domain.imports import ImportItem
from muhr.domain.ports import (
    Capabilities,
    Clock,
    ConnectionReport,
    KeyRing,
    SecretStore,
    TrustKeeper,
    Verifier,
    Workspace,
)
from muhr.domain.prompts import Prompts
from muhr.domain.signatures import KeyEntry
from muhr.services.account_desk import AccountDesk
from muhr.services.companies import ask_company
from muhr.services.connections import Connections, ProviderFactory
from muhr.services.crew import Pool
from muhr.services.files import Files
from muhr.services.hub import Hub
from muhr.services.importing import Imported, add_imports, checked, read_file
from muhr.services.logins import Logins
from muhr.services.outbox import OutboxRunner
from muhr.services.outcomes import Answer, attempt
from muhr.services.plain_effects import Order, add_without_key
from muhr.services.reconcile import Decision
from muhr.services.retry import RetryPolicy
from muhr.services.review import Review
from muhr.services.reviews import Reviews
from muhr.services.runs import Runs
from muhr.services.signing_run import Outcome, RunPorts, SigningRun
from muhr.services.wording import next_step

__all__ = ["Decision", "Desk", "Imported", "Outcome", "ProviderFactory", "Review", "SigningRun"]

READERS = 16
"""Threads for refreshing, testing and downloading, started when needed: they wait for the network, not for us, and a
service that does not answer must not hold up the others."""


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
        trust: TrustKeeper,
        grace: timedelta = timedelta(seconds=10),
    ) -> None:
        self.workspace = workspace
        self.secrets = secrets
        self.keyring = keyring
        self.verifier = verifier
        self.trust = trust
        self._clock = clock
        self._policy = RetryPolicy(grace=grace)
        self._hub = Hub()
        self._runs = Runs()
        self._reviews = Reviews(workspace)
        self._hub.subscribe(self._reviews.on_event)
        self._connections = Connections(providers, secrets)
        self._readers = Pool("muhr-read", READERS)
        self._accounts: dict[str, AccountDesk] = {}
        self._closed = False
        self.logins = Logins(self._of, self._readers, self._connections)
        self.files = Files(self._of, self._readers)

    # ---------------------------------------------------------------- life

    def start(self) -> list[Effect]:
        """Recover after a crash (`sending` becomes `unknown`), start the workers; gives the recovered effects."""
        recovered = self.workspace.recover(self._clock())
        still_open = self.workspace.effects(open_only=True)
        for account in self.workspace.accounts():
            self._begin(account, [effect for effect in still_open if effect.account_id == account.id])
        return recovered

    def close(self, timeout: float | None = None) -> None:
        """Finish the current effects, leave the rest queued, end the workers, close the workspace.

        Safe to call twice. A worker that has not ended in `timeout` seconds is left behind: what it was sending is
        `sending` on the disk, and is asked about at the next start.
        """
        if self._closed:
            return
        self._closed = True
        deadline = None if timeout is None else time.monotonic() + timeout

        def left() -> float | None:
            return None if deadline is None else max(deadline - time.monotonic(), 0)

        self.files.stop()
        self._runs.stop()
        self._runs.join_signing(left())
        runners = [desk.runner for desk in self._accounts.values()]
        for runner in runners:
            runner.close()
        for runner in runners:
            runner.join(left())
        self._runs.join(left())
        self._readers.close(left())
        self._connections.close()
        self.workspace.close()

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Hear every event, from worker threads; call the result to stop."""
        return self._hub.subscribe(listener)

    @property
    def busy(self) -> bool:
        """Whether a worker is at something that a closing window should mention."""
        return self._runs.any or any(desk.runner.busy for desk in list(self._accounts.values()))

    # ---------------------------------------------------------------- accounts

    def save_account(self, account: Account, credentials: Credentials | None) -> None:
        """Add or change; `credentials` None keeps the stored ones. What waited for a login is tried again.

        Raises:
            InputError: the company has an account at this provider already (`account-twice`): its documents would
                stand in two outboxes and could be signed twice; or the company would change under rows that are not
                settled (`account-busy`): they would be asked about with another company's eyes.
            WorkspaceError: it could not be kept. An account whose secrets alone could not be kept is there without.
        """
        ask_company(self.workspace, account)
        self.workspace.save_account(account)
        desk = self._accounts.get(account.id)
        if desk is None:
            self._begin(account, self.workspace.effects(account.id, open_only=True))
        else:
            desk.account = account
        if credentials is not None:
            self.secrets.put(account.id, credentials)
        # After everything a new line is made of is in its place: nobody may open one from the old.
        self._connections.forget(account.id)
        if desk is not None:
            desk.runner.run_now()

    def remove_account(self, account_id: str) -> None:
        """Forget an account and its secrets; `InputError` while effects are open."""
        self.workspace.remove_account(account_id)
        desk = self._accounts.pop(account_id, None)
        if desk is not None:
            desk.runner.close()
            desk.runner.join()
        self._connections.forget(account_id)
        self.secrets.delete(account_id)

    def test_account(self, account: Account, credentials: Credentials | None) -> Future[ConnectionReport]:
        """Log in and make one harmless call; `credentials` None takes the stored ones."""

        def test() -> ConnectionReport:
            provider = self._connections.fresh(account, credentials)
            try:
                return provider.test()
            finally:
                provider.close()

        return self._readers.submit(test)

    def check_lines(self, account_ids: Sequence[str]) -> dict[str, Future[Answer[ConnectionReport]]]:
        """Make one harmless call over each account's line as it stands: what a signing would meet there in a moment."""

        def check(account_id: str) -> Answer[ConnectionReport]:
            return attempt(lambda: self._of(account_id).connect().test())

        return {each: self._readers.submit(partial(check, each)) for each in dict.fromkeys(account_ids)}

    # ---------------------------------------------------------------- documents

    def refresh(self, account_ids: Sequence[str] | None = None) -> list[Future[int]]:
        """Ask each account what waits; each future gives how many documents wait, or raises."""
        return [self._readers.submit(desk.refresher.refresh) for desk in self._chosen(account_ids)]

    def inbox(self, account_id: str | None = None) -> list[Document]:
        """Documents that wait for this person, without those that have an open effect or were delivered just now.

        A document may wait for something that cannot be done from here (Faktura.uz: consent to an annulment); then it
        has no actions, and says in its status what it waits for.
        """
        hidden: set[DocumentRef] = set()
        for desk in self._chosen(None if account_id is None else [account_id]):
            targets = {*self.workspace.open_effect_targets(desk.account.id), *desk.runner.delivered}
            hidden |= {DocumentRef(desk.account.id, target) for target in targets}
        documents = self.workspace.documents(account_id)
        return [
            document for document in documents if document.stage is Stage.WAITING_FOR_ME and document.ref not in hidden
        ]

    def add_by_id(self, account_id: str, remote_ids: Sequence[str]) -> Future[list[Document]]:
        """Make documents known by their ids (document-only mode)."""
        return self._readers.submit(partial(self._of(account_id).refresher.add_by_id, list(remote_ids)))

    def fetch_contents(self, refs: Sequence[DocumentRef]) -> list[Future[int]]:
        """Fetch what is inside, where it is not known yet; one future per account gives how many were fetched."""
        by_account: dict[str, list[str]] = {}
        for ref in refs:
            by_account.setdefault(ref.account_id, []).append(ref.remote_id)
        return [
            self._readers.submit(partial(self._of(account_id).refresher.fetch_contents, ids))
            for account_id, ids in by_account.items()
        ]

    def download_archive(self, ref: DocumentRef, target: Path, progress: Progress) -> Future[Path]:
        """Fetch the ZIP of a finished document, resuming a partial file; an exception of `progress` ends it.

        Raises `InputError` when the same file is being written already.
        """
        return self.files.download(DownloadKind.ARCHIVE, ref, target, progress)

    # ---------------------------------------------------------------- acting

    def review(self, refs: Sequence[DocumentRef], key: KeyEntry | None) -> Review:
        """What a careful person would notice. From the workspace only; fetch contents before."""
        return self._reviews.review(refs, key.identity if key is not None else None, self._clock())

    def sign(
        self,
        refs: Sequence[DocumentRef],
        key: KeyEntry,
        prompts: Prompts,
        *,
        comment: str = "",
        shown: Review | None = None,
    ) -> SigningRun:
        """Sign and deliver. One password question for all; `STOP` documents end as FAILED without being signed.

        Give the review the person has looked at as `shown`: a document that has changed since then is not signed, and
        what was shown is kept as evidence. Without it the documents are signed as they stand.
        """
        ports = RunPorts(
            review=self._reviews.for_signing if shown is None else partial(self._reviews.as_shown, shown),
            keyring=self.keyring,
            publish=self._hub.publish,
            clock=self._clock,
            provider=lambda account_id: self._of(account_id).connect(),
            runner=self._runner,
            ended=self._runs.ended,
        )
        run = SigningRun(uuid.uuid4().hex, refs, key=key, prompts=prompts, comment=comment, ports=ports)
        self._runs.begin(run)
        return run

    def capabilities(self, account_id: str) -> Capabilities:
        """What an account's provider offers. Raises `Unauthorised` without stored credentials."""
        return self._of(account_id).connect().capabilities

    def act(
        self,
        action: Action,
        refs: Sequence[DocumentRef],
        *,
        comment: str = "",
        details: Mapping[str, str] | None = None,
        delay: timedelta | None = None,
    ) -> list[Effect]:
        """Queue an action that needs no key on each document, and wake the workers; all or none of an account.

        Nothing leaves before `delay` is over, and until then `cancel` takes an effect back. None gives irreversible
        actions the usual window (`plain_effects.UNDO_WINDOW`), and no delay to others.

        Args:
            action: not `SIGN` (see `sign`) and not `IMPORT` (see `import_documents`).
            refs: the documents; each must offer the action.
            comment: the person's own words, where the provider has a place for them.
            details: what `Capabilities.details` asks for this action.
            delay: how long it can be taken back.

        Raises:
            InputError: one of them does not offer it now, has an open effect, or a detail is missing.
            Unauthorised: no credentials are stored.
            WorkspaceError: the rows could not be kept.
        """
        order = Order(action=action, comment=comment, details=details or {}, delay=delay)
        by_account: dict[str, list[DocumentRef]] = {}
        for ref in refs:
            by_account.setdefault(ref.account_id, []).append(ref)
        return [
            effect
            for account_id, group in by_account.items()
            for effect in add_without_key(self._of(account_id), order, group)
        ]

    def reject(self, refs: Sequence[DocumentRef], *, comment: str = "") -> list[Effect]:
        """`act` with a rejection that leaves at once."""
        return self.act(Action.REJECT, refs, comment=comment, delay=timedelta(0))

    def delete(self, refs: Sequence[DocumentRef]) -> list[Effect]:
        """`act` with a deletion that leaves at once."""
        return self.act(Action.DELETE, refs, delay=timedelta(0))

    # ---------------------------------------------------------------- importing

    def read_register(self, account_id: str, path: Path) -> list[ImportItem]:
        """Read a register file and check each entry; nothing is stored or sent. Blocks while it reads and adds up.

        Raises `InputError` (codes `register-…`, with the place in the file) when the file as a whole is unusable.
        """
        account = self._of(account_id).account
        # Reading asks nobody: it needs no login, and none that is stored.
        provider = self._connections.fresh(account, Credentials(password=""))
        try:
            return checked(provider, self.workspace, account, read_file(path))
        finally:
            provider.close()

    def import_documents(self, account_id: str, items: Sequence[ImportItem]) -> Imported:
        """Queue an import for each entry that can be sent and wake the worker; says why the others are left out.

        The same entry is never queued twice. Once the provider has taken a document, it becomes known here by itself
        and waits in the inbox to be signed. Raises `Unauthorised`, `InputError` and `WorkspaceError`.
        """
        return add_imports(self._of(account_id), items)

    # ---------------------------------------------------------------- outbox

    def run_outbox(self, account_ids: Sequence[str] | None = None) -> list[Future[int]]:
        """Send what is queued and ask about what is unknown, now; each future gives how many rows changed.

        A future is done when nothing more moves by itself within a person's patience (`line.PATIENCE`). Trouble with a
        provider is told as events and stands in the rows; it is not raised.
        """
        return [desk.runner.run_now() for desk in self._chosen(account_ids)]

    def cancel(self, effect_id: str) -> Effect:
        """Take a queued effect back before it leaves; `InputError` when it has left."""
        return self._runner_of(effect_id).cancel(effect_id)

    def resolve(self, effect_id: str, decision: Decision) -> Effect:
        """A person decides about an unknown effect; `InputError` when its outcome is known."""
        return self._runner_of(effect_id).resolve(effect_id, decision)

    def next_step(self, effect: Effect, now: datetime) -> str:
        """*What happens next* with a row, as one English sentence."""
        desk = self._accounts.get(effect.account_id)
        return next_step(effect, now, desk.runner.hold if desk is not None else None)

    # ---------------------------------------------------------------- inside

    def _begin(self, account: Account, effects: Sequence[Effect]) -> None:
        desk = AccountDesk(
            account,
            connections=self._connections,
            secrets=self.secrets,
            workspace=self.workspace,
            publish=self._hub.publish,
            runs=self._runs,
            clock=self._clock,
            policy=self._policy,
        )
        self._accounts[account.id] = desk
        desk.runner.start(effects)

    def _of(self, account_id: str) -> AccountDesk:
        desk = self._accounts.get(account_id)
        if desk is None:
            raise InputError("There is no such account.", code="account-unknown")
        return desk

    def _runner(self, account_id: str) -> OutboxRunner:
        return self._of(account_id).runner

    def _runner_of(self, effect_id: str) -> OutboxRunner:
        effect = self.workspace.effect(effect_id)
        if effect is None:
            raise InputError("There is no such row in the outbox.", code="effect-not-found")
        return self._runner(effect.account_id)

    def _chosen(self, account_ids: Sequence[str] | None) -> list[AccountDesk]:
        if account_ids is None:
            return list(self._accounts.values())
        return [self._of(account_id) for account_id in account_ids]
