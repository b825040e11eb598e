"""`muhr refresh` and `muhr inbox`: ask the providers what waits, and list it."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from muhr.cli import choose, failures, records
from muhr.cli.call import Call, common, pass_call
from muhr.cli.credentials import GivenSecrets, read_secrets, secrets_option
from muhr.cli.output import answer, plain, say, table
from muhr.cli.waiting import results, settle
from muhr.domain.accounts import PROVIDER_TITLES, Account, ProviderName
from muhr.domain.documents import Action, Document
from muhr.domain.errors import InputError, MuhrError
from muhr.domain.money import spell, totals

if TYPE_CHECKING:
    from muhr.services.desk import Desk

account_option = click.option(
    "--account", "names", metavar="ID", multiple=True, help="Only this account; may be repeated."
)


def asked_accounts(desk: Desk, names: Sequence[str], given: GivenSecrets | None) -> list[Account]:
    """The accounts a call works on, given secrets at hand: those named, else those whose secrets were given, else all.

    Raises:
        InputError: none is there, or a name fits none.
    """
    known = desk.workspace.accounts()
    chosen = choose.accounts(known, names)
    if given is not None:
        given.put_into(desk.secrets, known)
        if not names:
            chosen = [account for account in chosen if given.of(account) is not None]
    return chosen


def missing_secrets(desk: Desk, account: Account) -> InputError | None:
    """Why an account cannot be used by this call; None when its secrets are known."""
    if desk.secrets.get(account.id) is not None:
        return None
    return InputError(
        f"The password of {plain(account.login or account.company.name)} is not known here", code="secrets-missing"
    )


def require_secrets(desk: Desk, accounts: Sequence[Account]) -> None:
    """Make sure that all of them can be used; raises the `InputError` of the first that cannot."""
    for account in accounts:
        if (missing := missing_secrets(desk, account)) is not None:
            raise missing


@click.command()
@account_option
@click.option("--id", "ids", metavar="ID", multiple=True, help="Take in this document by its id at the provider.")
@secrets_option
@common
@pass_call
def refresh(call: Call, /, *, names: Sequence[str], ids: Sequence[str], secrets_stdin: bool) -> int:
    """Ask the providers what waits.

    Without a keyring, give the passwords for this one call with --secrets-stdin, as JSON on stdin:
    {"accounts": {"ID or login": {"password": "…", "client_id": "…", "client_secret": "…"}}}

    For an account without listing calls, documents are taken in by their ids with --id.
    """
    given = read_secrets() if secrets_stdin else None
    with call.desk(session_secrets=given is not None) as desk:
        chosen = asked_accounts(desk, names, given)
        if ids:
            if len(chosen) != 1:
                raise click.UsageError("--id needs one --account")
            require_secrets(desk, chosen)
            results("Taking in", [desk.add_by_id(chosen[0].id, ids)])
        missing = {account.id: missing_secrets(desk, account) for account in chosen}
        usable = [account for account in chosen if missing[account.id] is None]
        asked = settle("Asking", [future for each in usable for future in desk.refresh([each.id])])
        heard = dict(zip((account.id for account in usable), asked, strict=True))
        outcomes = [missing[account.id] or heard[account.id] for account in chosen]
        waiting = {account.id: len(desk.inbox(account.id)) for account in chosen}
    status = 0
    found: list[dict[str, Any]] = []
    for account, outcome in zip(chosen, outcomes, strict=True):
        error = None
        if isinstance(outcome, BaseException):
            if not isinstance(outcome, MuhrError):
                raise outcome
            error = {"code": outcome.code, "message": str(outcome), "advice": failures.advice(outcome)}
            status = status or failures.exit_code(outcome)
        found.append(
            {
                "account": account.id,
                "company": records.party(account.company),
                "waiting": waiting[account.id],
                "error": error,
            }
        )
    if call.as_json:
        answer({"accounts": found})
    else:
        _print(found)
    return status


def _print(found: Sequence[dict[str, Any]]) -> None:
    rows = []
    for entry in found:
        error = entry["error"]
        state = f"{error['message']} {error['advice']}".strip() if error else "up to date"
        rows.append((entry["company"]["name"], str(entry["waiting"]), state))
    table(["Company", "Waiting", "State"], rows, right=["Waiting"])


class Due(enum.Enum):
    """When a document is to be answered, seen from today."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"

    def fits(self, day: date | None, today: date) -> bool:
        """Whether a due date fits; one that is not known fits nothing. A week is today and the six days after it."""
        if day is None:
            return False
        if self is Due.OVERDUE:
            return day < today
        return day == today if self is Due.TODAY else today <= day < today + timedelta(days=7)


@click.command()
@account_option
@click.option(
    "--provider", "services", multiple=True, type=click.Choice([one.value for one in ProviderName]),
    help="Only this service; may be repeated.",
)  # fmt: skip
@click.option(
    "--action", "wanted", multiple=True, type=click.Choice([one.value for one in Action if one is not Action.IMPORT]),
    help="Only documents that you can do this to; may be repeated (any of them).",
)  # fmt: skip
@click.option("--due", type=click.Choice([one.value for one in Due]), help="Only what is due then; week: in 7 days.")
@common
@pass_call
def inbox(
    call: Call, /, *, names: Sequence[str], services: Sequence[str], wanted: Sequence[str], due: str | None
) -> int:
    """List the documents that wait for you, as they were known at the last refresh.

    What you can do to each stands in the last column: `muhr sign` for sign, `muhr act` for everything else.
    """
    today = datetime.now().astimezone().date()
    with call.desk() as desk:
        chosen = {account.id for account in choose.accounts(desk.workspace.accounts(), names)}
        waiting = [document for document in desk.inbox() if document.ref.account_id in chosen]
    documents = [
        document
        for document in waiting
        if (not services or document.provider.value in services)
        and (not wanted or any(action.value in wanted for action in document.actions))
        and (due is None or Due(due).fits(document.due, today))
    ]
    if call.as_json:
        answer([records.document(document) for document in documents])
    elif not documents and waiting:
        say(f"None of the {len(waiting)} documents that wait for you fits.")
    elif not documents:
        say("Nothing waits for you. Ask the providers again with `muhr refresh`.")
    else:
        columns = ["Id", "Service", "Company", "From or to", "Kind", "Number", "Date", "Due", "Total", "You can"]
        table(columns, [_row(document) for document in documents], right=["Total"])
        amounts = totals(document.total for document in documents if document.total)
        say(f"{len(documents)} documents: " + ", ".join(spell(amount) for amount in amounts))
    return 0


def _row(document: Document) -> tuple[str, ...]:
    return (
        document.ref.remote_id,
        PROVIDER_TITLES[document.provider],
        document.company.name,
        document.counterparty.name,
        document.kind,
        document.number,
        document.issued.isoformat() if document.issued else "",
        document.due.isoformat() if document.due else "",
        spell(document.total) if document.total else "",
        ", ".join(action.value for action in Action if action in document.actions) or "nothing here",
    )
