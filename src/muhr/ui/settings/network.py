"""How an account's line goes out: the proxy and a further certificate authority. Keeps nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.fields import Labelled
from muhr.ui.parts.frames import column, row
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr

SYSTEM, NONE, MANUAL = "system", "none", "manual"


class NetworkFields(QWidget):
    """Proxy and certificate authority, as the account's options name them (`proxy`, `ca_file`)."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.proxy, self.address, self.authority = QComboBox(), QLineEdit(), QLineEdit()
        for text, value in ((tr("As the system says"), SYSTEM), (tr("None"), NONE), (tr("This one:"), MANUAL)):
            self.proxy.addItem(text, value)
        self.address.setPlaceholderText("http://proxy.example:3128")
        self._address = Labelled(tr("Address of the proxy"), self.address)
        choose = button(tr("Choose a file…"), self._on_file, look=ButtonLook.QUIET, icon="folder")
        line = row(space=2 * GRID)
        line.addWidget(Labelled(tr("Proxy"), self.proxy), 1)
        line.addWidget(self._address, 1)
        below = row(space=GRID)
        hint = tr("Only where the network inspects secure connections; a PEM file.")
        below.addWidget(Labelled(tr("Further certificate authority"), self.authority, hint), 1)
        below.addWidget(choose)
        inside = column(self, space=2 * GRID)
        inside.addLayout(line)
        inside.addLayout(below)
        self.proxy.currentIndexChanged.connect(lambda _: self._tell())
        self.address.textChanged.connect(lambda _: self._tell())
        self.authority.textChanged.connect(lambda _: self.changed.emit())
        self._tell()

    def fill(self, options: Mapping[str, str]) -> None:
        """Show what an account has."""
        wish = options.get("proxy", SYSTEM).strip() or SYSTEM
        kind = wish if wish in (SYSTEM, NONE) else MANUAL
        self.proxy.setCurrentIndex(self.proxy.findData(kind))
        self.address.setText(wish if kind == MANUAL else "")
        self.authority.setText(options.get("ca_file", ""))

    def options(self, before: Mapping[str, str]) -> dict[str, str]:
        """The account's options with what stands here; what is usual is left out."""
        made = {name: value for name, value in before.items() if name not in ("proxy", "ca_file")}
        kind = self.proxy.currentData()
        if kind == NONE:
            made["proxy"] = NONE
        elif kind == MANUAL:
            made["proxy"] = self.address.text().strip()
        if self.authority.text().strip():
            made["ca_file"] = self.authority.text().strip()
        return made

    @property
    def usable(self) -> bool:
        """Whether what was typed can be kept: an address, without a name or password in it."""
        return self.proxy.currentData() != MANUAL or not self._why_not()

    def _why_not(self) -> str:
        try:
            parts = urlsplit(self.address.text().strip())
        except ValueError:
            return tr("This is no address.")
        if parts.username or parts.password:
            return tr("Muhr keeps no password in its workspace: use the system's proxy setting for that.")
        if parts.scheme not in ("http", "https", "socks5") or not parts.hostname:
            return tr("An address begins with http:// and names a computer.")
        return ""

    def _tell(self) -> None:
        manual = self.proxy.currentData() == MANUAL
        self._address.setVisible(manual)
        self._address.advise(self._why_not() if manual and self.address.text() else "", Tone.WARN)
        self.changed.emit()

    def _on_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Certificate authority"), "", "PEM (*.pem *.crt *.cer)")
        if chosen:
            self.authority.setText(str(Path(chosen)))
