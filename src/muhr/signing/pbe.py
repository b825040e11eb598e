"""Password-based encryption and integrity of key files: what an algorithm will cost, then the work itself.

RFC 7292 (PKCS#12), RFC 8018 (PBES2, PBKDF2), RFC 7914 (scrypt), RFC 9579 (PBMAC1). Reading an algorithm spends no CPU
and refuses more work than `LARGEST_WORK`; only then may a password be tried. No files, no bags, no keys here.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES

from muhr.domain.errors import KeyFileUnreadable
from muhr.domain.sentences import say
from muhr.signing import rc2, tlv
from muhr.signing.cms_read import AlgorithmId, algorithm
from muhr.signing.passwords import Password
from muhr.signing.tlv import INTEGER, OCTET_STRING, SEQUENCE, Reader

LARGEST_WORK = 2_000_000
"""Hash iterations in one file, all its parts together: some two seconds. Files in the field ask for up to 600,000."""
_LARGEST_SCRYPT_MEMORY = 64 * 1024 * 1024
_LONGEST_SALT = 1024
_LARGEST_RC2 = 128 * 1024

_PBES2 = "1.2.840.113549.1.5.13"
_PBKDF2 = "1.2.840.113549.1.5.12"
_PBMAC1 = "1.2.840.113549.1.5.14"
_SCRYPT = "1.3.6.1.4.1.11591.4.11"

_PRFS = {
    "1.2.840.113549.2.7": "sha1",
    "1.2.840.113549.2.8": "sha224",
    "1.2.840.113549.2.9": "sha256",
    "1.2.840.113549.2.10": "sha384",
    "1.2.840.113549.2.11": "sha512",
}
_HASHES = {
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.4": "sha224",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
_AES = {"2.16.840.1.101.3.4.1.2": 16, "2.16.840.1.101.3.4.1.22": 24, "2.16.840.1.101.3.4.1.42": 32}
_TRIPLE_DES = "1.2.840.113549.3.7"

_KEY, _INITIAL, _INTEGRITY = 1, 2, 3  # RFC 7292 appendix B.3: what a derived value is for


class BadPadding(Exception):
    """What was decrypted does not end as it must: a wrong password, or a damaged file. Stays inside the room."""


# ------------------------------------------------------------------ deriving


def derive_pkcs12(
    password: bytearray, salt: bytes, iterations: int, size: int, *, purpose: int, hash_name: str = "sha1"
) -> bytes:
    """Derive `size` bytes (RFC 7292 appendix B.2); `password` is the BMPString with its end mark."""
    function: Callable[[bytes], hashlib._Hash] = getattr(hashlib, hash_name)
    block = hashlib.new(hash_name).block_size
    filled = _filled(password, block)
    chunk = _filled(salt, block) + filled
    filled[:] = bytes(len(filled))
    result = b""
    while True:
        state = function(bytes((purpose,)) * block)
        state.update(chunk)  # not joined before: that would leave the password in bytes nobody can overwrite
        value = state.digest()
        for _ in range(iterations - 1):
            value = function(value).digest()
        result += value
        if len(result) >= size:
            chunk[:] = bytes(len(chunk))
            return result[:size]
        addend = int.from_bytes(_filled(value, block)[:block], "big") + 1
        for start in range(0, len(chunk), block):
            number = int.from_bytes(chunk[start : start + block], "big") + addend
            chunk[start : start + block] = (number % (1 << 8 * block)).to_bytes(block, "big")


def _filled(value: bytes | bytearray, block: int) -> bytearray:
    """Repeat `value` up to whole blocks, in one buffer that can be overwritten."""
    size = -(-len(value) // block) * block
    filled = bytearray(size)
    for start in range(0, size, len(value) or 1):
        piece = memoryview(value)[: size - start]
        filled[start : start + len(piece)] = piece
    return filled


class _Kdf(Protocol):
    """PBKDF2 or scrypt with its parameters read."""

    @property
    def cost(self) -> int:
        """Hash iterations."""
        ...

    def derive(self, password: Password, size: int) -> bytes:
        """Do the work."""
        ...


@dataclass(frozen=True, slots=True)
class _Pbkdf2:
    salt: bytes
    iterations: int
    prf: str
    blocks: int

    @property
    def cost(self) -> int:
        return self.iterations * self.blocks

    def derive(self, password: Password, size: int) -> bytes:
        return hashlib.pbkdf2_hmac(self.prf, password.utf8, self.salt, self.iterations, size)


@dataclass(frozen=True, slots=True)
class _Scrypt:
    salt: bytes
    n: int
    r: int
    p: int

    @property
    def cost(self) -> int:
        return self.n * self.r * self.p // 2

    def derive(self, password: Password, size: int) -> bytes:
        memory = 2 * _LARGEST_SCRYPT_MEMORY
        return hashlib.scrypt(password.utf8, salt=self.salt, n=self.n, r=self.r, p=self.p, maxmem=memory, dklen=size)


def _kdf(identifier: AlgorithmId, size: int) -> _Kdf:
    """Read a key derivation function that must give `size` bytes; raises `KeyFileUnreadable`."""
    fields = tlv.read_one(identifier.parameters, SEQUENCE)
    salt = _salt(fields.content(OCTET_STRING))
    if identifier.oid == _SCRYPT:
        n, r, p = fields.integer(), fields.integer(), fields.integer()
        _check_length(fields, size)
        if n < 2 or n & (n - 1) or not 0 < r <= 64 or not 0 < p <= 16 or 128 * n * r > _LARGEST_SCRYPT_MEMORY:
            raise too_much_work()
        return _Scrypt(salt, n, r, p)
    if identifier.oid != _PBKDF2:
        raise unknown("key derivation", identifier.oid)
    iterations = _iterations(fields.integer())
    _check_length(fields, size)
    prf = "sha1"
    if fields.tag:
        named = algorithm(fields)
        if named.oid not in _PRFS:
            raise unknown("key derivation", named.oid)
        prf = _PRFS[named.oid]
    fields.close()
    return _Pbkdf2(salt, iterations, prf, -(-size // hashlib.new(prf).digest_size))


def _check_length(fields: Reader, size: int) -> None:
    if fields.tag == INTEGER and fields.integer() != size:
        raise KeyFileUnreadable("The key file derives a key of the wrong length.")


def _salt(salt: bytes) -> bytes:
    if not 0 < len(salt) <= _LONGEST_SALT:
        raise KeyFileUnreadable("The key file has an empty or a very long salt.")
    return salt


def _iterations(count: int) -> int:
    if count < 1:
        raise KeyFileUnreadable("The key file has an iteration count that does not exist.")
    if count > LARGEST_WORK:
        raise too_much_work()
    return count


def too_much_work() -> KeyFileUnreadable:
    """Make the error for a file that would cost too much to open."""
    return KeyFileUnreadable("The key file asks for more work than Muhr does to open a key.")


def unknown(what: str, oid: str) -> KeyFileUnreadable:
    """Make the error for an algorithm outside the tables."""
    return KeyFileUnreadable(
        say("The key file uses a {what} that Muhr does not know ({oid}).", what=what, oid=oid), oid=oid
    )


# ------------------------------------------------------------------ encryption


@dataclass(frozen=True, slots=True)
class Encryption:
    """An encryption algorithm with its parameters read."""

    cost: int
    """Hash iterations for one decryption."""
    block: int
    """Bytes of the cipher's block."""
    _decrypt: Callable[[Password, bytearray, bytes], bytes]

    def decrypt(self, password: Password, form: bytearray, data: bytes) -> bytes:
        """Decrypt `data` and take the padding off; `form` is the BMPString form that fitted.

        Raises:
            BadPadding: the password or the data is wrong.
        """
        if not data or len(data) % self.block:
            raise BadPadding
        plain = self._decrypt(password, form, data)
        count = plain[-1]
        if not 0 < count <= self.block or plain[-count:] != bytes((count,)) * count:
            raise BadPadding
        return plain[:-count]


