"""The simulated Chmura Dokumentów as a service of the sandbox: one call, four ways to log in, no memory of twins."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from muhr.sandbox.chmura.wire import BadRequest, read, write
from muhr.sandbox.service import Quirks, ServiceBase, Surroundings

LOGIN, PASSWORD = "ksiegowa@przyklad.example", "Przyklad-0000000112"
TOKEN = "przyklad-klucz-api-0000000112"
COMPANY = {"country": "PL", "tax_id": "0000000112", "name": "Przykład Handel sp. z o.o."}

_UNSIGNED = {
    "typeid": 32, "invsrcid": 32, "schemaid": 32, "paymenttypeid": 32, "categoryid": 32, "sellid": 32,
    "sellbankid": 32, "recid": 32, "rectypeid": 32, "reccatid": 32, "currencyid": 32, "marginreasonid": 32,
    "paymentterms": 16,
}  # fmt: skip
_DECIMALS = ("netto", "vat5", "vat8", "vat23", "gross", "paid", "topaid", "rate", "vatbase", "baseprice", "discount")


class Settings(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Every switch with its plain state."""

    quirks: Quirks = "clean"
    """`faithful`: names in answers as the tables print them (PascalCase)."""
    auth: Literal["any", "none", "bearer", "basic", "session"] = "any"
    """Which way of logging in is accepted."""
    demands: bool = True
    """Whether an invoice without number, buyer or positions is refused (with HTTP 200 and `isSuccess: False`)."""
    files: bool = True
    """Whether the list of files, which is outside the API document, exists."""
    id_shape: Literal["number", "zero"] = "number"
    """`zero`: a success that names no id."""


class _Invoice(msgspec.Struct, kw_only=True):
    id: int
    number: str
    gross: str
    note: str
    invoice: dict[str, Any]


class _Session(msgspec.Struct, kw_only=True):
    ends: bool = False


class _FieldErrors(Exception):
    """Values that fit no field: HTTP 400."""

    def __init__(self, errors: list[tuple[str, str, str]]) -> None:
        super().__init__("validation")
        self.errors = errors


