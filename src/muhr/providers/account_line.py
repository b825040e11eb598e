"""What every provider's class begins with: what it was made of, and its parts, put together by the first call."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Generic, TypeVar

from muhr.domain.accounts import Account, Credentials
from muhr.domain.ports import Clock
from muhr.providers.options import TransportOptions, options_from

Parts = TypeVar("Parts")


def _now() -> datetime:
    return datetime.now(UTC)


class AccountLine(Generic[Parts]):
    """One account's line to a service. Cheap to make: the HTTP library is imported by the first call (`_made`)."""

    usual = TransportOptions()
    """The set-up of its line where the account says nothing else."""

    def __init__(
        self,
        account: Account,
        credentials: Credentials,
        *,
        clock: Clock = _now,
        transport: TransportOptions | None = None,
    ) -> None:
        self._account = account
        self._credentials = credentials
        self._clock = clock
        self._options = options_from(account.options, transport or self.usual)
        self._lock = threading.Lock()
        self._parts: Parts | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._account.id})"

    def _made(self) -> Parts:
        """Put the parts together; called once. It imports them itself: httpx costs 80 ms, which the window's first
        paint need not wait for.
        """
        raise NotImplementedError

    def _open(self) -> Parts:
        with self._lock:
            if self._parts is None:
                self._parts = self._made()
            return self._parts

    def _opened(self) -> Parts | None:
        """The parts if there are any yet."""
        with self._lock:
            return self._parts
