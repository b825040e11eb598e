"""The old ciphers and key derivations of key files, against published vectors and another implementation."""

from __future__ import annotations

import hashlib
import os

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import RC2
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from hypothesis import given
from hypothesis import strategies as st
from pfx_for_tests import bmp

from muhr.domain.errors import WrongPassword
from muhr.signing import rc2
from muhr.signing.passwords import Password
from muhr.signing.pbe import derive_pkcs12

# RFC 2268 §5: key, effective bits, plain, cipher.
RFC_2268 = [
    ("0000000000000000", 63, "0000000000000000", "ebb773f993278eff"),
    ("ffffffffffffffff", 64, "ffffffffffffffff", "278b27e42e2f0d49"),
    ("3000000000000000", 64, "1000000000000001", "30649edf9be7d2c2"),
    ("88", 64, "0000000000000000", "61a8a244adacccf0"),
    ("88bca90e90875a", 64, "0000000000000000", "6ccf4308974c267f"),
    ("88bca90e90875a7f0f79c384627bafb2", 64, "0000000000000000", "1a807d272bbe5db1"),
    ("88bca90e90875a7f0f79c384627bafb2", 128, "0000000000000000", "2269552ab0f85ca6"),
    ("88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e", 129, "0000000000000000", "5b78d3a43dfff1f1"),
]


@pytest.mark.parametrize(("key", "bits", "plain", "cipher"), RFC_2268)
def test_rc2_gives_the_published_vectors(key: str, bits: int, plain: str, cipher: str) -> None:
    assert rc2.decrypt_cbc(bytes.fromhex(key), bits, bytes(8), bytes.fromhex(cipher)).hex() == plain


def test_rc2_agrees_with_openssl_over_many_blocks() -> None:
    """OpenSSL's RC2 through `cryptography`, which knows 128 bits only."""
    for size in range(0, 400, 40):
        key, initial, plain = os.urandom(16), os.urandom(8), os.urandom(size)
        encryptor = Cipher(RC2(key), modes.CBC(initial)).encryptor()
        assert rc2.decrypt_cbc(key, 128, initial, encryptor.update(plain) + encryptor.finalize()) == plain


@pytest.mark.parametrize(
    ("key", "bits", "initial", "data"),
    [
        (b"", 40, 8, 8),
        (bytes(129), 40, 8, 8),
        (b"12345", 0, 8, 8),
        (b"12345", 1025, 8, 8),
        (b"12345", 40, 7, 8),
        (b"12345", 40, 8, 9),
    ],
)
def test_rc2_wants_the_right_lengths(key: bytes, bits: int, initial: int, data: int) -> None:
    with pytest.raises(ValueError, match="RC2"):
        rc2.decrypt_cbc(key, bits, bytes(initial), bytes(data))


# The vectors that circulate among implementers of PKCS#12: password, salt, iterations, purpose, result.
PKCS12 = [
    ("smeg", "0a58cf64530d823f", 1, 1, "8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3"),
    ("smeg", "0a58cf64530d823f", 1, 2, "79993dfe048d3b76"),
    ("smeg", "3d83c0e4546ac140", 1, 3, "8d967d88f6caa9d714800ab3d48051d63f73a312"),
    ("queeg", "05dec959acff72f7", 1000, 1, "ed2034e36328830ff09df1e1a07dd357185dac0d4f9eb3d4"),
    ("queeg", "05dec959acff72f7", 1000, 2, "11dedad7758d4860"),
    ("queeg", "263216fcc2fab31c", 1000, 3, "5ec4c7a80df652294c3925b6489a7ab857c83476"),
]


@pytest.mark.parametrize(("password", "salt", "iterations", "purpose", "result"), PKCS12)
def test_keys_are_derived_as_others_derive_them(
    password: str, salt: str, iterations: int, purpose: int, result: str
) -> None:
    form = bmp(password.encode())
    derived = derive_pkcs12(form, bytes.fromhex(salt), iterations, len(result) // 2, purpose=purpose)
    assert derived.hex() == result


@pytest.mark.parametrize("name", ["sha1", "sha224", "sha256", "sha384", "sha512"])
def test_every_hash_derives_as_much_as_is_asked(name: str) -> None:
    size = hashlib.new(name).digest_size
    long = derive_pkcs12(bmp(b"x"), b"salt", 2, 3 * size + 1, purpose=1, hash_name=name)
    assert len(long) == 3 * size + 1
    assert derive_pkcs12(bmp(b"x"), b"salt", 2, size, purpose=1, hash_name=name) == long[:size]


@given(st.text(max_size=60))
def test_passwords_become_what_python_makes_of_them(text: str) -> None:
    try:
        utf8 = bytearray(text.encode())
    except UnicodeEncodeError:  # a lone surrogate is no text
        return
    password = Password(utf8)
    assert password.forms()[0] == text.encode("utf-16-be") + b"\0\0"
    assert len(password.forms()) == (1 if text else 2)
    forms = password.forms()
    password.wipe()
    assert not any(utf8)
    assert not any(forms[0])


_BROKEN = [
    b"\xc0\x80",
    b"\xe0\x80\x80",
    b"\xed\xa0\x80",
    b"\xf0\x80\x80\x80",
    b"\xf4\x90\x80\x80",
    b"\xf8\x88\x80\x80",
    b"\x91\x80\x80\x80",
]


@given(st.one_of(st.sampled_from(_BROKEN), st.binary(max_size=30)))
def test_what_is_no_utf_8_is_no_password(data: bytes) -> None:
    try:
        data.decode()
    except UnicodeDecodeError:
        with pytest.raises(WrongPassword):
            Password(bytearray(data))
    else:
        assert Password(bytearray(data)).forms()
