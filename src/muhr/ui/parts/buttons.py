"""Buttons in their few looks, each with a name for screen readers."""

from __future__ import annotations

import enum
from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from muhr.ui import icons
from muhr.ui.plain import tooltip
from muhr.ui.theme import Tone


class ButtonLook(enum.Enum):
    """How loud a button is. One page has at most one primary button."""

    PRIMARY = "primary"
    NORMAL = "normal"
    QUIET = "quiet"
    DANGER = "danger"
    CHIP = "chip"


_ICON_TONE = {
    ButtonLook.PRIMARY: Tone.ON_ACCENT,
    ButtonLook.QUIET: Tone.ACCENT,
    ButtonLook.DANGER: Tone.STOP,
}


def button(
    text: str,
    on_click: Callable[[], object],
    *,
    look: ButtonLook = ButtonLook.NORMAL,
    icon: str = "",
    tip: str = "",
    shortcut: str = "",
) -> QPushButton:
    """Make a button. Without a text, `tip` is its name; a shortcut is told in the tip."""
    made = QPushButton(text)
    made.setProperty("look", look.value)
    made.setAutoDefault(False)
    if icon:
        icons.put(made, icon, _ICON_TONE.get(look, Tone.INK), 18)
    if shortcut:
        # Not setShortcut: a new text takes that away again.
        QShortcut(QKeySequence(shortcut), made, made.click)
        keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        tip = f"{tip or text} ({keys})"
    if tip:
        made.setToolTip(tooltip(tip))
    made.setAccessibleName((text or tip).replace("&", ""))

    def on_clicked() -> None:  # the signal would pass on whether the button is checked
        on_click()

    made.clicked.connect(on_clicked)
    return made


def rename(one: QPushButton, text: str) -> None:
    """Give a button another text, for the eye and for the ear. An ampersand in it is shown, not a mnemonic."""
    one.setText(text.replace("&", "&&"))
    one.setAccessibleName(text)
