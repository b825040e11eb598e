"""Writes key files: PKCS #12 as Java 8 and Java 17 write it (RFC 7292), ordinary PKCS #12, and encrypted PEM."""

from __future__ import annotations

import base64
import enum
import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives import padding, serialization
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.serialization import pkcs12

from muhr.sandbox.pki.certificates import Issued
from muhr.sandbox.pki.keys import CommonKey, Encoding
from muhr.sandbox.pki.rc2_encrypt import rc2_cbc
from muhr.signing import der

_DATA, _ENCRYPTED_DATA = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.6"
_SHROUDED_KEY_BAG, _CERTIFICATE_BAG = "1.2.840.113549.1.12.10.1.2", "1.2.840.113549.1.12.10.1.3"
_X509_CERTIFICATE = "1.2.840.113549.1.9.22.1"
_FRIENDLY_NAME, _LOCAL_KEY_ID = "1.2.840.113549.1.9.20", "1.2.840.113549.1.9.21"
_SHA1_3DES, _SHA1_RC2_40 = "1.2.840.113549.1.12.1.3", "1.2.840.113549.1.12.1.6"
_PBES2, _PBKDF2, _HMAC_SHA256 = "1.2.840.113549.1.5.13", "1.2.840.113549.1.5.12", "1.2.840.113549.2.9"
_AES256_CBC, _SHA1, _SHA256 = "2.16.840.1.101.3.4.1.42", "1.3.14.3.2.26", "2.16.840.1.101.3.4.2.1"


