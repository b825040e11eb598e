"""Opening, closing, rights, threads, and the form of the tables."""

from __future__ import annotations

import inspect
import os
import sqlite3
import stat
import threading
from dataclasses import fields
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable
from workspace_records import NOW, account, clock, content, counterparty, document, effect

from muhr.domain import ports
from muhr.domain.documents import Document
from muhr.domain.errors import BugError, StorageFailed, WorkspaceCorrupt
from muhr.workspace import engine
from muhr.workspace.schema import METADATA, VERSION
from muhr.workspace.store import DATABASE_FILE, LOCK_FILE, SqliteWorkspace, open_workspace

posix = pytest.mark.skipif(os.name != "posix", reason="rights of files are a matter of POSIX")


def pragma(workspace, name):
    with workspace._database.reading() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_it_is_the_port_the_domain_asks_for():
    for name, promised in inspect.getmembers(ports.Workspace, inspect.isfunction):
        if not name.startswith("_"):
            given = inspect.signature(getattr(SqliteWorkspace, name))
            assert given == inspect.signature(promised), name


def test_a_new_workspace_is_made_with_all_parent_folders(tmp_path: Path):
    folder = tmp_path / "a" / "б" / "ish joyi"
    workspace = open_workspace(folder, clock=clock)
    try:
        assert workspace.accounts() == []
        assert workspace.documents() == []
        assert workspace.folder == folder
        assert str(folder) in repr(workspace)
    finally:
        workspace.close()


def test_everything_is_there_again_after_closing(workspace, reopen):
    workspace.save_documents([document(number) for number in range(30)])
    workspace.enqueue([effect(1)])
    workspace.set_setting("til", "uz")
    again = reopen()
    assert again.documents() == [document(number) for number in range(30)]
    assert again.effects() == [effect(1)]
    assert again.setting("til") == "uz"


def test_closing_twice_is_harmless_and_afterwards_nothing_works(folder: Path):
    workspace = open_workspace(folder, clock=clock)
    workspace.close()
    workspace.close()
    with pytest.raises(BugError, match="closed"):
        workspace.accounts()
    with pytest.raises(BugError, match="closed"):
        workspace.save_account(account())


@posix
def test_only_the_owner_can_read(folder: Path, workspace):
    workspace.save_documents([document(0)])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name in (DATABASE_FILE, LOCK_FILE):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


@posix
def test_the_journal_of_a_transaction_is_as_private_as_the_file(folder: Path, workspace):
    previous = os.umask(0)
    try:
        with workspace._database.writing() as connection:
            connection.exec_driver_sql("UPDATE accounts SET login = 'x'")
            connection.exec_driver_sql("PRAGMA cache_spill = 1")
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    finally:
        os.umask(previous)
    assert set(modes.values()) == {0o600}
    assert len(modes) >= 3 or engine.WAL_IS_SOUND


