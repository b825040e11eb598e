"""Where accounts' secrets live: the system's keyring, or memory for this session. Never a file of ours.

The `keyring` package is asked on first use only: importing it costs as much as a small window. Backends that keep
secrets readable, or nowhere, are refused: then the secrets last as long as the program, and the person is told why.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from muhr.domain.accounts import Credentials
from muhr.domain.errors import WorkspaceError
from muhr.domain.sentences import say

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Muhr"

_SYSTEM_KEYRINGS = frozenset(
    {
        "keyring.backends.SecretService",
        "keyring.backends.libsecret",
        "keyring.backends.kwallet",
        "keyring.backends.macOS",
        "keyring.backends.Windows",
    }
)
"""The keyrings of desktop systems. Any other one is somebody's experiment, or a file with readable text."""

_PIECE = 600
"""Characters in one entry. Windows keeps at most 2,560 bytes of UTF-16 in one, so a long secret is cut in pieces."""

_FORMAT = "muhr1"

NO_KEYRING = "This computer offers no keyring. Passwords are kept until Muhr is closed, and asked for again then."
CHOSEN = "Passwords are kept until Muhr is closed, and asked for again then."
_REFUSED = (
    "The keyring set up here ({name}) does not protect what it keeps. "
    "Passwords are kept until Muhr is closed, and asked for again then."
)
_FAILED = (
    "The keyring of this computer does not answer ({name}). "
    "Passwords are kept until Muhr is closed, and asked for again then."
)


class SessionSecrets:
    """Secrets in memory, gone with the process."""

    persistent = False

    def __init__(self, reason: str = CHOSEN) -> None:
        self.reason = reason
        """For people: why they are not kept."""
        self._kept: dict[str, Credentials] = {}

    def get(self, account_id: str) -> Credentials | None:
        """The credentials of an account."""
        return self._kept.get(account_id)

    def put(self, account_id: str, credentials: Credentials) -> None:
        """Keep them until the program ends."""
        self._kept[account_id] = credentials

    def delete(self, account_id: str) -> None:
        """Forget them."""
        self._kept.pop(account_id, None)

    def __repr__(self) -> str:
        return "SessionSecrets()"


class KeyringSecrets:
    """Secrets in a keyring, one entry per account (more when they are long)."""

    persistent = True
    reason = ""

    def __init__(self, backend: KeyringBackend) -> None:
        self._backend = backend

    def get(self, account_id: str) -> Credentials | None:
        """The credentials of an account; None as well when the entry is damaged. Raises `WorkspaceError`."""
        first = self._read(account_id)
        if first is None:
            return None
        count, digest, head = _parse(first)
        text = head + "".join(self._read(_entry(account_id, number)) or "" for number in range(1, count))
        if _digest(text) != digest:
            return None
        try:
            return msgspec.json.decode(text, type=Credentials)
        except msgspec.MsgspecError:
            return None

    def put(self, account_id: str, credentials: Credentials) -> None:
        """Keep them. Raises `WorkspaceError` when the keyring does not take them."""
        text = msgspec.json.encode(credentials).decode()
        pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
        before = _parse(self._read(account_id) or "")[0]
        # The first piece tells how many there are and what they are together: a half-written secret is found out.
        for number in range(len(pieces) - 1, 0, -1):
            self._write(_entry(account_id, number), pieces[number])
        self._write(account_id, f"{_FORMAT}:{len(pieces)}:{_digest(text)}:{pieces[0]}")
        for number in range(len(pieces), before):
            self._remove(_entry(account_id, number))

    def delete(self, account_id: str) -> None:
        """Forget them. Raises `WorkspaceError` when the keyring does not open."""
        first = self._read(account_id)
        if first is not None:
            for number in range(_parse(first)[0] - 1, 0, -1):
                self._remove(_entry(account_id, number))
            self._remove(account_id)

    def _read(self, entry: str) -> str | None:
        with _foreign(self._backend):
            return self._backend.get_password(SERVICE, entry)

    def _write(self, entry: str, text: str) -> None:
        with _foreign(self._backend):
            self._backend.set_password(SERVICE, entry, text)

    def _remove(self, entry: str) -> None:
        from keyring.errors import PasswordDeleteError  # noqa: PLC0415 - loaded with the backend already

        with _foreign(self._backend), suppress(PasswordDeleteError):  # it is gone: that was the wish
            self._backend.delete_password(SERVICE, entry)

    def __repr__(self) -> str:
        return f"KeyringSecrets({_title(self._backend)})"


