"""The table of algorithms and the national keys: what fits, what is weak or unknown. RSA: test_rsa_ecdsa.py."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from muhr.domain.errors import CannotJudge, SignatureInvalid
from muhr.signing import der, ozdst1106, schemes
from muhr.signing.algorithms import choose, digest_by_oid, load_public_key, scheme_by_oid
from muhr.signing.ozdst1092 import CRYPTOPRO_A, CRYPTOPRO_B, CRYPTOPRO_C, PrivateKey
from muhr.signing.signer import OzdstKey

DATA = b"what was signed"
SHA1_OID = "1.3.14.3.2.26"
SHA256_OID, SHA512_OID = schemes.SHA256.oid, schemes.SHA512.oid
RSA_SHA256, RSA_SHA512 = "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.13"
ECDSA_SHA256, ECDSA_SHA384 = "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3"
STREEBOG = "1.2.643.7.1.1.2.2"
NATIONAL_2009, NATIONAL_2024 = schemes.NATIONAL


def spki(key) -> bytes:
    public = key if hasattr(key, "public_bytes") else key.public_key()
    return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


@pytest.fixture(scope="module")
def rsa_key():
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture(scope="module")
def rsa_signature(rsa_key):
    return rsa_key.sign(DATA, padding.PKCS1v15(), hashes.SHA256())


def verify(key, signature, **named):
    load_public_key(key if isinstance(key, bytes) else spki(key)).verify(DATA, signature, **named)


# ------------------------------------------------------------------ digests


@pytest.mark.parametrize("digest", [schemes.SHA224, schemes.SHA256, schemes.SHA384, schemes.SHA512])
def test_sha2_is_sha2(digest):
    expected = hashlib.new(digest.name.replace("-", ""), DATA).digest()
    assert digest.compute(DATA) == expected
    assert len(expected) == digest.size
    assert digest_by_oid(digest.oid) is digest
    assert der.children(der.read(digest.identifier_der))[0].der == der.oid(digest.oid)
    assert len(der.children(der.read(digest.identifier_der))) == 1


@pytest.mark.parametrize("oid", ["1.2.860.3.15.1.3.2.1.1", "1.2.860.3.15.2.3.2.1.1"])
def test_the_national_digest_has_two_names(oid):
    digest = digest_by_oid(oid)
    assert (digest.oid, digest.size, digest.compute(DATA)) == (oid, 32, ozdst1106.digest(DATA))
    assert digest.identifier_der == der.sequence(der.oid(oid), b"\x05\x00")


@pytest.mark.parametrize("oid", [SHA1_OID, "1.2.840.113549.2.5", "1.2.840.113549.2.2"])
def test_a_weak_digest_proves_nothing(oid):
    with pytest.raises(CannotJudge) as caught:
        digest_by_oid(oid)
    assert caught.value.code == "signature-weak"


@pytest.mark.parametrize(
    "oid",
    [
        STREEBOG,
        "1.2.643.2.2.9",
        "1.2.860.3.15.1.3.2.1",
        "1.2.860.3.15.1.3.2.1.1.1",
        "1.2.860.3.15.3.3.2.1.1",
        # A table that cuts arcs to 32 bits would take these for SHA-256 and for the national digest.
        "2.16.840.1.101.3.4.2.4294967297",
        "1.2.860.3.15.1.3.2.1.4294967297",
        "",
    ],
)
def test_an_unknown_digest_cannot_be_judged(oid):
    with pytest.raises(CannotJudge) as caught:
        digest_by_oid(oid)
    assert caught.value.code == "signature-unknown-algorithm"


# ------------------------------------------------------------------ national keys


@pytest.mark.parametrize(("arc", "national"), [("1", NATIONAL_2009), ("2", NATIONAL_2024)])
def test_a_national_key_signs_and_verifies_under_its_own_oids(arc, national, write_spki):
    private = PrivateKey.generate()
    info = write_spki(private.public_key, arc)
    choice = choose(info)
    assert choice.digest is national.digest
    assert choice.signature_identifier_der == der.sequence(der.oid(national.signature_oid), der.NULL_DER)
    key = load_public_key(info)
    assert key.name == choice.signature_name == national.family.value
    signature = OzdstKey(private, choice.digest).sign(DATA)
    for signature_oid in (national.signature_oid, national.key_oid):
        for parameters in (None, der.NULL_DER):
            for digest_oid in (None, national.digest.oid):
                key.verify(
                    DATA,
                    signature,
                    signature_oid=signature_oid,
                    parameters_der=parameters,
                    digest_oid=digest_oid,
                )
    with pytest.raises(SignatureInvalid):
        key.verify(DATA + b".", signature, signature_oid=national.signature_oid)


@pytest.mark.parametrize(
    ("signature_oid", "digest_oid"),
    [
        (RSA_SHA256, SHA256_OID),
        ("1.2.840.113549.1.1.1", NATIONAL_2009.digest.oid),
        ("1.2.840.113549.1.1.10", NATIONAL_2009.digest.oid),
        (ECDSA_SHA256, SHA256_OID),
        (NATIONAL_2024.signature_oid, None),
        (NATIONAL_2024.signature_oid, NATIONAL_2024.digest.oid),
        (NATIONAL_2009.signature_oid, NATIONAL_2024.digest.oid),
        (NATIONAL_2009.signature_oid, SHA256_OID),
        (NATIONAL_2009.signature_oid, STREEBOG),
    ],
)
def test_another_familys_oids_do_not_fit_a_national_key(signature_oid, digest_oid, write_spki):
    private = PrivateKey.generate()
    signature = OzdstKey(private, NATIONAL_2009.digest).sign(DATA)
    with pytest.raises(SignatureInvalid):
        verify(write_spki(private.public_key), signature, signature_oid=signature_oid, digest_oid=digest_oid)


def test_a_national_signature_has_no_parameters(write_spki):
    private = PrivateKey.generate()
    signature = OzdstKey(private, NATIONAL_2009.digest).sign(DATA)
    with pytest.raises(SignatureInvalid):
        verify(
            write_spki(private.public_key),
            signature,
            signature_oid=NATIONAL_2009.signature_oid,
            parameters_der=der.sequence(),
        )


def test_an_rsa_signature_under_the_national_oid_is_invalid(rsa_signature, write_spki):
    with pytest.raises(SignatureInvalid):
        verify(write_spki(PrivateKey(5).public_key), rsa_signature, signature_oid=NATIONAL_2009.signature_oid)


@pytest.mark.parametrize("curve", [CRYPTOPRO_B, CRYPTOPRO_C])
def test_a_key_on_another_curve_than_it_names_is_refused(curve, write_spki):
    key = PrivateKey(1234, curve).public_key
    with pytest.raises(SignatureInvalid) as caught:
        load_public_key(write_spki(key, "1", 1))
    assert caught.value.code == "signature-bad-key"
    # What the other numbers stand for is not certain: there the point decides.
    assert load_public_key(write_spki(key, "1", 3)).point.curve is curve


def national_key(*parameters: bytes, encoded: bytes | None = None) -> bytes:
    encoded = der.octet_string(PrivateKey(5).public_key.encoded) if encoded is None else encoded
    return der.sequence(der.sequence(der.oid(NATIONAL_2009.key_oid), *parameters), der.bit_string(encoded))


SET_1 = der.oid(f"{NATIONAL_2009.key_oid}.1")


@pytest.mark.parametrize(
    "parameters", [(), (der.NULL_DER,), (SET_1,), (der.sequence(SET_1),), (der.sequence(SET_1, der.oid("1.2.3")),)]
)
def test_parameters_of_a_national_key_come_in_several_forms(parameters):
    assert load_public_key(national_key(*parameters)).point.curve is CRYPTOPRO_A


@pytest.mark.parametrize("parameters", [der.oid("1.2.643.2.2.35.1"), der.sequence(der.oid("1.2.860.3.15.1.1.2.10.1"))])
def test_a_foreign_parameter_set_cannot_be_judged(parameters):
    with pytest.raises(CannotJudge):
        load_public_key(national_key(parameters))


@pytest.mark.parametrize(
    "broken",
    [
        national_key(der.integer(1)),
        national_key(der.sequence(der.integer(1))),
        national_key(SET_1, SET_1),
        national_key(encoded=b""),
        national_key(encoded=PrivateKey(5).public_key.encoded),
        national_key(encoded=der.octet_string(bytes(64))),
        national_key(encoded=der.octet_string(b"\x04" + PrivateKey(5).public_key.encoded)),
        national_key(encoded=der.octet_string(PrivateKey(5).public_key.encoded) + b"\x00"),
        der.sequence(der.sequence(der.oid(NATIONAL_2009.key_oid)), der.tlv(der.BIT_STRING, b"\x07\x80")),
        der.sequence(der.sequence(der.oid(NATIONAL_2009.key_oid)), der.tlv(der.BIT_STRING)),
        der.sequence(der.sequence(), der.bit_string(b"")),
        der.sequence(der.sequence(der.oid(NATIONAL_2009.key_oid))),
        der.octet_string(b""),
        b"",
    ],
)
def test_a_malformed_key_is_refused(broken):
    with pytest.raises(SignatureInvalid) as caught:
        load_public_key(broken)
    assert caught.value.code == "signature-bad-key"


@pytest.mark.parametrize(
    "oid",
    [
        "1.2.860.3.15.1.1.1.1",  # O'z DSt 1092 algorithm I
        "1.2.643.2.2.19",  # the same mathematics under the Russian name: not an algorithm of these certificates
        "1.2.643.7.1.1.1.1",
        "1.3.101.112",
        "1.2.840.10040.4.1",
    ],
)
def test_a_key_of_an_unknown_family_cannot_be_judged(oid):
    info = der.sequence(der.sequence(der.oid(oid)), der.bit_string(bytes(65)))
    for ask in (load_public_key, choose):
        with pytest.raises(CannotJudge) as caught:
            ask(info)
        assert caught.value.code == "signature-unknown-algorithm"


def test_ed25519_cannot_be_judged():
    with pytest.raises(CannotJudge):
        load_public_key(spki(ed25519.Ed25519PrivateKey.generate()))


# ------------------------------------------------------------------ signature OIDs


@pytest.mark.parametrize(
    "oid",
    ["1.2.840.113549.1.1.5", "1.2.840.113549.1.1.4", "1.2.840.113549.1.1.2", "1.3.14.3.2.29", "1.2.840.10045.4.1"],
)
def test_a_weak_signature_algorithm_proves_nothing(oid):
    with pytest.raises(CannotJudge) as caught:
        scheme_by_oid(oid)
    assert caught.value.code == "signature-weak"


@pytest.mark.parametrize("oid", ["1.2.860.3.15.1.1.2.2.2", "1.2.643.2.2.3", "1.2.840.113549.1.1.4294967307", "2.999"])
def test_an_unknown_signature_algorithm_cannot_be_judged(oid, rsa_key, rsa_signature):
    with pytest.raises(CannotJudge) as caught:
        verify(rsa_key, rsa_signature, signature_oid=oid)
    assert caught.value.code == "signature-unknown-algorithm"