class ChmuraService(ServiceBase[Settings]):
    """Chmura Dokumentów (implements `sandbox.service.Service`)."""

    name = "chmura_dokumentow"
    prefix = "/chmura"

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(surroundings, Settings())
        self.restore()
        self.invoices: dict[int, _Invoice] = {one.id: one for _, one in self.kept("invoices", _Invoice)}
        self.sessions: dict[str, _Session] = dict(self.kept("sessions", _Session))

    def routes(self) -> Sequence[BaseRoute]:
        """See `Service`."""
        return [
            Route("/invoice/import", self._import, methods=["POST"]),
            Route("/invoice/import.jsv", self._import, methods=["POST"]),
            Route("/auth/credentials", self._log_in, methods=["POST"]),
            Route("/filedocument", self._files, methods=["GET"]),
        ]

    def accounts(self) -> Sequence[dict[str, Any]]:
        """One accountant, whose line opens sessions. The other ways of logging in lead to the same company."""
        account = {"provider": self.name, "company": COMPANY, "login": LOGIN, "password": PASSWORD}
        return [account | {"options": {"auth": "session"}}]

    def method_of(self, path: str, body: bytes) -> str:
        """The last part of the path, without the suffix of a format."""
        return super().method_of(path, body).partition(".")[0]

    def expire_tokens(self, token: str | None) -> None:
        """Every session ends (a session is a cookie, so `token` names none)."""
        del token
        with self.change():
            for name, session in self.sessions.items():
                session.ends = True
                self.keep("sessions", name, session)

    def obey(self, order: dict[str, Any]) -> Sequence[str]:
        """Nobody is on the other side."""
        raise ValueError("this service has no other side")

    def add_documents(self, order: dict[str, Any]) -> Sequence[str]:
        """Nothing can wait here."""
        raise ValueError("no document waits at this service")

    def list_documents(self) -> Sequence[dict[str, Any]]:
        """Every invoice."""
        with self.lock:
            return [msgspec.to_builtins(invoice) for invoice in self.invoices.values()]

    def summary(self) -> dict[str, Any]:
        """Counts."""
        with self.lock:
            return {"invoices": len(self.invoices), "sessions": len(self.sessions)}

    # ---------------------------------------------------------------- logging in

    async def _log_in(self, request: Request) -> Response:
        try:
            named = read(await request.body(), as_jsv=False)
        except BadRequest as error:
            return self._answer(request, 400, _failure("BadRequest", str(error)))
        if (named.get("username"), named.get("password")) != (LOGIN, PASSWORD):
            return self._answer(request, 401, _failure("Unauthorized", "Invalid UserName or Password"))
        session = secrets.token_hex(16)
        with self.change():
            self.sessions[session] = _Session()
            self.keep("sessions", session, self.sessions[session])
        answer = self._answer(request, 200, {"userName": LOGIN, "responseStatus": {}})
        answer.set_cookie("ss-id", session, httponly=True, expires=86_400)
        answer.set_cookie("ss-pid", secrets.token_hex(8), httponly=True)
        return answer

    def _is_known(self, request: Request) -> bool:
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        basic = base64.b64encode(f"{LOGIN}:{PASSWORD}".encode()).decode()
        session = self.sessions.get(request.cookies.get("ss-id", ""))
        ways = {
            "none": True,
            "bearer": scheme.lower() == "bearer" and shown == TOKEN,
            "basic": scheme.lower() == "basic" and shown == basic,
            "session": session is not None and not session.ends,
        }
        accepted = self.settings.auth
        return ways["bearer"] or ways["basic"] or ways["session"] if accepted == "any" else ways[accepted]

    # ---------------------------------------------------------------- calls

    async def _files(self, request: Request) -> Response:
        if not self.settings.files:
            return self._answer(request, 404, _failure("NotFound", "Handler for Request not found"))
        if not self._is_known(request):
            return self._answer(request, 401, _failure("Unauthorized", "Not Authenticated"))
        return self._answer(request, 200, {"amount": 0, "multipleResult": []})

    async def _import(self, request: Request) -> Response:
        if not self._is_known(request):
            return self._answer(request, 401, _failure("Unauthorized", "Not Authenticated"))
        as_jsv = "jsv" in request.headers.get("content-type", "")
        try:
            invoice = read(await request.body(), as_jsv=as_jsv)
            _check_types(invoice)
        except BadRequest as error:
            return self._answer(request, 400, _failure("SerializationException", str(error)))
        except _FieldErrors as error:
            return self._answer(request, 400, _failure("ValidationException", error.errors[0][2], error.errors))
        number = str(invoice.get("number") or "")
        note = str(invoice.get("privatenote") or "")
        wrong = _demands(invoice) if self.settings.demands else []
        with self.change():
            if wrong:
                self.record("import", number, COMPANY["tax_id"], happened=False, key=note)
                return self._answer(request, 200, _failure("ValidationException", "Invoice is not valid", wrong))
            made = _Invoice(
                id=len(self.invoices) + 1001, number=number, gross=str(invoice.get("gross", "")), note=note,
                invoice=invoice,
            )  # fmt: skip
            self.invoices[made.id] = made
            self.keep("invoices", str(made.id), made)
            self.record("import", number, COMPANY["tax_id"], happened=True, key=note, result=str(made.id))
        told = made.id if self.settings.id_shape == "number" else 0
        return self._answer(
            request, 200, {"id": told, "code": "OK", "responseStatus": {}, "result": {}, "isSuccess": True}
        )

    def _answer(self, request: Request, status: int, value: dict[str, Any]) -> Response:
        """In the format that the suffix, `?format=` or the Accept header asks for; JSON otherwise."""
        path, wanted = request.url.path, request.query_params.get("format", "")
        as_jsv = path.endswith(".jsv") or wanted == "jsv" or "jsv" in request.headers.get("accept", "")
        body = write(value, as_jsv=as_jsv, pascal=self.settings.quirks == "faithful")
        return Response(body, status, media_type="text/jsv" if as_jsv else "application/json; charset=utf-8")


def _failure(code: str, message: str, errors: Sequence[tuple[str, str, str]] = ()) -> dict[str, Any]:
    named = [{"errorCode": error, "fieldName": field, "message": text, "meta": {}} for field, error, text in errors]
    status = {"errorCode": code, "message": message, "stackTrace": "at Sandbox.Import()", "errors": named, "meta": {}}
    return {"id": 0, "code": "FAIL", "responseStatus": status, "result": {}, "isSuccess": False}


def _check_types(invoice: dict[str, Any]) -> None:
    wrong: list[tuple[str, str, str]] = []
    for name, bits in _UNSIGNED.items():
        value = invoice.get(name)
        text = str(value)
        if value is not None and (re.fullmatch(r"[0-9]{1,20}", text) is None or int(text) >= 2**bits):
            wrong.append((name, "Overflow", f"Value was either too large or too small for a UInt{bits}."))
    for name in _DECIMALS:
        try:
            Decimal(str(invoice.get(name, 0)))
        except InvalidOperation:
            wrong.append((name, "Format", "Input string was not in a correct format."))
    if wrong:
        raise _FieldErrors(wrong)


def _demands(invoice: dict[str, Any]) -> list[tuple[str, str, str]]:
    names = {"number": "Number", "recname": "RecName", "invoiceposition": "InvoicePosition"}
    return [
        (shown, "NotEmpty", f"'{shown}' must not be empty.") for name, shown in names.items() if not invoice.get(name)
    ]


def make(surroundings: Surroundings) -> ChmuraService:
    """Make the service, empty or with what a file has kept of it."""
    return ChmuraService(surroundings)
