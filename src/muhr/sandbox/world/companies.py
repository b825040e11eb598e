"""Companies and people that do not exist, and whose names say so.

"Namuna" and "oʻrnak" mean sample, "sinov" test, "tajriba" trial, "mashq" exercise.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A director."""

    last_name: str
    first_name: str
    middle_name: str
    tax_id: str
    """The person's own number, 9 digits."""
    personal_id: str
    """PINFL, 14 digits."""

    @property
    def full_name(self) -> str:
        """Surname, name, patronymic, as certificates print it."""
        return f"{self.last_name} {self.first_name} {self.middle_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """One taxpayer."""

    tax_id: str
    name: str
    region: str
    street: str
    bank_account: str
    bank_name: str
    bank_code: str
    vat_code: str
    oked: str
    director: Person


def _company(  # noqa: PLR0917 - a table reads best without names
    number: int, tax_id: str, name: str, region: str, street: str, bank: str, director: str
) -> Company:
    last_name, first_name, middle_name = director.split(" ", 2)
    return Company(
        tax_id=tax_id,
        name=name,
        region=region,
        street=street,
        bank_account=f"2020800090000000{number:04d}",
        bank_name=bank,
        bank_code=f"99{number % 1000:03d}",
        vat_code=f"3260000{number:05d}",
        oked="46900",
        director=Person(
            last_name=last_name,
            first_name=first_name,
            middle_name=middle_name,
            tax_id=f"4000{number:05d}",
            personal_id=f"3000000000{number:04d}",
        ),
    )


_BANK = "“Namuna Bank” ATB"
_BANK_RU = "АКБ «Образец Банк»"

OURS = (
    _company(11, "200000011", "“NAMUNA SAVDO” MChJ", "Toshkent sh.", "Sinov koʻchasi, 1", _BANK,
             "NAMUNAYEV SINOV TAJRIBAYEVICH"),
    _company(21, "300000021", "«Тажриба Қурилиш» МЧЖ", "Самарқанд вилояти", "Намуна кўчаси, 7", _BANK_RU,
             "TAJRIBAYEVA NAMUNA SINOVNA"),
)  # fmt: skip
"""The two companies whose director sits at Muhr."""

COUNTERPARTIES = (
    _company(101, "200000101", "“Sinov Oʻquv Markazi” MChJ", "Toshkent sh.", "Gʻoya koʻchasi, 12", _BANK,
             "SINOVOV OʻRNAK NAMUNAVICH"),
    _company(102, "200000102", "ООО «Пример Логистика»", "г. Ташкент", "ул. Образцовая, 5", _BANK_RU,
             "ПРИМЕРОВ ОБРАЗЕЦ МАКЕТОВИЧ"),
    _company(103, "200000103", "“Tajriba Taʼminot” XK", "Andijon viloyati", "Oʻrnak koʻchasi, 3", _BANK,
             "TAJRIBAYEV GʻOYA SINOVICH"),
    _company(104, "200000104", "АО «Образец-Связь»", "г. Ташкент", "ул. Тестовая, 40", _BANK_RU,
             "ОБРАЗЦОВА ПРОБА ТЕСТОВНА"),
    _company(105, "200000105", "“Namunaviy Gʻisht Zavodi” MChJ", "Buxoro viloyati", "Gʻishtli koʻcha, 9", _BANK,
             "GʻISHTOV NAMUNA OʻRNAKOVICH"),
    _company(106, "200000106", "ЧП «Макет Сервис»", "г. Самарканд", "ул. Учебная, 2", _BANK_RU,
             "МАКЕТОВ ПРИМЕР ПРОБОВИЧ"),
    _company(107, "200000107", "Demo Cloud LLC", "Tashkent", "Sample street 77", "Specimen Bank JSC",
             "SAMPLEMAN DEMO EXAMPLE"),
    _company(108, "200000108", "“Oʻrnak Doʻkoni” OK", "Fargʻona viloyati", "Mashq koʻchasi, 21", _BANK,
             "OʻRNAKOVA MASHQ NAMUNAVNA"),
    _company(109, "200000109", "ООО «Тестовая Канцелярия»", "г. Ташкент", "ул. Пробная, 8", _BANK_RU,
             "ТЕСТОВ ЧЕРНОВИК ПРИМЕРОВИЧ"),
    _company(110, "200000110", "“Sinov Non Kombinati” AJ", "Toshkent viloyati", "Bugʻdoy koʻchasi, 4", _BANK,
             "NONOV SINOV NAMUNAVICH"),
    _company(111, "200000111", "ООО «Учебный Транспорт»", "г. Навои", "ул. Маршрутная, 16", _BANK_RU,
             "УЧЕБНЫЙ МАРШРУТ ОБРАЗЦОВИЧ"),
    _company(112, "200000112", "«Машқ Электр Тармоқлари» АЖ", "Хоразм вилояти", "Чироқ кўчаси, 30", _BANK_RU,
             "МАШҚОВ НАМУНА ЎРНАКОВИЧ"),
)  # fmt: skip
"""Those they have been doing business with."""

STRANGER = _company(
    199, "200000199", "“Nomaʼlum Yangi Hamkor” MChJ", "Toshkent sh.", "Begona koʻcha, 13", _BANK,
    "BEGONAYEV YANGI NOMAʼLUMOVICH",
)  # fmt: skip
"""Somebody nobody here has heard of."""

DOUBTFUL = _company(
    198, "900000198", "ООО «Странный Номер»", "г. Ташкент", "ул. Опечаточная, 99", _BANK_RU,
    "ОПЕЧАТКИН ПРИМЕР ТЕСТОВИЧ",
)  # fmt: skip
"""A company whose tax number has a form that no Uzbek number has."""

EVERYBODY = (*OURS, *COUNTERPARTIES, STRANGER, DOUBTFUL)
