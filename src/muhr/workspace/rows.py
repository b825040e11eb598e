"""Rows of accounts, parties and documents to domain records and back. Pure: no connection, no transaction.

Whatever cannot be read back as it was written (an unknown word, a broken number) is `WorkspaceCorrupt`: the tables are
written by this program alone, so such a row is damage, and it is said instead of guessed around.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Row

from muhr.domain.accounts import Account, ProviderName
from muhr.domain.documents import Action, Content, Direction, Document, DocumentRef, Stage
from muhr.domain.errors import BugError, WorkspaceCorrupt
from muhr.domain.money import Money
from muhr.domain.parties import Country, Party, normal_tax_id
from muhr.domain.sentences import say

Values = dict[str, Any]
_Value = TypeVar("_Value")

UNREADABLE = (KeyError, ValueError, ArithmeticError)
"""What building a record from a damaged row raises: an unknown word, a broken date, a broken number."""

_encode_content = msgspec.msgpack.Encoder().encode
_decode_content = msgspec.msgpack.Decoder(Content).decode
_decode_options = msgspec.json.Decoder(dict[str, str]).decode

# ------------------------------------------------------------------ plain values


def time_text(moment: datetime) -> str:
    """Write a moment as UTC text of fixed width, so that texts sort as moments do. A naive one is a `BugError`."""
    if moment.tzinfo is None:
        raise BugError("a moment without time zone reached the workspace")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def optional_time_text(moment: datetime | None) -> str | None:
    """Write a moment that may be missing."""
    return None if moment is None else time_text(moment)


def read_time(text: str | None) -> datetime | None:
    """Read a moment that may be missing. Raises `ValueError`."""
    return None if text is None else datetime.fromisoformat(text)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def damaged_row(what: str, name: str) -> WorkspaceCorrupt:
    """Make the error for one row that does not read back."""
    return WorkspaceCorrupt(say("{what} {name} is damaged in Muhr's database.", what=what, name=name), row=name)


# ------------------------------------------------------------------ accounts


def account_values(account: Account) -> Values:
    """The columns of an account."""
    return {
        "id": account.id,
        "provider": account.provider.value,
        **party_values(account.company),
        "login": account.login,
        "base_url": account.base_url,
        "token_url": account.token_url,
        "listing": account.listing,
        "demo": account.demo,
        "options": msgspec.json.encode(dict(account.options)).decode(),
    }


def read_account(row: Row[Any]) -> Account:
    """An account from its row. Raises `WorkspaceCorrupt`."""
    try:
        return Account(
            id=row.id,
            provider=ProviderName(row.provider),
            company=read_party(getattr(row, name) for name in PARTY_COLUMNS),
            login=row.login,
            base_url=row.base_url,
            token_url=row.token_url,
            listing=row.listing,
            demo=row.demo,
            options=_decode_options(row.options),
        )
    except (*UNREADABLE, msgspec.MsgspecError) as error:
        raise damaged_row("Account", row.id) from error


# ------------------------------------------------------------------ parties

PartyKey = tuple[str, ...]

PARTY_COLUMNS = ("tax_id", "name", "bank_account", "bank_code", "country")
"""What makes a row of `parties` one of its kind, in the order of its unique constraint."""


def party_key(party: Party) -> PartyKey:
    """The values of `PARTY_COLUMNS`."""
    return (party.tax_id, party.name, party.bank_account, party.bank_code, party.country.value)


def party_values(party: Party) -> Values:
    """The columns of a party, in its own table or inside an account."""
    return dict(zip(PARTY_COLUMNS, party_key(party), strict=True))


def read_party(values: Iterable[Any]) -> Party:
    """A party from the values of `PARTY_COLUMNS`. Raises `ValueError`."""
    tax_id, name, bank_account, bank_code, country = values
    return Party(country=Country(country), tax_id=tax_id, name=name, bank_account=bank_account, bank_code=bank_code)


def counterparty_key(party: Party) -> str:
    """Under which text documents of one counterparty find one another: its tax number, else its name."""
    return normal_tax_id(party.tax_id) or "=" + " ".join(party.name.casefold().split())


# ------------------------------------------------------------------ documents

DOCUMENT_COLUMNS = (
    "account_id", "remote_id", "provider", "direction", "kind", "kind_code", "number", "issued", "due", "company_id",
    "counterparty_id", "currency", "amount", "status", "status_text", "stage", "actions", "created", "updated", "title",
    "roaming_id", "client_id", "seen",
)  # fmt: skip
"""The columns `DocumentReader.read` takes, in this order."""


def document_values(document: Document, parties: Mapping[PartyKey, int]) -> Values:
    """The columns of a document; `parties` gives the row number of each party."""
    total = document.total
    return {
        "account_id": document.ref.account_id,
        "remote_id": document.ref.remote_id,
        "provider": document.provider.value,
        "direction": document.direction.value,
        "kind": document.kind,
        "kind_code": document.kind_code,
        "number": document.number,
        "issued": _day(document.issued),
        "due": _day(document.due),
        "company_id": parties[party_key(document.company)],
        "counterparty_id": parties[party_key(document.counterparty)],
        "currency": None if total is None else total.currency,
        "amount": None if total is None else str(total.amount),
        "status": document.status,
        "status_text": document.status_text,
        "stage": document.stage.value,
        "actions": actions_text(document.actions),
        "created": optional_time_text(document.created),
        "updated": optional_time_text(document.updated),
        "title": document.title,
        "roaming_id": document.roaming_id,
        "client_id": document.client_id,
        "seen": optional_time_text(document.seen),
        "counterparty_key": counterparty_key(document.counterparty),
        "counterparty_bank": counterparty_bank(document.counterparty, document.content),
        "moment": moment_of(document),
        "amount_number": None if total is None else float(total.amount),
    }


def actions_text(actions: Iterable[Action]) -> str:
    """Write actions as one text: the words in order, with commas."""
    return ",".join(sorted(action.value for action in actions))


def moment_of(document: Document) -> str:
    """A text by which documents sort as they were made: the printed date first, then when the provider got them."""
    created = optional_time_text(document.created) or ""
    return f"{_day(document.issued) or created[:10]} {created}"


def counterparty_bank(counterparty: Party, content: Content | None) -> str:
    """The bank account a document names for the counterparty: in the list's entry, else inside the document."""
    if counterparty.bank_account or content is None:
        return counterparty.bank_account
    key = counterparty_key(counterparty)
    sides = (content.seller, content.buyer)
    return next((side.bank_account for side in sides if side is not None and counterparty_key(side) == key), "")


