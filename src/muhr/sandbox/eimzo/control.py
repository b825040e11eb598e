"""The control endpoints of the sandbox's E-IMZO, under `/__sim/e-imzo`: what happened, and what happens from now on."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muhr.sandbox.answers import json_answer, problem
from muhr.sandbox.eimzo.script import Fault, Person
from muhr.sandbox.eimzo.server import EImzoServer


class _Fault(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    function: str
    kind: str
    nth: int = 1
    seconds: float = 0.0
    size: int = 0
    number: int = 0
    text: str = ""


class _Order(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    person: Person | None = None
    window_seconds: float | None = None
    version: tuple[int, int, int] | None = None
    readers: list[str] | None = None
    faults: list[_Fault] | None = None


def routes(server: EImzoServer) -> list[Route]:
    """Give the two: GET for what happened so far, POST to change the script."""

    async def look(request: Request) -> Response:
        del request
        return json_answer(server.program.as_dict())

    async def change(request: Request) -> Response:
        try:
            _obey(server, msgspec.json.decode(await request.body(), type=_Order))
        except (msgspec.MsgspecError, ValueError) as error:
            return problem(400, str(error))
        return json_answer(server.program.as_dict())

    return [
        Route("/__sim/e-imzo", look, methods=["GET"]),
        Route("/__sim/e-imzo", change, methods=["POST"]),
    ]


def _obey(server: EImzoServer, order: _Order) -> None:
    script = server.script
    faults = None if order.faults is None else [Fault(**msgspec.to_builtins(fault)) for fault in order.faults]
    for name in ("window_seconds", "version", "readers"):
        if (value := getattr(order, name)) is not None:
            setattr(script, name, value)
    if faults is not None:
        script.faults = faults
    if order.person is not None:
        script.close_windows(order.person)
