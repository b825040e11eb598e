"""Brings one account's documents up to date with its provider: the list, the vanished, the past, the contents."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from muhr.domain.documents import Content, Document, DocumentRef, Stage
from muhr.domain.errors import BugError, ProviderError
from muhr.domain.events import DocumentsChanged, RefreshFinished, RefreshStarted, WorkerTrouble
from muhr.domain.ports import Clock, Provider, Publish, Workspace
from muhr.services.freshness import Freshness
from muhr.services.imported import made_known, not_known_yet
from muhr.services.outcomes import Failure, attempt
from muhr.services.statuses import differs, vanished, with_kept_actions

CONTENT_CHUNK = 50
"""Contents asked for in one call: 50 documents are some 200 kB, which a slow line still carries in a moment."""
POLL_LIMIT = 500
"""Documents that wait for others are read again at each refresh; of more than so many only the newest."""
COMPARED_AT_ONCE = 2_000
"""Documents of a list that are compared with what is known in one piece."""
PAST_OVERLAP = timedelta(days=1)
"""How far behind the last look the next one begins: the provider's clock and days may differ from ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshPorts:
    """The surroundings of a refresh."""

    account_id: str
    workspace: Workspace
    connect: Callable[[], Provider]
    freshness: Freshness
    publish: Publish
    clock: Clock


