"""Whose certificate, which key, what was signed, and the verdict on a signed message."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


class Verdict(enum.Enum):
    """Tri-state: a message that cannot be judged is neither valid nor forged."""

    VALID = "valid"
    INVALID = "invalid"
    CANNOT_JUDGE = "cannot judge"


_ORDER = (Verdict.VALID, Verdict.CANNOT_JUDGE, Verdict.INVALID)


def worst(verdicts: tuple[Verdict, ...]) -> Verdict:
    """The worst of several; of none at all `INVALID`, for nothing signed is nothing valid."""
    return max(verdicts, key=_ORDER.index, default=Verdict.INVALID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whose certificate: what it says of the person and the company. Every text is foreign: show it as plain text."""

    common_name: str
    organization: str = ""
    tax_id: str = ""
    """The company's tax number (1.2.860.3.16.1.1); for a person without company the UID (own tax number)."""
    personal_id: str = ""
    """PINFL, 1.2.860.3.16.1.2."""
    personal_tax_id: str = ""
    """UID, 0.9.2342.19200300.100.1.1."""
    title: str = ""
    country: str = ""
    serial: str = ""
    """Upper-case hex without leading zeros, as Faktura.uz prints it."""
    issuer: str = ""
    not_before: datetime | None = None
    not_after: datetime | None = None
    algorithm: str = ""
    """The key's algorithm in the field's words: "O'z DSt 1092:2009 II", "RSA-2048", "ECDSA P-256"."""
    fingerprint: str = ""
    """SHA-256 of the certificate, lower-case hex; empty when only an alias is known."""

    @property
    def tax_ids(self) -> frozenset[str]:
        """Every tax number under which this person may sign."""
        return frozenset(number for number in (self.tax_id, self.personal_tax_id, self.personal_id) if number)


class KeyKind(enum.Enum):
    """Where a key lives."""

    FILE = "file"
    TOKEN = "token"  # noqa: S105 - the kind of key, not a secret
    E_IMZO = "e-imzo"


class Unlock(enum.Enum):
    """Who asks for the secret, and where it is typed."""

    PASSWORD = "password"  # noqa: S105 - Muhr asks, for a key file
    PIN = "pin"  # Muhr asks, and hands it to the token
    PIN_PAD = "pin-pad"  # typed at the reader's own keys
    E_IMZO = "e-imzo"  # typed in E-IMZO's own window


