"""Waiting for background work, with a progress bar, and ending calmly. Knows nothing of what the work is."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from muhr.cli.output import progress

T = TypeVar("T")

_SOON = 0.05
"""Seconds until a request to end that was dropped is made again."""
_TICK = 0.5
"""How long one wait may last: on Windows a longer one would not hear Ctrl-C."""


def settle(title: str, futures: Sequence[Future[T]]) -> list[T | BaseException]:
    """Wait for all of them; give each one's result, or the exception it ended with, in their order."""
    pending: set[Future[T]] = set(futures)
    with progress(title, len(futures)) as bar:
        while pending:
            _, pending = wait(pending, timeout=_TICK, return_when=FIRST_COMPLETED)
            bar.reach(len(futures) - len(pending))
    return [future.exception() or future.result() for future in futures]


def results(title: str, futures: Sequence[Future[T]]) -> list[T]:
    """Wait for all of them; give the results, or raise what the first of them that failed raised."""
    found: list[T] = []
    for outcome in settle(title, futures):
        if isinstance(outcome, BaseException):
            raise outcome
        found.append(outcome)
    return found


def outcome(future: Future[T]) -> T:
    """Wait for one piece of work that shows by itself how far it is; its result, or what it raised."""
    while not wait([future], timeout=_TICK).done:
        pass
    return future.result()


def _ask_again() -> None:
    if sys.platform == "win32":
        _thread.interrupt_main(signal.SIGTERM)
    else:  # a real signal: it ends a wait as well
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)


@contextmanager
def calm_end() -> Iterator[None]:
    """While this lasts, a request to end (SIGTERM) is heard like Ctrl-C: what is under way is finished and closed.

    Python drops an exception that strikes inside a destructor or a weak reference's callback, and with it the request;
    then it is made again a moment later.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise KeyboardInterrupt

    def dropped(what: sys.UnraisableHookArgs) -> None:
        if what.exc_type is KeyboardInterrupt:
            threading.Timer(_SOON, _ask_again).start()
        else:
            hook(what)

    before, hook = signal.signal(signal.SIGTERM, end), sys.unraisablehook
    sys.unraisablehook = dropped
    try:
        yield
    finally:
        sys.unraisablehook = hook
        signal.signal(signal.SIGTERM, before)
