"""Puts the sandbox's E-IMZO on two ports of 127.0.0.1, `ws` and `wss`, and carries out what goes wrong on the wire."""

from __future__ import annotations

import contextlib
import json
import logging
import socket
import ssl
import tempfile
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType

from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode
from websockets.sync.server import Server, ServerConnection, serve

from muhr.domain.errors import InputError
from muhr.sandbox.eimzo.keys import SimKey
from muhr.sandbox.eimzo.program import Failure, Program, function_of
from muhr.sandbox.eimzo.script import Fault, Script
from muhr.sandbox.pki.tls import self_signed

HOST = "127.0.0.1"
PATH = "/service/cryptapi"
_LOG = logging.getLogger("muhr.sandbox.eimzo")
_LOG.addFilter(lambda record: record.msg != "opening handshake failed")
"""That a client only looked whether the port is open is no news; a fault of the sandbox itself should be seen."""
_LEFT_OPEN = 0
"""No close code: the client is left to close."""
_LARGEST = 64 * 1024 * 1024
"""Of a request, in bytes (facts §1.1)."""
_REQUEST_SECONDS = 30.0


class EImzoServer:
    """A running E-IMZO. Also a context manager that stops it. Raises `InputError` when a port is taken."""

    def __init__(
        self,
        keys: Sequence[SimKey],
        clock: Callable[[], datetime],
        *,
        script: Script | None = None,
        port: int = 0,
        tls_port: int | None = 0,
    ) -> None:
        """Take the ports; nothing is answered before `start`.

        Args:
            keys: what it lists, and what its cards hold.
            clock: aware UTC now, for signing times.
            script: how it behaves; plainly when left out.
            port: for `ws`; 0 takes a free one.
            tls_port: for `wss`; None for an E-IMZO without it.
        """
        self.script = script or Script()
        self.program = Program(keys, self.script, clock)
        self._servers: list[Server] = []
        self._threads: list[threading.Thread] = []
        self._plain = _listening(port)
        self._secure = None if tls_port is None else _listening(tls_port)
        self.port: int = self._plain.getsockname()[1]
        self.tls_port: int = 0 if self._secure is None else self._secure.getsockname()[1]

    @property
    def urls(self) -> dict[str, str]:
        """Where it answers."""
        found = {"ws": f"ws://{HOST}:{self.port}{PATH}"}
        return found | ({"wss": f"wss://{HOST}:{self.tls_port}{PATH}"} if self.tls_port else {})

    def start(self, *, plain: bool = True) -> EImzoServer:
        """Answer from now on; without `plain` on the secure port only."""
        if plain:
            self._serve(self._plain, None)
        else:
            self._plain.close()
        if self._secure is not None:
            self._serve(self._secure, _tls())
        return self

    def stop(self) -> None:
        """End at once, requests under way included. Safe to call twice."""
        self.program.end()
        for server in self._servers:
            server.shutdown()
        for thread in self._threads:
            thread.join()
        self._servers, self._threads = [], []
        for listening in (self._plain, self._secure):
            if listening is not None:
                listening.close()

    def __enter__(self) -> EImzoServer:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _serve(self, listening: socket.socket, context: ssl.SSLContext | None) -> None:
        server = serve(
            self._handle,
            sock=listening,
            ssl=context,
            compression=None,
            ping_interval=None,
            close_timeout=1,
            max_size=_LARGEST,
            logger=_LOG,
        )
        thread = threading.Thread(target=server.serve_forever, name="sandbox-e-imzo", daemon=True)
        thread.start()
        self._servers.append(server)
        self._threads.append(thread)

    def _handle(self, connection: ServerConnection) -> None:
        with contextlib.suppress(ConnectionClosed, TimeoutError, OSError):
            text = connection.recv(timeout=_REQUEST_SECONDS)
            with self.program.working() as alone:
                code = self._work(connection, text) if alone else None
                if self.program.stuck:  # overlapped, now or by another that came meanwhile
                    self.program.wait_for_the_end()
                    code = None
            if code is None:
                _cut(connection)
            elif code == _LEFT_OPEN:
                connection.recv(timeout=_REQUEST_SECONDS)
            else:
                connection.close(code, "Done")

    def _work(self, connection: ServerConnection, text: str | bytes) -> int | None:
        """Do what is asked and reply, unless somebody overlaps meanwhile; give the close code, None to cut."""
        reply, faults = self._reply(connection, text)
        return None if self.program.stuck or self.program.ended else _send(connection, reply, faults)

    def _reply(self, connection: ServerConnection, text: str | bytes) -> tuple[str, list[Fault]]:
        origin = connection.request.headers.get("Origin") if connection.request is not None else None
        try:
            request = json.loads(text)
            faults = self.script.due(function_of(request))
        except (ValueError, Failure):
            return '{"success":false,"reason":"bad request"}', []
        for fault in faults:
            self.program.pause(fault.seconds)
        answer = self.program.answer(request, origin, faults)
        return json.dumps(answer, ensure_ascii=False), faults


def _send(connection: ServerConnection, reply: str, faults: Sequence[Fault]) -> int | None:
    """Send the reply, or what the fault makes of it; give the close code, None to cut the connection."""
    code = 1000
    for fault in faults:
        if fault.kind == "cut":
            return None
        if fault.kind == "half":
            whole = Frame(Opcode.TEXT, reply.encode()).serialize(mask=False)
            connection.socket.sendall(whole[: len(whole) // 2])
            return None
        if fault.kind in {"code", "open"}:
            code = fault.number
        if fault.kind == "twice":
            connection.send(reply)
        reply = {
            "giant": f'{{"success":true,"status":1,"padding":"{"0" * fault.size}"}}',
            "deep": f'{{"success":true,"status":1,"padding":{"[" * fault.size}{"]" * fault.size}}}',
            "garbage": "\x01 not JSON at all",
            "other": '{"jsonrpc":"2.0","result":"pong"}',
            "reply": fault.text,
            "empty": '{"success":true,"status":1}',
        }.get(fault.kind, reply)
    connection.send(reply)
    return code


def _cut(connection: ServerConnection) -> None:
    with contextlib.suppress(OSError):
        connection.socket.shutdown(socket.SHUT_RDWR)


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise InputError(f"Port {port} is used by another program.", code="port-taken") from error


def _tls() -> ssl.SSLContext:
    """TLS with a certificate that E-IMZO has signed itself, as in the field (CN=E-IMZO)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory(prefix="muhr-e-imzo-") as folder:
        file = Path(folder) / "E-IMZO.pem"
        file.touch(mode=0o600)
        file.write_bytes(self_signed("E-IMZO"))
        context.load_cert_chain(file)
    return context
