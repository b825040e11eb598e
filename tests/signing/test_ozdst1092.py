"""The national signature and the curves: known answers, must-reject cases, the quick way against the plain way."""

from __future__ import annotations

import base64
import copy
import json
import os
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muhr.domain.errors import KeyUnusable, SignatureInvalid
from muhr.signing import ozdst1092, points
from muhr.signing.ozdst1092 import CRYPTOPRO_A, CRYPTOPRO_B, CRYPTOPRO_C, PrivateKey, PublicKey, find_curve
from muhr.signing.points import Comb, Curve

KAT = json.loads((Path(__file__).parents[1] / "vectors" / "ozdst_kat.json").read_text(encoding="utf-8"))
VECTOR = KAT["signature_vector"]
VECTOR_KEY = base64.b64decode(VECTOR["spki_b64"])[-64:]
VECTOR_DIGEST = bytes.fromhex(VECTOR["signed_attrs_digest"])
VECTOR_SIGNATURE = bytes.fromhex(VECTOR["signature"])

curves = pytest.mark.parametrize("curve", points.CURVES, ids=lambda curve: curve.name)


def both(s: int, r: int) -> bytes:
    return s.to_bytes(32, "big") + r.to_bytes(32, "big")


def digest_of(e: int) -> bytes:
    """A hash whose number is e."""
    return e.to_bytes(32, "little")


# ------------------------------------------------------------------ known answers


def test_the_operators_signature_holds_at_first_use_and_later():
    key = PublicKey.from_encoded(VECTOR_KEY)
    for _ in range(3):  # without comb, with a new comb, with a kept comb
        key.verify(VECTOR_DIGEST, VECTOR_SIGNATURE)
    assert key.curve is CRYPTOPRO_A
    assert key.encoded == VECTOR_KEY


def test_the_example_of_the_standard():
    """RFC 5832 §7.1, on its own little curve: public key, r and s."""
    curve = Curve(
        name="RFC 5832 §7.1",
        p=57896044618658097711785492504343953926634992332820282019728792003956564821041,
        a=7,
        b=43308876546767276905765904595650931995942111794451039583252968842033849580414,
        q=57896044618658097711785492504343953927082934583725450622380973592137631069619,
        x=2,
        y=4018974056539037503335449422937059775635739389905545080690979365213431566280,
    )
    d = 55441196065363246126355624130324183196576709222340016572108097750006097525544
    e = 20798893674476452017134061561508270130637142515379653289952617252661468872421
    k = 53854137677348463731403841147996619241504003434302020712960838528893196233395
    r = 29700980915817952874371204983938256990422752107994319651632687982059210933395
    s = 574973400270084654178925310019147038455227042649098563933718999175515839552
    public = points.multiply(curve, d, curve.base)
    assert public == (
        57520216126176808443631405023338071176630104906313632182896741342206604859403,
        17614944419213781543809391949654080031942662045363639260709847859438286763994,
    )
    point = points.multiply(curve, k, curve.base)
    assert point is not None
    assert point[0] % curve.q == r
    assert (r * d + k * e) % curve.q == s
    PublicKey(*public, curve)._verify_plainly(s * pow(e, -1, curve.q) % curve.q, -r * pow(e, -1, curve.q) % curve.q, r)


# ------------------------------------------------------------------ what must be refused


@pytest.mark.parametrize("bit", range(0, 512, 3))
def test_no_bit_of_a_signature_may_change(bit):
    broken = (int.from_bytes(VECTOR_SIGNATURE, "big") ^ 1 << bit).to_bytes(64, "big")
    with pytest.raises(SignatureInvalid):
        PublicKey.from_encoded(VECTOR_KEY).verify(VECTOR_DIGEST, broken)


@pytest.mark.parametrize("bit", range(0, 256, 5))
def test_no_bit_of_the_hash_may_change(bit):
    broken = (int.from_bytes(VECTOR_DIGEST, "big") ^ 1 << bit).to_bytes(32, "big")
    with pytest.raises(SignatureInvalid):
        PublicKey.from_encoded(VECTOR_KEY).verify(broken, VECTOR_SIGNATURE)


def out_of_range() -> dict[str, bytes]:
    q = CRYPTOPRO_A.q
    s, r = int.from_bytes(VECTOR_SIGNATURE[:32], "big"), int.from_bytes(VECTOR_SIGNATURE[32:], "big")
    top = 2**256 - 1
    return {
        "r is 0": both(s, 0),
        "s is 0": both(0, r),
        "both are 0": both(0, 0),
        "r is q": both(s, q),
        "s is q": both(q, r),
        "both are q": both(q, q),
        "r is 2^256-1": both(s, top),
        "s is 2^256-1": both(top, r),
        "s and r exchanged": VECTOR_SIGNATURE[32:] + VECTOR_SIGNATURE[:32],
        "each half reversed": VECTOR_SIGNATURE[31::-1] + VECTOR_SIGNATURE[:31:-1],
        "s negated": both(q - s, r),
        "r negated": both(s, q - r),
        "empty": b"",
        "63 bytes": VECTOR_SIGNATURE[1:],
        "65 bytes": VECTOR_SIGNATURE + b"\x00",
        "a DER sequence": b"\x30\x3e\x02\x1d" + VECTOR_SIGNATURE[:29] + b"\x02\x1d" + VECTOR_SIGNATURE[:29],
        "all zero bytes and short": bytes(63),
    }


