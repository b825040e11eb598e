"""The verify page: drop a file or open one; the verdict first, then the reasons, the signers and the chain."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from muhr.domain.errors import InputError, MessageMalformed
from muhr.ui import icons
from muhr.ui.inbox.sheets import RawSheet
from muhr.ui.page import Page
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.frames import Facts, Frame, Notice, column, empty_out, row, scrolling
from muhr.ui.parts.labels import Label, heading, muted, restyle
from muhr.ui.retold import retold
from muhr.ui.session import Session
from muhr.ui.settings.trust import TrustSheet
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr
from muhr.ui.verify import verdicts
from muhr.ui.verify.cards import document_card, signer_card
from muhr.ui.verify.paper import as_document, as_pdf, as_text
from muhr.ui.verify.wording import Judged, paper, verdict_sentence

if TYPE_CHECKING:
    from muhr.services.desk import Desk

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read at all."""
WIDTH = 760
MOST_SHOWN = 60
"""Documents of an archive that get a card."""


def judge(desk: Desk, path: Path, detached: Path | None) -> Judged:
    """Read and judge a file (in a thread). Raises `MessageMalformed`, `InputError` and `OSError`."""
    content = _bytes_of(detached) if detached is not None else None
    report = desk.verifier.verify_file(_bytes_of(path), detached=content)
    return Judged(path=path, detached=detached, report=report, at=datetime.now(UTC))


def _bytes_of(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise InputError(tr("The file is larger than 64 MB; Muhr does not read it."), code="file-too-large")
    return path.read_bytes()


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
        self.drop = DropPlace(
            tr("Drop a signed file here"), tr("Or choose one: .p7s, .p7b, .sig, .cms, PEM, base64, or a ZIP archive")
        )
        self.drop.dropped.connect(self.verify)
        self.open_button = button(tr("Choose a file…"), self._on_open, look=ButtonLook.PRIMARY, shortcut="Ctrl+O")
        self.drop.inside.addWidget(self.open_button)
        self.trust_button = button(tr("Trusted authorities…"), self._on_trust, look=ButtonLook.QUIET)
        self.copy_button = button(tr("Copy"), self._on_copy)
        self.print_button = button(tr("Print…"), self._on_print, shortcut="Ctrl+P")
        self.pdf_button = button(tr("Save as PDF…"), self._on_pdf)
        self._tools = QWidget()
        tools = row(self._tools)
        for one in (self.copy_button, self.print_button, self.pdf_button):
            tools.addWidget(one)
        tools.addStretch(1)
        tools.addWidget(self.trust_button)
        content = QWidget()
        content.setMaximumWidth(WIDTH)
        held = column(content, space=2 * GRID)
        held.addWidget(self.drop)
        self._verdict: QVBoxLayout = column(space=GRID)
        held.addLayout(self._verdict)
        held.addWidget(self._tools)
        self._result: QVBoxLayout = column(space=2 * GRID)
        held.addLayout(self._result)
        held.addStretch(1)
        outside = QWidget()
        line = row(outside)
        line.setContentsMargins(3 * GRID, GRID, 3 * GRID, 3 * GRID)
        line.addWidget(content, 10)
        line.addStretch(1)
        self.body.addWidget(scrolling(outside, tr("Verdict")), 1)
        self._offer()

    def verify(self, path: Path, detached: Path | None = None) -> None:
        """Judge a file, with the document beside it when the signature is kept apart."""
        self._path, self.judged = path, None
        self._clear()
        self._verdict.addWidget(muted(tr("Reading {name}…", name=path.name)))
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
        self._clear()
        name = self._path.name if self._path is not None else ""
        if isinstance(error, MessageMalformed):
            text, detail = tr("{name} is not a signature", name=name), retold(error.sentence)
        elif isinstance(error, InputError):
            text, detail = tr("{name} was not read", name=name), retold(error.sentence)
        else:
            text, detail = tr("{name} cannot be read", name=name), error.strerror or ""
        self._verdict.addWidget(Notice(Tone.STOP, text, detail))

    def _on_judged(self, judged: Judged) -> None:
        self.judged = judged
        report = judged.report
        self._clear()
        tone = verdicts.VERDICT_TONE[report.verdict]
        reasons = [retold(reason) for one in report.signers for reason in one.reasons]
        reasons += [retold(reason) for reason in report.reasons]
        self._verdict.addWidget(Notice(tone, verdict_sentence(report), "\n".join(dict.fromkeys(reasons))))
        for document in report.documents[:MOST_SHOWN]:
            self._result.addWidget(document_card(document))
        if len(report.documents) > MOST_SHOWN:
            rest = len(report.documents) - MOST_SHOWN
            self._result.addWidget(muted(tr("And %n more document(s); the copied text names them all.", rest)))
        if report.documents:
            return
        if report.content is None and judged.detached is None:
            self._result.addWidget(self._ask_detached())
        self._result.addWidget(self._about_content(judged))
        for at, one in enumerate(report.signers, 1):
            self._result.addWidget(signer_card(one, at if len(report.signers) > 1 else 0))

    # ---------------------------------------------------------------- keeping the report

    def _clear(self) -> None:
        empty_out(self._verdict)
        empty_out(self._result)
        self._offer()

    def _offer(self) -> None:
        for one in (self.copy_button, self.print_button, self.pdf_button):
            one.setVisible(self.judged is not None)

    def _on_copy(self) -> None:
        if self.judged is not None:
            QGuiApplication.clipboard().setText(as_text(paper(self.judged)))

    def _on_print(self) -> None:
        if self.judged is None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - looking for printers takes a while

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self.window()).exec():
            as_document(paper(self.judged)).print_(printer)

    def _on_pdf(self) -> None:
        if self.judged is None:
            return
        suggested = str(self.judged.path.with_name(f"{self.judged.path.name}.pdf"))
        name, _ = QFileDialog.getSaveFileName(self, tr("Save the report"), suggested, "PDF (*.pdf)")
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write the report into a PDF file; what goes wrong is told above the verdict."""
        if self.judged is None:
            return
        try:
            path.write_bytes(as_pdf(paper(self.judged), verdict_sentence(self.judged.report)))
        except OSError as error:
            text = tr("{name} could not be written", name=path.name)
            self._verdict.insertWidget(0, Notice(Tone.WARN, text, error.strerror or ""))

    def _on_trust(self) -> None:
        TrustSheet(self.window(), self.session).open()

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
