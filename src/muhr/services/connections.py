"""Keeps one open line per account, made when it is first needed. Knows the port, not what is behind it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

from muhr.domain.accounts import Account, Credentials
from muhr.domain.errors import Unauthorised
from muhr.domain.ports import Gated, Provider, SecretStore

ProviderFactory = Callable[[Account, Credentials], Provider]


class Connections:
    """The providers of all accounts. Callable from any thread."""

    def __init__(self, factory: ProviderFactory, secrets: SecretStore) -> None:
        self._factory = factory
        self._secrets = secrets
        self._lock = threading.Lock()
        self._open: dict[str, tuple[Account, Provider]] = {}
        self._retired: list[Provider] = []
        self._gates: dict[str, AbstractContextManager[object]] = {}

    def of(self, account: Account) -> Provider:
        """The account's line. Raises `Unauthorised` when no credentials are stored for it."""
        known = self._open.get(account.id)
        if known is not None and known[0] is account:
            return known[1]
        with self._lock:
            known = self._open.get(account.id)
            # A line that was opened for the account as it was before a change is never used for what it is now.
            if known is None or known[0] is not account:
                self._retire(account.id)
                known = self._open[account.id] = (account, self.fresh(account, None))
            return known[1]

    def fresh(self, account: Account, credentials: Credentials | None) -> Provider:
        """A line of one's own, to be closed by the caller; `credentials` None takes the stored ones."""
        known = credentials if credentials is not None else self._secrets.get(account.id)
        if known is None:
            raise Unauthorised("The password of this account is not stored on this computer.", code="no-credentials")
        provider = self._factory(account, known)
        if isinstance(provider, Gated):
            # One gate for all lines of an account: testing it must not cut into what is being sent.
            provider.use_gate(self._gates.setdefault(account.id, threading.Lock()))
        return provider

    def forget(self, account_id: str) -> None:
        """The account has changed: the next call opens a new line. What is under way ends on the old one."""
        with self._lock:
            self._retire(account_id)

    def close(self) -> None:
        """Close every line."""
        with self._lock:
            providers = [*(provider for _, provider in self._open.values()), *self._retired]
            self._open.clear()
            self._retired.clear()
        for provider in providers:
            provider.close()

    def _retire(self, account_id: str) -> None:
        known = self._open.pop(account_id, None)
        if known is not None:
            self._retired.append(known[1])
