"""The key ring of key files: listing them without a password, opening one with it. Implements `domain.ports.KeyRing`.

The password is overwritten whatever happens. What is private lives in the signer and nowhere else.
"""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

from muhr.domain.errors import (
    InputError,
    KeyAccessError,
    KeyExpired,
    KeyFileUnreadable,
    KeyUnusable,
    MessageMalformed,
)
from muhr.domain.ports import Clock
from muhr.domain.prompts import PasswordRequest, Prompts
from muhr.domain.sentences import say
from muhr.domain.signatures import Identity, KeyEntry, KeyKind
from muhr.signing import key_containers, keylist, pkcs12, private_keys, suitability
from muhr.signing.algorithms import choose
from muhr.signing.alias import identity_from, why_outside
from muhr.signing.certificates import Certificate, identity_of, load
from muhr.signing.key_containers import KeyContainer, Opened
from muhr.signing.passwords import Password
from muhr.signing.signer import ClosableKey, CmsSigner
from muhr.signing.trust import read_certificates
from muhr.signing.verify import CmsVerifier

_CERTIFICATE_SUFFIXES = (".crt", ".cer", ".pem", ".der")
_MOST_PAIRS = 200
"""Of a private key and a certificate: every pair costs one to two milliseconds."""


class FileKeyRing:
    """Key files in the usual places and in folders a person points at. Thread-safe: keeps nothing but its settings."""

    def __init__(self, verifier: CmsVerifier, clock: Clock, default_folders: Sequence[Path] | None = None) -> None:
        """Take the verifier that every signer will use, and where to look (None: the usual `DSKEYS` places)."""
        self._verifier = verifier
        self._clock = clock
        self._default_folders = None if default_folders is None else tuple(default_folders)

    def keys(self, folders: Sequence[Path] = ()) -> list[KeyEntry]:
        """List the key files in the usual places and in `folders`, the unusable ones with the reason."""
        usual = keylist.usual_places() if self._default_folders is None else self._default_folders
        return [self._listed(path) for path in keylist.key_files((*usual, *folders))]

    def entry(self, path: Path) -> KeyEntry:
        """Describe one key file; raises `KeyFileUnreadable`."""
        path = path.absolute()
        return self._describe(path, _read_container(path))

    def open(self, entry: KeyEntry, prompts: Prompts, *, purpose: str, signatures: int = 1) -> CmsSigner:
        """Ask for the password, once, and open the key file; see `unlock` for what is raised besides `Cancelled`."""
        return self.unlock(entry, prompts.ask_password(PasswordRequest(key=entry, purpose=purpose)))

    def fingerprint(self) -> object:
        """What the usual places hold, without opening a file: different after a disk came or went."""
        usual = keylist.usual_places() if self._default_folders is None else self._default_folders
        return tuple(keylist.key_files(usual))

    def unlock(self, entry: KeyEntry, password: bytearray) -> CmsSigner:
        """Open a key file; overwrites `password` in every case.

        Raises:
            WrongPassword: the password does not open it.
            KeyFileUnreadable: it cannot be read, is damaged, or asks for too much work.
            KeyExpired: the certificate is not valid now.
            KeyUnusable: there is no private key, it does not belong to the certificate, it is not for signing, or no
                trusted authority stands behind it.
        """
        try:
            return self._open(entry, password)
        except KeyAccessError as error:
            # Its traceback would keep the frames in which the opened key lies for as long as somebody keeps the error.
            error.__context__ = None
            raise error.with_traceback(None) from None
        finally:
            password[:] = bytes(len(password))

    # ---------------------------------------------------------------- listing

    def _listed(self, path: Path) -> KeyEntry:
        try:
            return self.entry(path)
        except KeyFileUnreadable as error:
            return _entry(path, None, reason="unreadable", detail=error.sentence)

    def _describe(self, path: Path, container: KeyContainer) -> KeyEntry:
        now = self._clock()
        certificate = _signer_certificate(container)
        beside = None
        if certificate is None and container.key_ids and not container.sealed and not container.alias:
            certificate = beside = _certificate_beside(path)
        if not container.key_ids and not container.sealed:
            owner = identity_of(certificate.der) if certificate else None
            return _entry(path, owner, reason="no-private-key", detail=say("The file holds no private key."))
        if certificate is not None:
            reason, detail = suitability.why_unusable(certificate, now)
            identity = identity_of(certificate.der)
            # Only opening the key shows whether a certificate of another file belongs to it.
            return _entry(path, identity, reason=reason, detail=detail, verified=beside is None)
        claimed = identity_from(container.alias) if container.alias else None
        reason, detail = why_outside(claimed, now) if claimed else ("", "")
        return _entry(path, claimed, reason=reason, detail=detail, verified=claimed is None)

    # ---------------------------------------------------------------- opening

    def _open(self, entry: KeyEntry, password: bytearray) -> CmsSigner:
        if entry.kind is not KeyKind.FILE:
            raise KeyUnusable("This key does not live in a file.")
        container = _read_container(Path(entry.id))
        secret = Password(password)
        try:
            opened = container.open(secret)
        finally:
            secret.wipe()
        return self._signer(opened, Path(entry.id))

    def _signer(self, opened: Opened, path: Path) -> CmsSigner:
        certificates = [(load_or_refuse(der), local_id) for der, local_id in opened.certificates]
        if not opened.keys:
            raise KeyUnusable("The file holds no private key.", code="key-no-private-key")
        beside = None if certificates else _certificate_beside(path)
        if beside is not None:
            certificates.append((beside, b""))
        key, certificate = _matching_pair(opened, certificates)
        try:
            suitability.check_usable(certificate, self._clock())
            others = [other for other, _ in certificates if other is not certificate]
            chain = suitability.ordered_chain(certificate, others, self._verifier.trust)
            ders = [link.der for link in chain]
            suitability.check_chain(self._verifier, certificate, ders, self._clock())
            return CmsSigner(key, ders, choose(certificate.public_key), identity_of(certificate.der), self._verifier)
        except (KeyExpired, KeyUnusable):
            key.close()
            raise


