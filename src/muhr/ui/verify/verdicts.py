"""Words and tones for the verdict on a signed message."""

from __future__ import annotations

from muhr.domain.signatures import Verdict
from muhr.ui.theme import Tone
from muhr.ui.tr import tr

VERDICT_TONE = {Verdict.VALID: Tone.OK, Verdict.INVALID: Tone.STOP, Verdict.CANNOT_JUDGE: Tone.WARN}


def verdict(one: Verdict) -> str:
    """The verdict on a signed message."""
    return {
        Verdict.VALID: tr("Valid"),
        Verdict.INVALID: tr("Not valid"),
        Verdict.CANNOT_JUDGE: tr("Cannot be judged"),
    }[one]
