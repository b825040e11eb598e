"""A device waits for the person: where to look, how long it waits, and how to say no. Decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from muhr.domain.signatures import Unlock
from muhr.ui.parts.buttons import button
from muhr.ui.parts.frames import Notice, column, row
from muhr.ui.prompts import DeviceNotice
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr

_SECOND_MS = 1000


class DevicePane(QWidget):
    """Shown while a PIN is typed at a reader, or a password in E-IMZO's own window."""

    def __init__(self) -> None:
        super().__init__()
        self._notice: DeviceNotice | None = None
        self._left: int | None = None
        self._told = Notice(Tone.WARN)
        self.cancel = button(tr("Cancel the question"), self._on_cancel)
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self._on_second)
        inside = column(self, space=GRID)
        inside.addWidget(self._told)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        inside.addLayout(foot)
        self.hide()

    @property
    def text(self) -> str:
        """What the person is told; empty while no device waits."""
        return self._told.accessibleName() if self._notice is not None else ""

    def show_notice(self, notice: DeviceNotice) -> None:
        """A device waits from now on."""
        self._notice, self._left = notice, notice.request.seconds
        self.cancel.setVisible(notice.cancellable)
        self._tell()
        self.show()
        self._clock.start()

    def forget(self, notice: DeviceNotice) -> None:
        """This device waits no longer; another one that began meanwhile still does."""
        if notice is self._notice:
            self._notice = None
            self._clock.stop()
            self.hide()

    def _on_second(self) -> None:
        if self._left:
            self._left -= 1
            self._tell()

    def _on_cancel(self) -> None:
        if self._notice is not None:
            self._notice.cancel()
            self.cancel.setVisible(False)

    def _tell(self) -> None:
        notice = self._notice
        if notice is None:
            return
        request = notice.request
        window = request.key.access.unlock is Unlock.E_IMZO
        what = tr("Type the password in the window of E-IMZO") if window else tr("Type the PIN at the reader")
        which = tr(" ({one} of {all})", one=request.ordinal, all=request.total) if request.total > 1 else ""
        details = [tr("It may lie behind this window.")] if window else [tr("Muhr does not see what you type there.")]
        if self._left is not None:
            details.append(tr("It waits for %n more second(s).", self._left))
        self._told.tell(Tone.WARN, what + which, " ".join(details))