class Tries(enum.Enum):
    """What the device says of the tries that are left, before anybody types."""

    UNKNOWN = "unknown"
    GOOD = "good"
    LOW = "low"  # at least one wrong try since the last right one
    FINAL = "final"  # the next wrong one locks it
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAccess:
    """How a key is opened."""

    unlock: Unlock = Unlock.PASSWORD
    tries: Tries = Tries.UNKNOWN
    minimum: int | None = None
    maximum: int | None = None
    """Length of the PIN in characters, as the token tells."""
    every_signature: bool = False
    """The key asks again for each signature (CKA_ALWAYS_AUTHENTICATE)."""
    device_serial: str = ""
    """Of the token; a text from outside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySource:
    """One place where keys are looked for, and what hinders it."""

    kind: KeyKind
    name: str
    """For people: "E-IMZO 6.4.7", the module's name, a folder."""
    state: str
    """A code: ok, absent, not-running, outdated, port-taken, refused, slow, crashed, hung, not-a-module, no-token."""
    detail: str = ""
    """One sentence: what is wrong and what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEntry:
    """One key in the list, usable or not. Nothing secret is in it."""

    id: str
    """Stable for the same key in the same place; for a file its absolute path."""
    kind: KeyKind
    place: str
    """For people: folder, reader, token label."""
    name: str
    identity: Identity | None
    """None when nothing can be said without the password."""
    usable: bool
    reason: str = ""
    """A code why it is not usable: expired, not-yet-valid, no-private-key, no-certificate, unreadable,
    not-for-signing, locked, mechanism-missing; else empty."""
    detail: str = ""
    identity_verified: bool = True
    """False when the identity comes from an alias or another unprotected text, not from the certificate itself."""
    access: KeyAccess = KeyAccess()


class StampMode(enum.Enum):
    """Whether our own signatures get a time stamp."""

    OFF = "off"
    IF_POSSIBLE = "if-possible"
    """Without one the signature goes as it is, with a note."""
    REQUIRED = "required"


@dataclass(frozen=True, slots=True, kw_only=True)
class StampSettings:
    """From whom our own signatures get a time stamp."""

    mode: StampMode = StampMode.OFF
    servers: tuple[str, ...] = ()
    """Addresses, tried in this order."""


class RevocationMode(enum.Enum):
    """How far Muhr goes to learn whether a certificate was revoked. Lists inside a message are always looked at."""

    OFF = "off"
    CACHED = "cached"
    """What was fetched before and is not out of date."""
    ONLINE = "online"
    """The authorities named in certificates of a trusted chain are asked."""


class RevocationStatus(enum.Enum):
    """What is known of one certificate's revocation."""

    GOOD = "good"
    REVOKED = "revoked"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationReport:
    """What was found out about the revocation of one certificate of a chain."""

    status: RevocationStatus
    subject: str
    """Whose certificate."""
    serial: str
    text: str
    """For people, with source and age: "not revoked (CRL of http://…, made 3 hours ago)"."""
    source: str = ""
    """"CRL of http://…", "OCSP answer of http://…", "CRL in the message"; empty when nothing was usable."""
    made: datetime | None = None
    """When the source says that it was made."""
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimestampReport:
    """What verification found about one time stamp (RFC 3161) on a signature."""

    verdict: Verdict
    reasons: tuple[str, ...]
    time: datetime | None
    """What the authority says; a proof only when the verdict is `VALID`."""
    authority: str
    """The common name of its certificate."""
    policy: str = ""
    serial: str = ""
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerReport:
    """What verification found about one signer of a message."""

    verdict: Verdict
    reasons: tuple[str, ...]
    """One sentence each, starting with the step that was not passed; empty when valid."""
    identity: Identity | None
    serial: str
    signing_time: datetime | None
    digest_algorithm: str
    signature_algorithm: str
    chain: tuple[str, ...] = ()
    """Subject names from signer to trust anchor, as far as a path was found."""
    timestamps: tuple[TimestampReport, ...] = ()
    revocation: tuple[RevocationReport, ...] = ()
    """One for each certificate of the chain but the anchor; empty when there is no valid chain to look at."""
    counter_signatures: tuple[SignerReport, ...] = ()
    """Signatures over this signature. They have verdicts of their own and never change who signed, or this verdict."""
    notes: tuple[str, ...] = ()
    """What a careful reader should know although it does not change the verdict."""

    @property
    def proven_time(self) -> datetime | None:
        """The earliest moment at which the signature provably existed."""
        return min((one.time for one in self.timestamps if one.verdict is Verdict.VALID and one.time), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The verdict on a whole message: the worst of its signers'."""

    verdict: Verdict
    reasons: tuple[str, ...]
    attached: bool
    content: bytes | None
    """What was signed: the attached content, or the detached one that was given; None when neither is there."""
    signers: tuple[SignerReport, ...]
    documents: tuple[DocumentReport, ...] = ()
    """The documents of an archive; then `signers` is empty, for each document has its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport:
    """One document of an archive with what signs it."""

    name: str
    """Its path in the archive; foreign text."""
    verdict: Verdict | None
    """The worst of its signatures'; None when nothing in the archive signs it."""
    size: int | None
    """Bytes; None when the document is missing."""
    signatures: tuple[SignatureFileReport, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFileReport:
    """One signature file of an archive and what it says."""

    name: str
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedMessage:
    """A CMS SignedData of ours that passed our own verification."""

    der: bytes
    content: bytes
    identity: Identity
    signing_time: datetime
    report: Report
    note: str = ""
    """Why something that was wished for is not there: no time stamp."""
