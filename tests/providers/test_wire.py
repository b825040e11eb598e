"""The readers of Faktura.uz's answers: every known form, and nothing but `Misread` for the rest."""

from __future__ import annotations

import contextlib
from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from provider_kit import unhurried
from test_values import JSON

from muhr.providers.faktura_uz import beyond, wire
from muhr.providers.json_values import Misread, decode

A, B, C = "a" * 32, "b" * 32, "c" * 32
HASH_A, HASH_B = "1f" * 32, "2E" * 32


# ------------------------------------------------------------------ hash codes


@pytest.mark.parametrize(
    "value",
    [
        [{"UniqueId": A, "HashCode": HASH_A}, {"UniqueId": B.upper(), "HashCode": HASH_B}],
        [{"uniqueId": B, "hashCode": HASH_B, "extra": 1}, {"uniqueId": A, "hashCode": HASH_A}],
        {
            "Success": True,
            "Errors": None,
            "Data": [{"UniqueId": A, "HashCode": HASH_A}, {"UniqueId": B, "HashCode": HASH_B}],
        },
        {"Data": [HASH_A, HASH_B]},
        {A.upper(): HASH_A, B: HASH_B},
        [HASH_A, HASH_B],
    ],
)
def test_hash_codes_in_every_known_form_exactly_as_they_came(value):
    assert wire.hash_codes(value, [A, B]) == {A: HASH_A, B: HASH_B}


def test_only_the_ids_that_are_clear_can_be_signed():
    pair = {"UniqueId": A, "HashCode": HASH_A}
    assert wire.hash_codes([pair], [A, B]) == {A: HASH_A}, "missing"
    assert wire.hash_codes([HASH_A, None], [A, B]) == {A: HASH_A}, "null in its place"
    assert wire.hash_codes([pair, pair], [A]) == {A: HASH_A}, "the same twice"
    assert wire.hash_codes([pair, {"UniqueId": A.upper(), "HashCode": HASH_B}], [A]) == {}, (
        "two hashes for one document"
    )
    assert wire.hash_codes([pair, {"UniqueId": C, "HashCode": HASH_B}], [A]) == {A: HASH_A}, "one nobody asked for"
    assert wire.hash_codes([], []) == {}


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        7,
        "",
        HASH_A,
        [HASH_A],  # two were asked for
        [HASH_A, HASH_B, HASH_A],
        [HASH_A, {"UniqueId": B, "HashCode": HASH_B}],
        [{"UniqueId": A, "Hash": HASH_A}],
        [{"UniqueId": A, "HashCode": "abc"}],
        [{"UniqueId": A, "HashCode": "g" * 64}],
        [{"UniqueId": A, "HashCode": "a" * 257}],
        [{"UniqueId": A, "HashCode": HASH_A + "\n"}],
        [{"UniqueId": A, "HashCode": "а" * 64}],  # Cyrillic а
        [{"UniqueId": A, "HashCode": 5}],
        {"Success": False, "Errors": [{"Code": 600}], "Data": None},
        {A: {"HashCode": HASH_A}},
        {"Data": {"Data": {"Data": []}}},
    ],
)
def test_hash_codes_in_any_other_form_are_misread(value):
    with pytest.raises(Misread):
        wire.hash_codes(value, [A, B])


# ------------------------------------------------------------------ status


def test_the_printed_status_answer():
    printed = decode(
        b'{"Success":true,"Errors":null,"Data":{"DocumentStatuses":[{"UniqueId":"793660D732E349FC9AAE3C8FE211D02F",'
        b'"StatusDescription":"x","Status":31}]}}'
    )
    answer = wire.statuses(printed)
    assert answer.rows == (wire.StatusRow("793660d732e349fc9aae3c8fe211d02f", 31, "x"),)
    assert answer.problems == ()


