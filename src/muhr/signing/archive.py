"""Documents and signatures of a ZIP archive, brought together and judged. Unpacks nothing to disk.

How services lay out their archives is hardly documented, so nothing is expected but this: a signature is what reads as
a CMS SignedData, whatever its name. An attached one belongs to the file with the very bytes it carries, else it is a
document by itself. A detached one belongs to the file whose
name it bears with something added (`x.xml.p7s`) or exchanged (`x.p7s`), else to the file it fits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from muhr.domain.errors import CannotJudge, MessageMalformed
from muhr.domain.sentences import say
from muhr.domain.signatures import DocumentReport, Report, SignatureFileReport, Verdict, worst
from muhr.signing import tlv
from muhr.signing.algorithms import DigestAlgorithm, digest_by_oid
from muhr.signing.cms_read import SignedData, SignerInfo, read
from muhr.signing.limits import Limits
from muhr.signing.signed_attributes import MESSAGE_DIGEST
from muhr.signing.zip_read import ZipEntry, read_zip

SIGNATURE_SUFFIXES = (".p7s", ".p7b", ".p7m", ".p7", ".pkcs7", ".pk7", ".cms", ".sig", ".sign", ".sgn")
_TEXT_SUFFIXES = (".b64", ".base64", ".pem", ".txt")
_MOST_SIGNATURES = 64
_MOST_TRIED = 24
"""Files that are tried for a detached signature whose name says nothing."""
_LARGEST_TRIED = 4 * 1024 * 1024
_MOST_BYTES_TRIED = 16 * 1024 * 1024
"""Of all files together; the national digest takes a second for each million."""

Judge = Callable[[bytes, bytes | None, dict[str, bytes]], Report]
"""Judges a message with, perhaps, its detached content and the digests of that content that are known."""


@dataclass(slots=True)
class _Document:
    """A document on the way to its report."""

    name: str
    data: bytes | None
    signatures: list[SignatureFileReport] = field(default_factory=list)
    note: str = ""
    broken: bool = False
    digests: dict[str, bytes] = field(default_factory=dict)
    """By algorithm, computed once however many signatures there are."""
    inside: bool = False
    """Whether it is the content of a signature file, and no file of its own."""

    def sign(self, entry: ZipEntry, judge: Judge) -> None:
        """Judge a signature file as one over this document."""
        found = judge(entry.data, self.data, self.digests)
        self.signatures.append(SignatureFileReport(name=entry.name, report=found))

    def report(self) -> DocumentReport:
        """Give what was found."""
        verdicts = [one.report.verdict for one in self.signatures]
        if self.broken:
            verdicts.append(Verdict.CANNOT_JUDGE)
        return DocumentReport(
            name=self.name,
            verdict=worst(tuple(verdicts)) if verdicts else None,
            size=None if self.data is None else len(self.data),
            signatures=tuple(self.signatures),
            note=self.note,
        )


def judge_archive(data: bytes, judge: Judge, limits: Limits) -> Report:
    """Judge every signature of an archive.

    Raises:
        MessageMalformed: the archive is refused (code `archive-refused`), or nothing in it is signed.
    """
    entries = [entry for entry in read_zip(data) if not _is_litter(entry.name)]
    messages: list[tuple[ZipEntry, SignedData]] = []
    documents: dict[str, _Document] = {}
    broken: list[tuple[ZipEntry, str]] = []
    for entry in entries:
        try:
            message = _as_message(entry, limits)
        except MessageMalformed as error:
            broken.append((entry, str(error)))
            continue
        if message is not None:
            messages.append((entry, message))
        else:
            documents[entry.name] = _Document(entry.name, entry.data)
    if not messages and not broken:
        raise MessageMalformed(_nothing(entries), code="file-not-signed")
    if len(messages) > _MOST_SIGNATURES:
        raise MessageMalformed(
            say("The archive has more than {most_signatures} signatures.", most_signatures=_MOST_SIGNATURES),
            code="archive-refused",
        )
    for entry, message in messages:
        _place(entry, message, documents, judge)
    for entry, why in broken:
        owner = documents.get(_partner(entry.name, documents)) or documents.setdefault(
            entry.name, _Document(entry.name, entry.data)
        )
        owner.broken, owner.note = (
            True,
            say("{name} is named like a signature but is none: {why}", name=entry.name, why=why),
        )
    return _whole([documents[name].report() for name in sorted(documents, key=_order(entries))])


def _order(entries: Sequence[ZipEntry]) -> Callable[[str], int]:
    places = {entry.name: number for number, entry in enumerate(entries)}
    return lambda name: places.get(name, len(places))


def _is_litter(name: str) -> bool:
    """What systems put into archives by themselves."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].lower() in {".ds_store", "thumbs.db", "desktop.ini"}


