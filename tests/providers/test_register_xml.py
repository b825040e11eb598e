"""Registers in XML: recognised by what they hold, read into the same entries as JSON, and files made to do harm."""

from __future__ import annotations

import contextlib
import json
import time
from xml.sax.saxutils import escape

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muhr.domain.accounts import Account, ProviderName
from muhr.domain.errors import InputError
from muhr.domain.imports import ImportItem
from muhr.domain.parties import Country, Party
from muhr.providers.faktura_uz import register_file, register_xml

ACCOUNT = Account(
    id="a" * 32,
    provider=ProviderName.FAKTURA_UZ,
    company=Party(country=Country.UZ, tax_id="200000011", name="“Namuna” MChJ"),
    login="namuna",
    base_url="",
)


def invoice(number: str = "1", more: str = "") -> str:
    return f"""
    <invoice>
      <head>
        <file_name>invoice_200000011_200000101_2026-02-28_{number}.xml</file_name>
        <sender><sender_info><INN>200000011</INN><company_name>“Namuna” MChJ</company_name></sender_info></sender>
        <receiver>
          <receiver_info><INN>200000101</INN><company_name>«Синов» &amp; Ко</company_name></receiver_info>
        </receiver>
      </head>
      <document>
        <document_number>{number}</document_number>
        <document_date>28.02.2026</document_date>
        <items>
          <item><item_number>1</item_number><description>Choy &lt;1&gt;</description><volume>2</volume>
            <unit_price>5,25</unit_price><subtotal>10,50</subtotal>
            <excise><excise_rate>0</excise_rate><excise_value>0</excise_value></excise>
            <vat><vat_rate>Без</vat_rate><vat_value>НДС</vat_value></vat></item>
        </items>
        <group_items><item group="1"><item_number>1</item_number></item></group_items>
        <column_summary_values><column_subtotal_with_taxes>10,50</column_subtotal_with_taxes></column_summary_values>
      </document>{more}
    </invoice>"""


def register(*invoices: str, head: str = "") -> bytes:
    return f"{head}<document_container><invoices>{''.join(invoices)}</invoices></document_container>".encode()


def read(data: bytes) -> list[ImportItem]:
    return register_file.read(data, ACCOUNT)


def test_an_entry_is_the_same_as_in_json():
    (item,) = read(register(invoice()))
    assert (item.number, str(item.issued), str(item.total.amount)) == ("1", "2026-02-28", "10.50")
    assert (item.sender.tax_id, item.counterparty.name) == ("200000011", "«Синов» & Ко")
    assert [one.description for one in item.content.lines] == ["Choy <1>"]
    assert item.sendable
    assert item.problems == ()
    sent = msgspec.json.decode(register_file.payload(item))
    (again,) = read(json.dumps(sent).encode())
    assert again.content.lines == item.content.lines
    (document,) = [one["document"] for one in sent["invoices"]]
    assert document["group_items"] == [{"group": "1", "item_number": "1"}]
    assert sent["invoices"][0]["id"] == item.client_id
    (twin,) = read(json.dumps({"invoices": [json.loads(item.raw)]}).encode())
    assert twin.client_id == item.client_id, "the same document has the same key in either form"


@pytest.mark.parametrize(
    "data",
    [
        register(invoice()),
        b"\xef\xbb\xbf" + register(invoice()),
        b"\n  " + register(invoice()),
        register(invoice(), head='<?xml version="1.0" encoding="utf-8"?>\n<!-- made by hand -->\n'),
        b'<?xml version="1.0" encoding="windows-1251"?>'
        + register(invoice()).decode().replace("“Namuna” MChJ", "Намуна").encode("windows-1251"),
        register(invoice()).decode().encode("utf-16"),
        register(invoice()).replace(b"<document_container>", b'<document_container xmlns="urn:example:register">'),
    ],
)
def test_the_form_is_seen_from_the_content(data: bytes):
    (item,) = read(data)
    assert (item.number, item.counterparty.name) == ("1", "«Синов» & Ко")


def test_places_are_told_with_their_lines():
    first, second = read(register(invoice("1"), "\n", invoice("2")))
    assert first.place == "invoices, entry 1 (line 2)"
    assert second.place.startswith("invoices, entry 2 (line ")
    again = read(register(invoice("1"), invoice("1")))
    assert [[problem.code for problem in one.problems] for one in again] == [[], ["twice"]]


