"""The one tree of errors that cross a border between rooms.

```
MuhrError(code, retry)
├─ Cancelled                    the person said no; not a failure
├─ KnownError                   the world's fault: shown with what to do about it
│  ├─ KeyAccessError            WrongPassword · KeyLocked · KeyExpired · KeyUnusable · KeyFileUnreadable
│  ├─ SignatureError            MessageMalformed · ContentUnsafe · SignatureInvalid · CannotJudge · StampMissing
│  ├─ ProviderError  Unreachable · Unauthorised · PinNeeded · Refused · Throttled · AnswerUnreadable · OutcomeUnknown
│  ├─ WorkspaceError            WorkspaceLocked · WorkspaceTooNew · WorkspaceCorrupt · StorageFull · StorageFailed
│  └─ InputError                what a person or a file gave us cannot be used
└─ BugError                     ours: reported with a redacted bundle
```

`code` is stable and machine readable (it goes into JSON and the journal); `str(error)` is one English sentence,
`error.sentence` the same as faces can translate it (`domain.sentences`).
`facts` holds plain text values for the sentence, never a secret.
"""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from muhr.domain.sentences import Sentence, kept


class Retry(enum.Enum):
    """When trying the same thing again makes sense."""

    NEVER = "never"
    LATER = "later"
    AFTER_PERSON = "after-person"


class MuhrError(Exception):
    """The root. Every subclass sets `code` and `retry`; both may be narrowed for one instance."""

    code = "error"
    retry = Retry.NEVER

    def __init__(self, message: str, *, code: str | None = None, retry: Retry | None = None, **facts: Any) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code
        if retry is not None:
            self.retry = retry
        self.facts = facts

    @property
    def sentence(self) -> Sentence:
        """What it says, as a face can translate it; `str(error)` is the same in English."""
        return kept(self.args[0])


class Cancelled(MuhrError):
    """The person said no."""

    code = "cancelled"
    retry = Retry.AFTER_PERSON


class KnownError(MuhrError):
    """The world's fault: shown with what to do about it."""

    code = "known"


class BugError(MuhrError):
    """Ours: an invariant of this program did not hold."""

    code = "bug"


# ------------------------------------------------------------------ keys


class KeyAccessError(KnownError):
    """A key cannot be used now."""

    code = "key"
    retry = Retry.AFTER_PERSON


class WrongPassword(KeyAccessError):
    """The device or the file said so: the password does not open it. Never tried twice by itself."""

    code = "key-wrong-password"


class KeyLocked(KeyAccessError):
    """The device is locked after too many tries."""

    code = "key-locked"
    retry = Retry.NEVER


class KeyExpired(KeyAccessError):
    """The certificate of the key is not valid at this moment."""

    code = "key-expired"


class KeyUnusable(KeyAccessError):
    """The key opens, but cannot sign what is asked (no private key, another algorithm, another purpose)."""

    code = "key-unusable"


class KeyFileUnreadable(KeyAccessError):
    """The file is not a key file, is damaged, or exceeds a limit."""

    code = "key-unreadable"


# ------------------------------------------------------------------ signatures


class SignatureError(KnownError):
    """A signed message is not what it must be."""

    code = "signature"


class MessageMalformed(SignatureError):
    """The bytes are no CMS message we accept: broken, too large, too deep."""

    code = "signature-malformed"


class ContentUnsafe(SignatureError):
    """The content must not be signed: it is itself a DER SET OF Attribute (signedAttrs ambiguity)."""

    code = "signature-content-unsafe"


class SignatureInvalid(SignatureError):
    """The signature, the digest, the chain or the signer does not hold."""

    code = "signature-invalid"


class CannotJudge(SignatureError):
    """Neither valid nor invalid can be said: unknown algorithm, untrusted root, missing certificate."""

    code = "signature-cannot-judge"


class StampMissing(SignatureError):
    """A time stamp was demanded, and no authority gave a good one; the signature is not used."""

    code = "signature-stamp-missing"
    retry = Retry.LATER


# ------------------------------------------------------------------ providers


class ProviderError(KnownError):
    """A provider did not do what was asked."""

    code = "provider"
    retry = Retry.LATER


class Unreachable(ProviderError):
    """The request cannot have left this machine (refused, DNS, TLS): nothing happened there."""

    code = "provider-unreachable"


class Unauthorised(ProviderError):
    """The provider does not accept the account's credentials; nothing was done."""

    code = "provider-unauthorised"
    retry = Retry.AFTER_PERSON


class PinNeeded(Unauthorised):
    """The login needs a one-time code that only a person has (see `PinLogin`); nothing was done."""

    code = "provider-pin"


class Refused(ProviderError):
    """The provider said no, and said why; nothing was done."""

    code = "provider-refused"
    retry = Retry.AFTER_PERSON


class Throttled(ProviderError):
    """Too many requests; nothing was done. `until` is when the provider wants to hear from us again."""

    code = "provider-throttled"

    def __init__(self, message: str, *, until: datetime | None = None, **facts: Any) -> None:
        super().__init__(message, **facts)
        self.until = until


class AnswerUnreadable(ProviderError):
    """A reading call was answered with something we do not understand; the raw answer is kept for the person."""

    code = "provider-answer-unreadable"

    def __init__(self, message: str, *, raw: bytes = b"", **facts: Any) -> None:
        super().__init__(message, **facts)
        self.raw = raw


class OutcomeUnknown(ProviderError):
    """A writing call may or may not have happened. Leads to asking, never to sending."""

    code = "provider-outcome-unknown"

    def __init__(self, message: str, *, raw: bytes = b"", **facts: Any) -> None:
        super().__init__(message, **facts)
        self.raw = raw


# ------------------------------------------------------------------ workspace


class WorkspaceError(KnownError):
    """The folder in which Muhr keeps its data cannot be used."""

    code = "workspace"
    retry = Retry.AFTER_PERSON


class WorkspaceLocked(WorkspaceError):
    """Another Muhr works on the same workspace."""

    code = "workspace-locked"


class WorkspaceTooNew(WorkspaceError):
    """A newer Muhr wrote it."""

    code = "workspace-too-new"
    retry = Retry.NEVER


class WorkspaceCorrupt(WorkspaceError):
    """The database file is damaged."""

    code = "workspace-corrupt"


class StorageFull(WorkspaceError):
    """No space left on the disk; what was not saved counts as not done."""

    code = "workspace-disk-full"


class StorageFailed(WorkspaceError):
    """The disk reported an error; what was not saved counts as not done."""

    code = "workspace-io"


class InputError(KnownError):
    """What a person or a file gave cannot be used."""

    code = "input"
    retry = Retry.AFTER_PERSON
