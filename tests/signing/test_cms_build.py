"""The built message: read back by asn1crypto, compared with the shape E-IMZO writes, and what is never signed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from asn1crypto import cms
from hypothesis import example, given
from hypothesis import strategies as st

from muhr.domain.errors import ContentUnsafe, KeyUnusable
from muhr.signing import der, ozdst1106, schemes
from muhr.signing.algorithms import SigningChoice, choose, load_public_key
from muhr.signing.cms_build import CmsBuilder, encode_time, issuer_and_serial, refuse_attributes
from muhr.signing.signer import OzdstKey

AT = datetime(2026, 3, 4, 11, 17, 53, 999_999, tzinfo=timezone(timedelta(hours=5)))
CONTENT = b"9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08"


@pytest.fixture
def build(national_chain):
    """Build a message over any content with the national key."""
    choice = choose(national_chain.spki)
    builder = CmsBuilder(national_chain.certificates, choice)
    key = OzdstKey(national_chain.key, choice.digest)
    return lambda content, at=AT: builder.build(content, at, key.sign)


def opened(message: bytes) -> cms.SignedData:
    """The SignedData, as a foreign parser sees it, in strict DER."""
    info = cms.ContentInfo.load(message, strict=True)
    assert info["content_type"].native == "signed_data"
    return info["content"]


# ------------------------------------------------------------------ the shape


def test_the_message_has_the_shape_e_imzo_writes(build, national_chain):
    signed = opened(build(CONTENT))
    assert signed["version"].native == "v1"
    assert [algorithm.dump() for algorithm in signed["digest_algorithms"]] == [schemes.OZDST_1106.identifier_der]
    assert signed["encap_content_info"]["content_type"].native == "data"
    assert signed["encap_content_info"]["content"].native == CONTENT
    assert [choice.chosen.dump() for choice in signed["certificates"]] == list(national_chain.certificates)
    assert signed["crls"].native is None
    (signer,) = signed["signer_infos"]
    assert signer["version"].native == "v1"
    assert signer["sid"].name == "issuer_and_serial_number"
    assert signer["sid"].chosen["serial_number"].native == 0x77112233
    assert signer["digest_algorithm"].dump() == schemes.OZDST_1106.identifier_der
    assert signer["signature_algorithm"].dump() == der.sequence(der.oid("1.2.860.3.15.1.1.2.2.2.2"), der.NULL_DER)
    assert len(signer["signature"].native) == 64
    assert signer["unsigned_attrs"].native is None


def test_the_signed_attributes_are_three_in_der_order(build):
    (signer,) = opened(build(CONTENT))["signer_infos"]
    attributes = signer["signed_attrs"]
    assert [attribute["type"].native for attribute in attributes] == ["content_type", "signing_time", "message_digest"]
    encodings = [attribute.dump() for attribute in attributes]
    assert encodings == sorted(encodings)
    assert all(len(attribute["values"]) == 1 for attribute in attributes)
    kind, time, digest = (attribute["values"][0].native for attribute in attributes)
    assert (kind, time, digest) == ("data", datetime(2026, 3, 4, 6, 17, 53, tzinfo=UTC), ozdst1106.digest(CONTENT))


def test_the_signature_is_over_the_attributes_as_a_set(build, national_chain):
    (signer,) = opened(build(CONTENT))["signer_infos"]
    signed = signer["signed_attrs"].untag().dump(force=True)
    assert signed[0] == 0x31
    key = load_public_key(national_chain.spki)
    key.verify(signed, signer["signature"].native, signature_oid="1.2.860.3.15.1.1.2.2.2.2")


def test_the_vendors_example_is_rebuilt_to_the_byte(national_chain):
    """The signed attributes of the operator's documentation come out of our builder for the same content and time."""
    seen = []
    builder = CmsBuilder(national_chain.certificates, choose(national_chain.spki))
    builder.build(b"some document", datetime(2022, 9, 27, 6, 17, 53, tzinfo=UTC), lambda data: seen.append(data) or b"")
    (attributes,) = seen
    assert attributes.hex() == (
        "3169301806092a864886f70d010903310b06092a864886f70d010701301c06092a864886f70d010905310f170d3232303932373036"
        "313735335a302f06092a864886f70d010904312204203369cd520c8e556502b9bc0ac34ca69cafee96f2f4a8371a63d4dd7d3a458d05"
    )


def test_a_key_of_2024_names_the_algorithms_of_2024(national_chain_2024):
    choice = choose(national_chain_2024.spki)
    message = CmsBuilder(national_chain_2024.certificates, choice).build(
        CONTENT, AT, OzdstKey(national_chain_2024.key, choice.digest).sign
    )
    (signer,) = opened(message)["signer_infos"]
    assert signer["digest_algorithm"]["algorithm"].dotted == "1.2.860.3.15.2.3.2.1.1"
    assert signer["signature_algorithm"]["algorithm"].dotted == "1.2.860.3.15.2.1.2.2.2.2"


