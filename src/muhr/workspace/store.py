"""Opens a workspace folder and joins its parts into the one object the program keeps everything in."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from muhr.domain.errors import MuhrError
from muhr.domain.ports import Clock
from muhr.workspace.accounts import Accounts
from muhr.workspace.documents import Documents
from muhr.workspace.engine import Database
from muhr.workspace.files import make_private_folder
from muhr.workspace.history import History
from muhr.workspace.lock import WorkspaceLock
from muhr.workspace.migrations import bring_up
from muhr.workspace.outbox import Outbox
from muhr.workspace.record import Record

DATABASE_FILE = "muhr.sqlite3"
LOCK_FILE = "muhr.lock"
BACKUP_FOLDER = "backups"


class SqliteWorkspace(Accounts, Documents, History, Outbox, Record):
    """A workspace in one SQLite file; implements `domain.ports.Workspace`. Made by `open_workspace`."""

    def __init__(self, folder: Path, database: Database, lock: WorkspaceLock, clock: Clock) -> None:
        self.folder = folder
        self._database = database
        self._lock = lock
        self._clock = clock

    @property
    def stopped(self) -> MuhrError | None:
        """Why nothing is written any more (a write failed because of the disk), or None."""
        return self._database.stopped

    def close(self) -> None:
        """Finish a write under way, close the file, give the lock back. Safe to call twice."""
        self._database.close()
        if self._database.stopped is not None:
            self._lock.suspect = True
        self._lock.release()

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
    make_private_folder(folder)
    now = clock()
    lock = WorkspaceLock(folder / LOCK_FILE, now=now)
    with ExitStack() as undo:
        undo.callback(lock.release)
        database = Database(folder / DATABASE_FILE)
        undo.callback(database.close)
        if lock.suspect:
            database.quick_check()
            lock.suspect = False
        bring_up(database, backups=folder / BACKUP_FOLDER, now=now)
        undo.pop_all()
    return SqliteWorkspace(folder, database, lock, clock)
