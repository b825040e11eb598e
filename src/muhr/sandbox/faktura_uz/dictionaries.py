"""The two dictionaries of Faktura.uz, exactly as the API document prints them (Russian for every language)."""

from __future__ import annotations

from typing import TypedDict


class Term(TypedDict):
    """One row of a dictionary, in the printed order of keys."""

    description: str
    id: int
    code: str


def _terms(*rows: tuple[int, str, str]) -> list[Term]:
    return [{"description": description, "id": number, "code": code} for number, code, description in rows]


TYPES = _terms(
    (1, "Contract", "Договор"),
    (2, "Invoice", "Счёт-фактура"),
    (3, "Offer", "Оферта"),
    (4, "TransactionReport", "Отчёт по транзакциям"),
    (5, "ActInvoice", "Акт и счёт фактура"),
    (6, "PrepaymentInvoice", "Счет на оплату"),
    (8, "MaterialReport", "Материальный отчет"),
    (14, "Penalty", "Акт на штрафные санкции"),
    (20, "PowerOfAttorney", "Доверенность"),
    (22, "PaymentOrder", "Платежное поручение"),
)

STATUSES = _terms(
    (20, "None", "Недоступен"),
    (21, "AwaitContractor", "Ожидается ответ контрагента"),
    (22, "AwaitAction", "Требуется подпись"),
    (23, "Rejected", "Отклонен контрагентом"),
    (24, "Archived", "Опубликован"),
    (25, "AwaitAgreement", "На согласовании"),
    (26, "AwaitSign", "На подписании"),
    (27, "Deleted", "Удален"),
    (31, "ArchiveCancelRequested", "Запрошен на аннулирование"),
    (32, "AwaitCancelArchiveRequest", "На рассмотрении аннулирования"),
    (33, "RejectArchiveCancelRequest", "Аннулирование отменено"),
    (34, "ArchiveCanceled", "Аннулирован"),
    (41, "AgreementAgreed", "Соглашение согласен"),
    (42, "AgreementReject", "Соглашение не согласен"),
)

TYPE_TITLES = {term["id"]: term["description"] for term in TYPES}
STATUS_TITLES = {term["id"]: term["description"] for term in STATUSES}
