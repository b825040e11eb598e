"""A desk on a sandbox, for tests and benches: opens it, listens, waits with deadlines, counts at the ledger."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from muhr.bootstrap import open_trust
from muhr.bootstrap.assembly import assemble_desk, utc_now
from muhr.bootstrap.demo import account_of, desk_keyring, desk_verifier
from muhr.domain.accounts import Account
from muhr.domain.documents import Action, Document, DocumentRef
from muhr.domain.effects import Effect, EffectState
from muhr.domain.errors import Cancelled
from muhr.domain.events import Event
from muhr.domain.ports import Provider
from muhr.domain.prompts import PasswordRequest
from muhr.domain.signatures import KeyEntry
from muhr.services.desk import Desk, SigningRun
from muhr.workspace.secrets import SessionSecrets
from muhr.workspace.store import open_workspace

GRACE = timedelta(milliseconds=150)
DEADLINE = 60.0


class Typed:
    """`Prompts` for tests: types the password it was given, and remembers how often it was asked."""

    def __init__(self, password: str) -> None:
        self._password = password
        self.requests: list[PasswordRequest] = []
        self.given: list[bytearray] = []

    def ask_password(self, request: PasswordRequest) -> bytearray:
        """Answer at once."""
        self.requests.append(request)
        self.given.append(bytearray(self._password.encode()))
        return self.given[-1]


class Refusing:
    """`Prompts` of somebody who presses Cancel."""

    def ask_password(self, request: PasswordRequest) -> bytearray:
        """Say no."""
        raise Cancelled("The person said no.")


class Ear:
    """Hears every event of a desk, and lets a test wait for one."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def wait_for(self, wanted: Callable[[list[Event]], Any], seconds: float = DEADLINE) -> Any:
        """Block until `wanted(events)` is true; gives what it gave. Fails after a deadline."""
        with self._changed:
            found = self._changed.wait_for(lambda: wanted(self.events), seconds)
            assert found, f"not heard within {seconds} s; last events: {self.events[-8:]}"
            return found

    def of(self, kind: type[Event]) -> list[Any]:
        """The events of one kind so far."""
        with self._changed:
            return [event for event in self.events if isinstance(event, kind)]


class Office:
    """A desk with the sandbox's accounts."""

    def __init__(
        self,
        info: Mapping[str, Any],
        folder: Path,
        *,
        grace: timedelta = GRACE,
        accounts: int = 2,
        base_url: str = "",
        listing: bool = True,
        line: Callable[..., Provider] | None = None,
        e_imzo: bool = False,
    ) -> None:
        self.info = info
        self._e_imzo = e_imzo
        self.folder = folder
        self.desk = self._desk(grace, line)
        self.ear = Ear()
        self.desk.subscribe(self.ear)
        self.accounts: list[Account] = []
        for entry in info["accounts"][:accounts]:
            account, credentials = account_of(entry, info)
            if base_url:
                account = replaced(account, base_url=base_url, token_url=f"{base_url}/token")
            account = replaced(account, listing=listing)
            self.desk.save_account(account, credentials)
            self.accounts.append(account)

    def _desk(self, grace: timedelta, line: Callable[..., Provider] | None) -> Desk:
        """A desk with the real parts, or with another kind of line."""
        info = self.info
        if line is None:
            return assemble_desk(
                self.folder,
                lambda: desk_verifier(info),
                SessionSecrets(),
                lambda verifier: desk_keyring(verifier, info, e_imzo=self._e_imzo),
                grace,
            )
        verifier = desk_verifier(info)
        desk = Desk(
            workspace=open_workspace(self.folder, clock=utc_now),
            secrets=SessionSecrets(),
            keyring=desk_keyring(verifier, info, e_imzo=self._e_imzo),
            verifier=verifier,
            providers=line,
            clock=utc_now,
            trust=open_trust(self.folder, [Path(path) for path in info["trust"]]),
            grace=grace,
        )
        desk.start()
        return desk

    def __enter__(self) -> Office:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the desk."""
        self.desk.close(DEADLINE)

    # ---------------------------------------------------------------- the job

    def key(self, number: int = 0) -> KeyEntry:
        """The key of an account."""
        return self.desk.keyring.entry(Path(self.info["accounts"][number]["key"]))

    def typed(self, number: int = 0) -> Typed:
        """Somebody who types the right password of an account's key."""
        return Typed(self.info["accounts"][number]["key_password"])

    def refresh(self) -> int:
        """Ask every account what waits, until the answers are there."""
        return sum(future.result(DEADLINE) for future in self.desk.refresh())

    def signable(self, number: int = 0) -> list[Document]:
        """What an account's director can sign now."""
        inbox = self.desk.inbox(self.accounts[number].id)
        return [document for document in inbox if Action.SIGN in document.actions]

    def refs(self, count: int, number: int = 0) -> list[DocumentRef]:
        """The first documents that can be signed and have no stop."""
        found = [document.ref for document in self.signable(number)]
        review = self.desk.review(found, self.key(number))
        good = [ref for ref in found if ref not in review.stopped][:count]
        assert len(good) == count, f"the world has only {len(good)} such documents"
        return good

    def sign(self, refs: list[DocumentRef], number: int = 0) -> SigningRun:
        """Sign with the right key and password."""
        return self.desk.sign(refs, self.key(number), self.typed(number))

    def run_outbox(self) -> int:
        """Send and ask now, until nothing moves."""
        return sum(future.result(DEADLINE) for future in self.desk.run_outbox())

    # ---------------------------------------------------------------- what came of it

    def effects(self) -> list[Effect]:
        """Every row of the outbox."""
        return self.desk.workspace.effects()

    def states(self) -> Counter[EffectState]:
        """How many rows are in each state."""
        return Counter(effect.state for effect in self.effects())

    def signatures(self) -> Counter[str]:
        """How often the ledger counts a signature for each document."""
        return signatures(self.info)

    def control(self, path: str, body: Any = None, method: str = "POST") -> Any:
        """Work the sandbox's control."""
        return control(self.info, path, body, method)


def replaced(account: Account, **changes: Any) -> Account:
    """An account with other values."""
    from dataclasses import replace

    return replace(account, **changes)


def fetch(url: str, body: Any = None, method: str = "GET") -> Any:
    """One JSON call to this machine, past any proxy."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers={"Content-Type": "application/json"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def control(info: Mapping[str, Any], path: str, body: Any = None, method: str = "POST") -> Any:
    """Work a sandbox's control."""
    return fetch(f"{info['control']}/{path}", body, method)


def signatures(info: Mapping[str, Any]) -> Counter[str]:
    """How often the ledger counts a signature for each document."""
    counts: Counter[str] = Counter()
    for effect in fetch(info["ledger"])["effects"]:
        if effect["action"] == "sign":
            counts[effect["target"].lower()] += effect["count"]
    return counts


def until(condition: Callable[[], Any], seconds: float = DEADLINE, pause: float = 0.01) -> Any:
    """Wait until a condition of another process or thread holds; fails after a deadline."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, f"not so within {seconds} s"
        time.sleep(pause)
    return found
