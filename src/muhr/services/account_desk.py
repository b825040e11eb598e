"""Joins what belongs to one account: its line, its runner, its reading. Decides nothing."""

from __future__ import annotations

from muhr.domain.accounts import Account
from muhr.domain.ports import Clock, Provider, Publish, Workspace
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
