"""The crash sweep: kill -9 at every writing system call, every cut of the HTTP exchange, disks that fail.

`sweep(None)` strikes everywhere; `sweep(n)` takes about n points spread evenly over all of them.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from crash_range import WORKS, CrashRange, Point, Tally, crash_range
from rows import Row

from muhr.sandbox.cutproxy import Cut, CutAt

T = TypeVar("T")

CUTS_AT_ONCE = 20
"""Cuts in one run; every other request comes through, so that the line is not held for too many unknown outcomes."""
DISK_STRIKES = {
    "pwrite64": "error=ENOSPC",
    "fdatasync": "error=EIO",
    "fsync": "error=EIO",
}
"""How a disk says that it is full, or broken."""


def kill_points(range_: CrashRange) -> list[Point]:
    """Every system call worth being killed at, for each work."""
    return [
        Point(work=work, call=call, nth=nth)
        for work in WORKS
        for call, highest in sorted(range_.count_calls(work).items())
        for nth in range(1, highest + 1)
    ]


def disk_points(range_: CrashRange) -> list[Point]:
    """Every write and sync that a disk can refuse, from then on and for good."""
    return [
        Point(work=work, call=call, nth=nth, strike=strike)
        for work in ("sign", "deliver")
        for call, strike in DISK_STRIKES.items()
        for nth in range(1, range_.count_calls(work)[call] + 1)
    ]


def cut_points(range_: CrashRange) -> list[Cut]:
    """Every byte of a request and of its answer after which a line can be cut."""
    request, answer = range_.exchange_sizes()
    cuts = [Cut(at=CutAt.BEFORE_ANSWER, reset=reset) for reset in (False, True)]
    cuts += [Cut(at=CutAt.REQUEST, after=after, reset=after % 2 == 1) for after in range(request)]
    cuts += [Cut(at=CutAt.ANSWER, after=after, reset=after % 2 == 1) for after in range(1, answer)]
    return cuts


def spread(points: Sequence[T], count: int | None) -> list[T]:
    """About `count` of them, evenly; all when None."""
    if count is None or count >= len(points):
        return list(points)
    step = len(points) / max(count, 1)
    return [points[int(index * step)] for index in range(count)]


def groups(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Cut a list into pieces."""
    return (items[start : start + size] for start in range(0, len(items), size))


def run(range_: CrashRange, samples: int | None) -> dict[str, tuple[Tally, float]]:
    """Strike; gives a tally and the seconds for each kind."""
    tallies: dict[str, tuple[Tally, float]] = {}
    share = None if samples is None else max(samples // 4, 1)
    for name, points, some in (
        ("kill -9", kill_points(range_), samples),
        ("disk full or broken", disk_points(range_), share),
    ):
        tally, began = Tally(), time.monotonic()
        for point in spread(points, some):
            range_.strike(point, tally)
            _progress(name, tally)
        tallies[name] = tally, time.monotonic() - began
    tally, began = Tally(), time.monotonic()
    for cuts in groups(spread(cut_points(range_), samples), CUTS_AT_ONCE):
        range_.cut(cuts, tally)
        _progress("line cut", tally)
    tallies["line cut"] = tally, time.monotonic() - began
    return tallies


def _progress(name: str, tally: Tally) -> None:
    if sys.stderr.isatty():
        print(f"\r{name}: {tally.struck} struck, {len(tally.wrong)} wrong ", end="", file=sys.stderr)


def sweep(samples: int | None, pki_folder: Path | None = None) -> list[Row]:
    """The rows of the bench table. None: everything (some ten minutes)."""
    if shutil.which("strace") is None:
        return [Row("crash sweep", float("nan"), "", "0 lost, 0 doubled", None, "needs Linux and strace")]
    with crash_range(pki_folder) as range_:
        tallies = run(range_, samples)
    rows = []
    for name, (tally, seconds) in tallies.items():
        note = (
            f"{tally.documents} documents, {tally.done} delivered, {tally.missed} points not reached, {seconds:.0f} s"
        )
        note += "".join(f"; {wrong}" for wrong in tally.wrong[:3])
        rows.append(Row(f"{name}: points struck", tally.struck, "points", "", None, note))
        rows.append(Row(f"{name}: lost, doubled, unexplained", len(tally.wrong), "documents", "0", not tally.wrong, ""))
    return rows


if __name__ == "__main__":
    for row in sweep(int(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(row.name, row.value, row.unit, row.met, row.note)
