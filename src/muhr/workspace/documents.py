"""Documents: what providers told of them, and what is inside. What review asks about them is in `history`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, case, select, update

from muhr.domain.documents import Content, Document, RemoteStatus, Stage
from muhr.workspace.accounts import ask_accounts
from muhr.workspace.engine import Database, chunks, upsert
from muhr.workspace.rows import (
    DOCUMENT_COLUMNS,
    PARTY_COLUMNS,
    DocumentReader,
    PartyKey,
    Values,
    actions_text,
    collector_paused,
    content_body,
    counterparty_bank,
    document_values,
    party_key,
    party_values,
    read_content,
    time_text,
)
from muhr.workspace.schema import CONTENTS, DOCUMENTS, PARTIES

_D = DOCUMENTS.c
_COLUMNS = tuple(_D[name] for name in DOCUMENT_COLUMNS)
_COMPANY, _COUNTERPARTY = DOCUMENT_COLUMNS.index("company_id"), DOCUMENT_COLUMNS.index("counterparty_id")
_AT_ONCE = 500
_KEY = ("account_id", "remote_id")

_US, _THEM = PARTIES.alias("us"), PARTIES.alias("them")

WHOLE = (
    select(
        *_COLUMNS,
        *(_US.c[name].label(f"our_{name}") for name in PARTY_COLUMNS),
        *(_THEM.c[name] for name in PARTY_COLUMNS),
    )
    .join_from(DOCUMENTS, _US, _D.company_id == _US.c.id)
    .join(_THEM, _D.counterparty_id == _THEM.c.id)
)
"""Documents with both parties in one row: for few of them (`read_whole`); many share their parties (`_read`)."""

# Built once: to build such a statement takes longer than SQLite needs to answer it.
_ONE = (
    WHOLE.add_columns(CONTENTS.c.body)
    .outerjoin(CONTENTS, and_(CONTENTS.c.account_id == _D.account_id, CONTENTS.c.remote_id == _D.remote_id))
    .where(_D.account_id == bindparam("account"), _D.remote_id == bindparam("remote"))
)


class Documents:
    """The part of `domain.ports.Workspace` that keeps documents."""

    _database: Database

    def documents(self, account_id: str | None = None) -> list[Document]:
        """All known documents, without content (see `document`), in the order they became known."""
        query = select(*_COLUMNS)
        if account_id is not None:
            query = query.where(_D.account_id == account_id)
        with self._database.reading() as connection:
            found = _read(connection, query)
            self._database.forget_pages(connection)  # the whole file went through; nobody asks for most of it again
        return found

    def documents_by_id(self, account_id: str, remote_ids: Sequence[str]) -> list[Document]:
        """The known ones among these, without content."""
        found: list[Document] = []
        with self._database.reading() as connection:
            for keys in chunks(remote_id.lower() for remote_id in remote_ids):
                found += _read(connection, select(*_COLUMNS).where(_D.account_id == account_id, _D.remote_id.in_(keys)))
        return found

    def without_content(self, account_id: str, remote_ids: Sequence[str]) -> list[str]:
        """Those of the known ones among these whose content is not stored, in the order they were given."""
        lacking: set[str] = set()
        inside = CONTENTS.c
        with self._database.reading() as connection:
            for keys in chunks(remote_id.lower() for remote_id in remote_ids):
                known = select(_D.remote_id).where(_D.account_id == account_id, _D.remote_id.in_(keys))
                kept = select(inside.remote_id).where(inside.account_id == account_id, inside.remote_id.in_(keys))
                lacking.update(set(connection.scalars(known)).difference(connection.scalars(kept)))
        return [remote_id for remote_id in dict.fromkeys(remote_ids) if remote_id.lower() in lacking]

    def ids(self, account_id: str, stages: Collection[Stage], *, newest: int | None = None) -> list[str]:
        """The ids of an account's documents at these stages, the newest first; at most `newest` of them."""
        wanted = [stage.value for stage in stages]
        query = select(_D.remote_id).where(_D.account_id == account_id, _D.stage.in_(wanted))
        query = query.order_by(_D.issued.is_(None), _D.issued.desc()).limit(newest)
        with self._database.reading() as connection:
            return list(connection.scalars(query))

    def document(self, account_id: str, remote_id: str) -> Document | None:
        """One document with its content."""
        named = {"account": account_id, "remote": remote_id.lower()}
        with self._database.reading() as connection:
            row = connection.execute(_ONE, named).first()
        if row is None:
            return None
        (document,) = read_whole([row])
        return document if row.body is None else replace(document, content=read_content(row.body, row.remote_id))

    def save_documents(self, documents: Sequence[Document]) -> None:
        """Add or replace (by ref); a document without content keeps the stored content.

        Raises `InputError` (code `account-unknown`) when an account is not (or no longer) there; nothing is stored.
        """
        if not documents:
            return
        bodies = [
            {"account_id": document.ref.account_id, "remote_id": document.ref.remote_id, "body": content_body(content)}
            for document in documents
            if (content := document.content) is not None
        ]
        with self._database.writing() as connection:
            ask_accounts(connection, {document.ref.account_id for document in documents})
            parties = _keep_parties(connection, documents)
            statement = upsert(DOCUMENTS, connection)
            new = statement.excluded
            changes: dict[str, Any] = {column.name: new[column.name] for column in _D if column.name not in _KEY}
            # The list's entry often names no bank account; the one found inside the document stays known.
            changes["counterparty_bank"] = case(
                (new.counterparty_bank == "", _D.counterparty_bank), else_=new.counterparty_bank
            )
            connection.execute(
                statement.on_conflict_do_update(index_elements=_KEY, set_=changes),
                [document_values(document, parties) for document in documents],
            )
            _keep_bodies(connection, bodies)

    def save_contents(self, account_id: str, contents: Mapping[str, Content]) -> None:
        """Store what is inside documents; those that are not known (any more) are left out."""
        by_key = {remote_id.lower(): content for remote_id, content in contents.items()}
        with self._database.writing() as connection:
            known = {
                document.ref.remote_id: document.counterparty
                for keys in chunks(by_key)
                for document in _read(
                    connection, select(*_COLUMNS).where(_D.account_id == account_id, _D.remote_id.in_(keys))
                )
            }
            if not known:
                return
            bodies = [{"account_id": account_id, "remote_id": key, "body": content_body(by_key[key])} for key in known]
            _keep_bodies(connection, bodies)
            banks = [
                {"of_account": account_id, "of_remote": key, "counterparty_bank": bank}
                for key, counterparty in known.items()
                if (bank := counterparty_bank(counterparty, by_key[key]))
            ]
            _update(connection, banks)

    def apply_statuses(self, account_id: str, statuses: Sequence[RemoteStatus], at: datetime) -> None:
        """Bring status, stage and actions of known documents up to date; unknown ones are left out."""
        seen = time_text(at)
        changes = [
            {
                "of_account": account_id,
                "of_remote": status.remote_id.lower(),
                "status": status.status,
                "status_text": status.status_text,
                "stage": status.stage.value,
                "actions": actions_text(status.actions),
                "seen": seen,
            }
            for status in statuses
        ]
        if changes:
            with self._database.writing() as connection:
                _update(connection, changes)


