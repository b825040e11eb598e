"""Documents: what providers told of them, what is inside, and what review asks about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, func, select, update

from muhr.domain.documents import Content, Document, RemoteStatus, Stage
from muhr.domain.parties import Party
from muhr.domain.ports import CounterpartyHistory
from muhr.workspace.accounts import ask_accounts
from muhr.workspace.engine import Database, chunks, upsert
from muhr.workspace.rows import (
    DOCUMENT_COLUMNS,
    DocumentReader,
    PartyKey,
    Values,
    actions_text,
    collector_paused,
    content_body,
    counterparty_bank,
    counterparty_key,
    damaged_row,
    document_values,
    moment_of,
    party_key,
    party_values,
    read_content,
    read_party,
    time_text,
)
from muhr.workspace.schema import CONTENTS, DOCUMENTS, PARTIES

_D = DOCUMENTS.c
_COLUMNS = tuple(_D[name] for name in DOCUMENT_COLUMNS)
_COMPANY, _COUNTERPARTY = DOCUMENT_COLUMNS.index("company_id"), DOCUMENT_COLUMNS.index("counterparty_id")
_AT_ONCE = 2_000
_KEY = ("account_id", "remote_id")

_COUNTED_STAGES = (Stage.WAITING_FOR_ME.value, Stage.WAITING_FOR_OTHERS.value, Stage.FINISHED.value)
"""What is refused or not understood says nothing about what is usual."""

_USUAL_FROM = 3
"""With fewer documents there is no usual amount."""


class Documents:
    """The part of `domain.ports.Workspace` that keeps documents."""

    _database: Database

    def documents(self, account_id: str | None = None) -> list[Document]:
        """All known documents, without content (see `document`), in the order they became known."""
        query = select(*_COLUMNS)
        if account_id is not None:
            query = query.where(_D.account_id == account_id)
        with self._database.reading() as connection:
            return _read(connection, query)

    def document(self, account_id: str, remote_id: str) -> Document | None:
        """One document with its content."""
        key = remote_id.lower()
        body_of = select(CONTENTS.c.body).where(CONTENTS.c.account_id == account_id, CONTENTS.c.remote_id == key)
        with self._database.reading() as connection:
            found = _read(connection, select(*_COLUMNS).where(_D.account_id == account_id, _D.remote_id == key))
            body = connection.execute(body_of).scalar()
        if not found:
            return None
        return found[0] if body is None else replace(found[0], content=read_content(body, key))

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

    # ---------------------------------------------------------------- what review asks

    def history(self, document: Document) -> CounterpartyHistory:
        """What is known of the document's counterparty at this account, the document itself not counted."""
        others = _same_counterparty(document)
        with self._database.reading() as connection:
            count = connection.execute(select(func.count()).select_from(DOCUMENTS).where(*others)).scalar_one()
            usual = _median(connection, document, others) if count >= _USUAL_FROM else None
            bank = _last_bank(connection, document, others) if count else ""
        return CounterpartyHistory(documents=count, usual_amount=usual, last_bank_account=bank)

    def twins(self, document: Document) -> list[Document]:
        """Other documents of the same account, counterparty, number and total, in whatever stage."""
        query = select(*_COLUMNS).where(
            _D.account_id == document.ref.account_id,
            _D.counterparty_key == counterparty_key(document.counterparty),
            _D.number == document.number,
            _D.remote_id != document.ref.remote_id,
        )
        with self._database.reading() as connection:
            found = _read(connection, query)
        return [twin for twin in found if twin.total == document.total]


def _read(connection: Connection, query: Select[Any]) -> list[Document]:
    """The documents of a query over `_COLUMNS`, built while they are read: all rows at once would take twice the room.

    Raises `WorkspaceCorrupt`.
    """
    documents: list[Document] = []
    reader = DocumentReader()
    with collector_paused():
        for rows in connection.execute(query).partitions(_AT_ONCE):
            _learn_parties(connection, reader.parties, rows)
            documents += reader.read(rows)
    return documents


def _learn_parties(connection: Connection, parties: dict[int, Party], rows: Sequence[Any]) -> None:
    wanted = {row[_COMPANY] for row in rows} | {row[_COUNTERPARTY] for row in rows}
    for ids in chunks(wanted - parties.keys()):
        for row in connection.execute(select(PARTIES).where(PARTIES.c.id.in_(ids))):
            try:
                parties[row.id] = read_party(row)
            except ValueError as error:
                raise damaged_row("Company", str(row.id)) from error


def _keep_parties(connection: Connection, documents: Sequence[Document]) -> dict[PartyKey, int]:
    """Make sure every party named has a row; gives their numbers."""
    parties = {party_key(party): party for document in documents for party in (document.company, document.counterparty)}
    statement = upsert(PARTIES, connection).on_conflict_do_nothing()
    connection.execute(statement, [party_values(party) for party in parties.values()])
    numbers: dict[PartyKey, int] = {}
    columns = (PARTIES.c.tax_id, PARTIES.c.name, PARTIES.c.bank_account, PARTIES.c.bank_code, PARTIES.c.country)
    for tax_ids in chunks({party.tax_id for party in parties.values()}):
        for row in connection.execute(select(PARTIES.c.id, *columns).where(PARTIES.c.tax_id.in_(tax_ids))):
            numbers[(row.tax_id, row.name, row.bank_account, row.bank_code, row.country)] = row.id
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


def _same_counterparty(document: Document) -> tuple[ColumnElement[bool], ...]:
    return (
        _D.account_id == document.ref.account_id,
        _D.counterparty_key == counterparty_key(document.counterparty),
        _D.stage.in_(_COUNTED_STAGES),
        _D.remote_id != document.ref.remote_id,
    )


def _median(connection: Connection, document: Document, others: tuple[ColumnElement[bool], ...]) -> float | None:
    if document.total is None:
        return None
    same = (*others, _D.currency == document.total.currency, _D.amount_number.is_not(None))
    count = connection.execute(select(func.count()).select_from(DOCUMENTS).where(*same)).scalar_one()
    if count < _USUAL_FROM:
        return None
    middle = select(_D.amount_number).where(*same).order_by(_D.amount_number)
    amounts = connection.execute(middle.offset((count - 1) // 2).limit(2 - count % 2)).scalars().all()
    return float(sum(amounts)) / len(amounts)


def _last_bank(connection: Connection, document: Document, others: tuple[ColumnElement[bool], ...]) -> str:
    """The bank account in the newest earlier document; failing that, in one of the same moment."""
    moment = moment_of(document) if document.issued or document.created else "9999"  # without any date: the newest
    named = select(_D.counterparty_bank).where(*others, _D.counterparty_bank != "").order_by(_D.moment.desc()).limit(1)
    bank = connection.execute(named.where(_D.moment < moment)).scalar()
    return bank or connection.execute(named.where(_D.moment == moment)).scalar() or ""
