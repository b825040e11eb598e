"""Collects from the workspace what review needs, and keeps what was displayed as evidence. Judges nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from muhr.domain.documents import Document, DocumentRef
from muhr.domain.effects import Effect
from muhr.domain.findings import Finding
from muhr.domain.ports import Workspace
from muhr.domain.sentences import Sentence
from muhr.domain.signatures import Identity
from muhr.services.review import Known, Review, findings_of, review_of


def review_from(workspace: Workspace, refs: Sequence[DocumentRef], identity: Identity | None, now: datetime) -> Review:
    """Review documents as they stand in the workspace; refs it does not know are left out."""
    documents = [
        document
        for ref in dict.fromkeys(refs)
        if (document := workspace.document(ref.account_id, ref.remote_id)) is not None
    ]
    opened = {account_id: workspace.open_effect_targets(account_id) for account_id in _accounts(documents)}
    findings = [
        finding
        for document in documents
        for finding in findings_of(document, _known(workspace, document, opened), identity, now)
    ]
    return review_of(documents, findings)


def _accounts(documents: Iterable[Document]) -> list[str]:
    return list(dict.fromkeys(document.ref.account_id for document in documents))


def _known(workspace: Workspace, document: Document, opened: dict[str, dict[str, Effect]]) -> Known:
    return Known(
        history=workspace.history(document),
        twins=tuple(workspace.twins(document)),
        open_effect=opened[document.ref.account_id].get(document.ref.remote_id),
    )


def displayed(document: Document, findings: Sequence[Finding]) -> str:
    """What stood on the review sheet, as JSON text: the document with its content, and its findings."""
    shown = {"document": document, "findings": list(findings)}
    return msgspec.json.encode(shown, enc_hook=_english).decode()


def _english(value: object) -> str:
    """A sentence is kept in English; msgspec asks about it, because it is more than a `str`."""
    if not isinstance(value, Sentence):
        raise NotImplementedError(type(value).__name__)
    return str(value)
