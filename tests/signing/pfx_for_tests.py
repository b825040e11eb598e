"""A workshop for PKCS#12 files with any fault one may wish for. Cheap iteration counts; fictional people."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from pki_for_tests import Key, Pki

from muhr.signing import der
from muhr.signing.ozdst1092 import PrivateKey
from muhr.signing.pbe import derive_pkcs12

PASSWORD = b"Namuna-2026"

DATA, ENCRYPTED_DATA = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.6"
BAG = "1.2.840.113549.1.12.10.1."
SHA256, HMAC_SHA256 = "2.16.840.1.101.3.4.2.1", "1.2.840.113549.2.9"
PBES2, PBKDF2, SCRYPT, PBMAC1 = (
    "1.2.840.113549.1.5.13",
    "1.2.840.113549.1.5.12",
    "1.3.6.1.4.1.11591.4.11",
    "1.2.840.113549.1.5.14",
)
AES256 = "2.16.840.1.101.3.4.1.42"
SALT, INITIAL = bytes(range(16)), bytes(range(16, 32))


def bmp(password: bytes) -> bytearray:
    return bytearray(password.decode().encode("utf-16-be") + b"\0\0")


# ------------------------------------------------------------------ protection


@dataclass(frozen=True)
class Protection:
    """PBES2 with PBKDF2 and AES-256 unless parts are replaced; it encrypts as if nothing were."""

    iterations: int = 1
    password: bytes = PASSWORD
    identifier: bytes | None = None

    @property
    def algorithm(self) -> bytes:
        return pbes2(pbkdf2(self.iterations)) if self.identifier is None else self.identifier

    def encrypt(self, plain: bytes) -> bytes:
        iterations = self.iterations if 0 < self.iterations < 10_000 else 1
        key = hashlib.pbkdf2_hmac("sha256", self.password, SALT, iterations, 32)
        padder = padding.PKCS7(128).padder()
        encryptor = Cipher(AES(key), modes.CBC(INITIAL)).encryptor()
        return encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()


def pbkdf2(
    iterations: int, *, prf: str = HMAC_SHA256, size: int | None = None, salt: bytes = SALT, oid: str = PBKDF2
) -> bytes:
    return der.sequence(
        der.oid(oid),
        der.sequence(
            der.octet_string(salt),
            der.integer(iterations),
            b"" if size is None else der.integer(size),
            der.sequence(der.oid(prf), der.NULL_DER),
        ),
    )


def scrypt(n: int, r: int = 8, p: int = 1) -> bytes:
    return der.sequence(
        der.oid(SCRYPT), der.sequence(der.octet_string(SALT), der.integer(n), der.integer(r), der.integer(p))
    )


def pbes2(derivation: bytes, *, cipher: str = AES256, initial: bytes = INITIAL) -> bytes:
    scheme = der.sequence(der.oid(cipher), der.octet_string(initial))
    return der.sequence(der.oid(PBES2), der.sequence(derivation, scheme))


def pkcs12_pbe(oid: str, iterations: int) -> bytes:
    return der.sequence(der.oid(oid), der.sequence(der.octet_string(SALT), der.integer(iterations)))


# ------------------------------------------------------------------ bags


def attributes(name: str = "", local_id: bytes = b"1") -> bytes:
    parts = []
    if name:
        value = der.tlv(0x1E, name.encode("utf-16-be"))
        parts.append(der.sequence(der.oid("1.2.840.113549.1.9.20"), der.tlv(0x31, value)))
    if local_id:
        parts.append(der.sequence(der.oid("1.2.840.113549.1.9.21"), der.tlv(0x31, der.octet_string(local_id))))
    return der.set_of(parts) if parts else b""


def bag(number: str, value: bytes, extra: bytes = b"") -> bytes:
    return der.sequence(der.oid(BAG + number), der.tagged(0, value), extra)


def key_bag(pkcs8: bytes, extra: bytes = b"", protection: Protection | None = None) -> bytes:
    protection = protection or Protection()
    sealed = der.sequence(protection.algorithm, der.octet_string(protection.encrypt(pkcs8)))
    return bag("2", sealed, extra)


def certificate_bag(certificate: bytes, extra: bytes = b"") -> bytes:
    return bag(
        "3",
        der.sequence(der.oid("1.2.840.113549.1.9.22.1"), der.tagged(0, der.octet_string(certificate))),
        extra,
    )


def open_part(*bags: bytes) -> bytes:
    return der.sequence(der.oid(DATA), der.tagged(0, der.octet_string(der.sequence(*bags))))


def sealed_part(*bags: bytes, protection: Protection | None = None) -> bytes:
    protection = protection or Protection()
    content = der.tlv(0x80, protection.encrypt(der.sequence(*bags)))
    info = der.sequence(der.oid(DATA), protection.algorithm, content)
    return der.sequence(der.oid(ENCRYPTED_DATA), der.tagged(0, der.sequence(der.integer(0), info)))


# ------------------------------------------------------------------ the file


def mac_data(
    safe: bytes, password: bytes = PASSWORD, iterations: int = 1, named_iterations: int | None = None
) -> bytes:
    key = derive_pkcs12(bmp(password), SALT, iterations, 32, purpose=3, hash_name="sha256")
    return der.sequence(
        der.sequence(der.sequence(der.oid(SHA256), der.NULL_DER), der.octet_string(hmac.digest(key, safe, "sha256"))),
        der.octet_string(SALT),
        der.integer(iterations if named_iterations is None else named_iterations),
    )


def pbmac1_data(safe: bytes, password: bytes = PASSWORD, iterations: int = 2, prf: str = HMAC_SHA256) -> bytes:
    key = hashlib.pbkdf2_hmac("sha256", password, SALT, 2, 32)
    parameters = der.sequence(pbkdf2(iterations, size=32), der.sequence(der.oid(prf), der.NULL_DER))
    return der.sequence(
        der.sequence(der.sequence(der.oid(PBMAC1), parameters), der.octet_string(hmac.digest(key, safe, "sha256"))),
        der.octet_string(b"not used"),
        der.integer(1),
    )


def pfx(
    parts: Sequence[bytes],
    *,
    mac: bytes | None = None,
    version: int = 3,
    content_type: str = DATA,
    after: bytes = b"",
) -> bytes:
    """A file of these parts; `mac` b"" leaves the integrity check out."""
    safe = der.sequence(*parts)
    return der.sequence(
        der.integer(version),
        der.sequence(der.oid(content_type), der.tagged(0, der.octet_string(safe))),
        mac_data(safe) if mac is None else mac,
        after,
    )


# ------------------------------------------------------------------ private keys


def national_pkcs8(key: Key, style: str = "sec1", d: bytes | None = None) -> bytes:
    """PKCS#8 of a national key in the ways writers are known to write it."""
    assert isinstance(key.private, PrivateKey)
    if d is None:
        d = key.private._secret
    algorithm = der.children(der.read(key.spki))[0]
    oids = der.children(algorithm)
    key_oid, parameters = oids[0].der, oids[1].der
    curve = der.children(oids[1])[0].der
    little = bytes(d)[::-1]
    inner = {
        "sec1": der.sequence(
            der.integer(1),
            der.octet_string(bytes(d)),
            der.tagged(0, curve),
            der.tagged(1, der.bit_string(b"\x04" + key.private.public_key.encoded)),
        ),
        "sec1 short": der.sequence(der.integer(1), der.octet_string(bytes(d))),
        "gost": der.octet_string(little),
        "gost bare": little,
        "big-endian bare": bytes(d),
        "big-endian": der.octet_string(bytes(d)),
        "integer": der.integer(int.from_bytes(d, "big")),
        "sec1 little-endian": der.sequence(der.integer(1), der.octet_string(little)),
    }[style]
    named = curve if style.startswith("sec1") else parameters
    return der.sequence(der.integer(0), der.sequence(key_oid, named), der.octet_string(inner))


def pkcs8_of(key: Key) -> bytes:
    return national_pkcs8(key) if isinstance(key.private, PrivateKey) else key.pkcs8()


def usual(pki: Pki, *, name: str = "", protection: Protection | None = None, **changes: object) -> bytes:
    """A key file as E-IMZO on Java 17 lays it out: the key bag in the open, the certificates sealed."""
    more = attributes(name)
    return pfx(
        [
            open_part(key_bag(pkcs8_of(pki.key), more, protection)),
            sealed_part(certificate_bag(pki.signer, more), *map(certificate_bag, (pki.ca, pki.root))),
        ],
        **changes,  # type: ignore[arg-type]
    )
