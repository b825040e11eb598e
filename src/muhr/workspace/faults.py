"""Turns what the database and the file system say into the workspace's own errors. Decides nothing else."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from muhr.domain.errors import (
    BugError,
    MuhrError,
    Retry,
    StorageFailed,
    StorageFull,
    WorkspaceCorrupt,
    WorkspaceError,
    WorkspaceLocked,
)
from muhr.domain.sentences import say

_ALMOST_NOTHING = 256 * 1024
"""Free bytes below which an unexplained write error is put down to a full disk."""

_FULL_ERRNOS = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_LOCK_CODES = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_DAMAGE_CODES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
_DISK_CODES = frozenset(
    {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOLFS}
)


def database_fault(error: DBAPIError | sqlite3.Error, place: Path) -> MuhrError:
    """Say what a database error means for the person. `place` is the workspace's folder.

    Returns a `WorkspaceError`, or a `BugError` for everything that is this program's own mistake (SQL, constraints).
    The texts of the database's messages are kept; values of rows are never part of them.
    """
    origin = error.orig if isinstance(error, DBAPIError) else error
    extended = getattr(origin, "sqlite_errorcode", None)
    if not isinstance(extended, int):
        return BugError(f"the database refused a call: {origin}")
    name = getattr(origin, "sqlite_errorname", str(extended))
    code = extended & 0xFF  # the primary result code; https://www.sqlite.org/rescode.html
    if code == sqlite3.SQLITE_FULL:
        return disk_full(place, name)
    if code in _LOCK_CODES:
        return WorkspaceLocked(
            "Another program keeps Muhr's database busy. Close it and try again.",
            retry=Retry.LATER, folder=str(place), cause=name,
        )  # fmt: skip
    if code in _DAMAGE_CODES:
        return damaged(place, name)
    if code in _DISK_CODES:
        # A file that cannot even be created, or a delayed write that fails, is often nothing but a full disk.
        return disk_full(place, name) if _is_full(place) else disk_failed(place, name)
    return BugError(f"the database refused a statement: {name}: {origin}")


def file_fault(error: OSError, place: Path) -> WorkspaceError:
    """Say what an error of the file system means for the person."""
    cause = errno.errorcode.get(error.errno or 0, str(error.errno))
    if error.errno in _FULL_ERRNOS:
        return disk_full(place, cause)
    return disk_failed(place, cause)


def disk_full(place: Path, cause: str) -> StorageFull:
    """Make the error for a disk without space."""
    return StorageFull(
        "The disk is full. What was under way is not saved. Free some space, then start Muhr again.",
        folder=str(place), cause=cause,
    )  # fmt: skip


def disk_failed(place: Path, cause: str) -> StorageFailed:
    """Make the error for a disk that does not read or write."""
    return StorageFailed(
        say(
            "The disk under Muhr's folder could not be used ({cause}). What was under way is not saved. "
            "Check the disk, then start Muhr again.", cause=cause,
        ),
        folder=str(place), cause=cause,
    )  # fmt: skip


def damaged(place: Path, cause: str) -> WorkspaceCorrupt:
    """Make the error for a database file that is not what was written."""
    return WorkspaceCorrupt(
        say("Muhr's database file is damaged ({cause}). Restore it from a backup of the folder {place}.",
            cause=cause, place=place),
        folder=str(place), cause=cause,
    )  # fmt: skip


def _is_full(place: Path) -> bool:
    try:
        return shutil.disk_usage(place).free < _ALMOST_NOTHING
    except OSError:
        return False
