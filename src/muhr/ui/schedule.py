"""How often the services are asked by themselves: a preference of the workspace, and a timer that fires once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from muhr.services.desk import Desk

SETTING = "refresh-minutes"
CHOICES = (0, 5, 15, 60)
"""Minutes; 0 is never."""
USUAL = 15
MINUTE_MS = 60_000


def minutes_kept(desk: Desk) -> int:
    """How often, as the person chose it; anything that is no choice means the usual."""
    text = desk.workspace.setting(SETTING)
    return int(text) if text in map(str, CHOICES) else USUAL


def keep_minutes(desk: Desk, minutes: int) -> None:
    """Remember the choice."""
    desk.workspace.set_setting(SETTING, str(minutes))


class Schedule(QObject):
    """Says when it is time. Rests between, and never while somebody asks already: then it begins anew afterwards."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.minute_ms = MINUTE_MS
        self._minutes = 0
        self._held = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def minutes(self) -> int:
        """The choice in force; 0 is never."""
        return self._minutes

    @property
    def waiting(self) -> bool:
        """Whether it will say something by itself."""
        return self._timer.isActive()

    def choose(self, minutes: int) -> None:
        """Follow another choice from now on; the same one changes nothing."""
        if minutes != self._minutes:
            self._minutes = minutes
            self._begin()

    def hold(self) -> None:
        """Somebody asks."""
        self._held = True
        self._timer.stop()

    def go_on(self) -> None:
        """Everybody has answered, well or badly: the time begins anew."""
        self._held = False
        self._begin()

    def _begin(self) -> None:
        self._timer.stop()
        if self._minutes and not self._held:
            self._timer.start(self._minutes * self.minute_ms)

    def _on_timeout(self) -> None:
        self._begin()  # should nobody ask after all
        self.due.emit()
