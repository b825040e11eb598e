"""Logging in at the simulated RS.ge: one step, two steps, remembered devices, signing out."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from muhr.sandbox.answers import json_answer
from muhr.sandbox.rs_ge.calls import Call, body_of, envelope, failed
from muhr.sandbox.rs_ge.state import State
from muhr.sandbox.rs_ge.switches import WRONG_ACTION, WRONG_LOGIN, WRONG_PIN, Failure

TRIES = 3

Work = Callable[[State, dict[str, Any]], dict[str, Any]]


def _same(given: object, right: str) -> bool:
    # The print sends passwords and codes as bare numbers although it calls them texts.
    return secrets.compare_digest(str(given).encode("utf-8", "replace"), right.encode())


def _authenticate(state: State, body: dict[str, Any]) -> dict[str, Any]:
    name = str(body.get("USERNAME", "")).lower()
    user = next((one for one in state.users.values() if one.name.lower() == name), None)
    if user is None or not any(_same(body.get("PASSWORD"), right) for right in user.passwords):
        raise Failure(WRONG_LOGIN, "sandbox: the user name or the password is wrong")
    device = body.get("DEVICE_CODE")
    if user.two_step and not (isinstance(device, str) and (user.tin, device) in state.devices):
        return {"PIN_TOKEN": state.await_pin(user.tin), "MASKED_MOBILE": user.phone}
    seconds = state.settings.token_lifetime
    return {"ACCESS_TOKEN": state.issue_token(user.tin), "EXPIRES_IN": seconds, "MASKED_MOBILE": user.phone}


def _authenticate_pin(state: State, body: dict[str, Any]) -> dict[str, Any]:
    value = str(body.get("PIN_TOKEN", ""))
    with state.lock:
        waiting = state.pins.get(value)
        if waiting is None:
            raise Failure(WRONG_PIN, "sandbox: this login was not begun, or is over")
        pin, given = state.settings.pin, body.get("PIN")
        if not _same(given, pin) and not (isinstance(given, int) and _same(given, str(int(pin)))):
            waiting.tries += 1
            if waiting.tries >= TRIES:
                del state.pins[value]
            raise Failure(WRONG_PIN, "sandbox: the code is wrong")
        del state.pins[value]
    device = body.get("DEVICE_CODE")
    if isinstance(device, str) and device:
        state.remember(waiting.tin, device)
    return {"ACCESS_TOKEN": state.issue_token(waiting.tin), "EXPIRES_IN": state.settings.token_lifetime}


def sign_out(call: Call) -> dict[str, Any]:
    """POST /Users/SignOut."""
    call.state.expire_tokens(call.token)
    return {}


def _open(state: State, work: Work) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        body = body_of(await request.body())
        if body is None:
            return failed(Failure(WRONG_ACTION), 400)
        try:
            return json_answer(envelope(work(state, body)))
        except Failure as failure:
            return failed(failure)

    return endpoint


def authenticate(state: State) -> Callable[[Request], Awaitable[Response]]:
    """Make the endpoint of POST /Users/Authenticate."""
    return _open(state, _authenticate)


def authenticate_pin(state: State) -> Callable[[Request], Awaitable[Response]]:
    """Make the endpoint of POST /Users/AuthenticatePin."""
    return _open(state, _authenticate_pin)
