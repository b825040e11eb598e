"""Scenes with accounts at every service: a one-time code, a row of the outbox in every state, the accounts.

They have a demo world of their own, because what is photographed in `scenes` shall stay the same.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from muhr.ui.camera import Camera, control, wait_until

if TYPE_CHECKING:
    from muhr.bootstrap import DemoWorld
    from muhr.domain.accounts import ProviderName
    from muhr.domain.documents import Action, DocumentRef
    from muhr.domain.effects import Effect, EffectState


def one_time_code(camera: Camera, world: DemoWorld) -> None:
    """RS.ge sends a code: asked for, wrong, right."""
    from muhr.ui.settings.pin import PinSheet  # noqa: PLC0415

    window = camera.window
    wait_until(window.status.code.isVisible, "a service wants a code")
    (account,) = [one for one in world.desk.workspace.accounts() if world.one_time_code(one.provider, one.login)]
    window.status.code.click()
    wait_until(lambda: window.findChildren(PinSheet), "the sheet")
    (sheet,) = window.findChildren(PinSheet)
    wait_until(sheet.again.isEnabled, "the code was sent")
    camera.sheet("60-one-time-code", sheet)
    sheet.field.setText("0000")
    sheet.go_on.click()
    wait_until(sheet.message.isVisible, "it was wrong")
    camera.sheet("61-one-time-code-wrong", sheet)
    sheet.again.click()
    wait_until(lambda: sheet.again.isEnabled() and not sheet.message.isVisible(), "another code was sent")
    sheet.field.setText(world.one_time_code(account.provider, account.login))
    sheet.remember.setChecked(True)
    sheet.go_on.click()
    wait_until(lambda: not window.status.code.isVisible() and window.inbox.at_rest, "the account answers")


def every_state(camera: Camera, world: DemoWorld) -> None:
    """One row of the outbox in every state there is."""
    from muhr.domain.accounts import ProviderName  # noqa: PLC0415
    from muhr.domain.documents import Action  # noqa: PLC0415
    from muhr.domain.effects import EffectState  # noqa: PLC0415
    from muhr.services.desk import Decision  # noqa: PLC0415
    from muhr.ui.places import Place  # noqa: PLC0415

    window, desk = camera.window, world.desk
    bitfaktura, faktura_uz, rs_ge = ProviderName.BITFAKTURA, ProviderName.FAKTURA_UZ, ProviderName.RS_GE
    no_delay = timedelta(0)

    def act(provider: ProviderName, action: Action, delay: timedelta = no_delay, comment: str = "") -> Effect:
        (effect,) = desk.act(action, [_first(world, provider, action)], delay=delay, comment=comment)
        return effect

    def until(effect: Effect, state: EffectState) -> None:
        wait_until(lambda: (now := desk.workspace.effect(effect.id)) is not None and now.state is state,
                   f"{effect.action} becomes {state}")  # fmt: skip

    until(act(rs_ge, Action.CONFIRM), EffectState.DONE)
    desk.cancel(act(rs_ge, Action.REFUSE, timedelta(minutes=1)).id)
    control(world, "faults", {"faults": [
        {"provider": "bitfaktura", "method": "send_by_email", "every": 1, "kind": "drop_after"},
        {"provider": "bitfaktura", "method": "delete_invoice", "every": 1, "kind": "http_422_before"},
        {"provider": "rs_ge", "method": "*", "every": 1, "times": 1, "kind": "silence", "seconds": 6},
        {"provider": "faktura_uz", "method": "RejectDocument", "every": 1, "kind": "drop_after"},
        {"provider": "faktura_uz", "method": "GetDocumentStatus", "every": 1, "kind": "drop_before"},
        {"provider": "faktura_uz", "method": "GetDetails", "every": 1, "kind": "drop_before"},
    ]})  # fmt: skip
    given_up = act(bitfaktura, Action.SEND)
    until(given_up, EffectState.UNKNOWN)
    desk.resolve(given_up.id, Decision.ABANDON)
    to_decide = act(bitfaktura, Action.SEND)
    until(to_decide, EffectState.UNKNOWN)
    until(act(bitfaktura, Action.DELETE), EffectState.REFUSED)
    until(act(faktura_uz, Action.REJECT, comment="Narxi shartnomaga mos emas"), EffectState.UNKNOWN)
    act(rs_ge, Action.REFUSE, timedelta(minutes=1))
    sent_now = act(rs_ge, Action.CONFIRM)
    window.go(Place.OUTBOX)
    page: Any = window.pages[Place.OUTBOX]
    page.everything.setChecked(True)
    until(sent_now, EffectState.SENDING)
    wait_until(lambda: window.session.jobs.idle, "the rows are read")
    for name, effect in (("62-outbox-every-state", to_decide), ("63-outbox-given-up", given_up)):
        wait_until(lambda e=effect: _place_of(page, e.id) >= 0, "its row")  # type: ignore[misc]
        page.table.go_to(_place_of(page, effect.id))
        wait_until(lambda e=effect: (told := page.story.story) and told.entry.effect.id == e.id, "its story")  # type: ignore[misc]
        camera.page(name)
    control(world, "faults", {"faults": []})


def accounts(camera: Camera, _world: DemoWorld) -> None:
    """Accounts at every service, and the computer that one of them remembers."""
    from muhr.domain.accounts import ProviderName  # noqa: PLC0415
    from muhr.ui.places import Place  # noqa: PLC0415
    from muhr.ui.settings.account import AccountSheet  # noqa: PLC0415

    camera.window.go(Place.SETTINGS)
    page: Any = camera.window.pages[Place.SETTINGS]
    wait_until(page.devices.isVisible, "the remembered computer")
    camera.page("64-accounts-everywhere")
    sheet = AccountSheet(camera.window, camera.window.session, None)
    sheet.provider.setCurrentIndex(sheet.provider.findData(ProviderName.CHMURA))
    sheet.network_button.click()
    sheet.open()
    camera.sheet("65-account-switches", sheet)
    sheet.reject()


def _place_of(page: Any, effect_id: str) -> int:
    places = range(page.rows.rowCount())
    return next((at for at in places if page.rows.row(at).effect.id == effect_id), -1)


def _first(world: DemoWorld, provider: ProviderName, action: Action) -> DocumentRef:
    """The first document that waits, offers this, and has nothing on its way."""
    desk = world.desk
    opened = {one.target_id for one in desk.workspace.effects()}
    return next(one.ref for one in desk.inbox()
                if one.provider is provider and action in one.actions and one.ref.remote_id not in opened)  # fmt: skip


def inbox(camera: Camera, world: DemoWorld) -> None:
    """See `scenes_inbox`, which is loaded after the scale is set."""
    from muhr.ui import scenes_inbox  # noqa: PLC0415

    for scene in scenes_inbox.SCENES:
        scene(camera, world)


FIVE = (one_time_code, inbox, every_state, accounts)
