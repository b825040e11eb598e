"""The life of an effect: which state may follow which, and that bytes and digest belong together."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Action, DocumentRef
from muhr.domain.effects import OPEN, SETTLED, TRANSITIONS, Effect, EffectState, digest_of, moved
from muhr.domain.errors import BugError
from muhr.domain.signatures import Verdict, worst


def _effect(state: EffectState = EffectState.QUEUED) -> Effect:
    return Effect(
        id="0" * 32,
        account_id="a" * 32,
        provider=ProviderName.FAKTURA_UZ,
        action=Action.SIGN,
        target_id="t",
        title="an invoice",
        key="0" * 32,
        payload=b"{}",
        payload_sha256=digest_of(b"{}"),
        state=state,
        created=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_every_state_has_a_row_in_the_table() -> None:
    assert set(TRANSITIONS) == set(EffectState)
    assert set(EffectState) == OPEN | SETTLED
    assert not OPEN & SETTLED


@pytest.mark.parametrize("before", EffectState)
@pytest.mark.parametrize("after", EffectState)
def test_only_the_steps_of_the_table_are_possible(before: EffectState, after: EffectState) -> None:
    effect = _effect(before)
    if after in TRANSITIONS[before]:
        assert moved(effect, after, note="why").state is after
    else:
        with pytest.raises(BugError):
            moved(effect, after)


def test_nothing_is_sent_that_was_not_queued_and_nothing_leaves_unknown_for_sending() -> None:
    into_sending = {state for state, following in TRANSITIONS.items() if EffectState.SENDING in following}
    assert into_sending == {EffectState.QUEUED}


def test_a_row_whose_bytes_were_changed_cannot_be_made() -> None:
    with pytest.raises(BugError):
        moved(_effect(), EffectState.SENDING, payload=b"{ }")


def test_remote_ids_compare_without_regard_to_case() -> None:
    assert DocumentRef("a", "5249ABCDEF") == DocumentRef("a", "5249abcdef")


def test_the_worst_verdict_counts_and_no_signature_is_not_valid() -> None:
    assert worst(()) is Verdict.INVALID
    assert worst((Verdict.VALID, Verdict.CANNOT_JUDGE)) is Verdict.CANNOT_JUDGE
    assert worst((Verdict.CANNOT_JUDGE, Verdict.INVALID, Verdict.VALID)) is Verdict.INVALID
    assert worst((Verdict.VALID,)) is Verdict.VALID
