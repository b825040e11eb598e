"""Makes v1.sqlite3: a small workspace as schema 1 wrote it. Needs nothing of Muhr, so that it can never follow Muhr.

    python tests/workspace/released/make_v1.py [FILE]

Schema 1 was the schema of the first weeks of development; it was never in a released Muhr. It is kept so that the way
from an old schema to a new one is walked by the tests from the first release on. Differences to schema 2: a document
held both its companies in columns of its own, effects did not count how often they were asked about.

Everything in it is fictional. Made with Python 3.11.7 and SQLite 3.40.1. The bytes of a SQLite file name the version of
the library that wrote it, so a second run elsewhere gives other bytes with the same content: `test_migrations.py`
compares `iterdump()` of both.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from pathlib import Path

import msgspec

TABLES = """
CREATE TABLE schema_history (version INTEGER NOT NULL, applied TEXT NOT NULL, program TEXT NOT NULL,
    PRIMARY KEY (version));
CREATE TABLE accounts (id TEXT NOT NULL, provider TEXT NOT NULL, country TEXT NOT NULL, tax_id TEXT NOT NULL,
    name TEXT NOT NULL, bank_account TEXT NOT NULL, bank_code TEXT NOT NULL, login TEXT NOT NULL,
    base_url TEXT NOT NULL, token_url TEXT NOT NULL, listing BOOLEAN NOT NULL, demo BOOLEAN NOT NULL,
    options TEXT NOT NULL, PRIMARY KEY (id));
CREATE TABLE documents (account_id TEXT NOT NULL, remote_id TEXT NOT NULL, provider TEXT NOT NULL,
    direction TEXT NOT NULL, kind TEXT NOT NULL, kind_code TEXT NOT NULL, number TEXT NOT NULL, issued TEXT, due TEXT,
    company_country TEXT NOT NULL, company_tax_id TEXT NOT NULL, company_name TEXT NOT NULL,
    company_bank_account TEXT NOT NULL, company_bank_code TEXT NOT NULL,
    counterparty_country TEXT NOT NULL, counterparty_tax_id TEXT NOT NULL, counterparty_name TEXT NOT NULL,
    counterparty_bank_account TEXT NOT NULL, counterparty_bank_code TEXT NOT NULL,
    currency TEXT, amount TEXT, status TEXT NOT NULL, status_text TEXT NOT NULL, stage TEXT NOT NULL,
    actions TEXT NOT NULL, created TEXT, updated TEXT, title TEXT NOT NULL, roaming_id TEXT NOT NULL,
    client_id TEXT NOT NULL, seen TEXT, PRIMARY KEY (account_id, remote_id),
    FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE);
CREATE TABLE contents (account_id TEXT NOT NULL, remote_id TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (account_id, remote_id),
    FOREIGN KEY(account_id, remote_id) REFERENCES documents (account_id, remote_id) ON DELETE CASCADE);
CREATE TABLE effects (position INTEGER NOT NULL, id TEXT NOT NULL, account_id TEXT NOT NULL, provider TEXT NOT NULL,
    action TEXT NOT NULL, target_id TEXT NOT NULL, target_key TEXT NOT NULL, title TEXT NOT NULL, "key" TEXT NOT NULL,
    payload BLOB NOT NULL, payload_sha256 TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
    created TEXT NOT NULL, sent TEXT, settled TEXT, not_before TEXT, batch_id TEXT NOT NULL, remote_id TEXT NOT NULL,
    answer BLOB NOT NULL, code TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (position),
    CONSTRAINT ck_effects_state CHECK (state IN
        ('abandoned', 'cancelled', 'done', 'queued', 'refused', 'sending', 'unknown')),
    UNIQUE (id));
CREATE INDEX ix_effects_state ON effects (account_id, state, position);
CREATE UNIQUE INDEX uq_effects_action ON effects (account_id, target_key, action)
    WHERE state IN ('done', 'queued', 'sending', 'unknown');
CREATE UNIQUE INDEX uq_effects_key ON effects (account_id, "key")
    WHERE state IN ('done', 'queued', 'sending', 'unknown');
CREATE UNIQUE INDEX uq_effects_open_target ON effects (account_id, target_key)
    WHERE state IN ('queued', 'sending', 'unknown');
CREATE TABLE evidence (effect_id TEXT NOT NULL, displayed TEXT NOT NULL, content BLOB NOT NULL, message BLOB NOT NULL,
    signer TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (effect_id),
    FOREIGN KEY(effect_id) REFERENCES effects (id));
