"""BitFaktura in the contract suite."""

from __future__ import annotations

import json
from datetime import timedelta

from bench import Bench, Work, with_password
from muhr.domain.accounts import Credentials, ProviderName
from muhr.domain.documents import Action
from muhr.domain.effects import Effect

KYIV = timedelta(hours=2)


def import_one(bench: Bench) -> Effect:
    invoice = {
        "kind": "vat", "number": None, "sell_date": "2026-02-15", "issue_date": "2026-02-15",
        "payment_to": "2026-02-22", "buyer_name": "ТОВ «Приклад Логістик»", "buyer_tax_no": "99990031",
        "positions": [
            {"name": "Товар А1", "tax": 20, "total_price_gross": 10.23, "quantity": 1},
            {"name": "Товар А2", "tax": 0, "total_price_gross": 50, "quantity": 2},
        ],
    }  # fmt: skip
    path = bench.folder / "register.json"
    path.write_text(json.dumps({"invoice": invoice}), encoding="utf-8")
    found = bench.desk.import_documents(bench.account.id, bench.desk.read_register(bench.account.id, path))
    (effect,) = found.effects
    return effect


def waits(one: dict, today: str) -> bool:
    if one["cancelled"] or one["status"] in {"paid", "rejected"}:
        return False
    return not one["income"] or one["status"] == "issued" or one["payment_to"] < today


class _BitFaktura:
    provider = ProviderName.BITFAKTURA
    login = ""
    listing = "list_invoices"
    expires = False
    works = (
        Work(action=Action.IMPORT, method="create_invoice", ledger="import", order=import_one),
        # A letter is sent for every request, and a payment noted for every request: nobody can be asked about them.
        Work(
            action=Action.SEND,
            method="send_by_email",
            ledger="send",
            ref=lambda bench: bench.document_with(Action.SEND),
            asked=False,
            twice=2,
        ),
        Work(
            action=Action.PAY,
            method="create_payments",
            ledger="pay",
            ref=lambda bench: bench.document_with(Action.PAY),
            details={"amount": "10.50", "paid_date": "2026-02-20"},
            asked=False,
            twice=2,
        ),
        Work(
            action=Action.STATUS,
            method="change_status",
            ledger="status",
            ref=lambda bench: bench.document_with(Action.STATUS),
            details={"status": "paid"},
        ),
        Work(
            action=Action.SAVE,
            method="update_invoice",
            ledger="save",
            ref=lambda bench: bench.document_with(Action.SAVE),
            details={"buyer_name": "ТОВ «Нова Назва»", "payment_to": "2026-12-31"},
        ),
        Work(
            action=Action.CANCEL,
            method="cancel_invoice",
            ledger="cancel",
            ref=lambda bench: bench.document_with(Action.CANCEL),
        ),
        Work(
            action=Action.DELETE,
            method="delete_invoice",
            ledger="delete",
            ref=lambda bench: bench.document_with(Action.DELETE),
        ),
    )

    def waiting(self, bench: Bench) -> set[str]:
        ours = bench.account.company.tax_id
        today = (bench.sandbox.clock() + KYIV).date().isoformat()
        documents = bench.sandbox.control.documents(self.provider.value)["documents"]
        return {one["id"] for one in documents if one["company"] == ours and waits(one, today)}

    def wrong(self, right: Credentials) -> Credentials:
        return with_password(right, "wrong")

    def tokens(self, bench: Bench) -> list[str]:
        return []


CASE = _BitFaktura()
