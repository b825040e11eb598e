"""The third step: every document's outcome in plain words, as it happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from muhr.domain.documents import Document, DocumentRef
from muhr.domain.events import Step
from muhr.ui import words
from muhr.ui.archive import of_document, save_archive
from muhr.ui.parts.buttons import button
from muhr.ui.parts.frames import Notice, column, framed
from muhr.ui.parts.labels import Label, muted
from muhr.ui.retold import retold
from muhr.ui.rows.columns import Column, Look
from muhr.ui.rows.model import RowsModel
from muhr.ui.rows.view import RowsView
from muhr.ui.session import Session
from muhr.ui.signing.device import DevicePane
from muhr.ui.spelling import amount
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr

ENDED = frozenset({Step.CONFIRMED, Step.FAILED, Step.SKIPPED})
_WEIGHT = {None: 0, Step.HASHED: 1, Step.SIGNED: 2, Step.QUEUED: 2, Step.UNKNOWN: 3, Step.DELIVERED: 3}
_FULL = 4
"""Parts of the bar for each document: hashed, signed, delivered, confirmed."""
_WORST_FIRST = (Step.FAILED, Step.UNKNOWN, Step.SKIPPED, None, Step.HASHED, Step.SIGNED, Step.QUEUED, Step.DELIVERED,
                Step.CONFIRMED)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one document is."""

    step: Step
    note: str = ""


