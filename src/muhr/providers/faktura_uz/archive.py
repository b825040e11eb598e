"""Fetches the ZIP of a finished document into a file, going on where an earlier attempt broke off. Unpacks nothing.

Source: "DownloadArchive" of the API document, which recommends ranges for big archives. While it is under way the
bytes are in `<target>.part`, and what is known of them (which document, how long, which version) in
`<target>.part.json`; the target appears only when it is whole and is a readable ZIP.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import msgspec

from muhr.domain.errors import AnswerUnreadable, StorageFailed, StorageFull, Unreachable
from muhr.domain.sentences import say
from muhr.providers.faktura_uz.calls import Calls
from muhr.providers.transport import Head

Progress = Callable[[int, int | None], None]

ATTEMPTS = 20
"""Breaks in a row that are gone on from, as long as each brings new bytes."""
CHECKED = 512 * 1024 * 1024
"""Unpacked size up to which every member's check sum is computed; a larger archive is only opened."""
MOST_MEMBERS = 10_000

_CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15}|\*)")


class _Known(msgspec.Struct):
    """What is known of a partial file."""

    remote_id: str
    total: int | None = None
    version: str = ""
    """A strong ETag, or Last-Modified: the server gives the rest only if it still holds."""


class _StartAgain(Exception):
    """The partial file is of no use."""


def download_archive(calls: Calls, remote_id: str, target: Path, progress: Progress) -> Path:
    """Fetch an archive.

    Args:
        calls: the account's line.
        remote_id: the document.
        target: where the ZIP goes; an existing file is replaced at the end.
        progress: called with the bytes so far and the total, None while that is not known. An exception it raises
            (`Cancelled`) ends the download; the partial file stays for the next time.

    Raises:
        ProviderError: unreachable, unauthorised, refused (not published yet), or no ZIP came.
        InputError: the id cannot be one.
        StorageFull, StorageFailed: the file could not be written.
    """
    try:
        return _Download(calls, remote_id, target, progress).run()
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        kind = StorageFull if full else StorageFailed
        raise kind(
            say("The archive could not be written to {target}: {strerror}", target=target, strerror=error.strerror),
            path=str(target),
        ) from error


class _Download:
    def __init__(self, calls: Calls, remote_id: str, target: Path, progress: Progress) -> None:
        self._calls = calls
        self._id = remote_id
        self._target = target
        self._part = target.with_name(target.name + ".part")
        self._note = target.with_name(target.name + ".part.json")
        self._progress = progress
        self._limit = calls.transport.options.archive_limit
        self._have = 0
        self._known = _Known(remote_id)
        self._file: BinaryIO | None = None
        self._begun = False

    def run(self) -> Path:
        self._resume()
        mended = self._have > 0
        for again in range(2):
            self._fetch()
            try:
                _check(self._part)
                break
            except AnswerUnreadable:
                self._forget()
                if again or not mended:
                    raise  # it came in one piece: another attempt would bring the same
        self._part.replace(self._target)
        self._note.unlink(missing_ok=True)
        return self._target

    # ---------------------------------------------------------------- the partial file

    def _resume(self) -> None:
        """Take over a partial file of this very document."""
        try:
            known = msgspec.json.decode(self._note.read_bytes(), type=_Known)
            have = self._part.stat().st_size
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return
        # Without a version the server cannot say whether the rest still fits; then the total must be known at least.
        if (
            known.remote_id == self._id
            and (known.version or known.total)
            and (known.total is None or have <= known.total)
        ):
            self._known, self._have = known, have

    def _forget(self) -> None:
        self._have, self._known = 0, _Known(self._id)
        self._part.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    # ---------------------------------------------------------------- fetching

    def _fetch(self) -> None:
        """Bring the partial file to its full length."""
        breaks = 0
        while self._known.total is None or self._have < self._known.total:
            before = self._have
            try:
                self._stretch()
                if self._known.total in {None, self._have}:
                    return
            except _StartAgain:
                if breaks:
                    raise Unreachable("The archive changes while it is fetched.", code="provider-archive") from None
                self._forget()
                breaks = ATTEMPTS // 2
                continue
            except Unreachable:
                if self._have <= before:
                    raise
            breaks += 1
            if breaks >= ATTEMPTS:
                raise Unreachable("The connection breaks again and again.", code="provider-archive")

    def _stretch(self) -> None:
        self._begun = False
        wanted = f"bytes={self._have}-" if self._have else ""
        try:
            answer = self._calls.download_archive(self._id, wanted, self._known.version, self._begin, self._take)
        except OSError:
            self._close(keep=False)
            raise
        finally:
            self._close(keep=True)
        if answer.status == 416:
            raise _StartAgain
        if not self._begun:
            raise AnswerUnreadable(
                "The answer is no archive.", raw=self._calls.kept(answer.body), code="provider-answer-unreadable"
            )

    def _close(self, *, keep: bool) -> None:
        """Close the file; with `keep`, bring what was written onto the disk first."""
        file, self._file = self._file, None
        if file is None:
            return
        try:
            if keep:
                file.flush()
                os.fsync(file.fileno())
        finally:
            # close() tries a failed write once more; its error has been raised already.
            with contextlib.suppress(OSError):
                file.close()

    def _begin(self, head: Head) -> bool:
        """Look at status and headers; whether the body belongs into the file."""
        media = head.headers.get("content-type", "").partition(";")[0].strip().lower()
        if head.status not in {200, 206} or media in {"application/json", "text/html", "text/plain", "text/xml"}:
            return False
        version = _version(head)
        if head.status == 206:
            span = _CONTENT_RANGE.fullmatch(head.headers.get("content-range", "").strip())
            total = int(span[3]) if span and span[3] != "*" else None
            fits = span is not None and int(span[1]) == self._have
            same = self._known.total in {None, total} and (not version or self._known.version in {"", version})
            if not fits or not same:
                raise _StartAgain
        else:
            # The whole archive: the first attempt, or a server that knows no ranges, or another version by now.
            length = head.headers.get("content-length", "")
            total = int(length) if length.isdigit() and len(length) < 16 else None
            self._have = 0
        if total is not None and total > self._limit:
            raise AnswerUnreadable("The archive is larger than allowed.", code="provider-answer-too-large")
        self._known = _Known(self._id, total, version)
        self._note.write_bytes(msgspec.json.encode(self._known))
        self._file = self._part.open("r+b" if self._have else "wb")
        self._file.seek(self._have)
        self._begun = True
        self._progress(self._have, total)
        return True

    def _take(self, piece: bytes) -> None:
        assert self._file is not None
        if self._have + len(piece) > self._limit:
            raise AnswerUnreadable("The archive is larger than allowed.", code="provider-answer-too-large")
        self._file.write(piece)
        self._have += len(piece)
        self._progress(self._have, self._known.total)


def _version(head: Head) -> str:
    etag = head.headers.get("etag", "")
    # RFC 9110 §13.1.5: If-Range takes a strong entity tag or a date.
    version = etag if etag.startswith('"') else head.headers.get("last-modified", "")
    return version if version.isascii() and version.isprintable() and len(version) <= 200 else ""


def _check(path: Path) -> None:
    """Raise `AnswerUnreadable` unless the file is a whole ZIP with at least one member."""
    wrong = AnswerUnreadable("What came is not a readable ZIP archive.", code="provider-archive")
    problem = True
    unsound = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError)
    with contextlib.suppress(*unsound), zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        small = sum(member.file_size for member in members) <= CHECKED
        sound = 0 < len(members) <= MOST_MEMBERS
        problem = not sound or (small and archive.testzip() is not None)
    if problem:
        raise wrong
