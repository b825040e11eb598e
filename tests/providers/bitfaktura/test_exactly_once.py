"""Each change of BitFaktura once, wherever its request or its answer is cut, however the service writes its answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from bitfaktura_kit import TOKEN, World
from provider_kit import LittleServer, http
from test_secrets import everything_in

from muhr.domain.documents import Action
from muhr.domain.effects import Effect, FateKind
from muhr.domain.errors import MuhrError, OutcomeUnknown, Refused, Throttled

WORKED = ("drop_after", "http_500_after", "half_body")
NOT_WORKED = ("drop_before", "http_500_before")
METHODS = {
    Action.IMPORT: "create_invoice",
    Action.SEND: "send_by_email",
    Action.PAY: "create_payments",
    Action.STATUS: "change_status",
    Action.SAVE: "update_invoice",
    Action.CANCEL: "cancel_invoice",
    Action.DELETE: "delete_invoice",
}
DETAILS = {
    Action.PAY: {"amount": "10.50"},
    Action.STATUS: {"status": "rejected"},
    Action.SAVE: {"buyer_name": "ТОВ «Нова Назва»", "payment_to": "2026-12-31"},
}
ONE_SHOT = frozenset({Action.SEND, Action.PAY})


def ordered(world: World, action: Action) -> Effect:
    return world.importing() if action is Action.IMPORT else world.act(action, DETAILS.get(action))


def happened(world: World, action: Action) -> int:
    return sum(world.ledger(action.value).values())


def fate(world: World, sent: Effect) -> FateKind:
    return world.line.fates([sent])[sent.id].kind


@pytest.mark.parametrize("quirks", ["clean", "faithful"])
@pytest.mark.parametrize("kind", WORKED + NOT_WORKED)
@pytest.mark.parametrize("action", METHODS)
def test_a_lost_answer_is_asked_about_and_the_change_happens_once(world: World, action: Action, kind: str, quirks: str):
    world.settings(quirks=quirks)
    given = ordered(world, action)
    world.faults({"method": METHODS[action], "kind": kind})
    with pytest.raises(OutcomeUnknown):
        world.line.send(given)
    assert happened(world, action) == (kind in WORKED)
    if action in ONE_SHOT:
        assert fate(world, given) is FateKind.CANNOT_TELL, "a person decides"
        return
    told = fate(world, given)
    assert told is (FateKind.DONE if kind in WORKED else FateKind.NOT_DONE)
    if told is FateKind.NOT_DONE:
        world.line.send(replace(given, attempts=2))
    assert happened(world, action) == 1
    assert fate(world, given) is FateKind.DONE


@pytest.mark.parametrize("action", METHODS)
def test_a_service_that_asks_for_patience_has_done_nothing(world: World, action: Action):
    given = ordered(world, action)
    world.faults({"method": METHODS[action], "kind": "http_429", "retry_after": "90"})
    before = datetime.now(UTC)
    with pytest.raises(Throttled) as caught:
        world.line.send(given)
    assert caught.value.until is not None
    assert timedelta(seconds=80) <= caught.value.until - before <= timedelta(seconds=120)
    assert happened(world, action) == 0
    world.line.send(replace(given, attempts=2))
    assert happened(world, action) == 1


@pytest.mark.parametrize("oid_unique", ["honoured", "ignored"])
def test_a_repeat_is_asked_for_first_where_the_service_guards_nothing(world: World, oid_unique: str):
    world.settings(oid_unique=oid_unique)
    given = world.importing()
    world.faults({"method": "create_invoice", "kind": "drop_after"})
    with pytest.raises(OutcomeUnknown):
        world.line.send(given)
    assert fate(world, given) is FateKind.DONE
    assert happened(world, Action.IMPORT) == 1


def test_everything_made_of_a_document_is_read_over_all_pages(line_to, little: LittleServer):
    first = [{"id": number} for number in range(1, 101)]
    little.on("/invoices.json", http(first), http([{"id": 101}]))
    assert [one.id for one in line_to().calls.made_from("7")] == [str(number) for number in range(1, 102)]
    assert len(little.asked) == 2


def test_a_service_that_gives_the_same_page_again_ends_the_reading(line_to, little: LittleServer):
    page = http([{"id": number} for number in range(1, 101)])
    little.on("/invoices.json", page, page, page)
    assert len(line_to().calls.sources_of("7")) == 100
    assert len(little.asked) == 2


def test_the_platforms_own_host_gets_no_bearer_token_and_passwords_stay_unsaid(line_to, little: LittleServer):
    # Named: an exception shows the lines of source that it came through.
    password, integration = "verysecret-1", "platform-token-2"
    echo = http({"code": "error", "message": f"password {password} of {integration} is weak"}, 422)
    little.on("/app/users.json", echo)
    little.on("/app/account.json", echo)
    calls = line_to(token_in="header", app_url=f"{little.url}/app").calls
    owner = {"account": {"prefix": "zrazok"}, "user": {"login": "zrazok", "password": password}}
    for call in (
        lambda: calls.create_account(owner, integration),
        lambda: calls.create_user("e@example.invalid", password, integration),
    ):
        with pytest.raises(MuhrError) as caught:
            call()
        assert isinstance(caught.value, Refused)
        shown = everything_in(caught.value)
        assert "is weak" in shown
        assert [one for one in (password, integration, TOKEN) if one in shown] == []
    account, user = little.asked
    assert "authorization" not in account.headers
    assert "authorization" not in user.headers
    assert account.json["api_token"] == TOKEN, "as printed"
    assert "api_token" not in user.json
