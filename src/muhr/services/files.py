"""Files and public links of documents, where a provider has them. Stores nothing beside the file that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from muhr.domain.documents import Document, DocumentRef
from muhr.domain.downloads import DownloadKind, Progress
from muhr.domain.ports import Downloads, PublicLinks
from muhr.services.account_desk import AccountDesk
from muhr.services.archives import Archives
from muhr.services.crew import Pool


class Files:
    """The downloads of one desk. Every method raises `InputError` for an account that is not there."""

    def __init__(self, of: Callable[[str], AccountDesk], readers: Pool) -> None:
        self._of = of
        self._readers = readers
        self._archives = Archives()

    def kinds(self, document: Document) -> tuple[DownloadKind, ...]:
        """What can be fetched of a document now. Raises `Unauthorised` without stored credentials."""
        provider = self._of(document.ref.account_id).connect()
        return provider.download_kinds(document) if isinstance(provider, Downloads) else ()

    def has_links(self, account_id: str) -> bool:
        """Whether the provider gives public links. Raises `Unauthorised` without stored credentials."""
        return isinstance(self._of(account_id).connect(), PublicLinks)

    def download(self, kind: DownloadKind, ref: DocumentRef, target: Path, progress: Progress) -> Future[Path]:
        """Fetch a file of a document, going on with a partial one.

        Raises `InputError` when the same file is being written already; the future does where the provider has none.
        """
        fetch = partial(self._of(ref.account_id).download, kind, ref.remote_id, target)
        return self._archives.begin(target, progress, lambda heard: self._readers.submit(partial(fetch, heard)))

    def stop(self) -> None:
        """End the downloads at their next bytes; partial files stay for another time."""
        self._archives.stop()

    def public_link(self, ref: DocumentRef) -> Future[str]:
        """The address under which anybody can see a document; `InputError` where the provider gives none."""
        return self._readers.submit(partial(self._of(ref.account_id).public_link, ref.remote_id))