class SystemSecrets:
    """The keyring if there is one that can be trusted, else memory: decided at the first use, from any thread."""

    def __init__(self) -> None:
        self._deciding = threading.Lock()
        self._store: KeyringSecrets | SessionSecrets | None = None

    @property
    def persistent(self) -> bool:
        """False when the secrets are gone with this process."""
        return self._decided().persistent

    @property
    def reason(self) -> str:
        """For people: why they are not kept; empty when they are."""
        return self._decided().reason

    def get(self, account_id: str) -> Credentials | None:
        """The credentials of an account. Raises `WorkspaceError` when the keyring stays shut."""
        return self._decided().get(account_id)

    def put(self, account_id: str, credentials: Credentials) -> None:
        """Keep them. Raises `WorkspaceError`."""
        self._decided().put(account_id, credentials)

    def delete(self, account_id: str) -> None:
        """Forget them. Raises `WorkspaceError`."""
        self._decided().delete(account_id)

    def _decided(self) -> KeyringSecrets | SessionSecrets:
        with self._deciding:
            if self._store is None:
                import keyring  # noqa: PLC0415 - costs 55 ms, and the first window does not need it

                self._store = choose(keyring.get_keyring())
            return self._store

    def __repr__(self) -> str:
        return f"SystemSecrets({self._store!r})"


def open_secret_store(folder: Path) -> SystemSecrets:
    """Give the store of accounts' secrets for the workspace in `folder`.

    Entries bear the account's own id, not the folder: a workspace that was moved, or restored from a backup, finds its
    secrets again. Nothing is written into the folder. The returned object also has `reason`, a sentence for the person
    when the secrets are kept for this session only.
    """
    del folder
    return SystemSecrets()


def choose(backend: KeyringBackend) -> KeyringSecrets | SessionSecrets:
    """Take the first trusted keyring in what `keyring` offers (one, or a chain of them), and try it."""
    offered: list[KeyringBackend] = list(getattr(backend, "backends", [backend]))
    trusted = [one for one in offered if type(one).__module__ in _SYSTEM_KEYRINGS]
    if not trusted:
        nothing = not offered or all(type(one).__module__.startswith("keyring.backends.") for one in offered)
        return SessionSecrets(NO_KEYRING if nothing else _REFUSED.format(name=_title(offered[0])))
    store = KeyringSecrets(trusted[0])
    try:
        store.get("probe")
    except WorkspaceError as error:
        return SessionSecrets(_FAILED.format(name=error.facts["cause"]))
    return store


def _entry(account_id: str, number: int) -> str:
    return f"{account_id}/{number}"


def _parse(first: str) -> tuple[int, str, str]:
    """How many pieces there are, the digest of all, and the first one's text; (1, "", "") when it is not ours."""
    parts = first.split(":", 3)
    if len(parts) != 4 or parts[0] != _FORMAT or not parts[1].isdecimal():
        return (1, "", "")
    return (int(parts[1]), parts[2], parts[3])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _title(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__.rpartition('.')[2]}.{type(backend).__name__}"


@contextmanager
def _foreign(backend: KeyringBackend) -> Iterator[None]:
    """Turn whatever a keyring raises into one error of ours, without its text: nobody knows what that quotes."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - D-Bus, Windows and plug-ins raise kinds that cannot all be imported
        cause = f"{_title(backend)}: {type(error).__name__}"
    else:
        return
    raise WorkspaceError(
        say("The keyring of this computer did not answer ({cause}). Unlock it and try again.", cause=cause),
        code="keyring", cause=cause,
    )  # fmt: skip
