"""Time stamps, lists and OCSP answers against foreign implementations: `openssl ts` and `cryptography`, both ways."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from authority_for_tests import NOW, authorities, director, imprint, signed, stamper, trusting
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509 import ocsp as foreign

from muhr.domain.errors import CannotJudge
from muhr.domain.signatures import Verdict
from muhr.sandbox.pki import Algorithm, Issued
from muhr.sandbox.pki.keyfiles import pem
from muhr.sandbox.pki.statements import RevokedAt, revocation_list, stamp_token, status_answer
from muhr.signing import crl, der, ocsp
from muhr.signing.certificates import load
from muhr.signing.cms_build import signature_of, with_unsigned_attribute
from muhr.signing.timestamps import SIGNATURE_TIME_STAMP
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

A_DAY = timedelta(days=1)


def common_ca() -> Issued:
    return authorities().issued["common-ca"]


def private(issued: Issued) -> rsa.RSAPrivateKey:
    key: Any = issued.key
    assert isinstance(key.private, rsa.RSAPrivateKey)
    return key.private


def foreign_certificate(issued: Issued) -> x509.Certificate:
    return x509.load_der_x509_certificate(issued.certificate)


# ------------------------------------------------------------------ lists


def test_a_list_by_cryptography_is_read_by_us():
    who, ca = director(Algorithm.RSA), common_ca()
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(foreign_certificate(ca).subject)
        .last_update(NOW)
        .next_update(NOW + A_DAY)
        .add_extension(x509.CRLNumber(7), critical=False)
    )
    for serial, reason in ((77, None), (who.serial, x509.ReasonFlags.key_compromise)):
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(NOW - A_DAY)
        if reason is not None:
            entry = entry.add_extension(x509.CRLReason(reason), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    made = builder.sign(private(ca), hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    listed = crl.read_crl(made)
    crl.check_crl(listed, load(who.certificate), load(ca.certificate))
    assert crl.find(listed, who.serial) == crl.Revoked(at=NOW - A_DAY, reason=1)
    assert crl.find(listed, 78) is None
    assert (listed.made, listed.until) == (NOW, NOW + A_DAY)


def test_a_list_by_the_sandbox_is_read_by_cryptography():
    made = revocation_list(common_ca(), {77: RevokedAt(NOW - A_DAY, 4)}, NOW)
    listed = x509.load_der_x509_crl(made)
    found = listed.get_revoked_certificate_by_serial_number(77)
    assert found is not None
    assert found.revocation_date_utc == NOW - A_DAY
    assert listed.is_signature_valid(private(common_ca()).public_key())


# ------------------------------------------------------------------ certificate status


@pytest.mark.parametrize("algorithm", [hashes.SHA1(), hashes.SHA256()], ids=["SHA-1", "SHA-256"])
@pytest.mark.parametrize(
    "status", [foreign.OCSPCertStatus.GOOD, foreign.OCSPCertStatus.REVOKED], ids=["good", "revoked"]
)
def test_an_answer_by_cryptography_is_read_by_us(status: foreign.OCSPCertStatus, algorithm: hashes.HashAlgorithm):
    who, ca = director(Algorithm.RSA), common_ca()
    revoked = status is foreign.OCSPCertStatus.REVOKED
    answer = (
        foreign.OCSPResponseBuilder()
        .add_response(
            cert=foreign_certificate(who),
            issuer=foreign_certificate(ca),
            algorithm=algorithm,  # type: ignore[arg-type]
            cert_status=status,
            this_update=NOW,
            next_update=NOW + A_DAY,
            revocation_time=NOW - A_DAY if revoked else None,
            revocation_reason=x509.ReasonFlags.superseded if revoked else None,
        )
        .responder_id(foreign.OCSPResponderEncoding.HASH, foreign_certificate(ca))
        .add_extension(x509.OCSPNonce(b"n" * 16), critical=False)
        .sign(private(ca), hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
    )
    read = ocsp.read_answer(answer)
    single = ocsp.check_answer(read, load(who.certificate), load(ca.certificate), b"n" * 16)
    assert single.good is not revoked
    assert single.revoked == (crl.Revoked(at=NOW - A_DAY, reason=4) if revoked else None)
    with pytest.raises(CannotJudge, match="another request"):
        ocsp.check_answer(read, load(who.certificate), load(ca.certificate), b"m" * 16)


def test_our_question_and_the_sandboxs_answer_are_read_by_cryptography():
    who, ca = director(Algorithm.RSA), common_ca()
    asked = ocsp.request(load(who.certificate), load(ca.certificate), b"n" * 16)
    question = foreign.load_der_ocsp_request(asked)
    assert question.serial_number == who.serial
    assert question.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce == b"n" * 16
    builder = foreign.OCSPRequestBuilder().add_certificate(
        foreign_certificate(who), foreign_certificate(ca), hashes.SHA1()
    )
    theirs = builder.build()
    assert (question.issuer_name_hash, question.issuer_key_hash) == (theirs.issuer_name_hash, theirs.issuer_key_hash)
    answer = foreign.load_der_ocsp_response(status_answer(asked, {who.serial: RevokedAt(NOW, 1)}, ca, NOW))
    assert answer.certificate_status is foreign.OCSPCertStatus.REVOKED
    assert answer.revocation_time_utc == NOW


# ------------------------------------------------------------------ time stamps

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
certs = chain.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = {alg}
"""


