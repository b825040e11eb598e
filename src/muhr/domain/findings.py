"""What a careful person would notice before signing."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from muhr.domain.documents import DocumentRef


class Severity(enum.IntEnum):
    """How much a finding matters. A `STOP` document is left out of the batch; the rest can go on."""

    NOTE = 1
    WARN = 2
    STOP = 3


class FindingCode(enum.Enum):
    """Each thing review can notice."""

    WRONG_SIGNER = "wrong-signer"
    CERTIFICATE_NOT_YET_VALID = "certificate-not-yet-valid"
    CERTIFICATE_EXPIRED = "certificate-expired"
    CERTIFICATE_EXPIRES_BEFORE_DUE = "certificate-expires-before-due"
    TOTAL_MISMATCH = "total-mismatch"
    SEEN_BEFORE = "seen-before"
    BANK_ACCOUNT_CHANGED = "bank-account-changed"
    AMOUNT_UNUSUAL = "amount-unusual"
    COUNTERPARTY_UNKNOWN = "counterparty-unknown"
    CONTENT_NOT_SEEN = "content-not-seen"
    TAX_ID_DOUBTFUL = "tax-id-doubtful"
    ALREADY_IN_OUTBOX = "already-in-outbox"
    NOT_SIGNABLE = "not-signable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing noticed about one document."""

    code: FindingCode
    severity: Severity
    ref: DocumentRef
    facts: dict[str, str] = field(default_factory=dict)
    """Plain values for the sentence that a face makes from the code: amounts, dates, names."""
    text: str = ""
    """The same as an English sentence, for the terminal, the journal and the evidence."""
