"""Input fields: the search field, the password field, and labelled fields in a form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from muhr.ui import icons
from muhr.ui.parts.frames import column
from muhr.ui.parts.labels import Label, muted
from muhr.ui.theme import Tone
from muhr.ui.tr import tr


class SearchField(QLineEdit):
    """Search as you type; Esc empties it first, Down goes to what was found."""

    left_down = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self.setMaxLength(200)
        look = self.addAction(icons.icon("search", Tone.MUTED, 16), QLineEdit.ActionPosition.LeadingPosition)
        look.setText(name)
        for made_by_qt in self.findChildren(QAction):
            if made_by_qt is not look:
                made_by_qt.setText(tr("Empty the search"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Esc empties the field, and only then means anything else."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)


class PasswordField(QLineEdit):
    """A password on its way to the key.

    What can be kept of it in Qt: the text lives in a QString while it is typed, which this program cannot overwrite.
    `take` shortens that to the least: it copies the text into a bytearray (overwritten by who uses it), empties the
    field at once and with it the undo history. The field offers no copy, no drag and no prediction by an input method.
    """

    caps_lock_changed = Signal(bool)
    """Capital letters come without Shift: the person may not know."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setMaxLength(256)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhHiddenText
        )
        self._caps = False
        self._show = QAction(self)
        self._show.setCheckable(True)
        self._show.toggled.connect(self._on_show)
        self.addAction(self._show, QLineEdit.ActionPosition.TrailingPosition)
        self._on_show(shown=False)

    def take(self) -> bytearray:
        """Give the password as UTF-8 in a buffer that is the caller's to overwrite, and forget it here."""
        buffer = bytearray(self.text(), "utf-8")
        self.forget()
        return buffer

    def forget(self) -> None:
        """Empty the field, its undo history with it (QLineEdit.setText drops it), and hide what comes next."""
        self.setText("")
        self._show.setChecked(False)

    def _on_show(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._show.setIcon(icons.icon("eye-off" if shown else "eye", Tone.MUTED, 16))
        text = tr("Hide the password") if shown else tr("Show the password")
        self._show.setText(text)
        self._show.setToolTip(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: notice Caps Lock by what arrives. Copying is not offered even while the text is shown."""
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            return
        self._notice_caps(event)
        super().keyPressEvent(event)

    def _notice_caps(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._set_caps(caps=False)  # whichever way it went, the next letter tells
        elif len(text) == 1 and text.isalpha() and text.upper() != text.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._set_caps(caps=text.isupper() != shift)

    def _set_caps(self, *, caps: bool) -> None:
        if caps != self._caps:
            self._caps = caps
            self.caps_lock_changed.emit(caps)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Qt: elsewhere Caps Lock is nobody's business."""
        self._set_caps(caps=False)
        super().focusOutEvent(event)


class Labelled(QWidget):
    """A field under its label, with a line for advice below."""

    def __init__(self, name: str, field: QWidget, hint: str = "") -> None:
        super().__init__()
        self.field = field
        self._usual = hint
        self._label = Label(name, wrap=False)
        self._label.setBuddy(field)
        self._hint = muted(hint, scale=0.9)
        if not field.accessibleName():
            field.setAccessibleName(name)
        inside = column(self, space=4)
        inside.addWidget(self._label)
        inside.addWidget(field)
        inside.addWidget(self._hint)
        self._hint.setVisible(bool(hint))

    def rename(self, name: str, hint: str) -> None:
        """Ask for something else in the same field."""
        self._usual = hint
        self._label.setText(name)
        self.field.setAccessibleName(name)

    def advise(self, text: str = "", tone: Tone = Tone.MUTED) -> None:
        """Say something about what was typed; an empty text brings the usual hint back."""
        self._hint.setText(text or self._usual)
        self._hint.set_tone(tone if text else Tone.MUTED)
        self._hint.setVisible(bool(text or self._usual))
        self.field.setAccessibleDescription(text or self._usual)
