"""How a worker asks the person through the window: the worker waits, the window answers. Draws nothing itself."""

from __future__ import annotations

import threading
from datetime import timedelta

from PySide6.QtCore import QObject, Signal

from muhr.domain.errors import Cancelled
from muhr.domain.ports import PasswordRequest

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


class WindowPrompts(QObject):
    """The `Prompts` of the window. One per sheet; `ask_password` is called from any thread."""

    asked = Signal(object)
    """A `Question`, heard in the GUI thread."""

    def __init__(self, parent: QObject | None = None, patience: timedelta = PATIENCE) -> None:
        super().__init__(parent)
        self._patience = patience
        self._door = threading.Lock()
        self._question: Question | None = None
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

    def close(self) -> None:
        """Say no to the open question and to every later one."""
        with self._door:
            self._open = False
            question, self._question = self._question, None
        if question is not None:
            question.cancel()
