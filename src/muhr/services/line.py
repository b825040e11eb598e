"""The state of one account's line to its provider: open, or held and until when. Sends nothing; knows no threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from muhr.domain.errors import MuhrError, Refused, Throttled, Unauthorised, Unreachable
from muhr.services.outcomes import Failure, Success
from muhr.services.retry import RetryPolicy, lies_ahead

DOUBT_LIMIT = 8
"""So many outcomes in a row that nobody knows, and the line rests: a provider that answers every request with an error
page must not be sent the whole outbox to lose. Two rounds of four lanes tell an accident from a breakdown."""

PATIENCE = timedelta(seconds=15)
"""How long a person in front of a progress sheet is kept waiting for a row's next turn; what is due later ends the
run as it stands, and goes on in the background."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Why nothing is sent for an account at present."""

    error: MuhrError
    until: datetime | None = None
    """When the line is tried again by itself; None when a person must act first."""
    resting: bool = True
    """Whether a signing run ends meanwhile; False for a pause that is shorter than a person's patience."""
    broken: bool = False
    """The workspace could not keep an outcome (or a bug struck): nothing leaves until Muhr is started again."""


class Line:
    """Open or held. Not thread-safe: its runner guards it."""

    def __init__(self, policy: RetryPolicy) -> None:
        self._policy = policy
        self._failures = 0
        self._doubts = 0
        self.hold: Hold | None = None

    @property
    def doubtful(self) -> bool:
        """Whether the last that was heard was a failure: then one row alone is sent to find out."""
        return self._failures > 0 or self._doubts >= DOUBT_LIMIT

    def is_open(self, now: datetime) -> bool:
        """Whether something may be sent or asked, or may be again because the hold's time is over."""
        return self.hold is None or (self.hold.until is not None and not lies_ahead(self.hold.until, now))

    def reopen(self, now: datetime) -> bool:
        """End a hold whose time is over; True when there was one."""
        if self.hold is None or not self.is_open(now):
            return False
        self.hold = None
        return True

    def heard(self, answer: Success[Any] | Failure, now: datetime, jitter: float) -> None:
        """Take note of what came of a call."""
        if self.hold is not None and self.hold.broken:
            return
        if isinstance(answer, Success) or isinstance(answer.error, Refused):
            self._failures = self._doubts = 0
            if self.hold is not None and not isinstance(self.hold.error, (Unauthorised, Throttled)):
                self.hold = None
            return
        error = answer.error
        if isinstance(error, Unauthorised):
            self.hold = Hold(error=error)
        elif isinstance(error, Throttled):
            self._throttled(error, now, jitter)
        elif self.hold is not None:
            return  # several lanes met the same trouble: it counts once
        elif isinstance(error, Unreachable):
            self._failures += 1
            until = now + self._policy.delay(self._failures, jitter)
            # One failure may be an accident; after the second in a row the person is told that the line is down.
            self.hold = Hold(error=error, until=until, resting=self._failures > 1)
        else:
            self._doubts += 1
            if self._doubts >= DOUBT_LIMIT:
                until = now + self._policy.delay(self._doubts - DOUBT_LIMIT + 1, jitter)
                self.hold = Hold(error=error, until=until, resting=self._doubts > DOUBT_LIMIT)

    def _throttled(self, error: Throttled, now: datetime, jitter: float) -> None:
        until = self._policy.when(error, 1, now, jitter)
        assert until is not None  # only Unauthorised has no time
        if self.hold is None or self.hold.until is None or self.hold.until < until:
            self.hold = Hold(error=error, until=until, resting=until - now > PATIENCE)

    def pause(self, error: MuhrError, now: datetime, jitter: float) -> None:
        """Something of our own is in the way for a while."""
        if self.hold is None:
            self._failures += 1
            self.hold = Hold(error=error, until=now + self._policy.delay(self._failures, jitter))

    def block(self, error: MuhrError) -> None:
        """The line cannot even be set up (no credentials are stored): a person must act first."""
        self.hold = Hold(error=error)

    def break_off(self, error: MuhrError) -> None:
        """Nothing leaves any more: what happened could not be kept."""
        self.hold = Hold(error=error, broken=True)

    def lift(self) -> bool:
        """A person says: try now. False when that cannot be (the provider set a time; a disk error needs a restart)."""
        if self.hold is None:
            return True
        if isinstance(self.hold.error, Throttled) or self.hold.broken:
            return False
        self.hold = None
        self._failures = self._doubts = 0
        return True
