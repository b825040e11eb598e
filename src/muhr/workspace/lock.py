"""One program per workspace: a lock of the operating system on a small file. The file's text is only for the message.

The lock belongs to the open file, so the system gives it back when the program ends in any way. The text stays behind
after a crash, which is how the next start knows that the last one did not end by itself.
"""

from __future__ import annotations

import os
import socket
import sys
from datetime import datetime
from pathlib import Path

import msgspec

from muhr.domain.errors import WorkspaceLocked
from muhr.domain.sentences import say
from muhr.workspace.faults import file_fault

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR = 1 << 30
"""On Windows a locked byte cannot be read by others: lock one far behind the text (a file need not reach so far)."""

_TEXT_LIMIT = 4096


class Holder(msgspec.Struct, frozen=True):
    """Who holds the lock, as written into the file."""

    pid: int
    host: str
    since: str


class WorkspaceLock:
    """The lock on one workspace folder, held from `__init__` to `release`.

    Raises:
        WorkspaceLocked: another program holds it; the message says which.
        StorageFailed: the lock file cannot be made, or this kind of disk knows no locks.
    """

    def __init__(self, path: Path, *, now: datetime) -> None:
        self._path = path
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise file_fault(error, path.parent) from error
        try:
            taken = _try_lock(self._file)
        except OSError as error:
            os.close(self._file)
            raise file_fault(error, path.parent) from error
        left_behind = self._read()
        if not taken:
            os.close(self._file)
            raise _locked(path.parent, left_behind)
        self.suspect = left_behind is not None
        """Whether the last holder ended without `release`: the files should be looked through. While it is set,
        `release` leaves the text behind for the next start; the owner clears it after the look, and may set it."""
        self._write(msgspec.json.encode(Holder(pid=os.getpid(), host=socket.gethostname(), since=now.isoformat())))

    def release(self) -> None:
        """Give the lock back. Safe to call twice."""
        if self._file >= 0:
            if not self.suspect:
                self._write(b"")
            _unlock(self._file)
            os.close(self._file)
            self._file = -1

    def _read(self) -> bytes | None:
        os.lseek(self._file, 0, os.SEEK_SET)
        try:
            return os.read(self._file, _TEXT_LIMIT) or None
        except OSError:  # only the message is poorer without it
            return None

    def _write(self, text: bytes) -> None:
        try:
            os.ftruncate(self._file, 0)
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, text)
            os.fsync(self._file)
        except OSError:
            # A full disk must not keep anybody from looking at their documents: the lock itself holds without a text.
            return


def _locked(folder: Path, text: bytes | None) -> WorkspaceLocked:
    try:
        holder = msgspec.json.decode(text or b"", type=Holder)
    except msgspec.MsgspecError:
        return WorkspaceLocked(say("Another Muhr is already working in {folder}.", folder=folder), folder=str(folder))
    return WorkspaceLocked(
        say("Another Muhr (process {pid} on {host}, since {since}) is already working in {folder}. "
            "Close it first, or choose another folder.",
            pid=holder.pid, host=holder.host, since=holder.since, folder=folder),
        folder=str(folder), pid=holder.pid, host=holder.host, since=holder.since,
    )  # fmt: skip


def _try_lock(file: int) -> bool:
    """Take the lock without waiting; False when somebody else has it. Raises `OSError` where locks do not work."""
    try:
        if sys.platform == "win32":
            os.lseek(file, _FAR, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            # flock, not lockf: a lock of the open file, which the program's other files cannot lose by being closed.
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # EAGAIN of flock, EACCES of msvcrt
        return False
    return True


def _unlock(file: int) -> None:
    if sys.platform == "win32":
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_UN)
