"""Chains: the real production authority, what is remembered, and for how long."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
import time
import types
from collections.abc import Generator
from datetime import UTC, datetime, timedelta

import pytest
from pki_for_tests import (
    CA_EXTENSIONS,
    CA_NAME,
    KINDS,
    NOW,
    ROOT_NAME,
    certificate,
    ec_key,
    extension,
    make_pki,
    name,
    shared_pki,
)

from muhr.domain.errors import BugError
from muhr.domain.signatures import Verdict
from muhr.resources import resource_dir
from muhr.signing import der
from muhr.signing.certificates import load
from muhr.signing.chain import ChainJudge, ChainResult
from muhr.signing.path_validation import _finish
from muhr.signing.trust import TrustStore

PRODUCTION_ROOT = (resource_dir() / "trust" / "root_mitc_uz_1092-2.der").read_bytes()
PRODUCTION_CA = (resource_dir() / "trust" / "ca_31955b4adb0aa0ca.der").read_bytes()
CA_TEXT, ROOT_TEXT = "YANGI TEXNOLOGIYALAR ILMIY-AXBOROT MARKAZI DUK", "mitc.uz"


# ------------------------------------------------------------------ the real thing


def test_the_files_are_the_ones_that_were_described() -> None:
    assert (
        hashlib.sha256(PRODUCTION_ROOT).hexdigest()
        == "f3ad6988489b4a4f778a69145ec680ff812022b2dfe74067abf2b49f89029fb9"
    )
    assert (
        hashlib.sha256(PRODUCTION_CA).hexdigest() == "e280f1b62873faae72a0acf3efcb931e44d8acb8f983caed9b9737738ad6de63"
    )


@pytest.mark.parametrize(
    ("moment", "verdict"),
    [
        (datetime(2024, 3, 26, 3, 59, 59, tzinfo=UTC), Verdict.INVALID),
        (datetime(2024, 3, 26, 4, tzinfo=UTC), Verdict.VALID),
        (NOW, Verdict.VALID),
        (datetime(2029, 3, 25, 4, tzinfo=UTC), Verdict.VALID),
        (datetime(2029, 3, 25, 4, 0, 1, tzinfo=UTC), Verdict.INVALID),
        (datetime(2036, 1, 1, tzinfo=UTC), Verdict.INVALID),
    ],
)
def test_the_production_authority_leads_to_its_root(moment: datetime, verdict: Verdict) -> None:
    result = ChainJudge(TrustStore([PRODUCTION_ROOT])).judge(load(PRODUCTION_CA), [], moment)
    assert result.verdict is verdict
    if verdict is Verdict.VALID:
        assert result == ChainResult(verdict=verdict, reason="", names=(CA_TEXT, ROOT_TEXT))


def test_a_flipped_bit_in_the_production_authority_is_seen() -> None:
    changed = bytearray(PRODUCTION_CA)
    changed[-1] ^= 1
    result = ChainJudge(TrustStore([PRODUCTION_ROOT])).judge(load(bytes(changed)), [], NOW)
    assert result.verdict is Verdict.INVALID


def test_the_bundled_anchors_do_not_vouch_for_a_namesake() -> None:
    """A certificate under the production CA's name, made by somebody else."""
    key = ec_key()
    forged = certificate(
        subject=name(cn="Namuna"), spki=key.spki, issuer=load(PRODUCTION_CA).subject, issuer_key=key, serial=7
    )
    result = ChainJudge(TrustStore.standard()).judge(load(forged), [PRODUCTION_CA, PRODUCTION_ROOT], NOW)
    assert (result.verdict, result.names) == (Verdict.INVALID, ("Namuna",))


# ------------------------------------------------------------------ choosing


@pytest.mark.parametrize("kind", KINDS)
def test_strangers_garbage_and_order_do_not_matter(kind: str) -> None:
    pki = shared_pki(kind)
    judge = ChainJudge(TrustStore([pki.root]))
    strangers = [shared_pki(other).signer for other in KINDS if other != kind]
    for others in ([pki.ca], [pki.root, pki.ca], [*strangers, b"garbage", pki.ca, pki.signer], [pki.ca, pki.ca]):
        assert judge.judge(load(pki.signer), others, NOW).verdict is Verdict.VALID
    assert judge.judge(load(pki.signer), [], NOW).verdict is Verdict.CANNOT_JUDGE


def test_the_right_one_of_two_authorities_with_one_name_is_found() -> None:
    pki, other = shared_pki("national"), make_pki("national", 1)
    twin = certificate(
        subject=CA_NAME,
        spki=other.ca_key.spki,
        issuer=ROOT_NAME,
        issuer_key=pki.root_key,
        serial=8,
        extensions=CA_EXTENSIONS,
    )
    for others in ([twin, pki.ca], [pki.ca, twin]):
        assert ChainJudge(TrustStore([pki.root])).judge(load(pki.signer), others, NOW).verdict is Verdict.VALID


def test_two_roots_of_one_name_may_both_be_trusted() -> None:
    pki, other = shared_pki("p256"), make_pki("p256", 2)
    judge = ChainJudge(TrustStore([other.root, pki.root]))
    for one in (pki, other):
        assert judge.judge(load(one.signer), one.chain, NOW).verdict is Verdict.VALID


def test_a_name_may_be_spelled_differently() -> None:
    """RFC 5280 §7.1: letter case and spaces do not count, nor does the kind of string."""
    pki = shared_pki("p256")
    printable = der.sequence(
        der.tlv(0x31, der.sequence(der.oid("2.5.4.3"), der.tlv(0x13, b"NAMUNA  ca"))),
        der.tlv(0x31, der.sequence(der.oid("2.5.4.10"), der.tlv(0x0C, b"Namuna Ishonch Markazi"))),
        der.tlv(0x31, der.sequence(der.oid("2.5.4.6"), der.tlv(0x13, b"UZ"))),
    )
    signer = load(pki.issue(issuer=printable))
    assert ChainJudge(TrustStore([pki.root])).judge(signer, [pki.ca], NOW).verdict is Verdict.VALID


