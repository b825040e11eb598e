"""One call to the simulated API: who calls, what is in the body, and how a call becomes a route."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
from defusedxml import ElementTree as SafeET
from defusedxml.common import DefusedXmlException
from starlette.requests import Request
from starlette.responses import Response

from muhr.sandbox.answers import json_answer, problem
from muhr.sandbox.faktura_uz.slips import read_with_slips
from muhr.sandbox.faktura_uz.state import FakturaState, Login

VALIDATION_ERROR = 600
UNKNOWN_UID = 1007
DENIED = "Authorization has been denied for this request."


class BadRequest(Exception):
    """The request cannot be read; becomes HTTP 400."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One authorised request."""

    state: FakturaState
    request: Request
    login: Login
    body: bytes

    @property
    def viewer(self) -> str:
        """Tax id of the company that calls."""
        return self.login.inn

    def is_xml(self) -> bool:
        """Whether the body says it is XML."""
        return "xml" in self.request.headers.get("content-type", "")

    def json(self) -> dict[str, Any]:
        """Read the body as a JSON object; raises `BadRequest`."""
        try:
            faithful = self.state.settings.quirks == "faithful"
            value = read_with_slips(self.body) if faithful else msgspec.json.decode(self.body)
        except (ValueError, RecursionError) as error:  # msgspec.DecodeError is a ValueError
            raise BadRequest(f"The request is not readable JSON: {error}") from error
        if not isinstance(value, dict):
            raise BadRequest("The request must be a JSON object.")
        return value

    def xml(self) -> ET.Element:
        """Read the body as XML without entities or DTD; raises `BadRequest`."""
        try:
            root: ET.Element = SafeET.fromstring(self.body, forbid_dtd=True)
        except (ET.ParseError, DefusedXmlException) as error:
            raise BadRequest("The request is not readable XML.") from error
        return root

    def ids(self, name: str) -> list[str]:
        """Read a list of document ids from the body; raises `BadRequest`."""
        value = self.json().get(name)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise BadRequest(f"{name} must be a list of strings.")
        return value


Handler = Callable[[Call], Response]


def bearer_of(request: Request) -> str:
    """Give the bearer token of a request, or an empty text."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


def endpoint(state: FakturaState, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Make a Starlette endpoint of a handler: authorise, read the body, turn unreadable requests into 400."""

    async def call(request: Request) -> Response:
        login = state.login_of(bearer_of(request))
        if login is None:
            return problem(401, DENIED)
        try:
            return handler(Call(state=state, request=request, login=login, body=await request.body()))
        except BadRequest as error:
            return problem(400, str(error))

    return call


def enveloped(state: FakturaState, data: object, unknown: list[str]) -> Response:
    """Give the `Success/Errors/Data` envelope; `unknown` ids make it an error 1007 beside the data for the others."""
    errors: object = None
    if unknown:
        errors = [{"Code": UNKNOWN_UID, "Message": "IncorrectDocumentUid"}]
        if state.settings.errors_shape == "string":
            errors = f"{UNKNOWN_UID}: IncorrectDocumentUid"
    return json_answer({"Success": not unknown, "Errors": errors, "Data": data})


def invalid(state: FakturaState, message: str) -> Response:
    """Give the envelope of error 600: not enough parameters."""
    errors: object = [{"Code": VALIDATION_ERROR, "Message": message}]
    if state.settings.errors_shape == "string":
        errors = f"{VALIDATION_ERROR}: {message}"
    return json_answer({"Success": False, "Errors": errors, "Data": None})
