"""Whether a certificate may sign now, and the chain that is sent with it. Knows neither files nor devices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from muhr.domain.errors import CannotJudge, KeyExpired, KeyUnusable, SignatureInvalid
from muhr.domain.sentences import say
from muhr.domain.signatures import Verdict
from muhr.signing.algorithms import choose
from muhr.signing.certificates import Certificate
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

_LONGEST_CHAIN = 8


def why_unusable(certificate: Certificate, now: datetime) -> tuple[str, str]:
    """Give a reason code (see `KeyEntry.reason`) and a sentence, both empty for a certificate that may sign now."""
    if now > certificate.not_after:
        return "expired", say("The certificate expired on {not_after}.", not_after=certificate.not_after.date())
    if now < certificate.not_before:
        return "not-yet-valid", say(
            "The certificate is not valid before {not_before}.", not_before=certificate.not_before.date()
        )
    if why := certificate.why_not_for_signing():
        return "not-for-signing", say("This key is not for signing: {why}.", why=why)
    try:
        choose(certificate.public_key)
    except (CannotJudge, SignatureInvalid) as error:
        return "not-for-signing", error.sentence
    return "", ""


def refuse(reason: str, detail: str) -> KeyExpired | KeyUnusable:
    """The error that says what a listed reason says."""
    kind = KeyExpired if reason in ("expired", "not-yet-valid") else KeyUnusable
    return kind(detail, code=f"key-{reason}")


def check_usable(certificate: Certificate, now: datetime) -> None:
    """Raise what `why_unusable` says: `KeyExpired` outside its validity, else `KeyUnusable`."""
    reason, detail = why_unusable(certificate, now)
    if reason:
        raise refuse(reason, detail)


def check_chain(verifier: CmsVerifier, certificate: Certificate, chain: Sequence[bytes], now: datetime) -> None:
    """Say before the first signature what would make every one of them fail; raises `KeyUnusable`."""
    result = verifier.judge_chain(certificate, chain, now)
    if result.verdict is not Verdict.VALID:
        raise KeyUnusable(
            say("Muhr does not trust the authority behind this key: {reason}.", reason=result.reason),
            code="key-untrusted",
        )


def ordered_chain(signer: Certificate, others: Sequence[Certificate], trust: TrustStore) -> list[Certificate]:
    """Give signer → CA → root: from what lies beside it, then from the trust anchors; as far as signatures lead."""
    chain = [signer]
    while len(chain) < _LONGEST_CHAIN and not chain[-1].self_issued:
        issuer = _issuer_among(chain[-1], (*others, *trust.issuers_of(chain[-1])))
        if issuer is None or issuer in chain:
            break
        chain.append(issuer)
    return chain


def _issuer_among(certificate: Certificate, candidates: Sequence[Certificate]) -> Certificate | None:
    for candidate in candidates:
        if candidate.subject != certificate.issuer or not candidate.is_authority:
            continue
        try:
            certificate.check_issued_by(candidate)
        except (SignatureInvalid, CannotJudge):
            continue
        return candidate
    return None
