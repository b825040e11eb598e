"""Choosing the key: usable ones that fit come first, the others stand below in grey with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QWidget

from muhr.domain.signatures import KeyEntry, KeyKind
from muhr.ui.keys.choosing import KeyChoice, texts, validity, where
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.frames import column, row
from muhr.ui.parts.labels import Elided, Label
from muhr.ui.plain import visible
from muhr.ui.theme import Tone
from muhr.ui.tr import tr


class KeyChooser(QWidget):
    """A list of keys to choose one from."""

    chosen = Signal(object)
    """A `KeyEntry`, or None when there is none to choose."""
    folder_asked = Signal()
    """Look for keys in another folder."""

    def __init__(self) -> None:
        super().__init__()
        self._choices: list[KeyChoice] = []
        self._list = QComboBox()
        self._list.setAccessibleName(tr("Key"))
        self._list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._list.setMinimumContentsLength(30)
        self._list.currentIndexChanged.connect(self._on_index)
        name = Label(tr("Sign with"), strong=True, wrap=False)
        name.setBuddy(self._list)
        self._about = Elided(tone=Tone.MUTED, scale=0.9)
        line = row()
        line.addWidget(name)
        line.addWidget(self._list, 1)
        line.addWidget(button(tr("Another folder…"), self.folder_asked.emit, look=ButtonLook.QUIET, icon="folder"))
        inside = column(self, space=4)
        inside.addLayout(line)
        inside.addWidget(self._about)

    @property
    def key(self) -> KeyEntry | None:
        """The chosen key."""
        at = self._list.currentIndex()
        one = self._choices[at] if 0 <= at < len(self._choices) else None
        return one.key if one is not None and one.selectable else None

    def show_choices(self, choices: Sequence[KeyChoice]) -> None:
        """Offer these; the chosen key stays chosen when it still can be."""
        before = self.key
        self._choices = list(choices)
        model = QStandardItemModel(self._list)
        for one, text in zip(choices, texts(choices), strict=True):
            item = QStandardItem(visible(text))
            if not one.selectable:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            model.appendRow(item)
        if not choices:
            nothing = QStandardItem(tr("No key was found"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            model.appendRow(nothing)
        self._list.blockSignals(True)
        self._list.setModel(model)
        first = next((at for at, one in enumerate(choices) if one.selectable), -1)
        same = next((at for at, one in enumerate(choices) if before is not None and one.key.id == before.id), -1)
        self._list.setCurrentIndex(same if same >= 0 and choices[same].selectable else first)
        self._list.blockSignals(False)
        self._on_index()

    def pick(self, key_id: str) -> None:
        """Choose a key by its id."""
        at = next((at for at, one in enumerate(self._choices) if one.key.id == key_id and one.selectable), -1)
        if at >= 0:
            self._list.setCurrentIndex(at)

    def focus(self) -> None:
        """Take the keyboard."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_index(self) -> None:
        key = self.key
        if key is None:
            usable = tr("None of the keys found can sign these documents.") if self._choices else ""
            self._about.setText(usable or tr("Plug in the disk with your key, or show the folder it is in."))
            self._about.set_tone(Tone.WARN)
        else:
            unsure = "" if key.identity_verified else tr("whose key it is will be certain once it is open")
            place = key.place if key.kind is KeyKind.FILE else where(key)
            self._about.setText(" · ".join(part for part in (place, validity(key), unsure) if part))
            self._about.set_tone(Tone.MUTED)
        self.chosen.emit(key)
