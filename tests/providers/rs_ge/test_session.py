"""Logging in at RS.ge: one step, a code, a remembered device, forty minutes, and what must never happen by itself."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from provider_kit import LittleServer, http, utc_now
from rs_ge_kit import LOGGED_IN, SECRETS, TOKEN, OpenRsGe, World, logged_in, said_no, told

from muhr.domain.accounts import Credentials
from muhr.domain.errors import InputError, PinNeeded, Unauthorised, Unreachable
from muhr.domain.ports import PinLogin

WAITS = told({"PIN_TOKEN": "namuna-pin-token-1", "MASKED_MOBILE": "*** *** *28"})


def test_every_call_bears_the_token_under_the_scheme_as_printed(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    provider = logged_in(little, open_rs_ge)
    little.on("/Common/GetUnits", told([{"value": "1", "label": "ცალი"}]))
    assert provider.test().ok
    (login,) = little.requests("/Users/Authenticate")
    assert login.json == {"USERNAME": "tbilisi", "PASSWORD": SECRETS.password, "DEVICE_CODE": None}
    assert "authorization" not in login.headers
    (units,) = little.requests("/Common/GetUnits")
    assert units.headers["authorization"] == f"bearer {TOKEN}"
    assert units.headers["content-type"].startswith("application/json")
    assert (units.method, units.json) == ("POST", {})


def test_a_wrong_password_is_told_and_not_tried_again_by_itself(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    little.on("/Users/Authenticate", said_no(-101, "არასწორი პაროლი"))
    provider = open_rs_ge(little.url)
    for _ in range(3):
        with pytest.raises(Unauthorised, match="არასწორი პაროლი") as caught:
            provider.waiting()
        assert caught.value.code == "provider-credentials"
    assert len(little.requests("/Users/Authenticate")) == 1
    with pytest.raises(Unauthorised):
        provider.test()
    assert len(little.requests("/Users/Authenticate")) == 2, "a person may try again at once"


@pytest.mark.parametrize(
    "answer", [told({}), told({"ACCESS_TOKEN": "two words"}), told({"ACCESS_TOKEN": 7}), http("<html>"), http([1])]
)
def test_an_odd_answer_to_a_login_is_no_token(little: LittleServer, open_rs_ge: OpenRsGe, answer: bytes) -> None:
    little.on("/Users/Authenticate", answer)
    with pytest.raises(Unreachable):
        open_rs_ge(little.url).waiting()


def test_a_token_is_renewed_before_its_forty_minutes_are_over(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    moment = [utc_now()]
    provider = logged_in(little, open_rs_ge, clock=lambda: moment[0])
    little.on("/Common/GetUnits", told([]))
    for minutes, logins in ((0, 1), (38, 1), (2, 2)):
        moment[0] += timedelta(minutes=minutes)
        provider.calls.units()
        assert len(little.requests("/Users/Authenticate")) == logins


@pytest.mark.parametrize("stale", ["envelope", "http_401"])
def test_a_token_that_became_void_is_renewed_and_the_call_repeated(seller: World, stale: str) -> None:
    seller.switch(stale_token=stale)
    seller.provider.calls.units()
    seller.service.expire_tokens(None)
    assert seller.provider.calls.units()
    seller.switch(token_lifetime=-1)
    seller.service.expire_tokens(None)
    with pytest.raises(Unauthorised):
        seller.provider.calls.units()


def test_any_error_about_the_login_is_met_with_one_new_login(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    provider = logged_in(little, open_rs_ge)
    little.on("/Common/GetUnits", said_no(-105, "ვადა"), told([]))
    assert provider.calls.units() == {}
    little.on("/Common/GetUnits", said_no(-105, "ვადა"))
    with pytest.raises(Unauthorised, match="ვადა"):
        provider.calls.units()
    assert len(little.requests("/Users/Authenticate")) == 3, "once at first, and once after each error: no more"


def test_an_error_about_the_login_is_shown_where_a_new_login_would_need_a_person(
    little: LittleServer, open_rs_ge: OpenRsGe
) -> None:
    little.on("/Users/Authenticate", WAITS)
    little.on("/Users/AuthenticatePin", told({"ACCESS_TOKEN": TOKEN, "EXPIRES_IN": 2400}))
    provider = open_rs_ge(little.url)
    provider.begin_login()
    provider.finish_login(bytearray(b"7542"), remember=False)
    little.on("/Common/GetUnits", said_no(-105, "უფლება"))
    with pytest.raises(Unauthorised, match="უფლება"):
        provider.calls.units()
    assert len(little.requests("/Users/Authenticate")) == 1


@pytest.mark.parametrize("answer", [said_no(-104), http(b"", 401)])
def test_a_token_that_is_void_already_needs_no_signing_out(
    answer: bytes, little: LittleServer, open_rs_ge: OpenRsGe
) -> None:
    provider = logged_in(little, open_rs_ge)
    little.on("/Common/GetUnits", told([]))
    little.on("/Users/SignOut", answer)
    provider.calls.units()
    provider.sign_out()
    provider.sign_out()
    assert len(little.requests("/Users/SignOut")) == 1


def test_signing_out_makes_the_token_void(seller: World) -> None:
    seller.provider.sign_out()
    assert seller.requests("SignOut") == 0, "nobody was logged in"
    seller.fault("SignOut", "latency", seconds=0)
    seller.provider.calls.units()
    (token,) = seller.service.tokens
    seller.provider.sign_out()
    assert seller.requests("SignOut") == 1
    assert seller.service.user_of(token) is None
    assert seller.provider.calls.units(), "the next call logs in again"


# ------------------------------------------------------------------ the code


def test_a_code_opens_the_line_and_a_remembered_device_needs_none(buyer: World) -> None:
    assert isinstance(buyer.provider, PinLogin)
    with pytest.raises(PinNeeded):
        buyer.provider.waiting()
    challenge = buyer.provider.begin_login()
    assert challenge is not None
    assert challenge.masked_phone == "*** *** *28"
    with pytest.raises(Unauthorised) as caught:
        buyer.provider.finish_login(bytearray(b"0000"), remember=True)
    assert caught.value.code == "provider-pin-wrong"
    device = buyer.provider.finish_login(bytearray(b"0412"), remember=True)  # its zero must arrive
    assert len(device) == 36
    assert buyer.provider.waiting().documents
    assert buyer.provider.begin_login() is None, "it is logged in"
    known = Credentials(password=buyer.told["password"], device_code=device)
    again = buyer.open(credentials=known)
    assert again.begin_login() is None
    assert again.waiting().documents
    assert repr(again) + repr(again.calls.session) == f"RsGe({'d' * 32})Session()"


def test_a_device_that_is_not_remembered_is_asked_again_after_forty_minutes_and_no_code_is_sent_by_itself(
    buyer: World,
) -> None:
    buyer.provider.begin_login()
    assert buyer.provider.finish_login(bytearray(b"0412"), remember=False) == ""
    assert buyer.provider.calls.units()
    buyer.fault("Authenticate", "latency", seconds=0)
    buyer.sandbox.clock.advance(2400)
    for _ in range(3):
        with pytest.raises(PinNeeded):
            buyer.provider.calls.units()
    assert buyer.requests("Authenticate") == 0, "each request would send a message to somebody's telephone"
    assert buyer.provider.begin_login() is not None
    assert buyer.requests("Authenticate") == 1
    buyer.provider.finish_login(bytearray(b"0412"), remember=False)
    assert buyer.provider.calls.units()


def test_a_code_that_was_sent_already_is_used_and_a_second_wish_sends_another(
    little: LittleServer, open_rs_ge: OpenRsGe
) -> None:
    little.on("/Users/Authenticate", WAITS)
    provider = open_rs_ge(little.url)
    for _ in range(2):
        with pytest.raises(PinNeeded):
            provider.waiting()
    assert provider.begin_login() is not None
    assert len(little.requests("/Users/Authenticate")) == 1, "one message to the telephone, not three"
    assert provider.begin_login() is not None
    assert len(little.requests("/Users/Authenticate")) == 2, "the person did not get the first one"
    little.on("/Users/AuthenticatePin", told({"ACCESS_TOKEN": TOKEN, "EXPIRES_IN": 2400}))
    assert provider.finish_login(bytearray(b" 7542 "), remember=False) == ""
    (asked,) = little.requests("/Users/AuthenticatePin")
    assert asked.json == {
        "PIN_TOKEN": "namuna-pin-token-1", "PIN": "7542", "DEVICE_CODE": None, "ADDRESS": None, "BROWSER": None,
        "OPER_SYSTEM": None,
    }  # fmt: skip
    with pytest.raises(InputError):
        provider.finish_login(bytearray(b"7542"), remember=False)


@pytest.mark.parametrize("typed", [b"", b"12a4", b"1" * 13, "٤٢".encode()])
def test_what_is_no_code_is_not_sent(little: LittleServer, open_rs_ge: OpenRsGe, typed: bytes) -> None:
    little.on("/Users/Authenticate", WAITS)
    provider = open_rs_ge(little.url)
    provider.begin_login()
    with pytest.raises(InputError):
        provider.finish_login(bytearray(typed), remember=False)
    assert little.requests("/Users/AuthenticatePin") == []


def test_a_known_device_is_named(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    little.on("/Users/Authenticate", LOGGED_IN)
    little.on("/Common/GetUnits", told([]))
    device = "df000000-0000-0000-0000-00000000namu"
    open_rs_ge(little.url, credentials=Credentials(password="Namuna-9", device_code=device)).calls.units()
    (asked,) = little.requests("/Users/Authenticate")
    assert asked.json["DEVICE_CODE"] == device


def test_no_secret_is_said(little: LittleServer, open_rs_ge: OpenRsGe, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    little.on("/Users/Authenticate", said_no(-101, f"{SECRETS.password} is wrong"))
    with pytest.raises(Unauthorised) as caught:
        open_rs_ge(little.url).waiting()
    assert SECRETS.password not in f"{caught.value!r}{caught.value}{caplog.text}"
    provider = logged_in(little, open_rs_ge)
    little.on("/Common/GetUnits", said_no(-201, f"Authorization: bearer {TOKEN}"))
    with pytest.raises(Exception, match="refused") as other:
        provider.calls.units()
    assert TOKEN not in f"{other.value!r}{other.value}{caplog.text}"
    little.on("/Users/Authenticate", said_no(-1, f"{SECRETS.password} is wrong"))
    with pytest.raises(Unreachable) as third:
        open_rs_ge(little.url).waiting()
    assert SECRETS.password not in f"{third.value!r}{third.value}{caplog.text}"