def test_what_a_serialiser_leaves_empty():
    more = ('<expansion xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            '<sponsor xsi:nil="true"/><attachments/></expansion><id/>')  # fmt: skip
    (item,) = read(register(invoice(more=more)))
    value = json.loads(item.raw)
    assert value["expansion"] == {"sponsor": None, "attachments": []}
    assert value["id"] == ""
    assert item.sendable


def test_an_entry_that_is_no_document_is_blocked_and_the_others_are_not():
    bad, good = read(register("<invoice>x</invoice>", invoice()))
    assert [problem.code for problem in bad.problems] == ["form"]
    assert good.sendable


MANY = " ".join(f"a{at}='x'" for at in range(50_000))
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"<", "syntax", "line 1"),
        (register(invoice())[:-30], "syntax", "line"),
        (register("<invoice>\n<head></invoice>"), "syntax", "line 2, column"),
        (register(invoice(), head=BOMB), "syntax", "line 1"),
        (register(invoice(), head='<!DOCTYPE x SYSTEM "file:///etc/passwd">'), "syntax", "line 1"),
        (register("<invoice>&a;</invoice>"), "syntax", "line 1"),
        (b'<?xml version="1.0" encoding="x-none"?>' + register(invoice()), "syntax", "line 1"),
        (b'<?xml version="1.0" encoding="shift_jis"?>' + register(invoice()), "syntax", "line 1"),
        (b"<DocumentMin><DocumentType>1</DocumentType></DocumentMin>", "form", "line 1, column 1"),
        (b"<document_container/>", "form", ""),
        (b"<document_container>\n <letters/></document_container>", "list", "line 2, column 2"),
        (b"<document_container><invoices><act/></invoices></document_container>", "list", "line 1"),
        (b"<document_container><invoices/><invoices/></document_container>", "twice", "line 1"),
        (register("\n<invoice><head/>\n<head/></invoice>"), "twice", "line 3"),
        (register("<invoice><head><INN>1</INN><inn>2</inn></head></invoice>"), "twice", "line 1"),
        (register('<invoice><item group="1"><group>2</group></item></invoice>'), "twice", "line 1"),
        (register("<invoice><head>text<INN>1</INN></head></invoice>"), "form", "line 1"),
        (register("text", invoice()), "form", "line"),
        (register('<invoice><head><INN a="1">1</INN></head></invoice>'), "form", "line 1"),
        (register('<invoice xmlns:a="urn:a" a:b="1"/>'), "form", "line 1"),
        (register("<invoice><items><item/><item_row/></items></invoice>"), "form", "line 1"),
        (register("<invoice/>" * 2001), "count", "line 1"),
        (register("<a>" * 100_000), "list", "line 1"),
        (register("<invoice>" + "<a>" * 100_000), "depth", "line 1"),
        (register(f"<invoice>{'<a/>' * 1_100_000}"), "count", "line 1"),
        (register(f"<invoice {MANY}/>"), "form", "line 1"),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_a_hostile_file_is_a_typed_error_soon_and_says_where(data: bytes, code: str, place: str):
    began = time.monotonic()
    with pytest.raises(InputError) as caught:
        read(data)
    assert caught.value.code == f"register-{code}", caught.value
    assert place in str(caught.value)
    assert time.monotonic() - began < 20
    assert "root:" not in str(caught.value)


def test_the_largest_text_is_read():
    file = f"<file_base64>{'A' * 8_000_000}</file_base64>"
    more = f"<expansion><attachments><attachment>{file}</attachment></attachments></expansion>"
    (item,) = read(register(invoice(more=more)))
    assert len(item.raw) > 8_000_000
    assert item.sendable
    with pytest.raises(InputError, match="larger than"):
        read(register(invoice(more=3 * more)))


_TREE = st.recursive(
    st.text("ab<&>\n \u20ac", max_size=5).map(escape),
    lambda inner: st.lists(
        st.tuples(st.sampled_from(["head", "document", "items", "item", "id", "sponsor"]), inner), max_size=4
    ).map(lambda pairs: "".join(f"<{name}>{text}</{name}>" for name, text in pairs)),
    max_leaves=15,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_TREE, max_size=3))
def test_anything_is_read_or_is_a_typed_error(trees: list[str]):
    try:
        items = read(register(*(f"<invoice>{tree}</invoice>" for tree in trees)))
    except InputError:
        return
    assert len(items) == len(trees)
    for item in items:
        assert item.client_id
        if item.sendable:
            register_file.payload(item)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_is_a_typed_error(data: st.DataObject):
    whole = bytearray(register(invoice()))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(InputError):
        for item in read(bytes(whole)):
            assert item.client_id


def test_json_is_still_no_xml():
    assert not register_xml.looks_like_xml(b'{"invoices": "<"}')
    assert not register_xml.looks_like_xml(b"\xff\xfe")
    assert not register_xml.looks_like_xml(b"")
