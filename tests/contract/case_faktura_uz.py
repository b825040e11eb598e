"""Faktura.uz in the contract suite."""

from __future__ import annotations

import json
from pathlib import Path

from sandbox_desk import Typed, until

from bench import Bench, Work, with_password
from muhr.domain.accounts import Credentials, ProviderName
from muhr.domain.documents import Action
from muhr.domain.effects import Effect

SHOWN = {22, 26, 32}
"""Statuses of documents that wait for the one who looks (API document: GetDocumentStatuses)."""


def sign(bench: Bench) -> Effect:
    key = bench.desk.keyring.entry(Path(bench.told["key"]))
    offered = [one.ref for one in bench.desk.inbox(bench.account.id) if Action.SIGN in one.actions]
    ref = next(ref for ref in offered if ref not in bench.desk.review([ref], key).stopped)
    bench.desk.sign([ref], key, Typed(bench.told["key_password"]))
    return until(lambda: next((one for one in bench.desk.workspace.effects() if one.target_id == ref.remote_id), None))


def import_one(bench: Bench) -> Effect:
    ours = bench.account.company.tax_id
    line = {
        "item_number": "1", "description": "Namuna xizmati", "measurement_unit": "dona", "volume": "1",
        "unit_price": "1000", "subtotal": "1000", "vat": {"vat_rate": "12%", "vat_value": "120"},
        "subtotal_with_taxes": "1120",
    }  # fmt: skip
    sums = {"column_subtotal": "1000", "column_vat_value": "120", "column_subtotal_with_taxes": "1120"}
    entry = {
        "head": {
            "file_name": f"invoice_{ours}_200000101_2026-02-28_KT-1.xml",
            "sender": {"sender_info": {"INN": ours, "company_name": "Namuna"}},
            "receiver": {"receiver_info": {"INN": "200000101", "company_name": "Sinov"}},
        },
        "document": {
            "document_number": "KT-1", "document_date": "2026-02-28", "items": [line], "column_summary_values": sums,
        },
    }  # fmt: skip
    path = bench.folder / "register.json"
    path.write_text(json.dumps({"invoices": [entry]}), encoding="utf-8")
    found = bench.desk.import_documents(bench.account.id, bench.desk.read_register(bench.account.id, path))
    (effect,) = found.effects
    return effect


class _FakturaUz:
    provider = ProviderName.FAKTURA_UZ
    login = "token"
    listing = "GetDocuments"
    expires = True
    works = (
        Work(action=Action.SIGN, method="SignDocument", ledger="sign", order=sign),
        Work(
            action=Action.REJECT,
            method="RejectDocument",
            ledger="reject",
            ref=lambda bench: bench.document_with(Action.REJECT),
        ),
        Work(
            action=Action.DELETE,
            method="DeleteDocuments",
            ledger="delete",
            ref=lambda bench: bench.document_with(Action.DELETE),
        ),
        # The service makes two documents of one key (facts of the import: no check for duplicates).
        Work(action=Action.IMPORT, method="ImportDocumentRegister", ledger="import", order=import_one, twice=2),
    )

    def waiting(self, bench: Bench) -> set[str]:
        ours = bench.account.company.tax_id
        documents = bench.sandbox.control.documents(self.provider.value)["documents"]
        return {one["uid"].lower() for one in documents if one["status"].get(ours) in SHOWN}

    def wrong(self, right: Credentials) -> Credentials:
        return with_password(right, "wrong")

    def tokens(self, bench: Bench) -> list[str]:
        return list(bench.sandbox.state._tokens)


CASE = _FakturaUz()
