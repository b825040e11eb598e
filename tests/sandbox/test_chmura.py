"""The simulated Chmura Dokumentów over real HTTP: both formats, every way of logging in, no memory of twins."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from muhr.sandbox.chmura.service import LOGIN, PASSWORD, TOKEN
from muhr.sandbox.chmura.wire import BadRequest, read, write
from muhr.sandbox.serve import RunningSandbox

BEARER = {"Authorization": f"Bearer {TOKEN}"}
INVOICE: dict[str, Any] = {"number": "00012", "recName": "Wzór: A, B", "invoicePosition": [{"name": "x"}], "gross": 1.5}
PRINTED = """{
typeId: 0,
number: 00012,
creationDate: 0001-01-01,
isFromOcr: False,
listJpkProcedure:
[
{
code: Tekst,
createdDate: 0001-01-01,
id: 0
}
],
recName: Tekst,
invoicePosition:
[
{
productId: 0,
name: Tekst,
isDeleted: False
}
],
netto: 0,
attachments:
[
{
ocrStatus: 0,
ocrResponse:
{
nrInvoice: Tekst,
summaryGross: Tekst
},
processId: Tekst
}
]
}"""


class Api:
    """A line that shows no login by itself."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        self.service = sandbox.services["chmura_dokumentow"]
        self.sandbox = sandbox
        self.http = httpx.Client(base_url=sandbox.info.as_dict()["base_urls"]["chmura_dokumentow"], timeout=30)

    def post(self, body: str | dict[str, Any], path: str = "/invoice/import", **headers: str) -> httpx.Response:
        kind = {"Content-Type": "text/jsv" if isinstance(body, str) else "application/json"}
        content = body if isinstance(body, str) else json.dumps(body)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.post(path, content=content.encode(), headers=BEARER | kind | named)


@pytest.fixture
def api(sandbox: RunningSandbox) -> Iterator[Api]:
    made = Api(sandbox)
    yield made
    made.http.close()


def test_the_printed_request_is_taken_and_the_printed_answer_comes(api: Api) -> None:
    answer = api.post(PRINTED, Accept="text/jsv")
    assert answer.headers["content-type"].startswith("text/jsv")
    assert answer.text.replace(" ", "") == (
        "{\nid:1001,\ncode:OK,\nresponseStatus:{\n\n},\nresult:{\n\n},\nisSuccess:True\n}"
    )
    assert api.service.list_documents()[0]["number"] == "00012", "a text stays one"


@pytest.mark.parametrize(
    ("path", "accept", "as_jsv"),
    [
        ("/invoice/import", "application/json", False),
        ("/invoice/import", "*/*", False),
        ("/invoice/import", "text/jsv", True),
        ("/invoice/import.jsv", "*/*", True),
        ("/invoice/import?format=jsv", "*/*", True),
    ],
)
def test_the_format_of_an_answer_is_asked_for_in_every_printed_way(
    api: Api, path: str, accept: str, *, as_jsv: bool
) -> None:
    answer = api.post(INVOICE, path, Accept=accept)
    assert answer.headers["content-type"].startswith("text/jsv" if as_jsv else "application/json")
    assert read(answer.content, as_jsv=as_jsv)["issuccess"] in {True, "True"}


def test_names_are_compared_without_case(api: Api) -> None:
    answer = api.post({name[:1].upper() + name[1:]: value for name, value in INVOICE.items()})
    assert answer.json()["isSuccess"] is True
    api.service.change_settings({"quirks": "faithful"})
    assert api.post(INVOICE).json()["IsSuccess"] is True


def test_the_same_invoice_twice_is_two(api: Api) -> None:
    assert [api.post(INVOICE).json()["id"] for _ in range(2)] == [1001, 1002]
    (entry,) = api.sandbox.control.ledger()["effects"]
    assert (entry["target"], entry["count"]) == ("00012", 2)


