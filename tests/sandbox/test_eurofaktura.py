"""The simulated Eurofaktura over real HTTP: every printed request is understood, every printed answer comes."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from xml.etree import ElementTree as ET

import httpx
import pytest
from defusedxml import ElementTree as SafeET

from muhr.sandbox.eurofaktura.service import LOGIN, PASSWORD, TOKEN, EurofakturaService
from muhr.sandbox.serve import RunningSandbox

MD5 = hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()
CREATE = """<parameter name="SalesInvoice">
    <date>2026-01-13</date>                <!-- document date -->
    <dateOfSupplyFrom>2026-01-13</dateOfSupplyFrom><paymentDueDate>2026-03-06</paymentDueDate><city>Vzorov</city>
    <customerContactPerson></customerContactPerson><type>retail</type><status>{status}</status>
    <isReccurringInvoice>false</isReccurringInvoice><vatTransactionType>0</vatTransactionType>{number}
    <buyerName>Vzorek a.s.</buyerName><buyerTaxNumber>00000035</buyerTaxNumber>
    <Address><city>Vzorov</city><country>CZ</country><type>Delivery</type></Address>
    <Items><Item><position>1</position><productCode>020</productCode><quantity>100</quantity></Item>
    <Item><position>2</position><description>Doprava</description><price>11.00</price><quantity>10</quantity>
    <discountPercentage>2</discountPercentage><vatPercentage>10</vatPercentage><currency>EUR</currency>
    <kontrolHlasSectionType>2</kontrolHlasSectionType></Item></Items>
</parameter>"""


def create(number: str = "", status: str = "issuedInvoice") -> str:
    return CREATE.format(number=f"<number>{number}</number>" if number else "", status=status)


class Api:
    """The company's line, over real HTTP."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        self.sandbox = sandbox
        info = sandbox.info.as_dict()
        self.url = info["base_urls"]["eurofaktura"]
        if not self.url.endswith("/WebServicesCZ/API"):
            self.url += "/WebServicesCZ/API"
        self.http = httpx.Client(timeout=30)
        service = sandbox.services["eurofaktura"]
        assert isinstance(service, EurofakturaService)
        self.service = service

    def raw(self, method: str, parameters: str, **login: str) -> httpx.Response:
        shown = {"username": LOGIN, "md5pass": MD5, "token": TOKEN} | login
        named = " ".join(f'{name}="{value}"' for name, value in shown.items())
        body = (
            f'<?xml version="1.0" encoding="utf-8"?>\n<request>\n<login {named} />\n<method name="{method}">\n'
            f"{parameters}\n</method>\n</request>"
        )
        headers = {"Content-Type": "application/octet-stream", "User-Agent": "Mozilla/4.0"}
        return self.http.post(self.url, content=body.encode(), headers=headers)

    def ask(self, method: str, parameters: str, **login: str) -> ET.Element:
        answer = self.raw(method, parameters, **login)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/xml")
        root: ET.Element = SafeET.fromstring(answer.content)
        return root

    def error(self, method: str, parameters: str, **login: str) -> str:
        root = self.ask(method, parameters, **login)
        assert root.get("status") == "error"
        told = root.find("error")
        assert told is not None
        return told.get("description", "")

    def fine(self, method: str, parameters: str) -> ET.Element:
        root = self.ask(method, parameters)
        assert root.get("status") == "ok", ET.tostring(root)
        return root

    def ledger(self, action: str) -> dict[str, int]:
        effects = self.sandbox.control.ledger()["effects"]
        return {one["target"]: one["count"] for one in effects if one["action"] == action}


@pytest.fixture
def api(sandbox: RunningSandbox) -> Iterator[Api]:
    made = Api(sandbox)
    yield made
    made.http.close()


def number(value: str, on: str = "") -> str:
    dated = f'\n<parameter name="date" type="Date" value="{on}" />' if on else ""
    return f'<parameter name="number" value="{value}" />{dated}'


ATTACHMENT = """<parameter name="attachment">
    <contents encoding="BASE64">AAEC</contents><fileName>vzor.jpg</fileName></parameter>"""


