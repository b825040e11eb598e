"""Asking the person: what a worker must show before a secret is typed, and how it waits for the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from muhr.domain.signatures import KeyEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordRequest:
    """Everything the person must see before typing a password or PIN. Rules and tries stand in `key.access`."""

    key: KeyEntry
    purpose: str
    """For people: "Sign 12 documents for …"."""
    ordinal: int = 1
    total: int = 1
    """The how-manieth of how many questions: a key may ask for each signature (`KeyAccess.every_signature`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRequest:
    """The secret is typed elsewhere: at the reader's own keys, or in E-IMZO's own window."""

    key: KeyEntry
    purpose: str
    seconds: int | None = None
    """How long the device waits, for a countdown; None when nobody knows."""
    ordinal: int = 1
    total: int = 1


class DeviceWait(Protocol):
    """What is shown while a device waits for the person."""

    def close(self) -> None:
        """The device has its answer, or gave up: show it no longer. Safe to call twice."""
        ...


class Prompts(Protocol):
    """How a worker asks the person. Implemented by the window, the terminal and the tests."""

    def ask_password(self, request: PasswordRequest) -> bytearray:
        """Give the password as UTF-8 bytes in a buffer the caller overwrites; raises `Cancelled`."""
        ...

    def device_asks(self, request: DeviceRequest, cancel: Callable[[], None] | None) -> DeviceWait:
        """Tell the person to look at the device; returns at once.

        Args:
            request: what it is about.
            cancel: called from any thread, at most once, when the person says no; None where only the device itself
                can be cancelled.
        """
        ...
