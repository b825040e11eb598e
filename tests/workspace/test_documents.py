"""Documents: kept whole, replaced by ref, and what review asks about them."""

from __future__ import annotations

import re
import sqlite3
import statistics
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workspace_records import NOW, account, account_id, content, counterparty, document, effect

from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Action, Content, Direction, Document, DocumentRef, Line, RemoteStatus, Stage
from muhr.domain.errors import BugError, InputError, WorkspaceCorrupt
from muhr.domain.money import Money
from muhr.domain.parties import Country, Party
from muhr.domain.records import CounterpartyHistory
from muhr.workspace import history
from muhr.workspace.store import DATABASE_FILE

A = account_id()


def damage(folder, statement, *parameters):
    """Change the file behind the program's back."""
    raw = sqlite3.connect(folder / DATABASE_FILE)
    with raw:
        assert raw.execute(statement, parameters).rowcount > 0
    raw.close()


# ------------------------------------------------------------------ keeping


def test_documents_come_back_as_they_were_in_their_order(workspace):
    documents = [document(number) for number in range(5_000)]
    workspace.save_documents(documents)
    assert workspace.documents() == documents
    assert [one.seen for one in workspace.documents()] == [NOW] * len(documents)


def test_what_repeats_is_one_object(workspace):
    workspace.save_documents([document(number) for number in range(240)])
    documents = workspace.documents()
    assert len({id(one.counterparty) for one in documents}) == 40
    for read in (lambda one: one.company, lambda one: one.kind, lambda one: one.status_text, lambda one: one.actions,
                 lambda one: one.ref.account_id):  # fmt: skip
        assert len({id(read(one)) for one in documents}) == len({read(one) for one in documents})


def test_documents_of_one_account(workspace):
    mine, theirs = document(1), document(2, account_number=1)
    workspace.save_documents([mine, theirs])
    assert workspace.documents(A) == [mine]
    assert workspace.documents(account_id(1)) == [theirs]
    assert workspace.documents("nobody") == []


def test_some_documents_by_their_ids_whatever_the_case(workspace):
    mine, theirs = [document(number) for number in range(1_200)], document(1, account_number=1)
    workspace.save_documents([*mine, theirs])
    wanted = mine[3::7]
    ids = [one.ref.remote_id.upper() for one in wanted]
    assert sorted(workspace.documents_by_id(A, [*ids, "unknown"]), key=lambda one: one.ref.remote_id) == sorted(
        wanted, key=lambda one: one.ref.remote_id
    )
    assert workspace.documents_by_id(A, []) == []


def test_which_documents_lack_their_content(workspace):
    documents = [document(number) for number in range(1_100)]
    workspace.save_documents([*(replace(one, content=None) for one in documents), document(5, account_number=1)])
    ids = [one.ref.remote_id for one in documents]
    workspace.save_contents(A, dict.fromkeys(ids[::3], content()))
    asked = [ids[4].upper(), *ids, ids[7], "unknown"]
    assert workspace.without_content(A, asked) == [
        ids[4].upper(), *(one for at, one in enumerate(ids) if at % 3)
    ]  # fmt: skip
    assert workspace.without_content(A, []) == []


def test_ids_by_stage_the_newest_first_and_those_without_a_day_last(workspace):
    days = [date(2026, 3, 2), None, date(2026, 3, 9), date(2026, 1, 5)]
    waiting = [replace(document(at), issued=day, stage=Stage.WAITING_FOR_ME) for at, day in enumerate(days)]
    others = [replace(document(at), stage=Stage.WAITING_FOR_OTHERS) for at in range(10, 14)]
    workspace.save_documents([*waiting, *others, replace(document(2, account_number=1), stage=Stage.WAITING_FOR_ME)])
    ids = [one.ref.remote_id for one in waiting]
    assert workspace.ids(A, {Stage.WAITING_FOR_ME}) == [ids[2], ids[0], ids[3], ids[1]]
    assert workspace.ids(A, {Stage.WAITING_FOR_ME}, newest=2) == [ids[2], ids[0]]
    assert len(workspace.ids(A, {Stage.WAITING_FOR_ME, Stage.WAITING_FOR_OTHERS})) == 8
    assert workspace.ids(A, {Stage.FINISHED}) == []


def test_saving_nothing_is_nothing(workspace):
    workspace.save_documents([])
    workspace.save_contents(A, {})
    workspace.apply_statuses(A, [], NOW)
    assert workspace.documents() == []


