"""Keys, batches with their evidence, and verifying files."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from muhr.bootstrap import DemoWorld, start_demo
from muhr.domain.documents import Action
from muhr.domain.effects import EffectState
from muhr.domain.signatures import Verdict
from muhr.ui.batches.page import BatchesPage, BatchSheet, EvidenceSheet
from muhr.ui.inbox.sheets import RawSheet
from muhr.ui.keys.choosing import all_keys
from muhr.ui.keys.page import KeysPage
from muhr.ui.places import Place
from muhr.ui.verify.page import VerifyPage
from muhr.ui.window import MainWindow

Until = Callable[[Callable[[], object]], None]


class Typed:
    """A person who types at once."""

    def __init__(self, password: str) -> None:
        self._password = password

    def ask_password(self, request) -> bytearray:
        return bytearray(self._password.encode())


@pytest.fixture(scope="module")
def signed_world():
    """A world in which three documents have been signed."""
    with start_demo() as world:
        for future in world.desk.refresh():
            future.result(30)
        documents = [one for one in world.desk.inbox() if Action.SIGN in one.actions]
        company = documents[0].company.tax_id
        keys = [one for one in all_keys(world.desk) if one.usable and one.identity and company in one.identity.tax_ids]
        password = next(one["password"] for one in world.info["keys"] if one["path"] == keys[0].id)
        refs = [one.ref for one in documents if one.company.tax_id == company][:3]
        world.desk.sign(refs, keys[0], Typed(password)).wait(60)
        yield world


@pytest.fixture
def window(signed_world: DemoWorld, windows) -> MainWindow:
    opened = windows.open(signed_world.desk, signed_world.folder, signed_world)
    windows.wait_for_inbox(opened)
    yield opened
    windows.leave(opened)


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_every_key_is_listed_with_owner_company_validity_and_reason(window: MainWindow, signed_world, until: Until):
    window.go(Place.KEYS)
    page = window.pages[Place.KEYS]
    assert isinstance(page, KeysPage)
    until(lambda: page.rows.rowCount() == len(signed_world.info["keys"]))
    states = [row.key.usable for row in (page.rows.row(at) for at in range(page.rows.rowCount()))]
    assert states == sorted(states, reverse=True)  # usable ones first
    expired = next(at for at in range(page.rows.rowCount()) if page.rows.row(at).key.reason == "expired")
    page.table.go_to(expired)
    assert "Expired" in texts(page)
    fitting = [row for row in page.rows.rows if row.fits]
    assert {name for row in fitting for name in row.fits} == {
        one.company.name for one in signed_world.desk.workspace.accounts()
    }


def test_a_batch_tells_who_signed_what_and_how_it_ended(window: MainWindow, signed_world, until: Until):
    window.go(Place.BATCHES)
    page = window.pages[Place.BATCHES]
    assert isinstance(page, BatchesPage)
    until(lambda: page.rows.rowCount() == 1)
    entry = page.rows.row(0)
    assert entry.batch.documents == 3
    assert entry.counts[EffectState.DONE] == 3
    assert page.rows.data(page.rows.index(0, 5)) == "3 done"
    page.table.opened.emit(entry)
    sheet = window.findChild(BatchSheet)
    assert sheet.rows.rowCount() == 3
    assert entry.batch.signer in texts(sheet)
    sheet.evidence_button.click()
    until(lambda: sheet.findChild(EvidenceSheet) is not None)
    evidence = sheet.findChild(EvidenceSheet)
    kept = signed_world.desk.workspace.evidence(sheet.rows.row(0).id)
    assert kept.content.decode() in texts(evidence).replace("\u200b", "")
    evidence.shown_button.click()
    raw = evidence.findChild(RawSheet)
    assert sheet.rows.row(0).target_id in raw.findChild(QPlainTextEdit).toPlainText()
    for one in (raw, evidence, sheet):
        one.reject()


def kept_message(world: DemoWorld):
    workspace = world.desk.workspace
    return next(found for one in workspace.effects() if (found := workspace.evidence(one.id)) is not None)


def verify_page(window: MainWindow) -> VerifyPage:
    window.go(Place.VERIFY)
    page = window.pages[Place.VERIFY]
    assert isinstance(page, VerifyPage)
    return page


def judge(page: VerifyPage, windows, window: MainWindow, path: Path, detached: Path | None = None) -> str:
    page.verify(path, detached)
    windows.rest(window)
    return texts(page)


@pytest.mark.parametrize("form", ["der", "base64"])
def test_a_good_signature_says_who_for_whom_and_when_first(window, windows, signed_world, tmp_path: Path, form: str):
    page = verify_page(window)
    kept = kept_message(signed_world)
    path = tmp_path / "shartnoma.p7s"
    path.write_bytes(kept.message if form == "der" else base64.encodebytes(kept.message))
    shown = judge(page, windows, window, path)
    assert page.judged.report.verdict is Verdict.VALID
    signer = page.judged.report.signers[0].identity
    assert f"Signed by {signer.common_name} for {signer.organization} ({signer.tax_id}) on " in shown
    assert "; valid" in shown
    assert kept.content.decode() in shown
    assert "sandbox" in shown  # the chain


def test_a_changed_content_is_not_valid_and_says_so(window, windows, signed_world, tmp_path: Path):
    page = verify_page(window)
    kept = kept_message(signed_world)
    path = tmp_path / "changed.p7s"
    path.write_bytes(kept.message.replace(kept.content, kept.content[::-1]))
    shown = judge(page, windows, window, path)
    assert "The signature is not valid" in shown
    assert "the content is not what was signed" in shown


@pytest.mark.parametrize("content", [b"\x89PNG", b"", b"<b>hello</b>", b"0" * 100])
def test_a_file_that_is_no_signature_is_told_in_one_sentence(window, windows, tmp_path: Path, content: bytes):
    page = verify_page(window)
    path = tmp_path / "<b>rasm</b>.png".replace("/", "_")
    path.write_bytes(content)
    shown = judge(page, windows, window, path)
    assert f"{path.name} is not a signature" in shown


def test_a_file_that_cannot_be_read_is_told(window, windows, tmp_path: Path):
    shown = judge(verify_page(window), windows, window, tmp_path / "missing.p7s")
    assert "missing.p7s cannot be read" in shown


def test_a_huge_file_is_not_read(window, windows, tmp_path: Path):
    path = tmp_path / "huge.p7s"
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    assert "was not read" in judge(verify_page(window), windows, window, path)


def test_a_signature_kept_apart_asks_for_its_document(window, windows, tmp_path: Path, sandbox_pki):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs7, pkcs12

    key = sandbox_pki.key("rsa-p12")
    loaded = pkcs12.load_pkcs12(Path(key.path).read_bytes(), key.password.encode())
    assert isinstance(loaded.cert.certificate, x509.Certificate)
    document, other, signature = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "a.txt.p7s"
    document.write_bytes(b"shartnoma")
    other.write_bytes(b"boshqa")
    built = (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(b"shartnoma")
        .add_signer(loaded.cert.certificate, loaded.key, hashes.SHA256())
    )
    signature.write_bytes(built.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]))
    page = verify_page(window)
    assert "kept apart from its document" in judge(page, windows, window, signature)
    judge(page, windows, window, signature, other)
    assert page.judged.report.verdict is Verdict.INVALID
    judge(page, windows, window, signature, document)
    assert page.judged.report.verdict is not Verdict.INVALID  # another PKI: the root is not trusted here


@pytest.mark.parametrize("place", ["in", "out"])
def test_a_dropped_file_is_judged(window, windows, signed_world, tmp_path: Path, until: Until, place: str):
    page = verify_page(window)
    path = tmp_path / "dropped.p7s"
    path.write_bytes(kept_message(signed_world).message)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))] if place == "in" else [QUrl("http://127.0.0.1:9/x.p7s")])
    enter = QDragEnterEvent(
        QPoint(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(page.drop, enter)
    drop = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    before = page.judged
    QApplication.sendEvent(page.drop, drop)
    if place == "in":
        until(lambda: page.judged is not None and page.judged.path == path)
    else:
        windows.rest(window)
        assert page.judged is before
