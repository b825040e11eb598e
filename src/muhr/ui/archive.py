"""Saving a file of a document: where to, how far it is, going on after a break, and looking at it.

The bytes come in a thread of the desk. The sheet looks at a shared count a few times a second: a signal for each
piece would keep the window busier than the download.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Action, Document, DocumentRef
from muhr.domain.downloads import ENDINGS, DownloadKind
from muhr.domain.effects import Effect, EffectState
from muhr.domain.errors import Cancelled, InputError, Refused, StorageFailed, Throttled, Unreachable
from muhr.domain.sentences import say
from muhr.ui import words
from muhr.ui.parts.buttons import ButtonLook, button, rename
from muhr.ui.parts.frames import Notice
from muhr.ui.parts.labels import Elided, muted
from muhr.ui.parts.sheet import Sheet
from muhr.ui.plain import visible
from muhr.ui.session import Session
from muhr.ui.theme import Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk

LOOKS_MS = 100
"""Between two looks at how far the download is."""
FULL = 1000
"""Steps of the bar: it counts in `int`, archives may be larger."""
FOLDER = "archive-folder"
"""The setting with the folder that was chosen last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which file of which document is wanted, and what is known for a name."""

    ref: DocumentRef
    provider: ProviderName
    title: str
    document: Document | None = None
    kind: DownloadKind = DownloadKind.ARCHIVE


def may_have_archive(effect: Effect) -> bool:
    """Whether the document of an outbox row may have an archive by now; only the service knows for certain."""
    return effect.state is EffectState.DONE and effect.action in (Action.SIGN, Action.IMPORT)


def of_effect(effect: Effect) -> Wanted:
    """The document an outbox row is about."""
    ref = DocumentRef(effect.account_id, effect.remote_id or effect.target_id)
    return Wanted(ref=ref, provider=effect.provider, title=words.effect_title(effect))


def of_document(document: Document, kind: DownloadKind = DownloadKind.ARCHIVE) -> Wanted:
    """A document that is at hand."""
    title = words.document_title(document)
    return Wanted(ref=document.ref, provider=document.provider, title=title, document=document, kind=kind)


def save_archive(
    parent: QWidget, session: Session, wanted: Wanted, then: Callable[[ArchiveSheet], object] | None = None
) -> None:
    """Ask where the file shall go, then open the sheet that fetches it; `then` hears of the sheet."""
    ending = ENDINGS[wanted.kind]

    def work(desk: Desk) -> str:
        from muhr.services.archives import file_name, plain_name  # noqa: PLC0415 - the desk has loaded it

        document = wanted.document or desk.workspace.document(wanted.ref.account_id, wanted.ref.remote_id)
        plain = f"{plain_name(wanted.ref, wanted.provider.value)}{ending}"
        name = file_name(document, wanted.kind) if document is not None else plain
        return str(_folder(desk.workspace.setting(FOLDER)) / name)

    def begin(path: str) -> None:
        sheet = ArchiveSheet(parent, session, wanted, Path(path))
        if then is not None:
            then(sheet)
        sheet.open()

    def ask(suggested: str) -> None:
        dialog = QFileDialog(parent, headline(wanted.kind), suggested, f"{kind_text(wanted.kind)} (*{ending})")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending[1:])
        dialog.selectFile(suggested)
        dialog.fileSelected.connect(begin)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    session.ask(parent, work, ask)


def _folder(chosen_last: str) -> Path:
    """The folder that was chosen last, or the one for downloads, or home: the first that is there."""
    downloads = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    return next((Path(one) for one in (chosen_last, downloads) if one and Path(one).is_dir()), Path.home())


@dataclass(slots=True)
class _Meter:
    """How far the download is: written by its thread, read by the window."""

    have: int = 0
    total: int | None = None
    stopped: threading.Event = field(default_factory=threading.Event)

    def hear(self, have: int, total: int | None) -> None:
        """The download's progress. Raises `Cancelled` once the person has stopped it."""
        if self.stopped.is_set():
            raise Cancelled("Stopped.")
        self.have, self.total = have, total