def test_a_document_is_replaced_by_its_ref_whatever_the_case(workspace):
    workspace.save_documents([document(1), document(2)])
    ref = document(1).ref
    newer = document(1, ref=DocumentRef(A, ref.remote_id.upper()), title="yangi", total=None, created=None)
    workspace.save_documents([newer])
    assert workspace.documents() == [newer, document(2)]
    assert workspace.document(A, ref.remote_id.upper()) == newer


def test_the_same_document_twice_in_one_call_ends_as_the_last(workspace):
    workspace.save_documents([document(1, title="a"), document(1, title="b")])
    assert [one.title for one in workspace.documents()] == ["b"]


def test_two_accounts_may_know_the_same_remote_id(workspace):
    here, there = document(1), document(1, account_number=1)
    workspace.save_documents([here, there])
    assert workspace.document(A, here.ref.remote_id) == here
    assert workspace.document(account_id(1), here.ref.remote_id) == there


def test_an_unknown_document_is_none(workspace):
    assert workspace.document(A, "nothing") is None


def test_documents_of_a_removed_account_are_refused_and_nothing_is_kept(workspace):
    with pytest.raises(InputError) as caught:
        workspace.save_documents([document(1), document(2, account_number=7)])
    assert caught.value.code == "account-unknown"
    assert workspace.documents() == []


def test_moments_become_utc_and_naive_ones_are_refused(workspace):
    tashkent = datetime(2026, 5, 1, 3, 30, 0, 5, tzinfo=timezone(timedelta(hours=5)))
    workspace.save_documents([document(1, created=tashkent)])
    (kept,) = workspace.documents()
    assert kept.created == tashkent
    assert kept.created.tzinfo is UTC
    with pytest.raises(BugError, match="time zone"):
        workspace.save_documents([document(2, created=datetime(2026, 5, 1))])  # noqa: DTZ001 - that is the point


# Texts of every kind, except what cannot be stored anywhere: lone surrogates.
texts = st.text(st.characters(codec="utf-8"), max_size=30)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=None)
parties = st.builds(Party, country=st.sampled_from(Country), tax_id=texts, name=texts, bank_account=texts,
                    bank_code=texts)  # fmt: skip
moments = st.none() | st.datetimes(timezones=st.just(UTC))
days = st.none() | st.dates()
numbers = st.none() | decimals
lines = st.builds(Line, description=texts, quantity=numbers, unit=texts, unit_price=numbers, subtotal=numbers,
                  vat_rate=texts, vat=numbers, excise=numbers, total=numbers)  # fmt: skip
contents = st.builds(Content, lines=st.lists(lines, max_size=3).map(tuple), subtotal=numbers, vat=numbers,
                     excise=numbers, total=numbers, total_in_words=texts, seller=st.none() | parties,
                     buyer=st.none() | parties, contract_number=texts, contract_date=days, raw=texts)  # fmt: skip
documents = st.builds(
    Document, ref=st.builds(DocumentRef, st.just(A), texts), provider=st.sampled_from(ProviderName),
    direction=st.sampled_from(Direction), kind=texts, kind_code=texts, number=texts, issued=days, due=days,
    company=parties, counterparty=parties, total=st.none() | st.builds(Money, texts, decimals), status=texts,
    status_text=texts, stage=st.sampled_from(Stage), actions=st.frozensets(st.sampled_from(Action)), created=moments,
    updated=moments, title=texts, roaming_id=texts, content=st.none() | contents, client_id=texts, seen=moments,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(documents, max_size=4, unique_by=lambda one: one.ref.remote_id))
def test_any_document_comes_back_as_it_was(workspace, these):
    workspace.remove_account(A)
    workspace.save_account(account())
    workspace.save_documents(these)
    assert workspace.documents() == [replace(one, content=None) for one in these]
    for one in these:
        kept = workspace.document(A, one.ref.remote_id)
        assert kept == one
        assert kept.seen == one.seen
        if one.total is not None:
            assert str(kept.total.amount) == str(one.total.amount)  # 1.50 stays 1.50
        assert workspace.history(one).documents <= len(these) - 1
        assert one not in workspace.twins(one)


# ------------------------------------------------------------------ contents


