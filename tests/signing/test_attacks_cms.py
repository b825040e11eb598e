"""Messages that must never be called valid, one by one: what others got wrong, and everything nearby."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from pki_for_tests import (
    CA_NAME,
    CONTENT,
    CONTENT_TYPE,
    ID_DATA,
    KINDS,
    MESSAGE_DIGEST,
    NOW,
    SIGNING_TIME,
    Draft,
    Pki,
    SignerDraft,
    attribute,
    clock,
    constraints,
    draft,
    ec_key,
    generalized,
    issuer_and_serial,
    key_usage,
    make_pki,
    name,
    purposes,
    rsa_key,
    shared_pki,
    time,
    to_ber,
)

from muhr.domain.errors import MessageMalformed
from muhr.domain.signatures import Verdict
from muhr.signing import der
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

INVALID, UNCLEAR, MALFORMED = "invalid", "cannot judge", "malformed"

Build = Callable[[Pki], Draft | bytes]
CASES: dict[str, tuple[str, str, Build]] = {}


def case(expected: str, label: str, *kinds: str) -> Callable[[Build], Build]:
    """Register a message that must be judged `expected`, for every kind of key or for these."""

    def register(build: Build) -> Build:
        for kind in kinds or KINDS:
            assert f"{kind}: {label}" not in CASES
            CASES[f"{kind}: {label}"] = (kind, expected, build)
        return build

    return register


def with_signer(pki: Pki, **changes: object) -> Draft:
    made = draft(pki)
    for key, value in changes.items():
        setattr(made.signer, key, value)
    return made


def with_certificate(pki: Pki, **changes: object) -> Draft:
    """A message whose signer's certificate was issued by the right CA with these changes."""
    issued = pki.issue(**changes)
    return draft(pki, certificates=[issued, pki.ca, pki.root], signers=[SignerDraft(pki.key, issued)])


def digest_of(pki: Pki, content: bytes = CONTENT) -> bytes:
    return pki.key.choice.digest.compute(content)


# ------------------------------------------------------------------ who signed at all


@case(INVALID, "no SignerInfo at all (Bouncy Castle 2026)")
def _(pki: Pki) -> Draft:
    made = draft(pki)
    made.signers.clear()
    made.digests = [pki.key.choice.digest.identifier_der]
    return made


@case(INVALID, "certificates only, no content, no digests")
def _(pki: Pki) -> Draft:
    made = draft(pki, attached=False, digests=[])
    made.signers.clear()
    return made


@case(INVALID, "no digest algorithms announced (CVE-2026-45447)")
def _(pki: Pki) -> Draft:
    return draft(pki, digests=[])


@case(INVALID, "two signers, the second forged")
def _(pki: Pki) -> Draft:
    made = draft(pki)
    made.signers.append(SignerDraft(pki.key, pki.signer, signature=made.signer.key.sign(b"something else")))
    return made


@case(INVALID, "two signers, the first forged")
def _(pki: Pki) -> Draft:
    made = draft(pki)
    made.signers.insert(0, SignerDraft(pki.key, pki.signer, signature=pki.key.sign(b"something else")))
    return made


@case(UNCLEAR, "two signers, the second under an unknown root")
def _(pki: Pki) -> Draft:
    other = make_pki("p256")
    made = draft(pki)
    made.certificates = [*pki.chain, other.signer]
    # The same issuer name and serial would make the certificate ambiguous.
    stranger = other.issue(serial=99, issuer=name(cn="Nobody knows"))
    made.certificates[-1] = stranger
    made.signers.append(SignerDraft(other.key, stranger))
    return made


# ------------------------------------------------------------------ content


@case(INVALID, "content swapped, signature kept (CVE-2023-39969)")
def _(pki: Pki) -> bytes:
    return draft(pki).der().replace(CONTENT, CONTENT[::-1])


@case(INVALID, "content shortened by one byte")
def _(pki: Pki) -> Draft:
    return draft(pki, explicit_content=der.octet_string(CONTENT[:-1]))


@case(INVALID, "content longer by one byte")
def _(pki: Pki) -> Draft:
    return draft(pki, explicit_content=der.octet_string(CONTENT + b"0"))


@case(INVALID, "content emptied")
def _(pki: Pki) -> Draft:
    return draft(pki, explicit_content=der.octet_string(b""))


@case(UNCLEAR, "content removed and not given")
def _(pki: Pki) -> Draft:
    return draft(pki, attached=False)


