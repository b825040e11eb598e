"""Files of invoices: what speaks against an entry, what is sent of it, and POHODA's packs taken apart."""

from __future__ import annotations

import base64
import contextlib
from datetime import date
from decimal import Decimal

import pytest
from eurofaktura_kit import NUMBER, POHODA, account, invoice, item, pohoda, pohoda_item
from hypothesis import given
from hypothesis import strategies as st
from provider_kit import unhurried

from muhr.domain.errors import InputError
from muhr.domain.imports import ImportItem
from muhr.providers.eurofaktura import drafting, register_file
from muhr.providers.eurofaktura.requests import DECLARATION
from muhr.providers.eurofaktura.xml_read import read_strictly

ACCOUNT = account("")


def read(data: str | bytes, **options: str) -> list[ImportItem]:
    return register_file.read(data.encode() if isinstance(data, str) else data, account("", **options))


def problems(data: str) -> dict[str, bool]:
    """What is said of the only entry, and whether it blocks."""
    (entry,) = read(data)
    return {one.text: one.blocks for one in entry.problems}


def test_an_entry_is_shown_with_its_amounts() -> None:
    rows = item(discountPercentage="10") + item(netPrice="", price="121", quantity="1", unit="ks", currency="EUR")
    (entry,) = read(f"<SalesInvoices>{invoice(items=rows)}</SalesInvoices>")
    assert (entry.number, entry.issued, entry.kind) == (NUMBER, date(2026, 2, 28), "Invoice")
    assert entry.total is not None
    assert (entry.total.currency, entry.total.amount) == ("EUR", Decimal("338.80"))
    assert (entry.content.subtotal, entry.content.vat) == (Decimal("280.00"), Decimal("58.80"))
    first, second = entry.content.lines
    assert (first.subtotal, first.vat, first.vat_rate) == (Decimal("180.00"), Decimal("37.80"), "21%")
    assert (second.subtotal, second.vat, second.total) == (Decimal("100.00"), Decimal("21.00"), Decimal("121.00"))
    assert entry.counterparty is not None
    assert entry.counterparty.tax_id == "CZ00000027"
    assert entry.problems == ()


def test_a_discount_on_the_whole_and_a_currency_of_the_account() -> None:
    (entry,) = read(invoice("<superDiscountPercentage>50</superDiscountPercentage>"), currency="EUR")
    assert entry.total is not None
    assert (entry.total.currency, entry.total.amount) == ("EUR", Decimal("121.00"))


def test_a_draft_is_told_as_one() -> None:
    (entry,) = read(invoice(status="draft"))
    assert entry.kind == "Draft of an invoice"


FULL = """<dateOfSupplyFrom>2026-02-28</dateOfSupplyFrom><city>Brno</city>
<customerContactPerson></customerContactPerson><type>retail</type><status>issuedInvoice</status><isReccurringInvoice>false</isReccurringInvoice>
<vatTransactionType>20</vatTransactionType><vatOutgoingDocumentVatClause>Registered</vatOutgoingDocumentVatClause>
<costPosition>120</costPosition><cashRegisterCode>0001</cashRegisterCode><businessUnit>0001</businessUnit>
<deliveryMethod>Kurýr</deliveryMethod><superDiscountPercentage>5</superDiscountPercentage><remarks>Poznámka</remarks>
<introductionText>Úvod</introductionText><buyerCode>77</buyerCode><buyerDocumentID>60:77</buyerDocumentID>
<buyerVatRegistration>Unkown</buyerVatRegistration><buyerEMail>ucetni@priklad.example</buyerEMail>
<buyerPhone>000</buyerPhone><buyerStreet>Vzorová 1</buyerStreet><buyerPostalCode>00000</buyerPostalCode>
<buyerCity>Brno</buyerCity><buyerCountry>CZ</buyerCountry><methodOfPayment>bankTransfer</methodOfPayment>
<receivablesAccountNumber>1200</receivablesAccountNumber><documentLanguage>Czech</documentLanguage>
<printingTemplate>Vzor2</printingTemplate><advanceInvoiceRef>2026-00001</advanceInvoiceRef>
<salesQuoteRef>2026-00001</salesQuoteRef><salesOrderRef>2026-00001</salesOrderRef>
<vatCountryIsoCode>HR</vatCountryIsoCode><warehouseCode>00001</warehouseCode>
<Address><city>Vzorov</city><country>CZ</country><postalCode>00000</postalCode><street>Vzorová 10</street>
<type>Delivery</type></Address>"""
PRODUCT = """<Item><position>1</position><productCode>020</productCode><quantity>100</quantity>
<discountPercentage>10</discountPercentage><costPosition>1</costPosition><chartAccountNumber>76000</chartAccountNumber>
<vatTransactionType>0</vatTransactionType></Item>"""
SERVICE = item(
    "<position>2</position><discountPercentage>2</discountPercentage><currency>EUR</currency><unit>km</unit>"
    "<costPosition>1</costPosition><vatTransactionType>0</vatTransactionType><transNoCoefCalcSN>0</transNoCoefCalcSN>"
    "<kontrolHlasSectionType>2</kontrolHlasSectionType><kontrolHlasTransCode>10</kontrolHlasTransCode>"
)


