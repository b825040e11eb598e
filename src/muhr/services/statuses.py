"""What a status means for a document that is known here already. Pure."""

from __future__ import annotations

from dataclasses import replace

from muhr.domain.documents import Action, Document, RemoteStatus, Stage

_NEEDS_DIRECTION = frozenset({Action.REJECT, Action.DELETE})
"""Actions that depend on whose document it is: a status alone does not tell, a list does."""


def with_kept_actions(status: RemoteStatus, document: Document | None) -> RemoteStatus:
    """Keep the actions a list has told of while the document goes on waiting for us."""
    if (
        status.complete
        or document is None
        or status.stage is not Stage.WAITING_FOR_ME
        or document.stage is not Stage.WAITING_FOR_ME
    ):
        return status
    return replace(status, actions=status.actions | (document.actions & _NEEDS_DIRECTION))


def vanished(document: Document) -> RemoteStatus:
    """The provider does not know the document any more: shown as it was, never acted upon."""
    return RemoteStatus(
        remote_id=document.ref.remote_id,
        status=document.status,
        status_text="Not known to the provider any more",
        stage=Stage.UNKNOWN,
        actions=frozenset(),
    )


def deleted_here(document: Document) -> RemoteStatus:
    """We deleted the document, as the receipt proves, and the provider does not know it any more."""
    return RemoteStatus(
        remote_id=document.ref.remote_id,
        status=document.status,
        status_text="Deleted",
        stage=Stage.REFUSED,
        actions=frozenset(),
    )


def delivered_here(document: Document) -> RemoteStatus:
    """Our signature is in, as the receipt proves, and the provider's new status is not known yet.

    The document must not be offered for signing again; its status stays what the provider last said.
    """
    return RemoteStatus(
        remote_id=document.ref.remote_id,
        status=document.status,
        status_text=document.status_text,
        stage=Stage.WAITING_FOR_OTHERS,
        actions=frozenset(),
        signed_by_us=True,
    )


def differs(status: RemoteStatus, document: Document | None) -> bool:
    """Whether applying the status changes anything that is shown."""
    if document is None:
        return True
    now = (status.status, status.status_text, status.stage, status.actions)
    return now != (document.status, document.status_text, document.stage, document.actions)
