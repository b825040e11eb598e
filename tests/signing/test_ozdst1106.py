"""The national hash: known answers, and the properties every hash object has. Foreign code: test_oracles_gost.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muhr.signing import ozdst1106
from muhr.signing.ozdst1106 import Ozdst1106, digest

KAT = json.loads((Path(__file__).parents[1] / "vectors" / "ozdst_kat.json").read_text(encoding="utf-8"))


def message_of(vector: dict[str, str]) -> bytes:
    return bytes.fromhex(vector["message_hex"]) if "message_hex" in vector else vector["message_ascii"].encode("ascii")


@pytest.mark.parametrize("vector", KAT["hash_vectors"], ids=lambda vector: vector["digest"][:8])
def test_known_answers_of_the_operator(vector):
    assert digest(message_of(vector)).hex() == vector["digest"]


@pytest.mark.parametrize(
    ("message", "beginning_and_end"),
    [
        # Published with id-GostR3411-94-CryptoProParamSet, the empty message included: OpenSSL's engine errs there.
        (b"", ("981e5f3c", "4cd656c0")),
        (b"abc", ("b285056d", "d42c")),
        (b"A" * 64, ("cbc468eb", "25e29191")),
    ],
)
def test_known_answers_of_the_standard(message, beginning_and_end):
    found = digest(message).hex()
    assert (found[:8], found[-len(beginning_and_end[1]) :]) == beginning_and_end


def test_the_hash_of_signed_attributes_is_the_one_in_the_vectors():
    vector = KAT["signature_vector"]
    assert digest(bytes.fromhex(vector["signed_attrs_der"])).hex() == vector["signed_attrs_digest"]


@given(st.lists(st.binary(max_size=80), max_size=8))
def test_pieces_give_the_hash_of_the_whole(pieces):
    whole = Ozdst1106()
    for piece in pieces:
        whole.update(piece)
    assert whole.digest() == digest(b"".join(pieces))


def test_asking_for_the_hash_does_not_end_it():
    running = Ozdst1106(b"some ")
    assert running.digest() == digest(b"some ")
    assert running.digest() == running.digest()
    running.update(b"document")
    assert running.hexdigest() == KAT["hash_vectors"][0]["digest"]


@pytest.mark.parametrize("size", [31, 32, 33, 63, 64, 65])
def test_zero_bytes_at_the_end_count(size):
    """The last block is filled with zeros: only the length block tells these messages apart."""
    assert digest(bytes(size)) != digest(bytes(size + 1))


def test_other_byte_strings_are_taken_too():
    assert digest(bytearray(b"abc")) == digest(memoryview(b"abc")) == digest(b"abc")


def test_the_object_describes_itself_as_hashlib_does():
    assert (Ozdst1106.digest_size, Ozdst1106.block_size, len(digest(b""))) == (32, 32, 32)


@given(st.integers(0, 2**256 - 1), st.sampled_from([12, 61]))
def test_mixing_by_masks_is_mixing_step_by_step(value, times):
    """ψ as RFC 5831 §5.3 writes it: the row of 16-bit words moves by one, the sum of six of them comes in on top."""
    expected = value
    for _ in range(times):
        words = [expected >> 16 * i & 0xFFFF for i in range(16)]
        new = words[0] ^ words[1] ^ words[2] ^ words[3] ^ words[12] ^ words[15]
        expected = expected >> 16 | new << 240
    words = tuple(value >> 16 * i & 0xFFFF for i in range(16))
    assert ozdst1106._mix(words, ozdst1106._psi_masks(times)) == expected
