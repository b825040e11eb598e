"""Scenes of the screenshot tool around keys: PIN, last try, locked, reader, E-IMZO's window, the pre-flight check."""

from __future__ import annotations

from dataclasses import replace

from muhr.bootstrap import DemoWorld
from muhr.domain.documents import DocumentRef
from muhr.domain.prompts import DeviceRequest
from muhr.domain.signatures import KeyAccess, KeyKind, Tries, Unlock
from muhr.ui.camera import Camera, control, wait_until
from muhr.ui.signing.sheet import At, SigningSheet
from muhr.ui.window import MainWindow

_MINUTES = 15


def preflight(camera: Camera, world: DemoWorld) -> None:
    """A clock that is off and a company whose service is away; then what a token's PIN looks like in every state."""
    window = camera.window
    page = window.inbox
    desk = window.session.desk
    refs = [one.ref for one in page.rows.rows if one.company.tax_id == page.rows.rows[0].company.tax_id]
    account = next(one for one in desk.workspace.accounts() if one.id == refs[0].account_id)
    away = "http://127.0.0.1:9"
    desk.save_account(replace(account, base_url=away, token_url=f"{away}/token"), None)
    sheet = _checked(window, refs)
    camera.sheet("40-preflight-away", sheet)
    sheet.reject()
    desk.save_account(account, None)
    control(world, "clock", {"advance_seconds": _MINUTES * 60})
    sheet = _checked(window, refs)
    camera.sheet("41-preflight-clock", sheet)
    key = sheet.review.chooser.key
    assert key is not None
    sheet.go_on.click()
    about = "Sign 14 documents for Namuna Savdo MChJ: 48 120 000,00 UZS", "NAMUNAYEVA NARGIZA · Namuna Savdo MChJ"
    for name, access in (
        ("42-pin", KeyAccess(unlock=Unlock.PIN, tries=Tries.GOOD, minimum=4, maximum=16)),
        ("43-pin-final-try", KeyAccess(unlock=Unlock.PIN, tries=Tries.FINAL, minimum=4, maximum=16)),
        ("44-pin-locked", KeyAccess(unlock=Unlock.PIN, tries=Tries.LOCKED, minimum=4, maximum=16)),
        ("45-pin-pad", KeyAccess(unlock=Unlock.PIN_PAD, every_signature=True)),
        ("46-e-imzo", KeyAccess(unlock=Unlock.E_IMZO)),
    ):
        sheet.password.ask(*about, access)
        camera.sheet(name, sheet)
    sheet.stack.setCurrentIndex(At.PROGRESS)
    sheet.progress.begin([one.document for one in sheet.review.rows.rows[:14]])
    token = replace(key, kind=KeyKind.TOKEN, access=KeyAccess(unlock=Unlock.PIN_PAD))
    request = DeviceRequest(key=token, purpose=about[0], seconds=30, ordinal=3, total=14)
    notice = sheet.prompts.device_asks(request, lambda: None)
    wait_until(lambda: sheet.progress.device.text, "the reader waits")
    camera.sheet("47-reader-waits", sheet)
    notice.close()
    sheet.stack.setCurrentIndex(At.REVIEW)
    sheet.reject()
    control(world, "clock", {"reset": True})


def _checked(window: MainWindow, refs: list[DocumentRef]) -> SigningSheet:
    """Sign these, and go on to the check."""
    window.sign(refs)
    sheet = window.signing
    assert sheet is not None
    wait_until(sheet.go_on.isEnabled, "the review is there")
    sheet.go_on.click()
    assert sheet.at is At.CHECK, "the check found nothing"
    return sheet
