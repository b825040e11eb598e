"""The line itself, against real sockets: what breaks where, and what is never sent to whom."""

from __future__ import annotations

import datetime as dt
import gzip
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from provider_kit import QUICK, SECRETS, LittleServer, cut, http, utc_now

from muhr.domain.errors import AnswerUnreadable, BugError, OutcomeUnknown, ProviderError, Retry, Unreachable
from muhr.providers.addresses import is_loopback, origin, proxy_for
from muhr.providers.network import DeadlineBackend, deadline
from muhr.providers.options import ProxyMode, Timeouts, TransportOptions, options_from
from muhr.providers.outcomes import Purpose
from muhr.providers.plaintext import Redactor
from muhr.providers.transport import Call, Transport


@pytest.fixture
def line(little: LittleServer) -> Iterator[Transport]:
    with_line = Transport((little.url,), QUICK, Redactor(), utc_now)
    yield with_line
    with_line.close()


def read(url: str, path: str = "/thing") -> Call:
    return Call(method="GET", url=url + path, purpose=Purpose.READ)


def write(url: str, path: str = "/thing") -> Call:
    return Call(method="POST", url=url + path, purpose=Purpose.WRITE, body=b"{}")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def failure_of(line: Transport, call: Call) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        line.exchange(call, "namuna-token-1")
    return caught.value


# ------------------------------------------------------------------ where it breaks


def test_a_refused_connection_proves_that_nothing_left():
    url = f"http://127.0.0.1:{free_port()}"
    line = Transport((url,), QUICK, Redactor(), utc_now)
    for call in (read(url), write(url)):
        error = failure_of(line, call)
        assert type(error) is Unreachable
        assert error.__context__ is None, "an httpx exception would carry the request with its token"
    line.close()


@pytest.mark.parametrize(
    ("reply", "for_reading"),
    [
        (cut, Unreachable),
        (b"HTTP/1.1 200 OK\r\nContent-Le", Unreachable),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\n12345", Unreachable),
        (b"no HTTP at all\r\n\r\n", Unreachable),
        (lambda connection, asked: None, Unreachable),  # silence
        (http(b"x", Content_Encoding="br"), AnswerUnreadable),
        (http(b"not gzip", Content_Encoding="gzip"), AnswerUnreadable),
        (http(gzip.compress(b"x" * 100)[:-9], Content_Encoding="gzip"), AnswerUnreadable),
    ],
    ids=["cut", "half head", "half body", "no http", "silence", "foreign packing", "broken packing", "half packing"],
)
def test_a_break_after_the_request_left(little, line, reply, for_reading):
    little.on("/thing", reply)
    assert type(failure_of(line, write(little.url))) is OutcomeUnknown
    assert type(failure_of(line, read(little.url))) is for_reading


def drip(part: bytes):
    """A server that sends its answer byte by byte, each within the limit of a single wait."""

    def reply(connection, asked):
        for place in range(len(part)):
            time.sleep(0.05)
            connection.sendall(part[place : place + 1])

    return reply


@pytest.mark.parametrize("dripped", [http(b"[" + b"1," * 200 + b"1]"), b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 400])
def test_a_dripping_server_is_cut_off_by_the_time_for_the_whole(little, dripped):
    little.on("/thing", drip(dripped))
    options = TransportOptions(timeouts=Timeouts(read=0.5, whole=0.4))
    line = Transport((little.url,), options, Redactor(), utc_now)
    began = time.monotonic()
    assert type(failure_of(line, write(little.url))) is OutcomeUnknown
    assert type(failure_of(line, read(little.url))) is Unreachable
    assert time.monotonic() - began < 3, "twenty seconds of dripping were waited for"
    line.close()


def test_silence_is_cut_off_long_before_the_time_for_the_whole(little):
    little.on("/thing", lambda connection, asked: None)
    line = Transport((little.url,), TransportOptions(timeouts=Timeouts(read=0.2, whole=30)), Redactor(), utc_now)
    began = time.monotonic()
    assert type(failure_of(line, read(little.url))) is Unreachable
    assert time.monotonic() - began < 5
    line.close()


