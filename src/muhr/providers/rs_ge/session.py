"""Keeps one account logged in at RS.ge: password, one-time code, remembered device, and the token of forty minutes.

Source: "authorisation" of the API document. A login without a remembered device sends a message to a person's
telephone, so it is never made by itself once the service is known to ask for a code: then every call says `PinNeeded`
until a person begins the login. Secrets travel in bodies only.
"""

from __future__ import annotations

import platform
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec

from muhr.domain.accounts import Credentials
from muhr.domain.errors import (
    AnswerUnreadable,
    InputError,
    PinNeeded,
    ProviderError,
    Refused,
    Retry,
    Throttled,
    Unauthorised,
    Unreachable,
)
from muhr.domain.ports import PinChallenge
from muhr.domain.sentences import say
from muhr.providers.json_values import Misread
from muhr.providers.outcomes import Purpose
from muhr.providers.plaintext import line
from muhr.providers.rs_ge import envelope
from muhr.providers.rs_ge.values import members, number
from muhr.providers.transport import Call, Transport

JSON = (("Content-Type", "application/json"), ("Accept", "application/json"))

EARLY = timedelta(seconds=60)
SHORT_LIFE = 600
"""Seconds a token is used when its answer names no time."""
REFUSAL_HOLDS = timedelta(minutes=5)
"""After a refused login no further one is tried by itself for this long: lanes with a wrong password would otherwise
lock the account."""
CODE_HOLDS = timedelta(minutes=3)
"""A code that a call of ours has caused to be sent is offered to the person for this long; then a new one is sent."""

