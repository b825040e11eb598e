"""Reading messages: every form of the same message, and limits that hold before anything is built."""

from __future__ import annotations

import base64
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pki_for_tests import (
    CONTENT,
    ID_DATA,
    KINDS,
    SignerDraft,
    all_indefinite,
    attribute,
    draft,
    issuer_and_serial,
    shared_pki,
    to_ber,
)

from muhr.domain.errors import MessageMalformed
from muhr.signing import ber, der, tlv
from muhr.signing.cms_read import SignedData, read
from muhr.signing.limits import DEFAULT_LIMITS, IndefiniteLength, Limits, check_oid, header, scan


def good(kind: str = "national") -> bytes:
    return draft(shared_pki(kind)).der()


# ------------------------------------------------------------------ what is read


@pytest.mark.parametrize("kind", KINDS)
def test_every_part_of_a_message_is_given_as_it_stands(kind: str) -> None:
    pki = shared_pki(kind)
    unsigned = attribute("1.2.840.113549.1.9.16.2.14", der.sequence(der.integer(1)))
    made = draft(pki, signers=[SignerDraft(pki.key, pki.signer, unsigned=der.tagged(1, unsigned))])
    data = read(made.der())
    choice = pki.key.choice
    assert (data.version, data.content_type, data.content) == (1, ID_DATA, CONTENT)
    assert [digest.oid for digest in data.digests] == [choice.digest.oid]
    assert data.certificates == tuple(pki.chain)
    assert (data.other_certificates, data.crls) == (0, ())
    (signer,) = data.signers
    assert der.sequence(signer.issuer, der.integer(signer.serial or 0)) == issuer_and_serial(pki.signer)
    assert (signer.version, signer.key_identifier, signer.in_der_order) == (1, None, True)
    assert signer.digest.oid == choice.digest.oid
    assert signer.digest.plain
    assert choice.signature_identifier_der == der.sequence(
        der.oid(signer.signature_algorithm.oid), signer.signature_algorithm.parameters
    )
    assert signer.signed_bytes[0] == 0x31
    assert len(signer.signed_attributes or ()) == 3
    (digest,) = signer.attributes("1.2.840.113549.1.9.4")
    assert digest.values == (der.octet_string(choice.digest.compute(CONTENT)),)
    (kept,) = signer.unsigned_attributes
    assert (kept.oid, kept.values) == ("1.2.840.113549.1.9.16.2.14", (der.sequence(der.integer(1)),))


def _text(message: bytes, label: str = "PKCS7", line: bytes = b"\n") -> bytes:
    body = base64.encodebytes(message).replace(b"\n", line)
    return b"-----BEGIN %b-----%b%b-----END %b-----%b" % (label.encode(), line, body, label.encode(), line)


_FORMS: dict[str, Callable[[bytes], bytes]] = {
    "BER as E-IMZO writes it": to_ber,
    "BER in pieces of one byte": lambda message: to_ber(message, 1),
    "BER in one piece": lambda message: to_ber(message, 1000),
    "everything indefinite": all_indefinite,
    "PEM": _text,
    "PEM of BER": lambda message: _text(to_ber(message)),
    "PEM called CMS": lambda message: _text(message, "CMS"),
    "PEM with Windows line ends": lambda message: _text(message, line=b"\r\n"),
    "PEM with a text before": lambda message: b"AAAA signed by somebody\n" + _text(message),
    "base64": base64.b64encode,
    "base64 of BER": lambda message: base64.b64encode(to_ber(message)),
    "base64 in lines": base64.encodebytes,
    "base64 with spaces around": lambda message: b"\n  " + base64.b64encode(message) + b"\n\n",
    "base64 with a byte order mark": lambda message: b"\xef\xbb\xbf" + base64.b64encode(message),
}


