"""Downloading a file of a document: where it goes, what is in the way, Ctrl-C. Shared by `archive` and `download`."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from muhr.cli.call import Call
from muhr.cli.output import answer, plain, say, tell, transfer
from muhr.cli.waiting import outcome
from muhr.domain.documents import Document
from muhr.domain.downloads import DownloadKind
from muhr.domain.errors import Cancelled, InputError, StorageFailed
from muhr.services.archives import foreign_part, plain_name

if TYPE_CHECKING:
    from muhr.services.desk import Desk

ENDINGS = {DownloadKind.PDF: ".pdf", DownloadKind.XML: ".xml", DownloadKind.ARCHIVE: ".zip"}


def target_of(document: Document, place: str | None, kind: DownloadKind, *, force: bool) -> Path:
    """The file to write, in the folder or under the name of `--to`.

    Raises:
        InputError: there is no folder for it; or a file is in the way that is not the beginning of this very download,
            and is not to be replaced.
    """
    given = Path(place) if place else Path()
    into_folder = given.is_dir() or (place or "").endswith(("/", os.sep))
    name = plain_name(document.ref, document.provider.value) + ENDINGS[kind]
    target = (given / name if into_folder else given).absolute()
    if not target.parent.is_dir():
        raise InputError(f"There is no folder {target.parent}", code="file-no-folder")
    if target.is_dir():
        raise InputError(f"{target} is a folder", code="file-exists")
    if not force:
        _refuse_to_overwrite(target, document)
    return target


def _refuse_to_overwrite(target: Path, document: Document) -> None:
    """Raise `InputError` when a file is in the way that is not the beginning of this very download."""
    if os.path.lexists(target):
        raise _in_the_way(target)
    if (part := foreign_part(target, document.ref.remote_id)) is not None:
        raise _in_the_way(part)


def _in_the_way(path: Path) -> InputError:
    return InputError(f"{path} is there already. Nothing was written", code="file-exists")


def fetch(desk: Desk, kind: DownloadKind, document: Document, target: Path) -> int:
    """Fetch the file; gives how many bytes an earlier attempt had brought. Ctrl-C keeps what has come.

    Raises:
        Cancelled: the person stopped it.
        InputError: the file cannot be written.
        MuhrError: what the provider says, or a full disk.
    """
    stopped = threading.Event()
    begun: list[int] = []

    def heard(done: int, total: int | None, show: Callable[[int, int | None], None]) -> None:
        if stopped.is_set():
            raise Cancelled("Stopped")
        if not begun:
            begun.append(done)
        show(done, total)

    try:
        with transfer("Downloading") as show:
            outcome(desk.files.download(kind, document.ref, target, lambda done, total: heard(done, total, show)))
    except KeyboardInterrupt:
        stopped.set()
        raise Cancelled("Stopped. What has come is kept; the same command goes on from there") from None
    except StorageFailed as error:  # a file of the person's choice, not the workspace
        raise InputError(str(error), code="file") from error
    return begun[0] if begun and kind is DownloadKind.ARCHIVE else 0


def told(call: Call, document: Document, target: Path, begun_at: int) -> int:
    """Tell where the file is; gives the exit code."""
    size = target.stat().st_size
    if call.as_json:
        ref = document.ref
        answer(
            {"id": ref.remote_id, "account": ref.account_id, "file": str(target), "bytes": size, "resumed_at": begun_at}
        )
    else:
        tell(plain(str(target)))
        say(f"{size:,} bytes" + (f", {begun_at:,} of them from an earlier attempt." if begun_at else "."))
    return 0
