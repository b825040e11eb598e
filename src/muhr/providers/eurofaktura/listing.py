"""Finds an account's invoices: what waits, what is past, and where those stand that are given by id. Changes nothing.

The list has no pages, and is said to end after 500 rows without a word: a full answer is asked for again in months,
weeks and days (facts: SalesInvoiceList). Whether `dateFrom` and `dateTo` count themselves is not said, so every stretch
is asked for with a day more at either end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from muhr.domain.accounts import Account, ProviderName
from muhr.domain.documents import Direction, Document, DocumentRef, RemoteStatus, Stage
from muhr.domain.money import Money, currency_letters
from muhr.domain.ports import Clock, Listing
from muhr.providers.eurofaktura import ids, invoices
from muhr.providers.eurofaktura.calls import Calls, Which
from muhr.providers.eurofaktura.invoices import Flag, Invoice, standing
from muhr.providers.eurofaktura.requests import Parameter, day
from muhr.providers.eurofaktura.xml_read import Node

FULL = 500
"""Rows of a list that may have been cut (seen, not printed)."""
"""How far back a full list is asked for in months; what is older is asked for as one."""
YEAR = timedelta(days=366)
FEW = 4
"""So many invoices are looked up one by one; of more, whole lists are read."""
_DAY = timedelta(days=1)


@dataclass(slots=True)
class _Found:
    """Invoices by id, with what the filters say of them."""

    known: dict[str, Invoice] = field(default_factory=dict)
    flags: dict[str, set[Flag]] = field(default_factory=dict)
    truncated: bool = False
    seen: dict[tuple[str, str], Invoice] = field(default_factory=dict)

    def read(self, nodes: Iterable[Node]) -> list[Invoice]:
        """Read each invoice once, in however many lists of this reading it stands."""
        rows: list[Invoice] = []
        for node in nodes:
            named = (node.value("number"), node.value("date"))
            row = self.seen.get(named)
            if row is None:
                row = invoices.read(node)
                if all(named):
                    self.seen[named] = row
            rows.append(row)
        return rows

    def add(self, rows: Iterable[Invoice], flag: Flag | None) -> None:
        for row in rows:
            if not row.number:
                self.truncated = True  # it cannot be named, so it is not shown: the list is not complete
                continue
            at = ids.make(row.number, row.issued)
            self.known.setdefault(at, row)
            marks = self.flags.setdefault(at, set())
            if flag is not None:
                marks.add(flag)


class Finder:
    """One account's reading."""

    def __init__(self, calls: Calls, account: Account, clock: Clock) -> None:
        self._calls = calls
        self._account = account
        self._clock = clock
        self._full = int(limit) if (limit := account.options.get("list_limit", "")).isdigit() else FULL
        self._unsent = account.options.get("unsent", "") or Flag.UNSENT.value
        self._issues = account.options.get("issue", "") != "no"

    def waiting(self) -> Listing:
        """Drafts, invoices that were not sent by e-mail, and overdue ones."""
        found = _Found()
        for flag in (Flag.DRAFT, Flag.UNSENT, Flag.OVERDUE):
            self._read(found, flag)
        if any(not invoice.is_draft for invoice in found.known.values()):
            self._read(found, Flag.CANCELLED)
        documents = [self._document(at, found) for at in found.known]
        waiting = [one for one in documents if one.stage is Stage.WAITING_FOR_ME]
        return Listing(documents=tuple(waiting), truncated=found.truncated)

    def past(self, since: datetime | None) -> Listing:
        """Issued invoices dated from `since` on (a year back when None) that are paid or cancelled."""
        begin = (since if since is not None else self._clock() - YEAR).date()
        found = self._between(begin, None)
        documents = [self._document(at, found) for at in found.known]
        past = [one for one in documents if one.stage in {Stage.FINISHED, Stage.REFUSED}]
        return Listing(documents=tuple(past), truncated=found.truncated)

    def documents(self, remote_ids: Sequence[str]) -> list[Document]:
        """The invoices of these ids; an id without a date gives the invoice under its full id."""
        found = self._by_ids(remote_ids)
        return [self._document(at, found) for at in found.known]

    def statuses(self, remote_ids: Sequence[str]) -> dict[str, RemoteStatus]:
        """Where the invoices of these ids stand, by lower-case id; unknown ones are missing."""
        found = self._by_ids(remote_ids)
        asked = {one.lower() for one in remote_ids}
        return {at: self._status(at, found) for at in found.known if at in asked}

    # ---------------------------------------------------------------- inside

    def _read(self, found: _Found, flag: Flag, begin: date | None = None, end: date | None = None) -> None:
        value = self._unsent if flag is Flag.UNSENT else flag.value
        found.add(self._listed(found, value, begin, end), flag)

    def _between(self, begin: date, end: date | None) -> _Found:
        found = _Found()
        found.add(self._listed(found, "IssuedInvoice", begin, end), None)
        for flag in (Flag.UNSENT, Flag.OVERDUE, Flag.CANCELLED):
            self._read(found, flag, begin, end)
        return found

    def _by_ids(self, remote_ids: Sequence[str]) -> _Found:
        named = {one.lower(): ids.read(one) for one in remote_ids}
        dates = [issued for _, issued in named.values() if issued is not None]
        bulk = _Found()
        if len(named) > FEW and dates:
            bulk = self._between(min(dates), max(dates))
            self._read(bulk, Flag.DRAFT, min(dates), max(dates))
        found = _Found()
        for at, (number, issued) in named.items():
            if at in bulk.known:
                found.known[at], found.flags[at] = bulk.known[at], bulk.flags[at]
            else:
                self._look_up(found, number, issued)
        return found

    def _look_up(self, found: _Found, number: str, issued: date | None) -> None:
        node = self._calls.get(Which(number=number, issued=issued)) if number else None
        if node is None:
            return
        invoice = invoices.read(node)
        found.add([invoice], None)
        if invoice.is_draft:
            return
        at = ids.make(invoice.number, invoice.issued)
        for flag in (Flag.UNSENT, Flag.OVERDUE, Flag.CANCELLED):
            value = self._unsent if flag is Flag.UNSENT else flag.value
            if is_listed(self._calls, invoice, value):
                found.flags[at].add(flag)

    def _listed(self, found: _Found, status: str, begin: date | None, end: date | None) -> list[Invoice]:
        nodes = self._asked(status, begin, end)
        if len(nodes) < self._full:
            return found.read(nodes)
        rows, whole = self._in_parts(found, status, begin, end, nodes)
        found.truncated = found.truncated or not whole
        return [*rows, *found.read(nodes)]  # one without a date is in no stretch of time

    def _in_parts(
        self, found: _Found, status: str, begin: date | None, end: date | None, full: list[Node]
    ) -> tuple[list[Invoice], bool]:
        """Ask for a full list again in stretches of the days that are in it, and of what lies before and behind.

        Gives the rows, and whether everything came.
        """
        days = [found_day for node in full if (found_day := invoices.day(node.value("date"))) is not None]
        # A list is asked for with a day more at both ends.
        low = max(min(days, default=date.max), begin or date.min)
        high = min(max(days, default=date.min), end or date.max)
        if low > high or (begin is not None and begin == end):  # a single day is full
            return found.read(full), False
        middle = low + (high - low) // 2
        rows: list[Invoice] = []
        whole = True
        for start, stop in ((begin, low - _DAY), (low, middle), (middle + _DAY, high), (high + _DAY, end)):
            if start is not None and stop is not None and start > stop:
                continue
            nodes = self._asked(status, start, stop)
            if len(nodes) < self._full:
                rows += found.read(nodes)
                continue
            more, complete = self._in_parts(found, status, start, stop, nodes)
            rows += more
            whole = whole and complete
        return rows, whole

    def _asked(self, status: str, begin: date | None, end: date | None) -> list[Node]:
        filters = [Parameter("status", status)]
        if begin is not None:
            filters.append(day("dateFrom", begin - _DAY))
        if end is not None:
            filters.append(day("dateTo", end + _DAY))
        return list(self._calls.list_invoices(filters))

    def _status(self, at: str, found: _Found) -> RemoteStatus:
        where = standing(found.known[at], found.flags[at], issues=self._issues)
        return RemoteStatus(
            remote_id=at,
            status=where.status,
            status_text=where.text,
            stage=where.stage,
            actions=where.actions,
            complete=True,
        )

    def _document(self, at: str, found: _Found) -> Document:
        invoice = found.known[at]
        where = standing(invoice, found.flags[at], issues=self._issues)
        currency = currency_letters(invoice.currency) or self._account.options.get("currency", "") or "CZK"
        content = invoice.content
        return Document(
            ref=DocumentRef(self._account.id, at),
            provider=ProviderName.EUROFAKTURA,
            direction=Direction.OUTGOING,
            kind="Cancellation document" if invoice.cancels else "Sales invoice",
            kind_code="cancellation" if invoice.cancels else "invoice",
            number=invoice.number,
            issued=invoice.issued,
            due=invoice.due,
            company=self._account.company,
            counterparty=invoice.buyer,
            total=None if invoice.total is None else Money(currency=currency, amount=invoice.total),
            status=where.status,
            status_text=where.text,
            stage=where.stage,
            actions=where.actions,
            content=None if content is None else replace(content, seller=self._account.company),
            seen=self._clock(),
        )


def is_listed(calls: Calls, invoice: Invoice, status: str) -> bool:
    """Whether an invoice is in the list of a status."""
    rows = calls.list_invoices([Parameter("number", invoice.number), Parameter("status", status)])
    found = (invoices.read(node) for node in rows)
    return any((one.number, one.issued) == (invoice.number, invoice.issued) for one in found)
