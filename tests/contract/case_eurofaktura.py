"""Eurofaktura in the contract suite."""

from __future__ import annotations

from bench import Bench, Work, with_password
from muhr.domain.accounts import Credentials, ProviderName
from muhr.domain.documents import Action
from muhr.domain.effects import Effect

NUMBER = "KT-2026/7"


def import_one(bench: Bench) -> Effect:
    item = "<description>Ukázková služba</description><quantity>2</quantity><netPrice>100.00</netPrice>"
    invoice = (
        f"<SalesInvoice><number>{NUMBER}</number><date>2026-02-28</date><paymentDueDate>2026-03-14</paymentDueDate>"
        "<buyerName>Příklad Služby s.r.o.</buyerName><buyerTaxNumber>CZ00000027</buyerTaxNumber>"
        f"<Items><Item>{item}<vatPercentage>21</vatPercentage></Item></Items></SalesInvoice>"
    )
    path = bench.folder / "invoices.xml"
    path.write_text(f"<SalesInvoices>{invoice}</SalesInvoices>", encoding="utf-8")
    found = bench.desk.import_documents(bench.account.id, bench.desk.read_register(bench.account.id, path))
    (effect,) = found.effects
    return effect


class _Eurofaktura:
    provider = ProviderName.EUROFAKTURA
    login = ""
    listing = "SalesInvoiceList"
    expires = False
    works = (
        Work(
            action=Action.ISSUE,
            method="SalesInvoiceUpdate",
            ledger="issue",
            ref=lambda bench: bench.document_with(Action.ISSUE),
        ),
        Work(
            action=Action.DELETE,
            method="SalesInvoiceDelete",
            ledger="delete",
            ref=lambda bench: bench.document_with(Action.DELETE),
        ),
        Work(
            action=Action.CANCEL,
            method="SalesInvoiceCancel",
            ledger="cancel",
            ref=lambda bench: bench.document_with(Action.CANCEL),
        ),
        Work(
            action=Action.IMPORT,
            method="SalesInvoiceImport",
            ledger="import",
            order=import_one,
            target=lambda effect: NUMBER,
        ),
        # The service takes every e-mail and every payment; no record of an e-mail can be asked for.
        Work(
            action=Action.SEND,
            method="SalesInvoiceSendByEmail",
            ledger="send",
            ref=lambda bench: bench.document_with(Action.SEND),
            details={"recipient": "ucetni@priklad.example"},
            asked=False,
            twice=2,
        ),
        Work(
            action=Action.PAY,
            method="SalesInvoicePaymentRecordAdd",
            ledger="pay",
            ref=lambda bench: bench.document_with(Action.PAY),
            details={
                "paymentDate": "2026-02-28",
                "paymentAmount": "12.50",
                "paymentMethodForInvoice": "BankTransfer",
            },
            repeats=False,
            twice=2,
        ),
    )

    def waiting(self, bench: Bench) -> set[str]:
        documents = bench.sandbox.control.documents(self.provider.value)["documents"]
        waits = {"draft", "documentnotsentbyemail", "notpaidoverduereceivable"}
        return {one["uid"] for one in documents if waits & set(one["passes"]) and not one["cancelled"]}

    def wrong(self, right: Credentials) -> Credentials:
        return with_password(right, "wrong")

    def tokens(self, bench: Bench) -> list[str]:
        del bench
        return []


CASE = _Eurofaktura()
