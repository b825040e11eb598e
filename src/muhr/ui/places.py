"""The places of the window, in the order of the navigation."""

from __future__ import annotations

import enum


class Place(enum.Enum):
    """Where a person can be. The value is the name of the icon."""

    INBOX = "inbox"
    OUTBOX = "outbox"
    BATCHES = "batches"
    KEYS = "key"
    VERIFY = "verify"
    SETTINGS = "settings"
