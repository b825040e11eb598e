"""Puts the parts of one account's line together: transport, calls, finder. Imported by the first call."""

from __future__ import annotations

from urllib.parse import quote

from muhr.domain.accounts import Account, Credentials
from muhr.domain.errors import Retry, Unreachable
from muhr.domain.ports import Clock
from muhr.providers.bitfaktura.calls import Calls
from muhr.providers.bitfaktura.finder import Finder
from muhr.providers.options import TransportOptions
from muhr.providers.plaintext import Redactor
from muhr.providers.transport import Transport


def opened(
    account: Account, credentials: Credentials, options: TransportOptions, clock: Clock, *, cancel: bool
) -> tuple[Calls, Finder]:
    """Give the calls of an account and what finds its documents. Nothing is sent yet.

    Raises `Unreachable` when the account has no address: each customer of the service has one of its own.
    """
    if not account.base_url:
        raise Unreachable(
            "The address of your company at BitFaktura is not set.", code="provider-address", retry=Retry.AFTER_PERSON
        )
    token = credentials.password
    redactor = Redactor((token, quote(token, safe=""), credentials.client_secret))
    app = account.options.get("app_url", "")
    transport = Transport([account.base_url, *([app] if app else [])], options, redactor, clock)
    calls = Calls(
        transport,
        account.base_url,
        token,
        in_header=account.options.get("token_in") == "header",
        app_url=app,
    )
    return calls, Finder(calls, account, clock, cancel=cancel)