def test_contents_are_kept_apart_and_survive_a_list_without_them(workspace):
    workspace.save_documents([document(1)])
    workspace.save_contents(A, {document(1).ref.remote_id.upper(): content(1)})
    assert workspace.documents() == [document(1)]
    workspace.save_documents([document(1, title="again")])
    kept = workspace.document(A, document(1).ref.remote_id)
    assert (kept.title, kept.content) == ("again", content(1))
    workspace.save_documents([document(1, content=content(2))])
    assert workspace.document(A, document(1).ref.remote_id).content == content(2)


def test_contents_of_unknown_documents_are_left_out(workspace):
    workspace.save_documents([document(1)])
    workspace.save_contents(A, {"unknown": content(), document(1).ref.remote_id: content()})
    workspace.save_contents(A, {"unknown": content()})
    workspace.save_contents("no account", {document(1).ref.remote_id: content()})
    assert workspace.document(A, "unknown") is None
    assert workspace.document(A, document(1).ref.remote_id).content == content()


# ------------------------------------------------------------------ statuses


def test_statuses_change_only_what_they_say(workspace):
    workspace.save_documents([document(number) for number in range(3)])
    remote_id = document(1).ref.remote_id
    later = NOW + timedelta(hours=1)
    told = RemoteStatus(remote_id=remote_id.upper(), status="24", status_text="Подписан", stage=Stage.FINISHED,
                        actions=frozenset({Action.DELETE}))  # fmt: skip
    workspace.apply_statuses(A, [told, replace(told, remote_id="unknown")], later)
    workspace.apply_statuses("no account", [told], later + timedelta(hours=1))
    expected = document(1, status="24", status_text="Подписан", stage=Stage.FINISHED, actions=told.actions)
    assert workspace.documents() == [document(0), expected, document(2)]
    assert [one.seen for one in workspace.documents()] == [NOW, later, NOW]


# ------------------------------------------------------------------ what review asks


def priced(number, amount, currency="UZS", **changes):
    fields = {"counterparty": counterparty(0), "stage": Stage.FINISHED, "direction": Direction.INCOMING} | changes
    return document(number, total=Money(currency, Decimal(amount)), **fields)


@pytest.mark.parametrize("amounts", [[], [5], [5, 7], [9, 1, 5], [9, 1, 5, 3], [10**15, 2, 3, 4, 5], [1, 1, 1]])
def test_the_usual_amount_is_the_median_of_at_least_three(workspace, amounts):
    asked = priced(100, 10**9)
    workspace.save_documents([asked, *(priced(number, amount) for number, amount in enumerate(amounts))])
    found = workspace.history(asked)
    assert found.documents == len(amounts)
    assert found.usual_amount == (statistics.median(amounts) if len(amounts) >= 3 else None)


def test_history_counts_the_same_counterparty_currency_and_account_only(workspace):
    asked = priced(100, 50)
    workspace.save_documents([
        asked,
        *(priced(number, 10) for number in range(3)),
        *(priced(number, 1000, "USD") for number in range(10, 13)),
        priced(20, 77, counterparty=counterparty(1)),
        priced(21, 77, account_number=1),
        replace(priced(22, 77), stage=Stage.REFUSED),
        replace(priced(23, 77), stage=Stage.HIDDEN),
        replace(priced(24, 1), total=None),
    ])  # fmt: skip
    assert workspace.history(asked) == CounterpartyHistory(
        documents=7, usual_amount=10.0, last_bank_account=counterparty(0).bank_account
    )
    assert workspace.history(replace(asked, total=None)).usual_amount is None
    assert workspace.history(priced(101, 1, "EUR")).usual_amount is None


def test_history_of_a_stranger(workspace):
    assert workspace.history(document(5)) == CounterpartyHistory(documents=0, usual_amount=None, last_bank_account="")


def test_history_knows_one_tax_number_in_two_spellings(workspace):
    spelled = counterparty(0, tax_id=f"UZ {counterparty(0).tax_id}", name="another spelling")
    workspace.save_documents([priced(number, 10, counterparty=spelled) for number in range(3)])
    assert workspace.history(priced(9, 1)).documents == 3


def test_without_tax_numbers_names_tell_counterparties_apart(workspace):
    workspace.save_documents([
        priced(0, 1, counterparty=counterparty(0, tax_id="", name="Sinov  MChJ")),
        priced(1, 1, counterparty=counterparty(0, tax_id="", name="Boshqa MChJ")),
    ])  # fmt: skip
    assert workspace.history(priced(2, 1, counterparty=counterparty(0, tax_id="", name="SINOV mchj"))).documents == 1


