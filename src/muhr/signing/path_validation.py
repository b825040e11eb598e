"""One certification path by pyhanko-certvalidator (RFC 5280 §6.1), with Muhr's own algorithms plugged in.

The only module that imports the validator (70 ms), and only `chain` imports this one, at its first use. Revocation is
not checked here.
"""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from asn1crypto import algos, core, keys, x509
from cryptography.exceptions import InvalidSignature
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.authority import CertTrustAnchor, TrustedServiceType, TrustQualifiers
from pyhanko_certvalidator.errors import (
    AlgorithmNotSupported,
    ExpiredError,
    InvalidCertificateError,
    NotYetValidError,
    PathBuildingError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import (
    AcceptAllAlgorithms,
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.sig_validate import (
    DEFAULT_VALIDATION_CONTEXT,
    SignatureValidationContext,
    SignatureValidator,
)

from muhr.domain.errors import BugError, CannotJudge, MessageMalformed, SignatureInvalid
from muhr.domain.sentences import say
from muhr.domain.signatures import Verdict
from muhr.signing import algorithms
from muhr.signing.certificates import Certificate
from muhr.signing.names import plain, short_text

_NO_REVOCATION = CertRevTrustPolicy(
    RevocationCheckingPolicy(RevocationCheckingRule.NO_CHECK, RevocationCheckingRule.NO_CHECK)
)
_MOST_SIGNATURES = 24
"""For one signer: certificates that all bear the root's name make a path out of every order of them."""

_FOREIGN_FAILURES = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    NotImplementedError,
)
"""What asn1crypto and the validator raise on certificates that are well-formed but strange."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathOutcome:
    """What was found out about one signer's certificate."""

    verdict: Verdict
    reason: str
    """One clause; empty when valid."""
    path: tuple[Certificate, ...]
    """Signer first, anchor last; only the signer when there is no valid path."""
    lasting: bool
    """Whether the outcome is the same at any moment (there is no path at all)."""


class _OurAlgorithms(SignatureValidator):
    """Checks certificate signatures with `algorithms`, and remembers what nobody could check."""

    def __init__(self) -> None:
        self.unknown = ""
        self._left = _MOST_SIGNATURES

    def validate_signature(
        self,
        signature: bytes,
        signed_data: bytes,
        public_key_info: keys.PublicKeyInfo,
        signature_algorithm: algos.SignedDigestAlgorithm,
        context: SignatureValidationContext = DEFAULT_VALIDATION_CONTEXT,
    ) -> None:
        """Check one certificate's signature; the validator's two exceptions say how it went."""
        del context  # a certificate's own signature algorithm says everything
        self._left -= 1
        if self._left < 0:
            self.unknown = say("there are more ways to a root than Muhr tries")
            raise AlgorithmNotSupported(self.unknown)
        parameters = signature_algorithm["parameters"].dump() or None
        try:
            algorithms.load_public_key(public_key_info.dump()).verify(
                signed_data,
                signature,
                signature_oid=signature_algorithm["algorithm"].dotted,
                parameters_der=parameters,
            )
        except CannotJudge as error:
            self.unknown = error.sentence
            raise AlgorithmNotSupported(str(error)) from error
        except (SignatureInvalid, MessageMalformed) as error:
            raise InvalidSignature(str(error)) from error


def validate(
    signer: Certificate, others: Sequence[Certificate], anchors: Sequence[Certificate], moment: datetime
) -> PathOutcome:
    """Look for a path from `signer` over `others` to one of `anchors` that is valid at `moment` (aware).

    `others` must be few: the validator tries every order of certificates that name one another.
    """
    checker = _OurAlgorithms()
    try:
        path = _finish(_validator(signer, others, anchors, moment, checker).async_validate_path())
        return _accepted(path, signer, (*others, *anchors))
    except (PathBuildingError, InvalidCertificateError):
        reason = say(
            "no path to a trusted root was found (the issuer is {short_text})",
            short_text=short_text(signer.issuer_name),
        )
        return _outcome(signer, Verdict.CANNOT_JUDGE, reason, lasting=True)
    except ExpiredError as error:
        return _outcome(
            signer,
            Verdict.INVALID,
            say("a certificate of the chain expired on {expired_dt}", expired_dt=error.expired_dt.date()),
        )
    except NotYetValidError as error:
        reason = say("a certificate of the chain is not valid before {valid_from}", valid_from=error.valid_from.date())
        return _outcome(signer, Verdict.INVALID, reason)
    except ValidationError as error:
        if checker.unknown:
            return _outcome(
                signer, Verdict.CANNOT_JUDGE, say("a certificate of the chain: {unknown}", unknown=checker.unknown)
            )
        return _outcome(signer, Verdict.INVALID, plain(error.failure_msg))
    except _FOREIGN_FAILURES as error:
        reason = say("a certificate of the chain cannot be processed ({name})", name=type(error).__name__)
        return _outcome(signer, Verdict.CANNOT_JUDGE, reason)


class _SignedPart(x509.TbsCertificate):  # type: ignore[misc]
    """What a certificate's signature covers; see `_AsItStands`."""

    as_read = b""

    def dump(self, force: bool = False) -> bytes:
        """Give the bytes; `force` asks for a new encoding and is not followed."""
        del force
        return self.as_read


class _AsItStands(x509.Certificate):  # type: ignore[misc]
    """A certificate that gives back the bytes it was read from.

    WORKAROUND(https://github.com/wbond/asn1crypto): whatever has a length whose last byte is 80, one certificate in
    256, is taken for BER and written anew. What was no DER (a default that is spelled out, the unused bits of a unique
    identifier, PKITS 4.3.6) then is other bytes than those that were signed.
    """

    _fields: ClassVar[list[tuple[str, type]]] = [
        ("tbs_certificate", _SignedPart),
        ("signature_algorithm", algos.SignedDigestAlgorithm),
        ("signature_value", core.OctetBitString),
    ]
    as_read = b""

    def dump(self, force: bool = False) -> bytes:
        """Give the bytes; `force` asks for a new encoding and is not followed."""
        del force
        return self.as_read


def _parse(certificate: Certificate) -> _AsItStands:
    parsed: _AsItStands = _AsItStands.load(certificate.der, strict=True)
    parsed.as_read = certificate.der
    parsed["tbs_certificate"].as_read = certificate.signed_part
    return parsed


def _outcome(signer: Certificate, verdict: Verdict, reason: str, *, lasting: bool = False) -> PathOutcome:
    return PathOutcome(verdict=verdict, reason=reason, path=(signer,), lasting=lasting)


def _validator(
    signer: Certificate,
    others: Sequence[Certificate],
    anchors: Sequence[Certificate],
    moment: datetime,
    checker: SignatureValidator,
) -> CertificateValidator:
    context = ValidationContext(
        trust_roots=[_anchor(anchor) for anchor in anchors],
        other_certs=[_parse(other) for other in others],
        moment=moment,
        allow_fetching=False,
        revinfo_policy=_NO_REVOCATION,
        time_tolerance=timedelta(0),
        algorithm_usage_policy=AcceptAllAlgorithms(),  # the one table of algorithms says which are weak
        signature_validator=checker,
    )
    return CertificateValidator(_parse(signer), validation_context=context)


def _anchor(anchor: Certificate) -> CertTrustAnchor:
    # RFC 5937: what the anchor's own certificate says of time, path length and purpose is kept.
    certificate = _parse(anchor)
    longest = certificate.max_path_length
    return CertTrustAnchor(
        certificate,
        TrustQualifiers(
            max_path_length=longest,
            max_aa_path_length=longest,
            valid_from=anchor.not_before,
            valid_until=anchor.not_after,
            trusted_service_type=(
                TrustedServiceType.CERTIFICATE_AUTHORITY if anchor.is_authority else TrustedServiceType.UNSUPPORTED
            ),
        ),
    )


def _accepted(path: ValidationPath, signer: Certificate, known: Sequence[Certificate]) -> PathOutcome:
    found = [certificate.dump() for certificate in path]
    if found[-1] != signer.der:
        # The validator knows an anchor by name and key alone; a changed copy of one must not pass for it.
        return _outcome(signer, Verdict.INVALID, say("the certificate resembles a trusted one but is not the same"))
    by_der = {certificate.der: certificate for certificate in (signer, *known)}
    return PathOutcome(
        verdict=Verdict.VALID, reason="", path=tuple(by_der[der] for der in reversed(found)), lasting=False
    )


def _finish(coroutine: Coroutine[Any, Any, ValidationPath]) -> ValidationPath:
    """Run a coroutine that never waits: no loop is needed, so any thread may call, also one that runs a loop."""
    try:
        coroutine.send(None)
    except StopIteration as result:
        value: ValidationPath = result.value
        return value
    coroutine.close()
    raise BugError("The path validator wanted to wait for something although it fetches nothing.")
