"""The simulated RS.ge: its own rules, seen over HTTP, and what it keeps when it is killed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from muhr.sandbox.pki import Pki
from muhr.sandbox.rs_ge.service import RsGeService
from muhr.sandbox.serve import RunningSandbox, start

SELLER, BUYER = "206322102", "12345678910"


class Api:
    """One company's line to the sandbox, over real HTTP."""

    def __init__(self, sandbox: RunningSandbox, name: str, password: object = "123456") -> None:
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{sandbox.info.port}/rs_ge", timeout=10)
        data = self.ask("/Users/Authenticate", USERNAME=name, PASSWORD=password, DEVICE_CODE=None)
        if "PIN_TOKEN" in data:
            data = self.ask("/Users/AuthenticatePin", PIN_TOKEN=data["PIN_TOKEN"], PIN="0412", DEVICE_CODE=None)
        self.http.headers["Authorization"] = f"bearer {data['ACCESS_TOKEN']}"

    def raw(self, path: str, **body: Any) -> dict[str, Any]:
        answer = self.http.post(path, json=body)
        assert answer.status_code == 200, answer.text
        value: dict[str, Any] = answer.json()
        assert set(value) == {"DATA", "STATUS"}
        return value

    def ask(self, path: str, **body: Any) -> Any:
        value = self.raw(path, **body)
        assert value["STATUS"]["ID"] == 0, value["STATUS"]
        return value["DATA"]

    def error(self, path: str, **body: Any) -> int:
        value = self.raw(path, **body)
        assert value["DATA"] == {}
        return int(value["STATUS"]["ID"])

    def rows(self, **wanted: Any) -> list[dict[str, Any]]:
        data = self.ask("/Invoice/ListInvoices", **{"MAXIMUM_ROWS": 0} | wanted)["Data"]
        return [dict(zip(data["Fields"], row, strict=True)) for row in data["Rows"]]

    def pair(self, id_: int) -> tuple[int, int]:
        found = self.ask("/Invoice/GetInvoice", InvoiceID=id_)["INVOICE"]
        return found["SELLER_ACTION"], found["BUYER_ACTION"]


def service_of(sandbox: RunningSandbox) -> RsGeService:
    service = sandbox.services["rs_ge"]
    assert isinstance(service, RsGeService)
    return service


@pytest.fixture
def seller(sandbox: RunningSandbox) -> Iterator[Api]:
    api = Api(sandbox, "tbilisi", 123456)  # as printed: lower case, and a bare number
    yield api
    api.http.close()


@pytest.fixture
def buyer(sandbox: RunningSandbox) -> Iterator[Api]:
    api = Api(sandbox, "satesto2")
    yield api
    api.http.close()


def invoice(**changes: Any) -> dict[str, Any]:
    goods = [{"GOODS_NAME": "ნიმუში", "BARCODE": "77", "UNIT_ID": 1, "QUANTITY": 2, "UNIT_PRICE": 900, "AMOUNT": 1800,
              "VAT_TYPE": 0}, {"GOODS_NAME": "ნიმუში 2", "AMOUNT": 450, "VAT_TYPE": 0}]  # fmt: skip
    plain = {"ID": 0, "INV_CATEGORY": 1, "INV_TYPE": 2, "OPERATION_DATE": "10-04-2025 10:00:00",
             "TIN_SELLER": SELLER, "TIN_BUYER": BUYER, "INVOICE_GOODS": goods}  # fmt: skip
    return plain | changes


def test_nobody_gets_in_without_a_token(sandbox: RunningSandbox, seller: Api) -> None:
    with httpx.Client(base_url=str(seller.http.base_url)) as stranger:
        assert stranger.post("/Common/GetUnits").json()["STATUS"]["ID"] == -104
        odd = {"Authorization": seller.http.headers["Authorization"].replace("bearer", "Bearer")}
        assert stranger.post("/Common/GetUnits", headers=odd).json()["STATUS"]["ID"] == 0
        service_of(sandbox).change_settings({"quirks": "faithful", "stale_token": "http_401"})
        assert stranger.post("/Common/GetUnits", headers=odd).status_code == 401
    assert seller.http.post("/Common/GetUnits", content=b"[").status_code == 400
    assert seller.http.get("/Common/GetUnits").status_code == 405
    sandbox.clock.advance(2399)
    seller.ask("/Common/GetUnits")
    service_of(sandbox).change_settings({"stale_token": "envelope"})
    sandbox.clock.advance(2)
    assert seller.error("/Common/GetUnits") == -104


