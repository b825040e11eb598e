"""A logged-in HTTP client for the sandbox, and a director who signs."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from muhr.sandbox.pki import Issued
from muhr.sandbox.serve import RunningSandbox
from muhr.sandbox.world import OURS
from muhr.signing.algorithms import choose
from muhr.signing.cms_build import CmsBuilder


class Api:
    """One company's line to the sandbox, over real HTTP."""

    def __init__(self, sandbox: RunningSandbox, place: int, port: int | None = None) -> None:
        self.sandbox = sandbox
        self.account = sandbox.info.accounts[place]
        self.company = OURS[place]
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{port or sandbox.info.port}", timeout=10)
        self.log_in()

    def log_in(self) -> None:
        self.http.headers.pop("Authorization", None)
        answer = self.http.post("/token", data=self.form())
        self.http.headers["Authorization"] = "Bearer " + answer.json()["access_token"]

    def form(self, **changes: str) -> dict[str, str]:
        account = self.account
        return {
            "grant_type": "password",
            "username": account["login"],
            "password": account["password"],
            "client_id": account["client_id"],
            "client_secret": account["client_secret"],
        } | changes

    def post(self, path: str, body: Any) -> Any:
        answer = self.http.post(path, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def get(self, path: str, **query: Any) -> Any:
        answer = self.http.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def waiting(self, *, inbox: bool = True) -> list[str]:
        rows = self.get("/Api/Document/GetDocuments", isInbox=str(inbox).lower(), statuses="22,26")["documents"]
        return [row["uniqueId"] for row in rows]

    def hash_of(self, uid: str) -> str:
        rows = self.post("/Api/Sign/GetDocumentsHashCodes", {"Documents": [uid]})
        return rows[0]["HashCode"]

    def status(self, uid: str) -> int:
        rows = self.post("/Api/GetDocumentStatus", {"DocumentUniqueIds": [uid]})["Data"]["DocumentStatuses"]
        return rows[0]["Status"]

    def deliver(self, uid: str, cms: bytes, serial: int | str, **more: Any) -> int:
        body = {
            "UniqueId": uid,
            "SignedContent": base64.b64encode(cms).decode(),
            "CertificateSerial": serial if isinstance(serial, str) else f"{serial:X}",
        }
        return self.post("/Api/Sign/SignDocument", body | more)

    def sign(self, uid: str, issued: Issued) -> int:
        return self.deliver(uid, self.signed(self.hash_of(uid).encode(), issued), issued.serial)

    @staticmethod
    def signed(content: bytes, issued: Issued, at: datetime | None = None) -> bytes:
        """A CMS over `content` with the key of a certificate, whatever the certificate says."""
        builder = CmsBuilder(issued.chain, choose(issued.key.spki))
        return builder.build(content, at or datetime.now(UTC), issued.key.sign)

    def ledger(self, action: str = "sign") -> dict[str, int]:
        effects = self.get("/__sim/ledger")["effects"]
        return {effect["target"]: effect["count"] for effect in effects if effect["action"] == action}


@pytest.fixture
def api_of(sandbox: RunningSandbox) -> Iterator[Callable[..., Api]]:
    made: list[Api] = []

    def make(place: int = 0, port: int | None = None) -> Api:
        made.append(Api(sandbox, place, port))
        return made[-1]

    yield make
    for api in made:
        api.http.close()


@pytest.fixture
def api(api_of: Callable[..., Api]) -> Api:
    """The first company's line."""
    return api_of()


@pytest.fixture
def director(sandbox: RunningSandbox) -> Issued:
    """The first company's director, with a national key."""
    return sandbox.pki.authorities.director(OURS[0], datetime.now(UTC))
