"""The cards of a verdict: a signer with everything about him, a document of an archive with its signers."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from muhr.domain.signatures import DocumentReport, SignerReport, Verdict
from muhr.ui import icons
from muhr.ui.parts.frames import Facts, Frame, Notice, column, row, rule
from muhr.ui.parts.labels import Elided, Label, muted
from muhr.ui.retold import retold
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr
from muhr.ui.verify import verdicts, wording

_ICON = {Verdict.VALID: "ok", Verdict.INVALID: "cross", Verdict.CANNOT_JUDGE: "question"}


def _head(text: str, verdict: Verdict | None, name: str = "") -> QWidget:
    holder = QWidget()
    head = row(holder)
    tone = Tone.MUTED if verdict is None else verdicts.VERDICT_TONE[verdict]
    icon = Label()
    icons.put(icon, "note" if verdict is None else _ICON[verdict], tone)
    head.addWidget(icon)
    if name:
        head.addWidget(Elided(name, strong=True), 1)
        said = Label(text, tone=tone, strong=True, wrap=False)
        head.addWidget(said)
    else:
        head.addWidget(Label(text, tone=tone, strong=True), 1)
    return holder


def _fill(inside: QVBoxLayout, one: SignerReport, role: str, *, reasons: bool) -> None:
    inside.addWidget(_head(tr("{what}: {verdict}", what=role, verdict=verdicts.verdict(one.verdict)), one.verdict))
    if reasons and one.reasons:
        inside.addWidget(Notice(verdicts.VERDICT_TONE[one.verdict], "", "\n".join(map(retold, one.reasons))))
    for stamp in one.timestamps:
        if stamp.verdict is not Verdict.VALID:
            inside.addWidget(
                Notice(Tone.WARN, tr("A time stamp here proves nothing"), "\n".join(map(retold, stamp.reasons)))
            )
    inside.addWidget(Facts(wording.facts(one)))
    notes = [retold(note) for note in one.notes if "proves nothing" not in note]
    if notes:
        inside.addWidget(Notice(Tone.NOTE, "", "\n".join(notes)))
    for counter in one.counter_signatures:
        inside.addWidget(rule())
        name = tr("Countersigned by {name}", name=wording.signer_name(counter))
        _fill(inside, counter, name, reasons=True)


def signer_card(one: SignerReport, at: int) -> QWidget:
    """One signer of a message; `at` is his number, 0 for the only one, whose reasons stand above with the verdict."""
    card = Frame("card")
    role = tr("Signer {number}", number=at) if at else tr("Signer")
    _fill(column(card, margin=2 * GRID, space=12), one, role, reasons=at > 0)
    return card


def document_card(one: DocumentReport) -> QWidget:
    """One document of an archive with every signer of it."""
    card = Frame("card")
    inside = column(card, margin=2 * GRID, space=12)
    verdict = verdicts.verdict(one.verdict) if one.verdict is not None else tr("not signed")
    inside.addWidget(_head(verdict, one.verdict, one.name))
    inside.addWidget(muted(wording.about_document(one)))
    signers = [(file, signer) for file in one.signatures for signer in file.report.signers]
    for at, (file, signer) in enumerate(signers, 1):
        inside.addWidget(rule())
        role = tr("Signer {number}", number=at) if len(signers) > 1 else tr("Signer")
        _fill(inside, signer, role, reasons=True)
        inside.addWidget(muted(tr("Signature file: {name}", name=file.name)))
    unsigned = [retold(reason) for file in one.signatures if not file.report.signers for reason in file.report.reasons]
    if unsigned:
        inside.addWidget(Notice(Tone.STOP, "", "\n".join(unsigned)))
    return card