class ArchiveSheet(Sheet):
    """Fetches one file of a document, an archive most of the time."""

    def __init__(self, parent: QWidget, session: Session, wanted: Wanted, target: Path, *, chosen: bool = True) -> None:
        """`chosen`: the person chose the place. Else it is Muhr's own folder, which is made when it is not there."""
        super().__init__(parent, headline(wanted.kind), visible(wanted.title), width=560)
        self.session, self.target = session, target
        self._wanted, self._chosen = wanted, chosen
        self._meter = _Meter()
        self.running = False
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.amount = muted()
        self.notice = Notice(Tone.NOTE)
        self.notice.hide()
        place = Elided(visible(str(target)), tone=Tone.MUTED)
        place.setAccessibleName(tr("File: {file}", file=visible(str(target))))
        for widget in (place, self.bar, self.amount, self.notice):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.folder_button = button(tr("Open folder"), lambda: self._show(target.parent), icon="folder")
        self.file_button = button(tr("Open file"), lambda: self._show(target))
        self.again = button(tr("Go on"), self.fetch)
        self.stop = button(tr("Stop"), self._on_stop)
        self.close_button = button(tr("Close"), self.reject, look=ButtonLook.PRIMARY)
        self.foot.addWidget(self.folder_button)
        self.foot.addWidget(self.file_button)
        self.foot.addStretch(1)
        for one in (self.again, self.stop, self.close_button):
            self.foot.addWidget(one)
        self._looks = QTimer(self)
        self._looks.setInterval(LOOKS_MS)
        self._looks.timeout.connect(self._tell_progress)
        self.fetch()

    # ---------------------------------------------------------------- fetching

    def fetch(self) -> None:
        """Fetch, or go on fetching."""
        self._meter = meter = _Meter()
        wanted, target, chosen = self._wanted, self.target, self._chosen

        def work(desk: Desk) -> Future[Path]:
            if chosen:
                _look_in_the_way(target, wanted.ref)
                desk.workspace.set_setting(FOLDER, str(target.parent))
            else:
                _make_folder(target.parent)
            return desk.files.download(wanted.kind, wanted.ref, target, meter.hear)

        self.notice.hide()
        self.bar.setRange(0, 0)
        self.bar.show()
        self._tell(running=True)
        self._tell_progress()
        self._looks.start()
        self.session.ask(self, work, self._on_begun, self._on_trouble)

    def _on_begun(self, future: Future[Path]) -> None:
        self.session.follow(self, future, self._on_done, self._on_trouble)

    def _on_stop(self) -> None:
        self._meter.stopped.set()
        self.stop.setEnabled(False)
        rename(self.stop, tr("Stopping…"))

    def _tell_progress(self) -> None:
        have, total = self._meter.have, self._meter.total
        if total:
            self.bar.setRange(0, FULL)
            self.bar.setValue(min(FULL, have * FULL // total))
            self.amount.setText(tr("{have} of {total}", have=size(have), total=size(total)))
        else:
            self.amount.setText(size(have) if have else tr("Asking the service…"))

    # ---------------------------------------------------------------- how it ended

    def _tell(self, *, running: bool, done: bool = False) -> None:
        self.running = running
        if not running:
            self._looks.stop()
            self.bar.setVisible(False)
            self.amount.setVisible(False)
            self.notice.show()
        else:
            self.amount.show()
        for one, shown in ((self.folder_button, done), (self.file_button, done), (self.stop, running),
                           (self.again, not running and not done), (self.close_button, not running)):  # fmt: skip
            one.setVisible(shown)
        self.stop.setEnabled(running)
        rename(self.stop, tr("Stop"))
        (self.close_button if not running else self.stop).setFocus()
        self.fit()

    def _on_done(self, path: Path) -> None:
        self.notice.tell(Tone.OK, saved(self._wanted.kind), size(path.stat().st_size) if path.exists() else "")
        self._tell(running=False, done=True)

    def _on_trouble(self, error: BaseException) -> None:
        kept = tr("What has come so far is kept. Going on continues from there.") if self._meter.have else ""
        tone, text, detail = told(error, self._wanted.kind)
        self.notice.tell(tone, text, " ".join(part for part in (detail, kept) if part))
        rename(self.again, tr("Go on") if self._meter.have else tr("Try again"))
        self._tell(running=False)

    def _show(self, path: Path) -> None:
        """Open with what the system opens such things with."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.notice.tell(Tone.WARN, tr("This computer has nothing set up to open it with."), visible(str(path)))
            self.fit()

    # ---------------------------------------------------------------- leaving

    def done(self, result: int) -> None:
        """Qt: who closes the sheet stops the download; what has come is kept."""
        self._meter.stopped.set()
        super().done(result)


def _look_in_the_way(target: Path, ref: DocumentRef) -> None:
    from muhr.services.archives import foreign_part  # noqa: PLC0415 - the desk has loaded it

    if (part := foreign_part(target, ref.remote_id)) is not None:
        text = say("{name} is there already and belongs to something else.", name=part.name)
        raise InputError(text, code="file-exists")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFailed(say("The folder {name} cannot be made.", name=folder.name)) from error


def kind_text(kind: DownloadKind) -> str:
    """What a kind of file is called."""
    return {DownloadKind.PDF: tr("PDF"), DownloadKind.XML: tr("XML"), DownloadKind.ARCHIVE: tr("Archive")}[kind]


def headline(kind: DownloadKind) -> str:
    """What the sheet does."""
    return {
        DownloadKind.PDF: tr("Save PDF"),
        DownloadKind.XML: tr("Save XML"),
        DownloadKind.ARCHIVE: tr("Save archive"),
    }[kind]


def saved(kind: DownloadKind) -> str:
    """That it is there."""
    return {
        DownloadKind.PDF: tr("The PDF is saved"),
        DownloadKind.XML: tr("The XML file is saved"),
        DownloadKind.ARCHIVE: tr("The archive is saved"),
    }[kind]


def told(error: BaseException, kind: DownloadKind = DownloadKind.ARCHIVE) -> tuple[Tone, str, str]:
    """What went wrong with a file, and what to do about it."""
    from muhr.services.archives import NONE_THERE  # noqa: PLC0415 - the desk has loaded it

    if isinstance(error, Cancelled):
        return Tone.NOTE, tr("Stopped"), ""
    if kind is DownloadKind.ARCHIVE and isinstance(error, Refused) and error.code in NONE_THERE:
        detail = tr("It is published once both sides have signed. Try again when the other side has.")
        return Tone.NOTE, tr("The service has no archive of this document yet."), detail
    if isinstance(error, Unreachable):
        return Tone.WARN, tr("The service cannot be reached now."), ""
    if isinstance(error, Throttled):
        return Tone.WARN, tr("The service asks for a pause. Try again in a while."), ""
    if isinstance(error, StorageFailed):  # a file of the person's choice, not Muhr's data
        return Tone.STOP, visible(str(error)), ""
    return Tone.STOP, words.error(error), ""


def size(count: int) -> str:
    """How many bytes, as people say it."""
    if count < 1_000_000:
        return tr("{count} kB", count=f"{max(1, round(count / 1000))}")
    return tr("{count} MB", count=f"{count / 1_000_000:.1f}")
