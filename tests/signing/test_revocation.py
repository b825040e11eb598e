"""Revocation lists and certificate status: from real servers, from the cache and from messages, good and false ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from authority_for_tests import (
    ALGORITHMS,
    AN_HOUR,
    NOW,
    authorities,
    director,
    imprint,
    placed,
    signed,
    stamper,
    with_field,
)

from muhr.domain.errors import CannotJudge, MessageMalformed
from muhr.domain.signatures import Report, RevocationMode, RevocationReport, RevocationStatus, Verdict
from muhr.providers.fetching import HttpFetch
from muhr.sandbox.authority import OCSP_SIGNING, AuthorityService, places, responder_profile, serving
from muhr.sandbox.pki import Algorithm, Issued
from muhr.sandbox.pki.certificates import CLIENT_AUTH, extension
from muhr.sandbox.pki.statements import RevokedAt, Slip, revocation_list, stamp_token, status_answer
from muhr.signing import crl, der, ocsp
from muhr.signing.certificates import load
from muhr.signing.cms_build import signature_of, with_unsigned_attribute
from muhr.signing.revocation import RevocationJudge
from muhr.signing.schemes import OZDST_1106, SHA256, DigestAlgorithm
from muhr.signing.timestamps import SIGNATURE_TIME_STAMP
from muhr.signing.trust import TrustStore
from muhr.signing.verify import REVOCATION_NOTE, CmsVerifier

CA = {Algorithm.OZDST_2009: "ca-2009", Algorithm.RSA: "common-ca", Algorithm.P256: "common-ca"}
ROOT = {Algorithm.OZDST_2009: "root", Algorithm.RSA: "common-root", Algorithm.P256: "common-root"}
GOOD, REVOKED, UNCHECKED = RevocationStatus.GOOD, RevocationStatus.REVOKED, RevocationStatus.NOT_CHECKED


@dataclass
class World:
    """A running authority, a clock that can be moved, and a cache."""

    service: AuthorityService
    base: str
    cache: Path
    now: datetime = NOW

    def clock(self) -> datetime:
        return self.now

    def verifier(self, mode: RevocationMode = RevocationMode.ONLINE) -> CmsVerifier:
        fetch = HttpFetch(allowed=[self.base])
        judge = RevocationJudge(self.clock, lambda: mode, fetch=fetch, cache=self.cache)
        return CmsVerifier(TrustStore(authorities().roots), self.clock, revocation=judge)

    def director(self, algorithm: Algorithm = Algorithm.OZDST_2009, *, by: str = "ocsp") -> Issued:
        name = CA[algorithm]
        where = {"crl": f"{self.base}/ca/{name}.crl"} if by == "crl" else {"ocsp": f"{self.base}/ca/{name}/ocsp"}
        return placed(places(**where), algorithm)

    def revoke(self, who: Issued, at: datetime, reason: int | None = 1) -> None:
        for name in ("ca-2009", "common-ca"):
            self.service.registers[name][who.serial] = RevokedAt(at, reason)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(AuthorityService(authorities(), lambda: NOW), "", tmp_path / "revocation")
    made.service._clock = made.clock
    with serving(made.service) as base:
        made.base = base
        yield made


def of_signer(report: Report) -> RevocationReport:
    return report.signers[0].revocation[0]


# ------------------------------------------------------------------ asked at the authority


@pytest.mark.parametrize("by", ["ocsp", "crl"])
@pytest.mark.parametrize("algorithm", ALGORITHMS, ids=lambda one: one.value)
def test_good_then_revoked(world: World, algorithm: Algorithm, by: str):
    who = world.director(algorithm, by=by)
    message = signed(who)
    report = world.verifier().verify_file(message)
    found = of_signer(report)
    assert (report.verdict, found.status, found.made) == (Verdict.VALID, GOOD, NOW)
    source = f"{'CRL' if by == 'crl' else 'OCSP answer'} of {world.base}"
    assert found.text.startswith(f"not revoked ({source}")
    assert found.text.endswith(", made just now)")
    world.revoke(who, NOW - AN_HOUR)
    world.now += 2 * AN_HOUR
    report = world.verifier().verify_file(message)
    assert (report.verdict, of_signer(report).status) == (Verdict.INVALID, REVOKED)
    (reason,) = report.signers[0].reasons
    assert reason.startswith("Step 10, revocation: the certificate of ")
    assert "was revoked on 2026-03-02 08:30 UTC, because its key was compromised" in reason


def test_what_was_not_checked_is_said(world: World):
    """The CA's own certificate says nowhere where to ask; and verify() of a batch never asks anywhere."""
    who = world.director()
    report = world.verifier().verify_file(signed(who))
    assert [one.status for one in report.signers[0].revocation] == [GOOD, UNCHECKED]
    assert report.reasons == (REVOCATION_NOTE,)
    assert report.signers[0].revocation[1].text == "revocation was not checked"
    before = len(world.service.asked)
    assert of_signer(world.verifier().verify(signed(world.director(Algorithm.P256)))).status is UNCHECKED
    assert len(world.service.asked) == before


