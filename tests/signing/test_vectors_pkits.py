"""NIST's Public Key Interoperability Test Suite (PKITS 1.0.1) out of `cryptography_vectors`, with its own expectations.

Three times: the paths of all end certificates by `chain`, the S/MIME messages by the whole verifier, the key files by
the key file reader. Every vector runs; where we say something else than NIST, a table here says why.

NIST's expectation is the one for default settings: any policy will do, none is demanded.
"""

from __future__ import annotations

import functools
import re
from datetime import UTC, datetime
from pathlib import Path

import cryptography
import cryptography_vectors
import pytest
from asn1crypto import x509 as asn1

from muhr.domain.errors import KeyUnusable, MessageMalformed, WrongPassword
from muhr.domain.signatures import Verdict
from muhr.signing import der, key_containers, private_keys
from muhr.signing.certificates import Certificate, load
from muhr.signing.chain import ChainJudge
from muhr.signing.passwords import Password
from muhr.signing.trust import TrustStore
from muhr.signing.verify import REVOCATION_NOTE, CmsVerifier

PKITS = Path(cryptography_vectors.__file__).parent / "x509" / "PKITS_data"
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ROOT = (PKITS / "certs" / "TrustAnchorRootCertificate.crt").read_bytes()

CERTIFICATES = {path.stem: path for path in sorted((PKITS / "certs").glob("*.crt"))}
PATHS = {name.removesuffix("EE"): path for name, path in CERTIFICATES.items() if name.endswith("EE")}
MESSAGES = {path.stem.removeprefix("Signed"): path for path in sorted((PKITS / "smime").glob("*.eml"))}
KEY_FILES = {path.stem: path for path in sorted((PKITS / "pkcs12").glob("*.p12"))}
SOME_KEY_FILES = frozenset(list(KEY_FILES)[::10])

_NO_POLICY = {f"DifferentPoliciesTest{number}" for number in (4, 5, 7, 8, 9, 12)}
"""Their names do not say that no policy is left at the end (PKITS 4.8)."""


def expected_valid(name: str) -> bool:
    """What NIST expects: the names say it, all but a few."""
    return "Invalid" not in name and not name.startswith("MissingCRL") and name not in _NO_POLICY


# ------------------------------------------------------------------ exceptions

_REVOCATION = "only a revocation list makes it invalid, and a chain alone does not look at lists"
ELSEWHERE = re.compile(
    r"(Invalid)?(MissingCRL|Revoked\w+|WrongCRL|BadCRL\w+|UnknownCRL\w*|OldCRLnextUpdate|pre2000CRLnextUpdate"
    r"|LongSerialNumberTest18|SeparateCertificateandCRLKeys|BasicSelfIssued(?!CRLSigningKeyTest8)\w+"
    r"|keyUsage\w*cRLSignFalse|IDPwithindirectCRL|cRLIssuer|deltaCRL\w*|distributionPoint"
    r"|onlyContains\w+|onlySomeReasons)"
)
"""NIST's tests 4.4, 4.14, 4.15 and some of 4.5 and 4.7 that are invalid by their revocation lists alone."""

REVOKED = (
    "InvalidRevokedCATest2",
    "InvalidRevokedEETest3",
    "InvalidLongSerialNumberTest18",
    "InvaliddistributionPointTest2",
    "InvaliddistributionPointTest6",
)
"""Of these, those that a list in the message calls revoked; of the others the report says that it is not known."""

_DELTA = "delta lists are not used (crl.py): the complete list alone speaks, and the message has it"
BY_DELTA = {"InvaliddeltaCRLTest4": Verdict.VALID, "ValiddeltaCRLTest5": Verdict.INVALID}
"""The delta list revokes the first and takes back the second's hold."""

_DSA = "DSA is not in the table of algorithms: no such certificate is issued any more"
CANNOT_JUDGE = {"ValidDSASignaturesTest4": _DSA, "ValidDSAParameterInheritanceTest5": _DSA}
"""Valid for NIST; we say openly that we cannot judge."""

_AUTHORITY = "the end certificate is an authority's, and an authority signs no documents (NIST judges the path alone)"
NOT_A_SIGNER = {
    "OverlappingPoliciesTest6": _AUTHORITY,
    "ValidonlyContainsCACertsCRLTest13": _AUTHORITY,
    "ValidpathLenConstraintTest8": _AUTHORITY,
    "ValidpathLenConstraintTest14": _AUTHORITY,
}
"""Valid paths for NIST and for us; as messages invalid for us."""

UNREADABLE = {
    "BadSignedCACert": "NIST broke a byte of the signature: its BIT STRING is no whole number of bytes any more",
    "InvalidDSASignatureTest6EE": "the same",
    "InvalidNegativeSerialNumberTest15EE": "RFC 5280 §4.1.2.2 forbids negative serial numbers; NIST expects invalid",
}
"""Certificates that our reader refuses; all of them belong to paths that NIST expects to be invalid."""


# ------------------------------------------------------------------ the certificates


@functools.cache
def _readable() -> dict[str, Certificate]:
    found = {}
    for name, path in CERTIFICATES.items():
        try:
            found[name] = load(path.read_bytes())
        except MessageMalformed:
            continue
    return found


@functools.cache
def _authorities() -> dict[bytes, list[Certificate]]:
    """All certificates by their key identifiers: a directory to build paths from."""
    by_key: dict[bytes, list[Certificate]] = {}
    for certificate in _readable().values():
        if certificate.key_identifier is not None:
            by_key.setdefault(certificate.key_identifier, []).append(certificate)
    return by_key


