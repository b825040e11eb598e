"""Puts the parts of one account's line together: transport, session, calls, finder. Imported by the first call."""

from __future__ import annotations

from muhr.domain.accounts import Account, Credentials
from muhr.domain.ports import Clock
from muhr.providers.options import TransportOptions
from muhr.providers.plaintext import Redactor
from muhr.providers.rs_ge.calls import Calls
from muhr.providers.rs_ge.finder import Finder
from muhr.providers.rs_ge.session import Session
from muhr.providers.transport import Transport


def opened(
    account: Account, credentials: Credentials, base_url: str, options: TransportOptions, clock: Clock
) -> tuple[Calls, Finder]:
    """Give the calls of an account and what finds its documents. Nothing is sent yet."""
    redactor = Redactor((credentials.password, credentials.device_code))
    transport = Transport((base_url,), options, redactor, clock)
    session = Session(transport, base_url, account.login, credentials)
    calls = Calls(transport, session, base_url)
    return calls, Finder(calls, account, clock)