@pytest.mark.parametrize("mode", [RevocationMode.OFF, RevocationMode.CACHED])
def test_nothing_is_asked_when_the_setting_says_so(world: World, mode: RevocationMode):
    report = world.verifier(mode).verify_file(signed(world.director()))
    assert (report.verdict, of_signer(report).status, world.service.asked) == (Verdict.VALID, UNCHECKED, [])


def test_nothing_is_asked_for_a_chain_that_is_not_trusted(world: World):
    """The addresses in a stranger's certificate are a stranger's wish."""
    judge = RevocationJudge(world.clock, lambda: RevocationMode.ONLINE, fetch=HttpFetch(allowed=[world.base]))
    stranger = CmsVerifier(TrustStore(), world.clock, revocation=judge)
    assert stranger.verify_file(signed(world.director())).verdict is Verdict.CANNOT_JUDGE
    assert world.service.asked == []


def test_an_authority_that_is_not_there(world: World):
    who = placed(places(ocsp=f"{world.base}/nothing/here", crl=f"{world.base}/ca/none.crl"))
    report = world.verifier().verify_file(signed(who))
    assert (report.verdict, of_signer(report).status) == (Verdict.VALID, UNCHECKED)
    assert "127.0.0.1 could not be asked: it answered with status 404" in of_signer(report).text


def test_the_inner_network_is_not_asked(world: World):
    judge = RevocationJudge(world.clock, lambda: RevocationMode.ONLINE, fetch=HttpFetch())
    verifier = CmsVerifier(TrustStore(authorities().roots), world.clock, revocation=judge)
    report = verifier.verify_file(signed(world.director()))
    assert of_signer(report).status is UNCHECKED
    assert "not of the public network" in of_signer(report).text
    assert world.service.asked == []


# ------------------------------------------------------------------ false answers


@pytest.mark.parametrize(
    ("slip", "word"),
    [(Slip.UNSIGNED, "signature"), (Slip.OLD, "too old"), (Slip.OTHER_SERIAL, "another certificate"),
     (Slip.WRONG_NONCE, "another request"), (Slip.UNKNOWN, "does not know"), (Slip.REFUSED, "refused"),
     (Slip.GARBAGE, "data")],
)  # fmt: skip
@pytest.mark.parametrize("algorithm", [Algorithm.OZDST_2009, Algorithm.RSA], ids=lambda one: one.value)
def test_a_false_answer_says_nothing(world: World, slip: Slip, word: str, algorithm: Algorithm):
    who = world.director(algorithm)
    world.revoke(who, NOW - AN_HOUR)
    world.service.slips = frozenset({slip})
    report = world.verifier().verify_file(signed(who))
    assert (report.verdict, of_signer(report).status) == (Verdict.VALID, UNCHECKED)
    assert word in of_signer(report).text
    assert REVOCATION_NOTE in report.reasons
    world.service.slips = frozenset()
    assert world.verifier().verify_file(signed(who)).verdict is Verdict.INVALID, "a false answer was kept"


