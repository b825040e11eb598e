"""A company of RS.ge whose log-in asks for a one-time code: from the desk, as a person does it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sandbox_desk import Ear, control, until

from muhr.bootstrap.assembly import assemble_desk
from muhr.bootstrap.demo import account_of, desk_keyring, desk_verifier
from muhr.domain.accounts import Account
from muhr.domain.documents import Action, DocumentRef
from muhr.domain.effects import EffectState
from muhr.domain.errors import PinNeeded, Unauthorised
from muhr.sandbox.serve import RunningSandbox
from muhr.services.desk import Desk
from muhr.workspace.secrets import SessionSecrets

CODE = b"0412"


class Person:
    """Somebody at a desk with the second company of RS.ge; the secrets outlive the desk."""

    def __init__(self, sandbox: RunningSandbox, folder: Path) -> None:
        self.info = sandbox.info.as_dict()
        self.secrets = SessionSecrets()
        self._folder = folder
        entry = [one for one in self.info["accounts"] if one["provider"] == "rs_ge"][1]
        self.account: Account
        self.account, self.credentials = account_of(entry, self.info)

    def desk(self) -> Desk:
        verifier = desk_verifier(self.info)
        desk = assemble_desk(
            self._folder,
            lambda: verifier,
            self.secrets,
            lambda verifier: desk_keyring(verifier, self.info),
            timedelta(seconds=1),
        )
        desk.subscribe(Ear())
        return desk


@pytest.fixture
def person(sandbox: RunningSandbox, tmp_path: Path) -> Iterator[Person]:
    return Person(sandbox, tmp_path / "workspace")


def waiting(desk: Desk, person: Person, action: Action) -> DocumentRef:
    return next(one.ref for one in desk.inbox(person.account.id) if action in one.actions)


def test_a_code_opens_the_desk_and_the_device_is_remembered(person: Person) -> None:
    id_ = person.account.id
    with closing(person.desk()) as desk:
        desk.save_account(person.account, person.credentials)
        with pytest.raises(PinNeeded):
            desk.refresh()[0].result(60)
        challenge = desk.logins.begin(id_).result(60)
        assert challenge is not None
        assert challenge.masked_phone == "*** *** *28"
        with pytest.raises(Unauthorised):
            desk.logins.finish(id_, bytearray(b"1111"), remember=True).result(60)
        assert not desk.logins.remembers(id_)
        pin = bytearray(CODE)
        desk.logins.finish(id_, pin, remember=True).result(60)
        assert pin == bytes(4), "what was typed is overwritten"
        assert desk.logins.remembers(id_)
        assert desk.refresh()[0].result(60) > 0
    with closing(person.desk()) as again:
        assert again.refresh()[0].result(60) > 0, "no code is asked for"
        again.logins.forget(id_)
        with pytest.raises(PinNeeded):
            again.refresh()[0].result(60)


def test_what_was_ordered_waits_for_the_code_and_then_goes_once(person: Person) -> None:
    id_ = person.account.id
    with closing(person.desk()) as desk:
        desk.save_account(person.account, person.credentials)
        desk.logins.begin(id_).result(60)
        desk.logins.finish(id_, bytearray(CODE), remember=False).result(60)
        desk.refresh()[0].result(60)
        ref = waiting(desk, person, Action.CONFIRM)
        control(person.info, "tokens", {"provider": "rs_ge"})
        (effect,) = desk.act(Action.CONFIRM, [ref], delay=timedelta(0))
        held = until(lambda: (now := desk.workspace.effect(effect.id)) and now.code == PinNeeded.code and now)
        assert held.state is EffectState.QUEUED, "nothing has left"
        desk.logins.begin(id_).result(60)
        desk.logins.finish(id_, bytearray(CODE), remember=False).result(60)
        done = until(lambda: (now := desk.workspace.effect(effect.id)) and now.state is EffectState.DONE and now)
        assert (done.key, done.payload) == (effect.key, effect.payload)
