"""The first step: what will be signed, for whom, how much, and what is to be noticed, worst first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from muhr.domain.documents import Document, DocumentRef
from muhr.domain.findings import Finding, Severity
from muhr.ui import words
from muhr.ui.inbox.details import finding_notice
from muhr.ui.parts.frames import Frame, Notice, column, row, scrolling
from muhr.ui.parts.labels import Elided, Label, muted
from muhr.ui.rows.columns import Column, Look
from muhr.ui.rows.model import RowsModel
from muhr.ui.rows.store import Sorting
from muhr.ui.rows.view import RowsView
from muhr.ui.signing.chooser import KeyChooser
from muhr.ui.spelling import amount, amounts
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.review import Review


FINDINGS_HEIGHT = 136
"""Findings of the chosen document: two are seen at once, more by scrolling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """One document with what is to be noticed about it, worst first."""

    document: Document
    findings: tuple[Finding, ...]

    @property
    def worst(self) -> Severity | None:
        """The most serious of them."""
        return self.findings[0].severity if self.findings else None

    @property
    def stopped(self) -> bool:
        """Left out of this signing."""
        return self.worst is Severity.STOP


def reviewed(review: Review) -> list[Reviewed]:
    """Put each document's findings beside it."""
    by_ref: dict[DocumentRef, list[Finding]] = {}
    for one in review.findings:
        by_ref.setdefault(one.ref, []).append(one)
    return [Reviewed(document=one, findings=tuple(by_ref.get(one.ref, ()))) for one in review.documents]


def _said(one: Reviewed) -> str:
    return "; ".join(dict.fromkeys(words.finding(finding.code) for finding in one.findings))


def _tone(one: Reviewed) -> Tone:
    return words.SEVERITY_TONE[one.worst] if one.worst is not None else Tone.MUTED


def _columns() -> tuple[Column, ...]:
    return (
        Column(title="", spoken=tr("To notice"), look=Look.ICON, tone=_tone,
               text=lambda one: words.severity(one.worst) if one.worst is not None else "",
               icon=lambda one: words.SEVERITY_ICON[one.worst] if one.worst is not None else "",
               sort=lambda one: -(one.worst or 0), tip=_said),
        Column(title=tr("Document"), text=lambda one: words.document_short(one.document), width=15, stretch=2),
        Column(title=tr("Counterparty"), text=lambda one: str(one.document.counterparty.name), width=14, stretch=3,
               look=Look.STRONG),
        Column(title=tr("To notice"), width=16, stretch=4, tone=_tone, tip=lambda one: "\n".join(
            f"{words.finding(finding.code)}: {words.finding_detail(finding)}" for finding in one.findings),
               text=lambda one: f"{tr('Left out')}: {_said(one)}" if one.stopped else _said(one)),
        Column(title=tr("Amount"), text=lambda one: amount(one.document.total), width=17, look=Look.FIGURES,
               sort=lambda one: one.document.total.amount if one.document.total else 0),
    )  # fmt: skip


class ReviewStep(QWidget):
    """Shows a review; the sheet decides what follows."""

    key_chosen = Signal(object)
    folder_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sums = Elided(scale=1.5, strong=True, figures=True)
        self._whom = muted()
        self.left_out = Notice(Tone.STOP)
        self.trouble = Notice(Tone.WARN)
        self.rows: RowsModel[Reviewed] = RowsModel(
            _columns(),
            identity=lambda one: one.document.ref,
            haystack=lambda one: (one.document.number, one.document.counterparty.name),
            sorting=(Sorting(0),),
            parent=self,
        )
        self.table = RowsView(tr("Documents to sign"))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.placeholder = tr("Looking through the documents…")
        self.table.show_rows(self.rows)
        self.table.chosen.connect(self._on_chosen)
        self._findings = self._make_findings()
        self.chooser = KeyChooser()
        self.chooser.chosen.connect(self.key_chosen)
        self.chooser.folder_asked.connect(self.folder_asked)
        card = Frame("card")
        held = column(card, space=0)
        held.setContentsMargins(1, 1, 1, 1)
        held.addWidget(self.table, 1)
        held.addWidget(self._findings)
        inside = column(self, space=2 * GRID)
        head = column(space=4)
        head.addWidget(self._sums)
        head.addWidget(self._whom)
        inside.addLayout(head)
        inside.addWidget(self.trouble)
        inside.addWidget(self.left_out)
        inside.addWidget(card, 1)
        inside.addWidget(self.chooser)
        self.left_out.hide()
        self.trouble.hide()

    def _make_findings(self) -> QScrollArea:
        area = scrolling(QWidget(), tr("What is to be noticed about the chosen document"))
        area.hide()
        return area

    def show_review(self, review: Review) -> None:
        """Show what was found. The sum is of what will be signed."""
        rows = reviewed(review)
        self.rows.set_rows(rows)
        self._sums.setText(amounts(review.totals) or tr("Nothing to sign"))
        names = list(dict.fromkeys(name for name, _ in review.totals_by_counterparty))
        count = len(review.documents) - len(review.stopped)
        parts = [tr("%n document(s) will be signed", count), tr("%n counterparty(ies)", len(names)) if names else ""]
        noticed = sum(1 for one in rows if one.worst is Severity.WARN)
        parts.append(tr("%n to look at closely", noticed) if noticed else tr("nothing unusual") if count else "")
        self._whom.setText(" · ".join(part for part in parts if part))
        self._tell_left_out(rows)
        self.table.verticalScrollBar().setValue(0)
        if self.table.current_place < 0:
            self.table.go_to(0)
        self._on_chosen(self.table.current)

    def _tell_left_out(self, rows: list[Reviewed]) -> None:
        stopped = [one for one in rows if one.stopped]
        counts = Counter(words.finding(one.findings[0].code) for one in stopped)
        reasons = [reason if len(counts) == 1 else f"{reason}: {count}" for reason, count in counts.most_common()]
        self.left_out.tell(Tone.STOP, tr("%n document(s) will be left out", len(stopped)), " · ".join(reasons))
        self.left_out.setVisible(bool(stopped))

    def _on_chosen(self, one: object) -> None:
        findings = one.findings if isinstance(one, Reviewed) else ()
        self._findings.setVisible(bool(findings))
        if findings:
            holder = QWidget()
            inside = column(holder, margin=GRID, space=GRID)
            for finding in findings:
                inside.addWidget(finding_notice(finding))
            inside.addStretch(1)
            self._findings.setWidget(holder)
            wanted = inside.heightForWidth(self._findings.viewport().width())
            self._findings.setFixedHeight(min(FINDINGS_HEIGHT, wanted))


class StepLine(QWidget):
    """Where in the three steps the person is."""

    def __init__(self) -> None:
        super().__init__()
        self._labels = [
            Label(f"{at}  {name}", wrap=False, scale=0.9, tone=Tone.MUTED)
            for at, name in enumerate((tr("Review"), tr("Password"), tr("Signing")), 1)
        ]
        inside = row(self, space=2 * GRID)
        for label in self._labels:
            inside.addWidget(label)
        inside.addStretch(1)

    def show_step(self, at: int) -> None:
        """Mark one of the steps (0, 1, 2)."""
        for number, label in enumerate(self._labels):
            label.set_tone(Tone.ACCENT if number == at else Tone.MUTED)
        self.setAccessibleName(tr("Step {number} of 3", number=at + 1))
