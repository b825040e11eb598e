"""How a worker asks the person through the window: the worker waits, the window answers. Draws nothing itself."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, Signal

from muhr.domain.errors import Cancelled
from muhr.domain.prompts import DeviceRequest, PasswordRequest

PATIENCE = timedelta(minutes=10)
"""How long a worker waits for the person before it takes the silence for a no."""


def wipe(buffer: bytearray) -> None:
    """Overwrite a secret in place."""
    buffer[:] = bytes(len(buffer))


class Question:
    """One question of a worker. Answered, cancelled or withdrawn exactly once."""

    def __init__(self, request: PasswordRequest) -> None:
        self.request = request
        self._door = threading.Lock()
        self._settled = threading.Event()
        self._answer: bytearray | None = None

    def answer(self, password: bytearray) -> None:
        """Give the password (GUI thread). The buffer belongs to the worker now; too late an answer is overwritten."""
        with self._door:
            if self._settled.is_set():
                wipe(password)
                return
            self._answer = password
            self._settled.set()

    def cancel(self) -> None:
        """The person said no (GUI thread), or nobody is there to ask."""
        with self._door:
            self._settled.set()

    def wait(self, patience: timedelta) -> bytearray:
        """Wait for the answer (worker); raises `Cancelled` (code `cancelled`, or `prompt-timeout` after `patience`)."""
        in_time = self._settled.wait(patience.total_seconds())
        with self._door:
            self._settled.set()
            answer, self._answer = self._answer, None
        if answer is not None:
            return answer
        if in_time:
            raise Cancelled("the password was not given")
        raise Cancelled("nobody answered the question for the password in time", code="prompt-timeout")


class DeviceNotice:
    """A device waits for the person. Closed by the worker, cancelled by the person; each counts once."""

    def __init__(
        self, request: DeviceRequest, cancel: Callable[[], None] | None, answered: Callable[[DeviceNotice], None]
    ) -> None:
        self.request = request
        self._door = threading.Lock()
        self._cancel: Callable[[], None] | None = cancel
        self._answered = answered
        self._closed = False

    @property
    def cancellable(self) -> bool:
        """Whether a no can be given here and now."""
        return self._cancel is not None

    def cancel(self) -> None:
        """The person said no (GUI thread)."""
        with self._door:
            cancel, self._cancel = self._cancel, None
        if cancel is not None:
            cancel()

    def close(self) -> None:
        """The device has its answer (worker)."""
        with self._door:
            first, self._closed, self._cancel = not self._closed, True, None
        if first:
            self._answered(self)


class WindowPrompts(QObject):
    """The `Prompts` of the window. One per sheet; `ask_password` is called from any thread."""

    asked = Signal(object)
    """A `Question`, heard in the GUI thread."""
    device_asked = Signal(object)
    """A `DeviceNotice`: the person must look at a device."""
    device_answered = Signal(object)
    """The same notice: the device waits no longer."""

    def __init__(self, parent: QObject | None = None, patience: timedelta = PATIENCE) -> None:
        super().__init__(parent)
        self._patience = patience
        self._door = threading.Lock()
        self._question: Question | None = None
        self._notice: DeviceNotice | None = None
        self._open = True

    def ask_password(self, request: PasswordRequest) -> bytearray:
        """Ask and wait; raises `Cancelled`."""
        question = Question(request)
        with self._door:
            if not self._open:
                raise Cancelled("the window is closed")
            self._question = question
            self.asked.emit(question)
        return question.wait(self._patience)

    def device_asks(self, request: DeviceRequest, cancel: Callable[[], None] | None) -> DeviceNotice:
        """Show the person where to look; see `domain.prompts.Prompts`."""
        notice = DeviceNotice(request, cancel, self.device_answered.emit)
        with self._door:
            is_open = self._open
            if is_open:
                self._notice = notice
                self.device_asked.emit(notice)
        if not is_open:
            notice.cancel()
        return notice

    def close(self) -> None:
        """Say no to the open question and to every later one."""
        with self._door:
            self._open = False
            question, self._question = self._question, None
            notice, self._notice = self._notice, None
        if question is not None:
            question.cancel()
        if notice is not None:
            notice.cancel()
