"""Every request that the API document prints, in its shape and with fictional values, is understood."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from muhr.sandbox.bitfaktura.records import INTEGRATION_TOKEN
from muhr.sandbox.bitfaktura.service import BitFakturaService
from muhr.sandbox.serve import RunningSandbox

DAYS = {"sell_date": "2026-02-15", "issue_date": "2026-02-15", "payment_to": "2026-02-22"}
SELLER = {"seller_name": "Продавець", "seller_tax_no": "99990019"}
BUYER = {"buyer_name": "Покупець", "buyer_tax_no": "99990031"}
ROWS = [
    {"name": "Товар А1", "tax": 23, "total_price_gross": 10.23, "quantity": 1},
    {"name": "Товар А2", "tax": 0, "total_price_gross": 50, "quantity": 2},
]
HEAD = {"kind": "vat", "number": None, **DAYS}
INVOICES: dict[str, tuple[dict[str, Any], str]] = {
    "with a seller": (HEAD | SELLER | BUYER | {"positions": ROWS}, "60.23"),
    "of the department's own data": (HEAD | BUYER | {"positions": ROWS}, "60.23"),
    "discount in percent": (
        HEAD | SELLER | BUYER
        | {"show_discount": True, "discount_kind": "percent_unit"}
        | {"positions": [ROWS[0] | {"discount_percent": 50}, ROWS[1] | {"discount_percent": 10}]},
        "50.12",
    ),
    "discount as an amount": (
        HEAD | SELLER | BUYER
        | {"show_discount": True, "discount_kind": "amount"}
        | {"positions": [ROWS[0] | {"discount": 5}, ROWS[1] | {"discount": 25}]},
        "30.23",
    ),
}  # fmt: skip
GOODS_HEAD = {"number": None, "warehouse_id": "1", "issue_date": "2026-02-15"}
NAMED = {"department_name": "Відділ 1", "client_name": "Клієнт 1"}
GOODS = {
    "received": {"kind": "pz", **GOODS_HEAD, **NAMED, "warehouse_actions": [
        {"product_name": "Товар А1", "purchase_tax": 23, "purchase_price_net": 10.23, "quantity": 1}]},
    "issued": {"kind": "wz", **GOODS_HEAD, **NAMED, "warehouse_actions": [
        {"product_id": "333", "tax": 23, "price_net": 10.23, "quantity": 1}]},
    "received, by ids": {"kind": "pz", **GOODS_HEAD, "department_id": "222", "client_id": "111", "warehouse_actions": [
        {"product_id": "333", "purchase_tax": 23, "price_net": 10.23, "quantity": 1}]},
}  # fmt: skip
PAYMENTS = {
    "minimal": {"name": "Платіж 001", "price": 100.05, "invoice_id": None, "paid": True, "kind": "api"},
    "full": {
        "city": None, "client_id": None, "comment": None, "country": None, "currency": "UAH", "deleted": False,
        "department_id": None, "description": "абонемент", "email": "zrazok@example.invalid", "first_name": "Зразок",
        "generate_invoice": True, "invoice_city": "Київ", "invoice_comment": "", "invoice_country": None,
        "invoice_id": None, "invoice_name": "Компанія", "invoice_post_code": "00000", "invoice_street": "вул. 1",
        "invoice_tax_no": "99990031", "last_name": "Зразкова", "name": "Платіж", "oid": "", "paid": True,
        "paid_date": None, "phone": None, "post_code": None, "price": "100.00", "product_id": 1, "promocode": "",
        "provider": "transfer", "provider_response": None, "provider_status": None, "provider_title": None,
        "quantity": 1, "street": None, "kind": "api",
    },
}  # fmt: skip
CLIENT = dict.fromkeys(
    ["name", "tax_no", "bank", "bank_account", "city", "email", "person", "post_code", "phone", "street"], "зразок"
) | {"country": ""}


class Api:
    """The first account's line, over real HTTP."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        info = sandbox.info.as_dict()
        told = next(one for one in info["accounts"] if one["provider"] == "bitfaktura")
        self.token, self.user = told["password"], told["login"]
        self.http = httpx.Client(base_url=info["base_urls"]["bitfaktura"], timeout=30)
        service = sandbox.services["bitfaktura"]
        assert isinstance(service, BitFakturaService)
        self.service = service
        self.secret = service.logins[0].password

    def get(self, path: str, status: int = 200, **query: Any) -> httpx.Response:
        answer = self.http.get(path, params={**query, "api_token": self.token})
        assert answer.status_code == status, answer.text
        return answer

    def send(self, verb: str, path: str, body: dict[str, Any], status: int = 200) -> Any:
        answer = self.http.request(verb, path, json={"api_token": self.token, **body})
        assert answer.status_code == status, answer.text
        return answer.json()

    def some(self, kind: str) -> int:
        return next(id_ for (name, id_), one in self.service.records.items()
                    if name == kind and one.company == self.service.logins[0].company.tax_no)  # fmt: skip


