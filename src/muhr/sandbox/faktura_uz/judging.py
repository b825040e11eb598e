"""Whether the simulated service believes a signature: verified with our verifier and the sandbox's roots only."""

from __future__ import annotations

import base64
import binascii
from typing import Protocol


class Judge(Protocol):
    """Verifies signed messages."""

    def accepted(self, signed: str, *, content: str, inn: str, serial: str | None) -> bytes | None:
        """Give the message when it is a good signature over `content` by `inn`, else None."""
        ...


class TrustingJudge:
    """Believes whatever decodes. Only for tests that are not about signatures."""

    def accepted(self, signed: str, *, content: str, inn: str, serial: str | None) -> bytes | None:
        """Give the decoded bytes."""
        del content, inn, serial
        try:
            return base64.b64decode(signed, validate=True) or None
        except (binascii.Error, ValueError):
            return None
