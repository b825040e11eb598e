"""Work that must not hold up the window: done in a thread, its result handed back in the GUI thread. No business."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")

THREADS = 2
"""One long reading (a folder of keys, a large message) must not keep the short ones waiting; more only compete."""


@dataclass(frozen=True, slots=True)
class _Parcel:
    owner: QObject
    future: Future[Any]
    then: Callable[[Any], None] | None
    trouble: Callable[[BaseException], None] | None


class Jobs(QObject):
    """Runs functions in threads and follows futures. Created and closed in the GUI thread."""

    trouble = Signal(object)
    """An exception nobody asked to hear of."""
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="muhr-window")
        self._door = threading.Lock()
        self._open = True
        self._under_way = 0
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way whose result has not been handed back (GUI thread)."""
        return self._under_way == 0

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        trouble: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Do `work` in a thread; then call `then` with its result, or `trouble` with its exception.

        Args:
            owner: the widget that wants the result; when it is gone by then, nobody is called.
            work: called in a thread; must touch no widget.
            then: called in the GUI thread.
            trouble: called in the GUI thread; left out, the exception goes to the signal `trouble`.
        """
        if self._open:
            self.follow(owner, self._pool.submit(work), then, trouble)

    def follow(
        self,
        owner: QObject,
        future: Future[T],
        then: Callable[[T], None] | None = None,
        trouble: Callable[[BaseException], None] | None = None,
    ) -> None:
        """The same for work that is already under way elsewhere."""
        self._under_way += 1
        parcel = _Parcel(owner, future, then, trouble)
        future.add_done_callback(lambda _: self._post(parcel))

    def _post(self, parcel: _Parcel) -> None:
        with self._door:  # a future of the desk may end after the window has gone
            if self._open:
                self._finished.emit(parcel)

    def _on_finished(self, parcel: _Parcel) -> None:
        self._under_way -= 1
        if parcel.future.cancelled() or not shiboken6.isValid(parcel.owner):
            return
        error = parcel.future.exception()
        if error is not None:
            (parcel.trouble or self.trouble.emit)(error)
        elif parcel.then is not None:
            parcel.then(parcel.future.result())

    def close(self) -> None:
        """Take no more work, wait for what is under way; its results are dropped."""
        with self._door:
            self._open = False
        self._pool.shutdown(wait=True, cancel_futures=True)
