"""The simulated BitFaktura's memory: accounts with their tokens, records of every kind, running numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import msgspec

from muhr.sandbox.bitfaktura.story import OURS, Party, furnish
from muhr.sandbox.service import Quirks, ServiceBase, Surroundings

NAME = "bitfaktura"
INVOICE = "invoice"
_DELETED = "deleted"


class Settings(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Every switch with its plain state."""

    quirks: Quirks = "clean"
    """`faithful`: amounts with commas, ids and flags as texts, as requests and descriptions print them."""
    oid_unique: Literal["honoured", "ignored"] = "honoured"
    """`ignored`: a service that has never heard of `oid_unique` and makes a second invoice."""
    oid_match: Literal["exact", "contains"] = "exact"
    """How the list compares `oid`; not documented."""
    beyond_document: bool = True
    """Whether list parameters outside the API document (`invoice_ids`, `order`, `include_positions`, `period` words
    but the printed one) are obeyed; otherwise they are passed over."""
    cancel_call: bool = True
    """Whether invoices/cancel.json exists; it is the sister platform's."""
    read_only_token: bool = False
    """Creating is answered with 200 and nothing is made."""
    default_period: str = "last_12_months"


class Record(msgspec.Struct, kw_only=True):
    """One record of one account."""

    company: str
    """Tax number of the account."""
    kind: str
    """`invoice`, `product`, `client`, … : the member around it in a request."""
    id: int
    data: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """One account and its secrets."""

    company: Party
    token: str
    user: str
    password: str


class State(ServiceBase[Settings]):
    """Everything the service knows."""

    name = NAME
    prefix = "/bitfaktura"

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(surroundings, Settings())
        self.logins = [
            Login(
                company=company,
                token=f"sandbox-api-token-{company.tax_no}",
                user=f"buhalter-{company.tax_no}",
                password=f"Zrazok-{company.tax_no}",
            )
            for company in OURS
        ]
        self.records: dict[tuple[str, int], Record] = {}
        self._last = 1000
        self._numbers: Counter[tuple[str, str, str]] = Counter()
        for _, record in self.kept("record", Record):
            self._last = max(self._last, record.id)
            if record.kind != _DELETED:
                self._enter(record)
        self.restore()
        if not self.records:
            with self.change():
                furnish(self, surroundings.seed, self.clock(), surroundings.documents)

    # ---------------------------------------------------------------- records

    def add(self, company: str, kind: str, data: dict[str, Any]) -> Record:
        """Keep a new record; call inside `change()`."""
        self._last += 1
        record = Record(company=company, kind=kind, id=self._last, data={"id": self._last} | data | {"id": self._last})
        self._enter(record)
        self.keep_record(record)
        return record

    def _enter(self, record: Record) -> None:
        self.records[record.kind, record.id] = record
        if record.kind == INVOICE:
            self._numbers[record.company, str(record.data.get("kind")), _month(str(record.data.get("issue_date")))] += 1

    def keep_record(self, record: Record) -> None:
        """Write a changed record through."""
        self.keep("record", f"{record.kind}/{record.id}", record)

    def touch(self, record: Record, **changes: Any) -> None:
        """Change a record and its `updated_at`."""
        record.data |= changes | {"updated_at": stamp(self.clock())}
        self.keep_record(record)

    def drop(self, record: Record) -> None:
        """Delete a record; in the file stands that it is gone, so that its id is not given again."""
        del self.records[record.kind, record.id]
        gone = Record(company=record.company, kind=_DELETED, id=record.id, data={})
        self.keep("record", f"{record.kind}/{record.id}", gone)

    def of(self, company: str, kind: str) -> Iterator[Record]:
        """An account's records of one kind, the newest first."""
        found = [one for one in self.records.values() if one.kind == kind and one.company == company]
        return reversed(found)

    def get(self, company: str, kind: str, id_: int) -> Record | None:
        """One record of an account."""
        record = self.records.get((kind, id_))
        return record if record is not None and record.company == company else None

    def next_number(self, company: str, kind: str, issued: str) -> str:
        """`n/MM/YYYY`, running in each month and kind."""
        month = _month(issued)
        return f"{self._numbers[company, kind, month] + 1}/{month}"


def _month(issued: str) -> str:
    return f"{issued[5:7]}/{issued[:4]}"


def stamp(moment: datetime) -> str:
    """ISO 8601 with an offset, to the thousandth of a second."""
    return moment.isoformat(timespec="milliseconds")
