"""Documents on their way into files: what these are called, what is in the way, who writes.

Which bytes come, and how a broken download goes on, is the provider's business.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from muhr.domain.accounts import PROVIDER_TITLES
from muhr.domain.documents import Document, DocumentRef
from muhr.domain.downloads import ENDINGS, DownloadKind, Progress
from muhr.domain.errors import Cancelled, InputError, Refused
from muhr.domain.sentences import say

NONE_THERE = frozenset({Refused.code, "provider-no-such-call"})
"""How a provider says that a document has no archive: by an answer of its own, or by 404."""
_NOTE_LIMIT = 1 << 16
_NAME_LIMIT = 160
"""Bytes of a file name before its ending; file systems take 255, and a partial file's name is longer."""


class Archives:
    """Downloads under way, one for each file."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._targets: set[Path] = set()
        self._stopped = threading.Event()

    def begin(self, target: Path, progress: Progress, start: Callable[[Progress], Future[Path]]) -> Future[Path]:
        """Let `start` begin a download in the background, with a progress that can end it.

        Raises:
            InputError: the same file is being written already (`archive-busy`).
        """
        with self._lock:
            if target in self._targets:
                raise InputError(say("{name} is being written already.", name=target.name), code="archive-busy")
            self._targets.add(target)

        def heard(have: int, total: int | None) -> None:
            if self._stopped.is_set():
                raise Cancelled("Muhr is closing. What has come is kept.")
            progress(have, total)

        def leave(_: Future[Path]) -> None:
            with self._lock:
                self._targets.discard(target)

        future = start(heard)
        future.add_done_callback(leave)
        return future

    def stop(self) -> None:
        """End what is under way at its next bytes; partial files stay for another time."""
        self._stopped.set()


def file_name(document: Document, kind: DownloadKind = DownloadKind.ARCHIVE) -> str:
    """A name for the file that tells people what is inside: kind, number, counterparty, day.

    All of it is foreign text: whatever could lead elsewhere, or mean something to a file system, becomes a space.
    """
    issued = document.issued.isoformat() if document.issued is not None else ""
    told = f"{document.kind} {document.number} {document.counterparty.name} {issued}"
    return f"{_safe(told) or plain_name(document.ref, document.provider.value)}{ENDINGS[kind]}"


def _safe(told: str) -> str:
    safe = " ".join("".join(one if one.isalnum() or one in "-_№" else " " for one in told).split())
    return safe.encode("utf-8", "ignore")[:_NAME_LIMIT].decode("utf-8", "ignore").strip()


def kept_file(folder: Path, document: Document, kind: DownloadKind) -> Path:
    """Where a file of a document has its place below `folder`: one folder for each company at each service.

    The mark before the ending belongs to this document alone, so that no other one's file is taken for its own.
    """
    name = Path(file_name(document, kind))
    mark = hashlib.sha256(f"{document.ref.account_id} {document.ref.remote_id}".encode()).hexdigest()[:12]
    company = document.company
    owner = _safe(f"{PROVIDER_TITLES[document.provider].replace('.', '-')} {company.tax_id or company.name}")
    return folder / owner / f"{name.stem} {mark}{name.suffix}"


def plain_name(ref: DocumentRef, provider: str) -> str:
    """The same from the document's id alone, without an ending."""
    return f"{provider}-{re.sub(r'[^0-9A-Za-z-]', '_', ref.remote_id)[:100]}"


def foreign_part(target: Path, remote_id: str) -> Path | None:
    """The partial file beside `target` that is not the beginning of this very document's archive; None when clear."""
    part, note = (target.with_name(target.name + ending) for ending in (".part", ".part.json"))
    there = next((path for path in (part, note) if os.path.lexists(path)), None)
    return there if there is not None and not _belongs_to(note, remote_id) else None


def _belongs_to(note: Path, remote_id: str) -> bool:
    """Whether a download of this document left the note; see `muhr.providers.faktura_uz.archive`."""
    try:
        with note.open("rb") as file:
            record = json.loads(file.read(_NOTE_LIMIT))
    except (OSError, ValueError):
        return False
    return isinstance(record, dict) and record.get("remote_id") == remote_id
