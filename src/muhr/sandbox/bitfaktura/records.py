"""The calls on the records around invoices: they are all alike. And those on departments and accounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from muhr.sandbox.bitfaktura import invoices
from muhr.sandbox.bitfaktura.calls import Call, Handler, Problem, json_answer
from muhr.sandbox.bitfaktura.listing import page_of, shown
from muhr.sandbox.bitfaktura.state import Record

INTEGRATION_TOKEN = "sandbox-integration-token"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of record: its paths, what it must have, and what making one brings with it."""

    wrapper: str
    plural: str
    needs: tuple[str, ...] = ("name",)
    made: Callable[[Call, Record], None] | None = None

    def listed(self) -> Handler:
        """GET the list; clients can be narrowed to one `external_id`."""

        def handler(call: Call) -> Response:
            found = list(call.state.of(call.company, self.wrapper))
            if wanted := call.query.get("external_id"):
                found = [one for one in found if str(one.data.get("external_id")) == wanted]
            rows = [shown(call, one, positions=True) for one in page_of(call, found)]
            return call.answer(self.plural, rows)

        return handler

    def one(self) -> Handler:
        """GET one."""
        return lambda call: call.answer(self.wrapper, shown(call, self._asked(call), positions=True))

    def create(self) -> Handler:
        """POST: 201 and the record."""

        def handler(call: Call) -> Response:
            given = call.inside(self.wrapper)
            missing = {name: ["- не може бути порожнім"] for name in self.needs if not given.get(name)}
            if missing:
                raise Problem(422, missing)
            record = call.state.add(call.company, self.wrapper, _plain(given))
            if self.made is not None:
                self.made(call, record)
            target = given.get("invoice_id") if self.wrapper == "banking_payment" else record.id
            action = "pay" if self.wrapper == "banking_payment" else f"create_{self.wrapper}"
            key = str(given.get("oid") or "")
            call.state.record(action, str(target), call.company, happened=True, key=key, result=str(record.id))
            return call.answer(self.wrapper, shown(call, record, positions=True), 201)

        return handler

    def update(self) -> Handler:
        """PUT changes to one."""

        def handler(call: Call) -> Response:
            record = self._asked(call)
            call.state.touch(record, **_plain(call.inside(self.wrapper)))
            call.state.record(f"update_{self.wrapper}", str(record.id), call.company, happened=True)
            return call.answer(self.wrapper, shown(call, record, positions=True))

        return handler

    def delete(self) -> Handler:
        """DELETE one."""

        def handler(call: Call) -> Response:
            record = self._asked(call)
            call.state.drop(record)
            call.state.record(f"delete_{self.wrapper}", str(record.id), call.company, happened=True)
            return json_answer({"status": "ok"})

        return handler

    def _asked(self, call: Call) -> Record:
        record = call.state.get(call.company, self.wrapper, call.path["id"])
        if record is None:
            raise Problem(404, "Not found")
        return record


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != "id"}


GOODS = Kind(wrapper="warehouse_document", plural="warehouse_documents", needs=("kind",))
PRODUCT = Kind(wrapper="product", plural="products")
CLIENT = Kind(wrapper="client", plural="clients")
PAYMENT = Kind(wrapper="banking_payment", plural="banking_payments", needs=("name", "price"), made=invoices.pay)
CATEGORY = Kind(wrapper="category", plural="categories")
WAREHOUSE = Kind(wrapper="warehouse", plural="warehouses")


def set_logo(call: Call) -> Response:
    """PUT departments/{id} with a picture."""
    record = call.state.get(call.company, "department", call.path["id"])
    if record is None:
        raise Problem(404, "Not found")
    picture = call.body.get("department[logo]")
    if not isinstance(picture, dict) or not picture["size"]:
        raise Problem(422, {"logo": ["- is missing"]})
    call.state.touch(record, logo_size=picture["size"])
    call.state.record("logo", str(record.id), call.company, happened=True)
    return json_answer(shown(call, record, positions=True))


def account(call: Call) -> Response:
    """GET account.json."""
    if call.query.get("integration_token") != INTEGRATION_TOKEN:
        raise Problem(401, "integration_token")
    company = call.login.company
    return json_answer({"prefix": "zrazok", "name": company.name, "tax_no": company.tax_no, "plan": "sandbox"})


def create_account(call: Call) -> Response:
    """POST account.json."""
    if call.body.get("integration_token") != INTEGRATION_TOKEN:
        raise Problem(401, "integration_token")
    prefix = call.inside("account").get("prefix")
    if not prefix:
        raise Problem(422, {"prefix": ["- не може бути порожнім"]})
    record = call.state.add(call.company, "account", {"prefix": prefix})
    call.state.record("create_account", str(prefix), call.company, happened=True)
    return json_answer({"id": record.id, "prefix": prefix}, 201)