def test_every_printed_request_is_understood(api: Api) -> None:
    made = api.fine("SalesInvoiceCreate", create())
    named = number(made.findtext("number", ""), made.findtext("date", ""))
    found = api.fine("SalesInvoiceGet", named).find("SalesInvoice")
    assert found is not None
    assert (found.findtext("invoicePricingType"), found.findtext("status")) == ("retail", "issuedInvoice")
    assert (found.findtext("totalAmount"), found.findtext("amountLeftToBePaid")) == ("107.80", "107.80")
    flag = '<parameter name="markDocumentAsSent" />'
    pdf = api.fine("SalesInvoiceGetPDF", named + flag)
    assert base64.b64decode(pdf.findtext("pdfFile", "")).startswith(b"%PDF-")
    until = '<parameter name="linkExpirationDate" value="2026-12-31" />'
    assert api.fine("SalesInvoiceGetPublicURL", named + flag + until).findtext("publicURL", "").startswith("https://")
    api.fine(
        "SalesInvoiceUpdate",
        f'<parameter name="SalesInvoice"><number>{made.findtext("number")}</number></parameter>',
    )
    api.fine(
        "SalesInvoiceSendByEmail",
        named + '<parameter name="sender" value="a@vzor.example"/>'
        '<parameter name="recipient" value="b@c.example,d@e.example"/>'
        '<parameter name="cc" value=""/><parameter name="bcc" value=""/><parameter name="subject" value="Faktura"/>'
        '<parameter name="message" value="Text"/>',
    )
    for spelling in ("paymentAmoutn", "paymentAmount"):
        api.fine(
            "SalesInvoicePaymentRecordAdd",
            named
            + f'<parameter name="paymentDate" type="Date" value="2026-02-20"/><parameter name="{spelling}" value="50"/>'
            '<parameter name="paymentMethodForInvoice" value="Cash"/><parameter name="paymentRemark" value="Platba"/>'
            '<parameter name="paymentCurrency" value="EUR"/>',
        )
    parts = "".join(
        f"<Installment><installmentDate>2026-0{month}-15</installmentDate><installmentAmount>30</installmentAmount>"
        "</Installment>"
        for month in (6, 7, 8)
    )
    nested = f"<SalesInvoiceInstallments>{parts}</SalesInvoiceInstallments>"
    told = api.fine(
        "SalesInvoiceInstallmentsCreate", f'{named}<parameter name="SalesInvoiceInstallments">{nested}</parameter>'
    )
    assert told.findtext("message") == "Succesfuly added 3 installments to sales invoice."
    message = f"Successfully added attachment vzor.jpg to sales invoice {made.findtext('number')}."
    for method in ("SalesInvoiceAttachmentAdd", "SalesInvoiceAttachmentSetDefault"):
        assert api.fine(method, named + ATTACHMENT).findtext("message") == message
    for method, count in (("SalesInvoiceAttachmentGet", 1), ("SalesInvoiceAttachmentList", 2)):
        files = api.fine(method, named).findall("SalesInvoice/Attachments/Attachment")
        assert [one.findtext("contents") for one in files] == ["AAEC"] * count
    whole = api.fine("SalesInvoiceGet", named).find("SalesInvoice")
    assert whole is not None
    assert whole.findtext("amountAlreadyPaid") == "100"
    api.fine("SalesInvoiceCancel", named + '<parameter name="status" value="draft" />')
    cancelled = api.fine("SalesInvoiceList", '<parameter name="status" value="CancelledDocument" />')
    assert made.findtext("number") in {one.findtext("number") for one in cancelled.iter("SalesInvoice")}


@pytest.mark.parametrize(
    ("method", "parameters", "said"),
    [
        ("SalesInvoiceGet", number("9/2009", "2009-12-15"), "document could not be found"),
        (
            "SalesInvoiceGetPDF",
            number("9/2009", "2009-12-15"),
            "Can not find sales invoice for number: 9/2009 and date",
        ),
        ("SalesInvoiceCreate", '<parameter name="SalesInvoice"></parameter>', ""),
        ("SalesInvoiceImport", create(), "Property <number> is required."),
        (
            "SalesInvoiceImport",
            '<parameter name="dataFormat" value="POHODA" /><parameter name="base64data">!</parameter>',
            "Parameter <base64data>: cannot parse contents",
        ),
        (
            "SalesInvoiceImport",
            '<parameter name="dataFormat" value="POHODA" /><parameter name="base64data">PGE+</parameter>',
            "Error parsing XML file due to invalid syntax",
        ),
        ("SalesInvoiceUpdate", '<parameter name="SalesInvoice"></parameter>', "Property <number> is required."),
        ("SalesInvoiceDelete", number("9/2009"), "document could not be found"),
        ("SalesInvoiceCancel", "", 'Parameter named "number" is required'),
        ("SalesInvoiceCancel", number("9/2009"), "Can not find sales invoice for number"),
        ("SalesInvoiceList", '<parameter name="status" value="Unheard" />', ""),
        (
            "SalesInvoiceList",
            '<parameter name="dateFrom" value="2026-01-01" /><parameter name="paymentDueDateTo" value="2026-01-01" />',
            "Mixing different types of dates is not supported",
        ),
        ("SalesInvoiceAttachmentAdd", number("9/2009") + ATTACHMENT, "Can not find sales invoice for number"),
        ("SalesInvoiceUnheard", "", "Method SalesInvoiceUnheard is not supported"),
    ],
)
def test_every_printed_error_comes(api: Api, method: str, parameters: str, said: str) -> None:
    assert api.error(method, parameters).startswith(said)