@case(MALFORMED, "two contents")
def _(pki: Pki) -> Draft:
    return draft(pki, explicit_content=der.octet_string(CONTENT) + der.octet_string(CONTENT))


@case(MALFORMED, "content without OCTET STRING")
def _(pki: Pki) -> Draft:
    return draft(pki, explicit_content=der.sequence(der.octet_string(CONTENT)))


@case(MALFORMED, "content as BIT STRING")
def _(pki: Pki) -> Draft:
    return draft(pki, explicit_content=der.bit_string(CONTENT))


@case(MALFORMED, "a piece of the content is no OCTET STRING")
def _(pki: Pki) -> bytes:
    pieces = b"\x24\x80" + der.octet_string(CONTENT[:30]) + der.tlv(0x0C, CONTENT[30:]) + b"\0\0"
    return draft(pki, explicit_content=pieces).der()


@case(INVALID, "pieces of the content in another order")
def _(pki: Pki) -> bytes:
    pieces = b"\x24\x80" + der.octet_string(CONTENT[30:]) + der.octet_string(CONTENT[:30]) + b"\0\0"
    return draft(pki, explicit_content=pieces).der()


# ------------------------------------------------------------------ signed attributes


@case(INVALID, "signedAttrs moved into the content (Strenzke)")
def _(pki: Pki) -> Draft:
    """The signature of a good message, presented as one over content that is the DER of its signed attributes."""
    attributes = der.set_of(
        [
            attribute(CONTENT_TYPE, der.oid(ID_DATA)),
            attribute(SIGNING_TIME, time(NOW)),
            attribute(MESSAGE_DIGEST, der.octet_string(digest_of(pki))),
        ]
    )
    return draft(
        pki,
        content=attributes,
        signers=[SignerDraft(pki.key, pki.signer, without_attributes=True, signature=pki.key.sign(attributes))],
    )


@case(INVALID, "a set of one attribute as content without signedAttrs")
def _(pki: Pki) -> Draft:
    content = der.set_of([attribute("1.2.3.4", der.integer(1))])
    return draft(pki, content=content, signers=[SignerDraft(pki.key, pki.signer, without_attributes=True)])


@case(INVALID, "no signedAttrs although the content type is not id-data")
def _(pki: Pki) -> Draft:
    return draft(
        pki,
        content_type="1.2.840.113549.1.9.16.1.4",
        signers=[SignerDraft(pki.key, pki.signer, without_attributes=True)],
    )


@case(INVALID, "signedAttrs removed, signature kept")
def _(pki: Pki) -> Draft:
    full = draft(pki)
    attributes = der.set_of(
        [
            attribute(CONTENT_TYPE, der.oid(ID_DATA)),
            attribute(SIGNING_TIME, time(NOW)),
            attribute(MESSAGE_DIGEST, der.octet_string(digest_of(pki))),
        ]
    )
    full.signer.without_attributes = True
    full.signer.signature = pki.key.sign(attributes)
    return full


@case(INVALID, "signedAttrs added to a signature over bare content")
def _(pki: Pki) -> Draft:
    return with_signer(pki, signature=pki.key.sign(CONTENT))


@case(INVALID, "signature over the attributes with their [0] tag")
def _(pki: Pki) -> Draft:
    attributes = der.set_of(
        [
            attribute(CONTENT_TYPE, der.oid(ID_DATA)),
            attribute(SIGNING_TIME, time(NOW)),
            attribute(MESSAGE_DIGEST, der.octet_string(digest_of(pki))),
        ]
    )
    return with_signer(pki, signature=pki.key.sign(b"\xa0" + attributes[1:]))


@case(MALFORMED, "an empty set of signed attributes")
def _(pki: Pki) -> Draft:
    return with_signer(pki, attributes=[])


@case(INVALID, "signed attributes out of DER order")
def _(pki: Pki) -> Draft:
    made = with_signer(pki, in_order=False)
    made.signer.attributes = sorted(
        [
            attribute(CONTENT_TYPE, der.oid(ID_DATA)),
            attribute(SIGNING_TIME, time(NOW)),
            attribute(MESSAGE_DIGEST, der.octet_string(digest_of(pki))),
        ],
        reverse=True,
    )
    return made