def _as_message(entry: ZipEntry, limits: Limits) -> SignedData | None:
    """Give the signed message an entry is; None when it is a document. Raises for a broken signature file."""
    named = _bare(entry.name) != entry.name
    head = entry.data[:64].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if not named and not (head.startswith((b"\x30", b"MI")) or b"-----BEGIN" in entry.data[:4096]):
        return None
    try:
        return read(entry.data, limits)
    except MessageMalformed:
        if named:
            raise
        return None


def _bare(name: str) -> str:
    """Give a signature file's name without what makes it one (`x.xml.p7s.b64` → `x.xml`); any other name as it is."""
    lower = name.lower()
    for text in ("", *_TEXT_SUFFIXES):
        for suffix in SIGNATURE_SUFFIXES:
            if lower.endswith(suffix + text):
                return name[: -len(suffix + text)]
    return name


def _partner(name: str, documents: dict[str, _Document]) -> str:
    """Give the name of the document a signature file is named after; empty when that is not clear."""
    bare = _bare(name)
    if bare == name:
        return ""
    if bare in documents:
        return bare
    alike = [one for one in documents if one.rsplit(".", 1)[0] == bare and "." in one[len(bare) :]]
    return alike[0] if len(alike) == 1 else ""


def _place(entry: ZipEntry, message: SignedData, documents: dict[str, _Document], judge: Judge) -> None:
    partner = documents.get(_partner(entry.name, documents))
    if message.content is not None:
        # The same bytes beside it are its document, whatever the names: nothing is guessed there.
        files = (one for one in documents.values() if not one.inside)
        same = next((one for one in files if one.data == message.content), None)
        owner = partner if partner is not None and partner.data == message.content else same
        if owner is not None and owner.data:
            owner.signatures.append(
                SignatureFileReport(name=entry.name, report=judge(entry.data, owner.data, owner.digests))
            )
            return
        own = documents.setdefault(entry.name, _Document(entry.name, message.content, inside=True))
        own.signatures.append(SignatureFileReport(name=entry.name, report=judge(entry.data, None, {})))
        own.note = say("The signed content is inside of the signature file.")
        if partner is not None and not partner.note:
            partner.note = say(
                "The signature file {name} beside it carries other content and does not sign it.", name=entry.name
            )
        return
    if partner is None:
        partner = _fitting(message, documents)
    if partner is None:
        lost = documents.setdefault(entry.name, _Document(entry.name, None))
        lost.note = say("The document this signature belongs to is not in the archive.")
        lost.signatures.append(SignatureFileReport(name=entry.name, report=judge(entry.data, None, {})))
        return
    partner.signatures.append(
        SignatureFileReport(name=entry.name, report=judge(entry.data, partner.data, partner.digests))
    )


def _fitting(message: SignedData, documents: dict[str, _Document]) -> _Document | None:
    """Look for the file whose digest a detached signature with a name of its own has signed."""
    wanted = [found for signer in message.signers if (found := _signed_digest(signer)) is not None]
    left = _MOST_BYTES_TRIED
    for document in [one for one in documents.values() if not one.inside][:_MOST_TRIED]:
        if document.data is None or len(document.data) > min(left, _LARGEST_TRIED):
            continue
        left -= len(document.data)
        for digest, value in wanted:
            if digest.oid not in document.digests:
                document.digests[digest.oid] = digest.compute(document.data)
            if document.digests[digest.oid] == value:
                return document
    return None


def _signed_digest(signer: SignerInfo) -> tuple[DigestAlgorithm, bytes] | None:
    """Give the digest a signer has signed, where he says so in the usual form; whether it holds is judged later."""
    found = signer.attributes(MESSAGE_DIGEST)
    if len(found) != 1 or len(found[0].values) != 1:
        return None
    try:
        return digest_by_oid(signer.digest.oid), tlv.Reader(found[0].values[0]).content(tlv.OCTET_STRING)
    except (CannotJudge, MessageMalformed):
        return None


def _nothing(entries: Sequence[ZipEntry]) -> str:
    names = {entry.name for entry in entries}
    if "[Content_Types].xml" in names:
        return say("The file is not a signature. It is a document of an office program.")
    if not names:
        return say("The file is not a signature. It is an empty archive.")
    return say("The file is not a signature. It is an archive, and no file in it is a signature.")


def _whole(documents: Sequence[DocumentReport]) -> Report:
    bare = [document.name for document in documents if document.verdict is None]
    reasons: list[str] = []
    if bare:
        shown = ", ".join(bare[:5]) + (", …" if len(bare) > 5 else "")
        reasons.append(say("Note: not signed by anything in the archive: {shown}.", shown=shown))
    # What every message of the archive notes is noted once, for the whole.
    notes = [one for document in documents for file in document.signatures for one in file.report.reasons]
    reasons += dict.fromkeys(note for note in notes if note.startswith("Note:"))
    return Report(
        verdict=worst(tuple(document.verdict for document in documents if document.verdict is not None)),
        reasons=tuple(reasons),
        attached=False,
        content=None,
        signers=(),
        documents=tuple(documents),
    )
