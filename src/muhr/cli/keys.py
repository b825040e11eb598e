"""`muhr keys`: which keys can be found, whose they are, and whether they can be used. No password is needed."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from muhr.cli import records
from muhr.cli.call import Call, common, modules_option, pass_call
from muhr.cli.output import answer, plain, say, table
from muhr.domain.errors import InputError
from muhr.domain.signatures import KeyEntry, KeyKind, KeySource, Tries

_LATE = {
    KeyKind.FILE: "known after the password",
    KeyKind.TOKEN: "known after the PIN",
    KeyKind.E_IMZO: "known after the first signature",
}
"""When the owner shows of whom nothing can be said yet."""
_REASONS = {
    "expired": "expired",
    "not-yet-valid": "not valid yet",
    "no-private-key": "holds no private key",
    "no-certificate": "has no certificate",
    "unreadable": "cannot be read",
    "not-for-signing": "not meant for signing",
    "locked": "locked",
    "mechanism-missing": "the token cannot sign with it",
}
_TRIES = {Tries.LOW: "few tries left", Tries.FINAL: "one try left", Tries.LOCKED: "locked"}
_QUIET = frozenset({"ok", "absent"})
_EVERY_MODULE = ""


@click.command()
@click.option(
    "--dir",
    "folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Look in this folder only, not in the usual places, and at no device.",
)
@modules_option
@click.option(
    "--probe",
    metavar="[MODULE]",
    is_flag=False,
    flag_value=_EVERY_MODULE,
    help="Try the programs for tokens (PKCS #11 modules) anew; with a path, load that one in this very process.",
)
@click.option(
    "--e-imzo",
    "e_imzo",
    metavar="URL",
    multiple=True,
    help="Where E-IMZO answers, e.g. ws://127.0.0.1:64646 (its usual ports).",
)
@common
@pass_call
def keys(call: Call, folder: Path | None, modules: Sequence[Path], probe: str | None, e_imzo: tuple[str, ...]) -> int:
    """List the keys that can be found, without any password: key files, tokens, E-IMZO."""
    from muhr.bootstrap import open_keyring

    if probe == _EVERY_MODULE:
        return _probe_all(call, modules)
    if probe is not None:
        _probe_here(Path(probe))
    ring = open_keyring(trust=call.trust, modules=modules, e_imzo=e_imzo or None)
    kinds = list(KeyKind) if folder is None else [KeyKind.FILE]
    entries = ring.keys([folder] if folder else [], kinds=kinds)
    if folder is not None:
        inside = folder.resolve()
        entries = [entry for entry in entries if Path(entry.id).resolve().is_relative_to(inside)]
    for source in ring.sources():
        _tell_hindrance(source)
    if call.as_json:
        answer([records.key(entry) for entry in entries])
    elif not entries:
        say(f"No key was found in {folder}." if folder else "No key was found in the usual places. Try --dir DIR.")
    else:
        table(["Owner", "Company", "Tax id", "Valid until", "State", "Kind", "Key"], [*map(_row, entries)])
    return 0


def _tell_hindrance(source: KeySource) -> None:
    if source.state not in _QUIET:
        say(f"{plain(source.name)}: {plain(source.detail)}")


def _row(entry: KeyEntry) -> tuple[str, ...]:
    who = entry.identity
    until = who.not_after.date().isoformat() if who and who.not_after else ""
    state = "can be used" if entry.usable else _REASONS.get(entry.reason, entry.reason)
    if entry.usable and entry.access.tries in _TRIES:
        state += f", {_TRIES[entry.access.tries]}"
    if entry.usable and not entry.identity_verified:
        state += ", shown as the file's label says"
    return (
        who.common_name if who else _LATE[entry.kind],
        who.organization if who else "",
        who.tax_id if who else "",
        until,
        state,
        entry.kind.value,
        _token(entry) if entry.kind is KeyKind.TOKEN else entry.id,
    )


def _token(entry: KeyEntry) -> str:
    """What `--key` understands, shorter than the whole id: the label, and the serial number behind it."""
    serial = entry.access.device_serial
    return f"{entry.place} ({serial})" if serial else entry.place


# ------------------------------------------------------------------ modules


def _probe_all(call: Call, modules: Sequence[Path]) -> int:
    """Give every module a new chance, each in a helper process; tell what became of it."""
    from muhr.bootstrap import token_shelf

    shelf = token_shelf(lambda: modules)
    shelf.forget()
    judged = shelf.look()
    if call.as_json:
        answer(
            [
                {
                    "name": one.candidate.name,
                    "module": str(one.candidate.path),
                    "state": one.verdict.state.value,
                    "detail": one.verdict.detail,
                }
                for one in judged
            ]
        )
    elif not judged:
        say("No program for tokens was found. Name one with --module PATH.")
    else:
        rows = [(one.candidate.name, one.verdict.state.value, str(one.candidate.path)) for one in judged]
        table(["Module", "State", "Path"], rows)
        for one in judged:
            if one.verdict.detail:
                say(f"{plain(one.candidate.name)}: {plain(one.verdict.detail)}")
    return 0


def _probe_here(path: Path) -> NoReturn:
    """Be the helper: load a module that may crash or hang, and say what was found as one JSON line.

    Ends the process without tidying up, for a module's own tidying up is where some crash. What a module prints goes
    to stderr.

    Raises:
        InputError: there is no such file.
    """
    from muhr.bootstrap import examine_token_module

    if not path.is_file():
        raise InputError(f"There is no such file: {plain(str(path))}", code="module-missing")
    said = os.dup(1)
    os.dup2(2, 1)
    record = examine_token_module(path.resolve())
    os.write(said, json.dumps(record).encode() + b"\n")
    os._exit(0)
