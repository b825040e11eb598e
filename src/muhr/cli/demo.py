"""`muhr demo`: the whole job on the built-in world; without a screen, in the terminal, checked against the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muhr.cli import records
from muhr.cli.call import Call, common, pass_call, screen_is_there
from muhr.cli.credentials import GivenPassword
from muhr.cli.output import answer, say, table
from muhr.cli.waiting import calm_end, results
from muhr.domain.accounts import Account
from muhr.domain.documents import Document
from muhr.domain.errors import BugError
from muhr.domain.events import Step
from muhr.domain.findings import Severity
from muhr.domain.money import spell, totals

if TYPE_CHECKING:
    from muhr.bootstrap import DemoWorld


@click.command()
@click.option("--terminal", is_flag=True, help="Do the job here, not in the window.")
@common
@pass_call
def demo(call: Call, /, *, terminal: bool) -> int:
    """Try Muhr on a small built-in world: two companies, at least 40 documents that wait.

    In the window; or, with --terminal or without a screen, here: list, sign, deliver, confirm, then compare with the
    provider's own ledger. Exit code 0 only when it counts exactly one signature for each document.
    """
    if call.window is not None and not terminal and not call.as_json and screen_is_there():
        return call.window(call.workspace, call.trust, True)
    return _in_terminal(call)


@dataclass
class _Line:
    """One document that waited, and what became of it."""

    document: Document
    step: Step | None = None
    why: str = ""
    counted: int = 0
    """Signatures the provider's ledger holds for it."""
    gone: bool = False
    """Whether it has left the inbox after a fresh look."""

    @property
    def right(self) -> bool:
        """Signed exactly once and gone, or left out for a reason and not signed at all."""
        if self.step in {Step.CONFIRMED, Step.DELIVERED}:
            return self.counted == 1 and self.gone
        return self.step in {None, Step.FAILED} and bool(self.why) and self.counted == 0


@dataclass
class _Story:
    """What happened in the terminal demo."""

    lines: list[_Line] = field(default_factory=list)
    strangers: int = 0
    """Signatures in the ledger that belong to none of them."""


def _in_terminal(call: Call) -> int:
    from muhr.bootstrap import start_demo

    say("Starting the built-in world: everything in it is made up …")
    story = _Story()
    with calm_end(), start_demo(call.workspace) as world:
        for account in world.desk.workspace.accounts():
            _do_account(world, account, story)
        _count(world, story)
    signed = [line for line in story.lines if line.step in {Step.CONFIRMED, Step.DELIVERED}]
    well = bool(signed) and all(line.right for line in story.lines) and story.strangers == 0
    if call.as_json:
        answer({"ok": well, "signed": len(signed), "documents": [_record(line) for line in story.lines]})
    else:
        _print(story.lines)
        _sum_up(story, signed)
    return 0 if well else 1


def _do_account(world: DemoWorld, account: Account, story: _Story) -> None:
    """List, review, sign, deliver, confirm for one company; then look again."""
    from muhr.cli import signing

    desk = world.desk
    entry = _entry_of(world, account)
    results("Asking", desk.refresh([account.id]))
    waiting = desk.inbox(account.id)
    say(f"{account.company.name}: {len(waiting)} documents wait.")
    key = desk.keyring.entry(Path(entry["key"]))
    fitting, left_out = signing.signable(waiting, key)
    story.lines += [_Line(document, why=why) for document, why in left_out]
    found = signing.review(desk, fitting, key)
    signing.show(found)
    prompts = GivenPassword(bytearray(entry["key_password"].encode()))
    signed = signing.sign(desk, found, key, prompts)
    documents = {document.ref: document for document in found.documents}
    for outcome in signed.outcomes:
        stops = [each.text for each in signed.findings_of(outcome.ref) if each.severity is Severity.STOP]
        why = outcome.note or "; ".join(stops)
        story.lines.append(_Line(documents[outcome.ref], step=outcome.step, why=why))
    results("Looking again", desk.refresh([account.id]))
    still_there = {document.ref for document in desk.inbox(account.id)}
    for line in story.lines:
        if line.document.ref.account_id == account.id:
            line.gone = line.document.ref not in still_there


def _entry_of(world: DemoWorld, account: Account) -> Mapping[str, Any]:
    """The built-in world's own line about an account: its key file and the fictional password."""
    for entry in world.info["accounts"]:
        if entry["login"] == account.login:
            found: Mapping[str, Any] = entry
            return found
    raise BugError("the demo has an account that its world does not know")


def _count(world: DemoWorld, story: _Story) -> None:
    """Ask the provider's ledger how often each document was signed by each company."""
    counts: dict[tuple[str, str], int] = {}
    for effect in world.ledger()["effects"]:
        if effect["action"] == "sign":
            at = (str(effect["target"]).lower(), str(effect["viewer"]))
            counts[at] = counts.get(at, 0) + int(effect["count"])
    for line in story.lines:
        line.counted = counts.pop((line.document.ref.remote_id, line.document.company.tax_id), 0)
    story.strangers = sum(counts.values())


def _record(line: _Line) -> dict[str, Any]:
    return {
        **records.document(line.document),
        "outcome": line.step.value if line.step else "left-out",
        "why": line.why,
        "ledger": line.counted,
        "gone_from_inbox": line.gone,
        "right": line.right,
    }


def _print(lines: list[_Line]) -> None:
    from muhr.cli.signing import SAID

    rows = [
        (
            line.document.company.name,
            line.document.number or line.document.ref.remote_id,
            line.document.counterparty.name,
            spell(line.document.total) if line.document.total else "",
            SAID[line.step] if line.step else "left out",
            str(line.counted),
            line.why,
        )
        for line in lines
    ]
    columns = ["Company", "Number", "From or to", "Total", "Outcome", "At the provider", "Note"]
    table(columns, rows, right=["Total", "At the provider"])


def _sum_up(story: _Story, signed: list[_Line]) -> None:
    amounts = ", ".join(spell(each) for each in totals(line.document.total for line in signed if line.document.total))
    say(f"{len(signed)} documents signed and confirmed: {amounts}.")
    if left := len(story.lines) - len(signed):
        say(f"{left} left out; the last column says why.")
    if wrong := sum(not line.right for line in story.lines) + story.strangers:
        say(f"{wrong} are not as they should be: compare with the provider's ledger in the table.")
    else:
        say("The provider's own ledger counts exactly one signature for each of them, and none besides.")
