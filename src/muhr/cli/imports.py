"""`muhr import`: read a register file, show what it holds, and import its documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muhr.cli import records
from muhr.cli.call import Call, common, pass_call
from muhr.cli.credentials import read_secrets, secrets_option
from muhr.cli.inbox import account_option, asked_accounts, require_secrets
from muhr.cli.output import answer, plain, say, table
from muhr.cli.waiting import settle
from muhr.domain.accounts import Account
from muhr.domain.effects import Effect, EffectState
from muhr.domain.imports import ImportItem
from muhr.domain.money import spell

if TYPE_CHECKING:
    from muhr.services.desk import Desk

_OUTCOMES = {
    EffectState.QUEUED: "waits to be sent",
    EffectState.SENDING: "is being sent",
    EffectState.DONE: "imported",
    EffectState.REFUSED: "refused",
    EffectState.UNKNOWN: "outcome unknown",
    EffectState.ABANDONED: "given up by a person",
    EffectState.CANCELLED: "taken back",
}


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@account_option
@click.option("--check", is_flag=True, help="Only read the file and say what is wrong with it.")
@secrets_option
@common
@pass_call
def imports(call: Call, /, *, file: Path, names: Sequence[str], check: bool, secrets_stdin: bool) -> int:
    """Import the documents of a register FILE (JSON or XML), and wait for their outcomes.

    Which of the two a file is, is seen from what it holds, whatever its name.

    What has been imported before, or cannot be sent, is left out and counts as not done. The imported documents stand
    in the inbox, where they wait to be signed.

    Exit codes: 0 all imported (with --check: all can be sent), 1 some were not, 2 an outcome is unknown, 3 the file
    cannot be used.
    """
    given = read_secrets() if secrets_stdin else None
    with call.desk(session_secrets=given is not None) as desk:
        chosen = asked_accounts(desk, names, given)
        if len(chosen) != 1:
            raise click.UsageError("Say with --account for which account the documents are")
        items = desk.read_register(chosen[0].id, file)
        if check:
            _show(call, [_checked(item) for item in items])
            return 0 if all(item.sendable for item in items) else 1
        require_secrets(desk, chosen)
        rows = _import(desk, chosen[0], items)
    _show(call, rows)
    outcomes = [row["outcome"] for row in rows]
    if EffectState.UNKNOWN.value in outcomes:
        say("Some outcomes are unknown. Muhr asks before it would ever send again: `muhr outbox`.")
        return 2
    return 0 if all(outcome == EffectState.DONE.value for outcome in outcomes) else 1


def _import(desk: Desk, account: Account, items: Sequence[ImportItem]) -> list[dict[str, Any]]:
    """Queue, wait, and give a row for each entry, in the order of the file."""
    imported = desk.import_documents(account.id, items)
    for outcome in settle("Importing", desk.run_outbox([account.id]) if imported.effects else []):
        if isinstance(outcome, BaseException):
            raise outcome
    now = datetime.now(UTC)
    after = {effect.target_id: desk.workspace.effect(effect.id) or effect for effect in imported.effects}
    why = {id(item): reason for item, reason in imported.left_out}
    rows = []
    for item in items:
        if id(item) in why:
            rows.append({**_record(item), "outcome": "left-out", "note": why[id(item)], "document": "", "effect": ""})
        else:
            effect = after[item.client_id]
            rows.append({**_record(item), **_outcome(effect, desk.next_step(effect, now))})
    return rows


def _outcome(effect: Effect, next_step: str) -> dict[str, Any]:
    note = effect.note if effect.state in {EffectState.DONE, EffectState.REFUSED} else f"{effect.note} {next_step}"
    return {
        "outcome": effect.state.value,
        "note": note.strip(),
        "document": effect.remote_id,
        "effect": effect.id,
    }


def _checked(item: ImportItem) -> dict[str, Any]:
    return {**_record(item), "outcome": "can-be-sent" if item.sendable else "cannot-be-sent", "note": ""}


def _record(item: ImportItem) -> dict[str, Any]:
    return {
        "place": item.place,
        "kind": item.kind,
        "number": item.number,
        "issued": records.moment(item.issued),
        "counterparty": records.party(item.counterparty) if item.counterparty is not None else None,
        "total": records.money(item.total),
        "client_id": item.client_id,
        "problems": [
            {"code": problem.code, "text": problem.text, "blocks": problem.blocks} for problem in item.problems
        ],
        "_total": spell(item.total) if item.total is not None else "",
    }


def _show(call: Call, rows: Sequence[dict[str, Any]]) -> None:
    if call.as_json:
        answer({"documents": [{name: row[name] for name in row if not name.startswith("_")} for row in rows]})
        return
    if not rows:
        say("The file holds no documents.")
        return
    words = {state.value: word for state, word in _OUTCOMES.items()}
    cells = []
    for row in rows:
        outcome = words.get(row["outcome"], row["outcome"].replace("-", " "))
        told = [problem["text"] for problem in row["problems"]]
        notes = dict.fromkeys([*told, row["note"]] if row["note"] not in " ".join(told) else told)
        whom = row["counterparty"]["name"] if row["counterparty"] else ""
        cells.append(
            (row["place"], row["kind"], row["number"], whom, row["_total"], outcome, plain(" ".join(notes)).strip())
        )
    table(["Where", "Kind", "Number", "For", "Total", "Outcome", "Note"], cells, right=["Total"])
