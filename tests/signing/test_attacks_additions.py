"""A message with time stamp, countersignature and list, changed everywhere: nobody may seem to have signed more."""

from __future__ import annotations

import random
from collections import Counter

from authority_for_tests import (
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
from muhr.domain.signatures import Report, Verdict
from muhr.sandbox.pki import Algorithm
from muhr.sandbox.pki.statements import RevokedAt, revocation_list, stamp_token
from muhr.sandbox.world.companies import OURS
from muhr.signing.cms_build import signature_of, with_unsigned_attribute
from muhr.signing.signed_attributes import COUNTERSIGNATURE
from muhr.signing.timestamps import SIGNATURE_TIME_STAMP

KIND = Algorithm.P256
SEED = 20260302


def everything() -> bytes:
    message = signed(director(KIND))
    signature = signature_of(message)
    listed = revocation_list(authorities().issued["common-ca"], {5: RevokedAt(NOW, 1)}, NOW)
    message = with_field(message, second_director(KIND).chain, (listed,))
    token = stamp_token(stamper(KIND), imprint(signature, stamper(KIND)), NOW)
    message = with_unsigned_attribute(message, SIGNATURE_TIME_STAMP, token)
    return with_unsigned_attribute(message, COUNTERSIGNATURE, counter_signature(signature, second_director(KIND)))


def check_honest(report: Report) -> None:
    """Whatever is called valid is what was really signed, by whom it was signed, at the time it was."""
    if report.verdict is not Verdict.VALID:
        return
    (signer,) = report.signers
    assert report.content == CONTENT
    assert signer.identity is not None
    assert (signer.identity.tax_id, signer.signing_time) == (OURS[0].tax_id, NOW)
    assert all(stamp.time == NOW for stamp in signer.timestamps if stamp.verdict is Verdict.VALID)
    valid = [one for one in signer.counter_signatures if one.verdict is Verdict.VALID]
    assert all(one.identity is not None and one.identity.tax_id == OURS[1].tax_id for one in valid)


def test_the_message_is_good_as_it_is():
    (signer,) = trusting().verify(everything(), expected=CONTENT).signers
    verdicts = (signer.verdict, signer.timestamps[0].verdict, signer.counter_signatures[0].verdict)
    assert verdicts == (Verdict.VALID,) * 3


def test_no_changed_byte_makes_anybody_sign_more():
    whole, verifier, chance = everything(), trusting(), random.Random(SEED)
    met: Counter[object] = Counter()
    for at in range(chance.randrange(5), len(whole), 5):
        changed = whole[:at] + bytes([whole[at] ^ chance.randrange(1, 256)]) + whole[at + 1 :]
        try:
            report = verifier.verify(changed, expected=CONTENT)
        except MessageMalformed:
            met["malformed"] += 1
            continue
        met[report.verdict] += 1
        check_honest(report)
    assert set(met) == {"malformed", *Verdict}


def test_nothing_cut_out_or_copied_in_makes_anybody_sign_more():
    whole, verifier, chance = everything(), trusting(), random.Random(SEED)
    for _ in range(1500):
        changed = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            at, source = chance.randrange(len(changed)), chance.randrange(len(changed))
            kind = chance.random()
            if kind < 0.4:
                changed[at] = chance.randrange(256)
            elif kind < 0.7:
                del changed[at : at + chance.randrange(1, 9)]
            else:
                changed[at:at] = changed[source : source + chance.randrange(1, 40)]
        try:
            check_honest(verifier.verify(bytes(changed), expected=CONTENT))
        except MessageMalformed:
            continue