SOME_MOMENT = st.integers(-631152000, 2524607999).map(lambda second: datetime.fromtimestamp(second, UTC))
"""1950 until the last second of 2049."""


@given(content=st.binary(max_size=2000), at=SOME_MOMENT)
@example(content=b"", at=datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC))
@example(content=bytes(70_000), at=datetime(1950, 1, 1, tzinfo=UTC))
def test_any_content_comes_back_from_any_message(content, at):
    """With SHA-512, whose attributes are longer, and a signer that repeats what it was given."""
    choice = SigningChoice(
        digest=schemes.SHA512, signature_identifier_der=der.sequence(der.oid("2.999")), signature_name="none"
    )
    builder = CmsBuilder([certificate()], choice)
    given_to_sign = []
    message = builder.build(content, at, lambda data: given_to_sign.append(data) or data)
    signed = opened(message)
    (signer,) = signed["signer_infos"]
    assert signed["encap_content_info"]["content"].native == content
    assert signer["signature"].native == given_to_sign[0] == signer["signed_attrs"].untag().dump(force=True)
    assert signer["signed_attrs"][1]["values"][0].native == at
    assert signer["signed_attrs"][2]["values"][0].native == hashlib.sha512(content).digest()
    encodings = [attribute.dump() for attribute in signer["signed_attrs"]]
    assert encodings == sorted(encodings)


# ------------------------------------------------------------------ the signing time


@pytest.mark.parametrize(
    ("at", "encoded"),
    [
        (datetime(2026, 3, 4, 6, 17, 53, tzinfo=UTC), b"\x17\x0d260304061753Z"),
        (AT, b"\x17\x0d260304061753Z"),
        (datetime(1950, 1, 1, tzinfo=UTC), b"\x17\x0d500101000000Z"),
        (datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC), b"\x17\x0d491231235959Z"),
        (datetime(2050, 1, 1, tzinfo=UTC), b"\x18\x0f20500101000000Z"),
        (datetime(2050, 1, 1, 2, tzinfo=timezone(timedelta(hours=5))), b"\x17\x0d491231210000Z"),
        (datetime(1949, 12, 31, tzinfo=UTC), b"\x18\x0f19491231000000Z"),
        (datetime(999, 1, 2, tzinfo=UTC), b"\x18\x0f09990102000000Z"),
    ],
)
def test_the_time_is_utc_and_changes_its_form_in_2050(at, encoded):
    assert encode_time(at) == encoded


def test_a_time_without_zone_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="time zone"):
        encode_time(datetime(2026, 3, 4))  # noqa: DTZ001


# ------------------------------------------------------------------ content that is never signed


def attribute(oid: str, *values: bytes) -> bytes:
    return der.sequence(der.oid(oid), der.tlv(der.SET, *values))


DIGEST_ATTRIBUTE = attribute("1.2.840.113549.1.9.4", der.octet_string(bytes(32)))
TYPE_ATTRIBUTE = attribute("1.2.840.113549.1.9.3", der.oid("1.2.840.113549.1.7.1"))

ATTRIBUTE_SETS = {
    "the usual two": der.set_of([TYPE_ATTRIBUTE, DIGEST_ATTRIBUTE]),
    "one": der.set_of([DIGEST_ATTRIBUTE]),
    "out of order": der.tlv(der.SET, DIGEST_ATTRIBUTE, TYPE_ATTRIBUTE),
    "the same twice": der.tlv(der.SET, TYPE_ATTRIBUTE, TYPE_ATTRIBUTE),
    "an attribute of another kind": der.set_of([attribute("2.999.1", der.integer(5), der.NULL_DER)]),
    "an attribute without values": der.set_of([attribute("2.999.1")]),
    "no attribute at all": der.set_of([]),
    "long": der.set_of([attribute("2.999.1", der.octet_string(bytes(5000)))]),
}


@pytest.mark.parametrize("case", ATTRIBUTE_SETS)
def test_a_set_of_attributes_is_not_signed(case, build, national_chain):
    with pytest.raises(ContentUnsafe):
        refuse_attributes(ATTRIBUTE_SETS[case])
    asked = []
    builder = CmsBuilder(national_chain.certificates, choose(national_chain.spki))
    with pytest.raises(ContentUnsafe):
        builder.build(ATTRIBUTE_SETS[case], AT, lambda data: asked.append(data) or b"")
    assert not asked


def test_our_own_signed_attributes_are_not_signed_as_content(build):
    """The attack itself: what one message signs, handed in as the content of the next."""
    (signer,) = opened(build(CONTENT))["signer_infos"]
    with pytest.raises(ContentUnsafe):
        build(signer["signed_attrs"].untag().dump(force=True))


