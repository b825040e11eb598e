"""RSA and ECDSA keys: forged blocks and signatures, parameters of RSA-PSS, keys that are weak or no keys at all."""

from __future__ import annotations

import hashlib
from math import prod

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from muhr.domain.errors import CannotJudge, SignatureInvalid
from muhr.signing import algorithms, der, rsa_ecdsa, schemes
from muhr.signing.algorithms import choose, load_public_key
from muhr.signing.signer import CryptographyKey

DATA = b"what was signed"
SHA1_OID = "1.3.14.3.2.26"
SHA256_OID, SHA512_OID = schemes.SHA256.oid, schemes.SHA512.oid
RSA_SHA256, RSA_SHA512 = "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.13"
ECDSA_SHA256, ECDSA_SHA384 = "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3"
STREEBOG = "1.2.643.7.1.1.2.2"
NATIONAL_2009, _ = schemes.NATIONAL


def spki(key) -> bytes:
    public = key if hasattr(key, "public_bytes") else key.public_key()
    return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


@pytest.fixture(scope="module")
def rsa_key():
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture(scope="module")
def rsa_signature(rsa_key):
    return rsa_key.sign(DATA, padding.PKCS1v15(), hashes.SHA256())


@pytest.fixture(scope="module")
def p256():
    return ec.generate_private_key(ec.SECP256R1())


def verify(key, signature, **named):
    load_public_key(key if isinstance(key, bytes) else spki(key)).verify(DATA, signature, **named)


# ------------------------------------------------------------------ RSA


@pytest.mark.parametrize(
    ("signature_oid", "digest_oid"),
    [(RSA_SHA256, SHA256_OID), (RSA_SHA256, None), ("1.2.840.113549.1.1.1", SHA256_OID)],
)
@pytest.mark.parametrize("parameters", [None, der.NULL_DER])
def test_rsa_pkcs1(signature_oid, digest_oid, parameters, rsa_key, rsa_signature):
    assert load_public_key(spki(rsa_key)).name == "RSA-2048"
    named = {"signature_oid": signature_oid, "digest_oid": digest_oid, "parameters_der": parameters}
    verify(rsa_key, rsa_signature, **named)
    with pytest.raises(SignatureInvalid):
        load_public_key(spki(rsa_key)).verify(DATA + b".", rsa_signature, **named)


@pytest.mark.parametrize(
    ("signature_oid", "digest_oid", "parameters"),
    [
        (RSA_SHA256, SHA512_OID, None),
        (RSA_SHA512, SHA512_OID, None),
        (RSA_SHA256, SHA256_OID, der.sequence()),
        ("1.2.840.113549.1.1.1", None, None),
        ("1.2.840.113549.1.1.1", SHA512_OID, None),
        ("1.2.840.113549.1.1.1", NATIONAL_2009.digest.oid, None),
        ("1.2.840.113549.1.1.10", SHA256_OID, None),
        (ECDSA_SHA256, SHA256_OID, None),
        (NATIONAL_2009.signature_oid, NATIONAL_2009.digest.oid, None),
    ],
)
def test_what_does_not_fit_an_rsa_signature_is_invalid(signature_oid, digest_oid, parameters, rsa_key, rsa_signature):
    with pytest.raises(SignatureInvalid):
        verify(rsa_key, rsa_signature, signature_oid=signature_oid, digest_oid=digest_oid, parameters_der=parameters)


def test_rsa_with_a_weak_or_unknown_digest_cannot_be_judged(rsa_key, rsa_signature):
    for digest_oid in (SHA1_OID, STREEBOG):
        with pytest.raises(CannotJudge):
            verify(rsa_key, rsa_signature, signature_oid="1.2.840.113549.1.1.1", digest_oid=digest_oid)


