"""One E-IMZO key, open for the length of a batch. Nothing it gives was not verified here first.

E-IMZO asks the password or PIN in its own window; Muhr never sees it, never types it, and never asks a second time.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from muhr.domain.errors import (
    Cancelled,
    KeyExpired,
    KeyUnusable,
    MessageMalformed,
    MuhrError,
    SignatureInvalid,
)
from muhr.domain.ports import Clock, Verifier
from muhr.domain.prompts import DeviceRequest, DeviceWait, Prompts
from muhr.domain.sentences import say
from muhr.domain.signatures import Identity, KeyEntry, Report, SignedMessage, Verdict
from muhr.signing.cms_build import refuse_attributes
from muhr.signing.devices import DeviceThread
from muhr.signing.eimzo.client import CapiwsClient
from muhr.signing.eimzo.line import Hold
from muhr.signing.eimzo.listing import Found

T = TypeVar("T")

QUICK_SECONDS = 1.5
"""A call that takes no longer shows no window; so a batch does not flicker."""
_UNLOAD_SECONDS = 5.0


class Asker:
    """Makes calls during which E-IMZO may open its window, and tells the person to look there."""

    def __init__(self, devices: DeviceThread, prompts: Prompts, entry: KeyEntry, purpose: str, seconds: int) -> None:
        self._devices = devices
        self._prompts = prompts
        self._request = DeviceRequest(key=entry, purpose=purpose, seconds=seconds)

    def ask(self, work: Callable[[Hold], T], *, surely: bool = False) -> T:
        """Do `work` in the device thread and give its answer, or raise what it raises.

        Args:
            work: one call; it hangs up when the hold it is given is cancelled.
            surely: the person is told at once, not only when the answer takes its time.

        Raises:
            Cancelled: the person said no, here or there.
        """
        hold = Hold()
        future = self._devices.start(lambda: work(hold))

        def cancel() -> None:
            hold.cancel()
            future.cancel()  # while another device keeps the thread

        wait = self._tell(cancel) if surely else None
        try:
            if wait is None:
                try:
                    return _result(future, QUICK_SECONDS)
                except NotYet:
                    wait = self._tell(cancel)
            return _result(future, None)
        finally:
            if wait is not None:
                wait.close()

    def unload(self, work: Callable[[], None]) -> None:
        """Do `work` when the device thread is free soon; whether it worked matters to nobody."""
        with suppress(MuhrError):
            self._devices.call(work, timeout=_UNLOAD_SECONDS)

    def _tell(self, cancel: Callable[[], None]) -> DeviceWait:
        return self._prompts.device_asks(self._request, cancel)


def _result(future: Future[T], seconds: float | None) -> T:
    try:
        return future.result(seconds)
    except CancelledError:
        raise Cancelled("Stopped before E-IMZO was asked.") from None


class EImzoSigner:
    """Implements `domain.ports.Signer`."""

    def __init__(
        self, client: CapiwsClient, found: Found, key_id: str, *, asker: Asker, verifier: Verifier, clock: Clock
    ) -> None:
        self._client = client
        self._found = found
        self._key_id = key_id
        self._asker = asker
        self._verifier = verifier
        self._clock = clock
        self._identity: Identity | None = None
        self._ended: MuhrError | None = None

    @property
    def identity(self) -> Identity | None:
        """Whose signature it is; None before the first one, for until then there are only unprotected texts."""
        return self._identity

    def sign(self, content: bytes, *, at: datetime) -> SignedMessage:
        """Have E-IMZO sign `content`, verify what comes back, and give it; see `Signer.sign` for what is raised.

        After any error but `ContentUnsafe` the signer is at its end: E-IMZO would ask the password again.
        """
        if self._ended is not None:
            raise self._ended
        # (1) What must not be signed never reaches E-IMZO.
        refuse_attributes(content)
        try:
            return self._sign(content, at)
        except MuhrError as error:
            self._ended = error
            raise

    def close(self) -> None:
        """Have E-IMZO forget the key and its password. Safe to call twice."""
        if self._ended is None:
            self._ended = KeyUnusable("The key was closed.")
        store, key_id, self._key_id = self._found.store, self._key_id, ""
        # While E-IMZO is still at an abandoned request, another one could overlap with it.
        if store and key_id and not self._client.unsettled:
            self._asker.unload(lambda: self._client.unload_key(store, key_id))

    # ---------------------------------------------------------------- the steps

    def _sign(self, content: bytes, at: datetime) -> SignedMessage:
        # (2) A key that is known not to be valid now is not asked for.
        self._check_validity(at)
        # (3) E-IMZO signs; with the first signature it will ask the password.
        key_id, first = self._key_id, self._identity is None
        message = self._asker.ask(lambda hold: self._client.create_pkcs7(key_id, content, hold), surely=first)
        # (4) Verify it as a stranger's message: content, signature, chain. The person may have taken minutes.
        report = self._verified(message, content)
        # (5) Exactly one signer: the key that was chosen, and the same as before.
        who = _only_signer(report)
        self._check_chosen(who)
        self._identity = who
        signed = report.signers[0].signing_time or at
        return SignedMessage(der=message, content=content, identity=who, signing_time=signed, report=report)

    def _check_validity(self, at: datetime) -> None:
        who = self._identity or self._found.entry.identity
        if who is not None and who.not_before is not None and at < who.not_before:
            raise KeyExpired("The certificate of this key is not valid yet.", code="key-not-yet-valid")
        if who is not None and who.not_after is not None and at > who.not_after:
            raise KeyExpired("The certificate of this key has expired.")

    def _verified(self, message: bytes, content: bytes) -> Report:
        try:
            report = self._verifier.verify(message, expected=content, at=self._clock())
        except MessageMalformed as error:
            text = say("{not_used} It is no signed message. {error}", not_used=_NOT_USED, error=error.sentence)
            raise SignatureInvalid(text, verdict=Verdict.INVALID.value) from error
        if report.verdict is not Verdict.VALID:
            reasons = [*report.reasons, *(reason for signer in report.signers for reason in signer.reasons)]
            raise SignatureInvalid(" ".join([_NOT_USED, *reasons]), verdict=report.verdict.value)
        return report

    def _check_chosen(self, who: Identity) -> None:
        """Compare with the signer before, and with what the list said of a key file."""
        if self._identity is not None and who.fingerprint != self._identity.fingerprint:
            raise SignatureInvalid("E-IMZO signed with another certificate than before; the signature is not used.")
        chosen = self._found.entry.identity
        if chosen is None:
            return
        if chosen.serial and who.serial != chosen.serial:
            raise SignatureInvalid("E-IMZO signed with another key than the chosen one; the signature is not used.")
        for said, proven in ((chosen.tax_id, who.tax_id), (chosen.personal_id, who.personal_id)):
            if said and said != proven:
                raise SignatureInvalid(
                    "The certificate belongs to another company or person than the chosen key says; the signature is "
                    "not used."
                )


_NOT_USED = say("What E-IMZO gave did not pass verification and is not used.")


def _only_signer(report: Report) -> Identity:
    who = report.signers[0].identity if len(report.signers) == 1 else None
    if who is None or not who.fingerprint:
        raise SignatureInvalid("E-IMZO gave a message that does not have exactly one signer; it is not used.")
    return who
