"""`muhr download` and `muhr link`: a document as a file or as a public address, where its service has that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from muhr.cli import choose
from muhr.cli.call import Call, common, pass_call
from muhr.cli.credentials import GivenSecrets, read_secrets, secrets_option
from muhr.cli.downloading import fetch, target_of, told
from muhr.cli.inbox import account_option, asked_accounts, require_secrets
from muhr.cli.output import answer, plain, say, tell
from muhr.cli.waiting import outcome
from muhr.domain.accounts import PROVIDER_TITLES
from muhr.domain.documents import Document
from muhr.domain.downloads import DownloadKind
from muhr.domain.errors import Refused

if TYPE_CHECKING:
    from muhr.services.desk import Desk


@click.command()
@click.argument("kind", type=click.Choice([one.value for one in DownloadKind]), metavar="KIND")
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
def download(
    call: Call, /, *, kind: str, id_: str, place: str | None, force: bool, names: Sequence[str], secrets_stdin: bool
) -> int:
    """Download a document as a file. KIND is pdf, xml or archive, as its service offers it.

    Exit codes: 0 the file is there, 1 the service has no such file of it, 3 the file cannot be written there,
    5 the provider cannot be reached.
    """
    wanted = DownloadKind(kind)
    given = read_secrets() if secrets_stdin else None
    with call.desk(session_secrets=given is not None) as desk:
        document = _document(desk, id_, names, given)
        target = target_of(document, place, wanted, force=force)
        _require_kind(desk, document, wanted)
        begun_at = fetch(desk, wanted, document, target)
    return told(call, document, target, begun_at)


@click.command()
@click.argument("id_", metavar="ID")
@account_option
@secrets_option
@common
@pass_call
def link(call: Call, /, *, id_: str, names: Sequence[str], secrets_stdin: bool) -> int:
    """Print the public link of a document. Whoever has it can see the document.

    Exit codes: 0 the link is printed, 3 the service has none, 5 the provider cannot be reached.
    """
    given = read_secrets() if secrets_stdin else None
    with call.desk(session_secrets=given is not None) as desk:
        document = _document(desk, id_, names, given)
        address = outcome(desk.files.public_link(document.ref))
    if call.as_json:
        answer({"id": document.ref.remote_id, "account": document.ref.account_id, "link": address})
    else:
        tell(plain(address))
        say("Whoever has this address can see the document.")
    return 0


def _document(desk: Desk, id_: str, names: Sequence[str], given: GivenSecrets | None) -> Document:
    """The document that was named, of an account that can be used; raises `InputError`."""
    chosen = asked_accounts(desk, names, given)
    known = [document for account in chosen for document in desk.workspace.documents(account.id)]
    document = choose.document(known, id_)
    require_secrets(desk, [account for account in chosen if account.id == document.ref.account_id])
    return document


def _require_kind(desk: Desk, document: Document, wanted: DownloadKind) -> None:
    """Raise `Refused` (code `download-kind`) when the service has no such file of the document as it is known here."""
    kinds = desk.files.kinds(document)
    if wanted not in kinds:
        offered = "It has: " + ", ".join(kind.value for kind in kinds) if kinds else "It has no file of it"
        title = PROVIDER_TITLES[document.provider]
        raise Refused(f"{title} has no {wanted.value} of this document. {offered}", code="download-kind")
