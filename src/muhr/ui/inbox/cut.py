"""The line that says openly that a service has not told everything, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from muhr.domain.accounts import Account
from muhr.ui import icons, words
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.frames import Frame, column, row
from muhr.ui.parts.labels import Label
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr


class CutLine(QWidget):
    """Which lists were cut off."""

    add_asked = Signal()
    """The person wants to add documents by their ids."""

    def __init__(self) -> None:
        super().__init__()
        card = Frame(Tone.WARN.value)
        self.text = Label(strong=True, tone=Tone.WARN)
        self._detail = Label(
            tr("What is shown is right, but there is more. Deal with these and refresh, and the rest follows; or add "
               "a document by its id.")
        )  # fmt: skip
        icon = Label()
        icons.put(icon, "warn", Tone.WARN, 18)
        texts = column(space=2)
        texts.addWidget(self.text)
        texts.addWidget(self._detail)
        inside = row(card, margin=GRID, space=12)
        inside.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(texts, 1)
        inside.addWidget(button(tr("Add by id…"), self.add_asked.emit, look=ButtonLook.QUIET))
        outside = column(self)
        outside.setContentsMargins(3 * GRID, 0, 3 * GRID, 2 * GRID)
        outside.addWidget(card)
        self.hide()

    def tell(self, accounts: Sequence[Account]) -> None:
        """The lists of these accounts were cut off; none hides the line."""
        names = ", ".join(f"{words.provider(one.provider)} ({one.company.name})" for one in accounts)
        said = tr("{accounts}: the service cut its list off", accounts=names)
        if accounts and said != self.text.text():
            self.text.setText(said)
            self.setAccessibleName(said)
        self.setVisible(bool(accounts))
