"""The seams of signing: keys, signers, judges, trust, and fetching what a judge needs. See `muhr.domain.ports`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from muhr.domain.prompts import Prompts
from muhr.domain.signatures import Identity, KeyEntry, KeyKind, KeySource, Report, SignedMessage
from muhr.domain.verifying import TrustAnchor


class RawKey(Protocol):
    """The inner seam: something that signs bytes (key file, token)."""

    def sign(self, data: bytes) -> bytes:
        """Sign `data` (hashing included) and give the signature as CMS carries it; raises `KeyAccessError`."""
        ...


class Signer(Protocol):
    """The outer seam: something that gives a whole signed message. Open for the length of one batch."""

    @property
    def identity(self) -> Identity | None:
        """Whose signature it will be; None while only the first signature will show it (a card behind E-IMZO)."""
        ...

    def sign(self, content: bytes, *, at: datetime) -> SignedMessage:
        """Build a CMS over `content` (attached), verify it, and give it.

        Raises:
            KeyAccessError: the key cannot sign (wrong password, expired, removed, …).
            Cancelled: the key asked for this signature, and the person said no.
            ContentUnsafe: the content is itself a DER SET OF Attribute.
            SignatureInvalid: what came out did not pass our own verification.
        """
        ...

    def close(self) -> None:
        """Overwrite what was secret. Safe to call twice."""
        ...


class KeyRing(Protocol):
    """All keys that can be found, and the way to open one. Callable from any thread; may block for seconds."""

    def keys(self, folders: Sequence[Path] = (), *, kinds: Collection[KeyKind] = tuple(KeyKind)) -> list[KeyEntry]:
        """List the keys of these kinds, files in the usual places and in `folders`; the unusable ones with the reason.

        Asks for no password. What hinders a whole kind (E-IMZO does not run) is told by `sources`.
        """
        ...

    def sources(self) -> list[KeySource]:
        """Where keys were looked for when they were last listed, and what hinders it."""
        ...

    def try_again(self) -> None:
        """Give every source that was left alone (a module that crashed) a new chance at the next listing."""
        ...

    def entry(self, path: Path) -> KeyEntry:
        """Describe one key file; raises `KeyFileUnreadable`."""
        ...

    def open(self, entry: KeyEntry, prompts: Prompts, *, purpose: str, signatures: int = 1) -> Signer:
        """Open a key for one batch, asking through `prompts` for whatever its access demands (never twice).

        Args:
            entry: from `keys` or `entry`.
            prompts: asked for the password or PIN; told when the person must look at a device.
            purpose: for people.
            signatures: how many will be made; a key that asks for each one says so with it.

        Raises:
            KeyAccessError: it does not open.
            Cancelled: the person said no.
        """
        ...

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """Call `changed`, from any thread, within two seconds after a device or disk with keys came or went.

        Gives the way to end the watch.
        """
        ...


class Verifier(Protocol):
    """The judge of signed messages."""

    def verify(
        self,
        message: bytes,
        *,
        detached: bytes | None = None,
        expected: bytes | None = None,
        at: datetime | None = None,
    ) -> Report:
        """Judge a CMS message (DER, BER, PEM or base64 text).

        Args:
            message: the signed message.
            detached: the content when the message carries none.
            expected: when given, content other than this makes the message invalid.
            at: the moment for which the chain is judged (aware UTC); now when left out.

        Raises:
            MessageMalformed: the bytes are no CMS SignedData within the limits.
        """
        ...

    def verify_file(
        self,
        data: bytes,
        *,
        detached: bytes | None = None,
        expected: bytes | None = None,
        at: datetime | None = None,
    ) -> Report:
        """Judge a file somebody was given: a message as `verify` takes it, or a ZIP archive with signatures in it.

        May ask authorities about revocation, as far as the settings allow; `verify` never goes online.

        Raises:
            MessageMalformed: nothing signed is in it; the text says what the file is instead.
        """
        ...


class TrustKeeper(Protocol):
    """The trust anchors: bundled ones, the person's own by country, and those given for this run."""

    def anchors(self) -> list[TrustAnchor]:
        """Every anchor, also bundled ones that the person has taken out (`trusted` is False then)."""
        ...

    def problems(self) -> list[str]:
        """For people: files of the trust folder that could not be read."""
        ...

    def look(self, data: bytes) -> list[TrustAnchor]:
        """Describe the certificates of a file without trusting them; raises `InputError`."""
        ...

    def add(self, data: bytes, fingerprint: str) -> TrustAnchor:
        """Trust the certificate of a file that has this fingerprint, from now on.

        Args:
            data: what was read from the file.
            fingerprint: SHA-256 as the person confirmed it, in any spelling.

        Raises:
            InputError: no certificate of the file has it (code `trust-fingerprint`), or it is no authority's (code
                `trust-not-authority`), or the folder cannot be written.
        """
        ...

    def remove(self, fingerprint: str) -> TrustAnchor:
        """Trust it no longer; a bundled one is marked as taken out. Raises `InputError` (code `trust-unknown`)."""
        ...


class Fetch(Protocol):
    """Gets a few bytes from an authority: a revocation list, an answer about a certificate, a time stamp."""

    def __call__(
        self, url: str, *, body: bytes | None = None, media_type: str = "", limit: int, seconds: float
    ) -> bytes:
        """Give the body of the answer to GET, or to POST when there is a `body` of `media_type`.

        Args:
            url: http or https; addresses that are not of the public network are refused unless they were allowed.
            body: what is sent.
            media_type: of the body.
            limit: bytes of the answer.
            seconds: for everything together.

        Raises:
            Unreachable: no usable answer came; nothing that matters was changed anywhere.
        """
        ...
