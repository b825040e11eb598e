"""The batches page: the list, and the sheets with a batch's documents and the evidence of one signature."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QWidget

from muhr.domain.effects import Effect
from muhr.domain.events import EffectChanged, Event, SigningFinished
from muhr.domain.records import Evidence
from muhr.ui import words
from muhr.ui.archive import may_have_archive, of_effect, save_archive
from muhr.ui.batches.importing import ImportSheet
from muhr.ui.batches.reading import (
    BatchEntry,
    batch_columns,
    displayed_text,
    effect_columns,
    outcome_text,
    read_batches,
)
from muhr.ui.inbox.sheets import RawSheet
from muhr.ui.page import Page, Reading
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.fields import SearchField
from muhr.ui.parts.frames import Empty, Facts, framed
from muhr.ui.parts.labels import muted
from muhr.ui.parts.sheet import Sheet
from muhr.ui.retold import retold
from muhr.ui.rows.model import RowsModel
from muhr.ui.rows.store import RowStore, Sorting
from muhr.ui.rows.view import RowsView
from muhr.ui.session import Session
from muhr.ui.spelling import moment
from muhr.ui.theme import GRID
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk


class BatchesPage(Page):
    """Documents decided together, newest first."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Batches"), tr("What was decided together, and how it ended"))
        self.rows: RowsModel[BatchEntry] = RowsModel(
            batch_columns(),
            identity=lambda one: one.batch.id,
            haystack=lambda one: (f"{moment(one.batch.created)} {one.batch.totals} {outcome_text(one)}",
                                  one.batch.signer),
            sorting=(Sorting(0, descending=True),),
            parent=self,
        )  # fmt: skip
        self._reading = Reading(self, session, self._read, self._on_read)
        search = SearchField(tr("Search the batches"))
        search.setMaximumWidth(280)
        search.textChanged.connect(self.rows.search)
        self.open_button = button(tr("Open"), self._on_open)
        self.import_button = button(tr("Import documents…"), self._on_import)
        self.head.addWidget(search)
        self.head.addWidget(self.import_button)
        self.head.addWidget(self.open_button)
        self.table = RowsView(tr("Batches"))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.placeholder = tr("Nothing here matches the search.")
        self.table.show_rows(self.rows)
        self.table.opened.connect(lambda _: self._on_open())
        search.left_down.connect(self.table.setFocus)
        self.stack = QStackedWidget()
        self.stack.addWidget(
            Empty("batches", tr("Nothing decided yet"), tr("What you sign or reject together shows up here."))
        )
        self.stack.addWidget(self.table)
        self.body.addWidget(self.stack, 1)
        QShortcut(QKeySequence.StandardKey.Find, self, search.setFocus)

    def arrive(self) -> None:
        """Read the batches."""
        self._reading.now()

    def hear(self, events: tuple[Event, ...]) -> None:
        """Read again what may have changed, when somebody is looking."""
        if self.isVisible() and any(isinstance(one, EffectChanged | SigningFinished) for one in events):
            self._reading.soon()

    def _read(self, desk: Desk) -> RowStore[BatchEntry]:
        return self.rows.prepare(read_batches(desk))

    def _on_read(self, store: RowStore[BatchEntry]) -> None:
        self.rows.take(store)
        self.stack.setCurrentIndex(1 if len(store) else 0)
        self.open_button.setEnabled(len(store) > 0)
        if len(store) and self.table.current_place < 0:
            self.table.go_to(0)
            if self.isVisible():
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Import documents"), "", tr("Registers (*.json *.xml);;All files (*)")
        )
        if name:
            ImportSheet(self.window(), self.session, Path(name)).open()

    def _on_open(self) -> None:
        entry = self.table.current
        if isinstance(entry, BatchEntry):
            BatchSheet(self.window(), self.session, entry).open()


class BatchSheet(Sheet):
    """The documents of one batch."""

    def __init__(self, parent: QWidget, session: Session, entry: BatchEntry) -> None:
        batch = entry.batch
        name = tr("{action}: %n document(s)", batch.documents, action=words.action_named(batch.action))
        super().__init__(parent, name, moment(batch.created), width=960, height=600)
        self.session = session
        self.rows: RowsModel[Effect] = RowsModel(
            effect_columns(), identity=lambda one: one.id, haystack=lambda one: (one.title, ""), parent=self
        )
        self.rows.set_rows(entry.effects)
        self.table = RowsView(tr("Documents of the batch"))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.show_rows(self.rows)
        self.table.opened.connect(lambda _: self._on_evidence())
        facts = ((tr("Signed by"), batch.signer), (tr("Amount"), batch.totals), (tr("Outcome"), outcome_text(entry)))
        self.body.addWidget(Facts(facts))
        self.body.addWidget(framed(self.table), 1)
        self.evidence_button = button(tr("Evidence…"), self._on_evidence, icon="verify")
        self.archive_button = button(tr("Save archive…"), self._on_archive, icon="save")
        self.foot.addWidget(self.evidence_button)
        self.foot.addWidget(self.archive_button)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.accept, look=ButtonLook.PRIMARY))
        self.evidence_button.setEnabled(bool(entry.effects))
        self.archive_button.setEnabled(False)
        self.table.chosen.connect(self._on_chosen)
        self.table.go_to(0)

    def _on_chosen(self, effect: object) -> None:
        self.archive_button.setEnabled(isinstance(effect, Effect) and may_have_archive(effect))

    def _on_archive(self) -> None:
        if isinstance(effect := self.table.current, Effect):
            save_archive(self, self.session, of_effect(effect))

    def _on_evidence(self) -> None:
        effect = self.table.current
        if isinstance(effect, Effect):
            self.session.ask(self, lambda desk: desk.workspace.evidence(effect.id),
                             lambda found: EvidenceSheet(self, effect, found).open())  # fmt: skip


class EvidenceSheet(Sheet):
    """What can be shown later of one signature."""

    def __init__(self, parent: QWidget, effect: Effect, evidence: Evidence | None) -> None:
        super().__init__(parent, tr("Evidence"), words.effect_title(effect), width=640)
        self._effect, self._evidence = effect, evidence
        if evidence is None:
            self.body.addWidget(muted(tr("Nothing was kept for this one: it was not signed here.")))
        else:
            content = evidence.content.decode("utf-8", "replace")
            self.body.addWidget(
                Facts((
                    (tr("Signed by"), evidence.signer),
                    (tr("Signed at"), moment(evidence.at)),
                    (tr("Signed text"), content),
                    (tr("Signature"), tr("%n byte(s)", len(evidence.message))),
                    (tr("Outcome"), words.state(effect.state)),
                    (tr("Remark"), retold(effect.note)),
                ))
            )  # fmt: skip
            self.shown_button = button(tr("What was shown"), self._on_shown)
            self.foot.addWidget(self.shown_button)
            self.foot.addWidget(button(tr("Save the signature…"), self._on_save))
        if effect.answer:
            self.foot.addWidget(button(tr("The service's answer"), self._on_answer))
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.accept, look=ButtonLook.PRIMARY))
        self.body.addSpacing(GRID)
        self.fit()

    def _on_shown(self) -> None:
        if self._evidence is not None:
            RawSheet(self, tr("What stood on the review sheet"), displayed_text(self._evidence)).open()

    def _on_answer(self) -> None:
        RawSheet(self, tr("The service's answer"), self._effect.answer.decode("utf-8", "replace")).open()

    def _on_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Save the signature"), f"{self._effect.target_id}.p7s")
        if name and self._evidence is not None:
            Path(name).write_bytes(self._evidence.message)