@pytest.fixture
def api(sandbox: RunningSandbox) -> Iterator[Api]:
    made = Api(sandbox)
    yield made
    made.http.close()


@pytest.mark.parametrize("name", INVOICES)
def test_invoices_are_made_with_the_totals_of_their_rows(api: Api, name: str):
    invoice, total = INVOICES[name]
    made = api.send("POST", "/invoices.json", {"invoice": invoice}, 201)
    assert isinstance(made["id"], int)
    assert made["price_gross"] == total
    assert made["number"].endswith("/02/2026")
    assert made["seller_tax_no"] == "99990019"
    again = api.send("POST", "/invoices.json", {"invoice": invoice}, 201)
    assert int(again["number"].split("/")[0]) == int(made["number"].split("/")[0]) + 1


def test_an_invoice_of_ids_alone_is_of_today_with_five_days(api: Api):
    invoice = {
        "payment_to_kind": 5, "department_id": api.some("department"), "client_id": api.some("client"),
        "positions": [{"product_id": api.some("product"), "quantity": 2}],
    }  # fmt: skip
    made = api.send("POST", "/invoices.json", {"invoice": invoice}, 201)
    assert made["issue_date"] == api.service.clock().date().isoformat()
    assert made["buyer_name"]
    assert made["price_gross"] == "11520.00", "two pieces at 4800.00 and 20 %"


def test_an_invoice_in_xml_is_made_with_login_and_password(api: Api):
    rows = "".join(
        f"<position><name>Товар {n}</name><tax>20</tax><total_price_gross>{n}0</total_price_gross>"
        f"<quantity>{n}</quantity></position>"
        for n in (1, 2)
    )
    days = "".join(f"<{name}>{value}</{name}>" for name, value in {**DAYS, **SELLER, **BUYER}.items())
    xml = f"<invoice><kind>vat</kind>{days}<positions>{rows}</positions></invoice>".encode()
    basic = base64.b64encode(f"{api.user}:{api.secret}".encode()).decode()
    headers = {"Content-Type": "application/xml", "Accept": "application/xml", "Authorization": f"Basic {basic}"}
    answer = api.http.post("/invoices.xml", content=xml, headers=headers)
    assert answer.status_code == 201, answer.text
    assert "<price-gross>30.00</price-gross>" in answer.text
    assert (
        api.http.post("/invoices.xml", content=xml, headers=headers | {"Authorization": "Basic x"}).status_code == 401
    )


def test_invoices_are_listed_got_changed_and_deleted(api: Api):
    made = api.send("POST", "/invoices.json", {"invoice": HEAD | BUYER | {"oid": "nr_zam", "positions": ROWS}}, 201)
    id_ = made["id"]
    month = api.get("/invoices.json", period="this_month", page=1, per_page=25).json()
    assert all("positions" not in row for row in month)
    assert api.get("/invoices.xml", period="this_month", page=1, per_page=25).text.startswith("<?xml")
    assert api.get(f"/invoices/{id_}.json").json()["positions"][1]["total_price_gross"] == "50.00"
    assert "<id>" in api.get(f"/invoices/{id_}.xml").text
    assert api.get(f"/invoices/{id_}.pdf").content.startswith(b"%PDF-")
    for suffix in ("json", "xml"):
        assert str(id_) in api.get(f"/invoices.{suffix}", oid="nr_zam").text
    copy = api.send(
        "POST", "/invoices.json", {"invoice": HEAD | BUYER | {"from_invoice_id": id_, "positions": ROWS}}, 201
    )
    assert [one["id"] for one in api.get("/invoices.json", from_invoice_id=id_).json()] == [copy["id"]]
    assert [one["id"] for one in api.get("/invoices.json", invoice_id=copy["id"]).json()] == [id_]
    changed = api.send("PUT", f"/invoices/{id_}.json", {"invoice": {"buyer_name": "Нова назва"}})
    assert changed["buyer_name"] == "Нова назва"
    for path, status in ((f"/invoices/{id_}.json", 200), (f"/invoices/{id_}.xml", 404)):
        assert api.http.delete(path, params={"api_token": api.token}).status_code == status
    api.get(f"/invoices/{id_}.json", 404)
    assert all(not one["income"] for one in api.get("/invoices.json", income="no").json())


