"""The choice of a token's mechanism: pure, checked with keys of the `cryptography` library in the token's place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from muhr.domain.errors import KeyUnusable
from muhr.signing import der
from muhr.signing.algorithms import choose, load_public_key
from muhr.signing.ozdst1092 import PrivateKey
from muhr.signing.tokens.mechanisms import Feed, Plan, plan

DATA = b"the signed attributes of a message"
RSA_PKCS, SHA256_RSA_PKCS, RSA_PKCS_PSS, SHA256_RSA_PKCS_PSS = 0x01, 0x40, 0x0D, 0x43
ECDSA, ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512 = 0x1041, 0x1044, 0x1045, 0x1046


def spki(key: Any) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def pss_spki(key: rsa.RSAPrivateKey) -> bytes:
    """The same key bound to RSA-PSS without parameters (RFC 4055 §1.2)."""
    bits = der.children(der.read(spki(key), der.SEQUENCE))[1].der
    return der.sequence(der.sequence(der.oid("1.2.840.113549.1.1.10")), bits)


class Device:
    """Signs as a token would, by the numbers it gets."""

    def __init__(self, key: Any) -> None:
        self._key = key

    def sign(self, mechanism: int, parameter: tuple[int, ...], data: bytes) -> bytes:
        if mechanism == SHA256_RSA_PKCS:
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        if mechanism == RSA_PKCS:  # the bare operation over whatever it gets: m^d with the padding of RFC 8017 §9.2
            numbers = self._key.private_numbers()
            size = (self._key.key_size + 7) // 8
            block = b"\0\1" + b"\xff" * (size - len(data) - 3) + b"\0" + data
            return pow(int.from_bytes(block, "big"), numbers.d, numbers.public_numbers.n).to_bytes(size, "big")
        if mechanism in (RSA_PKCS_PSS, SHA256_RSA_PKCS_PSS):
            assert parameter == (0x250, 2, 32)
            algorithm = utils.Prehashed(hashes.SHA256()) if mechanism == RSA_PKCS_PSS else hashes.SHA256()
            return self._key.sign(data, padding.PSS(padding.MGF1(hashes.SHA256()), 32), algorithm)
        hashing = {ECDSA_SHA256: hashes.SHA256(), ECDSA_SHA384: hashes.SHA384(), ECDSA_SHA512: hashes.SHA512()}
        bare = {32: hashes.SHA256(), 48: hashes.SHA384(), 64: hashes.SHA512()}
        algorithm = hashing.get(mechanism) or utils.Prehashed(bare[len(data)])
        r, s = utils.decode_dss_signature(self._key.sign(data, ec.ECDSA(algorithm)))
        size = (self._key.curve.key_size + 7) // 8
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def new_rsa() -> Any:
    return rsa.generate_private_key(65537, 2048)


CASES: list[tuple[Callable[[], Any], Callable[[Any], bytes], set[int], int, Feed]] = [
    (new_rsa, spki, {RSA_PKCS, SHA256_RSA_PKCS}, SHA256_RSA_PKCS, Feed.DATA),
    (new_rsa, spki, {RSA_PKCS, ECDSA}, RSA_PKCS, Feed.DIGEST_INFO),
    (new_rsa, pss_spki, {SHA256_RSA_PKCS_PSS, RSA_PKCS_PSS}, SHA256_RSA_PKCS_PSS, Feed.DATA),
    (new_rsa, pss_spki, {SHA256_RSA_PKCS, RSA_PKCS_PSS}, RSA_PKCS_PSS, Feed.DIGEST),
    (lambda: ec.generate_private_key(ec.SECP256R1()), spki, {ECDSA, ECDSA_SHA256}, ECDSA_SHA256, Feed.DATA),
    (lambda: ec.generate_private_key(ec.SECP256R1()), spki, {ECDSA, ECDSA_SHA384}, ECDSA, Feed.DIGEST),
    (lambda: ec.generate_private_key(ec.SECP384R1()), spki, {ECDSA, ECDSA_SHA384}, ECDSA_SHA384, Feed.DATA),
    (lambda: ec.generate_private_key(ec.SECP521R1()), spki, {ECDSA}, ECDSA, Feed.DIGEST),
    (lambda: ec.generate_private_key(ec.SECP521R1()), spki, {ECDSA_SHA512}, ECDSA_SHA512, Feed.DATA),
]


@pytest.mark.parametrize(("make", "public", "available", "mechanism", "feed"), CASES)
def test_what_a_token_makes_by_the_plan_verifies(
    make: Callable[[], Any], public: Callable[[Any], bytes], available: set[int], mechanism: int, feed: Feed
) -> None:
    key = make()
    chosen = plan(public(key), available)
    assert chosen is not None
    assert (chosen.mechanism, chosen.feed) == (mechanism, feed)
    raw = Device(key).sign(chosen.mechanism, chosen.parameter, chosen.prepare(DATA))
    oid, parameters = signature_identifier(public(key))
    load_public_key(public(key)).verify(DATA, chosen.finish(raw), signature_oid=oid, parameters_der=parameters)


def signature_identifier(public: bytes) -> tuple[str, bytes | None]:
    """OID and parameters, as a message of this key would name them."""
    parts = der.children(der.read(choose(public).signature_identifier_der, der.SEQUENCE))
    return der.read_oid(parts[0]), parts[1].der if len(parts) > 1 else None


@pytest.mark.parametrize("available", [set(), {0x0}, {ECDSA}, {RSA_PKCS_PSS, SHA256_RSA_PKCS_PSS}])
def test_without_a_fitting_mechanism_there_is_no_plan(available: set[int]) -> None:
    assert plan(spki(new_rsa()), available) is None


def test_the_national_algorithm_is_on_no_token(write_spki: Callable[..., bytes]) -> None:
    assert plan(write_spki(PrivateKey.generate().public_key), set(range(0x2000))) is None


@pytest.mark.parametrize("raw", [b"", b"\x01", b"\x01" * 63])
def test_what_is_no_pair_of_numbers_is_refused(raw: bytes) -> None:
    chosen = plan(spki(ec.generate_private_key(ec.SECP256R1())), {ECDSA})
    assert isinstance(chosen, Plan)
    with pytest.raises(KeyUnusable):
        chosen.finish(raw)