@pytest.mark.parametrize(
    ("slip", "word"), [(Slip.UNSIGNED, "signature"), (Slip.OLD, "too old"), (Slip.GARBAGE, "data")]
)
def test_a_false_list_says_nothing(world: World, slip: Slip, word: str):
    who = world.director(by="crl")
    world.revoke(who, NOW - AN_HOUR)
    world.service.slips = frozenset({slip})
    found = of_signer(world.verifier().verify_file(signed(who)))
    assert (found.status, word in found.text) == (UNCHECKED, True)


def test_an_answer_without_nonce_is_taken(world: World):
    """Responders that work ahead of time send none (RFC 6960 §4.4.1)."""
    world.service.slips = frozenset({Slip.NO_NONCE})
    assert of_signer(world.verifier().verify_file(signed(world.director()))).status is GOOD


@pytest.mark.parametrize("algorithm", [Algorithm.OZDST_2009, Algorithm.P256], ids=lambda one: one.value)
def test_a_delegated_responder(world: World, algorithm: Algorithm):
    profile = responder_profile(NOW)
    who = world.director(algorithm)

    def status(responder: Issued) -> RevocationStatus:
        world.service.responders[CA[algorithm]] = responder
        world.now += 2 * AN_HOUR  # what is kept is an hour old and asked for again
        return of_signer(world.verifier(RevocationMode.ONLINE).verify_file(signed(who))).status

    world.service.responders[CA[algorithm]] = authorities().issue(
        replace(profile, extended_key_usage=(CLIENT_AUTH,)), algorithm=algorithm
    )
    assert of_signer(world.verifier().verify_file(signed(who))).status is UNCHECKED
    other = authorities().issued[ROOT[algorithm]]
    world.service.responders[CA[algorithm]] = authorities().issue(profile, algorithm=algorithm, issuer=other)
    assert of_signer(world.verifier().verify_file(signed(who))).status is UNCHECKED
    early = replace(profile, not_before=NOW - timedelta(days=9), not_after=NOW - timedelta(days=8))
    world.service.responders[CA[algorithm]] = authorities().issue(early, algorithm=algorithm)
    assert of_signer(world.verifier().verify_file(signed(who))).status is UNCHECKED
    assert status(authorities().issue(profile, algorithm=algorithm)) is GOOD


# ------------------------------------------------------------------ kept


def test_what_was_fetched_is_kept_and_grows_old(world: World):
    message = signed(world.director(by="crl"))
    world.verifier().verify_file(message)
    world.now += 3 * AN_HOUR
    found = of_signer(world.verifier(RevocationMode.CACHED).verify(message))
    assert (found.status, found.text[-22:]) == (GOOD, "crl, made 3 hours ago)")
    assert len(world.service.asked) == 1
    world.verifier().verify_file(message)
    assert len(world.service.asked) == 2
    world.now += timedelta(days=2)
    assert of_signer(world.verifier(RevocationMode.CACHED).verify(message)).status is UNCHECKED


def test_many_signatures_ask_once(world: World):
    verifier = world.verifier()
    for _ in range(5):
        verifier.verify_file(signed(world.director(Algorithm.P256, by="crl")))
    assert len(world.service.asked) == 1
    gone = placed(places(crl=f"{world.base}/ca/none.crl"))
    for _ in range(5):
        verifier.verify_file(signed(gone))
    assert len(world.service.asked) == 2


def test_a_spoiled_cache_only_loses_knowledge(world: World):
    who = world.director(by="crl")
    world.revoke(who, NOW - AN_HOUR)
    world.verifier().verify_file(signed(who))
    (kept,) = world.cache.iterdir()
    whole = kept.read_bytes()
    for spoiled in (b"", whole[:-1], whole[:-1] + b"\0", b"\x30\x00"):
        kept.write_bytes(spoiled)
        assert of_signer(world.verifier(RevocationMode.CACHED).verify(signed(who))).status is UNCHECKED
    kept.write_bytes(whole)
    assert of_signer(world.verifier(RevocationMode.CACHED).verify(signed(who))).status is REVOKED


