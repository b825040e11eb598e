"""Logging in where a service may ask for a one-time code, and the devices it remembers. Keeps nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from muhr.domain.ports import PinChallenge
from muhr.services.account_desk import AccountDesk
from muhr.services.connections import Connections
from muhr.services.crew import Pool


class Logins:
    """The one-time codes of one desk. Every method raises `InputError` for an account that is not there."""

    def __init__(self, of: Callable[[str], AccountDesk], readers: Pool, connections: Connections) -> None:
        self._of = of
        self._readers = readers
        self._connections = connections

    def begin(self, account_id: str) -> Future[PinChallenge | None]:
        """Log in where the provider may ask for a one-time code; None when it asks for none."""
        return self._readers.submit(self._of(account_id).begin_login)

    def finish(self, account_id: str, pin: bytearray, *, remember: bool) -> Future[None]:
        """End the login with the code, which is overwritten; then whatever waited for the login goes on.

        A remembered device keeps its code with the account's secrets, nowhere else.
        """
        return self._readers.submit(partial(self._of(account_id).finish_login, pin, remember=remember))

    def remembers(self, account_id: str) -> bool:
        """Whether this computer is a remembered device of the account. Raises `WorkspaceError`."""
        return self._of(account_id).remembers_device

    def forget(self, account_id: str) -> None:
        """Forget the device code here: the next login asks for a one-time code again. Raises `WorkspaceError`."""
        self._of(account_id).forget_device()
        self._connections.forget(account_id)
