"""The cutting proxy: exact bytes, both directions, and what the server made of it."""

import json
import socket
import threading
from collections.abc import Iterator

import httpx
import pytest

from muhr.sandbox.cutproxy import Cut, CutAt, CutProxy


@pytest.fixture
def proxy(sandbox) -> Iterator[CutProxy]:
    with CutProxy(sandbox.info.port) as running:
        yield running


@pytest.fixture
def through(api_of, proxy):
    """The first company's line through the proxy."""
    return api_of(0, proxy.port)


class Recorder:
    """A server of one connection at a time that keeps every byte it gets, and answers each request with `answer`."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.received: list[bytes] = []
        self.ended = threading.Semaphore(0)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            got = b""
            with line:
                while data := line.recv(65536):
                    got += data
                    if got == REQUEST:
                        line.sendall(self.answer)
            self.received.append(got)
            self.ended.release()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789"
REQUEST = b"POST /Api/x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    running = Recorder(ANSWER)
    yield running
    running.close()


def exchange(port: int) -> bytes:
    """Send the request, give every byte that comes back before the end."""
    got = b""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(REQUEST)
        while len(got) < len(ANSWER) and (data := line.recv(65536)):
            got += data
    return got


def test_without_a_plan_everything_passes(recorder) -> None:
    with CutProxy(recorder.port) as proxy:
        assert exchange(proxy.port) == ANSWER
        assert recorder.ended.acquire(timeout=5)
    assert recorder.received == [REQUEST]


def test_exactly_so_many_bytes_of_the_request_arrive(recorder) -> None:
    with CutProxy(recorder.port) as proxy:
        for place, after in enumerate(range(0, len(REQUEST) + 1, 7)):
            cut = Cut(at=CutAt.REQUEST, after=after)
            proxy.plan(cut)
            assert exchange(proxy.port) == b""
            assert cut.happened.wait(5)
            assert recorder.ended.acquire(timeout=5)
            assert recorder.received[place] == REQUEST[:after]


def test_exactly_so_many_bytes_of_the_answer_arrive(recorder) -> None:
    with CutProxy(recorder.port) as proxy:
        for after in range(len(ANSWER)):
            proxy.plan(Cut(at=CutAt.ANSWER, after=after))
            assert exchange(proxy.port) == ANSWER[:after]
            assert recorder.ended.acquire(timeout=5)
    assert set(recorder.received) == {REQUEST}


def test_the_chosen_request_of_a_connection_is_hit(proxy, through) -> None:
    cut = Cut(at=CutAt.BEFORE_ANSWER, matching="GetDocumentTypes", nth=2)
    proxy.plan(cut)
    through.get("/Api/Document/GetDocumentTypes")
    through.get("/Api/Document/GetDocumentStatuses")
    assert not cut.happened.is_set()
    with pytest.raises(httpx.RemoteProtocolError):
        through.get("/Api/Document/GetDocumentTypes")
    assert cut.happened.is_set()
    through.get("/Api/Document/GetDocumentTypes")


@pytest.mark.parametrize("reset", [False, True])
def test_a_lost_answer_leaves_the_work_done(proxy, through, director, reset) -> None:
    uid = through.waiting()[0]
    cms = through.signed(through.hash_of(uid).encode(), director)
    proxy.plan(Cut(at=CutAt.BEFORE_ANSWER, matching="SignDocument", reset=reset))
    with pytest.raises(httpx.ReadError if reset else httpx.RemoteProtocolError):
        through.deliver(uid, cms, director.serial)
    assert through.ledger() == {uid: 1}
    assert through.deliver(uid, cms, director.serial) == 6


def test_a_request_cut_in_the_body_is_not_worked_on(proxy, through, director) -> None:
    uid = through.waiting()[0]
    cms = through.signed(through.hash_of(uid).encode(), director)
    proxy.plan(Cut(at=CutAt.REQUEST, after=1000, matching="SignDocument"))
    with pytest.raises(httpx.TransportError):
        through.deliver(uid, cms, director.serial)
    assert through.ledger() == {}
    assert through.status(uid) == 22
    assert through.deliver(uid, cms, director.serial) == 0


def test_connections_can_be_dropped_or_refused(proxy, through) -> None:
    through.http.close()
    address = ("127.0.0.1", proxy.port)
    proxy.plan(Cut(at=CutAt.CONNECT))
    with socket.create_connection(address, timeout=5) as line:
        assert line.recv(1) == b""
    proxy.refuse()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, timeout=5)
    proxy.accept()
    with socket.create_connection(address, timeout=5) as line:
        line.sendall(b"GET /Api/Document/GetDocumentTypes HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(12) == b"HTTP/1.1 200"


def test_plans_can_be_forgotten(proxy, through) -> None:
    proxy.plan(Cut(at=CutAt.BEFORE_ANSWER))
    proxy.forget()
    assert json.loads(through.http.get("/Api/Document/GetDocumentTypes").content)
