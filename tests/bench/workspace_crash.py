"""A fixed piece of work on a workspace, made to break at every system call that changes a file.

The work runs in children forked from one server, and the server runs under one `strace` that breaks the `SHIFT`-th
call of each kind in each process. A child that should break at its n-th call first makes `SHIFT - n` calls of that
kind that do nothing. So one `strace` and one warm Python serve hundreds of breaks, some 25 a second.

    strace … python workspace_crash.py     # the server; see `CrashServer`
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from rows import Row
from workspace_records import (
    NOW,
    account,
    account_id,
    batch,
    clock,
    content,
    document,
    effect,
    evidence,
    line,
    status,
)

from muhr.domain.documents import Action
from muhr.domain.effects import EffectState, moved
from muhr.domain.errors import MuhrError
from muhr.workspace.store import SqliteWorkspace, open_workspace

SHIFT = 500
CALLS = ("pwrite64", "fdatasync", "fsync", "ftruncate", "unlink")
"""Every kind of call by which SQLite and the lock change a file."""

STRACE = shutil.which("strace")
Step = Callable[[SqliteWorkspace], object]

# ------------------------------------------------------------------ the work


def steps() -> list[Step]:
    """What is done, one transaction after the other. The same every time."""
    ends = (EffectState.DONE, EffectState.REFUSED, EffectState.UNKNOWN, EffectState.QUEUED)

    def settle(workspace: SqliteWorkspace) -> None:
        sending = [one for one in workspace.effects() if one.state is EffectState.SENDING]
        settled = [moved(one, ends[number % 4], answer=b"javob" * 20) for number, one in enumerate(sending)]
        workspace.settle(settled, [line(number, effect_id=one.id) for number, one in enumerate(settled)])

    return [
        lambda workspace: workspace.save_account(account()),
        lambda workspace: workspace.save_documents([document(number, content=content()) for number in range(10)]),
        lambda workspace: workspace.enqueue(
            # One of every kind of effect there is.
            [effect(number, size=900, action=action) for number, action in enumerate(Action)],
            [evidence(number, 900) for number in range(len(Action))],
            batch(),
        ),
        lambda workspace: workspace.claim(account_id(), 6, NOW),
        settle,
        lambda workspace: workspace.claim(account_id(), 6, NOW + timedelta(seconds=1)),
        lambda workspace: workspace.append([line(number, text="x" * 400) for number in range(30)]),
        settle,
        lambda workspace: workspace.claim(account_id(), 6, NOW + timedelta(seconds=2)),
        lambda workspace: workspace.recover(NOW + timedelta(seconds=3)),
        lambda workspace: workspace.apply_statuses(account_id(), [status(number) for number in range(10)], NOW),
        lambda workspace: workspace.set_setting("oxirgi", "ha"),
    ]


def snapshot(workspace: SqliteWorkspace) -> dict[str, Any]:
    """Everything that can be read."""
    return {
        "accounts": workspace.accounts(),
        "documents": [workspace.document(one.ref.account_id, one.ref.remote_id) for one in workspace.documents()],
        "effects": workspace.effects(),
        "evidence": [workspace.evidence(one.id) for one in workspace.effects()],
        "batches": workspace.batches(),
        "journal": workspace.journal(limit=10_000),
        "setting": workspace.setting("oxirgi"),
    }


def expected(folder: Path) -> list[dict[str, Any]]:
    """What must be there after none, one, two … steps; worked out in `folder`."""
    workspace = open_workspace(folder, clock=clock)
    found = [snapshot(workspace)]
    for step in steps():
        step(workspace)
        found.append(snapshot(workspace))
    workspace.close()
    return found


# ------------------------------------------------------------------ the server, under strace


def useless(call: str, times: int) -> None:
    """Make calls of one kind that change nothing."""
    null = os.open(os.devnull, os.O_RDWR)
    for _ in range(times):
        with suppress(OSError):
            match call:
                case "pwrite64":
                    os.pwrite(null, b"", 0)
                case "fdatasync":
                    os.fdatasync(null)
                case "fsync":
                    os.fsync(null)
                case "ftruncate":
                    os.ftruncate(null, 0)
                case "unlink":
                    Path("/proc/self/nothing").unlink()
    os.close(null)


def work(folder: Path, call: str, number: int) -> None:
    """Do everything, telling a file after each step; break at the `number`-th `call`. Never returns."""
    told = os.open(folder.with_suffix(".told"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def tell(**what: object) -> None:
        os.write(told, json.dumps(what).encode() + b"\n")

    useless(call, SHIFT - number)
    workspace = None
    try:
        workspace = open_workspace(folder, clock=clock)
        for done, step in enumerate(steps(), 1):
            step(workspace)
            tell(done=done)
        workspace.close()
        tell(finished=True)
    except MuhrError as error:
        tell(error=type(error).__name__, said=error.sentence)
        if workspace is not None:
            stopped = workspace.stopped is not None
            try:
                workspace.set_setting("after", "the fault")
                tell(wrote_after=True, stopped=stopped)
            except MuhrError as second:
                tell(second=type(second).__name__, stopped=stopped)
    os._exit(0)


def serve() -> None:
    """Read "folder call number" lines, do each in a child, answer with its exit status."""
    for line_read in sys.stdin:
        folder, call, number = line_read.split("\t")
        child = os.fork()
        if child == 0:
            work(Path(folder), call, int(number))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


# ------------------------------------------------------------------ the driver


@dataclass(frozen=True)
class Broken:
    """One run that was broken (or was not, when `number` is more than there are calls)."""

    folder: Path
    exit_code: int
    done: int
    """How many steps had been acknowledged."""
    told: dict[str, Any]


class CrashServer:
    """Breaks the work at any call. `fault` is in strace's words: "signal=KILL", "error=EIO", "error=ENOSPC";
    none at all leaves a log of the calls in `root`."""

    def __init__(self, root: Path, fault: str) -> None:
        assert STRACE is not None, "strace is needed"
        self._root = root
        injected = [f"--inject={call}:{fault}:when={SHIFT}" for call in CALLS if fault]
        self._program = subprocess.Popen(
            [STRACE, "-f", "-qqq", "-o", root / "calls.log", "-e", f"trace={','.join(CALLS)}", *injected,
             sys.executable, __file__],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONWARNINGS": "ignore"},
        )  # fmt: skip

    def break_at(self, call: str, number: int) -> Broken:
        """Do the work in a fresh folder with the fault at the `number`-th `call`."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        folder = self._root / f"{call}-{number}"
        self._program.stdin.write(f"{folder}\t{call}\t{number}\n")
        self._program.stdin.flush()
        exit_code = int(self._program.stdout.readline())
        told: dict[str, Any] = {}
        with suppress(FileNotFoundError):
            for text in folder.with_suffix(".told").read_text().splitlines():
                told |= json.loads(text)
        return Broken(folder, exit_code, told.get("done", 0), told)

    def close(self) -> None:
        """End the server."""
        self._program.communicate()


