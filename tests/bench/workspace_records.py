"""Makes plainly fictional accounts, documents and effects for the workspace's tests, benches and crash runs.

Everything is a function of a number, so that another process can make the same record and compare.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from muhr.domain.accounts import Account, ProviderName
from muhr.domain.documents import Action, Content, Direction, Document, DocumentRef, Line, RemoteStatus, Stage
from muhr.domain.effects import Effect, digest_of
from muhr.domain.money import Money
from muhr.domain.parties import Country, Party
from muhr.domain.records import Batch, Evidence, JournalLine

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
STATUSES = {
    Stage.WAITING_FOR_ME: ("22", "Ожидает подписи"),
    Stage.WAITING_FOR_OTHERS: ("21", "Ожидает подписи партнёра"),
    Stage.FINISHED: ("24", "Подписан"),
    Stage.REFUSED: ("23", "Отклонён"),
}


def clock() -> datetime:
    """A clock that stands still."""
    return NOW


def account_id(number: int = 0) -> str:
    """The id of an account."""
    return f"{number:032x}"


def company(number: int = 0) -> Party:
    """Our side."""
    return Party(
        country=Country.UZ, tax_id=str(200000001 + number), name=f"Namuna Savdo {number} MChJ",
        bank_account=f"20208000{number:012}", bank_code="00014",
    )  # fmt: skip


def counterparty(number: int = 0, **changes: Any) -> Party:
    """The other side."""
    fields: dict[str, Any] = {
        "country": Country.UZ, "tax_id": str(300000001 + number), "name": f"«Тажриба {number}» МЧЖ",
        "bank_account": f"20214000{number:012}", "bank_code": "00444",
    }  # fmt: skip
    return Party(**(fields | changes))


def account(number: int = 0, **changes: Any) -> Account:
    """An account in which every field says something."""
    fields: dict[str, Any] = {
        "id": account_id(number), "provider": ProviderName.FAKTURA_UZ, "company": company(number),
        "login": f"direktor{number}", "base_url": "http://127.0.0.1:9", "token_url": "http://127.0.0.1:9/token",
        "listing": False, "demo": True, "options": {"язык": "ru", "page": "100"},
    }  # fmt: skip
    return Account(**(fields | changes))


def content(number: int = 0) -> Content:
    """What is inside a document, every field filled."""
    line = Line(
        description=f"Sinov xizmati № {number}", quantity=Decimal("1.50"), unit="soat", unit_price=Decimal("100000.00"),
        subtotal=Decimal("150000.00"), vat_rate="12", vat=Decimal("18000.00"), excise=Decimal(0),
        total=Decimal("168000.00"),
    )  # fmt: skip
    return Content(
        lines=(line, Line(description="Пустая строка")), subtotal=Decimal("150000.00"), vat=Decimal("18000.00"),
        excise=Decimal(0), total=Decimal("168000.00"), total_in_words="bir yuz oltmish sakkiz ming so'm",
        seller=counterparty(number), buyer=company(), contract_number="Sh-1", contract_date=date(2026, 1, 9),
        raw='{"Sinov": true}',
    )  # fmt: skip


def document(number: int = 0, *, account_number: int = 0, partners: int = 40, **changes: Any) -> Document:
    """A document; every optional field is filled in one of three, so that both sorts are met."""
    stage = list(STATUSES)[number % len(STATUSES)]
    code, words = STATUSES[stage]
    full = number % 3 == 0
    fields: dict[str, Any] = {
        "ref": DocumentRef(account_id(account_number), f"{number * 2654435761 % 2**32:08x}-{number:024x}"),
        "provider": ProviderName.FAKTURA_UZ,
        "direction": Direction.INCOMING if number % 2 else Direction.OUTGOING,
        "kind": ("Счёт-фактура", "Dalolatnoma", "Shartnoma")[number % 3], "kind_code": str(28 + number % 3),
        "number": f"S-{number}", "issued": date(2026, 1, 1) + timedelta(days=number % 60),
        "due": date(2026, 4, 1) if full else None,
        "company": company(account_number), "counterparty": counterparty(number % partners),
        "total": None if number % 17 == 16 else Money("UZS", Decimal(number * 1000 + 1) / 100),
        "status": code, "status_text": words, "stage": stage,
        "actions": frozenset({Action.SIGN, Action.REJECT}) if stage is Stage.WAITING_FOR_ME else frozenset(),
        "created": datetime(2026, 1, 1, 8, tzinfo=UTC) + timedelta(days=number % 60, seconds=number % 30000),
        "updated": NOW - timedelta(microseconds=number) if full else None,
        "title": f"Sinov hujjati {number}" if full else "", "roaming_id": f"R{number}" if full else "",
        "client_id": f"C{number}" if full else "", "seen": NOW,
    }  # fmt: skip
    return Document(**(fields | changes))


def status(number: int = 0) -> RemoteStatus:
    """The document of the same number, a step further on."""
    stage = list(STATUSES)[(number + 1) % len(STATUSES)]
    code, words = STATUSES[stage]
    return RemoteStatus(
        remote_id=document(number).ref.remote_id, status=code, status_text=words, stage=stage, actions=frozenset()
    )


def payload(number: int, size: int = 0) -> bytes:
    """The bytes of an effect; `size` pads them as a real signature would."""
    return f'{{"UniqueId":"{number:032x}","Signature":"'.encode() + b"A" * size + b'"}'


def effect(number: int = 0, *, account_number: int = 0, size: int = 0, **changes: Any) -> Effect:
    """A queued effect on the document of the same number."""
    body = changes.pop("payload", payload(number, size))
    fields: dict[str, Any] = {
        "id": f"{number:032x}", "account_id": account_id(account_number), "provider": ProviderName.FAKTURA_UZ,
        "action": Action.SIGN, "target_id": document(number).ref.remote_id, "title": f"S-{number}, Тажриба",
        "key": f"k{number}", "payload": body, "payload_sha256": digest_of(body), "created": NOW,
        "batch_id": "b" * 32,
    }  # fmt: skip
    return Effect(**(fields | changes))


def evidence(number: int = 0, size: int = 64) -> Evidence:
    """The evidence of the effect of the same number."""
    return Evidence(
        effect_id=f"{number:032x}", displayed=f'{{"number":"S-{number}"}}', content=b"abcdef", message=b"\x30" * size,
        signer="Namunaviy Direktor", at=NOW,
    )  # fmt: skip


def batch(number: int = 0) -> Batch:
    """A batch."""
    return Batch(
        id=f"{number:032x}", created=NOW, action="sign", signer="Namunaviy Direktor", documents=2, totals="168 000 UZS"
    )


def line(number: int = 0, **changes: Any) -> JournalLine:
    """A journal line."""
    fields: dict[str, Any] = {
        "at": NOW + timedelta(seconds=number), "kind": "sinov", "text": f"satr {number}", "account_id": account_id(),
        "remote_id": document(number).ref.remote_id, "effect_id": f"{number:032x}", "batch_id": "b" * 32,
    }  # fmt: skip
    return JournalLine(**(fields | changes))