def raw_rsa(key, block: bytes) -> bytes:
    """The RSA private operation on a block of our own making."""
    numbers = key.private_numbers()
    n = numbers.public_numbers.n
    return pow(int.from_bytes(block, "big"), numbers.d, n).to_bytes((n.bit_length() + 7) // 8, "big")


def pkcs1_block(info: bytes, size: int = 256, fill: int | None = None) -> bytes:
    padded = b"\xff" * (size - len(info) - 3 if fill is None else fill)
    return (b"\x00\x01" + padded + b"\x00" + info).ljust(size, b"\x00")


def digest_info(digest: bytes, *, null: bool = True) -> bytes:
    return der.sequence(der.sequence(der.oid(SHA256_OID), der.NULL_DER if null else b""), der.octet_string(digest))


DIGEST = hashlib.sha256(DATA).digest()


def test_our_own_rsa_block_is_accepted_when_it_is_right(rsa_key):
    verify(rsa_key, raw_rsa(rsa_key, pkcs1_block(digest_info(DIGEST))), signature_oid=RSA_SHA256)


FORGED_BLOCKS = {
    "garbage after the hash (Bleichenbacher 2006)": pkcs1_block(digest_info(DIGEST) + b"\x2a" * 150),
    "short padding, garbage after": pkcs1_block(digest_info(DIGEST), fill=8),
    "no padding at all": pkcs1_block(digest_info(DIGEST), fill=0),
    "block type 2": b"\x00\x02" + pkcs1_block(digest_info(DIGEST))[2:],
    "padding not all ff": b"\x00\x01\xff\xfe" + pkcs1_block(digest_info(DIGEST))[4:],
    "the bare hash": pkcs1_block(DIGEST),
    "no zero before the hash": pkcs1_block(digest_info(DIGEST))[:-52] + b"\xff" + digest_info(DIGEST),
    "hash too short": pkcs1_block(digest_info(DIGEST[:31])),
    "parameters other than NULL": pkcs1_block(
        der.sequence(der.sequence(der.oid(SHA256_OID), der.octet_string(b"xx")), der.octet_string(DIGEST))
    ),
    "another digest's name": pkcs1_block(
        der.sequence(der.sequence(der.oid(SHA512_OID), der.NULL_DER), der.octet_string(DIGEST))
    ),
    "long form lengths (BERserk)": pkcs1_block(b"\x30\x81" + digest_info(DIGEST)[1:]),
}


@pytest.mark.parametrize("case", FORGED_BLOCKS)
def test_forged_rsa_blocks_are_refused(case, rsa_key):
    with pytest.raises(SignatureInvalid):
        verify(rsa_key, raw_rsa(rsa_key, FORGED_BLOCKS[case]), signature_oid=RSA_SHA256)


@pytest.mark.parametrize("byte", range(32))
@pytest.mark.parametrize("null", [True, False])
def test_every_byte_of_the_hash_counts(byte, null, rsa_key):
    """With and without the NULL: one library compared too few bytes when it was left out."""
    wrong = bytearray(DIGEST)
    wrong[byte] ^= 1
    with pytest.raises(SignatureInvalid):
        verify(rsa_key, raw_rsa(rsa_key, pkcs1_block(digest_info(bytes(wrong), null=null))), signature_oid=RSA_SHA256)


@pytest.mark.parametrize("signature", [b"", b"\x00", bytes(256), b"\x00" * 255 + b"\x01", b"\xff" * 256, bytes(257)])
def test_degenerate_rsa_signatures_are_refused(signature, rsa_key):
    with pytest.raises(SignatureInvalid):
        verify(rsa_key, signature, signature_oid=RSA_SHA256)


def rsa_spki(n: int, e: int = 65537) -> bytes:
    return der.sequence(
        der.sequence(der.oid("1.2.840.113549.1.1.1"), der.NULL_DER),
        der.bit_string(der.sequence(der.integer(n), der.integer(e))),
    )


def test_small_rsa_keys_prove_nothing():
    with pytest.raises(CannotJudge) as caught:
        load_public_key(spki(rsa.generate_private_key(65537, 1024)))
    assert caught.value.code == "signature-weak"


def test_huge_rsa_keys_are_not_tried():
    with pytest.raises(CannotJudge):
        load_public_key(rsa_spki(2**16385 + 9))


@pytest.mark.parametrize("exponent", [1, 2, 65536])
def test_impossible_exponents_are_refused(exponent, rsa_key):
    with pytest.raises(SignatureInvalid):
        load_public_key(rsa_spki(rsa_key.public_key().public_numbers().n, exponent))


def test_an_even_modulus_is_refused(rsa_key):
    with pytest.raises(SignatureInvalid):
        load_public_key(rsa_spki(rsa_key.public_key().public_numbers().n - 1))


def test_keys_with_the_roca_flaw_prove_nothing(rsa_key):
    """A modulus of the shape CVE-2017-15361 makes: 65537^k modulo the product of the small primes."""
    small = prod(n for n in range(2, 168) if all(n % other for other in range(2, n)))
    flawed = pow(65537, 4711, small) + small * (2**2047 // small + 1)
    assert flawed.bit_length() == 2048
    with pytest.raises(CannotJudge) as caught:
        load_public_key(rsa_spki(flawed))
    assert caught.value.code == "signature-weak"
    assert not rsa_ecdsa.has_roca_flaw(rsa_key.public_key().public_numbers().n)


def test_an_rsa_key_with_parameters_is_refused(rsa_key):
    body = der.children(der.read(spki(rsa_key)))[1].der
    with pytest.raises(SignatureInvalid):
        load_public_key(der.sequence(der.sequence(der.oid(schemes.RSA_KEY), der.sequence()), body))


# ------------------------------------------------------------------ RSA-PSS


def pss_parameters(digest="SHA256", mask="SHA256", salt=32, *extra: bytes) -> bytes:
    named = {"SHA1": SHA1_OID, "SHA256": SHA256_OID, "SHA512": SHA512_OID, "odd": STREEBOG}
    digest_der = der.sequence(der.oid(named[digest]), der.NULL_DER)
    mask_der = der.sequence(der.oid("1.2.840.113549.1.1.8"), der.sequence(der.oid(named[mask]), der.NULL_DER))
    salt_der = [] if salt == 20 else [der.tagged(2, der.integer(salt))]  # 20 is the default, which DER leaves out
    return der.sequence(der.tagged(0, digest_der), der.tagged(1, mask_der), *salt_der, *extra)


PSS = "1.2.840.113549.1.1.10"


@pytest.mark.parametrize(
    ("digest", "mask", "salt"), [("SHA256", "SHA256", 32), ("SHA512", "SHA256", 0), ("SHA256", "SHA512", 64)]
)
def test_pss_parameters_are_honoured(digest, mask, salt, rsa_key):
    function, inner = getattr(hashes, digest)(), getattr(hashes, mask)()
    signature = rsa_key.sign(DATA, padding.PSS(padding.MGF1(inner), salt), function)
    named = {"signature_oid": PSS, "parameters_der": pss_parameters(digest, mask, salt)}
    verify(rsa_key, signature, **named)
    verify(rsa_key, signature, **named, digest_oid=SHA256_OID if digest == "SHA256" else SHA512_OID)
    wrong = [
        pss_parameters(digest, mask, salt + 1),
        pss_parameters(digest, "SHA256" if mask != "SHA256" else "SHA512", salt),
    ]
    for parameters in wrong:
        with pytest.raises(SignatureInvalid):
            verify(rsa_key, signature, signature_oid=PSS, parameters_der=parameters)
    with pytest.raises(SignatureInvalid):
        verify(rsa_key, signature, **named, digest_oid=schemes.SHA384.oid)
    with pytest.raises(SignatureInvalid):
        verify(rsa_key, signature, signature_oid=RSA_SHA256)


@pytest.mark.parametrize(
    "parameters",
    [
        der.sequence(),  # everything left out means SHA-1
        pss_parameters("SHA1", "SHA256"),
        pss_parameters("SHA256", "SHA1"),
    ],
)
def test_pss_with_sha1_proves_nothing(parameters, rsa_key):
    with pytest.raises(CannotJudge) as caught:
        verify(rsa_key, bytes(256), signature_oid=PSS, parameters_der=parameters)
    assert caught.value.code == "signature-weak"


@pytest.mark.parametrize(
    "parameters",
    [
        pss_parameters("odd"),
        pss_parameters("SHA256", "odd"),
        der.sequence(der.tagged(1, der.sequence(der.oid("2.999"), der.sequence(der.oid(SHA256_OID))))),
    ],
)
def test_pss_with_unknown_functions_cannot_be_judged(parameters, rsa_key):
    with pytest.raises(CannotJudge):
        verify(rsa_key, bytes(256), signature_oid=PSS, parameters_der=parameters)


@pytest.mark.parametrize(
    "parameters",
    [
        None,
        b"",
        der.NULL_DER,
        b"\x30\x80\x00\x00",
        der.sequence(der.integer(1)),
        der.sequence(der.tagged(4, der.integer(1))),
        der.sequence(der.tagged(0)),
        der.sequence(der.tagged(0, der.integer(1))),
        der.sequence(der.tagged(0, der.sequence(der.oid(SHA256_OID), der.NULL_DER, der.NULL_DER))),
        der.sequence(der.tagged(0, der.sequence())),
        der.sequence(der.tagged(1, der.sequence(der.oid("1.2.840.113549.1.1.8")))),
        der.sequence(der.tagged(2, der.integer(20)), der.tagged(2, der.integer(32))),
        der.sequence(der.tagged(2, der.integer(20)), der.tagged(0, schemes.SHA256.identifier_der)),
        pss_parameters("SHA256", "SHA256", -1),
        pss_parameters("SHA256", "SHA256", 2**31),
        pss_parameters("SHA256", "SHA256", 32, der.tagged(3, der.integer(2))),
    ],
)
def test_malformed_pss_parameters_are_refused(parameters, rsa_key):
    signature = rsa_key.sign(DATA, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    with pytest.raises(SignatureInvalid):
        verify(rsa_key, signature, signature_oid=PSS, parameters_der=parameters)


def test_a_trailer_written_out_is_the_default(rsa_key):
    signature = rsa_key.sign(DATA, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    parameters = pss_parameters("SHA256", "SHA256", 32, der.tagged(3, der.integer(1)))
    verify(rsa_key, signature, signature_oid=PSS, parameters_der=parameters)


def pss_key(rsa_key, *parameters: bytes) -> bytes:
    body = der.children(der.read(spki(rsa_key)))[1].der
    return der.sequence(der.sequence(der.oid(PSS), *parameters), body)


def test_a_key_bound_to_pss_signs_and_verifies_only_pss(rsa_key, rsa_signature):
    for info in (pss_key(rsa_key), pss_key(rsa_key, pss_parameters("SHA512", "SHA512", 20))):
        choice = choose(info)
        signature = CryptographyKey(rsa_key, choice).sign(DATA)
        oid, parameters = der.children(der.read(choice.signature_identifier_der))
        assert der.read_oid(oid) == PSS
        assert load_public_key(info).name == choice.signature_name == "RSA-PSS-2048"
        verify(info, signature, signature_oid=PSS, parameters_der=parameters.der, digest_oid=choice.digest.oid)
        with pytest.raises(SignatureInvalid):
            verify(info, rsa_signature, signature_oid=RSA_SHA256)


@pytest.mark.parametrize(
    ("digest", "mask", "salt"), [("SHA256", "SHA512", 32), ("SHA512", "SHA256", 32), ("SHA512", "SHA512", 31)]
)
def test_a_key_bound_to_pss_accepts_no_less_than_its_own_parameters(digest, mask, salt, rsa_key):
    info = pss_key(rsa_key, pss_parameters("SHA512", "SHA512", 32))
    layout = padding.PSS(padding.MGF1(getattr(hashes, mask)()), salt)
    signature = rsa_key.sign(DATA, layout, getattr(hashes, digest)())
    with pytest.raises(SignatureInvalid):
        verify(info, signature, signature_oid=PSS, parameters_der=pss_parameters(digest, mask, salt))


def test_a_larger_salt_than_the_key_demands_is_fine(rsa_key):
    info = pss_key(rsa_key, pss_parameters("SHA512", "SHA512", 32))
    signature = rsa_key.sign(DATA, padding.PSS(padding.MGF1(hashes.SHA512()), 40), hashes.SHA512())
    verify(info, signature, signature_oid=PSS, parameters_der=pss_parameters("SHA512", "SHA512", 40))


# ------------------------------------------------------------------ ECDSA


@pytest.mark.parametrize(
    ("curve", "name", "digest"),
    [
        (ec.SECP256R1(), "ECDSA P-256", schemes.SHA256),
        (ec.SECP384R1(), "ECDSA P-384", schemes.SHA384),
        (ec.SECP521R1(), "ECDSA P-521", schemes.SHA512),
    ],
)
def test_ecdsa_on_the_three_curves(curve, name, digest):
    private = ec.generate_private_key(curve)
    choice = choose(spki(private))
    assert (choice.digest, choice.signature_name) == (digest, name)
    key = load_public_key(spki(private))
    assert key.name == name
    signature = CryptographyKey(private, choice).sign(DATA)
    (identifier,) = der.children(der.read(choice.signature_identifier_der))
    for oid in (der.read_oid(identifier), schemes.EC_KEY):
        key.verify(DATA, signature, signature_oid=oid, digest_oid=digest.oid)
        with pytest.raises(SignatureInvalid):
            key.verify(DATA + b".", signature, signature_oid=oid, digest_oid=digest.oid)


@pytest.mark.parametrize(
    ("signature_oid", "digest_oid", "parameters"),
    [
        (ECDSA_SHA384, None, None),
        (ECDSA_SHA256, SHA512_OID, None),
        (ECDSA_SHA256, SHA256_OID, der.sequence()),
        (schemes.EC_KEY, None, None),
        (schemes.EC_KEY, NATIONAL_2009.digest.oid, None),
        (RSA_SHA256, SHA256_OID, None),
        (NATIONAL_2009.signature_oid, NATIONAL_2009.digest.oid, None),
    ],
)
def test_what_does_not_fit_an_ecdsa_signature_is_invalid(signature_oid, digest_oid, parameters, p256):
    signature = p256.sign(DATA, ec.ECDSA(hashes.SHA256()))
    with pytest.raises(SignatureInvalid):
        verify(p256, signature, signature_oid=signature_oid, digest_oid=digest_oid, parameters_der=parameters)


P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def ecdsa_forgeries(signature: bytes) -> dict[str, bytes]:
    r, s = (der.read_integer(part) for part in der.children(der.read(signature)))
    return {
        "r and s are 0 (CVE-2022-21449)": der.sequence(der.integer(0), der.integer(0)),
        "r is 0": der.sequence(der.integer(0), der.integer(s)),
        "s is 0": der.sequence(der.integer(r), der.integer(0)),
        "r is n": der.sequence(der.integer(P256_ORDER), der.integer(s)),
        "r + n": der.sequence(der.integer(r + P256_ORDER), der.integer(s)),
        "s + n": der.sequence(der.integer(r), der.integer(s + P256_ORDER)),
        "r negative": der.sequence(der.integer(r - P256_ORDER), der.integer(s)),
        "exchanged": der.sequence(der.integer(s), der.integer(r)),
        "raw r and s": r.to_bytes(32, "big") + s.to_bytes(32, "big"),
        "bytes after the end": signature + b"\x00",
        "three numbers": der.sequence(der.integer(r), der.integer(s), der.integer(1)),
        "long form length": b"\x30\x81" + signature[1:],
        "empty": b"",
    }


@pytest.mark.parametrize("case", ecdsa_forgeries(der.sequence(der.integer(1), der.integer(1))))
def test_forged_ecdsa_signatures_are_refused(case, p256):
    signature = p256.sign(DATA, ec.ECDSA(hashes.SHA256()))
    verify(p256, signature, signature_oid=ECDSA_SHA256)
    with pytest.raises(SignatureInvalid):
        verify(p256, ecdsa_forgeries(signature)[case], signature_oid=ECDSA_SHA256)


def test_a_weak_digest_under_the_key_oid_cannot_be_judged(p256):
    with pytest.raises(CannotJudge):
        verify(p256, b"", signature_oid=schemes.EC_KEY, digest_oid=SHA1_OID)


def test_a_curve_outside_the_table_cannot_be_judged():
    for curve in (ec.SECP256K1(), ec.SECP192R1()):
        with pytest.raises(CannotJudge):
            load_public_key(spki(ec.generate_private_key(curve)))


def test_explicit_curve_parameters_cannot_be_judged(p256):
    """CVE-2020-0601: a curve given by its own numbers, with a base point that fits somebody's public key."""
    point = der.children(der.read(spki(p256)))[1].der
    explicit = der.sequence(
        der.integer(1),
        der.sequence(der.oid("1.2.840.10045.1.1"), der.integer(2**256 - 2**224 + 2**192 + 2**96 - 1)),
        der.sequence(der.octet_string(bytes(32)), der.octet_string(bytes(32))),
        der.octet_string(b"\x04" + bytes(64)),
        der.integer(P256_ORDER),
    )
    for parameters in (explicit, der.NULL_DER):
        with pytest.raises(CannotJudge):
            load_public_key(der.sequence(der.sequence(der.oid(schemes.EC_KEY), parameters), point))
    with pytest.raises(CannotJudge):
        load_public_key(der.sequence(der.sequence(der.oid(schemes.EC_KEY)), point))


@pytest.mark.parametrize("encoded", [b"\x04" + bytes(64), b"\x04" + b"\x01" * 64, b"\x00", b"", b"\x04" + bytes(63)])
def test_a_point_off_the_named_curve_is_refused(encoded):
    algorithm = der.sequence(der.oid(schemes.EC_KEY), der.oid("1.2.840.10045.3.1.7"))
    with pytest.raises(SignatureInvalid) as caught:
        load_public_key(der.sequence(algorithm, der.bit_string(encoded)))
    assert caught.value.code == "signature-bad-key"


def test_the_same_key_is_read_once(p256):
    assert algorithms.load_public_key(spki(p256)) is algorithms.load_public_key(spki(p256))
