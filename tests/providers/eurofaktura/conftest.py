"""Fixtures of Eurofaktura's tests: a line to the sandbox, and one to a little server of exact bytes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Test modules are imported by their paths (importlib mode), so a module they share needs its folder to be known.
sys.path.append(str(Path(__file__).parent))  # last: test modules of the folder above have the same names

from eurofaktura_kit import CREDENTIALS, World, account
from provider_kit import QUICK, LittleServer

from muhr.providers.eurofaktura import Eurofaktura
from muhr.sandbox.serve import RunningSandbox


@pytest.fixture
def world(sandbox: RunningSandbox) -> Iterator[World]:
    """The company at a fresh sandbox."""
    made = World(sandbox)
    yield made
    made.close()


@pytest.fixture
def line_to(little: LittleServer) -> Iterator[Callable[..., Eurofaktura]]:
    """Opens a line to the little server, set up as the options say."""
    opened: list[Eurofaktura] = []

    def make(**options: str) -> Eurofaktura:
        opened.append(Eurofaktura(account(f"{little.url}/API", **options), CREDENTIALS, transport=QUICK))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
