"""What hinders whole kinds of keys (E-IMZO does not run, a module crashed), in one quiet strip under the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from muhr.domain.signatures import KeySource
from muhr.ui import key_words
from muhr.ui.parts.frames import Frame, column
from muhr.ui.parts.labels import Label, muted
from muhr.ui.retold import retold
from muhr.ui.theme import GRID, Tone

_QUIET = frozenset({"not-running", "no-token"})
"""Not everybody has E-IMZO or a token: it is said, without a colour."""
_SILENT = frozenset({"ok", "absent"})


class SourceLines(Frame):
    """One line for each source that is hindered; hidden when there is none."""

    def __init__(self) -> None:
        super().__init__("bar")
        self._inside = column(self, space=4)
        self._inside.setContentsMargins(3 * GRID, 12, 3 * GRID, 12)
        self._lines: list[QWidget] = []
        self.hide()

    @property
    def said(self) -> tuple[str, ...]:
        """Everything that is shown."""
        return tuple(line.text() for line in self._lines if isinstance(line, Label))

    def show_sources(self, sources: Sequence[KeySource]) -> None:
        """Show these instead of those before."""
        for line in self._lines:
            self._inside.removeWidget(line)
            line.deleteLater()
        self._lines = []
        for one in sources:
            if one.state in _SILENT:
                continue
            text = f"{one.name}: {retold(one.detail) or key_words.source_state(one.state)}"
            line = muted(text) if one.state in _QUIET else Label(text, tone=Tone.WARN)
            self._inside.addWidget(line)
            self._lines.append(line)
        self.setVisible(bool(self._lines))
