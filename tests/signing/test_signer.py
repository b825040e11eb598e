"""The signer: only what passes our own verification leaves it, and a closed one signs nothing."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from muhr.domain.errors import ContentUnsafe, KeyExpired, KeyUnusable, SignatureInvalid
from muhr.domain.signatures import Verdict
from muhr.signing import der
from muhr.signing.algorithms import choose
from muhr.signing.certificates import identity_of
from muhr.signing.ozdst1092 import PrivateKey
from muhr.signing.signer import CmsSigner, CryptographyKey, OzdstKey
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

AT = datetime(2026, 3, 4, 6, 17, 53, 5, tzinfo=UTC)
CONTENT = b"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
ATTRIBUTES = der.set_of([der.sequence(der.oid("2.999"), der.tlv(der.SET, der.NULL_DER))])


def verifier(*anchors: bytes) -> CmsVerifier:
    return CmsVerifier(TrustStore(anchors), lambda: AT)


def national_signer(chain, key=None, judge=None, certificates=None, identity=None) -> CmsSigner:
    choice = choose(chain.spki)
    raw = key or OzdstKey(PrivateKey(int.from_bytes(chain.key._secret, "big")), choice.digest)
    return CmsSigner(
        raw,
        certificates or chain.certificates,
        choice,
        identity or identity_of(chain.certificates[0]),
        judge or verifier(chain.certificates[2]),
    )


def western_signer(key, pki) -> CmsSigner:
    choice = choose(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    chain = pki.chain_for(key)
    return CmsSigner(CryptographyKey(key, choice), chain, choice, identity_of(chain[0]), verifier(chain[2]))


SIGNERS = {
    "national": lambda request: national_signer(request.getfixturevalue("national_chain")),
    "national of 2024": lambda request: national_signer(request.getfixturevalue("national_chain_2024")),
    "RSA": lambda request: western_signer(
        rsa.generate_private_key(65537, 2048), request.getfixturevalue("western_pki")
    ),
    "P-256": lambda request: western_signer(
        ec.generate_private_key(ec.SECP256R1()), request.getfixturevalue("western_pki")
    ),
    "P-521": lambda request: western_signer(
        ec.generate_private_key(ec.SECP521R1()), request.getfixturevalue("western_pki")
    ),
}


@pytest.mark.parametrize("kind", SIGNERS)
def test_a_signed_message_is_verified_content_and_all(kind, request):
    with SIGNERS[kind](request) as signer:
        local = AT.astimezone(timezone(timedelta(hours=5)))
        message = signer.sign(CONTENT, at=local)
    assert message.content == message.report.content == CONTENT
    assert message.signing_time == AT.replace(microsecond=0)
    assert message.identity is signer.identity
    assert message.report.verdict is Verdict.VALID
    (found,) = message.report.signers
    assert found.identity == signer.identity
    assert found.signing_time == message.signing_time
    assert len(found.chain) == 3


def test_one_signer_signs_many_documents(national_chain):
    with national_signer(national_chain) as signer:
        messages = {signer.sign(f"{number:064x}".encode(), at=AT).der for number in range(20)}
    assert len(messages) == 20


# ------------------------------------------------------------------ what does not leave it


class FaultyKey:
    """A key that errs as a broken device does: `spoil` changes what it gives."""

    def __init__(self, key, spoil) -> None:
        self.key, self.spoil, self.asked = key, spoil, 0

    def sign(self, data: bytes) -> bytes:
        self.asked += 1
        return self.spoil(self.key, data)

    def close(self) -> None:
        self.key.close()


def flip(signature: bytes, bit: int) -> bytes:
    return (int.from_bytes(signature, "big") ^ 1 << bit).to_bytes(len(signature), "big")


def exchange(signature: bytes) -> bytes:
    return signature[32:] + signature[:32]


FAULTS = {
    "a bit of s": lambda key, data: flip(key.sign(data), 300),
    "a bit of r": lambda key, data: flip(key.sign(data), 3),
    "halves exchanged": lambda key, data: exchange(key.sign(data)),
    "other data": lambda key, data: key.sign(data + b"."),
    "nothing": lambda key, data: b"",
    "zeros": lambda key, data: bytes(64),
    "one byte more": lambda key, data: key.sign(data) + b"\x00",
    "the signature of the content": lambda key, data: key.sign(CONTENT),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_mistake_of_a_key_shows_here(fault, national_chain):
    good = OzdstKey(national_chain.key, choose(national_chain.spki).digest)
    signer = national_signer(national_chain, FaultyKey(good, FAULTS[fault]))
    with pytest.raises(SignatureInvalid) as caught:
        signer.sign(CONTENT, at=AT)
    assert caught.value.facts["verdict"] == "invalid"


def test_a_key_that_is_not_the_certificates_signs_nothing(national_chain):
    other = OzdstKey(PrivateKey.generate(), choose(national_chain.spki).digest)
    with pytest.raises(SignatureInvalid):
        national_signer(national_chain, other).sign(CONTENT, at=AT)


def test_a_chain_nobody_trusts_signs_nothing(national_chain):
    with pytest.raises(SignatureInvalid) as caught:
        national_signer(national_chain, judge=verifier()).sign(CONTENT, at=AT)
    assert caught.value.facts["verdict"] == "cannot judge"


def test_a_message_with_another_certificate_than_the_chosen_one_is_not_given(national_chain, national_chain_2024):
    signer = national_signer(national_chain, identity=identity_of(national_chain_2024.certificates[0]))
    with pytest.raises(SignatureInvalid, match="another signer"):
        signer.sign(CONTENT, at=AT)


def test_an_identity_without_fingerprint_is_nobodys(national_chain):
    nobody = replace(identity_of(national_chain.certificates[0]), fingerprint="")
    with pytest.raises(SignatureInvalid):
        national_signer(national_chain, identity=nobody).sign(CONTENT, at=AT)


def test_the_certificate_of_an_authority_signs_no_documents(western_pki):
    chain = [one.public_bytes(Encoding.DER) for one in (western_pki.ca, western_pki.root)]
    key = western_pki._ca_key
    choice = choose(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    signer = CmsSigner(CryptographyKey(key, choice), chain, choice, identity_of(chain[0]), verifier(chain[1]))
    with pytest.raises(SignatureInvalid):
        signer.sign(CONTENT, at=AT)


def test_attributes_are_not_signed_and_the_key_is_not_asked(national_chain):
    key = FaultyKey(OzdstKey(national_chain.key, choose(national_chain.spki).digest), lambda key, data: key.sign(data))
    with pytest.raises(ContentUnsafe):
        national_signer(national_chain, key).sign(ATTRIBUTES, at=AT)
    assert key.asked == 0


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (datetime(2024, 12, 31, 23, 59, 59, tzinfo=UTC), "key-not-yet-valid"),
        (datetime(2034, 12, 31, 0, 0, 1, tzinfo=UTC), "key-expired"),
    ],
)
def test_a_certificate_signs_only_in_its_time(at, code, national_chain):
    key = FaultyKey(OzdstKey(national_chain.key, choose(national_chain.spki).digest), lambda key, data: key.sign(data))
    with pytest.raises(KeyExpired) as caught:
        national_signer(national_chain, key).sign(CONTENT, at=at)
    assert caught.value.code == code
    assert key.asked == 0


@pytest.mark.parametrize("at", [datetime(2025, 1, 1, tzinfo=UTC), datetime(2034, 12, 31, tzinfo=UTC)])
def test_both_ends_of_its_time_belong_to_it(at, national_chain):
    judge = CmsVerifier(TrustStore([national_chain.certificates[2]]), lambda: at)
    assert national_signer(national_chain, judge=judge).sign(CONTENT, at=at).signing_time == at


# ------------------------------------------------------------------ closing, and keys


@pytest.mark.parametrize("kind", SIGNERS)
def test_a_closed_signer_signs_nothing(kind, request):
    signer = SIGNERS[kind](request)
    signer.sign(CONTENT, at=AT)
    signer.close()
    signer.close()
    with pytest.raises(KeyUnusable):
        signer.sign(CONTENT, at=AT)


def test_keys_of_other_kinds_are_refused(national_chain):
    key = ec.generate_private_key(ec.SECP256R1())
    choice = choose(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    with pytest.raises(KeyUnusable):
        CryptographyKey(ed25519.Ed25519PrivateKey.generate(), choice)
    with pytest.raises(SignatureInvalid):
        CryptographyKey(key, choose(national_chain.spki))


def test_keys_are_not_copied(national_chain):
    key = ec.generate_private_key(ec.SECP256R1())
    choice = choose(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    for raw in (CryptographyKey(key, choice), OzdstKey(national_chain.key, choose(national_chain.spki).digest)):
        for leak in (copy.deepcopy, pickle.dumps):
            with pytest.raises(TypeError):
                leak(raw)
