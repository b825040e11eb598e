"""The steps of verification, and what can be found at each. A problem is a fact, never a bool."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from muhr.domain.sentences import ended, kept, say
from muhr.domain.signatures import Verdict, worst


class Step(enum.Enum):
    """The steps of judging a signed message, in their order. The names begin the reasons a person reads."""

    CONTENT = say("Step 1, content")
    """Which bytes were signed (RFC 5652 §5.2)."""
    CERTIFICATE = say("Step 2, signer's certificate")
    """Found in the message, exactly one, readable (RFC 5652 §5.3)."""
    ALGORITHMS = say("Step 3, algorithms")
    """Known, announced, with the parameters they must have (RFC 5652 §5.1, §5.3, §10.1)."""
    ATTRIBUTES = say("Step 4, signed attributes")
    """Present when they must be, each once, of the right type (RFC 5652 §5.3, §11)."""
    DIGEST = say("Step 5, digest")
    """The content's digest is the signed one (RFC 5652 §5.4, §5.6)."""
    SIGNATURE = say("Step 6, signature")
    """The signature fits the signer's public key (RFC 5652 §5.6)."""
    PURPOSE = say("Step 7, purpose")
    """The certificate is for signing (RFC 5280 §4.2.1.3, §4.2.1.9, §4.2.1.12)."""
    TIME = say("Step 8, signing time")
    """Within the certificate's validity, not in the future (RFC 5652 §11.3)."""
    CHAIN = say("Step 9, chain")
    """A valid path to a trusted root (RFC 5280 §6.1)."""
    REVOCATION = say("Step 10, revocation")
    """No certificate of the path was revoked before the signature existed (RFC 5280 §6.3, RFC 6960)."""
    STAMP = say("Step 11, time stamp")
    """Of a time stamp alone: it is one, of a time stamping authority, and of this signature (RFC 3161 §2)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A step that was not passed."""

    step: Step
    verdict: Verdict
    """INVALID or CANNOT_JUDGE."""
    text: str

    @property
    def sentence(self) -> str:
        """What the person reads."""
        return ended(say("{step}: {text}", step=self.step.value, text=kept(self.text)))


def invalid(step: Step, text: str) -> Problem:
    """Make a problem that makes the signature invalid."""
    return Problem(step, Verdict.INVALID, text)


def unclear(step: Step, text: str) -> Problem:
    """Make a problem that leaves the signature unjudged."""
    return Problem(step, Verdict.CANNOT_JUDGE, text)


def verdict_of(problems: list[Problem]) -> Verdict:
    """Give the worst of the problems; valid when there are none."""
    return worst((Verdict.VALID, *(problem.verdict for problem in problems)))
