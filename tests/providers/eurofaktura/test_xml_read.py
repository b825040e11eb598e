"""Answers in every printed shape are read, slips and all; what is hostile, endless or cut off is not."""

from __future__ import annotations

import contextlib
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from provider_kit import unhurried

from muhr.providers.eurofaktura import invoices, xml_read
from muhr.providers.eurofaktura.requests import written
from muhr.providers.eurofaktura.sentences import Trouble, trouble_of
from muhr.providers.eurofaktura.xml_read import Misread, read, read_strictly

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
GET = f"""{HEAD}<response status="ok">
       <SalesInvoice>
               <businessYear>2026</businessYear>
               <buyerCode>77</buyerCode>         <!-- (Optional). If the code is there, nothing else < is needed
               <buyerCity>VZOROV</buyerCity>
               <buyerCountry>CZ</buyerCountry>
               <buyerName>Příklad &amp; syn s.r.o.</buyerName>
               <buyerTaxNumber>00000027</buyerTaxNumber>
               <cashRegisterCode>0001</cashRegisterCode>  <!-- This property must be set
               <advanceInvoicesRef>2026-00001, 2026-00002</advanceInvoicesRef> <!-- references
               <cancelledDocumentRef>2026-00015</cancelledDocumentRef> <-- Reference to cancelled document
               <date>2026-02-19</date>
               <paymentDueDate>2026-03-06</paymentDueDate>
               <invoicePricingType>retail</invoicePricingType>
               <isReccurringInvoice>0</isReccurringInvoice>
               <number>2026-00002</number>             <!-- document number
               <status>issuedInvoice</status>
               <totalAmount>90.00</totalAmount>
               <amountAlreadyPaid>50.00</amountAlreadyPaid>
               <amountLeftToBePaid>40.00</amountLeftToBePaid>
               <totalAmount>189.860</totalAmount>
               <totalCurrency>CZK</totalCurrency>
               <totalNetAmount>143.00</totalNetAmount>
               <totalVatAmountFlatRate>0.00</totalVatAmountFlatRate>
               <totalVatAmountNormalRate>44.00</totalVatAmountNormalRate>
               <totalVatAmountLowerRate>1.99</totalVatAmountLowerRate>
               <totalVatAmountZeroRate>0.0</totalVatAmountZeroRate>
               <reference>05 1</reference>   <!-- generated - VS(variabilni symbol)
               <Address>
                       <city>Vzorov</city>
                       <type>Delivery</type>
               </Address>
               <Items>
                       <Item>
                               <amount>23.00</amount>
                               <description>první</description>
                               <netPriceInDocumentCurrency>23.00000</netPriceInDocumentCurrency>
                               <quantity>1.000000</quantity>
                               <vatAmount>0.00</vatAmount>
                               <vatPercentage>0.0</vatPercentage>
                               <kontrolHlasSectionType>1</transNoCoefCalcSN>
                               <costPosition>1</costPosition>
                       </Item>
                       <Item>
                               <amount>200.00</amount>
                               <articleName>druhá</articleName>
                               <description></description>
                               <netPrice>100.00000</netPrice>
                               <quantity>2.000000</quantity>
                               <vatAmount>44.00</vatAmount>
                               <vatPercentage>22.0</vatPercentage>
                       </Item>
                       ...
               </Items>
               <PaymentRecords>
                       <PaymentRecord>
                               <paymentAmount>20.000</paymentAmount>
                               <paymentCurrency>EUR</paymentCurrency>
                               <paymentDate>2026-03-09</paymentDate>
                               <paymentEntryTS>2026-03-09 15:36:33</paymentEntryTS>
                               <paymentMethodForInvoice>BankPaymentOrder</paymentMethodForInvoice>
                       </PaymentRecord>
               </PaymentRecords>
               <SalesInvoiceInstallments>
                       <Installment>
                               <installmentAmount>100.000</installmentAmount>
                               <installmentDate>2026-03-09</installmentDate>
                       </Installment>
               </SalesInvoiceInstallments>
       </SalesInvoice>
</response>"""