def test_statuses_with_their_known_slips():
    answer = wire.statuses(
        {
            "success": False,
            "errors": [{"Code": 1007, "Message": "IncorrectDocumentUid"}],
            "data": {"documentStatuses": [{"uniqueId": A, "status": "22", "statusDescription": ["Требуется подпись"]}]},
        }
    )
    assert answer.rows == (wire.StatusRow(A, 22, "Требуется подпись"),)
    assert answer.problems == (wire.Problem(1007, "IncorrectDocumentUid"),)
    assert (
        wire.statuses({"Success": False, "Errors": "1007: IncorrectDocumentUid", "Data": None}).problems[0].code == 1007
    )
    assert wire.statuses({"Success": False, "Errors": None, "Data": None}).problems == (wire.Problem(None, ""),)
    assert wire.statuses([{"UniqueId": A, "Status": {"odd": 1}}]).rows == (wire.StatusRow(A, None, ""),)
    for wrong in (None, 7, "x", {}, {"Success": True}, {"Data": {"DocumentStatuses": ["x"]}}):
        with pytest.raises(Misread):
            wire.statuses(wrong)


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        (None, []),
        ("", []),
        ("600", [600]),
        ("500: InternalServerErrorCode", [500]),
        ("words", [None]),
        (1007, [1007]),
        ([{"Code": "1007"}, "x"], [1007, None]),
        ({"code": 5, "message": "m"}, [5]),
        ({"Item": {"Code": "5"}}, [5]),
        ({"Item": [{"Code": "5"}, {"Code": "6"}]}, [5, 6]),
    ],
)
def test_errors_of_the_envelope(value, codes):
    assert [problem.code for problem in wire.problems(value)] == codes


# ------------------------------------------------------------------ scalars


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (0, 0),
        ("6", 6),
        ({"code": 0}, 0),
        ({"Success": True, "Code": 0}, 0),
        ({"Success": False, "code": "6"}, 6),
        ({"Success": True, "code": 3}, None),
        ({"Success": False, "code": 0}, None),
        ({"Success": True}, None),
        (True, None),
        (None, None),
        ([], None),
        ("ok", None),
        ({}, None),
    ],
)
def test_the_number_of_sign_document(value, code):
    assert wire.sign_code(value) == code


def test_yes_or_no():
    for value in (
        True,
        "true",
        {"Exist": True},
        {"Success": True},
        {"Success": True, "Data": True},
        {"a": 1, "b": "True"},
    ):
        assert wire.yes_or_no(value) is True
    for value in (False, "False", {"Success": False}, {"Success": True, "Data": False}):
        assert wire.yes_or_no(value) is False
    for value in (None, 1, 0, "", "yes", [], {}, {"a": True, "b": False}):
        with pytest.raises(Misread):
            wire.yes_or_no(value)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (True, wire.Plain(True)),
        ("false", wire.Plain(False)),
        (0, wire.Plain(True, 0)),
        (6, wire.Plain(False, 6)),
        (A.upper(), wire.Plain(True, ids=(A,))),
        ({"Success": True, "Errors": None, "Data": {"Documents": [A]}}, wire.Plain(True, ids=(A,))),
        ({"Success": True, "Data": {"UniqueId": A}}, wire.Plain(True, ids=(A,))),
        ({"Success": False, "code": 2}, wire.Plain(False, 2)),
        ({"Success": False, "Errors": [{"Code": 1007, "Message": "m"}]}, wire.Plain(False, 1007, text="m")),
        ({"Success": True, "code": 6}, wire.Plain(None, 6)),
        ({"code": 0}, wire.Plain(True, 0)),
        ({"ResultCode": "6"}, wire.Plain(False, 6)),
        ({"Success": True, "Errors": "x"}, wire.Plain(None, None, text="x")),
        ("done", wire.Plain(None)),
        (None, wire.Plain(None)),
        ([], wire.Plain(None)),
        ({}, wire.Plain(None)),
    ],
)
def test_plain_answers(value, read):
    assert wire.plain_answer(value) == read


def test_import_items_are_known_by_their_key():
    answer = {
        "SuccessCount": 1,
        "ErrorCount": 1,
        "SuccessItems": [{"UniqueId": A, "Id": B.upper(), "ResultCode": 0, "Name": "n"}],
        "ErrorItems": [{"Id": None, "ResultCode": 1002, "Message": "Неправильный ИНН"}],
    }
    good, bad = wire.import_items(answer)
    assert good == wire.ImportItem(True, B, A, 0, "n")
    assert bad == wire.ImportItem(False, "", "", 1002, "Неправильный ИНН")
    for wrong in ({}, [], None, {"SuccessItems": ["x"]}, {"SuccessItems": 5}):
        with pytest.raises(Misread):
            wire.import_items(wrong)


# ------------------------------------------------------------------ token and dictionaries


def test_tokens():
    granted = wire.token(
        b'{".expires":"x","access_token":"abc","expires_in":1209599,"token_type":"bearer","userName":"u"}'
    )
    assert (granted.access_token, granted.expires_in, granted.refresh_token) == ("abc", 1209599, "")
    assert "abc" not in repr(granted)
    renewable = wire.token(b'{"access_token":"abc","expires_in":"604799","token_type":"Bearer","refresh_token":"r"}')
    assert (renewable.expires_in, renewable.refresh_token) == (604799, "r")
    assert wire.token(b'{"access_token":"abc"}').expires_in == 600
    for raw in (
        b"",
        b"[]",
        b'{"access_token":""}',
        b'{"access_token":5}',
        b'{"access_token":"a b"}',
        b'{"access_token":"a\\nb"}',
        b'{"access_token":"\xd1\x8f"}',
        b'{"access_token":"a","token_type":"mac"}',
    ):
        assert wire.token(raw) is None


