"""The one table of the services, and what follows from it."""

from __future__ import annotations

import pytest

from muhr.bootstrap import connectable
from muhr.bootstrap.assembly import connect
from muhr.domain.accounts import PROVIDERS, Account, Ask, Credentials, ProviderName, addresses
from muhr.domain.documents import NEEDS_KEY, REPEATABLE, REVERSIBLE, Action, is_irreversible
from muhr.domain.errors import Unauthorised
from muhr.domain.parties import Party


def test_every_service_stands_in_the_table():
    assert set(PROVIDERS) == set(ProviderName)
    for facts in PROVIDERS.values():
        assert facts.base_url.startswith("https://") or not facts.base_url
        assert facts.asks & {Ask.PASSWORD, Ask.API_TOKEN}


def test_addresses():
    assert addresses(ProviderName.FAKTURA_UZ) == ("https://api.faktura.uz", "https://account.faktura.uz/token")
    near = addresses(ProviderName.FAKTURA_UZ, "http://127.0.0.1:1/")
    assert near == ("http://127.0.0.1:1", "http://127.0.0.1:1/token")
    assert addresses(ProviderName.FAKTURA_UZ, "https://a", "https://b/t") == ("https://a", "https://b/t")
    assert addresses(ProviderName.RS_GE, "https://a/") == ("https://a", "")
    assert addresses(ProviderName.BITFAKTURA) == ("", "")


def test_what_is_not_part_of_this_program_is_not_offered_and_says_so():
    assert ProviderName.FAKTURA_UZ in connectable()
    for name in set(ProviderName) - set(connectable()):
        company = Party(country=PROVIDERS[name].country, tax_id="1", name="x")
        account = Account(id="a" * 32, provider=name, company=company, login="x", base_url="https://localhost")
        with pytest.raises(Unauthorised, match="does not speak"):
            connect(account, Credentials(password="x"))


def test_actions():
    assert Action.SIGN in NEEDS_KEY
    assert is_irreversible(Action.CANCEL)
    assert not any(is_irreversible(one) for one in REVERSIBLE)
    assert not REPEATABLE & {Action.SIGN, Action.DELETE, Action.IMPORT, Action.ISSUE, Action.ACTIVATE}
