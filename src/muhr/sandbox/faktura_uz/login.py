"""The token endpoint of the simulated service (API document: "Receiving a token")."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from muhr.sandbox.answers import json_answer
from muhr.sandbox.faktura_uz.state import FakturaState, Login, Token


def _refused(error: str, description: str) -> Response:
    # The API document is silent about failures; this is the OAuth form (RFC 6749 §5.2).
    return json_answer({"error": error, "error_description": description}, 400)


def _granted(state: FakturaState, login: Login, bearer: str, token: Token) -> Response:
    lifetime = state.settings.token_lifetime
    answer: dict[str, object] = {
        ".expires": format_datetime(token.expires, usegmt=True),
        ".issued": format_datetime(token.expires - timedelta(seconds=lifetime), usegmt=True),
        "access_token": bearer,
        "expires_in": lifetime,
        "token_type": "bearer",
        "userName": login.username,
    }
    if token.refresh:
        answer["refresh_token"] = token.refresh
    return json_answer(answer)


def _same(given: str, right: str) -> bool:
    return secrets.compare_digest(given.encode(), right.encode())


def _who(state: FakturaState, form: dict[str, str]) -> Login | Response:
    grant = form.get("grant_type", "")
    if grant == "refresh_token":
        login = state.refresh(form.get("refresh_token", ""))
        return login or _refused("invalid_grant", "The refresh token is not valid.")
    if grant != "password":
        return _refused("unsupported_grant_type", "grant_type must be password or refresh_token.")
    found = state.logins.get(form.get("username", ""))
    if found is None or not _same(form.get("password", ""), found.password):
        return _refused("invalid_grant", "The user name or password is incorrect.")
    if not (
        _same(form.get("client_id", ""), found.client_id) and _same(form.get("client_secret", ""), found.client_secret)
    ):
        return _refused("invalid_client", "The client is not known.")
    return found


def token_endpoint(state: FakturaState) -> Callable[[Request], Awaitable[Response]]:
    """Make the endpoint of `POST /token`."""

    async def token(request: Request) -> Response:
        fields = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
        who = _who(state, {name: values[0] for name, values in fields.items()})
        if isinstance(who, Response):
            return who
        bearer, made = state.issue_token(who)
        return _granted(state, who, bearer, made)

    return token
