"""With another language installed, what the core says is in that language too, its facts untouched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from muhr.bootstrap import DemoWorld
from muhr.domain.documents import Action
from muhr.domain.effects import EffectState
from muhr.domain.errors import InputError
from muhr.domain.events import Step
from muhr.domain.findings import FindingCode
from muhr.domain.sentences import Sentence, say
from muhr.services.review import signer_findings
from muhr.ui import words
from muhr.ui.inbox.details import finding_notice
from muhr.ui.keys.choosing import all_keys
from muhr.ui.places import Place
from muhr.ui.retold import CORE, retold, retold_journal
from muhr.ui.signing.progress import Progress, ProgressStep
from muhr.ui.spelling import day
from muhr.ui.verify.page import VerifyPage


class Brackets(QTranslator):
    """A language in which every sentence of the core stands in brackets."""

    def isEmpty(self) -> bool:  # noqa: N802
        return False

    def translate(self, context, source, disambiguation=None, n=-1):
        return f"⟦{source}⟧" if context == CORE and source in self.known else None

    known: frozenset[str]


@pytest.fixture
def brackets(qapp: QApplication) -> Iterator[None]:
    from muhr.ui import catalogue

    language = Brackets()
    package = Path(catalogue.__file__).parent.parent
    language.known = frozenset(one.source for one in catalogue.core_entries(package))
    qapp.installTranslator(language)
    yield
    qapp.removeTranslator(language)


def shown(widget: QWidget) -> str:
    """All labels, without what makes long words breakable."""
    found = [one.text() for one in widget.findChildren(QLabel)]
    return "\n".join(found).replace("\u200b", "")


def bare(text: str) -> str:
    """The English again."""
    return re.sub("[⟦⟧]", "", text)


pytestmark = pytest.mark.usefixtures("brackets")


def test_every_finding_of_the_demo_world(world: DemoWorld, windows):
    windows.on(world)
    desk = world.desk
    review = desk.review([one.ref for one in desk.inbox()], None)
    document = review.documents[0]
    stranger = next(key.identity for key in all_keys(desk) if key.identity and document.company.tax_id not in
                    key.identity.tax_ids)  # fmt: skip
    past = replace(stranger, not_after=datetime(2020, 1, 2, tzinfo=UTC), common_name="<b>{company}</b>")
    findings = [*review.findings, *signer_findings(document, past, datetime.now(UTC))]
    assert {one.code for one in findings} >= {FindingCode.WRONG_SIGNER, FindingCode.CERTIFICATE_EXPIRED}
    assert len({one.code for one in findings}) >= 4
    for one in findings:
        notice = finding_notice(one)
        detail = words.finding_detail(one)
        assert detail.startswith("⟦"), one.text
        assert detail.replace("\u200b", "") in shown(notice)
        assert isinstance(one.text, Sentence)
    wrong, expired = (words.finding_detail(one) for one in findings[-2:])
    assert f"⟦The key belongs to <b>{{company}}</b> ({', '.join(sorted(past.tax_ids))}), not to" in wrong
    assert expired == f"⟦The certificate of this key expired on {day(date(2020, 1, 2))}.⟧"  # the face's own spelling


def test_the_story_of_a_row_its_remark_and_its_journal(world: DemoWorld, windows, until, control):
    window = windows.on(world)
    control(world, "faults", {"faults": [
        {"method": "RejectDocument", "every": 1, "kind": "drop_before"},
        {"method": "GetDocumentStatus", "every": 1, "kind": "drop_before"},
        {"method": "GetDetails", "every": 1, "kind": "drop_before"},
    ]})  # fmt: skip
    window.go(Place.OUTBOX)
    page = window.pages[Place.OUTBOX]
    ref = next(one.ref for one in world.desk.inbox() if Action.REJECT in one.actions)
    world.desk.reject([ref], comment="Narxi mos emas")
    until(lambda: page.story.story is not None and page.story.story.entry.effect.state is EffectState.UNKNOWN)
    story = page.story.story
    text = shown(page.story)
    host = re.search(r"127\.0\.0\.1[:\d]*|localhost[:\d]*", story.entry.effect.note)
    assert f"⟦{story.entry.next_step}" in text or bare(text).find(story.entry.next_step) >= 0
    remark = retold(story.entry.effect.note)  # stored: recognised by its template
    assert remark.startswith("⟦")
    assert bare(remark) == story.entry.effect.note
    assert host is None or host.group() in remark
    assert remark in text
    assert "⟦Rejection⟧ ⟦outcome not known⟧: " in text
    assert story.entry.effect.title in bare(text)


def test_the_remark_of_an_outcome(world: DemoWorld, windows, qtbot):
    window = windows.on(world)
    document = world.desk.inbox()[0]
    step = ProgressStep(window.session)
    qtbot.addWidget(step)
    step.begin([document])
    note = say("Signed and kept. It will be sent once this is settled: {error}",
               error=InputError("The document is not known here any more.").sentence)  # fmt: skip
    step.advance([(document.ref, Progress(step=Step.QUEUED, note=note))])
    told = step.rows.data(step.rows.index(0, 4))
    assert told == ("⟦Signed and kept. It will be sent once this is settled: "
                    "⟦The document is not known here any more.⟧⟧")  # fmt: skip


def test_why_a_signature_is_not_good(world: DemoWorld, windows, tmp_path: Path, sandbox_pki):
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs7, pkcs12

    window = windows.on(world)
    window.go(Place.VERIFY)
    page = window.pages[Place.VERIFY]
    assert isinstance(page, VerifyPage)
    path, other = tmp_path / "rasm.p7s", tmp_path / "boshqa.txt"
    path.write_bytes(b"\x89PNG")
    page.verify(path)
    windows.rest(window)
    assert "⟦The file is not a signature. ⟦It is a picture.⟧⟧" in shown(page)
    key = sandbox_pki.key("rsa-p12")
    loaded = pkcs12.load_pkcs12(Path(key.path).read_bytes(), key.password.encode())
    built = pkcs7.PKCS7SignatureBuilder().set_data(b"shartnoma")
    built = built.add_signer(loaded.cert.certificate, loaded.key, hashes.SHA256())
    path.write_bytes(built.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]))
    other.write_bytes(b"boshqa")
    page.verify(path, other)
    windows.rest(window)
    text = shown(page)
    assert "⟦⟦⟦Step 5, digest⟧: ⟦the content is not what was signed⟧⟧.⟧" in text
    assert "⟦no path to a trusted root was found (the issuer is " in text  # another PKI


def test_the_reasons_of_a_verdict():
    from muhr.domain.errors import CannotJudge
    from muhr.signing.problems import Step as VerificationStep
    from muhr.signing.problems import invalid, unclear

    plain = invalid(VerificationStep.DIGEST, "the content is not what was signed").sentence
    assert retold(plain) == "⟦⟦⟦Step 5, digest⟧: ⟦the content is not what was signed⟧⟧.⟧"
    why = CannotJudge(say("{what} {oid} is not known to this program.", what=say("The digest algorithm"), oid="1.2"))
    nested = unclear(VerificationStep.ALGORITHMS, why.sentence).sentence
    assert retold(nested) == "⟦⟦Step 3, algorithms⟧: ⟦⟦The digest algorithm⟧ 1.2 is not known to this program.⟧⟧"
    assert bare(retold(nested)) == nested


def test_an_error_in_the_window():
    error = InputError(say("{name} is larger than {mebibytes} MiB. Split it.", name="⟨{mebibytes}⟩ %n", mebibytes=64))
    assert words.error(error) == "⟦⟨{mebibytes}⟩ %n is larger than 64 MiB. Split it.⟧"
    assert words.error_of("", "The document is not known here any more.").startswith("⟦")


@pytest.mark.parametrize(
    "foreign",
    ["Narxi mos emas", "Signed", "\ud800 (\udfff)", "a: \ud800 b", "{why}", "", "It will be sent", "x" * 5_000],
)
def test_what_is_not_the_cores_stays_as_it_is(foreign: str):
    assert retold(foreign) == foreign
    assert retold_journal(foreign) == foreign
    assert retold(say("{host} refused: {said}", host="h", said=foreign)) == f"⟦h refused: {foreign}⟧"


def test_a_fact_is_not_translated_even_when_it_reads_like_a_sentence_of_ours():
    said = "Decided by a person: it happened."
    assert retold(say("{host} refused: {said}", host="h", said=said)) == f"⟦h refused: {said}⟧"


def test_a_stored_sentence_with_two_readings_stays_english():
    text = "The key belongs to A (1), not to B (2), not to C (3)."
    assert retold(text) == text
    assert retold("The key belongs to A (1), not to C (3).") == "⟦The key belongs to A (1), not to C (3).⟧"


def test_a_journal_line_keeps_title_and_foreign_remark():
    assert retold_journal("Signed: 12 · A (B) (Decided by a person: it happened.)") == (
        "⟦Signed⟧: 12 · A (B) (⟦Decided by a person: it happened.⟧)"
    )
    assert retold_journal("Rejection refused: 12 · A (yo'q)") == "⟦Rejection⟧ ⟦refused⟧: 12 · A (yo'q)"