def banked(number, day, bank, **changes):
    return priced(number, 1, issued=date(2026, 2, day), created=datetime(2026, 2, day, 9, tzinfo=UTC),
                  counterparty=counterparty(0, bank_account=bank), **changes)  # fmt: skip


def test_the_last_bank_account_is_that_of_the_newest_earlier_document(workspace):
    workspace.save_documents([banked(1, 3, "old"), banked(2, 9, "newer"), banked(3, 20, "later"), banked(4, 10, "")])
    asked = banked(5, 12, "new")
    workspace.save_documents([asked, replace(asked, ref=DocumentRef(A, "annulled"), stage=Stage.REFUSED)])
    assert workspace.history(asked).last_bank_account == "newer"
    assert workspace.history(banked(6, 1, "x")).last_bank_account == ""
    assert workspace.history(banked(7, 28, "x")).last_bank_account == "later"


def test_only_finished_documents_of_the_same_direction_vouch_for_a_bank_account(workspace):
    old = banked(1, 3, "old")
    workspace.save_documents([
        old,
        banked(2, 4, "waits", stage=Stage.WAITING_FOR_ME), banked(3, 5, "sent", stage=Stage.WAITING_FOR_OTHERS),
        banked(4, 6, "annulled", stage=Stage.REFUSED), banked(5, 7, "ours", direction=Direction.OUTGOING),
    ])  # fmt: skip
    asked = banked(9, 12, "new", stage=Stage.WAITING_FOR_ME)
    assert workspace.history(asked).last_bank_account == "old"
    assert workspace.history(replace(asked, direction=Direction.OUTGOING)).last_bank_account == "ours"
    finished = RemoteStatus(remote_id=document(2).ref.remote_id, status="24", status_text="", stage=Stage.FINISHED,
                            actions=frozenset())  # fmt: skip
    workspace.apply_statuses(A, [finished], NOW)
    assert workspace.history(asked).last_bank_account == "waits"


def test_what_we_ask_for_says_nothing_about_what_they_ask_for(workspace):
    workspace.save_documents([priced(number, 10, direction=Direction.OUTGOING) for number in range(3)])
    assert workspace.history(priced(9, 1)) == CounterpartyHistory(documents=3, usual_amount=None, last_bank_account="")
    assert workspace.history(priced(9, 1, direction=Direction.OUTGOING)).usual_amount == 10


def test_two_new_documents_of_one_moment_do_not_vouch_for_one_another(workspace):
    twins = [banked(1, 12, "new"), banked(2, 12, "new")]
    workspace.save_documents([banked(3, 3, "old"), *twins])
    assert [workspace.history(one).last_bank_account for one in twins] == ["old", "old"]


def test_without_an_earlier_document_one_of_the_same_moment_tells(workspace):
    workspace.save_documents([banked(1, 12, "a"), banked(2, 12, "b")])
    assert workspace.history(banked(2, 12, "b")).last_bank_account == "a"


def test_a_document_without_any_date_is_taken_for_the_newest(workspace):
    workspace.save_documents([banked(1, 12, "a"), banked(2, 13, "b")])
    assert workspace.history(replace(banked(9, 1, "x"), issued=None, created=None)).last_bank_account == "b"


def test_the_bank_account_inside_a_document_counts_and_stays_known(workspace):
    older = banked(1, 3, "")
    inside = replace(content(), seller=counterparty(0, bank_account="inside"), buyer=counterparty(9))
    workspace.save_documents([older])
    workspace.save_contents(A, {older.ref.remote_id: inside})
    workspace.save_documents([older])  # the list does not name it
    assert workspace.history(banked(5, 12, "x")).last_bank_account == "inside"
    bought = replace(inside, seller=None, buyer=counterparty(0, bank_account="z"))
    workspace.save_documents([banked(2, 4, "", content=bought)])
    assert workspace.history(banked(5, 12, "x")).last_bank_account == "z"
    nameless = replace(content(), seller=None, buyer=counterparty(9))
    workspace.save_documents([banked(3, 5, "", content=nameless)])
    assert workspace.history(banked(5, 12, "x")).last_bank_account == "z"


