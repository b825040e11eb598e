"""Judging messages: the three verdicts, what the report says, and the forms a signature may take."""

from __future__ import annotations

import asyncio
import hashlib
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from pki_for_tests import (
    CONTENT,
    KINDS,
    NOW,
    SIGNING_TIME,
    Key,
    SignerDraft,
    attribute,
    certificate,
    clock,
    draft,
    ec_key,
    extension,
    generalized,
    make_pki,
    name,
    shared_pki,
    to_ber,
)
from pki_for_tests import time as utc_time

from muhr.domain.errors import MessageMalformed
from muhr.domain.signatures import Report, Verdict
from muhr.signing import der
from muhr.signing.algorithms import choose
from muhr.signing.cms_build import CmsBuilder
from muhr.signing.trust import TrustStore
from muhr.signing.verify import NOT_SIGNED, REVOCATION_NOTE, CmsVerifier

ALL = CmsVerifier(TrustStore(shared_pki(kind).root for kind in KINDS), clock)


def reasons(report: Report) -> str:
    return " ".join((*report.reasons, *(reason for signer in report.signers for reason in signer.reasons)))


# ------------------------------------------------------------------ valid


@pytest.mark.parametrize("kind", KINDS)
def test_a_valid_message_is_reported_whole(kind: str) -> None:
    pki = shared_pki(kind)
    report = ALL.verify(draft(pki).der(), expected=CONTENT)
    assert (report.verdict, report.attached, report.content) == (Verdict.VALID, True, CONTENT)
    assert report.reasons == (REVOCATION_NOTE,)
    (signer,) = report.signers
    assert (signer.verdict, signer.reasons, signer.serial) == (Verdict.VALID, (), "77112233")
    assert signer.signing_time == NOW
    assert signer.chain == ("НАМУНАЕВ Намуна", "Namuna CA", "Namuna Root")
    assert signer.identity is not None
    assert signer.identity.tax_id == "300000017"
    assert (signer.digest_algorithm, signer.signature_algorithm) == {
        "national": ("O'z DSt 1106:2009", "O'z DSt 1092:2009 II"),
        "p256": ("SHA-256", "ECDSA with SHA-256"),
        "rsa": ("SHA-256", "RSA with SHA-256"),
    }[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_what_our_own_builder_makes_is_valid(kind: str) -> None:
    pki = shared_pki(kind)
    message = CmsBuilder(pki.chain, choose(pki.key.spki)).build(CONTENT, NOW, pki.key.sign)
    assert ALL.verify(message, expected=CONTENT, at=NOW).verdict is Verdict.VALID


@pytest.mark.parametrize("curve", [ec.SECP384R1(), ec.SECP521R1()], ids=["P-384", "P-521"])
def test_longer_curves(curve: ec.EllipticCurve) -> None:
    pki = shared_pki("p256")
    key = ec_key(curve)
    issued = pki.issue(spki=key.spki)
    made = draft(pki, certificates=[issued, pki.ca], signers=[SignerDraft(key, issued)])
    assert ALL.verify(made.der()).verdict is Verdict.VALID


class _PssKey(Key):
    """An RSA key that signs with PSS although its certificate does not demand it (RFC 4056)."""

    def sign(self, data: bytes) -> bytes:
        layout = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
        return self.private.sign(data, layout, hashes.SHA256())  # type: ignore[union-attr,call-arg,arg-type,return-value]


PSS = der.sequence(
    der.oid("1.2.840.113549.1.1.10"),
    der.sequence(
        der.tagged(0, der.sequence(der.oid("2.16.840.1.101.3.4.2.1"), der.NULL_DER)),
        der.tagged(
            1,
            der.sequence(
                der.oid("1.2.840.113549.1.1.8"), der.sequence(der.oid("2.16.840.1.101.3.4.2.1"), der.NULL_DER)
            ),
        ),
        der.tagged(2, der.integer(32)),
    ),
)


def test_rsa_pss() -> None:
    pki = shared_pki("rsa")
    made = draft(pki)
    made.signer.key, made.signer.algorithm = _PssKey(pki.key.private, pki.key.spki), PSS
    report = ALL.verify(made.der())
    assert (report.verdict, report.signers[0].signature_algorithm) == (Verdict.VALID, "RSA-PSS")
    made.signer.key = pki.key  # the same announcement over PKCS #1 v1.5
    assert ALL.verify(made.der()).verdict is Verdict.INVALID


@pytest.mark.parametrize("kind", KINDS)
def test_without_signed_attributes_the_content_itself_is_signed(kind: str) -> None:
    pki = shared_pki(kind)
    made = draft(pki, signers=[SignerDraft(pki.key, pki.signer, without_attributes=True)])
    report = ALL.verify(made.der())
    assert (report.verdict, report.signers[0].signing_time) == (Verdict.VALID, None)


def test_signing_time_may_be_missing_or_generalized() -> None:
    made = draft(shared_pki("national"))
    made.signer.signing_time = b""
    report = ALL.verify(made.der())
    assert (report.verdict, report.signers[0].signing_time) == (Verdict.VALID, None)
    made.signer.signing_time = attribute(SIGNING_TIME, generalized(NOW))
    assert ALL.verify(made.der()).signers[0].signing_time == NOW


@pytest.mark.parametrize("kind", KINDS)
def test_unsigned_attributes_change_nothing(kind: str) -> None:
    made = draft(shared_pki(kind))
    made.signer.unsigned = der.tagged(1, attribute("1.2.840.113549.1.9.16.2.14", der.sequence(der.integer(1))))
    assert ALL.verify(made.der()).verdict is Verdict.VALID


def test_a_signer_named_by_key_identifier() -> None:
    pki = shared_pki("p256")
    issued = pki.issue(extensions=[extension("2.5.29.14", der.octet_string(b"id"))])
    signer = SignerDraft(pki.key, issued, version=der.integer(3), sid=der.tlv(0x80, b"id"))
    report = ALL.verify(draft(pki, certificates=[issued, pki.ca], signers=[signer]).der())
    assert (report.verdict, report.signers[0].serial) == (Verdict.VALID, "77112233")


def test_another_content_type_with_its_attribute() -> None:
    assert (
        ALL.verify(draft(shared_pki("p256"), content_type="1.2.840.113549.1.9.16.1.4").der()).verdict is Verdict.VALID
    )


def test_content_that_only_resembles_attributes_is_fine() -> None:
    pki = shared_pki("national")
    for content in (b"1", b"\x31\x03\x02\x01\x05", b"\x31\x02\x30\x00\x00", b""):
        made = draft(pki, content=content, signers=[SignerDraft(pki.key, pki.signer, without_attributes=True)])
        assert ALL.verify(made.der()).verdict is Verdict.VALID


def test_without_attributes_and_without_content_there_is_nothing_to_check() -> None:
    pki = shared_pki("p256")
    made = draft(pki, attached=False, signers=[SignerDraft(pki.key, pki.signer, without_attributes=True)])
    assert ALL.verify(made.der()).verdict is Verdict.CANNOT_JUDGE
    assert ALL.verify(made.der(), detached=CONTENT).verdict is Verdict.VALID
    assert ALL.verify(made.der(), detached=b"other").verdict is Verdict.INVALID


# ------------------------------------------------------------------ several signers


def test_each_signer_has_a_verdict_and_the_worst_is_the_messages() -> None:
    first, second = shared_pki("national"), make_pki("p256", 5)
    other = second.issue(subject=name(cn="Ikkinchi"), serial=5, issuer=name(cn="Second CA"))
    second_ca = certificate(
        subject=name(cn="Second CA"),
        spki=second.ca_key.spki,
        issuer=name(cn="Second Root"),
        issuer_key=second.root_key,
        extensions=[extension("2.5.29.19", der.sequence(b"\x01\x01\xff"), critical=True)],
    )
    made = draft(first, certificates=[*first.chain, other, second_ca])
    made.signers.append(SignerDraft(second.key, other))
    report = ALL.verify(made.der())
    assert [signer.verdict for signer in report.signers] == [Verdict.VALID, Verdict.CANNOT_JUDGE]
    assert report.verdict is Verdict.CANNOT_JUDGE
    assert [signer.identity.common_name for signer in report.signers if signer.identity] == [
        "НАМУНАЕВ Намуна",
        "Ikkinchi",
    ]
    trusted = CmsVerifier(TrustStore([first.root, second_ca]), clock)
    assert trusted.verify(made.der()).verdict is Verdict.VALID
    made.signers[0].signature = bytes(64)
    assert [signer.verdict for signer in trusted.verify(made.der()).signers] == [Verdict.INVALID, Verdict.VALID]
    assert trusted.verify(made.der()).verdict is Verdict.INVALID


def test_nobody_signed() -> None:
    made = draft(shared_pki("rsa"))
    made.signers.clear()
    made.digests = []
    report = ALL.verify(made.der())
    assert (report.verdict, report.reasons, report.signers) == (Verdict.INVALID, (NOT_SIGNED,), ())


# ------------------------------------------------------------------ content


@pytest.mark.parametrize("kind", KINDS)
def test_detached_content(kind: str) -> None:
    message = draft(shared_pki(kind), attached=False).der()
    report = ALL.verify(message, detached=CONTENT, expected=CONTENT)
    assert (report.verdict, report.attached, report.content) == (Verdict.VALID, False, CONTENT)
    assert ALL.verify(message, detached=CONTENT + b"x").verdict is Verdict.INVALID
    missing = ALL.verify(message)
    assert (missing.verdict, missing.content) == (Verdict.CANNOT_JUDGE, None)
    assert "Step 1" in reasons(missing)


def test_a_forged_signature_is_invalid_even_when_the_content_is_missing() -> None:
    made = draft(shared_pki("national"), attached=False)
    made.signer.signature = bytes(64)
    assert ALL.verify(made.der()).verdict is Verdict.INVALID


@pytest.mark.parametrize("kind", KINDS)
def test_two_contents_must_be_one(kind: str) -> None:
    message = draft(shared_pki(kind)).der()
    assert ALL.verify(message, detached=CONTENT).verdict is Verdict.VALID
    report = ALL.verify(message, detached=b"other")
    assert (report.verdict, report.content) == (Verdict.INVALID, CONTENT)
    assert report.signers[0].verdict is Verdict.VALID
    assert "Step 1" in report.reasons[0]
    assert ALL.verify(message, detached=b"").verdict is Verdict.INVALID


@pytest.mark.parametrize("expected", [b"", CONTENT[:-1], CONTENT.upper(), CONTENT + b"\n"])
def test_content_other_than_expected(expected: bytes) -> None:
    report = ALL.verify(draft(shared_pki("national")).der(), expected=expected)
    assert (report.verdict, report.signers[0].verdict) == (Verdict.INVALID, Verdict.VALID)


def test_empty_content_is_content() -> None:
    message = draft(shared_pki("national"), content=b"").der()
    report = ALL.verify(message, expected=b"")
    assert (report.verdict, report.content, report.attached) == (Verdict.VALID, b"", True)


# ------------------------------------------------------------------ cannot judge


def test_unknown_is_not_forged_and_forged_is_not_unknown() -> None:
    """The one rule: what cannot be judged never hides what fails."""
    made = draft(shared_pki("p256"))
    nobody = CmsVerifier(TrustStore(), clock)
    report = nobody.verify(made.der())
    assert (report.verdict, report.signers[0].chain) == (Verdict.CANNOT_JUDGE, ("НАМУНАЕВ Намуна",))
    assert "Step 9" in reasons(report)
    assert "Namuna CA" in reasons(report)
    made.signer.signature = made.signer.key.sign(b"other")
    forged = nobody.verify(made.der())
    assert forged.verdict is Verdict.INVALID
    assert [reason[:6] for reason in forged.signers[0].reasons] == ["Step 6", "Step 9"]


def test_an_unknown_algorithm_cannot_be_judged_but_its_wrong_digest_can() -> None:
    made = draft(shared_pki("p256"))
    made.signer.algorithm = der.sequence(der.oid("1.2.3.4"))
    report = ALL.verify(made.der())
    assert (report.verdict, report.signers[0].signature_algorithm) == (Verdict.CANNOT_JUDGE, "1.2.3.4")
    made.signer.message_digest = attribute("1.2.840.113549.1.9.4", der.octet_string(bytes(32)))
    assert ALL.verify(made.der()).verdict is Verdict.INVALID


def test_an_unknown_digest_cannot_be_judged() -> None:
    made = draft(shared_pki("p256"))
    unknown = der.sequence(der.oid("1.2.3.4"))
    made.digests, made.signer.digest = [unknown], unknown
    made.signer.algorithm = der.sequence(der.oid("1.2.3.5"))
    report = ALL.verify(made.der())
    assert (report.verdict, report.signers[0].digest_algorithm) == (Verdict.CANNOT_JUDGE, "1.2.3.4")


def test_without_the_signers_certificate_nobody_is_named() -> None:
    pki = shared_pki("p256")
    report = ALL.verify(draft(pki, certificates=[pki.ca]).der())
    (signer,) = report.signers
    assert (report.verdict, signer.identity, signer.chain, signer.serial) == (
        Verdict.CANNOT_JUDGE,
        None,
        (),
        "77112233",
    )
    assert REVOCATION_NOTE not in report.reasons


def test_an_unreadable_certificate_is_never_passed_over() -> None:
    pki = shared_pki("p256")
    broken = der.sequence(der.integer(1))
    assert ALL.verify(draft(pki, certificates=[broken, pki.ca]).der()).verdict is Verdict.INVALID
    assert ALL.verify(draft(pki, certificates=[broken, *pki.chain]).der()).verdict is Verdict.CANNOT_JUDGE


def test_the_same_certificate_twice_is_one() -> None:
    pki = shared_pki("p256")
    assert ALL.verify(draft(pki, certificates=[pki.signer, *pki.chain]).der()).verdict is Verdict.VALID


# ------------------------------------------------------------------ signing certificate attributes (RFC 5035)


def _ess(version: int, digest: bytes, *, named: bytes = b"") -> bytes:
    entry = der.sequence(named, der.octet_string(digest))
    oid = "1.2.840.113549.1.9.16.2.47" if version == 2 else "1.2.840.113549.1.9.16.2.12"
    return attribute(oid, der.sequence(der.sequence(entry)))


def test_a_named_signing_certificate_must_be_the_signers() -> None:
    pki = shared_pki("p256")
    sha512 = der.sequence(der.oid("2.16.840.1.101.3.4.2.3"))
    unknown = der.sequence(der.oid("1.2.3"))
    right = hashlib.sha256(pki.signer).digest()
    for value, verdict in (
        (_ess(2, right), Verdict.VALID),
        (_ess(2, hashlib.sha512(pki.signer).digest(), named=sha512), Verdict.VALID),
        (_ess(2, hashlib.sha256(pki.ca).digest()), Verdict.INVALID),
        (_ess(2, right, named=unknown), Verdict.CANNOT_JUDGE),
        (_ess(1, hashlib.sha1(pki.signer).digest()), Verdict.CANNOT_JUDGE),
        (attribute("1.2.840.113549.1.9.16.2.47", der.integer(1)), Verdict.INVALID),
        (attribute("1.2.840.113549.1.9.16.2.47", der.sequence()), Verdict.INVALID),
        (_ess(2, right) + _ess(2, right), Verdict.INVALID),
    ):
        made = draft(pki)
        made.signer.more = [child.der for child in der.children(der.read(der.tlv(0x30, value)))]
        assert ALL.verify(made.der()).verdict is verdict


# ------------------------------------------------------------------ time


def test_clocks_may_differ_a_little() -> None:
    for minutes, verdict in ((4, Verdict.VALID), (6, Verdict.INVALID), (-60 * 24 * 300, Verdict.VALID)):
        made = draft(shared_pki("national"))
        made.signer.signing_time = attribute(SIGNING_TIME, utc_time(NOW + timedelta(minutes=minutes)))
        assert ALL.verify(made.der()).verdict is verdict


def test_the_moment_may_be_given_in_any_zone() -> None:
    message = draft(shared_pki("national")).der()
    tashkent = timezone(timedelta(hours=5))
    for at in (NOW, NOW.astimezone(tashkent), datetime(2030, 1, 1, tzinfo=UTC)):
        assert ALL.verify(message, at=at).verdict is Verdict.VALID
    assert ALL.verify(message, at=datetime(2036, 1, 1, tzinfo=UTC)).verdict is Verdict.INVALID
    early = ALL.verify(message, at=datetime(2025, 6, 1, tzinfo=UTC))
    assert early.verdict is Verdict.INVALID
    assert "future" in reasons(early)


# ------------------------------------------------------------------ conduct


def test_reasons_follow_the_steps() -> None:
    pki = shared_pki("national")
    issued = pki.issue(ends=NOW - timedelta(days=1), extensions=[])
    made = draft(pki, certificates=[issued, pki.ca], signers=[SignerDraft(pki.key, issued, content_type=b"")])
    made.signer.signature = bytes(64)
    made.content = CONTENT
    report = ALL.verify(made.der(), expected=b"other")
    assert [reason[:6] for reason in report.signers[0].reasons] == ["Step 4", "Step 6", "Step 8", "Step 9"]
    assert report.reasons[0].startswith("Step 1")
    assert all(reason.endswith(".") and ".." not in reason for reason in report.signers[0].reasons)


def test_malformed_messages_raise_and_nothing_else_does() -> None:
    for data in (b"", b"x", b"\x30\x00", draft(shared_pki("rsa")).der()[:-1]):
        with pytest.raises(MessageMalformed):
            ALL.verify(data)


def test_many_threads_may_judge_at_once() -> None:
    verifier = CmsVerifier(TrustStore(shared_pki(kind).root for kind in KINDS), clock)
    messages = [draft(shared_pki(kind)).der() for kind in KINDS] * 20
    with ThreadPoolExecutor(8) as pool:
        assert {report.verdict for report in pool.map(verifier.verify, messages)} == {Verdict.VALID}


def test_it_can_be_called_inside_a_running_event_loop() -> None:
    async def judge() -> Verdict:
        return CmsVerifier(TrustStore([shared_pki("p256").root]), clock).verify(draft(shared_pki("p256")).der()).verdict

    assert asyncio.run(judge()) is Verdict.VALID


def test_a_known_signer_is_judged_quickly() -> None:
    """The chain is remembered: a thousand documents of one director cost the signatures, not a thousand chains."""
    message = draft(shared_pki("national")).der()
    for _ in range(3):
        ALL.verify(message)
    best = min(_timed(message) for _ in range(50))
    assert best < 0.005  # some 0.7 ms; a chain alone costs 10


def _timed(message: bytes) -> float:
    started = time.thread_time()
    ALL.verify(message)
    return time.thread_time() - started


def test_real_structures_in_ber() -> None:
    """E-IMZO's form for every kind, detached and attached, with odd pieces."""
    for kind in KINDS:
        for piece in (1, 7, 64, 1000):
            assert ALL.verify(to_ber(draft(shared_pki(kind)).der(), piece)).verdict is Verdict.VALID
        assert (
            ALL.verify(to_ber(draft(shared_pki(kind), attached=False).der()), detached=CONTENT).verdict is Verdict.VALID
        )
