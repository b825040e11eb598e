"""`muhr outbox`: what is under way at the providers, and the decisions only a person can make."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import click

from muhr.cli import choose, failures, records
from muhr.cli.call import Call, common, pass_call
from muhr.cli.credentials import read_secrets, secrets_option
from muhr.cli.inbox import account_option, asked_accounts, require_secrets
from muhr.cli.output import answer, plain, say, table
from muhr.cli.waiting import settle
from muhr.domain.effects import OPEN, Effect, EffectState
from muhr.domain.errors import MuhrError

STATES = {
    EffectState.QUEUED: "waits to be sent",
    EffectState.SENDING: "is being sent",
    EffectState.DONE: "done",
    EffectState.REFUSED: "refused",
    EffectState.UNKNOWN: "outcome unknown",
    EffectState.ABANDONED: "given up by a person",
    EffectState.CANCELLED: "taken back",
}
"""Each state in words for the table."""


@click.group(invoke_without_command=True)
@common
@click.pass_context
def outbox(context: click.Context) -> object:
    """See what is under way, and decide what only a person can. Without a command: list."""
    return context.invoke(list_) if context.invoked_subcommand is None else None


@outbox.command("list")
@click.option("--open", "open_only", is_flag=True, help="Only what is not settled yet.")
@common
@pass_call
def list_(call: Call, /, *, open_only: bool = False) -> int:
    """List the rows, oldest first, each with what happens next."""
    now = datetime.now(UTC)
    with call.desk() as desk:
        found = [(effect, desk.next_step(effect, now)) for effect in desk.workspace.effects(open_only=open_only)]
    if call.as_json:
        answer([records.effect(effect, next_step=next_step) for effect, next_step in found])
    elif not found:
        say("The outbox is empty.")
    else:
        _print(found)
    return 0


def _print(found: Sequence[tuple[Effect, str]]) -> None:
    rows = [
        (effect.id[:12], effect.action.value, effect.title, STATES[effect.state], effect.note, next_step)
        for effect, next_step in found
    ]
    table(["Id", "Action", "What", "State", "Why", "What happens next"], rows)


@outbox.command("run")
@account_option
@secrets_option
@common
@pass_call
def run(call: Call, /, *, names: Sequence[str], secrets_stdin: bool) -> int:
    """Send what is queued and ask about what is unknown, now.

    Exit codes: 0 nothing is left open, 1 something still waits to be sent, 2 an outcome is still unknown.
    """
    given = read_secrets() if secrets_stdin else None
    with call.desk(session_secrets=given is not None) as desk:
        chosen = asked_accounts(desk, names, given)
        waiting = {effect.account_id for effect in desk.workspace.effects(open_only=True)}
        require_secrets(desk, [account for account in chosen if account.id in waiting])
        outcomes = settle("Sending and asking", [each for account in chosen for each in desk.run_outbox([account.id])])
        now = datetime.now(UTC)
        left = [effect for account in chosen for effect in desk.workspace.effects(account.id, open_only=True)]
        found = [(effect, desk.next_step(effect, now)) for effect in left]
    changed, status = 0, 0
    for outcome in outcomes:
        if isinstance(outcome, MuhrError):
            say(f"{plain(str(outcome))} {failures.advice(outcome)}".strip())
            status = status or failures.exit_code(outcome)
        elif isinstance(outcome, BaseException):
            raise outcome
        else:
            changed += outcome
    if call.as_json:
        answer({"changed": changed, "open": [records.effect(effect, next_step=step) for effect, step in found]})
    elif found:
        _print(found)
    else:
        say(f"{changed} rows changed; nothing is left open.")
    states = {effect.state for effect in left}
    return status or (2 if EffectState.UNKNOWN in states else 1 if states & OPEN else 0)


@outbox.command()
@click.argument("id_", metavar="ID")
@click.option(
    "--as",
    "decision",
    required=True,
    type=click.Choice(["done", "resend", "abandon"]),
    help="done: it is there. resend: it is not, send the same bytes again. abandon: leave it.",
)
@common
@pass_call
def resolve(call: Call, /, *, id_: str, decision: str) -> int:
    """Decide about a row whose outcome is unknown. Look at the provider's own pages first."""
    from muhr.services.desk import Decision

    with call.desk() as desk:
        effect = choose.effect(desk.workspace.effects(), id_)
        effect = desk.resolve(effect.id, Decision(decision))
        next_step = desk.next_step(effect, datetime.now(UTC))
    return _told(call, effect, next_step)


@outbox.command()
@click.argument("id_", metavar="ID")
@common
@pass_call
def cancel(call: Call, /, *, id_: str) -> int:
    """Take a row back that has not been sent yet."""
    with call.desk() as desk:
        effect = desk.cancel(choose.effect(desk.workspace.effects(), id_).id)
        next_step = desk.next_step(effect, datetime.now(UTC))
    return _told(call, effect, next_step)


def _told(call: Call, effect: Effect, next_step: str) -> int:
    if call.as_json:
        answer(records.effect(effect, next_step=next_step))
    else:
        say(f"{plain(effect.title)}: {STATES[effect.state]}. {plain(next_step)}")
    return 0
