"""Stores what came of sending, patiently while another program keeps the database busy. `retry` decides the states."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial

from muhr.domain.effects import Effect, EffectState
from muhr.domain.errors import StorageFailed, WorkspaceLocked
from muhr.services.lanes import Result
from muhr.services.outcomes import Failure, attempt
from muhr.services.retry import after_sending, unsent
from muhr.services.runner_ports import RunnerPorts, journal_line

STORE_TRIES = 12
"""How often an outcome is tried to be stored while another program keeps the database busy; each try waits a while."""


def next_states(results: Sequence[Result], ports: RunnerPorts) -> list[Effect]:
    """The next state of each row the lanes gave back; one that never left (no answer) goes back to the queue."""
    now = ports.clock()
    return [
        unsent(effect) if answer is None else after_sending(effect, answer, now, ports.jitter(), ports.policy)
        for effect, answer in results
    ]


def keep(
    after: Sequence[Effect],
    ports: RunnerPorts,
    rows: AbstractContextManager[object],
    entered: Callable[[Sequence[Effect]], None],
) -> None:
    """Store the next state of claimed rows, then `entered` tells everybody, both with `rows` held.

    Raises:
        WorkspaceError: it could not be stored; nothing was told.
    """
    if not after:
        return
    # A row that was merely taken back has nothing to record.
    told = [effect for effect in after if effect.state is not EffectState.QUEUED or effect.sent is not None]
    lines = [journal_line(effect, ports.clock) for effect in told]
    for tries_left in reversed(range(STORE_TRIES)):
        with rows:
            answer = attempt(partial(ports.workspace.settle, after, lines))
            if not isinstance(answer, Failure):
                entered(after)
                return
        if not isinstance(answer.error, WorkspaceLocked):
            raise answer.error
        if not tries_left:
            raise StorageFailed(answer.error.sentence) from answer.error
