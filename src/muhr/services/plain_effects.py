"""Effects that need no key: rejecting and deleting documents. Queues them; sending is the runner's."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from muhr.domain.documents import Action, Document, DocumentRef
from muhr.domain.effects import Effect, digest_of
from muhr.domain.errors import BugError, InputError
from muhr.domain.money import spell, totals
from muhr.domain.ports import Batch, Provider
from muhr.domain.sentences import say
from muhr.services.account_desk import AccountDesk
from muhr.services.wording import title_of


def add_without_key(desk: AccountDesk, action: Action, refs: Sequence[DocumentRef], comment: str) -> list[Effect]:
    """Queue one effect for each document of one account, all or none.

    Raises:
        InputError: a document is not known, does not offer the action now, or has an open effect.
        WorkspaceError: the rows could not be kept.
    """
    documents = [_document(desk, ref, action) for ref in dict.fromkeys(refs)]
    provider, now, batch_id = desk.connect(), desk.clock(), uuid.uuid4().hex
    effects = []
    for document in documents:
        payload = _payload(provider, action, document, comment)
        effect_id = uuid.uuid4().hex
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
    return effects


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


def _payload(provider: Provider, action: Action, document: Document, comment: str) -> bytes:
    if action is Action.REJECT:
        return provider.reject_payload(document, comment=comment)
    if action is Action.DELETE:
        return provider.delete_payload(document)
    raise BugError(f"{action.value} needs a key")
