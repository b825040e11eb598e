"""The card of the settings that says how often the services are asked what waits."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from muhr.ui.parts.fields import Labelled
from muhr.ui.parts.frames import Frame, column
from muhr.ui.parts.labels import Label
from muhr.ui.schedule import CHOICES, SETTING, keep_minutes, minutes_kept
from muhr.ui.session import Session
from muhr.ui.theme import GRID
from muhr.ui.tr import tr


def _choice_text(minutes: int) -> str:
    if not minutes:
        return tr("Only when I press Refresh")
    return tr("Every hour") if minutes == 60 else tr("Every %n minute(s)", minutes)


class RefreshingCard(Frame):
    """What is chosen is stored at once, and the inbox follows."""

    def __init__(self, session: Session) -> None:
        super().__init__("card")
        self._session = session
        self.every = QComboBox()
        self.every.setMaximumWidth(280)
        for minutes in CHOICES:
            self.every.addItem(_choice_text(minutes), minutes)
        self.every.activated.connect(self._on_chosen)
        inside = column(self, margin=2 * GRID, space=12)
        inside.addWidget(Label(tr("Asking what waits"), scale=1.15, strong=True))
        hint = tr("An account that needs your password or a code is not asked again until you have given it.")
        inside.addWidget(Labelled(tr("Muhr asks the services by itself"), self.every, hint))

    def arrive(self) -> None:
        """Read what is stored."""
        self._session.ask(self, minutes_kept, self._show)

    def _show(self, minutes: int) -> None:
        self.every.setCurrentIndex(self.every.findData(minutes))

    def _on_chosen(self) -> None:
        minutes = int(self.every.currentData())
        self._session.ask(self, lambda desk: keep_minutes(desk, minutes),
                          lambda _: self._session.preference_changed.emit(SETTING))  # fmt: skip
