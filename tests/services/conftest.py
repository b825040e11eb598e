"""Records for the tests of services: fictional companies, documents and effects with any value changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Action, Content, Direction, Document, DocumentRef, Line, Stage
from muhr.domain.effects import Effect, EffectState, digest_of
from muhr.domain.money import Money
from muhr.domain.parties import Country, Party
from muhr.domain.signatures import Identity

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
OURS = Party(country=Country.UZ, tax_id="200000011", name="Namuna Savdo MChJ")
OTHER = Party(
    country=Country.UZ, tax_id="300000022", name="Xayoliy Ta'minot MChJ", bank_account="2020 8000 1000 2000 3001"
)

MakeDocument = Callable[..., Document]
MakeEffect = Callable[..., Effect]


def document(**changes: Any) -> Document:
    """A waiting invoice over 112,000.00 UZS whose numbers agree."""
    line = Line(description="Qog'oz", subtotal=Decimal(50000), vat_rate="12%", vat=Decimal(6000), total=Decimal(56000))
    content = Content(
        lines=(line, line), subtotal=Decimal(100000), vat=Decimal(12000), total=Decimal(112000),
        seller=OTHER, buyer=OURS,
    )  # fmt: skip
    base = Document(
        ref=DocumentRef("a" * 32, "0f" * 16),
        provider=ProviderName.FAKTURA_UZ,
        direction=Direction.INCOMING,
        kind="Счёт-фактура",
        kind_code="2",
        number="17",
        issued=date(2026, 3, 5),
        due=date(2026, 4, 5),
        company=OURS,
        counterparty=OTHER,
        total=Money("UZS", Decimal(112000)),
        status="22",
        status_text="Требуется подпись",
        stage=Stage.WAITING_FOR_ME,
        actions=frozenset({Action.SIGN, Action.REJECT}),
        content=content,
    )
    return replace(base, **changes)


def effect(state: EffectState = EffectState.QUEUED, **changes: Any) -> Effect:
    """A signature on its way."""
    payload = b'{"UniqueId":"0f"}'
    base = Effect(
        id="e" * 32,
        account_id="a" * 32,
        provider=ProviderName.FAKTURA_UZ,
        action=Action.SIGN,
        target_id="0f" * 16,
        title="17 · Xayoliy Ta'minot MChJ",
        key="e" * 32,
        payload=payload,
        payload_sha256=digest_of(payload),
        state=state,
        created=NOW,
    )
    return replace(base, **changes)


@pytest.fixture
def make_document() -> MakeDocument:
    return document


@pytest.fixture
def make_effect() -> MakeEffect:
    return effect


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def director() -> Identity:
    """The right signer, with a certificate that is valid for another year."""
    return Identity(
        common_name="NAMUNAYEVA NARGIZA",
        organization="Namuna Savdo MChJ",
        tax_id="200000011",
        personal_tax_id="400000033",
        not_before=datetime(2025, 3, 1, tzinfo=UTC),
        not_after=datetime(2027, 3, 1, tzinfo=UTC),
    )
