"""The verify page: drop a file or open one; the verdict first, then the reasons, the signers and the chain."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from muhr.domain.errors import InputError, MessageMalformed
from muhr.domain.signatures import Report, SignerReport, Verdict
from muhr.ui import icons, words
from muhr.ui.inbox.sheets import RawSheet
from muhr.ui.page import Page
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.frames import Facts, Frame, Notice, column, empty_out, row, scrolling
from muhr.ui.parts.labels import Label, heading, muted, restyle
from muhr.ui.retold import retold
from muhr.ui.session import Session
from muhr.ui.spelling import moment
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read at all."""
WIDTH = 760


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict on a file."""

    path: Path
    detached: Path | None
    report: Report


def judge(desk: Desk, path: Path, detached: Path | None) -> Judged:
    """Read and judge a file (in a thread). Raises `MessageMalformed`, `InputError` and `OSError`."""
    content = _bytes_of(detached) if detached is not None else None
    return Judged(path=path, detached=detached, report=desk.verifier.verify(_bytes_of(path), detached=content))


def _bytes_of(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise InputError(tr("The file is larger than 64 MB; Muhr does not read it."), code="file-too-large")
    return path.read_bytes()


def verdict_sentence(report: Report) -> str:
    """The verdict in one sentence: who, for whom, when."""
    signed = "; ".join(_who(one) for one in report.signers)
    if report.verdict is Verdict.VALID:
        return tr("Signed by {who}", who=signed)
    if report.verdict is Verdict.INVALID:
        return tr("The signature is not valid") if report.signers else tr("Nothing is signed here")
    return tr("Muhr cannot judge this signature")


def _who(one: SignerReport) -> str:
    identity = one.identity
    name = identity.common_name if identity is not None else tr("somebody (serial {serial})", serial=one.serial)
    company = identity.organization if identity is not None else ""
    text = tr("{name} for {company}", name=name, company=company) if company else name
    return tr("{who} on {when}", who=text, when=moment(one.signing_time)) if one.signing_time is not None else text


class DropPlace(Frame):
    """Where a file can be dropped."""

    dropped = Signal(object)
    """A `Path`."""

    def __init__(self, text: str, detail: str) -> None:
        super().__init__("drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(text)
        drawing = Label()
        icons.put(drawing, "verify", Tone.MUTED, 32)
        self.inside = row(self, margin=2 * GRID, space=2 * GRID)
        texts = column(space=2)
        texts.addWidget(heading(text))
        texts.addWidget(muted(detail))
        self.inside.addWidget(drawing)
        self.inside.addLayout(texts, 1)

    def _mark(self, *, over: bool) -> None:
        self.setProperty("over", over)
        restyle(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Qt: one local file is welcome."""
        if _local_file(event) is not None:
            event.acceptProposedAction()
            self._mark(over=True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: N802
        """Qt: not here after all."""
        self._mark(over=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Qt: take the file."""
        self._mark(over=False)
        path = _local_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)


def _local_file(event: QDropEvent) -> Path | None:
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].is_file() else None


class VerifyPage(Page):
    """Judges files."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Verify"), tr("Is this signature good, and whose is it?"))
        self.judged: Judged | None = None
        self._path: Path | None = None
        self.drop = DropPlace(tr("Drop a signed file here"), tr("Or choose one: .p7s, .p7b, .sig, .cms, PEM or base64"))
        self.drop.dropped.connect(self.verify)
        self.open_button = button(tr("Choose a file…"), self._on_open, look=ButtonLook.PRIMARY, shortcut="Ctrl+O")
        self.drop.inside.addWidget(self.open_button)
        content = QWidget()
        content.setMaximumWidth(WIDTH)
        held = column(content, space=2 * GRID)
        held.addWidget(self.drop)
        self._result: QVBoxLayout = column(space=2 * GRID)
        held.addLayout(self._result)
        held.addStretch(1)
        outside = QWidget()
        line = row(outside)
        line.setContentsMargins(3 * GRID, GRID, 3 * GRID, 3 * GRID)
        line.addWidget(content, 10)
        line.addStretch(1)
        self.body.addWidget(scrolling(outside, tr("Verdict")), 1)

    def verify(self, path: Path, detached: Path | None = None) -> None:
        """Judge a file, with the document beside it when the signature is kept apart."""
        self._path = path
        empty_out(self._result)
        self._result.addWidget(muted(tr("Reading {name}…", name=path.name)))
        self.session.ask(self, lambda desk: judge(desk, path, detached), self._on_judged, self._on_trouble)

    def _on_open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose a signed file"))
        if name:
            self.verify(Path(name))

    def _on_detached(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose the document that was signed"))
        if name and self._path is not None:
            self.verify(self._path, Path(name))

    def _on_trouble(self, error: BaseException) -> None:
        if not isinstance(error, MessageMalformed | InputError | OSError):
            self.session.trouble.emit(error)
            return
        empty_out(self._result)
        name = self._path.name if self._path is not None else ""
        if isinstance(error, MessageMalformed):
            text, detail = tr("{name} is not a signature", name=name), retold(error.sentence)
        elif isinstance(error, InputError):
            text, detail = tr("{name} was not read", name=name), retold(error.sentence)
        else:
            text, detail = tr("{name} cannot be read", name=name), error.strerror or ""
        self._result.addWidget(Notice(Tone.STOP, text, detail))

    def _on_judged(self, judged: Judged) -> None:
        self.judged = judged
        report = judged.report
        empty_out(self._result)
        tone = words.VERDICT_TONE[report.verdict]
        reasons = [retold(reason) for one in report.signers for reason in one.reasons]
        reasons += [retold(reason) for reason in report.reasons]
        self._result.addWidget(Notice(tone, verdict_sentence(report), "\n".join(dict.fromkeys(reasons))))
        if report.content is None and judged.detached is None:
            self._result.addWidget(self._ask_detached())
        self._result.addWidget(self._about_content(judged))
        for at, one in enumerate(report.signers, 1):
            self._result.addWidget(_signer(one, at if len(report.signers) > 1 else 0))

    def _ask_detached(self) -> QWidget:
        card = Frame("card")
        inside = row(card, margin=2 * GRID)
        inside.addWidget(Label(tr("The signature is kept apart from its document. Choose the document to compare.")), 1)
        inside.addWidget(button(tr("Choose the document…"), self._on_detached))
        return card

    def _about_content(self, judged: Judged) -> QWidget:
        report = judged.report
        card = Frame("card")
        inside = column(card, margin=2 * GRID, space=12)
        inside.addWidget(heading(tr("What was signed")))
        apart = judged.detached.name if judged.detached is not None else tr("another file")
        text = report.content.decode("utf-8", "replace") if report.content is not None else ""
        short = text if len(text) <= 200 and text.isprintable() else ""
        inside.addWidget(
            Facts((
                (tr("File"), judged.path.name),
                (tr("Content"), tr("inside the signature") if report.attached else apart),
                (tr("Size"), tr("%n byte(s)", len(report.content)) if report.content is not None else ""),
                (tr("Text"), short),
            ))
        )  # fmt: skip
        if text and not short:
            show = button(tr("Show the text"), lambda: RawSheet(self.window(), judged.path.name, text).open(),
                          look=ButtonLook.QUIET)  # fmt: skip
            inside.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        return card


def _signer(one: SignerReport, at: int) -> QWidget:
    card = Frame("card")
    inside = column(card, margin=2 * GRID, space=12)
    head = row()
    icon = Label()
    name = {Verdict.VALID: "ok", Verdict.INVALID: "cross", Verdict.CANNOT_JUDGE: "question"}[one.verdict]
    icons.put(icon, name, words.VERDICT_TONE[one.verdict])
    head.addWidget(icon)
    who = tr("Signer {number}", number=at) if at else tr("Signer")
    head.addWidget(Label(f"{who}: {words.verdict(one.verdict)}", strong=True, tone=words.VERDICT_TONE[one.verdict]), 1)
    inside.addLayout(head)
    identity = one.identity
    facts = [(tr("Signed at"), moment(one.signing_time)), (tr("Serial number"), one.serial)]
    if identity is not None:
        facts = [
            (tr("Name"), identity.common_name),
            (tr("Company"), identity.organization),
            (tr("Title"), identity.title),
            (tr("Tax number"), identity.tax_id or identity.personal_tax_id),
            (tr("Personal number"), identity.personal_id),
            *facts,
        ]
    facts += [
        (tr("Digest"), one.digest_algorithm),
        (tr("Signature"), one.signature_algorithm),
        (tr("Chain"), "\n".join(f"{'  ' * depth}{name}" for depth, name in enumerate(one.chain))),
    ]
    inside.addWidget(Facts(facts))
    return card
