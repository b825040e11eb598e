"""Aliases as the field writes them: values hold commas and quotes, keys are OIDs or words, nothing is escaped."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muhr.signing import alias

REAL = (
    "cn=namunayev sinov tajriba o'g'li,name=sinov,surname=namunayev,l=toshkent shahri,st=yunusobod tumani,c=uz,"
    'o="namuna, savdo", mchj,uid=400000011,1.2.860.3.16.1.2=30000000000011,ou=bo\'lim, 1-qavat,t=direktor,'
    "1.2.860.3.16.1.1=200000011,businesscategory=mas’uliyati cheklangan jamiyat,serialnumber=77f634b1,"
    "validfrom=2023.03.29 14:27:14,validto=2025.03.29 23:59:59"
)


def test_the_whole_alias_is_read() -> None:
    who = alias.identity_from(REAL)
    assert who is not None
    assert who.common_name == "NAMUNAYEV SINOV TAJRIBA O'G'LI"
    assert who.organization == '"NAMUNA, SAVDO", MCHJ'
    assert (who.tax_id, who.personal_id, who.personal_tax_id) == ("200000011", "30000000000011", "400000011")
    assert (who.title, who.country, who.serial) == ("DIREKTOR", "UZ", "77F634B1")
    assert who.not_before == datetime(2023, 3, 29, 9, 27, 14, tzinfo=UTC), "the times are those of Tashkent"
    assert who.not_after == datetime(2025, 3, 29, 18, 59, 59, tzinfo=UTC)


def test_capitals_and_another_order_are_read_alike() -> None:
    turned = 'UID=400000011,C=UZ,O=OOO "A, B",CN=X Y,1.2.860.3.16.1.1=200000011'
    who = alias.identity_from(turned)
    assert who is not None
    assert (who.common_name, who.organization, who.tax_id) == ("X Y", 'OOO "A, B"', "200000011")


def test_a_person_without_company_has_the_own_number() -> None:
    who = alias.identity_from("cn=x,uid=400000011,1.2.860.3.16.1.2=30000000000011")
    assert who is not None
    assert (who.tax_id, who.organization) == ("400000011", "")


def test_newer_certificates_have_no_uid() -> None:
    who = alias.identity_from("cn=x,o=a,1.2.860.3.16.1.1=200000011,1.2.860.3.16.1.2=30000000000011")
    assert who is not None
    assert (who.tax_id, who.personal_tax_id) == ("200000011", "")


def test_an_equals_sign_in_a_value_cuts_nothing() -> None:
    assert alias.split("cn=x,o=a=b, c d=e,t=f")["o"] == "a=b, c d=e"


@pytest.mark.parametrize(("text", "serial"), [("077f6", "77F6"), ("test0001", ""), ("", ""), ("zz", "")])
def test_only_a_hex_number_is_a_serial(text: str, serial: str) -> None:
    assert alias.serial_of(text) == serial


def test_the_serial_of_an_alias_that_is_no_number_says_nothing() -> None:
    text = "cn=test user,name=test,surname=user,1.2.860.3.16.1.2=12345678901234,serialnumber=test0001"
    who = alias.identity_from(text)
    assert who is not None
    assert (who.serial, who.not_after) == ("", None)


@given(st.text(max_size=300))
def test_any_text_gives_an_identity_or_none(text: str) -> None:
    who = alias.identity_from(text)
    assert who is None or who.common_name
    who = alias.identity_from(f"cn=x,o={text}")
    assert who is not None
