"""Archives and reports on the verify page, the trusted authorities, and the settings of checking and stamping."""

from __future__ import annotations

import functools
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from muhr.bootstrap import DemoWorld
from muhr.domain.signatures import RevocationMode, StampMode, Verdict
from muhr.domain.verifying import REVOCATION, STAMP_MODE, STAMP_SERVERS
from muhr.sandbox.pki import Authorities, Issued
from muhr.sandbox.pki.authorities import make_authorities
from muhr.sandbox.world.companies import OURS
from muhr.signing.algorithms import choose
from muhr.signing.certificates import load
from muhr.signing.cms_build import CmsBuilder
from muhr.ui.parts.sheet import Question
from muhr.ui.places import Place
from muhr.ui.settings.page import SettingsPage
from muhr.ui.settings.trust import ConfirmSheet, TrustSheet
from muhr.ui.verify.page import VerifyPage
from muhr.ui.window import MainWindow

Until = Callable[[Callable[[], object]], None]
CONTENT = b"<Faktura><b>17</b></Faktura>"


@functools.cache
def authorities() -> Authorities:
    return make_authorities(datetime.now(UTC).replace(microsecond=0))


@functools.cache
def directors() -> tuple[Issued, ...]:
    return tuple(authorities().director(one, datetime.now(UTC)) for one in OURS)


def signed(who: Issued, content: bytes = CONTENT) -> bytes:
    return CmsBuilder(who.chain, choose(who.key.spki)).build(content, datetime.now(UTC), who.key.sign)


def archive(folder: Path, name: str = "hujjat.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("faktura <b>17</b>.xml".replace("/", ""), CONTENT)
        for at, who in enumerate(directors()):
            made.writestr(f"imzo-{at}.p7s", signed(who))
        made.writestr("faktura.pdf", b"%PDF-1.7")
    return path


def page_of(window: MainWindow) -> VerifyPage:
    window.go(Place.VERIFY)
    page = window.pages[Place.VERIFY]
    assert isinstance(page, VerifyPage)
    return page


def texts(widget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def judge(page: VerifyPage, windows, window: MainWindow, path: Path) -> str:
    page.verify(path)
    windows.rest(window)
    return texts(page)


def press(widget, name: str) -> None:
    """The world's own root has the same name, but was given for the run and has no such button."""
    (found,) = [one for one in widget.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()]
    found.click()


def trust(sheet: TrustSheet, path: Path, until: Until, fingerprint: str) -> None:
    """As a person does: choose the file, type the beginning of the published fingerprint, agree."""
    sheet.look(path)
    until(lambda: sheet.findChildren(ConfirmSheet))
    (confirm,) = sheet.findChildren(ConfirmSheet)
    assert not confirm.agree.isEnabled()
    confirm.field.setText("0000 0000")
    assert not confirm.agree.isEnabled()
    confirm.field.setText(fingerprint[:7])
    assert not confirm.agree.isEnabled()
    confirm.field.setText(f"{fingerprint[:4].upper()} {fingerprint[4:8]}")
    assert confirm.agree.isEnabled()
    confirm.agree.click()


def test_an_authority_is_trusted_and_taken_out_in_the_window(world: DemoWorld, windows, until: Until, tmp_path: Path):
    window = windows.on(world)
    page = page_of(window)
    path = archive(tmp_path)
    judge(page, windows, window, path)
    assert page.judged.report.verdict is Verdict.CANNOT_JUDGE
    root = tmp_path / "root.der"
    root.write_bytes(authorities().roots[0])
    fingerprint = load(root.read_bytes()).fingerprint
    page.trust_button.click()
    (sheet,) = window.findChildren(TrustSheet)
    until(lambda: sheet.anchors)
    before = len(sheet.anchors)
    trust(sheet, root, until, fingerprint)
    until(lambda: "Added by you on " in texts(sheet))
    assert len(sheet.anchors) == before + 1
    judge(page, windows, window, path)
    assert page.judged.report.verdict is Verdict.VALID
    press(sheet, "Take out Muhr sandbox root (O‘ZDST 1092)")
    until(lambda: sheet.findChildren(Question))
    sheet.findChildren(Question)[0].agree.click()
    until(lambda: len(sheet.anchors) == before)
    sheet.accept()
    judge(page, windows, window, path)
    assert page.judged.report.verdict is Verdict.CANNOT_JUDGE


def test_a_file_that_is_no_certificate_is_told_in_the_sheet(world: DemoWorld, windows, until: Until, tmp_path: Path):
    window = windows.on(world)
    sheet = TrustSheet(window, window.session)
    sheet.open()
    file = tmp_path / "rasm.png"
    file.write_bytes(b"\x89PNG")
    sheet.look(file)
    until(lambda: "does not hold a certificate" in texts(sheet))
    sheet.look(tmp_path / "missing.der")
    windows.rest(window)
    sheet.reject()


def test_an_archive_and_its_report(still_world: DemoWorld, windows, until: Until, tmp_path: Path):
    window = windows.open(still_world.desk, still_world.folder, still_world)
    windows.wait_for_inbox(window)
    page = page_of(window)
    assert not page.copy_button.isVisible()
    shown = judge(page, windows, window, archive(tmp_path, "<i>a</i>.zip".replace("/", "")))
    assert "An archive with 1 signed document; not everything can be judged" in shown
    assert "faktura <b>17<b>.xml" in shown  # as plain text
    assert "Signer 2: Cannot be judged" in shown
    assert "not signed" in shown
    assert "Signature file: imzo-1.p7s" in shown
    page.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("An archive with 1 signed document; not everything can be judged\nFile: <i>a<i>.zip\n")
    assert "faktura <b>17<b>.xml" in copied
    for company in OURS:
        assert f"Name: {company.director.full_name}" in copied
    assert "Step 9, chain" in copied
    pdf = tmp_path / "hisobot.pdf"
    page.save(pdf)
    assert pdf.read_bytes().startswith(b"%PDF-")
    page.save(tmp_path / "no" / "folder.pdf")
    until(lambda: "folder.pdf could not be written" in texts(page))
    # A file that is none takes the offer to copy away.
    assert "is not a signature" in judge(page, windows, window, pdf)
    assert not page.copy_button.isVisible()
    windows.leave(window)


def test_how_signatures_are_checked_and_stamped_is_stored(world: DemoWorld, windows, until: Until):
    window = windows.on(world)
    window.go(Place.SETTINGS)
    page = window.pages[Place.SETTINGS]
    assert isinstance(page, SettingsPage)
    windows.rest(window)
    card, setting = page.verifying, world.desk.workspace.setting
    assert card.revocation.currentData() == RevocationMode.ONLINE.value
    assert card.stamps.currentData() == StampMode.OFF.value
    assert not card.servers.isVisible()
    card.revocation.setCurrentIndex(card.revocation.findData(RevocationMode.OFF.value))
    card.revocation.activated.emit(card.revocation.currentIndex())
    card.stamps.setCurrentIndex(card.stamps.findData(StampMode.IF_POSSIBLE.value))
    card.stamps.activated.emit(card.stamps.currentIndex())
    assert card.servers.isVisible()
    card.servers.setPlainText("http://tsa.example/\n\nhttp://tsa2.example/")
    until(lambda: setting(STAMP_SERVERS).endswith("tsa2.example/"))
    until(lambda: (setting(REVOCATION), setting(STAMP_MODE)) == ("off", "if-possible"))
    page.arrive()
    windows.rest(window)
    assert card.revocation.currentData() == RevocationMode.OFF.value
    assert card.servers.toPlainText() == "http://tsa.example/\nhttp://tsa2.example/"
