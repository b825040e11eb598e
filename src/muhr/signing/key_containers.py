"""The two kinds of key files, PKCS#12 and PEM, behind one face: what they show locked, and what a password opens.

Says nothing about whether a key fits its certificate or may sign (`keyfiles`).
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from muhr.domain.errors import KeyFileUnreadable, MessageMalformed, WrongPassword
from muhr.domain.sentences import say
from muhr.signing import pem, pkcs12, tlv
from muhr.signing.limits import scan
from muhr.signing.passwords import Password
from muhr.signing.pbe import LARGEST_WORK, BadPadding, Encryption, too_much_work
from muhr.signing.tlv import SEQUENCE

_PKCS8 = b"PRIVATE KEY"
_ENCRYPTED_PKCS8 = b"ENCRYPTED PRIVATE KEY"
_TRADITIONAL = (b"RSA PRIVATE KEY", b"EC PRIVATE KEY")


@dataclass(frozen=True, slots=True)
class OpenedKey:
    """A plain private key and what ties it to its certificate."""

    pkcs8: bytes = field(repr=False)
    local_id: bytes = b""


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything that was in a key file. Lives as short as possible."""

    keys: tuple[OpenedKey, ...]
    certificates: tuple[tuple[bytes, bytes], ...]
    """DER and local key id of each, in the order of the file."""


class KeyContainer(Protocol):
    """A key file, locked."""

    @property
    def certificates(self) -> tuple[tuple[bytes, bytes], ...]:
        """The certificates that can be seen without the password: DER and local key id."""
        ...

    @property
    def key_ids(self) -> tuple[bytes, ...]:
        """The local key ids of the private keys that can be seen without the password; empty: no key can be seen."""
        ...

    @property
    def sealed(self) -> bool:
        """Whether there are parts that only the password shows."""
        ...

    @property
    def alias(self) -> str:
        """The name the first private key bears; empty when none can be seen."""
        ...

    def open(self, password: Password) -> Opened:
        """Open everything.

        Raises:
            WrongPassword: the file says so.
            KeyFileUnreadable: the file is damaged.
        """
        ...


@dataclass(frozen=True, slots=True)
class PfxFile:
    """A PKCS#12 file."""

    _pfx: pkcs12.Pfx

    @property
    def certificates(self) -> tuple[tuple[bytes, bytes], ...]:
        """See `KeyContainer`."""
        return tuple((bag.der, bag.local_id) for bag in self._pfx.visible.certificates)

    @property
    def key_ids(self) -> tuple[bytes, ...]:
        """See `KeyContainer`."""
        return tuple(bag.local_id for bag in self._pfx.visible.keys)

    @property
    def sealed(self) -> bool:
        """See `KeyContainer`."""
        return bool(self._pfx.sealed)

    @property
    def alias(self) -> str:
        """See `KeyContainer`."""
        return next((bag.name for bag in self._pfx.visible.keys if bag.name), "")

    def open(self, password: Password) -> Opened:
        """See `KeyContainer`."""
        try:
            contents = pkcs12.open_with(self._pfx, password)
        except MessageMalformed as error:
            raise KeyFileUnreadable(say("The key file is damaged. {error}", error=error.sentence)) from error
        return Opened(
            tuple(OpenedKey(bag.data, bag.local_id) for bag in contents.keys),
            tuple((bag.der, bag.local_id) for bag in contents.certificates),
        )


@dataclass(frozen=True, slots=True)
class PemFile:
    """A PEM file with private keys (PKCS#8, encrypted or not) and certificates."""

    certificates: tuple[tuple[bytes, bytes], ...]
    _sealed_keys: tuple[tuple[Encryption, bytes], ...]
    _plain_keys: tuple[bytes, ...] = field(repr=False)
    alias: str = ""
    sealed: bool = False

    @property
    def key_ids(self) -> tuple[bytes, ...]:
        """See `KeyContainer`."""
        return (b"",) * (len(self._sealed_keys) + len(self._plain_keys))

    def open(self, password: Password) -> Opened:
        """See `KeyContainer`; a PEM file cannot tell a wrong password from a damaged key."""
        opened = [_open_sealed(seal, data, password) for seal, data in self._sealed_keys]
        return Opened(tuple(map(OpenedKey, (*self._plain_keys, *opened))), self.certificates)


