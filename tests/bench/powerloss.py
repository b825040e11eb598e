"""Cuts the power, in thought, at every moment of a workspace's work, and looks whether what was acknowledged is there.

The work of `workspace_crash` runs once under strace, which records every call that changes a file, with its bytes. Then
for each moment in that record several disks are imagined: what had been synced is there; of what had not, nothing,
everything, a random part, or everything with the last write torn at a sector. SQLite opens each disk. Right is: the
integrity check passes, and the rows are those after the last acknowledged step, or whole those after the next one.

The model: one folder; a name (made, deleted) is durable after a sync of the folder, bytes after a sync of their file;
sectors of 512 bytes are written whole or not at all; unsynced changes may reach the disk in any order and selection.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rows import Row
from workspace_crash import STRACE, clock, steps

from muhr.workspace import engine
from muhr.workspace.engine import WAL_IS_SOUND
from muhr.workspace.store import DATABASE_FILE, open_workspace

SECTOR = 512
ENOUGH = 100_000
_CALL = re.compile(r"^\d+\s+(\w+)\((.*)\)\s+= (\d+)")
_FILE = re.compile(r"^\d+<([^>]*)>")
_BYTES = re.compile(r', "((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Change:
    """One recorded call: "write", "cut" (truncate), "make", "delete", "sync", "sync-names" or "acknowledge"."""

    kind: str
    name: str = ""
    data: bytes = b""
    number: int = 0
    """Offset of a write, length of a cut, number of an acknowledged step."""


@dataclass
class Disk:
    """What is on the disk: bytes per file, and which names lead to them. Names are never used for two files at once."""

    bytes: dict[str, bytearray] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def copy(self) -> Disk:
        return Disk({name: bytearray(data) for name, data in self.bytes.items()}, set(self.names))

    def apply(self, change: Change) -> None:
        data = self.bytes.setdefault(change.name, bytearray())
        match change.kind:
            case "write":
                data.extend(b"\0" * (change.number - len(data)))
                data[change.number : change.number + len(change.data)] = change.data
            case "cut":
                del data[change.number :]
            case "make":
                self.names.add(change.name)
            case "delete":
                self.names.discard(change.name)


def record(folder: Path, synchronous: str) -> list[Change]:
    """Do the work once in `folder`, giving every change in order; `synchronous` "" is the program's own choice."""
    log = folder.with_suffix(".strace")
    traced = "trace=openat,pwrite64,ftruncate,unlink,fsync,fdatasync,write"
    command = [
        str(STRACE), "-f", "-y", "-s", "1000000", "-o", str(log), "-e", traced,
        sys.executable, __file__, str(folder), synchronous,
    ]  # fmt: skip
    subprocess.run(command, check=True, env={**os.environ, "PYTHONWARNINGS": "ignore"})
    changes = [change for text in log.read_text("latin-1").splitlines() for change in _read(text, str(folder))]
    log.unlink()
    return changes


def _read(text: str, folder: str) -> Iterator[Change]:
    found = _CALL.match(text)
    if found is None:
        return
    call, arguments, result = found.groups()
    quoted = _BYTES.search(", " + arguments if call == "unlink" else arguments)
    data = codecs.escape_decode(quoted[1].encode("latin-1"))[0] if quoted else b""
    file = _FILE.match(arguments)
    path = data.decode() if call in ("openat", "unlink") else file[1] if file else ""
    name = path.removeprefix(folder + "/")
    if call == "write" and path.endswith(".acknowledged"):
        yield Change("acknowledge", number=int(data))
    elif path == folder and call in ("fsync", "fdatasync"):
        yield Change("sync-names")
    elif name.startswith(DATABASE_FILE):
        match call:
            case "openat" if "O_CREAT" in arguments:
                yield Change("make", name)
            case "pwrite64":
                yield Change("write", name, data[: int(result)], int(arguments.rpartition(", ")[2]))
            case "ftruncate":
                yield Change("cut", name, number=int(arguments.rpartition(", ")[2]))
            case "unlink":
                yield Change("delete", name)
            case "fsync" | "fdatasync":
                yield Change("sync", name)


