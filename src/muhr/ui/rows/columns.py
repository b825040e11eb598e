"""What a column of a table shows of a row, how it sorts, and how much room it wants."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from muhr.ui.theme import Tone


class Look(enum.Enum):
    """How a cell is drawn."""

    TEXT = "text"
    STRONG = "strong"
    FIGURES = "figures"  # to the right, digits equally wide
    TICK = "tick"
    ICON = "icon"
    BADGE = "badge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. The functions are given a row; `text` is also what a screen reader says."""

    title: str
    text: Callable[[Any], str]
    sort: Callable[[Any], Any] | None = None
    """Something that compares with its like; the folded text when left out."""
    look: Look = Look.TEXT
    tone: Callable[[Any], Tone] | None = None
    icon: Callable[[Any], str] | None = None
    """For `Look.ICON` and `Look.BADGE`: the name of a drawing, or empty for none."""
    tip: Callable[[Any], str] | None = None
    """What the tool tip says; the text, when it is cut, if left out."""
    width: int = 12
    """Least width in digits of the table's type, so that it fits any font."""
    stretch: int = 0
    """Share of the room that is left."""
    drop: int = 0
    """Columns with the highest number leave first when the table is too narrow; 0 never leaves."""
    spoken: str = ""
    """What a screen reader calls the column when the title is empty."""

    def key(self, row: Any) -> Any:
        """By what the column sorts."""
        return self.sort(row) if self.sort is not None else self.text(row).casefold()