def test_a_cache_folder_that_cannot_be_used(world: World):
    world.cache.write_bytes(b"a file where the folder should be")
    assert of_signer(world.verifier().verify_file(signed(world.director()))).status is GOOD


# ------------------------------------------------------------------ in the message, and what it means


def with_list(message: bytes, *lists: bytes) -> bytes:
    return with_field(message, crls=lists)


def offline() -> CmsVerifier:
    return CmsVerifier(TrustStore(authorities().roots), lambda: NOW)


def listed(who: Issued, at: datetime, algorithm: Algorithm = Algorithm.OZDST_2009) -> bytes:
    return revocation_list(authorities().issued[CA[algorithm]], {who.serial: RevokedAt(at, 4)}, NOW)


def test_lists_in_the_message_are_always_looked_at():
    ca, root = (authorities().issued[name] for name in ("ca-2009", "root"))
    message = with_list(signed(director()), revocation_list(ca, {}, NOW), revocation_list(root, {}, NOW))
    report = offline().verify(message)
    assert (report.verdict, report.reasons) == (Verdict.VALID, ())
    assert [one.text for one in report.signers[0].revocation] == ["not revoked (CRL in the message, made just now)"] * 2
    message = with_list(signed(director()), revocation_list(root, {ca.serial: RevokedAt(NOW - AN_HOUR)}, NOW))
    assert offline().verify(message).verdict is Verdict.INVALID


def test_revoked_after_the_claimed_time_is_unclear_and_after_a_proven_time_valid():
    message = signed(director(), at=NOW - 2 * AN_HOUR)
    revoked = listed(director(), NOW - AN_HOUR)
    report = offline().verify(with_list(message, revoked))
    assert report.verdict is Verdict.CANNOT_JUDGE
    assert "nothing proves that the signature was made before" in report.signers[0].reasons[0]
    for at, verdict in ((NOW - 2 * AN_HOUR, Verdict.VALID), (NOW - AN_HOUR / 2, Verdict.INVALID)):
        token = stamp_token(stamper(), imprint(signature_of(message), stamper()), at)
        proven = with_unsigned_attribute(message, SIGNATURE_TIME_STAMP, token)
        signer = offline().verify(with_list(proven, revoked)).signers[0]
        assert signer.verdict is verdict
        assert any("was revoked since" in note for note in signer.notes) == (verdict is Verdict.VALID)


def test_a_revoked_time_stamper_proves_nothing():
    message = signed(director())
    token = stamp_token(stamper(), imprint(signature_of(message), stamper()), NOW)
    whole = with_list(with_unsigned_attribute(message, SIGNATURE_TIME_STAMP, token), listed(stamper(), NOW - AN_HOUR))
    (signer,) = offline().verify(whole).signers
    assert (signer.verdict, signer.timestamps[0].verdict) == (Verdict.VALID, Verdict.INVALID)


# ------------------------------------------------------------------ lists that are not used


def _issuing_point(*parts: bytes) -> bytes:
    return extension("2.5.29.28", der.sequence(*parts), critical=True)


@pytest.mark.parametrize(
    "extra",
    [extension("2.5.29.27", der.integer(1), critical=True), _issuing_point(der.tlv(0x82, b"\xff")),
     _issuing_point(der.tlv(0x83, b"\x01\x80")), _issuing_point(der.tlv(0x84, b"\xff")),
     _issuing_point(der.tlv(0x85, b"\xff")), extension("1.2.3.4", b"\x05\x00", critical=True)],
    ids=["delta", "authorities only", "some reasons", "indirect", "attributes", "unknown critical"],
)  # fmt: skip
def test_a_list_of_another_kind_is_not_used(extra: bytes):
    ca = authorities().issued["ca-2009"]
    made = revocation_list(ca, {director().serial: RevokedAt(NOW - AN_HOUR)}, NOW, extra=[extra])
    report = offline().verify(with_list(signed(director()), made))
    assert (report.verdict, of_signer(report).status) == (Verdict.VALID, UNCHECKED)


