"""A desk on a running sandbox, both fresh for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sandbox_desk import Office

from muhr.sandbox.serve import RunningSandbox

OpenOffice = Callable[..., Office]


@pytest.fixture
def open_office(sandbox: RunningSandbox, tmp_path: Path) -> Iterator[OpenOffice]:
    """Open a desk on the sandbox, with any of `Office`'s options; closed at the end of the test."""
    with ExitStack() as stack:

        def opened(folder: str = "workspace", **options: object) -> Office:
            return stack.enter_context(Office(sandbox.info.as_dict(), tmp_path / folder, **options))

        yield opened


@pytest.fixture
def office(open_office: OpenOffice) -> Office:
    """The plain one: two accounts, what waits is known."""
    opened = open_office()
    opened.refresh()
    return opened
