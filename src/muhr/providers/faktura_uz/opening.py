"""Puts the parts of one account's line together: transport, token, calls, finder. Imported by the first call."""

from __future__ import annotations

from muhr.domain.accounts import Account, Credentials
from muhr.domain.ports import Clock
from muhr.providers.faktura_uz.calls import Calls
from muhr.providers.faktura_uz.listing import Finder
from muhr.providers.faktura_uz.tokens import TokenKeeper
from muhr.providers.options import TransportOptions
from muhr.providers.plaintext import Redactor
from muhr.providers.transport import Transport


def opened(
    account: Account, credentials: Credentials, urls: tuple[str, str], options: TransportOptions, clock: Clock
) -> tuple[Calls, Finder]:
    """Give the calls of an account and what finds its documents; `urls`: of the API and of the token.

    Nothing is sent yet.
    """
    base_url, token_url = urls
    redactor = Redactor((credentials.password, credentials.client_secret))
    transport = Transport(urls, options, redactor, clock)
    tokens = TokenKeeper(transport, token_url, account.login, credentials)
    calls = Calls(
        transport,
        tokens,
        base_url,
        account.company.tax_id,
        name_company=account.options.get("company_inn") == "yes",
    )
    return calls, Finder(calls, account, clock)