def test_a_letter_is_sent_to_the_buyer(api: Api):
    id_ = next(
        row["id"] for row in api.get("/invoices.json").json() if row["status"] == "issued" and row["buyer_email"]
    )
    for suffix in ("json", "xml"):
        path = f"/invoices/{id_}/send_by_email.{suffix}"
        assert api.http.post(path, params={"api_token": api.token}).json() == {"status": "ok"}
    assert api.get(f"/invoices/{id_}.json").json()["status"] == "sent"


@pytest.mark.parametrize("name", GOODS)
def test_goods_documents(api: Api, name: str):
    made = api.send("POST", "/warehouse_documents.json", {"warehouse_document": GOODS[name]}, 201)
    path = f"/warehouse_documents/{made['id']}.json"
    assert api.get(path).json()["kind"] == GOODS[name]["kind"]
    assert len(api.get("/warehouse_documents.json", page=1, per_page=25).json()) == 2
    assert api.send("PUT", path, {"warehouse_document": {"client_name": "Нова"}})["client_name"] == "Нова"
    assert api.http.delete(path, params={"api_token": api.token}).status_code == 200
    api.get(path, 404)


def test_products_and_clients(api: Api):
    product = {"name": "ТоварАА", "code": "A001", "price_net": "100", "tax": "23"}
    id_ = api.send("POST", "/products.json", {"product": product}, 201)["id"]
    changes = {"name": "ТоварАА2", "code": "A0012", "price_gross": "102"}
    assert api.send("PUT", f"/products/{id_}.json", {"product": changes})["code"] == "A0012"
    assert "A0012" in api.get(f"/products/{id_}.xml").text
    # The printed address has `page` twice.
    answer = api.http.get(f"/products.json?page=1&per_page=25&api_token={api.token}&page=1")
    assert answer.json()[0]["id"] == id_
    client = api.send("POST", "/clients.json", {"client": CLIENT}, 201)["id"]
    changed = api.send("PUT", f"/clients/{client}.json", {"client": CLIENT | {"name": "Клієнт2", "country": "UA"}})
    assert changed["name"] == "Клієнт2"
    assert "Клієнт2" in api.get(f"/clients/{client}.xml").text
    assert api.get("/clients.json", page=1, per_page=25).json()[0]["id"] == client
    assert len(api.get("/clients.json", external_id="K-1").json()) == 1
    assert api.get("/clients.xml", external_id="100").text.count("<id") == 0


@pytest.mark.parametrize("name", PAYMENTS)
def test_payments(api: Api, name: str):
    id_ = api.send("POST", "/banking/payments.json", {"banking_payment": PAYMENTS[name]}, 201)["id"]
    # The printed JSON address of one is in the singular, the XML one in the plural.
    assert api.get(f"/banking/payment/{id_}.json").json()["paid"] is True
    assert "<paid>true</paid>" in api.get(f"/banking/payments/{id_}.xml").text
    for suffix in ("json", "xml"):
        assert str(id_) in api.get(f"/banking/payments.{suffix}", page=1, per_page=25).text


def test_a_payment_makes_an_invoice_partly_paid_and_paid(api: Api):
    row = next(row for row in api.get("/invoices.json").json() if row["status"] == "issued")
    for price, status in (("0.01", "partial"), (row["price_gross"], "paid")):
        payment = PAYMENTS["minimal"] | {"invoice_id": row["id"], "price": price}
        api.send("POST", "/banking/payments.json", {"banking_payment": payment}, 201)
        assert api.get(f"/invoices/{row['id']}.json").json()["status"] == status


