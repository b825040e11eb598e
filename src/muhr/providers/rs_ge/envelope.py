"""Reads the envelope every call answers with, `{"DATA": …, "STATUS": {"ID", "TEXT"}}`, and what its ID means. Pure.

Source: "errors" of the API document. It prints 0, -1, -2, -3, -7, and the ranges -1xx (logging in) and -2xx (tax
documents); -104, -5 and -6 are named at calls without a text. The full table is not public, so an error is shown with
its number and its own words, and classified by range alone.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

from muhr.domain.errors import OutcomeUnknown, ProviderError, Refused, Unauthorised, Unreachable
from muhr.domain.sentences import say
from muhr.providers.json_values import Misread, decode
from muhr.providers.outcomes import Purpose
from muhr.providers.plaintext import line
from muhr.providers.rs_ge.values import members, number

SUCCESS, SYSTEM_ERROR, NO_TRANSACTION, RUNNING, TOKEN = 0, -1, -6, -7, -104


class Kind(enum.Enum):
    """What an ID means."""

    FINE = enum.auto()
    SYSTEM = enum.auto()  # -1: proves nothing
    RUNNING = enum.auto()  # -7: the transaction is under way
    TOKEN = enum.auto()  # -104: nothing was done; log in and ask again
    LOGIN = enum.auto()  # the rest of -1xx
    REFUSED = enum.auto()  # everything else


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One answer."""

    id: int
    text: str
    data: Any

    @property
    def kind(self) -> Kind:
        """Its class, by range."""
        single = {SUCCESS: Kind.FINE, SYSTEM_ERROR: Kind.SYSTEM, RUNNING: Kind.RUNNING, TOKEN: Kind.TOKEN}
        if self.id in single:
            return single[self.id]
        return Kind.LOGIN if -199 <= self.id <= -100 else Kind.REFUSED

    @property
    def said(self) -> str:
        """Number and words, for people."""
        return f"{self.text} ({self.id})" if self.text else say("error {number}", number=self.id)


def read(raw: bytes) -> Envelope:
    """Read an answer's bytes; raises `Misread` for what has no STATUS with an ID."""
    return of(decode(raw))


def of(value: object) -> Envelope:
    """Read a decoded answer; raises `Misread`."""
    outer = members(value)
    status = members(outer.get("STATUS"))
    id_ = number(status.get("ID"))
    if id_ is None:
        raise Misread("STATUS has no ID")
    return Envelope(id=id_, text=line(status.get("TEXT")), data=outer.get("DATA"))


def problem(envelope: Envelope, purpose: Purpose, raw: bytes) -> ProviderError | None:
    """The error that an envelope means, or None when its DATA can be read.

    Args:
        envelope: the answer.
        purpose: whether the call could change anything.
        raw: what is kept of the answer for the person.
    """
    kind, id_ = envelope.kind, envelope.id
    if kind is Kind.FINE:
        return None
    if kind in {Kind.TOKEN, Kind.LOGIN}:
        text = say("RS.ge does not accept this login: {said}", said=envelope.said)
        return Unauthorised(text, code="provider-unauthorised", id=id_)
    if kind in {Kind.SYSTEM, Kind.RUNNING} and purpose is Purpose.WRITE:
        code = "provider-running" if kind is Kind.RUNNING else "provider-server-error"
        text = say("RS.ge says: {said}. Whether it was done must be asked.", said=envelope.said)
        return OutcomeUnknown(text, code=code, raw=raw, id=id_)
    if kind in {Kind.SYSTEM, Kind.RUNNING}:
        text = say("RS.ge says: {said}", said=envelope.said)
        return Unreachable(text, code="provider-server-error", id=id_)
    text = say("RS.ge refused: {said}", said=envelope.said)
    return Refused(text, code=f"provider-rs-{-id_}", raw=raw, id=id_)
