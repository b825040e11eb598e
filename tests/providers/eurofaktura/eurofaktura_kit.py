"""What Eurofaktura's tests share: accounts, effects, files of invoices, and the company's world at the sandbox."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from provider_kit import http

from muhr.bootstrap.demo import account_of
from muhr.domain.accounts import Account, Credentials, ProviderName
from muhr.domain.documents import Action, Document
from muhr.domain.effects import Effect, digest_of
from muhr.domain.parties import Country, Party
from muhr.providers.eurofaktura import Eurofaktura
from muhr.sandbox.eurofaktura.service import EurofakturaService
from muhr.sandbox.serve import RunningSandbox

PASSWORD, MD5, TOKEN = "Tajne-Heslo-7", "f0fefb79afddd0907cab61495f54bfb3", "00112233445566778899AABBCCDDEEFF"
CREDENTIALS = Credentials(password=PASSWORD, client_secret=TOKEN)
COMPANY = Party(country=Country.CZ, tax_id="CZ00000019", name="Ukázka Obchod s.r.o.")
NUMBER, DAY = "KT-2026/7", "2026-02-28"


def account(base_url: str, **options: str) -> Account:
    return Account(
        id="e" * 32,
        provider=ProviderName.EUROFAKTURA,
        company=COMPANY,
        login="ukazka",
        base_url=base_url,
        options={"proxy": "none"} | options,
    )


def effect(action: Action, target: str, payload: bytes, **changes: Any) -> Effect:
    made = Effect(
        id=uuid.uuid4().hex,
        account_id="e" * 32,
        provider=ProviderName.EUROFAKTURA,
        action=action,
        target_id=target,
        title="Ukázka",
        key=uuid.uuid4().hex,
        payload=payload,
        payload_sha256=digest_of(payload),
        created=datetime.now(UTC),
        sent=datetime.now(UTC),
        attempts=1,
    )
    return replace(made, **changes)


def item(more: str = "", **changes: str) -> str:
    values = {"description": "Ukázková služba", "quantity": "2", "netPrice": "100.00", "vatPercentage": "21"} | changes
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in values.items() if value)
    return f"<Item>{inner}{more}</Item>"


def invoice(more: str = "", items: str | None = None, **changes: str) -> str:
    values = {
        "number": NUMBER, "date": DAY, "paymentDueDate": "2026-03-14", "buyerName": "Příklad Služby s.r.o.",
        "buyerTaxNumber": "CZ00000027",
    } | changes  # fmt: skip
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in values.items() if value)
    rows = item() if items is None else items
    return f"<SalesInvoice>{inner}{more}<Items>{rows}</Items></SalesInvoice>"


POHODA = """<?xml version="1.0" encoding="Windows-1250"?>
<dat:dataPack xmlns:dat="urn:data" xmlns:inv="urn:invoice" xmlns:typ="urn:type" version="2.0" id="1" ico="00000019">
{items}
</dat:dataPack>"""


def pohoda_item(number: str = "P-2026/1", kind: str = "issuedInvoice", text: str = "Kancelářský papír") -> str:
    return f"""<dat:dataPackItem id="{number}" version="2.0"><inv:invoice version="2.0"><inv:invoiceHeader>
<inv:invoiceType>{kind}</inv:invoiceType><inv:number><typ:numberRequested>{number}</typ:numberRequested></inv:number>
<inv:date>2026-02-28</inv:date><inv:dateDue>2026-03-14</inv:dateDue><inv:partnerIdentity><typ:address>
<typ:company>Příklad Služby s.r.o.</typ:company><typ:ico>00000027</typ:ico></typ:address></inv:partnerIdentity>
</inv:invoiceHeader><inv:invoiceDetail><inv:invoiceItem><inv:text>{text}</inv:text><inv:quantity>2</inv:quantity>
<inv:unit>ks</inv:unit><inv:rateVAT>high</inv:rateVAT><inv:homeCurrency><typ:unitPrice>100</typ:unitPrice>
<typ:price>200</typ:price><typ:priceVAT>42</typ:priceVAT><typ:priceSum>242</typ:priceSum></inv:homeCurrency>
</inv:invoiceItem></inv:invoiceDetail><inv:invoiceSummary><inv:homeCurrency><typ:priceHigh>200</typ:priceHigh>
<typ:priceHighVAT>42</typ:priceHighVAT></inv:homeCurrency></inv:invoiceSummary></inv:invoice></dat:dataPackItem>"""


def pohoda(*items: str) -> bytes:
    return POHODA.format(items="\n".join(items or (pohoda_item(),))).encode("cp1250")


def answer(inner: str = "", status: str = "ok", http_status: int = 200, **headers: str) -> bytes:
    """A complete HTTP answer with a `<response>`."""
    body = f'<?xml version="1.0" encoding="utf-8"?>\n<response status="{status}">{inner}</response>'
    return http(body, http_status, **{"Content_Type": "text/xml"} | headers)


def refusal(sentence: str) -> bytes:
    return answer(f'<error description="{sentence}"></error>', "error")


class World:
    """One company at the sandbox."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        self.sandbox = sandbox
        self.info = sandbox.info.as_dict()
        told = next(one for one in self.info["accounts"] if one["provider"] == "eurofaktura")
        self.account, self.credentials = account_of(told, self.info)
        self._opened: list[Eurofaktura] = []
        self.line = self.another()
        service = sandbox.services["eurofaktura"]
        assert isinstance(service, EurofakturaService)
        self.service = service

    def another(self, *, credentials: Credentials | None = None, **options: str) -> Eurofaktura:
        """A further line, set up differently."""
        set_up = replace(self.account, options={**self.account.options, **options})
        self._opened.append(Eurofaktura(set_up, credentials or self.credentials))
        return self._opened[-1]

    def close(self) -> None:
        for one in self._opened:
            one.close()

    def settings(self, **changes: Any) -> None:
        self.service.change_settings(changes)

    def faults(self, *lines: dict[str, Any]) -> None:
        self.sandbox.faults.set([{"provider": "eurofaktura", "nth": 1} | line for line in lines])

    def requests(self, method: str) -> int:
        return self.sandbox.faults.as_dict()["requests"].get(f"eurofaktura/{method}", 0)

    def ledger(self, action: str) -> Counter[str]:
        entries = self.sandbox.control.ledger()["effects"]
        return Counter({one["target"]: one["count"] for one in entries if one["action"] == action})

    def with_action(self, action: Action) -> Document:
        return next(one for one in self.line.waiting().documents if action in one.actions)

    def act(self, action: Action, details: dict[str, str] | None = None, **changes: Any) -> Effect:
        """An effect of an action on a document that offers it."""
        document = self.with_action(action)
        payload = self.line.payload(action, document, comment="Pozdrav", details=details or {})
        return effect(action, document.ref.remote_id, payload, **changes)

    def importing(self, file: bytes | str | None = None, **changes: Any) -> Effect:
        """An effect that makes an invoice."""
        data = file if isinstance(file, bytes) else (file or invoice()).encode()
        (entry,) = self.line.read_register(data)
        assert entry.sendable, entry.problems
        return effect(Action.IMPORT, entry.client_id, self.line.import_payload(entry), **changes)


SEND = {"recipient": "ucetni@priklad.example"}
PAY = {"paymentDate": "2026-02-28", "paymentAmount": "12.50", "paymentMethodForInvoice": "BankTransfer"}
