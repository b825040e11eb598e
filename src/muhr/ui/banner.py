"""The banner that says that everything here is play. Visible as long as the demo is open."""

from __future__ import annotations

from muhr.ui import icons
from muhr.ui.parts.frames import Frame, row
from muhr.ui.parts.labels import Label
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr


class DemoBanner(Frame):
    """One line across the window."""

    def __init__(self) -> None:
        super().__init__("demo")
        self.setAccessibleName(tr("Demo"))
        icon = Label()
        icons.put(icon, "play", Tone.WARN, 16)
        self.text = Label(
            tr("Demo: a made-up world on this computer. Nothing here is real and nothing leaves it."),
            tone=Tone.WARN,
            strong=True,
        )
        inside = row(self)
        inside.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        inside.addWidget(icon)
        inside.addWidget(self.text, 1)
        self.hide()
