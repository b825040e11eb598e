"""`muhr sign`: sign waiting documents with one unlock, and deliver the signatures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muhr.cli import choose, failures, records
from muhr.cli.call import Call, common, modules_option, pass_call, trusting
from muhr.cli.chosen_key import chosen_key
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
from muhr.domain.errors import KeyUnusable
from muhr.domain.signatures import KeyEntry

if TYPE_CHECKING:
    from muhr.cli.signing import Signed
    from muhr.services.desk import Desk


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option(
    "--key",
    "key_name",
    required=True,
    metavar="FILE|ID",
    help="The key file; or the id of a key that `muhr keys` lists, its beginning, or the label of a token.",
)
@click.option("--all", "everything", is_flag=True, help="All waiting documents of the companies this key belongs to.")
@click.option("--password-stdin", is_flag=True, help="Read the key's password from the first line of stdin.")
@modules_option
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
    key_name: str,
    modules: Sequence[Path],
    everything: bool,
    password_stdin: bool,
    secrets_stdin: bool,
    names: Sequence[str],
) -> int:
    """Sign waiting documents and deliver the signatures; waits until the provider has confirmed them.

    The key's password or the token's PIN is asked for, hidden; --password-stdin reads it from stdin. Together with
    --secrets-stdin it is "key_password" in that JSON. A document in which review finds a reason to stop is left out
    and counts as not done.

    Exit codes: 0 all delivered, or nothing waits; 1 some were not signed; 2 an outcome is unknown; 4 the key cannot be
    used, or is not the one that the documents wait for; 5 nothing was signed, for the provider could not be asked.
    """
    from muhr.bootstrap import open_keyring
    from muhr.cli import signing

    _check_usage(ids, everything=everything, two_on_stdin=password_stdin and secrets_stdin)
    # As far as it can be known without its password; the workspace is not opened for this.
    key = chosen_key(open_keyring(trust=call.trust, modules=modules), key_name)
    given = read_secrets() if secrets_stdin else None
    password = read_password_line() if password_stdin else None
    if given is not None and given.key_password is not None:
        password = bytearray(given.key_password.encode())
    with call.desk(session_secrets=given is not None, modules=modules) as desk:
        documents, left_out = _choose(desk, key, ids, asked_accounts(desk, names, given))
        signing.show_left_out(left_out)
        if not documents:
            return _nothing_to_sign(call, left_out)
        found = signing.review(desk, documents, key)
        signing.show(found)
        signing.show_hindrances(desk, found, key)
        if password is None:  # nobody is asked for a password that opens the key for nothing
            going = len(found.stopped) < len(found.documents)
            password = ask_key_password(key) if going else bytearray()
        prompts = GivenPassword(password)
        try:
            signed = signing.sign(desk, found, key, prompts)
        finally:
            prompts.wipe()
    return _told(call, signed, left_out)


def _check_usage(ids: Sequence[str], *, everything: bool, two_on_stdin: bool) -> None:
    if bool(ids) == everything:
        raise click.UsageError("Say which documents: their ids, or --all")
    if two_on_stdin:
        raise click.UsageError('With --secrets-stdin the password is "key_password" in the JSON')


def _nothing_to_sign(call: Call, left_out: Sequence[tuple[Document, str]]) -> int:
    """End a call that has nothing to sign: well when nothing waits, badly when it waits for another key."""
    from muhr.cli import signing

    record = {"batch": "", "counts": {}, "documents": [], "findings": [], "left_out": _left(left_out)}
    waiting = [document for document, why in left_out if why == signing.OTHER_COMPANY]
    if not waiting:
        say("Nothing waits for a signature with this key.")
        if call.as_json:
            answer(record)
        return failures.DONE
    companies = ", ".join(sorted({f"{document.company.name} ({document.company.tax_id})" for document in waiting}))
    error = KeyUnusable(
        f"Nothing was signed: {len(waiting)} documents wait, but none for this key. They wait for {companies}",
        code="key-other-company",
    )
    if call.as_json:
        answer({**record, "error": failures.record(error)})
    return failures.tell_person(error)


def _told(call: Call, signed: Signed, left_out: Sequence[tuple[Document, str]]) -> int:
    """Give the answer, and the exit code."""
    from muhr.cli import signing

    trouble, status = signed.trouble(), signed.status()
    if call.as_json:
        record = {**signing.record(signed), "left_out": _left(left_out)}
        answer(record if trouble is None else {**record, "error": failures.record(trouble)})
    else:
        rows = [signing.row(signed, outcome) for outcome in signed.outcomes]
        table(["Number", "From or to", "Total", "Outcome", "Note"], rows, right=["Total"])
    if trouble is not None:
        failures.tell_person(trouble)
    if status == failures.UNKNOWN:
        say("Some outcomes are unknown. Muhr asks before it would ever send again: `muhr outbox run`.")
    return status


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
