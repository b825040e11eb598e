"""The ZIP of a published document: its exact bytes, its hash, both signatures; given in ranges (RFC 9110 §14)."""

from __future__ import annotations

import base64
import hashlib
import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from starlette.responses import Response

from muhr.sandbox.answers import problem
from muhr.sandbox.faktura_uz.calls import Call
from muhr.sandbox.faktura_uz.documents import ARCHIVED, Side, Signature, StoredDocument, status_for
from muhr.sandbox.faktura_uz.state import FakturaState
from muhr.sandbox.pki import Issued, Pki, director_profile
from muhr.sandbox.world.companies import EVERYBODY, STRANGER
from muhr.signing.algorithms import choose
from muhr.signing.cms_build import CmsBuilder

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_BORN = timedelta(days=600)
"""The other sides' certificates are this old, so that the papers of the last year were signed while they were valid."""


class Counterparties:
    """Signs as the companies that the robot plays. Keys are made at first use and live in memory."""

    def __init__(self, pki: Pki, now: datetime) -> None:
        self._pki = pki
        self._now = now
        self._builders: dict[str, tuple[CmsBuilder, Issued]] = {}

    def sign(self, side: Side, content: bytes, at: datetime) -> tuple[bytes, str]:
        """Give a message over `content` and the signer's serial number in hex."""
        if side.inn not in self._builders:
            known = next((company for company in EVERYBODY if company.tax_id == side.inn), None)
            company = known or replace(STRANGER, tax_id=side.inn, name=side.name)
            issued = self._pki.authorities.issue(director_profile(company, self._now, age=_BORN))
            self._builders[side.inn] = (CmsBuilder(issued.chain, choose(issued.key.spki)), issued)
        builder, issued = self._builders[side.inn]
        return builder.build(content, at, issued.key.sign), f"{issued.serial:X}"


def _with_signatures(state: FakturaState, document: StoredDocument, others: Counterparties) -> None:
    """Make the signatures that were only noted so far."""
    for side in (document.owner, document.contractor):
        noted = document.signatures.get(side.inn)
        if noted is not None and not noted.cms:
            cms, serial = others.sign(side, document.hash_code.encode("ascii"), noted.at)
            state.replace_signature(document, side.inn, Signature(cms=cms, serial=serial, at=noted.at))


def _zipped(document: StoredDocument, padding: int) -> bytes:
    target = io.BytesIO()
    moment = document.updated.timetuple()[:6]
    files = {
        "document.json" if document.content is not None else "document.bin": document.printed(),
        "hash.txt": document.hash_code.encode("ascii"),
    }
    for inn, signature in sorted(document.signatures.items()):
        files[f"signatures/{inn}.p7s"] = base64.b64encode(signature.cms)
    if padding:
        files["attachments/scan.bin"] = random.Random(document.uid).randbytes(padding)  # noqa: S311 - only weight
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (moment[0], moment[1], moment[2], *moment[3:6])), content)
    return target.getvalue()


def download_archive(others: Counterparties) -> Callable[[Call], Response]:
    """Make the handler of `DownloadArchive/{uniqueId}`."""

    def handler(call: Call) -> Response:
        state = call.state
        document = state.document(call.request.path_params["uid"], call.viewer)
        if document is None or status_for(document, call.viewer) != ARCHIVED:
            return problem(404, "The document was not found or is not published.")
        with state.lock:
            if document.uid not in state.archives:
                _with_signatures(state, document, others)
                state.archives[document.uid] = _zipped(document, state.settings.archive_padding)
            archive = state.archives[document.uid]
        return _ranged(archive, call.request.headers.get("range", ""), document.uid)

    return handler


def _ranged(archive: bytes, wanted: str, uid: str) -> Response:
    size = len(archive)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Disposition": f'attachment; filename="{uid}.zip"',
        "ETag": f'"{hashlib.sha256(archive).hexdigest()[:32]}"',
    }
    found = _RANGE.fullmatch(wanted.replace(" ", ""))
    if found is None or found.groups() == ("", ""):
        return Response(archive, media_type="application/zip", headers=headers)
    first, last = found.groups()
    if first == "":
        begin, end = max(0, size - int(last)), size - 1
    else:
        begin, end = int(first), min(int(last), size - 1) if last else size - 1
    if begin >= size or begin > end:
        return Response(b"", 416, headers=headers | {"Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {begin}-{end}/{size}"
    return Response(archive[begin : end + 1], 206, media_type="application/zip", headers=headers)
