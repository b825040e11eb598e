"""One program per workspace, whoever ends in whatever way."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from workspace_records import NOW, account, clock, document, effect

from muhr.domain.errors import StorageFailed, WorkspaceCorrupt, WorkspaceLocked
from muhr.workspace.lock import WorkspaceLock
from muhr.workspace.store import DATABASE_FILE, LOCK_FILE, open_workspace

HOLDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from muhr.workspace.store import open_workspace
workspace = open_workspace(Path(sys.argv[1]), clock=lambda: datetime.now(UTC))
workspace.set_setting("holder", "was here")
print("open", flush=True)
sys.stdin.read()
workspace.close()
"""


@pytest.fixture
def holder(folder: Path):
    """Another program that has the workspace open; closing its standard input ends it."""
    program = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout.readline() == "open\n"
    yield program
    program.kill()
    program.wait()
    program.stdin.close()
    program.stdout.close()


def test_a_second_program_is_refused_and_told_which_is_the_first(folder: Path, holder):
    with pytest.raises(WorkspaceLocked, match=rf"process {holder.pid} on {socket.gethostname()}") as caught:
        open_workspace(folder, clock=clock)
    assert caught.value.facts["pid"] == holder.pid
    assert str(folder) in str(caught.value)
    holder.communicate()
    workspace = open_workspace(folder, clock=clock)
    assert workspace.setting("holder") == "was here"
    workspace.close()


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
def test_a_killed_program_leaves_no_lock(folder: Path, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    workspace = open_workspace(folder, clock=clock)
    assert workspace.setting("holder") == "was here"
    workspace.close()


def test_two_in_one_program_are_refused_as_well(folder: Path, workspace):
    def attempt() -> None:
        with pytest.raises(WorkspaceLocked):
            open_workspace(folder, clock=clock)
        tried.append(True)

    tried: list[bool] = []
    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join()
    attempt()
    assert tried == [True, True]
    workspace.set_setting("still", "mine")  # the refused attempts did not take the lock away
    with pytest.raises(WorkspaceLocked):
        open_workspace(folder, clock=clock)


def test_a_child_program_does_not_inherit_the_lock(folder: Path, workspace):
    child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    try:
        workspace.close()
        open_workspace(folder, clock=clock).close()
    finally:
        child.communicate()


def test_the_holder_is_named_as_long_as_it_holds(tmp_path: Path):
    path = tmp_path / LOCK_FILE
    lock = WorkspaceLock(path, now=NOW)
    assert b'"since":"2026-03-02T09:30:00+00:00"' in path.read_bytes()
    assert not lock.suspect
    lock.release()
    lock.release()
    assert path.read_bytes() == b""


@pytest.mark.parametrize("left", [b"", b"{", b"\xff" * 9000, b'{"pid":"x"}'])
def test_whatever_text_is_in_the_file_only_the_lock_counts(tmp_path: Path, left):
    path = tmp_path / LOCK_FILE
    path.write_bytes(left)
    first = WorkspaceLock(path, now=NOW)
    assert first.suspect == bool(left)
    path.write_bytes(left)
    with pytest.raises(WorkspaceLocked, match="Another Muhr is already working"):
        WorkspaceLock(path, now=NOW)
    first.release()
    assert path.read_bytes() == left  # nobody has looked through the files yet
    second = WorkspaceLock(path, now=NOW)
    second.suspect = False
    second.release()
    assert path.read_bytes() == b""


def test_a_lock_file_that_cannot_be_made(tmp_path: Path):
    (tmp_path / LOCK_FILE).mkdir()
    with pytest.raises(StorageFailed):
        WorkspaceLock(tmp_path / LOCK_FILE, now=NOW)


def test_after_an_end_that_was_none_the_file_is_looked_through(folder: Path, reopen):
    workspace = reopen()
    workspace.save_account(account())
    workspace.save_documents([document(number) for number in range(2000)])
    workspace.close()
    spoiled = bytearray((folder / DATABASE_FILE).read_bytes())
    page = int.from_bytes(spoiled[16:18], "big")
    spoiled[-3 * page : -2 * page] = os.urandom(page)
    (folder / DATABASE_FILE).write_bytes(spoiled)
    open_workspace(folder, clock=clock).close()  # after a good end the damage waits until it is read
    (folder / LOCK_FILE).write_bytes(b'{"pid":1,"host":"x","since":"y"}')
    with pytest.raises(WorkspaceCorrupt):
        open_workspace(folder, clock=clock)
    with pytest.raises(WorkspaceCorrupt):  # and again: the first attempt is no good end
        open_workspace(folder, clock=clock)


def test_a_row_that_breaks_a_rule_is_found_after_an_end_that_was_none(folder: Path, workspace):
    workspace.enqueue([effect(1)])
    raw = sqlite3.connect(folder / DATABASE_FILE)
    with raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute("UPDATE effects SET state = 'asleep'")
    raw.close()
    workspace.close()
    (folder / LOCK_FILE).write_bytes(b"{}")
    with pytest.raises(WorkspaceCorrupt, match="CHECK"):
        open_workspace(folder, clock=clock)


def test_the_time_of_the_lock_is_readable(tmp_path: Path):
    lock = WorkspaceLock(tmp_path / LOCK_FILE, now=datetime(2026, 1, 2, tzinfo=UTC))
    with pytest.raises(WorkspaceLocked, match="since 2026-01-02"):
        WorkspaceLock(tmp_path / LOCK_FILE, now=NOW)
    lock.release()