def test_dictionaries_show_what_they_have():
    read = wire.dictionary([{"description": "Договор", "id": 1, "code": "Contract"}, {"id": "28"}, {"id": None}, "x"])
    assert read == {1: wire.Term(1, "Contract", "Договор"), 28: wire.Term(28, "", "")}
    with pytest.raises(Misread):
        wire.dictionary({"a": 1, "b": 2})


# ------------------------------------------------------------------ beyond the document

ROW = {
    "uniqueId": A.upper(),
    "roamingUid": "R1",
    "type": 2,
    "title": "Счёт-фактура № 17 от 05.03.2026",
    "createdDateTime": 1573437593051,
    "updatedDateTime": "2026-03-05T10:00:00Z",
    "totalPrice": "1 000,50",
    "status": "22",
    "contractor": {"inn": "300000101", "name": "«Namuna»"},
    "contractorMember": None,
}


def test_rows_of_the_list():
    page = beyond.listing({"documents": [ROW, {"title": "no id"}], "totalCount": 2})
    assert (page.given, page.total, len(page.rows)) == (2, 2, 1)
    row = page.rows[0]
    assert (row.remote_id, row.status, row.total, row.kind) == (A, 22, Decimal("1000.50"), 2)
    assert row.parties == (("300000101", "«Namuna»"),)
    assert beyond.listing([ROW]).total is None
    assert beyond.listing({"Data": {"Documents": [ROW], "TotalCount": 1}}).total == 1
    named = beyond.listing_row(ROW | {"dueDate": "01.04.2026", "number": 5, "isSent": True})
    assert (named.due, named.number, named.is_sent) == (date(2026, 4, 1), "5", True)
    for wrong in (None, {}, {"documents": {}}, {"documents": ["x"]}, 5):
        with pytest.raises(Misread):
            beyond.listing(wrong)


def test_contents_come_as_text_or_as_objects():
    rows = [
        {"UniqueId": A, "Content": '{"a":1}'},
        {"UniqueId": B, "Content": {"a": 1}},
        {"UniqueId": C, "Content": None},
    ]
    expected = {A: '{"a":1}', B: '{"a":1}'}
    for value in (rows, {"Documents": rows}, {"Success": True, "Data": {"Documents": rows}}, {"Data": rows}):
        assert beyond.content_texts(value) == expected
    assert beyond.content_texts([]) == {}


def test_look_up():
    assert beyond.lookup({"UniqueId": A, "Id": B.upper()}) == beyond.Found(A, B)
    assert beyond.lookup({"Data": {"UniqueId": A}}) == beyond.Found(A, "")
    assert beyond.lookup(None) is None
    assert beyond.lookup({}) is None
    for wrong in ([], 5, {"Id": B}, "x"):
        with pytest.raises(Misread):
            beyond.lookup(wrong)


# ------------------------------------------------------------------ anything at all

KEYS = st.sampled_from(
    [
        "Success",
        "Errors",
        "Data",
        "code",
        "DocumentStatuses",
        "UniqueId",
        "Status",
        "HashCode",
        "documents",
        "totalCount",
        "SuccessItems",
        "ErrorItems",
        "Id",
        "ResultCode",
        "Documents",
        "Content",
        "contractor",
        "inn",
        "id",
        "type",
    ]
)
NEAR = st.recursive(
    st.sampled_from([None, True, False, 0, 22, 6, -1, "", "0", "true", A, HASH_A, "1007: x", 1.5, "28.02.2017"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


@unhurried
@given(JSON | NEAR)
def test_no_answer_breaks_a_reader(value):
    read = decode(msgspec.json.encode(value))
    for reader in (
        wire.statuses,
        wire.dictionary,
        wire.problems,
        wire.sign_code,
        wire.yes_or_no,
        wire.plain_answer,
        wire.import_items,
        lambda given: wire.hash_codes(given, [A, B]),
        beyond.listing,
        beyond.listing_row,
        beyond.content_texts,
        beyond.lookup,
    ):
        with contextlib.suppress(Misread):
            reader(read)


@unhurried
@given(st.binary(max_size=100) | st.builds(msgspec.json.encode, NEAR))
def test_no_bytes_break_the_token_reader(raw):
    wire.token(raw)
