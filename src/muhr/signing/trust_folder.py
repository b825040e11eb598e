"""The trust anchors as a person sees and changes them: listed with their origin, added by fingerprint, taken out.

The folder holds one DER file for each anchor of the person, in a folder of its country. Nothing is trusted because it
lies in a message or was opened: only because somebody confirmed its fingerprint here, or put the file there himself.
"""

from __future__ import annotations

import hmac
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from muhr.domain.errors import InputError, MessageMalformed
from muhr.domain.sentences import say
from muhr.domain.verifying import AnchorSource, TrustAnchor, unspelled
from muhr.signing.certificates import Certificate, identity_of, load
from muhr.signing.trust import (
    TAKEN_OUT,
    TrustStore,
    bundled_files,
    certificates_in,
    own_files,
    read_certificates,
    taken_out,
)

ELSEWHERE = "other"
"""The folder of anchors that name no country."""
_BUNDLED = say("Comes with Muhr; how it was found and checked is told in PROVENANCE.md beside it.")
_GIVEN = say("Given on the command line, for this run only.")


class TrustFolder:
    """Implements `domain.ports.TrustKeeper` over a folder, which need not exist yet."""

    def __init__(
        self, folder: Path, given: Sequence[Path] = (), changed: Callable[[TrustStore], None] = lambda store: None
    ) -> None:
        """Take the folder, the files given for this run, and who is told of the new anchors after a change."""
        self._folder = folder
        self._given = tuple(given)
        self._changed = changed

    def store(self) -> TrustStore:
        """Give everything that is trusted now."""
        return TrustStore.standard(folders=[self._folder], files=self._given)

    def anchors(self) -> list[TrustAnchor]:
        """See `domain.ports.TrustKeeper`."""
        out = taken_out(self._folder, [])
        found: dict[str, TrustAnchor] = {}
        for source, provenance, paths in (
            (AnchorSource.BUNDLED, _BUNDLED, bundled_files()),
            (AnchorSource.OWN, "", self._own()),
            (AnchorSource.GIVEN, _GIVEN, list(self._given)),
        ):
            for path in paths:
                for certificate in _readable(path):
                    anchor = _anchor(certificate, source, path, provenance or _added(path))
                    known = found.get(anchor.fingerprint)
                    if known is None or not known.trusted:
                        left = source is not AnchorSource.BUNDLED or anchor.fingerprint not in out
                        found[anchor.fingerprint] = replace(anchor, trusted=left)
        return list(found.values())

    def problems(self) -> list[str]:
        """See `domain.ports.TrustKeeper`."""
        return list(self.store().skipped)

    def look(self, data: bytes) -> list[TrustAnchor]:
        """See `domain.ports.TrustKeeper`."""
        return [_anchor(one, AnchorSource.OWN, None, "", trusted=False) for one in _certificates(data)]

    def add(self, data: bytes, fingerprint: str) -> TrustAnchor:
        """See `domain.ports.TrustKeeper`."""
        wanted = unspelled(fingerprint)
        chosen = next((one for one in _certificates(data) if hmac.compare_digest(one.fingerprint, wanted)), None)
        if chosen is None:
            raise InputError("No certificate of the file has this fingerprint.", code="trust-fingerprint")
        if not chosen.is_authority:
            raise InputError(
                "This certificate belongs to a person or a server, not to an authority. It cannot be trusted as one.",
                code="trust-not-authority",
            )
        if any(_sha(path) == chosen.fingerprint for path in bundled_files()):
            self._write_taken_out(taken_out(self._folder, []) - {chosen.fingerprint})
        else:
            folder = self._folder / (_country(chosen).lower() or ELSEWHERE)
            _write(folder / f"{chosen.fingerprint}.der", chosen.der)
        self._tell()
        return next(one for one in self.anchors() if one.fingerprint == chosen.fingerprint)

    def remove(self, fingerprint: str) -> TrustAnchor:
        """See `domain.ports.TrustKeeper`."""
        wanted = unspelled(fingerprint)
        known = next((one for one in self.anchors() if one.fingerprint == wanted and one.trusted), None)
        if known is None:
            raise InputError("No trusted certificate has this fingerprint.", code="trust-unknown")
        if known.source is AnchorSource.GIVEN:
            raise InputError("It was given for this run only; leave it out of the command line.", code="trust-given")
        own = [path for path in self._own() if wanted in {one.fingerprint for one in _readable(path)}]
        for path in own:
            if len(_readable(path)) > 1:
                raise InputError(
                    say("The file {path} holds several certificates; change it yourself.", path=path),
                    code="trust-several",
                )
        try:
            for path in own:
                path.unlink()
        except OSError as error:
            raise InputError(
                say("The file of the certificate cannot be removed from {folder}.", folder=self._folder)
            ) from error
        if any(_sha(path) == wanted for path in bundled_files()):
            self._write_taken_out(taken_out(self._folder, []) | {wanted})
        self._tell()
        return replace(known, trusted=False)

    def _own(self) -> list[Path]:
        try:
            return own_files(self._folder)
        except OSError:
            return []

    def _tell(self) -> None:
        self._changed(self.store())

    def _write_taken_out(self, fingerprints: frozenset[str]) -> None:
        _write(self._folder / TAKEN_OUT, "".join(f"{one}\n" for one in sorted(fingerprints)).encode("ascii"))


def _write(path: Path, data: bytes) -> None:
    """Write a small file whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
    except OSError as error:
        raise InputError(
            say("The folder {parent} cannot be written.", parent=path.parent), code="trust-unwritable"
        ) from error


def _certificates(data: bytes) -> list[Certificate]:
    try:
        return [load(one) for one in certificates_in(data)]
    except MessageMalformed as error:
        raise InputError(
            say("The file does not hold a certificate: {error}", error=error.sentence), code="trust-unreadable"
        ) from error


def _readable(path: Path) -> list[Certificate]:
    try:
        return [load(one) for one in read_certificates(path)]
    except InputError:
        return []


def _sha(path: Path) -> str:
    found = _readable(path)
    return found[0].fingerprint if found else ""


def _country(certificate: Certificate) -> str:
    country = identity_of(certificate.der).country
    return country.upper() if len(country) == 2 and country.isascii() and country.isalpha() else ""


def _added(path: Path) -> str:
    try:
        moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        return say("Added by you.")
    return say("Added by you on {moment}.", moment=moment.date())


def _anchor(
    certificate: Certificate, source: AnchorSource, path: Path | None, provenance: str, *, trusted: bool = True
) -> TrustAnchor:
    return TrustAnchor(
        fingerprint=certificate.fingerprint,
        identity=identity_of(certificate.der),
        source=source,
        country=_country(certificate),
        place="" if path is None else str(path),
        provenance=provenance,
        trusted=trusted,
    )