@pytest.mark.parametrize("case", out_of_range())
def test_what_is_no_signature_is_refused(case):
    key = PublicKey.from_encoded(VECTOR_KEY)
    for _ in range(2):
        with pytest.raises(SignatureInvalid):
            key.verify(VECTOR_DIGEST, out_of_range()[case])


def test_a_number_not_reduced_is_refused_even_where_it_would_fit():
    """s + q fits into 32 bytes for small s: were it reduced, one signature would have two forms."""
    key, q, k = PrivateKey(5), CRYPTOPRO_A.q, 2
    point = points.multiply(CRYPTOPRO_A, k, CRYPTOPRO_A.base)
    assert point is not None
    r = point[0] % q
    e = (1 - r * 5) * pow(k, -1, q) % q  # such that s = r·d + k·e = 1
    key.public_key.verify(digest_of(e), both(1, r))
    with pytest.raises(SignatureInvalid):
        key.public_key.verify(digest_of(e), both(1 + q, r))


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_a_hash_of_another_length_is_refused(size):
    with pytest.raises(SignatureInvalid):
        PublicKey.from_encoded(VECTOR_KEY).verify(bytes(size), VECTOR_SIGNATURE)
    with pytest.raises(ValueError, match="32 bytes"):
        PrivateKey(7).sign(bytes(size))


def test_the_signature_of_another_key_is_refused():
    signature = PrivateKey(11).sign(VECTOR_DIGEST)
    PrivateKey(11).public_key.verify(VECTOR_DIGEST, signature)
    with pytest.raises(SignatureInvalid):
        PrivateKey(12).public_key.verify(VECTOR_DIGEST, signature)


# ------------------------------------------------------------------ public keys and curves


@curves
def test_parameters_are_a_curve_of_prime_order(curve):
    """Fermat to two bases; a = -3, on which doubling relies; q·G is infinity; q is in Hasse's range, so the order."""
    for prime in (curve.p, curve.q):
        assert pow(2, prime - 1, prime) == pow(3, prime - 1, prime) == 1
    assert curve.a == curve.p - 3
    assert curve.contains(*curve.base)
    assert points.multiply(curve, curve.q, curve.base) is None
    assert abs(curve.q - curve.p - 1) < 2 * 2**128
    assert (4 * curve.a**3 + 27 * curve.b**2) % curve.p


@curves
def test_the_curve_is_found_by_the_point(curve):
    key = PrivateKey.generate(curve).public_key
    assert find_curve(key.x, key.y) is curve
    assert PublicKey.from_encoded(key.encoded) == key
    assert hash(PublicKey.from_encoded(key.encoded)) == hash(key)


@pytest.mark.parametrize(
    ("x", "y"),
    [(0, 0), (1, 1), (CRYPTOPRO_A.x, CRYPTOPRO_A.y + 1), (CRYPTOPRO_A.y, CRYPTOPRO_A.x), (2**256 - 1, 2**256 - 1)],
)
def test_a_point_off_every_curve_is_refused(x, y):
    assert find_curve(x, y) is None
    with pytest.raises(SignatureInvalid) as caught:
        PublicKey.from_encoded(x.to_bytes(32, "little") + y.to_bytes(32, "little"))
    assert caught.value.code == "signature-bad-key"


@curves
def test_coordinates_are_less_than_the_prime(curve):
    """x + p names the same point: a second form of one key is refused."""
    assert not curve.contains(curve.x + curve.p, curve.y)
    assert not curve.contains(curve.x, curve.y + curve.p)
    assert not curve.contains(curve.x, curve.y - curve.p)


def test_a_point_of_one_curve_is_no_key_on_another():
    with pytest.raises(SignatureInvalid):
        PublicKey(*CRYPTOPRO_B.base, CRYPTOPRO_A)


@pytest.mark.parametrize("size", [0, 63, 65, 128])
def test_a_key_of_another_length_is_refused(size):
    with pytest.raises(SignatureInvalid):
        PublicKey.from_encoded(bytes(size))


def test_a_key_equals_only_itself():
    one, other = PrivateKey(3).public_key, PrivateKey(4).public_key
    assert one == PrivateKey(3).public_key
    assert one != other
    assert one != "a key"


