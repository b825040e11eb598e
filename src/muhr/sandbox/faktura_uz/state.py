"""The simulated Faktura.uz's memory: logins, tokens, documents, and the changes that may happen to them.

Every change is atomic under one lock, written through to the storage (when there is one) and counted in the ledger.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from muhr.sandbox.clock import SandboxClock
from muhr.sandbox.faktura_uz.documents import MY_TURN, Phase, Signature, StoredDocument, status_for
from muhr.sandbox.ledger import Ledger, LedgerEntry, LedgerKey
from muhr.sandbox.settings import Settings
from muhr.sandbox.storage import Storage

PROVIDER = "faktura_uz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """One user of the simulated service, acting for one company."""

    username: str
    password: str
    client_id: str
    client_secret: str
    inn: str
    company: str


class Token(msgspec.Struct, kw_only=True):
    """One issued bearer token."""

    username: str
    expires: datetime
    refresh: str = ""


class _Switches(msgspec.Struct, kw_only=True):
    settings: Settings
    clock_offset_seconds: float


class FakturaState:
    """Everything the service knows."""

    def __init__(
        self, *, clock: SandboxClock, storage: Storage | None = None, settings: Settings | None = None
    ) -> None:
        self.clock = clock
        self.settings = settings or Settings()
        self.lock = threading.RLock()
        self.logins: dict[str, Login] = {}
        self.companies: dict[str, str] = {}
        """Tax id -> name of every registered company."""
        self.documents: dict[str, StoredDocument] = {}
        self.groups: list[list[str]] = []
        self.ledger = Ledger(self._keep_entry if storage is not None else None)
        self.archives: dict[str, bytes] = {}
        self._tokens: dict[str, Token] = {}
        self._by_company: dict[str, list[StoredDocument]] = {}
        self._storage = storage

    # ---------------------------------------------------------------- keeping

    def _keep_entry(self, at: LedgerKey, entry: LedgerEntry) -> None:
        assert self._storage is not None
        self._storage.put("ledger", "|".join(at), msgspec.json.encode(entry))

    def _keep(self, document: StoredDocument) -> None:
        if self._storage is not None:
            self._storage.put("document", document.uid, msgspec.json.encode(document))

    def restore(self) -> bool:
        """Take everything back from the storage; False when it is new and empty."""
        if self._storage is None:
            return False
        with self.lock:
            for _, value in self._storage.load("document"):
                self._index(msgspec.json.decode(value, type=StoredDocument))
            for _, value in self._storage.load("ledger"):
                self.ledger.restore(msgspec.json.decode(value, type=LedgerEntry))
            for _, value in self._storage.load("switches"):
                kept = msgspec.json.decode(value, type=_Switches)
                self.settings = kept.settings
                self.clock.offset = timedelta(seconds=kept.clock_offset_seconds)
            for key, value in self._storage.load("token"):
                self._tokens[key] = msgspec.json.decode(value, type=Token)
        return bool(self.documents)

    @contextmanager
    def _change(self) -> Iterator[None]:
        """One change: nobody sees half of it, and a killed sandbox has kept all of it or nothing."""
        with self.lock, self._storage.together() if self._storage is not None else nullcontext():
            yield

    def keep_switches(self) -> None:
        """Write settings and clock through, so that a restarted sandbox behaves the same."""
        if self._storage is not None:
            kept = _Switches(settings=self.settings, clock_offset_seconds=self.clock.offset.total_seconds())
            self._storage.put("switches", "", msgspec.json.encode(kept))

    def _index(self, document: StoredDocument) -> None:
        self.documents[document.uid] = document
        for inn in dict.fromkeys(document.sides()):
            self._by_company.setdefault(inn, []).append(document)

    def add(self, documents: Iterable[StoredDocument]) -> None:
        """Put ready documents in, as the world is made. Not an effect: the ledger does not count it."""
        with self.lock:
            added = list(documents)
            for document in added:
                self._index(document)
            if self._storage is not None:
                self._storage.put_many("document", ((one.uid, msgspec.json.encode(one)) for one in added))

    # ---------------------------------------------------------------- logging in

    def issue_token(self, login: Login) -> tuple[str, Token]:
        """Make a new bearer token for a login."""
        with self.lock:
            bearer = secrets.token_urlsafe(32)
            token = Token(
                username=login.username,
                expires=self.clock() + timedelta(seconds=self.settings.token_lifetime),
                refresh=secrets.token_urlsafe(32) if self.settings.refresh_tokens else "",
            )
            self._keep_token(bearer, token)
            return bearer, token

    def _keep_token(self, bearer: str, token: Token) -> None:
        self._tokens[bearer] = token
        if self._storage is not None:
            self._storage.put("token", bearer, msgspec.json.encode(token))

    def refresh(self, refresh_token: str) -> Login | None:
        """Give the login of a refresh token and make it void: it works once."""
        with self.lock:
            for bearer, token in self._tokens.items():
                if token.refresh and secrets.compare_digest(token.refresh, refresh_token):
                    token.refresh = ""
                    self._keep_token(bearer, token)
                    return self.logins.get(token.username)
            return None

    def login_of(self, bearer: str) -> Login | None:
        """Give the login of a bearer token that has not expired."""
        token = self._tokens.get(bearer)
        if token is None or token.expires <= self.clock():
            return None
        return self.logins.get(token.username)

    def expire(self, bearer: str | None = None) -> None:
        """Make one token, or all of them, stale."""
        with self.lock:
            for at, token in list(self._tokens.items()):
                if bearer is None or at == bearer:
                    self._keep_token(at, msgspec.structs.replace(token, expires=self.clock() - timedelta(seconds=1)))

    # ---------------------------------------------------------------- documents

    def document(self, uid: str, viewer: str) -> StoredDocument | None:
        """Give a document of which the viewer is a side; ids are compared without regard to case."""
        found = self.documents.get(uid.lower())
        return found if found is not None and viewer in found.sides() else None

    def of_company(self, inn: str) -> list[StoredDocument]:
        """Every document of which the company is a side, oldest first."""
        return self._by_company.get(inn, [])

    def _touch(self, document: StoredDocument, phase: Phase) -> None:
        document.phase = phase
        document.updated = self.clock()
        self._keep(document)

    def own_companies(self) -> frozenset[str]:
        """Tax ids of the companies that have a login here: ours. All others are played by the robot."""
        return frozenset(login.inn for login in self.logins.values())

    def change(self, document: StoredDocument, before: Phase, after: Phase) -> bool:
        """The other side moved a document on; not counted in the ledger."""
        with self._change():
            if document.phase is not before:
                return False
            self.archives.pop(document.uid, None)
            self._touch(document, after)
            return True

    def record(self, action: str, target: str, viewer: str, *, happened: bool, key: str = "", result: str = "") -> None:
        """Note one request in the ledger."""
        self.ledger.record(
            provider=PROVIDER, action=action, target=target, viewer=viewer, happened=happened, key=key, result=result
        )

    def create(self, document: StoredDocument, *, action: str, viewer: str) -> None:
        """A company made a document here: by import or by sending a file."""
        with self._change():
            self._index(document)
            self._keep(document)
            key = document.client_id
            self.record(action, key or document.uid, viewer, happened=True, key=key, result=document.uid)

    def may_sign(self, document: StoredDocument, viewer: str) -> bool:
        """Whether it is the viewer's turn to sign."""
        if status_for(document, viewer) in MY_TURN:
            return True
        return self.settings.sign_twice == "accept" and viewer in document.signatures

    def sign(self, document: StoredDocument, viewer: str, signature: Signature) -> bool:
        """Take a checked signature: an own draft goes out (21), a received document is finished (24)."""
        with self._change():
            if not self.may_sign(document, viewer):
                return False
            again = viewer in document.signatures
            document.signatures[viewer] = signature
            self.archives.pop(document.uid, None)
            if not again:
                self._touch(document, Phase.SENT if viewer == document.owner.inn else Phase.ARCHIVED)
            else:
                self._keep(document)
            self.record("sign", document.uid, viewer, happened=True)
            return True

    def replace_signature(self, document: StoredDocument, inn: str, signature: Signature) -> None:
        """Put the message in place of a signature that was only noted."""
        with self.lock:
            document.signatures[inn] = signature
            self._keep(document)

    def reject(self, document: StoredDocument, viewer: str) -> bool:
        """The receiver says no to a document that waits for it."""
        with self._change():
            allowed = document.phase is Phase.SENT and viewer == document.contractor.inn
            if allowed:
                self._touch(document, Phase.REJECTED)
            self.record("reject", document.uid, viewer, happened=allowed)
            return allowed

    def delete(self, document: StoredDocument, viewer: str) -> bool:
        """The owner takes a document away before it is finished."""
        with self._change():
            allowed = document.phase in {Phase.DRAFT, Phase.SENT} and viewer == document.owner.inn
            if allowed:
                self._touch(document, Phase.DELETED)
            self.record("delete", document.uid, viewer, happened=allowed)
            return allowed

    def request_cancel(self, document: StoredDocument, viewer: str) -> bool:
        """One side asks to annul a finished document (only the robot and the web page can; the API has no call)."""
        with self.lock:
            if document.phase is not Phase.ARCHIVED or viewer not in document.sides():
                return False
            document.cancel_by = viewer
            self._touch(document, Phase.CANCEL_REQUESTED)
            return True

    def answer_cancel(self, document: StoredDocument, viewer: str, *, agree: bool) -> bool:
        """The other side answers a request to annul."""
        with self.lock:
            if document.phase is not Phase.CANCEL_REQUESTED or viewer == document.cancel_by:
                return False
            self._touch(document, Phase.CANCELED if agree else Phase.CANCEL_REFUSED)
            return True

    def set_internal(self, document: StoredDocument, viewer: str, status: int | None) -> None:
        """Put a side's internal approval to 25 or 26, or switch it off."""
        with self.lock:
            if status is None:
                document.internal.pop(viewer, None)
            else:
                document.internal[viewer] = status
            self._keep(document)

    def each(self, work: Callable[[StoredDocument], bool], uids: Iterable[str]) -> list[str]:
        """Do something to several documents in one go; gives the ids for which it happened."""
        with self.lock:
            return [uid for uid in uids if (found := self.documents.get(uid.lower())) is not None and work(found)]
