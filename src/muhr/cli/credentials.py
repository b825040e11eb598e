"""How secrets come in: hidden prompts, or stdin. Never as arguments, never from the environment, never to a disk.

Each call of the terminal is a program of its own. Where the system has a keyring, an account's secrets are kept there.
Where it has none (a server without a desktop), nothing is kept: `--secrets-stdin` gives them to one call, as JSON:

    {"accounts": {"ID or login": {"password": "…", "client_id": "…", "client_secret": "…"}}, "key_password": "…"}

`key_password` is for `muhr sign` only. With this option the keyring is neither read nor written.
"""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import click

from muhr.cli.output import plain, say
from muhr.domain.accounts import Account, Ask, Credentials
from muhr.domain.errors import Cancelled, InputError
from muhr.domain.ports import SecretStore
from muhr.domain.prompts import DeviceRequest, DeviceWait, PasswordRequest
from muhr.domain.signatures import KeyEntry, Tries, Unlock

_LIMIT = 1 << 20
FunctionT = TypeVar("FunctionT")

secrets_option = click.option(
    "--secrets-stdin",
    is_flag=True,
    help='Read the secrets of this one call from stdin, as JSON: {"accounts": {"ID or login": {"password": …}}}.',
)


@dataclass(frozen=True)
class GivenSecrets:
    """What came through `--secrets-stdin`. `repr` shows nothing of it."""

    accounts: Mapping[str, Credentials] = field(repr=False)
    key_password: str | None = field(default=None, repr=False)

    def of(self, account: Account) -> Credentials | None:
        """The credentials given for an account, by its id or its login."""
        return self.accounts.get(account.id) or self.accounts.get(account.login)

    def put_into(self, store: SecretStore, accounts: Sequence[Account]) -> None:
        """Hand them to the session's store.

        Raises:
            InputError: a name fits none of the accounts.
        """
        known = {name for account in accounts for name in (account.id, account.login)}
        for name in self.accounts:
            if name not in known:
                raise InputError(f"The secrets name an account that is not here: {plain(name)}", code="account-unknown")
        for account in accounts:
            if (credentials := self.of(account)) is not None:
                store.put(account.id, credentials)


def read_secrets() -> GivenSecrets:
    """Read `--secrets-stdin`.

    Raises:
        InputError: it is not the JSON of this module's head.
    """
    return _secrets_from(_read_json(sys.stdin.buffer.read(_LIMIT)))


def read_secrets_line() -> GivenSecrets:
    """The same from the first line of stdin, where something else follows; raises `InputError`."""
    return _secrets_from(_read_json(sys.stdin.buffer.readline(_LIMIT)))


def _secrets_from(record: dict[str, Any]) -> GivenSecrets:
    accounts = record.get("accounts", {})
    key_password = record.get("key_password")
    if not isinstance(accounts, dict) or not isinstance(key_password, str | None):
        raise _not_understood()
    return GivenSecrets({name: credentials_from(entry) for name, entry in accounts.items()}, key_password)


def read_credentials() -> Credentials:
    """Read one account's secrets from stdin: `{"password": …, "client_id": …, "client_secret": …}`.

    Raises:
        InputError: it is not such a JSON object.
    """
    return credentials_from(_read_json(sys.stdin.buffer.read(_LIMIT)))


def credentials_from(entry: Any) -> Credentials:
    """Take one account's secrets out of its JSON object.

    Raises:
        InputError: the password is missing or something is not a text.
    """
    names = ("password", "client_id", "client_secret")
    if not isinstance(entry, dict) or "password" not in entry or not set(entry) <= set(names):
        raise _not_understood()
    if not all(isinstance(value, str) for value in entry.values()):
        raise _not_understood()
    return Credentials(**entry)


def _read_json(data: bytes) -> dict[str, Any]:
    try:
        record = json.loads(data)
    except ValueError:
        raise _not_understood() from None  # the parser's message quotes what it read
    if not isinstance(record, dict):
        raise _not_understood()
    return record


def _not_understood() -> InputError:
    return InputError("What came on stdin is not the JSON that --secrets-stdin expects", code="secrets-unreadable")


