"""Chmura Dokumentów in the contract suite."""

from __future__ import annotations

import json

from bench import Bench, Work, with_password
from muhr.domain.accounts import Credentials, ProviderName
from muhr.domain.documents import Action
from muhr.domain.effects import Effect

NUMBER = "FV/KT/1"


def import_one(bench: Bench) -> Effect:
    position = {"name": "Usługa przykładowa", "quantity": 1, "unit": "szt", "unitPrice": 100, "netto": 100.00}
    invoice = {
        "number": NUMBER, "creationDate": "2026-02-27", "sellDate": "2026-02-28", "currency": "PLN",
        "sellVatId": bench.account.company.tax_id, "sellName": bench.account.company.name,
        "recName": "Próba Serwis S.A.", "recVatId": "0000000224",
        "invoicePosition": [position | {"vat23": 23.00, "gross": 123.00}],
        "netto": 100.00, "vat23": 23.00, "gross": 123.00, "toPaid": 123.00,
    }  # fmt: skip
    path = bench.folder / "invoices.json"
    path.write_text(json.dumps([invoice]), encoding="utf-8")
    found = bench.desk.import_documents(bench.account.id, bench.desk.read_register(bench.account.id, path))
    (effect,) = found.effects
    return effect


class _Chmura:
    provider = ProviderName.CHMURA
    login = "credentials"
    listing = ""
    expires = True
    works = (
        # No look-up and no check for twins: a person decides, and a doubled request makes two invoices.
        Work(
            action=Action.IMPORT,
            method="import",
            ledger="import",
            order=import_one,
            target=lambda effect: NUMBER,
            asked=False,
            twice=2,
        ),
    )

    def waiting(self, bench: Bench) -> set[str]:
        del bench
        return set()

    def wrong(self, right: Credentials) -> Credentials:
        return with_password(right, "wrong")

    def tokens(self, bench: Bench) -> list[str]:
        return list(bench.sandbox.services["chmura_dokumentow"].sessions)


CASE = _Chmura()
