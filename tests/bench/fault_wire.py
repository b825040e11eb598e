"""A wire between a desk and a sandbox that breaks once, at an exact byte of one call's exchange. On 127.0.0.1.

Unlike `muhr.sandbox.cutproxy` it knows which call a request is (so says the service), can kill whoever is at the other
end instead of cutting, and can be late: a request that the desk has given up arrives after all.
"""

from __future__ import annotations

import enum
import re
import socket
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

HOST = "127.0.0.1"
_LENGTH = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.IGNORECASE)
_AT_ONCE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)

Classify = Callable[[str, str, bytes], str]
"""HTTP method, path, body -> the name of the call."""


class Break(enum.Enum):
    """Where the wire breaks."""

    OPENED = "opened"  # the connection stands; not a byte is read
    REQUEST = "request"  # a share of the request's bytes has gone on to the service
    GONE = "gone"  # all of the request has gone on; whether the service works on it is not waited for
    SENT = "sent"  # the service has worked; no byte of its answer comes back
    ANSWER = "answer"  # a share of the answer's bytes comes back
    LATE = "late"  # as REQUEST with no byte; the request arrives once the desk has asked about it for the first time


@dataclass(slots=True)
class Plan:
    """What is to happen to one request."""

    at: Break
    method: str
    """The call that is meant."""
    share: float = 0.0
    """How much of the bytes comes through, from 0 to 1; never all."""
    reset: bool = False
    """The end is abrupt (RST) instead of orderly."""
    kill: Callable[[], None] | None = None
    """Strikes the desk at this place, before the wire breaks."""
    questions: int = 0
    """So many of the requests that follow are broken off as well, unanswered."""
    happened: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    """It has happened, and the service is no longer at work on the request."""


class _Broken(Exception):
    pass


class Wire:
    """Passes connections on to one port; one plan at a time. Also a context manager."""

    def __init__(self, target: int, classify: Classify, login: str) -> None:
        self._target = target
        self._classify = classify
        self._login = login
        self._lock = threading.Lock()
        self._plan: Plan | None = None
        self._questions = 0
        self._late = b""
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server((HOST, 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, name="wire", daemon=True).start()

    def plan(self, plan: Plan | None) -> None:
        """Break the next request of the plan's call; forget any other plan and whatever was to be late."""
        with self._lock:
            self._plan, self._questions, self._late = plan, 0, b""

    def hang_up(self) -> None:
        """Close every connection: the desk at the other end is gone."""
        with self._lock:
            ends = list(self._open)
        for one in ends:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # wakes the thread that accepts
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.hang_up()

    # ---------------------------------------------------------------- inside

    def _accept(self) -> None:
        while True:
            try:
                end, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(end,), name="wire-line", daemon=True).start()

    def _serve(self, end: socket.socket) -> None:
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._open.add(end)
        try:
            with socket.create_connection((HOST, self._target)) as service:
                service.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                while request := read_request(end):
                    self._pass(request, end, service)
        except (_Broken, OSError):
            pass
        finally:
            with self._lock:
                self._open.discard(end)
            end.close()

    def _pass(self, request: bytes, end: socket.socket, service: socket.socket) -> None:
        head, _, body = request.partition(b"\r\n\r\n")
        verb, target, _ = head.partition(b"\r\n")[0].decode("latin-1").split(" ", 2)
        method = self._classify(verb, target.partition("?")[0], body)
        with self._lock:
            plan = self._plan if self._plan is not None and self._plan.method == method else None
            if plan is not None:
                self._plan, self._questions = None, plan.questions
            elif self._questions:
                self._questions -= 1
                raise _Broken
        if plan is not None:
            self._break(plan, request, end, service)
        service.sendall(request)
        answer = read_answer(service)
        if method != self._login:
            self._deliver_late()  # the service has said "not here", and the desk has not heard it yet
        end.sendall(answer)
        if not is_whole(answer):
            raise _Broken

    def _break(self, plan: Plan, request: bytes, end: socket.socket, service: socket.socket) -> None:
        answer = b""
        if plan.at is Break.REQUEST:
            service.sendall(request[: int(len(request) * plan.share)])
        elif plan.at is Break.LATE:
            with self._lock:
                self._late = request
        elif plan.at is Break.GONE:
            service.sendall(request)
        elif plan.at in {Break.SENT, Break.ANSWER}:
            service.sendall(request)
            answer = read_answer(service)
        if plan.at is Break.ANSWER:
            end.sendall(answer[: max(int(len(answer) * plan.share), 1)])
        plan.happened.set()
        if plan.kill is not None:
            plan.kill()
        if plan.reset:
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        if plan.at is Break.GONE:
            with self._lock:
                self._open.discard(end)
            end.close()
            read_answer(service)
        plan.over.set()
        raise _Broken

    def _deliver_late(self) -> None:
        with self._lock:
            late, self._late = self._late, b""
        if late:
            with socket.create_connection((HOST, self._target)) as service:
                service.sendall(late)
                read_answer(service)


def is_whole(message: bytes) -> bool:
    """Whether an HTTP message is complete by its own Content-Length."""
    head, found, body = message.partition(b"\r\n\r\n")
    if not found:
        return False
    length = _LENGTH.search(head)
    return len(body) >= (int(length[1]) if length is not None else 0)


def read_answer(line: socket.socket) -> bytes:
    """Read one message, or as much of it as comes before the end."""
    data = b""
    while not is_whole(data) and (piece := _piece(line)):
        data += piece
    return data


def read_request(line: socket.socket) -> bytes:
    """Read one message; b"" when the line ends before it does."""
    data = read_answer(line)
    return data if is_whole(data) else b""


def _piece(line: socket.socket) -> bytes:
    with suppress(ConnectionError):
        return line.recv(65536)
    return b""
