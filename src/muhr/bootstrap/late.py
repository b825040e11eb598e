"""A verifier and a key ring whose libraries are imported on first use. They judge and open nothing themselves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first paint waits for none of them
    from muhr.domain.ports import Fetch, KeyRing, Signer, TrustKeeper
    from muhr.domain.prompts import Prompts
    from muhr.domain.signatures import KeyEntry, KeyKind, KeySource, Report
    from muhr.domain.verifying import TrustAnchor
    from muhr.signing.trust import TrustStore
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

    def renew(self, trust: TrustStore) -> None:
        """Judge by other anchors from now on; a verifier that is not there yet will find them by itself."""
        if self._real is not None:
            self._real.renew(trust)

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

    def verify_file(
        self,
        data: bytes,
        *,
        detached: bytes | None = None,
        expected: bytes | None = None,
        at: datetime | None = None,
    ) -> Report:
        """See `domain.ports.Verifier`."""
        return self.real.verify_file(data, detached=detached, expected=expected, at=at)


class LateFetch:
    """Fetches over HTTP; the libraries for that are imported with the first call."""

    def __init__(self, allowed: Sequence[str] = ()) -> None:
        self._allowed = tuple(allowed)
        self._real: Fetch | None = None

    def __call__(
        self, url: str, *, body: bytes | None = None, media_type: str = "", limit: int, seconds: float
    ) -> bytes:
        """See `domain.ports.Fetch`."""
        if self._real is None:
            from muhr.providers.fetching import HttpFetch  # noqa: PLC0415 - late is this module's purpose

            self._real = HttpFetch(allowed=self._allowed)
        return self._real(url, body=body, media_type=media_type, limit=limit, seconds=seconds)


class LateTrust:
    """The trust anchors; a change reaches the verifier when that is there already."""

    def __init__(self, folder: Path, given: Sequence[Path], verifier: LateVerifier) -> None:
        self._folder = folder
        self._given = tuple(given)
        self._verifier = verifier

    @property
    def real(self) -> TrustKeeper:
        """The keeper itself; it holds nothing but where to look."""
        from muhr.signing.trust_folder import TrustFolder  # noqa: PLC0415 - late is this module's purpose

        return TrustFolder(self._folder, self._given, self._verifier.renew)

    def anchors(self) -> list[TrustAnchor]:
        """See `domain.ports.TrustKeeper`."""
        return self.real.anchors()

    def problems(self) -> list[str]:
        """See `domain.ports.TrustKeeper`."""
        return self.real.problems()

    def look(self, data: bytes) -> list[TrustAnchor]:
        """See `domain.ports.TrustKeeper`."""
        return self.real.look(data)

    def add(self, data: bytes, fingerprint: str) -> TrustAnchor:
        """See `domain.ports.TrustKeeper`."""
        return self.real.add(data, fingerprint)

    def remove(self, fingerprint: str) -> TrustAnchor:
        """See `domain.ports.TrustKeeper`."""
        return self.real.remove(fingerprint)


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

    def keys(self, folders: Sequence[Path] = (), *, kinds: Collection[KeyKind] | None = None) -> list[KeyEntry]:
        """See `domain.ports.KeyRing`; without `kinds` those of every kind."""
        return self.real.keys(folders) if kinds is None else self.real.keys(folders, kinds=kinds)

    def sources(self) -> list[KeySource]:
        """See `domain.ports.KeyRing`."""
        return self.real.sources()

    def try_again(self) -> None:
        """See `domain.ports.KeyRing`."""
        self.real.try_again()

    def entry(self, path: Path) -> KeyEntry:
        """See `domain.ports.KeyRing`."""
        return self.real.entry(path)

    def open(self, entry: KeyEntry, prompts: Prompts, *, purpose: str, signatures: int = 1) -> Signer:
        """See `domain.ports.KeyRing`."""
        return self.real.open(entry, prompts, purpose=purpose, signatures=signatures)

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """See `domain.ports.KeyRing`."""
        return self.real.watch(changed)
