"""A lost answer is never sent again by itself: nobody can be asked, a person decides. The ledger has the last word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from provider_kit import effect

from muhr.bootstrap.demo import account_of
from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Action
from muhr.domain.effects import Effect, FateKind
from muhr.domain.errors import OutcomeUnknown, Refused, Unauthorised
from muhr.providers.chmura import Chmura
from muhr.sandbox.serve import RunningSandbox

both = pytest.mark.parametrize("quirks", ["clean", "faithful"])
forms = pytest.mark.parametrize("form", ["json", "jsv"])


class World:
    """One accountant's line, and what the sandbox tells of it."""

    def __init__(self, sandbox: RunningSandbox, line: Chmura) -> None:
        self.sandbox = sandbox
        self.line = line
        self.service = sandbox.services["chmura_dokumentow"]

    def fault(self, kind: str, method: str = "import") -> None:
        self.sandbox.faults.set([{"provider": "chmura_dokumentow", "method": method, "nth": 1, "kind": kind}])

    def ledger(self) -> dict[str, int]:
        return {one["target"]: one["count"] for one in self.sandbox.control.ledger()["effects"]}

    def requests(self) -> int:
        return int(self.sandbox.faults.as_dict()["requests"].get("chmura_dokumentow/import", 0))

    def order(self, **more: Any) -> Effect:
        invoice = {
            "number": "FV/1", "creationDate": "2026-02-27", "sellDate": "2026-02-28", "sellVatId": "0000000112",
            "recName": "Próba", "invoicePosition": [{"name": "x", "netto": 1, "gross": 1}], "netto": 1, "gross": 1,
        } | more  # fmt: skip
        (item,) = self.line.read_register(json.dumps([invoice]).encode())
        assert item.sendable
        return effect(Action.IMPORT, item.client_id, self.line.import_payload(item), provider=ProviderName.CHMURA)


@pytest.fixture
def form() -> str:
    return "json"


@pytest.fixture
def world(sandbox: RunningSandbox, form: str) -> Iterator[World]:
    info = sandbox.info.as_dict()
    told = next(one for one in info["accounts"] if one["provider"] == "chmura_dokumentow")
    account, credentials = account_of(told, info)
    account = replace(account, options={**account.options, "format": form})
    with closing(Chmura(account, credentials)) as line:
        yield World(sandbox, line)


@both
@forms
@pytest.mark.parametrize("kind", ["drop_after", "half_body", "http_500_after", "drop_before", "http_500_before"])
def test_a_lost_answer_is_for_a_person(world: World, quirks: str, kind: str) -> None:
    world.service.change_settings({"quirks": quirks})
    given = world.order()
    world.fault(kind)
    with pytest.raises(OutcomeUnknown):
        world.line.send(given)
    happened = {} if kind.endswith("before") else {"FV/1": 1}
    assert world.ledger() == happened
    fate = world.line.fates([given])[given.id]
    assert fate.kind is FateKind.CANNOT_TELL
    assert given.target_id in fate.note, "by which it is found on the web page"
    assert (world.ledger(), world.requests()) == (happened, 1)
    if happened:
        (made,) = world.service.list_documents()
        assert given.target_id in made["note"]


@both
@forms
def test_a_refusal_is_told_at_its_fields_and_changes_nothing(world: World, quirks: str) -> None:
    world.service.change_settings({"quirks": quirks})
    given = effect(Action.IMPORT, "k", b'{"number":"1"}', provider=ProviderName.CHMURA)
    with pytest.raises(Refused) as caught:
        world.line.send(given)
    assert set(caught.value.facts["fields"]) == {"RecName", "InvoicePosition"}
    assert "RecName: 'RecName' must not be empty." in str(caught.value)
    assert world.service.list_documents() == []


@forms
def test_a_success_without_an_id_is_none(world: World) -> None:
    world.service.change_settings({"id_shape": "zero"})
    with pytest.raises(OutcomeUnknown):
        world.line.send(world.order())
    assert world.ledger() == {"FV/1": 1}


def test_a_session_that_ends_in_the_middle_is_opened_again_with_the_same_bytes(world: World) -> None:
    world.line.test()
    given = world.order()
    world.fault("expire_token")
    receipt = world.line.send(given)
    assert world.ledger() == {"FV/1": 1}
    assert world.requests() == 2
    assert world.service.list_documents()[0]["id"] == int(receipt.remote_id)


def test_a_log_in_that_fails_sends_no_invoice(world: World) -> None:
    world.fault("http_401_before", "credentials")
    with pytest.raises(Unauthorised):
        world.line.send(world.order())
    assert (world.ledger(), world.requests()) == ({}, 0)
