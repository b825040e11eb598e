"""What the tests of E-IMZO share: a running one, a key ring on it, and somebody who looks at its window."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from muhr.domain.errors import BugError
from muhr.domain.prompts import DeviceRequest, PasswordRequest
from muhr.domain.signatures import KeyEntry
from muhr.sandbox.eimzo import EImzoServer, Fault, Script, SimKey, keys_of
from muhr.sandbox.pki import Pki
from muhr.signing.eimzo.keyring import EImzoKeyRing
from muhr.signing.eimzo.line import Address
from muhr.signing.eimzo.signer import EImzoSigner
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

CONTENT = b"5C7A8587E036C04F9C140E97416DB0637439735058F5CDF40B1A82626DDA7332"
DEADLINE = 60.0


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Onlooker:
    """`Prompts` for tests: remembers what it was told, and may say no."""

    says_no: bool = False
    requests: list[DeviceRequest] = field(default_factory=list)
    cancels: list[Callable[[], None]] = field(default_factory=list)
    shown: int = 0
    """How many notices are on the screen."""
    asked: threading.Event = field(default_factory=threading.Event)

    def ask_password(self, request: PasswordRequest) -> bytearray:
        raise BugError("Muhr asked for a password that is typed in E-IMZO's window")

    def device_asks(self, request: DeviceRequest, cancel: Callable[[], None] | None) -> Onlooker:
        assert cancel is not None
        self.requests.append(request)
        self.cancels.append(cancel)
        self.shown += 1
        self.asked.set()
        if self.says_no:
            cancel()
        return self

    def close(self) -> None:
        self.shown -= 1


@dataclass
class Stage:
    """A running E-IMZO and a key ring that knows its ports."""

    server: EImzoServer
    ring: EImzoKeyRing
    verifier: CmsVerifier
    prompts: Onlooker = field(default_factory=Onlooker)

    @property
    def script(self) -> Script:
        return self.server.script

    @property
    def program(self) -> Any:
        return self.server.program

    def fault(self, function: str, kind: str, nth: int = 1, **more: Any) -> Fault:
        self.script.faults.append(Fault(function, kind, nth, **more))
        return self.script.faults[-1]

    @property
    def listed(self) -> list[KeyEntry]:
        return self.ring.keys()

    def open(self, name: str = "DS2000000110001") -> EImzoSigner:
        entry = next(one for one in self.listed if name in {one.name, one.id})
        return self.ring.open(entry, self.prompts, purpose="Sign 3 documents", signatures=3)


def ring_on(server: EImzoServer, verifier: CmsVerifier, **more: Any) -> EImzoKeyRing:
    return EImzoKeyRing(verifier, now, addresses=[Address.of(url) for url in server.urls.values()], **more)


def verifier_of(pki: Pki) -> CmsVerifier:
    return CmsVerifier(TrustStore.of_files(pki.trust), now)


@contextmanager
def running(pki: Pki, script: Script | None = None, keys: list[SimKey] | None = None, **more: Any) -> Iterator[Stage]:
    """An E-IMZO with the PKI's key files, or with `keys`."""
    verifier = verifier_of(pki)
    with EImzoServer(keys_of(pki) if keys is None else keys, now, script=script) as server:
        yield Stage(server, ring_on(server, verifier, **more), verifier)
        assert server.program.overlaps == 0, "two requests were under way at once"
