"""A person for tests of devices: types what it was told, and remembers every question."""

from __future__ import annotations

from collections.abc import Callable

from muhr.domain.errors import Cancelled
from muhr.domain.prompts import DeviceRequest, PasswordRequest


class Notice:
    """What is shown while a device waits."""

    def __init__(self, request: DeviceRequest) -> None:
        self.request = request
        self.closed = 0

    def close(self) -> None:
        """Count."""
        self.closed += 1


class Asked:
    """`Prompts` that answer at once: with each of these in turn, the last one again and again; None says no."""

    def __init__(self, *answers: str | None) -> None:
        self._answers = list(answers)
        self.requests: list[PasswordRequest] = []
        self.given: list[bytearray] = []
        self.notices: list[Notice] = []

    def ask_password(self, request: PasswordRequest) -> bytearray:
        """Type it."""
        self.requests.append(request)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if answer is None:
            raise Cancelled("The person said no.")
        self.given.append(bytearray(answer.encode()))
        return self.given[-1]

    def device_asks(self, request: DeviceRequest, cancel: Callable[[], None] | None) -> Notice:
        """Look at the device."""
        assert cancel is None
        self.notices.append(Notice(request))
        return self.notices[-1]