def test_a_list_for_users_only_is_used():
    ca = authorities().issued["ca-2009"]
    made = revocation_list(ca, {}, NOW, extra=[_issuing_point(der.tlv(0x81, b"\xff"))])
    assert of_signer(offline().verify(with_list(signed(director()), made))).status is GOOD


def test_a_list_of_another_authority_is_not_used():
    other = revocation_list(authorities().issued["root"], {director().serial: RevokedAt(NOW - AN_HOUR)}, NOW)
    forged = replace(authorities().issued["ca-2009"], key=director().key)  # the CA's name, another's key
    false = revocation_list(forged, {director().serial: RevokedAt(NOW - AN_HOUR)}, NOW)
    for made in (other, false):
        report = offline().verify(with_list(signed(director()), made))
        assert (report.verdict, of_signer(report).status) == (Verdict.VALID, UNCHECKED)


def test_a_long_list_is_searched_quickly_and_exactly():
    lines = {serial: RevokedAt(NOW - AN_HOUR) for serial in range(0x1000000, 0x1000000 + 20_000)}
    found = crl.read_crl(revocation_list(authorities().issued["common-ca"], lines, NOW))
    assert crl.find(found, 0x1000000 + 19_999) == crl.Revoked(at=NOW - AN_HOUR, reason=None)
    assert crl.find(found, 0x77) is None
    removed = crl.read_crl(revocation_list(authorities().issued["ca-2009"], {5: RevokedAt(NOW, 8)}, NOW))
    assert crl.find(removed, 5) is None


# ------------------------------------------------------------------ foreign bytes


def test_every_cut_and_changed_byte_is_refused_in_our_own_words():
    who, ca = director(Algorithm.P256), authorities().issued["common-ca"]
    certificate, issuer = load(who.certificate), load(ca.certificate)
    request = ocsp.request(certificate, issuer, b"n" * 16)
    answer = status_answer(request, {}, ca, NOW)
    made = revocation_list(ca, {7: RevokedAt(NOW)}, NOW)
    for whole, read in (
        (answer, lambda data: ocsp.check_answer(ocsp.read_answer(data), certificate, issuer, b"n" * 16)),
        (made, lambda data: crl.check_crl(crl.read_crl(data), certificate, issuer)),
    ):
        read(whole)
        for at in range(len(whole)):
            for data in (whole[:at], whole[:at] + bytes([whole[at] ^ 0x21]) + whole[at + 1 :]):
                with pytest.raises((MessageMalformed, CannotJudge)):
                    read(data)


def test_the_request_names_the_certificate_by_its_issuer(world: World):
    assert OCSP_SIGNING == ocsp.OCSP_SIGNING
    who = world.director()
    report = world.verifier().verify_file(signed(who))
    assert (of_signer(report).serial, of_signer(report).status) == (f"{who.serial:X}", GOOD)


@pytest.mark.parametrize("digest", [OZDST_1106, SHA256], ids=lambda one: one.name)
def test_a_responder_may_name_the_certificate_by_another_digest(digest: DigestAlgorithm):
    """As the national responder may do with its own; the answer stays bound to one certificate."""
    who, other, ca = load(director().certificate), load(stamper().certificate), authorities().issued["ca-2009"]
    issuer = load(ca.certificate)
    key = der.children(der.read(issuer.public_key))[1].value[1:]
    identifier = der.sequence(
        digest.identifier_der,
        der.octet_string(digest.compute(issuer.subject)),
        der.octet_string(digest.compute(key)),
        der.integer(who.serial),
    )
    asked = der.sequence(der.sequence(der.sequence(der.sequence(identifier))))
    answer = ocsp.read_answer(status_answer(asked, {}, ca, NOW))
    assert ocsp.check_answer(answer, who, issuer, None).good
    with pytest.raises(CannotJudge, match="another certificate"):
        ocsp.check_answer(answer, other, issuer, None)
    with pytest.raises(CannotJudge, match="another certificate"):
        ocsp.check_answer(answer, who, load(authorities().issued["root"].certificate), None)
