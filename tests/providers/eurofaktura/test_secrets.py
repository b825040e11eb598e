"""Password, its hash and the token reach no log, no exception, no address, no payload and no kept answer."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable

import pytest
from eurofaktura_kit import MD5, PASSWORD, TOKEN, World, account, answer, effect, invoice, refusal
from provider_kit import LittleServer, http

from muhr.domain.documents import Action
from muhr.domain.effects import FateKind
from muhr.domain.errors import MuhrError
from muhr.providers.eurofaktura import Eurofaktura
from muhr.providers.eurofaktura.calls import Calls, Which
from muhr.providers.eurofaktura.requests import Login, login_of

SECRETS = (PASSWORD, MD5, MD5.upper(), TOKEN, TOKEN.lower())
BODY = Calls.cancel(Which(number="1"))


def test_what_the_hash_is() -> None:
    assert hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest() == MD5
    assert login_of("u", PASSWORD, TOKEN, {}) == Login("u", MD5, TOKEN)
    assert repr(login_of("u", PASSWORD, TOKEN, {})) == "Login()"


REPLIES = [
    refusal(f"Access denied for {MD5} / {TOKEN} / {PASSWORD}"),
    refusal(f"Can not cancel {TOKEN}"),
    answer(f"<message>{TOKEN}</message><echo>{MD5}</echo>"),
    answer(f"<message>{TOKEN}</message>", "neither"),
    http(f'<login username="ukazka" md5pass="{MD5}" token="{TOKEN}"', 200),
    http(f"{TOKEN} {PASSWORD}", 500),
    http(f"<html><title>{TOKEN}</title>", 200),
    http(f"{MD5}", 302, Location=f"https://other.example/{TOKEN}"),
    http(f"{TOKEN}", 403),
]


@pytest.mark.parametrize("reply", REPLIES, ids=[str(place) for place in range(len(REPLIES))])
def test_an_answer_that_repeats_them(
    little: LittleServer,
    line_to: Callable[..., Eurofaktura],
    caplog: pytest.LogCaptureFixture,
    reply: bytes,
) -> None:
    caplog.set_level(logging.DEBUG)
    little.on("/API", reply)
    line = line_to()
    given = effect(Action.CANCEL, "1@2026-01-01", BODY)
    told = f"{line!r} {line.calls!r} {line.calls.transport!r}"
    for attempt in (line.test, line.waiting, lambda: line.send(given), lambda: line.fates([given])):
        try:
            told += repr(attempt())
        except MuhrError as error:
            told += f"{error!r} {error} {error.facts!r} {error.__cause__!r} {error.__context__!r}"
    told += caplog.text
    assert [one for one in SECRETS if one in told] == []
    assert all(one.path == "/API" for one in little.asked), "nothing of them stands in an address"
    assert all(TOKEN.encode() in one.body for one in little.asked), "they are in every request"


def test_what_is_stored_holds_none_of_them(world: World) -> None:
    secrets = (world.credentials.password, world.credentials.client_secret)
    hashed = hashlib.md5(world.credentials.password.encode(), usedforsecurity=False).hexdigest()
    given = world.importing(invoice())
    receipt = world.line.send(given)
    fate = world.line.fates([given])[given.id]
    assert fate.kind is FateKind.DONE
    stored = f"{given!r}{given.payload!r}{receipt!r}{fate!r}"
    assert [one for one in (*secrets, hashed) if one in stored] == []


def test_a_wrong_login_is_told_without_them(world: World) -> None:
    from muhr.domain.accounts import Credentials
    from muhr.domain.errors import Unauthorised

    line = world.another(credentials=Credentials(password="spatne-heslo-9", client_secret="F" * 32))
    with pytest.raises(Unauthorised) as caught:
        line.test()
    told = f"{caught.value!r}{caught.value.facts!r}"
    assert "spatne" not in told
    assert "F" * 32 not in told
    assert caught.value.code == "provider-unauthorised"


def test_the_account_knows_no_secret() -> None:
    assert TOKEN not in repr(account("https://e.example"))
