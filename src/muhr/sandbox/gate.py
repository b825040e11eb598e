"""The door of the sandbox: every request passes here, and scripted faults are carried out here.

Refuses foreign Host headers (DNS rebinding), reads the whole request before any work (a request cut short is never
worked on), and buffers the whole answer (so that it can be cut at a known place).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from email.utils import format_datetime

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from muhr.sandbox.answers import problem
from muhr.sandbox.clock import SandboxClock
from muhr.sandbox.faults import Fault, FaultScript
from muhr.sandbox.http_server import cut_connection
from muhr.sandbox.service import ByVerb, Service

_LARGEST_BODY = 64 * 1024 * 1024
_PORTAL = b"<!doctype html><title>Wi-Fi</title><h1>Welcome to the guest network</h1><form>Please sign in.</form>"


class _Cut(Exception):
    """The connection is to be closed now; `reset` as in the fault."""

    def __init__(self, *, reset: bool) -> None:
        super().__init__()
        self.reset = reset


def _header(scope: Scope, name: bytes) -> str:
    for key, value in scope["headers"]:
        if key == name:
            return bytes(value).decode("latin-1")
    return ""


async def _body_of(receive: Receive) -> bytes | None:
    """Read the whole body; None when the client went away before its end."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > _LARGEST_BODY:
            return None
        if not message.get("more_body", False):
            return bytes(body)


class _Answer:
    """A whole answer, held back."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = b""

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = list(message["headers"])
        else:
            self.body += message.get("body", b"")


class Gate:
    """The outermost ASGI app."""

    def __init__(self, app: ASGIApp, *, faults: FaultScript, clock: SandboxClock, services: Sequence[Service]) -> None:
        self._app = app
        self._services = sorted(services, key=lambda service: len(service.prefix), reverse=True)
        self._faults = faults
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return
        # At the end of the server its waiting requests are cancelled: their connections are closed already.
        with contextlib.suppress(asyncio.CancelledError):
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _body_of(receive)
        if body is None:
            return
        if _header(scope, b"host").rsplit(":", 1)[0] not in {"127.0.0.1", "localhost"}:
            await self._answer(scope, body, send, problem(403, "This server only speaks to its own machine."))
            return
        try:
            if scope["path"].startswith("/__sim"):
                await self._emit(send, await self._work(scope, body))
            else:
                await self._with_faults(scope, body, send)
        except _Cut as cut:
            await cut_connection(scope, receive, reset=cut.reset)

    async def _with_faults(self, scope: Scope, body: bytes, send: Send) -> None:
        service = self._service_of(scope["path"])
        path = scope["path"].removeprefix(service.prefix)
        if isinstance(service, ByVerb):
            method = service.call_of(scope["method"], path, body)
        else:
            method = service.method_of(path, body)
        hits = self._faults.due(method, service.name)
        await asyncio.sleep(self._faults.latency(method, service.name))
        for fault in hits:
            if fault.base in {"latency", "slow_running"}:
                if fault.base == "slow_running":
                    service.begin(method, body)
                await asyncio.sleep(fault.seconds)
            elif fault.base == "expire_token":
                service.expire_tokens(_header(scope, b"authorization").partition(" ")[2].strip())
            elif fault.base == "duplicate_delivery":
                await self._work(scope, body)
        ending = next((fault for fault in hits if fault.base not in _PASSING), None)
        if ending is None:
            await self._emit(send, await self._work(scope, body))
        else:
            await self._go_wrong(ending, scope, body, send)

    def _service_of(self, path: str) -> Service:
        # The longest prefix first; Faktura.uz, at the root, has what nobody else claims.
        return next(one for one in self._services if path == one.prefix or path.startswith(f"{one.prefix}/"))

    async def _go_wrong(self, fault: Fault, scope: Scope, body: bytes, send: Send) -> None:
        answer = await self._work(scope, body) if fault.acts else _Answer()
        if fault.base == "drop":
            raise _Cut(reset=fault.reset)
        if fault.base == "half_body":
            await self._emit(send, answer, upto=len(answer.body) // 2)
            raise _Cut(reset=fault.reset)
        if fault.base == "silence":
            await asyncio.sleep(fault.seconds)
            await self._emit(send, answer)
        elif fault.base == "drip":
            await self._emit(send, answer, pause=fault.seconds)
        else:
            elsewhere = f"http://localhost:{scope['server'][1]}/__sim/elsewhere"
            await self._answer(scope, body, send, _wrong_answer(fault, elsewhere))

    async def _work(self, scope: Scope, body: bytes) -> _Answer:
        answer = _Answer()
        # A copy: a mount writes its prefix into the scope, and a doubled request is worked on twice.
        await self._app(dict(scope), _replay(body), answer.take)
        return answer

    async def _answer(self, scope: Scope, body: bytes, send: Send, response: Response) -> None:
        answer = _Answer()
        await response(scope, _replay(body), answer.take)
        await self._emit(send, answer)

    async def _emit(self, send: Send, answer: _Answer, *, upto: int | None = None, pause: float = 0.0) -> None:
        date = format_datetime(self._clock(), usegmt=True).encode()
        headers = [*answer.headers, (b"date", date)]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        if upto is not None:
            await send({"type": "http.response.body", "body": answer.body[:upto], "more_body": True})
            return
        if pause:
            for at in range(len(answer.body)):
                await send({"type": "http.response.body", "body": answer.body[at : at + 1], "more_body": True})
                await asyncio.sleep(pause)
            await send({"type": "http.response.body", "body": b""})
            return
        await send({"type": "http.response.body", "body": answer.body})


_PASSING = frozenset({"latency", "slow_running", "expire_token", "duplicate_delivery"})
"""Faults after which the request goes on to the work, or to the next fault of the same request."""


def _wrong_answer(fault: Fault, elsewhere: str) -> Response:
    status = fault.status
    if status is not None:
        headers = {"Retry-After": fault.retry_after} if status in {429, 503} else {}
        if 300 <= status < 400:
            headers["Location"] = fault.location or elsewhere
        return Response(f"<html><body>{status}</body></html>", status, headers=headers, media_type="text/html")
    if fault.base == "redirect_other_host":
        return Response(b"", 307, headers={"Location": fault.location or elsewhere})
    if fault.base == "captive_portal":
        return Response(_PORTAL, media_type="text/html")
    if fault.base == "garbage_json":
        return Response(b'{"Success": tru', media_type="application/json;charset=UTF-8")
    if fault.base == "answer_4":
        return Response(b"4", media_type="application/json;charset=UTF-8")
    return Response(b"", media_type="application/json;charset=UTF-8")


def _replay(body: bytes) -> Receive:
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return messages.pop() if messages else {"type": "http.disconnect"}

    return receive