@pytest.mark.parametrize("form", _FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_all_forms_of_a_message_are_the_same_message(kind: str, form: str) -> None:
    message = good(kind)
    assert read(_FORMS[form](message)) == read(message)


def test_the_forms_begin_as_e_imzo_writes_them() -> None:
    assert base64.b64encode(to_ber(good())).startswith(b"MIAGCSqGSIb3DQEHAqCAMIAC")


def test_strings_in_strings_are_joined_in_order() -> None:
    pieces = b"\x24\x80" + b"\x24\x05\x04\x03abc" + b"\x24\x80\x04\x01d\x24\x00\0\0" + b"\x04\x00\x04\x02ef" + b"\0\0"
    made = draft(shared_pki("p256"), content=b"abcdef", explicit_content=pieces)
    assert read(made.der()).content == b"abcdef"


def test_signed_parts_come_out_of_ber_byte_for_byte() -> None:
    message = good()
    plain, converted = read(message), read(to_ber(message, 3))
    assert converted.certificates == plain.certificates
    assert converted.signers[0].signed_bytes == plain.signers[0].signed_bytes
    assert plain.signers[0].signed_bytes[1:] in message


def test_a_detached_message_has_no_content_and_an_empty_one_is_not_detached() -> None:
    assert read(draft(shared_pki("rsa"), attached=False).der()).content is None
    assert read(draft(shared_pki("rsa"), content=b"").der()).content == b""


def test_a_signer_may_be_named_by_key_identifier() -> None:
    made = draft(shared_pki("p256"))
    made.signer.version, made.signer.sid = der.integer(3), der.tlv(0x80, b"identifier")
    (signer,) = read(made.der()).signers
    assert (signer.key_identifier, signer.serial, signer.issuer) == (b"identifier", None, b"")


def test_certificates_of_other_kinds_and_lists_are_kept_apart() -> None:
    pki = shared_pki("p256")
    attribute_certificate = der.tagged(1, der.sequence(der.integer(1)))
    crl = der.sequence(der.integer(1))
    made = draft(pki, certificates=[attribute_certificate, *pki.chain], crls=der.tagged(1, crl))
    data = read(made.der())
    assert (data.certificates, data.other_certificates) == (tuple(pki.chain), 1)
    assert data.crls == (crl,)


def test_the_structure_cannot_be_changed() -> None:
    data = read(good())
    with pytest.raises(AttributeError):
        data.content = b"other"  # type: ignore[misc]
    assert isinstance(data, SignedData)


# ------------------------------------------------------------------ limits


def _deep(depth: int, innermost: bytes = b"") -> bytes:
    value = innermost
    for _ in range(depth):
        value = der.sequence(value)
    return value


def _with_unsigned(value: bytes) -> bytes:
    made = draft(shared_pki("p256"))
    made.signer.unsigned = der.tagged(1, attribute("1.2.3", value))
    return made.der()


_DEAR: dict[str, Callable[[], bytes]] = {
    "10,000 deep": lambda: _deep(10_000),
    "1,000,000 deep, indefinite": lambda: b"\x30\x80" * 1_000_000,
    "10,000 deep in an attribute": lambda: _with_unsigned(_deep(10_000)),
    "10,000 deep in an issuer": lambda: _sid(_deep(10_000)),
    "10,000 deep in parameters": lambda: _digest(_deep(10_000)),
    "10,000 deep, chunked content": lambda: _chunked(b"\x24\x80" * 10_000 + b"\0\0" * 10_000),
    "an OID of 1 MB": lambda: _with_unsigned(der.tlv(6, b"\x81" * 1_000_000 + b"\1")),
    "an OID of 1 MB as attribute type": lambda: _attribute_type(b"\x81" * 1_000_000 + b"\1"),
    "an OID of 1 MB as digest": lambda: _digest_oid(b"\x81" * 1_000_000 + b"\1"),
    "a RELATIVE-OID of 1 MB": lambda: _with_unsigned(der.tlv(13, b"\x81" * 1_000_000 + b"\1")),
    "a number of 1 MB": lambda: _with_unsigned(der.tlv(2, b"\1" * 1_000_000)),
    "a serial of 1 MB": lambda: _sid(der.sequence(), b"\1" * 1_000_000),
    "a million empty elements": lambda: _with_unsigned(der.sequence(der.NULL_DER * 1_000_000)),
    "a million empty pieces": lambda: _chunked(b"\x24\x80" + b"\x04\x00" * 1_000_000 + b"\0\0"),
    "100,000 certificates": lambda: draft(shared_pki("p256"), certificates=[der.sequence()] * 100_000).der(),
    "a certificate of 100 kB": lambda: draft(
        shared_pki("p256"), certificates=[der.sequence(der.octet_string(bytes(100_000)))]
    ).der(),
    "100,000 revocation lists": lambda: draft(
        shared_pki("p256"), crls=der.tagged(1, *[der.sequence()] * 100_000)
    ).der(),
    "10,000 digest algorithms": lambda: draft(
        shared_pki("p256"), digests=[der.sequence(der.oid("1.2.3"))] * 10_000
    ).der(),
    "1,000 signers": lambda: _many_signers(1000),
    "10,000 attributes": lambda: _many_attributes(10_000),
    "10,000 values": lambda: _with_unsigned(der.NULL_DER * 10_000),
    "a length of 4 GiB": lambda: b"\x30\x84\xff\xff\xff\xff\x06",
    "65 MiB": lambda: b"\x30\x84\x04\x10\x00\x00" + bytes(65 << 20),
    "100 MiB of base64": lambda: b"MIAG" + b"A" * (100 << 20),
}


def _sid(issuer: bytes, serial: bytes = b"\1") -> bytes:
    made = draft(shared_pki("p256"))
    made.signer.sid = der.sequence(issuer, der.tlv(2, serial))
    return made.der()


def _digest(parameters: bytes) -> bytes:
    made = draft(shared_pki("p256"))
    made.signer.digest = der.sequence(der.oid("1.2.3"), parameters)
    return made.der()


def _digest_oid(contents: bytes) -> bytes:
    made = draft(shared_pki("p256"))
    made.signer.digest = der.sequence(der.tlv(6, contents))
    return made.der()


def _attribute_type(contents: bytes) -> bytes:
    made = draft(shared_pki("p256"))
    made.signer.unsigned = der.tagged(1, der.sequence(der.tlv(6, contents), der.tlv(0x31, der.NULL_DER)))
    return made.der()


def _chunked(pieces: bytes) -> bytes:
    return draft(shared_pki("p256"), explicit_content=pieces).der()


def _many_signers(count: int) -> bytes:
    made = draft(shared_pki("p256"))
    signer = replace(made.signer, signature=b"x")
    made.signers = [signer] * count
    return made.der()


def _many_attributes(count: int) -> bytes:
    made = draft(shared_pki("p256"))
    made.signer.unsigned = der.tagged(1, *[attribute("1.2.3", der.NULL_DER)] * count)
    return made.der()


@pytest.mark.parametrize("label", _DEAR)
def test_what_would_cost_is_refused_quickly(label: str) -> None:
    message = _DEAR[label]()
    started = time.thread_time()
    with pytest.raises(MessageMalformed):
        read(message)
    assert time.thread_time() - started < 1


@pytest.mark.parametrize("label", ["a million empty pieces", "a million empty elements", "1,000,000 deep, indefinite"])
def test_what_would_fill_the_memory_does_not(label: str) -> None:
    message = _DEAR[label]()
    tracemalloc.start()
    try:
        with pytest.raises(MessageMalformed):
            read(message)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100 * 1024 * 1024


def test_a_large_content_in_pieces_is_read() -> None:
    """20 MiB in pieces of 1,000 bytes: what E-IMZO would make of a large file, far below the limits."""
    content = bytes(20 * 1024 * 1024)
    made = draft(shared_pki("p256"), content=content)
    started = time.thread_time()
    assert read(to_ber(made.der(), 1000)).content == content
    assert time.thread_time() - started < 2


def test_the_limits_hold_for_what_the_text_carries_too() -> None:
    message = good()
    text = base64.b64encode(message)
    assert read(text, Limits(message=len(message))) == read(message)
    with pytest.raises(MessageMalformed, match="larger"):
        read(text, Limits(message=len(message) - 1))
    with pytest.raises(MessageMalformed, match="larger"):
        scan(message, Limits(message=100))


@pytest.mark.parametrize(
    "contents", [b"", b"\x80\x01", b"\x2a\x80\x01", b"\x81" * 20 + b"\1", b"\x2a\x81", b"\1" * 129]
)
def test_identifiers_that_are_none(contents: bytes) -> None:
    with pytest.raises(MessageMalformed):
        check_oid(contents)


def test_a_null_with_something_in_it() -> None:
    with pytest.raises(MessageMalformed):
        read(_digest(b"\x05\x01\x00"))


def test_the_limits_can_be_set() -> None:
    message = good()
    for limits in (
        Limits(message=len(message) - 1),
        Limits(certificates=2),
        Limits(attributes=2),
        Limits(certificate=100),
        Limits(depth=2),
    ):
        with pytest.raises(MessageMalformed):
            read(message, limits)
    with pytest.raises(MessageMalformed):
        read(to_ber(message), Limits(elements=10))
    assert read(message, Limits(message=len(message), certificates=3, attributes=3)) == read(message)


# ------------------------------------------------------------------ the readers below


_HEADERS = {
    b"": "cut",
    b"\x30": "cut",
    b"\x30\x01": "longer than the data",
    b"\x30\x81\x01\x00": "not minimal",
    b"\x30\x82\x00\x80" + bytes(128): "not minimal",
    b"\x30\x85\x00\x00\x00\x00\x01\x00": "five length bytes",
    b"\x30\x84\x01": "length cut",
    b"\x1f\x81\x01\x00": "tag of several bytes",
    b"\x00\x00": "end mark where there is none",
}


@pytest.mark.parametrize("data", _HEADERS, ids=_HEADERS.values())
def test_broken_headers(data: bytes) -> None:
    for parse in (lambda: header(data, 0, len(data)), lambda: scan(data), lambda: ber.definite(data)):
        with pytest.raises(MessageMalformed):
            parse()


def test_the_indefinite_length_is_told_apart() -> None:
    with pytest.raises(IndefiniteLength):
        header(b"\x30\x80\0\0", 0, 4)
    with pytest.raises(MessageMalformed):
        ber.definite(b"\x04\x80\0\0")  # a primitive element has a length


@pytest.mark.parametrize(
    "data",
    [
        b"\x30\x80\x30\x02\x04\x80\0\0\0\0",
        b"\x30\x03\x30\x80\0\0\0",
        b"\x30\x80\x23\x80\x03\x02\0\1\0\0\0\0",
        b"\x30\x80\x2c\x80\x0c\x01a\0\0\0\0",
        b"\x24\x80\x30\x00\0\0",
        b"\x30\x80\0\0\0",
        b"\x30\x80\0",
        b"\x30\x04\x30\x80\0\0\0\0",
    ],
)
def test_broken_ber(data: bytes) -> None:
    with pytest.raises(MessageMalformed):
        ber.definite(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_by_every_reader(data: bytes) -> None:
    for parse in (read, scan, ber.definite, check_oid, tlv.dotted, tlv.integer_value, _times):
        try:
            parse(data)
        except MessageMalformed:
            continue


def _times(data: bytes) -> None:
    for tag in (tlv.UTC_TIME, tlv.GENERALIZED_TIME):
        tlv.time_value(tag, data)


def _trees(children: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    return st.builds(
        lambda tag, parts: der.tlv(tag, *parts), st.sampled_from([0x30, 0x31, 0xA0, 0xA1]), st.lists(children)
    )


_DER = st.recursive(st.binary(max_size=40).map(der.octet_string), _trees, max_leaves=20)


@given(_DER)
def test_ber_becomes_the_der_it_came_from(value: bytes) -> None:
    assert ber.definite(all_indefinite(value)) == value
    assert ber.definite(value) == value
    assert scan(value, replace(DEFAULT_LIMITS, depth=100)) >= 1


@pytest.mark.parametrize(
    "text",
    ["1.2.840.113549", "2.25.329800735698586629295641978511506172918", "0.9.2342", "2.999.1", f"1.2.{2**32 + 1}"],
)
def test_identifiers_keep_every_bit(text: str) -> None:
    assert tlv.dotted(der.oid(text)[2:]) == text


def test_a_broken_message_says_nothing_of_its_bytes() -> None:
    secret = b"-----BEGIN PKCS7-----\nSECRETSECRET*\n-----END PKCS7-----"
    with pytest.raises(MessageMalformed) as caught:
        read(secret)
    assert "SECRET" not in str(caught.value)
