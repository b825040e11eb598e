"""A sample of the crash sweep: killed, cut off and out of disk in forty places, nothing is lost and nothing doubled."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from crash_range import WORKS, CrashRange, Point, Tally, crash_range
from crash_sweep import CUTS_AT_ONCE, cut_points, disk_points, kill_points, spread

from muhr.sandbox.pki import Pki

pytestmark = [
    pytest.mark.sweep,
    pytest.mark.skipif(shutil.which("strace") is None, reason="kills by system call need Linux and strace"),
]


@pytest.fixture(scope="module")
def shooting(sandbox_pki: Pki) -> Iterator[CrashRange]:
    with crash_range(sandbox_pki.folder) as made:
        yield made


def test_killed_at_system_calls(shooting: CrashRange) -> None:
    tally = Tally()
    points = kill_points(shooting)
    assert {point.work for point in points} == set(WORKS)
    for point in spread(points, 40):
        shooting.strike(point, tally)
    assert tally.wrong == []
    assert tally.struck >= 30, "the points are there to be reached"
    assert tally.done > tally.struck, "most documents are delivered in the end"


def test_a_disk_that_fails_stops_sending(shooting: CrashRange) -> None:
    tally = Tally()
    for point in spread(disk_points(shooting), 8):
        shooting.strike(point, tally)
    assert tally.wrong == []


def test_cut_at_bytes_of_the_exchange(shooting: CrashRange) -> None:
    tally = Tally()
    shooting.cut(spread(cut_points(shooting), CUTS_AT_ONCE), tally)
    assert tally.wrong == []
    assert (tally.struck, tally.missed) == (CUTS_AT_ONCE, 0)
    assert tally.done == tally.documents == 2 * CUTS_AT_ONCE


def test_the_judgement_can_fail(shooting: CrashRange) -> None:
    """A signature that somebody sends past the outbox is seen."""
    folder, taken = shooting.prepared("deliver")
    shooting.deliver(taken[0][1])
    shooting.deliver(taken[0][1])
    tally = Tally()
    shooting.judge(folder, taken, "here", tally)
    assert any("doubled" in wrong for wrong in tally.wrong)


def test_out_of_disk_is_told_and_nothing_more_leaves(shooting: CrashRange) -> None:
    report = shooting.watch(Point(work="deliver", call="pwrite64", nth=60, strike="error=ENOSPC"))
    assert report["trouble"] == ["workspace-disk-full"]
    assert report["signatures"] <= report["sending"]
    assert report["queued"] + report["sending"] + report["done"] == report["documents"]
