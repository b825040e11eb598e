"""Time stamps and countersignatures: what they prove, and what is told when they prove nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from authority_for_tests import (
    ALGORITHMS,
    AN_HOUR,
    CONTENT,
    NOW,
    authorities,
    counter_signature,
    director,
    imprint,
    second_director,
    signed,
    stamper,
    trusting,
    with_field,
)

from muhr.domain.errors import MessageMalformed
from muhr.domain.signatures import SignerReport, TimestampReport, Verdict
from muhr.domain.verdict_words import sentence
from muhr.sandbox.authority import stamper_profile
from muhr.sandbox.pki import Algorithm, Issued, director_profile
from muhr.sandbox.pki.certificates import DIRECTOR_USAGE, TIME_STAMPING, extension
from muhr.sandbox.pki.statements import Slip, stamp_token
from muhr.sandbox.world.companies import OURS
from muhr.signing import der
from muhr.signing.cms_build import signature_of, with_unsigned_attribute
from muhr.signing.signed_attributes import COUNTERSIGNATURE
from muhr.signing.timestamps import SIGNATURE_TIME_STAMP, read_info
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

YEARS = timedelta(days=365)


def stamped(message: bytes, token: bytes) -> bytes:
    return with_unsigned_attribute(message, SIGNATURE_TIME_STAMP, token)


def token_over(message: bytes, by: Issued | None = None, at: datetime = NOW, **more: object) -> bytes:
    authority = by or stamper()
    return stamp_token(authority, imprint(signature_of(message), authority), at, **more)  # type: ignore[arg-type]


def one(message: bytes, at: datetime | None = None) -> SignerReport:
    (signer,) = trusting().verify(message, at=at).signers
    return signer


def stamp_of(message: bytes, at: datetime | None = None) -> TimestampReport:
    (found,) = one(message, at).timestamps
    return found


# ------------------------------------------------------------------ good ones


@pytest.mark.parametrize("of", ALGORITHMS, ids=lambda one: one.value)
@pytest.mark.parametrize("by", ALGORITHMS, ids=lambda one: one.value)
def test_a_stamp_of_every_family_on_signatures_of_every_family(of: Algorithm, by: Algorithm):
    message = signed(director(of))
    whole = stamped(message, token_over(message, stamper(by), NOW + timedelta(seconds=5)))
    report = trusting().verify(whole, expected=CONTENT, at=NOW + AN_HOUR)
    (signer,) = report.signers
    (stamp,) = signer.timestamps
    assert (report.verdict, stamp.verdict, stamp.reasons) == (Verdict.VALID, Verdict.VALID, ())
    assert signer.proven_time == stamp.time == NOW + timedelta(seconds=5)
    assert stamp.authority == f"Muhr sandbox TSA ({by.value})"
    assert stamp.policy == "1.2.860.3.2.11.1"
    assert "which a time stamp proves; valid" in sentence(report)


def test_the_certificate_is_judged_at_the_proven_time():
    """The signer's certificate lasts two years; after that the stamp alone keeps the signature valid."""
    message = signed(director())
    assert one(message, NOW + 3 * YEARS).verdict is Verdict.INVALID
    signer = one(stamped(message, token_over(message)), NOW + 3 * YEARS)
    assert signer.verdict is Verdict.VALID
    assert any("expired since" in note for note in signer.notes)


def test_a_stamp_after_the_end_of_the_certificate_does_not_help():
    message = signed(director())
    late = NOW + 3 * YEARS
    assert one(stamped(message, token_over(message, at=late)), late + AN_HOUR).verdict is Verdict.INVALID


def test_the_earliest_of_several_counts():
    message = signed(director())
    whole = message
    for hours in (2, 1, 3):
        whole = stamped(whole, token_over(message, at=NOW + hours * AN_HOUR))
    assert one(whole, NOW + YEARS).proven_time == NOW + AN_HOUR


def test_a_token_without_certificates_uses_those_of_the_message():
    message = with_field(signed(director()), certificates=stamper().chain)
    assert stamp_of(stamped(message, token_over(message, with_certificates=False))).verdict is Verdict.VALID
    message = signed(director())
    assert stamp_of(stamped(message, token_over(message, with_certificates=False))).verdict is Verdict.CANNOT_JUDGE


def test_the_time_may_have_fractions():
    def info(time: bytes) -> bytes:
        return der.sequence(
            der.integer(1), der.oid("1.2.3"), imprint(b"", stamper()), der.integer(1), der.tlv(0x18, time)
        )

    assert read_info(info(b"20260302093015.25Z")).time == NOW + timedelta(milliseconds=250)
    for wrong in (b"20260302093015.Z", b"20260302093015.250Z", b"20260302093015.25", b"20260302093015", b"2603020930Z"):
        with pytest.raises(MessageMalformed):
            read_info(info(wrong))


# ------------------------------------------------------------------ bad ones: they take nothing from the signature


