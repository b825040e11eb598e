"""The simulated Eurofaktura as one of the sandbox's services: one address, the story, the switches."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Literal

import msgspec
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from muhr.sandbox.eurofaktura import state
from muhr.sandbox.eurofaktura.methods import BARE, METHODS
from muhr.sandbox.eurofaktura.state import Invoice
from muhr.sandbox.eurofaktura.wire import BadRequest, Problem, failed, fine, read
from muhr.sandbox.service import Quirks, ServiceBase, Surroundings

LOGIN, PASSWORD = "ukazka", "Ukazka-00000019"
TOKEN = "0A1B2C3D4E5F60718293A4B5C6D7E8F9"
COMPANY = {"country": "CZ", "tax_id": "CZ00000019", "name": "Ukázka Obchod s.r.o."}
BUYERS = (
    ("CZ00000027", "Příklad Služby s.r.o.", "Vzorová 1", "Brno"),
    ("CZ00000035", "Zkouška a.s.", "Zkušební 22", "Praha"),
    ("CZ00000043", "Cvičná výroba s.r.o.", "Cvičná 3", "Ostrava"),
)
GOODS = (("Papír A4", "balík", "89.00"), ("Instalace", "hod", "750.00"), ("Kabel", "m", "12.50"))
_METHOD = re.compile(rb'<method\s+name="(\w{1,60})"')


class Settings(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Every switch with its plain state."""

    quirks: Quirks = "clean"
    """`faithful`: answers with the printed slips, which no XML parser reads."""
    create_only: Literal["error", "skip"] = "error"
    """What an import of a number that is taken gets: an error, or a plain "ok". The document says both."""
    pohoda_number: Literal["kept", "own"] = "kept"
    """Whether a document of POHODA gets the number it asks for, or the next one of the service."""
    session_lock: bool = True
    """Whether a second request of the account is turned away (HTTP 500) while one is at work."""
    list_limit: int = 500
    bounds: Literal["inclusive", "exclusive"] = "inclusive"
    """Whether the first and the last day of a list count."""


