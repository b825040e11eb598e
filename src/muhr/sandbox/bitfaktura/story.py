"""The Ukrainian companies that do not exist ("zrazok" means sample, "navchannia" training) and their papers."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from muhr.sandbox.bitfaktura import sums

if TYPE_CHECKING:
    from muhr.sandbox.bitfaktura.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A company. Its number has a right check digit and lies outside what is given out."""

    tax_no: str
    name: str
    email: str = ""


def _party(tax_no: str, name: str, mailbox: str = "") -> Party:
    return Party(tax_no=tax_no, name=name, email=f"{mailbox}@example.invalid" if mailbox else "")


OURS = (
    _party("99990019", "ТОВ «Зразок Трейд»", "office"),
    _party("99990025", "ПП «Навчальна Майстерня»", "maisternia"),
)
"""The companies whose director sits at Muhr."""

OTHERS = (
    _party("99990031", "ТОВ «Приклад Логістик»", "buh"),
    _party("99990048", "ФОП Вигаданенко Зразок Тестович", "fop"),
    _party("99990054", "ТОВ «Макет-Сервіс»", "rahunky"),
    _party("99990060", "АТ «Тестові Мережі»"),
)

_WARES = (
    ("Стіл офісний «Зразок»", "шт", 20, "4800.00"),
    ("Консультаційні послуги", "год", 20, "950.50"),
    ("Лікарські засоби навчальні", "уп", 7, "321.00"),
    ("Перевезення вантажу", "рейс", 0, "6000.00"),
)


def furnish(state: State, seed: int, now: datetime, more: int | None) -> None:
    """Give every account a year of papers; the first one `more` open ones besides."""
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    for place, login in enumerate(state.logins):
        writer = _Writer(state, chance, now, login.company)
        writer.surroundings()
        for days in range(300, 60, -24):
            writer.sale("paid", days_ago=days, due_in=14)
        writer.sale("rejected", days_ago=55, due_in=14)
        writer.sale("issued", days_ago=50, due_in=14, cancelled=True)
        writer.sale("partial", days_ago=40, due_in=20)
        writer.sale("sent", days_ago=30, due_in=10)
        writer.sale("sent", days_ago=8, due_in=30)
        for days in (6, 5, 3, 2):
            writer.sale("issued", days_ago=days, due_in=7)
        writer.sale("issued", days_ago=1, due_in=14, buyer=OTHERS[3])
        writer.expense("paid", days_ago=70)
        for days in (20, 9, 4):
            writer.expense("issued", days_ago=days)
        if place == 0:
            writer.open_ones(more or 0)


def open_papers(state: State, company: str, count: int, seed: int) -> list[str]:
    """Add papers that wait for an account; gives their ids."""
    login = next(one for one in state.logins if one.company.tax_no == company)
    chance = random.Random(f"{seed}/{len(state.records)}")  # noqa: S311 - deterministic on purpose
    return _Writer(state, chance, state.clock(), login.company).open_ones(count)


class _Writer:
    """Writes one account's papers."""

    def __init__(self, state: State, chance: random.Random, now: datetime, company: Party) -> None:
        self._state, self._chance, self._now, self._company = state, chance, now, company

    def surroundings(self) -> None:
        """The records that papers are made of."""
        keep, ours = self._state.add, self._company.tax_no
        keep(ours, "department", {"name": "Головний офіс", "shortcut": "ГО"})
        keep(ours, "warehouse", {"name": "Основний склад", "kind": None, "description": None})
        keep(ours, "category", {"name": "Послуги", "description": None})
        for number, (name, unit, tax, price) in enumerate(_WARES, 1):
            gross = sums.gross_of(price, str(tax))
            told = {"name": name, "code": f"A{number:03d}", "quantity_unit": unit, "tax": str(tax)}
            keep(ours, "product", told | {"price_net": price, "price_gross": sums.money(gross)})
        for number, one in enumerate(OTHERS, 1):
            told = {"name": one.name, "tax_no": one.tax_no, "email": one.email, "external_id": f"K-{number}"}
            keep(ours, "client", told)
        keep(ours, "warehouse_document", self._goods("pz"))

    def _goods(self, kind: str) -> dict[str, Any]:
        day = (self._now - timedelta(days=12)).date().isoformat()
        action = {"product_name": _WARES[0][0], "purchase_tax": 20, "purchase_price_net": "4800.00", "quantity": 5}
        return {"kind": kind, "number": f"{kind.upper()} 1", "issue_date": day, "client_name": OTHERS[0].name,
                "warehouse_actions": [action]}  # fmt: skip

    def _paper(self, seller: Party, buyer: Party, *, days_ago: int, due_in: int, **told: Any) -> str:
        made = self._now - timedelta(days=days_ago)
        rows = self._chance.sample(_WARES, self._chance.randint(1, 3))
        positions = [
            {
                "name": name,
                "quantity": self._chance.randint(1, 12),
                "quantity_unit": unit,
                "tax": tax,
                "price_net": price,
            }
            for name, unit, tax, price in rows
        ]
        request = {
            "kind": "vat",
            "issue_date": made.date().isoformat(),
            "sell_date": made.date().isoformat(),
            "payment_to": (made.date() + timedelta(days=due_in)).isoformat(),
            "seller_name": seller.name,
            "seller_tax_no": seller.tax_no,
            "buyer_name": buyer.name,
            "buyer_tax_no": buyer.tax_no,
            "buyer_email": buyer.email,
            "positions": positions,
        }
        data = sums.invoice(self._state, self._company.tax_no, request, made)
        data |= told
        if data["status"] in {"paid", "partial"}:
            data["paid"] = data["price_gross"] if data["status"] == "paid" else "1000.00"
        return str(self._state.add(self._company.tax_no, "invoice", data).id)

    def sale(
        self, status: str, *, days_ago: int, due_in: int, cancelled: bool = False, buyer: Party | None = None
    ) -> str:
        """One own invoice."""
        buyer = buyer or self._chance.choice(OTHERS[:3])
        told = {"status": status, "cancelled": cancelled, "income": True}
        return self._paper(self._company, buyer, days_ago=days_ago, due_in=due_in, **told)

    def expense(self, status: str, *, days_ago: int) -> str:
        """One invoice of somebody else, entered as an expense."""
        seller = self._chance.choice(OTHERS[:3])
        told = {"status": status, "income": False, "number": f"ВХ-{self._chance.randint(100, 999)}"}
        return self._paper(seller, self._company, days_ago=days_ago, due_in=10, **told)

    def open_ones(self, count: int) -> list[str]:
        """Own invoices that are not sent yet."""
        return [self.sale("issued", days_ago=number % 30, due_in=14) for number in range(count)]
