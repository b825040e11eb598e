"""The authorities of the test world on the network: revocation lists, certificate status, time stamps over HTTP.

Everything is fictional. Addresses: `/ca/{authority}.crl`, `/ca/{authority}/ocsp`, `/tsa/{algorithm}`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muhr.sandbox.http_server import HOST, HttpServer
from muhr.sandbox.pki import Algorithm, Authorities, Issued, Profile
from muhr.sandbox.pki.certificates import COMMON_NAME, COUNTRY, DIGITAL_SIGNATURE, TIME_STAMPING, extension
from muhr.sandbox.pki.statements import RevokedAt, Slip, revocation_list, stamp_answer, status_answer
from muhr.signing import der

OCSP_SIGNING = "1.3.6.1.5.5.7.3.9"
_CRL_TYPE, _OCSP_TYPE, _TSA_TYPE = "application/pkix-crl", "application/ocsp-response", "application/timestamp-reply"


def stamper_profile(now: datetime, algorithm: Algorithm) -> Profile:
    """Give the profile of a time stamping authority: for stamps, critically, and for nothing else (RFC 3161 §2.3)."""
    return Profile(
        subject=((COUNTRY, "UZ"), (COMMON_NAME, f"Muhr sandbox TSA ({algorithm.value})")),
        not_before=now - timedelta(days=400),
        not_after=now + timedelta(days=2000),
        key_usage=frozenset({DIGITAL_SIGNATURE}),
        extended_key_usage=(),
        policies=(),
        extra_extensions=(extension("2.5.29.37", der.sequence(der.oid(TIME_STAMPING)), critical=True),),
    )


def responder_profile(now: datetime) -> Profile:
    """Give the profile of a responder to whom an authority delegated its answers (RFC 6960 §4.2.2.2)."""
    return Profile(
        subject=((COUNTRY, "UZ"), (COMMON_NAME, "Muhr sandbox OCSP responder")),
        not_before=now - timedelta(days=10),
        not_after=now + timedelta(days=400),
        key_usage=frozenset({DIGITAL_SIGNATURE}),
        extended_key_usage=(OCSP_SIGNING,),
        policies=(),
    )


def places(*, crl: str = "", ocsp: str = "") -> tuple[bytes, ...]:
    """Give the extensions that say where a certificate's revocation can be looked up."""
    found = []
    if crl:
        uri = der.tlv(0x86, crl.encode("ascii"))
        point = der.sequence(der.tagged(0, der.tagged(0, uri)))
        found.append(extension("2.5.29.31", der.sequence(point)))
    if ocsp:
        access = der.sequence(der.oid("1.3.6.1.5.5.7.48.1"), der.tlv(0x86, ocsp.encode("ascii")))
        found.append(extension("1.3.6.1.5.5.7.1.1", der.sequence(access)))
    return tuple(found)


class AuthorityService:
    """The answers. What the registers say and which slips are made may be changed while it runs."""

    def __init__(self, authorities: Authorities, clock: Callable[[], datetime]) -> None:
        self._authorities = authorities
        self._clock = clock
        self._lock = threading.Lock()
        self._stampers: dict[Algorithm, Issued] = {}
        self.registers: dict[str, dict[int, RevokedAt]] = {name: {} for name in authorities.issued}
        """By authority."""
        self.slips: frozenset[Slip] = frozenset()
        self.responders: dict[str, Issued] = {}
        """Delegated responders by authority; others answer for themselves."""
        self.asked: list[str] = []
        """The path of every request, in order."""

    def stamper(self, algorithm: Algorithm) -> Issued:
        """Give the time stamping authority of an algorithm, made at its first use."""
        with self._lock:
            if algorithm not in self._stampers:
                profile = stamper_profile(self._clock(), algorithm)
                self._stampers[algorithm] = self._authorities.issue(profile, algorithm=algorithm)
            return self._stampers[algorithm]

    def routes(self) -> list[Route]:
        """Give the endpoints."""
        return [
            Route("/ca/{name}.crl", self._crl, methods=["GET"]),
            Route("/ca/{name}/ocsp", self._ocsp, methods=["POST"]),
            Route("/tsa/{algorithm}", self._tsa, methods=["POST"]),
        ]

    async def _crl(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        name = request.path_params["name"]
        issuer = self._authorities.issued.get(name)
        if issuer is None:
            return Response(status_code=404)
        return Response(revocation_list(issuer, self.registers[name], self._clock(), self.slips), media_type=_CRL_TYPE)

    async def _ocsp(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        name = request.path_params["name"]
        issuer = self._authorities.issued.get(name)
        if issuer is None:
            return Response(status_code=404)
        responder = self.responders.get(name, issuer)
        answer = status_answer(
            await request.body(), self.registers[name], responder, self._clock(), self.slips,
            delegated=responder is not issuer,
        )  # fmt: skip
        return Response(answer, media_type=_OCSP_TYPE)

    async def _tsa(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        try:
            algorithm = Algorithm(request.path_params["algorithm"])
        except ValueError:
            return Response(status_code=404)
        answer = stamp_answer(await request.body(), self.stamper(algorithm), self._clock(), self.slips)
        return Response(answer, media_type=_TSA_TYPE)


@contextmanager
def serving(service: AuthorityService) -> Iterator[str]:
    """Run the service alone on a free port of 127.0.0.1; gives its base address."""
    server = HttpServer()
    server.start(Starlette(routes=service.routes()))
    try:
        yield f"http://{HOST}:{server.port}"
    finally:
        server.stop()
