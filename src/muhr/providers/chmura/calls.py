"""The calls of one account over HTTP, logged in by one of four ways. Judges an answer's status, not its content.

How a login is shown is not in the API document; these are the ways of its framework, ServiceStack, chosen by the
account option `auth`: `bearer` (the password is a token or API key; the default), `basic`, `session` (a log-in gives
cookies), `none`.
"""

from __future__ import annotations

import base64
import re
import threading
from collections.abc import Callable
from typing import Literal, cast, get_args

import msgspec

from muhr.domain.errors import ProviderError, Refused, Unauthorised
from muhr.domain.sentences import say
from muhr.providers.chmura.answers import Misread, Response, read, without_trace
from muhr.providers.chmura.register_file import is_json
from muhr.providers.outcomes import RAW_KEPT, Answer, Purpose
from muhr.providers.transport import Call, Head, Transport

AuthMode = Literal["bearer", "basic", "session", "none"]

_JSON = (("Accept", "application/json"), ("Content-Type", "application/json"))
_JSV = (("Accept", "text/jsv"), ("Content-Type", "text/jsv"))
_COOKIE = re.compile(r"(?:^|[,;\s])(ss-p?id)=([!-+\--:<-~]{1,200})")


def auth_mode(option: str) -> AuthMode:
    """Read the account option `auth`; anything unknown is `bearer`."""
    return cast("AuthMode", option) if option in get_args(AuthMode) else "bearer"


class Calls:
    """One account's calls. Methods may be called from several threads."""

    def __init__(self, transport: Transport, base_url: str, login: str, password: str, mode: AuthMode) -> None:
        self.transport = transport
        self.mode = mode
        self._base = base_url.rstrip("/")
        self._login = login
        self._password = password
        self._cookie = ""
        self.taken: set[str] = set()
        """The ids that the service has given to what was imported over this line."""
        self._lock = threading.Lock()
        transport.redactor.add(password, self._basic())

    def __repr__(self) -> str:
        return f"Calls({self.transport!r}, {self.mode})"

    def invoice_import(self, body: bytes) -> Answer:
        """POST /invoice/import, with the media type the body has.

        Raises what `transport.exchange` and `Transport.judge` give; a `Refused` carries the errors at their fields.
        """
        headers = _JSON if is_json(body) else _JSV
        return self._accepted(
            Call(method="POST", url=f"{self._base}/invoice/import", purpose=Purpose.WRITE, headers=headers, body=body)
        )

    def file_documents(self) -> Answer:
        """GET /filedocument: one row of the list of files. Known from the service's own pages about its other calls."""
        url = f"{self._base}/filedocument?Pages=1&Amount=1"
        return self._accepted(Call(method="GET", url=url, purpose=Purpose.READ, headers=_JSON[:1]))

    def log_in(self) -> None:
        """Open a session where sessions are used. Raises `Unauthorised` and other `ProviderError`s."""
        if self.mode == "session":
            with self._lock:
                self._cookie = self._new_session()

    def kept(self, body: bytes) -> bytes:
        """Give as much of an answer as is kept for the person: no secrets, no stack trace."""
        return self.transport.redactor.clean_bytes(without_trace(body)[:RAW_KEPT])

    # ---------------------------------------------------------------- inside

    def _accepted(self, call: Call) -> Answer:
        answer = self._exchange(call)
        problem = self.transport.judge(call, answer)
        if isinstance(problem, Refused):
            raise self._explained(problem, answer)
        if problem is not None:
            raise problem
        return answer

    def _explained(self, problem: Refused, answer: Answer) -> ProviderError:
        try:
            response = read(answer.body)
        except Misread:
            return problem
        return refusal(response, self.transport.redactor.clean, raw=self.kept(answer.body), otherwise=problem)

    def _exchange(self, call: Call) -> Answer:
        """Send; after a 401 to a session, which proves that nothing was done, once more in a new one."""
        if self.mode != "session":
            bearer = self._password if self.mode == "bearer" else ""
            return self.transport.exchange(self._with_headers(call, ""), bearer)
        with self._lock:
            cookie = self._cookie = self._cookie or self._new_session()
        answer = self.transport.exchange(self._with_headers(call, cookie))
        if answer.status == 401:
            with self._lock:
                if self._cookie == cookie:
                    self._cookie = self._new_session()
                cookie = self._cookie
            answer = self.transport.exchange(self._with_headers(call, cookie))
        return answer

    def _with_headers(self, call: Call, cookie: str) -> Call:
        more: tuple[tuple[str, str], ...] = ()
        if self.mode == "basic":
            more = (("Authorization", f"Basic {self._basic()}"),)
        elif cookie:
            more = (("Cookie", cookie),)
        return Call(
            method=call.method, url=call.url, purpose=call.purpose, headers=(*call.headers, *more), body=call.body
        )

    def _basic(self) -> str:
        return base64.b64encode(f"{self._login}:{self._password}".encode()).decode("ascii")

    def _new_session(self) -> str:
        """POST /auth/credentials; gives the Cookie header of the session."""
        call = Call(
            method="POST",
            url=f"{self._base}/auth/credentials",
            purpose=Purpose.READ,
            headers=_JSON,
            body=msgspec.json.encode({"UserName": self._login, "Password": self._password}),
        )
        found: list[tuple[str, str]] = []

        def begin(head: Head) -> bool:
            found.extend(_COOKIE.findall(head.headers.get("set-cookie", "")))
            return False

        answer = self.transport.download(call, "", begin, lambda piece: None)
        self.transport.redactor.add(*(value for _, value in found))
        problem = self.transport.judge(call, answer)
        if isinstance(problem, Refused):
            raise Unauthorised(str(problem), code="provider-unauthorised") from None
        if problem is not None:
            raise problem
        if not found:
            raise Unauthorised("The service has opened no session for this login.", code="provider-no-session")
        return "; ".join(f"{name}={value}" for name, value in dict(found).items())


def refusal(
    response: Response, clean: Callable[[str], str], *, raw: bytes, otherwise: Refused | None = None
) -> Refused:
    """Give the refusal an answer stands for: its text shows every error at its field.

    `facts["fields"]` holds the messages by field name. `otherwise` is given when the answer explains nothing.
    """
    told = clean(response.told())
    if not told and otherwise is not None:
        otherwise.facts["raw"] = raw
        return otherwise
    fields = {error.field: clean(error.message or error.code) for error in response.errors if error.field}
    if told:
        text = say("The service refused: {said}", said=told)
    elif response.code:
        text = say("The service refused the invoice ({code}).", code=response.code)
    else:
        text = say("The service refused the invoice and did not say why.")
    return Refused(text, code="provider-refused", raw=raw, fields=fields)
