"""What an HTTP exchange proves: one table from exceptions and status codes to the errors of the domain. Pure.

The rule behind every row: a *writing* call may be reported as not done (`Unreachable`, `Unauthorised`, `Refused`,
`Throttled`) only when that is proven; any doubt is `OutcomeUnknown`. A *reading* call changes nothing, so it is never
unknown: it is `Unreachable` and can be asked again.

| what happened                                            | reading           | writing              |
|----------------------------------------------------------|-------------------|----------------------|
| no connection, name not found, TLS not agreed, proxy said no, no free connection of ours | Unreachable | Unreachable |
| broken while writing or reading, silence, half an answer | Unreachable       | OutcomeUnknown       |
| an answer that cannot be unpacked or is too large        | AnswerUnreadable  | OutcomeUnknown       |
| 2xx                                                      | –                 | –                    |
| 2xx that is a web page where data was asked for          | Unreachable       | OutcomeUnknown       |
| 1xx, 3xx                                                 | Unreachable       | OutcomeUnknown       |
| 401                                                      | Unauthorised      | Unauthorised         |
| 403 with an explanation / without one, or with a web page | Refused / Unauthorised | the same       |
| 407 (the proxy in the way wants a password)              | Unreachable       | Unreachable          |
| 408, 409, 425                                            | Unreachable       | OutcomeUnknown       |
| 429                                                      | Throttled         | Throttled            |
| every other 4xx                                          | Refused           | Refused              |
| 5xx (503 with Retry-After is Throttled for reading)      | Unreachable       | OutcomeUnknown       |

Why a connection that was kept alive and found dead is unknown, too: the bytes were handed to the operating system
before the end of the connection was noticed, and a server may have read them before it closed. httpcore takes a
connection from its pool only after looking whether the other end has closed it, and repeats nothing by itself once
bytes were written, so what remains is a rare race, and asking for the status settles it cheaply.

409 is not counted as a refusal: "conflict" may well mean that the change is already there.
"""

from __future__ import annotations

import email.utils
import enum
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import msgspec

from muhr.domain.errors import (
    AnswerUnreadable,
    OutcomeUnknown,
    ProviderError,
    Refused,
    Retry,
    Throttled,
    Unauthorised,
    Unreachable,
)
from muhr.domain.sentences import listed, say
from muhr.providers.plaintext import Redactor, line, page_text

RAW_KEPT = 64 * 1024
"""How many bytes of an answer are kept for the person."""
LONGEST_WAIT = timedelta(hours=1)
"""A provider that asks for a longer pause is asked again after this."""


class Purpose(enum.Enum):
    """Whether a call can change anything at the provider."""

    READ = "read"
    WRITE = "write"


class TooLarge(Exception):
    """An answer exceeds its limit. Stays inside the transport."""


class Undecodable(Exception):
    """An answer's content encoding is unknown or broken. Stays inside the transport."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One complete answer, whatever its status."""

    status: int
    body: bytes = field(repr=False)
    media: str = ""
    """The media type, lower case, without parameters."""
    retry_after: str = ""
    date: datetime | None = None
    """The server's `Date` header."""
    location: str = ""


# ------------------------------------------------------------------ exceptions

_NOTHING_LEFT: dict[type[Exception], tuple[str, str]] = {
    httpx.ConnectTimeout: ("provider-unreachable", say("the connection could not be opened in time")),
    httpx.ConnectError: ("provider-unreachable", say("the connection could not be opened")),
    httpx.PoolTimeout: ("provider-unreachable", say("all own connections are busy")),
    httpx.ProxyError: ("provider-proxy", say("the proxy of this network does not let the request through")),
    httpx.UnsupportedProtocol: ("provider-address", say("the address is not one of a web service")),
    httpx.InvalidURL: ("provider-address", say("the address cannot be used")),
    UnicodeError: ("provider-address", say("the address cannot be used")),  # a host name that DNS cannot carry
}

_CERTIFICATE = say("the server's certificate is not trusted")


