"""A TCP proxy on 127.0.0.1 that cuts connections at an exact byte of a chosen HTTP request or answer.

Knows just enough of HTTP/1.1 to find where a request begins and ends (Content-Length; no chunked requests, no
pipelining). Everything else is passed on byte by byte.
"""

from __future__ import annotations

import asyncio
import contextlib
import enum
import re
import socket
import struct
import sys
import threading
from collections.abc import Coroutine
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, TypeVar

from muhr.sandbox.http_server import HOST

_LENGTH = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.IGNORECASE)
_END_OF_HEAD = b"\r\n\r\n"
_LARGEST_HEAD = 64 * 1024
_CHUNK = 64 * 1024
_LINGER_NOW = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)

_Result = TypeVar("_Result")


class CutAt(enum.Enum):
    """Where the connection breaks."""

    CONNECT = "connect"  # accepted, and closed before a byte is read
    REQUEST = "request"  # after `after` bytes of the request have gone on to the server
    BEFORE_ANSWER = "before-answer"  # the server has worked and answers; no byte of the answer comes back
    ANSWER = "answer"  # after `after` bytes of the answer


@dataclass(slots=True, kw_only=True)
class Cut:
    """One planned cut. It is used up when it happens."""

    at: CutAt
    after: int = 0
    """Bytes that still get through."""
    matching: str = ""
    """Only a request whose first line holds this text; for `CONNECT` it does not matter."""
    nth: int = 1
    """Which of the matching requests (or connections), counted from the moment of planning."""
    reset: bool = False
    """The client sees a reset instead of an orderly end."""
    happened: threading.Event = field(default_factory=threading.Event)


class _CutNow(Exception):
    """The connection is to be closed now."""

    def __init__(self, cut: Cut) -> None:
        super().__init__()
        self.cut = cut


@dataclass(slots=True)
class _Exchange:
    """What is to happen to the answer that comes next on one connection."""

    cut: Cut | None = None
    passed: int = 0


class CutProxy:
    """Passes connections on to one port. Also a context manager."""

    def __init__(self, target_port: int) -> None:
        self._target = target_port
        self._plans: list[Cut] = []
        self._lock = threading.Lock()
        self._loop = asyncio.new_event_loop()
        self._connections: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, name="cut-proxy", daemon=True)
        self._thread.start()
        self.port = 0
        self.accept()

    # ---------------------------------------------------------------- orders, from any thread

    def plan(self, *cuts: Cut) -> None:
        """Add cuts; each waits for its request."""
        with self._lock:
            self._plans.extend(cuts)

    def forget(self) -> None:
        """Drop every plan that has not happened."""
        with self._lock:
            self._plans.clear()

    def refuse(self) -> None:
        """Stop listening: new connections are refused, as when nothing runs there."""
        self._do(self._stop_listening())

    def accept(self) -> None:
        """Listen again, on the same port."""
        self._do(self._listen())

    def stop(self) -> None:
        """Close everything and end the thread."""
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)
        self._loop.close()

    def __enter__(self) -> CutProxy:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _do(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)

    # ---------------------------------------------------------------- in the loop

    async def _listen(self) -> None:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, self.port))
        self.port = listener.getsockname()[1]
        self._server = await asyncio.start_server(self._accepted, sock=listener)

    async def _stop_listening(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    async def _close(self) -> None:
        await self._stop_listening()
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            await self._serve(reader, writer)
        except _CutNow as now:
            if now.cut.reset:
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOW)
            elif not writer.transport.is_closing():
                with contextlib.suppress(ConnectionError):
                    await writer.drain()
            writer.transport.abort() if now.cut.reset else writer.close()
            now.cut.happened.set()
        except asyncio.CancelledError:
            pass  # the proxy is being closed
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()
            self._connections.discard(task)

    def _due(self, at: frozenset[CutAt], first_line: str) -> Cut | None:
        """Count one request or connection for every plan it fits; give the plan whose turn it is."""
        with self._lock:
            for cut in self._plans:
                if cut.at in at and cut.matching in first_line:
                    cut.nth -= 1
                    if cut.nth <= 0:
                        self._plans.remove(cut)
                        return cut
        return None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        cut = self._due(frozenset({CutAt.CONNECT}), "")
        if cut is not None:
            raise _CutNow(cut)
        up_reader, up_writer = await asyncio.open_connection(HOST, self._target)
        exchange = _Exchange()
        pumps = [
            asyncio.ensure_future(self._pump_requests(reader, up_writer, exchange)),
            asyncio.ensure_future(self._pump_answers(up_reader, writer, exchange)),
        ]
        try:
            done, _ = await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            for pump in done:
                with contextlib.suppress(ConnectionError):
                    pump.result()
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
            up_writer.close()
            with contextlib.suppress(ConnectionError):
                await up_writer.wait_closed()

    async def _pump_requests(self, reader: asyncio.StreamReader, up: asyncio.StreamWriter, exchange: _Exchange) -> None:
        while True:
            try:
                head = await reader.readuntil(_END_OF_HEAD)
            except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                return
            first_line = head.partition(b"\r\n")[0].decode("latin-1")
            cut = self._due(frozenset(CutAt) - {CutAt.CONNECT}, first_line)
            length = _LENGTH.search(head)
            left = int(length.group(1)) if length is not None else 0
            request_cut = cut if cut is not None and cut.at is CutAt.REQUEST else None
            # Before the request is complete: its answer may come as soon as its last byte is there.
            exchange.cut, exchange.passed = (None if request_cut else cut), 0
            passed = await self._forward(up, head, 0, request_cut)
            while left:
                chunk = await reader.read(min(left, _CHUNK))
                if not chunk:
                    return
                left -= len(chunk)
                passed = await self._forward(up, chunk, passed, request_cut)
            if request_cut is not None:
                raise _CutNow(request_cut)

    async def _forward(self, up: asyncio.StreamWriter, data: bytes, passed: int, cut: Cut | None) -> int:
        """Pass bytes of a request on; raises `_CutNow` when the allowance is used up."""
        allowed = len(data) if cut is None else min(len(data), cut.after - passed)
        up.write(data[:allowed])
        await up.drain()
        if cut is not None and allowed < len(data):
            raise _CutNow(cut)
        return passed + allowed

    async def _pump_answers(self, up: asyncio.StreamReader, writer: asyncio.StreamWriter, exchange: _Exchange) -> None:
        while data := await up.read(_CHUNK):
            cut = exchange.cut
            if cut is not None and exchange.passed + len(data) > cut.after:
                writer.write(data[: cut.after - exchange.passed])
                await writer.drain()
                raise _CutNow(cut)
            exchange.passed += len(data)
            writer.write(data)
            await writer.drain()
