"""Carries one account's calls over HTTP and gives back complete answers. Knows no provider and judges no content.

One client with one pool of kept connections for each account; its methods may be called from several threads at
once. Calls go only to the addresses the account was set up with, over TLS with full certificate checks; plain HTTP is
possible to this very machine only (the sandbox). No writing call follows a redirect, and a reading one only within
the same scheme, host and port, so that the bearer token is never shown to another server.

Nothing that leaves this module (exceptions, log lines, `repr`) holds a header, a body or a secret.
"""

from __future__ import annotations

import http.cookiejar
import logging
import ssl
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

import certifi
import httpx

from muhr import __version__
from muhr.domain.errors import BugError, ProviderError, Retry, Unreachable
from muhr.domain.ports import Clock
from muhr.domain.sentences import say
from muhr.providers.addresses import is_loopback, joined, origin, proxy_for
from muhr.providers.network import DeadlineBackend, deadline
from muhr.providers.options import TransportOptions
from muhr.providers.outcomes import Answer, Purpose, TooLarge, Undecodable, failure, http_date, judge
from muhr.providers.pace import Pace
from muhr.providers.plaintext import Redactor

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HOPS = 3
_SECRET_QUERY = "muhr.secret_query"  # noqa: S105 - a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, without its bearer token."""

    method: str
    url: str
    purpose: Purpose
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """A login may be among them."""
    body: bytes | None = field(default=None, repr=False)
    wants_data: bool = True
    """JSON or XML is expected as the answer."""
    secret_query: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Secrets of a service that takes them in the address only: they join it below everything that logs or keeps an
    address. Such a call follows no redirect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The beginning of a streamed answer."""

    status: int
    headers: dict[str, str] = field(repr=False)
    """Names in lower case."""


class Transport:
    """One account's line."""

    def __init__(self, urls: Sequence[str], options: TransportOptions, redactor: Redactor, clock: Clock) -> None:
        """Take the addresses that may be called; nothing is opened yet."""
        self.options = options
        self.redactor = redactor
        self.clock = clock
        self.gate: AbstractContextManager[object] = nullcontext()
        """Held during each request (see `domain.ports.Gated`)."""
        self._pace = Pace(options.apart_ms)
        self._urls = tuple(urls)
        self._origins = {origin(url) for url in urls}
        self._client: httpx.Client | None = None
        self._closed = False
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"Transport({sorted(host for _, host, _ in self._origins)})"

    def exchange(self, call: Call, bearer: str = "") -> Answer:
        """Send a call once and read the whole answer, whatever its status.

        Raises:
            Unreachable: nothing left this machine; or, for a reading call, no complete answer came.
            OutcomeUnknown: a writing call may have been done.
            AnswerUnreadable: a reading call's answer is too large or cannot be unpacked.
        """
        for _ in range(_HOPS):
            answer = self._attempt(call, bearer)
            onward = self._onward(call, answer.status, answer.location)
            if onward is None:
                break
            call = onward
        return answer

    def judge(self, call: Call, answer: Answer) -> ProviderError | None:
        """Give the error that the answer's status means, or None (see `outcomes.judge`)."""
        return judge(
            answer,
            call.purpose,
            host=_host(call.url),
            now=self.clock(),
            redactor=self.redactor,
            wants_data=call.wants_data,
        )

    def download(self, call: Call, bearer: str, begin: Callable[[Head], bool], take: Callable[[bytes], None]) -> Answer:
        """Stream a reading call's answer: `begin` sees status and headers and says whether to take the body.

        The pieces go to `take` as they come, also those before a break. Exceptions of `begin` and `take` pass
        through. When `begin` says no, the body (up to the JSON limit) is in the answer instead.

        Raises the errors of `exchange`.
        """

        def read(response: httpx.Response) -> bytes:
            head = Head(status=response.status_code, headers={k.lower(): v for k, v in response.headers.items()})
            if not begin(head):
                return _whole(response, self.options.answer_limit)
            if response.headers.get("content-encoding", "identity").lower() != "identity":
                raise Undecodable
            # Without a chunk size: httpx would hold back a part of a chunk, and lose it when the connection breaks.
            for piece in response.iter_raw():
                take(piece)
            return b""

        return self._run(call, bearer, self.options.timeouts.download, read)

    def close(self) -> None:
        """Close every connection; later calls are `Unreachable`."""
        with self._lock:
            self._closed = True
            client, self._client = self._client, None
        if client is not None:
            client.close()

    # ---------------------------------------------------------------- inside

    def _attempt(self, call: Call, bearer: str) -> Answer:
        limit = self.options.answer_limit
        return self._run(call, bearer, self.options.timeouts.whole, lambda response: _whole(response, limit))

    def _run(self, call: Call, bearer: str, seconds: float, read: Callable[[httpx.Response], bytes]) -> Answer:
        self._check(call)
        problem: Exception | None = None
        try:
            client = self._opened()
            self._pace()
            # The gate first: waiting for another request of ours is no slowness of the service.
            with self.gate, deadline(seconds):
                response = client.send(self._request(call, bearer), stream=True)
                try:
                    return _answer(response, read(response))
                finally:
                    response.close()
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, TooLarge, Undecodable) as error:
            # The traceback's frames hold the request; only the exception itself is looked at, outside this block.
            problem = error.with_traceback(None)
        raise failure(problem, call.purpose, _host(call.url))

    def _request(self, call: Call, bearer: str) -> httpx.Request:
        headers = [("User-Agent", f"Muhr/{__version__}"), *call.headers]
        if "accept-encoding" not in {name.lower() for name, _ in headers}:
            headers.append(("Accept-Encoding", "gzip"))
        if bearer:
            headers.append(("Authorization", f"Bearer {bearer}"))
        times = self.options.timeouts
        waits = {"connect": times.connect, "read": times.read, "write": times.write, "pool": times.pool}
        extensions = {"timeout": waits, _SECRET_QUERY: call.secret_query}
        return httpx.Request(call.method, call.url, headers=headers, content=call.body, extensions=extensions)

    def _check(self, call: Call) -> None:
        scheme, host, _ = origin(call.url)
        if origin(call.url) not in self._origins:
            raise BugError("a call to an address that the account was not set up with", host=host)
        if self._closed:
            raise Unreachable("This account's connection is closed.", code="provider-closed")
        if scheme != "https" and not (scheme == "http" and is_loopback(host)):
            raise Unreachable(
                say("The address of {host} must begin with https.", host=host or say("the service")),
                code="provider-address",
                retry=Retry.AFTER_PERSON,
            )

    def _onward(self, call: Call, status: int, location: str) -> Call | None:
        if call.purpose is Purpose.WRITE or call.method != "GET" or status not in _REDIRECTS or not location:
            return None
        if call.secret_query:  # the new address may repeat them
            return None
        target = joined(call.url, location)
        if origin(target) != origin(call.url):
            return None
        return Call(method="GET", url=target, purpose=call.purpose, headers=call.headers, wants_data=call.wants_data)

    def _opened(self) -> httpx.Client:
        with self._lock:
            if self._client is None:
                self._client = _client(self._urls, self.options)
            return self._client