@posix
def test_a_file_with_loose_rights_is_tightened_and_a_foreign_folder_keeps_its_own(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("mine")
    tmp_path.chmod(0o755)
    (tmp_path / DATABASE_FILE).touch()
    (tmp_path / DATABASE_FILE).chmod(0o644)
    open_workspace(tmp_path, clock=clock).close()
    assert stat.S_IMODE((tmp_path / DATABASE_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


@posix
def test_an_empty_folder_that_was_made_before_becomes_private(tmp_path: Path):
    tmp_path.chmod(0o755)
    open_workspace(tmp_path, clock=clock).close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_a_file_where_the_folder_should_be(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageFailed, match=r"EEXIST|ENOTDIR"):
        open_workspace(tmp_path / "file" / "workspace", clock=clock)


def test_a_folder_where_the_file_should_be(folder: Path):
    (folder / DATABASE_FILE).mkdir(parents=True)
    with pytest.raises(StorageFailed):
        open_workspace(folder, clock=clock)
    (folder / DATABASE_FILE).rmdir()
    open_workspace(folder, clock=clock).close()  # the lock was given back


def test_the_journal_rule(workspace):
    if sqlite3.sqlite_version_info >= (3, 51, 3):
        assert pragma(workspace, "journal_mode") == "wal"
        assert pragma(workspace, "synchronous") == 2
    else:
        assert pragma(workspace, "journal_mode") == "delete"
        assert pragma(workspace, "synchronous") == 3
    assert pragma(workspace, "foreign_keys") == 1
    assert pragma(workspace, "secure_delete") == 1
    assert pragma(workspace, "trusted_schema") == 0
    assert pragma(workspace, "busy_timeout") == 10_000


def test_a_file_left_in_another_mode_is_brought_to_the_rule(folder: Path, workspace, reopen):
    workspace.close()
    other = "delete" if engine.WAL_IS_SOUND else "wal"
    raw = sqlite3.connect(folder / DATABASE_FILE)
    assert raw.execute(f"PRAGMA journal_mode = {other}").fetchone() == (other,)
    raw.execute("INSERT INTO settings VALUES ('a', 'b')")
    raw.commit()
    raw.close()
    again = reopen()
    assert pragma(again, "journal_mode") == engine._JOURNAL_MODE
    assert again.setting("a") == "b"


def test_many_threads_read_and_write_at_once(workspace):
    failures: list[BaseException] = []
    start = threading.Barrier(8)

    def work(number: int) -> None:
        try:
            start.wait()
            for turn in range(8):
                key = number * 100 + turn
                workspace.save_documents([document(key)])
                workspace.enqueue([effect(key)])
                assert effect(key) in workspace.effects()
                workspace.set_setting(f"thread {number}", str(turn))
        except BaseException as error:  # noqa: BLE001 - shown in the main thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(workspace.documents()) == len(workspace.effects()) == 64
    assert all(workspace.setting(f"thread {number}") == "7" for number in range(8))


def test_a_reader_sees_one_state_while_another_thread_writes(workspace):
    workspace.save_documents([document(number, title="1") for number in range(500)])
    stop = threading.Event()
    seen: set[frozenset[str]] = set()

    def read() -> None:
        while not stop.is_set():
            seen.add(frozenset(one.title for one in workspace.documents()))

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(2, 12):
        workspace.save_documents([document(number, title=str(turn)) for number in range(500)])
    stop.set()
    reader.join()
    assert seen <= {frozenset({str(turn)}) for turn in range(1, 12)}


def test_a_foreign_database_is_not_touched(folder: Path):
    folder.mkdir()
    raw = sqlite3.connect(folder / DATABASE_FILE)
    raw.execute("CREATE TABLE recipes (name TEXT)")
    raw.commit()
    raw.close()
    before = (folder / DATABASE_FILE).read_bytes()
    with pytest.raises(WorkspaceCorrupt, match="not a workspace"):
        open_workspace(folder, clock=clock)
    assert (folder / DATABASE_FILE).read_bytes() == before


def test_what_is_deleted_is_gone_from_the_file(folder: Path, workspace):
    secret_name = "Ochirilgan Hamkor MChJ"
    gone = counterparty(0, name=secret_name)
    named = [document(number, counterparty=gone, title=secret_name) for number in range(50)]
    workspace.save_documents(named)
    workspace.save_contents(named[0].ref.account_id, {one.ref.remote_id: content() for one in named})
    assert secret_name.encode() in (folder / DATABASE_FILE).read_bytes()
    workspace.remove_account(named[0].ref.account_id)
    assert workspace.documents() == []
    workspace.close()
    assert secret_name.encode() not in (folder / DATABASE_FILE).read_bytes()


def test_every_field_of_a_document_is_kept(workspace):
    full = document(0, content=content())
    assert all(getattr(full, field.name) not in (None, "") for field in fields(Document))
    workspace.save_documents([full])
    kept = workspace.document(full.ref.account_id, full.ref.remote_id)
    assert kept == full
    assert kept.seen == full.seen == NOW  # not part of the comparison


def test_the_tables_are_portable():
    dialect = postgresql.dialect()
    for table in METADATA.sorted_tables:
        assert f"CREATE TABLE {table.name}" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            text = str(CreateIndex(index).compile(dialect=dialect))
            assert ("WHERE" in text) == (index.name.startswith("uq_effects") or index.name == "ix_documents_bank")


def test_the_current_schema_is_recorded(workspace):
    with workspace._database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT version, applied FROM schema_history").all()
    assert rows == [(VERSION, "2026-03-02T09:30:00.000000+00:00")]
