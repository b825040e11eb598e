"""What the answers of writing calls prove, what statuses mean, and what a status says of a lost answer."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from provider_kit import unhurried
from test_wire import NEAR

from muhr.domain.documents import Action, Direction, Stage
from muhr.domain.effects import FateKind
from muhr.providers.faktura_uz.answers import Verdict, judge
from muhr.providers.faktura_uz.statuses import STATUS_TEXTS, Status, actions_of, fate_of, stage_of

A, KEY = "a" * 32, "f" * 32


@pytest.mark.parametrize(
    ("raw", "verdict", "code"),
    [
        (b"0", Verdict.DONE, "0"),
        (b'"0"', Verdict.DONE, "0"),
        (b'{"Success":true,"code":0}', Verdict.DONE, "0"),
        (b"1", Verdict.REFUSED, "provider-balance"),
        (b"3", Verdict.REFUSED, "provider-signature"),
        (b"5", Verdict.REFUSED, "provider-offer"),
        (b"7", Verdict.REFUSED, "provider-credit"),
        (b'{"code":7}', Verdict.REFUSED, "provider-credit"),
        (b"6", Verdict.ASK, "provider-not-allowed"),
        (b"4", Verdict.UNKNOWN, "provider-internal"),
        (b"2", Verdict.UNKNOWN, "provider-internal"),
        (b"-1", Verdict.UNKNOWN, "provider-internal"),
        (b"", Verdict.UNKNOWN, "provider-answer-unreadable"),
        (b"true", Verdict.UNKNOWN, "provider-answer-unreadable"),
        (b'{"Success":false,"code":0}', Verdict.UNKNOWN, "provider-answer-unreadable"),
        (b'{"Success": tru', Verdict.UNKNOWN, "provider-answer-unreadable"),
        (b"<html>0</html>", Verdict.UNKNOWN, "provider-answer-unreadable"),
    ],
)
def test_sign_document(raw, verdict, code):
    judgement = judge(Action.SIGN, raw, A)
    assert (judgement.verdict, judgement.code) == (verdict, code)
    assert judgement.note or verdict is Verdict.DONE


@pytest.mark.parametrize(
    ("raw", "verdict"),
    [
        (b'{"Success":true,"code":0}', Verdict.DONE),
        (b"0", Verdict.DONE),
        (b'{"Success":false,"code":2}', Verdict.REFUSED),
        (b'{"Success":false,"code":6}', Verdict.ASK),
        (b'{"Success":false,"code":3}', Verdict.UNKNOWN),
        (b'{"Success":false,"code":4}', Verdict.UNKNOWN),
        (b'{"Success":true,"code":6}', Verdict.ASK),
        (b'{"Success":false}', Verdict.UNKNOWN),
        (b"", Verdict.UNKNOWN),
    ],
)
def test_reject_document(raw, verdict):
    assert judge(Action.REJECT, raw, A).verdict is verdict


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (True, Verdict.DONE),
        ({"Success": True, "Errors": None, "Data": {"Documents": [A]}}, Verdict.DONE),
        ({"Success": True, "Data": {"Documents": [A.upper()]}}, Verdict.DONE),
        ({"Success": True, "Data": {"Documents": ["b" * 32]}}, Verdict.UNKNOWN),
        ({"Success": False, "Errors": [{"Code": 1007}], "Data": {"Documents": []}}, Verdict.ASK),
        (False, Verdict.ASK),
        (6, Verdict.ASK),
        (None, Verdict.UNKNOWN),
        ("ok", Verdict.UNKNOWN),
    ],
)
def test_delete_documents(value, verdict):
    assert judge(Action.DELETE, msgspec.json.encode(value), A).verdict is verdict


XML_SENT = f"<Answer><Success>true</Success><Errors/><Data><UniqueId>{A}</UniqueId></Data></Answer>".encode()


@pytest.mark.parametrize(
    ("raw", "verdict", "remote_id"),
    [
        (b'{"Success":true,"Errors":null,"Data":{"UniqueId":"' + A.encode() + b'"}}', Verdict.DONE, A),
        (b'"' + A.encode() + b'"', Verdict.DONE, A),
        (b'{"UniqueId":"' + A.encode() + b'"}', Verdict.DONE, A),
        (b"true", Verdict.DONE, ""),
        (XML_SENT, Verdict.DONE, A),
        (b'{"Success":false,"Errors":[{"Code":1002,"Message":"m"}]}', Verdict.REFUSED, ""),
        (b'{"Success":false}', Verdict.UNKNOWN, ""),
        (b'{"Success":true,"Errors":[{"Code":1}]}', Verdict.UNKNOWN, ""),
        (b"{}", Verdict.UNKNOWN, ""),
        (b"", Verdict.UNKNOWN, ""),
        (b"<broken", Verdict.UNKNOWN, ""),
    ],
)
def test_send_document(raw, verdict, remote_id):
    judgement = judge(Action.SEND, raw, KEY)
    assert (judgement.verdict, judgement.remote_id) == (verdict, remote_id)


def imported(success=(), errors=()) -> bytes:
    return msgspec.json.encode({"SuccessItems": list(success), "ErrorItems": list(errors)})


GOOD = {"UniqueId": A, "Id": KEY.upper(), "ResultCode": 0, "Name": "n"}
BAD = {"Id": KEY, "ResultCode": 1002, "Message": "Неправильный ИНН"}
XML_GOOD = (
    f"<Answer><SuccessItems><Item><UniqueId>{A}</UniqueId><Id>{KEY}</Id><ResultCode>0</ResultCode></Item>"
    "</SuccessItems><ErrorItems/></Answer>"
).encode()


@pytest.mark.parametrize(
    ("raw", "verdict"),
    [
        (imported([GOOD]), Verdict.DONE),
        (XML_GOOD, Verdict.DONE),
        (imported([GOOD, {"UniqueId": "b" * 32, "Id": "c" * 32}]), Verdict.DONE),
        (imported([], [BAD]), Verdict.REFUSED),
        (imported([], [{"ResultCode": 1002, "Message": "m"}]), Verdict.REFUSED),
        (imported([], [{"ResultCode": 1002}, {"ResultCode": 1003}]), Verdict.UNKNOWN),
        (imported([{"UniqueId": A}], []), Verdict.UNKNOWN),
        (imported([GOOD], [BAD]), Verdict.UNKNOWN),
        (imported([GOOD | {"ResultCode": 5}]), Verdict.UNKNOWN),
        (imported([GOOD | {"UniqueId": None}]), Verdict.UNKNOWN),
        (imported([], [BAD | {"ResultCode": 0}]), Verdict.UNKNOWN),
        (imported(), Verdict.UNKNOWN),
        (b"", Verdict.UNKNOWN),
        (b"{}", Verdict.UNKNOWN),
    ],
)
def test_import(raw, verdict):
    judgement = judge(Action.IMPORT, raw, KEY)
    assert judgement.verdict is verdict
    assert (judgement.remote_id == A) is (verdict is Verdict.DONE)
    if raw == imported([], [BAD]):
        assert judgement.code == "provider-import-1002"
        assert "Неправильный ИНН" in judgement.note


JUDGED = [Action.SIGN, Action.REJECT, Action.DELETE, Action.IMPORT, Action.SEND]


@unhurried
@given(st.sampled_from(JUDGED), st.binary(max_size=120) | st.builds(msgspec.json.encode, NEAR))
def test_no_answer_is_judged_with_an_exception(action, raw):
    judgement = judge(action, raw, A)
    assert judgement.verdict is Verdict.DONE or judgement.code


# ------------------------------------------------------------------ statuses


def test_every_documented_status_has_a_stage_and_words():
    assert {int(status) for status in Status} == set(STATUS_TEXTS)
    assert all(stage_of(status) is not Stage.UNKNOWN for status in Status)
    assert {status for status in Status if stage_of(status) is Stage.WAITING_FOR_ME} == {22, 26, 32}


@pytest.mark.parametrize("status", [None, 0, -1, 28, 99, 2200])
def test_an_unknown_status_is_shown_and_never_acted_upon(status):
    assert stage_of(status) is Stage.UNKNOWN
    for direction in (*Direction, None):
        assert actions_of(status, direction, reject=True) == frozenset()
    for action in JUDGED:
        assert fate_of(action, status) is FateKind.CANNOT_TELL


def test_what_may_be_done():
    incoming, outgoing = Direction.INCOMING, Direction.OUTGOING
    assert actions_of(22, incoming, reject=True) == {Action.SIGN, Action.REJECT}
    assert actions_of(22, incoming, reject=False) == {Action.SIGN}
    assert actions_of(26, outgoing, reject=True) == {Action.SIGN, Action.DELETE}
    assert actions_of(22, None, reject=True) == {Action.SIGN}, "whose it is is not known: neither reject nor delete"
    assert actions_of(21, outgoing, reject=True) == {Action.DELETE}
    for status in (20, 23, 24, 27, 31, 32, 33, 34, 41, 42):
        for direction in Direction:
            assert actions_of(status, direction, reject=True) == frozenset()


DONE, NOT_DONE, REFUSED, CANNOT = FateKind.DONE, FateKind.NOT_DONE, FateKind.REFUSED, FateKind.CANNOT_TELL
FATES = {
    #    sign      reject    delete
    20: (CANNOT, CANNOT, CANNOT),
    21: (DONE, REFUSED, NOT_DONE),
    22: (NOT_DONE, NOT_DONE, NOT_DONE),
    23: (REFUSED, DONE, NOT_DONE),
    24: (DONE, REFUSED, REFUSED),
    25: (CANNOT, CANNOT, NOT_DONE),
    26: (NOT_DONE, NOT_DONE, NOT_DONE),
    27: (REFUSED, REFUSED, DONE),
    31: (DONE, REFUSED, REFUSED),
    32: (DONE, REFUSED, REFUSED),
    33: (DONE, REFUSED, REFUSED),
    34: (REFUSED, REFUSED, REFUSED),
    41: (CANNOT, CANNOT, NOT_DONE),
    42: (CANNOT, CANNOT, NOT_DONE),
}


@pytest.mark.parametrize("status", sorted(FATES))
def test_what_a_status_says_of_a_lost_answer(status):
    assert tuple(fate_of(action, status) for action in (Action.SIGN, Action.REJECT, Action.DELETE)) == FATES[status]
    assert fate_of(Action.IMPORT, status) is CANNOT
    assert fate_of(Action.SEND, status) is CANNOT
