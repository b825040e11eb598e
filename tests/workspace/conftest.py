"""Fixtures of the workspace's tests: an open workspace with two accounts, on a real disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from workspace_records import account, clock

from muhr.workspace.store import SqliteWorkspace, open_workspace

Opened = Callable[[], SqliteWorkspace]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ish joyi"


@pytest.fixture
def reopen(folder: Path) -> Iterator[Opened]:
    """Opens the workspace, closing it first where it is open."""
    opened: list[SqliteWorkspace] = []

    def open_again() -> SqliteWorkspace:
        while opened:
            opened.pop().close()
        opened.append(open_workspace(folder, clock=clock))
        return opened[-1]

    yield open_again
    while opened:
        opened.pop().close()


@pytest.fixture
def workspace(reopen: Opened) -> SqliteWorkspace:
    opened = reopen()
    for number in range(2):
        opened.save_account(account(number))
    return opened
