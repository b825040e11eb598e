"""`muhr settings`: how signatures are checked and stamped in this workspace, as in the window."""

from __future__ import annotations

import click

from muhr.cli.call import Call, common, pass_call
from muhr.cli.output import answer, plain, tell
from muhr.domain import verifying
from muhr.domain.errors import InputError
from muhr.domain.ports import Workspace
from muhr.domain.signatures import RevocationMode, StampMode

_CHOICES = {
    "revocation": (verifying.REVOCATION, [one.value for one in RevocationMode]),
    "timestamp": (verifying.STAMP_MODE, [one.value for one in StampMode]),
}
_SERVERS = "timestamp-servers"
NAMES = (*_CHOICES, _SERVERS)


@click.command()
@click.argument("name", required=False, type=click.Choice(NAMES))
@click.argument("values", nargs=-1)
@common
@pass_call
def settings(call: Call, name: str | None, values: tuple[str, ...]) -> int:
    """Show the settings of the workspace, or store one: NAME with its new value (several addresses for servers)."""
    with call.desk() as desk:
        workspace = desk.workspace
        if name is not None and values:
            _store(workspace, name, values)
        found = _read(workspace)
    shown = {name: found[name]} if name is not None else found
    if call.as_json:
        answer(shown)
    else:
        for key, value in shown.items():
            tell(plain(f"{key}: {value if isinstance(value, str) else ', '.join(value) or 'none'}"))
    return 0


def _store(workspace: Workspace, name: str, values: tuple[str, ...]) -> None:
    if name == _SERVERS:
        if not all(one.startswith(("http://", "https://")) for one in values):
            raise InputError("The address of an authority begins with http:// or https://.", code="setting-value")
        workspace.set_setting(verifying.STAMP_SERVERS, "\n".join(values))
        return
    stored, allowed = _CHOICES[name]
    if len(values) != 1 or values[0] not in allowed:
        raise InputError(f"{name} is one of: {', '.join(allowed)}.", code="setting-value")
    workspace.set_setting(stored, values[0])


def _read(workspace: Workspace) -> dict[str, str | list[str]]:
    stamps = verifying.stamp_settings(
        workspace.setting(verifying.STAMP_MODE), workspace.setting(verifying.STAMP_SERVERS)
    )
    return {
        "revocation": verifying.revocation_mode(workspace.setting(verifying.REVOCATION)).value,
        "timestamp": stamps.mode.value,
        _SERVERS: list(stamps.servers),
    }
