"""The main job over HTTP: waiting documents are listed, signed, delivered and confirmed, each counted once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sandbox_desk import Office

from muhr.domain.effects import EffectState
from muhr.domain.events import Step
from muhr.sandbox.serve import RunningSandbox


@pytest.fixture
def office(sandbox: RunningSandbox, tmp_path: Path) -> Iterator[Office]:
    with Office(sandbox.info.as_dict(), tmp_path / "workspace") as opened:
        yield opened


def test_forty_documents_are_signed_delivered_and_confirmed(office: Office) -> None:
    office.control("documents", {"count": 40, "company": office.accounts[0].company.tax_id})
    office.refresh()
    refs = office.refs(40)
    run = office.sign(refs)
    outcomes = run.wait(30)
    assert [outcome.step for outcome in outcomes] == [Step.CONFIRMED] * 40
    assert [outcome.ref for outcome in outcomes] == refs
    assert office.states() == {EffectState.DONE: 40}
    counts = office.signatures()
    assert counts == dict.fromkeys((ref.remote_id for ref in refs), 1)
    left = {document.ref for document in office.desk.inbox()}
    assert left.isdisjoint(refs)
