"""What RS.ge tells, in our words: waiting and past documents, contents, sides, and the dictionary of run time."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from provider_kit import LittleServer, http, unhurried
from rs_ge_kit import COMPANY, OpenRsGe, World, account, invoice, logged_in, said_no, told, world_of

from muhr.domain.documents import Action, Direction, Stage
from muhr.domain.money import Money
from muhr.domain.ports import Provider
from muhr.providers import json_values
from muhr.providers.rs_ge import answers, documents, states, tables, values
from muhr.sandbox.pki import Pki
from muhr.sandbox.rs_ge.listing import FIELDS
from muhr.sandbox.serve import start

ACTIONS = [
    {"ID": "2", "NAME": "შენახული", "SELLER_ACTION": "0", "BUYER_ACTION": "0"},
    {"ID": "3", "NAME": "აქტიური", "SELLER_ACTION": "1", "BUYER_ACTION": "0"},
    {"ID": "17", "NAME": "უარყოფილი", "SELLER_ACTION": "1", "BUYER_ACTION": "2"},
    {"ID": "40", "NAME": "გაუქმების მოთხოვნა", "SELLER_ACTION": "2", "BUYER_ACTION": "0"},
]
NOTHING = {"Data": {"Fields": [], "Rows": []}, "Summary": {"_Count": 0}}


def row(**changes: Any) -> dict[str, Any]:
    plain = dict.fromkeys(FIELDS) | {
        "ID": 28361.0, "INV_NUMBER": "74032", "BUYER": "სატესტო მყიდველი(12345678910)", "AMOUNT_FULL": 122.25,
        "INV_TYPE_NAME": "ტრანსპორტირებით", "OPERATION_DATE": "23-07-2025 00:00:00",
        "CREATE_DATE": "25-07-2025 01:40:07", "CHANGE_DATE": "25-07-2025 13:40:07", "ACTION": 3.0,
        "SELLER_ACTION": 0.0, "BUYER_ACTION": 0.0,
    }  # fmt: skip
    return plain | changes


def listed(*rows: dict[str, Any], count: int | None = None) -> bytes:
    names = list(rows[0]) if rows else []
    data = {"Fields": names, "Rows": [list(one.values()) for one in rows]}
    return told({"Data": data, "Summary": {"_Count": len(rows) if count is None else count}})


# ------------------------------------------------------------------ lists


def test_the_list_is_filtered_by_the_ids_of_run_time(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    provider: Provider = logged_in(little, open_rs_ge)
    little.on("/Invoice/GetActions", told(ACTIONS))
    little.on("/Invoice/ListInvoices", told(NOTHING))
    provider.waiting()
    provider.waiting()
    asked = [one.json for one in little.requests("/Invoice/ListInvoices")]
    assert asked[:2] == [
        {"TYPE": 20, "MAXIMUM_ROWS": 0, "ACTION": "3,40"},
        {"TYPE": 10, "MAXIMUM_ROWS": 0, "ACTION": "2,17"},
    ]
    assert len(little.requests("/Invoice/GetActions")) == 1


@pytest.mark.parametrize(
    "dictionary", [told([]), told(ACTIONS[:2]), told({"odd": 1}), said_no(-201), told([{"ID": 1}])]
)
def test_without_an_entry_the_whole_list_is_read_and_sifted_here(
    dictionary: bytes, little: LittleServer, open_rs_ge: OpenRsGe
) -> None:
    provider = logged_in(little, open_rs_ge)
    little.on("/Invoice/GetActions", dictionary)
    rows = [row(ID=at, SELLER_ACTION=pair[0], BUYER_ACTION=pair[1]) for at, pair in enumerate(states.KNOWN, 1)]
    little.on("/Invoice/ListInvoices", told(NOTHING), listed(*rows))
    found = provider.waiting().documents
    assert {one.status for one in found} == {"0/0", "1/2"}
    assert [one.json for one in little.requests("/Invoice/ListInvoices")][1] == {"TYPE": 10, "MAXIMUM_ROWS": 0}


@pytest.mark.parametrize("seed", [1, 7, 20260301])
def test_no_id_of_the_dictionary_is_known_beforehand(seed: int, open_rs_ge: OpenRsGe, sandbox_pki: Pki) -> None:
    with start(seed=seed, services=["faktura_uz", "rs_ge"], pki_folder=sandbox_pki.folder) as running:
        world = world_of(running, open_rs_ge, 0)
        ids = [int(id_) for id_ in world.service.action_ids.values()]
        assert ids != sorted(ids), "in the obvious order a program that guesses would be right"
        there = world.service.invoices.values()
        received = [one.pair for one in there if one.buyer == world.tin and one.pair in {(1, 0), (2, 0)}]
        own = [one.pair for one in there if one.seller == world.tin and one.pair in {(0, 0), (1, 2)}]
        statuses = sorted(one.status for one in world.provider.waiting().documents)
        assert statuses == sorted(states.code_of(pair) for pair in received + own)
        assert len(set(statuses)) == 4


def test_a_row_becomes_a_document(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    provider = logged_in(little, open_rs_ge)
    little.on("/Invoice/GetActions", told(ACTIONS))
    little.on("/Invoice/ListInvoices", told(NOTHING), listed(row()))
    (found,) = provider.waiting().documents
    assert found.ref.remote_id == "28361"
    assert (found.direction, found.number, found.issued) == (Direction.OUTGOING, "74032", date(2025, 7, 23))
    assert (found.counterparty.name, found.counterparty.tax_id) == ("სატესტო მყიდველი", "12345678910")
    assert found.total == Money(currency="GEL", amount=Decimal("122.25"))
    assert (found.kind, found.kind_code) == ("ტრანსპორტირებით", "2")
    assert (found.status, found.status_text, found.stage) == ("0/0", "Saved", Stage.WAITING_FOR_ME)
    assert found.actions == {Action.ACTIVATE, Action.DELETE}
    assert found.created == datetime(2025, 7, 24, 21, 40, 7, tzinfo=UTC), "Georgia is four hours ahead"
    assert found.updated == datetime(2025, 7, 25, 9, 40, 7, tzinfo=UTC)


def test_a_list_that_is_cut_or_damaged_says_so(seller: World) -> None:
    assert not seller.provider.waiting().truncated
    seller.switch(short_row=True)
    assert seller.provider.waiting().truncated
    seller.switch(short_row=False, most_rows=3)
    found = seller.provider.waiting()
    assert (found.truncated, len(found.documents)) == (True, 6)


def test_what_is_unknown_is_shown_and_never_acted_upon(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    provider = logged_in(little, open_rs_ge)
    little.on("/Invoice/GetActions", told([]))
    odd = [row(ID=1, SELLER_ACTION=7.0, SELLER_ACTION_TXT="ახალი <b>"), row(ID=2, SELLER_ACTION=None)]
    little.on("/Invoice/ListInvoices", told(NOTHING), listed(*odd))
    (unread,) = provider.waiting().documents
    assert (unread.status, unread.stage, unread.actions) == ("?", Stage.UNKNOWN, frozenset())
    little.on("/Invoice/ListInvoices", told(NOTHING), listed(*odd))
    shown = next(one for one in provider.past(None).documents if one.ref.remote_id == "1")
    assert (shown.status, shown.status_text, shown.stage) == ("7/0", "ახალი <b>", Stage.UNKNOWN)
    assert shown.actions == frozenset()


def test_the_past_is_asked_for_by_the_day_of_the_last_change(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    now = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)  # already the second of March in Georgia
    provider = logged_in(little, open_rs_ge, clock=lambda: now)
    little.on("/Invoice/ListInvoices", told(NOTHING))
    provider.past(datetime(2026, 2, 10, 12, tzinfo=UTC))
    provider.past(None)
    asked = [one.json for one in little.requests("/Invoice/ListInvoices")]
    assert asked[0] == {"TYPE": 20, "MAXIMUM_ROWS": 0, "CHANGE_DATE": "09-02-2026:03-03-2026"}
    assert asked[2]["CHANGE_DATE"] == "02-03-2024:03-03-2026"
    assert little.requests("/Invoice/GetActions") == []


def test_past_documents_wait_for_nobody_here(seller: World) -> None:
    past = seller.provider.past(None).documents
    assert {one.stage for one in past} == {Stage.FINISHED, Stage.REFUSED, Stage.WAITING_FOR_OTHERS}
    waiting = {one.ref for one in seller.provider.waiting().documents}
    assert not waiting & {one.ref for one in past}
    assert {one.status for one in past if Action.CANCEL in one.actions} == {"1/1"}
    for one in past:
        declares = {Action.DECLARE} if one.status == "1/1" else set()
        cancels = {Action.CANCEL} if one.status == "1/1" and one.direction is Direction.OUTGOING else set()
        assert one.actions & {Action.DECLARE, Action.CANCEL} == declares | cancels
        assert one.direction is Direction.OUTGOING or one.actions <= {Action.DECLARE}


# ------------------------------------------------------------------ documents by id


@pytest.mark.parametrize("quirks", ["clean", "faithful"])
def test_a_list_and_a_document_say_the_same(quirks: str, seller: World) -> None:
    seller.switch(quirks=quirks)
    listed_ = (*seller.provider.waiting().documents, *seller.provider.past(None).documents)
    described = {one.ref: one for one in seller.provider.describe([one.ref.remote_id for one in listed_])}
    statuses = seller.provider.statuses([one.ref.remote_id for one in listed_])
    for one in listed_:
        other = described[one.ref]
        for name in ("direction", "number", "issued", "counterparty", "total", "kind", "kind_code", "status", "stage",
                     "actions", "status_text", "created", "title"):  # fmt: skip
            assert getattr(one, name) == getattr(other, name), name
        status = statuses[one.ref.remote_id]
        assert (status.stage, status.actions, status.status) == (one.stage, one.actions, one.status)
        assert status.complete


def test_unknown_ids_are_left_out(seller: World) -> None:
    known = seller.provider.waiting().documents[0].ref.remote_id
    for unknown in ("empty", "error"):
        seller.switch(unknown_invoice=unknown)
        assert list(seller.provider.statuses([known, "99999", "0", "abc", "٣", "9" * 40])) == [known]
    assert seller.provider.statuses([]) == {}


def test_a_batch_that_is_refused_is_asked_one_by_one(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    provider = logged_in(little, open_rs_ge)
    little.on("/Invoice/ListGoods", said_no(-201))
    little.on("/Invoice/GetInvoice", told({"INVOICE": invoice(ID=7)}), said_no(-201))
    assert list(provider.statuses(["7", "8"])) == ["7"]


def test_contents_hold_the_rows_with_the_vat_inside(seller: World) -> None:
    ids = [one.ref.remote_id for one in seller.provider.waiting().documents]
    contents = seller.provider.contents(ids)
    assert set(contents) == set(ids)
    for content in contents.values():
        assert content.total == sum(one.total or 0 for one in content.lines)
        for one in content.lines:
            assert one.vat == values.vat_inside(one.total or Decimal(0))
            assert (one.vat_rate, one.total) == ("18%", (one.quantity or 0) * (one.unit_price or 0))
        raw = json.loads(content.raw)
        assert raw["AMOUNT_FULL"] == float(content.total or 0), "the raw answer has its numbers as numbers"
        assert {content.seller.tax_id, content.buyer.tax_id} >= {seller.tin}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("amount", "vat"), [("1800", "274.58"), ("450", "68.64"), ("3750", "572.03"), ("2005", "305.85"), ("5", "0.76")]
)
def test_vat_is_part_of_the_amount(amount: str, vat: str) -> None:
    assert values.vat_inside(Decimal(amount)) == Decimal(vat)


def test_a_carrier_sees_and_does_nothing() -> None:
    found = documents.of_invoice(invoice(ID=5, SELLER_ACTION=1, USER_ROLE=3), account(""), datetime.now(UTC))
    assert found is not None
    assert (found.stage, found.actions) == (Stage.HIDDEN, frozenset())


@pytest.mark.parametrize("role", [None, "", 9])
def test_without_a_role_the_seller_s_number_says_whose_document_it_is(role: object) -> None:
    for seller, direction in ((COMPANY.tax_id, Direction.OUTGOING), ("400000101", Direction.INCOMING)):
        found = documents.of_invoice(invoice(ID=5, TIN_SELLER=seller, USER_ROLE=role), account(""), datetime.now(UTC))
        assert found is not None
        assert found.direction is direction


# ------------------------------------------------------------------ readers

JSONISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*FIELDS, "INVOICE", "INVOICES", "Data", "Fields", "Rows", "RESULT"]), inner)
    ),
    max_leaves=20,
)


@unhurried
@given(JSONISH)
def test_readers_give_a_value_or_say_that_they_cannot_read(value: object) -> None:
    for reader in (answers.vat_payer, answers.organisation, answers.units, answers.actions, answers.changed,
                   answers.sequence_number, answers.bar_code, answers.bar_codes, answers.excise,
                   answers.invoice_table, answers.invoice, answers.invoices):  # fmt: skip
        try:
            reader(value)
        except json_values.Misread:
            continue
    if isinstance(value, dict):
        documents.of_invoice(value, account(""), datetime.now(UTC))
        documents.status_of(value, account(""))
        documents.content_of(value, "")
        one = tables.Row({name: at for at, name in enumerate(value)}, list(value.values()))
        documents.of_row(one, answers.pair(one), account(""), Direction.INCOMING, datetime.now(UTC))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("913", 913), (" 913 ", 913), (28361.0, None), (Decimal("28361.0"), 28361), ("1.5", None), (True, None),
     ("", None), (10**16, None), ("9" * 30, None), (Decimal("1E+20"), None)],
)  # fmt: skip
def test_whole_numbers(text: object, wanted: int | None) -> None:
    assert values.number(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("10-04-2019 21:56:14", datetime(2019, 4, 10, 17, 56, 14, tzinfo=UTC)),
     ("01-08-2010", datetime(2010, 7, 31, 20, tzinfo=UTC)),
     ("", None), (None, None), ("31-02-2019", None), ("2019-04-10", None), ("01-01-0001 00:00:00", None), (5, None)],
)  # fmt: skip
def test_moments_are_georgia_s(text: object, wanted: datetime | None) -> None:
    assert values.moment(text) == wanted


def test_a_side_is_name_and_number() -> None:
    assert documents.party("შპს ნიმუში (ფილიალი)(204000964)").name == "შპს ნიმუში (ფილიალი)"
    assert documents.party("უნომრო").tax_id == ""
    assert documents.party("(12345678910)").tax_id == "12345678910"


def test_deep_answers_are_unreadable(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    with pytest.raises(json_values.Misread):
        json_values.decode(b"[" * 100_000)
    provider = logged_in(little, open_rs_ge)
    little.on("/Common/GetUnits", http(b"[" * 100_000))
    with pytest.raises(Exception, match="could not be read"):
        provider.calls.units()
