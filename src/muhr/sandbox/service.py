"""What every simulated service has in common, and how the sandbox works with it: one Protocol, one base class.

A service lives in a folder of its own, mounted under its prefix. It knows nothing of the other services. Its module
`muhr.sandbox.<name>.service` has a function `make(surroundings) -> Service` (see `muhr.sandbox.services`).
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Generic, Literal, Protocol, TypeVar, runtime_checkable

import msgspec
from starlette.routing import BaseRoute

from muhr.sandbox.clock import SandboxClock
from muhr.sandbox.ledger import Ledger, LedgerEntry, LedgerKey
from muhr.sandbox.pki import Pki
from muhr.sandbox.storage import Storage

Quirks = Literal["clean", "faithful"]
"""`faithful`: the service answers with the inconsistencies that its document prints."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a service is made of."""

    clock: SandboxClock
    storage: Storage | None
    """The service's own part of the file; None keeps everything in memory."""
    pki: Pki
    seed: int
    documents: int | None
    """How many more documents wait for the first account, beyond the story's own."""


class Service(Protocol):
    """One simulated service, as the door, the control and the start of the sandbox see it."""

    @property
    def name(self) -> str:
        """As in `ProviderName`: in the ledger, in faults, in the info line."""
        ...

    @property
    def prefix(self) -> str:
        """The path under which it is mounted, for example "/rs_ge"; "" for the root."""
        ...

    @property
    def api_path(self) -> str:
        """What clients add to the prefix for their base address; mostly ""."""
        ...

    @property
    def token_path(self) -> str:
        """Where tokens are given, below the prefix; "" when the service has no address of its own for it."""
        ...

    @property
    def ledger(self) -> Ledger:
        """What was done here."""
        ...

    @property
    def settings(self) -> object:
        """Every switch (a `msgspec.Struct`), `quirks` among them."""
        ...

    def routes(self) -> Sequence[BaseRoute]:
        """The routes, without the prefix."""
        ...

    def accounts(self) -> Sequence[dict[str, Any]]:
        """The accounts for the info line: provider, company (country, tax_id, name), login, password, options, …"""
        ...

    def method_of(self, path: str, body: bytes) -> str:
        """The name of a call for the fault script; `path` without the prefix."""
        ...

    def begin(self, method: str, body: bytes) -> None:
        """A request has come whose work takes a while (`slow_running`): others may find it in progress."""
        ...

    def expire_tokens(self, token: str | None) -> None:
        """Make one token, or all of them, stale."""
        ...

    def change_settings(self, changes: dict[str, Any]) -> object:
        """Change switches, keep them, give all; `msgspec.ValidationError` for an unknown one."""
        ...

    def obey(self, order: dict[str, Any]) -> Sequence[str]:
        """The other side does something; gives the ids that changed. `msgspec.ValidationError`, `ValueError`."""
        ...

    def add_documents(self, order: dict[str, Any]) -> Sequence[str]:
        """Add `count` documents that wait for an account (`company`: its tax id); gives their ids."""
        ...

    def list_documents(self) -> Sequence[dict[str, Any]]:
        """Every document, for people and tests."""
        ...

    def summary(self) -> dict[str, Any]:
        """Counts, for people and tests."""
        ...

    def keep_switches(self) -> None:
        """Write settings and clock through."""
        ...


@runtime_checkable
class ByVerb(Protocol):
    """A service in which one address is several calls, told apart by the HTTP method."""

    def call_of(self, verb: str, path: str, body: bytes) -> str:
        """The name of a call for the fault script, in the place of `Service.method_of`."""
        ...


SettingsT = TypeVar("SettingsT", bound=msgspec.Struct)


class _Kept(msgspec.Struct, kw_only=True):
    settings: Any
    clock_offset_seconds: float


class ServiceBase(Generic[SettingsT]):
    """The part of a service that is alike in all: lock, ledger, settings, and all of it in the storage.

    Subclasses set `name`, `prefix`, call `restore` when their memory is ready, and make each change inside `change()`.
    """

    name = ""
    prefix = ""
    api_path = ""
    token_path = ""

    def __init__(self, surroundings: Surroundings, settings: SettingsT) -> None:
        self.clock = surroundings.clock
        self.settings: SettingsT = settings
        self.lock = threading.RLock()
        self.ledger = Ledger(self._keep_entry if surroundings.storage is not None else None)
        self.random = random.Random(surroundings.seed)  # noqa: S311 - a story, not a secret
        self.storage = surroundings.storage

    # ---------------------------------------------------------------- keeping

    def _keep_entry(self, at: LedgerKey, entry: LedgerEntry) -> None:
        assert self.storage is not None
        self.storage.put("ledger", "|".join(at), msgspec.json.encode(entry))

    @contextmanager
    def change(self) -> Iterator[None]:
        """One change: nobody sees half of it, and a killed sandbox has kept all of it or nothing."""
        with self.lock, self.storage.together() if self.storage is not None else nullcontext():
            yield

    def keep(self, kind: str, key: str, record: object) -> None:
        """Write one record through (any msgspec struct); call inside `change()`."""
        if self.storage is not None:
            self.storage.put(kind, key, msgspec.json.encode(record))

    def kept(self, kind: str, shape: type[Any]) -> Iterator[tuple[str, Any]]:
        """The records of one kind, in the order they were first written."""
        if self.storage is not None:
            for key, value in list(self.storage.load(kind)):
                yield key, msgspec.json.decode(value, type=shape)

    def restore(self) -> None:
        """Take ledger, settings and clock back from the storage."""
        for _, entry in self.kept("ledger", LedgerEntry):
            self.ledger.restore(entry)
        for _, kept in self.kept("switches", _Kept):
            self.settings = msgspec.convert(kept.settings, type(self.settings))
            self.clock.offset = timedelta(seconds=kept.clock_offset_seconds)

    def keep_switches(self) -> None:
        """See `Service`."""
        offset = self.clock.offset.total_seconds()
        self.keep("switches", "", _Kept(settings=self.settings, clock_offset_seconds=offset))

    # ---------------------------------------------------------------- what few services do otherwise

    def record(self, action: str, target: str, viewer: str, *, happened: bool, key: str = "", result: str = "") -> None:
        """Note one request for a change in the ledger (see `Ledger.record`)."""
        self.ledger.record(
            provider=self.name, action=action, target=target, viewer=viewer, happened=happened, key=key, result=result
        )

    def change_settings(self, changes: dict[str, Any]) -> object:
        """See `Service`."""
        with self.lock:
            self.settings = msgspec.convert({**msgspec.to_builtins(self.settings), **changes}, type(self.settings))
            self.keep_switches()
        return self.settings

    def method_of(self, path: str, body: bytes) -> str:
        """The last part of the path."""
        del body
        parts = [part for part in path.split("/") if part]
        return parts[-1] if parts else ""

    def begin(self, method: str, body: bytes) -> None:
        """Nothing here asks about what is in progress."""

    def expire_tokens(self, token: str | None) -> None:
        """No token expires here."""


def merged(ledgers: Sequence[Ledger]) -> dict[str, Any]:
    """All ledgers as one: `effects` (count of at least one), `attempts` (never happened), `totals` per action."""
    effects: list[dict[str, Any]] = []
    attempts: list[dict[str, Any]] = []
    totals: dict[str, int] = {}
    for entry in (entry for ledger in ledgers for entry in ledger.entries()):
        (effects if entry.count else attempts).append(asdict(entry))
        if entry.count:
            totals[entry.action] = totals.get(entry.action, 0) + entry.count
    return {"effects": effects, "attempts": attempts, "totals": totals}


MakeService = Callable[[Surroundings], Service]
