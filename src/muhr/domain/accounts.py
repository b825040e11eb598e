"""Accounts: one company's way into one provider. Secrets are not part of it; they live in the secret store."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from muhr.domain.parties import Party


class ProviderName(enum.Enum):
    """The e-invoicing services Muhr can speak to."""

    FAKTURA_UZ = "faktura_uz"


PROVIDER_TITLES = {ProviderName.FAKTURA_UZ: "Faktura.uz"}


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
