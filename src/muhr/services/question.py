"""Asks the person for a password, with a deadline and a way out. Keeps no password; a late one is overwritten."""

from __future__ import annotations

import threading

from muhr.domain.errors import Cancelled
from muhr.domain.ports import PasswordRequest, Prompts
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
