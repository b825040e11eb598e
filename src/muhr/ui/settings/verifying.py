"""The card of the settings that says how signatures are checked, and whether our own get a time stamp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from muhr.domain import verifying
from muhr.domain.signatures import RevocationMode, StampMode
from muhr.ui.parts.buttons import button
from muhr.ui.parts.fields import Labelled
from muhr.ui.parts.frames import Frame, column, row
from muhr.ui.parts.labels import Label
from muhr.ui.session import Session
from muhr.ui.settings.trust import TrustSheet
from muhr.ui.theme import GRID
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk

_PAUSE = 400
"""Milliseconds without a key stroke after which the addresses are stored."""
Stored = tuple[str, str, str]
_NAMES = (verifying.REVOCATION, verifying.STAMP_MODE, verifying.STAMP_SERVERS)


def _read(desk: Desk) -> Stored:
    first, second, third = (desk.workspace.setting(name) for name in _NAMES)
    return first, second, third


class VerifyingCard(Frame):
    """What is chosen is stored at once."""

    def __init__(self, session: Session) -> None:
        super().__init__("card")
        self._session = session
        self.revocation, self.stamps, self.servers = QComboBox(), QComboBox(), QPlainTextEdit()
        for mode, name in (
            (RevocationMode.ONLINE, tr("Ask the authorities")),
            (RevocationMode.CACHED, tr("Use what was asked before")),
            (RevocationMode.OFF, tr("Only what the file itself brings")),
        ):
            self.revocation.addItem(name, mode.value)
        for stamp, name in (
            (StampMode.OFF, tr("No time stamps")),
            (StampMode.IF_POSSIBLE, tr("A time stamp when possible")),
            (StampMode.REQUIRED, tr("Never without a time stamp")),
        ):
            self.stamps.addItem(name, stamp.value)
        for box in (self.revocation, self.stamps):
            box.setMaximumWidth(360)
        self.revocation.activated.connect(lambda: self._store(verifying.REVOCATION, str(self.revocation.currentData())))
        self.stamps.activated.connect(self._on_stamps)
        self.servers.setTabChangesFocus(True)
        self.servers.setMaximumHeight(72)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._on_servers)
        self.servers.textChanged.connect(self._pause.start)
        inside = column(self, margin=2 * GRID, space=12)
        head = row()
        head.addWidget(Label(tr("Checking signatures"), scale=1.15, strong=True), 1)
        self.trust_button = button(tr("Trusted authorities…"), self._on_trust)
        head.addWidget(self.trust_button)
        inside.addLayout(head)
        inside.addWidget(Labelled(tr("Was a certificate revoked?"), self.revocation))
        inside.addWidget(Labelled(tr("Time stamps on your own signatures"), self.stamps))
        hint = tr("One address in each line; the next one is asked when one fails.")
        self._servers = Labelled(tr("Time stamping authorities"), self.servers, hint)
        inside.addWidget(self._servers)
        self._servers.hide()

    def arrive(self) -> None:
        """Read what is stored."""
        self._session.ask(self, _read, self._on_read)

    def _on_read(self, stored: Stored) -> None:
        mode = verifying.revocation_mode(stored[0])
        stamps = verifying.stamp_settings(stored[1], stored[2])
        self.revocation.setCurrentIndex(self.revocation.findData(mode.value))
        self.stamps.setCurrentIndex(self.stamps.findData(stamps.mode.value))
        if not self.servers.hasFocus():
            self.servers.blockSignals(True)
            self.servers.setPlainText("\n".join(stamps.servers))
            self.servers.blockSignals(False)
        self._servers.setVisible(stamps.mode is not StampMode.OFF)

    def _store(self, name: str, value: str) -> None:
        self._session.ask(self, lambda desk: desk.workspace.set_setting(name, value))

    def _on_stamps(self) -> None:
        value = str(self.stamps.currentData())
        self._store(verifying.STAMP_MODE, value)
        self._servers.setVisible(value != StampMode.OFF.value)

    def _on_servers(self) -> None:
        self._store(verifying.STAMP_SERVERS, self.servers.toPlainText()[:4000])

    def _on_trust(self) -> None:
        TrustSheet(self.window(), self._session).open()
