"""How long the workspace takes: opening, loading and saving documents, review's questions, one commit, and power loss.

Figures are the median of several rounds on the disk that holds the temporary folder; every round is a real, durable
transaction. Beside them stands one bare commit of SQLite in the same mode on the same disk, to show what is the disk's.
"""

from __future__ import annotations

import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import powerloss
from rows import Row
from workspace_records import NOW, account, account_id, clock, document, effect, evidence, line

from muhr.domain.effects import EffectState, moved
from muhr.workspace import engine
from muhr.workspace.store import DATABASE_FILE, SqliteWorkspace, open_workspace

A = account_id()
THOUSANDS = {10_000: (5, "≤ 150", 150.0), 100_000: (3, "≤ 1200", 1200.0)}
GROUP = 64

MEMORY = """
import sys
from pathlib import Path
from workspace_records import clock
from muhr.workspace.store import open_workspace
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4 / 1024
workspace = open_workspace(Path(sys.argv[1]), clock=clock)
workspace.documents("nobody")
before = resident()
documents = workspace.documents()
print(resident() - before)
"""


def took(work: Callable[[], object], rounds: int = 1) -> float:
    """The median of some rounds, in milliseconds."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def filled(folder: Path, count: int) -> SqliteWorkspace:
    """A workspace with so many documents of 400 counterparties."""
    workspace = open_workspace(folder, clock=clock)
    workspace.save_account(account())
    for start in range(0, count, 10_000):
        workspace.save_documents([document(number, partners=400) for number in range(start, start + 10_000)])
    return workspace


def of_documents(root: Path) -> list[Row]:
    """Opening, loading, saving, what it weighs."""
    found: list[Row] = []
    for count, (rounds, target, limit) in THOUSANDS.items():
        workspace = filled(root / str(count), count)
        size = (workspace.folder / DATABASE_FILE).stat().st_size / 1e6
        load = min(took(workspace.documents) for _ in range(rounds))
        note = f"best of {rounds}; {size:.0f} MB file, {load * 1000 / count:.1f} µs a document"
        found.append(Row(f"load {count:,} documents", load, "ms", target, load <= limit, note))
        workspace.close()
        opening = took(lambda folder=workspace.folder: open_workspace(folder, clock=clock).close(), 5)
        found.append(Row(f"open and close a workspace of {count:,}", opening, "ms", "", None))
    ran = subprocess.run(
        [sys.executable, "-c", MEMORY, str(root / "100000")], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parent,
    )  # fmt: skip
    found.append(Row("memory of 100,000 loaded documents", float(ran.stdout), "MB", "", None, "resident, above before"))
    return [*found, *of_saving(root), *of_review(root)]


def of_saving(root: Path) -> list[Row]:
    """10,000 documents in one transaction, new and again."""
    documents = [document(number, partners=400) for number in range(10_000)]
    workspace = open_workspace(root / "saving", clock=clock)
    workspace.save_account(account())
    first = took(lambda: workspace.save_documents(documents))
    again = took(lambda: workspace.save_documents(documents), 3)
    workspace.close()
    return [
        Row("save 10,000 new documents, one transaction", first, "ms", "≤ 1500", first <= 1500),
        Row("save the same 10,000 again", again, "ms", "≤ 1500", again <= 1500),
    ]


def of_review(root: Path) -> list[Row]:
    """What review asks about one document, among 100,000."""
    workspace = open_workspace(root / "100000", clock=clock)
    asked = [document(number * 97, partners=400) for number in range(500)]
    found = []
    for name, ask in (
        ("history", workspace.history),
        ("twins", workspace.twins),
        ("document with content", lambda one: workspace.document(one.ref.account_id, one.ref.remote_id)),
    ):
        ask(asked[0])
        each = took(lambda ask=ask: [ask(one) for one in asked], 3) / len(asked)
        found.append(Row(f"{name} of one document, among 100,000", each, "ms", "", None))
    workspace.close()
    return found


def bare_commit(folder: Path) -> float:
    """One row, one commit, SQLite alone."""
    database = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    database.execute(f"PRAGMA journal_mode = {engine._JOURNAL_MODE}")
    database.execute(f"PRAGMA synchronous = {engine._SYNCHRONOUS}")
    database.execute("CREATE TABLE t (a, b)")

    def commit() -> None:
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO t VALUES (1, randomblob(200))")
        database.execute("COMMIT")

    taken = took(commit, 200)
    database.close()
    return taken


def of_outbox(root: Path) -> list[Row]:
    """What durable steps of the outbox cost, alone and in groups."""
    workspace = open_workspace(root / "outbox", clock=clock)
    workspace.save_account(account())
    total = 30 * (1 + GROUP)
    enqueued = took(
        lambda: workspace.enqueue(
            [effect(number, size=6000) for number in range(total)], [evidence(number, 6000) for number in range(total)]
        )
    )
    mode = f"{engine._JOURNAL_MODE.upper()} + {engine._SYNCHRONOUS}, SQLite {sqlite3.sqlite_version}"
    setting = took(lambda: workspace.set_setting("a", str(time.perf_counter())), 100)
    found = [
        Row("bare SQLite: one row, one commit", bare_commit(root), "ms", "", None, mode),
        Row("one setting, one commit", setting, "ms", "", None),
        Row(f"enqueue {total:,} rows of 6 kB with evidence", enqueued, "ms", "", None, "one commit"),
    ]
    for size in (1, GROUP):
        claims, settles = [], []
        for turn in range(30):
            at = NOW + timedelta(seconds=turn)
            started = time.perf_counter()
            rows = workspace.claim(A, size, at)
            claims.append((time.perf_counter() - started) * 1000)
            assert len(rows) == size
            done = [moved(row, EffectState.DONE, answer=b"{}" * 100) for row in rows]
            lines = [replace(line(number), effect_id=row.id) for number, row in enumerate(rows)]
            settles.append(took(lambda done=done, lines=lines: workspace.settle(done, lines)))
        for name, times in (("claim", claims), ("settle", settles)):
            each = statistics.median(times)
            found.append(Row(f"{name} {size} of 6 kB, one commit", each, "ms", "", None, f"{each / size:.2f} ms a row"))
    workspace.close()
    return found


def rows() -> list[Row]:
    """Every figure of the workspace."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        found = [*of_documents(root), *of_outbox(root)]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    found.append(Row("peak memory of a program that loads 100,000", peak, "MB", "", None, "interpreter and all"))
    return [*found, *powerloss.rows()]
