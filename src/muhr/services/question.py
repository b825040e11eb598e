"""Asks the person through `Prompts`, with a deadline and a way out. Keeps no password; a late one is overwritten."""

from __future__ import annotations

import threading
from collections.abc import Callable

from muhr.domain.errors import Cancelled
from muhr.domain.prompts import DeviceRequest, DeviceWait, PasswordRequest, Prompts
from muhr.services.outcomes import Answer, Failure, attempt

DEADLINE = 300.0
"""Seconds. A sheet that nobody has answered for five minutes belongs to a desk that nobody sits at."""


def wipe(password: bytearray) -> None:
    """Overwrite a password in place."""
    password[:] = bytes(len(password))


class PasswordQuestion:
    """One question, asked in a thread of its own, so that the run can end while the sheet is still open."""

    def __init__(self, prompts: Prompts, request: PasswordRequest) -> None:
        self._prompts = prompts
        self._request = request
        self._changed = threading.Condition()
        self._answer: Answer[bytearray] | None = None
        self._over: Cancelled | None = None

    def ask(self, deadline: float = DEADLINE) -> bytearray:
        """The password, for the caller to overwrite. Raises `Cancelled`, also when `abandon` is called meanwhile."""
        threading.Thread(target=self._run, name="muhr-question", daemon=True).start()
        with self._changed:
            self._changed.wait_for(lambda: self._answer is not None or self._over is not None, deadline)
            answer, self._answer = self._answer, None
            if self._over is None and answer is None:
                self._over = Cancelled("Nobody answered in time.", code="question-timeout")
            over = self._over
            if over is None:
                self._over = Cancelled("The question was answered before.")
        if over is not None or answer is None:
            if answer is not None and not isinstance(answer, Failure):
                wipe(answer.value)
            raise over or Cancelled("Nobody answered.")
        if isinstance(answer, Failure):
            raise answer.error
        return answer.value

    def abandon(self) -> None:
        """End the question from outside: the run was stopped or the program is closing."""
        with self._changed:
            if self._over is None:
                self._over = Cancelled("Stopped before the password was given.")
            self._changed.notify_all()

    def _run(self) -> None:
        answer = attempt(lambda: self._prompts.ask_password(self._request))
        with self._changed:
            if self._over is None:
                self._answer = answer
                self._changed.notify_all()
                return
        if not isinstance(answer, Failure):
            wipe(answer.value)


class Asking:
    """The `Prompts` of one run: whatever is asked or waited for ends when the run is stopped."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts
        self._door = threading.Lock()
        self._over = False
        self._leave: Callable[[], None] | None = None

    def ask_password(self, request: PasswordRequest) -> bytearray:
        """See `Prompts.ask_password`; raises `Cancelled` also when the run is stopped or nobody answers in time."""
        question = PasswordQuestion(self._prompts, request)
        self._leaving(question.abandon)
        return question.ask()

    def device_asks(self, request: DeviceRequest, cancel: Callable[[], None] | None) -> DeviceWait:
        """See `Prompts.device_asks`; a run that is stopped says no as the person would."""
        self._leaving(cancel)
        return self._prompts.device_asks(request, cancel)

    def abandon(self) -> None:
        """End the open question, and every later one at once."""
        with self._door:
            self._over, leave = True, self._leave
        if leave is not None:
            leave()

    def _leaving(self, leave: Callable[[], None] | None) -> None:
        with self._door:
            self._leave, over = leave, self._over
        if over and leave is not None:
            leave()
