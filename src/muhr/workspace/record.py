"""The record of what happened: journal, evidence, batches. It only grows; nothing here changes or deletes a row."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from muhr.domain.records import Batch, Evidence, JournalLine
from muhr.workspace.engine import Database
from muhr.workspace.record_rows import line_values, read_batch, read_evidence, read_line
from muhr.workspace.schema import BATCHES, EVIDENCE, JOURNAL


class Record:
    """The part of `domain.ports.Workspace` that keeps the record."""

    _database: Database

    def append(self, lines: Sequence[JournalLine]) -> None:
        """Add lines to the journal."""
        if lines:
            with self._database.writing() as connection:
                add_lines(connection, lines)

    def journal(
        self, *, account_id: str = "", remote_id: str = "", effect_id: str = "", limit: int = 200
    ) -> list[JournalLine]:
        """The newest lines that match everything given, newest first (by when they were written)."""
        query = select(JOURNAL).order_by(JOURNAL.c.position.desc()).limit(limit)
        wanted = {"account_id": account_id, "remote_id": remote_id.lower(), "effect_id": effect_id}
        for name, value in wanted.items():
            if value:
                query = query.where(JOURNAL.c[name] == value)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [read_line(row) for row in rows]

    def evidence(self, effect_id: str) -> Evidence | None:
        """What was kept of one signature."""
        with self._database.reading() as connection:
            row = connection.execute(select(EVIDENCE).where(EVIDENCE.c.effect_id == effect_id)).first()
        return None if row is None else read_evidence(row)

    def batches(self, limit: int = 200) -> list[Batch]:
        """The newest batches, newest first."""
        query = select(BATCHES).order_by(BATCHES.c.position.desc()).limit(limit)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [read_batch(row) for row in rows]


def add_lines(connection: Connection, lines: Sequence[JournalLine]) -> None:
    """Add lines to the journal within a transaction of the caller's."""
    if lines:
        connection.execute(insert(JOURNAL), [line_values(line) for line in lines])
