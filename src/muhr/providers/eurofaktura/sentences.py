"""What the service's error sentences mean: there are no codes, so stable pieces of the sentences stand for them. Pure.

Source: the error answers of the API document. Its sentences differ in spelling between methods ("can not find",
"cannot find", "could not be found"), so they are compared without case by pieces that all spellings share.
"""

from __future__ import annotations

import enum


class Trouble(enum.Enum):
    """What an error is about."""

    BUSY = "busy"  # another request of the account is at work: nothing was done
    LOGIN = "login"
    PRIVILEGES = "privileges"
    EXISTS = "exists"
    NOT_FOUND = "not-found"
    POSTED = "posted"
    CANNOT_CANCEL = "cannot-cancel"
    UNREADABLE = "unreadable"
    MISSING = "missing"
    UNSUPPORTED = "unsupported"
    UNSAID = "unsaid"  # an empty description, as in several printed samples
    OTHER = "other"


_PIECES: tuple[tuple[Trouble, tuple[str, ...]], ...] = (
    (Trouble.BUSY, ("another web request", "currently being processed")),
    (Trouble.PRIVILEGES, ("privileges",)),
    (Trouble.EXISTS, ("already exists",)),
    (Trouble.CANNOT_CANCEL, ("not cancel", "only cancel one")),
    (Trouble.NOT_FOUND, ("not find", "not be found", "does not have attach")),
    (Trouble.POSTED, ("already posted",)),
    (Trouble.UNREADABLE, ("cannot parse", "error parsing")),
    (Trouble.MISSING, ("is required", "is missing", "none or only one", "no instal")),
    (Trouble.UNSUPPORTED, ("not supported",)),
    (Trouble.LOGIN, ("access denied", "md5pass", "username", "password", "token", "log in", "login", "authent")),
)


def trouble_of(sentence: str) -> Trouble:
    """Say what an error sentence is about; the first that fits, in the order of the table."""
    said = " ".join(sentence.lower().split())
    if not said:
        return Trouble.UNSAID
    return next((trouble for trouble, pieces in _PIECES if any(piece in said for piece in pieces)), Trouble.OTHER)
