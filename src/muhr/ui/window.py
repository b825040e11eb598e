"""The window: navigation, pages, banner and status line, wired together. What they do is their own business."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from muhr.domain.documents import DocumentRef
from muhr.domain.events import Event
from muhr.ui import icons, words
from muhr.ui.appearance import SETTING, Wardrobe, appearance_of
from muhr.ui.banner import DemoBanner
from muhr.ui.closing import ClosingSheet
from muhr.ui.inbox.page import InboxPage
from muhr.ui.navigation import Navigation
from muhr.ui.page import Page
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.frames import Empty, column, row
from muhr.ui.places import Place
from muhr.ui.session import Session, Standing
from muhr.ui.statusline import StatusLine
from muhr.ui.theme import Tone
from muhr.ui.tr import tr
from muhr.ui.trouble import TroubleSheet, is_ours

if TYPE_CHECKING:
    from muhr.services.desk import Desk
    from muhr.ui.signing.sheet import SigningSheet
    from muhr.ui.welcome import Welcome

SMALLEST = QSize(1024, 680)
PATIENCE_MS = 300
"""Closing takes a moment; a sheet says why only when it takes longer."""
PREFETCH_MS = 1_500


class MainWindow(QMainWindow):
    """One window. Pages other than the inbox are made when they are first shown."""

    def __init__(self, session: Session, wardrobe: Wardrobe) -> None:
        super().__init__()
        self.session, self.wardrobe = session, wardrobe
        self.setWindowTitle("Muhr")
        self.setWindowIcon(icons.icon("seal", Tone.ACCENT, 64))
        self.setMinimumSize(SMALLEST)
        self.resize(1280, 800)
        self.navigation, self.status = Navigation(), StatusLine()
        self.banner = DemoBanner()
        self.stack = QStackedWidget()
        self.inbox = InboxPage(session)
        self.pages: dict[Place, Page] = {}
        self.welcome: Welcome | None = None
        self.signing: SigningSheet | None = None
        self._closing: ClosingSheet | None = None
        self._lay_out()
        self._add(Place.INBOX, self.inbox)
        self.inbox.sign_asked.connect(self.sign)
        self.navigation.went.connect(self.go)
        self.status.code_asked.connect(self._on_code_asked)
        self.status.open_changed.connect(lambda count: self.navigation.show_count(Place.OUTBOX, count))
        session.opened.connect(self._on_opened)
        session.failed.connect(self._on_failed)
        session.happened.connect(self._on_happened)
        session.trouble.connect(self.tell_trouble)
        session.closed.connect(self._on_closed)
        self.go(Place.INBOX)

    def _lay_out(self) -> None:
        right = QWidget()
        inside = column(right, space=0)
        inside.addWidget(self.banner)
        inside.addWidget(self.stack, 1)
        inside.addWidget(self.status)
        whole = QWidget()
        line = row(whole, space=0)
        line.addWidget(self.navigation)
        line.addWidget(right, 1)
        self.setCentralWidget(whole)

    # ---------------------------------------------------------------- pages

    def go(self, place: Place) -> None:
        """Show a place."""
        page = self.pages.get(place) or self._add(place, self._make(place))
        self.navigation.show_place(place)
        welcome = place is Place.INBOX and self.welcome is not None
        self.stack.setCurrentWidget(self.welcome if welcome and self.welcome is not None else page)
        if self.session.ready and not welcome:
            page.arrive()

    @property
    def place(self) -> Place:
        """Where the person is."""
        shown = self.stack.currentWidget()
        return next((place for place, page in self.pages.items() if page is shown), Place.INBOX)

    def _make(self, place: Place) -> Page:
        # Imported here: none of them is needed for the first paint.
        from muhr.ui.batches.page import BatchesPage  # noqa: PLC0415
        from muhr.ui.keys.page import KeysPage  # noqa: PLC0415
        from muhr.ui.outbox.page import OutboxPage  # noqa: PLC0415
        from muhr.ui.settings.page import SettingsPage  # noqa: PLC0415
        from muhr.ui.verify.page import VerifyPage  # noqa: PLC0415

        makers: dict[Place, Callable[[], Page]] = {
            Place.OUTBOX: lambda: OutboxPage(self.session),
            Place.BATCHES: lambda: BatchesPage(self.session),
            Place.KEYS: lambda: KeysPage(self.session),
            Place.VERIFY: lambda: VerifyPage(self.session),
            Place.SETTINGS: lambda: SettingsPage(self.session, self.wardrobe),
        }
        return makers[place]()

    def _add(self, place: Place, page: Page) -> Page:
        self.pages[place] = page
        self.stack.addWidget(page)
        if place is not Place.OUTBOX:  # its number comes with the events, whether the page is there or not
            page.count_changed.connect(lambda count: self.navigation.show_count(place, count))
        page.asked_for.connect(self.go)
        page.accounts_changed.connect(self._ask_accounts)
        return page

    # ---------------------------------------------------------------- the desk

    def _on_opened(self) -> None:
        self.banner.setVisible(self.session.demo)
        self.setWindowTitle(tr("Muhr: demo") if self.session.demo else "Muhr")
        self.status.show_secrets(persistent=self.session.demo or self.session.desk.secrets.persistent)
        self.pages[self.place].arrive()
        self.session.ask(self, _first_look, self._on_first_look)

    def _on_first_look(self, look: tuple[int, list[str], str]) -> None:
        accounts, open_ids, appearance = look
        self.wardrobe.wear(appearance_of(appearance))
        self.status.show_open(open_ids)
        self._greet(accounts)
        QTimer.singleShot(PREFETCH_MS, self, self._prefetch)

    def _prefetch(self) -> None:
        """Import the next thing the person will want, in a thread that has time for it now."""
        self.session.ask(self, lambda _: import_module("muhr.ui.signing.sheet"))

    def _ask_accounts(self) -> None:
        self.inbox.arrive()  # an account that is gone takes its documents along, and nobody publishes that
        self.session.ask(self, lambda desk: len(desk.workspace.accounts()), self._greet)

    def _greet(self, accounts: int) -> None:
        """Ask what waits; who has no account sees two choices instead of an empty inbox."""
        if accounts:
            self.inbox.refresh_when_read()
        if accounts == 0 and self.welcome is None:
            from muhr.ui.welcome import Welcome  # noqa: PLC0415 - seen once

            self.welcome = Welcome()
            self.welcome.demo_asked.connect(lambda: self.session.open_demo(self._on_no_demo))
            self.welcome.account_asked.connect(self._on_account_asked)
            self.stack.addWidget(self.welcome)
        elif accounts and self.welcome is not None:
            self.stack.removeWidget(self.welcome)
            self.welcome.deleteLater()
            self.welcome = None
        if self.place is Place.INBOX:
            self.go(Place.INBOX)

    def _on_no_demo(self, error: BaseException) -> None:
        if self.welcome is not None:
            self.welcome.tell_trouble(words.error(error))

    def _on_account_asked(self) -> None:
        from muhr.ui.settings.account import AccountSheet  # noqa: PLC0415 - seen once

        sheet = AccountSheet(self, self.session, None)
        sheet.accepted.connect(self._ask_accounts)
        sheet.open()

    def _on_code_asked(self, account_id: str) -> None:
        from muhr.ui.settings.pin import ask_code  # noqa: PLC0415 - only some services ask for a code

        ask_code(self, self.session, account_id, self.inbox.refresh)

    def _on_failed(self, error: BaseException) -> None:
        self.status.say(words.error(error), Tone.STOP, "stop")
        leave = button(tr("Quit"), self.close, look=ButtonLook.PRIMARY)
        sorry = Empty("stop", tr("Muhr cannot open its data"), words.error(error), leave)
        self.stack.setCurrentIndex(self.stack.addWidget(sorry))
        self.navigation.setEnabled(False)
        if is_ours(error):
            self.tell_trouble(error)

    def _on_happened(self, events: tuple[Event, ...]) -> None:
        self.status.hear(events)
        for page in self.pages.values():
            page.hear(events)
        if self.signing is not None:
            self.signing.hear(events)

    def tell_trouble(self, error: BaseException) -> None:
        """Say what went wrong where nobody else did."""
        if is_ours(error):
            TroubleSheet(self, error).open()
        else:
            self.status.say(words.error(error), Tone.WARN, "warn")

    # ---------------------------------------------------------------- signing

    def sign(self, refs: list[DocumentRef]) -> None:
        """Open the sheet that signs these documents."""
        from muhr.ui.signing.sheet import SigningSheet  # noqa: PLC0415 - was loaded while the person read the list

        self.signing = SigningSheet(self, self.session, refs)
        self.signing.finished.connect(self._on_signing_closed)
        self.signing.open()

    def _on_signing_closed(self) -> None:
        self.signing = None
        self.inbox.arrive()

    # ---------------------------------------------------------------- closing

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Qt: finish the current document first; nothing is lost."""
        if self.session.standing is Standing.CLOSED:
            event.accept()
            return
        event.ignore()
        if self.session.standing is not Standing.CLOSING:
            if self.signing is not None:
                self.signing.leave()
            self.session.close()
            QTimer.singleShot(PATIENCE_MS, self._say_closing)

    def _say_closing(self) -> None:
        if self.session.standing is Standing.CLOSING:
            self._closing = ClosingSheet(self)
            self._closing.open()

    def _on_closed(self) -> None:
        if self._closing is not None:
            self._closing.done(0)
        self.close()


def _first_look(desk: Desk) -> tuple[int, list[str], str]:
    effects = desk.workspace.effects(open_only=True)
    return len(desk.workspace.accounts()), [one.id for one in effects], desk.workspace.setting(SETTING)
