"""Whether the simulated service believes a signature: verified with our verifier and the sandbox's roots only."""

from __future__ import annotations

import base64
import binascii

from muhr.domain.errors import SignatureError
from muhr.domain.ports import Verifier
from muhr.domain.signatures import SignerReport, Verdict


class Judge:
    """Verifies signed messages as facts §1.5 describe them."""

    def __init__(self, verifier: Verifier) -> None:
        self._verifier = verifier

    def accepted(self, signed: str, *, content: str, inn: str, serial: str | None) -> bytes | None:
        """Give the message when it is a good signature over `content` by `inn`, else None.

        Args:
            signed: base64 of a CMS SignedData with attached content.
            content: the hash string; the attached content must be its ASCII bytes.
            inn: tax id of the company that the signer must sign for.
            serial: hex serial number the signer's certificate must have; None when it was not said.
        """
        try:
            cms = base64.b64decode(signed, validate=True)
            report = self._verifier.verify(cms, expected=content.encode("ascii"))
        except (binascii.Error, UnicodeEncodeError, SignatureError):
            return None
        if report.verdict is not Verdict.VALID or not report.attached or len(report.signers) != 1:
            return None
        signer = report.signers[0]
        return cms if _is(signer, inn) and (serial is None or _same_serial(signer.serial, serial)) else None


def _is(signer: SignerReport, inn: str) -> bool:
    return signer.identity is not None and signer.identity.tax_id == inn


def _same_serial(one: str, other: str) -> bool:
    try:
        return int(one, 16) == int(other, 16)
    except ValueError:
        return False
