"""The DER writer and reader: against asn1crypto, and against everything that is not DER."""

from __future__ import annotations

import pytest
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from muhr.signing import der

arcs = st.builds(
    lambda first, second, rest: ".".join(map(str, [first, second % 40 if first < 2 else second, *rest])),
    st.integers(0, 2),
    st.integers(0, 200),
    st.lists(st.integers(0, 2**70), max_size=4),
)


@given(st.integers(-(2**300), 2**300))
def test_integers_are_written_as_asn1crypto_writes_them(value):
    encoded = der.integer(value)
    assert encoded == core.Integer(value).dump()
    assert der.read_integer(der.read(encoded)) == value


@given(arcs)
def test_object_identifiers_are_written_as_asn1crypto_writes_them(dotted):
    encoded = der.oid(dotted)
    assert core.ObjectIdentifier.load(encoded).dotted == dotted
    assert der.read_oid(der.read(encoded)) == dotted


@given(st.binary(max_size=70_000))
def test_octet_strings_of_every_length(value):
    encoded = der.octet_string(value)
    assert encoded == core.OctetString(value).dump()
    assert der.read(encoded, der.OCTET_STRING).value == value


@pytest.mark.parametrize("size", [0, 1, 127, 128, 255, 256, 65535, 65536, 2**24 - 1, 2**24])
def test_lengths_are_in_the_shortest_form(size):
    encoded = der.octet_string(bytes(size))
    element = der.read(encoded)
    assert (element.end, element.end - element.content) == (len(encoded), size)


@given(st.lists(st.binary(max_size=40).map(der.octet_string), max_size=6))
def test_a_set_is_in_order_and_gives_its_parts_back(parts):
    encoded = der.set_of(parts)
    assert [element.der for element in der.children(der.read(encoded, der.SET))] == sorted(parts)
    assert der.set_of(reversed(parts)) == encoded


@given(st.lists(st.binary(max_size=200).map(der.octet_string), max_size=6))
def test_a_sequence_gives_its_parts_back(parts):
    encoded = der.sequence(*parts)
    assert [element.der for element in der.children(der.read(encoded, der.SEQUENCE))] == parts


NOT_DER = {
    "nothing": "",
    "a tag alone": "30",
    "cut off": "0402ff",
    "bytes after the end": "040000",
    "indefinite length": "30800000",
    "long form for a short length": "04810100",
    "leading zero in the length": "0482008000",
    "length of five bytes": "04850000000001ff",
    "cut off inside the length": "0482ff",
    "a tag of several bytes": "1f8101020000",
    "longer than four gigabytes": "0484ffffffff",
}


@pytest.mark.parametrize("case", NOT_DER)
def test_what_is_not_der_is_refused(case):
    with pytest.raises(der.DerError):
        der.read(bytes.fromhex(NOT_DER[case]))


@pytest.mark.parametrize("inside", ["05", "0401", "040500", "0400ff"])
def test_a_child_must_lie_inside_its_parent(inside):
    content = bytes.fromhex(inside)
    with pytest.raises(der.DerError):
        der.children(der.read(der.tlv(der.SEQUENCE, content)))


def test_a_primitive_element_has_no_children():
    with pytest.raises(der.DerError):
        der.children(der.read(der.octet_string(b"\x05\x00")))


@pytest.mark.parametrize("encoded", ["0600", "0601ff", "060280ff", "06032a8001", "05022a03", "0641" + "2a" * 65])
def test_what_is_no_object_identifier_is_refused(encoded):
    with pytest.raises(der.DerError):
        der.read_oid(der.read(bytes.fromhex(encoded)))


@pytest.mark.parametrize("encoded", ["0200", "02020001", "0202ff80", "040101"])
def test_what_is_no_integer_is_refused(encoded):
    with pytest.raises(der.DerError):
        der.read_integer(der.read(bytes.fromhex(encoded)))


def test_an_element_of_another_kind_is_refused():
    with pytest.raises(der.DerError):
        der.read(der.octet_string(b""), der.SEQUENCE)


@given(st.binary(max_size=60))
def test_whatever_is_read_is_written_back_the_same(data):
    """Strictness: a reader that accepts two forms of one thing would fail here."""
    try:
        element = der.read(data)
    except der.DerError:
        return
    assert der.tlv(element.tag, element.value) == data
    if element.tag & 0x20:
        try:
            parts = der.children(element)
        except der.DerError:
            return
        assert b"".join(part.der for part in parts) == element.value
