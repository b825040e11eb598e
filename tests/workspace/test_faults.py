"""Full disks, foreign locks, damage: each becomes the error a person can act upon, and nothing is half saved."""

from __future__ import annotations

import errno
import resource
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from workspace_records import NOW, account, account_id, clock, content, document, effect, evidence

from muhr.domain.effects import EffectState
from muhr.domain.errors import BugError, StorageFailed, StorageFull, WorkspaceCorrupt, WorkspaceLocked
from muhr.workspace import engine
from muhr.workspace.faults import database_fault, file_fault
from muhr.workspace.store import BACKUP_FOLDER, DATABASE_FILE, open_workspace

A = account_id()
RELEASED = Path(__file__).with_name("released")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MiB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True, check=False
    ) if shutil.which("mount") else None  # fmt: skip
    if mounted is None or mounted.returncode != 0:
        pytest.skip("only root may mount a small disk here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path, leave: int = 0) -> Path:
    """Take all space but `leave` bytes."""
    filler = place / "filler"
    with filler.open("ab", buffering=0) as file:
        size = 1 << 16
        while size:
            try:
                file.write(b"\1" * size)
            except OSError:
                size //= 2
        file.truncate(file.tell() - leave)
    return filler


# ------------------------------------------------------------------ a full disk


def test_a_full_disk_is_said_to_be_full_and_nothing_is_half_saved(small_disk: Path):
    workspace = open_workspace(small_disk / "w", clock=clock)
    workspace.save_account(account())
    workspace.save_documents([document(1)])
    filler = fill(small_disk, leave=3 * 4096)
    with pytest.raises(StorageFull, match="disk is full") as caught:
        workspace.enqueue([effect(n, size=9000) for n in range(20)], [evidence(n, 9000) for n in range(20)])
    assert caught.value.code == "workspace-disk-full"
    assert workspace.stopped is not None
    assert workspace.effects() == []  # reading goes on
    assert workspace.documents() == [document(1)]
    filler.unlink()
    with pytest.raises(StorageFull) as again:  # even with space again, until it is opened again
        workspace.set_setting("a", "b")
    assert again.value.facts["stopped"] is True
    workspace.close()
    workspace = open_workspace(small_disk / "w", clock=clock)
    assert workspace.stopped is None
    workspace.enqueue([effect(n, size=9000) for n in range(20)])
    assert len(workspace.effects()) == 20
    workspace.close()


def test_what_was_saved_before_the_disk_filled_up_can_be_read_on_a_full_disk(small_disk: Path):
    workspace = open_workspace(small_disk / "w", clock=clock)
    workspace.save_account(account())
    workspace.save_documents([document(1, content=content())])
    workspace.close()
    fill(small_disk)
    workspace = open_workspace(small_disk / "w", clock=clock)
    assert workspace.document(A, document(1).ref.remote_id) == document(1, content=content())
    with pytest.raises(StorageFull):
        workspace.claim(A, 1, NOW) if workspace.effects() else workspace.save_documents([document(2)])
    workspace.close()


def test_a_new_workspace_on_a_full_disk(small_disk: Path):
    filler = fill(small_disk)
    with pytest.raises(StorageFull):
        open_workspace(small_disk / "w", clock=clock)
    filler.unlink()
    open_workspace(small_disk / "w", clock=clock).close()


def test_no_migration_without_space_for_the_backup(small_disk: Path):
    shutil.copy(RELEASED / "v1.sqlite3", small_disk / DATABASE_FILE)
    before = (small_disk / DATABASE_FILE).read_bytes()
    filler = fill(small_disk, leave=8192)
    with pytest.raises(StorageFull):
        open_workspace(small_disk, clock=clock)
    assert (small_disk / DATABASE_FILE).read_bytes() == before
    assert list((small_disk / BACKUP_FOLDER).iterdir()) == []
    filler.unlink()
    workspace = open_workspace(small_disk, clock=clock)
    assert len(workspace.documents()) == 9
    workspace.close()


@pytest.mark.parametrize("room", range(0, 120_000, 12_000))
def test_the_disk_fills_up_at_any_moment_of_a_migration(small_disk: Path, room: int):
    shutil.copy(RELEASED / "v1.sqlite3", small_disk / DATABASE_FILE)
    before = (small_disk / DATABASE_FILE).read_bytes()
    filler = fill(small_disk, leave=room)
    try:
        open_workspace(small_disk, clock=clock).close()
    except StorageFull:
        database = sqlite3.connect(small_disk / DATABASE_FILE)  # rolls back what stood half-way
        assert database.execute("SELECT max(version) FROM schema_history").fetchone() == (1,)
        database.close()
        assert (small_disk / DATABASE_FILE).read_bytes() == before
    filler.unlink()
    workspace = open_workspace(small_disk, clock=clock)
    assert len(workspace.documents()) == 9
    workspace.close()


LIMITED = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from workspace_records import account, clock, document
from muhr.domain.errors import StorageFailed
from muhr.workspace.store import open_workspace
workspace = open_workspace(Path(sys.argv[1]), clock=clock)
workspace.save_account(account())
workspace.save_documents([document(1)])
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    workspace.save_documents([document(number) for number in range(2000)])
except StorageFailed as error:
    assert workspace.documents() == [document(1)]
    print(error.facts["cause"])
"""


def test_a_file_that_may_not_grow(folder: Path):
    # The limit of the process gives EFBIG, a write error that is not a full disk.
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, str(folder), str(Path(__file__).parents[1] / "bench")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout == "SQLITE_IOERR_WRITE\n"
    assert resource.RLIMIT_FSIZE is not None
    workspace = open_workspace(folder, clock=clock)
    assert workspace.documents() == [document(1)]
    workspace.close()


# ------------------------------------------------------------------ foreign locks


def test_a_foreign_program_that_holds_the_file_is_waited_for_then_named(folder: Path, workspace, monkeypatch):
    foreign = sqlite3.connect(folder / DATABASE_FILE, isolation_level=None)
    foreign.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    workspace.close()
    workspace = open_workspace(folder, clock=clock)
    with pytest.raises(WorkspaceLocked, match="Another program"):
        workspace.set_setting("a", "b")
    assert workspace.stopped is None  # nothing was tried on the disk: a second try is as good as the first
    foreign.execute("ROLLBACK")
    foreign.close()
    workspace.set_setting("a", "b")
    assert workspace.setting("a") == "b"
    workspace.close()


def test_a_short_foreign_lock_is_not_noticed(folder: Path, workspace):
    foreign = sqlite3.connect(folder / DATABASE_FILE, isolation_level=None, check_same_thread=False)
    foreign.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(0.2, lambda: foreign.execute("ROLLBACK"))
    release.start()
    workspace.set_setting("a", "b")
    release.join()
    foreign.close()
    assert workspace.setting("a") == "b"


# ------------------------------------------------------------------ damage


@pytest.mark.parametrize("size", [600, 4096, 100_000])
def test_a_file_that_is_no_database(folder: Path, size: int):
    folder.mkdir()
    (folder / DATABASE_FILE).write_bytes((b"This is somebody's diary. " * size)[:size])
    with pytest.raises(WorkspaceCorrupt, match="backup"):
        open_workspace(folder, clock=clock)


def test_damage_met_while_writing_stops_all_writing(folder: Path, reopen):
    workspace = reopen()
    workspace.save_account(account())
    workspace.save_documents([document(number) for number in range(3000)])
    workspace.close()
    spoiled = bytearray((folder / DATABASE_FILE).read_bytes())
    page = int.from_bytes(spoiled[16:18], "big")
    for start in range(len(spoiled) // page // 2 * page, len(spoiled), page):
        spoiled[start : start + 8] = b"\xee" * 8
    (folder / DATABASE_FILE).write_bytes(spoiled)
    workspace = open_workspace(folder, clock=clock)
    with pytest.raises(WorkspaceCorrupt):
        workspace.save_documents([document(number, title="x") for number in range(3000)])
    assert isinstance(workspace.stopped, WorkspaceCorrupt)
    with pytest.raises(WorkspaceCorrupt):
        workspace.set_setting("a", "b")
    with pytest.raises(WorkspaceCorrupt):
        workspace.documents()
    workspace.close()
    with pytest.raises(WorkspaceCorrupt):  # it was closed as suspect: looked through at once
        open_workspace(folder, clock=clock)


# ------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, StorageFull), (sqlite3.SQLITE_IOERR_FSYNC, StorageFailed),
        (sqlite3.SQLITE_IOERR_DELETE, StorageFailed), (sqlite3.SQLITE_CANTOPEN, StorageFailed),
        (sqlite3.SQLITE_READONLY_ROLLBACK, StorageFailed), (sqlite3.SQLITE_BUSY_SNAPSHOT, WorkspaceLocked),
        (sqlite3.SQLITE_LOCKED, WorkspaceLocked), (sqlite3.SQLITE_CORRUPT_INDEX, WorkspaceCorrupt),
        (sqlite3.SQLITE_NOTADB, WorkspaceCorrupt), (sqlite3.SQLITE_CONSTRAINT_UNIQUE, BugError),
        (sqlite3.SQLITE_ERROR, BugError), (sqlite3.SQLITE_MISUSE, BugError),
    ],
)  # fmt: skip
def test_every_code_of_the_database_has_its_error(tmp_path: Path, code: int, kind: type):
    error = sqlite3.OperationalError("words of the database")
    error.sqlite_errorcode = code
    error.sqlite_errorname = "NAME"
    for given in (error, OperationalError("SELECT secret", {"secret": "hunter2"}, error, hide_parameters=True)):
        fault = database_fault(given, tmp_path)
        assert type(fault) is kind
        assert "hunter2" not in f"{fault} {fault.facts}"


def test_an_error_without_a_code_is_ours(tmp_path: Path):
    assert isinstance(database_fault(sqlite3.ProgrammingError("closed"), tmp_path), BugError)


def test_errors_of_the_file_system(tmp_path: Path):
    assert isinstance(file_fault(OSError(errno.ENOSPC, ""), tmp_path), StorageFull)
    assert isinstance(file_fault(OSError(errno.EDQUOT, ""), tmp_path), StorageFull)
    assert isinstance(file_fault(OSError(errno.EIO, ""), tmp_path), StorageFailed)
    assert "EIO" in str(file_fault(OSError(errno.EIO, ""), tmp_path))
    assert isinstance(database_fault(_coded(sqlite3.SQLITE_CANTOPEN), tmp_path / "gone"), StorageFailed)


def test_an_unexplained_write_error_on_a_full_disk_is_put_down_to_it(small_disk: Path):
    assert isinstance(database_fault(_coded(sqlite3.SQLITE_IOERR_WRITE), small_disk), StorageFailed)
    fill(small_disk)
    assert isinstance(database_fault(_coded(sqlite3.SQLITE_IOERR_WRITE), small_disk), StorageFull)
    assert isinstance(database_fault(_coded(sqlite3.SQLITE_CANTOPEN), small_disk), StorageFull)


def _coded(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("")
    error.sqlite_errorcode = code
    return error


def test_a_failed_write_in_the_middle_of_a_claim_sends_nothing(small_disk: Path):
    workspace = open_workspace(small_disk / "w", clock=clock)
    workspace.save_account(account())
    workspace.enqueue([effect(number, size=5000) for number in range(30)])
    fill(small_disk)
    with pytest.raises(StorageFull):
        workspace.claim(A, 30, NOW)
    assert {one.state for one in workspace.effects()} == {EffectState.QUEUED}
    with pytest.raises(StorageFull):
        workspace.settle([replace(effect(0), state=EffectState.CANCELLED)])
    workspace.close()


def test_a_disk_that_may_not_be_written(small_disk: Path):
    open_workspace(small_disk / "w", clock=clock).close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StorageFailed, match="EROFS"):
        open_workspace(small_disk / "w", clock=clock)
    with pytest.raises(StorageFailed, match="EROFS"):
        open_workspace(small_disk / "new", clock=clock)
