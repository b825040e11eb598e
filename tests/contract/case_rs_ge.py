"""RS.ge in the contract suite."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable

from bench import Bench, Work, with_password
from muhr.domain.accounts import Credentials, ProviderName
from muhr.domain.documents import Action, DocumentRef
from muhr.domain.effects import Effect

WAITS_AS_BUYER = {(1, 0), (2, 0)}
WAITS_AS_SELLER = {(0, 0), (1, 2)}
"""Pairs that the API document's glossary leaves to the one or to the other."""


def import_one(bench: Bench) -> Effect:
    invoice = {
        "ID": 0, "INV_CATEGORY": 1, "INV_TYPE": 3, "SELLER_ACTION": 0, "OPERATION_DATE": "28-02-2026 10:00:00",
        "TIN_SELLER": bench.account.company.tax_id, "TIN_BUYER": "12345678910", "AMOUNT_FULL": 236, "AMOUNT_VAT": 36,
        "INVOICE_GOODS": [
            {"ID": 0, "INVOICE_ID": 0, "GOODS_NAME": "ნიმუში", "UNIT_ID": 1, "QUANTITY": 2, "UNIT_PRICE": 118,
             "AMOUNT": 236, "VAT_TYPE": 0, "VAT_AMOUNT": 36},
        ],
    }  # fmt: skip
    path = bench.folder / "register.json"
    path.write_text(json.dumps({"INVOICES": [{"INVOICE": invoice}]}), encoding="utf-8")
    (item,) = bench.desk.read_register(bench.account.id, path)
    assert item.problems == ()
    found = bench.desk.import_documents(bench.account.id, [item])
    (effect,) = found.effects
    return effect


def anywhere(action: Action) -> Callable[[Bench], DocumentRef]:
    """Also among documents that wait for nobody: a confirmed one can be cancelled."""

    def found(bench: Bench) -> DocumentRef:
        documents = bench.desk.workspace.documents(bench.account.id)
        return next(one.ref for one in documents if action in one.actions)

    return found


class _RsGe:
    provider = ProviderName.RS_GE
    login = "Authenticate"
    listing = "ListInvoices"
    expires = True
    works = (
        *(
            Work(
                action=action,
                method=f"{action.value.capitalize()}Invoice",
                ledger=action.value,
                ref=lambda bench, action=action: bench.document_with(action),
            )
            for action in (Action.CONFIRM, Action.REFUSE, Action.ACTIVATE, Action.DELETE)
        ),
        Work(action=Action.CANCEL, method="CancelInvoice", ledger="cancel", ref=anywhere(Action.CANCEL)),
        Work(
            action=Action.DECLARE,
            method="CreateDecl",
            ledger="declare",
            ref=anywhere(Action.DECLARE),
            details={"period": "202602"},
        ),
        Work(
            action=Action.IMPORT,
            method="SaveInvoice",
            ledger="import",
            order=import_one,
            target=lambda effect: str(uuid.UUID(effect.target_id)),
        ),
    )

    def waiting(self, bench: Bench) -> set[str]:
        ours = bench.account.company.tax_id
        documents = bench.sandbox.control.documents(self.provider.value)["documents"]
        return {
            str(one["id"])
            for one in documents
            if (one["buyer"] == ours and tuple(one["pair"]) in WAITS_AS_BUYER)
            or (one["seller"] == ours and tuple(one["pair"]) in WAITS_AS_SELLER)
        }

    def wrong(self, right: Credentials) -> Credentials:
        return with_password(right, "wrong-namuna")

    def tokens(self, bench: Bench) -> list[str]:
        return list(bench.sandbox.services[self.provider.value].tokens)


CASE = _RsGe()