def read_encryption(identifier: AlgorithmId) -> Encryption:
    """Read an encryption algorithm.

    Raises:
        KeyFileUnreadable: it is unknown, broken, or asks for too much work.
        MessageMalformed: its parameters are no DER.
    """
    if identifier.oid == _PBES2:
        return _read_pbes2(tlv.read_one(identifier.parameters, SEQUENCE))
    if identifier.oid not in _PKCS12_CIPHERS:
        raise unknown("protection", identifier.oid)
    decipher, size, blocks = _PKCS12_CIPHERS[identifier.oid]
    fields = tlv.read_one(identifier.parameters, SEQUENCE)
    salt, iterations = _salt(fields.content(OCTET_STRING)), _iterations(fields.integer())
    fields.close()

    def decrypt(password: Password, form: bytearray, data: bytes) -> bytes:
        del password
        key = derive_pkcs12(form, salt, iterations, size, purpose=_KEY)
        initial = derive_pkcs12(form, salt, iterations, 8, purpose=_INITIAL)
        return decipher(key, initial, data)

    return Encryption(iterations * (blocks + 1), 8, decrypt)


def _triple_des(key: bytes, initial: bytes, data: bytes) -> bytes:
    return _cbc(TripleDES(key if len(key) == 24 else key + key[:8]), initial, data)


def _rc2(bits: int, key: bytes, initial: bytes, data: bytes) -> bytes:
    if len(data) > _LARGEST_RC2:  # this cipher is our own, in Python: 0.5 MB/s
        raise too_much_work()
    return rc2.decrypt_cbc(key, bits, initial, data)


