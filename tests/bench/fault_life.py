"""Lives of a desk: each in a forked process that works on one row until it rests, or dies at a given step.

A fork server: everything is imported once; jobs come in and news go out as pickles, each behind its length. For each
job first `("born", pid)` goes out, at its end `("dead", status)`. Knows nothing of what the outcome should be.

Time is the desk's own: whenever nothing moves by itself, the clock is put to the next planned moment.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import random
import signal
import socket
import struct
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from muhr.bootstrap.assembly import connect, utc_now
from muhr.domain.accounts import Account, Credentials
from muhr.domain.effects import SETTLED, Effect
from muhr.domain.errors import MuhrError
from muhr.domain.events import Event, WorkerTrouble
from muhr.domain.ports import Provider
from muhr.domain.records import Batch, Evidence
from muhr.services.desk import Decision, Desk, ProviderFactory
from muhr.services.outbox import OutboxRunner
from muhr.services.reconcile import waits_for_person
from muhr.workspace.secrets import SessionSecrets
from muhr.workspace.store import SqliteWorkspace, open_workspace

DURABLE = ("enqueue", "claim", "settle", "recover", "apply_statuses", "save_documents")
"""The steps of the workspace that the outbox's life consists of."""
CALLS = ("send", "fates", "statuses")
"""What a provider is asked to do meanwhile."""
STEPS = tuple(f"{side} {step}" for step in (*DURABLE, *CALLS) for side in ("before", "after"))
GRACE = timedelta(milliseconds=2)
"""A part of the grace period is measured by a clock that cannot be put forward."""
PRESSES = 40
_PR_SET_PTRACER = 0x59616D61
_ANYBODY = ctypes.c_ulong(-1)
LIFE_SECONDS = 60.0


@dataclass(frozen=True, kw_only=True)
class Job:
    """One life."""

    folder: Path
    report: Path
    credentials: Credentials
    account_id: str
    effect_id: str
    add: tuple[Effect, Sequence[Evidence], Batch | None] | None = None
    """What a person orders in this life."""
    strike: tuple[str, int] | None = None
    """A name of `STEPS` and which time: kill -9 there."""
    nobody_there: bool = False
    """At the first sending nothing listens at the provider's address."""
    decide: str = ""
    """A person decides about the row that waits: the value of a `Decision`."""
    seed: int = 0
    grace: timedelta = GRACE
    watched: bool = False
    """The life stops itself (SIGSTOP) before it begins, until somebody who watches it lets it go on."""


@dataclass(kw_only=True)
class Report:
    """What a life that came to its end saw."""

    ended: str = ""
    """"rest", "stuck" (nothing moves, and time does not help) or "hangs"."""
    row: Effect | None = None
    next_step: str = ""
    told: list[str] = field(default_factory=list)
    """The kinds of the row's journal lines."""
    trouble: list[str] = field(default_factory=list)
    """What the desk told of trouble, save that of the provider."""
    said: list[str] = field(default_factory=list)
    """The same in sentences."""
    rows: int = 0

    def hear(self, event: Event) -> None:
        """Listen to a desk."""
        if isinstance(event, WorkerTrouble) and not event.error_code.startswith("provider-"):
            self.trouble.append(event.error_code)
            self.said.append(event.error)