def test_every_printed_element_is_known_and_goes_out_as_it_came() -> None:
    whole = invoice(FULL, items=PRODUCT + SERVICE)
    (entry,) = read(whole)
    assert {one.code for one in entry.problems} == {"total"}, "a row by its product code has no price of its own"
    assert entry.sendable
    sent = read_strictly(register_file.payload(entry))
    found = next(one for one in sent.find("parameter") if one.attributes["name"] == "SalesInvoice")
    named = {one.name for one in read_strictly(whole.encode()).children}
    assert {one.name for one in found.children} == named
    assert found.value("remarks") == "Poznámka"
    assert next(found.find("Address")).value("street") == "Vzorová 10"


def test_the_tables_of_codes() -> None:
    assert len(drafting.VAT_TRANSACTIONS) == 21
    assert sorted(drafting.CONTROL_SECTIONS) == list(range(1, 9))
    assert len(drafting.CONTROL_CODES) == 20
    assert (drafting.CONTROL_CODES[3], drafting.CONTROL_CODES[10], drafting.CONTROL_CODES[11]) == ("1a", "7", "11")


@pytest.mark.parametrize(
    ("file", "said", "blocks"),
    [
        (invoice(number=""), "number: this is missing", True),
        (invoice(date="28.2.2026"), "date: this is missing or is no date", True),
        (invoice(buyerName="", buyerTaxNumber=""), "The buyer is missing", True),
        (invoice(items=""), "The invoice has no rows", True),
        (invoice(items=item(vatPercentage="")), "The total is not known", False),
        (invoice(paymentDueDate="soon"), "paymentDueDate: is no date", True),
        (invoice(items=item(quantity="2,5")), "Items.1.quantity: is no number", True),
        (invoice(status="issued"), "status: has an unknown value (issued)", True),
        (invoice("<methodOfPayment>BankTransfer</methodOfPayment>"), "methodOfPayment: has an unknown value", False),
        (invoice("<vatTransactionType>6</vatTransactionType>"), "vatTransactionType: has an unknown value (6)", False),
        (invoice("<vatTransactionType>100</vatTransactionType>"), "vatCountryIsoCode: is wanted", True),
        (invoice("<discount>5</discount>"), "discount: is no element of this service", False),
        (invoice("<number>KT-8</number>"), "number: stands twice", True),
        (invoice(items=item(description="")), "Items.1: has neither productCode nor description", True),
    ],
)
def test_what_speaks_against_an_entry(file: str, said: str, *, blocks: bool) -> None:
    found = problems(file)
    assert [blocked for text, blocked in found.items() if text.startswith(said)] == [blocks], found


def test_a_buyer_by_code_is_one() -> None:
    (entry,) = read(invoice("<buyerCode>77</buyerCode>", buyerName="", buyerTaxNumber=""))
    assert entry.sendable
    assert entry.counterparty is not None
    assert entry.counterparty.name == "77"


def test_what_is_sent_is_read_again_under_the_same_key() -> None:
    for data in (invoice().encode(), pohoda()):
        (entry,) = read(data)
        body = register_file.payload(entry)
        assert b'name="importType" value="createOnly"' in body
        (again,) = read(body)
        assert (again.client_id, again.number, again.total) == (entry.client_id, entry.number, entry.total)
        assert register_file.payload(again) == body


