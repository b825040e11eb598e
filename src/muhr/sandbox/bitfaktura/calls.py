"""One call to the simulated API: whose token it carries, what is in it, and how answers are written."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
from defusedxml import ElementTree as SafeET
from defusedxml.common import DefusedXmlException
from starlette.requests import Request
from starlette.responses import Response

from muhr.sandbox.bitfaktura.state import Login, State

JSON, XML, PDF = "json", "xml", "pdf"


class Problem(Exception):
    """The call is answered with an error."""

    def __init__(self, status: int, message: object) -> None:
        super().__init__()
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One authorised request."""

    state: State
    login: Login
    suffix: str
    query: Mapping[str, str]
    path: Mapping[str, Any]
    body: Mapping[str, Any]
    """JSON, or the same of XML or a form."""

    @property
    def company(self) -> str:
        """Tax number of the account."""
        return self.login.company.tax_no

    def inside(self, wrapper: str) -> dict[str, Any]:
        """The record in the body; raises `Problem` 422."""
        value = self.body.get(wrapper)
        if not isinstance(value, dict):
            raise Problem(422, f"{wrapper} missing")
        return value

    def answer(self, wrapper: str, value: object, status: int = 200) -> Response:
        """JSON or XML by the suffix of the address."""
        if self.suffix == XML:
            text = ET.tostring(_element(wrapper, value), encoding="utf-8", xml_declaration=True)
            return Response(text, status, media_type="application/xml")
        return json_answer(value, status)


Handler = Callable[[Call], Response]


def json_answer(value: object, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(msgspec.json.encode(value), status, media_type="application/json; charset=utf-8")


def problem(error: Problem) -> Response:
    """An error in the form seen in public integrations."""
    return json_answer({"code": "error", "message": error.message}, error.status)


def endpoint(state: State, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint of a handler: who calls, what is in the body, errors as answers."""

    async def call(request: Request) -> Response:
        try:
            body = await _body(request)
            login = _login(state, request, body)
            suffix = str(request.path_params.get("suffix", JSON))
            if suffix not in {JSON, XML, PDF}:
                raise Problem(404, "Not found")
            made = Call(
                state=state,
                login=login,
                suffix=suffix,
                query=dict(request.query_params),
                path=request.path_params,
                body=body,
            )
            with state.change():
                return handler(made)
        except Problem as error:
            return problem(error)

    return call


def _login(state: State, request: Request, body: Mapping[str, Any]) -> Login:
    """Whose token a request carries: in the address, in the body, as a bearer token; or login and password."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    given = [request.query_params.get("api_token"), body.get("api_token")]
    if scheme.lower() == "bearer":
        given.append(value.strip())
    if scheme.lower() == "basic":
        try:
            user, _, password = base64.b64decode(value).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            user = password = ""
        given += [one.token for one in state.logins if (one.user, one.password) == (user, password)]
    found = next((one for one in state.logins if one.token in given), None)
    if found is None:
        raise Problem(401, "You must be logged in")
    return found


async def _body(request: Request) -> Mapping[str, Any]:
    raw = await request.body()
    media = request.headers.get("content-type", "").partition(";")[0]
    if not raw:
        return {}
    if media == "application/xml":
        try:
            root = SafeET.fromstring(raw, forbid_dtd=True)
        except (ET.ParseError, DefusedXmlException):
            raise Problem(400, "unreadable XML") from None
        return {root.tag: _value(root)}
    if media == "multipart/form-data":
        return _form(raw, request.headers["content-type"])
    try:
        value = json.loads(raw, parse_float=Decimal)
    except ValueError:
        raise Problem(400, "unreadable JSON") from None
    return value if isinstance(value, dict) else {}


def _form(raw: bytes, content_type: str) -> dict[str, Any]:
    """Texts as texts, files as their size: enough for a logo."""
    boundary = content_type.partition("boundary=")[2].encode()
    found: dict[str, Any] = {}
    for part in raw.split(b"--" + boundary)[1:-1]:
        head, _, content = part.strip(b"\r\n").partition(b"\r\n\r\n")
        name = head.decode("latin-1").partition('name="')[2].partition('"')[0]
        is_file = b"filename=" in head
        found[name] = {"size": len(content)} if is_file else content.decode("utf-8", "replace")
    return found


def _value(element: ET.Element) -> Any:
    if element.tag == "positions":
        return [_value(child) for child in element]
    return {child.tag: _value(child) for child in element} if len(element) else element.text or ""


def _element(name: str, value: object) -> ET.Element:
    """As Rails writes XML: dashes in names, lists and nothing marked as such."""
    element = ET.Element(name.replace("_", "-"))
    if isinstance(value, dict):
        for key, inner in value.items():
            element.append(_element(key, inner))
    elif isinstance(value, list):
        element.set("type", "array")
        for inner in value:
            element.append(_element(name.removesuffix("s"), inner))
    elif value is None:
        element.set("nil", "true")
    else:
        element.text = str(value).lower() if isinstance(value, bool) else str(value)
    return element