def test_errors_of_an_invoice_that_is_there(api: Api) -> None:
    named = number(api.fine("SalesInvoiceCreate", create()).findtext("number", ""))
    paid = '<parameter name="paymentDate" value="2026-02-20"/><parameter name="paymentAmount" value="1"/>'
    kind = '<parameter name="paymentMethodForInvoice" value="Test"/>'
    assert api.error("SalesInvoicePaymentRecordAdd", named + paid + kind) == "Payment method Test is not supported"
    assert api.error("SalesInvoiceInstallmentsCreate", named) == "None or only one instalment specified."
    assert api.error("SalesInvoiceAttachmentAdd", named) == "Parameter <attachment> is missing"
    broken = ATTACHMENT.replace("AAEC", "!")
    assert api.error("SalesInvoiceAttachmentAdd", named + broken) == "Parameter <attachment> cannot parse contents"
    assert api.error("SalesInvoiceAttachmentGet", named) == "Sales invoice does not have attachemnts."
    bad = '<parameter name="recipient" value="x@y.invalid"/>'
    assert api.error("SalesInvoiceSendByEmail", named + bad) == "mail sending failed"


@pytest.mark.parametrize("wrong", [{"username": "x"}, {"md5pass": PASSWORD}, {"token": TOKEN.lower()}, {"token": ""}])
def test_every_part_of_the_login_counts(api: Api, wrong: dict[str, str]) -> None:
    assert api.error("SalesInvoiceList", "", **wrong).startswith("Access denied")


def test_what_is_no_request(api: Api) -> None:
    for body in (b"", b"<request/>", b"<request>", b'<!DOCTYPE a [<!ENTITY b "c">]><request>&b;</request>'):
        root: ET.Element = SafeET.fromstring(api.http.post(api.url, content=body).content)
        assert root.get("status") == "error"


def importing(kind: str, name: str = "KT-1", buyer: str = "Vzorek a.s.") -> str:
    given = f'<parameter name="importType" value="{kind}" />' if kind else ""
    return given + create(name).replace("Vzorek a.s.", buyer)


def test_what_import_does_with_a_number_that_is_taken(api: Api) -> None:
    def buyer() -> str:
        found = api.fine("SalesInvoiceGet", number("KT-1")).find("SalesInvoice")
        return found.findtext("buyerName", "") if found is not None else ""

    assert api.fine("SalesInvoiceImport", importing("updateOnly")).findtext("number") == "KT-1"
    assert api.service.by_number("KT-1") is None, "new documents are skipped"
    api.fine("SalesInvoiceImport", importing("createOnly"))
    assert api.error("SalesInvoiceImport", importing("createOnly", buyer="B")) == (
        "Sales invoice for number: KT-1 already exists!"
    )
    api.service.change_settings({"create_only": "skip"})
    api.fine("SalesInvoiceImport", importing("createOnly", buyer="B"))
    assert buyer() == "Vzorek a.s."
    api.fine("SalesInvoiceImport", importing("", buyer="C"))
    assert buyer() == "C", "the default writes over what is there"
    api.service.obey({"action": "book", "number": "KT-1"})
    assert api.error("SalesInvoiceImport", importing("createOrUpdate")).endswith("because it is already posted.")
    assert api.ledger("import") == {"KT-1": 2}


def test_only_drafts_and_the_last_issued_invoice_can_be_deleted(api: Api) -> None:
    numbers = [
        api.fine("SalesInvoiceImport", importing("", f"KT-{n}").replace("2026-01-13", "2099-01-01")) for n in (1, 2)
    ]
    first, last = (one.findtext("number", "") for one in numbers)
    assert "last issued" in api.error("SalesInvoiceDelete", number(first))
    for name in (last, first):
        api.fine("SalesInvoiceDelete", number(name))
    draft = api.fine("SalesInvoiceCreate", create(status="draft")).findtext("number", "")
    api.fine("SalesInvoiceDelete", number(draft))
    assert api.ledger("delete") == {f"{last}@2099-01-01": 1, f"{first}@2099-01-01": 1, f"{draft}@2026-01-13": 1}


def test_a_cancellation_is_a_document_of_its_own(api: Api) -> None:
    made = api.fine("SalesInvoiceCreate", create()).findtext("number", "")
    api.fine("SalesInvoiceCancel", number(made))
    assert api.error("SalesInvoiceCancel", number(made)).startswith(
        "Can not cancel sales invoice for arguments number:"
    )
    rows = api.fine("SalesInvoiceList", '<parameter name="status" value="CancellationDocument" />')
    (opposite,) = [one for one in rows.iter("SalesInvoice") if one.findtext("cancelledDocumentRef") == made]
    assert opposite.findtext("totalAmount") == "-107.80"