def test_the_way_of_a_document(seller: Api, buyer: Api) -> None:
    saved = seller.ask("/Invoice/SaveInvoice", INVOICE=invoice())
    id_ = saved["INVOICE_ID"]
    assert saved == {"INVOICE_ID": id_, "INVOICE_NUMBER": 0, "SELLER_ACTION": 0, "BUYER_ACTION": 0}
    assert buyer.ask("/Invoice/GetInvoice", InvoiceID=id_)["INVOICE"]["ID"] == 0, "not sent yet"
    one = {"INVOICE": {"ID": id_}}
    assert buyer.error("/Invoice/ConfirmInvoice", **one) == -293
    assert seller.ask("/Invoice/ActivateInvoice", **one)["INVOICE_NUMBER"] > 0
    assert seller.error("/Invoice/ConfirmInvoice", **one) == -292, "only a received document is confirmed"
    assert seller.error("/Invoice/CancelInvoice", **one) == -293, "not confirmed yet"
    assert buyer.ask("/Invoice/ConfirmInvoice", **one)["BUYER_ACTION"] == 1
    assert seller.error("/Invoice/DeleteInvoice", **one) == -293, "confirmed"
    for answer, pair in (("Refuse", (1, 1)), ("Confirm", (2, 1))):
        assert seller.ask("/Invoice/CancelInvoice", **one)["SELLER_ACTION"] == 2
        buyer.ask(f"/Invoice/{answer}Invoice", **one)
        assert seller.pair(id_) == pair
    shown = seller.ask("/Invoice/GetInvoice", InvoiceID=id_)["INVOICE"]
    assert (shown["AMOUNT_FULL"], shown["AMOUNT_VAT"]) == (2250, 343.22)
    assert (shown["STATUS_TXT_GEO"], shown["USER_ROLE"]) == ("გაუქმებული დადასტურებული", 1)
    assert buyer.ask("/Invoice/GetInvoice", InvoiceID=id_)["INVOICE"]["USER_ROLE"] == 2


def test_an_advance_takes_its_vat_away(seller: Api) -> None:
    used = [{"ID": 758, "OPERATION_DATE": "21-02-2025 16:19:30", "AMOUNT": 1}]
    id_ = seller.ask("/Invoice/SaveInvoice", INVOICE=invoice(INVOICE_ADVANCE=used))["INVOICE_ID"]
    assert seller.ask("/Invoice/GetInvoice", InvoiceID=id_)["INVOICE"]["AMOUNT_VAT"] == 343.07


def test_a_transaction_is_executed_once(sandbox: RunningSandbox, seller: Api, buyer: Api) -> None:
    number = "00000000-0000-4000-a000-000000000001"
    assert seller.error("/Common/GetTransactionResult", TransactionId=number) == -6
    assert seller.error("/Invoice/SaveInvoice", INVOICE={"ID": 0}, TransactionId=number) == -291
    assert seller.error("/Common/GetTransactionResult", TransactionId=number) == -6, "a refusal is not kept"
    first = seller.raw("/Invoice/SaveInvoice", INVOICE=invoice(), TransactionId=number)
    assert seller.raw("/Invoice/ActivateInvoice", INVOICE=invoice(), TransactionId=number) == first
    assert seller.raw("/Common/GetTransactionResult", TransactionId=number) == first
    assert buyer.error("/Common/GetTransactionResult", TransactionId=number) == -6, "it belongs to a user"
    (entry,) = [one for one in service_of(sandbox).ledger.entries() if one.target == number]
    assert (entry.action, entry.count, entry.requests) == ("import", 1, 3)


def test_a_transaction_that_takes_long_is_running_for_everybody_else(sandbox: RunningSandbox, seller: Api) -> None:
    number = "00000000-0000-4000-a000-000000000002"
    sandbox.faults.set([{"provider": "rs_ge", "method": "SaveInvoice", "kind": "slow_running", "nth": 1, "seconds": 3}])
    first: list[dict[str, Any]] = []
    slow = threading.Thread(
        target=lambda: first.append(seller.raw("/Invoice/SaveInvoice", INVOICE=invoice(), TransactionId=number))
    )
    slow.start()
    other = Api(sandbox, "tbilisi")
    while other.raw("/Common/GetTransactionResult", TransactionId=number)["STATUS"]["ID"] == -6:
        assert slow.is_alive()
    assert other.error("/Common/GetTransactionResult", TransactionId=number) == -7
    assert other.error("/Invoice/SaveInvoice", INVOICE=invoice(), TransactionId=number) == -7
    slow.join(60)
    assert other.raw("/Invoice/SaveInvoice", INVOICE=invoice(), TransactionId=number) == first[0]
    other.http.close()