def _rc2_40(key: bytes, initial: bytes, data: bytes) -> bytes:
    return _rc2(40, key, initial, data)


def _rc2_128(key: bytes, initial: bytes, data: bytes) -> bytes:
    return _rc2(128, key, initial, data)


def _cbc(cipher: AES | TripleDES, initial: bytes, data: bytes) -> bytes:
    decryptor = Cipher(cipher, modes.CBC(initial)).decryptor()
    return decryptor.update(data) + decryptor.finalize()


# RFC 7292 appendix C: cipher, bytes of the key, SHA-1 blocks the key needs.
_PKCS12_CIPHERS: dict[str, tuple[Callable[[bytes, bytes, bytes], bytes], int, int]] = {
    "1.2.840.113549.1.12.1.3": (_triple_des, 24, 2),
    "1.2.840.113549.1.12.1.4": (_triple_des, 16, 1),
    "1.2.840.113549.1.12.1.5": (_rc2_128, 16, 1),
    "1.2.840.113549.1.12.1.6": (_rc2_40, 5, 1),
}


def _read_pbes2(fields: Reader) -> Encryption:
    derivation, scheme = algorithm(fields), algorithm(fields)
    fields.close()
    is_aes = scheme.oid in _AES
    if not is_aes and scheme.oid != _TRIPLE_DES:
        raise unknown("protection", scheme.oid)
    size, block = (_AES[scheme.oid], 16) if is_aes else (24, 8)
    outer = Reader(scheme.parameters)
    initial = outer.content(OCTET_STRING)
    outer.close()
    if len(initial) != block:
        raise KeyFileUnreadable("The key file has an initial value of the wrong length.")
    kdf = _kdf(derivation, size)

    def decrypt(password: Password, form: bytearray, data: bytes) -> bytes:
        del form
        key = kdf.derive(password, size)
        return _cbc(AES(key) if is_aes else TripleDES(key), initial, data)

    return Encryption(kdf.cost, block, decrypt)


# ------------------------------------------------------------------ integrity


@dataclass(frozen=True, slots=True)
class Mac:
    """The integrity check of a PKCS#12 file with its parameters read."""

    cost: int
    _compute: Callable[[Password, bytearray, bytes], bytes]
    _expected: bytes

    def fitting_form(self, password: Password, data: bytes) -> bytearray | None:
        """Give the BMPString form of the password with which `data` is intact; None when there is none."""
        for form in password.forms():
            if hmac.compare_digest(self._compute(password, form, data), self._expected):
                return form
        return None


def read_mac(fields: Reader) -> Mac:
    """Read the contents of a MacData (RFC 7292 §4).

    Raises:
        KeyFileUnreadable: its algorithm is unknown, broken, or asks for too much work.
        MessageMalformed: it is none.
    """
    info = fields.enter(SEQUENCE)
    named = algorithm(info)
    expected = info.content(OCTET_STRING)
    info.close()
    salt = fields.content(OCTET_STRING)
    iterations = _iterations(fields.integer() if fields.tag else 1)
    fields.close()
    if named.oid == _PBMAC1:
        return _read_pbmac1(named, expected)
    if named.oid not in _HASHES:
        raise unknown("integrity check", named.oid)
    hash_name = _HASHES[named.oid]
    size = hashlib.new(hash_name).digest_size
    if len(expected) != size:
        raise KeyFileUnreadable("The key file's integrity check has the wrong length.")
    _salt(salt)

    def compute(password: Password, form: bytearray, data: bytes) -> bytes:
        del password
        key = derive_pkcs12(form, salt, iterations, size, purpose=_INTEGRITY, hash_name=hash_name)
        return hmac.digest(key, data, hash_name)

    return Mac(iterations, compute, expected)


def _read_pbmac1(named: AlgorithmId, expected: bytes) -> Mac:
    """RFC 9579: the salt and the count of MacData are not used."""
    fields = tlv.read_one(named.parameters, SEQUENCE)
    derivation, scheme = algorithm(fields), algorithm(fields)
    fields.close()
    if scheme.oid not in _PRFS:
        raise unknown("integrity check", scheme.oid)
    hash_name = _PRFS[scheme.oid]
    size = hashlib.new(hash_name).digest_size
    if len(expected) != size or derivation.oid != _PBKDF2:
        raise KeyFileUnreadable("The key file's integrity check is not one Muhr knows.")
    kdf = _kdf(derivation, size)

    def compute(password: Password, form: bytearray, data: bytes) -> bytes:
        del form
        return hmac.digest(kdf.derive(password, size), data, hash_name)

    return Mac(kdf.cost, compute, expected)
