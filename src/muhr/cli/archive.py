"""`muhr archive`: the ZIP of a finished document into a file. Which bytes come, and how, is the provider's business."""

from __future__ import annotations

from collections.abc import Sequence

import click

from muhr.cli import choose
from muhr.cli.call import Call, common, pass_call
from muhr.cli.credentials import read_secrets, secrets_option
from muhr.cli.downloading import fetch, target_of, told
from muhr.cli.inbox import account_option, asked_accounts, require_secrets
from muhr.domain.downloads import DownloadKind
from muhr.domain.errors import Refused
from muhr.services.archives import NONE_THERE


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
        target = target_of(document, place, DownloadKind.ARCHIVE, force=force)
        require_secrets(desk, [account for account in chosen if account.id == document.ref.account_id])
        try:
            begun_at = fetch(desk, DownloadKind.ARCHIVE, document, target)
        except Refused as error:
            if error.code not in NONE_THERE:
                raise
            raise Refused(str(error), code="archive-refused") from error
    return told(call, document, target, begun_at)
