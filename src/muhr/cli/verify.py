"""`muhr verify`: the verdict on a signed message, for people and, to the letter, for other programs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from muhr.cli import records
from muhr.cli.call import Call, common, pass_call, trusting
from muhr.cli.output import answer, plain, say, tell
from muhr.domain import verdict_words as wording
from muhr.domain.errors import InputError, MessageMalformed
from muhr.domain.signatures import Report, RevocationMode, SignerReport, Verdict

_EXIT = {Verdict.VALID: 0, Verdict.INVALID: 1, Verdict.CANNOT_JUDGE: 2}
_UNREADABLE = 3
_LIMIT = 256 << 20
"""More bytes than this are not even read; the verifier's own limits for a message are narrower."""


class _Moment(click.ParamType[datetime]):
    name = "ISO-TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read an ISO 8601 date or time; without an offset it is UTC."""
        try:
            moment = datetime.fromisoformat(str(value))
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError):  # or a moment outside of the calendar in UTC
            self.fail(f"{value!r} is no ISO time like 2026-01-31T12:00:00Z", param, ctx)


_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--content", metavar="TEXT", help="What must have been signed; anything else is invalid.")
@click.option("--detached", metavar="FILE", type=_FILE, help="The signed bytes, when the message does not carry them.")
@click.option("--at", metavar="ISO-TIME", type=_Moment(), help="The moment for which certificates are judged (now).")
@click.option(
    "--revocation",
    type=click.Choice([mode.value for mode in RevocationMode]),
    default=RevocationMode.ONLINE.value,
    show_default=True,
    help="How far to go to learn whether a certificate was revoked.",
)
@common
@trusting
@pass_call
def verify(
    call: Call, file: Path, *, content: str | None, detached: Path | None, at: datetime | None, revocation: str
) -> int:
    """Judge the signed message in FILE (DER, BER, PEM, base64, or a ZIP archive of such; "-" for stdin).

    Exit codes: 0 valid, 1 invalid, 2 cannot judge, 3 unreadable or bad usage.
    """
    from muhr.bootstrap import open_verifier

    message = _read(file)
    given = _read(detached) if detached else None
    expected = _bytes(content) if content is not None else None
    verifier = open_verifier(call.trust, folder=call.folder, revocation=RevocationMode(revocation))
    try:
        report = verifier.verify_file(message, detached=given, expected=expected, at=at)
        if expected is not None and given is None and not report.attached and not report.documents:
            report = verifier.verify_file(message, detached=expected, expected=expected, at=at)
    except MessageMalformed as error:
        if call.as_json:
            answer(records.unreadable(str(error)))
        known = error.code in {"file-not-signed", "archive-refused"}
        say(plain(str(error) if known else f"This cannot be read as a signed message: {error}"))
        return _UNREADABLE
    if call.as_json:
        answer(records.report(report))
    else:
        _print(report)
    return _EXIT[report.verdict]


def _bytes(content: str) -> bytes:
    try:
        return content.encode("utf-8", "surrogateescape")  # the bytes of the command line, also where they are no UTF-8
    except UnicodeEncodeError as error:
        raise InputError("The text of --content is not readable") from error


def _read(file: Path) -> bytes:
    with click.open_file(str(file), "rb") as stream:
        found: bytes = stream.read(_LIMIT + 1)
    if len(found) > _LIMIT:
        raise InputError(f"{file} is larger than any signed message Muhr reads", code="file-too-large")
    return found


def _print(report: Report) -> None:
    tell(report.verdict.value.upper())
    tell(plain(wording.sentence(report)))
    for reason in report.reasons:
        tell(f"  {plain(reason)}")
    for document in report.documents:
        tell()
        size = "missing" if document.size is None else f"{document.size} bytes"
        verdict = document.verdict.value if document.verdict else "not signed"
        tell(f"Document: {plain(document.name)} ({size}) · {verdict}")
        if document.note:
            tell(f"  {plain(document.note)}")
        for signature in document.signatures:
            tell(f"  Signature file: {plain(signature.name)}")
            for reason in signature.report.reasons:
                tell(f"    {plain(reason)}")
            for signer in signature.report.signers:
                _print_signer(signer, "    ")
    if report.documents:
        return
    shown = records.report(report)["content"]
    carried = "in the message" if shown["attached"] else "beside the message"
    if shown["text"] is not None:
        tell(f"Signed text ({carried}): {plain(shown['text'][:500])}")
    elif report.content is not None:
        tell(f"Signed bytes ({carried}): {len(report.content)}")
    for signer in report.signers:
        tell()
        _print_signer(signer, "")


def _print_signer(signer: SignerReport, indent: str, role: str = "Signer") -> None:
    who = signer.identity
    tell(f"{indent}{role}: {plain(who.common_name) if who else 'unknown'} · {signer.verdict.value}")
    for name, value in (
        ("Company", who.organization if who else ""),
        ("Tax id", who.tax_id if who else ""),
        ("Personal id", who.personal_id if who else ""),
        ("Title", who.title if who else ""),
        ("Certificate", signer.serial),
        ("Signed", f"{signer.signing_time:%Y-%m-%d %H:%M:%S} UTC" if signer.signing_time else ""),
        ("Algorithms", " with ".join(part for part in (signer.signature_algorithm, signer.digest_algorithm) if part)),
        ("Chain", " → ".join(signer.chain)),
        *(("Time stamp", wording.timestamp(stamp)) for stamp in signer.timestamps),
        *(("Revocation", f"{one.subject}: {one.text}") for one in signer.revocation),
    ):
        if value:
            tell(f"{indent}  {name}: {plain(value)}")
    for reason in signer.reasons:
        tell(f"{indent}  Why: {plain(reason)}")
    for note in signer.notes:
        tell(f"{indent}  {plain(note)}")
    for counter in signer.counter_signatures:
        _print_signer(counter, f"{indent}  ", "Counter-signed by")