def refused(description: str, comment: str = "", closing: str = "<error/>") -> str:
    return (
        f'{HEAD}<response status="error" >\n       <error description="{description}">{closing}{comment}\n</response>'
    )


def test_a_whole_invoice_with_every_printed_slip() -> None:
    root = read(GET.encode())
    found = invoices.read(next(root.find("SalesInvoice")))
    assert (found.number, found.issued, found.due) == ("2026-00002", date(2026, 2, 19), date(2026, 3, 6))
    assert (found.buyer.name, found.buyer.tax_id) == ("Příklad & syn s.r.o.", "00000027")
    assert (found.total, found.totals[0], found.left) == (Decimal("189.860"), Decimal("90.00"), Decimal("40.00"))
    assert (found.currency, found.cancels, found.status) == ("CZK", "2026-00015", "issuedInvoice")
    assert found.content is not None
    assert (found.content.subtotal, found.content.vat) == (Decimal("143.00"), Decimal("45.99"))
    first, second = found.content.lines
    assert (first.description, first.vat_rate, first.unit_price) == ("první", "0%", Decimal("23.00000"))
    assert (second.description, second.vat_rate, second.vat) == ("druhá", "22%", Decimal("44.00"))
    assert found.payments[0].kind == "BankPaymentOrder"
    assert "Optional" not in found.content.raw, "the printed comments are no part of it"
    with pytest.raises(Misread):
        read_strictly(GET.encode())


def test_a_clean_invoice_is_not_mended() -> None:
    raw = "<response><a>5 &lt;!-- no comment</a><b>&lt;-- neither</b></response>"
    root = read(raw.encode())
    assert (root.value("a"), root.value("b")) == ("5 <!-- no comment", "<-- neither")
    assert written(root) == raw


ERRORS: list[tuple[str, str, Trouble]] = [
    (refused("document could not be found"), "document could not be found", Trouble.NOT_FOUND),
    (refused("", "  <!-- missing mandatory attributes, no privileges, …"), "", Trouble.UNSAID),
    (refused("no privileges", "     <!-- could not be found, …"), "no privileges", Trouble.PRIVILEGES),
    (
        refused("Property <number> is required.", "  <!-- missing number …"),
        "Property <number> is required.",
        Trouble.MISSING,
    ),
    (
        refused("Sales invoice for number: 7-2026 already exists!", " <!-- exists", "</error>"),
        "Sales invoice for number: 7-2026 already exists!",
        Trouble.EXISTS,
    ),
    (
        refused("Parameter <base64data>: cannot parse contents", "", "</error>"),
        "Parameter <base64data>: cannot parse contents",
        Trouble.UNREADABLE,
    ),
    (refused('Parameter named "number" is required'), 'Parameter named "number" is required', Trouble.MISSING),
    (refused("Kafe & spol. already exists!"), "Kafe & spol. already exists!", Trouble.EXISTS),
    (refused("None or only one instalment specified.", " <!-- at least two"), "None or only one", Trouble.MISSING),
    (
        refused("Cannot find invoice for number: 1 and date: 2", "", "\n       </error>"),
        "Cannot find invoice for number: 1 and date: 2",
        Trouble.NOT_FOUND,
    ),
]


@pytest.mark.parametrize(("raw", "said", "trouble"), ERRORS)
def test_every_printed_shape_of_an_error(raw: str, said: str, trouble: Trouble) -> None:
    root = read(raw.encode())
    assert root.attributes["status"] == "error"
    told = root.child("error")
    assert told is not None
    assert told.attributes["description"].startswith(said)
    assert trouble_of(told.attributes["description"]) is trouble


def test_an_answer_without_its_first_bracket() -> None:
    raw = f"""{HEAD}response status="ok" >
       <number>12/2026</number>                <!-- created document ID or number
       <date>2026-01-13</date>                 <!-- date of document
</response>"""
    root = read(raw.encode())
    assert (root.name, root.attributes, root.value("number")) == ("response", {"status": "ok"}, "12/2026")


