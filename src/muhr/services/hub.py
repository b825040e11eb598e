"""Hands events to whoever listens. Keeps none of them; does not know what they mean."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial

from muhr.domain.events import Event
from muhr.services.outcomes import Failure, attempt

_log = logging.getLogger(__name__)

Listener = Callable[[Event], None]


class Hub:
    """The list of listeners. `publish` may be called from any thread; listeners hear in the publisher's thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: tuple[Listener, ...] = ()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear every event from now on; call the result to stop (twice does no harm)."""
        with self._lock:
            self._listeners = (*self._listeners, listener)

        def unsubscribe() -> None:
            with self._lock:
                self._listeners = tuple(other for other in self._listeners if other is not listener)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tell everybody. A listener that raises is logged, and the others hear all the same."""
        for listener in self._listeners:
            answer = attempt(partial(listener, event))
            if isinstance(answer, Failure):
                _log.error("A listener failed on %s: %s", type(event).__name__, answer.error)