def load_or_refuse(der: bytes) -> Certificate:
    """Read a certificate out of an opened key file.

    Raises:
        KeyFileUnreadable: it is broken although the password was right.
    """
    try:
        return load(der)
    except MessageMalformed as error:
        raise KeyFileUnreadable(
            say("A certificate in the key file is damaged. {error}", error=error.sentence)
        ) from error


def _read_container(path: Path) -> KeyContainer:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise KeyFileUnreadable("This is not a file.")
        with path.open("rb") as file:
            data = file.read(pkcs12.FILE_LIMITS.message + 1)
    except (OSError, ValueError) as error:
        raise KeyFileUnreadable("The key file cannot be read from the disk.") from error
    return key_containers.read(data)


def _entry(path: Path, identity: Identity | None, *, reason: str, detail: str = "", verified: bool = True) -> KeyEntry:
    return KeyEntry(
        id=str(path),
        kind=KeyKind.FILE,
        place=str(path.parent),
        name=path.name,
        identity=identity,
        usable=not reason,
        reason=reason,
        detail=detail,
        identity_verified=verified,
    )


def _signer_certificate(container: KeyContainer) -> Certificate | None:
    """Give the certificate of the first key, of those that can be seen: by local key id, else the first of a person."""
    readable: list[tuple[Certificate, bytes]] = []
    for der, local_id in container.certificates:
        try:
            readable.append((load(der), local_id))
        except MessageMalformed:
            continue
    wanted = {key_id for key_id in container.key_ids if key_id}
    for certificate, local_id in readable:
        if local_id in wanted:
            return certificate
    return next((certificate for certificate, _ in readable if not certificate.is_authority), None)


def _certificate_beside(path: Path) -> Certificate | None:
    """Give the certificate in a file of the same name with another ending, as OpenSSL's users keep it."""
    for suffix in _CERTIFICATE_SUFFIXES:
        beside = path.with_suffix(suffix)
        if beside == path or not keylist.is_file(beside):
            continue
        try:
            return load(read_certificates(beside)[0])
        except InputError:
            continue
    return None


def _matching_pair(
    opened: Opened, certificates: Sequence[tuple[Certificate, bytes]]
) -> tuple[ClosableKey, Certificate]:
    """Find a private key and the certificate of its public key: the local key id only says where to look first.

    Raises:
        KeyUnusable: no private key belongs to any certificate.
        KeyFileUnreadable: a private key is broken.
    """
    unusable: KeyUnusable | None = None
    if len(opened.keys) * len(certificates) > _MOST_PAIRS:
        raise KeyFileUnreadable("The file holds more keys and certificates than Muhr tries.")
    for key in opened.keys:
        likely = sorted(certificates, key=lambda pair: pair[1] != key.local_id or not key.local_id)
        for certificate, _ in likely:
            if certificate.is_authority and len(certificates) > 1:
                continue
            try:
                matched = private_keys.key_for(key.pkcs8, certificate)
            except KeyUnusable as error:  # a certificate for another purpose may lie beside the right one
                unusable = error
                continue
            if matched is not None:
                return matched, certificate
    if unusable is not None:
        raise unusable
    if not certificates:
        raise KeyUnusable("There is no certificate for this key.", code="key-no-certificate")
    raise KeyUnusable("The private key and the certificate in the file do not belong together.", code="key-mismatch")
