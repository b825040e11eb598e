"""One socket, one request: what can go wrong on the way, which state the list of keys shows, and hanging up."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from eimzo_kit import now, running, verifier_of
from sandbox_desk import until

from muhr.domain.errors import BugError, Cancelled, InputError, KeyUnusable
from muhr.sandbox.eimzo import EImzoServer, Person, Script, keys_of
from muhr.sandbox.http_server import HttpServer
from muhr.sandbox.pki import Pki
from muhr.signing.devices import DEVICES, DeviceThread
from muhr.signing.eimzo import client, wire
from muhr.signing.eimzo.client import CapiwsClient
from muhr.signing.eimzo.keyring import EImzoKeyRing
from muhr.signing.eimzo.line import USUAL, Address, Hold, Line

VERSION = wire.request("version")


def closed_port() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def ask(line: Line, request: str = VERSION, **more: object) -> str | bytes:
    return DEVICES.call(lambda: line.ask(request, **more))


def code_of(line: Line, **more: object) -> str:
    with pytest.raises(KeyUnusable) as caught:
        ask(line, **more)
    return caught.value.code


def test_the_usual_ports_are_those_of_the_protocol() -> None:
    assert [address.uri for address in USUAL] == [
        "ws://127.0.0.1:64646/service/cryptapi",
        "wss://127.0.0.1:64443/service/cryptapi",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "ws://192.0.2.1:64646",
        "http://127.0.0.1:1",
        "ws://localhost:1",
        "ws://127.0.0.1",
        "ws://127.0.0.1:x",
        "ws://127.0.0.1:99999",
        "ws://[",
        "x",
    ],
)
def test_no_other_machine_is_ever_asked(url: str) -> None:
    with pytest.raises(InputError):
        Address.of(url)
    assert Address.of("wss://127.0.0.1:5/service/cryptapi") == Address(5, tls=True)


def test_it_answers_on_the_plain_port(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        reply = wire.read(ask(Line([Address(stage.server.port)])), wire.Version)
        assert reply.major == "6"


def test_the_secure_port_is_the_second_choice(sandbox_pki: Pki) -> None:
    server = EImzoServer([], now).start(plain=False)
    try:
        line = Line([Address.of(url) for url in server.urls.values()])
        wire.read(ask(line), wire.Version)
        wire.read(ask(line), wire.Version)
    finally:
        server.stop()
    assert server.program.calls["version"] == 2


def test_a_proxy_of_the_system_is_not_asked(sandbox_pki: Pki, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "WS_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port()}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with running(sandbox_pki) as stage:
        wire.read(ask(Line([Address(stage.server.port)])), wire.Version)
        assert wire.read(ask(Line([Address(stage.server.tls_port, tls=True)])), wire.Version)


def test_only_the_device_thread_may_ask() -> None:
    with pytest.raises(BugError):
        Line([Address(closed_port())]).ask(VERSION)


def test_nobody_there() -> None:
    assert code_of(Line([Address(closed_port()), Address(closed_port(), tls=True)])) == "e-imzo-not-running"


# ------------------------------------------------------------------ the port belongs to somebody else


@contextmanager
def talker(says: bytes) -> Iterator[int]:
    """A program that says its sentence to everybody who connects."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    try:
                        if says:
                            connection.recv(4096)
                            connection.sendall(says)
                    except OSError:
                        pass

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    "says",
    [b"", b"220 mail.example ESMTP\r\n", b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", b"\x16\x03\x01" * 9],
    ids=["hangs up", "mail", "web", "noise"],
)
@pytest.mark.parametrize("tls", [False, True])
def test_another_program_on_the_port(says: bytes, tls: bool) -> None:
    with talker(says) as port:
        line = Line([Address(port, tls=tls), Address(closed_port())])
        assert code_of(line) == "e-imzo-port-taken", "that says more than that nobody is at the other one"


