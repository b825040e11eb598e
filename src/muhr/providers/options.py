"""How a provider's line is set up: timeouts, proxy, extra certificate authority, limits. Opens nothing itself."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

MEBIBYTE = 1024 * 1024
LONGEST_PAUSE_MS = 60_000


class ProxyMode(enum.Enum):
    """Where the address of a proxy comes from."""

    SYSTEM = "system"  # environment variables, and on Windows and macOS the system's settings
    NONE = "none"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """How long each step may take, in seconds."""

    connect: float = 10.0
    read: float = 60.0
    """Silence between two pieces of an answer."""
    write: float = 30.0
    pool: float = 15.0
    """Waiting for one of our own connections to become free."""
    whole: float = 120.0
    """Everything together: a server that drips one byte a second is cut off here."""
    download: float = 3600.0
    """Everything together, for one stretch of an archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransportOptions:
    """The set-up of one account's line. Certificate checks cannot be switched off."""

    timeouts: Timeouts = field(default_factory=Timeouts)
    proxy: ProxyMode = ProxyMode.SYSTEM
    proxy_url: str = field(default="", repr=False)  # it may hold a password
    ca_file: Path | None = None
    """PEM file with further certificate authorities, for networks that inspect TLS."""
    connections: int = 8
    keepalive: float = 4.0
    """How long an idle connection is kept, in seconds. Shorter than the 5 s after which many servers close one, so
    that a request is seldom written into a connection whose other end is gone: for a writing call that would be an
    unknown outcome."""
    apart_ms: int = 0
    """Where a row of requests is long, they leave at least so far apart (see `pace`)."""
    answer_limit: int = 32 * MEBIBYTE
    archive_limit: int = 2048 * MEBIBYTE


def options_from(settings: Mapping[str, str], base: TransportOptions | None = None) -> TransportOptions:
    """Read an account's own options: `proxy` ("system", "none" or an address), `ca_file` and `pace_ms`."""
    options = base or TransportOptions()
    wish = settings.get("proxy", "").strip()
    if wish in {ProxyMode.SYSTEM.value, ProxyMode.NONE.value}:
        options = replace(options, proxy=ProxyMode(wish), proxy_url="")
    elif wish:
        options = replace(options, proxy=ProxyMode.MANUAL, proxy_url=wish)
    pause = settings.get("pace_ms", "").strip()
    if pause.isascii() and pause.isdigit():
        options = replace(options, apart_ms=min(int(pause), LONGEST_PAUSE_MS))
    if ca_file := settings.get("ca_file", "").strip():
        options = replace(options, ca_file=Path(ca_file))
    return options
