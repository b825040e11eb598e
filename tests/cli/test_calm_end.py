"""A request to end is heard wherever it strikes, also where Python drops exceptions."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import weakref
from collections.abc import Callable

import pytest

from muhr.cli.waiting import calm_end

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")


class Thing:
    """Something that can be collected."""


def heard(work: Callable[[], object]) -> bool:
    """Whether the request that comes while the work is done ends the wait that follows, long before its half minute."""
    began = time.monotonic()
    try:
        with calm_end():
            work()
            threading.Event().wait(30)
    except KeyboardInterrupt:
        return time.monotonic() - began < 25
    return False


@posix
def test_a_request_that_strikes_a_callback_is_heard_a_moment_later(capfd: pytest.CaptureFixture[str]) -> None:
    struck: list[int] = []

    def callback(_: object) -> None:
        struck.append(1)
        signal.raise_signal(signal.SIGTERM)
        struck.append(2)

    def work() -> None:
        thing = Thing()
        watch = weakref.ref(thing, callback)
        del thing
        assert watch() is None
        struck.append(3)

    before = sys.unraisablehook
    assert heard(work)
    assert struck == [1, 3], "it was raised in the callback, and dropped"
    assert sys.unraisablehook is before
    assert "Traceback" not in capfd.readouterr().err


@posix
def test_a_request_in_the_open_is_heard_at_once() -> None:
    after: list[int] = []
    assert heard(lambda: (signal.raise_signal(signal.SIGTERM), after.append(1)))
    assert after == []