@pytest.mark.parametrize("status", [b"401 Unauthorized", b"403 Forbidden"])
def test_a_refusal_at_the_door(status: bytes) -> None:
    with talker(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n") as port:
        assert code_of(Line([Address(port)])) == "e-imzo-refused"


@pytest.mark.parametrize("location", ["ws", "http", "/elsewhere", "::"])
@pytest.mark.parametrize("status", [b"301 Moved", b"302 Found", b"307 Temporary Redirect"])
def test_no_redirect_is_followed(sandbox_pki: Pki, location: str, status: bytes) -> None:
    """Whoever sits on the port must not lead a hash code to another program or machine."""
    with running(sandbox_pki) as stage:
        target = {"ws": stage.server.urls["ws"], "http": f"http://127.0.0.1:{stage.server.port}/"}.get(
            location, location
        )
        with talker(
            b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\nLocation: " + target.encode() + b"\r\n\r\n"
        ) as port:
            assert code_of(Line([Address(port)])) == "e-imzo-port-taken"
        assert stage.program.calls == {}


def test_a_plain_web_server_on_the_port(sandbox_pki: Pki) -> None:
    async def app(scope: object, receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"hello"})

    server = HttpServer()
    server.start(app)
    try:
        ring = EImzoKeyRing(verifier_of(sandbox_pki), now, addresses=[Address(server.port)])
        assert ring.keys() == []
        (source,) = ring.sources()
        assert source.state == "port-taken"
        assert "program" in source.detail
    finally:
        server.stop()


@pytest.mark.parametrize("kind", ["other", "garbage"])
def test_a_websocket_that_is_no_e_imzo(sandbox_pki: Pki, kind: str) -> None:
    with running(sandbox_pki) as stage:
        stage.fault("version", kind)
        assert stage.ring.keys() == []
        assert stage.ring.sources()[0].state == "port-taken"


# ------------------------------------------------------------------ broken replies


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [
        ("cut", {}, "e-imzo-broken-off"),
        ("half", {}, "e-imzo-broken-off"),
        ("code", {"number": 1011}, "e-imzo-broken-off"),
        ("code", {"number": 1001}, "e-imzo-broken-off"),
        ("giant", {"size": 5_000_000}, "e-imzo-too-large"),
        ("twice", {}, "e-imzo-port-taken"),
    ],
)
@pytest.mark.parametrize("tls", [False, True])
def test_a_reply_that_goes_wrong(sandbox_pki: Pki, kind: str, more: dict[str, int], code: str, tls: bool) -> None:
    with running(sandbox_pki) as stage:
        server = stage.server
        line = Line([Address(server.tls_port, tls=True) if tls else Address(server.port)])
        stage.fault("version", kind, **more)
        assert code_of(line) == code
        assert line.unsettled
        wire.read(ask(line), wire.Version)
        assert not line.unsettled


