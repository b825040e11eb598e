"""The control endpoints under `/__sim`: for tests, benches and training, never for the client under test."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muhr.sandbox.answers import json_answer, problem
from muhr.sandbox.eimzo import EImzoServer, Fault, Person
from muhr.sandbox.faktura_uz.documents import status_for
from muhr.sandbox.faktura_uz.register_content import stored
from muhr.sandbox.faktura_uz.robot import RobotOrder, obey
from muhr.sandbox.faktura_uz.state import FakturaState
from muhr.sandbox.faults import FaultScript
from muhr.sandbox.world import OURS, filler

Work = Callable[[Any], object]


class _ClockOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    advance_seconds: float | None = None
    now: datetime | None = None
    reset: bool = False


class _DocumentsOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    count: int
    company: str = OURS[0].tax_id
    seed: int = 1


class _FaultsOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    faults: list[Any]


class _LatencyOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    ms: float
    method: str = "*"


class _TokensOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    expire: bool = True


class _EImzoFault(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    function: str
    kind: str
    nth: int = 1
    seconds: float = 0.0
    size: int = 0
    number: int = 0
    text: str = ""


class _EImzoOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    person: Person | None = None
    window_seconds: float | None = None
    version: tuple[int, int, int] | None = None
    readers: list[str] | None = None
    faults: list[_EImzoFault] | None = None


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

    def __init__(self, state: FakturaState, faults: FaultScript, e_imzo: EImzoServer) -> None:
        self._state = state
        self._faults = faults
        self._e_imzo = e_imzo
        self.elsewhere: list[dict[str, Any]] = []
        """Requests that followed a redirect here, and whether they gave the bearer token away."""

    def routes(self) -> list[Route]:
        """Give the routes."""

        def route(path: str, endpoint: Callable[[Request], Awaitable[Response]], *methods: str) -> Route:
            return Route(f"/__sim/{path}", endpoint, methods=list(methods))

        return [
            route("ledger", _asked(self._state.ledger.as_dict), "GET"),
            route("faults", _asked(self._faults.as_dict), "GET"),
            route("faults", _ordered(_FaultsOrder, self._set_faults), "POST"),
            route("faults", _asked(self._clear_faults), "DELETE"),
            route("latency", _ordered(_LatencyOrder, self._set_latency), "POST"),
            route("clock", _ordered(_ClockOrder, self._set_clock), "POST"),
            route("robot", _ordered(RobotOrder, self._robot), "POST"),
            route("documents", _asked(self.documents), "GET"),
            route("documents", _ordered(_DocumentsOrder, self.add_documents), "POST"),
            route("settings", _asked(lambda: self._state.settings), "GET"),
            route("settings", _ordered(dict, self._change_settings), "POST"),
            route("tokens", _ordered(_TokensOrder, self._tokens), "POST"),
            route("state", _asked(self.summary), "GET"),
            route("e-imzo", _asked(self._e_imzo.program.as_dict), "GET"),
            route("e-imzo", _ordered(_EImzoOrder, self._change_e_imzo), "POST"),
            route("elsewhere", self._elsewhere, "GET", "POST"),
        ]

    def _set_faults(self, order: _FaultsOrder) -> object:
        self._faults.set(order.faults)
        return self._faults.as_dict()

    def _clear_faults(self) -> object:
        self._faults.set([])
        return self._faults.as_dict()

    def _set_latency(self, order: _LatencyOrder) -> object:
        self._faults.latency_ms[order.method] = order.ms
        return self._faults.latency_ms

    def _set_clock(self, order: _ClockOrder) -> object:
        clock = self._state.clock
        if order.reset:
            clock.reset()
        if order.now is not None:
            clock.set(order.now)
        if order.advance_seconds is not None:
            clock.advance(order.advance_seconds)
        with self._state.lock:
            self._state.keep_switches()
        return {"now": clock()}

    def _robot(self, order: RobotOrder) -> object:
        return {"documents": obey(self._state, order)}

    def _tokens(self, order: _TokensOrder) -> object:
        if order.expire:
            self._state.expire()
        return {}

    def _change_settings(self, changes: dict[str, Any]) -> object:
        with self._state.lock:
            self._state.settings = self._state.settings.changed(changes)
            self._state.archives.clear()  # their weight may have changed
            self._state.keep_switches()
        return self._state.settings

    def _change_e_imzo(self, order: _EImzoOrder) -> object:
        script = self._e_imzo.script
        for name in ("window_seconds", "version", "readers"):
            if (value := getattr(order, name)) is not None:
                setattr(script, name, value)
        if order.faults is not None:
            script.faults = [Fault(**msgspec.to_builtins(fault)) for fault in order.faults]
        if order.person is not None:
            script.close_windows(order.person)
        return self._e_imzo.program.as_dict()

    def add_documents(self, order: _DocumentsOrder) -> object:
        """Add incoming documents that wait for one company; gives their ids."""
        company = next((one for one in OURS if one.tax_id == order.company), None)
        if company is None:
            raise ValueError("company must be one of ours")
        # The ids depend on how many there are already, so that two orders alike do not collide.
        ids = random.Random(f"{order.seed}/{len(self._state.documents)}")  # noqa: S311 - deterministic on purpose
        papers = filler(order.seed, self._state.clock(), order.count, company)
        made = [stored(paper, ids) for paper in papers]
        self._state.add(made)
        return {"documents": [document.uid for document in made]}

    def documents(self) -> object:
        """List every document with what review should notice in it, and its status for both sides."""
        with self._state.lock:
            return {
                "documents": [
                    {
                        "uid": document.uid,
                        "title": document.title,
                        "number": document.number,
                        "type": document.type_id,
                        "owner": document.owner.inn,
                        "contractor": document.contractor.inn,
                        "total": None if document.total is None else str(document.total),
                        "phase": document.phase.value,
                        "oddity": document.oddity,
                        "status": {inn: status_for(document, inn) for inn in document.sides()},
                    }
                    for document in self._state.documents.values()
                ]
            }

    def summary(self) -> object:
        """Count documents per company and status; show the clock and who went elsewhere."""
        with self._state.lock:
            counts = {
                company.tax_id: Counter(
                    str(status_for(document, company.tax_id)) for document in self._state.of_company(company.tax_id)
                )
                for company in OURS
            }
            groups = list(self._state.groups)
        return {"now": self._state.clock(), "statuses": counts, "groups": groups, "elsewhere": self.elsewhere}

    async def _elsewhere(self, request: Request) -> Response:
        """Where a redirected client ends up when it follows: what it gave away is noted."""
        self.elsewhere.append({"host": request.url.hostname, "bearer": "authorization" in request.headers})
        return json_answer({})
