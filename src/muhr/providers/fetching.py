"""Gets a few bytes from addresses that stand in certificates or in settings. Implements `domain.ports.Fetch`.

The addresses come from outside, so they must not make Muhr talk to machines of the person's own network: only http
and https, only hosts that stand for themselves in the public network (looked up here, and connected to exactly there),
no redirects to another host, and limits on time and size. A proxy looks names up itself; then the name must at least
not be one of the inner network. Addresses that were set up by a person may be allowed one by one.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import certifi
import httpcore
import httpx

from muhr import __version__
from muhr.domain.errors import ProviderError, Unreachable
from muhr.domain.sentences import say
from muhr.providers.addresses import joined, origin, proxy_for
from muhr.providers.network import DeadlineBackend, deadline
from muhr.providers.options import ProxyMode, TransportOptions

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HOPS = 3
_INNER = (".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".localdomain", ".home.arpa")
_CONNECT_SECONDS = 4.0
_LONGEST_URL = 2000
_PORTS = frozenset({80, 443})


Lookup = Callable[..., Sequence[tuple[Any, ...]]]
"""As `socket.getaddrinfo`."""


class _Inner(Exception):
    """The host is not of the public network."""


class HttpFetch:
    """Fetches, and holds no connection between two calls."""

    def __init__(
        self,
        *,
        allowed: Iterable[str] = (),
        options: TransportOptions | None = None,
        lookup: Lookup = socket.getaddrinfo,
    ) -> None:
        """Take what may be called besides the public network, by scheme, host and port, and the proxy's set-up.

        Args:
            allowed: addresses a person or the sandbox set up; only their origins matter.
            options: the proxy to go through.
            lookup: finds the addresses of a host.
        """
        self._allowed = frozenset(origin(url) for url in allowed)
        self._options = options or TransportOptions(proxy=ProxyMode.SYSTEM)
        self._lookup = lookup

    def __call__(
        self, url: str, *, body: bytes | None = None, media_type: str = "", limit: int, seconds: float
    ) -> bytes:
        """See `domain.ports.Fetch`."""
        failure: ProviderError
        try:
            with deadline(seconds):
                return self._follow(url, body, media_type, limit)
        except _Inner:
            failure = self._failed(url, say("its address is not of the public network"), "fetch-address")
        except httpx.TimeoutException:
            failure = self._failed(url, say("it took too long"), "fetch-failed")
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, OSError) as error:
            failure = self._failed(
                url, say("the connection failed ({name})", name=type(error).__name__), "fetch-failed"
            )
        raise failure

    def _failed(self, url: str, why: str, code: str) -> Unreachable:
        return Unreachable(
            say("{origin} could not be asked: {why}.", origin=origin(url)[1] or "The address", why=why), code=code
        )

    def _follow(self, url: str, body: bytes | None, media_type: str, limit: int) -> bytes:
        for _ in range(_HOPS):
            status, location, found = self._once(url, body, media_type, limit)
            if status == 200:
                return found
            target = joined(url, location) if status in _REDIRECTS and location else ""
            # The same host may move a list from http to https; nobody may send us elsewhere.
            if body is not None or not target or origin(target)[1] != origin(url)[1]:
                raise self._failed(url, say("it answered with status {status}", status=status), "fetch-failed")
            url = target
        raise self._failed(url, say("it redirects without end"), "fetch-failed")

    def _once(self, url: str, body: bytes | None, media_type: str, limit: int) -> tuple[int, str, bytes]:
        proxy = self._check(url)
        headers = {"User-Agent": f"Muhr/{__version__}", "Accept-Encoding": "identity"}
        if body is not None:
            headers["Content-Type"] = media_type
        backend = DeadlineBackend() if proxy or origin(url) in self._allowed else _PublicBackend(self._lookup)
        with _client(proxy, backend) as client:
            request = client.build_request("GET" if body is None else "POST", url, headers=headers, content=body)
            response = client.send(request, stream=True)
            try:
                if response.status_code != 200:
                    return response.status_code, response.headers.get("location", ""), b""
                return 200, "", self._read(url, response, limit)
            finally:
                response.close()

    def _read(self, url: str, response: httpx.Response, limit: int) -> bytes:
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise self._failed(url, say("it packed its answer although it was not to"), "fetch-failed")
        found = bytearray()
        for piece in response.iter_raw():
            found += piece
            if len(found) > limit:
                raise self._failed(url, say("its answer is larger than Muhr reads"), "fetch-failed")
        return bytes(found)

    def _check(self, url: str) -> str | None:
        """Look at an address before anything is opened; give the proxy that leads there."""
        scheme, host, port = origin(url)
        if scheme not in ("http", "https") or not host or len(url) > _LONGEST_URL or "@" in url:
            raise _Inner
        if (scheme, host, port) in self._allowed:
            return proxy_for(url, self._options)
        if port not in _PORTS or not _is_outer_name(host):
            raise _Inner
        return proxy_for(url, self._options)


def _is_outer_name(host: str) -> bool:
    name = host.strip("[]").lower().rstrip(".")
    try:
        return _is_public(name)
    except ValueError:
        # Numbers in other writings (0x7f000001, 2130706433, 127.1) are addresses to some resolvers.
        last = name.rpartition(".")[2]
        return "." in name and not name.endswith(_INNER) and not last[:1].isdigit()


def _is_public(address: str) -> bool:
    """Whether an address is of the public network; raises ValueError when it is none."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (mapped is None or mapped.is_global)


class _PublicBackend(DeadlineBackend):
    """Connects only to addresses of the public network: looked up once, checked, and connected to as a number."""

    def __init__(self, lookup: Lookup) -> None:
        super().__init__()
        self._lookup = lookup

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Open a connection to the first public address of the host."""
        try:
            found = self._lookup(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore.ConnectError(say("the name is not known")) from error
        addresses = [str(one[4][0]) for one in found]
        if not addresses or not all(map(_is_public, addresses)):
            raise _Inner
        for address in addresses[:-1]:
            with contextlib.suppress(httpcore.ConnectError):  # IPv6 without a way out, for example
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
        return super().connect_tcp(addresses[-1], port, timeout, local_address, socket_options)


def _client(proxy: str | None, backend: httpcore.NetworkBackend) -> httpx.Client:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs()
    context.load_verify_locations(cafile=certifi.where())
    transport = httpx.HTTPTransport(verify=context, trust_env=False, http2=False, proxy=proxy, retries=0)
    # WORKAROUND(https://github.com/encode/httpx/blob/0.28.1/httpx/_transports/default.py#L149): as in `transport`.
    transport._pool._network_backend = backend  # noqa: SLF001
    times = httpx.Timeout(30.0, connect=_CONNECT_SECONDS)
    return httpx.Client(transport=transport, trust_env=False, follow_redirects=False, timeout=times)
