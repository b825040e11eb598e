"""Fetching from addresses that strangers wrote: the inner network stays untouched, and nothing is read without end."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from muhr.domain.errors import Unreachable
from muhr.providers.fetching import HttpFetch
from muhr.providers.options import ProxyMode, TransportOptions


class _Handler(BaseHTTPRequestHandler):
    """A small server with every bad habit."""

    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        self.server.paths.append(self.path)  # type: ignore[attr-defined]
        kind = self.path.strip("/")
        if kind == "good":
            self._answer(b"bytes")
        elif kind == "large":
            self._answer(b"x" * 100_001)
        elif kind == "packed":
            self._answer(gzip.compress(b"x" * 1000), ("Content-Encoding", "gzip"))
        elif kind == "moved":
            self._answer(b"", ("Location", "/good"), status=302)
        elif kind == "elsewhere":
            self._answer(b"", ("Location", "http://localhost:1/good"), status=302)
        elif kind == "file":
            self._answer(b"", ("Location", "file:///etc/passwd"), status=302)
        elif kind == "round":
            self._answer(b"", ("Location", "/round"), status=302)
        elif kind == "drip":
            self.send_response(200)
            self.end_headers()
            while not self.server.ended.wait(0.05):  # type: ignore[attr-defined]
                try:
                    self.wfile.write(b"x")
                    self.wfile.flush()
                except OSError:
                    return
        else:
            self._answer(b"no", status=404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(self.headers["Content-Type"].encode() + b" " + body)

    def _answer(self, body: bytes, *headers: tuple[str, str], status: int = 200) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.paths: list[str] = []
        self.ended = threading.Event()
        self.base = f"http://127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as found:
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        yield found
        found.ended.set()
        found.shutdown()
        thread.join()


DIRECT = TransportOptions(proxy=ProxyMode.NONE)


def get(server: Server, path: str, seconds: float = 20, **more: object) -> bytes:
    return HttpFetch(allowed=[server.base], options=DIRECT)(
        f"{server.base}/{path}",
        limit=100_000,
        seconds=seconds,
        **more,  # type: ignore[arg-type]
    )


def test_what_was_allowed_is_fetched(server: Server):
    assert get(server, "good") == b"bytes"
    assert get(server, "moved") == b"bytes"
    assert get(server, "post", body=b"a question", media_type="a/b") == b"a/b a question"


@pytest.mark.parametrize(
    ("path", "word"),
    [("large", "larger"), ("packed", "packed"), ("elsewhere", "status 302"), ("file", "status 302"),
     ("round", "without end"), ("none", "status 404")],
)  # fmt: skip
def test_bad_answers(server: Server, path: str, word: str):
    with pytest.raises(Unreachable, match=word):
        get(server, path)


def test_a_server_that_drips_is_given_up(server: Server):
    with pytest.raises(Unreachable, match="too long"):
        get(server, "drip", seconds=0.5)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://LOCALHOST./", "http://[::1]/", "http://0.0.0.0/", "http://127.1/",
     "http://2130706433/", "http://0x7f.0.0.1/", "http://0x7f000001/", "http://10.0.0.1/", "http://192.168.1.1/",
     "http://172.16.0.1/", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://[fe80::1]/",
     "http://[fd00::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:10.0.0.1]/", "http://[2002:7f00:1::]/",
     "http://224.0.0.1/", "http://intranet/", "http://printer.local/", "http://metadata.google.internal/",
     "http://router.lan/", "http://a@e.example.com/", "http://example.com:22/", "http://example.com:8080/",
     "ftp://example.com/", "file:///etc/passwd", "ldap://example.com/", "http://", "", "http://[", "gopher://x.example/"],
)  # fmt: skip
def test_the_inner_network_is_not_called(url: str):
    for options in (DIRECT, TransportOptions(proxy=ProxyMode.MANUAL, proxy_url="http://127.0.0.1:9")):
        with pytest.raises(Unreachable) as caught:
            HttpFetch(options=options)(url, limit=10, seconds=5)
        assert caught.value.code == "fetch-address"


def test_a_public_name_that_leads_inside_is_not_called(server: Server):
    """DNS rebinding: the address is looked up once, judged, and connected to as a number."""

    def lying(host: str, port: int, **more: Any) -> list[tuple[Any, ...]]:
        assert host == "ca.example.uz"
        return list(socket.getaddrinfo("127.0.0.1", server.server_address[1], **more))

    with pytest.raises(Unreachable) as caught:
        HttpFetch(options=DIRECT, lookup=lying)("http://ca.example.uz/a.crl", limit=10, seconds=5)
    assert caught.value.code == "fetch-address"
    assert server.paths == []