def failure(error: Exception, purpose: Purpose, host: str) -> ProviderError:
    """Give the domain error for an exception of the HTTP library.

    The result holds no reference to `error`: an httpx exception carries its request, and that carries the token.
    Do not raise it inside the `except` block, or Python attaches the exception as its context.
    """
    for kind in type(error).__mro__:
        if kind in _NOTHING_LEFT:
            code, why = _NOTHING_LEFT[kind]
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                code, why = "provider-certificate", _CERTIFICATE
            retry = Retry.AFTER_PERSON if code == "provider-address" else Retry.LATER
            return Unreachable(
                say("{host} cannot be reached: {why}.", host=host, why=why), code=code, retry=retry, host=host
            )
    if isinstance(error, TooLarge | Undecodable | httpx.DecodingError):
        what = say("larger than allowed") if isinstance(error, TooLarge) else say("not readable")
        if purpose is Purpose.WRITE:
            return OutcomeUnknown(
                say("The answer of {host} is {what}; whether it was done must be asked.", host=host, what=what),
                host=host,
            )
        return AnswerUnreadable(say("The answer of {host} is {what}.", host=host, what=what), host=host)
    timed_out = isinstance(error, httpx.TimeoutException)
    why = say("no answer came in time") if timed_out else say("the connection broke before the answer was complete")
    if purpose is Purpose.WRITE:
        return OutcomeUnknown(say("{host}: {why}; whether it was done must be asked.", host=host, why=why), host=host)
    return Unreachable(say("{host}: {why}.", host=host, why=why), host=host)


# ------------------------------------------------------------------ status codes


class _Class(enum.Enum):
    FINE = enum.auto()
    PAGE = enum.auto()
    ELSEWHERE = enum.auto()
    UNAUTHORISED = enum.auto()
    FORBIDDEN = enum.auto()
    PROXY = enum.auto()
    AGAIN = enum.auto()
    THROTTLED = enum.auto()
    REFUSED = enum.auto()
    SERVER = enum.auto()


_SPECIAL = {
    401: _Class.UNAUTHORISED,
    403: _Class.FORBIDDEN,
    407: _Class.PROXY,
    408: _Class.AGAIN,
    409: _Class.AGAIN,
    425: _Class.AGAIN,
    429: _Class.THROTTLED,
}

_DOUBT = {
    _Class.PAGE: ("provider-web-page", say("a web page came instead of data; a sign-in page may be in the way")),
    _Class.ELSEWHERE: ("provider-redirect", say("the service points to another address")),
    _Class.AGAIN: ("provider-again", say("the service did not finish the request")),
    _Class.SERVER: ("provider-server-error", say("the service reports an error of its own")),
}


def _class_of(answer: Answer, *, wants_data: bool) -> _Class:
    status = answer.status
    if 200 <= status < 300:
        return _Class.PAGE if wants_data and is_page(answer) else _Class.FINE
    if status in _SPECIAL:
        return _SPECIAL[status]
    if 400 <= status < 500:
        return _Class.REFUSED
    return _Class.SERVER if status >= 500 else _Class.ELSEWHERE


