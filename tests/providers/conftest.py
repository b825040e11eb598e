"""Fixtures of the providers' tests. What they are made of is in `provider_kit`, importable beside this file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

# Test modules are imported by their paths (importlib mode), so a module they share needs its folder to be known.
sys.path.insert(0, str(Path(__file__).parent))

from provider_kit import QUICK, SECRETS, LittleServer, Open, World, account, utc_now, world_of

from muhr.domain.accounts import Credentials
from muhr.providers.faktura_uz import FakturaUz
from muhr.providers.options import TransportOptions
from muhr.sandbox.pki import Pki
from muhr.sandbox.serve import RunningSandbox


@pytest.fixture
def little() -> Iterator[LittleServer]:
    server = LittleServer()
    yield server
    server.stop()


@pytest.fixture
def open_provider() -> Iterator[Open]:
    """Opens providers and closes them at the end."""
    opened: list[FakturaUz] = []

    def make(
        base_url: str,
        *,
        credentials: Credentials = SECRETS,
        options: TransportOptions = QUICK,
        clock: Callable[[], datetime] = utc_now,
        **changes: Any,
    ) -> FakturaUz:
        opened.append(FakturaUz(account(base_url, **changes), credentials, clock=clock, transport=options))
        return opened[-1]

    yield make
    for provider in opened:
        provider.close()


@pytest.fixture
def world(sandbox: RunningSandbox, sandbox_pki: Pki, open_provider: Open) -> World:
    """The first company at a fresh sandbox."""
    return world_of(sandbox, sandbox_pki, open_provider, 0)
