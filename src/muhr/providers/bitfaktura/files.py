"""Fetches an invoice as a file. Shows nothing and opens nothing."""

from __future__ import annotations

import contextlib
import errno
from pathlib import Path

from muhr.domain.downloads import DownloadKind, Progress
from muhr.domain.errors import AnswerUnreadable, InputError, StorageFailed, StorageFull
from muhr.domain.sentences import say
from muhr.providers.bitfaktura.calls import Calls
from muhr.providers.outcomes import is_page

_FORMS = {DownloadKind.PDF: ("pdf", b"%PDF-"), DownloadKind.XML: ("xml", b"<")}


def fetch(calls: Calls, kind: DownloadKind, remote_id: str, target: Path, progress: Progress) -> Path:
    """Fetch one file; an existing one is replaced when the new one is whole.

    Invoices are small and the service answers no ranges: a broken fetch begins anew.

    Raises:
        InputError: there is no such file (`download-kind`).
        AnswerUnreadable: what came is no such file.
        StorageError: the disk is full or fails.
        ProviderError: from the line.
    """
    if kind not in _FORMS:
        raise InputError("BitFaktura gives invoices as PDF and XML.", code="download-kind")
    suffix, start = _FORMS[kind]
    answer = calls.invoice_file(remote_id, suffix)
    body = answer.body
    if not body.removeprefix(b"\xef\xbb\xbf").lstrip()[:8].startswith(start) or is_page(answer):
        raise AnswerUnreadable(
            say("What came is no {form} file.", form=suffix.upper()), raw=calls.kept(body), status=answer.status
        )
    progress(len(body), len(body))
    part = target.with_name(target.name + ".part")
    try:
        part.write_bytes(calls.transport.redactor.clean_bytes(body) if kind is DownloadKind.XML else body)
        part.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        if error.errno == errno.ENOSPC:
            raise StorageFull("There is no room left for the file.") from error
        raise StorageFailed(say("The file cannot be written: {strerror}.", strerror=error.strerror)) from error
    return target
