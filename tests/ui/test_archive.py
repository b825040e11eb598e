"""Saving an archive from the window: from the progress sheet, the outbox and a batch; stopped, cut, gone on from."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from muhr.bootstrap import DemoWorld, start_demo
from muhr.domain.documents import Action, Direction, Document
from muhr.ui.archive import ArchiveSheet, of_document, size
from muhr.ui.batches.page import BatchSheet
from muhr.ui.places import Place
from muhr.ui.window import MainWindow

Until = Callable[[Callable[[], object]], None]
PADDING = 3_000_000


@pytest.fixture(scope="module")
def world() -> Iterator[DemoWorld]:
    """Shared: a download changes nothing at the service."""
    with start_demo() as started:
        yield started


@pytest.fixture
def window(world: DemoWorld, windows, control) -> Iterator[MainWindow]:
    control(world, "settings", {"archive_padding": PADDING})
    control(world, "faults", {"faults": []})
    opened = windows.on(world)
    yield opened
    control(world, "faults", {"faults": []})
    windows.leave(opened)


@pytest.fixture
def signed(window: MainWindow, world: DemoWorld, until: Until, password_of) -> Document:
    """A document that both sides have signed."""
    effects = world.desk.workspace.effects()
    if effects:
        found = world.desk.workspace.document(effects[0].account_id, effects[0].target_id)
        assert found is not None
        return found
    incoming = [one for one in window.inbox.rows.rows
                if Action.SIGN in one.actions and one.direction is Direction.INCOMING]  # fmt: skip
    chosen = [one for one in incoming if one.company == incoming[0].company][:2]
    window.sign([one.ref for one in chosen])
    sheet = window.signing
    assert sheet is not None
    until(sheet.go_on.isEnabled)
    sheet.go_on.click()
    sheet.password.field.setText(password_of(world, sheet.review.chooser.key.id))
    sheet.sign.click()
    until(lambda: not sheet.running)
    assert sheet.progress.archive_button.isVisible()
    assert sheet.progress.archive_button.isEnabled(), "the first row is chosen and confirmed"
    sheet.progress.archive_button.click()
    until(lambda: sheet.findChild(QFileDialog) is not None)
    sheet.findChild(QFileDialog).reject()
    sheet.accept()
    until(lambda: window.signing is None)
    return chosen[0]


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """What the system was asked to open."""

    class Viewer(QObject):
        """Stands where the desktop's own programs would."""

        def __init__(self) -> None:
            super().__init__()
            self.seen: list[str] = []

        @Slot(QUrl)
        def show(self, url: QUrl) -> None:
            """Asked to open something."""
            self.seen.append(url.toLocalFile())

    viewer = Viewer()
    QDesktopServices.setUrlHandler("file", viewer, "show")
    yield viewer.seen
    QDesktopServices.unsetUrlHandler("file")


def choose(parent: QWidget, file: Path, until: Until) -> str:
    """Answer the file dialog; gives the name it suggested."""
    until(lambda: parent.findChild(QFileDialog) is not None)
    dialog = parent.findChild(QFileDialog)
    suggested = Path(dialog.selectedFiles()[0]).name
    dialog.findChild(QLineEdit).setText(str(file))
    dialog.accept()
    until(lambda: parent.findChild(ArchiveSheet) is not None)
    return suggested


def whole(file: Path) -> bool:
    with zipfile.ZipFile(file) as archive:
        return archive.testzip() is None and sum(name.endswith(".p7s") for name in archive.namelist()) == 2