def test_no_step_begins_when_the_time_is_over(little, tls_server):
    backend, port = DeadlineBackend(), int(tls_server[0].rpartition(":")[2])
    with deadline(-1), pytest.raises(httpcore.ConnectTimeout):
        backend.connect_tcp("127.0.0.1", port)
    stream = backend.connect_tcp("127.0.0.1", port, timeout=5)
    with deadline(-1):
        with pytest.raises(httpcore.WriteTimeout):
            stream.write(b"x")
        with pytest.raises(httpcore.ReadTimeout):
            stream.read(1)
        with pytest.raises(httpcore.ConnectTimeout):
            stream.start_tls(ssl.create_default_context())
    assert stream.get_extra_info("socket").fileno() == -1, "a stream without TLS is closed"


def test_a_packed_answer_is_unpacked(little, line):
    little.on("/thing", http(gzip.compress(b'{"a":1}'), Content_Encoding="gzip"))
    assert line.exchange(read(little.url)).body == b'{"a":1}'


@pytest.mark.parametrize("packed", [True, False])
def test_a_huge_answer_is_not_taken_into_memory(little, packed):
    body = b"0" * 50_000_000
    little.on("/thing", http(gzip.compress(body), Content_Encoding="gzip") if packed else http(body))
    options = TransportOptions(timeouts=QUICK.timeouts, answer_limit=1_000_000)
    line = Transport((little.url,), options, Redactor(), utc_now)
    assert type(failure_of(line, read(little.url))) is AnswerUnreadable
    assert type(failure_of(line, write(little.url))) is OutcomeUnknown
    line.close()


def test_an_idle_connection_that_the_server_closed_costs_nothing(little, line):
    """A closed idle connection is noticed before bytes are written: no writing call becomes unknown by it."""

    def then_close(connection, asked):
        connection.sendall(http({"ok": True}))
        connection.shutdown(socket.SHUT_RDWR)

    little.on("/thing", then_close)
    for _ in range(5):
        assert line.exchange(write(little.url)).status == 200
        assert little.closed_connections.acquire(timeout=5)
    assert len(little.asked) == 5


def test_one_connection_is_kept_and_used_again(little, line):
    little.on("/thing", http({"ok": True}))
    for _ in range(5):
        line.exchange(write(little.url))
    assert len(little._open) == 1


def test_lanes_share_the_line(little, line):
    little.on("/thing", http({"ok": True}))
    answers: list[int] = []
    lanes = [
        threading.Thread(target=lambda: answers.extend(line.exchange(write(little.url)).status for _ in range(25)))
        for _ in range(4)
    ]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    assert answers == [200] * 100
    assert len(little._open) <= QUICK.connections


# ------------------------------------------------------------------ where it goes


def test_no_redirect_is_followed_to_another_server_and_none_when_writing(little, line):
    thief = LittleServer()
    thief.on("/stolen", http({"ok": True}))
    little.on("/thing", http(b"", 307, Location=f"{thief.url}/stolen"))
    for call in (read(little.url), write(little.url)):
        answer = line.exchange(call, "namuna-token-1")
        assert answer.status == 307
        expected = Unreachable if call.purpose is Purpose.READ else OutcomeUnknown
        assert type(line.judge(call, answer)) is expected
    little.on("/thing", http(b"", 307, Location="/moved"))
    little.on("/moved", http({"ok": True}))
    assert line.exchange(write(little.url)).status == 307
    thief.stop()
    assert thief.asked == []


def test_a_reading_call_follows_within_the_same_server(little, line):
    little.on("/thing", http(b"", 302, Location="/moved?x=1"))
    little.on("/moved", http({"ok": True}))
    assert line.exchange(read(little.url), "namuna-token-1").body == b'{"ok":true}'
    assert little.asked[-1].headers["authorization"] == "Bearer namuna-token-1"
    little.on("/thing", http(b"", 302, Location="/thing"))
    assert line.exchange(read(little.url)).status == 302, "a circle ends"
    little.on("/thing", http(b"", 302, Location="http://[bad"))
    assert line.exchange(read(little.url)).status == 302


