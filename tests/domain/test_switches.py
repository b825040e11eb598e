"""Every switch that a person is offered is one that its provider reads, and none that it reads is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import muhr
from muhr.domain.accounts import ProviderName
from muhr.domain.switches import SWITCHES

PROVIDERS = Path(muhr.__file__).parent / "providers"
READ = re.compile(r"""options(?:\.get\(|\[)"([a-z_0-9]+)\"""")
ONLY_BY_COMMAND = {"app_url", "currency", "unsent"}
"""Wanted so seldom that the window does not offer them."""
FOLDERS = {one: {"chmura_dokumentow": "chmura"}.get(one.value, one.value) for one in ProviderName}


def read_by(provider: ProviderName) -> set[str]:
    sources = (PROVIDERS / FOLDERS[provider]).glob("*.py")
    return {name for path in sources for name in READ.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("provider", ProviderName, ids=lambda one: one.value)
def test_what_is_offered_is_read_and_what_is_read_is_offered(provider: ProviderName) -> None:
    offered = {one.name for one in SWITCHES[provider]} - {"pace_ms"}  # every line has it, see `providers.options`
    assert offered == read_by(provider) - ONLY_BY_COMMAND


@pytest.mark.parametrize("provider", ProviderName, ids=lambda one: one.value)
def test_what_a_provider_reads_stands_among_its_assumptions(provider: ProviderName) -> None:
    # The platform's own host stands among its settings: it is an address, and no assumption.
    told = (PROVIDERS / FOLDERS[provider] / "ASSUMPTIONS.md").read_text(encoding="utf-8")
    assert [name for name in read_by(provider) - {"app_url"} if f"`{name}`" not in told] == []
