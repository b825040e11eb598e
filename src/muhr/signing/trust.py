"""The certificates in which a path may end: bundled, the user's own, and those given by `--trust`. Builds no path."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from muhr.domain.errors import InputError, MessageMalformed
from muhr.domain.sentences import say
from muhr.resources import resource_dir
from muhr.signing import pem
from muhr.signing.certificates import Certificate, load
from muhr.signing.keylist import is_file

_SUFFIXES = frozenset((".der", ".cer", ".crt", ".pem"))
_LARGEST_FILE = 1024 * 1024


class TrustStore:
    """An unchangeable set of trust anchors. Being in it is the whole trust: an anchor need not be self-signed."""

    def __init__(self, anchors: Iterable[bytes] = (), skipped: Sequence[str] = ()) -> None:
        """Take DER certificates.

        Raises:
            MessageMalformed: one of them cannot be read.
        """
        self.skipped = tuple(skipped)
        """For people: the files of a trust folder that could not be read, with the reason."""
        by_fingerprint = {certificate.fingerprint: certificate for certificate in map(load, anchors)}
        self.anchors: tuple[Certificate, ...] = tuple(by_fingerprint.values())
        self._fingerprints = frozenset(by_fingerprint)
        self.key = hashlib.sha256("".join(sorted(by_fingerprint)).encode()).hexdigest()
        """The same for the same set of anchors: verdicts on chains are remembered under it."""

    def __contains__(self, certificate: Certificate) -> bool:
        return certificate.fingerprint in self._fingerprints

    def issuers_of(self, certificate: Certificate) -> tuple[Certificate, ...]:
        """Give the anchors that bear the issuer's name of `certificate`, by name alone."""
        return tuple(anchor for anchor in self.anchors if anchor.subject == certificate.issuer)

    @classmethod
    def standard(cls, *, folders: Sequence[Path] = (), files: Sequence[Path] = ()) -> TrustStore:
        """Give the bundled anchors, every certificate in `folders` (a missing folder is an empty one) and in `files`.

        A folder may have folders of its own, one for each country. Bundled anchors that a folder's list of those taken
        out names (`TAKEN_OUT`) are left away.

        A file in a folder that cannot be read is passed over and named in `skipped`: it can only mean less trust.

        Raises:
            InputError: one of `files`, or of the bundled ones, cannot be read or holds no certificate.
        """
        bundled = [one for path in bundled_files() for one in read_certificates(path)]
        skipped: list[str] = []
        out = {one for folder in folders for one in taken_out(folder, skipped)}
        found = [one for one in bundled if hashlib.sha256(one).hexdigest() not in out]
        found += [certificate for path in files for certificate in read_certificates(path)]
        for folder in folders:
            try:
                paths = own_files(folder)
            except OSError:
                skipped.append(say("The folder {folder} cannot be read.", folder=folder))
                continue
            for path in paths:
                try:
                    found.extend(read_certificates(path))
                except InputError as error:
                    skipped.append(error.sentence)
        return cls(found, skipped)

    @classmethod
    def of_files(cls, files: Sequence[Path]) -> TrustStore:
        """Give a store of these files alone (DER or PEM, several certificates in one PEM).

        Raises:
            InputError: a file cannot be read or holds no certificate.
        """
        return cls(certificate for path in files for certificate in read_certificates(path))


TAKEN_OUT = "taken-out.txt"
"""In a trust folder: fingerprints of bundled anchors that the person does not trust, one a line."""


def taken_out(folder: Path, skipped: list[str]) -> frozenset[str]:
    """Give the fingerprints of the bundled anchors that are taken out.

    A list that is there but cannot be read takes out every bundled anchor: in doubt, less trust.
    """
    path = folder / TAKEN_OUT
    try:
        if not path.exists():
            return frozenset()
        return frozenset(path.read_text(encoding="ascii").split())
    except (OSError, UnicodeDecodeError):
        skipped.append(
            say("The list {path} cannot be read; the certificates that come with Muhr are not trusted.", path=path)
        )
        return frozenset(hashlib.sha256(one).hexdigest() for file in bundled_files() for one in read_certificates(file))


def bundled_files() -> list[Path]:
    """Give the files of the anchors that come with Muhr."""
    return _certificate_files(resource_dir() / "trust")


def own_files(folder: Path) -> list[Path]:
    """Give the certificate files in a trust folder and in its folders. Raises `OSError`."""
    found = _certificate_files(folder)
    if folder.is_dir():
        for inner in sorted(path for path in folder.iterdir() if _is_folder(path)):
            found += _certificate_files(inner)
    return found


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a link that leads in a circle
        return False


def _certificate_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES and is_file(path))


def read_certificates(path: Path) -> tuple[bytes, ...]:
    """Give the DER of every certificate in a file (DER, PEM with one or more, bare base64).

    Raises:
        InputError: the file cannot be read, is too large, or holds no readable certificate.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(
            say("The certificate file {path} cannot be read.", path=path), code="trust-unreadable"
        ) from error
    try:
        found = certificates_in(data)
        for certificate in found:
            load(certificate)
    except MessageMalformed as error:
        raise InputError(
            say("The file {path} does not hold a certificate: {error}", path=path, error=error.sentence),
            code="trust-unreadable",
        ) from error
    return found


def certificates_in(data: bytes) -> tuple[bytes, ...]:
    """Give the DER of every certificate in the bytes of a file, unread.

    Raises:
        MessageMalformed: there is none, or the bytes exceed the limits.
    """
    if len(data) > _LARGEST_FILE:
        raise MessageMalformed("The file is larger than Muhr reads.")
    if data[:1] == b"\x30":
        return (data,)
    blocks = pem.blocks(data)
    texts = [body for label, body in blocks if label == b"CERTIFICATE"] if b"-----" in data else [data]
    if not texts:
        raise MessageMalformed("The file holds no certificate.")
    try:
        return tuple(base64.b64decode(b"".join(text.split()), validate=True) for text in texts)
    except binascii.Error as error:
        raise MessageMalformed("The text is not valid base64.") from error
