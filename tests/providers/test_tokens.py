"""The bearer token: got once, renewed in time by one lane, never in an address, and no refused login is repeated."""

from __future__ import annotations

import threading
import urllib.parse
from dataclasses import replace
from datetime import timedelta

import pytest
from provider_kit import QUICK, SECRETS, TOKEN, cut, http, utc_now

from muhr.domain.errors import ProviderError, Refused, Retry, Throttled, Unauthorised, Unreachable

STATUS = "/Api/GetDocumentStatus"
FINE = http({"Success": True, "Errors": None, "Data": {"DocumentStatuses": []}})


class Clock:
    def __init__(self) -> None:
        self.now = utc_now()

    def __call__(self):
        return self.now


def grant(number: int, **more) -> bytes:
    return http({"access_token": f"namuna-token-{number}", "expires_in": 1209599, "token_type": "bearer"} | more)


def bearers(little) -> list[str]:
    return [one.headers["authorization"] for one in little.requests(STATUS)]


def forms(little) -> list[dict[str, str]]:
    return [dict(urllib.parse.parse_qsl(one.body.decode())) for one in little.requests("/token")]


def test_the_request_for_a_token_is_the_printed_one(little, open_provider):
    little.on(STATUS, FINE)
    open_provider(little.url).statuses(["a"])
    asked = little.requests("/token")[0]
    assert (asked.method, asked.path) == ("POST", "/token"), "no secret in the address"
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert asked.body.decode() == (
        "grant_type=password&username=namuna-login&password=P%40ssw0rd-Namuna&client_id=namuna-client"
        "&client_secret=namuna-client-secret"
    )
    assert bearers(little) == ["Bearer namuna-token-1"]


def test_a_token_is_kept_and_renewed_a_minute_early(little, open_provider):
    clock = Clock()
    little.on("/token", grant(1, expires_in=3600), grant(2, expires_in=3600))
    little.on(STATUS, FINE)
    provider = open_provider(little.url, clock=clock)
    for seconds in (0, 3539, 2):
        clock.now += timedelta(seconds=seconds)
        provider.statuses(["a"])
    assert bearers(little) == ["Bearer namuna-token-1", "Bearer namuna-token-1", "Bearer namuna-token-2"]


def test_a_very_short_token_is_used_for_half_of_its_life(little, open_provider):
    clock = Clock()
    little.on("/token", grant(1, expires_in=20), grant(2, expires_in=20))
    little.on(STATUS, FINE)
    provider = open_provider(little.url, clock=clock)
    provider.statuses(["a"])
    clock.now += timedelta(seconds=9)
    provider.statuses(["a"])
    clock.now += timedelta(seconds=2)
    provider.statuses(["a"])
    assert bearers(little) == ["Bearer namuna-token-1", "Bearer namuna-token-1", "Bearer namuna-token-2"]


def test_a_refresh_token_is_used_when_there_is_one_and_the_password_when_it_is_not_taken(little, open_provider):
    clock = Clock()
    little.on(
        "/token",
        grant(1, expires_in=600, refresh_token="renew-1"),
        grant(2, expires_in=600, refresh_token="renew-2"),
        http({"error": "invalid_grant"}, 400),
        grant(3, expires_in=600),
    )
    little.on(STATUS, FINE)
    provider = open_provider(little.url, clock=clock)
    for _ in range(3):
        provider.statuses(["a"])
        clock.now += timedelta(seconds=600)
    assert bearers(little) == [f"Bearer namuna-token-{number}" for number in (1, 2, 3)]
    asked = forms(little)
    assert [form["grant_type"] for form in asked] == ["password", "refresh_token", "refresh_token", "password"]
    assert asked[1] == {
        "grant_type": "refresh_token",
        "refresh_token": "renew-1",
        "client_id": "namuna-client",
        "client_secret": "namuna-client-secret",
    }


def test_a_stale_token_is_renewed_once_and_the_same_bytes_go_again(little, open_provider):
    little.on("/token", grant(1), grant(2))
    little.on(STATUS, http({"Message": "Authorization has been denied for this request."}, 401), FINE)
    open_provider(little.url).statuses(["a"])
    first, second = little.requests(STATUS)
    assert first.body == second.body
    assert bearers(little) == ["Bearer namuna-token-1", "Bearer namuna-token-2"]


def test_a_token_that_is_never_accepted_is_the_accounts_trouble(little, open_provider):
    little.on("/token", grant(1), grant(2))
    little.on(STATUS, http({"Message": "denied"}, 401))
    with pytest.raises(Unauthorised):
        open_provider(little.url).statuses(["a"])
    assert len(little.requests(STATUS)) == 2