def read_whole(rows: Sequence[Any]) -> list[Document]:
    """Documents without content from rows of `WHOLE`. Raises `WorkspaceCorrupt`."""
    reader = DocumentReader()
    ours, theirs = len(_COLUMNS), len(_COLUMNS) + len(PARTY_COLUMNS)
    for row in rows:
        reader.learn(row[_COMPANY], row[ours:theirs])
        reader.learn(row[_COUNTERPARTY], row[theirs : theirs + len(PARTY_COLUMNS)])
    return reader.read([row[:ours] for row in rows])


def _read(connection: Connection, query: Select[Any]) -> list[Document]:
    """The documents of a query over `_COLUMNS`, built while they are read: all rows at once would take twice the room.

    Raises `WorkspaceCorrupt`.
    """
    documents: list[Document] = []
    reader = DocumentReader()
    with collector_paused():
        for rows in connection.execute(query).partitions(_AT_ONCE):
            _learn_parties(connection, reader, rows)
            documents += reader.read(rows)
    return documents


def _learn_parties(connection: Connection, reader: DocumentReader, rows: Sequence[Any]) -> None:
    wanted = {row[_COMPANY] for row in rows} | {row[_COUNTERPARTY] for row in rows}
    columns = [PARTIES.c[name] for name in PARTY_COLUMNS]
    for numbers in chunks(wanted - reader.parties.keys()):
        for number, *party in connection.execute(select(PARTIES.c.id, *columns).where(PARTIES.c.id.in_(numbers))):
            reader.learn(number, party)


def _keep_parties(connection: Connection, documents: Sequence[Document]) -> dict[PartyKey, int]:
    """Make sure every party named has a row; gives their numbers."""
    parties = {party_key(party): party for document in documents for party in (document.company, document.counterparty)}
    statement = upsert(PARTIES, connection).on_conflict_do_nothing()
    connection.execute(statement, [party_values(party) for party in parties.values()])
    numbers: dict[PartyKey, int] = {}
    columns = [PARTIES.c[name] for name in PARTY_COLUMNS]
    for tax_ids in chunks({party.tax_id for party in parties.values()}):
        for number, *party in connection.execute(select(PARTIES.c.id, *columns).where(PARTIES.c.tax_id.in_(tax_ids))):
            numbers[tuple(party)] = number
    return numbers


def _keep_bodies(connection: Connection, bodies: list[Values]) -> None:
    if bodies:
        statement = upsert(CONTENTS, connection)
        replaced = {"body": statement.excluded.body}
        connection.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=replaced), bodies)


def _update(connection: Connection, changes: list[Values]) -> None:
    """Set columns of many documents; each change names its document by `of_account` and `of_remote`."""
    if changes:
        which = (_D.account_id == bindparam("of_account"), _D.remote_id == bindparam("of_remote"))
        connection.execute(update(DOCUMENTS).where(*which), changes)
