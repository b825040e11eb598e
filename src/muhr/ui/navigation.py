"""The bar at the left: where to go, and how much waits there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton

from muhr.ui import icons, theme
from muhr.ui.parts.frames import Frame, column, row
from muhr.ui.parts.labels import Label
from muhr.ui.places import Place
from muhr.ui.plain import tooltip
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr

WIDTH = 168
_LOUD = 99_999


def place_name(place: Place) -> str:
    """What a place is called."""
    return {
        Place.INBOX: tr("Inbox"),
        Place.OUTBOX: tr("Outbox"),
        Place.BATCHES: tr("Batches"),
        Place.KEYS: tr("Keys"),
        Place.VERIFY: tr("Verify"),
        Place.SETTINGS: tr("Settings"),
    }[place]


class _Entry(QPushButton):
    """One place: icon, name, and a count at the right."""

    def __init__(self, place: Place, keys: str) -> None:
        super().__init__(place_name(place))
        self.place = place
        self._count = 0
        self.setProperty("look", "nav")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setToolTip(tooltip(f"{place_name(place)} ({keys})"))
        self.mark(chosen=False)
        self.set_count(0)

    def mark(self, *, chosen: bool) -> None:
        """Show whether the person is here."""
        self.setChecked(chosen)
        icons.put(self, self.place.value, Tone.ACCENT if chosen else Tone.INK)

    def set_count(self, count: int) -> None:
        """Show how much waits here; 0 shows nothing."""
        self._count = count
        name = place_name(self.place)
        self.setAccessibleName(tr("{place}, %n waiting", count, place=name) if count else name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: the button, and the count."""
        super().paintEvent(event)
        if not self._count:
            return
        painter = QPainter(self)
        painter.setFont(theme.type_of(0.9, strong=True, figures=True))
        painter.setPen(theme.colour(Tone.ACCENT if self.isChecked() else Tone.MUTED))
        text = f"{self._count:,}".replace(",", "\N{NO-BREAK SPACE}") if self._count <= _LOUD else "99 999+"
        room = self.rect().adjusted(0, 0, -12, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class Navigation(Frame):
    """All places. Ctrl+1 … Ctrl+6 go to them as well."""

    went = Signal(object)
    """A `Place`."""

    def __init__(self) -> None:
        super().__init__("nav")
        self.setAccessibleName(tr("Navigation"))
        self.setFixedWidth(WIDTH)
        seal, name = Label(), Label("Muhr", scale=1.3, strong=True, wrap=False)
        icons.put(seal, "seal", Tone.ACCENT, 24)
        head = row()
        head.setContentsMargins(GRID + 4, GRID, GRID, 2 * GRID)
        head.addWidget(seal)
        head.addWidget(name, 1)
        inside = column(self, margin=GRID, space=4)
        inside.addLayout(head)
        self._group = QButtonGroup(self)
        self._entries: dict[Place, _Entry] = {}
        for at, place in enumerate(Place, 1):
            entry = _Entry(place, f"Ctrl+{at}")
            entry.clicked.connect(lambda _=False, place=place: self.went.emit(place))
            QShortcut(QKeySequence(f"Ctrl+{at}"), self, lambda place=place: self.went.emit(place))
            self._group.addButton(entry)
            self._entries[place] = entry
            if place is Place.SETTINGS:
                inside.addStretch(1)
            inside.addWidget(entry)

    def show_place(self, place: Place) -> None:
        """The person is here now."""
        for one, entry in self._entries.items():
            entry.mark(chosen=one is place)

    def show_count(self, place: Place, count: int) -> None:
        """So much waits there."""
        self._entries[place].set_count(count)

    def entry(self, place: Place) -> QPushButton:
        """The button of a place."""
        return self._entries[place]
