"""`muhr trust`: in which certificates a chain of trust may end; seen, added and removed with their fingerprints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from muhr.cli.call import Call, common, pass_call, trusting
from muhr.cli.output import answer, plain, say, table, tell
from muhr.cli.records import moment
from muhr.domain.errors import InputError
from muhr.domain.verifying import TrustAnchor, spelled

_LARGEST = 1 << 20


@click.group()
@common
def trust() -> None:
    """See, add or remove the authorities whose signatures are trusted."""


@trust.command("list")
@common
@trusting
@pass_call
def listed(call: Call) -> int:
    """List the trusted authorities, where they come from, and those that were taken out."""
    from muhr.bootstrap import open_trust

    keeper = open_trust(call.folder, call.trust)
    found = keeper.anchors()
    if call.as_json:
        answer([_record(one) for one in found])
        return 0
    rows = [
        (
            one.identity.common_name or one.identity.organization,
            one.country,
            _day(one),
            one.source.value if one.trusted else "taken out",
            spelled(one.fingerprint),
        )
        for one in found
    ]
    table(["Authority", "Country", "Valid until", "Source", "SHA-256"], rows)
    for problem in keeper.problems():
        say(plain(problem))
    return 0


def _day(anchor: TrustAnchor) -> str:
    return f"{anchor.identity.not_after:%Y-%m-%d}" if anchor.identity.not_after else ""


@trust.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--fingerprint", metavar="SHA256", default="", help="The fingerprint you compared; without it you are asked."
)
@common
@pass_call
def add(call: Call, file: Path, fingerprint: str) -> int:
    """Trust the authority whose certificate is in FILE, after its fingerprint was confirmed."""
    from muhr.bootstrap import open_trust

    with file.open("rb") as stream:
        data = stream.read(_LARGEST + 1)
    keeper = open_trust(call.folder)
    found = keeper.look(data)
    if not fingerprint:
        if call.as_json or len(found) != 1:
            raise InputError("Say which certificate with --fingerprint.", code="trust-fingerprint")
        (one,) = found
        say(plain(f"Authority: {one.identity.common_name} ({one.identity.organization}), valid until {_day(one)}"))
        say(f"SHA-256: {spelled(one.fingerprint)}")
        say(
            "Compare it with the one the authority publishes. Every signature under this authority will count as valid."
        )
        if not click.confirm("Is it the same, and do you trust this authority?", default=False, err=True):
            say("Nothing was changed.")
            return 1
        fingerprint = one.fingerprint
    _tell(call, keeper.add(data, fingerprint), "Trusted from now on")
    return 0


@trust.command()
@click.argument("fingerprint")
@common
@pass_call
def remove(call: Call, fingerprint: str) -> int:
    """Trust the authority with this FINGERPRINT (SHA-256) no longer."""
    from muhr.bootstrap import open_trust

    _tell(call, open_trust(call.folder).remove(fingerprint), "Not trusted any more")
    return 0


def _tell(call: Call, anchor: TrustAnchor, what: str) -> None:
    if call.as_json:
        answer(_record(anchor))
    else:
        tell(plain(f"{what}: {anchor.identity.common_name} · {spelled(anchor.fingerprint)}"))


def _record(anchor: TrustAnchor) -> dict[str, Any]:
    who = anchor.identity
    return {
        "fingerprint": anchor.fingerprint,
        "subject": {"common_name": who.common_name, "organization": who.organization, "country": anchor.country},
        "issuer": who.issuer,
        "serial": who.serial,
        "not_before": moment(who.not_before),
        "not_after": moment(who.not_after),
        "algorithm": who.algorithm,
        "source": anchor.source.value,
        "provenance": anchor.provenance,
        "place": anchor.place,
        "trusted": anchor.trusted,
    }
