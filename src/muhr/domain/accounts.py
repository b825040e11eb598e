"""Accounts: one company's way into one provider. Secrets are not part of it; they live in the secret store."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from muhr.domain.parties import Country, Party


class ProviderName(enum.Enum):
    """The e-invoicing services Muhr can speak to."""

    FAKTURA_UZ = "faktura_uz"
    RS_GE = "rs_ge"
    BITFAKTURA = "bitfaktura"
    CHMURA = "chmura_dokumentow"
    EUROFAKTURA = "eurofaktura"


class Ask(enum.Enum):
    """What an account form asks a person for, besides the company and the address of the service."""

    LOGIN = enum.auto()  # `Account.login`
    PASSWORD = enum.auto()  # `Credentials.password`
    API_TOKEN = enum.auto()  # kept as `Credentials.password`, where a service has no password
    CLIENT = enum.auto()  # `Credentials.client_id` and `client_secret`
    SERVICE_TOKEN = enum.auto()  # kept as `Credentials.client_secret`, besides a password
    TOKEN_URL = enum.auto()  # `Account.token_url`
    LISTING = enum.auto()  # `Account.listing`


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderFacts:
    """What is the same for every account at a provider."""

    title: str
    country: Country
    base_url: str
    """Its public address. Empty where each customer has one of its own, which the person types."""
    token_url: str = ""
    token_path: str = ""
    """Where logging in is below another base address than the public one."""
    asks: frozenset[Ask] = frozenset({Ask.LOGIN, Ask.PASSWORD})


PROVIDERS: Mapping[ProviderName, ProviderFacts] = {
    ProviderName.FAKTURA_UZ: ProviderFacts(
        title="Faktura.uz",
        country=Country.UZ,
        base_url="https://api.faktura.uz",
        token_url="https://account.faktura.uz/token",  # noqa: S106 - an address
        token_path="/token",  # noqa: S106 - an address
        asks=frozenset({Ask.LOGIN, Ask.PASSWORD, Ask.CLIENT, Ask.TOKEN_URL, Ask.LISTING}),
    ),
    ProviderName.RS_GE: ProviderFacts(title="RS.ge", country=Country.GE, base_url="https://eapi.rs.ge"),
    ProviderName.BITFAKTURA: ProviderFacts(
        title="BitFaktura", country=Country.UA, base_url="", asks=frozenset({Ask.API_TOKEN})
    ),
    ProviderName.CHMURA: ProviderFacts(
        title="Chmura Dokumentów", country=Country.PL, base_url="https://api.chmuradokumentow.pl"
    ),
    ProviderName.EUROFAKTURA: ProviderFacts(
        title="Eurofaktura.cz",
        country=Country.CZ,
        base_url="https://eurofaktura.cz/WebServicesCZ/API",
        asks=frozenset({Ask.LOGIN, Ask.PASSWORD, Ask.SERVICE_TOKEN}),
    ),
}
"""The one table of the five services. Sources: the API documents; BitFaktura gives each customer a host of its own."""

PROVIDER_TITLES = {name: facts.title for name, facts in PROVIDERS.items()}


def addresses(provider: ProviderName, base_url: str = "", token_url: str = "") -> tuple[str, str]:
    """Give the addresses of an account: of the API and for the login ("" where there is none of its own).

    What is not given is the provider's public address, or stands beside the base address that was given.
    """
    facts = PROVIDERS[provider]
    if base_url:
        base = base_url.rstrip("/")
        return base, token_url or (base + facts.token_path if facts.token_path else "")
    return facts.base_url, token_url or facts.token_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One company's credentials at one provider, without the secrets."""

    id: str
    """32 hex digits, made here."""
    provider: ProviderName
    company: Party
    login: str
    base_url: str
    token_url: str = ""
    listing: bool = True
    """Whether calls outside the provider's own document (list, look-up, details) may be used."""
    demo: bool = False
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """The secret half of an account. `repr` never shows it."""

    password: str = field(repr=False)
    client_id: str = field(default="", repr=False)
    client_secret: str = field(default="", repr=False)
    device_code: str = field(default="", repr=False)
    """What makes this computer a remembered device, where a service asks new ones for a PIN (see `PinLogin`)."""
