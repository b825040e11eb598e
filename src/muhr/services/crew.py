"""A few threads that work off one list in order. Knows nothing of what the work is; the work must not raise."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Generic, TypeVar

from muhr.services.outcomes import Failure, attempt

T = TypeVar("T")


class Crew(Generic[T]):
    """At most `size` threads, started when they are first needed; without work they wait and cost nothing.

    The threads are daemons: a provider that does not answer must not keep the program from ending. Nothing is lost by
    that, for what was under way is `sending` on the disk and is asked about at the next start.
    """

    def __init__(self, name: str, size: int, work: Callable[[T], None]) -> None:
        self._name = name
        self._size = size
        self._work = work
        self._changed = threading.Condition()
        self._items: deque[T] = deque()
        self._threads: list[threading.Thread] = []
        self._idle = 0
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many items nobody has begun yet."""
        return len(self._items)

    def add(self, items: Iterable[T]) -> None:
        """Put items at the end of the list."""
        with self._changed:
            self._items.extend(items)
            while len(self._threads) < self._size and self._idle < len(self._items) and not self._closed:
                name = f"{self._name}-{len(self._threads) + 1}"
                thread = threading.Thread(target=self._run, name=name, daemon=True)
                self._threads.append(thread)
                self._idle += 1
                thread.start()
            self._changed.notify(len(self._items))

    def withdraw(self) -> list[T]:
        """Take back every item that nobody has begun."""
        with self._changed:
            items = list(self._items)
            self._items.clear()
            return items

    def close(self) -> None:
        """End each thread after what it is at; the rest of the list is dropped (withdraw it before)."""
        with self._changed:
            self._closed = True
            self._items.clear()
            self._changed.notify_all()

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the threads after `close`; False when one is still at work after `timeout` seconds."""
        deadline = None if timeout is None else time.monotonic() + timeout
        for thread in self._threads:
            thread.join(None if deadline is None else max(deadline - time.monotonic(), 0))
        return not any(thread.is_alive() for thread in self._threads)

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._items and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                item = self._items.popleft()
                self._idle -= 1
            self._work(item)
            with self._changed:
                self._idle += 1


class Pool:
    """Jobs with a result, done by a few threads shared by all accounts (refresh, tests, downloads)."""

    def __init__(self, name: str, size: int) -> None:
        self._crew: Crew[Callable[[bool], None]] = Crew(name, size, lambda job: job(True))
        self._lock = threading.Lock()
        self._busy = 0

    @property
    def busy(self) -> bool:
        """Whether a job is under way or waits."""
        return self._busy > 0

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Do the work in a thread; the future gives its value or raises its error."""
        future: Future[T] = Future()

        def job(go: bool) -> None:
            if not go:
                future.cancel()
            elif future.set_running_or_notify_cancel():
                answer = attempt(work)
                if isinstance(answer, Failure):
                    future.set_exception(answer.error)
                else:
                    future.set_result(answer.value)
            with self._lock:
                self._busy -= 1

        with self._lock:
            self._busy += 1
        self._crew.add([job])
        return future

    def close(self, timeout: float | None = None) -> None:
        """Give up what nobody has begun, and wait for the rest."""
        for job in self._crew.withdraw():
            job(False)
        self._crew.close()
        self._crew.join(timeout)
