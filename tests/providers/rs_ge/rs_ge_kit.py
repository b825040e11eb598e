"""What the tests of RS.ge share: an account at the sandbox, answers in the service's envelope, effects."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from provider_kit import LittleServer, http, utc_now

from muhr.domain.accounts import Account, Credentials, ProviderName
from muhr.domain.documents import Action, Document
from muhr.domain.effects import Effect
from muhr.domain.parties import Country, Party
from muhr.providers.options import TransportOptions
from muhr.providers.rs_ge import RsGe
from muhr.sandbox.rs_ge.service import RsGeService
from muhr.sandbox.serve import RunningSandbox

SECRETS = Credentials(password="P@rol-Namuna-7")
COMPANY = Party(country=Country.GE, tax_id="206322102", name="სატესტო ვაჭრობა")
TOKEN = "00000000-aaaa-bbbb-cccc-000000000001-28022026100000"
FINE = "ოპერაცია წარმატებით დასრულდა"

OpenRsGe = Callable[..., RsGe]


def account(base_url: str, **changes: Any) -> Account:
    plain = Account(id="d" * 32, provider=ProviderName.RS_GE, company=COMPANY, login="tbilisi", base_url=base_url)
    return replace(plain, **changes)


def told(data: object, id_: int = 0, text: str = FINE) -> bytes:
    """A whole HTTP answer with DATA and STATUS."""
    return http({"DATA": data, "STATUS": {"ID": id_, "TEXT": text}})


def said_no(id_: int, text: str = "შეცდომა") -> bytes:
    return told({}, id_, text)


LOGGED_IN = told({"ACCESS_TOKEN": TOKEN, "EXPIRES_IN": 2400, "MASKED_MOBILE": "*** *** *16"})


def logged_in(little: LittleServer, open_rs_ge: OpenRsGe, **changes: Any) -> RsGe:
    """A line to the little server, whose log-in works."""
    little.on("/Users/Authenticate", LOGGED_IN)
    return open_rs_ge(little.url, **changes)


def effect(action: Action, target: str, payload: bytes, **changes: Any) -> Effect:
    plain = Effect(
        id=uuid.uuid4().hex,
        account_id="d" * 32,
        provider=ProviderName.RS_GE,
        action=action,
        target_id=target,
        title="Namuna",
        key=uuid.uuid4().hex,
        payload=payload,
        payload_sha256=hashlib.sha256(payload).hexdigest(),
        created=utc_now(),
        attempts=1,
    )
    return replace(plain, **changes)


@dataclass
class World:
    """One company at the sandbox."""

    sandbox: RunningSandbox
    provider: RsGe
    open: Callable[..., RsGe]
    told: dict[str, Any]

    @property
    def service(self) -> RsGeService:
        service = self.sandbox.services["rs_ge"]
        assert isinstance(service, RsGeService)
        return service

    @property
    def tin(self) -> str:
        return str(self.told["company"]["tax_id"])

    def switch(self, **changes: Any) -> None:
        self.service.change_settings(changes)

    def robot(self, action: str, *ids: str) -> list[str]:
        return list(self.service.obey({"action": action, "documents": list(ids)}))

    def fault(self, method: str, kind: str, **more: Any) -> None:
        self.sandbox.faults.set([{"provider": "rs_ge", "method": method, "kind": kind, "nth": 1} | more])

    def requests(self, method: str) -> int:
        return int(self.sandbox.faults.as_dict()["requests"].get(f"rs_ge/{method}", 0))

    def count(self, action: str, target: str) -> int:
        """How often the ledger says that something happened."""
        entries = self.service.ledger.entries()
        return sum(one.count for one in entries if (one.action, one.target) == (action, target))

    def pair(self, id_: str) -> tuple[int, int]:
        return self.service.invoices[int(id_)].pair

    def documents(self, action: Action, status: str = "") -> list[Document]:
        """Documents, waiting or past, that offer an action (at a status)."""
        known = (*self.provider.waiting().documents, *self.provider.past(None).documents)
        return [one for one in known if action in one.actions and status in {"", one.status}]

    def ordered(self, action: Action, document: Document, **changes: Any) -> Effect:
        """The effect of an action, as the desk makes it."""
        payload = self.provider.payload(action, document, key=uuid.uuid4().hex)
        return effect(action, document.ref.remote_id, payload, **changes)

    def imported(self, invoice: dict[str, Any], **changes: Any) -> Effect:
        """The effect of an import, as the desk makes it."""
        (item,) = self.provider.read_register(msgspec.json.encode({"INVOICE": invoice}))
        assert item.sendable, item.problems
        return effect(Action.IMPORT, item.client_id, self.provider.import_payload(item), **changes)


def world_of(sandbox: RunningSandbox, open_rs_ge: OpenRsGe, place: int) -> World:
    accounts = [one for one in sandbox.info.accounts if one["provider"] == "rs_ge"]
    entry = dict(accounts[place])
    company = Party(country=Country.GE, tax_id=entry["company"]["tax_id"], name=entry["company"]["name"])

    def opened(**changes: Any) -> RsGe:
        made: dict[str, Any] = {
            "credentials": Credentials(password=entry["password"]),
            "company": company,
            "login": entry["login"],
            "options": TransportOptions(),
            "clock": sandbox.clock,
        }
        return open_rs_ge(sandbox.info.as_dict()["base_urls"]["rs_ge"], **made | changes)

    return World(sandbox=sandbox, provider=opened(), open=opened, told=entry)


def invoice(**changes: Any) -> dict[str, Any]:
    """A whole INVOICE as SaveInvoice takes it, with the members that the API document sends. All fictional."""
    goods = {
        "ID": 0, "INVOICE_ID": 0, "GOODS_NAME": "მაცივარი (ნიმუში)", "BARCODE": "0001", "UNIT_ID": 1,
        "UNIT_TXT": "ცალი", "QUANTITY": 2.00, "QUANTITY_EXT": "", "UNIT_PRICE": 900.00, "AMOUNT": 1800.00,
        "VAT_AMOUNT": 274.58, "EXCISE_AMOUNT": 0.00, "EXCISE_ID": 0, "VAT_TYPE": 0, "EXCISE_UNIT_PRICE": 0.00,
    }  # fmt: skip
    whole: dict[str, Any] = {
        "ID": 0, "INV_SERIE": "", "INV_NUMBER": "", "INV_CATEGORY": 1, "INV_TYPE": 2, "SELLER_ACTION": 0,
        "BUYER_ACTION": 0, "OPERATION_DATE": "10-04-2025 10:00:00", "TRANS_START_DATE": "11-04-2025 13:56:14",
        "CORRECT_REASON_ID": "", "TIN_SELLER": "206322102", "TIN_BUYER": "12345678910", "FOREIGN_BUYER": "false",
        "AMOUNT_FULL": 1800, "AMOUNT_EXCISE": 0, "AMOUNT_VAT": 274.58, "TRANS_START_ADDRESS": "თბილისი",
        "TRANS_END_ADDRESS": "რუსთავი", "TRANS_START_ADDRESS_NO": "", "TRANS_END_ADDRESS_NO": "", "TRANS_TYPE": 1,
        "TRANS_TYPE_TXT": "", "TRANS_COMPANY_TIN": "", "TRANS_DRIVER_TIN": "12345678910",
        "TRANS_DRIVER_FOREIGN": "false", "TRANS_DRIVER_COUNTRY": "", "TRANS_CAR_MODEL": "ნიმუში",
        "TRANS_CAR_NO": "NAM001", "TRANS_TRAILER_NO": "", "TRANS_COST": "", "TRANS_COST_PAYER": 2,
        "INV_COMMENT": "ნიმუში", "PREV_CORRECTION_ID": 0, "TEMPLATE_NAME": "", "INVOICE_GOODS": [goods],
        "INVOICE_PARENT_GOODS": [], "INVOICE_RETURN": [], "SUB_INVOICES_DISTRIBUTION": [], "INVOICE_ADVANCE": [],
        "INVOICE_OIL_DOCS": [],
    }  # fmt: skip
    return whole | changes