def test_only_the_addresses_of_the_account_are_called(little, line):
    with pytest.raises(BugError):
        line.exchange(read("http://127.0.0.1:1"), "namuna-token-1")


@pytest.mark.parametrize(
    "url", ["http://api.example", "ftp://127.0.0.1", "api.example", "http://[::1", "http://h:port"]
)
def test_plain_http_goes_to_this_machine_only(url):
    line = Transport((url,), QUICK, Redactor(), utc_now)
    error = failure_of(line, write(url))
    assert (type(error), error.code, error.retry) == (Unreachable, "provider-address", Retry.AFTER_PERSON)


@pytest.mark.parametrize("host", ["a" * 70 + ".example", "exa mple"])
def test_a_host_that_cannot_be_one_is_unreachable(host):
    url = f"https://{host}"
    line = Transport((url,), TransportOptions(timeouts=QUICK.timeouts, proxy=ProxyMode.NONE), Redactor(), utc_now)
    assert type(failure_of(line, write(url))) is Unreachable
    line.close()


def test_after_close_nothing_is_sent(little, line):
    line.close()
    assert failure_of(line, write(little.url)).code == "provider-closed"
    assert little.asked == []


def test_no_cookie_is_kept(little, line):
    little.on("/thing", http({"ok": True}, Set_Cookie="affinity=1; Path=/"))
    line.exchange(read(little.url))
    line.exchange(read(little.url))
    assert "cookie" not in little.asked[-1].headers


# ------------------------------------------------------------------ proxies


def test_proxy_is_chosen_by_the_accounts_setting(monkeypatch):
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "inside.example")
    system, none = TransportOptions(), TransportOptions(proxy=ProxyMode.NONE)
    manual = options_from({"proxy": "own.example:8080"})
    assert proxy_for("https://api.example/x", system) == "http://proxy.example:3128"
    assert proxy_for("https://inside.example/x", system) is None
    assert proxy_for("https://api.example/x", none) is None
    assert proxy_for("https://api.example/x", manual) == "http://own.example:8080"
    for options in (system, none, manual):
        for url in ("http://127.0.0.1:8", "http://localhost", "http://[::1]:5", "http://127.8.9.1/x"):
            assert proxy_for(url, options) is None, "this machine is never asked through a proxy"


def test_account_options_choose_proxy_and_authorities(tmp_path):
    assert options_from({"proxy": "none"}).proxy is ProxyMode.NONE
    assert options_from({"proxy": "system"}).proxy is ProxyMode.SYSTEM
    own = options_from({"proxy": "http://user:geheim@own.example:1", "ca_file": str(tmp_path / "ca.pem")})
    assert (own.proxy, own.ca_file) == (ProxyMode.MANUAL, tmp_path / "ca.pem")
    assert "geheim" not in repr(own)


class _Refusing(BaseHTTPRequestHandler):
    asked: list[str]

    def do_CONNECT(self) -> None:
        self.server.asked.append(self.path)
        self.send_error(407, "Proxy Authentication Required")

    def log_message(self, *args) -> None:
        pass


def test_a_proxy_that_refuses_proves_that_nothing_reached_the_provider():
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), _Refusing)
    proxy.asked = []
    thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    options = options_from({"proxy": f"127.0.0.1:{proxy.server_address[1]}"}, QUICK)
    line = Transport(("https://api.example",), options, Redactor(), utc_now)
    error = failure_of(line, write("https://api.example"))
    assert (type(error), error.code) == (Unreachable, "provider-proxy")
    assert proxy.asked == ["api.example:443"]
    line.close()
    proxy.shutdown()
    proxy.server_close()
    thread.join()


