"""`muhr archive`: the ZIP of a finished document into a file. Which bytes come, and how, is the provider's business."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from muhr.cli import choose
from muhr.cli.call import Call, common, pass_call
from muhr.cli.credentials import read_secrets, secrets_option
from muhr.cli.inbox import account_option, asked_accounts, require_secrets
from muhr.cli.output import answer, plain, say, tell, transfer
from muhr.cli.waiting import outcome
from muhr.domain.documents import Document
from muhr.domain.errors import Cancelled, InputError, Refused, StorageFailed
from muhr.services.archives import NONE_THERE, foreign_part, plain_name

if TYPE_CHECKING:
    from muhr.services.desk import Desk


@click.command()
@click.argument("id_", metavar="ID")
@click.option(
    "--to",
    "place",
    metavar="FILE_OR_DIR",
    help="The file to write, or the folder to put it into (the current one).",
)
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@account_option
@secrets_option
@common
@pass_call
def archive(
    call: Call, /, *, id_: str, place: str | None, force: bool, names: Sequence[str], secrets_stdin: bool
) -> int:
    """Download the archive (ZIP) of a finished document: its content and both signatures.

    What has come of a broken download stays beside the file as .part; the same command goes on from there.

    Exit codes: 0 the file is there, 1 the provider has no archive of it, 3 the file cannot be written there,
    5 the provider cannot be reached.
    """
    given = read_secrets() if secrets_stdin else None
    with call.desk(session_secrets=given is not None) as desk:
        chosen = asked_accounts(desk, names, given)
        known = [document for account in chosen for document in desk.workspace.documents(account.id)]
        document = choose.document(known, id_)
        target = _target(document, place)
        if not force:
            _refuse_to_overwrite(target, document)
        require_secrets(desk, [account for account in chosen if account.id == document.ref.account_id])
        begun_at = _download(desk, document, target)
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


def _target(document: Document, place: str | None) -> Path:
    """The file to write; raises `InputError` when there is no folder for it."""
    given = Path(place) if place else Path()
    into_folder = given.is_dir() or (place or "").endswith(("/", os.sep))
    name = f"{plain_name(document.ref, document.provider.value)}.zip"
    target = (given / name if into_folder else given).absolute()
    if not target.parent.is_dir():
        raise InputError(f"There is no folder {target.parent}", code="file-no-folder")
    if target.is_dir():
        raise InputError(f"{target} is a folder", code="file-exists")
    return target


def _refuse_to_overwrite(target: Path, document: Document) -> None:
    """Raise `InputError` when a file is in the way that is not the beginning of this very download."""
    if os.path.lexists(target):
        raise _in_the_way(target)
    if (part := foreign_part(target, document.ref.remote_id)) is not None:
        raise _in_the_way(part)


def _in_the_way(path: Path) -> InputError:
    return InputError(f"{path} is there already. Nothing was written", code="file-exists")


def _download(desk: Desk, document: Document, target: Path) -> int:
    """Fetch the archive; gives how many bytes an earlier attempt had brought. Ctrl-C keeps what has come.

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
            outcome(desk.download_archive(document.ref, target, lambda done, total: heard(done, total, show)))
    except KeyboardInterrupt:
        stopped.set()
        raise Cancelled("Stopped. What has come is kept; the same command goes on from there") from None
    except StorageFailed as error:  # a file of the person's choice, not the workspace
        raise InputError(str(error), code="file") from error
    except Refused as error:
        if error.code not in NONE_THERE:
            raise
        raise Refused(str(error), code="archive-refused") from error
    return begun[0] if begun else 0
