"""Every call of the API document: what it asks, as printed, and what its printed answer becomes.

The answers are fictional copies of the printed ones, with their inconsistencies; what is read otherwise than printed
stands in ASSUMPTIONS.md.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from provider_kit import LittleServer, http
from rs_ge_kit import OpenRsGe, World, invoice, logged_in, said_no, told

from muhr.domain.errors import AnswerUnreadable, OutcomeUnknown, Refused, Unreachable
from muhr.providers.rs_ge.answers import ActionTerm, BarCode, Changed, Organisation
from muhr.providers.rs_ge.payloads import declaration
from muhr.providers.rs_ge.tables import BarCodeFilter, ExciseFilter, InvoiceFilter
from muhr.sandbox.rs_ge.listing import ADVANCE_FIELDS, FIELDS

ONE = {"INVOICE": {"ID": 913}}
SAVED = {"INVOICE_ID": 916, "INVOICE_NUMBER": 0, "SELLER_ACTION": 0, "BUYER_ACTION": 0}
ACTIVE = {"INVOICE_ID": 913, "INVOICE_NUMBER": 975, "SELLER_ACTION": 1, "BUYER_ACTION": 0}
BAR_CODE = {"BARCODE": "55", "GOODS_NAME": "ნიმუში", "UNIT_ID": "2", "UNIT_TXT": "კგ", "VAT_TYPE": "0",
            "UNIT_PRICE": "1"}  # fmt: skip


def raw(value: object) -> bytes:
    return msgspec.json.encode(value)


def changed(data: dict[str, int]) -> Changed:
    number = str(data["INVOICE_NUMBER"] or "")
    pair = (data["SELLER_ACTION"], data["BUYER_ACTION"])
    return Changed(remote_id=str(data["INVOICE_ID"]), number=number, pair=pair)


CALLS: list[tuple[str, Any, object, object, object]] = [
    ("/Org/GetVatPayerStatus", lambda c: c.vat_payer_status("206322102", datetime(2019, 4, 15, 9, 16, 5, tzinfo=UTC)),
     {"Tin": "206322102", "VatDate": "15-04-2019 13:16:05"}, {"IsVatPayer": True}, True),
    ("/Org/GetOrgInfoByTin", lambda c: c.organisation("206322102"), {"Tin": "206322102"},
     {"Tin": "206322102", "Address": "ნიმუშის რაიონი / ქუჩა ", "IsVatPayer": True, "IsDiplomat": False,
      "Name": "სატესტო ვაჭრობა"},
     Organisation(tin="206322102", name="სატესტო ვაჭრობა", address="ნიმუშის რაიონი / ქუჩა", vat_payer=True,
                  diplomat=False)),
    ("/Common/GetUnits", lambda c: c.units(), {}, [{"value": "1", "label": "ცალი"}, {"value": "2", "label": "კგ"}],
     {1: "ცალი", 2: "კგ"}),
    ("/Invoice/GetActions", lambda c: c.actions(), {},
     [{"ID": "1", "NAME": "წაშლილი", "SELLER_ACTION": "-1", "BUYER_ACTION": "0"},
      {"ID": "3", "NAME": "აქტიური", "SELLER_ACTION": "1", "BUYER_ACTION": "0"}],
     (ActionTerm(id="1", name="წაშლილი", pair=(-1, 0)), ActionTerm(id="3", name="აქტიური", pair=(1, 0)))),
    ("/Invoice/GetInvoice", lambda c: c.invoice(7624, number=19095)["ID"],
     {"InvoiceID": 7624, "InvoiceNumber": 19095, "parentInvoiceID": 0}, {"INVOICE": invoice(ID=7624)}, 7624),
    ("/Invoice/SaveInvoice", lambda c: c.save_invoice(raw({"INVOICE": invoice()})), {"INVOICE": invoice()}, SAVED,
     changed(SAVED)),
    ("/Invoice/ActivateInvoice", lambda c: c.activate_invoice(raw(ONE)), ONE, ACTIVE, changed(ACTIVE)),
    ("/Invoice/DeleteInvoice", lambda c: c.delete_invoice(raw(ONE)), ONE, ACTIVE | {"SELLER_ACTION": -1},
     changed(ACTIVE | {"SELLER_ACTION": -1})),
    ("/Invoice/CancelInvoice", lambda c: c.cancel_invoice(raw(ONE)), ONE, ACTIVE | {"SELLER_ACTION": 2},
     changed(ACTIVE | {"SELLER_ACTION": 2})),
    ("/Invoice/RefuseInvoice", lambda c: c.refuse_invoice(raw(ONE)), ONE, ACTIVE | {"BUYER_ACTION": 2},
     changed(ACTIVE | {"BUYER_ACTION": 2})),
    ("/Invoice/ConfirmInvoice", lambda c: c.confirm_invoice(raw(ONE)), ONE, ACTIVE | {"BUYER_ACTION": 1},
     changed(ACTIVE | {"BUYER_ACTION": 1})),
    ("/Invoice/ActivateInvoices", lambda c: c.activate_invoices([917, 916]),
     {"Invoices": [{"ID": 917}, {"ID": 916}]}, {}, None),
    ("/Invoice/RefuseInvoices", lambda c: c.refuse_invoices([917]), {"Invoices": [{"ID": 917}]}, {}, None),
    ("/Invoice/ConfirmInvoices", lambda c: c.confirm_invoices([917]), {"Invoices": [{"ID": 917}]}, {}, None),
    ("/Invoice/ListGoods", lambda c: [one["ID"] for one in c.list_goods([1137, 1138])],
     {"Invoices": [{"ID": 1137}, {"ID": 1138}]},
     {"INVOICES": [{"INVOICE": invoice(ID=1137)}, {"INVOICE": invoice(ID=1138)}]}, [1137, 1138]),
    ("/Invoice/GetBarCode", lambda c: c.bar_code("55"), {"barCode": "55"}, {"RESULT": BAR_CODE},
     BarCode(code="55", goods="ნიმუში", unit_id=2, unit="კგ", vat_type=0, unit_price=Decimal(1))),
    ("/Invoice/GetBarCode", lambda c: c.bar_code("56"), {"barCode": "56"}, {"RESULT": {}}, None),
    ("/Invoice/ClearBarCodes", lambda c: c.clear_bar_codes(), {}, {}, None),
    ("/Invoice/GetSeqNum", lambda c: c.sequence_number("201901"), {"OperationPeriod": "201901"},
     {"SeqNum": "26466366"}, "26466366"),
    ("/Invoice/CreateDecl", lambda c: b"STATUS" in c.create_declaration(declaration([339], "201901")),
     {"Invoices": [{"ID": 339}], "OperationPeriod": "201901"}, {}, True),
]  # fmt: skip


@pytest.mark.parametrize(("path", "ask", "body", "data", "wanted"), CALLS, ids=[one[0] for one in CALLS])
def test_a_call_asks_as_printed_and_reads_what_is_printed(
    path: str, ask: Any, body: object, data: object, wanted: object, little: LittleServer, open_rs_ge: OpenRsGe
) -> None:
    provider = logged_in(little, open_rs_ge)
    little.on(path, told(data))
    found = ask(provider.calls)
    if isinstance(found, Changed):
        assert b'"STATUS"' in found.answer, "the answer is kept for the person"
        found = replace(found, answer=b"")
    assert found == wanted
    (asked,) = little.requests(path)
    assert asked.method == "POST"
    assert asked.json == body


def test_the_result_of_a_transaction_is_given_as_it_came(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    provider = logged_in(little, open_rs_ge)
    for id_ in (0, -6, -7, -1, -201):
        little.on("/Common/GetTransactionResult", told({"INVOICE_ID": "913"} if id_ == 0 else {}, id_))
        result, kept = provider.calls.transaction_result("159c0000-0000-4000-a000-00000000namu")
        assert (result.id, b"STATUS" in kept) == (id_, True)
    asked = little.requests("/Common/GetTransactionResult")[0]
    assert asked.json == {"TransactionId": "159c0000-0000-4000-a000-00000000namu"}


# ------------------------------------------------------------------ lists


def listed(names: list[str], *rows: list[object], count: object = None) -> bytes:
    total = len(rows) if count is None else count
    return told({"Data": {"Fields": names, "Rows": list(rows)}, "Summary": {"_Count": total}})


def test_every_filter_is_written_as_the_document_writes_it(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    provider = logged_in(little, open_rs_ge)
    little.on("/Invoice/ListInvoices", listed([]))
    days = (date(2019, 4, 1), date(2019, 4, 11))
    names = [name for name in InvoiceFilter.__struct_fields__ if name.endswith("_DATE")]
    assert len(names) == 10
    wanted = InvoiceFilter(
        TYPE=11, MAXIMUM_ROWS=1, ID=1, INV_NUMBER=2, PARENT_INV_NUMBER=3, INV_CATEGORY=(1,), INV_TYPE=(2, 3),
        ACTION=("3", "9"), TRANS_NAME="a", TRANS_COMPANY="b", TRANS_DRIVER="c", TRANS_CAR_MODEL="d", TRANS_CAR_NO="e",
        TRANS_TRAILER_NO="f", TRANS_COST=Decimal("1.5"), TRANS_COST_PAYER="g", SELLER_ACTION_TXT=("h", "i"),
        BUYER_ACTION_TXT=("j",), SELLER="k", BUYER="l", TIN_BUYER="12345678910",
        DECL_OPERATION_PERIOD=date(2019, 4, 1), **dict.fromkeys(names, days),
    )  # fmt: skip
    provider.calls.list_invoices(wanted)
    provider.calls.list_invoices(InvoiceFilter())
    asked, plain = little.requests("/Invoice/ListInvoices")
    assert asked.json == {
        "TYPE": 11, "MAXIMUM_ROWS": 1, "ID": 1, "INV_NUMBER": 2, "PARENT_INV_NUMBER": 3, "INV_CATEGORY": "1",
        "INV_TYPE": "2,3", "ACTION": "3,9", "TRANS_NAME": "a", "TRANS_COMPANY": "b", "TRANS_DRIVER": "c",
        "TRANS_CAR_MODEL": "d", "TRANS_CAR_NO": "e", "TRANS_TRAILER_NO": "f", "TRANS_COST": 1.5,
        "TRANS_COST_PAYER": "g", "SELLER_ACTION_TXT": "h,i", "BUYER_ACTION_TXT": "j", "SELLER": "k", "BUYER": "l",
        "TIN_BUYER": "12345678910", "DECL_OPERATION_PERIOD": "01-04-2019",
    } | dict.fromkeys(names, "01-04-2019:11-04-2019")  # fmt: skip
    assert plain.json == {"TYPE": 10, "MAXIMUM_ROWS": 0}, "without the number ten rows would come"


def test_columns_are_found_by_name_and_a_row_of_another_length_is_rejected(
    little: LittleServer, open_rs_ge: OpenRsGe
) -> None:
    provider = logged_in(little, open_rs_ge)
    whole = dict.fromkeys(FIELDS) | {"ID": 28361.0, "INV_NUMBER": "74032", "AMOUNT_FULL": 122.25, "SELLER_ACTION": 1.0}
    row = list(whole.values())
    little.on("/Invoice/ListInvoices", listed(list(whole), row, row[:-1], [*row, None], count=3.0))
    table = provider.calls.list_invoices(InvoiceFilter())
    (found,) = table
    assert [found.get(name) for name in ("ID", "INV_NUMBER", "AMOUNT_FULL", "NO_SUCH")] == [
        Decimal("28361.0"), "74032", Decimal("122.25"), None,
    ]  # fmt: skip
    assert (table.rejected, table.total, table.truncated) == (2, 3, True)
    mixed = dict(reversed(whole.items()))
    little.on("/Invoice/ListInvoices", listed(list(mixed), list(mixed.values())))
    (other,) = provider.calls.list_invoices(InvoiceFilter())
    assert [other.get(name) for name in FIELDS] == [found.get(name) for name in FIELDS], "the order does not matter"


@pytest.mark.parametrize(("count", "truncated"), [(1, False), (32.0, True), ("2", True), (None, False)])
def test_a_list_that_is_shorter_than_its_count_says_so(
    count: object, truncated: bool, little: LittleServer, open_rs_ge: OpenRsGe
) -> None:
    provider = logged_in(little, open_rs_ge)
    data = {
        "Data": {"Fields": list(ADVANCE_FIELDS), "Rows": [[1.0] * len(ADVANCE_FIELDS)]},
        "Summary": {"_Count": count},
    }
    little.on("/Invoice/ListInvoices", told(data))
    assert provider.calls.list_invoices(InvoiceFilter(TYPE=50)).truncated is truncated


@pytest.mark.parametrize("data", [{}, [], {"Data": {"Fields": ["A"], "Rows": [[1]]}}, {"Data": {"Fields": 5}}, None])
def test_what_is_no_list_is_unreadable(data: object, little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    provider = logged_in(little, open_rs_ge)
    little.on("/Invoice/ListInvoices", told(data))
    with pytest.raises(AnswerUnreadable):
        provider.calls.list_invoices(InvoiceFilter())


def test_excise_goods_are_read_although_a_column_is_misspelt(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    provider = logged_in(little, open_rs_ge)
    names = ["ID", "PRODUCT_NAME", "UNIT_ID", "UNIT_TEXT", "EXCISE_CODE ", "EXCISE_RATE", "END_DATE", "EFFECT_DATE",
             "EFFECT_DATE_MONTH", "END_DATE_NVL"]  # fmt: skip
    row = [224, "სპირტი", 99, "ლიტრი", 2207, 2.6, "28-02-2015", "01-08-2010", "01-08-2010", "28-02-2015"]
    little.on("/Invoice/ListExcise", listed(names, row, row[:-2]))
    found = provider.calls.list_excise(
        ExciseFilter(PRODUCT_NAME="სპ", EFFECT_DATE=(date(2010, 1, 1), date(2011, 1, 1)))
    )
    assert found.truncated, "the second row has lost two values, as in the print"
    (one,) = found.entries
    assert (one.id, one.code, one.rate, one.unit, one.ends) == (
        "224",
        "2207",
        Decimal("2.6"),
        "ლიტრი",
        date(2015, 2, 28),
    )
    (asked,) = little.requests("/Invoice/ListExcise")
    assert asked.json == {"MAXIMUM_ROWS": 0, "PRODUCT_NAME": "სპ", "EFFECT_DATE": "01-01-2010:01-01-2011"}


def test_bar_codes_are_read(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    provider = logged_in(little, open_rs_ge)
    names = ["BARCODE", "GOODS_NAME", "UN_ID", "UNIT_ID", "UNIT_TXT", "VAT_TYPE", "VAT_TYPE_TXT", "UNIT_PRICE"]
    row = ["0001", "მაცივარი", 731, 1, "ცალი", 0, "ჩვეულებრივი", 900]
    little.on("/Invoice/ListBarCodes", listed(names, row))
    wanted = BarCodeFilter(BARCODE="1", GOODS_NAME="მ", UNIT_TXT="ც", VAT_TYPE_TXT="ჩ", UNIT_PRICE=Decimal(900))
    (one,) = provider.calls.list_bar_codes(wanted).entries
    assert one == BarCode(code="0001", goods="მაცივარი", unit_id=1, unit="ცალი", vat_type=0, unit_price=Decimal(900))
    assert little.requests("/Invoice/ListBarCodes")[0].json["UNIT_PRICE"] == 900


# ------------------------------------------------------------------ errors

WRITE, READ = "/Invoice/ConfirmInvoice", "/Common/GetUnits"


@pytest.mark.parametrize(
    ("id_", "reading", "writing"),
    [
        (-1, Unreachable, OutcomeUnknown),
        (-2, Refused, Refused),
        (-3, Refused, Refused),
        (-5, Refused, Refused),
        (-7, Unreachable, OutcomeUnknown),
        (-30, Refused, Refused),
        (-201, Refused, Refused),
        (17, Refused, Refused),
    ],
)
def test_an_error_is_classed_by_its_range_and_shown_with_number_and_words(
    id_: int, reading: type[Exception], writing: type[Exception], little: LittleServer, open_rs_ge: OpenRsGe
) -> None:
    provider = logged_in(little, open_rs_ge)
    little.on(READ, said_no(id_, "სისტემური შეცდომა"))
    little.on(WRITE, said_no(id_, "სისტემური შეცდომა"))
    with pytest.raises(reading, match=rf"სისტემური შეცდომა \({id_}\)"):
        provider.calls.units()
    with pytest.raises(writing, match=rf"სისტემური შეცდომა \({id_}\)"):
        provider.calls.confirm_invoice(raw(ONE))
    assert len(little.requests(WRITE)) == 1


@pytest.mark.parametrize(
    "answer", [http(b""), http(b"{"), http([]), told(None), told({"INVOICE_ID": 0}), http({"STATUS": {}})]
)
def test_a_change_whose_answer_proves_nothing_is_in_doubt(
    answer: bytes, little: LittleServer, open_rs_ge: OpenRsGe
) -> None:
    provider = logged_in(little, open_rs_ge)
    little.on(WRITE, answer)
    with pytest.raises(OutcomeUnknown):
        provider.calls.confirm_invoice(raw(ONE))


def test_a_missing_parameter_is_refused(little: LittleServer, open_rs_ge: OpenRsGe) -> None:
    provider = logged_in(little, open_rs_ge)
    little.on(WRITE, http({"DATA": {}, "STATUS": {"ID": -2, "TEXT": "არასწორი ქმედება"}}, 400))
    with pytest.raises(Refused):
        provider.calls.confirm_invoice(raw(ONE))


# ------------------------------------------------------------------ all of them at the sandbox


@pytest.mark.parametrize("quirks", ["clean", "faithful"])
def test_every_call_works_at_the_sandbox(quirks: str, seller: World, buyer: World) -> None:
    seller.switch(quirks=quirks)
    calls, now = seller.provider.calls, seller.sandbox.clock()
    buyer.provider.begin_login()
    buyer.provider.finish_login(bytearray(b"0412"), remember=False)
    others = buyer.provider.calls
    assert calls.vat_payer_status(seller.tin, now)
    assert calls.organisation(buyer.tin).name == buyer.told["company"]["name"]
    assert calls.units()[99] == "სხვა"
    assert {term.pair for term in calls.actions()} >= {(1, 0), (2, 0), (2, 1)}
    saved = [calls.save_invoice(raw({"INVOICE": invoice()})).remote_id for _ in range(3)]
    edited = calls.save_invoice(
        raw({"INVOICE": {"ID": int(saved[0]), "TIN_SELLER": seller.tin, "INV_COMMENT": "მეორე"}})
    )
    assert edited.remote_id == saved[0]
    assert calls.invoice(int(saved[0]))["INV_COMMENT"] == "მეორე"
    assert calls.invoice(0)["ID"] == 0
    calls.activate_invoices([int(id_) for id_ in saved])
    at_once = calls.activate_invoice(raw({"INVOICE": invoice(SELLER_ACTION=1)}))
    assert (at_once.pair, bool(at_once.number)) == ((1, 0), True)
    others.confirm_invoices([int(saved[0]), int(saved[1])])
    others.refuse_invoices([int(saved[2])])
    assert [seller.pair(id_) for id_ in saved] == [(1, 1), (1, 1), (1, 2)]
    assert calls.delete_invoice(raw({"INVOICE": {"ID": int(saved[2])}})).pair == (-1, 2)
    assert calls.cancel_invoice(raw({"INVOICE": {"ID": int(saved[0])}})).pair == (2, 0)
    assert others.refuse_invoice(raw({"INVOICE": {"ID": int(saved[0])}})).pair == (1, 1)
    correction = invoice(PREV_CORRECTION_ID=int(saved[1]), CORRECT_REASON_ID=3, SELLER_ACTION=1)
    corrected = calls.activate_invoice(raw({"INVOICE": correction}))
    assert seller.pair(saved[1]) == (3, 1)
    assert others.confirm_invoice(raw({"INVOICE": {"ID": int(corrected.remote_id)}})).pair == (1, 1)
    period = f"{now:%Y%m}"
    calls.create_declaration(declaration([int(saved[0])], period))
    assert calls.invoice(int(saved[0]))["SEQNUM_SELLER"] == int(calls.sequence_number(period))
    assert [one["ID"] for one in calls.list_goods([int(saved[0]), 7])] == [int(saved[0])]
    assert len(list(calls.list_invoices(InvoiceFilter(ID=int(saved[0]))))) == 1
    days = (date(2020, 1, 1), date(2020, 12, 31))
    assert len(calls.list_excise(ExciseFilter(EFFECT_DATE=days)).entries) == 2
    assert calls.list_excise(ExciseFilter(END_DATE=days)).entries == ()
    (code,) = calls.list_bar_codes(BarCodeFilter(BARCODE="0001", UNIT_PRICE=Decimal(900))).entries
    assert calls.list_bar_codes(BarCodeFilter(UNIT_TXT=code.unit, UNIT_PRICE=Decimal(1))).entries == ()
    assert calls.bar_code("0001") is not None
    calls.clear_bar_codes()
    assert calls.bar_code("0001") is None
    seller.provider.sign_out()
