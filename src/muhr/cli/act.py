"""`muhr act`: do to documents what their service has besides signing, after a person's yes; wait for the outcome."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from muhr.cli import acting, choose, failures, records
from muhr.cli.call import Call, common, pass_call
from muhr.cli.credentials import read_secrets, secrets_option
from muhr.cli.inbox import account_option, asked_accounts, require_secrets
from muhr.cli.outbox import STATES
from muhr.cli.output import answer, plain, say, table
from muhr.cli.waiting import results
from muhr.domain.documents import Action, Document, DocumentRef
from muhr.domain.effects import Effect, EffectState
from muhr.domain.errors import Cancelled, InputError, MuhrError
from muhr.domain.money import spell

if TYPE_CHECKING:
    from muhr.services.desk import Desk

_LONGEST_COMMENT = 500


@dataclass(frozen=True)
class _Row:
    """What became of one document: its row in the outbox, or why it has none."""

    document: Document
    effect: Effect | None
    next_step: str = ""
    error: MuhrError | None = None


@click.command()
@click.argument("action", type=click.Choice([one.value for one in acting.ACTIONS]), metavar="ACTION")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.option("--comment", default="", metavar="TEXT", help="Your own words to the other side, where there is a place.")
@click.option(
    "--set", "given_details", metavar="NAME=VALUE", multiple=True, help="What the action asks for; may be repeated."
)
@click.option("--yes", is_flag=True, help="Do not ask: you have looked at the documents and decided.")
@account_option
@secrets_option
@common
@pass_call
def act(
    call: Call,
    /,
    *,
    action: str,
    ids: Sequence[str],
    comment: str,
    given_details: Sequence[str],
    yes: bool,
    names: Sequence[str],
    secrets_stdin: bool,
) -> int:
    """Do something to documents that needs no key, and wait for what becomes of it.

    ACTION is one of reject, delete, send (by e-mail), confirm, refuse, activate, cancel, issue, pay, status, save or
    declare. `muhr inbox` tells which of them a document offers now. What an action asks for is given with --set, for
    example --set amount=1250.50; an action that lacks something tells its name.

    The documents and the consequence are shown, and you are asked once. Where nobody can be asked, --yes is needed.
    Nothing is sent twice: an outcome that is not known is asked for first (`muhr outbox`).

    Exit codes: 0 all done; 1 one was refused or still waits to be sent; 2 an outcome is unknown; 3 a document does not
    offer this now, or something is missing; 5 nothing was done, for the provider could not be asked; 130 you said no.
    """
    wanted = Action(action)
    if len(comment) > _LONGEST_COMMENT:
        raise click.UsageError(f"--comment takes {_LONGEST_COMMENT} letters")
    given = read_secrets() if secrets_stdin else None
    with call.desk(session_secrets=given is not None) as desk:
        chosen = asked_accounts(desk, names, given)
        known = [document for account in chosen for document in desk.workspace.documents(account.id)]
        documents = choose.anywhere(known, ids)
        acting.require_offered(wanted, documents)
        needed = list(dict.fromkeys(document.ref.account_id for document in documents))
        require_secrets(desk, [account for account in chosen if account.id in needed])
        _refuse_open(desk, documents)
        asked = {one.name: one for each in needed for one in desk.capabilities(each).details.get(wanted, ())}
        details = acting.read_details(asked.values(), given_details)
        _require_lines(desk, needed)
        acting.show(wanted, documents, details, comment)
        if not yes:
            _ask()

        def queue(refs: Sequence[DocumentRef]) -> list[Effect]:
            # The person has just been asked and has seen what follows: there is nothing to wait for.
            return desk.act(wanted, refs, comment=comment.strip(), details=details, delay=timedelta(0))

        rows, stopped = _do(desk, documents, queue)
    return _told(call, wanted, rows, stopped=stopped)


def _ask() -> None:
    """Ask the person once; raises `Cancelled` for a no and `click.UsageError` when nobody is there."""
    if not sys.stdin.isatty():
        raise click.UsageError("Nobody can be asked here. Nothing was done; with --yes you say that you have decided")
    if not click.confirm("Do this?", default=False, err=True):
        raise Cancelled("Nothing was done")


def _refuse_open(desk: Desk, documents: Sequence[Document]) -> None:
    """Raise `InputError` when something is under way for one of the documents already."""
    for document in documents:
        if document.ref.remote_id in desk.workspace.open_effect_targets(document.ref.account_id):
            raise InputError(
                f"{plain(acting.name_of(document))}: something is under way for it. See `muhr outbox`",
                code="effect-open",
            )


def _require_lines(desk: Desk, account_ids: Sequence[str]) -> None:
    """Make sure that each provider lets us in before anybody is asked; raises what the first that does not says."""
    from muhr.services.outcomes import Failure

    lines = desk.check_lines(account_ids)
    for found in results("Asking the providers", list(lines.values())):
        if isinstance(found, Failure):
            raise found.error


def _do(
    desk: Desk, documents: Sequence[Document], queue: Callable[[Sequence[DocumentRef]], list[Effect]]
) -> tuple[list[_Row], bool]:
    """Queue one effect for each document, deliver, wait until every row rests; also whether the person stopped it.

    Raises the error of the first account when nothing at all could be queued.
    """
    queued: dict[DocumentRef, Effect] = {}
    failed: dict[str, MuhrError] = {}
    for account_id in dict.fromkeys(document.ref.account_id for document in documents):
        try:
            effects = queue([document.ref for document in documents if document.ref.account_id == account_id])
        except MuhrError as error:
            failed[account_id] = error
        else:
            queued |= {DocumentRef(account_id, effect.target_id): effect for effect in effects}
    if not queued:
        raise next(iter(failed.values()))
    stopped = _wait(desk, list(queued.values()))
    now = datetime.now(UTC)
    rows = []
    for document in documents:
        begun = queued.get(document.ref)
        effect = desk.workspace.effect(begun.id) if begun is not None else None
        step = desk.next_step(effect, now) if effect is not None else ""
        rows.append(_Row(document, effect, step, failed.get(document.ref.account_id)))
    return rows, stopped


def _wait(desk: Desk, effects: Sequence[Effect]) -> bool:
    """Wait until every row rests; gives whether the person stopped it.

    Ctrl-C takes back what no worker has taken in hand yet: a claimed row counts as sent, and is waited for.
    """

    def run() -> list[Future[int]]:
        return desk.run_outbox(list(dict.fromkeys(effect.account_id for effect in effects)))

    try:
        results("Sending", run())
    except KeyboardInterrupt:
        say("Taking back what still waits; what is on its way is waited for. Ctrl-C again leaves at once.")
        for effect in effects:
            try:
                desk.cancel(effect.id)
            except InputError:  # it is on its way
                continue
        results("Sending", run())
        return True
    return False


def _told(call: Call, action: Action, rows: Sequence[_Row], *, stopped: bool) -> int:
    """Give the answer, and the exit code."""
    if call.as_json:
        counts: dict[str, int] = {}
        for row in rows:
            counts[_state(row)] = counts.get(_state(row), 0) + 1
        answer({"action": action.value, "counts": counts, "documents": [_record(row) for row in rows]})
    else:
        columns = ["Number", "From or to", "Total", "Outcome", "Note"]
        table(columns, [_cells(row) for row in rows], right=["Total"])
    states = {row.effect.state if row.effect is not None else None for row in rows}
    if states & {EffectState.UNKNOWN, EffectState.SENDING}:
        say("Some outcomes are unknown. Muhr asks before it would ever send again: `muhr outbox run`.")
        return failures.UNKNOWN
    if EffectState.QUEUED in states:
        say("Some still wait to be sent: `muhr outbox run` sends them.")
    if stopped and EffectState.CANCELLED in states:
        return failures.STOPPED
    return failures.DONE if states == {EffectState.DONE} else failures.NOT_ALL


def _state(row: _Row) -> str:
    return row.effect.state.value if row.effect is not None else "not-done"


def _note(row: _Row) -> str:
    """Why it stands so, and what happens next where something does."""
    if row.effect is None:
        return str(row.error or "")
    return "" if row.effect.state is EffectState.DONE else row.next_step or row.effect.note


def _record(row: _Row) -> dict[str, Any]:
    document, effect, error = row.document, row.effect, row.error
    return {
        "id": document.ref.remote_id,
        "account": document.ref.account_id,
        "provider": document.provider.value,
        "number": document.number,
        "counterparty": records.party(document.counterparty),
        "total": records.money(document.total),
        "state": _state(row),
        "effect": effect.id if effect is not None else "",
        "code": effect.code if effect is not None else error.code if error is not None else "",
        "note": effect.note if effect is not None else str(error or ""),
        "next": row.next_step,
    }


def _cells(row: _Row) -> tuple[str, ...]:
    document = row.document
    return (
        document.number or document.ref.remote_id,
        document.counterparty.name,
        spell(document.total) if document.total else "",
        STATES[row.effect.state] if row.effect is not None else "not done",
        _note(row),
    )