def test_from_the_outbox_into_a_file_and_into_the_viewer(
    window: MainWindow, signed: Document, until: Until, qtbot: QtBot, opened: list[str], tmp_path: Path
):
    window.go(Place.OUTBOX)
    page = window.pages[Place.OUTBOX]
    page.everything.setChecked(True)
    until(lambda: page.rows.rowCount() > 0)
    page.table.go_to(0)
    until(lambda: any(one.text() == "Save archive…" for one in page.story.findChildren(QPushButton)))
    next(one for one in page.story.findChildren(QPushButton) if one.text() == "Save archive…").click()
    file = tmp_path / "shartnoma.zip"
    suggested = choose(window, file, until)
    assert suggested.endswith(".zip")
    effect = page.table.current.effect
    document = window.session.desk.workspace.document(effect.account_id, effect.target_id)
    assert document.issued.isoformat() in suggested
    assert document.number.split("/")[0] in suggested
    sheet = window.findChild(ArchiveSheet)
    until(lambda: not sheet.running)
    assert "saved" in sheet.notice.accessibleName()
    assert whole(file)
    assert list(tmp_path.iterdir()) == [file]
    qtbot.mouseClick(sheet.file_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(sheet.folder_button, Qt.MouseButton.LeftButton)
    assert opened == [str(file), str(tmp_path)]
    assert window.session.desk.workspace.setting("archive-folder") == str(tmp_path)
    sheet.close_button.click()


def test_from_a_batch(window: MainWindow, signed: Document, until: Until, tmp_path: Path):
    window.go(Place.BATCHES)
    page = window.pages[Place.BATCHES]
    until(lambda: page.rows.rowCount() > 0)
    batch = BatchSheet(window, window.session, page.rows.row(0))
    batch.open()
    assert batch.archive_button.isEnabled()
    batch.archive_button.click()
    choose(batch, tmp_path / "a.zip", until)
    sheet = batch.findChild(ArchiveSheet)
    until(lambda: not sheet.running)
    assert whole(tmp_path / "a.zip")
    sheet.reject()
    batch.reject()


def test_stopped_by_the_person_and_gone_on_from(
    window: MainWindow, world: DemoWorld, signed: Document, until: Until, control, tmp_path: Path
):
    control(world, "faults", {"faults": [{"method": "DownloadArchive", "kind": "drip", "nth": 1, "seconds": 0.01}]})
    file = tmp_path / "a.zip"
    sheet = ArchiveSheet(window, window.session, of_document(signed), file)
    sheet.open()
    until(lambda: "MB" in sheet.amount.text())
    assert sheet.stop.isVisible()
    assert not sheet.close_button.isVisible()
    other = ArchiveSheet(window, window.session, of_document(signed), file)
    other.open()
    until(lambda: not other.running)
    assert "being written already" in other.notice.accessibleName()
    other.reject()
    sheet.stop.click()
    until(lambda: not sheet.running)
    assert "Stopped" in sheet.notice.accessibleName()
    assert "kept" in sheet.notice.accessibleName()
    assert not file.exists()
    have = (tmp_path / "a.zip.part").stat().st_size
    control(world, "faults", {"faults": []})
    assert have
    sheet.again.click()
    until(lambda: not sheet.running)
    assert whole(file)
    assert list(tmp_path.iterdir()) == [file]
    sheet.reject()


def test_a_line_that_is_cut_is_told_and_gone_on_from(
    window: MainWindow, world: DemoWorld, signed: Document, until: Until, control, tmp_path: Path
):
    cut = {"method": "DownloadArchive", "kind": "half_body", "nth": 1}
    gone = {"method": "DownloadArchive", "kind": "drop_before", "nth": 2, "times": 50}
    control(world, "faults", {"faults": [cut, gone]})
    file = tmp_path / "a.zip"
    sheet = ArchiveSheet(window, window.session, of_document(signed), file)
    sheet.open()
    until(lambda: not sheet.running)
    assert "cannot be reached now" in sheet.notice.accessibleName()
    assert "kept" in sheet.notice.accessibleName()
    assert sheet.again.text() == "Go on"
    have = (tmp_path / "a.zip.part").stat().st_size
    assert have > PADDING // 4
    control(world, "faults", {"faults": []})
    sheet.again.click()
    until(lambda: not sheet.running)
    assert whole(file)
    assert control(world, "faults")["requests"]["DownloadArchive"] == 1, "one request brought the rest"
    sheet.reject()


def test_what_is_not_published_yet_is_said_honestly(window: MainWindow, until: Until, tmp_path: Path):
    waiting = window.inbox.rows.rows[0]
    sheet = ArchiveSheet(window, window.session, of_document(waiting), tmp_path / "a.zip")
    sheet.open()
    until(lambda: not sheet.running)
    assert "no archive of this document yet" in sheet.notice.accessibleName()
    assert "both sides have signed" in sheet.notice.accessibleName()
    assert not sheet.file_button.isVisible()
    assert sheet.again.text() == "Try again"
    assert list(tmp_path.iterdir()) == []
    sheet.reject()


def test_what_is_in_the_way_is_left_alone(window: MainWindow, signed: Document, until: Until, tmp_path: Path):
    part = tmp_path / "a.zip.part"
    part.write_text("somebody else's")
    sheet = ArchiveSheet(window, window.session, of_document(signed), tmp_path / "a.zip")
    sheet.open()
    until(lambda: not sheet.running)
    assert "belongs to something else" in sheet.notice.accessibleName()
    assert part.read_text() == "somebody else's"
    sheet.reject()


def test_closing_the_sheet_stops_the_download(
    window: MainWindow, world: DemoWorld, signed: Document, until: Until, control, tmp_path: Path
):
    control(world, "faults", {"faults": [{"method": "DownloadArchive", "kind": "drip", "nth": 1, "seconds": 0.01}]})
    file = tmp_path / "a.zip"
    sheet = ArchiveSheet(window, window.session, of_document(signed), file)
    sheet.open()
    until(lambda: "MB" in sheet.amount.text())
    sheet.reject()
    until(lambda: window.session.jobs.idle)
    control(world, "faults", {"faults": []})
    assert not file.exists()
    assert (tmp_path / "a.zip.part").exists()


@pytest.mark.parametrize(("count", "said"), [(0, "1 kB"), (999_499, "999 kB"), (1_500_000, "1.5 MB")])
def test_sizes(count: int, said: str):
    assert size(count) == said
