"""The tables of the current schema, in portable terms. How older schemas become this one is the business of migrations.

Conventions: times are UTC texts of fixed width (they sort as they follow one another), dates ISO texts, money an exact
decimal text beside a number for sorting, enumerations their domain values. Everything that is searched or sorted is a
column; only what is inside a document is one encoded body, for it is read one document at a time.

A new word in an enumeration, or a new field of a kept record, is a new schema: an older Muhr would take it for damage.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from muhr.domain.documents import REPEATABLE
from muhr.domain.effects import OPEN, EffectState

VERSION = 3
"""The schema this program writes. Raise it together with a new step in `migrations.STEPS`."""

METADATA = MetaData()


def _words(states: frozenset[EffectState]) -> str:
    return ", ".join(f"'{state.value}'" for state in sorted(states, key=lambda state: state.value))


BLOCKING = OPEN | {EffectState.DONE}
"""States in which a row forbids a second one of the same action on the same target."""

PAID_ROWS = text("stage = 'finished' AND counterparty_bank <> ''")
"""Documents that show where the counterparty really was paid. To be used word for word: SQLite takes a partial index
only when the query has the same constants, not parameters."""

_OPEN_ROWS = text(f"state IN ({_words(OPEN)})")
_BLOCKING_ROWS = text(f"state IN ({_words(BLOCKING)})")
_REPEATABLE_WORDS = ", ".join(f"'{action.value}'" for action in sorted(REPEATABLE, key=lambda action: action.value))
_ONCE_ROWS = text(f"state IN ({_words(BLOCKING)}) AND action NOT IN ({_REPEATABLE_WORDS})")

SCHEMA_HISTORY = Table(
    "schema_history",
    METADATA,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("applied", Text, nullable=False),
    Column("program", Text, nullable=False),
)
"""One row for each schema version this workspace has had; the highest is what it has now."""

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("provider", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("tax_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("bank_account", Text, nullable=False),
    Column("bank_code", Text, nullable=False),
    Column("login", Text, nullable=False),
    Column("base_url", Text, nullable=False),
    Column("token_url", Text, nullable=False),
    Column("listing", Boolean, nullable=False),
    Column("demo", Boolean, nullable=False),
    Column("options", Text, nullable=False),
)

PARTIES = Table(
    "parties",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("country", Text, nullable=False),
    Column("tax_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("bank_account", Text, nullable=False),
    Column("bank_code", Text, nullable=False),
    UniqueConstraint("tax_id", "name", "bank_account", "bank_code", "country", name="uq_parties"),
)
"""Each spelling of a company once; rows never change. A hundred thousand documents name a few hundred of them."""

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("account_id", Text, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("remote_id", Text, primary_key=True),
    Column("provider", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("kind_code", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("issued", Text),
    Column("due", Text),
    Column("company_id", Integer, ForeignKey("parties.id"), nullable=False),
    Column("counterparty_id", Integer, ForeignKey("parties.id"), nullable=False),
    Column("currency", Text),
    Column("amount", Text),
    Column("status", Text, nullable=False),
    Column("status_text", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("actions", Text, nullable=False),
    Column("created", Text),
    Column("updated", Text),
    Column("title", Text, nullable=False),
    Column("roaming_id", Text, nullable=False),
    Column("client_id", Text, nullable=False),
    Column("seen", Text),
    # Derived, for review's questions only:
    Column("counterparty_key", Text, nullable=False),
    Column("counterparty_bank", Text, nullable=False),
    Column("moment", Text, nullable=False),
    Column("amount_number", Float),
    # Each question of review is answered from one index alone: it is asked once per document of a batch.
    Index(
        "ix_documents_usual",
        "account_id", "counterparty_key", "direction", "currency", "amount_number", "stage", "remote_id",
    ),
    Index(
        "ix_documents_bank",
        "account_id", "counterparty_key", "direction", "moment", "counterparty_bank", "remote_id",
        sqlite_where=PAID_ROWS, postgresql_where=PAID_ROWS,
    ),
    Index("ix_documents_number", "account_id", "counterparty_key", "number"),
    Index("ix_documents_company", "company_id"),
    Index("ix_documents_counterparty", "counterparty_id"),
)  # fmt: skip

CONTENTS = Table(
    "contents",
    METADATA,
    Column("account_id", Text, primary_key=True),
    Column("remote_id", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    ForeignKeyConstraint(
        ["account_id", "remote_id"], ["documents.account_id", "documents.remote_id"], ondelete="CASCADE"
    ),
)
"""What is inside documents, as MessagePack."""

EFFECTS = Table(
    "effects",
    METADATA,
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("account_id", Text, nullable=False),  # no foreign key: the record outlives its account
    Column("provider", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("target_id", Text, nullable=False),
    Column("target_key", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("payload_sha256", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("asked", Integer, nullable=False, server_default=text("0")),
    Column("created", Text, nullable=False),
    Column("sent", Text),
    Column("settled", Text),
    Column("not_before", Text),
    Column("batch_id", Text, nullable=False),
    Column("remote_id", Text, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("code", Text, nullable=False),
    Column("note", Text, nullable=False),
    CheckConstraint(f"state IN ({_words(frozenset(EffectState))})", name="ck_effects_state"),
    # The heart of "at most one": a target never has two rows under way, and nothing is done to it twice that is done
    # to a document once for all.
    Index(
        "uq_effects_open_target", "account_id", "target_key",
        unique=True, sqlite_where=_OPEN_ROWS, postgresql_where=_OPEN_ROWS,
    ),
    Index(
        "uq_effects_action", "account_id", "target_key", "action",
        unique=True, sqlite_where=_ONCE_ROWS, postgresql_where=_ONCE_ROWS,
    ),
    Index(
        "uq_effects_key", "account_id", "key",
        unique=True, sqlite_where=_BLOCKING_ROWS, postgresql_where=_BLOCKING_ROWS,
    ),
    Index("ix_effects_state", "account_id", "state", "position"),
)  # fmt: skip

EVIDENCE = Table(
    "evidence",
    METADATA,
    Column("effect_id", Text, ForeignKey("effects.id"), primary_key=True),
    Column("displayed", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("message", LargeBinary, nullable=False),
    Column("signer", Text, nullable=False),
    Column("at", Text, nullable=False),
)

BATCHES = Table(
    "batches",
    METADATA,
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("created", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("signer", Text, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("totals", Text, nullable=False),
)

JOURNAL = Table(
    "journal",
    METADATA,
    Column("position", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("account_id", Text, nullable=False),
    Column("remote_id", Text, nullable=False),
    Column("effect_id", Text, nullable=False),
    Column("batch_id", Text, nullable=False),
    Index("ix_journal_effect", "effect_id", "position"),
    Index("ix_journal_document", "remote_id", "position"),
    Index("ix_journal_account", "account_id", "position"),
)

SETTINGS = Table(
    "settings",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