def test_twins_are_sent_once() -> None:
    first, second, third = read(f"<list>{invoice()}{invoice(buyerName='Jiná')}{invoice(number='KT-8')}</list>")
    assert [one.sendable for one in (first, second, third)] == [True, False, True]
    assert "stands in this file before (invoices, entry 1)" in " ".join(one.text for one in second.problems)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "register-syntax"),
        (b"{}", "register-syntax"),
        (b"<SalesInvoice>", "register-syntax"),
        (b"<!DOCTYPE a><a/>", "register-syntax"),
        (b"<SalesInvoices/>", "register-form"),
        (b"<other><a/></other>", "register-form"),
        (b'<method><parameter name="base64data">!!</parameter></method>', "register-form"),
        (pohoda()[:-20], "register-syntax"),
        (b"<dataPack/>", "register-form"),
        (b"<dataPack><dataPackItem/></dataPack>", "register-form"),
    ],
)
def test_what_is_no_file_of_invoices(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    assert caught.value.code == code


def test_files_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_file, "MOST_ITEMS", 1)
    for data in (f"<l>{invoice()}{invoice()}</l>".encode(), pohoda(pohoda_item(), pohoda_item("P-2"))):
        with pytest.raises(InputError, match="more than 1 invoices"):
            read(data)
    monkeypatch.setattr(register_file, "LARGEST", 10)
    with pytest.raises(InputError) as caught:
        read(invoice())
    assert caught.value.code == "register-size"


# ------------------------------------------------------------------ POHODA


def test_a_pack_is_shown_and_taken_apart() -> None:
    first, second = read(pohoda(pohoda_item(), pohoda_item("P-2026/2", text="Židle")))
    assert (first.number, first.issued, first.kind) == ("P-2026/1", date(2026, 2, 28), "Invoice (POHODA)")
    assert first.total is not None
    assert (first.total.currency, first.total.amount) == ("CZK", Decimal(242))
    assert second.content.lines[0].description == "Židle"
    assert (second.content.lines[0].quantity, second.content.lines[0].vat) == (Decimal(2), Decimal(42))
    assert first.counterparty is not None
    assert first.counterparty.name == "Příklad Služby s.r.o."
    sent = next(read_strictly(register_file.payload(second)).find("method"))
    packed = next(one for one in sent.all("parameter") if one.attributes["name"] == "base64data")
    data = base64.b64decode(packed.text)
    assert "Židle".encode("cp1250") in data, "in its own encoding"
    assert b"P-2026/1" not in data, "one invoice at a time"


def test_what_speaks_against_a_pack() -> None:
    (entry,) = read(pohoda(pohoda_item(kind="receivedInvoice")))
    assert "invoiceType: receivedInvoice is no sales invoice." in {one.text for one in entry.problems if one.blocks}
    (foreign,) = read(pohoda().replace(b'ico="00000019"', b'ico="00000027"'))
    assert any("from the books of 00000027" in one.text for one in foreign.problems)
    assert foreign.sendable


def test_a_pack_that_hides_an_item_is_refused() -> None:
    commented = pohoda(pohoda_item(), f"<!-- {pohoda_item('P-9')} -->")
    with pytest.raises(InputError, match="cannot be taken apart"):
        read(commented)


def test_an_invoice_in_another_currency_shows_its_total() -> None:
    foreign = pohoda_item().replace(
        "<inv:invoiceSummary>",
        "<inv:invoiceSummary><inv:foreignCurrency><typ:currency><typ:ids>EUR</typ:ids></typ:currency>"
        "<typ:priceSum>9.68</typ:priceSum></inv:foreignCurrency>",
    )
    (entry,) = read(pohoda(foreign))
    assert entry.total is not None
    assert (entry.total.currency, entry.total.amount) == ("EUR", Decimal("9.68"))


def test_rounding_belongs_to_the_total() -> None:
    rounded = pohoda_item().replace(
        "42</typ:priceHighVAT>", "42</typ:priceHighVAT><typ:round><typ:priceRound>0.50</typ:priceRound></typ:round>"
    )
    (entry,) = read(pohoda(rounded))
    assert entry.total is not None
    assert entry.total.amount == Decimal("242.50")


@unhurried
@given(st.text(max_size=20), st.text("<>&;'\"=/ab", max_size=30))
def test_no_text_does_harm(text: str, pieces: str) -> None:
    for data in (invoice(buyerName=pieces), POHODA.format(items=pieces), text, DECLARATION.decode() + pieces):
        with contextlib.suppress(InputError):
            for entry in read(data.encode("utf-8", "surrogatepass")):
                if entry.sendable:
                    read_strictly(register_file.payload(entry))
