"""The files of a document in the details: what is here already, what can be fetched, and the public link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from muhr.domain.documents import Document
from muhr.domain.downloads import DownloadKind
from muhr.domain.errors import KnownError
from muhr.ui import words
from muhr.ui.archive import ArchiveSheet, kind_text, of_document, save_archive
from muhr.ui.parts.buttons import ButtonLook, button, rename
from muhr.ui.parts.frames import Notice, column, row, rule
from muhr.ui.parts.labels import Label, heading, muted
from muhr.ui.parts.sheet import Sheet
from muhr.ui.plain import visible
from muhr.ui.session import Session
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk

FOLDER = "documents"
"""Below the workspace: where files of documents have their place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What is known of a document's files."""

    places: Mapping[DownloadKind, Path] = field(default_factory=dict)
    """What can be fetched, and where each has its place."""
    here: frozenset[DownloadKind] = frozenset()
    """What is there already."""
    link: bool = False
    """Whether the service gives a public link."""

    def __bool__(self) -> bool:
        return bool(self.places) or self.link


def read_files(desk: Desk, document: Document, folder: Path) -> Files:
    """Look what there is (in a thread); nothing for an account that cannot be used now."""
    from muhr.services.archives import kept_file  # noqa: PLC0415 - the desk has loaded it

    try:
        kinds = desk.files.kinds(document)
        link = desk.files.has_links(document.ref.account_id)
    except KnownError:
        return Files()
    places = {kind: kept_file(folder, document, kind) for kind in kinds}
    return Files(places=places, here=frozenset(kind for kind, path in places.items() if path.is_file()), link=link)


class FilesSection(QWidget):
    """One line for each file, and one for the link."""

    fetch_asked = Signal(object)
    """Fetch this `DownloadKind` to its place."""
    elsewhere_asked = Signal(object)
    """Fetch this `DownloadKind` to a place the person chooses."""
    open_asked = Signal(object)
    """Open this `Path`, a file or a folder."""
    link_asked = Signal()

    def __init__(self, files: Files) -> None:
        super().__init__()
        self.buttons: dict[DownloadKind, QPushButton] = {}
        inside = column(self, space=4)
        inside.addWidget(rule())
        inside.addSpacing(GRID)
        inside.addWidget(heading(tr("Files")))
        for kind, place in files.places.items():
            line = row(space=4)
            here = kind in files.here
            act = partial(self.open_asked.emit, place) if here else partial(self.fetch_asked.emit, kind)
            name = kind_text(kind)
            main = button(
                tr("Open {file}", file=name) if here else tr("Download {file}", file=name),
                act,
                look=ButtonLook.QUIET,
                icon="document" if here else "save",
            )
            more = button("", lambda: None, look=ButtonLook.QUIET, icon="more", tip=tr("More about {file}", file=name))
            more.clicked.connect(partial(self._on_more, kind, place, more, here=here))
            self.buttons[kind] = main
            line.addWidget(main)
            line.addWidget(more)
            line.addStretch(1)
            inside.addLayout(line)
        if files.link:
            line = row(space=4)
            line.addWidget(button(tr("Public link…"), self.link_asked.emit, look=ButtonLook.QUIET, icon="right"))
            line.addStretch(1)
            inside.addLayout(line)

    def _on_more(self, kind: DownloadKind, place: Path, under: QPushButton, *_: object, here: bool) -> None:
        menu = QMenu(self)
        if here:
            menu.addAction(tr("Open folder"), lambda: self.open_asked.emit(place.parent))
            menu.addAction(tr("Download again"), lambda: self.fetch_asked.emit(kind))
        menu.addAction(tr("Save somewhere else…"), lambda: self.elsewhere_asked.emit(kind))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))


class Filing:
    """Opens the sheets that fetch files and links. Lives in the GUI thread."""

    def __init__(self, page: QWidget, session: Session) -> None:
        self._page, self._session = page, session

    def serve(self, section: FilesSection, document: Document, files: Files, changed: Callable[[], object]) -> None:
        """Do what a section asks for; `changed` is called when a file may have come."""
        window = self._page.window()

        def watch(sheet: ArchiveSheet) -> None:
            sheet.finished.connect(lambda _: changed())

        def fetch(kind: DownloadKind) -> None:
            wanted = of_document(document, kind)
            sheet = ArchiveSheet(window, self._session, wanted, files.places[kind], chosen=False)
            watch(sheet)
            sheet.open()

        section.fetch_asked.connect(fetch)
        section.elsewhere_asked.connect(
            lambda kind: save_archive(window, self._session, of_document(document, kind), watch)
        )
        section.open_asked.connect(lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        section.link_asked.connect(lambda: LinkSheet(window, self._session, document).open())


def safe_link(text: str) -> QUrl | None:
    """The address when it may be opened: https, a host, no user in it; None for everything else."""
    url = QUrl(text, QUrl.ParsingMode.StrictMode)
    good = url.isValid() and url.scheme() == "https" and url.host() and not url.userInfo()
    return url if good else None


class LinkSheet(Sheet):
    """The address under which anybody can see a document: shown, copied, opened by a press."""

    def __init__(self, parent: QWidget, session: Session, document: Document) -> None:
        super().__init__(parent, tr("Public link"), words.document_title(document), width=560)
        self._session = session
        self._url: QUrl | None = None
        self.address = Label(tr("Asking the service…"), selectable=True)
        self._warning = muted(tr("Whoever has this address can see the document, without a password."))
        self.notice = Notice(Tone.WARN)
        self.notice.hide()
        for widget in (self.address, self._warning, self.notice):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.copy = button(tr("Copy"), self._on_copy, look=ButtonLook.PRIMARY)
        self.open_button = button(tr("Open in the browser"), self._on_open)
        self.foot.addWidget(self.open_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.copy)
        self.foot.addWidget(button(tr("Close"), self.reject))
        self.copy.setEnabled(False)
        self.open_button.setEnabled(False)
        ref = document.ref
        self._session.ask(self, lambda desk: desk.files.public_link(ref), self._on_begun, self._on_trouble)
        self.fit()

    def _on_begun(self, future: Future[str]) -> None:
        self._session.follow(self, future, self._on_link, self._on_trouble)

    def _on_link(self, text: str) -> None:
        self._url = safe_link(text)
        if self._url is None:
            self.address.setText(visible(text))
            self._say(tr("This is no address that Muhr opens: it must begin with https."))
            return
        self.address.setText(bytes(self._url.toEncoded().data()).decode("ascii"))
        self.copy.setEnabled(True)
        self.open_button.setEnabled(True)
        self.copy.setFocus()
        self.fit()

    def _on_trouble(self, error: BaseException) -> None:
        self.address.hide()
        self._warning.hide()
        self._say(words.error(error))

    def _say(self, text: str) -> None:
        self.notice.tell(Tone.WARN, text)
        self.notice.show()
        self.fit()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address.text().replace("\u200b", ""))
        rename(self.copy, tr("Copied"))

    def _on_open(self) -> None:
        if self._url is not None and not QDesktopServices.openUrl(self._url):
            self._say(tr("This computer has nothing set up to open it with."))
