"""The API token reaches the service and nothing else: no log line, no exception, no repr, no proxy, no payload."""

from __future__ import annotations

import logging
import socket
import threading
import traceback
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from bitfaktura_kit import CREDENTIALS, TOKEN, World, account, effect
from provider_kit import QUICK, LittleServer, http

from muhr.domain.documents import Action
from muhr.domain.downloads import DownloadKind
from muhr.domain.errors import MuhrError
from muhr.providers.bitfaktura import BitFaktura
from muhr.providers.options import Timeouts, TransportOptions

FAULTS = ("drop_before", "drop_after", "half_body", "http_400", "http_403", "http_404", "http_422", "http_429",
          "http_500_after", "redirect_other_host_after", "captive_portal_after", "garbage_json_after", "empty_after",
          "silence")  # fmt: skip


def everything_in(error: BaseException | None, depth: int = 5) -> str:
    """All that an exception shows: texts, arguments, attributes, and the same of what caused it."""
    if error is None or depth == 0:
        return ""
    own = [str(error), repr(error), repr(error.args), repr(vars(error)), "".join(traceback.format_exception(error))]
    return "".join(own) + everything_in(error.__cause__, depth - 1) + everything_in(error.__context__, depth - 1)


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """Everything that any library logs, down to the last detail."""
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "muhr"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    return lambda: "".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)


def test_a_run_through_every_fault_shows_no_token(world: World, logged: Callable[[], str], tmp_path):
    shown: list[str] = []
    some = world.with_action(Action.SEND)
    effects = [world.importing(), world.act(Action.SEND), world.act(Action.STATUS, {"status": "sent"}),
               world.act(Action.PAY, {"amount": "1"}), world.act(Action.CANCEL)]  # fmt: skip
    shown += [repr(one) for one in effects]
    line = world.another(transport=TransportOptions(timeouts=Timeouts(read=0.1, whole=1)))
    shown.append(repr(line) + repr(line.calls.transport))
    id_ = some.ref.remote_id
    for fault in FAULTS:
        world.sandbox.faults.set([{"provider": "bitfaktura", "method": "*", "kind": fault, "every": 1, "seconds": 0.2}])
        calls = [line.test, line.waiting, lambda: line.statuses([id_]), lambda: line.contents([id_]),
                 lambda: line.public_link(id_), lambda: line.fates(effects),
                 lambda: line.download(DownloadKind.PDF, id_, tmp_path / "a.pdf", lambda *_: None),
                 *[lambda one=one: line.send(one) for one in effects]]  # fmt: skip
        for call in calls:
            try:
                shown.append(repr(call()))
            except MuhrError as error:
                shown.append(everything_in(error))
    records = logged()
    assert "HTTP Request: GET" in records, "the libraries did log"
    assert "/bitfaktura/invoices.json?period=all" in records, "the addresses, too"
    assert len(shown) > 150
    assert world.credentials.password not in records + "".join(shown)


def test_the_token_travels_as_the_document_prints_it(line_to, little: LittleServer, logged: Callable[[], str]):
    little.on("/invoices.json", http([]))
    little.on("/invoices/7.json", http({"id": 7}))
    line = line_to()
    line.test()
    line.calls.delete_invoice("7")
    line.calls.create_invoice(b'{"invoice":{"kind":"vat"}}')
    line.calls.update_invoice("7", b"{}")
    probe, delete, create, update = little.asked
    for one in (probe, delete):
        assert parse_qs(urlsplit(one.path).query)["api_token"] == [TOKEN]
        assert one.body == b""
    for one in (create, update):
        assert "api_token" not in one.path
        assert one.json["api_token"] == TOKEN
    assert create.json["invoice"] == {"kind": "vat"}
    assert all("authorization" not in one.headers for one in little.asked)
    told = logged()
    assert "HTTP Request" in told
    assert [one for one in (TOKEN, quote(TOKEN, safe=""), "api_token") if one in told] == []


def test_or_as_a_header_everywhere(line_to, little: LittleServer):
    little.on("/invoices.json", http([]))
    line = line_to(token_in="header")
    line.test()
    line.calls.create_invoice(b'{"invoice":{}}')
    assert [one.headers["authorization"] for one in little.asked] == [f"Bearer {TOKEN}"] * 2
    assert little.asked[1].body == b'{"invoice":{}}'
    assert "api_token" not in little.asked[0].path


def test_a_redirect_is_not_followed_with_the_token(line_to, little: LittleServer):
    little.on("/invoices.json", http(b"", 302, Location=f"{little.url}/other?api_token={quote(TOKEN, safe='')}"))
    with pytest.raises(MuhrError) as caught:
        line_to().test()
    assert len(little.asked) == 1
    assert TOKEN not in everything_in(caught.value)


def test_a_proxy_learns_the_host_and_no_more(logged: Callable[[], str]):
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(30)
    port = listener.getsockname()[1]
    set_up = account("https://zrazok.example.invalid", proxy=f"http://127.0.0.1:{port}")
    line = BitFaktura(set_up, CREDENTIALS, transport=QUICK)
    heard: list[bytes] = []

    def proxy() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.settimeout(30)
            while b"\r\n\r\n" not in b"".join(heard):
                heard.append(connection.recv(65536))
            connection.sendall(b"HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n")

    thread = threading.Thread(target=proxy)
    thread.start()
    with pytest.raises(MuhrError) as caught:
        line.test()
    thread.join(30)
    listener.close()
    line.close()
    told = b"".join(heard).decode()
    assert told.startswith("CONNECT zrazok.example.invalid:443 "), told
    everything = told + logged() + everything_in(caught.value)
    assert [one for one in (TOKEN, quote(TOKEN, safe=""), "namuna") if one in everything] == []


def test_a_service_that_repeats_the_token_does_not_spread_it(line_to, little: LittleServer):
    said = {"code": "error", "message": {TOKEN: [f"- {TOKEN}"]}, "api_token": TOKEN}
    line = line_to()
    shown = ""
    for status in (200, 201, 400, 403, 422, 500):
        little.on("/invoices.json", http(said, status))
        little.on("/invoices/7.json", http(said | {"id": 7}, status))
        for call in (line.waiting, lambda: line.contents(["7"]),
                     lambda: line.send(effect(Action.IMPORT, "muhr-" + "0" * 32, b'{"invoice":{}}'))):  # fmt: skip
            try:
                shown += repr(call())
            except MuhrError as error:
                shown += everything_in(error) + repr(getattr(error, "raw", b""))
    assert shown
    assert TOKEN not in shown


def test_no_payload_holds_the_token(world: World):
    given = world.importing({"api_token": "x"} | {"kind": "vat", "positions": [{"name": "а", "total_price_gross": 1}]})
    payloads = [given.payload, world.act(Action.PAY, {"amount": "1"}).payload, world.act(Action.CANCEL).payload]
    assert not any(world.credentials.password.encode() in one for one in payloads)
