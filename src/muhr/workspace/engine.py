"""The database file and how it is opened: journal mode, pool, transactions, and the stop after a failed write.

Not here: what is in the tables. Everything above speaks portable SQL through SQLAlchemy; what only SQLite knows is in
this module.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Table, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from muhr.domain.errors import BugError, MuhrError, StorageFailed, StorageFull, WorkspaceCorrupt
from muhr.domain.sentences import say
from muhr.workspace.faults import damaged, database_fault, file_fault
from muhr.workspace.files import make_private_file, make_private_folder, sync_folder

WAL_IS_SOUND = sqlite3.sqlite_version_info >= (3, 51, 3)
"""Older libraries can corrupt a WAL database when two connections write and checkpoint at once (fixed in 3.51.3)."""

BUSY_SECONDS = 10.0
"""How long to wait for a foreign program (a backup, a virus scanner) that holds the database file."""

# Measured with simulated power loss: both pairs lose nothing that was acknowledged; WAL with NORMAL does.
_JOURNAL_MODE, _SYNCHRONOUS = ("wal", "FULL") if WAL_IS_SOUND else ("delete", "EXTRA")

_PRAGMAS = (
    f"PRAGMA synchronous = {_SYNCHRONOUS}",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten with zeros
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",  # a failing disk must be an error code, not a signal
    "PRAGMA temp_store = MEMORY",  # no row ever reaches a temporary file
    "PRAGMA cache_size = -2048",  # KiB for each of four connections; the system keeps the rest at hand
)

_Item = TypeVar("_Item")
_STOPPING = (StorageFull, StorageFailed, WorkspaceCorrupt)


class Database:
    """One SQLite file. Every call may come from any thread; each transaction has a connection of its own.

    After a write that failed because of the disk nothing is written any more until the workspace is opened again: what
    the operating system still holds in memory may differ from what is on the disk, and a second try that seems to
    succeed would prove nothing. Reading goes on.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writer = threading.Lock()  # our own threads queue here in order, instead of polling SQLite's lock
        self._stopped: MuhrError | None = None
        self._closed = False
        make_private_file(path)
        self._engine = create_engine(
            URL.create("sqlite", database=str(path)),
            poolclass=QueuePool, pool_size=4, max_overflow=-1, pool_use_lifo=True,
            connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
            hide_parameters=True,  # an exception must not carry what is in a row
        )  # fmt: skip
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        self._writing_engine = self._engine.execution_options(muhr_writes=True)
        self._set_journal_mode()

    @property
    def stopped(self) -> MuhrError | None:
        """Why nothing is written any more, or None."""
        return self._stopped

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads, and sees one state of everything. Raises `WorkspaceError`."""
        self._ask_open()
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise database_fault(error, self.path.parent) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is durable when the block has ended, and has not happened when anything was raised.

        One exception: an error while the very last step is made durable is raised as `StorageFailed` although the
        transaction may be found complete when the workspace is opened again. Raises `WorkspaceError`.
        """
        with self._writer:
            self._ask_open()
            if self._stopped is not None:
                raise type(self._stopped)(str(self._stopped), stopped=True, **self._stopped.facts)
            try:
                with self._writing_engine.begin() as connection:
                    yield connection
            except DBAPIError as error:
                raise self._failed(error) from error
            except UnicodeEncodeError as error:  # a lone surrogate: half of a character, or a strange file name
                raise BugError("a text that is no Unicode reached the workspace") from error

    @contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """Like `writing`, with foreign keys unguarded until the end, so that tables can be rebuilt (migrations).

        Raises `WorkspaceError`; `BugError` when the new tables break a foreign key (nothing is kept then).
        """
        with self._writer:
            try:
                with self._writing_engine.connect() as connection:
                    self._driver(connection).execute("PRAGMA foreign_keys = OFF")  # has no effect in a transaction
                    with connection.begin():
                        yield connection
                        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                            raise BugError("a migration left rows that point nowhere")
                    connection.invalidate()  # never to be used again with unguarded foreign keys
            except (DBAPIError, sqlite3.Error) as error:
                raise self._failed(error) from error

    def quick_check(self) -> None:
        """Look through every page of the file, indexes not compared. Raises `WorkspaceCorrupt`."""
        with self.reading() as connection:
            answer = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            self.forget_pages(connection)
        if answer != "ok":
            raise damaged(self.path.parent, str(answer))

    def forget_pages(self, connection: Connection) -> None:
        """Give back the memory in which a connection keeps pages of the file that it has read."""
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA shrink_memory")

    def backup(self, target: Path) -> None:
        """Write a verified copy of everything to `target` (replaced if it exists).

        Raises:
            StorageFull, StorageFailed: the copy could not be written; nothing is left behind.
            WorkspaceCorrupt: the copy, and so the original, does not pass the integrity check.
        """
        make_private_folder(target.parent)
        unfinished = target.with_name(target.name + ".part")
        try:
            unfinished.unlink(missing_ok=True)
            make_private_file(unfinished)
            with self.reading() as connection:
                _copy(self._driver(connection), unfinished)
            unfinished.replace(target)
            sync_folder(target.parent)
        except (DBAPIError, sqlite3.Error) as error:
            raise database_fault(error, target.parent) from error
        except OSError as error:
            raise file_fault(error, target.parent) from error
        finally:
            unfinished.unlink(missing_ok=True)

    def close(self) -> None:
        """Wait for a write under way, then close every connection. Safe to call twice."""
        with self._writer:
            self._closed = True
            self._engine.dispose()

    def _ask_open(self) -> None:
        if self._closed:
            raise BugError("the workspace is closed")

    def _failed(self, error: DBAPIError | sqlite3.Error) -> MuhrError:
        fault = database_fault(error, self.path.parent)
        if isinstance(fault, _STOPPING):
            self._stopped = fault
        return fault

    def _set_journal_mode(self) -> None:
        # Outside of any transaction: SQLite does not change the mode within one.
        try:
            with self._engine.connect() as connection:
                (mode,) = self._driver(connection).execute(f"PRAGMA journal_mode = {_JOURNAL_MODE}").fetchone()
        except (DBAPIError, sqlite3.Error) as error:
            raise database_fault(error, self.path.parent) from error
        if mode != _JOURNAL_MODE:
            raise StorageFailed(
                say("Muhr's database could not be set to the safe mode {journal_mode} (it is {mode}).",
                    journal_mode=_JOURNAL_MODE, mode=mode),
                folder=str(self.path.parent), cause="journal_mode",
            )  # fmt: skip

    @staticmethod
    def _driver(connection: Connection) -> sqlite3.Connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver


def upsert(table: Table, connection: Connection) -> Any:
    """Give an INSERT that knows `on_conflict_do_update`, in the words of the connection's database."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - two megabytes that a file on the disk does not need

    return postgresql.insert(table)


def chunks(items: Iterable[_Item], size: int = 500) -> Iterator[list[_Item]]:
    """Cut items into lists of at most `size`: so many go into one `IN`."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own habit of opening transactions by itself is switched off; `_begin` does it.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("muhr_writes", False)
    # IMMEDIATE: the lock is taken before the first read, so that no transaction fails half-way for want of it.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _copy(source: sqlite3.Connection, target: Path) -> None:
    copy = sqlite3.connect(target)
    try:
        copy.execute("PRAGMA synchronous = EXTRA")
        source.backup(copy)
        (answer,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    finally:
        copy.close()
    if answer != "ok":
        raise damaged(target.parent, str(answer))