@pytest.mark.parametrize(
    ("path", "wrapper", "record"),
    [
        ("categories", "category", {"name": "my_category", "description": None}),
        ("warehouses", "warehouse", {"name": "my_warehouse", "kind": None, "description": None}),
    ],
)
def test_categories_and_warehouses(api: Api, path: str, wrapper: str, record: dict[str, Any]):
    id_ = api.send("POST", f"/{path}.json", {wrapper: record}, 201)["id"]
    for suffix in ("json", "xml"):
        assert record["name"] in api.get(f"/{path}.{suffix}").text
        assert record["name"] in api.get(f"/{path}/{id_}.{suffix}").text


def test_departments_users_and_accounts(api: Api):
    files = {"department[logo]": ("logo.png", b"\x89PNG zrazok")}
    answer = api.http.put(f"/departments/{api.some('department')}.json", data={"api_token": api.token}, files=files)
    assert answer.json()["logo_size"] == 11
    user = {"user": {"email": "zrazok@example.invalid", "password": "x"}, "integration_token": INTEGRATION_TOKEN}
    assert api.http.post("/users.json", json=user).status_code == 201
    assert api.http.post("/users.json", json=user | {"integration_token": "x"}).status_code == 401
    account = {"account": {"prefix": "prefix1"}, "integration_token": INTEGRATION_TOKEN}
    whole = {"user": {"login": "login1", "email": "e@example.invalid", "password": "x", "from_partner": "CODE"},
             "company": {"name": "Компанія", "tax_no": "99990031"}}  # fmt: skip
    for body in (account, account | whole):
        assert api.send("POST", "/account.json", body, 201)["prefix"] == "prefix1"
    assert api.get("/account.json", integration_token=INTEGRATION_TOKEN).json()["prefix"] == "zrazok"


def test_errors_have_the_forms_seen(api: Api):
    assert api.http.get("/invoices.json").json()["code"] == "error"
    assert api.http.get("/invoices.json", params={"api_token": "wrong"}).status_code == 401
    wrong = api.send("POST", "/invoices.json", {"invoice": {"kind": "no", "issue_date": "15.02.2026"}}, 422)
    assert set(wrong["message"]) == {"kind", "issue_date", "positions", "buyer_name"}
    api.get("/invoices/1.json", 404)
    other = api.service.logins[1].token
    mine = api.get("/invoices.json").json()[0]["id"]
    assert api.http.get(f"/invoices/{mine}.json", params={"api_token": other}).status_code == 404, "another's"
    assert api.http.get("/no_such.json", params={"api_token": other}).status_code == 404


def test_only_one_invoice_has_a_unique_order_number(api: Api):
    invoice = HEAD | BUYER | {"positions": ROWS, "oid": "muhr-1", "oid_unique": "yes"}
    api.send("POST", "/invoices.json", {"invoice": invoice}, 201)
    assert "oid" in api.send("POST", "/invoices.json", {"invoice": invoice}, 422)["message"]
    api.send("POST", "/invoices.json", {"invoice": invoice | {"oid_unique": "no"}}, 201)
    assert len(api.get("/invoices.json", oid="muhr-1").json()) == 2
    api.service.change_settings({"oid_unique": "ignored"})
    api.send("POST", "/invoices.json", {"invoice": invoice}, 201)


def test_what_is_kept_comes_back(sandbox_pki, tmp_path):
    from muhr.sandbox.serve import start

    with start(tmp_path, pki_folder=sandbox_pki.folder, documents=3) as first:
        api = Api(first)
        made = api.send("POST", "/invoices.json", {"invoice": HEAD | BUYER | {"positions": ROWS}}, 201)
        gone = api.send("POST", "/invoices.json", {"invoice": HEAD | BUYER | {"positions": ROWS}}, 201)
        api.http.delete(f"/invoices/{gone['id']}.json", params={"api_token": api.token})
        before = api.service.list_documents()
        api.http.close()
    with start(tmp_path, pki_folder=sandbox_pki.folder) as second:
        api = Api(second)
        assert api.service.list_documents() == before
        again = api.send("POST", "/invoices.json", {"invoice": HEAD | BUYER | {"positions": ROWS}}, 201)
        assert again["id"] > gone["id"] > made["id"], "an id is not given twice"
        api.http.close()