def test_what_is_wrong_is_told_at_its_field(api: Api) -> None:
    answer = api.post(INVOICE | {"paymentTerms": 65536, "typeId": -1, "gross": "much"})
    assert answer.status_code == 400
    errors = answer.json()["responseStatus"]["errors"]
    assert [one["fieldName"] for one in errors] == ["typeid", "paymentterms", "gross"]
    empty = api.post({})
    assert (empty.status_code, empty.json()["code"], empty.json()["isSuccess"]) == (200, "FAIL", False)
    assert [one["fieldName"] for one in empty.json()["responseStatus"]["errors"]] == [
        "Number", "RecName", "InvoicePosition",
    ]  # fmt: skip
    api.service.change_settings({"demands": False})
    assert api.post({}).json()["isSuccess"] is True, "an empty object is valid, says the document"
    for body in ("{a", "[]", ""):
        assert api.post(body).status_code == 400
    assert len(api.service.list_documents()) == 1


def basic(login: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{login}:{password}".encode()).decode()


@pytest.mark.parametrize("mode", ["any", "none", "bearer", "basic", "session"])
def test_every_way_of_logging_in(api: Api, mode: str) -> None:
    api.service.change_settings({"auth": mode})
    api.http.cookies.clear()
    shown = {"bearer": f"Bearer {TOKEN}", "basic": basic(LOGIN, PASSWORD), "": ""}
    statuses = {name: api.post(INVOICE, Authorization=value).status_code for name, value in shown.items()}
    api.http.post("/auth/credentials", json={"UserName": LOGIN, "Password": PASSWORD})
    statuses["session"] = api.post(INVOICE, Authorization="").status_code
    good = {name for name, status in statuses.items() if status == 200}
    assert (
        good
        == {
            "any": {"bearer", "basic", "session"},
            "none": {"bearer", "basic", "session", ""},
            "bearer": {"bearer"},
            "basic": {"basic"},
            "session": {"session"},
        }[mode]
    )
    api.service.expire_tokens(None)
    assert (api.post(INVOICE, Authorization="").status_code == 200) == (mode == "none")


def test_a_wrong_login_opens_no_session(api: Api) -> None:
    for name, password in ((LOGIN, "x"), ("x", PASSWORD), (LOGIN, "")):
        answer = api.http.post("/auth/credentials", json={"UserName": name, "Password": password})
        assert (answer.status_code, "ss-id" in answer.cookies) == (401, False)
    assert api.http.post("/auth/credentials", content=b"{").status_code == 400
    assert api.post(INVOICE, Authorization=basic(LOGIN, "x")).status_code == 401


def test_the_list_of_files_is_there_or_not(api: Api) -> None:
    assert api.http.get("/filedocument").status_code == 401
    assert api.http.get("/filedocument", headers=BEARER).json()["multipleResult"] == []
    api.service.change_settings({"files": False})
    assert api.http.get("/filedocument", headers=BEARER).status_code == 404


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{a:"x ""y"", {z}",b:[1,2],c:{d:}}', {"a": 'x "y", {z}', "b": ["1", "2"], "c": {"d": ""}}),
        ("{at:2026-02-28T10:30:00Z}", {"at": "2026-02-28T10:30:00Z"}),
        ('{"a": "1", b: ""}', {"a": "1", "b": ""}),
    ],
)
def test_jsv_is_read(text: str, value: dict[str, Any]) -> None:
    assert read(text.encode(), as_jsv=True) == value
    assert read(write(value, as_jsv=True, pascal=False), as_jsv=True) == value


@pytest.mark.parametrize("text", ["{a:1", "{a}", "[1]", "", "{a:1}}", "{" * 5000])
def test_what_is_no_jsv(text: str) -> None:
    with pytest.raises(BadRequest):
        read(text.encode(), as_jsv=True)


def test_nobody_is_on_the_other_side(api: Api) -> None:
    for order in (api.service.obey, api.service.add_documents):
        with pytest.raises(ValueError, match="service"):
            order({"count": 1})
