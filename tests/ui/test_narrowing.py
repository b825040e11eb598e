"""By what the inbox is narrowed: the rules alone, without a window."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Action, Direction, Document, DocumentRef, Stage
from muhr.domain.parties import Country, Party
from muhr.ui.inbox.act_sheet import read_amount, read_day
from muhr.ui.inbox.companies import company_key
from muhr.ui.inbox.narrowing import FACETS, Due, Narrowing, due_of, offer_of
from muhr.ui.rows.store import RowStore

TODAY = date(2026, 3, 5)
COMPANIES = [Party(country=Country.UZ, tax_id=f"30000000{at}", name=f"Namuna {at}") for at in range(3)]
DUES = (None, -40, -1, 0, 1, 7, 8, 300)
ACTIONS = (frozenset[Action](), frozenset({Action.SIGN}), frozenset({Action.SIGN, Action.REJECT}),
           frozenset({Action.PAY, Action.SEND}))  # fmt: skip


def document(at: int) -> Document:
    days = DUES[at % len(DUES)]
    return Document(
        ref=DocumentRef(f"{at % 4}", f"{at}"), provider=list(ProviderName)[at % 5], direction=Direction.INCOMING,
        kind="", kind_code="", number=f"{at}", issued=TODAY, due=None if days is None else TODAY + timedelta(days),
        company=COMPANIES[at % 3], counterparty=COMPANIES[0], total=None, status="", status_text="",
        stage=Stage.WAITING_FOR_ME, actions=ACTIONS[at % len(ACTIONS)],
    )  # fmt: skip


DOCUMENTS = [document(at) for at in range(840)]  # every combination there is


@pytest.fixture(scope="module")
def store() -> RowStore[Document]:
    return RowStore(DOCUMENTS, keys=(), haystack=lambda one: (one.number,), facets=FACETS)


@pytest.mark.parametrize(
    ("days", "step"),
    [(-400, Due.OVERDUE), (-1, Due.OVERDUE), (0, Due.TODAY), (1, Due.WEEK), (7, Due.WEEK), (8, Due.LATER)],
)
def test_the_steps_of_a_due_date(days: int, step: Due):
    assert due_of(TODAY + timedelta(days), TODAY) is step
    assert due_of(None, TODAY) is Due.NONE


@pytest.mark.parametrize("providers", [(), (ProviderName.RS_GE,), (ProviderName.RS_GE, ProviderName.CHMURA)])
@pytest.mark.parametrize("actions", [(), (Action.SIGN,), (Action.REJECT, Action.PAY)])
@pytest.mark.parametrize("dues", [(), (Due.OVERDUE,), (Due.NONE, Due.TODAY), tuple(Due)])
@pytest.mark.parametrize("company", [None, COMPANIES[1]])
def test_what_passes_is_what_a_plain_look_at_each_document_lets_pass(store, providers, actions, dues, company):
    chosen = Narrowing(providers=frozenset(providers), actions=frozenset(actions), dues=frozenset(dues))
    key = company_key(company) if company is not None else None
    passed = [store.rows[at] for at in store.matching("", chosen.rule(key, TODAY))]
    assert passed == [
        one for one in DOCUMENTS
        if (not providers or one.provider in providers)
        and (not actions or any(two in one.actions for two in actions))
        and (not dues or due_of(one.due, TODAY) in dues)
        and (company is None or one.company == company)
    ]  # fmt: skip
    assert bool(chosen) is bool(providers or actions or dues)
    groups = {"providers": providers, "actions": actions, "dues": dues}
    assert set(chosen.told()) == {name for name, some in groups.items() if some}


def test_what_can_be_chosen_is_counted(store):
    offer = offer_of(store, TODAY)
    assert sum(offer.providers.values()) == len(DOCUMENTS) == sum(offer.dues.values())
    assert list(offer.dues) == list(Due)
    for action, count in offer.actions.items():
        assert count == sum(action in one.actions for one in DOCUMENTS)
    assert Action.DECLARE not in offer.actions, "what no document offers cannot be chosen"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1250.50", "1250.50"), (" 1\u00a0250,5", "1250.5"), ("7", "7"), ("0", None), ("0,00", None), ("-1", None),
     ("1e9", None), ("1.2.3", None), ("١٢", None), ("9" * 30, None), ("", None)],
)  # fmt: skip
def test_an_amount_as_people_write_it(typed: str, meant: str | None):
    assert read_amount(typed.strip()) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("5.3.2026", "2026-03-05"), ("28.11.2026", "2026-11-28"), ("2026-11-28", "2026-11-28"), ("31.2.2026", None),
     ("2026-13-01", None), ("5/3/2026", None), ("٥.٣.٢٠٢٦", None), ("tomorrow", None)],
)  # fmt: skip
def test_a_day_as_people_write_it(typed: str, meant: str | None):
    assert read_day(typed) == meant
