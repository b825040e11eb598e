"""The control endpoints under `/__sim`: for tests, benches and training, never for the client under test.

Orders name the service they are for as `provider`; without it the first one (Faktura.uz) is meant.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muhr.sandbox.answers import json_answer, problem
from muhr.sandbox.clock import SandboxClock
from muhr.sandbox.faults import FaultScript
from muhr.sandbox.service import Service, merged

Work = Callable[[Any], object]


class _ClockOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    advance_seconds: float | None = None
    now: datetime | None = None
    reset: bool = False


class _FaultsOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    faults: list[Any]


class _LatencyOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    ms: float
    method: str = "*"
    provider: str = ""


class _TokensOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    expire: bool = True
    provider: str = ""


def _ordered(shape: type[Any], work: Work) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint that reads one order and answers what was done; 400 for an order that makes no sense."""

    async def endpoint(request: Request) -> Response:
        try:
            return json_answer(work(msgspec.json.decode(await request.body(), type=shape)))
        except (msgspec.DecodeError, msgspec.ValidationError, ValueError) as error:
            return problem(400, str(error))

    return endpoint


def _asked(work: Callable[[], object]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        del request
        return json_answer(work())

    return endpoint


class Control:
    """What can be asked of and ordered from the sandbox."""

    def __init__(self, services: Sequence[Service], faults: FaultScript, clock: SandboxClock) -> None:
        self._services = {service.name: service for service in services}
        self._first = services[0]
        self._faults = faults
        self._clock = clock
        self.elsewhere: list[dict[str, Any]] = []
        """Requests that followed a redirect here, and whether they gave the bearer token away."""

    def routes(self) -> list[Route]:
        """Give the routes."""

        def route(path: str, endpoint: Callable[[Request], Awaitable[Response]], *methods: str) -> Route:
            return Route(f"/__sim/{path}", endpoint, methods=list(methods))

        return [
            route("ledger", _asked(self.ledger), "GET"),
            route("faults", _asked(self._faults.as_dict), "GET"),
            route("faults", _ordered(_FaultsOrder, self._set_faults), "POST"),
            route("faults", _asked(self._clear_faults), "DELETE"),
            route("latency", _ordered(_LatencyOrder, self._set_latency), "POST"),
            route("clock", _ordered(_ClockOrder, self._set_clock), "POST"),
            route("robot", _ordered(dict, self._robot), "POST"),
            route("documents", self._asked_of(self.documents), "GET"),
            route("documents", _ordered(dict, self.add_documents), "POST"),
            route("settings", self._asked_of(lambda provider: self._of(provider).settings), "GET"),
            route("settings", _ordered(dict, self._change_settings), "POST"),
            route("tokens", _ordered(_TokensOrder, self._tokens), "POST"),
            route("state", self._asked_of(self.summary), "GET"),
            route("elsewhere", self._elsewhere, "GET", "POST"),
        ]

    def _of(self, provider: str) -> Service:
        service = self._services.get(provider) if provider else self._first
        if service is None:
            raise ValueError(f"there is no service {provider!r}")
        return service

    def _addressed(self, order: dict[str, Any]) -> tuple[Service, dict[str, Any]]:
        rest = {name: value for name, value in order.items() if name != "provider"}
        return self._of(str(order.get("provider", ""))), rest

    def _asked_of(self, work: Callable[[str], object]) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            try:
                return json_answer(work(request.query_params.get("provider", "")))
            except ValueError as error:
                return problem(400, str(error))

        return endpoint

    def ledger(self) -> dict[str, Any]:
        """The ledgers of all services as one."""
        return merged([service.ledger for service in self._services.values()])

    def _set_faults(self, order: _FaultsOrder) -> object:
        self._faults.set(order.faults)
        return self._faults.as_dict()

    def _clear_faults(self) -> object:
        self._faults.set([])
        return self._faults.as_dict()

    def _set_latency(self, order: _LatencyOrder) -> object:
        name = f"{order.provider}/{order.method}" if order.provider else order.method
        self._faults.latency_ms[name] = order.ms
        return self._faults.latency_ms

    def _set_clock(self, order: _ClockOrder) -> object:
        clock = self._clock
        if order.reset:
            clock.reset()
        if order.now is not None:
            clock.set(order.now)
        if order.advance_seconds is not None:
            clock.advance(order.advance_seconds)
        for service in self._services.values():
            service.keep_switches()
        return {"now": clock()}

    def _robot(self, order: dict[str, Any]) -> object:
        service, rest = self._addressed(order)
        return {"documents": service.obey(rest)}

    def _tokens(self, order: _TokensOrder) -> object:
        if order.expire:
            for service in [self._of(order.provider)] if order.provider else self._services.values():
                service.expire_tokens(None)
        return {}

    def _change_settings(self, order: dict[str, Any]) -> object:
        service, changes = self._addressed(order)
        return service.change_settings(changes)

    def add_documents(self, order: dict[str, Any]) -> object:
        """Add documents that wait for one company of a service; gives their ids."""
        service, rest = self._addressed(order)
        return {"documents": service.add_documents(rest)}

    def documents(self, provider: str = "") -> dict[str, Any]:
        """List every document of a service, as it stands."""
        return {"documents": self._of(provider).list_documents()}

    def summary(self, provider: str = "") -> dict[str, Any]:
        """Counts of a service; the clock, and who went elsewhere."""
        return {"now": self._clock(), **self._of(provider).summary(), "elsewhere": self.elsewhere}

    async def _elsewhere(self, request: Request) -> Response:
        """Where a redirected client ends up when it follows: what it gave away is noted."""
        self.elsewhere.append({"host": request.url.hostname, "bearer": "authorization" in request.headers})
        return json_answer({})
