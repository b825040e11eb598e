"""One call to the simulated RS.ge: who calls, what is in the body, the envelope around the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from muhr.sandbox.answers import json_answer
from muhr.sandbox.rs_ge.invoices import whole
from muhr.sandbox.rs_ge.state import State, User
from muhr.sandbox.rs_ge.switches import FORBIDDEN, SUCCESS_TEXT, SYSTEM, TOKEN, WRONG_ACTION, Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One authorised request."""

    state: State
    user: User
    token: str
    body: dict[str, Any]

    @property
    def viewer(self) -> str:
        """Tax number of the company that calls."""
        return self.user.tin

    @property
    def faithful(self) -> bool:
        """Whether the printed inconsistencies are wanted."""
        return self.state.settings.quirks == "faithful"

    def invoice(self) -> dict[str, Any]:
        """The INVOICE of the body; raises `Failure`."""
        value = self.body.get("INVOICE")
        if not isinstance(value, dict):
            raise Failure(WRONG_ACTION)
        return value

    def ids(self) -> list[int]:
        """The ids of `{"Invoices": [{"ID"}]}`; raises `Failure`."""
        value = self.body.get("Invoices")
        rows = value if isinstance(value, list) else []
        found = [id_ for row in rows if isinstance(row, dict) and (id_ := whole(row.get("ID"))) is not None]
        if not found or len(found) != len(rows):
            raise Failure(WRONG_ACTION)
        return found


Handler = Callable[[Call], Any]
"""Gives DATA, or raises `Failure`."""


def envelope(data: Any) -> dict[str, Any]:
    """A success."""
    return {"DATA": data, "STATUS": {"ID": 0, "TEXT": SUCCESS_TEXT}}


def failed(failure: Failure, status: int = 200) -> Response:
    """An error."""
    return json_answer({"DATA": {}, "STATUS": {"ID": failure.id, "TEXT": failure.text}}, status)


def body_of(raw: bytes) -> dict[str, Any] | None:
    """Read a body: an object, or nothing at all; None for anything else."""
    if not raw.strip():
        return {}
    try:
        value = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        return None
    return value if isinstance(value, dict) else None


def endpoint(state: State, handler: Handler, permission: str = "") -> Callable[[Request], Awaitable[Response]]:
    """Make a Starlette endpoint of a handler: token, permission, body, envelope."""

    async def call(request: Request) -> Response:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        right = scheme == "bearer" if state.settings.quirks == "faithful" else scheme.lower() == "bearer"
        user = state.user_of(token.strip()) if right else None
        if user is None:
            return failed(Failure(TOKEN), 401 if state.settings.stale_token == "http_401" else 200)
        body = body_of(await request.body())
        if body is None:
            return failed(Failure(WRONG_ACTION), 400)
        if permission in state.settings.forbidden.get(user.tin, []):
            return failed(Failure(FORBIDDEN, f"sandbox: no permission ({permission})"))
        try:
            answer = _handled(handler, Call(state=state, user=user, token=token.strip(), body=body), permission)
        except Failure as failure:
            return failed(failure)
        finally:
            state.ended()
        return json_answer(answer if isinstance(answer, dict) and "STATUS" in answer else envelope(answer))

    return call


def _handled(handler: Handler, call: Call, permission: str) -> Any:
    """The handler's answer, or the system error that is wanted before or after its work. Raises `Failure`."""
    when = call.state.settings.system_error if permission not in {"", "read"} else ""
    if when == "before":
        failure = Failure(SYSTEM)
        with call.state.change():
            answer = {"DATA": {}, "STATUS": {"ID": failure.id, "TEXT": failure.text}}
            call.state.finish(call.viewer, str(call.body.get("TransactionId") or ""), answer)
        raise failure
    answer = handler(call)
    if when == "after":
        raise Failure(SYSTEM)
    return answer
