"""Finds the documents of one account: what waits, what is past, what is known by id. Changes nothing there.

The list is filtered at the service by the ids of GetActions, which are read at run time: only three of them are
printed. A pair that this dictionary lacks makes the list unfiltered; the pair of each row decides in any case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

import msgspec

from muhr.domain.accounts import Account
from muhr.domain.documents import Content, Direction, Document, RemoteStatus
from muhr.domain.errors import AnswerUnreadable, Refused
from muhr.domain.parties import normal_tax_id
from muhr.domain.ports import Clock, Listing
from muhr.providers.json_values import decode
from muhr.providers.plaintext import line, plain
from muhr.providers.rs_ge import answers, documents
from muhr.providers.rs_ge.calls import Calls
from muhr.providers.rs_ge.states import ACTIVE, CANCEL_ASKED, REFUSED, SAVED, Pair
from muhr.providers.rs_ge.tables import ISSUED, RECEIVED, InvoiceFilter, Table
from muhr.providers.rs_ge.values import TBILISI, amount, day, number, remote_id

CHUNK = 50
"""Documents asked for in one ListGoods."""
PAST_DAYS = 730
"""How far back finished documents are read the first time. There are no pages: a whole list is one answer."""
RAW_KEPT = 256 * 1024

_ENCODER = msgspec.json.Encoder(decimal_format="number")

WAITING_AS_BUYER = (ACTIVE, CANCEL_ASKED)
WAITING_AS_SELLER = (SAVED, REFUSED)


class Finder:
    """Everything that reads documents for one account."""

    def __init__(self, calls: Calls, account: Account, clock: Clock) -> None:
        self._calls = calls
        self._account = account
        self._clock = clock
        self._ids: dict[Pair, tuple[str, ...]] | None = None

    # ---------------------------------------------------------------- lists

    def waiting(self) -> Listing:
        """Received documents to confirm or refuse (requests to cancel among them), own ones saved or refused."""
        incoming = self._listed(RECEIVED, WAITING_AS_BUYER)
        outgoing = self._listed(ISSUED, WAITING_AS_SELLER)
        return _together(incoming, outgoing)

    def past(self, since: datetime | None) -> Listing:
        """Documents that wait for nobody here, changed after `since`; of the last two years when it is None."""
        today = (self._clock() + TBILISI).date()
        first = today - timedelta(days=PAST_DAYS) if since is None else (since + TBILISI).date() - timedelta(days=1)
        changed = (first, today + timedelta(days=1))
        incoming = self._listed(RECEIVED, None, WAITING_AS_BUYER, changed)
        outgoing = self._listed(ISSUED, None, WAITING_AS_SELLER, changed)
        return _together(incoming, outgoing)

    def _listed(
        self,
        kind: int,
        pairs: Collection[Pair] | None,
        without: Collection[Pair] = (),
        changed: tuple[date, date] | None = None,
    ) -> Listing:
        wanted = InvoiceFilter(
            TYPE=kind, ACTION=None if pairs is None else self._action_ids(pairs), CHANGE_DATE=changed
        )
        table = self._calls.list_invoices(wanted)
        direction = Direction.INCOMING if kind == RECEIVED else Direction.OUTGOING
        found = tuple(self._of_table(table, direction, pairs, without))
        return Listing(documents=found, truncated=table.truncated)

    def _of_table(
        self, table: Table, direction: Direction, pairs: Collection[Pair] | None, without: Collection[Pair]
    ) -> Iterator[Document]:
        seen = self._clock()
        for row in table:
            pair = answers.pair(row)
            if pair in without or (pairs is not None and pair is not None and pair not in pairs):
                continue
            document = documents.of_row(row, pair, self._account, direction, seen)
            if document is not None:
                yield document

    def _action_ids(self, pairs: Collection[Pair]) -> tuple[str, ...] | None:
        """The ids of GetActions for these pairs; None when one of them is not in the dictionary, or there is none."""
        if self._ids is None:
            found: dict[Pair, tuple[str, ...]] = {}
            try:
                terms = self._calls.actions()
            except (Refused, AnswerUnreadable):
                return None
            for term in terms:
                found[term.pair] = (*found.get(term.pair, ()), term.id)
            self._ids = found
        chosen = [self._ids.get(pair) for pair in pairs]
        return None if None in chosen else tuple(id_ for ids in chosen if ids is not None for id_ in ids)

    def like(self, body: bytes, since: datetime) -> str:
        """The id of an own document made since that day which may be the one of a SaveInvoice's body; "" when none is.

        Alike are those with the same buyer, day and total, as far as both sides tell them.
        """
        days = (since + TBILISI).date() - timedelta(days=1), (self._clock() + TBILISI).date() + timedelta(days=1)
        sent = decode(body)["INVOICE"]
        buyer = normal_tax_id(line(sent.get("TIN_BUYER"), 40))
        told = (buyer or None, day(sent.get("OPERATION_DATE")), amount(sent.get("AMOUNT_FULL")))
        for row in self._calls.list_invoices(InvoiceFilter(TYPE=ISSUED, CREATE_DATE=days)):
            theirs = normal_tax_id(documents.party(row.get("BUYER")).tax_id)
            shown = (theirs or None, day(row.get("OPERATION_DATE")), amount(row.get("AMOUNT_FULL")))
            if all(None in pair or len(set(pair)) == 1 for pair in zip(told, shown, strict=True)):
                return remote_id(row.get("ID"))
        return ""

    # ---------------------------------------------------------------- by id

    def invoices(self, remote_ids: Iterable[str]) -> Iterator[Mapping[str, object]]:
        """The INVOICE objects of those ids the service knows, in as few calls as it allows.

        Many at once by ListGoods; what that does not give, one by one by GetInvoice.
        """
        asked = [int(id_) for id_ in dict.fromkeys(remote_ids) if id_.isascii() and id_.isdigit() and len(id_) < 16]
        for start in range(0, len(asked), CHUNK):
            chunk = asked[start : start + CHUNK]
            missing = set(chunk)
            for values in self._many(chunk) if len(chunk) > 1 else ():
                id_ = number(values.get("ID"))
                if id_ in missing:
                    missing.remove(id_)
                    yield values
            for id_ in chunk:
                if id_ in missing and (found := self._one(id_)) is not None:
                    yield found

    def _many(self, ids: Sequence[int]) -> list[Mapping[str, object]]:
        try:
            return self._calls.list_goods(ids)
        except (Refused, AnswerUnreadable):
            return []  # one of them may not be ours to read: each is asked for alone

    def _one(self, id_: int) -> Mapping[str, object] | None:
        try:
            values = self._calls.invoice(id_)
        except Refused:
            return None
        return values if number(values.get("ID")) == id_ else None

    def statuses(self, remote_ids: Sequence[str]) -> dict[str, RemoteStatus]:
        """The status of each known id."""
        found = (documents.status_of(values, self._account) for values in self.invoices(remote_ids))
        return {status.remote_id: status for status in found if status is not None}

    def describe(self, remote_ids: Sequence[str]) -> list[Document]:
        """The documents of the known ids."""
        seen = self._clock()
        found = (documents.of_invoice(values, self._account, seen) for values in self.invoices(remote_ids))
        return [document for document in found if document is not None]

    def contents(self, remote_ids: Sequence[str]) -> dict[str, Content]:
        """What is inside, by id."""
        return {
            remote_id(values.get("ID")): documents.content_of(values, _text(values))
            for values in self.invoices(remote_ids)
        }


def _text(values: Mapping[str, object]) -> str:
    """The object as text, its numbers as they came."""
    return plain(msgspec.json.format(_ENCODER.encode(values), indent=2).decode("utf-8", "replace"), RAW_KEPT)


def _together(first: Listing, second: Listing) -> Listing:
    known = {document.ref for document in first.documents}
    both = (*first.documents, *(document for document in second.documents if document.ref not in known))
    return Listing(documents=both, truncated=first.truncated or second.truncated)
