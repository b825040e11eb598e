"""The simulated RS.ge as one of the sandbox's services: its routes, its robot, its accounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec
from starlette.routing import BaseRoute, Route

from muhr.sandbox.rs_ge import listing, login, reading, writing
from muhr.sandbox.rs_ge.calls import Handler, endpoint
from muhr.sandbox.rs_ge.invoices import Invoice
from muhr.sandbox.rs_ge.state import PROVIDER, State
from muhr.sandbox.rs_ge.switches import Failure
from muhr.sandbox.rs_ge.world import FIRST, NAMES, USERS, Writer, filler, story
from muhr.sandbox.service import Surroundings

_CALLS: Sequence[tuple[str, Handler, str]] = (
    ("/Users/SignOut", login.sign_out, ""),
    ("/Org/GetVatPayerStatus", reading.vat_payer_status, ""),
    ("/Org/GetOrgInfoByTin", reading.organisation, ""),
    ("/Common/GetUnits", reading.units, ""),
    ("/Common/GetTransactionResult", writing.transaction_result, ""),
    ("/Invoice/GetActions", reading.actions, "read"),
    ("/Invoice/GetInvoice", reading.get_invoice, "read"),
    ("/Invoice/SaveInvoice", writing.save, "edit"),
    ("/Invoice/ActivateInvoice", writing.activate, "activate"),
    ("/Invoice/ActivateInvoices", writing.many("activate"), "activate"),
    ("/Invoice/DeleteInvoice", writing.one("delete"), "delete"),
    ("/Invoice/CancelInvoice", writing.one("cancel"), "cancel"),
    ("/Invoice/RefuseInvoice", writing.one("refuse"), "confirm"),
    ("/Invoice/RefuseInvoices", writing.many("refuse"), "confirm"),
    ("/Invoice/ConfirmInvoice", writing.one("confirm"), "confirm"),
    ("/Invoice/ConfirmInvoices", writing.many("confirm"), "confirm"),
    ("/Invoice/ListInvoices", listing.list_invoices, "read"),
    ("/Invoice/ListGoods", reading.list_goods, "read"),
    ("/Invoice/ListExcise", reading.list_excise, "read"),
    ("/Invoice/ListBarCodes", reading.list_bar_codes, "read"),
    ("/Invoice/GetBarCode", reading.get_bar_code, "read"),
    ("/Invoice/ClearBarCodes", writing.clear_bar_codes, "read"),
    ("/Invoice/GetSeqNum", reading.sequence_number, "edit"),
    ("/Invoice/CreateDecl", writing.declare, "edit"),
)


class RobotOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What the other side, or a colleague at the web page, should do. Without `documents`: to all that allow it."""

    action: Literal["confirm", "refuse", "cancel", "delete", "activate", "forget-transactions"]
    documents: list[str] | None = None


class DocumentsOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Documents that are to wait for a company."""

    count: int
    company: str = FIRST
    seed: int = 1


class RsGeService(State):
    """RS.ge (implements `sandbox.service.Service`)."""

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(surroundings, USERS, NAMES)
        self.restore()
        if not self.invoices:
            self._add(story(surroundings.seed, self.clock()))
            if surroundings.documents:
                self.add_documents({"count": surroundings.documents, "seed": surroundings.seed})

    def _add(self, invoices: Iterable[Invoice]) -> list[str]:
        with self.change():
            added = list(invoices)
            for invoice in added:
                self.put(invoice)
            return [str(invoice.id) for invoice in added]

    def routes(self) -> Sequence[BaseRoute]:
        """See `Service`."""
        open_ = [
            Route("/Users/Authenticate", login.authenticate(self), methods=["POST"]),
            Route("/Users/AuthenticatePin", login.authenticate_pin(self), methods=["POST"]),
        ]
        return open_ + [
            Route(path, endpoint(self, handler, permission), methods=["POST"]) for path, handler, permission in _CALLS
        ]

    def accounts(self) -> Sequence[dict[str, Any]]:
        """Two companies; the second one's login asks for a code (`pin`), which no telephone gets."""
        return [
            {
                "provider": PROVIDER,
                "company": {"country": "GE", "tax_id": user.tin, "name": user.company},
                "login": user.name,
                "password": user.passwords[-1],
                "pin": self.settings.pin if user.two_step else "",
            }
            for user in self.users.values()
        ]

    def obey(self, order: dict[str, Any]) -> Sequence[str]:
        """See `RobotOrder`. The ledger does not count what the robot does."""
        wanted = msgspec.convert(order, RobotOrder)
        if wanted.action == "forget-transactions":
            with self.lock:
                self.transactions.clear()
            return []
        ids = list(self.invoices) if wanted.documents is None else [int(one) for one in wanted.documents]
        return [str(id_) for id_ in ids if self._did(wanted.action, id_)]

    def _did(self, action: str, id_: int) -> bool:
        try:
            self.step(action, id_, "", robot=True)
        except Failure:
            return False
        return True

    def add_documents(self, order: dict[str, Any]) -> Sequence[str]:
        """See `DocumentsOrder`."""
        wanted = msgspec.convert(order, DocumentsOrder)
        if wanted.company not in self.users:
            raise ValueError("company must be one of ours")
        with self.lock:
            first = self.next_id()
            writer = Writer(f"{wanted.seed}/{first}", self.clock(), first, self.next_number())
        return self._add(filler(writer, wanted.count, wanted.company))


def make(surroundings: Surroundings) -> RsGeService:
    """Make the service, with its story or with what a file has kept of it."""
    return RsGeService(surroundings)
