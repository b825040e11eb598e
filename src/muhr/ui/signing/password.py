"""The second step: the password or PIN, once, with what it is for in one line; or where else it will be typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from muhr.domain.signatures import KeyAccess, Tries, Unlock
from muhr.ui import icons, key_words
from muhr.ui.parts.fields import Labelled, PasswordField
from muhr.ui.parts.frames import Frame, Notice, centred, column, row
from muhr.ui.parts.labels import Label, muted
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr

WIDTH = 520


class PasswordStep(QWidget):
    """Asks for the password; keeps none."""

    entered = Signal()
    """Enter in the field."""
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._what, self._key = Label(strong=True, scale=1.15), muted()
        self.field = PasswordField(tr("Password of the key"))
        self.field.returnPressed.connect(self.entered)
        self.field.textChanged.connect(lambda _: self.changed.emit())
        self.field.caps_lock_changed.connect(self._on_caps)
        self._labelled = Labelled(tr("Password of the key"), self.field)
        self._access = KeyAccess()
        self._elsewhere = Label()
        self._elsewhere.hide()
        self._tries = Notice(Tone.WARN)
        self._tries.hide()
        self._demo = muted()
        self._demo.hide()
        self.message = Notice(Tone.WARN)
        self.message.hide()
        drawing = Label()
        icons.put(drawing, "lock", Tone.ACCENT, 32)
        card = Frame("card")
        card.setFixedWidth(WIDTH)
        held = column(card, margin=3 * GRID, space=2 * GRID)
        head = row(space=2 * GRID)
        head.addWidget(drawing, 0, Qt.AlignmentFlag.AlignTop)
        texts = column(space=4)
        texts.addWidget(self._what)
        texts.addWidget(self._key)
        head.addLayout(texts, 1)
        held.addLayout(head)
        held.addWidget(self.message)
        held.addWidget(self._tries)
        held.addWidget(self._labelled)
        held.addWidget(self._elsewhere)
        held.addWidget(self._demo)
        inside = column(self)
        inside.addStretch(1)
        inside.addLayout(centred(card))
        inside.addStretch(2)

    def ask(self, what: str, key: str, access: KeyAccess, demo_password: str = "") -> None:
        """Ask anew: what will be signed, with which key. A made-up key of the demo tells its password."""
        self._what.setText(what)
        self._key.setText(key)
        self._demo.setText(tr("In the demo, this made-up key's password is: {password}", password=demo_password))
        self._demo.setVisible(bool(demo_password))
        self._access = access
        self.field.forget()
        self._labelled.rename(key_words.secret_name(access.unlock), key_words.secret_hint(access))
        self._labelled.advise()
        self._labelled.setVisible(self.typed_here)
        self._elsewhere.setText(key_words.typed_elsewhere(access))
        self._elsewhere.setVisible(not self.typed_here)
        tone, text, detail = key_words.tries(access.tries)
        self._tries.tell(tone, text, detail)
        self._tries.setVisible(bool(text))
        self.field.setEnabled(access.tries is not Tries.LOCKED)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @property
    def typed_here(self) -> bool:
        """Whether the secret is typed into this window at all."""
        return self._access.unlock in (Unlock.PASSWORD, Unlock.PIN)

    @property
    def elsewhere(self) -> str:
        """Where the secret will be typed, when that is not here."""
        return self._elsewhere.text() if not self.typed_here else ""

    @property
    def ready(self) -> bool:
        """Whether what was typed can be tried: a PIN outside the token's own rules would only cost a try."""
        if self._access.tries is Tries.LOCKED:
            return False
        if not self.typed_here:
            return True
        length = len(self.field.text())
        least = self._access.minimum or 1
        return least <= length and (self._access.maximum is None or length <= self._access.maximum)

    @property
    def about(self) -> str:
        """Which key is asked for, and what the device says of the tries that are left."""
        return " · ".join(part for part in (self._key.text(), self._tries.accessibleName()) if part)

    def say(self, text: str, detail: str = "", tone: Tone = Tone.WARN) -> None:
        """Say something calmly above the field; an empty text takes it away."""
        self.message.tell(tone, text, detail)
        self.message.setVisible(bool(text))

    def _on_caps(self, on: bool) -> None:
        self._labelled.advise(tr("Caps Lock seems to be on.") if on else "", Tone.WARN)
