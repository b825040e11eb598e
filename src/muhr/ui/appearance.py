"""Keeps the window dressed as the person or the system wants it, also when either changes its mind."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from muhr.ui import icons, theme
from muhr.ui.theme import Appearance

SETTING = "appearance"
"""The name under which the workspace keeps the choice."""


def appearance_of(text: str) -> Appearance:
    """Read the stored choice; anything else means the system's."""
    return next((one for one in Appearance if one.value == text), Appearance.SYSTEM)


class Wardrobe(QObject):
    """Dresses the application."""

    def __init__(self, app: QApplication, choice: Appearance = Appearance.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self.choice = choice
        theme.apply(app, choice)
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    def wear(self, choice: Appearance) -> None:
        """Change to another appearance at once."""
        if choice is not self.choice:
            self.choice = choice
            theme.apply(self._app, choice)
            icons.recolour()

    def _on_system_changed(self) -> None:
        if self.choice is Appearance.SYSTEM:
            theme.apply(self._app, self.choice)
            icons.recolour()
