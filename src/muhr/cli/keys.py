"""`muhr keys`: which keys can be found, whose they are, and whether they can be used. No password is needed."""

from __future__ import annotations

from pathlib import Path

import click

from muhr.cli import records
from muhr.cli.call import Call, common, pass_call
from muhr.cli.output import answer, say, table
from muhr.domain.signatures import KeyEntry

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
@common
@pass_call
def keys(call: Call, folder: Path | None) -> int:
    """List the keys that can be found, without any password."""
    from muhr.bootstrap import open_keyring

    entries = open_keyring(trust=call.trust).keys([folder] if folder else [])
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
        who.common_name if who else "known after the password",
        who.organization if who else "",
        who.tax_id if who else "",
        until,
        state,
        entry.id,
    )
