"""Carries samples of the fault matrix out, one after the other, and judges each by the sandbox's own ledger.

A world is a sandbox of one provider, a template of a workspace that knows its documents, and a clerk: a desk that never
sends, of which only the orders are taken. Each sample gets a copy of the template and an order of its own.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fault_life import Job, Report
from fault_lives import Lives
from fault_plan import Case, Mode, Sample, Work
from fault_wire import Plan, Wire
from sandbox_desk import until

from bench import Bench
from muhr.domain.effects import Effect, EffectState
from muhr.domain.errors import InputError
from muhr.domain.records import Batch, Evidence
from muhr.sandbox.serve import RunningSandbox, start
from muhr.sandbox.service import ByVerb
from muhr.services.reconcile import waits_for_person

AT_REST = {EffectState.DONE: "done", EffectState.REFUSED: "refused", EffectState.UNKNOWN: "unknown"}

Order = tuple[Effect, Sequence[Evidence], Batch | None]


class _Wired:
    """A running sandbox as it is seen through a wire."""

    def __init__(self, sandbox: RunningSandbox, port: int) -> None:
        self._sandbox, self._port = sandbox, port

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sandbox, name)

    @property
    def info(self) -> _Wired:
        return self

    def as_dict(self) -> dict[str, Any]:
        """The info line, with the services behind the wire."""
        info = self._sandbox.info.as_dict()
        for part in ("base_urls", "token_urls"):
            wired = json.dumps(info[part]).replace(f":{self._sandbox.info.port}", f":{self._port}")
            info[part] = json.loads(wired)
        return info


class World:
    """A fresh sandbox and what belongs to it."""

    def __init__(self, case: Case, folder: Path, pki: Path, *, mode: Mode = Mode.PLAIN) -> None:
        self.case, self.mode = case, mode
        self.folder = folder
        self._stack = ExitStack()
        service = type(case).__module__.removeprefix("case_")
        self.sandbox = self._stack.enter_context(start(services=[service], pki_folder=pki))
        self.service = self.sandbox.services[case.provider.value]
        known = {name: value for name, value in mode.switches.items() if hasattr(self.service.settings, name)}
        if known:
            self.service.change_settings(known)
        self.wire = self._stack.enter_context(Wire(self.sandbox.info.port, self._call_of, case.login))
        wired: Any = _Wired(self.sandbox, self.wire.port)
        self.template = folder / "template"
        with closing(Bench(case, wired, self.template)) as bench:
            bench.refresh()
        shutil.copytree(self.template, folder / "clerk")
        self.clerk = self._stack.enter_context(closing(Bench(case, wired, folder / "clerk")))
        self._orders: list[Order] = []
        workspace: Any = self.clerk.desk.workspace
        enqueue = workspace.enqueue

        def listening(effects: Sequence[Effect], evidence: Sequence[Evidence] = (), batch: Batch | None = None) -> None:
            enqueue(effects, evidence, batch)
            self._orders += [(effect, evidence, batch) for effect in effects]

        workspace.enqueue = listening
        workspace.claim = lambda *_: []

    def close(self) -> None:
        """End it all."""
        self._stack.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def order(self, work: Work) -> Order | None:
        """Let the clerk order one; None when the world has no document left for it."""
        self._orders.clear()
        try:
            self.clerk.order(work)
        except (AssertionError, StopIteration, IndexError, ValueError, InputError):
            return None
        until(lambda: self._orders)
        return self._orders[0]

    def count(self, work: Work, row: Effect) -> int:
        """How often the service says that it happened."""
        target = work.target(row).lower()
        return sum(
            entry.count
            for entry in self.service.ledger.entries()
            if (entry.action, entry.target.lower()) == (work.ledger, target)
        )

    def _call_of(self, verb: str, path: str, body: bytes) -> str:
        path = path.removeprefix(self.service.prefix)
        if isinstance(self.service, ByVerb):
            return self.service.call_of(verb, path, body)
        return self.service.method_of(path, body)


@dataclass
class Tally:
    """What samples of one kind came to."""

    samples: int = 0
    deaths: int = 0
    broken: int = 0
    """How often the fault has really struck."""
    ends: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class Verdict:
    """What one sample came to."""

    end: str
    deaths: int
    struck: bool
    wrong: list[str]


class Range:
    """Where samples are carried out, in a folder of its own."""

    def __init__(self, folder: Path, pki: Path) -> None:
        self._folder, self._pki = folder, pki
        self._stack = ExitStack()
        self._lives = self._stack.enter_context(Lives())
        self._world: World | None = None
        self._worlds = 0
        self.judge = judged

    def __enter__(self) -> Range:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()
        self._stack.close()

    def _leave(self) -> None:
        if self._world is not None:
            self._world.close()
            self._world = None

    def _world_with(self, sample: Sample) -> tuple[World, Order]:
        """A world that has what the sample needs: the one at hand, or a fresh one."""
        for fresh in (False, True):
            world = self._world
            if fresh or world is None or world.case is not sample.case or world.mode is not sample.mode:
                self._leave()
                self._worlds += 1
                folder = self._folder / f"world-{self._worlds}"
                world = self._world = World(sample.case, folder, self._pki, mode=sample.mode)
            order = world.order(sample.work)
            if order is not None:
                return world, order
        raise AssertionError(f"a fresh world has no document for {sample}")

    def carry_out(self, sample: Sample) -> Verdict:
        """Live through a sample and judge it."""
        world, order = self._world_with(sample)
        folder = world.folder / f"sample-{sample.number}"
        shutil.copytree(world.template, folder)
        plan = self._spoil(sample, world)
        deaths, struck, report = 0, sample.cut.name == "none", None
        effect = order[0]
        job = _job(world, folder, effect, sample.number)
        for number, strike in enumerate([*sample.strikes, None, None]):
            report = self._lives.live(
                Job(
                    **job,
                    add=order if number == 0 else None,
                    strike=strike,
                    nobody_there=sample.cut.nobody,
                    grace=sample.cut.grace,
                )
            )
            world.wire.hang_up()
            deaths += report is None
            if report is not None and (strike is None or number >= len(sample.strikes)):
                break
        struck = struck or sample.cut.nobody or self._struck(plan, world)
        assert report is not None, "the last life is left alone"
        if plan is not None and plan.happened.is_set():
            assert plan.over.wait(60), "the service works for ever"
        count = world.count(sample.work, report.row or effect)
        wrong = self.judge(sample, effect, report, count)
        if report.row is not None and waits_for_person(report.row) and sample.decided and not wrong:
            wrong = self._decide(sample, world, job, report.row, count)
        shutil.rmtree(folder)
        return Verdict(
            end=AT_REST.get(report.row.state, report.row.state.value) if report.row is not None else "never ordered",
            deaths=deaths, struck=struck, wrong=[f"{sample}: {one}" for one in wrong],
        )  # fmt: skip

    def fill_disk(self, sample: Sample, call: str, error: str, nth: int) -> tuple[bool, list[str]]:
        """Let the disk of a first life fail at its `nth` call of one kind, and for good; the next life has a good one.

        Gives whether the point was reached, and what was wrong.
        """
        world, order = self._world_with(sample)
        folder, log = world.folder / f"disk-{sample.number}", world.folder / "strace.log"
        shutil.copytree(world.template, folder)
        world.sandbox.faults.set([])
        world.wire.plan(None)
        job = _job(world, folder, order[0], sample.number)
        inject = f"inject={call}:error={error}:when={nth}+"
        first = self._lives.live(
            Job(**job, add=order, watched=True), ["-e", f"trace={call}", "-e", inject, "-o", str(log)]
        )
        world.wire.hang_up()
        struck = "(INJECTED)" in log.read_text(errors="replace")
        second = self._lives.live(Job(**job))
        world.wire.hang_up()
        assert first is not None
        assert second is not None
        count = world.count(sample.work, second.row or order[0])
        # What was ordered and could not be kept was never ordered.
        wrong = (
            [] if second.row is None and first.row is None and not count else judged(sample, order[0], second, count)
        )
        wrong += [f"the cause is not named: {said}" for said in first.said if not names_cause(said)]
        wrong += [f"no trouble of a disk: {code}" for code in first.trouble if not code.startswith("workspace-")]
        if first.row is not None and first.row.state is EffectState.DONE and second.row != first.row:
            wrong.append("what was said to be done is not kept")
        shutil.rmtree(folder)
        place = f"{sample.provider} {sample.work.name}, {error} from {call} {nth} on"
        return struck, [f"{place}: {one}" for one in wrong]

    def _spoil(self, sample: Sample, world: World) -> Plan | None:
        """Set up the sample's fault."""
        cut, plan = sample.cut, None
        lines = []
        if cut.fault:
            times = 1 if cut.doubles or cut.renewed else sample.times
            lines = [{"provider": sample.provider, "method": sample.work.method, "nth": 1, "times": times} | cut.fault]
        world.sandbox.faults.set(lines)
        if cut.wire is not None:
            plan = Plan(
                at=cut.wire, method=sample.work.method, share=sample.share, reset=sample.reset,
                kill=self._lives.kill if sample.killed_there else None, questions=sample.questions,
            )  # fmt: skip
        world.wire.plan(plan)
        return plan

    @staticmethod
    def _struck(plan: Plan | None, world: World) -> bool:
        if plan is not None:
            return plan.happened.is_set()
        return any(line["hits"] for line in world.sandbox.faults.as_dict()["faults"])

    def _decide(self, sample: Sample, world: World, job: dict[str, Any], row: Effect, count: int) -> list[str]:
        """A person looks at the service and decides; then it must be done, and once."""
        world.wire.plan(None)
        world.sandbox.faults.set([])
        report = self._lives.live(Job(**job, decide="done" if count else "resend"))
        world.wire.hang_up()
        assert report is not None
        now = world.count(sample.work, report.row or row)
        if report.row is None or report.row.state is not EffectState.DONE or now != max(count, 1):
            return [f"decided by a person ({count} before), and then {now}, {_words(report.row)}"]
        return []