def _open_sealed(seal: Encryption, data: bytes, password: Password) -> bytes:
    for form in password.forms():
        try:
            plain = seal.decrypt(password, form, data)
            scan(plain, pkcs12.FILE_LIMITS)
            tlv.read_one(plain, SEQUENCE)
        except (BadPadding, MessageMalformed):
            continue
        return plain
    raise WrongPassword("The password does not open this key file.")


def read(data: bytes) -> KeyContainer:
    """Read a key file without its password; spends no CPU on it.

    Raises:
        KeyFileUnreadable: it is no key file, is damaged, or exceeds a limit.
    """
    if len(data) > pkcs12.FILE_LIMITS.message:
        raise KeyFileUnreadable("The file is larger than a key file can be.")
    try:
        if pem.BEGIN in data[:65536]:
            return _read_pem(data)
        if data[:1] != b"\x30":
            raise KeyFileUnreadable("The file is not a key file.")
        sealed = _bare_pkcs8(data)
        return _pem_file([], [sealed], []) if sealed is not None else PfxFile(pkcs12.read(data))
    except MessageMalformed as error:
        raise KeyFileUnreadable(
            say("The file is not a key file, or is damaged. {error}", error=error.sentence)
        ) from error


def _bare_pkcs8(data: bytes) -> tuple[Encryption, bytes] | None:
    """An EncryptedPrivateKeyInfo in DER begins with a SEQUENCE where a PKCS#12 file has its version."""
    try:
        inner = tlv.read_one(data, SEQUENCE)
    except MessageMalformed:
        return None  # perhaps PKCS#12 in BER
    return _sealed_key(data) if inner.tag == SEQUENCE else None


def _sealed_key(data: bytes) -> tuple[Encryption, bytes]:
    scan(data, pkcs12.FILE_LIMITS)
    seal, sealed = pkcs12.encrypted_key(tlv.read_one(data, SEQUENCE))
    if not sealed or len(sealed) % seal.block:
        raise KeyFileUnreadable("The private key in the file is damaged: it is not a whole number of cipher blocks.")
    return seal, sealed


def _read_pem(data: bytes) -> PemFile:
    certificates: list[tuple[bytes, bytes]] = []
    sealed: list[tuple[Encryption, bytes]] = []
    plain: list[bytes] = []
    for label, text in pem.blocks(data):
        if label == b"CERTIFICATE":
            certificates.append((_decode(text), b""))
        elif label == _ENCRYPTED_PKCS8:
            sealed.append(_sealed_key(_decode(text)))
        elif label == _PKCS8:
            plain.append(_decode(text))
        elif label in _TRADITIONAL:
            plain.append(_to_pkcs8(text))
    return _pem_file(certificates, sealed, plain)


def _pem_file(
    certificates: list[tuple[bytes, bytes]], sealed: list[tuple[Encryption, bytes]], plain: list[bytes]
) -> PemFile:
    if sum(seal.cost for seal, _ in sealed) > LARGEST_WORK:
        raise too_much_work()
    return PemFile(tuple(certificates), tuple(sealed), tuple(plain))


def _decode(text: bytes) -> bytes:
    try:
        return base64.b64decode(b"".join(text.split()), validate=True)
    except binascii.Error as error:
        raise KeyFileUnreadable("The text of the key file is damaged.") from error


def _to_pkcs8(text: bytes) -> bytes:
    if b":" in text:  # "Proc-Type: 4,ENCRYPTED": a key from one round of MD5
        raise KeyFileUnreadable("The key is encrypted in an old way that Muhr does not open.")
    try:
        key = load_der_private_key(_decode(text), None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyFileUnreadable("The private key in the file is damaged, or of an unknown kind.") from error
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
