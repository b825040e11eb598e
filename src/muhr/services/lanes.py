"""Sends claimed effects, several at once, and gathers what came of each. Stores nothing and decides nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from muhr.domain.effects import Effect, Receipt
from muhr.domain.ports import Provider
from muhr.services.crew import Crew
from muhr.services.outcomes import Answer, Success, attempt

GROUP = 32
GROUP_WAIT = 0.05
"""Outcomes are stored together: at most so many, at most so many seconds late."""

Result = tuple[Effect, Answer[Receipt] | None]
"""A claimed effect and what came of it; None when its sending was never begun, because the line was held meanwhile."""


class Host(Protocol):
    """The runner, as far as lanes need it."""

    @property
    def may_send(self) -> bool:
        """Whether another effect may leave at this moment."""
        ...

    def heard(self, answer: Answer[object]) -> None:
        """A call came back: the line may be held or opened by it."""
        ...


class Lanes:
    """The one place from which effects' bytes leave. The books are guarded by `changed`, the runner's condition."""

    def __init__(self, name: str, connect: Callable[[], Provider], host: Host, changed: threading.Condition) -> None:
        self._name = name
        self._connect = connect
        self._host = host
        self._changed = changed
        self._crew: Crew[Effect] | None = None
        self._results: list[Result] = []
        self._first_result = 0.0
        self._urgent = False
        self._flying = 0

    @property
    def waiting(self) -> int:
        """How many claimed rows no lane has begun yet."""
        return self._crew.waiting if self._crew is not None else 0

    @property
    def flying(self) -> int:
        """How many claimed rows have no result yet."""
        return self._flying

    @property
    def empty(self) -> bool:
        """Whether nothing is claimed, under way, or still to be stored."""
        return not self._flying and not self._results

    @property
    def has_results(self) -> bool:
        """Whether something is to be stored."""
        return bool(self._results)

    def add(self, effects: Sequence[Effect], width: int) -> None:
        """Send these, `width` at once (the first call decides)."""
        if self._crew is None:
            self._crew = Crew(self._name, width, self._send)
        with self._changed:
            self._flying += len(effects)
        self._crew.add(effects)

    def take_results(self) -> list[Result]:
        """What has come of effects since the last call."""
        with self._changed:
            results, self._results, self._urgent = self._results, [], False
        return results

    def group_due(self) -> float:
        """Seconds until the results gathered so far should be stored; 0 for now."""
        if self._urgent or len(self._results) >= GROUP or self._flying == 0:
            return 0
        return self._first_result + GROUP_WAIT - time.monotonic()

    def close(self) -> None:
        """End each lane after what it is at."""
        if self._crew is not None:
            self._crew.close()

    def _send(self, effect: Effect) -> None:
        # Asked and told by the lane itself: a line that is down, or a provider that answers nothing but errors, is not
        # sent one effect more than those under way, however long the disk takes to store the outcomes.
        answer: Answer[Receipt] | None = None
        if self._host.may_send:
            answer = attempt(lambda: self._connect().send(effect))
            self._host.heard(answer)
        with self._changed:
            if not self._results:
                self._first_result = time.monotonic()
            self._results.append((effect, answer))
            self._flying -= 1
            self._urgent = self._urgent or not isinstance(answer, Success)
            if self._urgent or len(self._results) in {1, GROUP} or self._flying == 0:
                self._changed.notify_all()
