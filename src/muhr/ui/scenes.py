"""The scenes of the screenshot tool, in the order of a director's day. Each drives the window as a person would."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from muhr.ui.camera import SIZE, Camera, control, newest_sheet, wait_until

if TYPE_CHECKING:
    from muhr.bootstrap import DemoWorld


def preflight(camera: Camera, world: DemoWorld) -> None:
    """See `scenes_keys`, which is loaded after the scale is set."""
    from muhr.ui import scenes_keys  # noqa: PLC0415

    scenes_keys.preflight(camera, world)


def welcome(folder: Path) -> None:
    """The first start, on an empty workspace; and a workspace that cannot be opened."""
    from PySide6.QtCore import QSize  # noqa: PLC0415

    from muhr.domain.errors import WorkspaceLocked  # noqa: PLC0415
    from muhr.ui.app import application, open_window  # noqa: PLC0415
    from muhr.ui.session import Standing  # noqa: PLC0415

    for name, trouble in (("01-welcome", None), ("39-cannot-open", WorkspaceLocked("in use"))):
        with tempfile.TemporaryDirectory() as empty:
            window = open_window(application(), None, workspace=Path(empty), trouble=trouble)
            window.resize(QSize(*SIZE))
            wait_until(lambda w=window: w.welcome is not None or w.session.standing is Standing.FAILED, name)  # type: ignore[misc]
            Camera(window, folder).page(name)
            window.close()
            wait_until(lambda w=window: w.session.standing is Standing.CLOSED, "it closes")  # type: ignore[misc]
            window.session.jobs.close()


def inbox(camera: Camera, _world: DemoWorld) -> None:
    """The inbox: as it opens, selected, searched, grouped, narrow."""
    from PySide6.QtCore import QSize  # noqa: PLC0415

    from muhr.ui.places import Place  # noqa: PLC0415

    window, page = camera.window, camera.window.inbox
    window.go(Place.INBOX)
    wait_until(lambda: page.rows.rowCount() > 0, "the inbox is filled")
    wait_until(lambda: page.details.known is not None, "the details are there")
    page.table.go_to(_with_findings(page))
    wait_until(lambda: page.details.known is not None and page.details.known.findings, "findings are shown")
    camera.page("02-inbox")
    for place in range(0, min(9, page.rows.rowCount()), 2):
        page.rows.toggle(place)
    camera.page("03-inbox-selected")
    page.bar.toggle_shares()
    camera.page("04-inbox-by-counterparty")
    page.bar.toggle_shares()
    page.search.setText("20")
    camera.page("05-inbox-search")
    page.search.setText("nothing like this")
    camera.page("06-inbox-nothing-found")
    page.search.clear()
    page.companies.switch.setChecked(True)
    page.rows.fold(0)
    page.table.go_to(page.rows.first_place)
    wait_until(lambda: page.details.known is not None, "the details are there")
    camera.page("40-inbox-grouped")
    page.rows.fold(0)
    page.companies.switch.setChecked(False)
    window.resize(window.minimumSize())
    camera.page("07-inbox-smallest")
    window.resize(QSize(*SIZE))


def _with_findings(page: Any) -> int:
    wait_until(lambda: any(page.marks.of(one.ref) for one in page.rows.rows), "findings are known")
    ranked = [max((one.severity for one in page.marks.of(page.rows.row(at).ref)), default=0)
              for at in range(page.rows.rowCount())]  # fmt: skip
    return ranked.index(max(ranked))


def inbox_sheets(camera: Camera, _world: DemoWorld) -> None:
    """Reject, original text, lines, adding by id."""
    from muhr.domain.documents import Action  # noqa: PLC0415
    from muhr.ui.inbox.act_sheet import ActSheet  # noqa: PLC0415
    from muhr.ui.inbox.sheets import AddIdsSheet, LinesSheet, RawSheet  # noqa: PLC0415

    window, page = camera.window, camera.window.inbox
    known = page.details.known
    wait_until(lambda: page.details.known is not None and page.details.known.document.content is not None, "contents")
    known = page.details.known
    assert known is not None
    content = known.document.content
    assert content is not None
    accounts = window.session.desk.workspace.accounts()
    for name, sheet in (
        ("08-reject", ActSheet(window, Action.REJECT, page.rows.ticked)),
        ("09-original-text", RawSheet(window, known.document.number, content.raw)),
        ("10-lines", LinesSheet(window, known.document)),
        ("11-add-by-id", AddIdsSheet(window, accounts)),
    ):
        sheet.open()
        camera.sheet(name, sheet)
        sheet.reject()


def signing(camera: Camera, world: DemoWorld) -> None:
    """Review, password, wrong password, progress, end; one answer is lost on the way."""
    window = camera.window
    page = window.inbox
    page.rows.untick_all()
    company = page.rows.rows[0].company.tax_id
    page.rows.set_ticked([one.ref for one in page.rows.rows if one.company.tax_id == company])
    window.sign([one.ref for one in page.rows.ticked])
    sheet = window.signing
    assert sheet is not None
    wait_until(sheet.go_on.isEnabled, "the review is there")
    camera.sheet("12-sign-review", sheet)
    sheet.go_on.click()
    camera.sheet("13-sign-password", sheet)
    sheet.password.field.setText("not the password")
    sheet.sign.click()
    wait_until(lambda: sheet.at.name == "PASSWORD" and not sheet.running, "the wrong password is told")
    camera.sheet("14-sign-wrong-password", sheet)
    control(world, "latency", {"ms": 150})
    control(world, "faults", {"faults": [{"method": "SignDocument", "nth": 4, "kind": "drop_after"},
                                         {"method": "SignDocument", "nth": 7, "kind": "http_503"}]})  # fmt: skip
    chosen = sheet.review.chooser.key
    assert chosen is not None
    password = next(one["password"] for one in world.info["keys"] if one["path"] == chosen.id)
    sheet.password.field.setText(password)
    sheet.sign.click()
    wait_until(lambda: sum(sheet.progress.counts.values()) > 3, "documents take steps")
    wait_until(lambda: any(step.name == "CONFIRMED" for step in sheet.progress.counts), "one is confirmed")
    camera.sheet("15-sign-progress", sheet)
    control(world, "latency", {"ms": 0})
    wait_until(lambda: not sheet.running, "the run is over")
    camera.sheet("16-sign-finished", sheet)
    sheet.accept()


def outbox(camera: Camera, world: DemoWorld) -> None:
    """Rows on their way while the service is away, a decision, everything that is finished."""
    from muhr.domain.effects import EffectState  # noqa: PLC0415
    from muhr.ui.places import Place  # noqa: PLC0415

    window = camera.window
    page = window.inbox
    camera.settle()
    wait_until(lambda: page.rows.rowCount() > 0, "something is left in the inbox")
    control(world, "faults", {"faults": [
        {"method": "RejectDocument", "every": 1, "kind": "drop_after", "times": 4},
        {"method": "GetDocumentStatus", "every": 1, "kind": "drop_before"},
        {"method": "GetDetails", "every": 1, "kind": "drop_before"},
    ]})  # fmt: skip
    refs = [one.ref for one in page.rows.rows if any(two.value == "reject" for two in one.actions)][:3]
    window.session.desk.reject(refs, comment="Narxi shartnomaga mos emas")
    window.go(Place.OUTBOX)
    place: Any = window.pages[Place.OUTBOX]
    wait_until(lambda: any(one.effect.state is EffectState.UNKNOWN for one in place.rows.rows), "an unknown row")
    state = EffectState.UNKNOWN
    wait_until(lambda: place.story.story is not None and place.story.story.entry.effect.state is state, "its story")
    camera.page("17-outbox-unknown")
    place.decide(place.table.current.effect, "resend")
    question = newest_sheet()
    camera.sheet("18-outbox-question", question)
    question.reject()
    control(world, "faults", {"faults": []})
    place.everything.setChecked(True)
    camera.settle()
    place.table.go_to(place.rows.rowCount() - 1)
    finished = place.table.current.effect.id
    # While another row is chosen the pane is empty for a moment.
    wait_until(lambda: (told := place.story.story) and told.entry.effect.id == finished, "a finished story")
    camera.page("19-outbox-everything")


def archives(camera: Camera, world: DemoWorld) -> None:
    """An archive on its way, saved, and one that is not published yet."""
    from muhr.domain.documents import Action, Stage  # noqa: PLC0415
    from muhr.domain.effects import EffectState  # noqa: PLC0415
    from muhr.ui.archive import ArchiveSheet, of_document, of_effect  # noqa: PLC0415

    window, workspace = camera.window, camera.window.session.desk.workspace
    done = [one for one in workspace.effects() if one.action is Action.SIGN and one.state is EffectState.DONE]
    both = next(one for one in done if (found := workspace.document(one.account_id, one.target_id)) is not None
                and found.stage is Stage.FINISHED)  # fmt: skip
    control(world, "settings", {"archive_padding": 6_000_000})
    broken = [{"method": "DownloadArchive", "kind": "half_body", "nth": 1},
              {"method": "DownloadArchive", "kind": "drip", "nth": 2, "seconds": 0.05}]  # fmt: skip
    control(world, "faults", {"faults": broken})
    with tempfile.TemporaryDirectory() as name:
        sheet = ArchiveSheet(window, window.session, of_effect(both), Path(name) / "Shartnoma 17-A.zip")
        sheet.open()
        wait_until(lambda: sheet.bar.value() > 0, "bytes come")
        camera.save_sheet("41-archive-under-way", sheet)
        sheet.stop.click()
        wait_until(lambda: not sheet.running, "it is stopped")
        camera.sheet("42-archive-stopped", sheet)
        control(world, "faults", {"faults": []})
        sheet.again.click()
        wait_until(lambda: not sheet.running, "it is saved")
        camera.sheet("43-archive-saved", sheet)
        sheet.reject()
        waiting = window.inbox.rows.rows[0]
        sheet = ArchiveSheet(window, window.session, of_document(waiting), Path(name) / "Shartnoma 18.zip")
        sheet.open()
        wait_until(lambda: not sheet.running, "there is none yet")
        camera.sheet("44-archive-not-yet", sheet)
        sheet.reject()
        wait_until(lambda: window.session.jobs.idle, "the folder is no longer in use")


def batches(camera: Camera, _world: DemoWorld) -> None:
    """The list, one batch, its evidence."""
    from muhr.ui.batches.page import BatchSheet  # noqa: PLC0415
    from muhr.ui.places import Place  # noqa: PLC0415

    camera.window.go(Place.BATCHES)
    place: Any = camera.window.pages[Place.BATCHES]
    wait_until(lambda: place.rows.rowCount() > 0, "a batch")
    camera.page("20-batches")
    sheet = BatchSheet(camera.window, camera.window.session, place.rows.row(1))
    sheet.open()
    camera.sheet("21-batch", sheet)
    sheet.evidence_button.click()
    wait_until(lambda: newest_sheet() is not sheet, "the evidence")
    evidence = newest_sheet()
    camera.sheet("22-evidence", evidence)
    evidence.reject()
    sheet.reject()


def keys(camera: Camera, _world: DemoWorld) -> None:
    """All keys."""
    from muhr.ui.places import Place  # noqa: PLC0415

    camera.window.go(Place.KEYS)
    place: Any = camera.window.pages[Place.KEYS]
    wait_until(lambda: place.rows.rowCount() > 0, "keys")
    camera.page("23-keys")
    unusable = [at for at in range(place.rows.rowCount()) if not place.rows.row(at).key.usable]
    place.table.go_to(unusable[0])
    camera.page("24-keys-unusable")


def verify(camera: Camera, _world: DemoWorld) -> None:
    """Nothing yet, a good signature, a changed one, a file that is none."""
    from muhr.domain.effects import EffectState  # noqa: PLC0415
    from muhr.ui.places import Place  # noqa: PLC0415

    window = camera.window
    window.go(Place.VERIFY)
    place: Any = window.pages[Place.VERIFY]
    camera.page("25-verify")
    workspace = window.session.desk.workspace
    kept = next(found for one in workspace.effects()
                if one.state is EffectState.DONE and (found := workspace.evidence(one.id)) is not None)  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        good, bad, none = (Path(name) / file for file in ("shartnoma.p7s", "o'zgargan.p7s", "rasm.png"))
        good.write_bytes(kept.message)
        bad.write_bytes(kept.message.replace(kept.content, kept.content[::-1]))
        none.write_bytes(b"\x89PNG not a signature")
        for shot, path in (("26-verify-valid", good), ("27-verify-invalid", bad), ("28-verify-none", none)):
            place.verify(path)
            camera.settle()
            camera.page(shot)


def verify_more(camera: Camera, world: DemoWorld) -> None:
    """What cannot be judged, an archive, and who is trusted."""
    from muhr.ui import scenes_verify  # noqa: PLC0415

    scenes_verify.verify_more(camera, world)


def settings(camera: Camera, _world: DemoWorld) -> None:
    """The page, an account, its test."""
    from muhr.ui.places import Place  # noqa: PLC0415
    from muhr.ui.settings.account import AccountSheet  # noqa: PLC0415

    window = camera.window
    window.go(Place.SETTINGS)
    camera.page("29-settings")
    sheet = AccountSheet(window, window.session, None)
    sheet.open()
    sheet.tax_id.setText("12345")
    sheet.company.setText("Namuna Savdo MChJ")
    camera.sheet("30-account-new", sheet)
    sheet.reject()
    account = window.session.desk.workspace.accounts()[0]
    sheet = AccountSheet(window, window.session, account)
    sheet.open()
    sheet.test_button.click()
    wait_until(sheet.outcome.isVisible, "the test has a result")
    camera.sheet("31-account-tested", sheet)
    sheet.reject()


def the_rest(camera: Camera, _world: DemoWorld) -> None:
    """Closing, our own mistake, and the dark side."""
    from muhr.ui.closing import ClosingSheet  # noqa: PLC0415
    from muhr.ui.places import Place  # noqa: PLC0415
    from muhr.ui.theme import Appearance  # noqa: PLC0415
    from muhr.ui.trouble import TroubleSheet  # noqa: PLC0415

    window = camera.window
    window.go(Place.INBOX)
    closing = ClosingSheet(window)
    closing.open()
    camera.sheet("32-closing", closing)
    closing.done(0)
    trouble = TroubleSheet(window, ZeroDivisionError())
    trouble.open()
    camera.sheet("33-trouble", trouble)
    trouble.reject()
    window.wardrobe.wear(Appearance.DARK)
    camera.settle()
    camera.page("34-dark-inbox")
    window.sign([one.ref for one in window.inbox.rows.rows])
    sheet = window.signing
    assert sheet is not None
    wait_until(lambda: sheet.go_on.isEnabled() or sheet.review.rows.rowCount() > 0, "the review is there")
    camera.sheet("35-dark-sign", sheet)
    sheet.reject()
    for place, name in ((Place.OUTBOX, "36-dark-outbox"), (Place.KEYS, "37-dark-keys"),
                        (Place.SETTINGS, "38-dark-settings")):  # fmt: skip
        window.go(place)
        camera.page(name)
    window.wardrobe.wear(Appearance.LIGHT)


SCENES = (
    inbox,
    inbox_sheets,
    preflight,
    signing,
    outbox,
    archives,
    batches,
    keys,
    verify,
    verify_more,
    settings,
    the_rest,
)
