"""The simulated Faktura.uz as one of the sandbox's services, mounted at the root: its start, robot and switches."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec
from starlette.routing import BaseRoute

from muhr.sandbox.faktura_uz import app
from muhr.sandbox.faktura_uz.archive import Counterparties
from muhr.sandbox.faktura_uz.documents import status_for
from muhr.sandbox.faktura_uz.judging import Judge
from muhr.sandbox.faktura_uz.register_content import stored
from muhr.sandbox.faktura_uz.robot import RobotOrder, obey
from muhr.sandbox.faktura_uz.state import PROVIDER, FakturaState, Login
from muhr.sandbox.ledger import Ledger
from muhr.sandbox.service import Surroundings
from muhr.sandbox.settings import Settings
from muhr.sandbox.world import OURS, filler, story
from muhr.sandbox.world.companies import EVERYBODY
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

_IDS_IN_PATH = frozenset({"DownloadArchive", "CheckCompanyExist", "GetDetails"})


class _DocumentsOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    count: int
    company: str = OURS[0].tax_id
    seed: int = 1


class FakturaService:
    """Faktura.uz (implements `sandbox.service.Service`)."""

    name = PROVIDER
    prefix = ""
    api_path = ""
    token_path = "/token"

    def __init__(self, surroundings: Surroundings) -> None:
        self.state = FakturaState(clock=surroundings.clock, storage=surroundings.storage)
        self._logins = _logins()
        self._pki = surroundings.pki
        self._now = surroundings.clock()
        self.state.logins = {login.username: login for login in self._logins}
        self.state.companies = {company.tax_id: company.name for company in EVERYBODY}
        if not self.state.restore():
            self._furnish(surroundings.seed, surroundings.documents)

    def _furnish(self, seed: int, documents: int | None) -> None:
        ids = random.Random(seed)  # noqa: S311 - a story, not a secret
        now = self.state.clock()
        papers = story(seed, now)
        if documents is not None:
            papers += filler(seed, now, documents, OURS[0])
        self.state.add(stored(paper, ids) for paper in papers)

    @property
    def ledger(self) -> Ledger:
        """See `Service`."""
        return self.state.ledger

    @property
    def settings(self) -> Settings:
        """See `Service`."""
        return self.state.settings

    def routes(self) -> Sequence[BaseRoute]:
        """See `Service`."""
        judge = Judge(CmsVerifier(TrustStore.of_files(self._pki.trust), self.state.clock))
        return app.routes(self.state, judge, Counterparties(self._pki, self._now))

    def accounts(self) -> Sequence[dict[str, Any]]:
        """Two companies, each with its director's key."""
        keys = {record.tax_id: record for record in (self._pki.key("first-director"), self._pki.key("second-director"))}
        return [
            {
                "provider": PROVIDER,
                "company": {"country": "UZ", "tax_id": login.inn, "name": login.company},
                "login": login.username,
                "password": login.password,
                "client_id": login.client_id,
                "client_secret": login.client_secret,
                "key": keys[login.inn].path,
                "key_password": keys[login.inn].password,
            }
            for login in self._logins
        ]

    def method_of(self, path: str, body: bytes) -> str:
        """Name the API call of a path: its last part, or the one before an id."""
        del body
        parts = [part for part in path.split("/") if part]
        for part in parts:
            if part in _IDS_IN_PATH:
                return part
        return parts[-1] if parts else ""

    def begin(self, method: str, body: bytes) -> None:
        """Nothing here asks about what is in progress."""

    def expire_tokens(self, token: str | None) -> None:
        """See `Service`."""
        self.state.expire(token)

    def change_settings(self, changes: dict[str, Any]) -> object:
        """See `Service`."""
        with self.state.lock:
            self.state.settings = self.state.settings.changed(changes)
            self.state.archives.clear()  # their weight may have changed
            self.state.keep_switches()
        return self.state.settings

    def keep_switches(self) -> None:
        """See `Service`."""
        with self.state.lock:
            self.state.keep_switches()

    def obey(self, order: dict[str, Any]) -> Sequence[str]:
        """See `RobotOrder`."""
        return obey(self.state, msgspec.convert(order, RobotOrder))

    def add_documents(self, order: dict[str, Any]) -> Sequence[str]:
        """Add incoming documents that wait for one company; gives their ids."""
        wanted = msgspec.convert(order, _DocumentsOrder)
        company = next((one for one in OURS if one.tax_id == wanted.company), None)
        if company is None:
            raise ValueError("company must be one of ours")
        # The ids depend on how many there are already, so that two orders alike do not collide.
        ids = random.Random(f"{wanted.seed}/{len(self.state.documents)}")  # noqa: S311 - deterministic on purpose
        papers = filler(wanted.seed, self.state.clock(), wanted.count, company)
        made = [stored(paper, ids) for paper in papers]
        self.state.add(made)
        return [document.uid for document in made]

    def list_documents(self) -> Sequence[dict[str, Any]]:
        """List every document with what review should notice in it, and its status for both sides."""
        with self.state.lock:
            return [
                {
                    "uid": document.uid,
                    "title": document.title,
                    "number": document.number,
                    "type": document.type_id,
                    "owner": document.owner.inn,
                    "contractor": document.contractor.inn,
                    "total": None if document.total is None else str(document.total),
                    "phase": document.phase.value,
                    "oddity": document.oddity,
                    "status": {inn: status_for(document, inn) for inn in document.sides()},
                }
                for document in self.state.documents.values()
            ]

    def summary(self) -> dict[str, Any]:
        """Count documents per company and status."""
        with self.state.lock:
            counts = {
                company.tax_id: Counter(
                    str(status_for(document, company.tax_id)) for document in self.state.of_company(company.tax_id)
                )
                for company in OURS
            }
            return {"statuses": counts, "groups": list(self.state.groups)}


def _logins() -> list[Login]:
    return [
        Login(
            username=f"director-{company.tax_id}",
            password=f"Namuna-{company.tax_id}",
            client_id=f"sandbox-client-{company.tax_id}",
            client_secret=f"sandbox-secret-{company.tax_id}",
            inn=company.tax_id,
            company=company.name,
        )
        for company in OURS
    ]


def make(surroundings: Surroundings) -> FakturaService:
    """Make the service, with its story or with what a file has kept of it."""
    return FakturaService(surroundings)
