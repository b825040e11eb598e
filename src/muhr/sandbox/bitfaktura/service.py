"""The simulated BitFaktura as one of the sandbox's services: its routes, robot and switches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from muhr.sandbox.bitfaktura import invoices, records
from muhr.sandbox.bitfaktura.calls import Handler, Problem, endpoint, json_answer, problem
from muhr.sandbox.bitfaktura.state import INVOICE, NAME, State
from muhr.sandbox.bitfaktura.story import OURS, open_papers
from muhr.sandbox.service import Surroundings


class _DocumentsOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    count: int
    company: str = OURS[0].tax_no
    seed: int = 1


class RobotOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Somebody else at work in the same account: a bookkeeper at the web page."""

    action: str
    """One of the five statuses, or "delete"."""
    documents: list[str]


class BitFakturaService(State):
    """BitFaktura (implements `sandbox.service.Service` and `ByVerb`)."""

    def routes(self) -> Sequence[BaseRoute]:
        """See `Service`."""

        def route(verb: str, path: str, handler: Handler) -> Route:
            return Route(path, endpoint(self, handler), methods=[verb])

        made = [
            route("POST", "/invoices/cancel.{suffix}", invoices.cancel),
            route("POST", "/invoices/{id:int}/send_by_email.{suffix}", invoices.send_by_email),
            route("POST", "/invoices/{id:int}/change_status.{suffix}", invoices.change_status),
            route("GET", "/invoices.{suffix}", invoices.show_list),
            route("POST", "/invoices.{suffix}", invoices.make),
            route("GET", "/invoices/{id:int}.{suffix}", invoices.show),
            route("PUT", "/invoices/{id:int}.{suffix}", invoices.change),
            route("DELETE", "/invoices/{id:int}.{suffix}", invoices.delete),
            route("PUT", "/departments/{id:int}.{suffix}", records.set_logo),
            route("GET", "/account.{suffix}", records.account),
            route("POST", "/account.{suffix}", records.create_account),
            Route("/users.json", self._create_user, methods=["POST"]),
        ]
        kinds = (records.GOODS, records.PRODUCT, records.CLIENT, records.CATEGORY, records.WAREHOUSE)
        paths = {kind.plural: kind for kind in kinds} | {"banking/payments": records.PAYMENT}
        for path, kind in paths.items():
            made.append(route("GET", f"/{path}.{{suffix}}", kind.listed()))
            made.append(route("POST", f"/{path}.{{suffix}}", kind.create()))
            made.append(route("GET", f"/{path}/{{id:int}}.{{suffix}}", kind.one()))
            if kind in {records.GOODS, records.PRODUCT, records.CLIENT}:
                made.append(route("PUT", f"/{path}/{{id:int}}.{{suffix}}", kind.update()))
        made.append(route("DELETE", "/warehouse_documents/{id:int}.{suffix}", records.GOODS.delete()))
        # The printed JSON address of one payment is in the singular.
        made.append(route("GET", "/banking/payment/{id:int}.{suffix}", records.PAYMENT.one()))
        made.append(Route("/{rest:path}", _nowhere, methods=["GET", "POST", "PUT", "DELETE"]))
        return made

    async def _create_user(self, request: Request) -> Response:
        """POST users.json: the only call without an API token."""
        try:
            body = msgspec.json.decode(await request.body(), type=dict[str, Any])
        except msgspec.DecodeError:
            return problem(Problem(400, "unreadable JSON"))
        if body.get("integration_token") != records.INTEGRATION_TOKEN:
            return problem(Problem(401, "integration_token"))
        email = dict(body.get("user") or {}).get("email")
        if not email:
            return problem(Problem(422, {"email": ["- не може бути порожнім"]}))
        with self.change():
            record = self.add(OURS[0].tax_no, "user", {"email": email})
            self.record("create_user", str(email), OURS[0].tax_no, happened=True)
        return json_answer({"id": record.id, "email": email}, 201)

    def accounts(self) -> Sequence[dict[str, Any]]:
        """Two companies; this machine needs no pauses, and what it has not got was never sent."""
        return [
            {
                "provider": NAME,
                "company": {"country": "UA", "tax_id": login.company.tax_no, "name": login.company.name},
                "login": login.user,
                "password": login.token,
                "options": {"pace_ms": "0", "settle_seconds": "0"},
            }
            for login in self.logins
        ]

    def call_of(self, verb: str, path: str, body: bytes) -> str:
        """One address is several calls: `list_invoices`, `create_invoice`, `get_invoice`, `delete_invoice`, …"""
        del body
        plain, _, suffix = path.strip("/").rpartition(".")
        parts = plain.split("/")
        if parts[-1] in {"send_by_email", "change_status"}:
            return parts[-1]
        if parts[-1] == "cancel":
            return "cancel_invoice"
        single = parts[-1].isdigit()
        name = parts[-2] if single else parts[-1]
        if name == "invoices":
            name = INVOICE if single or verb == "POST" else name
        if verb == "GET":
            return f"{'get' if single else 'list'}_{name}" + ("_file" if suffix in {"pdf", "xml"} and single else "")
        return {"POST": "create", "PUT": "update", "DELETE": "delete"}.get(verb, verb.lower()) + f"_{name}"

    def obey(self, order: dict[str, Any]) -> Sequence[str]:
        """See `RobotOrder`."""
        wanted = msgspec.convert(order, RobotOrder)
        if wanted.action not in {*invoices.STATUSES, "delete"}:
            raise ValueError(f"nobody can {wanted.action!r}")
        with self.change():
            found = [self.records[INVOICE, int(one)] for one in wanted.documents if (INVOICE, int(one)) in self.records]
            for record in found:
                if wanted.action == "delete":
                    self.drop(record)
                else:
                    self.touch(record, status=wanted.action)
        return [str(record.id) for record in found]

    def add_documents(self, order: dict[str, Any]) -> Sequence[str]:
        """Add own invoices that are not sent yet."""
        wanted = msgspec.convert(order, _DocumentsOrder)
        if wanted.company not in {company.tax_no for company in OURS}:
            raise ValueError("company must be one of ours")
        with self.change():
            return open_papers(self, wanted.company, wanted.count, wanted.seed)

    def list_documents(self) -> Sequence[dict[str, Any]]:
        """Every invoice and expense."""
        with self.lock:
            return [
                {"id": str(one.id), "company": one.company}
                | {
                    name: one.data.get(name)
                    for name in ("number", "kind", "status", "income", "cancelled", "payment_to", "price_gross", "oid")
                }
                for one in self.records.values()
                if one.kind == INVOICE
            ]

    def summary(self) -> dict[str, Any]:
        """Count invoices by company and status, other records by kind."""
        with self.lock:
            statuses = {
                company.tax_no: Counter(
                    str(one.data["status"]) for one in self.records.values()
                    if one.kind == INVOICE and one.company == company.tax_no
                )
                for company in OURS
            }  # fmt: skip
            return {"statuses": statuses, "records": Counter(one.kind for one in self.records.values())}


async def _nowhere(request: Request) -> Response:
    del request
    return problem(Problem(404, "Not found"))


def make(surroundings: Surroundings) -> BitFakturaService:
    """Make the service, with its story or with what a file has kept of it."""
    return BitFakturaService(surroundings)