def test_how_many_rows_are_given(sandbox: RunningSandbox, seller: Api) -> None:
    def asked(**wanted: Any) -> tuple[int, int]:
        data = seller.ask("/Invoice/ListInvoices", **wanted)
        return len(data["Data"]["Rows"]), data["Summary"]["_Count"]

    own = len([one for one in service_of(sandbox).invoices.values() if one.seller == SELLER])
    assert asked() == asked(MAXIMUM_ROWS=None) == asked(TYPE=1) == (10, own)
    assert asked(MAXIMUM_ROWS=0) == (own, own)
    assert asked(MAXIMUM_ROWS=1) == (1, own)
    assert asked(MAXIMUM_ROWS=0, INV_TYPE="99") == (0, 0)


def test_filters(sandbox: RunningSandbox, seller: Api) -> None:
    own = {one.id: one for one in service_of(sandbox).invoices.values() if one.seller == SELLER}
    ids = service_of(sandbox).action_ids
    for pair in ((0, 0), (1, 2)):
        found = {row["ID"] for row in seller.rows(ACTION=ids[pair])}
        assert found == {id_ for id_, one in own.items() if one.pair == pair}
    both = {row["ID"] for row in seller.rows(ACTION=f"{ids[0, 0]},{ids[1, 2]}")}
    assert both == {id_ for id_, one in own.items() if one.pair in {(0, 0), (1, 2)}}
    assert seller.error("/Invoice/ListInvoices", TYPE=20, ACTION=ids[0, 0]) == -2, "a buyer never sees saved ones"
    one = seller.rows(MAXIMUM_ROWS=1)[0]
    for name in ("ID", "INV_NUMBER"):
        numbered = next(row for row in seller.rows() if row["INV_NUMBER"])
        assert [row["ID"] for row in seller.rows(**{name: numbered[name]})] == [numbered["ID"]]
    day = one["CREATE_DATE"][:10]
    assert all(row["CREATE_DATE"].startswith(day) for row in seller.rows(CREATE_DATE=f"{day}:{day}"))
    assert seller.rows(CHANGE_DATE="01-01-1999:02-01-1999") == []
    assert seller.error("/Invoice/ListInvoices", CREATE_DATE="yesterday") == -291
    assert {row["BUYER"] for row in seller.rows(TIN_BUYER=BUYER)} == {"სატესტო მყიდველი(12345678910)"}
    assert seller.error("/Invoice/ListInvoices", TYPE=50) == -291, "its two filters are mandatory"
    advance = invoice(INV_CATEGORY=4, INV_TYPE=6, INVOICE_GOODS=[], AMOUNT_FULL=2005)
    assert seller.error("/Invoice/ActivateInvoice", INVOICE=advance) == -291, "SELLER_ACTION must be 1"
    seller.ask("/Invoice/ActivateInvoice", INVOICE=advance | {"SELLER_ACTION": 1})
    (left,) = seller.rows(TYPE=50, TIN_BUYER=BUYER, OPERATION_DATE="01-04-2025:30-04-2025")
    assert (left["AMOUNT_MAX"], left["AMOUNT_VAT"], left["INV_TYPE"]) == (2005, 305.85, 6)


def test_documents_to_declare(seller: Api) -> None:
    listed = seller.rows(TYPE=11)
    before = [row["ID"] for row in listed]
    both = {"Invoices": [{"ID": before[0]}, {"ID": before[1]}], "OperationPeriod": "202601"}
    seller.ask("/Invoice/CreateDecl", Invoices=[{"ID": before[0]}], OperationPeriod="202601")
    assert [row["ID"] for row in seller.rows(TYPE=11)] == before[1:]
    assert seller.error("/Invoice/CreateDecl", **both) == -293, "one of them is attached already: none is"
    assert [row["ID"] for row in seller.rows(TYPE=11)] == before[1:]
    month = listed[1]["OPERATION_DATE"][3:10]
    assert [row["ID"] for row in seller.rows(TYPE=11, DECL_OPERATION_PERIOD=f"01-{month}")] == [
        row["ID"] for row in listed[1:] if row["OPERATION_DATE"][3:10] == month
    ]
    assert seller.rows(TYPE=11, DECL_OPERATION_PERIOD="01-01-1999") == []
    assert seller.error("/Invoice/CreateDecl", Invoices=[{"ID": before[1]}], OperationPeriod="2026") == -291
    assert seller.error("/Invoice/CreateDecl", Invoices=[], OperationPeriod="202601") == -2


def test_only_a_sent_document_is_replaced_by_its_correction(seller: Api) -> None:
    first, second = (seller.ask("/Invoice/SaveInvoice", INVOICE=invoice())["INVOICE_ID"] for _ in range(2))
    seller.ask("/Invoice/ActivateInvoice", INVOICE={"ID": first})
    for id_, pair in ((first, (3, 0)), (second, (0, 0))):
        correction = invoice(PREV_CORRECTION_ID=id_, CORRECT_REASON_ID=3, SELLER_ACTION=1)
        seller.ask("/Invoice/ActivateInvoice", INVOICE=correction)
        assert seller.pair(id_) == pair