def all_points(root: Path) -> list[tuple[str, int]]:
    """Every call the unbroken work makes: its kind and its number among those of its kind."""
    with crash_server(root, "") as server:
        assert server.break_at(CALLS[0], SHIFT).told.get("finished")
    log = (root / "calls.log").read_text()
    counts = {call: len(re.findall(rf"\b{call}\(", log)) for call in CALLS}
    assert max(counts.values()) < SHIFT, counts
    return [(call, number) for call in CALLS for number in range(1, counts[call] + 1)]


@contextmanager
def crash_server(root: Path, fault: str) -> Iterator[CrashServer]:
    """A server that is ended with the block."""
    server = CrashServer(root, fault)
    try:
        yield server
    finally:
        server.close()


def look(broken: Broken, wanted: list[dict[str, Any]]) -> str:
    """Open what a break left behind; says what is wrong, or nothing.

    Right is: the file passes the integrity check, and everything stands as after the last acknowledged step or, whole,
    as after the next one.
    """
    workspace = open_workspace(broken.folder, clock=clock)
    try:
        with workspace._database.reading() as connection:
            answer = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        if answer != "ok":
            return f"{broken.folder.name}: {answer}"
        found = snapshot(workspace)
        if found not in wanted[broken.done : broken.done + 2]:
            after = [number for number, state in enumerate(wanted) if state == found]
            return f"{broken.folder.name}: acknowledged {broken.done} steps, found the state after {after or 'none'}"
        workspace.set_setting("yana", "yozildi")
    finally:
        workspace.close()
    shutil.rmtree(broken.folder)
    return ""


def sweep(samples: int | None = None) -> list[Row]:
    """Break at every call (or at `samples` of them) in each way, as lines of the bench table."""
    found: list[Row] = []
    if STRACE is None:
        return found
    ways = {"signal=KILL": "killed", "error=EIO": "disk error", "error=ENOSPC": "disk full"}
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        wanted, points = expected(root / "wanted"), all_points(root)
        every = 1 if samples is None else max(1, len(points) * len(ways) // samples)
        for fault, title in ways.items():
            with crash_server(root, fault) as server:
                answers = [look(server.break_at(*point), wanted) for point in points[::every]]
            wrong = [answer for answer in answers if answer]
            note = "; ".join([f"{len(answers)} of {len(points)} system calls", *wrong[:3]])
            name = f"workspace, {title} at a system call: lost or half"
            found.append(Row(name, len(wrong), "runs", "0", not wrong, note))
    return found


if __name__ == "__main__":
    serve()
