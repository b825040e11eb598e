"""The PKCS#12, PKCS#8 and PKCS#7 files of `cryptography_vectors` by our readers, each with what must come of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import cryptography_vectors
import pytest

from muhr.domain.errors import KeyFileUnreadable, MessageMalformed, WrongPassword
from muhr.domain.signatures import Verdict
from muhr.signing import cms_read, der, key_containers
from muhr.signing.certificates import load
from muhr.signing.key_containers import Opened
from muhr.signing.passwords import Password
from muhr.signing.trust import TrustStore
from muhr.signing.verify import NOT_SIGNED, CmsVerifier

VECTORS = Path(cryptography_vectors.__file__).parent


def files(folder: str) -> dict[str, Path]:
    return {path.name: path for path in sorted((VECTORS / folder).iterdir()) if path.is_file()}


def opened(path: Path, password: str) -> Opened:
    return key_containers.read(path.read_bytes()).open(Password(bytearray(password.encode())))


# ------------------------------------------------------------------ PKCS#12

PKCS12 = files("pkcs12")
_OTHERS = {
    # password, private keys, certificates
    "cert-aes256cbc-no-key.p12": ("cryptography", 0, 1),
    "cert-key-aes256cbc.p12": ("cryptography", 1, 1),
    "cert-none-key-none.p12": ("cryptography", 1, 1),
    "cert-rc2-key-3des.p12": ("cryptography", 1, 1),
    "no-cert-key-aes256cbc.p12": ("cryptography", 1, 0),
    "java-truststore.p12": ("", 0, 2),
    "no-password.p12": ("", 1, 1),
}


def pkcs12_contents(name: str) -> tuple[str, int, int]:
    """The names of the others say what is in them."""
    if name in _OTHERS:
        return _OTHERS[name]
    password = "" if name.endswith("-no-pwd.p12") else "password"
    return (password, 0, 2) if name.startswith("no-cert") else (password, 1, 3)


@pytest.mark.parametrize("name", PKCS12)
def test_a_pkcs12_file_opens_with_its_password_alone(name: str) -> None:
    password, keys, certificates = pkcs12_contents(name)
    found = opened(PKCS12[name], password)
    assert (len(found.keys), len(found.certificates)) == (keys, certificates)
    for certificate, _ in found.certificates:
        assert load(certificate).der == certificate
    for wrong in ("wrong", password + " ", "" if password else "password"):
        with pytest.raises(WrongPassword):
            opened(PKCS12[name], wrong)


def test_the_pkcs12_files_are_all_there() -> None:
    assert len(PKCS12) == 31
    assert _OTHERS.keys() <= PKCS12.keys()


# ------------------------------------------------------------------ PKCS#8

PKCS8 = files("asymmetric/PKCS8")
PASSWORDS = {
    "ec_private_key_encrypted.pem": "123456",
    "ed25519-scrypt.pem": "hunter42",
    "enc-rsa-3des.pem": "password",
    "enc-rsa-pkcs8.pem": "foobar",
    "enc2-rsa-pkcs8.pem": "baz",
    "pkcs12_s2k_pem-X_9607.pem": "123456",
    "pkcs12_s2k_pem-X_9671.pem": "123456",
    "pkcs12_s2k_pem-X_9925.pem": "123456",
    "pkcs12_s2k_pem-X_9926.pem": "123456",
    "pkcs12_s2k_pem-X_9927.pem": "123456",
    "pkcs12_s2k_pem-X_9928.pem": "123456",
    "pkcs12_s2k_pem-X_9929.pem": "123456",
    "pkcs12_s2k_pem-X_9930.pem": "123456",
    "pkcs12_s2k_pem-X_9931.pem": "123456",
    "pkcs12_s2k_pem-X_9932.pem": "123456",
    "rsa-40bitrc2.pem": "baz",
    "rsa-aes-192-cbc.pem": "PolarSSLTest",
    "rsa-pbe-3des-long-salt.pem": "password",
    "rsa_pkcs8_pbes2_pbkdf2_2048_3des_sha224.pem": "PolarSSLTest",
    "rsa_pkcs8_pbes2_pbkdf2_2048_3des_sha384.pem": "PolarSSLTest",
    "rsa_pkcs8_pbes2_pbkdf2_2048_3des_sha512.pem": "PolarSSLTest",
}
_OLD = "a cipher that no writer of our key files uses"
REFUSED = {
    "bad-encryption-oid.pem": "expected",
    "enc-unknown-algorithm.pem": "expected",
    "enc-unknown-kdf.pem": "expected",
    "enc-unknown-pbkdf2-prf.pem": "expected",
    "enc-rsa-pkcs8-pbkdf2-0iter.pem": "expected: no iteration at all",
    "invalid-version.der": "expected; an unprotected key is read from PEM only",
    "unknown-oid.der": "expected; an unprotected key is read from PEM only",
    "rsa_pss_2048_pub.der": "expected: a public key",
    "enc-ec-sha1-128-rc4.pem": f"exception: RC4, {_OLD}",
    "rsa-pbewithmd5anddescbc.pem": f"exception: DES with MD5, {_OLD}",
    "rsa-rc2-cbc.pem": f"exception: RC2 in PBES2, {_OLD}",
    "rsa-rc2-cbc-effective-key-length.pem": f"exception: RC2 in PBES2, {_OLD}",
}
"""Not opened, with whether that is what must come of it."""
NO_KEY = {"unenc-dsa-pkcs8.pub.pem", "unenc-rsa-pkcs8.pub.pem"}
"""Public keys: nothing to sign with."""


@pytest.mark.parametrize("name", PASSWORDS)
def test_a_protected_pkcs8_key_opens_with_its_password_alone(name: str) -> None:
    (key,) = opened(PKCS8[name], PASSWORDS[name]).keys
    assert der.children(der.read(key.pkcs8))[0].tag == der.INTEGER
    with pytest.raises(WrongPassword):
        opened(PKCS8[name], "wrong")


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_opened_says_so_without_a_password(name: str) -> None:
    with pytest.raises(KeyFileUnreadable):
        opened(PKCS8[name], "password")


@pytest.mark.parametrize("name", sorted(PKCS8.keys() - PASSWORDS.keys() - REFUSED.keys()))
def test_an_unprotected_pkcs8_key_is_found(name: str) -> None:
    """Whether the key inside is a good one is asked when it meets its certificate (test_keyfiles.py)."""
    assert len(opened(PKCS8[name], "").keys) == (0 if name in NO_KEY else 1)


# ------------------------------------------------------------------ PKCS#7

PKCS7 = files("pkcs7")
CERTIFICATES_ONLY = {"amazon-roots.der": 2, "amazon-roots.p7b": 2, "isrg.pem": 1}
NO_SIGNED_MESSAGE = {
    "ascii-san.pem": "a certificate",
    "non-ascii-san.pem": "a certificate",
    "enveloped.pem": "encrypted, not signed",
    "enveloped-triple-des.pem": "encrypted, not signed",
    "enveloped-rsa-oaep.pem": "encrypted, not signed",
    "enveloped-no-content.der": "encrypted, not signed",
    "authenticode.der": "exception: content that is no OCTET STRING, as PKCS#7 1.5 allowed and CMS forbids",
}


@pytest.mark.parametrize("name", CERTIFICATES_ONLY)
def test_certificates_alone_are_no_signature(name: str) -> None:
    data = PKCS7[name].read_bytes()
    certificates = cms_read.read(data).certificates
    assert len(certificates) == CERTIFICATES_ONLY[name]
    report = CmsVerifier(TrustStore(certificates), lambda: datetime(2026, 3, 2, tzinfo=UTC)).verify(data)
    assert report.verdict is Verdict.INVALID
    assert NOT_SIGNED in report.reasons


@pytest.mark.parametrize("name", NO_SIGNED_MESSAGE)
def test_what_is_no_signed_message_is_refused(name: str) -> None:
    with pytest.raises(MessageMalformed):
        cms_read.read(PKCS7[name].read_bytes())


def test_every_pkcs7_vector_has_its_row() -> None:
    assert PKCS7.keys() == CERTIFICATES_ONLY.keys() | NO_SIGNED_MESSAGE.keys()