# ------------------------------------------------------------------ signing


@curves
@settings(max_examples=15)
@given(message=st.binary(min_size=32, max_size=32))
def test_what_is_signed_holds(curve, message):
    key = PrivateKey.generate(curve)
    signature = key.sign(message)
    assert len(signature) == 64
    for _ in range(2):
        key.public_key.verify(message, signature)


@pytest.mark.parametrize("number", [0, CRYPTOPRO_A.q])
def test_a_hash_that_is_zero_counts_as_one(number):
    key = PrivateKey(77)
    signature = key.sign(digest_of(number))
    for same in (0, CRYPTOPRO_A.q, 1, CRYPTOPRO_A.q + 1):
        key.public_key.verify(digest_of(same), signature)


@pytest.mark.parametrize("d", [1, 2, CRYPTOPRO_A.q - 1, CRYPTOPRO_A.q - 2])
def test_the_outermost_keys_sign(d):
    key = PrivateKey(d)
    assert (key.public_key.x, key.public_key.y) == points.multiply(CRYPTOPRO_A, d, CRYPTOPRO_A.base)
    for _ in range(3):
        key.public_key.verify(VECTOR_DIGEST, key.sign(VECTOR_DIGEST))


@pytest.mark.parametrize("d", [0, -1, CRYPTOPRO_A.q, CRYPTOPRO_A.q + 1])
def test_a_key_out_of_range_is_refused(d):
    with pytest.raises(KeyUnusable):
        PrivateKey(d)


def test_no_nonce_comes_twice():
    key = PrivateKey.generate()
    signatures = {key.sign(VECTOR_DIGEST) for _ in range(200)}
    assert len({signature[32:] for signature in signatures}) == 200


def test_without_randomness_the_nonce_still_depends_on_the_hash_and_the_key(monkeypatch):
    """A cloned machine: the operating system gives the same "random" bytes. r must repeat only with the whole."""
    monkeypatch.setattr(os, "urandom", bytes)
    one, other = PrivateKey(1234567), PrivateKey(1234568)
    first, second = digest_of(1), digest_of(2)
    assert one.sign(first) == one.sign(first)
    assert len({key.sign(message)[32:] for key in (one, other) for message in (first, second)}) == 4
    one.public_key.verify(first, one.sign(first))


def test_scalars_are_blinded(monkeypatch):
    """The same key and nonce take another way through the comb each time, to the same result."""
    key = PrivateKey(99)
    scalars = []
    parts = Comb.parts
    monkeypatch.setattr(Comb, "parts", lambda comb, scalar: scalars.append(scalar) or parts(comb, scalar))
    assert key._multiply_base(42) == key._multiply_base(42) == points.multiply(CRYPTOPRO_A, 42, CRYPTOPRO_A.base)
    assert len(set(scalars)) == 2
    assert {scalar % CRYPTOPRO_A.q for scalar in scalars} == {42}


def test_blinding_that_meets_an_exceptional_sum_changes_nothing(monkeypatch):
    """scalar + 1·q = 2²⁵⁶ + h with h = 2²⁵⁶ mod q: the comb adds h·G and 2²⁵⁶·G, which are the same point."""
    h = 2**256 - CRYPTOPRO_A.q
    monkeypatch.setattr(os, "urandom", lambda count: (1).to_bytes(count, "big"))
    assert PrivateKey(5)._multiply_base(2 * h) == points.multiply(CRYPTOPRO_A, 2 * h, CRYPTOPRO_A.base)


def test_a_nonce_that_makes_s_zero_is_not_used():
    key, q, k = PrivateKey(5), CRYPTOPRO_A.q, 7
    point = points.multiply(CRYPTOPRO_A, k, CRYPTOPRO_A.base)
    assert point is not None
    assert key._attempt(-point[0] * 5 * pow(k, -1, q) % q, k) == b""
    assert len(key._attempt(1, k)) == 64


def test_a_nonce_that_makes_r_zero_is_not_used():
    """On curve C the base point has x = 0: with k = 1, r would be 0 and the signature would give d away."""
    assert PrivateKey(5, CRYPTOPRO_C)._attempt(1, 1) == b""


def test_a_closed_key_signs_nothing_and_keeps_nothing():
    key = PrivateKey(0x1234567890)
    public = key.public_key
    key.destroy()
    key.destroy()
    assert not any(key._secret)
    assert key.public_key == public
    with pytest.raises(KeyUnusable):
        key.sign(VECTOR_DIGEST)


def test_a_key_shows_nothing_of_itself():
    key = PrivateKey(0xDEADBEEF)
    assert repr(key) == "<PrivateKey on CryptoPro-A>"
    for leak in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError):
            leak(key)


