"""The oracle: counts every business effect at the simulated provider, and every request that asked for one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class LedgerEntry:
    """One kind of change to one thing by one company."""

    provider: str
    action: str
    target: str
    """The provider's id; for an import the client's own key, because the provider's id is new each time."""
    viewer: str
    """Tax id of the company that acted."""
    key: str = ""
    """The client's own key, where the request carried one."""
    count: int = 0
    """How often the change happened."""
    requests: int = 0
    """How many requests for it reached the work, whether or not they changed something."""
    results: list[str] | None = None
    """Ids made by the change (imports)."""


LedgerKey = tuple[str, str, str, str]


class Ledger:
    """All entries. `keep` is called after each change so that a file can follow."""

    def __init__(self, keep: Callable[[LedgerKey, LedgerEntry], None] | None = None) -> None:
        self._entries: dict[LedgerKey, LedgerEntry] = {}
        self._keep = keep

    def restore(self, entry: LedgerEntry) -> None:
        """Take an entry back from a file."""
        self._entries[entry.provider, entry.action, entry.target, entry.viewer] = entry

    def record(
        self,
        *,
        provider: str,
        action: str,
        target: str,
        viewer: str,
        happened: bool,
        key: str = "",
        result: str = "",
    ) -> None:
        """Note one request for a change and whether the change happened."""
        at = (provider, action, target, viewer)
        entry = self._entries.get(at)
        if entry is None:
            entry = self._entries[at] = LedgerEntry(
                provider=provider, action=action, target=target, viewer=viewer, key=key
            )
        entry.requests += 1
        entry.count += happened
        if result:
            entry.results = [*(entry.results or []), result]
        if self._keep is not None:
            self._keep(at, entry)

    def entries(self) -> list[LedgerEntry]:
        """Every entry, in the order of their first requests."""
        return list(self._entries.values())
