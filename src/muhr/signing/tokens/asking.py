"""Asks the person for the PIN of a token, here or at the reader's own keys. Touches no token."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from muhr.domain.errors import KeyUnusable
from muhr.domain.prompts import DeviceRequest, PasswordRequest, Prompts
from muhr.domain.sentences import say
from muhr.domain.signatures import KeyEntry, Unlock

PIN_PAD_SECONDS = 30
"""What readers usually wait for a key press (PC/SC part 10 leaves the number to the reader)."""


class Asking:
    """Every question of one batch: the first, and one for each signature when the key demands it."""

    def __init__(self, key: KeyEntry, prompts: Prompts, purpose: str, signatures: int) -> None:
        """Take the key with its access as it is now, and what is asked for."""
        self._key = key
        self._prompts = prompts
        self._purpose = purpose
        self._signatures = signatures
        self._ordinal = 0
        self._total = 1
        self.each_time(key.access.every_signature)

    @property
    def at_the_reader(self) -> bool:
        """Whether the PIN is typed at the reader's own keys."""
        return self._key.access.unlock is Unlock.PIN_PAD

    def each_time(self, demanded: bool) -> None:
        """Say whether the key asks for each signature: some tokens show it only after the login.

        The PIN of the login serves for the first signature as well; at a reader's own keys it must be typed anew.
        """
        if demanded:
            self._total = self._signatures + (1 if self.at_the_reader else 0)
            self._key = replace(self._key, access=replace(self._key.access, every_signature=True))

    @contextmanager
    def question(self) -> Iterator[bytearray | None]:
        """One question; within the block its answer is good: the PIN, or None when the reader asks for it.

        Raises:
            Cancelled: the person said no.
            KeyUnusable: (code `key-pin-length`) the token would not take this PIN; it was not shown to the token.
        """
        self._ordinal += 1
        total = max(self._total, self._ordinal)
        if self.at_the_reader:
            request = DeviceRequest(
                key=self._key, purpose=self._purpose, seconds=PIN_PAD_SECONDS, ordinal=self._ordinal, total=total
            )
            notice = self._prompts.device_asks(request, None)  # PKCS #11 knows no way to stop a reader
            try:
                yield None
            finally:
                notice.close()
            return
        pin = self._prompts.ask_password(
            PasswordRequest(key=self._key, purpose=self._purpose, ordinal=self._ordinal, total=total)
        )
        try:
            self._check_length(pin)
            yield pin
        finally:
            wipe(pin)

    def _check_length(self, pin: bytearray) -> None:
        """Find out before it costs a try (CK_TOKEN_INFO: ulMinPinLen, ulMaxPinLen)."""
        access = self._key.access
        length = sum(byte & 0xC0 != 0x80 for byte in pin)  # characters of UTF-8, without making a text of it
        least, most = access.minimum or 1, access.maximum
        if length >= least and (most is None or max(length, len(pin)) <= most):
            return
        span = f"{least} or more" if most is None else f"{least}" if least == most else f"{least} to {most}"
        raise KeyUnusable(
            say(
                "A PIN of this token has {span} characters, this one {length}. It was not tried, so no try was lost.",
                span=span,
                length=length,
            ),
            code="key-pin-length",
        )


def wipe(pin: bytearray | None) -> None:
    """Overwrite a PIN in place."""
    if pin is not None:
        pin[:] = bytes(len(pin))