@case(INVALID, "an attribute added after signing")
def _(pki: Pki) -> Draft:
    extra = attribute("1.2.3.4", der.integer(7))
    return with_signer(pki, tamper=lambda encoded: der.set_of([*_children(encoded), extra]))


@case(INVALID, "an attribute taken away after signing")
def _(pki: Pki) -> Draft:
    return with_signer(pki, tamper=lambda encoded: der.set_of([c for c in _children(encoded) if b"\x09\x05" not in c]))


def _children(encoded: bytes) -> list[bytes]:
    return [child.der for child in der.children(der.read(encoded))]


@case(INVALID, "a countersignature among the signed attributes")
def _(pki: Pki) -> Draft:
    return with_signer(pki, more=[attribute("1.2.840.113549.1.9.6", der.sequence(der.integer(1)))])


@case(INVALID, "contentType missing (OpenSSL no_ct)")
def _(pki: Pki) -> Draft:
    return with_signer(pki, content_type=b"")


@case(INVALID, "messageDigest missing (OpenSSL no_md)")
def _(pki: Pki) -> Draft:
    return with_signer(pki, message_digest=b"")


@case(INVALID, "contentType names another type")
def _(pki: Pki) -> Draft:
    return with_signer(pki, content_type=attribute(CONTENT_TYPE, der.oid("1.2.840.113549.1.7.5")))


@case(INVALID, "eContentType other than the signed contentType")
def _(pki: Pki) -> Draft:
    return draft(
        pki,
        content_type="1.2.840.113549.1.7.5",
        signers=[SignerDraft(pki.key, pki.signer, content_type=attribute(CONTENT_TYPE, der.oid(ID_DATA)))],
    )


@case(INVALID, "contentType with an arc of 2^32 more")
def _(pki: Pki) -> Draft:
    return with_signer(pki, content_type=attribute(CONTENT_TYPE, der.oid(f"1.2.840.113549.1.7.{2**32 + 1}")))


ATTRIBUTES = {
    "contentType": ("content_type", CONTENT_TYPE, lambda pki: der.oid(ID_DATA)),
    "messageDigest": ("message_digest", MESSAGE_DIGEST, lambda pki: der.octet_string(digest_of(pki))),
    "signingTime": ("signing_time", SIGNING_TIME, lambda pki: time(NOW)),
}

OTHER_TYPES: dict[str, bytes] = {
    "BOOLEAN": b"\x01\x01\xff",
    "INTEGER": der.integer(5),
    "BIT STRING": der.bit_string(bytes(32)),
    "OCTET STRING": der.octet_string(bytes(32)),
    "NULL": der.NULL_DER,
    "OID": der.oid("1.2.3.4"),
    "ENUMERATED": der.tlv(0x0A, b"\1"),
    "UTF8String": der.tlv(0x0C, b"text"),
    "PrintableString": der.tlv(0x13, b"text"),
    "IA5String": der.tlv(0x16, b"260302093015Z"),
    "SEQUENCE": der.sequence(der.integer(1)),
    "empty SEQUENCE": der.sequence(),
    "SET": der.tlv(0x31, der.integer(1)),
    "context [0]": der.tagged(0, der.integer(1)),
    "context primitive [0]": der.tlv(0x80, bytes(32)),
}
RIGHT_TYPES = {"contentType": {"OID"}, "messageDigest": {"OCTET STRING"}, "signingTime": set()}


def _attribute_cases() -> None:
    for label, (part, oid, right) in ATTRIBUTES.items():
        for type_name, value in OTHER_TYPES.items():
            if type_name in RIGHT_TYPES[label]:
                continue

            def wrong_type(pki: Pki, part: str = part, oid: str = oid, value: bytes = value) -> Draft:
                return with_signer(pki, **{part: attribute(oid, value)})

            case(INVALID, f"{label} as {type_name} (CVE-2026-22796)", "national", "rsa")(wrong_type)

        def twice(pki: Pki, oid: str = oid, right: Callable[[Pki], bytes] = right) -> Draft:
            return with_signer(pki, more=[attribute(oid, right(pki))])

        def twice_different(pki: Pki, oid: str = oid) -> Draft:
            return with_signer(pki, more=[attribute(oid, der.octet_string(b"other"))])

        def two_values(pki: Pki, part: str = part, oid: str = oid, right: Callable[[Pki], bytes] = right) -> Draft:
            return with_signer(pki, **{part: attribute(oid, right(pki), right(pki))})

        def two_other_values(
            pki: Pki, part: str = part, oid: str = oid, right: Callable[[Pki], bytes] = right
        ) -> Draft:
            return with_signer(pki, **{part: attribute(oid, right(pki), der.octet_string(bytes(32)))})

        def no_values(pki: Pki, part: str = part, oid: str = oid) -> Draft:
            return with_signer(pki, **{part: attribute(oid)})

        case(INVALID, f"{label} twice, the same (OpenSSL ct_multiple)")(twice)
        case(INVALID, f"{label} twice, different")(twice_different)
        case(INVALID, f"{label} with two values, the same")(two_values)
        case(INVALID, f"{label} with two values, different")(two_other_values)
        case(INVALID, f"{label} without a value")(no_values)


