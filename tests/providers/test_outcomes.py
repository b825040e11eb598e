"""One table from exceptions and status codes to the domain's errors: every row, both purposes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from provider_kit import unhurried

from muhr.domain.errors import (
    AnswerUnreadable,
    OutcomeUnknown,
    ProviderError,
    Refused,
    Throttled,
    Unauthorised,
    Unreachable,
)
from muhr.providers.outcomes import (
    Answer,
    Purpose,
    TooLarge,
    Undecodable,
    explanation,
    failure,
    is_page,
    judge,
    retry_time,
)
from muhr.providers.plaintext import Redactor

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HTML = b"<!DOCTYPE html><html><head><title>Wi-Fi</title></head><body>Please <b>sign in</b></body></html>"

BEFORE = [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol]
AFTER = [
    httpx.ReadError,
    httpx.ReadTimeout,
    httpx.WriteError,
    httpx.WriteTimeout,
    httpx.RemoteProtocolError,
    httpx.LocalProtocolError,
    httpx.CloseError,
]
UNREADABLE = [httpx.DecodingError, TooLarge, Undecodable]


@pytest.mark.parametrize("kind", [*BEFORE, httpx.InvalidURL, UnicodeError])
@pytest.mark.parametrize("purpose", list(Purpose))
def test_before_anything_left_it_is_unreachable(kind, purpose):
    assert type(failure(kind("words"), purpose, "api.example")) is Unreachable


@pytest.mark.parametrize("kind", AFTER)
def test_a_break_later_is_unknown_for_writing_and_unreachable_for_reading(kind):
    assert type(failure(kind("words"), Purpose.WRITE, "api.example")) is OutcomeUnknown
    assert type(failure(kind("words"), Purpose.READ, "api.example")) is Unreachable


@pytest.mark.parametrize("kind", UNREADABLE)
def test_an_answer_that_cannot_be_unpacked(kind):
    assert type(failure(kind("words"), Purpose.WRITE, "api.example")) is OutcomeUnknown
    assert type(failure(kind("words"), Purpose.READ, "api.example")) is AnswerUnreadable


def _leaves(kind: type) -> list[type]:
    below = [leaf for inner in kind.__subclasses__() for leaf in _leaves(inner)]
    return below or [kind]


def test_every_transport_error_of_httpx_is_in_the_table():
    covered = {*BEFORE, *AFTER, *UNREADABLE}
    elsewhere = {httpx.TooManyRedirects, httpx.HTTPStatusError}  # nothing here follows redirects or raises for status
    assert {leaf for leaf in _leaves(httpx.HTTPError) if leaf.__module__.startswith("httpx")} <= covered | elsewhere


def test_an_untrusted_certificate_has_its_own_code():
    error = httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed (_ssl.c:1)")
    assert failure(error, Purpose.WRITE, "api.example").code == "provider-certificate"


def answer(status: int, body: bytes = b"", media: str = "application/json", **more) -> Answer:
    return Answer(status=status, body=body, media=media, **more)


def judged(given: Answer, purpose: Purpose, **more) -> ProviderError | None:
    return judge(given, purpose, host="api.example", now=NOW, redactor=Redactor(["top-secret"]), **more)


SAME_FOR_BOTH = [
    (401, b"", Unauthorised),
    (403, b"", Unauthorised),
    (403, HTML, Unauthorised),
    (403, b'{"Message":"The company is not yours."}', Refused),
    (407, b"", Unreachable),
    (429, b"", Throttled),
    *[
        (status, b'{"Message":"no"}', Refused)
        for status in (400, 402, 404, 405, 406, 410, 411, 413, 414, 415, 422, 451)
    ],
    (404, HTML, Refused),
    (400, b"", Refused),
]


@pytest.mark.parametrize(("status", "body", "kind"), SAME_FOR_BOTH)
@pytest.mark.parametrize("purpose", list(Purpose))
def test_statuses_that_prove_that_nothing_was_done(status, body, kind, purpose):
    assert type(judged(answer(status, body), purpose)) is kind


@pytest.mark.parametrize(
    "status", [100, 101, 300, 301, 302, 304, 307, 308, 408, 409, 425, 500, 501, 502, 503, 504, 511, 599]
)
def test_statuses_that_prove_nothing(status):
    assert type(judged(answer(status), Purpose.WRITE)) is OutcomeUnknown
    assert type(judged(answer(status), Purpose.READ)) is Unreachable


@unhurried
@given(st.integers(100, 999), st.binary(max_size=200), st.sampled_from(["text/html", "application/json", ""]))
def test_no_status_and_body_escapes_the_table(status, body, media):
    for purpose in Purpose:
        found = judged(answer(status, body, media), purpose)
        assert found is None or isinstance(found, ProviderError)
        if purpose is Purpose.READ:
            assert not isinstance(found, OutcomeUnknown)
        if 200 <= status < 300:
            assert found is None or found.code == "provider-web-page"
        else:
            assert found is not None


def test_a_web_page_where_data_was_asked_for():
    portal = answer(200, HTML, "text/html")
    assert type(judged(portal, Purpose.WRITE)) is OutcomeUnknown
    assert type(judged(portal, Purpose.READ)) is Unreachable
    assert judged(portal, Purpose.READ, wants_data=False) is None
    unknown = judged(portal, Purpose.WRITE)
    assert isinstance(unknown, OutcomeUnknown)
    assert unknown.raw == HTML


@pytest.mark.parametrize(
    "body", [b"0", b'"0"', b"true", b"[]", b'  {"a":1}', b"\xef\xbb\xbf[1]", b'<?xml version="1.0"?><a/>']
)
def test_data_under_the_wrong_media_type_is_no_page(body):
    assert not is_page(answer(200, body, "text/html"))


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("30", NOW + timedelta(seconds=30)),
        (" 0 ", NOW),
        ("999999999999", NOW + timedelta(hours=1)),
        ("Sun, 01 Mar 2026 12:01:00 GMT", NOW + timedelta(minutes=1)),
        ("Sun, 01 Mar 2026 11:00:00 GMT", NOW),
        ("Sun, 01 Mar 2027 11:00:00 GMT", NOW + timedelta(hours=1)),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_retry_after_in_both_forms(text, until):
    assert retry_time(text, NOW) == until
    throttled = judged(answer(429, retry_after=text), Purpose.WRITE)
    assert isinstance(throttled, Throttled)
    assert throttled.until == until


@unhurried
@given(st.text(max_size=60))
def test_retry_after_of_any_text_is_a_time_within_the_hour_or_none(text):
    until = retry_time(text, NOW)
    assert until is None or NOW <= until <= NOW + timedelta(hours=1)


def test_a_pause_asked_for_with_503_is_kept_when_reading():
    told = answer(503, retry_after="7")
    assert type(judged(told, Purpose.READ)) is Throttled
    assert type(judged(told, Purpose.WRITE)) is OutcomeUnknown


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"Message":"Authorization has been denied."}', "Authorization has been denied."),
        (b'{"error":"invalid_grant","error_description":"The password is wrong."}', "The password is wrong."),
        (b'{"Success":false,"Errors":[{"Code":600,"Message":"Too few\\u0007 parameters"}]}', "Too few parameters"),
        ('"Неправильный ИНН"'.encode(), "Неправильный ИНН"),
        (b"plain words", "plain words"),
        (HTML, "Wi-Fi Please sign in"),
        (b"<html><script>alert(1)</script><p>Stop</p></html>", "Stop"),
        (b"", ""),
        (b"[" * 100_000, "…"),
        (b'{"Message":"my top-secret thing"}', "my … thing"),
    ],
)
def test_what_a_provider_says_becomes_one_plain_line_without_secrets(body, said):
    told = explanation(answer(400, body))
    if body.startswith(b"["):
        assert len(told) <= 300
        return
    refused = judged(answer(400, body), Purpose.WRITE)
    assert said in str(refused)
    assert "top-secret" not in str(refused)
