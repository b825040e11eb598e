"""Disks that are full or broken while a row is on its way: every action of every provider × every write and sync.

A first life works on a disk that fails from one system call on (strace says so to the program); a second life has a
good one. Right is: nothing corrupt, nothing lost, nothing doubled, and what the first life said names the cause.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from fault_matrix import memory
from fault_plan import Sample, samples, works
from fault_range import Range
from rows import Row

from muhr.sandbox.pki import make_pki

STRIKES = {"pwrite64": ("ENOSPC", 70), "fdatasync": ("EIO", 24), "fsync": ("EIO", 4), "ftruncate": ("EIO", 2)}
"""Call -> how it fails, and about how often a life makes it. Beyond that a point is not reached, and counted so."""
POINTS = 1_000

Point = tuple[Sample, str, str, int]


def points(count: int, seed: int = 1) -> Iterator[Point]:
    """Samples of the product; every action comes equally often."""
    chance = random.Random(seed)
    weights = [most for _, most in STRIKES.values()]
    for sample in samples(-(-count // len(works())) * len(works()), seed)[:count]:
        (call,) = chance.choices(list(STRIKES), weights)
        error, most = STRIKES[call]
        yield sample, call, error, chance.randint(1, most)


def strike(found: Sequence[Point], folder: Path, pki: Path) -> tuple[int, list[str]]:
    """How many points were reached, and what was wrong."""
    reached, wrong = 0, []
    with Range(folder, pki) as range_:
        for sample, *point in sorted(found, key=lambda one: (one[0].provider, one[0].mode.value, one[0].number)):
            struck, bad = range_.fill_disk(sample, *point)
            reached += struck
            wrong += bad
    return reached, wrong


def sweep(count: int | None) -> list[Row]:
    """The row of the bench table."""
    if shutil.which("strace") is None:
        return [Row("disks that fail", float("nan"), "", "0 lost, 0 doubled", None, "needs Linux and strace")]
    began = time.monotonic()
    found = list(points(min(count or POINTS, POINTS)))
    with tempfile.TemporaryDirectory(prefix="muhr-disks-", dir=memory()) as folder:
        pki = Path(folder) / "pki"
        make_pki(pki)
        reached, wrong = strike(found, Path(folder), pki)
    note = f"{len(found)} points, {reached} reached, {time.monotonic() - began:.0f} s"
    name = "disk full or broken while a row is sent: lost, doubled, unnamed"
    return [Row(name, len(wrong), "rows", "0", not wrong, "; ".join([note, *wrong[:3]]))]
