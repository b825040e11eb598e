"""Writes an invoice's PDF or XML to a file, whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

from muhr.domain.downloads import DownloadKind, Progress
from muhr.domain.errors import AnswerUnreadable, InputError, Refused, StorageFailed, StorageFull
from muhr.domain.sentences import say
from muhr.providers.eurofaktura.calls import Calls, Which
from muhr.providers.eurofaktura.requests import DECLARATION, written


def download(calls: Calls, kind: DownloadKind, which: Which, target: Path, progress: Progress) -> Path:
    """Fetch a file to `target` (replaced when it is there).

    Raises `ProviderError`, `InputError` (`download-kind`), `StorageFull`, `StorageFailed`.
    """
    data = _data(calls, kind, which)
    progress(len(data), len(data))
    partial = target.with_name(f"{target.name}.part")
    try:
        partial.write_bytes(data)
        partial.replace(target)
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        failure = StorageFull if full else StorageFailed
        why = error.strerror or ""
        raise failure(say("{file} could not be written: {why}.", file=target.name, why=why)) from error
    return target


def _data(calls: Calls, kind: DownloadKind, which: Which) -> bytes:
    if kind is DownloadKind.PDF:
        data = calls.get_pdf(which)
        if not data.startswith(b"%PDF-"):
            raise AnswerUnreadable("The file in the answer is no PDF.")
        return data
    if kind is DownloadKind.XML:
        node = calls.get(which)
        if node is None:
            raise Refused("Eurofaktura does not find the invoice.", code="provider-not-found")
        return DECLARATION + written(node).encode("utf-8", "replace")
    raise InputError("Eurofaktura gives invoices as PDF and XML only.", code="download-kind")
