"""`muhr keys`: which keys can be found, whose they are, and whether they can be used. No password is needed."""

from __future__ import annotations

from pathlib import Path

import click

from muhr.cli import records
from muhr.cli.call import Call, common, pass_call
from muhr.cli.output import answer, plain, say, table
from muhr.domain.signatures import KeyEntry, KeyKind

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
    "unreadable": "cannot be read",
    "not-for-signing": "not meant for signing",
}


@click.command()
@click.option(
    "--dir",
    "folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Look in this folder only, not in the usual places.",
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
def keys(call: Call, folder: Path | None, e_imzo: tuple[str, ...]) -> int:
    """List the keys that can be found, without any password."""
    from muhr.bootstrap import open_keyring

    ring = open_keyring(trust=call.trust, e_imzo=e_imzo or None)
    kinds = [KeyKind.FILE] if folder is not None else list(KeyKind)
    entries = ring.keys([folder] if folder else [], kinds=kinds)
    for source in ring.sources():
        if source.state != "ok":
            say(f"{plain(source.name)}: {plain(source.detail)}")
    if folder is not None:
        inside = folder.resolve()
        entries = [entry for entry in entries if Path(entry.id).resolve().is_relative_to(inside)]
    if call.as_json:
        answer([records.key(entry) for entry in entries])
    elif not entries:
        say(f"No key was found in {folder}." if folder else "No key was found in the usual places. Try --dir DIR.")
    else:
        table(["Owner", "Company", "Tax id", "Valid until", "State", "File"], [_row(entry) for entry in entries])
    return 0


def _row(entry: KeyEntry) -> tuple[str, ...]:
    who = entry.identity
    until = who.not_after.date().isoformat() if who and who.not_after else ""
    state = "can be used" if entry.usable else _REASONS.get(entry.reason, entry.reason)
    if entry.usable and not entry.identity_verified:
        state += ", shown as the file's label says"
    return (
        who.common_name if who else _LATE[entry.kind],
        who.organization if who else "",
        who.tax_id if who else "",
        until,
        state,
        entry.id,
    )
