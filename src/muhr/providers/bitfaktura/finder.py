"""Finds invoices and expenses at BitFaktura: lists page by page, single ones, what is inside. Changes nothing.

Source: "Invoices" of the API document for `page`, `per_page`, `period`, `income`, `oid`; `invoice_ids`,
`include_positions` and `order` are of the platform's public description, and nothing depends on a service that passes
over them: what a narrowed list leaves out is asked for one by one, what it gives too much is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import msgspec

from muhr.domain.accounts import Account
from muhr.domain.documents import Content, Document, RemoteStatus, Stage
from muhr.domain.errors import AnswerUnreadable
from muhr.domain.ports import Clock, Listing
from muhr.domain.sentences import say
from muhr.providers.bitfaktura.calls import PAGE, Calls
from muhr.providers.bitfaktura.documents import content, document, remote_status
from muhr.providers.bitfaktura.values import is_id
from muhr.providers.bitfaktura.wire import Invoice, invoice_of
from muhr.providers.json_values import Misread

MOST_PAGES = 200
"""Pages of one list that are read: 20,000 documents."""
MOST_PAST_PAGES = 10
STATUS_CHUNK = 100
FEW = 2
"""So many missing ones are asked for singly at once; more are looked for among the expenses first."""

_WAITING = frozenset({Stage.WAITING_FOR_ME, Stage.UNKNOWN})
_PAST = frozenset({Stage.FINISHED, Stage.REFUSED})

Row = tuple[Invoice, bytes]


class Finder:
    """Everything that reads documents for one account."""

    def __init__(self, calls: Calls, account: Account, clock: Clock, *, cancel: bool) -> None:
        self._calls = calls
        self._account = account
        self._clock = clock
        self._cancel = cancel

    # ---------------------------------------------------------------- lists

    def waiting(self) -> Listing:
        """Everything that is open: own documents not sent or not paid when due, and expenses not paid."""
        found: dict[str, Document] = {}
        truncated = False
        for narrowed in ({}, {"income": "no"}):
            for page, rows in self._pages(MOST_PAGES, narrowed):
                truncated = truncated or (page == MOST_PAGES and len(rows) >= PAGE)
                for invoice, _ in rows:
                    found.setdefault(invoice.id, self._document(invoice, narrowed))
        open_ones = tuple(one for one in found.values() if one.stage in _WAITING)
        return Listing(documents=open_ones, truncated=truncated)

    def past(self, since: datetime | None) -> Listing:
        """What is paid, rejected or cancelled, changed after `since`; the newest 1,000 of each side.

        The list is asked for with the last change first. It ends early only where the answer is seen to be so ordered.
        """
        found: dict[str, Document] = {}
        truncated = False
        for narrowed in ({}, {"income": "no"}):
            asked = narrowed | {"order": "updated_at.desc"}
            for page, rows in self._pages(MOST_PAST_PAGES, asked):
                truncated = truncated or (page == MOST_PAST_PAGES and len(rows) >= PAGE)
                for invoice, _ in rows:
                    if since is None or invoice.updated_at is None or invoice.updated_at >= since:
                        found.setdefault(invoice.id, self._document(invoice, narrowed))
                if since is not None and _ends_before(rows, since):
                    truncated = False
                    break
        return Listing(documents=tuple(one for one in found.values() if one.stage in _PAST), truncated=truncated)

    def _pages(self, most: int, narrowed: dict[str, str]) -> Iterator[tuple[int, list[Row]]]:
        """The pages of a list: the last one has fewer rows than a page can have (nothing tells how many there are)."""
        before: list[str] = []
        for page in range(1, most + 1):
            rows = self._rows(self._calls.invoices(page, **narrowed))
            ids = [invoice.id for invoice, _ in rows]
            if ids == before:  # a service that passes over `page`
                return
            yield page, rows
            if len(rows) < PAGE:
                return
            before = ids

    def _rows(self, raws: Sequence[bytes]) -> list[Row]:
        try:
            return [(invoice_of(raw), raw) for raw in raws]
        except Misread as error:
            raise AnswerUnreadable(
                say("A row of the list could not be read: {error}.", error=str(error)),
                raw=self._calls.kept(b"[" + b",".join(raws) + b"]"),
            ) from None

    # ---------------------------------------------------------------- by id

    def statuses(self, remote_ids: Sequence[str]) -> dict[str, RemoteStatus]:
        """The status of each id the service knows."""
        now = self._clock()
        return {
            id_: remote_status(invoice, self._account, cancel=self._cancel, now=now)
            for id_, (invoice, _) in self._by_id(remote_ids, lambda row: True).items()
        }

    def describe(self, remote_ids: Sequence[str]) -> list[Document]:
        """The documents the service knows under these ids."""
        return [self._document(invoice, {}) for invoice, _ in self._by_id(remote_ids, lambda row: True).values()]

    def contents(self, remote_ids: Sequence[str]) -> dict[str, Content]:
        """What is inside each document the service knows."""
        found = self._by_id(remote_ids, lambda row: row[0].positions is not None, include_positions="true")
        clean = self._calls.transport.redactor.clean_bytes
        return {id_: content(invoice, self._account, clean(raw)) for id_, (invoice, raw) in found.items()}

    def _by_id(self, remote_ids: Sequence[str], whole: Callable[[Row], bool], **asked: str) -> dict[str, Row]:
        """What the service has under these ids: in one list where it can be narrowed to them, else one by one."""
        found: dict[str, Row] = {}
        wanted = [id_ for id_ in dict.fromkeys(remote_ids) if is_id(id_)]
        for start in range(0, len(wanted), PAGE):
            chunk = wanted[start : start + PAGE]
            missing = chunk
            for narrowed in ({}, {"income": "no"}):
                if len(missing) <= FEW:
                    break
                rows = self._rows(self._calls.invoices(1, invoice_ids=",".join(missing), **narrowed, **asked))
                found |= {row[0].id: row for row in rows if row[0].id in missing and whole(row)}
                missing = [id_ for id_ in chunk if id_ not in found]
            for id_ in missing:
                raw = self._calls.invoice(id_)
                if raw is not None:
                    found[id_] = (invoice_of(raw), raw)
        return {id_: row for id_, row in found.items() if row[0].id == id_}

    def _document(self, invoice: Invoice, narrowed: dict[str, str]) -> Document:
        if invoice.income is None and narrowed.get("income") == "no":
            invoice = _expense(invoice)
        return document(invoice, self._account, cancel=self._cancel, seen=self._clock())


def _expense(invoice: Invoice) -> Invoice:
    return msgspec.structs.replace(invoice, income=False)


def _ends_before(rows: Sequence[Row], since: datetime) -> bool:
    """Whether a page is seen to be ordered by the last change, the newest first, and ends before a moment."""
    moments = [invoice.updated_at for invoice, _ in rows]
    known = [moment for moment in moments if moment is not None]
    return bool(known) and len(known) == len(moments) and known == sorted(known, reverse=True) and known[-1] < since
