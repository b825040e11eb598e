"""What the tests of the providers share: an account at the sandbox, and a little server of exact bytes."""

from __future__ import annotations

import contextlib
import hashlib
import socket
import threading
import urllib.request
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import HealthCheck, settings

from muhr.domain.accounts import Account, Credentials, ProviderName
from muhr.domain.documents import Action
from muhr.domain.effects import Effect
from muhr.domain.parties import Country, Party
from muhr.providers.faktura_uz import FakturaUz
from muhr.providers.options import Timeouts, TransportOptions
from muhr.sandbox.pki import Pki
from muhr.sandbox.serve import RunningSandbox
from muhr.signing.keyfiles import FileKeyRing
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

SECRETS = Credentials(password="P@ssw0rd-Namuna", client_id="namuna-client", client_secret="namuna-client-secret")
COMPANY = Party(country=Country.UZ, tax_id="200000011", name="Namuna Savdo MChJ")


unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For tests with `@given`: a busy machine is no failure."""


def utc_now() -> datetime:
    return datetime.now(UTC)


# ------------------------------------------------------------------ the little server


@dataclass
class Asked:
    """One request, as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)


Reply = bytes | Callable[[socket.socket, Asked], None]


def http(body: bytes | str | object = b"", status: int = 200, **headers: str) -> bytes:
    """A complete HTTP answer; anything but bytes and str is written as JSON."""
    data = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else msgspec.json.encode(body)
    lines = {"Content-Type": "application/json", "Content-Length": str(len(data))}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode() + data


TOKEN = http({"access_token": "namuna-token-1", "expires_in": 1209599, "token_type": "bearer"})


