"""Bytes into values, values into numbers, dates and ids: exact where they can be read, None or typed otherwise."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from provider_kit import unhurried

from muhr.providers.faktura_uz.values import amount, day, fields, flag, moment, number, remote_id, rows, xml_value
from muhr.providers.json_values import Misread, decode
from muhr.providers.plaintext import Redactor, line, page_text, plain

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[" * 200_000,
        b'{"a":1,}',
        b"\xff",
        b'"\xff"',
        b"1" * 5000,
        b"-",
        b"NaN",
        b"{} {}",
        b'"\\ud8"',
        b"\x00",
    ],
)
def test_what_is_no_json_is_misread(raw):
    with pytest.raises(Misread) as caught:
        decode(raw)
    assert caught.value.__cause__ is None


@unhurried
@given(st.binary(max_size=200))
def test_any_bytes_are_values_or_misread(raw):
    for reader in (decode, xml_value):
        with contextlib.suppress(Misread):
            reader(raw)


def test_decimals_keep_every_digit_and_absurd_ones_stay_text():
    assert decode(b'{"a":12345678901234567.89}') == {"a": Decimal("12345678901234567.89")}
    assert amount(decode(b"1e5")) == Decimal(100000)
    assert str(amount(decode(b"1e5"))) == "100000"
    for absurd in (b"1e999999999", b"1e99999999999999999999", b"0." + b"1" * 5000, b"1e-999999", b"1e-20"):
        assert amount(decode(absurd)) is None


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("553777,5", Decimal("553777.5")),
        ("110755.50", Decimal("110755.50")),
        ("1 294 491,67", Decimal("1294491.67")),
        ("0", Decimal(0)),
        (7, Decimal(7)),
        ("Без", None),
        ("", None),
        (None, None),
        (True, None),
        ([1], None),
        ("1.234,5", None),
        ("9" * 200, None),
    ],
)
def test_amounts(value, read):
    assert amount(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        *[(0, 0), ("0", 0), (" 22 ", 22), (Decimal("22.0"), 22), ("-1", -1)],
        *[(other, None) for other in (True, "", "2.5", Decimal("2.5"), 10**9, "1" * 10, None, [], "٣")],
    ],
)
def test_whole_numbers(value, read):
    assert number(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2017-02-28", date(2017, 2, 28)),
        ("28.02.2017", date(2017, 2, 28)),
        ("28.02.2017 10:11:12", date(2017, 2, 28)),
        ("2017-02-28T23:30:00Z", date(2017, 2, 28)),
        (1488308400000, date(2017, 3, 1)),  # 28 February 19:00 UTC is 1 March in Tashkent
        ("1488308400000", date(2017, 3, 1)),
        ("31.02.2017", None),
        ("26/45/5582", None),
        ("", None),
        (None, None),
        (10**25, None),
        (253402300799000, None),  # the last moment Python knows; five hours later it is another year
        (True, None),
    ],
)
def test_days(value, read):
    assert day(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (1573437593051, datetime(2019, 11, 11, 1, 59, 53, 51000, UTC)),
        ("1573438593051.4", datetime(2019, 11, 11, 2, 16, 33, 51400, UTC)),
        ("2026-03-01T10:00:00+05:00", datetime(2026, 3, 1, 5, tzinfo=UTC)),
        ("2026-03-01T10:00:00.1234567", datetime(2026, 3, 1, 5, 0, 0, 123456, UTC)),
        ("01.03.2026 10:00:00", datetime(2026, 3, 1, 5, tzinfo=UTC)),
        ("yesterday", None),
        (10**30, None),
        ({}, None),
    ],
)
def test_moments(value, read):
    assert moment(value) == read


@unhurried
@given(JSON)
def test_no_value_breaks_a_reader(value):
    read = decode(msgspec.json.encode(value))
    for reader in (amount, number, flag, day, moment, remote_id, plain, line):
        reader(read)
    for reader in (fields, rows):
        with contextlib.suppress(Misread):
            reader(read)
    found = moment(read)
    assert found is None or found.tzinfo is not None


def test_ids_are_opaque_and_in_lower_case():
    assert remote_id("5249260F0A") == "5249260f0a"
    assert remote_id("  E1175F ") == "e1175f"
    for wrong in ("", "a b", "я", "x" * 129, 5, None, "a\n", "\x00"):
        assert remote_id(wrong) in {"", "a"}


@pytest.mark.parametrize(
    "raw",
    [
        b"<a><b></a>",
        b'<!DOCTYPE x [<!ENTITY e "boom">]><a>&e;</a>',
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        b"<a>" * 100 + b"</a>" * 100,
        b"<a>" + b" " * 5_000_000 + b"</a>",
    ],
)
def test_unsafe_or_broken_xml_is_misread(raw):
    with pytest.raises(Misread):
        xml_value(raw)


def test_xml_reads_like_json():
    raw = b'<r xmlns="urn:x"><A>1</A><L><I>x</I><I>y</I><I>z</I></L><One><I>z</I></One><N/></r>'
    value = xml_value(raw)
    assert value == {"A": "1", "L": {"I": ["x", "y", "z"]}, "One": {"I": "z"}, "N": ""}
    assert (rows(value["L"]), rows(value["One"]), rows(value["N"])) == (["x", "y", "z"], ["z"], [])


# ------------------------------------------------------------------ plain text


def test_provider_text_is_plain():
    assert plain("a\tb\x00\x07c\r\nd\u2028e\x1b[31m") == "a bc\nd\ne[31m"
    assert plain("abc\u202etxt.exe") == "abctxt.exe", "no mark may turn the direction of what follows"
    assert line("a\nb  c") == "a b c"
    assert plain("x" * 1000, 10) == "x" * 9 + "…"
    assert plain("Ҳисоб-фактура “Oʻrnak” №7") == "Ҳисоб-фактура “Oʻrnak” №7"
    assert plain(22) == "22"
    assert plain({"a": 1}) == plain(None) == ""
    assert plain("<b>bold</b>") == "<b>bold</b>", "markup is shown as what it is, text"


@unhurried
@given(st.text(max_size=300), st.integers(1, 50))
def test_plain_text_has_no_controls_and_keeps_its_limit(text, limit):
    shown = plain(text, limit)
    assert len(shown) <= limit
    assert all(character == "\n" or ord(character) >= 32 for character in shown)
    shown.encode("utf-8")


@unhurried
@given(st.text(alphabet="<>/script a", max_size=400))
def test_the_words_of_a_page_never_fail(text):
    assert "\n" not in page_text(text)


def test_secrets_are_taken_out_whole():
    redactor = Redactor(["geheim", "geheimnis", "abc"])
    assert redactor.clean("das geheimnis und geheim, abc") == "das … und …, abc"
    assert redactor.clean_bytes(b"x geheim y") == b"x ... y"
    for number_of_token in range(200):
        redactor.add(f"token-{number_of_token}")
    assert redactor.clean("geheim token-199") == "… …", "the account's own secrets are never forgotten"
