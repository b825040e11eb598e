"""A second look at the rules: clocks that jump, documents that change under a review, accounts that change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from muhr.domain.accounts import Account, Credentials, ProviderName
from muhr.domain.documents import Action, Content, Line
from muhr.domain.effects import EffectState, Fate, FateKind
from muhr.domain.errors import KnownError, StorageFull, Throttled
from muhr.domain.events import Step
from muhr.domain.money import Money
from muhr.domain.parties import Country, Party
from muhr.providers.faktura_uz import FakturaUz
from muhr.services import line as lines
from muhr.services.connections import Connections
from muhr.services.outcomes import Failure
from muhr.services.pending import UnknownRows
from muhr.services.reconcile import NOT_DONE_ONCE, after_asking
from muhr.services.retry import FARTHEST, RetryPolicy, lies_ahead
from muhr.services.review import changed_since
from muhr.services.standing import hold_note
from muhr.workspace import outbox as stored
from muhr.workspace.secrets import SessionSecrets

POLICY = RetryPolicy()
NOT_DONE = Fate(kind=FateKind.NOT_DONE)


# ------------------------------------------------------------------ clocks


def test_no_pause_is_as_long_as_what_counts_as_another_clock_s_word(now):
    assert max(POLICY.cap, POLICY.grace, timedelta(hours=1)) < FARTHEST == stored.FARTHEST
    assert lies_ahead(now + timedelta(hours=1), now)
    assert not lies_ahead(now, now)
    assert not lies_ahead(now + timedelta(hours=5), now)


def test_a_hold_from_before_the_clock_was_put_back_does_not_last_for_hours(now):
    line = lines.Line(POLICY)
    wrong = now + timedelta(days=400)
    line.heard(Failure(Throttled("Slower.", until=wrong + timedelta(seconds=30))), wrong, 0.5)
    assert not line.is_open(wrong)
    assert line.reopen(now)


def test_a_question_planned_before_the_clock_was_put_back_is_asked(now, make_effect):
    rows = UnknownRows()
    wrong = now + timedelta(days=400)
    rows.put(make_effect(EffectState.UNKNOWN, not_before=wrong), wrong)
    assert len(rows.due(now, 9)) == 1
    assert rows.next_due(now) == now


def test_after_the_clock_was_put_back_not_there_must_be_said_twice_again(now, make_effect):
    wrong = now + timedelta(days=400)
    once = after_asking(make_effect(EffectState.UNKNOWN, attempts=1), NOT_DONE, wrong, 0.5, POLICY)
    again = after_asking(once, NOT_DONE, now, 0.5, POLICY)
    assert (again.state, again.code, again.not_before) == (EffectState.UNKNOWN, NOT_DONE_ONCE, now + POLICY.grace)
    assert after_asking(again, NOT_DONE, now + POLICY.grace, 0.5, POLICY).state is EffectState.QUEUED


# ------------------------------------------------------------------ what was shown


@pytest.mark.parametrize(
    "changes",
    [
        {"total": Money("UZS", Decimal(1120000))},
        {"total": Money("USD", Decimal(112000))},
        {"total": None},
        {"number": "18"},
        {"issued": date(2026, 3, 6)},
        {"due": None},
        {"counterparty": Party(country=Country.UZ, tax_id="300000033", name="Xayoliy Ta'minot MChJ")},
        {"content": Content(lines=(Line(description="Qog'oz", total=Decimal(112000)),))},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_document_that_says_something_else_has_changed(make_document, changes):
    assert changed_since(make_document(), make_document(**changes))


def test_what_merely_became_known_or_moved_on_has_not_changed(make_document):
    shown = make_document(number="", due=None, content=None)
    assert not changed_since(shown, make_document())
    assert not changed_since(make_document(), make_document(status_text="Signing", actions=frozenset({Action.SIGN})))
    assert changed_since(make_document(total=None), make_document()), "an amount nobody has seen is not signed"


# ------------------------------------------------------------------ words


def test_what_stays_behind_a_held_line_is_told_by_how_far_it_is():
    hold = lines.Hold(error=KnownError("Closed."))
    assert "Signed and kept" in hold_note(hold, Step.QUEUED)
    assert hold_note(hold, Step.DELIVERED).startswith("Delivered")
    assert "not known whether" in hold_note(hold, Step.UNKNOWN)
    assert "could not be saved" in hold_note(replace(hold, error=StorageFull("Full."), broken=True), Step.DELIVERED)


# ------------------------------------------------------------------ lines


def test_a_line_opened_for_an_account_as_it_was_is_not_used_for_what_it_is_now():
    def account(url: str) -> Account:
        company = Party(country=Country.UZ, tax_id="200000011", name="Namuna Savdo MChJ")
        return Account(id="a" * 32, provider=ProviderName.FAKTURA_UZ, company=company, login="n", base_url=url)

    secrets = SessionSecrets()
    secrets.put("a" * 32, Credentials(password="one"))
    connections = Connections(FakturaUz, secrets)
    before, after = account("http://127.0.0.1:1"), account("http://127.0.0.1:2")
    connections.forget(before.id)
    late = connections.of(before)  # a lane that had read the account before it was changed
    line = connections.of(after)
    assert line is not late
    assert connections.of(after) is line
    connections.close()
