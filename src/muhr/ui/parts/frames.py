"""Frames and groupings: cards, notices, rules, facts in two columns, and what stands where there is nothing to show."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from muhr.ui import icons
from muhr.ui.parts.labels import Elided, Label, heading, muted, restyle
from muhr.ui.theme import GRID, Tone

_ICON_OF = {Tone.OK: "ok", Tone.NOTE: "note", Tone.WARN: "warn", Tone.STOP: "stop", Tone.MUTED: "note"}


def column(parent: QWidget | None = None, *, margin: int = 0, space: int = GRID) -> QVBoxLayout:
    """A vertical layout on the grid."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(space)
    return made


def row(parent: QWidget | None = None, *, margin: int = 0, space: int = GRID) -> QHBoxLayout:
    """A horizontal layout on the grid."""
    made = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(space)
    return made


def empty_out(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty_out(inner)
            inner.deleteLater()


class Frame(QFrame):
    """A frame in one of the looks of the style sheet."""

    def __init__(self, look: str) -> None:
        super().__init__()
        self.set_look(look)

    def set_look(self, look: str) -> None:
        """Change the look."""
        if self.property("look") != look:
            self.setProperty("look", look)
            restyle(self)


def rule() -> Frame:
    """A thin line."""
    return Frame("rule")


class Notice(Frame):
    """One thing that should be noticed: an icon, a sentence, and a second one that explains."""

    def __init__(self, tone: Tone = Tone.NOTE, text: str = "", detail: str = "") -> None:
        super().__init__(tone.value)
        self._icon = Label()
        self._text = Label(text, strong=True)
        self._detail = Label(detail)
        texts = column(space=2)
        texts.addWidget(self._text)
        texts.addWidget(self._detail)
        inside = row(self, margin=12, space=12)
        inside.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(texts, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.tell(tone, text, detail)

    def tell(self, tone: Tone, text: str, detail: str = "") -> None:
        """Say something else."""
        self.set_look(tone.value)
        icons.put(self._icon, _ICON_OF.get(tone, "note"), tone)
        self._text.set_tone(tone)
        self._text.setText(text)
        self._detail.setText(detail)
        self._text.setVisible(bool(text))
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(f"{text} {detail}".strip())


def _is_id(value: str) -> bool:
    """Ids are copied, not read: they keep to one line."""
    return len(value) > 24 and value.isalnum() and value.isascii()


class Facts(QWidget):
    """Names and values in two columns; empty values leave no gap."""

    def __init__(self, facts: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        if facts:
            self._fill(facts)
        if not any(value for _, value in facts):
            self.hide()  # never shown from here: without a parent it would be a window for a moment

    def tell(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these facts instead of those before."""
        empty_out(self._grid)
        self._fill(facts)
        self.setVisible(any(value for _, value in facts))

    def _fill(self, facts: Sequence[tuple[str, str]]) -> None:
        shown = [(name, value) for name, value in facts if value]
        for at, (name, value) in enumerate(shown):
            label = muted(name)
            label.setWordWrap(False)
            said = Elided(value) if _is_id(value) else Label(value, selectable=True)
            said.setAccessibleName(f"{name}: {value}")
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(said, at, 1, Qt.AlignmentFlag.AlignTop)


class Empty(QWidget):
    """What stands where there is nothing to show: why, and what can be done about it."""

    def __init__(self, icon: str, text: str, detail: str = "", action: QPushButton | None = None) -> None:
        super().__init__()
        self._icon, self._text, self._detail = Label(), heading(text), muted(detail)
        icons.put(self._icon, icon, Tone.MUTED, 48)
        self._text.setWordWrap(False)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._detail.setMinimumWidth(280)
        self._detail.setMaximumWidth(440)
        inside = column(self, margin=4 * GRID)
        inside.addStretch(2)
        inside.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addSpacing(GRID)
        inside.addWidget(self._text, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addLayout(centred(self._detail))
        if action is not None:
            inside.addSpacing(GRID)
            inside.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(3)

    def tell(self, icon: str, text: str, detail: str = "") -> None:
        """Say something else."""
        icons.put(self._icon, icon, Tone.MUTED, 48)
        self._text.setText(text)
        self._detail.setText(detail)


def framed(inside: QWidget) -> Frame:
    """Put a table into a card of its own."""
    card = Frame("card")
    held = column(card)
    held.setContentsMargins(1, 1, 1, 1)
    held.addWidget(inside)
    return card


def centred(inside: QWidget) -> QHBoxLayout:
    """Put a widget of fixed width into the middle. An alignment would do, but loses the height of wrapped texts."""
    line = row(space=0)
    line.addStretch(1)
    line.addWidget(inside, 1000)
    line.addStretch(1)
    return line


def scrolling(inside: QWidget, name: str) -> QScrollArea:
    """Let a tall widget scroll up and down; `name` is what a screen reader calls the area."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    area.setWidget(inside)
    return area
