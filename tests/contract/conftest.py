"""A desk with one account of a provider, on a fresh sandbox. `bench` and `cases` are importable beside this file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

# Test modules are imported by their paths (importlib mode), so modules they share need their folder to be known.
sys.path.insert(0, str(Path(__file__).parent))

from bench import Bench, Case
from muhr.sandbox.serve import RunningSandbox

OpenBench = Callable[[Case], Bench]


@pytest.fixture
def open_bench(sandbox: RunningSandbox, tmp_path: Path) -> Iterator[OpenBench]:
    """Opens a desk with an account of a case, what waits is known; closed at the end of the test."""
    with ExitStack() as stack:

        def opened(case: Case) -> Bench:
            bench = stack.enter_context(closing(Bench(case, sandbox, tmp_path / "workspace")))
            bench.refresh()
            return bench

        yield opened
