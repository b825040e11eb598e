"""The main job with a token: one PIN, one login, each document delivered once; taken out in the middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from asked import Asked
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from sandbox_desk import Office
from scripted import Scripted, build, restart, scripted
from softhsm import PIN, shelf_of

from muhr.bootstrap import added_modules, open_desk, store_modules
from muhr.bootstrap.assembly import assemble_desk, utc_now
from muhr.bootstrap.demo import desk_verifier
from muhr.bootstrap.tokens import MODULES_SETTING
from muhr.domain.effects import EffectState
from muhr.domain.errors import WrongPassword
from muhr.domain.events import Step
from muhr.domain.ports import KeyRing, Provider
from muhr.domain.signatures import KeyEntry, KeyKind
from muhr.sandbox.pki import Pki
from muhr.sandbox.serve import RunningSandbox
from muhr.services.desk import Desk
from muhr.signing.devices import DEVICES
from muhr.signing.keyfiles import FileKeyRing
from muhr.signing.keyring import KeyRings
from muhr.signing.tokens.ring import TokenKeyRing
from muhr.signing.verify import CmsVerifier
from muhr.workspace.secrets import SessionSecrets

SECONDS = 60


class TokenOffice(Office):
    """A desk whose keys lie on the token of one module."""

    def __init__(self, info: dict[str, object], folder: Path, module: Path) -> None:
        self.module = module
        super().__init__(info, folder)

    def _desk(self, grace: timedelta, line: Callable[..., Provider] | None) -> Desk:
        def keyring(verifier: CmsVerifier) -> KeyRing:
            tokens = TokenKeyRing(shelf_of(self.module), verifier, utc_now)
            return KeyRings(FileKeyRing(verifier, utc_now, []), [tokens])

        assert line is None
        return assemble_desk(self.folder, lambda: desk_verifier(self.info), SessionSecrets(), keyring, grace)

    def key(self, number: int = 0) -> KeyEntry:
        (found,) = self.desk.keyring.keys(kinds=[KeyKind.TOKEN])
        return found


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("module"))


@pytest.fixture
def script(module: Path, tmp_path: Path) -> Iterator[Scripted]:
    with scripted(module, tmp_path) as made:
        yield made


@pytest.fixture(params=["rsa-p12", "p256-p12"])
def office(
    request: pytest.FixtureRequest, script: Scripted, sandbox: RunningSandbox, sandbox_pki: Pki, tmp_path: Path
) -> Iterator[TokenOffice]:
    """The first director's key lies on a token."""
    record = sandbox_pki.key(request.param)
    opened = load_pkcs12(Path(record.path).read_bytes(), record.password.encode())
    script.hsm.plug("Direktor")
    script.hsm.put("Direktor", opened.key, record.chain)
    DEVICES.call(lambda: restart(script.module))
    with TokenOffice(sandbox.info.as_dict(), tmp_path / "workspace", script.module) as opened_office:
        opened_office.refresh()
        yield opened_office


def test_a_token_signs_a_batch_with_one_login(office: TokenOffice, script: Scripted) -> None:
    refs = office.refs(12)
    script.forget()
    asked = Asked(PIN)
    outcomes = office.desk.sign(refs, office.key(), asked).wait(SECONDS)
    assert {outcome.step for outcome in outcomes} == {Step.CONFIRMED}
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)
    assert script.logins() == [(1, len(PIN))]
    assert len(script.calls("C_Sign")) == len(refs)
    assert len(asked.requests) == 1
    assert asked.requests[0].purpose


def test_taken_out_in_the_middle_what_is_signed_is_delivered_and_the_rest_waits(
    office: TokenOffice, script: Scripted
) -> None:
    refs = office.refs(12)
    key = office.key()
    script.say("absent-after 5")
    run = office.desk.sign(refs, key, Asked(PIN))
    outcomes = run.wait(SECONDS)
    assert [outcome.step for outcome in outcomes] == [Step.CONFIRMED] * 5 + [Step.FAILED] * 7
    assert {outcome.code for outcome in outcomes[5:]} == {"key-removed"}
    assert office.states() == {EffectState.DONE: 5}
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs[:5]), 1)
    script.say()
    DEVICES.call(lambda: restart(script.module))  # SoftHSM forgets its sessions, as a real reader does
    again = office.desk.sign(run.failed, key, Asked(PIN)).wait(SECONDS)
    assert {outcome.step for outcome in again} == {Step.CONFIRMED}
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)


def test_a_wrong_pin_signs_nothing_and_is_not_tried_again(office: TokenOffice, script: Scripted) -> None:
    refs = office.refs(3)
    script.forget()
    run = office.desk.sign(refs, office.key(), Asked("0815"))
    with pytest.raises(WrongPassword):
        run.wait(SECONDS)
    assert script.logins() == [(1, 4)]
    assert office.effects() == []


def test_modules_of_the_workspace_are_looked_at_from_the_next_listing_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    letter = tmp_path / "letter.so"
    letter.write_text("no library", encoding="ascii")
    desk = open_desk(tmp_path / "workspace", session_secrets=True)
    try:
        assert added_modules(desk.workspace) == []
        assert desk.keyring.keys(kinds=[KeyKind.TOKEN]) == []
        assert [source.state for source in desk.keyring.sources()] == ["absent"]
        store_modules(desk.workspace, [letter, letter])
        assert added_modules(desk.workspace) == [letter]
        assert desk.keyring.keys(kinds=[KeyKind.TOKEN]) == []
        assert [(source.name, source.state) for source in desk.keyring.sources()] == [("letter.so", "not-a-module")]
        for broken in ("", "{}", "no list"):
            desk.workspace.set_setting(MODULES_SETTING, broken)
            assert added_modules(desk.workspace) == []
    finally:
        desk.close()
