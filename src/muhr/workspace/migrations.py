"""Which schema a workspace has, and how an older one becomes the current one.

A step is written once and never changed again: it speaks of tables as they were, in plain SQL, not of `schema`. All
steps run in one transaction; a copy of the file, checked page by page, is made before it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version as package_version
from pathlib import Path

from sqlalchemy import Connection, func, insert, inspect, select, text

from muhr.domain.errors import WorkspaceCorrupt, WorkspaceTooNew
from muhr.domain.parties import normal_tax_id
from muhr.domain.sentences import say
from muhr.workspace.engine import Database
from muhr.workspace.rows import time_text
from muhr.workspace.schema import METADATA, SCHEMA_HISTORY, VERSION

FIRST_VERSION = 1


def bring_up(database: Database, *, backups: Path, now: datetime) -> Path | None:
    """Make the file a workspace of the current schema: create, go on, or back up and migrate.

    Returns:
        The backup, when a migration was needed.

    Raises:
        WorkspaceTooNew: a newer Muhr wrote it; nothing was touched.
        WorkspaceCorrupt: it is a database, but not Muhr's; or it does not pass the check before the migration.
        StorageFull, StorageFailed: the backup or the new tables could not be written; the file is as it was.
    """
    found = schema_of(database)
    if found is None:
        with database.writing() as connection:
            METADATA.create_all(connection)
            _record(connection, VERSION, now)
        return None
    if found > VERSION:
        raise WorkspaceTooNew(
            say(
                "This workspace was written by a newer Muhr (its schema is {found}; this Muhr, {program}, knows "
                "schemas {first_version} to {version}). Install the newer Muhr, or choose another folder.",
                found=found, program=_program(), first_version=FIRST_VERSION, version=VERSION),
            found=found, known=VERSION, folder=str(database.path.parent),
        )  # fmt: skip
    if found == VERSION:
        return None
    backup = backups / f"schema-{found}-{now:%Y%m%dT%H%M%SZ}.sqlite3"
    database.backup(backup)
    with database.rebuilding() as connection:
        for version in range(found, VERSION):
            STEPS[version](connection)
            _record(connection, version + 1, now)
    return backup


def schema_of(database: Database) -> int | None:
    """The schema of a workspace file, None when it is empty. Raises `WorkspaceCorrupt`."""
    with database.reading() as connection:
        tables = inspect(connection).get_table_names()
        if not tables:
            return None
        found = None
        if SCHEMA_HISTORY.name in tables:
            found = connection.execute(select(func.max(SCHEMA_HISTORY.c.version))).scalar()
    if not isinstance(found, int) or found < FIRST_VERSION:
        raise WorkspaceCorrupt(
            say("The file {name} is a database, but not a workspace of Muhr.", name=database.path.name),
            folder=str(database.path.parent),
        )
    return found


def _record(connection: Connection, version: int, now: datetime) -> None:
    connection.execute(insert(SCHEMA_HISTORY).values(version=version, applied=time_text(now), program=_program()))


def _program() -> str:
    return package_version("muhr")


# ------------------------------------------------------------------ 1 -> 2

_PARTIES_2 = """
CREATE TABLE parties (
    id INTEGER NOT NULL PRIMARY KEY,
    country TEXT NOT NULL,
    tax_id TEXT NOT NULL,
    name TEXT NOT NULL,
    bank_account TEXT NOT NULL,
    bank_code TEXT NOT NULL,
    CONSTRAINT uq_parties UNIQUE (tax_id, name, bank_account, bank_code, country)
)
"""

_DOCUMENTS_2 = """
CREATE TABLE documents (
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    remote_id TEXT NOT NULL,
    provider TEXT NOT NULL,
    direction TEXT NOT NULL,
    kind TEXT NOT NULL,
    kind_code TEXT NOT NULL,
    number TEXT NOT NULL,
    issued TEXT,
    due TEXT,
    company_id INTEGER NOT NULL REFERENCES parties (id),
    counterparty_id INTEGER NOT NULL REFERENCES parties (id),
    currency TEXT,
    amount TEXT,
    status TEXT NOT NULL,
    status_text TEXT NOT NULL,
    stage TEXT NOT NULL,
    actions TEXT NOT NULL,
    created TEXT,
    updated TEXT,
    title TEXT NOT NULL,
    roaming_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    seen TEXT,
    counterparty_key TEXT NOT NULL,
    counterparty_bank TEXT NOT NULL,
    moment TEXT NOT NULL,
    amount_number FLOAT,
    PRIMARY KEY (account_id, remote_id)
)
"""

_FILL_PARTIES_2 = """
INSERT INTO parties (country, tax_id, name, bank_account, bank_code)
SELECT company_country, company_tax_id, company_name, company_bank_account, company_bank_code FROM documents_1
UNION
SELECT counterparty_country, counterparty_tax_id, counterparty_name, counterparty_bank_account, counterparty_bank_code
FROM documents_1
"""

_FILL_DOCUMENTS_2 = """
INSERT INTO documents
SELECT d.account_id, d.remote_id, d.provider, d.direction, d.kind, d.kind_code, d.number, d.issued, d.due, us.id,
    them.id, d.currency, d.amount, d.status, d.status_text, d.stage, d.actions, d.created, d.updated, d.title,
    d.roaming_id, d.client_id, d.seen, '', them.bank_account,
    COALESCE(d.issued, SUBSTR(d.created, 1, 10), '') || ' ' || COALESCE(d.created, ''), CAST(d.amount AS FLOAT)
