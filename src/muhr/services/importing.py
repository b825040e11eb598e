"""Imports: reads a register file for one account and queues its entries.

How a file is read is the provider's; sending, and asking when an answer is lost, is the runner's; making known what
came of it is in `imported`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from muhr.domain.accounts import Account
from muhr.domain.documents import Action, Direction, Document, DocumentRef, Stage
from muhr.domain.effects import OPEN, Effect, EffectState, digest_of
from muhr.domain.errors import InputError
from muhr.domain.imports import ImportItem, ImportProblem
from muhr.domain.money import spell, totals
from muhr.domain.ports import Provider, Workspace
from muhr.domain.records import Batch
from muhr.domain.sentences import say
from muhr.services.account_desk import AccountDesk
from muhr.services.arithmetic import find_mismatch
from muhr.services.imported import imports_of, mark_of

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that are read at all; how large a register may be, the provider says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of asking for an import: the rows that were queued, and what was left out, with the reason."""

    effects: tuple[Effect, ...]
    left_out: tuple[tuple[ImportItem, str], ...]


def read_file(path: Path) -> bytes:
    """Read a register file. Raises `InputError` (`register-file`, `register-size`)."""
    try:
        if not path.is_file():
            raise InputError(say("{name} is no file.", name=path.name), code="register-file")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(
            say("{name} cannot be read: {strerror}.", name=path.name, strerror=error.strerror), code="register-file"
        ) from error
    if len(data) > LARGEST:
        raise InputError(
            say("{name} is larger than {mebibytes} MiB. Split it.", name=path.name, mebibytes=LARGEST // 2**20),
            code="register-size",
        )
    return data


def checked(provider: Provider, workspace: Workspace, account: Account, data: bytes) -> list[ImportItem]:
    """Read a register and say of each entry what speaks against it, the workspace's own knowledge included.

    Raises `InputError` when the file as a whole is unusable.
    """
    items = provider.read_register(data)
    earlier = imports_of(workspace, account.id)
    return [item.with_problems(*_problems(item, account, earlier.get(item.client_id.lower()))) for item in items]


def _problems(item: ImportItem, account: Account, earlier: Effect | None) -> Iterator[ImportProblem]:
    mismatch = find_mismatch(_draft(item, account))
    if mismatch is not None:
        yield ImportProblem(code="arithmetic", text=mismatch.text, blocks=False)
    if earlier is None:
        return
    if earlier.state is EffectState.DONE:
        text = say(
            "It was imported before (on {created}). It is not sent a second time.", created=earlier.created.date()
        )
        yield ImportProblem(code="effect-open", text=text, blocks=True)
    elif earlier.state in OPEN:
        text = say("It is in the outbox already. It is not sent a second time.")
        yield ImportProblem(code="effect-open", text=text, blocks=True)
    elif earlier.state is EffectState.ABANDONED or (earlier.state is EffectState.CANCELLED and earlier.attempts):
        text = say(
            "An earlier import was given up without knowing its outcome. Look at the provider before sending it."
        )
        yield ImportProblem(code="given-up", text=text, blocks=False)


def _draft(item: ImportItem, account: Account) -> Document:
    """The entry as a document, for those who judge documents."""
    return Document(
        ref=DocumentRef(account.id, item.client_id),
        provider=account.provider,
        direction=Direction.OUTGOING,
        kind=item.kind,
        kind_code=item.kind_code,
        number=item.number,
        issued=item.issued,
        company=account.company,
        counterparty=item.counterparty or replace(account.company, tax_id="", name=""),
        total=item.total,
        status="",
        status_text="",
        stage=Stage.UNKNOWN,
        content=item.content,
    )


# ------------------------------------------------------------------ queueing


def add_imports(desk: AccountDesk, items: Sequence[ImportItem]) -> Imported:
    """Queue one import for each entry that can be sent; the others are left out, each with its reason.

    What has been imported under the same key, or is about to be, is left out too: the unique indexes of the workspace
    would refuse it, and the others are not to suffer for it.

    Raises:
        Unauthorised: no credentials are stored.
        InputError: another import of the same entry came between; nothing was queued.
        WorkspaceError: the rows could not be kept.
    """
    provider, now, batch_id = desk.connect(), desk.clock(), uuid.uuid4().hex
    taken = {
        key
        for key, effect in imports_of(desk.workspace, desk.account.id).items()
        if effect.state in OPEN or effect.state is EffectState.DONE
    }
    chosen: list[ImportItem] = []
    left_out: list[tuple[ImportItem, str]] = []
    for item in items:
        reasons = [problem.text for problem in item.problems if problem.blocks]
        if not reasons and item.client_id.lower() in taken:
            reasons = [say("It was imported before, or is in the outbox already. It is not sent a second time.")]
        if reasons:
            left_out.append((item, " ".join(reasons)))
        else:
            taken.add(item.client_id.lower())
            chosen.append(item)
    effects = [_effect(desk, item, provider.import_payload(item)) for item in chosen]
    effects = [replace(effect, created=now, batch_id=batch_id) for effect in effects]
    if effects:
        amounts = totals(item.total for item in chosen if item.total is not None)
        batch = Batch(
            id=batch_id,
            created=now,
            action=Action.IMPORT.value,
            signer="",
            documents=len(effects),
            totals=", ".join(spell(money) for money in amounts),
        )
        desk.workspace.set_setting(mark_of(desk.account.id), "yes")  # before the rows: a crash must not hide them
        desk.runner.add(effects, (), batch)
    return Imported(effects=tuple(effects), left_out=tuple(left_out))


def _effect(desk: AccountDesk, item: ImportItem, payload: bytes) -> Effect:
    effect_id = uuid.uuid4().hex
    return Effect(
        id=effect_id,
        account_id=desk.account.id,
        provider=desk.account.provider,
        action=Action.IMPORT,
        target_id=item.client_id,
        title=title_of_item(item),
        key=effect_id,
        payload=payload,
        payload_sha256=digest_of(payload),
        created=desk.clock(),
    )


def title_of_item(item: ImportItem) -> str:
    """One line for people: number, counterparty, amount."""
    counterparty = item.counterparty.name or item.counterparty.tax_id if item.counterparty is not None else ""
    amount = spell(item.total) if item.total is not None else ""
    return " · ".join(part for part in (item.number or item.place, counterparty, amount) if part)