def test_a_carrier_and_a_number_with_a_zero_in_front(seller: Api, buyer: Api) -> None:
    carried = invoice(TRANS_COMPANY_TIN=BUYER, TIN_BUYER="01234567891", SELLER_ACTION=1)
    id_ = seller.ask("/Invoice/ActivateInvoice", INVOICE=carried)["INVOICE_ID"]
    assert [row["ID"] for row in buyer.rows(TYPE=30)] == [row["ID"] for row in buyer.rows(TYPE=3)] == [id_]
    assert seller.rows(TYPE=30) == []
    assert [row["ID"] for row in seller.rows(TIN_BUYER="01234567891")] == [id_]


def test_a_transaction_whose_request_failed_is_not_running_for_ever(sandbox: RunningSandbox, seller: Api) -> None:
    number = "00000000-0000-4000-a000-000000000004"
    for method, body in (("SaveInvoice", {"INVOICE": 5}), ("GetTransactionResult", {})):
        order = {"provider": "rs_ge", "method": method, "kind": "slow_running", "nth": 1, "seconds": 0}
        sandbox.faults.set([order])
        path = f"/{'Common' if method.startswith('Get') else 'Invoice'}/{method}"
        assert seller.error(path, **body, TransactionId=number) in {-2, -6}
    assert seller.error("/Common/GetTransactionResult", TransactionId=number) == -6


def test_faithful_answers_have_the_printed_inconsistencies(sandbox: RunningSandbox, seller: Api) -> None:
    service_of(sandbox).change_settings({"quirks": "faithful"})
    assert all(isinstance(value, str) for entry in seller.ask("/Invoice/GetActions") for value in entry.values())
    row = seller.rows()[0]
    assert isinstance(row["ID"], float)
    assert row["DELETE_DATE"] is None
    found = seller.ask("/Invoice/GetInvoice", InvoiceID=int(row["ID"]))["INVOICE"]
    assert (found["CORRECT_DATE"], found["FOREIGN_BUYER"]) == ("", "false")
    assert "EXCISE_CODE " in seller.ask("/Invoice/ListExcise")["Data"]["Fields"]


def test_a_right_that_is_missing(sandbox: RunningSandbox, seller: Api) -> None:
    service_of(sandbox).change_settings({"forbidden": {SELLER: ["edit"]}})
    assert seller.error("/Invoice/SaveInvoice", INVOICE=invoice()) == -290
    seller.ask("/Invoice/GetActions")


def test_orders(sandbox: RunningSandbox, seller: Api) -> None:
    with httpx.Client(base_url=sandbox.info.as_dict()["control"]) as control:
        made = control.post("/documents", json={"provider": "rs_ge", "count": 3}).json()["documents"]
        assert [seller.pair(int(id_)) for id_ in made] == [(1, 0)] * 3
        changed = control.post("/robot", json={"provider": "rs_ge", "action": "confirm", "documents": made[:1]})
        assert changed.json()["documents"] == made[:1]
        assert seller.pair(int(made[0])) == (1, 1)
        for order in ({"count": 1, "company": "1"}, {"count": 1, "odd": 1}):
            assert control.post("/documents", json={"provider": "rs_ge"} | order).status_code == 400
        assert control.get("/state", params={"provider": "rs_ge"}).json()["pin"] == "0412"
    assert service_of(sandbox).ledger.entries() == [], "what the other side does is not ours"


def test_a_killed_sandbox_goes_on_where_it_was(tmp_path: Path, sandbox_pki: Pki) -> None:
    def running() -> RunningSandbox:
        return start(tmp_path / "data", services=["faktura_uz", "rs_ge"], pki_folder=sandbox_pki.folder, documents=5)

    number = "00000000-0000-4000-a000-000000000003"
    with running() as first:
        service_of(first).remember(BUYER, "device")
        api = Api(first, "tbilisi")
        made = api.raw("/Invoice/SaveInvoice", INVOICE=invoice(), TransactionId=number)
        before = service_of(first).list_documents()
    with running() as second:
        again = Api(second, "tbilisi")
        again.http.headers["Authorization"] = api.http.headers["Authorization"]
        assert again.raw("/Common/GetTransactionResult", TransactionId=number) == made
        assert service_of(second).list_documents() == before
        assert (BUYER, "device") in service_of(second).devices
        assert [one.count for one in service_of(second).ledger.entries()] == [1]
        again.http.close()
    api.http.close()


def test_only_known_switches_can_be_set(sandbox: RunningSandbox) -> None:
    with pytest.raises(msgspec.ValidationError):
        service_of(sandbox).change_settings({"no_such": 1})