def judge(
    answer: Answer, purpose: Purpose, *, host: str, now: datetime, redactor: Redactor, wants_data: bool = True
) -> ProviderError | None:
    """Give the error that a complete answer means by its status alone, or None when its body must be read.

    Args:
        answer: what came.
        purpose: whether the call could change anything.
        host: for the message.
        now: aware UTC, for Retry-After given in seconds.
        redactor: takes the account's secrets out of what the provider says.
        wants_data: JSON or XML is expected, so that a web page cannot be the answer.
    """
    kind = _class_of(answer, wants_data=wants_data)
    said = redactor.clean(explanation(answer))
    told = say("{host} says: {said}", host=host, said=said) if said else ""
    status = answer.status
    if kind is _Class.FINE:
        return None
    if kind is _Class.UNAUTHORISED:
        return Unauthorised(listed(say("{host} does not accept this login.", host=host), told), status=status)
    if kind is _Class.FORBIDDEN and (not said or is_page(answer)):
        return Unauthorised(
            say("{host} does not let this account do that.", host=host), code="provider-forbidden", status=status
        )
    if kind is _Class.FORBIDDEN:
        return Refused(say("{host} refused: {said}", host=host, said=said), code="provider-forbidden", status=status)
    if kind is _Class.PROXY:
        return Unreachable("The proxy of this network wants a password.", code="provider-proxy", status=status)
    if kind is _Class.THROTTLED:
        return _throttled(answer, host, now)
    if kind is _Class.REFUSED:
        return _refused(host, said, status)
    code, why = _DOUBT[kind]
    if purpose is Purpose.WRITE:
        text = listed(
            say("{host}: {why} (HTTP {status}); whether it was done must be asked.", host=host, why=why, status=status),
            told,
        )
        return OutcomeUnknown(text, code=code, raw=redactor.clean_bytes(answer.body[:RAW_KEPT]), status=status)
    if status == 503 and answer.retry_after:
        return _throttled(answer, host, now)
    return Unreachable(
        listed(say("{host}: {why} (HTTP {status}).", host=host, why=why, status=status), told), code=code, status=status
    )


def _refused(host: str, said: str, status: int) -> Refused:
    code = "provider-no-such-call" if status in {404, 405, 410} else "provider-refused"
    if said:
        return Refused(say("{host} refused: {said}", host=host, said=said), code=code, status=status)
    return Refused(
        say("{host} refused the request (HTTP {status}).", host=host, status=status), code=code, status=status
    )


def _throttled(answer: Answer, host: str, now: datetime) -> Throttled:
    until = retry_time(answer.retry_after, now)
    return Throttled(say("{host} asks for a pause.", host=host), until=until, status=answer.status)


def retry_time(text: str, now: datetime) -> datetime | None:
    """Read Retry-After (RFC 9110 §10.2.3): seconds or an HTTP date, at most an hour ahead; None when it is neither."""
    compact = text.strip()
    if compact.isascii() and compact.isdigit():
        return now + min(LONGEST_WAIT, timedelta(seconds=int(compact[:9])))
    moment = http_date(compact)
    return None if moment is None else min(max(moment, now), now + LONGEST_WAIT)


def http_date(text: str) -> datetime | None:
    """Read an HTTP date as aware UTC; None when it is none."""
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


# ------------------------------------------------------------------ reading what a provider says

_PAGE_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<meta", b"<title")


def is_page(answer: Answer) -> bool:
    """Whether an answer is a web page. The body decides: some services send JSON under `text/html`."""
    start = answer.body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_PAGE_STARTS):
        return True
    return answer.media == "text/html" and not start.startswith((b"{", b"[", b'"', b"<?xml")) and not _is_scalar(start)


def _is_scalar(start: bytes) -> bool:
    return start[:1].isdigit() or start in {b"true", b"false", b"null"}


_NAMED = ("error_description", "exceptionmessage", "message", "errormessage", "description", "title", "errors", "error")


def explanation(answer: Answer) -> str:
    """Give what a non-2xx answer says for people, as one line of plain text; "" when it says nothing."""
    body = answer.body[:RAW_KEPT]
    if not body.strip():
        return ""
    text = body.decode("utf-8", "replace")
    if is_page(answer):
        return page_text(text)
    try:
        value = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return page_text(text) if text.lstrip().startswith("<") else line(text)
    return _said(value, depth=4)


def _said(value: object, depth: int) -> str:
    if isinstance(value, str):
        return line(value)
    if depth and isinstance(value, list):
        return line("; ".join(filter(None, (_said(item, depth - 1) for item in value[:5]))))
    if depth and isinstance(value, dict):
        named = {str(key).lower(): inner for key, inner in value.items()}
        for name in _NAMED:
            if said := _said(named.get(name), depth - 1):
                return said
    return ""
