"""Finds documents at Faktura.uz and keeps asking until a list is whole: list, status, contents, hash codes.

Decides what to ask and in which portions; what an answer means in our words is in `documents` and `statuses`.
Callable from several threads; what it remembers (contents' facts, directions, dictionaries) only saves calls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from muhr.domain.accounts import Account
from muhr.domain.documents import Content, Direction, Document, RemoteStatus, Stage
from muhr.domain.errors import AnswerUnreadable, InputError, ProviderError, Refused, Unauthorised, Unreachable
from muhr.domain.ports import Clock, Listing
from muhr.domain.sentences import say
from muhr.providers.faktura_uz import content, wire
from muhr.providers.faktura_uz.beyond import ListingRow
from muhr.providers.faktura_uz.calls import Calls
from muhr.providers.faktura_uz.documents import CURRENCY_NOT_READ, Facts, bare_row, direction_in, document, status_text
from muhr.providers.faktura_uz.statuses import INBOX, OUTBOX, PAST, TYPE_TEXTS, actions_of, stage_of
from muhr.providers.faktura_uz.values import remote_id
from muhr.providers.side_by_side import side_by_side

T = TypeVar("T")

PAGE = 500
STATUS_CHUNK = 100
HASH_CHUNK = 100
CONTENT_CHUNK = 50
READERS = 4
"""Portions of contents asked for at the same time: a new list of thousands would otherwise wait for every answer."""
PASSES = 3
"""How often a list that changed while it was read is read again."""
MOST_DOCUMENTS = 100_000
MOST_NEW_CONTENTS = 5_000
"""Contents fetched in one go; the rest of a very long list follows with the next."""
MOST_DETAILS = 200
MOST_PAST = 1000
DATED_BEFORE = timedelta(days=92)
REMEMBERED = 200_000

_NOTHING_INSIDE = Facts()


class Finder:
    """Everything that reads documents for one account."""

    def __init__(self, calls: Calls, account: Account, clock: Clock) -> None:
        self._calls = calls
        self._account = account
        self._clock = clock
        self._facts: dict[str, tuple[datetime | None, Facts]] = {}
        self._directions: dict[str, Direction] = {}
        self._types: dict[int, str] = {}
        self._status_texts: dict[int, str] = {}
        self._contents_offered = account.listing

    # ---------------------------------------------------------------- lists

    def waiting(self) -> Listing:
        """Everything that waits for this company: received documents, and own ones not signed yet."""
        received, cut = self._whole_list(Direction.INCOMING, INBOX, MOST_DOCUMENTS)
        own, cut_too = self._whole_list(Direction.OUTGOING, OUTBOX, MOST_DOCUMENTS)
        rows = {id_: (row, Direction.OUTGOING) for id_, row in own.items()}
        rows |= {id_: (row, Direction.INCOMING) for id_, row in received.items()}
        # A provider that passes over the filter would give everything it has.
        wanted = [pair for pair in rows.values() if stage_of(pair[0].status) in {Stage.WAITING_FOR_ME, Stage.UNKNOWN}]
        return Listing(documents=tuple(self._documents(wanted)), truncated=cut or cut_too)

    def past(self, since: datetime | None) -> Listing:
        """Documents that need nothing any more, changed after `since`: at most `MOST_PAST` of each direction.

        The provider's list can be narrowed by the date on a document only, and a document changes after its date: so
        it is asked for what is dated up to `DATED_BEFORE` earlier.
        """
        dated_from = None if since is None else since - DATED_BEFORE
        rows: dict[str, tuple[ListingRow, Direction]] = {}
        truncated = False
        for direction in Direction:
            found, cut = self._whole_list(direction, PAST, MOST_PAST, dated_from)
            truncated = truncated or cut
            rows |= {id_: (row, direction) for id_, row in found.items()}
        wanted = [
            pair for pair in rows.values() if since is None or pair[0].updated is None or pair[0].updated >= since
        ]
        return Listing(documents=tuple(self._documents(wanted)), truncated=truncated)

    def _whole_list(
        self, direction: Direction, statuses: Sequence[int], limit: int, dated_from: datetime | None = None
    ) -> tuple[dict[str, ListingRow], bool]:
        """Read a list page by page until one pass was seen whole; the rows by id, and whether some may be missing.

        A document that leaves the list while it is read moves the others up, and one of them slips from the page
        still to come to one already read. So a pass counts only when the provider's count stayed the same and as many
        documents were seen; otherwise the list is read again, three times at most, and everything seen is put together.
        What only an earlier pass has seen is asked about before it is believed.
        """
        seen: dict[str, ListingRow] = {}
        last: dict[str, ListingRow] = {}
        for _ in range(PASSES):
            last, whole = self._one_pass(direction, statuses, limit, dated_from)
            seen |= last
            if whole or len(last) >= limit:
                break
        missed = [id_ for id_ in seen if id_ not in last]
        still = self.statuses(missed) if missed else {}
        rows = last | {
            id_: msgspec.structs.replace(seen[id_], status=int(now.status), status_text=now.status_text)
            for id_, now in still.items()
            if now.status.isdigit() and int(now.status) in statuses
        }
        return dict(list(rows.items())[:limit]), not whole

    def _one_pass(
        self, direction: Direction, statuses: Sequence[int], limit: int, dated_from: datetime | None
    ) -> tuple[dict[str, ListingRow], bool]:
        found: dict[str, ListingRow] = {}
        totals: set[int | None] = set()
        skip = 0
        while True:
            page = self._calls.documents(
                inbox=direction is Direction.INCOMING,
                statuses=statuses,
                skip=skip,
                limit=min(PAGE, limit),
                dated_from=dated_from,
            )
            before = len(found)
            found |= {row.remote_id: row for row in page.rows}
            totals.add(page.total)
            skip += page.given
            if page.total is None:
                # Without a count a page that is not full is the last.
                if page.given < min(PAGE, limit):
                    return found, True
            elif skip >= page.total:
                return found, len(totals) == 1 and len(found) >= page.total
            if len(found) == before or len(found) >= limit:
                return found, False

    # ---------------------------------------------------------------- documents

    def _documents(self, rows: Sequence[tuple[ListingRow, Direction]]) -> Iterator[Document]:
        lacking = [row.remote_id for row, _ in rows if self._remembered(row) is None][:MOST_NEW_CONTENTS]
        insides, asked = self._insides_as_far_as_possible(lacking)
        updated = {row.remote_id: row.updated for row, _ in rows}
        for id_ in asked:
            inside = insides.get(id_)
            facts = _NOTHING_INSIDE if inside is None else Facts.of(inside, self._account.company)
            _remember(self._facts, id_, (updated[id_], facts))
        types = self._type_texts()
        for row, direction in rows:
            _remember(self._directions, row.remote_id, direction)
            facts = self._remembered(row) or self._unread_facts()
            yield self._document(row, direction, facts, insides.get(row.remote_id), types)

    def _document(
        self,
        row: ListingRow,
        direction: Direction,
        facts: Facts,
        inside: content.Inside | None,
        types: dict[int, str],
    ) -> Document:
        told = status_text(row.status, row.status_text, self._status_texts)
        return document(
            msgspec.structs.replace(row, status_text=told),
            account=self._account,
            direction=direction,
            facts=facts,
            inside=inside,
            types=types,
            reject=self._account.listing,
            seen=self._clock(),
        )

    def _remembered(self, row: ListingRow) -> Facts | None:
        known = self._facts.get(row.remote_id)
        return known[1] if known is not None and known[0] == row.updated else None

    def _unread_facts(self) -> Facts:
        """What stands in for a content that was not read: nothing at all, or nothing *yet*."""
        return Facts(currency=CURRENCY_NOT_READ) if self._contents_offered else _NOTHING_INSIDE

    def describe(self, remote_ids: Sequence[str]) -> list[Document]:
        """As much as can be known of documents given by id; ids the provider does not know are left out."""
        known = self.statuses(remote_ids)
        types = self._type_texts() if known else {}
        insides, asked = self._insides_as_far_as_possible(list(known))
        bare = [id_ for id_ in known if id_ not in insides] if self._account.listing else []
        details = {id_: found for id_ in bare[:MOST_DETAILS] if (found := self._details(id_)) is not None}
        documents = []
        for id_, status in known.items():
            row = details.get(id_) or bare_row(status)
            inside = insides.get(id_)
            facts = self._unread_facts() if id_ not in asked else _NOTHING_INSIDE
            facts = facts if inside is None else Facts.of(inside, self._account.company)
            if id_ in asked and (row.updated is not None or id_ not in self._facts):
                _remember(self._facts, id_, (row.updated, facts))
            direction = self._direction(row, inside)
            _remember(self._directions, id_, direction)
            documents.append(self._document(row, direction, facts, inside, types))
        return documents

    def _direction(self, row: ListingRow, inside: content.Inside | None) -> Direction:
        if row.is_sent is not None:
            return Direction.OUTGOING if row.is_sent else Direction.INCOMING
        told = direction_in(inside, self._account.company) if inside is not None else None
        # Ids are pasted in order to sign what somebody else has sent; with nothing else known that is the better guess.
        return told or self._directions.get(row.remote_id, Direction.INCOMING)

    def _details(self, id_: str) -> ListingRow | None:
        try:
            row = self._calls.details(id_)
        except (Refused, AnswerUnreadable, InputError):
            return None
        return None if row is None or row.remote_id not in {"", id_} else msgspec.structs.replace(row, remote_id=id_)

    # ---------------------------------------------------------------- contents, hash codes, statuses

    def contents(self, remote_ids: Sequence[str]) -> dict[str, Content]:
        """What is inside, by lower-case id; hash-only documents are missing."""
        portions = self._insides(_ids(remote_ids))
        return {id_: inside.content for _, insides in portions for id_, inside in insides.items()}

    def _insides(self, ids: Sequence[str]) -> Iterator[tuple[Sequence[str], dict[str, content.Inside]]]:
        """Each portion of ids that was asked for, with the contents that were given."""
        chunks = list(_chunks(ids, CONTENT_CHUNK))
        for start in range(0, len(chunks), READERS):
            portion = chunks[start : start + READERS]
            try:
                answers = side_by_side(self._calls.documents_content, portion)
            except Refused as error:
                if error.code != "provider-no-such-call":
                    raise
                self._contents_offered = False  # the hash codes are still there: documents are signed unseen
                return
            for chunk, texts in zip(portion, answers, strict=True):
                yield chunk, {id_: content.read(texts[id_]) for id_ in chunk if id_ in texts}

    def _insides_as_far_as_possible(self, ids: Sequence[str]) -> tuple[dict[str, content.Inside], set[str]]:
        """The contents, and the ids that were asked for; a break ends it, since the list is worth having without."""
        found: dict[str, content.Inside] = {}
        asked: set[str] = set()
        try:
            for chunk, insides in self._insides(ids if self._contents_offered else ()):
                asked.update(chunk)
                found |= insides
        except Unauthorised:
            raise
        except ProviderError:
            pass  # those not asked for are asked for again with the next list, or by `contents`, which says why
        return found, asked

    def hash_codes(self, remote_ids: Sequence[str]) -> dict[str, str]:
        """The hash strings as they came, by lower-case id; see `wire.hash_codes`."""
        found: dict[str, str] = {}
        for chunk in _chunks(_ids(remote_ids), HASH_CHUNK):
            found |= self._calls.documents_hash_codes(chunk)
        return found

    def statuses(self, remote_ids: Sequence[str]) -> dict[str, RemoteStatus]:
        """The status of each known id, by lower-case id. An id told with two different statuses is left out."""
        found: dict[str, RemoteStatus] = {}
        torn: set[str] = set()
        for chunk in _chunks(_ids(remote_ids), STATUS_CHUNK):
            wanted = set(chunk)
            for row in self._status_rows(chunk):
                if row.remote_id in wanted:
                    status = self._remote_status(row)
                    if found.setdefault(row.remote_id, status).status != status.status:
                        torn.add(row.remote_id)
        return {id_: status for id_, status in found.items() if id_ not in torn}

    def _status_rows(self, ids: Sequence[str]) -> Iterable[wire.StatusRow]:
        answer = self._calls.document_status(ids)
        codes = {problem.code for problem in answer.problems}
        if answer.rows or not answer.problems:
            return answer.rows
        if wire.INCORRECT_DOCUMENT_UID in codes:
            # One unknown id may spoil the whole answer: halving finds it in a few more calls.
            if len(ids) == 1:
                return ()
            middle = len(ids) // 2
            return [*self._status_rows(ids[:middle]), *self._status_rows(ids[middle:])]
        said = (
            "; ".join(problem.text for problem in answer.problems if problem.text) or f"error {sorted(map(str, codes))}"
        )
        if wire.INTERNAL_SERVER_ERROR in codes:
            raise Unreachable(
                say("Faktura.uz reports an error of its own: {said}", said=said), code="provider-server-error"
            )
        raise Refused(say("Faktura.uz refused the question: {said}", said=said))

    def _remote_status(self, row: wire.StatusRow) -> RemoteStatus:
        return RemoteStatus(
            remote_id=row.remote_id,
            status="?" if row.status is None else str(row.status),
            status_text=status_text(row.status, row.text, self._status_texts),
            stage=stage_of(row.status),
            actions=actions_of(row.status, self._directions.get(row.remote_id), reject=self._account.listing),
        )

    # ---------------------------------------------------------------- dictionaries

    def _type_texts(self) -> dict[int, str]:
        """The provider's names of the kinds of documents, asked for once; without an answer those of its document."""
        if not self._types:
            self._types = _texts(self._calls.document_types)
            self._status_texts = _texts(self._calls.document_statuses)
        return TYPE_TEXTS | self._types


def _texts(ask: Callable[[], dict[int, wire.Term]]) -> dict[int, str]:
    try:
        return {id_: term.description for id_, term in ask().items() if term.description}
    except ProviderError:
        return {}  # only names are missing: the list is worth more than they are


def _remember(memory: dict[str, T], id_: str, value: T) -> None:
    if len(memory) >= REMEMBERED:
        memory.clear()
    memory[id_] = value


def _ids(remote_ids: Iterable[str]) -> list[str]:
    """Ids as they are asked for: lower case, each once; what cannot be an id is left out."""
    return list(dict.fromkeys(id_ for given in remote_ids if (id_ := remote_id(given))))


def _chunks(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
