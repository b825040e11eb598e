"""Runs an ASGI app with uvicorn on 127.0.0.1, in a thread or in the foreground, and lets the app cut a connection.

Knows nothing of Faktura.uz. Stops within milliseconds, because every test starts one.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import sys
import threading
from typing import Any, cast

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from muhr.domain.errors import InputError

HOST = "127.0.0.1"
_TRANSPORT = "muhr.transport"
_LINGER_NOW = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class _Protocol(H11Protocol):
    """uvicorn's HTTP/1.1 protocol that shows the app its transport (ASGI has no word for closing a connection)."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        inner = cast("ASGIApp", self.app)

        async def with_transport(scope: Scope, receive: Receive, send: Send) -> None:
            scope.setdefault("extensions", {})[_TRANSPORT] = transport
            await inner(scope, receive, send)

        self.app = cast("Any", with_transport)


async def cut_connection(scope: Scope, receive: Receive, *, reset: bool = False) -> None:
    """Close the request's TCP connection at once, without an answer; with `reset` the client sees a reset."""
    transport: asyncio.Transport = scope["extensions"][_TRANSPORT]
    while transport.get_write_buffer_size():  # what was said before the cut is to arrive
        await asyncio.sleep(0.001)
    if reset:
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOW)
    transport.abort()
    # uvicorn must have noticed before the app returns, or it would try to answer 500.
    while (await receive())["type"] != "http.disconnect":
        pass


class _Server(uvicorn.Server):
    """uvicorn without its tenth-of-a-second pulse: it ends when told, and does not wait for idle clients."""

    def __init__(self, config: uvicorn.Config, started: threading.Event) -> None:
        super().__init__(config)
        self._announce = started
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        self._announce.set()
        await self._stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        for task in list(self.server_state.tasks):
            task.cancel()
        if self.server_state.tasks:
            await asyncio.wait(list(self.server_state.tasks), timeout=5)
        # connection_lost of the aborted transports is due in the next turn of the loop.
        await asyncio.sleep(0)
        for server in self.servers:
            await server.wait_closed()

    def end(self) -> None:
        """Ask the server to end, from any thread."""
        if self._loop is not None and self._stopping is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: it has ended already
                self._loop.call_soon_threadsafe(self._stopping.set)


class HttpServer:
    """One port of 127.0.0.1, and the app that answers there. Raises `InputError` when the port is taken."""

    def __init__(self, port: int = 0) -> None:
        # asyncio sends without delay (TCP_NODELAY) only when the protocol is named; 40 ms an answer otherwise.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if sys.platform != "win32":  # on Windows the option would let a second program take the port
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((HOST, port))
            self._socket.listen(256)
        except OSError as error:
            self._socket.close()
            raise InputError(f"Port {port} is used by another program.", code="port-taken") from error
        self.port: int = self._socket.getsockname()[1]
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    def start(self, app: ASGIApp) -> None:
        """Serve from a thread; returns when the server answers."""
        started = threading.Event()
        config = uvicorn.Config(
            app,
            http=_Protocol,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            log_level="error",  # a fault of the sandbox itself should be seen
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,  # the app sends the sandbox's own time
            timeout_keep_alive=75,
        )
        self._server = _Server(config, started)
        self._thread = threading.Thread(target=self._run, args=(self._server,), name="sandbox", daemon=True)
        self._thread.start()
        if not started.wait(timeout=10):
            raise RuntimeError("the sandbox did not start")

    def _run(self, server: _Server) -> None:
        with asyncio.Runner() as runner:
            runner.run(server._serve(sockets=[self._socket]))  # noqa: SLF001 - serve() without its signal handlers

    def stop(self) -> None:
        """End the server and close every connection; returns when its thread has ended."""
        if self._server is not None and self._thread is not None:
            self._server.end()
            self._thread.join(timeout=10)
        self._server = self._thread = None
        self._socket.close()
