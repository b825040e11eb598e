"""The first start: two clear choices, one sentence each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from muhr.ui import icons
from muhr.ui.parts.frames import Notice, centred, column, row
from muhr.ui.parts.labels import Label, muted
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr


class _Choice(QPushButton):
    """A big button: icon, name, one sentence."""

    def __init__(self, icon: str, name: str, sentence: str) -> None:
        super().__init__()
        self.setProperty("look", "choice")
        self.setAccessibleName(name)
        self.setAccessibleDescription(sentence)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        drawing = Label()
        icons.put(drawing, icon, Tone.ACCENT, 32)
        texts = column(space=4)
        self._name, self._sentence = Label(name, scale=1.15, strong=True), muted(sentence)
        texts.addWidget(self._name)
        texts.addWidget(self._sentence)
        inside = row(self, margin=20, space=2 * GRID)
        inside.addWidget(drawing, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(texts, 1)
        for label in (drawing, self._name, self._sentence):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, sentence: str) -> None:
        """Another sentence under the name."""
        self._sentence.setText(sentence)
        self.setAccessibleDescription(sentence)


class Welcome(QWidget):
    """What a person sees who has no account yet."""

    demo_asked = Signal()
    account_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Welcome"))
        seal = Label()
        icons.put(seal, "seal", Tone.ACCENT, 56)
        self.demo = _Choice(
            "play",
            tr("Try the demo"),
            tr("Look around in a small made-up world: some companies, five services, nothing real."),
        )
        self.account = _Choice(
            "plus",
            tr("Add an account"),
            tr("Connect your company to its e-invoicing service and see what waits for you."),
        )
        self.demo.clicked.connect(self._on_demo)
        self.account.clicked.connect(lambda _=False: self.account_asked.emit())
        self._trouble = Notice(Tone.WARN)
        self._trouble.hide()
        card = QWidget()
        card.setFixedWidth(560)
        inside = column(card, space=2 * GRID)
        inside.addWidget(seal, 0, Qt.AlignmentFlag.AlignHCenter)
        name = Label(tr("Welcome to Muhr"), scale=1.8, strong=True)
        name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(name)
        sentence = muted(tr("Read, sign and deliver your company's e-documents."), scale=1.1)
        sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(sentence)
        inside.addSpacing(GRID)
        inside.addWidget(self.demo)
        inside.addWidget(self.account)
        inside.addWidget(self._trouble)
        outside = column(self)
        outside.addStretch(2)
        outside.addLayout(centred(card))
        outside.addStretch(3)

    def _on_demo(self) -> None:
        self.demo.setEnabled(False)
        self.demo.say(tr("Building the small world. This takes a few seconds."))
        self._trouble.hide()
        self.demo_asked.emit()

    def tell_trouble(self, text: str) -> None:
        """The demo did not start."""
        self.demo.setEnabled(True)
        self.demo.say(tr("Look around in a small made-up world: some companies, five services, nothing real."))
        self._trouble.tell(Tone.WARN, tr("The demo did not start."), text)
        self._trouble.show()