USUAL = ATTRIBUTE_SETS["the usual two"]
NEAR_MISSES = {
    "a sequence instead of a set": b"\x30" + USUAL[1:],
    "under the tag [0]": b"\xa0" + USUAL[1:],
    "a byte after the end": USUAL + b"\x00",
    "cut off": USUAL[:-1],
    "a byte before": b" " + USUAL,
    "indefinite length": b"\x31\x80" + USUAL[2:] + b"\x00\x00",
    "length in the long form": b"\x31\x81" + USUAL[1:],
    "a set of integers": der.set_of([der.integer(1)]),
    "a set of empty sequences": der.set_of([der.sequence()]),
    "only the type": der.set_of([der.sequence(der.oid("2.999"))]),
    "three parts": der.set_of([der.sequence(der.oid("2.999"), der.tlv(der.SET), der.NULL_DER)]),
    "values in a sequence": der.set_of([der.sequence(der.oid("2.999"), der.sequence())]),
    "no type but a number": der.set_of([der.sequence(der.integer(1), der.tlv(der.SET))]),
    "an attribute and a number": der.tlv(der.SET, TYPE_ATTRIBUTE, der.integer(1)),
}

ORDINARY = {
    "a hash code": CONTENT,
    "a hash code that starts with the byte 31": b"1" + CONTENT[1:],
    "digits": b"11111111111111111111111111111111",
    "empty": b"",
    "one": b"1",
    "XML": '<?xml version="1.0"?><hujjat>Намуна</hujjat>'.encode(),
    "PDF": b"%PDF-1.7\n",
}


@pytest.mark.parametrize("case", [*NEAR_MISSES, *ORDINARY])
def test_everything_else_is_signed_unchanged(case, build):
    content = {**NEAR_MISSES, **ORDINARY}[case]
    assert opened(build(content))["encap_content_info"]["content"].native == content


@given(st.text(alphabet="0123456789abcdefABCDEF", min_size=1, max_size=128))
def test_no_hash_code_is_ever_refused(code):
    refuse_attributes(code.encode())


attributes = st.lists(st.builds(attribute, st.just("2.999.3"), st.binary(max_size=9).map(der.octet_string)), max_size=5)


@given(attributes)
def test_every_set_of_attributes_is_refused(parts):
    with pytest.raises(ContentUnsafe):
        refuse_attributes(der.set_of(parts))


@given(st.binary(max_size=64))
@example(USUAL[1:])
@example(b"\x00")
def test_whatever_is_refused_is_a_set_of_attributes_to_a_foreign_parser_too(tail):
    """Never too strict: what we refuse, asn1crypto reads as attributes."""
    content = b"\x31" + tail
    try:
        refuse_attributes(content)
    except ContentUnsafe:
        for one in cms.CMSAttributes.load(content, strict=True):
            assert one["type"].dotted


# ------------------------------------------------------------------ the signer's certificate


def certificate(*, version: bool = True, serial: bytes | None = None, issuer: bytes | None = None) -> bytes:
    """As much of a certificate as a message needs."""
    fields = [
        der.integer(0x77) if serial is None else serial,
        der.sequence(der.oid("2.999")),
        der.sequence() if issuer is None else issuer,
        der.sequence(),
    ]
    body = [der.tagged(0, der.integer(2)), *fields] if version else fields
    return der.sequence(der.sequence(*body), der.sequence(der.oid("2.999")), der.bit_string(b""))


@pytest.mark.parametrize("version", [True, False])
def test_issuer_and_serial_number_are_taken_as_they_stand(version):
    issuer = der.sequence(
        der.tlv(der.SET, der.sequence(der.oid("2.5.4.3"), der.tlv(0x1E, "Намуна".encode("utf-16-be"))))
    )
    found = issuer_and_serial(certificate(version=version, serial=der.integer(2**64), issuer=issuer))
    assert found == (issuer, der.integer(2**64))


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\x30\x80",
        der.sequence(),
        der.sequence(der.sequence()),
        der.sequence(der.sequence(der.tagged(0, der.integer(2)))),
        der.sequence(der.sequence(der.integer(1), der.sequence())),
        der.sequence(der.integer(1)),
        certificate(serial=der.octet_string(b"\x01")),
        certificate(issuer=der.tlv(der.SET)),
        certificate() + b"\x00",
    ],
)
def test_what_is_no_certificate_makes_no_signer(broken, national_chain):
    with pytest.raises(KeyUnusable):
        CmsBuilder([broken], choose(national_chain.spki))


def test_a_signer_needs_a_certificate(national_chain):
    with pytest.raises(KeyUnusable):
        CmsBuilder([], choose(national_chain.spki))
