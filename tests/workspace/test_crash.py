"""Killed at any system call, or with the power gone: what was acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import powerloss
import pytest
from workspace_crash import CALLS, STRACE, all_points, crash_server, expected, look

from muhr.workspace.engine import WAL_IS_SOUND

pytestmark = pytest.mark.skipif(STRACE is None, reason="strace is not here (apt-get install strace)")

Point = tuple[str, int]


@pytest.fixture(scope="module")
def points(tmp_path_factory: pytest.TempPathFactory) -> list[Point]:
    return all_points(tmp_path_factory.mktemp("points"))


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    return expected(tmp_path_factory.mktemp("wanted") / "ish joyi")


def sample(points: list[Point], count: int) -> Iterator[Point]:
    """Some points of each kind, evenly spread: the rare kinds almost all, of the many writes a few."""
    for call in CALLS:
        mine = [point for point in points if point[0] == call]
        yield from mine[:: max(1, len(mine) // count)]


def test_the_work_is_worth_breaking(points, wanted):
    assert len(points) > 300
    assert {call for call, _ in points} >= {"pwrite64", "fdatasync"}
    assert all(before != after for before, after in pairwise(wanted))


@pytest.mark.sweep
def test_killed_at_any_call_nothing_acknowledged_is_lost_and_nothing_is_half(tmp_path: Path, points, wanted):
    killed = 0
    with crash_server(tmp_path, "signal=KILL") as server:
        for call, number in sample(points, 8):
            broken = server.break_at(call, number)
            assert broken.exit_code == -9, broken
            assert look(broken, wanted) == ""
            killed += 1
    assert killed >= 25


@pytest.mark.sweep
@pytest.mark.parametrize("fault", ["error=EIO", "error=ENOSPC"])
def test_after_a_failed_write_nothing_more_is_written_until_reopened(tmp_path: Path, points, wanted, fault):
    failed = 0
    with crash_server(tmp_path, fault) as server:
        for call, number in sample(points, 3):
            broken = server.break_at(call, number)
            assert broken.exit_code == 0, broken
            assert look(broken, wanted) == ""
            told = broken.told
            if "error" in told:
                failed += 1
                # fdatasync reports a delayed ENOSPC as an I/O error; which of the two it is matters to nobody's data.
                assert told["error"] in {"StorageFailed", "StorageFull"}, told
                assert told.get("second") in {None, told["error"]}, told
                assert told.get("stopped") in {None, True}, told
                assert "wrote_after" not in told
                assert "full" in told["said"] or "SQLITE_IOERR" in told["said"] or "EIO" in told["said"], told
            else:
                # Passed over in silence: the lock's text, and SQLite's first sync of a journal's name.
                assert call in {"fsync", "ftruncate", "fdatasync"}, told
    assert failed >= 7


@pytest.mark.skipif(WAL_IS_SOUND, reason="the model knows rollback journals only")
def test_with_the_power_gone_nothing_acknowledged_is_lost_and_nothing_is_half():
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as root:
        looked, wrong = powerloss.enumerate_losses(Path(root), subsets=4)
    assert wrong == []
    assert looked > 1000


@pytest.mark.skipif(WAL_IS_SOUND, reason="the model knows rollback journals only")
def test_the_enumeration_would_find_what_it_looks_for():
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as root:
        _, wrong = powerloss.enumerate_losses(Path(root), subsets=0, synchronous="FULL")
    assert any("acknowledged" in one for one in wrong)