# ------------------------------------------------------------------ the quick way and the plain way


@curves
@settings(max_examples=12)
@given(scalar=st.integers(0, 2**256 - 1), factor=st.integers(2, 2**64))
def test_quick_and_plain_multiplication_agree(curve, scalar, factor):
    point = points.multiply(curve, factor, curve.base)
    assert point is not None
    expected = points.multiply(curve, scalar, point)
    comb = Comb(curve, point, bits=256, window=3)
    for found in (points.total(curve, None, comb.parts(scalar)), points.ladder(curve, scalar, point)):
        if expected is None:
            assert found[2] == 0
        else:
            assert points.affine(curve, found) == expected


@curves
def test_zero_times_a_point_is_infinity(curve):
    comb = Comb(curve, curve.base, bits=8, window=4)
    for found in (points.total(curve, None, comb.parts(0)), points.ladder(curve, 0, curve.base)):
        assert found[2] == 0
        with pytest.raises(ValueError, match="not invertible"):
            points.affine(curve, found)
    assert points.multiply(curve, 0, curve.base) is None


@curves
def test_plain_addition_knows_infinity_and_opposites(curve):
    point = curve.base
    opposite = (curve.x, curve.p - curve.y)
    assert points.add(curve, None, point) == points.add(curve, point, None) == point
    assert points.add(curve, None, None) is None
    assert points.add(curve, point, opposite) is None
    assert points.add(curve, point, point) == points.multiply(curve, 2, point)
    doubled = points.affine(curve, points.double(curve, (*point, 1), 1))
    assert doubled == points.multiply(curve, 2, point)


@curves
def test_an_exceptional_addition_shows_in_z(curve):
    """Adding a point to itself or to its opposite is beyond the quick formula; Z = 0 says so, and stays."""
    point = curve.base
    opposite = (curve.x, curve.p - curve.y)
    other = points.multiply(curve, 5, point)
    assert other is not None
    for second in (point, opposite):
        assert points.total(curve, None, [point, second])[2] == 0
        assert points.total(curve, None, [point, second, other])[2] == 0


def exceptional(z2: int) -> tuple[bytes, bytes]:
    """A hash and numbers (s, r) for the key Q = G, such that C = 1·G + z₂·Q is summed from equal or opposite points."""
    q = CRYPTOPRO_A.q
    point = points.multiply(CRYPTOPRO_A, 1 + z2, CRYPTOPRO_A.base)
    r = point[0] % q if point else 5
    e = -r * pow(z2, -1, q) % q
    return digest_of(e), both(e, r)


def test_a_true_signature_met_on_the_exceptional_way_holds():
    message, signature = exceptional(1)
    for _ in range(3):
        PrivateKey(1).public_key.verify(message, signature)


def test_a_sum_that_is_infinity_is_no_signature():
    message, signature = exceptional(-1)
    for _ in range(3):
        with pytest.raises(SignatureInvalid):
            PrivateKey(1).public_key.verify(message, signature)


def test_a_false_signature_on_the_exceptional_way_is_refused():
    message, signature = exceptional(1)
    # e and s both doubled keep z₁ and z₂·r: r alone is wrong then, and the sum is exceptional again.
    q = CRYPTOPRO_A.q
    r = int.from_bytes(signature[32:], "big")
    wrong = 2 * r % q
    message, signature = digest_of(-wrong % q), both(-wrong % q, wrong)
    for _ in range(3):
        with pytest.raises(SignatureInvalid):
            PrivateKey(1).public_key.verify(message, signature)


def test_combs_are_made_at_the_second_use_and_the_oldest_is_forgotten():
    kept = ozdst1092._KeyCombs(limit=2)
    one, two, three = ((key := PrivateKey(n).public_key).x and (key.x, key.y) for n in (21, 22, 23))
    assert kept.get(CRYPTOPRO_A, one) is None
    comb = kept.get(CRYPTOPRO_A, one)
    assert comb is not None
    assert kept.get(CRYPTOPRO_A, one) is comb
    assert kept.get(CRYPTOPRO_A, two) is None
    assert kept.get(CRYPTOPRO_A, one) is comb
    assert kept.get(CRYPTOPRO_A, three) is None  # two, used longest ago, goes
    assert kept.get(CRYPTOPRO_A, one) is comb
    assert kept.get(CRYPTOPRO_A, two) is None


def test_curves_b_and_c_sign_and_verify_as_a_does():
    for curve in (CRYPTOPRO_B, CRYPTOPRO_C):
        key = PrivateKey(123456789, curve)
        signature = key.sign(VECTOR_DIGEST)
        for _ in range(3):
            key.public_key.verify(VECTOR_DIGEST, signature)
            with pytest.raises(SignatureInvalid):
                key.public_key.verify(VECTOR_DIGEST[::-1], signature)
