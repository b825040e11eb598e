"""The line to E-IMZO: one socket, one request, one reply. Knows addresses, time limits and how to hang up.

Overlapping requests are reported to deadlock E-IMZO, so everything here happens in the device thread, and a request
is over only when E-IMZO has closed its socket. No proxy is ever asked: it is this machine.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from muhr.domain.errors import Cancelled, InputError, KeyUnusable, MuhrError
from muhr.signing.devices import DEVICES, DeviceThread
from muhr.signing.eimzo import statuses
from muhr.signing.eimzo.wire import NotEImzo

HOST = "127.0.0.1"
ORIGIN = Origin("http://localhost")
"""A desktop program's own; to name another site's would be to pretend."""
PATH = "/service/cryptapi"

CONNECT_SECONDS = 5.0
ORDINARY_SECONDS = 15.0
_CLOSE_SECONDS = 2.0
_PROBE_SECONDS = 0.25
REPLY_BYTES = 4 * 1024 * 1024
"""A thousand keys have aliases of half a megabyte."""


@dataclass(frozen=True, slots=True)
class Address:
    """A port of this machine where E-IMZO may answer."""

    port: int
    tls: bool = False

    @classmethod
    def of(cls, url: str) -> Address:
        """Read `ws://127.0.0.1:64646` or `wss://…`; raises `InputError` for anything that is not on this machine."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            port = None
        if not port or parts.hostname != HOST or parts.scheme not in {"ws", "wss"}:
            raise InputError("E-IMZO is looked for on this machine only: ws://127.0.0.1:PORT.", code="e-imzo-address")
        return cls(port, tls=parts.scheme == "wss")

    @property
    def uri(self) -> str:
        """The address for a WebSocket."""
        return f"{'wss' if self.tls else 'ws'}://{HOST}:{self.port}{PATH}"


USUAL = (Address(64646), Address(64443, tls=True))
"""The plain one first: it is reachable from this machine only, and needs no certificate (facts §1.1)."""


class Hold:
    """One request's handle for somebody who wants it to end. Thread-safe."""

    def __init__(self) -> None:
        self._door = threading.Lock()
        self._cancelled = False
        self._socket: socket.socket | None = None

    @property
    def cancelled(self) -> bool:
        """Whether somebody has hung up."""
        return self._cancelled

    def cancel(self) -> None:
        """Hang up, now or as soon as there is a connection; does nothing once the request is over."""
        with self._door:
            self._cancelled = True
            if self._socket is not None:
                _shut(self._socket)

    def taken(self, connection: socket.socket) -> None:
        """The request has a connection."""
        with self._door:
            self._socket = connection
            if self._cancelled:
                _shut(connection)

    def released(self) -> None:
        """The request is over."""
        with self._door:
            self._socket = None


class Line:
    """Sends requests to the first address where E-IMZO answers."""

    def __init__(self, addresses: Sequence[Address] = USUAL, devices: DeviceThread = DEVICES) -> None:
        self._addresses = tuple(addresses)
        self._devices = devices
        self._answering: Address | None = None
        self.unsettled = False
        """Whether the last request was left before its answer: E-IMZO may still be at it."""

    def ask(
        self, request: str, *, seconds: float = ORDINARY_SECONDS, hold: Hold | None = None, limit: int = REPLY_BYTES
    ) -> str | bytes:
        """Send one request and give the reply.

        Args:
            request: JSON text.
            seconds: how long to wait for the reply.
            hold: lets another thread hang up.
            limit: the largest reply that is read, in bytes.

        Raises:
            Cancelled: somebody hung up.
            NotEImzo: somebody else answers there.
            KeyUnusable: code `e-imzo-not-running`, `-slow`, `-refused`, `-broken-off` or `-too-large`.
        """
        self._devices.assert_here()
        hold = hold or Hold()
        if hold.cancelled:
            raise Cancelled("Stopped before E-IMZO was asked.")
        worst: MuhrError | None = None
        for address in self._addresses if self._answering is None else (self._answering,):
            try:
                reply = _exchange(address, request, seconds, hold, limit)
            except _NoReply as trouble:
                self._settle(hold, trouble)
                worst = trouble.worse(worst)
                self._answering = None
                continue
            self._answering, self.unsettled = address, False
            return reply
        raise worst or statuses.silence("not-running")

    def forget(self) -> None:
        """Look at all addresses again with the next request."""
        self._answering = None

    def is_open(self) -> bool:
        """Whether anybody listens at one of the ports. Asks nothing of who does; from any thread."""
        for address in self._addresses:
            try:
                socket.create_connection((HOST, address.port), timeout=_PROBE_SECONDS).close()
            except OSError:
                continue
            return True
        return False

    def _settle(self, hold: Hold, trouble: _NoReply) -> None:
        """End what went wrong after the request was sent: it is not sent again elsewhere."""
        self.unsettled = trouble.sent
        if hold.cancelled:
            raise Cancelled("Stopped while E-IMZO was waiting. Close its password window if it is still open.") from (
                trouble
            )
        if trouble.sent:
            self._answering = None
            raise trouble.error from trouble