class LittleServer:
    """Answers each path from its own script; the last reply of a script is repeated. Closes when told to."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.closed_connections = threading.Semaphore(0)
        self._scripts: dict[str, list[Reply]] = {"/token": [TOKEN]}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def on(self, path: str, *replies: Reply) -> None:
        """Answer a path (without its query) with these, one after the other."""
        self._scripts[path] = list(replies)

    def requests(self, path: str) -> list[Asked]:
        return [one for one in self.asked if one.path.split("?")[0] == path]

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self._open.append(connection)
                thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection, connection.makefile("rb") as stream:
            while asked := _read_request(stream):
                self.asked.append(asked)
                script = self._scripts.get(asked.path.split("?")[0], [http({"Message": "?"}, 404)])
                reply = script.pop(0) if len(script) > 1 else script[0]
                if callable(reply):
                    reply(connection, asked)
                else:
                    connection.sendall(reply)
                if b"Connection: close" in (reply if isinstance(reply, bytes) else b""):
                    break
        connection.close()
        self.closed_connections.release()

    def stop(self) -> None:
        # A listener that is only closed leaves a blocked accept() waiting on Linux.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(timeout=5)


def _read_request(stream: Any) -> Asked | None:
    if stream.peek(1)[:1] == b"\x16":
        return None  # a TLS greeting: this server does not speak it
    first = stream.readline()
    if b" " not in first:
        return None  # the end, or no HTTP
    method, path = first.decode("latin-1").split(" ")[:2]
    headers: dict[str, str] = {}
    while (line := stream.readline().strip()) != b"":
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    return Asked(method, path, headers, stream.read(int(headers.get("content-length", "0"))))


def cut(connection: socket.socket, asked: Asked) -> None:
    """A reply: close without a byte."""
    connection.shutdown(socket.SHUT_RDWR)


# ------------------------------------------------------------------ accounts

QUICK = TransportOptions(timeouts=Timeouts(connect=2, read=0.5, write=2, pool=2, whole=2, download=10))
"""Nobody waits a minute in a test."""


def account(base_url: str, **changes: Any) -> Account:
    plain = Account(
        id="a" * 32,
        provider=ProviderName.FAKTURA_UZ,
        company=COMPANY,
        login="namuna-login",
        base_url=base_url,
        token_url=f"{base_url}/token",
    )
    return replace(plain, **changes)


Open = Callable[..., FakturaUz]


@dataclass
class World:
    """One company at the sandbox: its provider, its director's key, and the sandbox itself."""

    sandbox: RunningSandbox
    provider: FakturaUz
    open: Open
    place: int
    credentials: Credentials
    company: Party
    pki: Pki
    _signers: dict[str, Any] = field(default_factory=dict)

    @property
    def base_url(self) -> str:
        return self.sandbox.info.as_dict()["base_urls"]["faktura_uz"]

    def another(self, **changes: Any) -> FakturaUz:
        """A second line of the same company, set up differently."""
        login = self.sandbox.info.accounts[self.place]["login"]
        made = {"credentials": self.credentials, "company": self.company, "login": login, "options": TransportOptions()}
        return self.open(changes.pop("base_url", self.base_url), **made | changes)

    def more_documents(self, count: int) -> list[str]:
        """Add documents that wait for this company; gives their ids."""
        order = msgspec.json.encode({"count": count, "company": self.company.tax_id})
        with urllib.request.urlopen(f"{self.base_url}/__sim/documents", data=order) as answer:
            return msgspec.json.decode(answer.read())["documents"]

    def signed(self, content: str, key: str = "first-director") -> Any:
        """A SignedMessage over a hash string, by the real signing room."""
        if key not in self._signers:
            verifier = CmsVerifier(TrustStore.of_files(list(self.pki.trust)), utc_now)
            ring = FileKeyRing(verifier, utc_now, default_folders=())
            record = self.pki.key(key)
            self._signers[key] = ring.unlock(ring.entry(Path(record.path)), bytearray(record.password, "utf-8"))
        return self._signers[key].sign(content.encode("ascii"), at=utc_now())

    def signing(self, remote_id: str, key: str = "first-director", **changes: Any) -> Effect:
        """The effect that delivers a signature over the document's present hash code."""
        document = next(iter(self.provider.describe([remote_id])))
        code = self.provider.hash_codes([remote_id])[remote_id]
        payload = self.provider.sign_payload(document, self.signed(code, key), comment="Rozi")
        return effect(Action.SIGN, remote_id, payload, **changes)

    def ids(self, direction: str = "incoming", kind: str | None = None) -> list[str]:
        """Ids of waiting documents."""
        return [
            document.ref.remote_id
            for document in self.provider.waiting().documents
            if document.direction.value == direction and document.status == "22" and kind in {None, document.kind_code}
        ]

    def faults(self, *lines: dict[str, Any]) -> None:
        self.sandbox.faults.set(list(lines))

    def settings(self, **changes: Any) -> None:
        self.sandbox.state.settings = self.sandbox.state.settings.changed(changes)

    def ledger(self, action: str = "sign") -> dict[str, int]:
        """How often each change happened there."""
        with urllib.request.urlopen(f"{self.base_url}/__sim/ledger") as answer:
            entries = msgspec.json.decode(answer.read())["effects"]
        return {entry["target"]: entry["count"] for entry in entries if entry["action"] == action}


def effect(action: Action, target: str, payload: bytes, **changes: Any) -> Effect:
    return replace(
        Effect(
            id=uuid.uuid4().hex,
            account_id="a" * 32,
            provider=ProviderName.FAKTURA_UZ,
            action=action,
            target_id=target,
            title="Namuna",
            key=uuid.uuid4().hex,
            payload=payload,
            payload_sha256=hashlib.sha256(payload).hexdigest(),
            created=utc_now(),
        ),
        **changes,
    )


def world_of(sandbox: RunningSandbox, pki: Pki, open_provider: Open, place: int) -> World:
    told = sandbox.info.accounts[place]
    secrets = Credentials(password=told["password"], client_id=told["client_id"], client_secret=told["client_secret"])
    company = Party(country=Country.UZ, tax_id=told["company"]["tax_id"], name=told["company"]["name"])
    provider = open_provider(
        sandbox.info.as_dict()["base_urls"]["faktura_uz"],
        credentials=secrets,
        company=company,
        login=told["login"],
        options=TransportOptions(),
    )
    return World(
        sandbox=sandbox, provider=provider, open=open_provider, place=place, credentials=secrets,
        company=company, pki=pki,
    )  # fmt: skip
