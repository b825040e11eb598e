"""The bridge between the core's events and the window: any thread publishes, the GUI thread hears. Decides nothing."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from muhr.domain.events import Event

PAUSE_MS = 20
"""A signing run publishes thousands of events a second; they are handed over in one piece fifty times a second."""


class EventBridge(QObject):
    """Collects events and re-emits them, in order, through one signal in the thread the bridge lives in."""

    happened = Signal(object)
    """`tuple[Event, ...]`, never empty."""
    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = threading.Lock()
        self._waiting: list[Event] = []
        self._open = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._woken.connect(self._timer.start, Qt.ConnectionType.QueuedConnection)

    def publish(self, event: Event) -> None:
        """Take an event from any thread; returns at once."""
        with self._door:
            if not self._open:
                return
            first = not self._waiting
            self._waiting.append(event)
            if first:
                self._woken.emit()

    def close(self) -> None:
        """Hear nothing more."""
        with self._door:
            self._open = False
            self._waiting.clear()

    def _on_timeout(self) -> None:
        with self._door:
            events = tuple(self._waiting)
            self._waiting.clear()
        if events:
            self.happened.emit(events)
