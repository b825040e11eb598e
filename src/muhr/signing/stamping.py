"""Time stamps on our own signatures (RFC 3161): asked from a list of authorities, checked, and only then attached.

A signer is wrapped, whatever kind it is, so that key files, tokens and E-IMZO are stamped alike. A failing authority
never loses a signature that may go without a stamp. rfc3161-client builds the request and reads the answer; it knows
no O'z DSt, so a request with the national digest is put together here and every token is judged by our own verifier.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from muhr.domain.errors import MessageMalformed, ProviderError, StampMissing
from muhr.domain.ports import Clock, Fetch, KeyRing, Signer, Verifier
from muhr.domain.prompts import Prompts
from muhr.domain.sentences import say
from muhr.domain.signatures import (
    Identity,
    KeyEntry,
    KeyKind,
    KeySource,
    SignedMessage,
    StampMode,
    StampSettings,
    Verdict,
)
from muhr.signing import ber, der
from muhr.signing.cms_build import signature_of, with_unsigned_attribute
from muhr.signing.cms_read import to_binary
from muhr.signing.schemes import OZDST_1106
from muhr.signing.timestamps import SIGNATURE_TIME_STAMP

REQUEST_TYPE = "application/timestamp-query"
_LARGEST = 64 * 1024
_SECONDS = 10.0
_REST = timedelta(minutes=2)
"""After a failure an authority is left alone for so long: a batch must not wait for it again and again."""
_GRANTED = (0, 1)

Settings = Callable[[], StampSettings]


class _NotStamped(Exception):
    """One authority did not give a stamp; the text is one clause."""


class Stamper:
    """Asks the authorities of the settings, one after another. For the length of one batch."""

    def __init__(self, settings: StampSettings, fetch: Fetch, verifier: Verifier, clock: Clock) -> None:
        self.settings = settings
        self._fetch = fetch
        self._verifier = verifier
        self._clock = clock
        self._resting: dict[str, datetime] = {}

    def stamp(self, signed: SignedMessage) -> SignedMessage:
        """Give the message with a valid time stamp.

        Gives it as it was, with a note, when no authority gives one and the settings allow that.

        Raises:
            StampMissing: no authority gave one, and the settings demand it.
        """
        problems: list[str] = []
        for server in self.settings.servers:
            now = self._clock()
            if now < self._resting.get(server, now):
                problems.append(say("{server} failed a moment ago", server=server))
                continue
            try:
                return self._stamped(signed, server)
            except (ProviderError, MessageMalformed, _NotStamped) as error:
                self._resting[server] = self._clock() + _REST
                problems.append(f"{server}: {str(error).rstrip('.')}")
        why = "; ".join(problems) or say("no time stamping authority is set up")
        if self.settings.mode is StampMode.REQUIRED:
            raise StampMissing(say("The signature got no time stamp and is not used ({why}).", why=why))
        return replace(signed, note=say("No time stamp: {why}.", why=why))

    def _stamped(self, signed: SignedMessage, server: str) -> SignedMessage:
        message = to_binary(signed.der)
        try:
            signature = signature_of(message)
        except der.DerError:
            message = ber.definite(message)  # E-IMZO writes indefinite lengths; what is signed stays as it is
            signature = signature_of(message)
        token = self._ask(server, signature)
        whole = with_unsigned_attribute(message, SIGNATURE_TIME_STAMP, token)
        # The stamped message is judged like a stranger's before it is used, and the stamp with it.
        report = self._verifier.verify(whole, expected=signed.content, at=max(signed.signing_time, self._clock()))
        stamps = [stamp for signer in report.signers for stamp in signer.timestamps]
        if report.verdict is not Verdict.VALID or [one.verdict for one in stamps][-1:] != [Verdict.VALID]:
            reasons = " ".join(reason for stamp in stamps for reason in stamp.reasons)
            raise _NotStamped(reasons or say("the stamped message did not pass verification"))
        return replace(signed, der=whole, report=report)

    def _ask(self, server: str, signature: bytes) -> bytes:
        """Ask with SHA-256; an authority that refuses it is asked once more with the national digest."""
        token = self._exchange(server, *_common_request(signature))
        if token is None:
            token = self._exchange(server, *_national_request(signature))
        if token is None:
            raise _NotStamped(say("the authority refused"))
        return token

    def _exchange(self, server: str, request: bytes, nonce: int) -> bytes | None:
        answer = self._fetch(server, body=request, media_type=REQUEST_TYPE, limit=_LARGEST, seconds=_SECONDS)
        from rfc3161_client import decode_timestamp_response  # noqa: PLC0415 - only who stamps pays for it

        try:
            read = decode_timestamp_response(answer)
            if read.status not in _GRANTED:
                return None
            # The imprint is compared by the verifier, which computes it anew.
            echoed, token = read.tst_info.nonce, read.time_stamp_token()
        except ValueError as error:
            raise _NotStamped(say("its answer is no time stamp")) from error
        if echoed != nonce:
            raise _NotStamped(say("its answer is to another request"))
        return token


def _common_request(signature: bytes) -> tuple[bytes, int]:
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415 - only who stamps pays for it

    builder = TimestampRequestBuilder().data(signature).hash_algorithm(HashAlgorithm.SHA256)
    request = builder.nonce(nonce=True).cert_request(cert_request=True).build()
    assert request.nonce is not None
    return request.as_bytes(), request.nonce


def _national_request(signature: bytes) -> tuple[bytes, int]:
    """TimeStampReq (RFC 3161 §2.4.1): version 1, imprint, nonce, and the wish for the certificate."""
    nonce = secrets.randbits(63)
    imprint = der.sequence(OZDST_1106.identifier_der, der.octet_string(OZDST_1106.compute(signature)))
    return der.sequence(der.integer(1), imprint, der.integer(nonce), b"\x01\x01\xff"), nonce


class StampingSigner:
    """Any signer, its messages stamped. Implements `domain.ports.Signer`."""

    def __init__(self, inner: Signer, stamper: Stamper) -> None:
        self._inner = inner
        self._stamper = stamper

    @property
    def identity(self) -> Identity | None:
        """Whose signature it will be."""
        return self._inner.identity

    def sign(self, content: bytes, *, at: datetime) -> SignedMessage:
        """Sign and stamp; raises what the inner signer raises, and `StampMissing`."""
        return self._stamper.stamp(self._inner.sign(content, at=at))

    def close(self) -> None:
        """Close the inner signer."""
        self._inner.close()


class StampingKeyRing:
    """Any key ring, its signers stamping when the settings say so at the moment of opening."""

    def __init__(
        self,
        inner: KeyRing,
        verifier: Verifier,
        fetching: Callable[[Sequence[str]], Fetch],
        clock: Clock,
        settings: Settings,
    ) -> None:
        """Take what the stamped messages are judged by, and what fetches from the addresses it is given."""
        self._inner = inner
        self._verifier = verifier
        self._fetching = fetching
        self._clock = clock
        self._settings = settings

    def keys(self, folders: Sequence[Path] = (), *, kinds: Collection[KeyKind] = tuple(KeyKind)) -> list[KeyEntry]:
        """See `domain.ports.KeyRing`."""
        return self._inner.keys(folders, kinds=kinds)

    def sources(self) -> list[KeySource]:
        """See `domain.ports.KeyRing`."""
        return self._inner.sources()

    def try_again(self) -> None:
        """See `domain.ports.KeyRing`."""
        self._inner.try_again()

    def entry(self, path: Path) -> KeyEntry:
        """See `domain.ports.KeyRing`."""
        return self._inner.entry(path)

    def open(self, entry: KeyEntry, prompts: Prompts, *, purpose: str, signatures: int = 1) -> Signer:
        """See `domain.ports.KeyRing`."""
        signer = self._inner.open(entry, prompts, purpose=purpose, signatures=signatures)
        settings = self._settings()
        if settings.mode is StampMode.OFF:
            return signer
        fetch = self._fetching(settings.servers)
        return StampingSigner(signer, Stamper(settings, fetch, self._verifier, self._clock))

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """See `domain.ports.KeyRing`."""
        return self._inner.watch(changed)
