"""A sheet: a dialog over the window with a title, a body and a row of buttons. Esc closes it where closing is safe."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.frames import Frame, column, row
from muhr.ui.parts.labels import Label, muted, title
from muhr.ui.theme import GRID
from muhr.ui.tr import tr


class Sheet(QDialog):
    """The common shape of all sheets. Window-modal: the window behind stays as it is."""

    def __init__(self, parent: QWidget, name: str, detail: str = "", *, width: int = 640, height: int = 0) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(name)
        self.setAccessibleName(name)
        self._title, self._detail = title(name), muted(detail)
        self._title.setWordWrap(True)
        head = column(margin=3 * GRID, space=4)
        head.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        head.addWidget(self._title)
        head.addWidget(self._detail)
        self.body = column(space=2 * GRID)
        self.body.setContentsMargins(3 * GRID, 0, 3 * GRID, 2 * GRID)
        foot = Frame("bar")
        self.foot = row(foot, space=GRID)
        self.foot.setContentsMargins(3 * GRID, 12, 3 * GRID, 12)
        inside = column(self, space=0)
        inside.addLayout(head)
        inside.addLayout(self.body, 1)
        inside.addWidget(foot)
        self._detail.setVisible(bool(detail))
        self.setMinimumWidth(min(width, 480))
        self.resize(width, height or self.sizeHint().height())

    def name(self, text: str, detail: str = "") -> None:
        """Change the title."""
        self.setWindowTitle(text)
        self.setAccessibleName(text)
        self._title.setText(text)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))

    def fit(self) -> None:
        """Be as high as the content needs at the present width. (QDialog.adjustSize cuts wrapped texts.)"""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), max(layout.totalHeightForWidth(self.width()), layout.sizeHint().height()))

    def may_close(self) -> bool:
        """Whether Esc and the window's own close button may close the sheet now."""
        return True

    def reject(self) -> None:
        """Qt: Esc."""
        if self.may_close():
            super().reject()


class Question(Sheet):
    """A question with one thing to agree to. Never asked where undoing is possible instead."""

    def __init__(
        self, parent: QWidget, name: str, text: str, *, agree: str, danger: bool = False, detail: str = ""
    ) -> None:
        super().__init__(parent, name, width=520)
        self.text = text
        self.body.addWidget(Label(text))
        if detail:
            self.body.addWidget(muted(detail))
        self.cancel = button(tr("Cancel"), self.reject)
        self.agree: QPushButton = button(agree, self.accept, look=ButtonLook.DANGER if danger else ButtonLook.PRIMARY)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.agree)
        (self.cancel if danger else self.agree).setDefault(True)
        (self.cancel if danger else self.agree).setFocus()
        self.fit()
