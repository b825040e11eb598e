"""Fixtures of the terminal's tests: a running world, and workspaces to call `muhr` with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from desktop_keyring import desktop_keyring
from terminal import Muhr, World, add, start_world, stop_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh sandbox process."""
    found = start_world(tmp_path / "world")
    yield found
    stop_world(found)


@pytest.fixture(scope="module")
def calm_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A sandbox process shared by the tests of one module that only look."""
    found = start_world(tmp_path_factory.mktemp("world"))
    yield found
    stop_world(found)


@pytest.fixture
def muhr(tmp_path: Path) -> Muhr:
    """`muhr` on a fresh workspace, on a machine without a keyring."""
    return Muhr(tmp_path / "workspace")


@pytest.fixture
def ready(muhr: Muhr, world: World) -> Muhr:
    """A workspace with the first account of the world, its inbox fetched."""
    add(muhr, world, world.accounts[0])
    done = muhr("refresh", "--secrets-stdin", "--json", stdin=world.stdin(world.accounts[0]))
    assert done.status == 0, done.err
    return muhr


@pytest.fixture(scope="session")
def keyring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a desktop session with a real, unlocked keyring (gnome-keyring on a bus of its own)."""
    with ExitStack() as stack:
        yield stack.enter_context(desktop_keyring(tmp_path_factory.mktemp("session")))
