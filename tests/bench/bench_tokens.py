"""How fast a token signs through Muhr, beside the token's own rate in the same run. Proves nothing about being right.

SoftHSM stands for the token: a real one makes between one and twenty signatures a second, and then nothing of ours
weighs anything.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pkcs11
from asked import Asked
from bench_signing import CONTENT, NOW, beside, promised, rate
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from pkcs11 import Attribute, Mechanism, ObjectClass
from rows import Row
from softhsm import PIN, SoftHsm, library, machine, shelf_of

from muhr.sandbox.pki import Pki, make_pki
from muhr.signing.algorithms import choose
from muhr.signing.certificates import load
from muhr.signing.cms_build import CmsBuilder
from muhr.signing.devices import DEVICES
from muhr.signing.tokens.ring import TokenKeyRing
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

ROUNDS, SECONDS = 11, 0.2
SIGNED = b"\x31" + b"signed attributes" * 9


def rows() -> list[Row]:
    """Measure; some 15 seconds."""
    try:
        library()
    except AssertionError as missing:
        return [beside("SoftHSM", float("nan"), f"not measured: {missing}")]
    with tempfile.TemporaryDirectory(prefix="muhr-bench-tokens-") as temporary:
        folder = Path(temporary)
        pki = make_pki(folder / "pki")
        with machine(folder / "hsm") as hsm:
            return list(batch_rows(pki, hsm))


def batch_rows(pki: Pki, hsm: SoftHsm) -> Iterator[Row]:
    """A batch with one login, against the token's raw signature through python-pkcs11, measured in turns."""
    record = pki.key("rsa-p12")
    hsm.plug("bench")
    hsm.put("bench", load_pkcs12(Path(record.path).read_bytes(), record.password.encode()).key, record.chain)
    verifier = CmsVerifier(TrustStore.of_files(pki.trust), lambda: NOW)
    ring = TokenKeyRing(shelf_of(hsm.module), verifier, lambda: NOW)
    yield beside("Tokens: the list of one token", rate(ring.keys, 0.1, 3))
    yield beside("Tokens: the watch looks once", rate(ring.fingerprint, 0.1, 3))
    (entry,) = ring.keys()
    with ring.open(entry, Asked(PIN), purpose="bench", signatures=1) as signer:
        builder = CmsBuilder(record.chain, choose(load(record.certificate).public_key))
        key = DEVICES.call(lambda: raw_key(hsm))
        raw_sign = signer._key.sign
        found = [
            (
                DEVICES.call(lambda: rate(lambda: key.sign(SIGNED, mechanism=Mechanism.SHA256_RSA_PKCS), SECONDS, 1)),
                rate(lambda: builder.build(CONTENT, NOW, raw_sign), SECONDS, 1),
                rate(lambda: signer.sign(CONTENT, at=NOW), SECONDS, 1),
            )
            for _ in range(ROUNDS)
        ]
    yield beside("SoftHSM RSA-2048: the raw signature", max(raw for raw, _, _ in found), "python-pkcs11 alone")
    note = f"median of {ROUNDS} rounds, in turns, one login"
    share = median(built / raw for raw, built, _ in found)
    yield promised("SoftHSM RSA-2048: batch of messages ÷ raw", share, 0.8, "×", note)
    share = median(whole / raw for raw, _, whole in found)
    yield beside("SoftHSM RSA-2048: the same, each verified ÷ raw", share, "our own verification included", "×")


def raw_key(hsm: SoftHsm) -> Any:
    """The private key as python-pkcs11 gives it, in a second session: the login counts for the whole token."""
    slots = pkcs11.lib(str(hsm.module)).get_slots(token_present=True)
    (token,) = [one for slot in slots if (one := slot.get_token()).label == "bench"]
    (key,) = list(token.open().get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY}))
    return key
