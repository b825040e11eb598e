"""The outbox page: the table, the story beside it, and asking twice before a decision."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QSplitter, QStackedWidget

from muhr.domain.effects import OPEN, Effect, EffectState
from muhr.domain.events import EffectChanged, Event
from muhr.ui import words
from muhr.ui.archive import of_effect, save_archive
from muhr.ui.inbox.sheets import RawSheet
from muhr.ui.outbox.reading import Entry, Story, haystack, outbox_columns, read_entries, read_story
from muhr.ui.outbox.story import StoryPane
from muhr.ui.page import Page, Reading
from muhr.ui.parts.buttons import button
from muhr.ui.parts.fields import SearchField
from muhr.ui.parts.frames import Empty
from muhr.ui.parts.sheet import Question
from muhr.ui.rows.model import RowsModel
from muhr.ui.rows.store import RowStore, Sorting
from muhr.ui.rows.view import RowsView
from muhr.ui.session import Session
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk


class OutboxPage(Page):
    """What is on its way, and what became of it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Outbox"))
        self.rows: RowsModel[Entry] = RowsModel(
            outbox_columns(),
            identity=lambda one: one.effect.id,
            haystack=haystack,
            sorting=(Sorting(0),),
            parent=self,
        )
        self.story = StoryPane()
        self._reading = Reading(self, session, self._read, self._on_read)
        self._story_reading: Reading[Story | None] = Reading(self, session, self._read_story, self._on_story)
        self.search = SearchField(tr("Search the outbox"))
        self.search.setMaximumWidth(280)
        self.search.textChanged.connect(self.rows.search)
        self.search.left_down.connect(self._to_table)
        self.search.returnPressed.connect(self._to_table)
        self.everything = QCheckBox(tr("Finished ones too"))
        self.everything.toggled.connect(lambda _: self._reading.now())
        self.run_button = button(tr("Try now"), self._on_run, icon="refresh", shortcut="F5",
                                 tip=tr("Send what waits, and ask about what is not known"))  # fmt: skip
        for widget in (self.everything, self.search, self.run_button):
            self.head.addWidget(widget)
        self._build_body()
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def _build_body(self) -> None:
        self.table = RowsView(tr("Rows of the outbox"))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.placeholder = tr("Nothing here matches the search.")
        self.table.show_rows(self.rows)
        self.table.chosen.connect(lambda _: self._story_reading.soon())
        self.table.opened.connect(lambda _: self.story.setFocus())
        self.story.setMinimumWidth(320)
        self.story.decided.connect(self.decide)
        self.story.taken_back.connect(self._on_taken_back)
        self.story.raw_asked.connect(lambda name, text: RawSheet(self.window(), name, text).open())
        self.story.archive_asked.connect(lambda effect: save_archive(self.window(), self.session, of_effect(effect)))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.story)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([740, 372])
        self.empty = Empty("outbox", tr("Nothing is on its way"), tr("Everything you signed has arrived."))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(splitter)
        self.body.addWidget(self.stack, 1)

    # ---------------------------------------------------------------- reading

    def arrive(self) -> None:
        """Read the rows."""
        self._reading.now()

    def hear(self, events: tuple[Event, ...]) -> None:
        """Read again what may have changed, when somebody is looking."""
        if self.isVisible() and any(isinstance(one, EffectChanged) for one in events):
            self._reading.soon()

    def _read(self, desk: Desk) -> RowStore[Entry]:
        return self.rows.prepare(read_entries(desk, everything=self.everything.isChecked()))

    def _on_read(self, store: RowStore[Entry]) -> None:
        self.rows.take(store)
        self.stack.setCurrentIndex(1 if len(store) else 0)
        on_way = sum(1 for one in store.rows if one.effect.state in OPEN)
        unknown = sum(1 for one in store.rows if one.effect.state is EffectState.UNKNOWN)
        parts = [tr("%n on their way", on_way)] if on_way else []
        parts += [tr("%n with the outcome not known", unknown)] if unknown else []
        self.say(" · ".join(parts) or tr("Nothing is on its way"))
        if len(store) and self.table.current_place < 0:
            self._to_table()
        self._story_reading.soon()

    def _read_story(self, desk: Desk) -> Story | None:
        entry = self.table.current
        return read_story(desk, entry.effect.id) if isinstance(entry, Entry) else None

    def _on_story(self, story: Story | None) -> None:
        current = self.table.current
        if story is None or not isinstance(current, Entry):
            self.story.show_nothing()
        elif story.entry.effect.id == current.effect.id:
            self.story.show_story(story)
        else:
            self._story_reading.soon()

    # ---------------------------------------------------------------- doing

    def _on_run(self) -> None:
        self.session.ask(self, lambda desk: desk.run_outbox(), self._on_running)

    def _on_running(self, futures: list[Future[int]]) -> None:
        for future in futures:
            self.session.follow(self, future, lambda _: self._reading.soon(), lambda _: None)

    def decide(self, effect: Effect, decision: str) -> None:
        """Ask once more before the person's word about an unknown row counts."""
        text, agree, danger = {
            "done": (
                tr("Muhr will take it that the service has it, and will not ask or send any more."),
                tr("It was done"),
                False,
            ),
            "resend": (
                tr("If the service has it already, it may then have it twice. Send again only if you saw that it is "
                   "not there."),
                tr("Send again"),
                True,
            ),
            "abandon": (
                tr("Muhr will neither ask nor send any more, whatever became of it. The document shows up in the "
                   "inbox again if it still waits."),
                tr("Give up"),
                True,
            ),
        }[decision]  # fmt: skip
        question = Question(self.window(), agree, text, agree=agree, danger=danger, detail=words.effect_title(effect))

        def act() -> None:
            from muhr.services.desk import Decision  # noqa: PLC0415 - the desk has loaded it

            self.session.ask(self, lambda desk: desk.resolve(effect.id, Decision(decision)), self._on_acted)

        question.accepted.connect(act)
        question.open()

    def _on_taken_back(self, effect: Effect) -> None:
        text = tr("It has not been sent yet and then will not be. The document stays in the inbox.")
        question = Question(
            self.window(), tr("Take back"), text, agree=tr("Take back"), detail=words.effect_title(effect)
        )
        question.accepted.connect(lambda: self.session.ask(self, lambda desk: desk.cancel(effect.id), self._on_acted))
        question.open()

    def _on_acted(self, _effect: Effect) -> None:
        self._reading.soon()
        self._story_reading.soon()

    def _to_table(self) -> None:
        if self.table.current_place < 0:
            self.table.go_to(0)
        if self.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
