"""Every status of E-IMZO has an error and a sentence that says what to do; texts decide only where no number does."""

from __future__ import annotations

import pytest

from muhr.domain.errors import Cancelled, KeyAccessError, KeyLocked, KeyUnusable, MuhrError, Retry, WrongPassword
from muhr.signing.eimzo import statuses

# The protocol's own list (facts §1.7), written out here so that a gap in the table cannot hide.
ALL = [
    *(0, -1002, -1003, -1004, -1005, -1010, -1011, -1013, -1014, -1015, -1016, -1018, -1019, -1020, -1021, -1022),
    *(-1023, -1028, -1029, -2002, -2006, -2009, -2010, -2011, -2012, -2020, -2021, -2023, -2024, -2025, -2026),
    *(-3000, -3001, -5000, -5001, -5002, -5003, -5004, -9000, -9999),
]


def test_the_table_is_complete_and_has_nothing_else() -> None:
    assert sorted(statuses.MEANINGS) == sorted(ALL)


@pytest.mark.parametrize("status", ALL)
def test_each_says_something_a_person_can_act_on(status: int) -> None:
    error = statuses.error(status, "Ichki xato")
    assert isinstance(error, KeyAccessError | Cancelled)
    sentence = str(error)
    assert sentence[0].isupper()
    assert sentence.endswith((".", "xato"))
    assert len(sentence) > 30
    assert error.facts["status"] == status
    assert error.retry is Retry.AFTER_PERSON
    assert error.code.startswith(("e-imzo-", "key-", "cancelled"))


@pytest.mark.parametrize("status", [-5000, -5001, -5002])
def test_who_cancels_has_not_failed(status: int) -> None:
    assert isinstance(statuses.error(status, ""), Cancelled)


@pytest.mark.parametrize("status", [-1020, -1021, -1022])
def test_a_refusal_is_known(status: int) -> None:
    assert statuses.is_refusal(statuses.error(status, ""))


@pytest.mark.parametrize(
    ("reason", "kind", "code"),
    [
        ("javax.crypto.BadPaddingException: Given final block", WrongPassword, "key-wrong-password"),
        ("Пароль ключа неверный или файл ключа поврежден", WrongPassword, "key-wrong-password"),
        ("PIN-код неправильный. Осталось 2 попыток", WrongPassword, "key-wrong-password"),
        ("PIN-код заблокирован. Требуется повторная персонализация", KeyLocked, "key-locked"),
        ("Ввод пароля отменен", Cancelled, "cancelled"),
        ("Операция отменена", Cancelled, "cancelled"),
        ("Отменено пользователем", Cancelled, "cancelled"),
        ("API-key для домена localhost недействителен.", KeyUnusable, "e-imzo-refused"),
        ("Не удалось идентифицировать домен.", KeyUnusable, "e-imzo-refused"),
        ("Функция не найдена или версия E-IMZO устарела. Обновите E-IMZO.", KeyUnusable, "e-imzo-outdated"),
        ("Диск не найден", KeyUnusable, "e-imzo-key-gone"),
        ("что-то другое", KeyUnusable, "e-imzo-failed"),
    ],
)
@pytest.mark.parametrize("status", [None, -9999, -4242, "x", True])
def test_without_a_telling_number_the_text_decides(
    status: object, reason: str, kind: type[MuhrError], code: str
) -> None:
    error = statuses.error(status, reason)
    assert (type(error), error.code) == (kind, code)


def test_the_number_comes_first() -> None:
    error = statuses.error(-2011, "Ввод пароля отменен")
    assert error.code == "e-imzo-key-gone"
    assert statuses.error("-5000", "").code == "cancelled", "a number as text is a number"


def test_the_tries_that_are_left_are_told() -> None:
    assert "Tries left: 2." in str(statuses.error(-9999, "PIN-код неправильный. Осталось 2 попыток"))
    assert "Tries" not in str(statuses.error(-9999, "PIN-код неправильный."))


def test_a_wrong_password_is_only_said_when_e_imzo_said_so() -> None:
    for status in ALL:
        if status != -1019:
            assert not isinstance(statuses.error(status, "Ichki xato"), WrongPassword)


@pytest.mark.parametrize("reason", [None, 7, ["x"], {"a": 1}, "x" * 100_000, "a\u202eb\x1b[31m"])
def test_a_reason_of_any_kind_is_quoted_safely(reason: object) -> None:
    sentence = str(statuses.error(-9999, reason))
    assert len(sentence) < 500
    assert sentence.isprintable()
