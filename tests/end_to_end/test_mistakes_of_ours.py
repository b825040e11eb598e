"""Mistakes of our own: an unexpected exception while sending is reported, and costs no row and doubles none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from sandbox_desk import Office

from muhr.domain.documents import RemoteStatus
from muhr.domain.effects import Effect, EffectState, Fate, Receipt
from muhr.domain.events import Step, WorkerTrouble
from muhr.providers.faktura_uz import FakturaUz


class Stumbling(FakturaUz):
    """The real line, in which this program makes a mistake now and then."""

    where = ""
    left = 0

    def _stumble(self, where: str) -> None:
        if type(self).where == where and type(self).left > 0:
            type(self).left -= 1
            raise ValueError("something nobody thought of, quoting the password Namuna-1")

    def send(self, effect: Effect) -> Receipt:
        self._stumble("before")
        receipt = super().send(effect)
        self._stumble("after")
        return receipt

    def fates(self, effects: Sequence[Effect]) -> dict[str, Fate]:
        self._stumble("fates")
        return super().fates(effects)

    def statuses(self, remote_ids: Sequence[str]) -> dict[str, RemoteStatus]:
        self._stumble("statuses")
        return super().statuses(remote_ids)


@pytest.fixture
def stumbling(open_office: Callable[..., Office]) -> Office:
    """An office whose lines are `Stumbling`."""
    office = open_office(accounts=1, line=Stumbling)
    office.refresh()
    office.control("settings", {"sign_twice": "accept"})
    return office


@pytest.mark.parametrize("where", ["before", "after", "fates", "statuses"])
def test_an_unexpected_exception_is_reported_and_the_row_is_asked_about(
    stumbling: Office, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    refs = stumbling.refs(6)
    monkeypatch.setattr(Stumbling, "where", where)
    monkeypatch.setattr(Stumbling, "left", 2)
    if where == "fates":
        stumbling.control("faults", {"faults": [{"method": "SignDocument", "kind": "drop_after", "nth": 2}]})
    stumbling.sign(refs).wait(60)
    stumbling.run_outbox()
    assert stumbling.states() == {EffectState.DONE: 6}
    assert stumbling.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)
    bugs = [event for event in stumbling.ear.of(WorkerTrouble) if event.bug]
    assert len(bugs) == 2
    assert all("ValueError" in event.error and "Namuna-1" not in event.error for event in bugs)
    lines = stumbling.desk.workspace.journal(limit=1000)
    assert not any("Namuna-1" in line.text for line in lines)


def test_a_run_that_stumbles_itself_ends_and_says_so(stumbling: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    refs = stumbling.refs(2)

    def broken(*_: object, **__: object) -> bytes:
        raise KeyError("payload")

    monkeypatch.setattr(Stumbling, "sign_payload", broken)
    run = stumbling.sign(refs)
    with pytest.raises(Exception, match="KeyError"):
        run.wait(60)
    assert {outcome.step for outcome in run.outcomes} == {Step.FAILED}
    assert stumbling.effects() == []