class _Once(dict[str, _Value]):
    """Remembers what each text was read as."""

    def __init__(self, read: Callable[[str], _Value], most: int | None = None) -> None:
        """Take how a text is read, and how many are remembered before all are forgotten (None: no end)."""
        super().__init__()
        self._read = read
        self._most = most

    def __missing__(self, text: str) -> _Value:
        if self._most is not None and len(self) >= self._most:
            self.clear()
        value = self[text] = self._read(text)
        return value


def _actions_of(text: str) -> frozenset[Action]:
    return frozenset(Action(word) for word in text.split(",") if word)


class DocumentReader:
    """Builds documents from rows, many at once.

    What repeats from row to row (kinds, statuses, currencies, days, parties) becomes one object each: a hundred
    thousand documents take a third of the memory that way.
    """

    def __init__(self) -> None:
        self.parties: dict[int, Party] = {}
        """By row number; `learn` fills it with what the rows will name."""
        self._texts = _Once(str)
        self._actions = _Once(_actions_of)
        self._days = _Once(date.fromisoformat)
        self._moments = _Once(datetime.fromisoformat, most=_MOST_MOMENTS)

    def learn(self, number: int, values: Sequence[Any]) -> None:
        """Make the party of a row number known, from the values of `PARTY_COLUMNS`. Raises `WorkspaceCorrupt`."""
        try:
            self.parties[number] = read_party(values)
        except ValueError as error:
            raise damaged_row("Company", str(number)) from error

    def read(self, rows: Sequence[Any]) -> list[Document]:
        """Documents without content, from tuples of `DOCUMENT_COLUMNS`. Raises `WorkspaceCorrupt`."""
        read: list[Document] = []
        try:
            for row in rows:
                read.append(self._document(row))  # noqa: PERF401 - the row at fault is the one after the last read
        except UNREADABLE as error:
            raise damaged_row("Document", rows[len(read)][1]) from error
        return read

    def _document(self, row: Any) -> Document:
        # The way of every document at the start of the program: one flat function, each name bound once.
        (
            account_id, remote_id, provider, direction, kind, kind_code, number, issued, due, company, counterparty,
            currency, amount, status, status_text, stage, actions, created, updated, title, roaming_id, client_id, seen,
        ) = row  # fmt: skip
        one = self._texts
        return Document(
            ref=DocumentRef(one[account_id], remote_id),
            provider=_PROVIDERS[provider],
            direction=_DIRECTIONS[direction],
            kind=one[kind],
            kind_code=one[kind_code],
            number=number,
            issued=None if issued is None else self._days[issued],
            due=None if due is None else self._days[due],
            company=self.parties[company],
            counterparty=self.parties[counterparty],
            total=None if amount is None else Money(one[currency], Decimal(amount)),
            status=one[status],
            status_text=one[status_text],
            stage=_STAGES[stage],
            actions=self._actions[actions],
            created=None if created is None else self._moments[created],
            updated=None if updated is None else self._moments[updated],
            title=title,
            roaming_id=roaming_id,
            client_id=client_id,
            seen=None if seen is None else self._moments[seen],
        )


_PROVIDERS = {member.value: member for member in ProviderName}
_DIRECTIONS = {member.value: member for member in Direction}
_STAGES = {member.value: member for member in Stage}
_MOST_MOMENTS = 512
"""One refresh gives all its documents the same moment, and most documents were made and last changed at once; but each
has a moment of its own, and to remember them all would take more room than it saves."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python's cycle collector from running while many records that form no cycles are made.

    It would look at all of them again and again: measured, 0.8 s instead of 0.45 s for 100,000 documents. It is
    switched on again by whoever found it on, so that two threads at it at once end with it on.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def content_body(content: Content) -> bytes:
    """Encode what is inside a document."""
    return _encode_content(content)


def read_content(body: bytes, remote_id: str) -> Content:
    """Decode what is inside a document. Raises `WorkspaceCorrupt`."""
    try:
        return _decode_content(body)
    except msgspec.MsgspecError as error:
        raise damaged_row("The content of document", remote_id) from error
