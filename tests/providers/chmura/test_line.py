"""The line to the service: four ways to log in, what proves success, and errors at their fields."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest
from provider_kit import QUICK, LittleServer, effect, http

from muhr.domain.accounts import Account, Credentials, ProviderName
from muhr.domain.documents import Action
from muhr.domain.effects import Effect, FateKind
from muhr.domain.errors import BugError, OutcomeUnknown, ProviderError, Refused, Throttled, Unauthorised, Unreachable
from muhr.domain.parties import Country, Party
from muhr.providers.chmura import Chmura
from muhr.sandbox.chmura.service import LOGIN, PASSWORD, TOKEN
from muhr.sandbox.serve import RunningSandbox

Line = Callable[..., Chmura]
COMPANY = Party(country=Country.PL, tax_id="0000000112", name="Przykład")


@pytest.fixture
def line() -> Iterator[Line]:
    with ExitStack() as stack:

        def opened(base: str, password: str = TOKEN, login: str = LOGIN, **options: str) -> Chmura:
            account = Account(
                id="a" * 32, provider=ProviderName.CHMURA, company=COMPANY, login=login, base_url=base, options=options
            )
            return stack.enter_context(closing(Chmura(account, Credentials(password=password), transport=QUICK)))

        yield opened


def order(provider: Chmura, **more: Any) -> Effect:
    whole = {
        "number": "FV/1", "creationDate": "2026-02-27", "sellDate": "2026-02-28", "sellVatId": "0000000112",
        "recName": "Próba", "invoicePosition": [{"name": "x", "netto": 1, "gross": 1}], "netto": 1, "gross": 1,
    } | more  # fmt: skip
    (item,) = provider.read_register(json.dumps([whole]).encode())
    return effect(Action.IMPORT, item.client_id, provider.import_payload(item), provider=ProviderName.CHMURA)


def base_of(sandbox: RunningSandbox) -> str:
    return str(sandbox.info.as_dict()["base_urls"]["chmura_dokumentow"])


@pytest.mark.parametrize("form", ["json", "jsv"])
@pytest.mark.parametrize("auth", ["none", "bearer", "basic", "session"])
@pytest.mark.parametrize("quirks", ["clean", "faithful"])
def test_every_way_of_logging_in(sandbox: RunningSandbox, line: Line, auth: str, form: str, quirks: str) -> None:
    service = sandbox.services["chmura_dokumentow"]
    service.change_settings({"auth": auth, "quirks": quirks})
    secret = TOKEN if auth == "bearer" else PASSWORD
    provider = line(base_of(sandbox), secret, auth=auth, format=form)
    assert provider.test().ok
    receipt = provider.send(order(provider, number='Zażółć, {1}: "x"'))
    (made,) = service.list_documents()
    assert receipt.remote_id == str(made["id"])
    assert made["number"] == 'Zażółć, {1}: "x"'
    if auth != "none":
        with pytest.raises(Unauthorised):
            line(base_of(sandbox), "wrong", auth=auth).test()
        wrong = line(base_of(sandbox), "wrong", auth=auth)
        with pytest.raises(Unauthorised):
            wrong.send(order(wrong))
        assert len(service.list_documents()) == 1


def test_a_session_that_ended_is_opened_again(sandbox: RunningSandbox, line: Line) -> None:
    service = sandbox.services["chmura_dokumentow"]
    provider = line(base_of(sandbox), PASSWORD, auth="session")
    provider.test()
    service.expire_tokens(None)
    provider.send(order(provider))
    assert service.summary() == {"invoices": 1, "sessions": 2}


def test_a_service_without_the_list_of_files_says_so(sandbox: RunningSandbox, line: Line) -> None:
    sandbox.services["chmura_dokumentow"].change_settings({"files": False})
    assert "first invoice" in line(base_of(sandbox)).test().note


@pytest.mark.parametrize("form", ["json", "jsv"])
def test_errors_are_told_at_their_fields(sandbox: RunningSandbox, line: Line, form: str) -> None:
    provider = line(base_of(sandbox), format=form)
    body = b"{paymentTerms:70000,typeId:-1}" if form == "jsv" else b'{"paymentTerms": 70000, "typeId": -1}'
    with pytest.raises(Refused) as caught:
        provider.send(effect(Action.IMPORT, "k", body))
    assert set(caught.value.facts["fields"]) == {"paymentterms", "typeid"}
    assert "paymentterms: Value was" in str(caught.value)
    empty = b"{number:1}" if form == "jsv" else b"{}"
    with pytest.raises(Refused) as caught:
        provider.send(effect(Action.IMPORT, "k", empty))
    assert "RecName" in caught.value.facts["fields"]
    assert b"Sandbox.Import" not in caught.value.facts["raw"], "no stack trace is shown or kept"


ANSWERS: list[tuple[bytes, type[ProviderError] | None]] = [
    (http({"id": 5, "isSuccess": True}), None),
    (http("{id:5,isSuccess:True}"), None),
    (http({"Id": "5", "IsSuccess": "true", "Code": "OK"}), None),
    (http({"id": 0, "isSuccess": True}), OutcomeUnknown),
    (http({"isSuccess": True}), OutcomeUnknown),
    (http({"id": 5, "code": "OK"}), OutcomeUnknown),
    (http({"id": 5, "isSuccess": False}), Refused),
    (http("{id: 0,code: FAIL,responseStatus: {errorCode: E,message: Nie},isSuccess: False}"), Refused),
    (http("[]"), OutcomeUnknown),
    (http("nonsense"), OutcomeUnknown),
    (http(b'{"id": 5, "isSuc'), OutcomeUnknown),
    (http(b"[" * 5000), OutcomeUnknown),
    (http("<!doctype html><h1>Zaloguj</h1>"), OutcomeUnknown),
    (http({"responseStatus": {"message": "Nie"}}, 400), Refused),
    (http("", 400), Refused),
    (http("", 401), Unauthorised),
    (http("", 429), Throttled),
    (http({"responseStatus": {"message": "Nie"}}, 500), OutcomeUnknown),
    (http("", 302, Location="/x"), OutcomeUnknown),
]


@pytest.mark.parametrize(("answer", "error"), ANSWERS)
def test_only_a_success_with_an_id_is_one(
    little: LittleServer, line: Line, answer: bytes, error: type[ProviderError] | None
) -> None:
    little.on("/invoice/import", answer)
    provider = line(little.url)
    if error is None:
        assert provider.send(order(provider)).remote_id == "5"
    else:
        with pytest.raises(error):
            provider.send(order(provider))
    assert len(little.requests("/invoice/import")) == 1
    (asked,) = little.asked
    assert asked.headers["authorization"] == f"Bearer {TOKEN}"
    assert asked.headers["content-type"] == "application/json"


def test_what_cannot_be_reached_was_not_sent(line: Line, little: LittleServer) -> None:
    little.stop()
    provider = line(little.url)
    with pytest.raises(Unreachable):
        provider.send(order(provider))


def test_nobody_can_be_asked_and_a_person_is_told_where_to_look(line: Line) -> None:
    provider = line("http://127.0.0.1:1")
    sent = order(provider)
    fate = provider.fates([sent])[sent.id]
    assert fate.kind is FateKind.CANNOT_TELL
    assert sent.target_id in fate.note
    assert sent.target_id.encode() in sent.payload
    with pytest.raises(BugError):
        provider.send(effect(Action.DELETE, "1", b"{}"))


def test_an_imported_invoice_is_known_and_no_other(sandbox: RunningSandbox, line: Line) -> None:
    provider = line(base_of(sandbox))
    receipt = provider.send(order(provider))
    (known,) = provider.describe([receipt.remote_id, "999"])
    assert known.ref.remote_id == receipt.remote_id
    assert known.actions == frozenset()


def test_secrets_stand_nowhere(little: LittleServer, line: Line, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    shown = base64.b64encode(f"{LOGIN}:{PASSWORD}".encode()).decode()
    cookie = "ss-id=tajna-sesja-1; path=/; expires=Wed, 21 Oct 2027 07:28:00 GMT, ss-pid=tajna-sesja-2"
    little.on("/auth/credentials", http({}, Set_Cookie=cookie))
    little.on("/invoice/import", http({"id": 0, "isSuccess": False, "responseStatus": {"message": "tajna-sesja-1"}}))
    told = ""
    for auth in ("session", "basic"):
        provider = line(little.url, PASSWORD, auth=auth)
        with pytest.raises(Refused) as caught:
            provider.send(order(provider))
        told += f"{caught.value!r}{caught.value.facts!r}{provider!r}{provider.calls!r}"
        # A line of another kind does not know the session, so an answer may tell of it there.
        assert auth != "session" or "tajna-sesja-1" not in told
    little.on("/invoice/import", http(f'{{"{shown}": "{PASSWORD}"'))
    with pytest.raises(OutcomeUnknown) as lost:
        provider.send(order(provider))
    told += f"{lost.value!r}{lost.value.raw!r}"
    bearer = line(little.url)
    little.on("/invoice/import", http({"responseStatus": {"message": f"Bearer {TOKEN}"}}, 400))
    with pytest.raises(Refused) as refused:
        bearer.send(order(bearer))
    told += f"{refused.value!r}{refused.value.facts!r}{bearer!r}{bearer.calls!r}{caplog.text}"
    assert all(one.path in {"/auth/credentials", "/invoice/import"} for one in little.asked), "never in an address"
    assert little.requests("/invoice/import")[0].headers["cookie"] == "ss-id=tajna-sesja-1; ss-pid=tajna-sesja-2"
    assert [one for one in (PASSWORD, TOKEN, shown, "tajna-sesja-2") if one in told] == []