_attribute_cases()


@pytest.mark.parametrize("change", ["flip", "zeros", "shorter", "longer", "empty", "other content", "raw content"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_digest_that_is_properly_signed(kind: str, change: str) -> None:
    pki = shared_pki(kind)
    right = digest_of(pki)
    wrong = {
        "flip": bytes((right[0] ^ 1,)) + right[1:],
        "zeros": bytes(len(right)),
        "shorter": right[:-1],
        "longer": right + b"\0",
        "empty": b"",
        "other content": digest_of(pki, b"other"),
        "raw content": CONTENT,
    }[change]
    judge(with_signer(pki, message_digest=attribute(MESSAGE_DIGEST, der.octet_string(wrong))), kind, INVALID)


# ------------------------------------------------------------------ signing time

_TIMES: dict[str, tuple[str, bytes]] = {
    "an hour in the future": (INVALID, time(NOW + timedelta(hours=1))),
    "a year in the future": (INVALID, time(NOW + timedelta(days=365))),
    "before the certificate": (INVALID, time(datetime(2024, 12, 31, 23, 59, 59, tzinfo=UTC))),
    "long before the certificate": (INVALID, time(datetime(1999, 1, 1, tzinfo=UTC))),
    "before the certificate, generalized": (INVALID, generalized(datetime(2020, 1, 1, tzinfo=UTC))),
    "far in the future, generalized": (INVALID, generalized(datetime(2126, 1, 1, tzinfo=UTC))),
    "without seconds": (INVALID, der.tlv(0x17, b"2603020930Z")),
    "without zone": (INVALID, der.tlv(0x17, b"260302093015")),
    "with an offset": (INVALID, der.tlv(0x17, b"260302093015+0500")),
    "with fractions": (INVALID, der.tlv(0x18, b"20260302093015.5Z")),
    "in no month": (INVALID, der.tlv(0x17, b"261302093015Z")),
    "on 30 February": (INVALID, der.tlv(0x17, b"260230093015Z")),
    "at 24:00": (INVALID, der.tlv(0x17, b"260302240000Z")),
    "in letters": (INVALID, der.tlv(0x17, b"26030209301aZ")),
    "with Arabic digits": (INVALID, der.tlv(0x18, "٢٠٢٦".encode() + b"0302093015Z")),
    "with a sign": (INVALID, der.tlv(0x17, b"-60302093015Z")),
    "empty": (INVALID, der.tlv(0x17, b"")),
    "a UTCTime of four year digits": (INVALID, der.tlv(0x17, b"20260302093015Z")),
    "a GeneralizedTime of two year digits": (INVALID, der.tlv(0x18, b"260302093015Z")),
}


@pytest.mark.parametrize("label", _TIMES)
@pytest.mark.parametrize("kind", ["national", "p256"])
def test_a_signing_time_that_cannot_be(kind: str, label: str) -> None:
    expected, value = _TIMES[label]
    judge(with_signer(shared_pki(kind), signing_time=attribute(SIGNING_TIME, value)), kind, expected)


# ------------------------------------------------------------------ algorithms


def _identifier(oid: str, *parameters: bytes) -> bytes:
    return der.sequence(der.oid(oid), *parameters)


OZDST_DIGEST, OZMST_DIGEST = "1.2.860.3.15.1.3.2.1.1", "1.2.860.3.15.2.3.2.1.1"
DIGESTS = {
    "SHA-1": "1.3.14.3.2.26",
    "MD5": "1.2.840.113549.2.5",
    "SHA-224": "2.16.840.1.101.3.4.2.4",
    "SHA-256": "2.16.840.1.101.3.4.2.1",
    "SHA-384": "2.16.840.1.101.3.4.2.2",
    "SHA-512": "2.16.840.1.101.3.4.2.3",
    "SHA3-256": "2.16.840.1.101.3.4.2.8",
    "GOST R 34.11-94": "1.2.643.2.2.9",
    "GOST R 34.11-2012": "1.2.643.7.1.1.2.2",
    "O'z DSt 1106": OZDST_DIGEST,
    "O'z MSt 285": OZMST_DIGEST,
    "O'z DSt 1106 with one arc more": OZDST_DIGEST + ".1",
    "O'z DSt 1106 plus 2^32": f"1.2.860.3.15.1.3.2.1.{2**32 + 1}",
    "SHA-256 plus 2^64": f"2.16.840.1.101.3.4.2.{2**64 + 1}",
    "an unknown one": "1.2.3.4.5",
}
SIGNATURES = {
    "sha1WithRSA": "1.2.840.113549.1.1.5",
    "md5WithRSA": "1.2.840.113549.1.1.4",
    "sha256WithRSA": "1.2.840.113549.1.1.11",
    "sha384WithRSA": "1.2.840.113549.1.1.12",
    "RSASSA-PSS without parameters": "1.2.840.113549.1.1.10",
    "ecdsaWithSHA1": "1.2.840.10045.4.1",
    "ecdsaWithSHA256": "1.2.840.10045.4.3.2",
    "ecdsaWithSHA512": "1.2.840.10045.4.3.4",
    "Ed25519": "1.3.101.112",
    "DSA": "1.2.840.10040.4.3",
    "GOST R 34.10-2001": "1.2.643.2.2.3",
    "GOST R 34.10-2012": "1.2.643.7.1.1.3.2",
    "O'z DSt 1092": "1.2.860.3.15.1.1.2.2.2.2",
    "O'z DSt 1092, one arc short": "1.2.860.3.15.1.1.2.2.2",
    "O'z DSt 1092 alg I": "1.2.860.3.15.1.1.1.2.2.2",
    "O'z MSt 286": "1.2.860.3.15.2.1.2.2.2.2",
    "the digest's OID": OZDST_DIGEST,
    "an unknown one": "1.2.3.4.5",
}
_OWN_DIGEST = {"national": "O'z DSt 1106", "p256": "SHA-256", "rsa": "SHA-256"}
_OWN_SIGNATURE = {"national": "O'z DSt 1092", "p256": "ecdsaWithSHA256", "rsa": "sha256WithRSA"}


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize(
    ("kind", "label"), [(kind, label) for kind in KINDS for label in DIGESTS if label != _OWN_DIGEST[kind]]
)
def test_the_digest_is_called_by_another_name(kind: str, label: str, announced: bool) -> None:
    pki = shared_pki(kind)
    identifier = _identifier(DIGESTS[label])
    made = with_signer(pki, digest=identifier)
    made.digests = [identifier] if announced else None
    not_valid(made, kind)


@pytest.mark.parametrize(
    ("kind", "label"), [(kind, label) for kind in KINDS for label in SIGNATURES if label != _OWN_SIGNATURE[kind]]
)
def test_the_signature_is_called_by_another_name(kind: str, label: str) -> None:
    not_valid(with_signer(shared_pki(kind), algorithm=_identifier(SIGNATURES[label])), kind)


_PARAMETERS = {
    "INTEGER": der.integer(1),
    "OID of an S-box": der.oid("1.2.643.2.2.30.0"),
    "empty SEQUENCE": der.sequence(),
    "OCTET STRING": der.octet_string(b"x"),
}


@pytest.mark.parametrize("label", _PARAMETERS)
@pytest.mark.parametrize("where", ["digest", "algorithm"])
@pytest.mark.parametrize("kind", KINDS)
def test_parameters_that_do_not_belong_there(kind: str, where: str, label: str) -> None:
    pki = shared_pki(kind)
    own = DIGESTS[_OWN_DIGEST[kind]] if where == "digest" else SIGNATURES[_OWN_SIGNATURE[kind]]
    not_valid(with_signer(pki, **{where: _identifier(own, _PARAMETERS[label])}), kind)


@case(INVALID, "digest in SignerInfo not among those announced")
def _(pki: Pki) -> Draft:
    return draft(pki, digests=[_identifier("2.16.840.1.101.3.4.2.3")])


# ------------------------------------------------------------------ the signature itself

_SIGNATURE_CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda s: b"",
    "one zero byte": lambda s: b"\0",
    "all zeros (CVE-2022-21449)": lambda s: bytes(len(s)),
    "all ones": lambda s: b"\xff" * len(s),
    "first byte changed": lambda s: bytes((s[0] ^ 1,)) + s[1:],
    "last byte changed": lambda s: s[:-1] + bytes((s[-1] ^ 1,)),
    "middle byte changed": lambda s: s[:32] + bytes((s[32] ^ 0x80,)) + s[33:],
    "one byte short": lambda s: s[:-1],
    "one byte long": lambda s: s + b"\0",
    "a zero before": lambda s: b"\0" + s,
    "halves exchanged": lambda s: s[len(s) // 2 :] + s[: len(s) // 2],
    "reversed": lambda s: s[::-1],
    "doubled": lambda s: s + s,
    "as DER SEQUENCE r=s=0": lambda s: der.sequence(der.integer(0), der.integer(0)),
    "as DER SEQUENCE r=s=1": lambda s: der.sequence(der.integer(1), der.integer(1)),
    "inside an OCTET STRING": der.octet_string,
}


@pytest.mark.parametrize("label", _SIGNATURE_CHANGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_signature(kind: str, label: str) -> None:
    pki = shared_pki(kind)
    signed = der.set_of(
        [
            attribute(CONTENT_TYPE, der.oid(ID_DATA)),
            attribute(SIGNING_TIME, time(NOW)),
            attribute(MESSAGE_DIGEST, der.octet_string(digest_of(pki))),
        ]
    )
    judge(with_signer(pki, signature=_SIGNATURE_CHANGES[label](pki.key.sign(signed))), kind, INVALID)


@case(INVALID, "signed by another key of the same kind")
def _(pki: Pki) -> Draft:
    other = make_pki(pki.kind, 1) if pki.kind != "rsa" else None
    return with_signer(pki, key=other.key if other else rsa_key(50))


@case(INVALID, "signed by the CA's key under the director's name")
def _(pki: Pki) -> Draft:
    return with_signer(pki, key=pki.ca_key)


@case(INVALID, "a signature of another content, everything else as it should be")
def _(pki: Pki) -> Draft:
    other = draft(pki, content=b"another document").der()
    signature = der.children(der.read(other))  # the signature is the last OCTET STRING of the message
    signer_info = der.children(der.children(der.children(signature[1])[0])[-1])[0]
    return with_signer(pki, signature=der.children(signer_info)[-1].value)


@case(INVALID, "an RSA signature under the national OID", "national")
def _(pki: Pki) -> Draft:
    return with_signer(pki, signature=rsa_key().sign(b"anything"))


@case(INVALID, "a national signature under an RSA certificate", "rsa")
def _(pki: Pki) -> Draft:
    return with_signer(pki, signature=shared_pki("national").key.sign(b"anything"))


@case(INVALID, "a national signature under an ECDSA certificate", "p256")
def _(pki: Pki) -> Draft:
    return with_signer(pki, signature=shared_pki("national").key.sign(b"anything"))


# ------------------------------------------------------------------ the signer's certificate


@case(UNCLEAR, "the signer's certificate is not in the message")
def _(pki: Pki) -> Draft:
    return draft(pki, certificates=[pki.ca, pki.root])


@case(UNCLEAR, "no certificates in the message")
def _(pki: Pki) -> Draft:
    return draft(pki, certificate_field=b"")


@case(INVALID, "two certificates with the same issuer and serial, different keys")
def _(pki: Pki) -> Draft:
    twin = pki.issue(spki=ec_key().spki)
    return draft(pki, certificates=[pki.signer, twin, pki.ca, pki.root])


@case(INVALID, "two certificates with the same issuer and serial, the false one first")
def _(pki: Pki) -> Draft:
    twin = pki.issue(spki=ec_key().spki)
    return draft(pki, certificates=[twin, pki.signer, pki.ca, pki.root])


@case(INVALID, "the CA as signer")
def _(pki: Pki) -> Draft:
    return draft(pki, signers=[SignerDraft(pki.ca_key, pki.ca)])


@case(INVALID, "the root as signer")
def _(pki: Pki) -> Draft:
    return draft(pki, signers=[SignerDraft(pki.root_key, pki.root)])


@case(UNCLEAR, "signer named by another serial")
def _(pki: Pki) -> Draft:
    other = pki.issue(serial=1)
    return with_signer(pki, sid=issuer_and_serial(other))


@case(UNCLEAR, "signer named by another issuer")
def _(pki: Pki) -> Draft:
    return with_signer(pki, sid=der.sequence(name(cn="Namuna CB"), der.integer(0x77112233)))


@case(UNCLEAR, "signer named by a negative serial of the same bits")
def _(pki: Pki) -> Draft:
    return with_signer(pki, sid=der.sequence(CA_NAME, der.integer(0x77112233 - 2**32)))


@case(UNCLEAR, "signer named by a key identifier nobody has")
def _(pki: Pki) -> Draft:
    return with_signer(pki, version=der.integer(3), sid=der.tlv(0x80, bytes(20)))


@case(MALFORMED, "version 1 with a key identifier")
def _(pki: Pki) -> Draft:
    return with_signer(pki, sid=der.tlv(0x80, bytes(20)))


@case(MALFORMED, "version 3 with issuer and serial")
def _(pki: Pki) -> Draft:
    return with_signer(pki, version=der.integer(3))


_USAGES = {
    "keyEncipherment": (2,),
    "dataEncipherment": (3,),
    "keyAgreement": (4,),
    "keyCertSign": (5,),
    "cRLSign": (6,),
    "encipherOnly": (7,),
    "nothing at all": (),
    "everything but signatures": (2, 3, 4, 5, 6, 7),
}


@pytest.mark.parametrize("label", _USAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_certificate_whose_key_usage_forbids_signing(kind: str, label: str) -> None:
    pki = shared_pki(kind)
    made = with_certificate(pki, extensions=[key_usage(*_USAGES[label]), constraints(False)])
    judge(made, kind, INVALID)


_PURPOSES = {
    "timeStamping": ["1.3.6.1.5.5.7.3.8"],
    "OCSPSigning": ["1.3.6.1.5.5.7.3.9"],
    "serverAuth": ["1.3.6.1.5.5.7.3.1"],
    "codeSigning (CVE-2023-40012 the other way round)": ["1.3.6.1.5.5.7.3.3"],
    "timeStamping and OCSPSigning": ["1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.9"],
    "an unknown one": ["1.2.3.4"],
    "emailProtection plus 2^32": [f"1.3.6.1.5.5.7.3.{2**32 + 4}"],
    "none": [],
}


@pytest.mark.parametrize("label", _PURPOSES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_certificate_for_another_purpose(kind: str, label: str) -> None:
    pki = shared_pki(kind)
    made = with_certificate(pki, extensions=[key_usage(0, 1), purposes(*_PURPOSES[label])])
    judge(made, kind, INVALID)


# ------------------------------------------------------------------ form

_FORMS: dict[str, Callable[[Pki], bytes]] = {
    "nothing": lambda pki: b"",
    "one byte": lambda pki: b"\x30",
    "spaces": lambda pki: b"   \n",
    "text": lambda pki: b"hello, this is not a signature",
    "an HTML page": lambda pki: b"<!DOCTYPE html><html></html>",
    "a byte after the end": lambda pki: draft(pki).der() + b"\0",
    "a second message after the first": lambda pki: draft(pki).der() * 2,
    "two zero bytes after the end": lambda pki: draft(pki).der() + b"\0\0",
    "a byte after the end of BER": lambda pki: to_ber(draft(pki).der()) + b"\0",
    "the last byte missing": lambda pki: draft(pki).der()[:-1],
    "half": lambda pki: draft(pki).der()[: len(draft(pki).der()) // 2],
    "BER without its last end mark": lambda pki: to_ber(draft(pki).der())[:-2],
    "only the header": lambda pki: draft(pki).der()[:4],
    "a length of 4 GiB": lambda pki: b"\x30\x84\xff\xff\xff\xff" + draft(pki).der()[4:],
    "a length of eight bytes": lambda pki: b"\x30\x88" + bytes(7) + b"\x7f" + draft(pki).der()[4:],
    "a length of 127 bytes": lambda pki: b"\x30\xff" + bytes(127),
    "a length longer than needed": lambda pki: b"\x30\x83\x00" + draft(pki).der()[2:],
    "another content type": lambda pki: draft(pki, outer_type="1.2.840.113549.1.7.3").der(),
    "id-data": lambda pki: draft(pki, outer_type=ID_DATA).der(),
    "signedData plus 2^32": lambda pki: draft(pki, outer_type=f"1.2.840.113549.1.7.{2**32 + 2}").der(),
    "version 0": lambda pki: draft(pki, version=der.integer(0)).der(),
    "version 6": lambda pki: draft(pki, version=der.integer(6)).der(),
    "version -1": lambda pki: draft(pki, version=der.integer(-1)).der(),
    "version 2^70": lambda pki: draft(pki, version=der.integer(2**70)).der(),
    "version as text": lambda pki: draft(pki, version=der.tlv(0x0C, b"1")).der(),
    "version in two bytes": lambda pki: draft(pki, version=b"\x02\x02\x00\x01").der(),
    "something after the signers": lambda pki: draft(pki, after_signers=der.integer(1)).der(),
    "signers twice": lambda pki: draft(pki, after_signers=der.tlv(0x31)).der(),
    "certificates twice": lambda pki: draft(pki, crls=der.tagged(0, pki.signer)).der(),
    "something after the signature": lambda pki: with_signer(pki, after=der.integer(1)).der(),
    "unsigned attributes twice": lambda pki: with_signer(
        pki, unsigned=der.tagged(1, attribute("1.2.3", der.integer(1))), after=der.tagged(1)
    ).der(),
    "an empty set of unsigned attributes": lambda pki: with_signer(pki, unsigned=der.tagged(1)).der(),
    "a certificate that is an INTEGER": lambda pki: draft(pki, certificate_field=der.tagged(0, der.integer(1))).der(),
    "two PEM messages": lambda pki: _pem(draft(pki).der()) * 2,
    "PEM of a certificate": lambda pki: _pem(pki.signer, "CERTIFICATE"),
    "PEM without end": lambda pki: _pem(draft(pki).der())[:-20],
    "PEM with another end": lambda pki: _pem(draft(pki).der()).replace(b"END PKCS7", b"END CMS"),
    "base64 with a letter too many": lambda pki: _base64(draft(pki).der()).rstrip(b"=") + b"A" * 5,
    "base64 with a strange letter": lambda pki: _base64(draft(pki).der())[:80] + b"*" + _base64(draft(pki).der())[81:],
    "base64url": lambda pki: _base64(draft(pki).der())[:40] + b"-_" + _base64(draft(pki).der())[42:],
    "base64 of base64": lambda pki: _base64(_base64(draft(pki).der())),
}


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data)


def _pem(data: bytes, label: str = "PKCS7") -> bytes:
    return b"-----BEGIN %s-----\n%s\n-----END %s-----\n" % (label.encode(), _base64(data), label.encode())


@pytest.mark.parametrize("label", _FORMS)
def test_bytes_that_are_no_message(label: str) -> None:
    judge(_FORMS[label](shared_pki("national")), "national", MALFORMED)


# ------------------------------------------------------------------ judging

_verifiers: dict[str, CmsVerifier] = {}


def verifier(kind: str) -> CmsVerifier:
    if kind not in _verifiers:
        _verifiers[kind] = CmsVerifier(TrustStore([shared_pki(kind).root]), clock)
    return _verifiers[kind]


def judge(made: Draft | bytes, kind: str, expected: str) -> None:
    message = made if isinstance(made, bytes) else made.der()
    if expected == MALFORMED:
        with pytest.raises(MessageMalformed):
            verifier(kind).verify(message)
        return
    report = verifier(kind).verify(message)
    assert report.verdict.value == expected
    assert report.reasons or any(signer.reasons for signer in report.signers)


def not_valid(made: Draft, kind: str) -> None:
    assert verifier(kind).verify(made.der()).verdict is not Verdict.VALID


@pytest.mark.parametrize("label", CASES)
def test_must_not_be_valid(label: str) -> None:
    kind, expected, build = CASES[label]
    judge(build(shared_pki(kind)), kind, expected)


@pytest.mark.parametrize("kind", KINDS)
def test_unchanged_the_very_same_messages_are_valid(kind: str) -> None:
    """Without this, everything above could pass because nothing is ever valid."""
    pki = shared_pki(kind)
    for message in (draft(pki).der(), to_ber(draft(pki).der()), _pem(draft(pki).der()), with_certificate(pki).der()):
        report = verifier(kind).verify(message)
        assert (report.verdict, report.content) == (Verdict.VALID, CONTENT)
