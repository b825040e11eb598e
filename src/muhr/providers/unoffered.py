"""What a provider answers to calls its service does not have. A provider overrides what it does have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from muhr.domain.documents import Action, Content, Document, RemoteStatus
from muhr.domain.effects import Effect, Fate, FateKind
from muhr.domain.errors import BugError, InputError, Refused, Retry
from muhr.domain.imports import ImportItem
from muhr.domain.ports import Listing
from muhr.domain.sentences import say
from muhr.domain.signatures import SignedMessage


class Unoffered:
    """A service that can be told nothing and asked nothing (the base of `domain.ports.Provider`s)."""

    def waiting(self) -> Listing:
        """No list: `Refused` (`provider-no-listing`)."""
        raise Refused("This service has no list of documents.", code="provider-no-listing", retry=Retry.NEVER)

    def past(self, since: datetime | None) -> Listing:
        """Nothing is told of the past."""
        del since
        return Listing(documents=())

    def statuses(self, remote_ids: Sequence[str]) -> dict[str, RemoteStatus]:
        """No status is told."""
        del remote_ids
        return {}

    def describe(self, remote_ids: Sequence[str]) -> list[Document]:
        """No document can be looked up."""
        del remote_ids
        return []

    def contents(self, remote_ids: Sequence[str]) -> dict[str, Content]:
        """No content can be read."""
        del remote_ids
        return {}

    def hash_codes(self, remote_ids: Sequence[str]) -> dict[str, str]:
        """Nothing is signed here."""
        del remote_ids
        return {}

    def sign_payload(self, document: Document, message: SignedMessage, *, comment: str = "") -> bytes:
        """Nothing is signed here: a `BugError`."""
        raise BugError("this service takes no signatures")

    def payload(
        self, action: Action, document: Document, *, key: str = "", comment: str = "", details: Mapping[str, str] = {}
    ) -> bytes:
        """Nothing can be done to a document: a `BugError`."""
        raise BugError(say("this service has no call for {value}", value=action.value))

    def read_register(self, data: bytes) -> list[ImportItem]:
        """No file of documents is read: `InputError` (`register-not-here`)."""
        raise InputError("Documents for this service cannot be read from a file.", code="register-not-here")

    def import_payload(self, item: ImportItem) -> bytes:
        """Nothing is imported: a `BugError`."""
        raise BugError("this service takes no imports")

    def fates(self, effects: Sequence[Effect]) -> dict[str, Fate]:
        """Nobody can be asked: a person decides about every one."""
        return {effect.id: Fate(kind=FateKind.CANNOT_TELL) for effect in effects}