class Time:
    """A clock that can be put forward."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self._ahead

    def advance(self, seconds: float) -> None:
        """Put it forward."""
        self._ahead += timedelta(seconds=seconds)


class Death:
    """Strikes at a step."""

    def __init__(self, strike: tuple[str, int] | None) -> None:
        self._step, self._left = strike or ("", 0)

    def guard(self, thing: object, step: str) -> None:
        """Let a method of a thing be struck before and after its work, whenever it has any."""
        real: Callable[..., Any] = getattr(thing, step)

        def guarded(*arguments: Any, **named: Any) -> Any:
            real_work = step != "settle" or bool(arguments[0])
            if real_work:
                self._at(f"before {step}")
            result = real(*arguments, **named)
            if real_work and (step != "claim" or result):
                self._at(f"after {step}")
            return result

        setattr(thing, step, guarded)

    def _at(self, step: str) -> None:
        if step == self._step:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def live(job: Job) -> Report:
    """One life from the opening of the workspace to its closing."""
    random.seed(job.seed)
    clock, death, secrets = Time(), Death(job.strike), SessionSecrets()
    secrets.put(job.account_id, job.credentials)
    report = Report()
    try:
        workspace = open_workspace(job.folder, clock=clock)
        for step in DURABLE:
            death.guard(workspace, step)
        desk = _desk(workspace, secrets, clock, _factory(job, clock, death), job.grace)
        desk.subscribe(report.hear)
        _work(desk, job, report, clock)
        desk.close(LIFE_SECONDS)
    except MuhrError as error:
        report.trouble.append(error.code)
        report.said.append(error.sentence)
    return report


def _desk(
    workspace: SqliteWorkspace, secrets: SessionSecrets, clock: Time, providers: ProviderFactory, grace: timedelta
) -> Desk:
    nothing: Any = None  # keys and certificates: nobody signs in these lives
    return Desk(
        workspace=workspace, secrets=secrets, keyring=nothing, verifier=nothing, trust=nothing, clock=clock,
        grace=grace, providers=providers,
    )  # fmt: skip


def _work(desk: Desk, job: Job, report: Report, clock: Time) -> None:
    workspace: Any = desk.workspace
    desk.start()
    if job.add is not None:
        effect, evidence, batch = job.add
        desk._runner(job.account_id).add([effect], evidence, batch)
    if job.decide:
        desk.resolve(job.effect_id, Decision(job.decide))
    report.ended = come_to_rest(desk, workspace, job, clock)
    report.row = workspace.effect(job.effect_id)
    report.rows = len(workspace.effects())
    if report.row is not None:
        report.next_step = desk.next_step(report.row, clock())
        report.told = [line.kind for line in workspace.journal(effect_id=job.effect_id)]


def _factory(job: Job, clock: Time, death: Death) -> ProviderFactory:
    nobody = [job.nobody_there]

    def made(account: Account, credentials: Credentials) -> Provider:
        provider = connect(account, credentials, clock)
        real_send = provider.send

        def send(effect: Effect) -> Any:
            if not nobody[0]:
                return real_send(effect)
            nobody[0] = False
            with socket.socket() as taken:  # bound, so nobody else's; not listening, so whoever calls is refused
                taken.bind(("127.0.0.1", 0))
                url = f"http://127.0.0.1:{taken.getsockname()[1]}"
                dead = connect(replace(account, base_url=url, token_url=url), credentials, clock)
                try:
                    return dead.send(effect)
                finally:
                    dead.close()

        provider.send = send  # type: ignore[method-assign]
        for step in CALLS:
            death.guard(provider, step)
        return provider

    return made


def come_to_rest(desk: Desk, workspace: SqliteWorkspace, job: Job, clock: Time) -> str:
    """Let time pass until nothing more will happen to the row by itself."""
    runner = desk._runner(job.account_id)
    end, presses = time.monotonic() + LIFE_SECONDS, 0
    while time.monotonic() < end:
        pause = _pause_of(runner)
        if pause is None:
            row = workspace.effect(job.effect_id)
            if row is None or row.state in SETTLED or waits_for_person(row):
                return "rest"
            presses += 1
            if presses > PRESSES:
                return "stuck"
            if presses % 8 == 0:
                desk.run_outbox()  # a person looks what is the matter
            pause = 0
        with runner._changed:
            if pause > 0:
                clock.advance(pause + 0.001)
                runner._changed.notify_all()
            runner._changed.wait(0.003)
    return "hangs"


def _pause_of(runner: OutboxRunner) -> float | None:
    """Seconds until the runner moves by itself: 0 while it is at something, None for never."""
    with runner._changed:
        inquiry = runner._inquiry
        if not runner._lanes.empty or runner._storing or inquiry.asking or inquiry.has_replies:
            return 0
        pause = runner._pause()
        if pause is None and (runner._queued.wanted or len(inquiry.delivered)) and runner.hold is None:
            return 0
        return pause


# ------------------------------------------------------------------ the fork server


def send_pickle(pipe: BinaryIO, thing: object) -> None:
    """Write one."""
    data = pickle.dumps(thing)
    pipe.write(struct.pack("!I", len(data)) + data)
    pipe.flush()


def read_pickle(pipe: BinaryIO) -> Any:
    """Read one; None at the end."""
    length = pipe.read(4)
    return pickle.loads(pipe.read(struct.unpack("!I", length)[0])) if len(length) == 4 else None


def run_child(job: Job) -> None:
    """Live, report, end without ceremony."""
    status = 0
    if job.watched:
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ANYBODY, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
    try:
        report = live(job)
        fresh = job.report.with_suffix(".part")
        fresh.write_bytes(pickle.dumps(report))
        fresh.rename(job.report)
    except BaseException:  # noqa: BLE001 - a test child: whatever it is, it is shown and ends the child
        traceback.print_exc()
        status = 1
    os._exit(status)


def serve() -> None:
    """Fork a child for each job."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a life prints is no news
    _warm_up()
    gc.freeze()
    send_pickle(out, ("ready", os.getpid()))
    while (job := read_pickle(sys.stdin.buffer)) is not None:
        pid = os.fork()
        if pid == 0:
            run_child(job)
        send_pickle(out, ("born", pid))
        send_pickle(out, ("dead", os.waitpid(pid, 0)[1]))


def _warm_up() -> None:
    """Import what the lives would import one by one."""
    import importlib
    import pkgutil

    import muhr.providers

    for module in pkgutil.walk_packages(muhr.providers.__path__, "muhr.providers."):
        importlib.import_module(module.name)
    "localhost".encode("idna")


if __name__ == "__main__":
    # Under its own name, so that the pickles of whoever starts this find the classes.
    import fault_life

    fault_life.serve()
