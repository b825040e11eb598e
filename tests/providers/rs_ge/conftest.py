"""Fixtures of the tests of RS.ge. What they are made of is in `rs_ge_kit`, importable beside this file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

# Test modules are imported by their paths (importlib mode), so a module they share needs its folder to be known.
sys.path.append(str(Path(__file__).parent))  # last: test modules of the folder above have the same names

from provider_kit import QUICK, utc_now
from rs_ge_kit import SECRETS, OpenRsGe, World, account, world_of

from muhr.domain.accounts import Credentials
from muhr.providers.options import TransportOptions
from muhr.providers.rs_ge import RsGe
from muhr.sandbox.serve import RunningSandbox


@pytest.fixture
def open_rs_ge() -> Iterator[OpenRsGe]:
    """Opens lines to RS.ge and closes them at the end."""
    opened: list[RsGe] = []

    def make(
        base_url: str,
        *,
        credentials: Credentials = SECRETS,
        options: TransportOptions = QUICK,
        clock: Callable[[], datetime] = utc_now,
        **changes: Any,
    ) -> RsGe:
        opened.append(RsGe(account(base_url, **changes), credentials, clock=clock, transport=options))
        return opened[-1]

    yield make
    for provider in opened:
        provider.close()


@pytest.fixture
def seller(sandbox: RunningSandbox, open_rs_ge: OpenRsGe) -> World:
    """The first company at a fresh sandbox, which logs in in one step."""
    return world_of(sandbox, open_rs_ge, 0)


@pytest.fixture
def buyer(sandbox: RunningSandbox, open_rs_ge: OpenRsGe) -> World:
    """The second company, whose log-in asks for a code."""
    return world_of(sandbox, open_rs_ge, 1)
