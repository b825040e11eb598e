"""A verifier and a key ring whose libraries are imported on first use. They judge and open nothing themselves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from muhr.domain.ports import KeyRing, Signer
from muhr.domain.prompts import Prompts
from muhr.domain.signatures import KeyEntry, KeyKind, KeySource, Report

if TYPE_CHECKING:
    from muhr.signing.verify import CmsVerifier


class LateVerifier:
    """A verifier whose libraries are imported when the first message is judged."""

    def __init__(self, make: Callable[[], CmsVerifier]) -> None:
        self._make = make
        self._real: CmsVerifier | None = None

    @property
    def real(self) -> CmsVerifier:
        """The verifier itself. Two threads may both make one; they are alike."""
        if self._real is None:
            self._real = self._make()
        return self._real

    def verify(
        self,
        message: bytes,
        *,
        detached: bytes | None = None,
        expected: bytes | None = None,
        at: datetime | None = None,
    ) -> Report:
        """See `domain.ports.Verifier`."""
        return self.real.verify(message, detached=detached, expected=expected, at=at)


class LateKeyRing:
    """A key ring whose libraries are imported when keys are first listed or opened."""

    def __init__(self, make: Callable[[], KeyRing]) -> None:
        self._make = make
        self._real: KeyRing | None = None

    @property
    def real(self) -> KeyRing:
        """The key ring itself. Two threads may both make one; they are alike."""
        if self._real is None:
            self._real = self._make()
        return self._real

    def keys(self, folders: Sequence[Path] = (), *, kinds: Collection[KeyKind] = tuple(KeyKind)) -> list[KeyEntry]:
        """See `domain.ports.KeyRing`."""
        return self.real.keys(folders, kinds=kinds)

    def sources(self) -> list[KeySource]:
        """See `domain.ports.KeyRing`."""
        return self.real.sources()

    def entry(self, path: Path) -> KeyEntry:
        """See `domain.ports.KeyRing`."""
        return self.real.entry(path)

    def open(self, entry: KeyEntry, prompts: Prompts, *, purpose: str, signatures: int = 1) -> Signer:
        """See `domain.ports.KeyRing`."""
        return self.real.open(entry, prompts, purpose=purpose, signatures=signatures)

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """See `domain.ports.KeyRing`."""
        return self.real.watch(changed)
