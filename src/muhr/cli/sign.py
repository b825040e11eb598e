"""`muhr sign`: sign waiting documents with one unlock, and deliver the signatures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muhr.cli import choose, records
from muhr.cli.call import Call, common, pass_call, trusting
from muhr.cli.credentials import (
    GivenPassword,
    ask_key_password,
    read_password_line,
    read_secrets,
    secrets_option,
)
from muhr.cli.inbox import account_option, asked_accounts, require_secrets
from muhr.cli.output import answer, say, table
from muhr.domain.accounts import Account
from muhr.domain.documents import Document
from muhr.domain.signatures import KeyEntry

if TYPE_CHECKING:
    from muhr.services.desk import Desk


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option(
    "--key",
    "key_file",
    required=True,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The key file.",
)
@click.option("--all", "everything", is_flag=True, help="All waiting documents of the companies this key belongs to.")
@click.option("--password-stdin", is_flag=True, help="Read the key's password from the first line of stdin.")
@secrets_option
@account_option
@common
@trusting
@pass_call
def sign(
    call: Call,
    /,
    *,
    ids: Sequence[str],
    key_file: Path,
    everything: bool,
    password_stdin: bool,
    secrets_stdin: bool,
    names: Sequence[str],
) -> int:
    """Sign waiting documents and deliver the signatures; waits until the provider has confirmed them.

    The key's password is asked for, hidden; --password-stdin reads it from stdin. Together with --secrets-stdin it is
    "key_password" in that JSON. A document in which review finds a reason to stop is left out and counts as not done.

    Exit codes: 0 all delivered, 1 some were not signed, 2 an outcome is unknown, 4 the key cannot be used.
    """
    from muhr.cli import signing

    if bool(ids) == everything:
        raise click.UsageError("Say which documents: their ids, or --all")
    if password_stdin and secrets_stdin:
        raise click.UsageError('With --secrets-stdin the password is "key_password" in the JSON')
    given = read_secrets() if secrets_stdin else None
    password = read_password_line() if password_stdin else None
    if given is not None and given.key_password is not None:
        password = bytearray(given.key_password.encode())
    with call.desk(session_secrets=given is not None) as desk:
        key = desk.keyring.entry(key_file)
        documents, left_out = _choose(desk, key, ids, asked_accounts(desk, names, given))
        signing.show_left_out(left_out)
        if not documents:
            say("Nothing waits for a signature with this key.")
            if call.as_json:
                answer({"batch": "", "counts": {}, "documents": [], "findings": [], "left_out": _left(left_out)})
            return 0
        found = signing.review(desk, documents, key)
        signing.show(found)
        prompts = GivenPassword(password if password is not None else ask_key_password(key))
        try:
            signed = signing.sign(desk, found, key, prompts)
        finally:
            prompts.wipe()
    if call.as_json:
        answer({**signing.record(signed), "left_out": _left(left_out)})
    else:
        rows = [signing.row(signed, outcome) for outcome in signed.outcomes]
        table(["Number", "From or to", "Total", "Outcome", "Note"], rows, right=["Total"])
    if signed.status() == 2:
        say("Some outcomes are unknown. Muhr asks before it would ever send again: `muhr outbox run`.")
    return signed.status()


def _choose(
    desk: Desk, key: KeyEntry, ids: Sequence[str], accounts: Sequence[Account]
) -> tuple[list[Document], list[tuple[Document, str]]]:
    """What to sign: the named documents as they are, or of all that wait those this key can sign.

    Raises:
        InputError: an id fits none, or the secrets of an account that is needed are not known.
    """
    from muhr.cli.signing import signable

    of_these = {account.id for account in accounts}
    waiting = [document for document in desk.inbox() if document.ref.account_id in of_these]
    chosen, left_out = (choose.documents(waiting, ids), []) if ids else signable(waiting, key)
    needed = {document.ref.account_id for document in chosen}
    require_secrets(desk, [account for account in accounts if account.id in needed])
    return chosen, left_out


def _left(left_out: Sequence[tuple[Document, str]]) -> list[dict[str, Any]]:
    return [{**records.document(document), "why": why} for document, why in left_out]
