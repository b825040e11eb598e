"""Remembers the last review, so that what is signed is what was displayed, and need not be looked up twice."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from muhr.domain.documents import DocumentRef
from muhr.domain.events import DocumentsChanged, Event
from muhr.domain.findings import Finding
from muhr.domain.ports import Workspace
from muhr.domain.signatures import Identity
from muhr.services.dossier import review_from
from muhr.services.review import (
    Review,
    changed_since,
    changed_since_shown,
    not_signable,
    open_effect_finding,
    review_of,
)


@dataclass(frozen=True, slots=True)
class _Remembered:
    review: Review
    identity: Identity | None
    refs: frozenset[DocumentRef]


class Reviews:
    """The reviews of one desk. Callable from any thread; hears the desk's events."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._last: _Remembered | None = None
        self._changes = 0

    def on_event(self, event: Event) -> None:
        """Forget a review when one of its documents has changed since."""
        if isinstance(event, DocumentsChanged):
            with self._lock:
                self._changes += 1
                if self._last is not None and not self._last.refs.isdisjoint(event.refs):
                    self._last = None

    def review(self, refs: Sequence[DocumentRef], identity: Identity | None, now: datetime) -> Review:
        """Review documents as they stand now, for the person to see."""
        with self._lock:
            before = self._changes
        review = review_from(self._workspace, refs, identity, now)
        with self._lock:
            if before == self._changes:
                known = frozenset(document.ref for document in review.documents)
                self._last = _Remembered(review, identity, known)
        return review

    def for_signing(self, refs: Sequence[DocumentRef], identity: Identity | None, now: datetime) -> Review:
        """What was displayed of these documents when nothing has changed since, with new outbox rows added; or anew."""
        with self._lock:
            last = self._last
        wanted = frozenset(refs)
        if last is None or last.identity != identity or not wanted <= last.refs:
            return self.review(refs, identity, now)
        return self._with_open_effects(last.review, wanted)

    def as_shown(
        self, shown: Review, refs: Sequence[DocumentRef], _identity: Identity | None, _now: datetime
    ) -> Review:
        """What the person has looked at, with new outbox rows added, and a stop for each document that is another now.

        What depends on the key is judged by the run itself, once the key is open.
        """
        review = self._with_open_effects(shown, frozenset(refs))
        stops: list[Finding] = []
        for document in review.documents:
            now = self._workspace.document(document.ref.account_id, document.ref.remote_id)
            if now is None or changed_since(document, now):
                stops.append(changed_since_shown(document))
            else:
                stops += not_signable(now)
        return review_of(review.documents, [*review.findings, *stops])

    def _with_open_effects(self, review: Review, wanted: frozenset[DocumentRef]) -> Review:
        documents = [document for document in review.documents if document.ref in wanted]
        findings = [finding for finding in review.findings if finding.ref in wanted]
        known = {(finding.ref, finding.code) for finding in findings}
        for account_id in {document.ref.account_id for document in documents}:
            opened = self._workspace.open_effect_targets(account_id)
            for document in documents:
                effect = opened.get(document.ref.remote_id) if document.ref.account_id == account_id else None
                if effect is not None:
                    finding = open_effect_finding(document, effect)
                    findings += [finding] if (finding.ref, finding.code) not in known else []
        return review_of(documents, findings)