class _NoReply(Exception):
    """One address gave no reply."""

    def __init__(self, error: MuhrError, *, sent: bool = False) -> None:
        super().__init__(str(error))
        self.error = error
        self.sent = sent

    def worse(self, other: MuhrError | None) -> MuhrError:
        """Of two addresses' errors the one that says more: nobody there is the least."""
        return self.error if other is None or other.code == "e-imzo-not-running" else other


def _exchange(address: Address, request: str, seconds: float, hold: Hold, limit: int) -> str | bytes:
    plain = _connected(address)
    hold.taken(plain)
    try:
        with connect(
            address.uri,
            sock=plain,  # ours, so that no redirect leads to another program or machine
            ssl=_tls() if address.tls else None,
            server_hostname="localhost" if address.tls else None,  # a bare host: Java refuses host:port
            origin=ORIGIN,
            compression=None,
            user_agent_header="Muhr",
            proxy=None,
            open_timeout=CONNECT_SECONDS,
            ping_interval=None,
            close_timeout=_CLOSE_SECONDS,
            max_size=limit,
        ) as connection:
            hold.taken(connection.socket)
            return _reply(connection, request, seconds)
    except TimeoutError as error:
        raise _NoReply(statuses.silence("slow")) from error
    except InvalidStatus as error:
        refused = error.response.status_code in {401, 403}
        raise _NoReply(
            KeyUnusable(statuses.REFUSED, code="e-imzo-refused") if refused else NotEImzo(statuses.PORT_TAKEN)
        ) from error
    except (WebSocketException, OSError, EOFError, ValueError) as error:  # HTTP of another sort, no TLS, a redirect
        raise _NoReply(NotEImzo(statuses.PORT_TAKEN)) from error
    finally:
        hold.released()


def _connected(address: Address) -> socket.socket:
    try:
        plain = socket.create_connection((HOST, address.port), timeout=CONNECT_SECONDS)
    except TimeoutError as error:
        raise _NoReply(statuses.silence("slow")) from error
    except OSError as error:
        raise _NoReply(statuses.silence("not-running")) from error
    plain.settimeout(None)
    return plain


def _reply(connection: ClientConnection, request: str, seconds: float) -> str | bytes:
    """Send, receive, and wait until E-IMZO says that it is done."""
    try:
        connection.send(request)
        reply = connection.recv(timeout=seconds)
    except TimeoutError as error:
        raise _NoReply(statuses.silence("slow"), sent=True) from error
    except ConnectionClosed as error:
        raise _NoReply(_why_closed(error), sent=True) from error
    try:
        connection.recv(timeout=_CLOSE_SECONDS)
    except ConnectionClosed as error:
        if error.rcvd is None or error.rcvd.code != 1000:  # facts §1.1: any other code is a connection error
            raise _NoReply(statuses.silence("broken-off"), sent=True) from error
    except TimeoutError:  # a dialect that leaves it to us
        pass
    else:
        raise _NoReply(NotEImzo(statuses.PORT_TAKEN), sent=True)
    return reply


def _why_closed(error: ConnectionClosed) -> MuhrError:
    if error.sent is not None and error.sent.code == 1009 and not error.rcvd_then_sent:  # closed by us
        return KeyUnusable("E-IMZO's answer is larger than Muhr reads.", code="e-imzo-too-large")
    return statuses.silence("broken-off")


@cache
def _tls() -> ssl.SSLContext:
    """TLS without a look at the certificate, which E-IMZO has signed itself; `Address` reaches no other machine."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):  # closed already
        connection.shutdown(socket.SHUT_RDWR)