def _wrong() -> dict[str, tuple[bytes, str]]:
    message, other = signed(director()), signed(second_director())
    common = Algorithm.RSA
    profile = stamper_profile(NOW, common)
    usage = extension("2.5.29.37", der.sequence(der.oid(TIME_STAMPING)))
    two = extension("2.5.29.37", der.sequence(der.oid(TIME_STAMPING), der.oid("1.3.6.1.5.5.7.3.4")), critical=True)

    def issued(**changes: object) -> Issued:
        return authorities().issue(replace(profile, **changes), algorithm=common)  # type: ignore[arg-type]

    return {
        "of another signature": (token_over(other), "something else"),
        "of the content": (stamp_token(stamper(), imprint(CONTENT, stamper()), NOW), "something else"),
        "unsigned": (token_over(message, slips=frozenset({Slip.UNSIGNED})), "Step 6"),
        "by a director": (token_over(message, second_director()), "for nothing else"),
        "purpose not critical": (token_over(message, issued(extra_extensions=(usage,))), "for nothing else"),
        "two purposes": (token_over(message, issued(extra_extensions=(two,))), "for nothing else"),
        "no purpose": (token_over(message, issued(extra_extensions=(), key_usage=DIRECTOR_USAGE)), "for nothing else"),
        "before its certificate": (token_over(message, at=NOW - 2 * YEARS), "not valid"),
        "after its certificate": (token_over(message, at=NOW + 9 * YEARS), "future"),
        "from the future": (token_over(message, at=NOW + AN_HOUR), "future"),
        "no token": (der.octet_string(b"1"), "cannot be read"),
        "a signature for a token": (other, "no time stamp token"),
    }


@pytest.mark.parametrize("kind", _wrong())
def test_a_stamp_that_proves_nothing_is_told(kind: str):
    token, word = _wrong()[kind]
    message = signed(director())
    signer = one(stamped(message, token))
    (stamp,) = signer.timestamps
    assert stamp.verdict is Verdict.INVALID
    assert word in " ".join(stamp.reasons)
    assert signer.proven_time is None
    assert (signer.verdict, any("proves nothing" in note for note in signer.notes)) == (Verdict.VALID, True)
    assert one(stamped(message, token), NOW + 3 * YEARS).verdict is Verdict.INVALID


def test_a_copied_stamp_counts_where_it_belongs_and_nowhere_else():
    first, second = signed(director()), signed(second_director())
    token = token_over(first)
    assert stamp_of(stamped(first, token)).verdict is Verdict.VALID
    assert stamp_of(stamped(second, token)).verdict is Verdict.INVALID


def test_a_stamp_of_a_stranger_cannot_be_judged():
    unknown = replace(stamper(), chain=stamper().chain[:1])  # the national CA, which the verifier below does not trust
    message = signed(director(Algorithm.RSA))
    verifier = CmsVerifier(TrustStore([authorities().roots[1]]), lambda: NOW)
    (signer,) = verifier.verify(stamped(message, token_over(message, unknown))).signers
    assert (signer.verdict, signer.timestamps[0].verdict) == (Verdict.VALID, Verdict.CANNOT_JUDGE)


def test_a_signing_time_after_the_stamp_is_noticed():
    message = signed(director(), at=NOW)
    signer = one(stamped(message, token_over(message, at=NOW - AN_HOUR)))
    assert any("clock was ahead" in note for note in signer.notes)


def test_a_thousand_stamps_cost_no_more_than_thirty_two():
    message = signed(director())
    token = token_over(message)
    whole = message
    for _ in range(40):
        whole = stamped(whole, token)
    signer = one(whole)
    assert len(signer.timestamps) == 32
    assert any("only the first 32" in note for note in signer.notes)


# ------------------------------------------------------------------ countersignatures


def counter_signed(message: bytes, who: Issued, **more: object) -> bytes:
    value = counter_signature(signature_of(message), who, **more)  # type: ignore[arg-type]
    return with_unsigned_attribute(with_field(message, who.chain), COUNTERSIGNATURE, value)


@pytest.mark.parametrize("algorithm", ALGORITHMS, ids=lambda one: one.value)
def test_a_countersignature_has_its_own_verdict_and_changes_nobody(algorithm: Algorithm):
    report = trusting().verify(counter_signed(signed(director()), second_director(algorithm)))
    (signer,) = report.signers
    (counter,) = signer.counter_signatures
    assert (report.verdict, signer.verdict, counter.verdict, counter.reasons) == (*[Verdict.VALID] * 3, ())
    assert signer.identity is not None
    assert counter.identity is not None
    assert (signer.identity.tax_id, counter.identity.tax_id) == (OURS[0].tax_id, OURS[1].tax_id)


@pytest.mark.parametrize(
    ("change", "word"), [({"content_type": True}, "content type"), ({"signed_value": b"other"}, "Step 6")]
)
def test_a_bad_countersignature_is_told_and_takes_nothing(change: dict[str, object], word: str):
    (signer,) = trusting().verify(counter_signed(signed(director()), second_director(), **change)).signers
    (counter,) = signer.counter_signatures
    assert (signer.verdict, counter.verdict) == (Verdict.VALID, Verdict.INVALID)
    assert word in " ".join(counter.reasons)
    assert any("countersignature is not valid" in note for note in signer.notes)


def test_a_countersignature_over_another_signature():
    message = signed(director())
    value = counter_signature(signature_of(signed(second_director())), second_director())
    whole = with_unsigned_attribute(with_field(message, second_director().chain), COUNTERSIGNATURE, value)
    assert one(whole).counter_signatures[0].verdict is Verdict.INVALID
    (broken,) = one(with_unsigned_attribute(message, COUNTERSIGNATURE, der.sequence())).counter_signatures
    assert (broken.verdict, broken.identity) == (Verdict.INVALID, None)


def test_a_signature_that_does_not_hold_is_not_healed_by_a_countersignature():
    message = signed(director())
    whole = counter_signed(message.replace(CONTENT, CONTENT[::-1]), second_director())
    report = trusting().verify(whole)
    assert (report.verdict, report.signers[0].counter_signatures[0].verdict) == (Verdict.INVALID, Verdict.VALID)


def test_an_expired_signer_is_not_healed_by_a_countersignature():
    old = authorities().issue(director_profile(OURS[0], NOW, age=timedelta(days=800)))
    whole = counter_signed(signed(old, at=NOW - timedelta(days=200)), second_director())
    assert trusting().verify(whole).verdict is Verdict.INVALID