def test_a_proxy_address_that_cannot_be_used_is_said_without_its_password():
    line = Transport(("https://api.example",), options_from({"proxy": "gopher://u:geheim@x"}), Redactor(), utc_now)
    error = failure_of(line, write("https://api.example"))
    assert error.code == "provider-proxy"
    assert error.__context__ is None
    assert "geheim" not in str(error)


# ------------------------------------------------------------------ TLS


@pytest.fixture
def tls_server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server for 127.0.0.1 with a certificate of its own making."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Namuna test")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "server.pem"
    own = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem.write_bytes(own + certificate.public_bytes(serialization.Encoding.PEM))
    authority = tmp_path / "ca.pem"
    authority.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    class Fine(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", "1")
            self.end_headers()
            self.wfile.write(b"0")

        def log_message(self, *args) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Fine)
    server.handle_error = lambda *args: None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"https://127.0.0.1:{server.server_address[1]}", authority
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_unknown_authority_is_not_trusted_unless_the_person_adds_it(tls_server, tmp_path):
    url, authority = tls_server
    plain = Transport((url,), QUICK, Redactor(), utc_now)
    error = failure_of(plain, write(url))
    assert (type(error), error.code) == (Unreachable, "provider-certificate")
    plain.close()
    trusting = Transport((url,), options_from({"ca_file": str(authority)}, QUICK), Redactor(), utc_now)
    assert trusting.exchange(write(url)).body == b"0"
    trusting.close()
    broken = tmp_path / "broken.pem"
    broken.write_text("no certificate")
    for path in (broken, tmp_path / "missing.pem"):
        wrong = Transport((url,), options_from({"ca_file": str(path)}, QUICK), Redactor(), utc_now)
        assert failure_of(wrong, write(url)).code == "provider-ca-file"


def test_a_server_without_tls_where_tls_is_due_is_unreachable(little):
    url = little.url.replace("http://", "https://")
    line = Transport((url,), QUICK, Redactor(), utc_now)
    assert type(failure_of(line, write(url))) is Unreachable
    line.close()


# ------------------------------------------------------------------ small things


@pytest.mark.parametrize(
    ("host", "here"),
    [
        *[(host, True) for host in ("127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LOCALHOST.")],
        *[(host, False) for host in ("127.0.0.1.example", "localhost.example", "10.0.0.1", "0.0.0.0", "")],
    ],
)
def test_loopback(host, here):
    assert is_loopback(host) is here


def test_origins():
    assert origin("HTTPS://Api.Example/x?y") == ("https", "api.example", 443)
    assert origin("http://127.0.0.1:8080") == ("http", "127.0.0.1", 8080)
    assert origin("http://h:port") == ("", "", None)


def test_nothing_prints_a_secret(little, line):
    call = Call(method="POST", url=little.url, purpose=Purpose.WRITE, body=SECRETS.password.encode())
    assert SECRETS.password not in repr(call) + repr(line) + repr(Redactor([SECRETS.password]))


@pytest.mark.parametrize("shared", [True, False])
def test_with_a_shared_gate_one_request_is_under_way_at_a_time(little: LittleServer, shared: bool) -> None:
    under_way, most = 0, 0
    guard, both = threading.Lock(), threading.Event()

    def reply(connection: socket.socket, _: object) -> None:
        nonlocal under_way, most
        with guard:
            under_way += 1
            most = max(most, under_way)
            if under_way == 2:
                both.set()
        both.wait(0.3)  # long enough for the other one to come, if it may
        with guard:
            under_way -= 1
        connection.sendall(http({}))

    little.on("/thing", reply)
    lines = [Transport((little.url,), QUICK, Redactor(), utc_now) for _ in range(2)]
    gate = threading.Lock()
    for line in lines:
        if shared:
            line.gate = gate
    threads = [threading.Thread(target=line.exchange, args=(read(little.url),)) for line in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    for line in lines:
        line.close()
    assert most == (1 if shared else 2)