FROM documents_1 AS d
JOIN parties AS us ON us.country = d.company_country AND us.tax_id = d.company_tax_id AND us.name = d.company_name
    AND us.bank_account = d.company_bank_account AND us.bank_code = d.company_bank_code
JOIN parties AS them ON them.country = d.counterparty_country AND them.tax_id = d.counterparty_tax_id
    AND them.name = d.counterparty_name AND them.bank_account = d.counterparty_bank_account
    AND them.bank_code = d.counterparty_bank_code
"""

_INDEXES_2 = """
CREATE INDEX ix_documents_usual
    ON documents (account_id, counterparty_key, direction, currency, amount_number, stage, remote_id);
CREATE INDEX ix_documents_bank
    ON documents (account_id, counterparty_key, direction, moment, counterparty_bank, remote_id)
    WHERE stage = 'finished' AND counterparty_bank <> '';
CREATE INDEX ix_documents_number ON documents (account_id, counterparty_key, number);
CREATE INDEX ix_documents_company ON documents (company_id);
CREATE INDEX ix_documents_counterparty ON documents (counterparty_id)
"""


def _parties_once(connection: Connection) -> None:
    """Schema 2: each company is kept once, review's questions have indexes, effects count how often they were asked."""
    run = connection.exec_driver_sql
    # Since SQLite 3.26 a renamed table takes the references of others along, unless this old habit is asked for.
    run("PRAGMA legacy_alter_table = ON")
    run("ALTER TABLE documents RENAME TO documents_1")
    run("PRAGMA legacy_alter_table = OFF")
    for statement in (_PARTIES_2, _FILL_PARTIES_2, _DOCUMENTS_2, _FILL_DOCUMENTS_2):
        run(statement)
    _fill_counterparty_keys(connection)
    for statement in _INDEXES_2.split(";"):
        run(statement)
    run("DROP TABLE documents_1")
    run("ALTER TABLE effects ADD COLUMN asked INTEGER DEFAULT 0 NOT NULL")


def _fill_counterparty_keys(connection: Connection) -> None:
    """Compute what SQL cannot: the normal form of a tax number, or of a name where there is none."""
    keys = [
        {"id": row.id, "key": normal_tax_id(row.tax_id) or "=" + " ".join(row.name.casefold().split())}
        for row in connection.execute(text("SELECT id, tax_id, name FROM parties"))
    ]
    if keys:
        connection.execute(text("UPDATE documents SET counterparty_key = :key WHERE counterparty_id = :id"), keys)


# ------------------------------------------------------------------ 2 -> 3

_ONCE_3 = """
CREATE UNIQUE INDEX uq_effects_action ON effects (account_id, target_key, action)
    WHERE state IN ('done', 'queued', 'sending', 'unknown')
    AND action NOT IN ('cancel', 'confirm', 'pay', 'refuse', 'save', 'send', 'status')
"""


def _some_actions_again(connection: Connection) -> None:
    """Schema 3: a payment, an e-mail or a confirmation may follow an earlier one of the same document."""
    connection.exec_driver_sql("DROP INDEX uq_effects_action")
    connection.exec_driver_sql(_ONCE_3)


STEPS: dict[int, Callable[[Connection], None]] = {1: _parties_once, 2: _some_actions_again}
"""From which version each step starts."""
