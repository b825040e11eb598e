"""What `muhr accounts add` checks and tells: addresses, switches, the way to the network. Asks and keeps nothing."""

from __future__ import annotations

import ssl
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import click

from muhr.cli.output import plain
from muhr.domain.accounts import PROVIDER_TITLES, PROVIDERS, Ask, ProviderName, addresses
from muhr.domain.errors import InputError
from muhr.domain.switches import SWITCHES, Switch

_FREE: Mapping[ProviderName, tuple[str, ...]] = {
    ProviderName.FAKTURA_UZ: ("currency",),
    ProviderName.BITFAKTURA: ("app_url",),
    ProviderName.EUROFAKTURA: ("currency", "unsent"),
}
"""Switches of `ASSUMPTIONS.md` with a text of one's own, which few people want."""

_ASKED = {
    Ask.LOGIN: "login",
    Ask.PASSWORD: "password",
    Ask.API_TOKEN: "API token",
    Ask.CLIENT: "client id and client secret",
    Ask.SERVICE_TOKEN: "token of the service",
}
_OPPOSITE: Mapping[tuple[str, ...], str] = {("yes",): "no", ("no",): "yes"}
_LONGEST = 200
_MOST = 999_999_999
_SCHEMES = frozenset({"http", "https", "socks5"})


def web_addresses(service: ProviderName, base_url: str | None, token_url: str | None) -> tuple[str, str]:
    """The provider's public addresses, or those that were given.

    Raises:
        InputError: one is no web address.
        click.UsageError: one is missing, or the service has none of that kind.
    """
    if token_url and Ask.TOKEN_URL not in PROVIDERS[service].asks:
        raise click.UsageError(f"{PROVIDER_TITLES[service]} has no --token-url of its own")
    base, token = addresses(service, base_url or "", token_url or "")
    if not base:
        raise click.UsageError(f"Missing option --base-url: {PROVIDER_TITLES[service]} gives each customer an address")
    for url in (base, token) if token else (base,):
        scheme, _, rest = url.partition("://")
        local = rest.partition("/")[0].partition(":")[0] in ("127.0.0.1", "localhost")
        if not rest or not (scheme == "https" or (scheme == "http" and local)):
            raise InputError(f"{plain(url)} is no https address", code="address")
    return base, token


def switched(service: ProviderName, given: Sequence[str]) -> dict[str, str]:
    """The switches of an account as its options; what is as usual is left out.

    Raises:
        InputError: the service has no such switch, or it cannot stand there (`account-switch`); what is possible is
            told.
        click.UsageError: one is no NAME=VALUE.
    """
    found: dict[str, str] = {}
    known = {switch.name: switch for switch in SWITCHES[service]}
    for text in given:
        name, sign, value = text.partition("=")
        value = value.strip()
        if not (name.isidentifier() and sign and value):
            raise click.UsageError("--set wants NAME=VALUE")
        if name in _FREE.get(service, ()) and len(value) <= _LONGEST:
            found[name] = value
        elif name not in known:
            possible = "; ".join(_told(service))
            raise InputError(
                f"{PROVIDER_TITLES[service]} has no switch {plain(name)}. Possible: {possible}", code="account-switch"
            )
        elif not _fits(known[name], value):
            raise InputError(
                f"{name} cannot stand on {plain(value)}. Possible: {_values(known[name])}", code="account-switch"
            )
        elif value != _usual(known[name]):
            found[name] = value
    return found


def _fits(switch: Switch, value: str) -> bool:
    if switch.values:
        return value in (*switch.values, _usual(switch))
    return value.isascii() and value.isdigit() and int(value) <= _MOST


def _usual(switch: Switch) -> str:
    return switch.usual or _OPPOSITE.get(switch.values, "")


def _values(switch: Switch) -> str:
    """`bearer (usual), basic, session`; of a number: `a number (usual: 0)`."""
    usual = _usual(switch)
    if switch.values:
        return ", ".join([f"{usual} (usual)", *switch.values] if usual else switch.values)
    return f"a number (usual: {usual})" if usual else "a number"


def _told(service: ProviderName) -> list[str]:
    return [
        *(f"{switch.name}={_values(switch)}" for switch in SWITCHES[service]),
        *(f"{name}=TEXT" for name in _FREE.get(service, ())),
    ]


def network(proxy: str | None, authority: Path | None) -> dict[str, str]:
    """The options for the way to the network, as the window keeps them.

    Raises:
        InputError: the proxy is no address or holds a password (`address`), the file holds no certificate (`file`).
    """
    found: dict[str, str] = {}
    if proxy is not None and (wish := proxy.strip()) != "system":
        if wish != "none":
            _check_proxy(wish)
        found["proxy"] = wish
    if authority is not None:
        path = authority.absolute()
        try:
            ssl.create_default_context().load_verify_locations(path)
        except (ssl.SSLError, OSError):
            raise InputError(f"{plain(str(path))} holds no certificate in PEM", code="file") from None
        found["ca_file"] = str(path)
    return found


def _check_proxy(wish: str) -> None:
    """Raise `InputError` for what is no address of a proxy; its text is not repeated, it may hold a password."""
    try:
        parts = urlsplit(wish)
        named = bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        raise InputError("The proxy is no address", code="address") from None
    if parts.username or parts.password:
        raise InputError(
            "Muhr keeps no password in its workspace: use the system's proxy setting for that", code="address"
        )
    if parts.scheme not in _SCHEMES or not named:
        raise InputError(
            "The proxy has to be system, none, or an address such as http://proxy.example:3128", code="address"
        )


def help_text(services: Sequence[ProviderName]) -> str:
    r"""What each service asks for, for `--help` (\b keeps click from joining the lines)."""
    lines = ["\b", "What each service asks for, and its switches (--set):"]
    for service in services:
        facts = PROVIDERS[service]
        asked = [word for ask, word in _ASKED.items() if ask in facts.asks]
        if not facts.base_url:
            asked.insert(0, "--base-url (each customer has one)")
        lines.append(f"  {service.value}: {', '.join(asked)}")
        lines += [f"      {switch}" for switch in _told(service)]
    return "\n".join(lines)
