"""Trust anchors for people, and the preferences of verification: their names in the workspace, and what they mean."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from muhr.domain.signatures import Identity, RevocationMode, StampMode, StampSettings

REVOCATION = "verify.revocation"
STAMP_MODE = "stamp.mode"
STAMP_SERVERS = "stamp.servers"
"""Names of the stored preferences. The servers stand one a line."""
_MOST_SERVERS = 10


class AnchorSource(enum.Enum):
    """Who put a trust anchor there."""

    BUNDLED = "bundled"
    OWN = "own"
    GIVEN = "given"
    """On the command line, for this run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustAnchor:
    """A certificate in which a chain of trust may end. Every text but `provenance` is foreign."""

    fingerprint: str
    """SHA-256 of the certificate, lower-case hex."""
    identity: Identity
    source: AnchorSource
    country: str
    """Two capital letters; empty when the certificate names no country."""
    place: str
    """The file."""
    provenance: str
    """Where it comes from, for people."""
    trusted: bool = True
    """False for a bundled one that a person has taken out."""


def spelled(fingerprint: str) -> str:
    """A fingerprint for comparing by eye: groups of four."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4)).upper()


def unspelled(text: str) -> str:
    """A fingerprint as a person types or pastes it: blanks, colons and case do not matter."""
    return "".join(sign for sign in text if sign not in " :\t\r\n").lower().removeprefix("sha256")


def revocation_mode(stored: str) -> RevocationMode:
    """What the stored preference says; online when nothing or nonsense is stored."""
    try:
        return RevocationMode(stored)
    except ValueError:
        return RevocationMode.ONLINE


def stamp_settings(mode: str, servers: str) -> StampSettings:
    """What the stored preferences say; no stamps when nothing or nonsense is stored."""
    try:
        found = StampMode(mode)
    except ValueError:
        found = StampMode.OFF
    addresses = tuple(line.strip() for line in servers.splitlines() if line.strip())
    return StampSettings(mode=found, servers=addresses[:_MOST_SERVERS])
