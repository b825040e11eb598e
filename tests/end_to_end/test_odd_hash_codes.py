"""What a provider can answer instead of a good hash code, and rows that somebody else has taken meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from sandbox_desk import Office

from muhr.domain.documents import Action, Document
from muhr.domain.effects import EffectState
from muhr.domain.errors import AnswerUnreadable
from muhr.domain.events import Step
from muhr.domain.signatures import SignedMessage
from muhr.providers.faktura_uz import FakturaUz

OpenOffice = Callable[..., Office]

SIGNED_ATTRIBUTES = bytes.fromhex("310a300806022a0331020500").decode("ascii")
"""A DER SET OF Attribute that is ASCII text as well: signing it would sign whatever somebody puts in front of it."""


class OddHashes(FakturaUz):
    """The real line, whose answer about hash codes somebody has meddled with."""

    def hash_codes(self, remote_ids: Sequence[str]) -> dict[str, str]:
        codes = super().hash_codes(remote_ids)
        first, second, third, fourth = list(remote_ids)[:4]
        codes[first] = SIGNED_ATTRIBUTES
        codes[second] = codes[third]
        codes[fourth] = "ҳаш"
        del codes[list(remote_ids)[4]]
        return codes


def test_only_documents_with_a_hash_code_of_their_own_are_signed(open_office: OpenOffice) -> None:
    office = open_office(accounts=1, line=OddHashes)
    office.refresh()
    refs = office.refs(8)
    outcomes = office.sign(refs).wait(60)
    codes = [outcome.code for outcome in outcomes]
    assert codes[:5] == [
        "signature-content-unsafe",
        "hash-not-unique",
        "hash-not-unique",
        "hash-missing",
        "hash-missing",
    ]
    assert [outcome.step for outcome in outcomes] == [Step.FAILED] * 5 + [Step.CONFIRMED] * 3
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs[5:]), 1)


class HalfUnreadable(FakturaUz):
    """The real line, whose second answer about hash codes cannot be read."""

    asked = 0

    @property
    def capabilities(self):
        from dataclasses import replace

        return replace(super().capabilities, hash_chunk=3)

    def hash_codes(self, remote_ids: Sequence[str]) -> dict[str, str]:
        HalfUnreadable.asked += 1
        if HalfUnreadable.asked == 2:
            raise AnswerUnreadable("Nobody understands this.")
        return super().hash_codes(remote_ids)


def test_one_answer_that_cannot_be_read_signs_nothing_at_all(open_office: OpenOffice) -> None:
    office = open_office(accounts=1, line=HalfUnreadable)
    office.refresh()
    outcomes = office.sign(office.refs(8)).wait(60)
    assert {(outcome.step, outcome.code) for outcome in outcomes} == {(Step.FAILED, "provider-answer-unreadable")}
    assert office.effects() == []


def test_a_document_that_somebody_takes_while_it_is_signed_does_not_hold_up_the_others(
    open_office: OpenOffice,
) -> None:
    taken: list[str] = []

    class Taking(FakturaUz):
        """The real line; while the first document is signed, somebody rejects the second."""

        def sign_payload(self, document: Document, message: SignedMessage, *, comment: str = "") -> bytes:
            if not taken:
                taken.append(document.ref.remote_id)
                office.desk.act(Action.REJECT, [refs[1]], delay=timedelta(seconds=3))  # it is not gone at once
            return super().sign_payload(document, message, comment=comment)

    office = open_office(accounts=1, line=Taking)
    office.refresh()
    refs = [document.ref for document in office.signable() if Action.REJECT in document.actions]
    refs = [ref for ref in refs if ref in office.refs(len(office.signable()) // 2)][:6]
    outcomes = {outcome.ref: outcome for outcome in office.sign(refs).wait(60)}
    assert (outcomes[refs[1]].step, outcomes[refs[1]].code) == (Step.FAILED, "effect-open")
    others = [ref for ref in refs if ref != refs[1]]
    assert {outcomes[ref].step for ref in others} == {Step.CONFIRMED}
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in others), 1)
    office.ear.wait_for(lambda _: office.states() == {EffectState.DONE: 6})


def test_two_runs_over_the_same_documents_sign_each_of_them_once(office: Office) -> None:
    office.control("settings", {"sign_twice": "accept"})
    refs = office.refs(12)
    runs = [office.sign(refs), office.sign(refs)]
    outcomes = [run.wait(60) for run in runs]
    assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)
    for one, other in zip(*outcomes, strict=True):
        assert {one.step, other.step} == {Step.CONFIRMED, Step.FAILED}


@pytest.mark.parametrize("count", [1, 5])
def test_a_single_open_row_fails_alone(office: Office, count: int) -> None:
    """The last group of a run may be the one document that is taken."""
    refs = office.refs(count)
    office.sign(refs).wait(60)
    assert {outcome.step for outcome in office.sign(refs).wait(60)} == {Step.FAILED}
