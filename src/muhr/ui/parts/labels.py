"""Labels that show foreign text as plain text, whatever is in it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from muhr.ui import theme
from muhr.ui.plain import LONGEST_LABEL, breakable, tooltip, visible, visible_lines
from muhr.ui.theme import Tone
from muhr.ui.tr import tr


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Label(QLabel):
    """Plain text, wrapped by default. What is hidden in the text is written out (`ui.plain`)."""

    def __init__(
        self,
        text: str = "",
        *,
        tone: Tone = Tone.INK,
        scale: float = 1.0,
        strong: bool = False,
        wrap: bool = True,
        selectable: bool = False,
        figures: bool = False,
        fixed: bool = False,
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if scale != 1.0 or strong or figures or fixed:
            self.setFont(theme.type_of(scale, strong=strong, figures=figures, fixed=fixed))
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if tone is not Tone.INK:
            self.setProperty("tone", tone.value)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802
        """Show a text; line breaks stay, everything else that cannot be seen is written out."""
        shown = visible_lines(text, LONGEST_LABEL)
        super().setText(breakable(shown) if self.wordWrap() else shown)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour."""
        if self.property("tone") != tone.value:
            self.setProperty("tone", tone.value)
            restyle(self)


class Elided(QLabel):
    """One line that ends in an ellipsis when it does not fit; the whole text is in the tool tip."""

    def __init__(
        self, text: str = "", *, tone: Tone = Tone.INK, scale: float = 1.0, strong: bool = False, figures: bool = False
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.addAction(tr("Copy"), self._on_copy)
        self.setFont(theme.type_of(scale, strong=strong, figures=figures))
        self._tone = tone
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802
        """Show a text in one line."""
        super().setText(visible(text))
        self._tip()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())

    def set_tone(self, tone: Tone) -> None:
        """Change the colour."""
        self._tone = tone
        self.update()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt: it can shrink to an ellipsis."""
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: perhaps it fits now."""
        super().resizeEvent(event)
        self._tip()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw what fits."""
        painter = QPainter(self)
        painter.setPen(theme.colour(self._tone))
        fitting = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment() | Qt.TextFlag.TextSingleLine), fitting)
        painter.end()

    def _tip(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(tooltip(self.text()) if cut else "")


def title(text: str = "") -> Label:
    """The name of a page or a sheet."""
    return Label(text, scale=1.5, strong=True, wrap=False)


def heading(text: str = "") -> Label:
    """The name of a section."""
    return Label(text, strong=True)


def muted(text: str = "", *, scale: float = 1.0) -> Label:
    """A quieter text beside something more important."""
    return Label(text, tone=Tone.MUTED, scale=scale)