class Refresher:
    """One account's reading. One refresh at a time; callable from any thread."""

    def __init__(self, ports: RefreshPorts) -> None:
        self._ports = ports
        self._turn = threading.Lock()
        self._without_content: set[str] = set()

    def refresh(self) -> int:
        """Ask what waits, store it, then fetch missing contents and past documents; gives how many documents wait.

        `RefreshFinished` is published when the list is stored, before the rest is fetched. Raises `ProviderError` and
        `WorkspaceError`; a failure of the rest is told as `WorkerTrouble` and raises no `ProviderError`.
        """
        with self._turn:
            self._ports.publish(RefreshStarted(account_id=self._ports.account_id))
            answer = attempt(self._bring_up_to_date)
            if isinstance(answer, Failure):
                error = answer.error
                self._ports.publish(
                    RefreshFinished(
                        account_id=self._ports.account_id, documents=0, error_code=error.code, error=error.sentence
                    )
                )
                raise error
            waiting, truncated = answer.value
            self._ports.publish(
                RefreshFinished(account_id=self._ports.account_id, documents=len(waiting), truncated=truncated)
            )
            self._quietly(lambda: self.fetch_contents(self._unasked(waiting)))
            if self._ports.connect().capabilities.listing:
                self._quietly(self._read_past)
            return len(waiting)

    def add_by_id(self, remote_ids: Sequence[str]) -> list[Document]:
        """Make documents known by their ids; gives those the provider knows. Raises `ProviderError`."""
        mark = self._ports.freshness.mark()
        documents = self._ports.connect().describe(remote_ids)
        self._save(documents, mark)
        self._tell(document.ref for document in documents)
        ids = [document.ref.remote_id for document in documents]
        self._quietly(lambda: self.fetch_contents(ids))
        return documents

    def fetch_contents(self, remote_ids: Sequence[str]) -> int:
        """Fetch what is inside, where it is not known yet; gives how many were fetched. Raises `ProviderError`."""
        provider = self._ports.connect()
        if not provider.capabilities.content:
            return 0
        missing = self._ports.workspace.without_content(self._ports.account_id, remote_ids)
        fetched = 0
        for start in range(0, len(missing), CONTENT_CHUNK):
            chunk = missing[start : start + CONTENT_CHUNK]
            contents = {key.lower(): content for key, content in provider.contents(chunk).items()}
            self._without_content.update(remote_id for remote_id in chunk if remote_id not in contents)
            self._keep_contents(contents)
            fetched += len(contents)
        return fetched

    # ---------------------------------------------------------------- the list

    def _make_imports_known(self) -> None:
        """Documents of our own imports whose answer came, but which could not be asked for before the program ended."""
        effects = not_known_yet(self._ports.workspace, self._ports.account_id)
        if effects:
            mark = self._ports.freshness.mark()
            stored = self._save(made_known(self._ports.connect(), effects), mark)
            self._tell(document.ref for document in stored)

    def _bring_up_to_date(self) -> tuple[list[str], bool]:
        self._quietly(self._make_imports_known)
        if self._ports.connect().capabilities.listing:
            return self._by_list()
        self._poll(self._open_ids())
        return self._ports.workspace.ids(self._ports.account_id, {Stage.WAITING_FOR_ME}), False

    def _by_list(self) -> tuple[list[str], bool]:
        mark = self._ports.freshness.mark()
        listing = self._ports.connect().waiting()
        self._keep(listing.documents, mark)
        listed = {document.ref.remote_id for document in listing.documents}
        self._poll([remote_id for remote_id in self._open_ids() if remote_id not in listed])
        return [document.ref.remote_id for document in listing.documents], listing.truncated

    def _keep(self, documents: Sequence[Document], mark: int) -> list[Document]:
        """Store what a list has told and tell what is different from before; gives what was stored."""
        different = self._different(documents)
        stored = self._save(documents, mark)
        self._tell(document.ref for document in stored if document.ref in different)
        return stored

    def _different(self, documents: Sequence[Document]) -> set[DocumentRef]:
        """Those that are not known yet, or say something else now. Compared in pieces: a copy of all that is known
        would take as much room as the window's own.
        """
        different: set[DocumentRef] = set()
        for start in range(0, len(documents), COMPARED_AT_ONCE):
            chunk = documents[start : start + COMPARED_AT_ONCE]
            ids = [document.ref.remote_id for document in chunk]
            known = self._ports.workspace.documents_by_id(self._ports.account_id, ids)
            before = {document.ref: document for document in known}
            different.update(
                document.ref for document in chunk if before.get(document.ref) != replace(document, content=None)
            )
        return different

    def _save(self, documents: Sequence[Document], mark: int) -> list[Document]:
        freshness = self._ports.freshness
        with freshness.guard:
            fresh = [document for document in documents if not freshness.touched_since(mark, document.ref.remote_id)]
            if fresh:
                self._ports.workspace.save_documents(fresh)
        return fresh

    def _open_ids(self) -> list[str]:
        """Whose status may have moved: everything that waits for us, and the newest of what waits for others."""
        workspace, account_id = self._ports.workspace, self._ports.account_id
        ours = workspace.ids(account_id, {Stage.WAITING_FOR_ME, Stage.UNKNOWN})
        return [*ours, *workspace.ids(account_id, {Stage.WAITING_FOR_OTHERS}, newest=POLL_LIMIT)]

    def _poll(self, remote_ids: Sequence[str]) -> None:
        """Ask the status of documents that are not in the list (any more), and apply it."""
        provider, freshness = self._ports.connect(), self._ports.freshness
        size = provider.capabilities.status_chunk
        for start in range(0, len(remote_ids), size):
            chunk = remote_ids[start : start + size]
            mark = freshness.mark()
            known = {key.lower(): status for key, status in provider.statuses(chunk).items()}
            documents = self._ports.workspace.documents_by_id(self._ports.account_id, chunk)
            before = {document.ref: document for document in documents}
            statuses = [
                with_kept_actions(known.get(document.ref.remote_id) or vanished(document), document)
                for document in documents
            ]
            with freshness.guard:
                fresh = [status for status in statuses if not freshness.touched_since(mark, status.remote_id)]
                self._ports.workspace.apply_statuses(self._ports.account_id, fresh, self._ports.clock())
            changed = [status for status in fresh if differs(status, before.get(self._ref(status.remote_id)))]
            self._tell(self._ref(status.remote_id) for status in changed)

    # ---------------------------------------------------------------- contents

    def _read_past(self) -> None:
        """What is finished and refused is what review compares with: all of it once, then what is new since."""
        name = f"past-read:{self._ports.account_id}"
        last = self._ports.workspace.setting(name)
        since = datetime.fromisoformat(last) - PAST_OVERLAP if last else None
        began, mark = self._ports.clock(), self._ports.freshness.mark()
        listing = self._ports.connect().past(since)
        stored = self._keep(listing.documents, mark)
        self.fetch_contents(self._unasked([document.ref.remote_id for document in stored]))
        self._ports.workspace.set_setting(name, began.isoformat())

    def _unasked(self, remote_ids: Sequence[str]) -> list[str]:
        return [remote_id for remote_id in remote_ids if remote_id not in self._without_content]

    def _quietly(self, work: Callable[[], object]) -> None:
        """Do what the list does not depend on; when it fails, tell it without failing the refresh."""
        answer = attempt(work)
        if isinstance(answer, Failure):
            error = answer.error
            if not isinstance(error, (ProviderError, BugError)):
                raise error
            self._ports.publish(
                WorkerTrouble(
                    account_id=self._ports.account_id, error_code=error.code, error=error.sentence, bug=answer.bug
                )
            )

    def _keep_contents(self, contents: dict[str, Content]) -> None:
        if contents:
            self._ports.workspace.save_contents(self._ports.account_id, contents)
            self._tell(self._ref(remote_id) for remote_id in contents)

    # ---------------------------------------------------------------- shared

    def _ref(self, remote_id: str) -> DocumentRef:
        return DocumentRef(self._ports.account_id, remote_id)

    def _tell(self, refs: Iterable[DocumentRef]) -> None:
        changed = frozenset(refs)
        if changed:
            self._ports.publish(DocumentsChanged(refs=changed))