CREATE TABLE batches (position INTEGER NOT NULL, id TEXT NOT NULL, created TEXT NOT NULL, action TEXT NOT NULL,
    signer TEXT NOT NULL, documents INTEGER NOT NULL, totals TEXT NOT NULL, PRIMARY KEY (position), UNIQUE (id));
CREATE TABLE journal (position INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    account_id TEXT NOT NULL, remote_id TEXT NOT NULL, effect_id TEXT NOT NULL, batch_id TEXT NOT NULL,
    PRIMARY KEY (position));
CREATE INDEX ix_journal_account ON journal (account_id, position);
CREATE INDEX ix_journal_document ON journal (remote_id, position);
CREATE INDEX ix_journal_effect ON journal (effect_id, position);
CREATE TABLE settings (name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name));
"""

ACCOUNTS = ("a" * 32, "b" * 32)
US = ("UZ", "200000001", "Namuna Savdo MChJ", "20208000000000000001", "00014")
THEM = (
    ("UZ", "300000001", "«Тажриба» МЧЖ", "20214000000000000001", "00444"),
    ("UZ", "UZ 300000001", "Tajriba MChJ", "", ""),  # the same company, as another list spells it
    ("UZ", "", "Raqamsiz  Korxona", "", ""),
)
MARCH = "2026-03-02T09:30:00.000000+00:00"
STATES = ("queued", "sending", "done", "refused", "unknown", "abandoned", "cancelled")


def documents() -> list[tuple[object, ...]]:
    """Nine documents: with and without amounts, dates, texts; one id in both accounts."""
    rows: list[tuple[object, ...]] = []
    for number in range(9):
        bare = number % 3 == 2
        rows.append((
            ACCOUNTS[number // 8], f"doc-{number % 8}", "faktura_uz", "incoming", "Счёт-фактура", "28", f"S-{number}",
            None if bare else f"2026-02-0{number % 8 + 1}", None if bare else "2026-04-01", *US,
            *THEM[number % 3], None if number == 5 else "UZS", None if number == 5 else f"{number + 1}00.50",
            "22", "Ожидает подписи", "waiting-for-me" if number % 2 else "finished",
            "reject,sign" if number % 2 else "",
            None if number == 2 else f"2026-02-0{number % 8 + 1}T08:00:00.000000+00:00",
            None if bare else MARCH, "" if bare else f"Hujjat {number}", "", "", MARCH,
        ))  # fmt: skip
    return rows


def effects() -> list[tuple[object, ...]]:
    """One effect in each state."""
    rows: list[tuple[object, ...]] = []
    for number, state in enumerate(STATES):
        payload = f'{{"document":"doc-{number}"}}'.encode()
        rows.append((
            f"{number:032x}", ACCOUNTS[0], "faktura_uz", "sign", f"DOC-{number}", f"doc-{number}", f"S-{number}",
            f"{number:032x}", payload, hashlib.sha256(payload).hexdigest(), state, 0 if state == "queued" else 1, MARCH,
            None if state == "queued" else MARCH, MARCH if state == "done" else None, None, "c" * 32, "",
            b'{"ok":1}' if state == "done" else b"", "", "",
        ))  # fmt: skip
    return rows


def make(path: Path) -> None:
    """Write the file anew."""
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.execute("PRAGMA page_size = 1024")  # a small file for the repository
    database.executescript(TABLES)

    def fill(table: str, rows: list[tuple[object, ...]]) -> None:
        columns = [name for _, name, *_ in database.execute(f"PRAGMA table_info({table})") if name != "position"]
        places = ", ".join("?" * len(columns))
        names = ", ".join(f'"{name}"' for name in columns)
        database.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)

    fill("schema_history", [(1, MARCH, "0.0.1")])
    for number, account in enumerate(ACCOUNTS):
        rest = (f"direktor{number}", "http://127.0.0.1:9", "", True, True, '{"a":"b"}')
        fill("accounts", [(account, "faktura_uz", *US, *rest)])
    fill("documents", documents())
    body = {"lines": [{"description": "Sinov", "quantity": "1.50"}], "total": "100.50", "contract_date": "2026-01-09"}
    fill("contents", [(ACCOUNTS[0], "doc-0", msgspec.msgpack.encode(body))])
    fill("effects", effects())
    fill("evidence", [(f"{2:032x}", "{}", b"abc", b"\x30\x00", "Namunaviy Direktor", MARCH)])
    fill("batches", [("c" * 32, MARCH, "sign", "Namunaviy Direktor", 7, "2 800 UZS")])
    fill("journal", [(MARCH, "sinov", "satr", ACCOUNTS[0], "doc-2", f"{2:032x}", "c" * 32)])
    fill("settings", [("til", "uz")])
    database.commit()
    database.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("v1.sqlite3"))
