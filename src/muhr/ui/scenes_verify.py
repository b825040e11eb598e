"""Scenes of the screenshot tool around verifying: what cannot be judged, an archive with two signers, trust."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from muhr.bootstrap import DemoWorld
from muhr.domain import verifying
from muhr.domain.effects import EffectState
from muhr.domain.prompts import DeviceRequest, DeviceWait, PasswordRequest
from muhr.domain.signatures import StampMode
from muhr.ui.camera import Camera, wait_until
from muhr.ui.places import Place
from muhr.ui.settings.trust import ConfirmSheet, TrustSheet


class _Typing:
    """`Prompts` of somebody who knows the made-up passwords of the demo."""

    def __init__(self, world: DemoWorld) -> None:
        self._world = world

    def ask_password(self, request: PasswordRequest) -> bytearray:
        """Type it."""
        return bytearray(self._world.key_password(Path(request.key.id)).encode())

    def device_asks(self, request: DeviceRequest, cancel: Callable[[], None] | None) -> DeviceWait:
        """There are no devices here."""
        raise NotImplementedError


def verify_more(camera: Camera, world: DemoWorld) -> None:
    """A signer who is not in the message, an archive with two signers, the trusted authorities and a new one."""
    window = camera.window
    window.go(Place.VERIFY)
    place: Any = window.pages[Place.VERIFY]
    workspace = world.desk.workspace
    kept = next(found for one in workspace.effects()
                if one.state is EffectState.DONE and (found := workspace.evidence(one.id)) is not None)  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        strange, archive = Path(name) / "notanish.p7s", Path(name) / "hisob-faktura 17.zip"
        place.verify(_written(Path(name) / "shartnoma.p7s", kept.message))
        camera.settle()
        serial = bytes.fromhex(place.judged.report.signers[0].serial)
        at = kept.message.rindex(serial)
        strange.write_bytes(kept.message[:at] + bytes([serial[0] ^ 1]) + kept.message[at + 1 :])
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("hisob-faktura 17.xml", kept.content)
            for suffix, message in zip(("sotuvchi.p7s", "xaridor.p7s"), _signed(world, kept.content), strict=True):
                made.writestr(f"hisob-faktura 17.{suffix}", message)
            made.writestr("hisob-faktura 17.pdf", b"%PDF-1.7")
        for shot, path in (("48-verify-cannot-judge", strange), ("49-verify-archive", archive)):
            place.verify(path)
            camera.settle()
            camera.page(shot)
    sheet = TrustSheet(window, window.session)
    sheet.open()
    wait_until(lambda: len(sheet.anchors) > 0, "the authorities are read")
    camera.sheet("50-trust", sheet)
    confirm = ConfirmSheet(sheet, sheet.anchors[-1])
    confirm.open()
    camera.sheet("51-trust-confirm", confirm)
    confirm.reject()
    sheet.reject()


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _signed(world: DemoWorld, content: bytes) -> list[bytes]:
    """Two directors' signatures over the same bytes; the second one with a time stamp of the world's own authority."""
    desk = world.desk
    messages = []
    server = f"{world.info['base_urls']['faktura_uz']}/tsa/ozdst-2009"
    for key, mode in (("first-director", StampMode.OFF), ("second-director", StampMode.REQUIRED)):
        desk.workspace.set_setting(verifying.STAMP_MODE, mode.value)
        desk.workspace.set_setting(verifying.STAMP_SERVERS, server)
        path = next(Path(one["path"]) for one in world.info["keys"] if one["name"] == key)
        signer = desk.keyring.open(desk.keyring.entry(path), _Typing(world), purpose="a scene")
        messages.append(signer.sign(content, at=datetime.now(UTC)).der)
        signer.close()
    desk.workspace.set_setting(verifying.STAMP_MODE, StampMode.OFF.value)
    return messages
