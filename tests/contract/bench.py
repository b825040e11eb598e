"""One account of one provider on a desk and a sandbox, as the contract suite works with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from sandbox_desk import GRACE, Ear, control, fetch, until

from muhr.bootstrap.assembly import assemble_desk
from muhr.bootstrap.demo import account_of, desk_keyring, desk_verifier
from muhr.domain.accounts import Credentials, ProviderName
from muhr.domain.documents import Action, DocumentRef
from muhr.domain.effects import SETTLED, Effect
from muhr.sandbox.serve import RunningSandbox
from muhr.services.reconcile import waits_for_person
from muhr.workspace.secrets import SessionSecrets


@dataclass(frozen=True, kw_only=True)
class Work:
    """One writing action of a provider."""

    action: Action
    method: str
    """Its call in the fault script."""
    ledger: str
    """Its name in the ledger."""
    ref: Callable[[Bench], DocumentRef] | None = None
    """A document to do it to through `Desk.act`; None when `order` does it another way."""
    order: Callable[[Bench], Effect] | None = None
    """Queues it and gives the effect, without waiting for what becomes of it."""
    details: Mapping[str, str] = field(default_factory=dict)
    target: Callable[[Effect], str] = lambda effect: effect.target_id
    """What the ledger calls the target."""
    asked: bool = True
    """Whether the provider can be asked what became of it; otherwise a person decides."""
    repeats: bool = True
    """Whether what the provider does not show is sent again by itself; otherwise a person decides about that, too."""
    twice: int = 1
    """How often it happens when the network delivers the request twice: 2 where the service takes everything."""

    @property
    def name(self) -> str:
        """For the names of tests."""
        return self.action.value


class Case(Protocol):
    """What the suite has to know of a provider. One module `case_<folder>` in this directory gives `CASE`."""

    provider: ProviderName
    login: str
    """The call of the log-in in the fault script; "" when every request carries the credentials."""
    listing: str
    """A call that `Desk.refresh` makes; "" when the service can be asked nothing."""
    expires: bool
    """Whether log-ins end after a while, and are renewed."""
    works: tuple[Work, ...]

    def waiting(self, bench: Bench) -> set[str]:
        """The ids that the sandbox says wait for the account (in lower case)."""
        ...

    def wrong(self, right: Credentials) -> Credentials:
        """Credentials the service does not accept."""
        ...

    def tokens(self, bench: Bench) -> list[str]:
        """The tokens the sandbox has given out."""
        ...


class Bench:
    """A desk with one account of a case."""

    def __init__(self, case: Case, sandbox: RunningSandbox, folder: Path) -> None:
        self.case, self.sandbox, self.folder = case, sandbox, folder
        self.info = sandbox.info.as_dict()
        self.told = next(one for one in self.info["accounts"] if one["provider"] == case.provider.value)
        verifier = desk_verifier(self.info)
        self.desk = assemble_desk(
            folder, lambda: verifier, SessionSecrets(), lambda verifier: desk_keyring(verifier, self.info), GRACE
        )
        self.ear = Ear()
        self.desk.subscribe(self.ear)
        self.account, self.credentials = account_of(self.told, self.info)
        self.desk.save_account(self.account, self.credentials)

    def close(self) -> None:
        """Close the desk."""
        self.desk.close(60)

    def refresh(self) -> int:
        """Ask what waits, until the answer is there."""
        return self.desk.refresh()[0].result(60)

    def document_with(self, action: Action) -> DocumentRef:
        """A document that waits and offers an action."""
        found = [one.ref for one in self.desk.inbox(self.account.id) if action in one.actions]
        assert found, f"nothing of {self.account.provider.value} offers {action.value}"
        return found[0]

    def order(self, work: Work, *, delay: timedelta = timedelta(0)) -> Effect:
        """Queue one effect of a work."""
        if work.ref is None:
            assert work.order is not None
            return work.order(self)
        (effect,) = self.desk.act(work.action, [work.ref(self)], details=work.details, comment="Namuna", delay=delay)
        return effect

    def row(self, effect: Effect) -> Effect:
        """The row as it stands now."""
        found = self.desk.workspace.effect(effect.id)
        assert found is not None
        return found

    def rest(self, effect: Effect) -> Effect:
        """Wait until the row has ended or waits for a person; gives it."""
        until(lambda: (now := self.row(effect)).state in SETTLED or waits_for_person(now))
        return self.row(effect)

    def count(self, work: Work, effect: Effect) -> int:
        """How often the ledger says that it happened."""
        return sum(entry["count"] for entry in self._entries(work, effect, "effects"))

    def requests(self, work: Work) -> int:
        """How many requests of the work's call have come."""
        told = control(self.info, "faults", method="GET")["requests"]
        return int(told.get(f"{self.case.provider.value}/{work.method}", 0))

    def _entries(self, work: Work, effect: Effect, part: str) -> list[dict[str, Any]]:
        target = work.target(self.row(effect)).lower()
        return [
            one
            for one in fetch(self.info["ledger"])[part]
            if (one["provider"], one["action"], one["target"].lower())
            == (self.case.provider.value, work.ledger, target)
        ]

    def fault(self, method: str, kind: str, **more: Any) -> None:
        """Let requests of a call go wrong: the first one, unless told otherwise. Counting begins anew."""
        line = {"provider": self.case.provider.value, "method": method, "kind": kind, "nth": 1} | more
        control(self.info, "faults", {"faults": [line]})

    def secrets(self) -> list[str]:
        """Everything that must stand nowhere."""
        given = self.credentials
        known = [given.password, given.client_secret, given.device_code, *self.case.tokens(self)]
        return [one for one in known if one]


def with_password(right: Credentials, password: str) -> Credentials:
    """The same credentials with another password."""
    return replace(right, password=password)
