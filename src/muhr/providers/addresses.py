"""Judges addresses: which server one belongs to, whether it is this machine, which proxy leads there. Opens nothing."""

from __future__ import annotations

import ipaddress
import urllib.parse
import urllib.request

from muhr.providers.options import ProxyMode, TransportOptions


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this very machine. A name is never looked up: only `localhost` counts."""
    name = host.strip("[]").lower().rstrip(".")
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def proxy_for(url: str, options: TransportOptions) -> str | None:
    """Choose the proxy for an address, or None for a direct connection. This machine is never asked through a proxy."""
    scheme, host, _ = origin(url)
    if options.proxy is ProxyMode.NONE or is_loopback(host):
        return None
    if options.proxy is ProxyMode.MANUAL:
        return _with_scheme(options.proxy_url)
    if urllib.request.proxy_bypass(host):
        return None
    known = urllib.request.getproxies()
    found = known.get(scheme) or known.get("all")
    return _with_scheme(found) if found else None


def _with_scheme(address: str) -> str:
    return address if "://" in address else f"http://{address}"


def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port of an address: two addresses of one origin are the same server.

    An address that cannot be read gives empty texts, which no check for https lets through.
    """
    try:
        parts = urllib.parse.urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
        return parts.scheme, parts.hostname or "", port
    except ValueError:
        return "", "", None


def joined(base: str, location: str) -> str:
    """Resolve a redirect's target against the address it came from; "" when it cannot be read."""
    try:
        return urllib.parse.urljoin(base, location)
    except ValueError:
        return ""
