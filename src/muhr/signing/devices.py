"""The one thread that touches devices: PKCS#11 modules and E-IMZO. It knows nothing of either.

python-pkcs11 initialises its modules without locks, and E-IMZO answers one request at a time; so everything that
reaches a device goes through this door, and the code behind it asserts that it did.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from typing import TypeVar

from muhr.domain.errors import BugError, KeyUnusable

T = TypeVar("T")

NAME = "muhr-devices"
LINGER = 0.0005
"""Seconds the thread stays awake after a piece of work. In a batch the next one comes within that time, and waking a
thread takes 40 to 60 µs: a tenth of what a quick token needs for a signature (SoftHSM, RSA-2048: 0.78 -> 0.82 of its
raw rate)."""


class DeviceThread:
    """Runs one piece of work after the other in a thread of its own, which starts with the first of them."""

    def __init__(self) -> None:
        self._door = threading.Lock()
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._until = 0.0

    def call(self, work: Callable[[], T], *, timeout: float | None = None) -> T:
        """Do `work` in the thread and give its answer, or raise what it raises. Within the thread it is done at once.

        Args:
            work: reaches a device.
            timeout: seconds to wait, for those who would rather know that the device is busy.

        Raises:
            KeyUnusable: (code `device-busy`) it was not done in time and will not be; what has begun goes on.
        """
        if threading.current_thread() is self._thread:
            return work()
        future = self.start(work)
        try:
            return future.result(timeout)
        except NotYet:
            if future.done():  # the work's own TimeoutError
                raise
            future.cancel()
            raise KeyUnusable("Another device does not answer; try again in a moment.", code="device-busy") from None

    def start(self, work: Callable[[], T]) -> Future[T]:
        """Have `work` done in the thread, after what is there already."""
        future: Future[T] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001 - handed to the caller, who waits for it
                future.set_exception(error)

        with self._door:
            if self._closed:
                raise KeyUnusable("The program is closing.", code="closing")
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=NAME, daemon=True)
                self._thread.start()
            self._work.put(run)
        return future

    def assert_here(self) -> None:
        """Raise `BugError` unless the caller is in the device thread."""
        if threading.current_thread() is not self._thread:
            raise BugError("a device was touched outside the device thread")

    def close(self) -> None:
        """Do nothing more after what is there already. Safe to call twice; does not wait."""
        with self._door:
            self._closed = True
            self._work.put(None)

    def _run(self) -> None:
        while (work := self._next()) is not None:
            work()
            self._until = time.perf_counter() + LINGER

    def _next(self) -> Callable[[], None] | None:
        """The next piece of work, looked for while lingering, then waited for."""
        while self._work.empty() and time.perf_counter() < self._until:
            time.sleep(0)  # others run meanwhile
        return self._work.get()


DEVICES = DeviceThread()
"""The thread of this process: a second one would be no door at all."""
