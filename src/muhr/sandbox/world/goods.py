"""What the fictional companies sell: a few rows for each, with the usual price in UZS and the usual quantity."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Ware:
    """One thing on sale: at what price, and about how many at a time."""

    description: str
    unit: str
    price: Decimal
    usual: int
    currency: str = "860"


def _ware(description: str, unit: str, price: str, usual: int, currency: str = "860") -> Ware:
    return Ware(description, unit, Decimal(price), usual, currency)


WARES: dict[str, tuple[Ware, ...]] = {
    "200000011": (
        _ware("Ofis mebeli toʻplami “Namuna”", "toʻplam", "2450000", 4),
        _ware("Stol lampasi, yorugʻligi sozlanadigan", "dona", "185000", 20),
        _ware("Yetkazib berish xizmati (Toshkent ichida)", "xizmat", "150000", 1),
    ),
    "300000021": (
        _ware("Қурилиш-монтаж ишлари, 1-босқич", "иш", "18500000", 1),
        _ware("Ғишт териш ишлари", "м³", "320000", 45),
        _ware("Лойиҳа-смета ҳужжатлари", "тўплам", "7200000", 1),
    ),
    "200000101": (
        _ware("Buxgalterlar uchun oʻquv kursi, 40 soat", "tinglovchi", "1250000", 3),
        _ware("Oʻquv qoʻllanma “Elektron hujjat”", "dona", "48000", 12),
    ),
    "200000102": (
        _ware("Перевозка груза Ташкент — Самарканд", "рейс", "2800000", 3),
        _ware("Погрузочно-разгрузочные работы", "час", "95000", 16),
    ),
    "200000103": (
        _ware("Bosma qogʻozi A4, 80 g/m²", "quti", "262500", 24),
        _ware("Kartrij, qora", "dona", "417000.50", 6),
    ),
    "200000104": (
        _ware("Услуги связи, абонентская плата", "мес.", "890000", 1),
        _ware("Доступ в интернет 200 Мбит/с", "мес.", "1650000", 1),
    ),
    "200000105": (
        _ware("Gʻisht pishgan M-100", "dona", "1450", 9000),
        _ware("Sement M-400, 50 kg", "qop", "58000", 120),
    ),
    "200000106": (
        _ware("Ремонт и заправка оргтехники", "услуга", "340000", 5),
        _ware("Выезд мастера", "услуга", "120000", 2),
    ),
    "200000107": (
        _ware("Cloud hosting, standard plan", "month", "129.00", 3, "840"),
        _ware("Additional storage, 1 TB", "month", "19.50", 6, "840"),
    ),
    "200000108": (
        _ware("Choy va shirinliklar toʻplami", "toʻplam", "215000", 10),
        _ware("Ichimlik suvi, 19 l", "idish", "18000", 30),
    ),
    "200000109": (
        _ware("Бумага для заметок, 100 л.", "шт.", "12500", 80),
        _ware("Папка-регистратор 70 мм", "шт.", "34900", 25),
        _ware("Ручка гелевая, синяя", "шт.", "6200", 100),
    ),
    "200000110": (
        _ware("Non mahsulotlari, assorti", "kg", "14500", 260),
        _ware("Un, oliy nav", "kg", "7800", 400),
    ),
    "200000111": (
        _ware("Аренда микроавтобуса с водителем", "смена", "1100000", 5),
        _ware("Перевозка сотрудников", "маршрут", "780000", 8),
    ),
    "200000112": (
        _ware("Электр энергияси", "кВт·соат", "1000", 4200),
        _ware("Тармоққа техник хизмат кўрсатиш", "хизмат", "560000", 1),
    ),
    "200000199": (_ware("Konsalting xizmatlari", "xizmat", "9600000", 1),),
    "900000198": (_ware("Информационные услуги", "услуга", "4300000", 1),),
}
"""Tax id of the seller -> what it sells."""