def test_a_strange_but_harmless_extension_does_not_disturb() -> None:
    pki = shared_pki("p256")
    signer = load(pki.issue(extensions=[extension("1.2.3.4.5", b"\x05\x00")]))
    assert ChainJudge(TrustStore([pki.root])).judge(signer, [pki.ca], NOW).verdict is Verdict.VALID


_STRANGE = {
    "certificatePolicies": ("2.5.29.32", b"\x30\x03\x02\x01\x05"),
    "subjectAltName": ("2.5.29.17", b"\x02\x01\x05"),
    "authorityKeyIdentifier": ("2.5.29.35", b"\x02\x01\x05"),
    "cRLDistributionPoints": ("2.5.29.31", b"\x04\x01x"),
    "authorityInfoAccess": ("1.3.6.1.5.5.7.1.1", b"\x30\x03\x02\x01\x05"),
    "policyMappings": ("2.5.29.33", b"\x05\x00"),
}


@pytest.mark.parametrize("label", _STRANGE)
def test_a_broken_extension_never_raises(label: str) -> None:
    """asn1crypto reads lazily and may stumble anywhere; whatever it does must become a verdict."""
    pki = shared_pki("p256")
    broken = extension(*_STRANGE[label])
    ca = certificate(
        subject=CA_NAME,
        spki=pki.ca_key.spki,
        issuer=ROOT_NAME,
        issuer_key=pki.root_key,
        serial=2,
        extensions=[*CA_EXTENSIONS, broken],
    )
    judge = ChainJudge(TrustStore([pki.root]))
    for signer, others in ((pki.issue(extensions=[broken]), [pki.ca]), (pki.signer, [ca])):
        result = judge.judge(load(signer), others, NOW)
        assert bool(result.reason) == (result.verdict is not Verdict.VALID)


# ------------------------------------------------------------------ remembering


def test_a_valid_chain_is_remembered_for_its_life_and_not_longer() -> None:
    pki = shared_pki("national")
    begins, ends = NOW - timedelta(days=1), NOW + timedelta(days=1)
    signer = load(pki.issue(begins=begins, ends=ends))
    judge = ChainJudge(TrustStore([pki.root]))
    assert judge.judge(signer, pki.chain, NOW).verdict is Verdict.VALID
    quick = min(_seconds(judge, signer, pki.chain) for _ in range(20))
    assert quick < 0.001
    for moment, verdict in (
        (begins, Verdict.VALID),
        (ends, Verdict.VALID),
        (begins - timedelta(seconds=1), Verdict.INVALID),
        (ends + timedelta(seconds=1), Verdict.INVALID),
        (NOW, Verdict.VALID),
    ):
        assert judge.judge(signer, pki.chain, moment).verdict is verdict


def _seconds(judge: ChainJudge, signer: object, others: list[bytes]) -> float:
    started = time.thread_time()
    judge.judge(signer, others, NOW)  # type: ignore[arg-type]
    return time.thread_time() - started


def test_what_is_remembered_depends_on_what_was_shown_and_trusted() -> None:
    pki = shared_pki("p256")
    judge = ChainJudge(TrustStore([pki.root]))
    signer = load(pki.signer)
    assert judge.judge(signer, [pki.ca], NOW).verdict is Verdict.VALID
    assert judge.judge(signer, [], NOW).verdict is Verdict.CANNOT_JUDGE
    assert judge.judge(signer, [pki.ca], NOW).verdict is Verdict.VALID
    assert ChainJudge(TrustStore()).judge(signer, [pki.ca], NOW).verdict is Verdict.CANNOT_JUDGE


def test_an_invalid_chain_is_judged_anew() -> None:
    pki = shared_pki("p256")
    judge = ChainJudge(TrustStore([pki.root]))
    signer = load(pki.issue(begins=NOW))
    assert judge.judge(signer, [pki.ca], NOW - timedelta(seconds=1)).verdict is Verdict.INVALID
    assert judge.judge(signer, [pki.ca], NOW).verdict is Verdict.VALID


def test_the_memory_is_bounded() -> None:
    pki = shared_pki("p256")
    judge = ChainJudge(TrustStore([pki.root]))
    for serial in range(300):
        judge.judge(load(pki.issue(serial=serial + 1)), [pki.ca], NOW)
    assert len(judge._memory) == 256


def test_threads_share_one_judge() -> None:
    pki = shared_pki("national")
    judge = ChainJudge(TrustStore([pki.root]))
    found: list[Verdict] = []

    def work() -> None:
        found.extend(judge.judge(load(pki.signer), [pki.ca], NOW).verdict for _ in range(5))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [Verdict.VALID] * 40


def test_a_validator_that_wants_to_wait_is_a_fault_of_ours() -> None:
    """It fetches nothing, so it never waits; were that to change, it must not hang or pass unnoticed."""

    @types.coroutine
    def waiting() -> Generator[None, None, None]:
        yield

    with pytest.raises(BugError):
        _finish(waiting())  # type: ignore[arg-type]


def test_the_validator_is_loaded_only_when_a_chain_is_judged() -> None:
    """Its import costs 70 ms, and the first paint of the window must not pay for it."""
    code = (
        "import sys, muhr.signing.verify, muhr.signing.keyfiles;"
        "sys.exit('pyhanko_certvalidator' in sys.modules or 'asyncio' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
