"""Documents read from a register file before they are imported: what they are, and what speaks against sending them.

How a file is read is the provider's; what becomes of an import afterwards stands in its effect.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from muhr.domain.documents import Content
from muhr.domain.money import Money
from muhr.domain.parties import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProblem:
    """One thing that is wrong or doubtful in an entry of a register file."""

    code: str
    text: str
    """For people, in plain text."""
    blocks: bool
    """The entry cannot be sent; otherwise the provider has the last word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportItem:
    """One entry of a register file, read and checked."""

    place: str
    """Where it stands in the file: "invoices, entry 3"."""
    kind: str
    """For people: "Invoice"."""
    kind_code: str
    """The provider's name of the list it stands in."""
    number: str
    issued: date | None
    sender: Party | None
    counterparty: Party | None
    total: Money | None
    client_id: str
    """The key under which the provider can be asked for it: the file's own, or made from the entry's bytes."""
    content: Content
    raw: bytes
    """The entry as it stands in the file, byte for byte."""
    problems: tuple[ImportProblem, ...] = ()

    @property
    def sendable(self) -> bool:
        """Whether nothing stands in the way of sending it."""
        return not any(problem.blocks for problem in self.problems)

    def with_problems(self, *problems: ImportProblem) -> ImportItem:
        """The same entry with further problems."""
        return replace(self, problems=(*self.problems, *problems))
