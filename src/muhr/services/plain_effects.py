"""Effects that need no key: everything but signing and importing. Queues them; sending is the runner's."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from muhr.domain.documents import NEEDS_KEY, Action, Document, DocumentRef, is_irreversible
from muhr.domain.effects import Effect, digest_of
from muhr.domain.errors import BugError, InputError
from muhr.domain.money import spell, totals
from muhr.domain.records import Batch, JournalLine
from muhr.domain.sentences import say
from muhr.services.account_desk import AccountDesk
from muhr.services.wording import title_of

UNDO_WINDOW = timedelta(seconds=8)
"""How long an irreversible action stays here, so that a person can take it back before anything has left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a person wants done to documents."""

    action: Action
    comment: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    """See `Provider.payload`."""
    delay: timedelta | None = None
    """How long it can be taken back before it leaves; None gives irreversible actions the usual window."""

    @property
    def window(self) -> timedelta:
        """How long the effects stay here at least."""
        if self.delay is not None:
            return self.delay
        return UNDO_WINDOW if is_irreversible(self.action) else timedelta(0)


def add_without_key(desk: AccountDesk, order: Order, refs: Sequence[DocumentRef]) -> list[Effect]:
    """Queue one effect for each document of one account, all or none.

    Raises:
        InputError: a document is not known, does not offer the action now, or has an open effect; or a detail of the
            action is missing.
        BugError: the action needs a key, or more than a document (an import).
        WorkspaceError: the rows could not be kept.
    """
    action = order.action
    if action in NEEDS_KEY or action is Action.IMPORT:
        raise BugError(f"{action.value} needs more than a document")
    documents = [_document(desk, ref, action) for ref in dict.fromkeys(refs)]
    provider, now, batch_id = desk.connect(), desk.clock(), uuid.uuid4().hex
    not_before = now + order.window if order.window else None
    effects = []
    for document in documents:
        effect_id = uuid.uuid4().hex
        payload = provider.payload(action, document, key=effect_id, comment=order.comment, details=order.details)
        effects.append(
            Effect(
                id=effect_id,
                account_id=desk.account.id,
                provider=document.provider,
                action=action,
                target_id=document.ref.remote_id,
                title=title_of(document),
                key=effect_id,
                payload=payload,
                payload_sha256=digest_of(payload),
                created=now,
                not_before=not_before,
                batch_id=batch_id,
            )
        )
    amounts = totals(document.total for document in documents if document.total is not None)
    batch = Batch(
        id=batch_id,
        created=now,
        action=action.value,
        signer="",
        documents=len(documents),
        totals=", ".join(spell(money) for money in amounts),
    )
    desk.runner.add(effects, (), batch)
    if order.comment:
        desk.workspace.append([_reason(effect, order.comment) for effect in effects])
    return effects


def _reason(effect: Effect, comment: str) -> JournalLine:
    """The person's own words are kept, whether the service has a place for them or not."""
    return JournalLine(
        at=effect.created,
        kind="comment",
        text=f"{say('Reason given')}: {comment}",
        account_id=effect.account_id,
        remote_id=effect.target_id,
        effect_id=effect.id,
        batch_id=effect.batch_id,
    )


def _document(desk: AccountDesk, ref: DocumentRef, action: Action) -> Document:
    document = desk.workspace.document(ref.account_id, ref.remote_id)
    if document is None:
        raise InputError("The document is not known here any more.", code="document-unknown")
    if action not in document.actions:
        raise InputError(
            say(
                "{title}: this cannot be done now ({status}).",
                title=title_of(document),
                status=document.status_text or document.status,
            ),
            code="action-not-allowed",
        )
    return document