def listed(api: Api, **filters: str) -> set[str]:
    parameters = "".join(f'<parameter name="{name}" value="{value}" />' for name, value in filters.items())
    found = api.fine("SalesInvoiceList", parameters).iter("SalesInvoice")
    return {one.findtext("number", "") for one in found}


def test_filters_of_the_list(api: Api) -> None:
    api.fine("SalesInvoiceImport", importing("", "KT-1"))
    assert "KT-1" in listed(api, status="issuedInvoice") == listed(api, status="IssuedInvoice")
    assert "KT-1" not in listed(api, status="Draft")
    assert listed(api, number="KT-1") == {"KT-1"}
    assert listed(api, buyer="Vzorek a.s.") == {"KT-1"}
    assert "KT-1" in listed(api, totalAmount="107.8")
    day = {"dateFrom": "2026-01-13", "dateTo": "2026-01-13"}
    assert "KT-1" in listed(api, **day)
    assert "KT-1" in listed(api, dateOfSupplyFrom="2026-01-13", dateOfSupplyUntil="2026-01-13")
    assert "KT-1" in listed(api, paymentDueDateFrom="2026-03-06", paymentDueDateTo="2026-03-06")
    api.service.change_settings({"bounds": "exclusive"})
    assert "KT-1" not in listed(api, **day)
    api.service.change_settings({"list_limit": 3})
    assert len(listed(api)) == 3


def test_a_sequential_number_is_enough_while_it_is_clear(api: Api) -> None:
    first = api.fine("SalesInvoiceCreate", create().replace("2026-01-13", "2099-01-13"))
    assert first.findtext("number") == "2099-00001"
    short = number("1", "2099-01-13")
    assert api.fine("SalesInvoiceGet", short).findtext("SalesInvoice/number") == "2099-00001"


def test_a_second_request_is_turned_away_while_one_is_at_work(api: Api) -> None:
    api.sandbox.faults.set(
        [{"provider": "eurofaktura", "method": "SalesInvoiceGet", "kind": "slow_running", "nth": 1, "seconds": 0.5}]
    )

    def second() -> httpx.Response:
        while True:  # until the first one is at work, this one is answered plainly
            answer = api.raw("SalesInvoiceList", '<parameter name="number" value="none" />')
            if answer.status_code != 200 or first.done():
                return answer

    with ThreadPoolExecutor() as pool:
        first = pool.submit(api.raw, "SalesInvoiceGet", number("none"))
        refused = second()
    assert first.result().status_code == 200
    assert refused.status_code == 500
    assert b"Another web request is currently being processed" in refused.content
    assert api.raw("SalesInvoiceList", "").status_code == 200


SLIPS: list[tuple[str, str, bytes]] = [
    ("SalesInvoiceCreate", create(), b'\nresponse status="ok" >'),
    ("SalesInvoiceGet", number("KT-1"), b"<totalAmount>90.00</totalAmount>"),
    ("SalesInvoiceGet", number("KT-1"), b"<kontrolHlasSectionType>2</transNoCoefCalcSN>"),
    ("SalesInvoiceGet", number("none"), b'description="document could not be found"><error/>'),
    ("SalesInvoiceImport", create(), b'description="Property <number> is required."'),
    ("SalesInvoiceCancel", "", b'description="Parameter named "number" is required"'),
]


@pytest.mark.parametrize(("method", "parameters", "printed"), SLIPS)
def test_the_printed_slips(api: Api, method: str, parameters: str, printed: bytes) -> None:
    api.fine("SalesInvoiceImport", importing("createOnly"))
    api.service.change_settings({"quirks": "faithful"})
    answer = api.raw(method, parameters)
    assert printed in answer.content
    api.service.change_settings({"quirks": "clean"})
    assert printed not in api.raw(method, parameters).content


def test_what_people_do_on_the_web_page(api: Api) -> None:
    draft = api.fine("SalesInvoiceCreate", create(status="draft")).findtext("number", "")
    api.service.obey({"action": "issue", "number": draft})
    api.service.obey({"action": "pay", "number": draft})
    assert draft in listed(api, status="Paid")
    for order in ({"action": "issue", "number": "none"}, {"action": "dance", "number": draft}):
        with pytest.raises(ValueError, match=r"invoice|book, pay or issue"):
            api.service.obey(order)
    before: dict[str, Any] = api.service.summary()
    assert len(api.service.add_documents({"count": 3})) == 3
    after: dict[str, Any] = api.service.summary()
    assert sum(after["statuses"].values()) == sum(before["statuses"].values()) + 3
