"""The sandbox's clock, which control calls can move. Nothing else in the sandbox asks for the time of day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class SandboxClock:
    """Aware UTC now, shifted by an offset that tests and training set."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self.offset = offset

    def __call__(self) -> datetime:
        """Give the sandbox's now."""
        return datetime.now(UTC) + self.offset

    def advance(self, seconds: float) -> None:
        """Move the clock forwards, or back with a negative number."""
        self.offset += timedelta(seconds=seconds)

    def set(self, moment: datetime) -> None:
        """Make it `moment` (aware) now; the clock runs on from there."""
        self.offset = moment - datetime.now(UTC)

    def reset(self) -> None:
        """Go back to the computer's time."""
        self.offset = timedelta(0)