def test_twins_are_same_number_counterparty_and_total(workspace):
    asked = replace(priced(1, "100.50"), number="7-A")
    twin = replace(asked, ref=DocumentRef(A, "twin"), total=Money("UZS", Decimal("100.5")), stage=Stage.REFUSED)
    workspace.save_documents([
        asked, twin,
        replace(twin, ref=DocumentRef(A, "a"), number="7-B"),
        replace(twin, ref=DocumentRef(A, "b"), total=Money("USD", Decimal("100.5"))),
        replace(twin, ref=DocumentRef(A, "c"), total=Money("UZS", Decimal("100.51"))),
        replace(twin, ref=DocumentRef(A, "d"), total=None),
        replace(twin, ref=DocumentRef(A, "e"), counterparty=counterparty(5)),
        replace(twin, ref=DocumentRef(account_id(1), "f")),
    ])  # fmt: skip
    assert workspace.twins(asked) == [twin]
    assert workspace.twins(twin) == [asked]
    assert [one.ref.remote_id for one in workspace.twins(replace(asked, total=None))] == ["d"]


def test_review_never_reads_through_all_documents(workspace):
    with workspace._database.reading() as connection:
        for statement in (history._STANDING, history._MIDDLE, history._TWINS):
            compiled = statement.compile(dialect=connection.dialect)
            plan = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {compiled}", (None,) * len(compiled.positiontup)
            ).all()
            steps = [row[3] for row in plan if "documents" in row[3]]
            assert steps
            assert all(re.match(r"SEARCH documents USING (COVERING )?INDEX ix_documents_", step) for step in steps), (
                steps
            )


# ------------------------------------------------------------------ damage


@pytest.mark.parametrize(("column", "value"), [
    ("stage", "asleep"), ("issued", "yesterday"), ("amount", "a lot"), ("actions", "sign,fly"), ("created", "2026"),
    ("company_id", 99),
])  # fmt: skip
def test_a_damaged_document_is_said_to_be_damaged(folder, workspace, column, value):
    workspace.save_documents([document(0), document(1)])
    remote_id = document(1).ref.remote_id
    damage(folder, f"UPDATE documents SET {column} = ? WHERE remote_id = ?", value, remote_id)
    with pytest.raises(WorkspaceCorrupt, match=remote_id):
        workspace.documents()


def test_damaged_contents_and_companies_are_said_to_be_damaged(folder, workspace):
    workspace.save_documents([document(1, content=content())])
    damage(folder, "UPDATE contents SET body = ?", b"\xc1")
    with pytest.raises(WorkspaceCorrupt, match="content"):
        workspace.document(A, document(1).ref.remote_id)
    damage(folder, "UPDATE parties SET country = 'XX'")
    with pytest.raises(WorkspaceCorrupt, match="Company"):
        workspace.documents()


# ------------------------------------------------------------------ accounts


def test_accounts_are_kept_replaced_and_sorted(workspace):
    renamed = replace(account(0).company, name="Zamonaviy Namuna MChJ")
    changed = account(0, company=renamed, listing=True, demo=False, options={})
    workspace.save_account(changed)
    assert workspace.accounts() == [account(1), changed]


def test_removing_an_account_takes_its_documents_and_leaves_the_record(workspace):
    workspace.save_documents([document(1, content=content()), document(2, account_number=1)])
    workspace.enqueue([effect(1)])
    with pytest.raises(InputError) as caught:
        workspace.remove_account(A)
    assert caught.value.code == "account-busy"
    assert workspace.documents(A) == [document(1)]
    (sending,) = workspace.claim(A, 9, NOW)
    workspace.settle([replace(sending, state=type(sending.state).DONE)])
    workspace.remove_account(A)
    assert workspace.accounts() == [account(1)]
    assert workspace.documents() == [document(2, account_number=1)]
    assert [one.id for one in workspace.effects()] == [effect(1).id]
    assert workspace.journal(effect_id=effect(1).id) != []
    with workspace._database.reading() as connection:
        names = connection.exec_driver_sql("SELECT name FROM parties").scalars().all()
    assert sorted(names) == sorted([document(2, account_number=1).company.name, document(2).counterparty.name])
    workspace.remove_account(A)  # gone already


def test_a_damaged_account_is_said_to_be_damaged(folder, workspace):
    damage(folder, "UPDATE accounts SET options = '[]'")
    with pytest.raises(WorkspaceCorrupt, match="Account"):
        workspace.accounts()


def test_settings(workspace):
    assert workspace.setting("til") == ""
    assert workspace.setting("til", "ru") == "ru"
    workspace.set_setting("til", "uz")
    workspace.set_setting("til", "")
    assert workspace.setting("til", "ru") == ""
