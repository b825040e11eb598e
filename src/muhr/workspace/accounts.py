"""Accounts and settings: what a person has set up. Their secrets are not here (see `secrets`)."""

from __future__ import annotations

from sqlalchemy import Connection, delete, exists, select

from muhr.domain.accounts import Account
from muhr.domain.effects import OPEN
from muhr.domain.errors import InputError
from muhr.workspace.engine import Database, upsert
from muhr.workspace.rows import account_values, read_account
from muhr.workspace.schema import ACCOUNTS, DOCUMENTS, EFFECTS, PARTIES, SETTINGS


class Accounts:
    """The part of `domain.ports.Workspace` that keeps accounts and settings."""

    _database: Database

    def accounts(self) -> list[Account]:
        """All accounts, by provider and company name."""
        with self._database.reading() as connection:
            rows = connection.execute(select(ACCOUNTS)).all()
        return sorted(map(read_account, rows), key=lambda account: (account.provider.value, account.company.name))

    def save_account(self, account: Account) -> None:
        """Add or replace an account (by id)."""
        values = account_values(account)
        with self._database.writing() as connection:
            statement = upsert(ACCOUNTS, connection).values(values)
            connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))

    def remove_account(self, account_id: str) -> None:
        """Remove an account and its documents; its effects, evidence and journal lines stay.

        Raises `InputError` (code `account-busy`) while it has open effects.
        """
        states = [state.value for state in OPEN]
        open_rows = select(EFFECTS.c.id).where(EFFECTS.c.account_id == account_id, EFFECTS.c.state.in_(states))
        named = (
            select(DOCUMENTS.c.remote_id)
            .where((DOCUMENTS.c.company_id == PARTIES.c.id) | (DOCUMENTS.c.counterparty_id == PARTIES.c.id))
            .correlate(PARTIES)
        )
        with self._database.writing() as connection:
            if connection.execute(open_rows.limit(1)).first() is not None:
                raise InputError(
                    "This account still has work in the outbox. Let it finish or cancel it first.",
                    code="account-busy", account=account_id,
                )  # fmt: skip
            connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.id == account_id))  # documents and contents follow
            connection.execute(delete(PARTIES).where(~exists(named)))

    def setting(self, name: str, default: str = "") -> str:
        """A stored preference."""
        with self._database.reading() as connection:
            value = connection.execute(select(SETTINGS.c.value).where(SETTINGS.c.name == name)).scalar()
        return default if value is None else value

    def set_setting(self, name: str, value: str) -> None:
        """Store a preference. Never a secret."""
        with self._database.writing() as connection:
            statement = upsert(SETTINGS, connection).values(name=name, value=value)
            connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def ask_accounts(connection: Connection, account_ids: set[str]) -> None:
    """Make sure that accounts are (still) there. Raises `InputError` (code `account-unknown`)."""
    known = set(connection.execute(select(ACCOUNTS.c.id).where(ACCOUNTS.c.id.in_(account_ids))).scalars())
    if missing := account_ids - known:
        raise InputError(
            "This account is not in the workspace. It may have been removed meanwhile.",
            code="account-unknown", accounts=", ".join(sorted(missing)),
        )  # fmt: skip
