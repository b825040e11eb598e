"""Proof against foreign code: `openssl cms -verify` accepts our RSA and ECDSA messages, and nothing spoiled."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from muhr.signing.algorithms import choose
from muhr.signing.cms_build import CmsBuilder
from muhr.signing.signer import CryptographyKey

pytestmark = pytest.mark.crypto_oracle

CONTENT = b"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
NOW = datetime.now(UTC)


KEYS = {
    "RSA-2048": lambda: rsa.generate_private_key(65537, 2048),
    "RSA-3072": lambda: rsa.generate_private_key(65537, 3072),
    "ECDSA P-256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "ECDSA P-384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "ECDSA P-521": lambda: ec.generate_private_key(ec.SECP521R1()),
}


@pytest.mark.parametrize("kind", KEYS)
def test_openssl_verifies_our_message(kind, western_pki, openssl, tmp_path):
    key = KEYS[kind]()
    choice = choose(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    assert choice.signature_name == kind
    builder = CmsBuilder(western_pki.chain_for(key), choice)
    trusted, message = tmp_path / "root.pem", tmp_path / "message.der"
    trusted.write_bytes(western_pki.root.public_bytes(Encoding.PEM))
    verify = ("cms", "-verify", "-binary", "-inform", "DER", "-in", message, "-CAfile", trusted, "-purpose", "any")
    for content in (CONTENT, b"", bytes(range(256)) * 300):
        built = builder.build(content, NOW, CryptographyKey(key, choice).sign)
        message.write_bytes(built)
        assert openssl(*verify) == content
    for place in (len(built) - 1, built.index(bytes(range(256)))):
        spoiled = bytearray(built)
        spoiled[place] ^= 1
        message.write_bytes(spoiled)
        with pytest.raises(RuntimeError):
            openssl(*verify)


@pytest.mark.parametrize("salt", ["20", "32", "48"])
def test_openssl_verifies_the_message_of_a_key_bound_to_pss(salt, openssl, tmp_path):
    key_file, certificate, message = tmp_path / "key.pem", tmp_path / "certificate.pem", tmp_path / "message.der"
    bound = ("rsa_keygen_bits:2048", "rsa_pss_keygen_md:sha384", "rsa_pss_keygen_mgf1_md:sha384")
    options = [part for option in (*bound, f"rsa_pss_keygen_saltlen:{salt}") for part in ("-pkeyopt", option)]
    openssl("genpkey", "-algorithm", "RSA-PSS", *options, "-out", key_file)
    openssl(
        *("req", "-x509", "-new", "-key", key_file, "-subj", "/CN=Namuna", "-days", "30", "-sha384"),
        *("-out", certificate),
    )
    info = openssl("pkey", "-in", key_file, "-pubout", "-outform", "DER")
    key = load_pem_private_key(key_file.read_bytes(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    choice = choose(info)
    encoded = x509.load_pem_x509_certificate(certificate.read_bytes()).public_bytes(Encoding.DER)
    message.write_bytes(CmsBuilder([encoded], choice).build(CONTENT, NOW, CryptographyKey(key, choice).sign))
    verify = ("cms", "-verify", "-binary", "-inform", "DER", "-in", message, "-CAfile", certificate, "-purpose", "any")
    assert openssl(*verify) == CONTENT