# ------------------------------------------------------------------ setting up


class _DeadlineTransport(httpx.HTTPTransport):
    """httpx's own transport, with the thread's deadline under it."""

    def __init__(self, *, context: ssl.SSLContext, options: TransportOptions, proxy: str | None) -> None:
        limits = httpx.Limits(
            max_connections=options.connections,
            max_keepalive_connections=options.connections,
            keepalive_expiry=options.keepalive,
        )
        super().__init__(verify=context, trust_env=False, http2=False, limits=limits, proxy=proxy, retries=0)
        # WORKAROUND(https://github.com/encode/httpx/blob/0.28.1/httpx/_transports/default.py#L149): httpcore's pools
        # take a network backend, but httpx offers no way to hand one in. A test with a dripping server guards this.
        self._pool._network_backend = DeadlineBackend()  # noqa: SLF001

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Put the secrets into the address of a copy: httpx logs, and its exceptions carry, the request without."""
        secrets = request.extensions.pop(_SECRET_QUERY, ())
        if not secrets:
            return super().handle_request(request)
        # Not httpcore's "target" extension: in a tunnel it would become the target of CONNECT, which the proxy reads.
        url = request.url.copy_merge_params(secrets)
        extensions = request.extensions
        copy = httpx.Request(request.method, url, headers=request.headers, stream=request.stream, extensions=extensions)
        return super().handle_request(copy)


def _client(urls: Iterable[str], options: TransportOptions) -> httpx.Client:
    # At DEBUG it writes the headers of every answer, and with them the cookies of a session.
    logging.getLogger("httpcore").setLevel(logging.INFO)
    context = _tls(urls, options)
    mounts: dict[str, httpx.BaseTransport | None] = {}
    transports: dict[str | None, httpx.HTTPTransport] = {}
    for url in urls:
        proxy = proxy_for(url, options)
        if proxy not in transports:
            transports[proxy] = _transport(context, options, proxy)
        scheme, host, _ = origin(url)
        mounts[f"{scheme}://{f'[{host}]' if ':' in host else host}"] = transports[proxy]
    # No cookies: nothing in the contracts needs them, and a jar would be shared by all lanes.
    cookies = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
    return httpx.Client(
        transport=next(iter(transports.values())),
        mounts=mounts,
        trust_env=False,
        follow_redirects=False,
        cookies=cookies,
    )


def _transport(context: ssl.SSLContext, options: TransportOptions, proxy: str | None) -> httpx.HTTPTransport:
    try:
        return _DeadlineTransport(context=context, options=options, proxy=proxy)
    except (ValueError, ImportError, httpx.InvalidURL):
        problem = Unreachable(
            "The address of the proxy cannot be used.", code="provider-proxy", retry=Retry.AFTER_PERSON
        )
    raise problem  # outside of the block: the original's text may hold the proxy's password


def _tls(urls: Iterable[str], options: TransportOptions) -> ssl.SSLContext:
    """Trust what the system trusts, certifi's list and the person's own file; checks are always on."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if all(origin(url)[0] == "http" for url in urls):
        return context  # reading the lists of authorities takes 20 ms, and here nothing can use them
    context.load_default_certs()
    context.load_verify_locations(cafile=certifi.where())
    if options.ca_file is not None:
        try:
            context.load_verify_locations(cafile=options.ca_file)
        except OSError as error:  # ssl.SSLError is one, too
            raise Unreachable(
                say("The file of certificate authorities cannot be read: {ca_file}", ca_file=options.ca_file),
                code="provider-ca-file",
                retry=Retry.AFTER_PERSON,
            ) from error
    return context


