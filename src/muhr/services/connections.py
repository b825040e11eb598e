"""Keeps one open line per account, made when it is first needed. Knows the port, not what is behind it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from muhr.domain.accounts import Account, Credentials
from muhr.domain.errors import Unauthorised
from muhr.domain.ports import Provider, SecretStore

ProviderFactory = Callable[[Account, Credentials], Provider]


class Connections:
    """The providers of all accounts. Callable from any thread."""

    def __init__(self, factory: ProviderFactory, secrets: SecretStore) -> None:
        self._factory = factory
        self._secrets = secrets
        self._lock = threading.Lock()
        self._open: dict[str, Provider] = {}
        self._retired: list[Provider] = []

    def of(self, account: Account) -> Provider:
        """The account's line. Raises `Unauthorised` when no credentials are stored for it."""
        provider = self._open.get(account.id)
        if provider is not None:
            return provider
        with self._lock:
            if account.id not in self._open:
                self._open[account.id] = self.fresh(account, None)
            return self._open[account.id]

    def fresh(self, account: Account, credentials: Credentials | None) -> Provider:
        """A line of one's own, to be closed by the caller; `credentials` None takes the stored ones."""
        known = credentials if credentials is not None else self._secrets.get(account.id)
        if known is None:
            raise Unauthorised("The password of this account is not stored on this computer.", code="no-credentials")
        return self._factory(account, known)

    def forget(self, account_id: str) -> None:
        """The account has changed: the next call opens a new line. What is under way ends on the old one."""
        with self._lock:
            provider = self._open.pop(account_id, None)
            if provider is not None:
                self._retired.append(provider)

    def close(self) -> None:
        """Close every line."""
        with self._lock:
            providers = [*self._open.values(), *self._retired]
            self._open.clear()
            self._retired.clear()
        for provider in providers:
            provider.close()