class EurofakturaService(ServiceBase[Settings]):
    """Eurofaktura (implements `sandbox.service.Service`)."""

    name = "eurofaktura"
    prefix = "/eurofaktura"
    api_path = "/WebServicesCZ/API"
    viewer = COMPANY["tax_id"]

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(surroundings, Settings())
        self.restore()
        self.invoices: list[Invoice] = [one for _, one in self.kept("invoices", Invoice)]
        self._at_work: list[bytes] = []
        if not self.invoices:
            with self.change():
                self._furnish(surroundings.documents or 0)

    def routes(self) -> Sequence[BaseRoute]:
        """See `Service`."""
        return [Route(self.api_path, self._serve, methods=["POST"])]

    def accounts(self) -> Sequence[dict[str, Any]]:
        """One company."""
        secrets = {"password": PASSWORD, "client_secret": TOKEN}
        return [{"provider": self.name, "company": COMPANY, "login": LOGIN, **secrets}]

    def method_of(self, path: str, body: bytes) -> str:
        """The method that the body names: all have one address."""
        del path
        found = _METHOD.search(body)
        return found[1].decode() if found is not None else ""

    def begin(self, method: str, body: bytes) -> None:
        """From now on until its answer this request is at work."""
        del method
        self._at_work.append(body)

    # ---------------------------------------------------------------- invoices

    def standing(self) -> list[Invoice]:
        """Every invoice that was not deleted."""
        return [one for one in self.invoices if not one.deleted]

    def by_number(self, number: str) -> Invoice | None:
        """The invoice of a number."""
        return next((one for one in self.standing() if one.number == number), None)

    def next_number(self, on: str) -> str:
        """The next automatic number of a year."""
        year = on[:4]
        taken = [int(one.number[5:]) for one in self.invoices if re.fullmatch(rf"{year}-\d{{5}}", one.number)]
        return f"{year}-{max(taken, default=0) + 1:05d}"

    def add(self, invoice: Invoice) -> None:
        """A new invoice."""
        self.invoices.append(invoice)
        self.keep_invoice(invoice)

    def keep_invoice(self, invoice: Invoice) -> None:
        """Write one through."""
        place = next(place for place, one in enumerate(self.invoices) if one is invoice)
        self.keep("invoices", f"{place:06d}", invoice)

    def _furnish(self, more: int) -> None:
        # (days ago, days until it is due, what it is)
        story = [
            (120, 14, "paid"), (100, 14, "overdue"), (80, 14, "cancelled"), (60, 14, "paid"), (45, 14, "overdue"),
            (30, 14, "overdue"), (12, 30, "sent"), (9, 30, "unsent"), (6, 30, "unsent"), (4, 30, "unsent"),
            (2, 30, "draft"), (1, 30, "draft"), (0, 30, "draft"),
        ]  # fmt: skip
        for ago, due, what in story:
            self._make(ago, due, what)
        for place in range(more):
            self._make(place % 60, 30, "unsent" if place % 2 else "draft")

    def _make(self, ago: int, due: int, what: str) -> Invoice:
        day = self.clock().date() - timedelta(days=ago)
        tax_id, name, street, city = self.random.choice(BUYERS)
        rows = self.random.sample(GOODS, self.random.randint(1, len(GOODS)))
        items = [
            {
                "position": str(place), "description": title, "unit": unit, "netPrice": price, "currency": "CZK",
                "quantity": str(self.random.randint(1, 20)), "vatPercentage": "21", "vatTransactionType": "0",
                "kontrolHlasSectionType": "7",
            }
            for place, (title, unit, price) in enumerate(rows, 1)
        ]  # fmt: skip
        header = {
            "buyerName": name, "buyerTaxNumber": tax_id, "buyerStreet": street, "buyerCity": city,
            "buyerCountry": "CZ", "buyerEMail": "ucetni@priklad.example", "methodOfPayment": "bankTransfer",
            "paymentDueDate": (day + timedelta(days=due)).isoformat(),
        }  # fmt: skip
        invoice = Invoice(
            number=self.next_number(day.isoformat()), date=day.isoformat(), header=header, items=items,
            status="draft" if what == "draft" else "issuedInvoice", emailed=what not in {"draft", "unsent"},
            cancelled=what == "cancelled",
            address={"city": city, "country": "CZ", "street": street, "type": "Delivery"},
        )  # fmt: skip
        if what == "paid":
            invoice.payments.append({"paymentAmount": str(state.total(invoice)), "paymentCurrency": "CZK",
                "paymentDate": day.isoformat(), "paymentEntryTS": state.prague(self.clock() - timedelta(days=ago)),
                "paymentMethodForInvoice": "BankTransfer"})  # fmt: skip
        self.add(invoice)
        return invoice

    # ---------------------------------------------------------------- the address

    async def _serve(self, http: HttpRequest) -> Response:
        body = await http.body()
        slips = self.settings.quirks == "faithful"
        others = [one for one in self._at_work if one != body]
        if body in self._at_work:
            self._at_work.remove(body)
        if others and self.settings.session_lock:
            return _answer(failed("Another web request is currently being processed", slips=slips), 500)
        try:
            request = read(body)
            _check(request.login)
            work = METHODS.get(request.method)
            if work is None:
                raise Problem(f"Method {request.method} is not supported")
            with self.change():
                members = work(self, request)
        except (Problem, BadRequest) as problem:
            return _answer(failed(str(problem), slips=slips))
        return _answer(fine(members, slips=slips, bare=request.method in BARE))

    # ---------------------------------------------------------------- for tests and people

    def obey(self, order: dict[str, Any]) -> Sequence[str]:
        """`{"action": "book" | "pay" | "issue", "number": …}`: somebody does it on the web page."""
        invoice = self.by_number(str(order.get("number", "")))
        if invoice is None:
            raise ValueError("there is no such invoice")
        with self.change():
            if order.get("action") == "book":
                invoice.booked = True
            elif order.get("action") == "issue":
                invoice.status = "issuedInvoice"
            elif order.get("action") == "pay":
                today = self.clock().date().isoformat()
                left = state.total(invoice) - state.paid(invoice)
                invoice.payments.append({"paymentAmount": str(left), "paymentCurrency": "CZK", "paymentDate": today,
                    "paymentEntryTS": state.prague(self.clock()), "paymentMethodForInvoice": "Cash"})  # fmt: skip
            else:
                raise ValueError("book, pay or issue")
            self.keep_invoice(invoice)
        return [invoice.uid]

    def add_documents(self, order: dict[str, Any]) -> Sequence[str]:
        """Add `count` invoices that wait: drafts and unsent ones in turn."""
        with self.change():
            days = range(int(order["count"]))  # not all of one day: a list is cut after so many
            return [self._make(one % 60, 30, "unsent" if one % 2 else "draft").uid for one in days]

    def list_documents(self) -> Sequence[dict[str, Any]]:
        """Every invoice, with the filters it passes."""
        with self.lock:
            passes = state.filters(self.clock().date())
            return [
                msgspec.to_builtins(one)
                | {
                    "uid": one.uid,
                    "total": str(state.total(one)),
                    "passes": [n for n, fits in passes.items() if fits(one)],
                }
                for one in self.standing()
            ]

    def summary(self) -> dict[str, Any]:
        """Counts by status."""
        with self.lock:
            return {"statuses": Counter(one.status for one in self.standing())}


def _check(login: dict[str, str]) -> None:
    md5 = hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()
    if (login.get("username"), login.get("md5pass"), login.get("token")) != (LOGIN, md5, TOKEN):
        raise Problem("Access denied. Username, password or token is not right.")


def _answer(body: bytes, status: int = 200) -> Response:
    return Response(body, status, media_type="text/xml")


def make(surroundings: Surroundings) -> EurofakturaService:
    """Make the service, with its story or with what a file has kept of it."""
    return EurofakturaService(surroundings)