class ProgressStep(QWidget):
    """Shows how far each document of a run is."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._progress: dict[DocumentRef, Progress] = {}
        self._headline = Label(scale=1.15, strong=True)
        self._counts = muted()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self.device = DevicePane()
        self._summary = Notice(Tone.OK)
        self._summary.hide()
        self.rows: RowsModel[Document] = RowsModel(
            self._columns(),
            identity=lambda one: one.ref,
            haystack=lambda one: (one.number, one.counterparty.name),
            parent=self,
        )
        self.table = RowsView(tr("Outcome of each document"))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.show_rows(self.rows)
        head = column(space=4)
        head.addWidget(self._headline)
        head.addWidget(self._counts)
        inside = column(self, space=2 * GRID)
        inside.addLayout(head)
        inside.addWidget(self._bar)
        inside.addWidget(self.device)
        inside.addWidget(self._summary)
        inside.addWidget(framed(self.table), 1)
        self.archive_button = button(tr("Save archive…"), self._on_archive, icon="save")
        self.table.chosen.connect(lambda _: self.archive_button.setEnabled(self.confirmed is not None))
        inside.addWidget(self.archive_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.archive_button.hide()

    def _columns(self) -> tuple[Column, ...]:
        def step(one: Document) -> Step | None:
            known = self._progress.get(one.ref)
            return known.step if known is not None else None

        def text(one: Document) -> str:
            at = step(one)
            return words.step(at) if at is not None else tr("Waiting")

        def note(one: Document) -> str:
            known = self._progress.get(one.ref)
            return retold(known.note) if known is not None else ""

        def tone(one: Document) -> Tone:
            at = step(one)
            return words.STEP_TONE[at] if at is not None else Tone.MUTED

        def icon(one: Document) -> str:
            at = step(one)
            return words.STEP_ICON[at] if at is not None else "clock"

        return (
            Column(title=tr("Document"), text=words.document_short, width=14, stretch=2),
            Column(title=tr("Counterparty"), text=lambda one: str(one.counterparty.name), width=14, stretch=2,
                   look=Look.STRONG),
            Column(title=tr("Amount"), text=lambda one: amount(one.total), width=17, look=Look.FIGURES, drop=1),
            Column(title=tr("Outcome"), text=text, tone=tone, icon=icon, look=Look.BADGE, width=24, stretch=1,
                   tip=note, sort=lambda one: _WORST_FIRST.index(step(one))),
            Column(title=tr("Remark"), text=note, tone=lambda _: Tone.MUTED, width=10, stretch=3),
        )  # fmt: skip

    # ---------------------------------------------------------------- telling

    def begin(self, documents: Sequence[Document]) -> None:
        """A run over these documents starts."""
        self._progress = {}
        self.rows.sorting = ()
        self.rows.set_rows(documents)
        self._bar.setRange(0, _FULL * len(documents))
        self._summary.hide()
        self.archive_button.hide()
        self._counts.show()
        self.say(tr("Opening the key…"))
        self._tell()

    def say(self, text: str) -> None:
        """What is going on."""
        self._headline.setText(text)

    def advance(self, news: Iterable[tuple[DocumentRef, Progress]]) -> None:
        """Documents took steps."""
        for ref, progress in news:
            self._progress[ref] = progress
        self._tell()
        self.rows.touch()

    @property
    def counts(self) -> Counter[Step]:
        """How many documents stand at each step."""
        return Counter(one.step for one in self._progress.values())

    @property
    def confirmed(self) -> Document | None:
        """The row that is current, when its document is signed and accepted."""
        one = self.table.current
        known = self._progress.get(one.ref) if isinstance(one, Document) else None
        return one if known is not None and known.step is Step.CONFIRMED else None

    def _on_archive(self) -> None:
        if (document := self.confirmed) is not None:
            save_archive(self.window(), self._session, of_document(document))

    def end(self) -> None:
        """The run is over: what needs the person comes to the top, and one sentence sums up."""
        self._bar.setValue(self._bar.maximum())
        self.rows.sort(3)
        self.table.verticalScrollBar().setValue(0)
        self.table.go_to(0)
        self.archive_button.setVisible(self.counts[Step.CONFIRMED] > 0)
        tone, text, detail = summary(self.counts)
        self.say(tr("Finished"))
        self._counts.hide()
        self._summary.tell(tone, text, detail)
        self._summary.show()

    def _tell(self) -> None:
        counts, total = self.counts, len(self.rows.rows)
        done = counts[Step.CONFIRMED]
        if self._progress:
            self.say(tr("{done} of %n signed and accepted", total, done=done))
        parts = [tr("%n being delivered", counts[Step.QUEUED] + counts[Step.DELIVERED] + counts[Step.SIGNED])]
        parts = parts if parts and counts[Step.QUEUED] + counts[Step.DELIVERED] + counts[Step.SIGNED] else []
        parts += [tr("%n not signed", counts[Step.FAILED])] if counts[Step.FAILED] else []
        parts += [tr("%n with the answer not known yet", counts[Step.UNKNOWN])] if counts[Step.UNKNOWN] else []
        self._counts.setText(" · ".join(parts) or tr("You can watch, or go on in the background."))
        weights = sum(_WEIGHT.get(one.step, _FULL) for one in self._progress.values())
        self._bar.setValue(min(weights, self._bar.maximum()))


def summary(counts: Counter[Step]) -> tuple[Tone, str, str]:
    """One sentence about a finished run, and what happens with the rest."""
    good = counts[Step.CONFIRMED]
    under_way = counts[Step.DELIVERED] + counts[Step.QUEUED] + counts[Step.SIGNED]
    failed, unknown, left = counts[Step.FAILED], counts[Step.UNKNOWN], counts[Step.SKIPPED] + counts[Step.HASHED]
    said = [tr("%n document(s) signed and accepted", good)] if good else []
    said += [tr("%n signed, waiting for the service", under_way)] if under_way else []
    said += [tr("%n not signed", failed)] if failed else []
    said += [tr("%n with the answer not known yet", unknown)] if unknown else []
    said += [tr("%n left for later", left)] if left else []
    details = [tr("Muhr asks the service what became of the unknown ones; they are in the Outbox.")] if unknown else []
    details += [tr("What is on its way is in the Outbox and goes on by itself.")] if under_way else []
    tone = Tone.STOP if failed and not good else Tone.WARN if failed or unknown else Tone.OK if good else Tone.NOTE
    return tone, ", ".join(said) or tr("Nothing was signed"), " ".join(details)