def disks(changes: list[Change], chance: random.Random, subsets: int) -> Iterator[tuple[int, int, Disk]]:
    """Every imagined disk: after which change, how many steps were acknowledged, what is on it."""
    durable, waiting, done = Disk(), list[Change](), 0
    for place, change in enumerate(changes):
        if change.kind == "acknowledge":
            done = change.number
        elif change.kind == "sync-names":
            for one in [one for one in waiting if one.kind in ("make", "delete")]:
                durable.apply(one)
                waiting.remove(one)
        elif change.kind == "sync":
            for one in [one for one in waiting if one.name == change.name and one.kind in ("write", "cut")]:
                durable.apply(one)
                waiting.remove(one)
        else:
            waiting.append(change)
            if change.kind == "make" and change.name != DATABASE_FILE:  # a new journal begins empty
                durable.bytes[change.name] = bytearray()
        selections = [waiting, *([one for one in waiting if chance.random() < 0.5] for _ in range(subsets))]
        if waiting and waiting[-1].kind == "write" and len(waiting[-1].data) > SECTOR:
            last = waiting[-1]
            torn = last.data[: SECTOR * chance.randrange(1, len(last.data) // SECTOR + 1)]
            selections.append([*waiting[:-1], Change("write", last.name, torn, last.number)])
        yield place, done, durable.copy()
        for selection in selections if waiting else []:
            disk = durable.copy()
            for one in selection:
                disk.apply(one)
            yield place, done, disk


NOTHING = hashlib.sha256(b"BEGIN TRANSACTION;\nCOMMIT;").hexdigest()
"""The digest of a database without tables, or of no file at all."""


def rows_digest(path: Path, known: dict[bytes, str] | None = None) -> str:
    """A digest of every row; "corrupt" when the integrity check does not pass.

    Args:
        path: the database file; a journal beside it is played back first.
        known: digests by what the file holds then: most disks come back to one of a few files, to the byte.
    """
    database = sqlite3.connect(path)
    try:
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()  # a hot journal is played back here
        mark = hashlib.sha256(path.read_bytes()).digest()
        if known is not None and mark in known:
            return known[mark]
        found = _digest_of(database)
        if known is not None:
            known[mark] = found
        return found
    except sqlite3.DatabaseError as error:
        return f"corrupt: {error}"
    finally:
        database.close()


def _digest_of(database: sqlite3.Connection) -> str:
    if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        return "corrupt"
    return hashlib.sha256("\n".join(sorted(database.iterdump())).encode()).hexdigest()


def work(folder: Path, digests: list[str] | None = None) -> None:
    """Open and do everything, acknowledging each step in a file beside the folder; optionally adding digests."""
    acknowledged = os.open(folder.with_suffix(".acknowledged"), os.O_WRONLY | os.O_CREAT)
    workspace = open_workspace(folder, clock=clock)
    for done, step in enumerate([lambda _workspace: None, *steps()], 1):
        step(workspace)
        os.write(acknowledged, b"%d" % done)
        if digests is not None:
            digests.append(rows_digest(folder / DATABASE_FILE))
    workspace.close()
    os.close(acknowledged)


def enumerate_losses(
    root: Path, subsets: int, synchronous: str = "", seed: int = 1, enough: int | None = None
) -> tuple[int, list[str]]:
    """How many different disks were looked at, at least `enough` if told, and what was wrong with which."""
    wanted = [NOTHING]
    work(root / "wanted", wanted)
    changes = record(root / "worked", synchronous)
    looks = _Looks(root / "disk", wanted)
    while True:
        before = len(looks.seen)
        for place, done, disk in disks(changes, random.Random(seed), subsets):
            looks.look(place, done, disk)
        if len(looks.seen) >= (enough or 0) or len(looks.seen) == before:
            return len(looks.seen), looks.wrong
        seed += 1_000_003  # another chance, other selections


class _Looks:
    """The disks that were looked at, and what was wrong with them."""

    def __init__(self, folder: Path, wanted: list[str]) -> None:
        folder.mkdir()
        self._folder = folder
        self._wanted = wanted
        self._known: dict[bytes, str] = {}
        self.seen: set[bytes] = set()
        self.wrong: list[str] = []

    def look(self, place: int, done: int, disk: Disk) -> None:
        """Let SQLite open a disk, unless one just like it was looked at."""
        marks = [(name, hashlib.sha256(disk.bytes.get(name, b"")).digest()) for name in sorted(disk.names)]
        mark = hashlib.sha256(repr((done, marks)).encode()).digest()
        if mark in self.seen:
            return
        self.seen.add(mark)
        for name in disk.names:
            (self._folder / name).write_bytes(disk.bytes.get(name, b""))
        found = rows_digest(self._folder / DATABASE_FILE, self._known)
        if found not in self._wanted[done : done + 2]:
            self.wrong.append(f"after change {place}, {done} acknowledged: {found[:60]}")
        for old in self._folder.iterdir():
            old.unlink()


def rows(subsets: int = 3, enough: int | None = None) -> list[Row]:
    """The enumeration as lines of the bench table; the second one shows that it would find what it looks for."""
    if STRACE is None or WAL_IS_SOUND:
        return []  # WAL is not in the model: its shared memory cannot be recorded
    memory = Path("/dev/shm")
    found: list[Row] = []
    for synchronous, title in (("", "power loss: work lost or torn"), ("FULL", "the same, less synchronous (control)")):
        with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as root:
            started = time.perf_counter()
            looked, wrong = enumerate_losses(Path(root), subsets, synchronous, enough=None if synchronous else enough)
            note = f"{looked} imagined disks in {time.perf_counter() - started:.0f} s"
        if synchronous:
            found.append(Row(title, len(wrong), "disks", "≥ 1", bool(wrong), note))
        else:
            met = not wrong and looked >= (enough or 0)
            found.append(Row(title, len(wrong), "disks", "0", met, "; ".join([note, *wrong[:3]])))
    return found


def sweep(count: int | None) -> list[Row]:
    """The same for very many disks. None: a hundred thousand."""
    return rows(subsets=20, enough=ENOUGH if count is None else min(10 * count, ENOUGH))


if __name__ == "__main__":
    if sys.argv[2]:
        engine._PRAGMAS = (*engine._PRAGMAS, f"PRAGMA synchronous = {sys.argv[2]}")
    work(Path(sys.argv[1]))
