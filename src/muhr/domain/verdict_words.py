"""The verdict in sentences for people, the same in the terminal, in the window and on paper. Decides nothing."""

from __future__ import annotations

from datetime import UTC, datetime

from muhr.domain.signatures import Report, SignerReport, TimestampReport, Verdict

_MEANS = {
    Verdict.VALID: "valid",
    Verdict.INVALID: "not valid",
    Verdict.CANNOT_JUDGE: "Muhr cannot judge it",
}


def when(moment: datetime) -> str:
    """A moment for people: UTC, to the minute."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def sentence(report: Report) -> str:
    """The whole verdict in one sentence."""
    if report.documents:
        signed = [document for document in report.documents if document.verdict is not None]
        what = "1 signed document" if len(signed) == 1 else f"{len(signed)} signed documents"
        return f"An archive with {what}: {_overall(report.verdict, len(signed))}."
    if not report.signers:
        return "Nothing is signed here."
    text = "; ".join(signer(one) for one in report.signers)
    overall = any(one.verdict is not report.verdict for one in report.signers)
    # A fault of the content concerns every signer and stands in none of them.
    return f"{text}; all in all {_MEANS[report.verdict]}." if overall else f"{text}."


def _overall(verdict: Verdict, count: int) -> str:
    if verdict is Verdict.VALID:
        return "valid" if count == 1 else "all valid"
    return "not everything is valid" if verdict is Verdict.INVALID else "not everything can be judged"


def signer(one: SignerReport) -> str:
    """ "Signed by … for … (tax id) on …; valid", without the full stop."""
    who = one.identity
    name = who.common_name or who.organization if who is not None else ""
    begins = "Signed by" if one.verdict is Verdict.VALID else "Said to be signed by"
    text = f"{begins} {name or f'somebody (certificate {one.serial})'}"
    if who is not None and who.organization and who.organization != name:
        text += f" for {who.organization}"
    if who is not None and who.tax_id:
        text += f" ({who.tax_id})"
    if one.proven_time is not None:
        text += f" before {when(one.proven_time)}, which a time stamp proves"
    elif one.signing_time is not None:
        text += f" on {when(one.signing_time)}"
    return f"{text}; {_MEANS[one.verdict]}"


def timestamp(one: TimestampReport) -> str:
    """One time stamp in a line."""
    time = when(one.time) if one.time is not None else "no time"
    by = f" by {one.authority}" if one.authority else ""
    why = f" ({' '.join(one.reasons)})" if one.reasons else ""
    return f"{time}{by}; {_MEANS[one.verdict]}{why}"
