"""Time stamps on our own signatures: from real servers, with fall-back, and never at the cost of a signature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from authority_for_tests import ALGORITHMS, CONTENT, NOW, authorities, director, trusting
from pki_for_tests import to_ber

from muhr.domain.errors import StampMissing
from muhr.domain.signatures import Identity, SignedMessage, StampMode, StampSettings, Verdict
from muhr.providers.fetching import HttpFetch
from muhr.sandbox.authority import AuthorityService, serving
from muhr.sandbox.pki import Algorithm
from muhr.sandbox.pki.statements import Slip
from muhr.signing.algorithms import choose
from muhr.signing.certificates import identity_of
from muhr.signing.cms_build import CmsBuilder
from muhr.signing.stamping import Stamper, StampingSigner


class Plain:
    """A signer of ours without stamps; BER as E-IMZO writes it when wished."""

    def __init__(self, algorithm: Algorithm = Algorithm.OZDST_2009, *, ber: bool = False) -> None:
        self._who = director(algorithm)
        self._ber = ber
        self.closed = False

    @property
    def identity(self) -> Identity:
        return identity_of(self._who.certificate)

    def sign(self, content: bytes, *, at: datetime) -> SignedMessage:
        message = CmsBuilder(self._who.chain, choose(self._who.key.spki)).build(content, at, self._who.key.sign)
        if self._ber:
            message = to_ber(message)
        report = trusting().verify(message, expected=content, at=at)
        return SignedMessage(der=message, content=content, identity=self.identity, signing_time=at, report=report)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def service() -> AuthorityService:
    return AuthorityService(authorities(), lambda: NOW)


@pytest.fixture
def base(service: AuthorityService) -> Iterator[str]:
    with serving(service) as found:
        yield found


def stamping(
    base: str, *servers: str, mode: StampMode = StampMode.REQUIRED, inner: Plain | None = None
) -> StampingSigner:
    settings = StampSettings(mode=mode, servers=tuple(f"{base}/tsa/{one}" for one in servers))
    return StampingSigner(inner or Plain(), Stamper(settings, HttpFetch(allowed=[base]), trusting(), lambda: NOW))


@pytest.mark.parametrize("by", ALGORITHMS, ids=lambda one: one.value)
@pytest.mark.parametrize("of", ALGORITHMS, ids=lambda one: one.value)
def test_a_stamped_signature_is_valid_and_its_time_proven(base: str, of: Algorithm, by: Algorithm):
    signed = stamping(base, by.value, inner=Plain(of)).sign(CONTENT, at=NOW)
    report = trusting().verify(signed.der, expected=CONTENT)
    assert (report, signed.note) == (signed.report, "")
    assert report.verdict is Verdict.VALID
    assert report.signers[0].proven_time == NOW


def test_what_e_imzo_writes_is_stamped_too(base: str):
    signed = stamping(base, "ozdst-2009", inner=Plain(ber=True)).sign(CONTENT, at=NOW)
    assert trusting().verify(signed.der, expected=CONTENT).signers[0].proven_time == NOW


def test_the_next_authority_is_asked_and_the_failing_one_left_alone(base: str, service: AuthorityService):
    signer = stamping(base, "nobody", "p-256")
    for _ in range(3):
        assert signer.sign(CONTENT, at=NOW).report.signers[0].timestamps[0].authority == "Muhr sandbox TSA (p-256)"
    assert service.asked == ["/tsa/nobody", "/tsa/p-256", "/tsa/p-256", "/tsa/p-256"]


SLIPS = {
    Slip.UNSIGNED: "Step 6", Slip.WRONG_IMPRINT: "something else", Slip.WRONG_NONCE: "another request",
    Slip.NO_NONCE: "another request", Slip.REFUSED: "refused", Slip.GARBAGE: "no time stamp",
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.value)
def test_a_bad_stamp_is_never_attached(base: str, service: AuthorityService, slip: Slip):
    service.slips = frozenset({slip})
    with pytest.raises(StampMissing, match=SLIPS[slip]) as caught:
        stamping(base, "p-256").sign(CONTENT, at=NOW)
    assert caught.value.code == "signature-stamp-missing"
    signed = stamping(base, "p-256", mode=StampMode.IF_POSSIBLE).sign(CONTENT, at=NOW)
    assert signed.note.startswith("No time stamp: http://127.0.0.1:")
    assert signed.report.verdict is Verdict.VALID
    assert signed.report.signers[0].timestamps == ()


def test_a_stamp_by_an_authority_that_nobody_trusts(base: str, service: AuthorityService):
    stranger = service.stamper(Algorithm.P256)
    service._stampers[Algorithm.P256] = replace(stranger, chain=stranger.chain[:1])
    with pytest.raises(StampMissing):
        stamping(base, "p-256").sign(CONTENT, at=NOW)


def test_without_any_authority():
    with pytest.raises(StampMissing, match="no time stamping authority is set up"):
        stamping("").sign(CONTENT, at=NOW)
    assert stamping("", mode=StampMode.IF_POSSIBLE).sign(CONTENT, at=NOW).note


def test_closing_closes_the_key():
    inner = Plain()
    signer = stamping("", inner=inner)
    assert signer.identity == inner.identity
    signer.close()
    assert inner.closed