def test_requests_as_they_are_printed() -> None:
    raw = """<request><method name="SalesInvoiceImport">
        <parameter name="importType" value="createOrUpdate" />
        <parameter name="SalesInvoice">
             <!-- structure of elements is the same, only tag <number> is mandatory here
        <parameter/>
    </method></request>"""
    root = read(raw.encode())
    assert [one.attributes["name"] for one in root.find("parameter")] == ["importType", "SalesInvoice"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"nonsense",
        b"<html><body>Log in</body>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1/x"><a/>',
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        b"<a>" * 30 + b"</a>" * 30,
        b"<a/><a/>",
        b"<response status='ok'><number>1</number>",
        b"\xff\xfe<\x00a\x00",
        b"<a>\x00</a>",
    ],
)
def test_what_is_not_read(raw: bytes) -> None:
    with pytest.raises(Misread):
        read(raw)


def test_too_much_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_read, "LARGEST", 1000)
    monkeypatch.setattr(xml_read, "MOST_NODES", 10)
    with pytest.raises(Misread, match="too large"):
        read(b"<a>" + b" " * 1000 + b"</a>")
    with pytest.raises(Misread):
        read(b"<a>" + b"<b/>" * 10 + b"</a>")
    assert len(read(b"<a>" + b"<b/>" * 9 + b"</a>").children) == 9


@pytest.mark.parametrize("raw", [GET, ERRORS[0][0], ERRORS[3][0], ERRORS[4][0]])
def test_what_is_cut_off_never_reads_as_whole(raw: str) -> None:
    data = raw.encode()
    for end in range(0, len(data) - len("</response>") + 1, 3):
        with pytest.raises(Misread):
            read(data[:end])


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<--", '<error description="', "<error ", "<a>1</b", "&", '?>  response status="', "<parameter", " "],
)
def test_mending_takes_no_more_time_than_the_text_is_long(piece: str) -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        xml_read.mended("<a>" + piece * times)
        return time.process_time() - began

    seconds(100)
    assert seconds(200_000 // len(piece)) < 5, "a text of 200,000 characters would take minutes otherwise"


@unhurried
@given(st.text('<>/="!-?& \nab', max_size=60))
def test_no_text_does_harm(text: str) -> None:
    with contextlib.suppress(Misread):
        read(text.encode())
    with contextlib.suppress(Misread):
        read(f'<response status="error"><error description="{text}"><error/>\n</response>'.encode())


SENTENCES = [
    ("Can not find sales invoice for number: 2026-01293 and date: 2026-01-02", Trouble.NOT_FOUND),
    ("Access denied. User account does not have sufficient privileges for the given request", Trouble.PRIVILEGES),
    ("Can not cancel. Found 2 sales invoices", Trouble.CANNOT_CANCEL),
    ("Found 2 sales invoices 2. You can only cancel one sales invoice at a time", Trouble.CANNOT_CANCEL),
    ("Can not cancel sales invoice 7", Trouble.CANNOT_CANCEL),
    ("Error parsing XML file due to invalid syntax", Trouble.UNREADABLE),
    ("Document can not be overwritten because it is already posted.", Trouble.POSTED),
    ("Payment method Test is not supported", Trouble.UNSUPPORTED),
    ("No instalments were added to sales invoice!", Trouble.MISSING),
    ("Parameter <attachment> is missing", Trouble.MISSING),
    ("Parameter <attachment> cannot parse contents", Trouble.UNREADABLE),
    ("Sales invoice does not have attachemnts.", Trouble.NOT_FOUND),
    ("Another web request is currently being processed", Trouble.BUSY),
    ("Access denied.", Trouble.LOGIN),
    ("mail sending failed", Trouble.OTHER),
    ("SALES INVOICE FOR NUMBER: 1   ALREADY\nEXISTS!", Trouble.EXISTS),
]


@pytest.mark.parametrize(("sentence", "trouble"), SENTENCES)
def test_every_printed_sentence_is_told_apart(sentence: str, trouble: Trouble) -> None:
    assert trouble_of(sentence) is trouble
