"""What not every provider has: one-time codes at the log-in, files of documents, one request at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from sandbox_desk import Office, until

from muhr.domain.accounts import Account, Credentials
from muhr.domain.documents import Action, Document, RemoteStatus, Stage
from muhr.domain.downloads import DownloadKind
from muhr.domain.effects import Effect, EffectState, Receipt
from muhr.domain.errors import BugError, InputError, PinNeeded, Unauthorised
from muhr.domain.ports import Gated, PinChallenge, PinLogin
from muhr.providers.faktura_uz import FakturaUz
from muhr.services.connections import Connections
from muhr.services.plain_effects import UNDO_WINDOW
from muhr.workspace.secrets import SessionSecrets

OpenOffice = Callable[..., Office]


class WithPin(FakturaUz):
    """The real line of a service that would ask for a one-time code."""

    _known = False

    def begin_login(self) -> PinChallenge | None:
        """A code is on its way, unless the device is known."""
        self._known = bool(self._credentials.device_code)
        return None if self._known else PinChallenge(masked_phone="*** *** *28")

    def finish_login(self, pin: bytearray, *, remember: bool) -> str:
        """Take the one right code."""
        if bytes(pin) != b"0542":
            raise Unauthorised("The code is not right.", code="provider-pin-wrong")
        self._known = True
        return "device-of-a-test" if remember else ""

    def send(self, effect: Effect) -> Receipt:
        """Only after the log-in."""
        if not self._known:
            raise PinNeeded("The service wants a one-time code.")
        return super().send(effect)


def test_what_waits_for_a_one_time_code_leaves_once_it_is_typed(open_office: OpenOffice) -> None:
    office = open_office(accounts=1, line=WithPin)
    office.refresh()
    (account,) = office.accounts
    ref = next(one.ref for one in office.signable() if Action.REJECT in one.actions)
    (effect,) = office.desk.reject([ref])
    until(lambda: "one-time code" in office.desk.next_step(office.effects()[0], effect.created))
    assert office.states() == {EffectState.QUEUED: 1}
    challenge = office.desk.logins.begin(account.id).result(60)
    assert challenge is not None
    assert challenge.masked_phone == "*** *** *28"
    wrong = bytearray(b"1111")
    with pytest.raises(Unauthorised):
        office.desk.logins.finish(account.id, wrong, remember=True).result(60)
    assert wrong == bytes(4)
    assert not office.desk.logins.remembers(account.id)
    right = bytearray(b"0542")
    office.desk.logins.finish(account.id, right, remember=True).result(60)
    assert right == bytes(4), "the code is overwritten"
    until(lambda: office.states() == {EffectState.DONE: 1})
    kept = office.desk.secrets.get(account.id)
    assert kept is not None
    assert (kept.device_code, kept.password) == ("device-of-a-test", office.info["accounts"][0]["password"])
    assert b"device-of-a-test" not in b"".join(one.read_bytes() for one in office.folder.rglob("*") if one.is_file())
    assert office.desk.logins.begin(account.id).result(60) is not None, "the line is still the one without the device"
    office.desk.logins.forget(account.id)
    assert not office.desk.logins.remembers(account.id)


def test_a_service_without_one_time_codes_says_so(office: Office) -> None:
    account = office.accounts[0].id
    assert office.desk.logins.begin(account).result(60) is None
    pin = bytearray(b"0542")
    with pytest.raises(InputError):
        office.desk.logins.finish(account, pin, remember=False).result(60)
    assert pin == bytes(4)


def test_an_irreversible_action_stays_for_the_usual_window(office: Office) -> None:
    ref = next(one.ref for one in office.signable() if Action.REJECT in one.actions)
    (effect,) = office.desk.act(Action.REJECT, [ref])
    assert effect.not_before == effect.created + UNDO_WINDOW
    office.desk.cancel(effect.id)
    for action in (Action.SIGN, Action.IMPORT):
        with pytest.raises(BugError):
            office.desk.act(action, [ref])


def test_only_the_files_a_document_has_are_offered(office: Office, tmp_path: Path) -> None:
    documents = office.desk.workspace.documents()
    finished = next(one for one in documents if one.stage is Stage.FINISHED)
    waiting = next(one for one in documents if one.stage is Stage.WAITING_FOR_ME)
    assert office.desk.files.kinds(finished) == (DownloadKind.ARCHIVE,)
    assert office.desk.files.kinds(waiting) == ()
    with pytest.raises(InputError):
        office.desk.files.download(DownloadKind.PDF, finished.ref, tmp_path / "a.pdf", lambda *_: None).result(60)
    with pytest.raises(InputError):
        office.desk.files.public_link(finished.ref).result(60)


class Forgetting(FakturaUz):
    """The real line of a service that would not know deleted documents any more."""

    def statuses(self, remote_ids: Sequence[str]) -> dict[str, RemoteStatus]:
        """Nothing is said of what is refused or deleted."""
        found = super().statuses(remote_ids)
        return {key: status for key, status in found.items() if status.stage is not Stage.REFUSED}


def test_a_deleted_document_that_the_service_forgets_is_deleted_here(open_office: OpenOffice) -> None:
    office = open_office(accounts=1, line=Forgetting)
    office.refresh()
    ref = next(one.ref for one in office.signable() if Action.DELETE in one.actions)
    office.desk.delete([ref])
    until(lambda: office.states() == {EffectState.DONE: 1})

    def stored() -> Document:
        found = office.desk.workspace.document(ref.account_id, ref.remote_id)
        assert found is not None
        return found

    until(lambda: stored().stage is Stage.REFUSED)
    assert (stored().status_text, stored().actions) == ("Deleted", frozenset())


class OneAtATime(FakturaUz):
    """The real line of a service that would take one request at a time."""

    gate: Any = None

    def use_gate(self, gate: AbstractContextManager[object]) -> None:
        """Remember it."""
        self.gate = gate


def test_all_lines_of_an_account_share_one_gate(office: Office) -> None:
    secrets = SessionSecrets()
    first, second = office.accounts
    for account in (first, second):
        secrets.put(account.id, Credentials(password="x"))

    def line(account: Account, credentials: Credentials) -> OneAtATime:
        return OneAtATime(account, credentials)

    connections = Connections(line, secrets)
    kept, fresh, other = connections.of(first), connections.fresh(first, None), connections.of(second)
    assert isinstance(kept, OneAtATime)
    assert isinstance(fresh, OneAtATime)
    assert isinstance(other, OneAtATime)
    assert kept.gate is fresh.gate
    assert kept.gate is not other.gate
    assert isinstance(kept.gate, type(threading.Lock()))
    connections.close()
    assert isinstance(kept, Gated)
    assert not isinstance(kept, PinLogin)
