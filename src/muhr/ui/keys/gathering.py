"""Gathers the keys of every kind as they are found: files at once, devices when they answer. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from muhr.domain.signatures import KeyEntry, KeyKind, KeySource
from muhr.ui.keys.choosing import key_folders
from muhr.ui.page import Reading
from muhr.ui.session import Session

if TYPE_CHECKING:
    from muhr.services.desk import Desk


class KeyGathering(QObject):
    """All keys of this computer, kept up to date while somebody looks at them. Lives in the GUI thread."""

    changed = Signal()
    """`keys`, `sources` or `complete` are different now."""
    _moved = Signal()

    def __init__(self, owner: QObject, session: Session) -> None:
        super().__init__(owner)
        self._session = session
        self._found: dict[KeyKind, list[KeyEntry]] = {}
        self.sources: list[KeySource] = []
        """Where devices were looked for, and what hinders it."""
        self._readings = [self._reading(kind) for kind in KeyKind]
        self._awake = False
        self._unwatch: Callable[[], None] | None = None
        self._moved.connect(self.look, Qt.ConnectionType.QueuedConnection)

    @property
    def keys(self) -> list[KeyEntry]:
        """Every key found so far; files first."""
        return [key for kind in KeyKind for key in self._found.get(kind, [])]

    @property
    def complete(self) -> bool:
        """Whether every kind has answered."""
        return len(self._found) == len(KeyKind)

    @property
    def watching(self) -> bool:
        """Whether disks and devices are watched."""
        return self._unwatch is not None

    def look(self) -> None:
        """Look again, now."""
        for reading in self._readings:
            reading.now()

    def look_anew(self) -> None:
        """Look again, also at what was left alone because it had crashed or hung."""
        self._session.ask(self, lambda desk: desk.keyring.try_again(), lambda _: self.look())

    def wake(self) -> None:
        """Look, and look again whenever a disk or device comes or goes."""
        self.look()
        if not self._awake and self._session.ready:
            self._awake = True
            # In a thread: the key ring loads its libraries when it is first asked.
            self._session.ask(self, lambda desk: desk.keyring.watch(self._tell), self._on_watching)

    def sleep(self) -> None:
        """Nobody looks at the moment."""
        self._awake = False
        if self._unwatch is not None:
            self._unwatch()
            self._unwatch = None

    def _tell(self) -> None:
        """Hear from the watch's own thread; it may speak once more after everything here is gone."""
        if shiboken6.isValid(self):
            self._moved.emit()

    def _on_watching(self, unwatch: Callable[[], None]) -> None:
        if self._awake and self._unwatch is None:
            self._unwatch = unwatch
        else:
            unwatch()

    def _reading(self, kind: KeyKind) -> Reading[tuple[list[KeyEntry], list[KeySource]]]:
        def work(desk: Desk) -> tuple[list[KeyEntry], list[KeySource]]:
            folders = key_folders(desk.workspace) if kind is KeyKind.FILE else []
            return desk.keyring.keys(folders, kinds=(kind,)), desk.keyring.sources()

        def then(read: tuple[list[KeyEntry], list[KeySource]]) -> None:
            self._found[kind], self.sources = read
            self.changed.emit()

        return Reading(self, self._session, work, then)