@pytest.mark.crypto_oracle
@pytest.mark.parametrize("alg", ["sha1", "sha256"])
def test_a_stamp_by_openssl_is_valid_for_us(openssl: Any, tmp_path: Path, alg: str):
    authority = stamper(Algorithm.RSA)
    key = private(authority).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "tsa.key").write_bytes(key)
    (tmp_path / "tsa.pem").write_bytes(pem(authority.certificate))
    (tmp_path / "chain.pem").write_bytes(b"".join(map(pem, authority.chain[1:])))
    (tmp_path / "serial").write_text("01\n")
    (tmp_path / "tsa.cnf").write_text(CONFIG.format(alg=alg))
    message = signed(director(Algorithm.RSA))
    (tmp_path / "signature").write_bytes(signature_of(message))
    openssl("ts", "-query", "-data", "signature", "-sha256", "-cert", "-out", "query", cwd=tmp_path)
    openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-token_out", "-out", "token", cwd=tmp_path)
    whole = with_unsigned_attribute(message, SIGNATURE_TIME_STAMP, (tmp_path / "token").read_bytes())
    now = datetime.now(UTC)  # OpenSSL stamps with the machine's clock, which may stand before or after the test's NOW
    moment = max(now, NOW) + timedelta(minutes=1)
    (signer,) = CmsVerifier(TrustStore(authorities().roots), lambda: moment).verify(whole).signers
    (stamp,) = signer.timestamps
    assert (stamp.verdict, stamp.reasons) == (Verdict.VALID, ())
    assert stamp.policy == "1.2.3.4"
    assert stamp.time is not None
    assert abs(stamp.time - now) < timedelta(minutes=2)


@pytest.mark.crypto_oracle
def test_a_stamp_by_the_sandbox_is_valid_for_openssl(openssl: Any, tmp_path: Path):
    authority = stamper(Algorithm.RSA)
    message = signed(director(Algorithm.RSA))
    token = stamp_token(authority, imprint(signature_of(message), authority), NOW)
    assert trusting().verify(with_unsigned_attribute(message, SIGNATURE_TIME_STAMP, token)).verdict is Verdict.VALID
    (tmp_path / "token").write_bytes(token)
    (tmp_path / "signature").write_bytes(signature_of(message))
    (tmp_path / "root.pem").write_bytes(pem(authority.chain[-1]))
    (tmp_path / "ca.pem").write_bytes(pem(authority.chain[1]))
    verify = ("ts", "-verify", "-token_in", "-in", "token", "-CAfile", "root.pem", "-untrusted", "ca.pem")
    at = ("-attime", str(int(NOW.timestamp())))
    assert b"OK" in openssl(*verify, "-data", "signature", *at, cwd=tmp_path)
    (tmp_path / "signature").write_bytes(der.octet_string(b"another"))
    with pytest.raises(RuntimeError):
        openssl(*verify, "-data", "signature", *at, cwd=tmp_path)
