"""Scripted faults: which request of which method goes wrong, and how. Decides only; `gate` carries it out."""

from __future__ import annotations

import re
import threading
import time
from typing import Any

import msgspec

KINDS = frozenset(
    {
        "drop",  # the connection is closed without an answer
        "half_body",  # the head and half of the answer, then the connection is closed
        "slow_running",  # the work takes `seconds`, then the answer comes
        "silence",  # the work is done, the answer takes `seconds`
        "drip",  # the answer comes byte by byte, `seconds` between them
        "expire_token",  # the bearer token of the request becomes stale
        "duplicate_delivery",  # the request is worked on twice; the second answer is given
        "redirect_other_host",
        "captive_portal",  # 200 with a log-in page of somebody else
        "garbage_json",  # 200, JSON by its type, unreadable
        "empty",  # 200 without a body
        "answer_4",  # SignDocument's "internal error"
        "latency",
        "rate_limit",  # 429 for what exceeds `per_second` requests in one second
    }
)
_ACTS_FIRST = frozenset({"half_body", "silence", "drip"})
_HTTP = re.compile(r"http_([345]\d\d)")
_SUFFIX = re.compile(r"_(before|after)$")


class Fault(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One line of the script. `nth` counts the requests of `method` from 1 since the script was set."""

    method: str = "*"
    provider: str = ""
    """The service whose requests are meant and counted; "" for those of all."""
    kind: str
    """A name of `KINDS` or `http_NNN`, with `_before` or `_after` the work where it makes a difference."""
    nth: int | None = None
    every: int | None = None
    times: int | None = None
    """How often it may happen in all; once for `nth`, without end for `every`."""
    seconds: float = 1.0
    per_second: int = 10
    """For `rate_limit`: how many requests pass in any one second."""
    retry_after: str = "1"
    """The Retry-After header of 429 and 503: seconds or a date."""
    location: str = ""
    reset: bool = False
    """For drops: the client sees a reset instead of an orderly end."""
    hits: int = 0

    @property
    def counted_as(self) -> str:
        """Under which name the requests are counted: the method, with its service where one is named."""
        return f"{self.provider}/{self.method}" if self.provider else self.method

    @property
    def base(self) -> str:
        """The kind without its suffix."""
        return _SUFFIX.sub("", self.kind)

    @property
    def acts(self) -> bool:
        """Whether the work is done although the answer goes wrong."""
        suffix = _SUFFIX.search(self.kind)
        return suffix.group(1) == "after" if suffix is not None else self.base in _ACTS_FIRST

    @property
    def status(self) -> int | None:
        """The HTTP status of an `http_NNN` or `rate_limit` fault."""
        if self.base == "rate_limit":
            return 429
        found = _HTTP.fullmatch(self.base)
        return int(found.group(1)) if found is not None else None

    def check(self) -> None:
        """Raise `msgspec.ValidationError` when the line makes no sense."""
        if self.base not in KINDS and self.status is None:
            raise msgspec.ValidationError(f"unknown fault kind {self.kind!r}")
        if (self.nth is None) == (self.every is None):
            raise msgspec.ValidationError("a fault needs either nth or every")
        if (self.nth or self.every or 0) < 1:
            raise msgspec.ValidationError("nth and every count from 1")

    def due(self, count: int) -> bool:
        """Whether the `count`th request of the method is hit."""
        if self.nth is not None:
            return self.nth <= count < self.nth + (self.times or 1)
        assert self.every is not None
        return count % self.every == 0 and (self.times is None or self.hits < self.times)


class FaultScript:
    """The lines, how many requests of each method have come, and the general latency."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._counts: dict[str, int] = {}
        self._passed: dict[str, list[float]] = {}
        """Method of a rate limit -> when its last requests passed."""
        self.latency_ms: dict[str, float] = {}
        """Method, "service/method" or "*" -> milliseconds before each answer."""

    def set(self, faults: list[Any]) -> None:
        """Replace the script and count from the beginning; raises `msgspec.ValidationError`."""
        lines = msgspec.convert(faults, list[Fault])
        for line in lines:
            line.check()
        with self._lock:
            self._faults = lines
            self._counts = {}
            self._passed = {}

    def due(self, method: str, provider: str = "") -> list[Fault]:
        """Count one request of a method and give the faults that hit it, in the order of the script."""
        with self._lock:
            names = (method, "*", f"{provider}/{method}", f"{provider}/*")
            counts = {name: self._counts.get(name, 0) + 1 for name in names}
            self._counts.update(counts)
            due = [line for line in self._faults if line.counted_as in counts and line.due(counts[line.counted_as])]
            hit = [line for line in due if line.base != "rate_limit" or self._is_too_fast(line)]
            for line in hit:
                line.hits += 1
            return hit

    def _is_too_fast(self, line: Fault) -> bool:
        """Whether the requests that passed within the last second have used the allowance up."""
        now = time.monotonic()
        passed = [moment for moment in self._passed.get(line.counted_as, []) if moment > now - 1]
        too_fast = len(passed) >= line.per_second
        self._passed[line.counted_as] = passed if too_fast else [*passed, now]
        return too_fast

    def latency(self, method: str, provider: str = "") -> float:
        """Seconds to wait before a method's answer; what is said of one service goes before what is said of all."""
        names = (f"{provider}/{method}", f"{provider}/*", method, "*")
        return next((self.latency_ms[name] for name in names if name in self.latency_ms), 0.0) / 1000

    def as_dict(self) -> dict[str, Any]:
        """The script with its hits, and the requests counted."""
        with self._lock:
            return {"faults": msgspec.to_builtins(self._faults), "requests": dict(self._counts)}
