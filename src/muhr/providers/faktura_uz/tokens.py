"""Keeps the bearer token of one account: gets it, renews it in time, one renewal at a time. Makes no other call.

Source: "Receiving a token" of the API document (password grant, form-encoded body, 14 days). The refresh token is
not in the document; it is used when the answer brings one. Secrets travel in the body only, never in an address.
"""

from __future__ import annotations

import threading
import urllib.parse
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from muhr.domain.accounts import Credentials
from muhr.domain.errors import AnswerUnreadable, ProviderError, Refused, Retry, Throttled, Unauthorised, Unreachable
from muhr.domain.sentences import say
from muhr.providers.faktura_uz import wire
from muhr.providers.outcomes import Purpose
from muhr.providers.transport import Call, Transport

EARLY = timedelta(seconds=60)
REFUSAL_HOLDS = timedelta(minutes=5)
"""After a refused login no further one is tried by itself for this long: four lanes with a wrong password would
otherwise lock the account at the provider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A bearer token in use."""

    value: str = field(repr=False)
    renew_at: datetime
    """A minute before it ends; for one that lives less than two minutes, after half of its life."""
    refresh: str = field(default="", repr=False)


class TokenKeeper:
    """The one owner of an account's token. Callable from every lane."""

    def __init__(self, transport: Transport, token_url: str, login: str, credentials: Credentials) -> None:
        self._transport = transport
        self._url = token_url
        self._login = login
        self._credentials = credentials
        self._token: Token | None = None
        self._refused: tuple[str, datetime] | None = None
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return "TokenKeeper()"

    def bearer(self) -> str:
        """Give a token that is good for at least another minute, getting one when needed.

        Raises `Unauthorised`, `Unreachable`, `Throttled`; nothing else, and never a secret in the text.
        """
        token = self._token
        if token is not None and self._transport.clock() < token.renew_at:
            return token.value
        return self._renew(token)

    def renewed(self, stale: str) -> str:
        """Give a token other than `stale`, which the provider has just refused (401).

        When several lanes come with the same stale token, the first renews and the others take what it got.
        """
        token = self._token
        if token is not None and token.value != stale:
            return token.value
        return self._renew(token)

    def try_again(self) -> None:
        """Forget an earlier refusal: a person asks for a new attempt."""
        self._refused = None

    def _renew(self, seen: Token | None) -> str:
        with self._lock:
            current = self._token
            if current is not None and current is not seen:
                return current.value  # another lane was faster
            now = self._transport.clock()
            if self._refused is not None and now < self._refused[1]:
                raise Unauthorised(self._refused[0], code="provider-credentials")
            self._token = None
            token = self._refreshed(current) if current is not None and current.refresh else None
            self._token = token or self._logged_in()
            return self._token.value

    def _refreshed(self, current: Token) -> Token | None:
        try:
            return self._ask({"grant_type": "refresh_token", "refresh_token": current.refresh})
        except Unauthorised:
            return None  # a refresh token may be used up: the password is still there

    def _logged_in(self) -> Token:
        secrets = {"grant_type": "password", "username": self._login, "password": self._credentials.password}
        try:
            token = self._ask(secrets)
        except Unauthorised as refusal:
            self._refused = (refusal.sentence, self._transport.clock() + REFUSAL_HOLDS)
            raise
        self._refused = None
        return token

    def _ask(self, fields: dict[str, str]) -> Token:
        client = {"client_id": self._credentials.client_id, "client_secret": self._credentials.client_secret}
        form = fields | {name: value for name, value in client.items() if value}
        call = Call(
            method="POST",
            url=self._url,
            # Getting a token changes nothing that matters: whatever breaks, it can be asked for again.
            purpose=Purpose.READ,
            headers=(("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json")),
            body=urllib.parse.urlencode(form).encode("ascii"),
        )
        try:
            answer = self._transport.exchange(call)
        except AnswerUnreadable as error:
            raise Unreachable(error.sentence, code="provider-token") from None
        problem = self._transport.judge(call, answer)
        if problem is not None:
            raise _login_problem(problem, answer.status)
        grant = wire.token(answer.body)
        if grant is None:
            # The answer itself is not kept: it may hold a token that only looks unusual.
            raise Unreachable("The login was answered with something else than a token.", code="provider-token")
        self._transport.redactor.add(grant.access_token, grant.refresh_token)
        life = timedelta(seconds=grant.expires_in)
        return Token(
            value=grant.access_token,
            renew_at=self._transport.clock() + life - min(EARLY, life / 2),
            refresh=grant.refresh_token,
        )


def _login_problem(problem: ProviderError, status: int) -> ProviderError:
    """Name a failed login: OAuth 2 answers 400 or 401 to wrong credentials (RFC 6749 §5.2)."""
    if isinstance(problem, Unauthorised) or status in {400, 403}:
        return Unauthorised(problem.sentence, code="provider-credentials", status=status)
    if isinstance(problem, Refused):
        return Unreachable(
            say("No token can be had at this address. {problem}", problem=problem.sentence),
            code="provider-address",
            retry=Retry.AFTER_PERSON,
            status=status,
        )
    return problem if isinstance(problem, Throttled | Unreachable) else Unreachable(problem.sentence, status=status)
