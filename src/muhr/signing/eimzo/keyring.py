"""The keys behind E-IMZO in the list of all keys, and the way to open one. Implements `signing.keyring.DeviceKeys`."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from muhr.domain.errors import KeyAccessError, KeyExpired, KeyUnusable
from muhr.domain.ports import Clock, Verifier
from muhr.domain.prompts import Prompts
from muhr.domain.signatures import KeyEntry, KeyKind, KeySource
from muhr.signing.devices import DEVICES, DeviceThread
from muhr.signing.eimzo import listing
from muhr.signing.eimzo.client import PROMPT_SECONDS, CapiwsClient
from muhr.signing.eimzo.line import USUAL, Address, Line
from muhr.signing.eimzo.listing import Found
from muhr.signing.eimzo.signer import Asker, EImzoSigner

BUSY_SECONDS = 60.0
"""How long a list may take in all, other devices' work included, before the list that was is shown."""


class EImzoKeyRing:
    """What E-IMZO has. Thread-safe; every request is made in the device thread, one at a time."""

    def __init__(
        self,
        verifier: Verifier,
        clock: Clock,
        *,
        addresses: Sequence[Address] = USUAL,
        devices: DeviceThread = DEVICES,
        prompt_seconds: float = PROMPT_SECONDS,
        busy_seconds: float = BUSY_SECONDS,
    ) -> None:
        """Take the judge of what E-IMZO gives back.

        Args:
            verifier: every signature goes through it before anybody sees it.
            clock: aware UTC now.
            addresses: where E-IMZO is looked for.
            devices: the thread for its requests.
            prompt_seconds: how long a person may take at E-IMZO's window.
            busy_seconds: how long a list may take.
        """
        self._verifier = verifier
        self._clock = clock
        self._devices = devices
        self._prompt_seconds = prompt_seconds
        self._busy_seconds = busy_seconds
        self._line = Line(addresses, devices)
        self._client = CapiwsClient(self._line, prompt_seconds=prompt_seconds)
        self._door = threading.Lock()
        self._found: dict[str, Found] = {}
        self._source: KeySource | None = None

    @property
    def kind(self) -> KeyKind:
        """Always E-IMZO's."""
        return KeyKind.E_IMZO

    def keys(self) -> list[KeyEntry]:
        """List what E-IMZO has; see `sources` for what hinders it. Raises nothing."""
        try:
            seen = self._devices.call(lambda: listing.look(self._client, self._clock()), timeout=self._busy_seconds)
        except KeyAccessError as error:  # the device thread has other work; what was found before may be there still
            with self._door:
                self._source = listing.hindered(error)
                return [found.entry for found in self._found.values()]
        with self._door:
            self._found = {found.entry.id: found for found in seen.found}
            self._source = seen.source
        return [found.entry for found in seen.found]

    def try_again(self) -> None:
        """Nothing to forget: E-IMZO is asked anew at every listing."""

    def sources(self) -> list[KeySource]:
        """How E-IMZO was when it was last asked; nothing before that."""
        with self._door:
            return [] if self._source is None else [self._source]

    def open(self, entry: KeyEntry, prompts: Prompts, *, purpose: str, signatures: int) -> EImzoSigner:
        """Open a key for one batch: a key file is loaded once; a card or token needs nothing.

        The password is asked with the first signature, by E-IMZO. Only then is it certain whose key it is, for the
        call that would show the certificate asks the password as well, and E-IMZO may have forgotten it again (60
        seconds) before all hash codes are there.

        Raises:
            KeyExpired: the key says of itself that it is not valid now.
            KeyUnusable: it is not there any more, or E-IMZO is not.
            Cancelled: the person said no.
        """
        del signatures  # one password for all of them
        found = self._find(entry)
        if found.entry.reason in {"expired", "not-yet-valid"}:
            raise KeyExpired(found.entry.detail, code=f"key-{found.entry.reason}")
        asker = Asker(self._devices, prompts, found.entry, purpose, int(self._prompt_seconds))
        key_id = found.hardware
        if found.key is not None:
            store, key = found.store, found.key
            key_id = asker.ask(lambda hold: self._client.load_key(store, key, hold))
        return EImzoSigner(self._client, found, key_id, asker=asker, verifier=self._verifier, clock=self._clock)

    def fingerprint(self) -> object:
        """Whether anybody listens at E-IMZO's port: no request is made, and E-IMZO not disturbed."""
        return self._line.is_open()

    def _find(self, entry: KeyEntry) -> Found:
        with self._door:
            found = self._found.get(entry.id)
        if found is None:
            self.keys()
            with self._door:
                found, source = self._found.get(entry.id), self._source
            if found is None and source is not None and source.state != "ok":
                raise KeyUnusable(source.detail, code=f"e-imzo-{source.state}")
        if found is None:
            raise KeyUnusable("E-IMZO does not show this key any more.", code="e-imzo-key-gone")
        return found