class Flavour(enum.Enum):
    """Which Java wrote the file (facts §3.1)."""

    JAVA_8 = "java-8"  # PBE-SHA1-3DES around the key, RC2-40 around the certificates, HMAC-SHA1
    JAVA_17 = "java-17"  # PBES2 with AES-256 around both, HMAC-SHA256


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Iteration counts; the ones of E-IMZO are 10,000 on Java 17."""

    cipher: int
    mac: int


COSTS = {Flavour.JAVA_8: Costs(cipher=1024, mac=1024), Flavour.JAVA_17: Costs(cipher=10_000, mac=10_000)}


def _pkcs12_key(password: str, salt: bytes, iterations: int, *, purpose: int, size: int, digest: str) -> bytes:
    """Derive a key as RFC 7292 appendix B.2 says; `purpose` 1 is a key, 2 an IV, 3 a MAC key."""
    block = 64
    secret = password.encode("utf-16-be") + b"\0\0"

    def filled(text: bytes) -> bytes:
        return (text * (block // len(text) + 2))[: -(-len(text) // block) * block] if text else b""

    material = bytearray(filled(salt) + filled(secret))
    out = b""
    while len(out) < size:
        part = hashlib.new(digest, bytes([purpose]) * block + material).digest()
        for _ in range(iterations - 1):
            part = hashlib.new(digest, part).digest()
        out += part
        addend = int.from_bytes((part * block)[:block], "big") + 1
        for at in range(0, len(material), block):
            added = int.from_bytes(material[at : at + block], "big") + addend
            material[at : at + block] = (added % (1 << 8 * block)).to_bytes(block, "big")
    return out[:size]


def _block_cipher(algorithm: TripleDES | algorithms.AES, iv: bytes, plain: bytes) -> bytes:
    padder = padding.PKCS7(algorithm.block_size).padder()
    encryptor = Cipher(algorithm, modes.CBC(iv)).encryptor()
    return encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()


def _pbe_sha1(oid: str, plain: bytes, password: str, iterations: int) -> tuple[bytes, bytes]:
    salt = os.urandom(20)
    size = 24 if oid == _SHA1_3DES else 5
    key = _pkcs12_key(password, salt, iterations, purpose=1, size=size, digest="sha1")
    iv = _pkcs12_key(password, salt, iterations, purpose=2, size=8, digest="sha1")
    identifier = der.sequence(der.oid(oid), der.sequence(der.octet_string(salt), der.integer(iterations)))
    if oid == _SHA1_3DES:
        return identifier, _block_cipher(TripleDES(key), iv, plain)
    return identifier, rc2_cbc(key, iv, plain, effective_bits=40)


def _pbes2(plain: bytes, password: str, iterations: int) -> tuple[bytes, bytes]:
    salt, iv = os.urandom(20), os.urandom(16)
    key = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, iterations, 32)
    function = der.sequence(der.oid(_HMAC_SHA256), der.NULL_DER)
    derivation = der.sequence(
        der.oid(_PBKDF2),
        der.sequence(der.octet_string(salt), der.integer(iterations), der.integer(32), function),
    )
    scheme = der.sequence(der.oid(_AES256_CBC), der.octet_string(iv))
    identifier = der.sequence(der.oid(_PBES2), der.sequence(derivation, scheme))
    return identifier, _block_cipher(algorithms.AES(key), iv, plain)


def _attribute(oid: str, value: bytes) -> bytes:
    return der.sequence(der.oid(oid), der.set_of([value]))


def _bag(oid: str, value: bytes, attributes: list[bytes]) -> bytes:
    return der.sequence(der.oid(oid), der.tagged(0, value), *([der.set_of(attributes)] if attributes else []))


def _certificate_bag(certificate: bytes, attributes: list[bytes]) -> bytes:
    value = der.sequence(der.oid(_X509_CERTIFICATE), der.tagged(0, der.octet_string(certificate)))
    return _bag(_CERTIFICATE_BAG, value, attributes)


def _mac(safe: bytes, password: str, flavour: Flavour, iterations: int) -> bytes:
    name, oid, size = ("sha1", _SHA1, 20) if flavour is Flavour.JAVA_8 else ("sha256", _SHA256, 32)
    salt = os.urandom(20)
    key = _pkcs12_key(password, salt, iterations, purpose=3, size=size, digest=name)
    digest = hmac.digest(key, safe, name)
    info = der.sequence(der.sequence(der.oid(oid), der.NULL_DER), der.octet_string(digest))
    return der.sequence(info, der.octet_string(salt), der.integer(iterations))


def java_pfx(
    issued: Issued,
    *,
    password: str,
    friendly_name: str,
    flavour: Flavour,
    encoding: Encoding = Encoding.SEC1,
    costs: Costs | None = None,
) -> bytes:
    """Write a PKCS #12 file as Java's key store does: the key bag in the open, so that its alias can be listed."""
    costs = costs or COSTS[flavour]

    def sealed(oid: str, plain: bytes) -> tuple[bytes, bytes]:
        if flavour is Flavour.JAVA_17:
            return _pbes2(plain, password, costs.cipher)
        return _pbe_sha1(oid, plain, password, costs.cipher)

    attributes = [
        _attribute(_FRIENDLY_NAME, der.tlv(0x1E, friendly_name.encode("utf-16-be"))),
        _attribute(_LOCAL_KEY_ID, der.octet_string(b"Time 1700000000000")),
    ]
    identifier, ciphertext = sealed(_SHA1_3DES, issued.key.pkcs8(encoding))
    key_bag = _bag(_SHROUDED_KEY_BAG, der.sequence(identifier, der.octet_string(ciphertext)), attributes)
    bags = [_certificate_bag(one, [] if place else attributes) for place, one in enumerate(issued.chain)]
    identifier, ciphertext = sealed(_SHA1_RC2_40, der.sequence(*bags))
    content = der.sequence(der.oid(_DATA), identifier, der.tlv(0x80, ciphertext))
    encrypted = der.sequence(der.integer(0), content)
    safe = der.sequence(
        der.sequence(der.oid(_DATA), der.tagged(0, der.octet_string(der.sequence(key_bag)))),
        der.sequence(der.oid(_ENCRYPTED_DATA), der.tagged(0, encrypted)),
    )
    return der.sequence(
        der.integer(3),
        der.sequence(der.oid(_DATA), der.tagged(0, der.octet_string(safe))),
        _mac(safe, password, flavour, costs.mac),
    )


def common_p12(issued: Issued, *, password: str, friendly_name: str) -> bytes:
    """Write the PKCS #12 file that OpenSSL and others write today, for RSA and P-256 keys."""
    assert isinstance(issued.key, CommonKey)
    certificate, *above = (x509.load_der_x509_certificate(one) for one in issued.chain)
    return pkcs12.serialize_key_and_certificates(
        friendly_name.encode(),
        issued.key.private,
        certificate,
        above,
        serialization.BestAvailableEncryption(password.encode()),
    )


def encrypted_pem(issued: Issued, *, password: str) -> bytes:
    """Write an encrypted PKCS #8 key and the chain in one PEM file, for RSA and P-256 keys."""
    assert isinstance(issued.key, CommonKey)
    key = issued.key.private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password.encode()),
    )
    return key + b"".join(map(pem, issued.chain))


def pem(certificate: bytes) -> bytes:
    """Wrap a certificate in PEM."""
    body = base64.encodebytes(certificate).replace(b"\n", b"")
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    return b"\n".join([b"-----BEGIN CERTIFICATE-----", *lines, b"-----END CERTIFICATE-----", b""])
