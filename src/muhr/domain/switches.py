"""The switches of an account: what it is to do where a service's document is silent or leaves a choice. Reads none.

Each stands in `Account.options` under its name; what is not there is as usual. What a switch means, and why there is
one, is told in the service's ASSUMPTIONS.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from muhr.domain.accounts import ProviderName


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """One of them."""

    name: str
    values: tuple[str, ...] = ()
    """What it can stand on besides the usual; none: a whole number."""
    usual: str = ""
    """What is done without it, for people to see."""


PACE = Switch(name="pace_ms", usual="0")
"""A limit every line has: at least so many milliseconds between two requests, once a row of them is long."""

SWITCHES: Mapping[ProviderName, tuple[Switch, ...]] = {
    ProviderName.FAKTURA_UZ: (
        PACE,
        Switch(name="company_inn", values=("yes",)),
        Switch(name="reject_comment", values=("yes",)),
        Switch(name="to_unit_id"),
    ),
    ProviderName.RS_GE: (PACE,),
    ProviderName.BITFAKTURA: (
        Switch(name="pace_ms", usual="300"),
        Switch(name="token_in", values=("header",)),
        Switch(name="cancel", values=("no",)),
        Switch(name="settle_seconds", usual="120"),
    ),
    ProviderName.CHMURA: (
        PACE,
        Switch(name="auth", values=("basic", "session", "none"), usual="bearer"),
        Switch(name="format", values=("jsv",), usual="json"),
        Switch(name="mark", values=("no",)),
    ),
    ProviderName.EUROFAKTURA: (
        PACE,
        Switch(name="md5pass", values=("given",)),
        Switch(name="issue", values=("no",)),
        Switch(name="list_limit", usual="500"),
    ),
}
"""Those a person may want; the few others of `ASSUMPTIONS.md` are set by `muhr accounts add --set`."""
