"""What BitFaktura's tests share: accounts, effects, and one company's world at the sandbox."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from muhr.bootstrap.demo import account_of
from muhr.domain.accounts import Account, Credentials, ProviderName
from muhr.domain.documents import Action, Document
from muhr.domain.effects import Effect, digest_of
from muhr.domain.parties import Country, Party
from muhr.providers.bitfaktura import BitFaktura
from muhr.providers.options import TransportOptions
from muhr.sandbox.bitfaktura.service import BitFakturaService
from muhr.sandbox.serve import RunningSandbox

TOKEN = "namuna/token+7&x"
"""With signs that an address must quote."""
CREDENTIALS = Credentials(password=TOKEN)
COMPANY = Party(country=Country.UA, tax_id="99990019", name="ТОВ «Зразок Трейд»")
INVOICE: dict[str, Any] = {
    "kind": "vat",
    "number": None,
    "sell_date": "2026-02-15",
    "issue_date": "2026-02-15",
    "payment_to": "2026-02-22",
    "buyer_name": "ТОВ «Приклад Логістик»",
    "buyer_tax_no": "99990031",
    "positions": [
        {"name": "Товар А1", "tax": 20, "total_price_gross": 10.23, "quantity": 1},
        {"name": "Товар А2", "tax": 0, "total_price_gross": 50, "quantity": 2},
    ],
}


def account(base_url: str, **options: str) -> Account:
    return Account(
        id="b" * 32,
        provider=ProviderName.BITFAKTURA,
        company=COMPANY,
        login="",
        base_url=base_url,
        options={"proxy": "none", "pace_ms": "0", "settle_seconds": "0"} | options,
    )


def effect(action: Action, target: str, payload: bytes, **changes: Any) -> Effect:
    made = Effect(
        id=uuid.uuid4().hex,
        account_id="b" * 32,
        provider=ProviderName.BITFAKTURA,
        action=action,
        target_id=target,
        title="Зразок",
        key=uuid.uuid4().hex,
        payload=payload,
        payload_sha256=digest_of(payload),
        created=datetime.now(UTC),
        sent=datetime.now(UTC),
        attempts=1,
    )
    return replace(made, **changes)


class World:
    """One company at the sandbox."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        self.sandbox = sandbox
        self.info = sandbox.info.as_dict()
        told = next(one for one in self.info["accounts"] if one["provider"] == "bitfaktura")
        self.account, self.credentials = account_of(told, self.info)
        self._opened: list[BitFaktura] = []
        self.line = self.another()
        service = sandbox.services["bitfaktura"]
        assert isinstance(service, BitFakturaService)
        self.service = service

    def another(self, *, credentials: Credentials | None = None, transport: TransportOptions | None = None,
                **options: str) -> BitFaktura:  # fmt: skip
        """A further line, set up differently."""
        set_up = replace(self.account, options={**self.account.options, **options})
        self._opened.append(BitFaktura(set_up, credentials or self.credentials, transport=transport))
        return self._opened[-1]

    def close(self) -> None:
        for one in self._opened:
            one.close()

    def settings(self, **changes: Any) -> None:
        self.service.change_settings(changes)

    def faults(self, *lines: dict[str, Any]) -> None:
        self.sandbox.faults.set([{"provider": "bitfaktura", "nth": 1} | line for line in lines])

    def requests(self, method: str) -> int:
        return self.sandbox.faults.as_dict()["requests"].get(f"bitfaktura/{method}", 0)

    def ledger(self, action: str) -> Counter[str]:
        entries = self.sandbox.control.ledger()["effects"]
        return Counter({one["target"]: one["count"] for one in entries if one["action"] == action})

    def with_action(self, action: Action) -> Document:
        return next(one for one in self.line.waiting().documents if action in one.actions)

    def act(self, action: Action, details: dict[str, str] | None = None, **changes: Any) -> Effect:
        """An effect of an action on a document that offers it."""
        document = self.with_action(action)
        payload = self.line.payload(action, document, key="7" * 32, comment="Причина", details=details or {})
        return effect(action, document.ref.remote_id, payload, **changes)

    def importing(self, invoice: dict[str, Any] | None = None, **changes: Any) -> Effect:
        """An effect that makes an invoice."""
        import json

        (item,) = self.line.read_register(json.dumps({"invoice": invoice or INVOICE}).encode())
        return effect(Action.IMPORT, item.client_id, self.line.import_payload(item), **changes)