_ODD_ANSWER = say("The login was answered with something else than a token.")
PIN_TEXT = say("RS.ge wants the code that it sends to your telephone.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A bearer token in use."""

    value: str = field(repr=False)
    renew_at: datetime


@dataclass(slots=True, kw_only=True)
class _Begun:
    """A login that waits for its code."""

    pin_token: str = field(repr=False)
    phone: str
    sent: datetime
    offered: bool = False


class Session:
    """The one owner of an account's token. Callable from every lane."""

    def __init__(self, transport: Transport, base_url: str, login: str, credentials: Credentials) -> None:
        self._transport = transport
        self._base = base_url.rstrip("/")
        self._login = login
        self._password = credentials.password
        self._device = credentials.device_code
        self._token: Token | None = None
        self._begun: _Begun | None = None
        self._asks_for_code = False
        self._refused: tuple[str, datetime] | None = None
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return "Session()"

    # ---------------------------------------------------------------- for the calls

    def bearer(self) -> str:
        """Give a token that is good for at least another minute, logging in when needed.

        Raises `PinNeeded`, `Unauthorised`, `Unreachable`, `Throttled`; never a secret in the text.
        """
        token = self._token
        if token is not None and self._transport.clock() < token.renew_at:
            return token.value
        return self._renew(token)

    def renewed(self, stale: str) -> str:
        """Give a token other than `stale`, which the service has just refused (-104, or HTTP 401)."""
        token = self._token
        if token is not None and token.value != stale:
            return token.value
        return self._renew(token)

    @property
    def alone(self) -> bool:
        """Whether it can log in without a person."""
        return bool(self._device) or not self._asks_for_code

    def try_again(self) -> None:
        """Forget an earlier refusal: a person asks for a new attempt."""
        self._refused = None

    def signed_out(self) -> None:
        """Forget the token."""
        with self._lock:
            self._token = None

    @property
    def current(self) -> str:
        """The token in use, or ""; asks nobody."""
        token = self._token
        return "" if token is None else token.value

    # ---------------------------------------------------------------- for the person

    def begin(self) -> PinChallenge | None:
        """Log in; None when no code is asked for, else where it was sent. Raises `ProviderError`."""
        with self._lock:
            now = self._transport.clock()
            if self._token is not None and now < self._token.renew_at:
                return None
            waiting = self._begun
            if waiting is None or waiting.offered or now - waiting.sent > CODE_HOLDS:
                self._begun = None
                got = self._authenticate(now)
                if isinstance(got, Token):
                    return None
                waiting = got
            waiting.offered = True
            return PinChallenge(masked_phone=waiting.phone)

    def finish(self, pin: bytearray, *, remember: bool) -> str:
        """End the login with the code; gives the new device code, or "" when the device is not to be remembered.

        Raises:
            InputError: no login was begun, or what was typed is no code.
            Unauthorised: the service does not take the code (code `provider-pin-wrong`).
            ProviderError: no answer came.
        """
        typed = pin.decode("ascii", "replace").strip()
        if not typed.isascii() or not typed.isdigit() or len(typed) > 12:
            raise InputError("The code consists of digits.", code="pin-form")
        with self._lock:
            waiting = self._begun
            if waiting is None:
                raise InputError("The login was not begun, or the code has been used.", code="pin-not-begun")
            device = str(uuid.uuid4()) if remember else ""
            self._transport.redactor.add(device)
            body = {
                "PIN_TOKEN": waiting.pin_token,
                "PIN": typed,
                "DEVICE_CODE": device or None,
                "ADDRESS": None,
                "BROWSER": "Muhr" if remember else None,
                "OPER_SYSTEM": platform.system() if remember else None,
            }
            answer = self._ask("/Users/AuthenticatePin", body, "provider-pin-wrong")
            self._take(answer, self._transport.clock())
            self._begun = None
            self._device = device or self._device
            return device

    # ---------------------------------------------------------------- inside

    def _renew(self, seen: Token | None) -> str:
        with self._lock:
            current = self._token
            if current is not None and current is not seen:
                return current.value  # another lane was faster
            now = self._transport.clock()
            if self._refused is not None and now < self._refused[1]:
                raise Unauthorised(self._refused[0], code="provider-credentials")
            self._token = None
            if self._begun is not None or (self._asks_for_code and not self._device):
                raise PinNeeded(PIN_TEXT)
            got = self._authenticate(now)
            if isinstance(got, _Begun):
                raise PinNeeded(PIN_TEXT)
            return got.value

    def _authenticate(self, now: datetime) -> Token | _Begun:
        """POST /Users/Authenticate: takes and gives the token, or the login that waits for a code."""
        body = {"USERNAME": self._login, "PASSWORD": self._password, "DEVICE_CODE": self._device or None}
        try:
            data = self._ask("/Users/Authenticate", body, "provider-credentials")
        except Unauthorised as refusal:
            self._refused = (refusal.sentence, now + REFUSAL_HOLDS)
            raise
        self._refused = None
        pin_token = data.get("PIN_TOKEN")
        if isinstance(pin_token, str) and pin_token:
            self._transport.redactor.add(pin_token)
            self._asks_for_code = True
            self._begun = _Begun(pin_token=pin_token, phone=line(data.get("MASKED_MOBILE"), 40), sent=now)
            return self._begun
        return self._take(data, now)

    def _take(self, data: Mapping[str, Any], now: datetime) -> Token:
        value = data.get("ACCESS_TOKEN")
        # What goes into a header must be one word of visible ASCII.
        if not isinstance(value, str) or not value or not value.isascii() or not value.isprintable() or " " in value:
            raise Unreachable(_ODD_ANSWER, code="provider-token")
        self._transport.redactor.add(value)
        seconds = number(data.get("EXPIRES_IN")) or SHORT_LIFE
        life = timedelta(seconds=min(max(seconds, 1), 86_400))
        token = self._token = Token(value=value, renew_at=now + life - min(EARLY, life / 2))
        return token

    def _ask(self, path: str, body: Mapping[str, Any], refusal: str) -> Mapping[str, Any]:
        """One call that needs no token; `refusal` is the code of the error when the service says no."""
        call = Call(
            method="POST",
            url=self._base + path,
            # A login changes nothing that matters: whatever breaks, it can be asked for again.
            purpose=Purpose.READ,
            headers=JSON,
            body=msgspec.json.encode(body),
        )
        try:
            answer = self._transport.exchange(call)
        except AnswerUnreadable as error:
            raise Unreachable(error.sentence, code="provider-token") from None
        failed = self._transport.judge(call, answer)
        if failed is not None:
            raise _login_problem(failed, answer.status, refusal)
        try:
            told = envelope.read(answer.body)
            data = members(told.data) if told.kind is envelope.Kind.FINE else {}
        except Misread:
            # The answer itself is not kept: it may hold a token that only looks unusual.
            raise Unreachable(_ODD_ANSWER, code="provider-token") from None
        if told.kind is envelope.Kind.SYSTEM:
            said = self._transport.redactor.clean(told.said)
            raise Unreachable(say("RS.ge says: {said}", said=said), code="provider-server-error")
        if told.kind is not envelope.Kind.FINE:
            said = self._transport.redactor.clean(told.said)
            text = say("RS.ge does not accept this login: {said}", said=said)
            raise Unauthorised(text, code=refusal, id=told.id)
        return data


def _login_problem(failed: ProviderError, status: int, refusal: str) -> ProviderError:
    if isinstance(failed, Unauthorised) or status in {400, 403}:
        return Unauthorised(failed.sentence, code=refusal, status=status)
    if isinstance(failed, Refused):
        text = say("There is no login at this address. {problem}", problem=failed.sentence)
        return Unreachable(text, code="provider-address", retry=Retry.AFTER_PERSON, status=status)
    return failed if isinstance(failed, Throttled | Unreachable) else Unreachable(failed.sentence, status=status)