def _job(world: World, folder: Path, effect: Effect, seed: int) -> dict[str, Any]:
    """What all lives of one row have in common."""
    return {
        "folder": folder, "report": world.folder / "report", "credentials": world.clerk.credentials,
        "account_id": world.clerk.account.id, "effect_id": effect.id, "seed": seed,
    }  # fmt: skip


def names_cause(said: str) -> bool:
    """Whether a sentence about a disk says what is the matter with it."""
    return "full" in said or "SQLITE_" in said or "EIO" in said or "ENOSPC" in said


def _words(row: Effect | None) -> str:
    return "no row" if row is None else f"{row.state.value}, code {row.code!r}, {row.attempts} attempts, {row.note!r}"


def judged(sample: Sample, effect: Effect, report: Report, count: int) -> list[str]:
    """Everything that is wrong with what the row and the service say."""
    row = report.row
    wrong = []
    # What the network doubles, a service may do twice that knows no keys, or passes over them.
    most = max(sample.work.twice, 1 + (sample.mode is Mode.IGNORING)) if sample.cut.doubles else 1
    if count > most:
        wrong.append(f"doubled: happened {count} times; {_words(row)}")
    if report.ended != "rest":
        wrong.append(f"does not come to rest: {report.ended}; {_words(row)}; {report.next_step}")
    if report.trouble:
        wrong.append(f"trouble: {report.trouble}")
    if row is None:
        if ("before enqueue", 1) not in sample.strikes[:1] or report.rows:
            wrong.append("the row is lost")
        return [*wrong, f"happened {count} times without a row"] if count else wrong
    if row.state not in AT_REST:
        wrong.append(f"not at rest: {_words(row)}; {report.next_step}")
    if (row.state is EffectState.DONE) and not count:
        wrong.append(f"lost: confirmed and never happened; {_words(row)}")
    if row.state in {EffectState.REFUSED, EffectState.CANCELLED, EffectState.QUEUED} and count:
        wrong.append(f"lost: happened and said not to have; {_words(row)}")
    if row.state is EffectState.UNKNOWN and not (waits_for_person(row) and row.note and report.next_step):
        wrong.append(f"unknown without an explanation: {_words(row)}; {report.next_step}")
    if (row.key, row.payload, row.payload_sha256) != (effect.key, effect.payload, effect.payload_sha256):
        wrong.append("the key or the bytes have changed")
    if f"effect-{row.state.value}" not in report.told and "effect-interrupted" not in report.told:
        wrong.append(f"nothing in the journal tells of it: {report.told}")
    return wrong


def carry_out_all(samples: Sequence[Sample], folder: Path, pki: Path, told: Callable[[Sample, Verdict], None]) -> None:
    """Carry samples out in an order that needs few worlds."""
    with Range(folder, pki) as range_:
        for sample in sorted(samples, key=lambda one: (one.provider, one.mode.value, one.number)):
            told(sample, range_.carry_out(sample))
