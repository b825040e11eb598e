"""The key ring of all kinds of keys: one list, each key opened by its own kind. Implements `domain.ports.KeyRing`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Protocol

from muhr.domain.errors import KeyUnusable
from muhr.domain.ports import Signer
from muhr.domain.prompts import Prompts
from muhr.domain.signatures import KeyEntry, KeyKind, KeySource
from muhr.signing.keyfiles import FileKeyRing
from muhr.signing.watch import Watch


class DeviceKeys(Protocol):
    """The keys of one kind that do not live in files."""

    @property
    def kind(self) -> KeyKind:
        """Which kind."""
        ...

    def keys(self) -> list[KeyEntry]:
        """List them, the unusable ones with the reason; what hinders the whole kind is told by `sources`."""
        ...

    def sources(self) -> list[KeySource]:
        """Where they were looked for the last time, and what hinders it."""
        ...

    def try_again(self) -> None:
        """See `domain.ports.KeyRing.try_again`."""
        ...

    def open(self, entry: KeyEntry, prompts: Prompts, *, purpose: str, signatures: int) -> Signer:
        """See `domain.ports.KeyRing.open`."""
        ...

    def fingerprint(self) -> object:
        """Something cheap that is different after a device came or went; asked every second or so."""
        ...


class KeyRings:
    """Key files and devices in one list. Thread-safe as its parts are."""

    def __init__(self, files: FileKeyRing, devices: Sequence[DeviceKeys] = ()) -> None:
        self._files = files
        self._devices = {one.kind: one for one in devices}

    def keys(self, folders: Sequence[Path] = (), *, kinds: Collection[KeyKind] = tuple(KeyKind)) -> list[KeyEntry]:
        """See `domain.ports.KeyRing`. Files come first: they answer at once."""
        found = self._files.keys(folders) if KeyKind.FILE in kinds else []
        for kind, device in self._devices.items():
            if kind in kinds:
                found += device.keys()
        return found

    def sources(self) -> list[KeySource]:
        """See `domain.ports.KeyRing`."""
        return [source for device in self._devices.values() for source in device.sources()]

    def try_again(self) -> None:
        """See `domain.ports.KeyRing`."""
        for device in self._devices.values():
            device.try_again()

    def entry(self, path: Path) -> KeyEntry:
        """See `domain.ports.KeyRing`."""
        return self._files.entry(path)

    def open(self, entry: KeyEntry, prompts: Prompts, *, purpose: str, signatures: int = 1) -> Signer:
        """See `domain.ports.KeyRing`."""
        if entry.kind is KeyKind.FILE:
            return self._files.open(entry, prompts, purpose=purpose, signatures=signatures)
        device = self._devices.get(entry.kind)
        if device is None:
            raise KeyUnusable("Keys of this kind cannot be used here.")
        return device.open(entry, prompts, purpose=purpose, signatures=signatures)

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """See `domain.ports.KeyRing`."""
        watch = Watch([self._files.fingerprint, *(one.fingerprint for one in self._devices.values())], changed)
        watch.start()
        return watch.stop
