"""Joins what belongs to one account: its line, its runner, its reading. Decides nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from muhr.domain.accounts import Account
from muhr.domain.downloads import DownloadKind, Progress
from muhr.domain.errors import InputError
from muhr.domain.ports import (
    Clock,
    Downloads,
    PinChallenge,
    PinLogin,
    Provider,
    PublicLinks,
    Publish,
    SecretStore,
    Workspace,
)
from muhr.services.connections import Connections
from muhr.services.freshness import Freshness
from muhr.services.outbox import OutboxRunner
from muhr.services.refresh import Refresher, RefreshPorts
from muhr.services.retry import RetryPolicy
from muhr.services.runner_ports import RunnerPorts
from muhr.services.runs import Runs


class AccountDesk:
    """One account's corner of the desk."""

    def __init__(
        self,
        account: Account,
        *,
        connections: Connections,
        secrets: SecretStore,
        workspace: Workspace,
        publish: Publish,
        runs: Runs,
        clock: Clock,
        policy: RetryPolicy,
    ) -> None:
        self.account = account
        self.workspace = workspace
        self.clock = clock
        self._connections = connections
        self._secrets = secrets
        freshness = Freshness()
        self.runner = OutboxRunner(
            account.id,
            RunnerPorts(
                workspace=workspace,
                connect=self.connect,
                publish=publish,
                report=runs.report,
                held=runs.held,
                freshness=freshness,
                clock=clock,
                policy=policy,
            ),
        )
        self.refresher = Refresher(
            RefreshPorts(
                account_id=account.id,
                workspace=workspace,
                connect=self.connect,
                freshness=freshness,
                publish=publish,
                clock=clock,
            )
        )

    def connect(self) -> Provider:
        """The account's line, opened when it is first needed. Raises `Unauthorised` without stored credentials."""
        return self._connections.of(self.account)

    # ---------------------------------------------------------------- what not every provider has

    def download(self, kind: DownloadKind, remote_id: str, target: Path, progress: Progress) -> Path:
        """Fetch a file of a document. Blocks. Raises `ProviderError` and `InputError`."""
        provider = self.connect()
        if not isinstance(provider, Downloads):
            raise InputError("This service gives no files of documents.", code="download-kind")
        return provider.download(kind, remote_id, target, progress)

    def public_link(self, remote_id: str) -> str:
        """The address under which anybody can see a document. Blocks. Raises `ProviderError` and `InputError`."""
        provider = self.connect()
        if not isinstance(provider, PublicLinks):
            raise InputError("This service gives no public links.", code="no-public-link")
        return provider.public_link(remote_id)

    def begin_login(self) -> PinChallenge | None:
        """Log in where a one-time code may be asked for. Blocks. Raises `ProviderError`."""
        provider = self.connect()
        return provider.begin_login() if isinstance(provider, PinLogin) else None

    def finish_login(self, pin: bytearray, *, remember: bool) -> None:
        """End the login that was begun, keep the device code, let go on what waited. Blocks. Overwrites `pin`."""
        provider = self.connect()
        try:
            if not isinstance(provider, PinLogin):
                raise InputError("This service asks for no one-time code.", code="no-pin")
            device = provider.finish_login(pin, remember=remember)
        finally:
            pin[:] = bytes(len(pin))
        known = self._secrets.get(self.account.id)
        if device and known is not None:
            # The line that has just logged in is kept: a new one would have to ask for a code again.
            self._secrets.put(self.account.id, replace(known, device_code=device))
        self.runner.run_now()

    @property
    def remembers_device(self) -> bool:
        """Whether a device code is kept. Raises `WorkspaceError` when the keyring stays shut."""
        known = self._secrets.get(self.account.id)
        return known is not None and bool(known.device_code)

    def forget_device(self) -> None:
        """Forget the device code. Raises `WorkspaceError`."""
        known = self._secrets.get(self.account.id)
        if known is not None and known.device_code:
            self._secrets.put(self.account.id, replace(known, device_code=""))
