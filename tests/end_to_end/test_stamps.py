"""Time stamps on a real batch: the workspace's settings, the small world's authority, and one that is away."""

from __future__ import annotations

import pytest
from sandbox_desk import Office

from muhr.domain.errors import StampMissing
from muhr.domain.events import Step
from muhr.domain.signatures import StampMode, Verdict
from muhr.domain.verifying import STAMP_MODE, STAMP_SERVERS


def set_up(office: Office, mode: StampMode, *algorithms: str) -> None:
    base = office.accounts[0].base_url
    office.desk.workspace.set_setting(STAMP_MODE, mode.value)
    office.desk.workspace.set_setting(STAMP_SERVERS, "\n".join(f"{base}/tsa/{one}" for one in algorithms))


@pytest.mark.parametrize("algorithm", ["ozdst-2009", "rsa-2048"])
def test_a_batch_is_stamped_delivered_and_confirmed(office: Office, algorithm: str) -> None:
    set_up(office, StampMode.REQUIRED, "nobody", algorithm)
    refs = office.refs(4)
    outcomes = office.sign(refs).wait(30)
    assert [outcome.step for outcome in outcomes] == [Step.CONFIRMED] * 4
    for effect in office.effects():
        evidence = office.desk.workspace.evidence(effect.id)
        assert evidence is not None
        report = office.desk.verifier.verify(evidence.message, expected=evidence.content)
        (signer,) = report.signers
        assert report.verdict is Verdict.VALID
        assert [stamp.verdict for stamp in signer.timestamps] == [Verdict.VALID]
        assert "No time stamp" not in evidence.signer


def test_without_an_authority_signatures_go_on_with_a_note(office: Office) -> None:
    set_up(office, StampMode.IF_POSSIBLE, "nobody")
    outcomes = office.sign(office.refs(3)).wait(30)
    assert [outcome.step for outcome in outcomes] == [Step.CONFIRMED] * 3
    for effect in office.effects():
        evidence = office.desk.workspace.evidence(effect.id)
        assert evidence is not None
        assert "No time stamp: " in evidence.signer
        assert office.desk.verifier.verify(evidence.message).signers[0].timestamps == ()


def test_where_a_stamp_is_demanded_nothing_leaves_without_one(office: Office) -> None:
    set_up(office, StampMode.REQUIRED, "nobody")
    run = office.sign(office.refs(3))
    with pytest.raises(StampMissing):
        run.wait(30)
    assert office.effects() == []
    assert not office.signatures()