def test_many_lanes_ask_for_one_token(little, open_provider):
    release = threading.Event()

    def slowly(connection, asked):
        release.wait(5)
        connection.sendall(grant(1))

    little.on("/token", slowly)
    little.on(STATUS, FINE)
    provider = open_provider(little.url)
    lanes = [threading.Thread(target=provider.statuses, args=(["a"],)) for _ in range(8)]
    for lane in lanes:
        lane.start()
    release.set()
    for lane in lanes:
        lane.join()
    assert len(little.requests("/token")) == 1
    assert len(little.requests(STATUS)) == 8


def test_many_lanes_with_one_stale_token_renew_it_once(little, open_provider):
    stale = threading.Barrier(4, timeout=5)

    def denied(connection, asked):
        if asked.headers["authorization"].endswith("token-1"):
            stale.wait()  # every lane has been refused before one renews
            connection.sendall(http({"Message": "denied"}, 401))
        else:
            connection.sendall(FINE)

    little.on("/token", grant(1), grant(2), grant(3))
    little.on(STATUS, FINE, denied)
    provider = open_provider(little.url)
    provider.statuses(["a"])
    lanes = [threading.Thread(target=provider.statuses, args=(["a"],)) for _ in range(4)]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    assert len(little.requests("/token")) == 2
    assert bearers(little).count("Bearer namuna-token-2") == 4


@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_refused_login_is_not_tried_again_by_itself(little, open_provider, status):
    clock = Clock()
    told = {"error": "invalid_grant", "error_description": f"wrong: {SECRETS.password}"}
    little.on("/token", http(told, status))
    provider = open_provider(little.url, clock=clock)
    for _ in range(3):
        with pytest.raises(Unauthorised) as caught:
            provider.statuses(["a"])
        assert caught.value.code == "provider-credentials"
        assert SECRETS.password not in str(caught.value), "a provider that repeats the password"
    assert len(little.requests("/token")) == 1, "a locked account helps nobody"
    clock.now += timedelta(minutes=6)
    with pytest.raises(Unauthorised):
        provider.statuses(["a"])
    assert len(little.requests("/token")) == 2
    with pytest.raises(Unauthorised):
        provider.test()
    assert len(little.requests("/token")) == 3, "a person who asks for a test gets one"


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (cut, Unreachable),
        (http({}, 500), Unreachable),
        (http("<html>x</html>", 200, Content_Type="text/html"), Unreachable),
        (http({"nothing": 1}), Unreachable),
        (http("{"), Unreachable),
        (http({}, 404), Unreachable),
        (http({}, 307, Location="/elsewhere"), Unreachable),
        (http({}, 429, Retry_After="5"), Throttled),
    ],
)
def test_without_a_token_nothing_leaves(little, open_provider, reply, kind):
    little.on("/token", reply)
    little.on(STATUS, FINE)
    provider = open_provider(little.url)
    with pytest.raises(ProviderError) as caught:
        provider.statuses(["a"])
    assert type(caught.value) is kind
    assert little.requests(STATUS) == []
    assert little.requests("/elsewhere") == []


def test_a_flood_instead_of_a_token(little, open_provider):
    little.on("/token", http(b"x" * 5000))
    with pytest.raises(Unreachable) as caught:
        open_provider(little.url, options=replace(QUICK, answer_limit=1000)).statuses(["a"])
    assert caught.value.code == "provider-token"


def test_a_lane_with_an_older_token_takes_the_one_that_is_there(little, open_provider):
    little.on("/token", grant(1), grant(2))
    tokens = open_provider(little.url).calls.tokens
    first = tokens.bearer()
    assert tokens.renewed(first) == "namuna-token-2"
    assert tokens.renewed(first) == "namuna-token-2"
    assert len(little.requests("/token")) == 2


def test_a_refused_token_request_is_no_refusal_of_the_effect(little, open_provider):
    """An effect that never left must go back to the queue, so that it is not `Refused` by a wrong token address."""
    little.on("/token", http({"Message": "gone"}, 410))
    with pytest.raises(ProviderError) as caught:
        open_provider(little.url).statuses(["a"])
    assert not isinstance(caught.value, Refused)
    assert (caught.value.code, caught.value.retry) == ("provider-address", Retry.AFTER_PERSON)


def test_a_login_that_works_again_is_used(little, open_provider):
    little.on("/token", http({"error": "invalid_grant"}, 400), TOKEN)
    little.on(STATUS, FINE)
    little.on("/Api/Document/GetDocumentStatuses", http([]))
    provider = open_provider(little.url)
    with pytest.raises(Unauthorised):
        provider.statuses(["a"])
    assert provider.test().ok
    assert provider.statuses(["a"]) == {}
