"""Keys of every kind are gathered while somebody looks, and a disk that comes or goes is noticed without a restart."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from muhr.bootstrap import DemoWorld
from muhr.domain.signatures import KeyKind, KeySource
from muhr.ui.keys.page import KeysPage
from muhr.ui.keys.sources import SourceLines
from muhr.ui.places import Place
from muhr.ui.window import MainWindow

Until = Callable[[Callable[[], object]], None]
NOTICED = 2.0
"""Seconds after which a person doubts that the disk they plugged in is seen."""
CROWDED = 5
"""How much longer it may take while other programs want the same processors."""


@pytest.fixture
def page(world: DemoWorld, windows, until: Until) -> KeysPage:
    window: MainWindow = windows.on(world)
    window.go(Place.KEYS)
    found = window.pages[Place.KEYS]
    assert isinstance(found, KeysPage)
    until(lambda: found.gathering.complete and found.rows.rowCount() == len(world.info["keys"]))
    return found


def test_a_key_that_comes_and_goes_is_noticed_while_the_page_is_shown(page: KeysPage, world: DemoWorld, until: Until):
    count = page.rows.rowCount()
    usable = next(one.key for one in page.rows.rows if one.key.usable)
    copy = Path(usable.id).with_name("USB-COPY.pfx")
    began = time.monotonic()
    shutil.copy(usable.id, copy)
    until(lambda: page.rows.rowCount() == count + 1)
    assert time.monotonic() - began < NOTICED * CROWDED
    copy.unlink()
    until(lambda: page.rows.rowCount() == count)


def test_nobody_watches_while_nobody_looks(page: KeysPage, until: Until):
    window = page.window()
    until(lambda: page.gathering.watching)
    window.go(Place.INBOX)
    assert not page.gathering.watching
    window.go(Place.KEYS)
    until(lambda: page.gathering.watching)


def test_what_hinders_a_kind_is_said_under_the_list(qtbot):
    lines = SourceLines()
    qtbot.addWidget(lines)
    lines.show_sources([
        KeySource(kind=KeyKind.TOKEN, name="OpenSC", state="ok"),
        KeySource(kind=KeyKind.E_IMZO, name="E-IMZO", state="not-running"),
        KeySource(kind=KeyKind.TOKEN, name="<b>mod</b>.so", state="crashed", detail="It crashed."),
    ])  # fmt: skip
    assert lines.said == ("E-IMZO: It is not running. Start it to see the keys it holds.", "<b>mod</b>.so: It crashed.")
    lines.show_sources([KeySource(kind=KeyKind.E_IMZO, name="E-IMZO", state="ok")])
    assert lines.said == ()
    assert lines.isHidden()
