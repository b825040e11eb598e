"""The line at the bottom: how fresh things are, whether the services answer, and what the person must know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from PySide6.QtCore import Signal

from muhr.domain.effects import OPEN, EffectState
from muhr.domain.errors import PinNeeded
from muhr.domain.events import EffectChanged, Event, RefreshFinished, RefreshStarted, WorkerTrouble
from muhr.ui import icons, words
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.frames import Frame, row
from muhr.ui.parts.labels import Elided, Label
from muhr.ui.spelling import clock_time
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr

_ICON = 14


class StatusLine(Frame):
    """Never more than one line; the worst news first."""

    open_changed = Signal(int)
    """So many rows of the outbox are on their way."""
    code_asked = Signal(str)
    """The person wants to type the one-time code that an account (its id) waits for."""

    def __init__(self) -> None:
        super().__init__("status")
        self.setAccessibleName(tr("Status"))
        self._icon, self._text = Label(), Elided(scale=0.9, tone=Tone.MUTED)
        self._warn_icon, self._warn = Label(), Label(scale=0.9, tone=Tone.WARN, wrap=False)
        self._outbox = Label(scale=0.9, tone=Tone.MUTED, wrap=False)
        icons.put(self._icon, "clock", Tone.MUTED, _ICON)
        icons.put(self._warn_icon, "lock", Tone.WARN, _ICON)
        inside = row(self, space=GRID)
        inside.setContentsMargins(3 * GRID, 4, 2 * GRID, 4)
        inside.addWidget(self._icon)
        self.code = button(tr("Type the one-time code…"), self._on_code, look=ButtonLook.QUIET)
        self.code.hide()
        inside.addWidget(self._text, 1)
        inside.addWidget(self.code)
        inside.addWidget(self._outbox)
        inside.addSpacing(GRID)
        inside.addWidget(self._warn_icon)
        inside.addWidget(self._warn)
        self._asking: set[str] = set()
        self._troubles: dict[str, str] = {}
        self._codes: dict[str, None] = {}
        self._open: set[str] = set()
        self._refreshed: datetime | None = None
        self.show_secrets(persistent=True)
        self.say(tr("Opening…"))

    def say(self, text: str, tone: Tone = Tone.MUTED, icon: str = "clock") -> None:
        """Say something until the next news."""
        self._text.setText(text)
        self._text.set_tone(tone)
        icons.put(self._icon, icon, tone, _ICON)

    def show_secrets(self, *, persistent: bool) -> None:
        """Whether the accounts' passwords outlive the session."""
        self._warn_icon.setVisible(not persistent)
        self._warn.setVisible(not persistent)
        self._warn.setText(tr("Account passwords are kept until you close Muhr") if not persistent else "")
        self._warn.setToolTip(tr("This computer offers no keyring to keep them in.") if not persistent else "")

    def show_open(self, effect_ids: Iterable[str]) -> None:
        """These rows of the outbox are on their way."""
        self._open = set(effect_ids)
        self._tell()

    def hear(self, events: tuple[Event, ...]) -> None:
        """Something happened."""
        for event in events:
            if isinstance(event, RefreshStarted):
                self._asking.add(event.account_id)
            elif isinstance(event, RefreshFinished):
                self._asking.discard(event.account_id)
                self._refreshed = datetime.now(UTC)
                self._note_code(event.account_id, wanted=event.error_code == PinNeeded.code)
                self._note(event.account_id, words.error_of(event.error_code, event.error) if event.error_code else "")
            elif isinstance(event, WorkerTrouble):
                self._note(event.account_id, words.error_of(event.error_code, event.error))
            elif isinstance(event, EffectChanged):
                (self._open.add if event.effect.state in OPEN else self._open.discard)(event.effect.id)
                if event.effect.state is EffectState.DONE:  # the line works
                    self._note(event.effect.account_id, "")
        self._tell()

    def _note(self, account_id: str, trouble: str) -> None:
        if trouble:
            self._troubles[account_id] = trouble
        else:
            self._troubles.pop(account_id, None)

    def _note_code(self, account_id: str, *, wanted: bool) -> None:
        if wanted:
            self._codes[account_id] = None
        else:
            self._codes.pop(account_id, None)

    def _on_code(self) -> None:
        if self._codes:
            self.code_asked.emit(next(iter(self._codes)))

    def _tell(self) -> None:
        self.code.setVisible(bool(self._codes))
        self.open_changed.emit(len(self._open))
        self._outbox.setText(tr("%n on their way", len(self._open)) if self._open else "")
        if self._troubles:
            self.say(" · ".join(dict.fromkeys(self._troubles.values())), Tone.WARN, "warn")
        elif self._asking:
            self.say(tr("Asking %n account(s)…", len(self._asking)), icon="refresh")
        elif self._refreshed is not None:
            self.say(tr("All services answered at {time}", time=clock_time(self._refreshed)), icon="ok")
        else:
            self.say(tr("Not refreshed yet"))