def ask_credentials(asks: frozenset[Ask]) -> Credentials:
    """Ask for the secrets a service wants, hidden; raises `InputError` when there is nobody to ask."""
    password = _ask_hidden("API token at the provider: " if Ask.API_TOKEN in asks else "Password at the provider: ")
    client_id = _ask_hidden("Client ID (Enter if there is none): ") if Ask.CLIENT in asks else ""
    client_secret = _ask_hidden("Client secret (Enter if there is none): ") if client_id else ""
    if Ask.SERVICE_TOKEN in asks:
        client_secret = _ask_hidden("Token of the service: ")
    return Credentials(password=password, client_id=client_id, client_secret=client_secret)


def read_password_line() -> bytearray:
    """Read one line from stdin, for `--password-stdin`; the line end is not part of the password."""
    line = bytearray(sys.stdin.buffer.readline(_LIMIT))
    while line and line[-1] in b"\r\n":
        del line[-1]
    return line


def require_person() -> None:
    """Make sure that somebody can be asked; raises `InputError` when stdin is no terminal."""
    if not sys.stdin.isatty():
        raise InputError("There is nobody to ask for a password here: give it on stdin", code="secrets-missing")


def _ask_hidden(question: str) -> str:
    require_person()
    return getpass.getpass(question, stream=sys.stderr)


def ask_code() -> bytearray:
    """Ask for a one-time code, hidden; an empty answer means no. Raises `InputError` when there is nobody to ask."""
    if not sys.stdin.isatty():
        raise InputError("There is nobody to ask for the code here: give it with --code-stdin", code="code-missing")
    return bytearray(getpass.getpass("Code (Enter alone: do not log in): ", stream=sys.stderr).strip().encode())


def ask_key_password(key: KeyEntry) -> bytearray:
    """Ask for a key's password, hidden, before the work begins; an empty answer means no and raises `Cancelled`.

    Asked here, in the main thread, and handed on by `GivenPassword`: Ctrl-C while typing must reach the person's
    terminal, not a worker that has its echo switched off.
    """
    if key.access.unlock in {Unlock.PIN_PAD, Unlock.E_IMZO}:  # typed elsewhere
        return bytearray()
    typed = _ask_hidden(f"{_secret_of(key)} (Enter alone: do not sign): ")
    if not typed:
        raise Cancelled("Nothing was signed")
    return bytearray(typed.encode())


def _secret_of(key: KeyEntry) -> str:
    if key.access.unlock is not Unlock.PIN:
        return f"Password of {plain(key.name)}"
    hint = {Tries.LOW: ", few tries left", Tries.FINAL: ", the LAST TRY"}.get(key.access.tries, "")
    return f"PIN of {plain(key.name)} on {plain(key.place)}{hint}"


class GivenPassword:
    """The terminal's `Prompts`: the password was asked for beforehand, and is given out once.

    A token that asks for each signature gets the PIN it has accepted before, again for each: the person has said so
    by giving one PIN for the whole call.
    """

    def __init__(self, password: bytearray) -> None:
        self._password = password
        self._asked = False

    def wipe(self) -> None:
        """Overwrite the password."""
        self._password[:] = bytes(len(self._password))

    def ask_password(self, request: PasswordRequest) -> bytearray:
        """Give a copy, the first time; afterwards raises `Cancelled`: a wrong one is never tried again.

        Only a question that follows an accepted answer (`ordinal` above one) is answered again.
        """
        if self._asked and request.ordinal == 1:
            raise Cancelled(f"The password for {plain(request.key.name)} was used already")
        self._asked = True
        return bytearray(self._password)

    def device_asks(self, request: DeviceRequest, cancel: Callable[[], None] | None) -> DeviceWait:
        """Tell the person where to look; the terminal's own way to say no is Ctrl-C."""
        window = request.key.access.unlock is Unlock.E_IMZO
        where = "in the window of E-IMZO (it may be behind this one)" if window else "at the reader's own keys"
        each = f" ({request.ordinal} of {request.total})" if request.total > 1 else ""
        patience = f" within {request.seconds} seconds" if request.seconds else ""
        say(f"{plain(request.purpose)}: enter the PIN or password {where}{patience}{each}.")
        return _Told()


class _Told:
    """Something was said; there is nothing to take away."""

    def close(self) -> None:
        """Nothing to do."""