def _pool(signer: Certificate) -> list[bytes]:
    """Everything that may stand above a certificate, by the identifiers of the issuers' keys."""
    found: dict[bytes, Certificate] = {}
    wanted = [signer]
    while wanted:
        identifier = asn1.Certificate.load(wanted.pop().der).authority_key_identifier
        for above in _authorities().get(identifier, []) if identifier else []:
            if above.der not in found:
                found[above.der] = above
                wanted.append(above)
    return list(found)


def test_the_vectors_are_those_of_the_locked_library() -> None:
    assert cryptography_vectors.__version__ == cryptography.__version__
    assert (len(CERTIFICATES), len(PATHS), len(MESSAGES), len(KEY_FILES)) == (405, 223, 224, 405)


@pytest.mark.parametrize("name", CERTIFICATES)
def test_a_certificate_is_read(name: str) -> None:
    data = CERTIFICATES[name].read_bytes()
    if name in UNREADABLE:
        with pytest.raises(MessageMalformed):
            load(data)
    else:
        assert load(data).der == data


@pytest.mark.parametrize("name", PATHS)
def test_a_path_has_the_verdict_of_nist(name: str) -> None:
    if f"{name}EE" in UNREADABLE:
        assert not expected_valid(name)
        return
    signer = _readable()[f"{name}EE"]
    result = ChainJudge(TrustStore([ROOT])).judge(signer, _pool(signer), AT)
    if name in CANNOT_JUDGE:
        assert result.verdict is Verdict.CANNOT_JUDGE
    elif not expected_valid(name) and ELSEWHERE.match(name):
        assert result.verdict is Verdict.VALID, _REVOCATION
    else:
        assert (result.verdict is Verdict.VALID) == expected_valid(name), result.reason
    assert (result.verdict is Verdict.VALID) == (result.reason == "")


# ------------------------------------------------------------------ the messages


def _parts(path: Path) -> tuple[bytes, bytes]:
    """Give the signed part and the base64 of the signature of a multipart/signed message (RFC 8551 §3.5.3)."""
    mail = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    boundary = re.search(rb'boundary="([^"]+)"', mail)
    assert boundary is not None
    _, content, signature, _ = mail.split(b"--" + boundary[1])
    return content[2:-2], signature.split(b"\r\n\r\n", 1)[1].strip()


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_has_the_verdict_of_nist(name: str) -> None:
    content, signature = _parts(MESSAGES[name])
    verifier = CmsVerifier(TrustStore([ROOT]), lambda: AT)
    try:
        report = verifier.verify(signature, detached=content)
    except MessageMalformed:
        assert not expected_valid(name)
        return
    if name in CANNOT_JUDGE:
        assert report.verdict is Verdict.CANNOT_JUDGE
    elif name in NOT_A_SIGNER:
        assert report.verdict is Verdict.INVALID
        assert [reason for signer in report.signers for reason in signer.reasons] == [
            "Step 7, purpose: the certificate belongs to a certificate authority, not to a signer."
        ]
    elif name in BY_DELTA:
        assert report.verdict is BY_DELTA[name], _DELTA
    elif name in REVOKED:
        assert report.verdict is Verdict.INVALID
        assert all("revoked on" in signer.reasons[0] for signer in report.signers)
    elif not expected_valid(name) and ELSEWHERE.match(name):
        # What no usable list says is never passed over in silence.
        assert report.verdict is not Verdict.VALID or REVOCATION_NOTE in report.reasons
    else:
        assert (report.verdict is Verdict.VALID) == expected_valid(name), report
    changed = verifier.verify(signature, detached=content + b".")
    assert changed.verdict is not Verdict.VALID


def test_no_exception_is_for_nothing() -> None:
    """Every name in the tables exists, and the revocation rule reaches only what NIST expects to be invalid."""
    assert {*REVOKED, *BY_DELTA} <= MESSAGES.keys()
    for table in (CANNOT_JUDGE, NOT_A_SIGNER):
        assert table.keys() <= MESSAGES.keys()
        assert all(map(expected_valid, table))
    assert UNREADABLE.keys() <= CERTIFICATES.keys()
    assert sum(bool(ELSEWHERE.match(name)) for name in PATHS if not expected_valid(name)) == 45


# ------------------------------------------------------------------ the key files

_NO_RSA = {
    "DSACACert",
    "DSAParametersInheritedCACert",
    "ValidDSASignaturesTest4EE",
    "ValidDSAParameterInheritanceTest5EE",
}
"""Their keys are DSA: the files open, the keys are of no use to us."""


@pytest.mark.parametrize("name", KEY_FILES)
def test_a_key_file_opens_with_its_password_alone(name: str) -> None:
    container = key_containers.read(KEY_FILES[name].read_bytes())
    if name in SOME_KEY_FILES:  # deriving a key costs 10 ms each time
        with pytest.raises(WrongPassword):
            container.open(Password(bytearray(b"Password")))
    opened = container.open(Password(bytearray(b"password")))
    assert len(opened.keys) == 1
    assert CERTIFICATES[name].read_bytes() in [one for one, _ in opened.certificates]
    if name in UNREADABLE:
        return
    certificate = _readable()[name]
    if name in _NO_RSA:
        with pytest.raises(KeyUnusable):
            private_keys.key_for(opened.keys[0].pkcs8, certificate)
        return
    # PrivateKeyInfo → RSAPrivateKey → modulus; the library's own check of a private key takes 30 ms.
    rsa = der.children(der.read(der.children(der.read(opened.keys[0].pkcs8))[2].value))
    assert rsa[1].der in certificate.public_key
    if name in SOME_KEY_FILES:
        found = private_keys.key_for(opened.keys[0].pkcs8, certificate)
        assert found is not None
        found.close()
