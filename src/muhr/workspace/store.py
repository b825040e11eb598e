"""Opens a workspace folder and joins its parts into the one object the program keeps everything in."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

from muhr.domain.errors import MuhrError
from muhr.domain.ports import Clock
from muhr.workspace.accounts import Accounts
from muhr.workspace.documents import Documents
from muhr.workspace.engine import Database
from muhr.workspace.faults import file_fault
from muhr.workspace.lock import WorkspaceLock
from muhr.workspace.migrations import bring_up
from muhr.workspace.outbox import Outbox
from muhr.workspace.record import Record

DATABASE_FILE = "muhr.sqlite3"
LOCK_FILE = "muhr.lock"
BACKUP_FOLDER = "backups"


class SqliteWorkspace(Accounts, Documents, Outbox, Record):
    """A workspace in one SQLite file; implements `domain.ports.Workspace`. Made by `open_workspace`."""

    def __init__(self, folder: Path, database: Database, clock: Clock, parts: ExitStack) -> None:
        self.folder = folder
        self._database = database
        self._clock = clock
        self._parts = parts

    @property
    def stopped(self) -> MuhrError | None:
        """Why nothing is written any more (a write failed because of the disk), or None."""
        return self._database.stopped

    def close(self) -> None:
        """Finish a write under way, close the file, give the lock back. Safe to call twice."""
        self._parts.close()

    def __repr__(self) -> str:
        return f"SqliteWorkspace({str(self.folder)!r})"


def open_workspace(folder: Path, *, clock: Clock) -> SqliteWorkspace:
    """Open the workspace in `folder`, making both when they are not there; an older one is backed up and migrated.

    After an end that was none (crash, power loss) the file's pages are looked through before anything else.

    Raises:
        WorkspaceLocked: another program has it open.
        WorkspaceTooNew: a newer Muhr wrote it.
        WorkspaceCorrupt: the file is damaged, or is not a workspace.
        StorageFull, StorageFailed: the folder cannot be written or read.
    """
    folder = folder.expanduser().absolute()
    _make_private_folder(folder)
    now = clock()
    with ExitStack() as parts:
        lock = WorkspaceLock(folder / LOCK_FILE, now=now)
        parts.callback(lock.release)
        database = Database(folder / DATABASE_FILE)
        parts.callback(database.close)
        if lock.ended_badly:
            database.quick_check()
        bring_up(database, backups=folder / BACKUP_FOLDER, now=now)
        kept = parts.pop_all()
    return SqliteWorkspace(folder, database, clock, kept)


def _make_private_folder(folder: Path) -> None:
    """Make the folder, for its owner alone. One that is there and holds other things keeps the rights it has."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = not folder.exists()
        if new:
            folder.mkdir(mode=0o700)
        if os.name == "posix" and not any(folder.iterdir()):
            folder.chmod(0o700)
    except OSError as error:
        raise file_fault(error, folder) from error
