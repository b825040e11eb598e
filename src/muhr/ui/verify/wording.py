"""The verdict in the person's language: one sentence first, then the lines that are copied, printed and saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from muhr import __version__
from muhr.domain.signatures import DocumentReport, Report, SignerReport, TimestampReport, Verdict
from muhr.ui.retold import retold
from muhr.ui.spelling import moment
from muhr.ui.tr import tr
from muhr.ui.verify import verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict on a file."""

    path: Path
    detached: Path | None
    report: Report
    at: datetime
    """When it was judged."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report on paper."""

    text: str
    depth: int = 0
    strong: bool = False


def verdict_sentence(report: Report) -> str:
    """The verdict in one sentence: who, for whom, when; valid or not."""
    if report.documents:
        return _archive_sentence(report)
    signed = "; ".join(_who(one) for one in report.signers)
    if report.verdict is Verdict.VALID:
        return tr("Signed by {who}; valid", who=signed)
    if report.verdict is Verdict.INVALID:
        return tr("The signature is not valid") if report.signers else tr("Nothing is signed here")
    return tr("Muhr cannot judge this signature")


def _archive_sentence(report: Report) -> str:
    count = len([one for one in report.documents if one.verdict is not None])
    if report.verdict is Verdict.VALID:
        return tr("An archive with %n signed document(s); valid", count)
    if report.verdict is Verdict.INVALID:
        return tr("An archive with %n signed document(s); not everything is valid", count)
    return tr("An archive with %n signed document(s); not everything can be judged", count)


def _who(one: SignerReport) -> str:
    text = signer_name(one)
    company = one.identity.organization if one.identity is not None else ""
    if company and company != text:
        text = tr("{name} for {company}", name=text, company=company)
    if one.identity is not None and one.identity.tax_id:
        text = tr("{who} ({number})", who=text, number=one.identity.tax_id)
    if one.proven_time is not None:
        return tr("{who} before {when}, which a time stamp proves", who=text, when=moment(one.proven_time))
    return tr("{who} on {when}", who=text, when=moment(one.signing_time)) if one.signing_time is not None else text


def signer_name(one: SignerReport) -> str:
    """Who signed, in a few words."""
    name = (one.identity.common_name or one.identity.organization) if one.identity is not None else ""
    return name or tr("somebody (serial {serial})", serial=one.serial)


def stamp(one: TimestampReport) -> str:
    """One time stamp in a line."""
    text = moment(one.time) or tr("no time")
    if one.authority:
        text = tr("{when} by {authority}", when=text, authority=one.authority)
    return tr("{what}: {verdict}", what=text, verdict=verdicts.verdict(one.verdict))


def facts(one: SignerReport) -> list[tuple[str, str]]:
    """Everything about one signer, names and values; empty values included."""
    who = one.identity
    found = []
    if who is not None:
        found = [
            (tr("Name"), who.common_name),
            (tr("Company"), who.organization),
            (tr("Title"), who.title),
            (tr("Tax number"), who.tax_id or who.personal_tax_id),
            (tr("Personal number"), who.personal_id),
        ]
    return [
        *found,
        (tr("Signed at"), moment(one.signing_time)),
        (tr("Time stamps"), "\n".join(stamp(each) for each in one.timestamps)),
        (tr("Serial number"), one.serial),
        (tr("Revocation"), "\n".join(f"{each.subject}: {retold(each.text)}" for each in one.revocation)),
        (tr("Digest"), one.digest_algorithm),
        (tr("Signature"), one.signature_algorithm),
        (tr("Chain"), "\n".join(f"{'  ' * depth}{name}" for depth, name in enumerate(one.chain))),
    ]


def about_document(one: DocumentReport) -> str:
    """The size of an archive's document, and what must be known of it."""
    size = tr("not in the archive") if one.size is None else tr("%n byte(s)", one.size)
    return f"{size} · {retold(one.note)}" if one.note else size


def paper(judged: Judged) -> list[Line]:
    """The whole report, line by line."""
    report = judged.report
    lines = [Line(verdict_sentence(report), strong=True), Line(tr("File: {name}", name=judged.path.name))]
    if judged.detached is not None:
        lines.append(Line(tr("Document: {name}", name=judged.detached.name)))
    lines.append(Line(tr("Checked with Muhr {version} at {when}", version=__version__, when=moment(judged.at))))
    lines += [Line(retold(reason)) for reason in report.reasons]
    for at, signer in enumerate(report.signers, 1):
        lines += _signer(signer, tr("Signer {number}", number=at), 0)
    for document in report.documents:
        verdict = verdicts.verdict(document.verdict) if document.verdict is not None else tr("not signed")
        lines.append(Line(tr("{what}: {verdict}", what=document.name, verdict=verdict), strong=True))
        lines.append(Line(about_document(document), 1))
        for file in document.signatures:
            lines.append(Line(tr("Signature file: {name}", name=file.name), 1))
            lines += [Line(retold(reason), 1) for reason in file.report.reasons]
            for at, signer in enumerate(file.report.signers, 1):
                lines += _signer(signer, tr("Signer {number}", number=at), 1)
    return lines


def _signer(one: SignerReport, role: str, depth: int) -> Iterator[Line]:
    yield Line(tr("{what}: {verdict}", what=role, verdict=verdicts.verdict(one.verdict)), depth, strong=True)
    for name, value in facts(one):
        for at, part in enumerate(value.splitlines()):
            yield Line(tr("{name}: {value}", name=name, value=part.strip()) if not at else part, depth + 1)
    for reason in (*one.reasons, *one.notes):
        yield Line(retold(reason), depth + 1)
    for counter in one.counter_signatures:
        yield from _signer(counter, tr("Countersigned by {name}", name=signer_name(counter)), depth + 1)