# ------------------------------------------------------------------ reading


def _answer(response: httpx.Response, body: bytes) -> Answer:
    headers = response.headers
    return Answer(
        status=response.status_code,
        body=body,
        media=headers.get("content-type", "").partition(";")[0].strip().lower(),
        retry_after=headers.get("retry-after", ""),
        date=http_date(headers.get("date", "")),
        location=headers.get("location", ""),
    )


def _whole(response: httpx.Response, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in _decoded(response, limit):
        size += len(part)
        if size > limit:
            raise TooLarge
        parts.append(part)
    return b"".join(parts)


def _decoded(response: httpx.Response, limit: int) -> Iterator[bytes]:
    """Unpack as much as the limit allows and not a byte more: httpx itself would unpack a small bomb in one piece."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in {"", "identity"}:
        yield from response.iter_raw()
        return
    if encoding not in {"gzip", "x-gzip"}:
        raise Undecodable
    unpacker = zlib.decompressobj(wbits=31)
    room = limit + 1
    begun = False
    try:
        for raw in response.iter_raw():
            begun = True
            # One byte more than allowed is let through, and stops whoever counts them.
            part = unpacker.decompress(raw, max(room, 1))
            room -= len(part)
            yield part
    except zlib.error:
        raise Undecodable from None
    if begun and not unpacker.eof:
        raise Undecodable


def _host(url: str) -> str:
    return origin(url)[1] or "the service"
