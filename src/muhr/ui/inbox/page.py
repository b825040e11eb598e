"""The inbox page: puts the table, the companies, the details and the selection together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QProgressBar, QSplitter, QStackedWidget, QWidget

from muhr.domain.accounts import Account
from muhr.domain.documents import Action, Document
from muhr.domain.events import DocumentsChanged, EffectChanged, Event
from muhr.ui.inbox.acting import Acting, UndoBar
from muhr.ui.inbox.columns import COMPANY, DATE, SERVICE, haystack, inbox_columns
from muhr.ui.inbox.companies import CompanyBar
from muhr.ui.inbox.cut import CutLine
from muhr.ui.inbox.details import DetailsPane
from muhr.ui.inbox.feed import DetailsFeed
from muhr.ui.inbox.filtering import Filtering
from muhr.ui.inbox.groups import by_company, remember_groups
from muhr.ui.inbox.marks import Marks
from muhr.ui.inbox.menu import more_menu
from muhr.ui.inbox.narrowing import FACETS, today
from muhr.ui.inbox.reading import Read, read_inbox
from muhr.ui.inbox.refreshing import Refreshing
from muhr.ui.inbox.selection import Selection, SelectionBar, add_up
from muhr.ui.inbox.sight import Sight
from muhr.ui.navigation import WIDTH
from muhr.ui.page import Page, Reading
from muhr.ui.parts.buttons import button, rename
from muhr.ui.parts.fields import SearchField
from muhr.ui.parts.frames import Empty, Frame, column
from muhr.ui.rows.grouped import GroupedRowsModel
from muhr.ui.rows.store import Sorting
from muhr.ui.schedule import SETTING as EVERY
from muhr.ui.session import Session
from muhr.ui.spelling import clock_time
from muhr.ui.theme import ROW_HEIGHT
from muhr.ui.tr import tr
from muhr.ui.words import document_title

if TYPE_CHECKING:
    from muhr.services.desk import Desk

MANY = 2_000
"""More ticked documents than this are added up in a thread."""
DETAILS_WIDTH = 352
DETAILS_FROM = 1_060
"""Narrower than this the page shows the details only when asked (Enter)."""


class InboxPage(Page):
    """What waits for the person."""

    sign_asked = Signal(list)
    """Sign these (`DocumentRef`s, in the order of the table)."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Inbox"))
        self.marks = Marks(session, self)
        self.rows: GroupedRowsModel[Document] = GroupedRowsModel(
            inbox_columns(self.marks.of),
            identity=lambda document: document.ref,
            haystack=haystack,
            grouping=by_company(),
            sorting=(Sorting(DATE, descending=True), Sorting(COMPANY)),
            facets=FACETS,
            parent=self,
        )
        self._reading = Reading(self, session, self._read, self._on_read)
        self.refreshing = Refreshing(session, self)
        self._accounts: tuple[Account, ...] = ()
        self._narrowed_on = date.min
        self._arrived = self._wants_refresh = self._several = False
        self._wants_details: bool | None = None
        self.past = False
        """Whether documents that no longer wait are shown as well."""
        self._waiting = 0
        self._build_head()
        self._build_body()
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(120)
        self._looking.timeout.connect(self._look_around)
        self._connect()
        self._tell()

    # ---------------------------------------------------------------- building

    def _build_head(self) -> None:
        self.search = SearchField(tr("Search the inbox"))
        self.search.setMinimumWidth(200)
        self.search.setMaximumWidth(320)
        self.refresh_button = button(tr("Refresh"), self.refresh, icon="refresh", shortcut="F5")
        self.more_button = button("", self._on_more, icon="more", tip=tr("More"))
        self.companies = CompanyBar()
        self.filtering = Filtering(self.companies, self)
        for widget in (self.search, self.filtering.button, self.refresh_button, self.more_button):
            self.head.addWidget(widget, 1 if widget is self.search else 0)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(3)
        self._progress.setAccessibleName(tr("Refreshing"))
        self._progress_room = QStackedWidget()
        self._progress_room.setFixedHeight(3)
        self._progress_room.addWidget(QWidget())
        self._progress_room.addWidget(self._progress)

    def _build_body(self) -> None:
        self.companies.hide()
        self.cut = CutLine()
        self.sight = Sight()
        self.table = self.sight.table
        self.table.show_rows(self.rows)
        self.details = DetailsPane()
        self.details.setMinimumWidth(300)
        self.feed = DetailsFeed(self, self.session, self.table, self.details, self.marks)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.sight)
        self.splitter.addWidget(self.details)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setSizes([1280 - WIDTH - DETAILS_WIDTH, DETAILS_WIDTH])
        self.bar, self.undo = SelectionBar(), UndoBar(self.session)
        self.acting = Acting(self, self.session, self.undo)
        full = Frame("pane")
        inside = column(full, space=0)
        inside.addWidget(self.splitter, 1)
        inside.addWidget(self.undo)
        inside.addWidget(self.bar)
        self.empty = Empty("inbox", tr("Opening your documents…"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(full)
        self.body.addWidget(self.companies)
        self.body.addWidget(self.filtering.line)
        self.body.addWidget(self.cut)
        self.body.addWidget(self._progress_room)
        self.body.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.rows.search)
        self.search.returnPressed.connect(self._to_table)
        self.search.left_down.connect(self._to_table)
        self.companies.picked.connect(self._narrow)
        self.filtering.changed.connect(self._narrow)
        self.cut.add_asked.connect(self._on_add)
        self.sight.all_asked.connect(self.show_everything)
        self.refreshing.begun.connect(self.feed.forget_fetched)
        self.session.preference_changed.connect(lambda name: self._reading.soon() if name == EVERY else None)
        self.companies.grouped.connect(self._on_grouped)
        self.rows.ticks_changed.connect(self._on_ticks)
        self.rows.shown_changed.connect(self._on_shown)
        self.marks.changed.connect(self.rows.touch)
        self.table.verticalScrollBar().valueChanged.connect(lambda _: self._looking.start())
        self.table.opened.connect(lambda _: self.show_details(wanted=True))
        self.bar.sign_asked.connect(self._on_sign)
        self.bar.act_asked.connect(self._on_act)
        self.undo.taken_back.connect(self._reading.soon)
        self.details.sign_asked.connect(lambda ref: self.sign_asked.emit([ref]))
        self.details.act_asked.connect(lambda action, document: self.acting.ask(action, [document]))
        self.details.raw_asked.connect(self._on_raw)
        self.details.lines_asked.connect(self._on_lines)
        QShortcut(QKeySequence.StandardKey.Find, self, self._to_search)

    # ---------------------------------------------------------------- reading

    def arrive(self) -> None:
        """Read what waits."""
        self._reading.now()

    def hear(self, events: tuple[Event, ...]) -> None:
        """Read again what may have changed."""
        self.refreshing.hear(events)
        for event in events:
            if isinstance(event, DocumentsChanged):
                self.marks.forget(event.refs)
        if any(isinstance(one, DocumentsChanged | EffectChanged) for one in events):
            self._reading.soon()
        self._tell()

    def _read(self, desk: Desk) -> Read:
        return read_inbox(desk, self.rows, past=self.past)

    def _on_read(self, read: Read) -> None:
        self.companies.show_companies(read.companies)
        self.companies.setVisible(len(read.companies) > 1)
        if not self._arrived:
            self.companies.switch.setChecked(read.grouped)
        self._accounts = read.accounts
        self.refreshing.know([one.id for one in read.accounts], read.minutes)
        self.filtering.offer(read.offer)
        self._several = len(read.offer.providers) > 1
        self._group()
        self.rows.take(read.store)
        if self._narrowed_on != today():  # what was due tomorrow is due today
            self._narrow()
        self.stack.setCurrentIndex(1 if len(read.store) else 0)
        self._waiting = read.waiting
        self.count_changed.emit(read.waiting)
        if len(read.store) and not self._arrived:
            self._to_table()
        self._arrived = True
        if self._wants_refresh:
            self.refresh()
        self._tell()
        self.feed.soon()

    # ---------------------------------------------------------------- telling

    def _tell(self) -> None:
        count, shown, asking = len(self.rows.rows), self.rows.found_count, bool(self.refreshing.asking)
        self._progress_room.setCurrentIndex(1 if asking else 0)
        self.refresh_button.setEnabled(not asking and self.session.ready)
        rename(self.refresh_button, tr("Refreshing…") if asking else tr("Refresh"))
        parts = [tr("%n document(s) wait for you", self._waiting)] if count else []
        if self.past:
            parts.append(tr("%n known in all", count))
        if self.rows.narrowed and count:
            parts = [tr("%n of {count} shown", shown, count=count)]
        if self.refreshing.refreshed is not None:
            parts.append(tr("refreshed {time}", time=clock_time(self.refreshing.refreshed)))
        self.say(" · ".join(parts))
        self.filtering.tell(shown, count)
        self.cut.tell([one for one in self._accounts if one.id in self.refreshing.truncated])
        filtered = bool(self.filtering.chosen) or self.companies.picked_key is not None
        self.sight.tell(count, shown, searched=bool(self.rows.query.strip()), filtered=filtered)
        if self.session.ready and not count:
            if asking:
                self.empty.tell("inbox", tr("Asking what waits for you…"))
            else:
                self.empty.tell("ok", tr("Nothing waits for you"), tr("Refresh to ask the services again."))

    def _on_shown(self) -> None:
        self._tell()
        if self.table.current_place < 0 and self.rows.rowCount():
            self.table.go_to(self.rows.first_place)
        self._looking.start()
        self._on_ticks()

    def _on_ticks(self) -> None:
        documents, hidden = self.rows.ticked, self.rows.ticked_hidden
        if len(documents) <= MANY:
            self.bar.tell(add_up(documents, hidden))
        else:
            self.bar.tell(Selection(count=len(documents), hidden=hidden, totals=self.bar.selection.totals))
            self.session.jobs.run(self, lambda: add_up(documents, hidden), self._on_added_up)

    def _on_added_up(self, selection: Selection) -> None:
        if selection.count == self.rows.ticked_count:
            self.bar.tell(selection)

    def _look_around(self) -> None:
        shown = self.rows.rowCount()
        first = max(0, self.table.rowAt(0))
        last = min(shown, first + self.table.viewport().height() // ROW_HEIGHT + 2)
        documents = [self.rows.row(at).ref for at in range(min(shown, 2_000)) if not self.rows.is_heading(at)]
        in_sight = [self.rows.row(at).ref for at in range(first, last) if not self.rows.is_heading(at)]
        self.marks.look(in_sight, documents[::-1])

    # ---------------------------------------------------------------- doing

    @property
    def at_rest(self) -> bool:
        """Whether every account has answered and what it said is on the screen."""
        asking = bool(self.refreshing.asking) or self._wants_refresh
        return self.refreshing.refreshed is not None and not asking and self._reading.at_rest

    def refresh_when_read(self) -> None:
        """Ask every account what waits, as soon as what is known already is on the screen."""
        if self._arrived:
            self.refresh()
        else:
            self._wants_refresh = True

    def refresh(self) -> None:
        """Ask every account what waits."""
        self._wants_refresh = False
        self.refreshing.refresh()

    def _narrow(self) -> None:
        """Show what the filter and the choice of a company let pass."""
        self._narrowed_on = today()
        self._group()
        self.rows.narrow(self.filtering.chosen.rule(self.companies.picked_key, self._narrowed_on))

    def show_everything(self) -> None:
        """Let go of the search, the filter and the choice of a company."""
        self.search.clear()
        self.filtering.clear()
        self.companies.pick(None)
        self._to_table()

    def _on_grouped(self, wanted: bool) -> None:
        self._group()
        if self._arrived:
            self.session.ask(self, lambda desk: remember_groups(desk, wanted=wanted))

    def _group(self) -> None:
        """Put up the headings when they are wanted; leave out the column that would say the same in every row."""
        several = not self.companies.isHidden()
        self.rows.group(on=several and self.companies.switch.isChecked())
        told = self.rows.grouped or not several or self.companies.picked_key is not None
        service = {SERVICE} if not self._several or len(self.filtering.chosen.providers) == 1 else set()
        self.table.leave_out(({COMPANY} if told else set()) | service)

    def _on_sign(self) -> None:
        # What waits for another action is no part of this; what waits for none is told of in the review.
        refs = [one.ref for one in self.rows.ticked if Action.SIGN in one.actions or not one.actions]
        if refs:
            self.sign_asked.emit(refs)

    def _on_act(self, action: Action) -> None:
        self.acting.ask(action, self.rows.ticked)

    # The window is painted before these sheets are needed.

    def _on_lines(self, document: Document) -> None:
        from muhr.ui.inbox.sheets import LinesSheet  # noqa: PLC0415

        LinesSheet(self.window(), document).open()

    def _on_raw(self, document: Document) -> None:
        from muhr.ui.inbox.sheets import RawSheet  # noqa: PLC0415

        if document.content is not None:
            RawSheet(self.window(), document_title(document), document.content.raw).open()

    def _on_add(self) -> None:
        from muhr.ui.inbox.sheets import AddIdsSheet  # noqa: PLC0415

        def show(accounts: list[Account]) -> None:
            sheet = AddIdsSheet(self.window(), accounts)
            sheet.agreed.connect(self.add)
            sheet.open()

        self.session.ask(self, lambda desk: desk.workspace.accounts(), show)

    def add(self, account_id: str, ids: list[str]) -> None:
        """Make documents known by their ids."""
        self.session.ask(self, lambda desk: desk.add_by_id(account_id, ids),
                         lambda future: self.session.follow(self, future, lambda _: self._reading.soon()))  # fmt: skip

    def _on_more(self) -> None:
        more_menu(self, self._on_add).popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    # ---------------------------------------------------------------- moving about

    def show_past(self) -> None:
        """Show what no longer waits as well, or no longer."""
        self.past = not self.past
        self._reading.now()

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _to_table(self) -> None:
        if self.table.current_place < 0:
            self.table.go_to(self.rows.first_place)
        if self.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_details(self, *, wanted: bool) -> None:
        """Show or hide the details, and go to them."""
        self._wants_details = wanted
        self.details.setVisible(wanted)
        if wanted:
            self.details.focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Esc goes back from the details to the table."""
        if event.key() == Qt.Key.Key_Escape and not self.table.hasFocus():
            self._to_table()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: where there is little room, the table has it."""
        super().resizeEvent(event)
        if self._wants_details is None:
            self.details.setVisible(event.size().width() >= DETAILS_FROM)