def test_a_deep_reply(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        stage.fault("version", "deep", size=400_000)
        with pytest.raises(KeyUnusable):
            wire.read(ask(Line([Address(stage.server.port)])), wire.Version)


def test_a_request_that_was_sent_is_not_sent_to_the_other_port(sandbox_pki: Pki) -> None:
    """The first may have done it."""
    with running(sandbox_pki) as stage:
        stage.fault("version", "cut")
        line = Line([Address(stage.server.port), Address(stage.server.tls_port, tls=True)])
        assert code_of(line) == "e-imzo-broken-off"
        assert stage.program.calls["version"] == 1


def test_a_reply_that_does_not_come(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        stage.fault("version", "slow", seconds=600)
        assert code_of(Line([Address(stage.server.port)]), seconds=0.2) == "e-imzo-slow"
        stage.server.stop()


def test_somebody_who_accepts_and_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muhr.signing.eimzo.line.CONNECT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert code_of(Line([Address(server.getsockname()[1])])) == "e-imzo-slow"


def test_a_dialect_that_leaves_closing_to_us(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        stage.fault("version", "open")
        line = Line([Address(stage.server.port)])
        for _ in range(2):
            wire.read(ask(line), wire.Version)
        assert not line.unsettled


@pytest.mark.skipif(sys.platform != "linux", reason="how a full queue is treated differs")
def test_nobody_takes_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muhr.signing.eimzo.line.CONNECT_SECONDS", 0.3)
    with ExitStack() as stack:
        server = stack.enter_context(socket.socket())
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        for _ in range(8):
            caller = stack.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(server.getsockname())
        assert code_of(Line([Address(server.getsockname()[1])])) == "e-imzo-slow"


# ------------------------------------------------------------------ hanging up


@pytest.mark.parametrize("tls", [False, True])
def test_hanging_up_ends_the_wait_at_once(sandbox_pki: Pki, tls: bool) -> None:
    with running(sandbox_pki, Script(person=Person.AWAY)) as stage:
        server, hold = stage.server, Hold()
        address = Address(server.tls_port, tls=True) if tls else Address(server.port)
        capiws = CapiwsClient(Line([address]))
        (key, *_) = DEVICES.call(lambda: capiws.all_keys("pfx"))
        key_id = DEVICES.call(lambda: capiws.load_key("pfx", key))
        future = DEVICES.start(lambda: capiws.create_pkcs7(key_id, b"x", hold))
        until(lambda: stage.program.windows)
        hold.cancel()
        with pytest.raises(Cancelled):
            future.result(60)
        assert capiws.unsettled
        hold.cancel()
        server.stop()


def test_hanging_up_before_it_began_asks_nothing(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        hold = Hold()
        hold.cancel()
        with pytest.raises(Cancelled):
            ask(Line([Address(stage.server.port)]), hold=hold)
        assert stage.program.calls == {}


def test_two_requests_at_once_are_the_end_of_it(sandbox_pki: Pki) -> None:
    """What the one device thread is for: a second thread with a socket of its own makes E-IMZO stop answering."""
    with EImzoServer(keys_of(sandbox_pki), now, script=Script(latency=600)) as server:
        answers: list[str] = []

        def careless() -> None:
            other = DeviceThread()
            line = Line([Address(server.port)], other)
            try:
                other.call(lambda: line.ask(VERSION, seconds=120))
            except KeyUnusable as error:
                answers.append(error.code)
            other.close()

        threads = [threading.Thread(target=careless) for _ in range(2)]
        for thread in threads:
            thread.start()
        until(lambda: server.program.overlaps == 1)
        assert answers == []
        server.stop()
        for thread in threads:
            thread.join(60)
        assert answers == ["e-imzo-broken-off"] * 2


def test_many_threads_through_the_one_door_never_overlap(sandbox_pki: Pki) -> None:
    with running(sandbox_pki, Script(latency=0.01)) as stage:
        lines = [Line([Address(stage.server.port)]) for _ in range(4)]
        threads = [threading.Thread(target=lambda line=line: [ask(line) for _ in range(5)]) for line in lines]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert stage.program.calls["version"] == 20


# ------------------------------------------------------------------ the API key


def test_the_api_key_is_given_once(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        for _ in range(3):
            assert stage.ring.keys()
        assert stage.program.calls["apikey"] == 1


def test_the_api_key_is_given_again_when_it_is_wanted(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        stage.ring.keys()
        stage.fault("pfx.list_all_certificates", "forget_site")
        assert stage.ring.keys()
        assert stage.program.calls["apikey"] == 2
        assert stage.ring.sources()[0].state == "ok"


@pytest.mark.parametrize("number", [-1020, -1021, -1022])
def test_who_is_not_let_in_hears_what_to_do(sandbox_pki: Pki, number: int) -> None:
    with running(sandbox_pki) as stage:
        stage.fault("apikey", "failure", nth=0, number=number, text="API-key yaroqsiz")
        assert stage.ring.keys() == []
        (source,) = stage.ring.sources()
        assert (source.state, "Restart E-IMZO" in source.detail) == ("refused", True)
        assert stage.program.calls["apikey"] == 1, "not again and again"


def test_the_published_keys_are_whole() -> None:
    assert client.API_KEYS[::2] == ("localhost", "127.0.0.1")
    assert [len(bytes.fromhex(key)) for key in client.API_KEYS[1::2]] == [64, 64]
