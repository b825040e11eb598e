"""Journal, evidence and batches: what was written is there, newest first."""

from __future__ import annotations

import sqlite3

import pytest
from workspace_records import NOW, account_id, batch, effect, evidence, line

from muhr.domain.errors import BugError, WorkspaceCorrupt
from muhr.workspace.store import DATABASE_FILE


def test_lines_come_newest_first_and_only_those_that_match(workspace):
    lines = [line(number, account_id=account_id(number % 2)) for number in range(10)]
    workspace.append(lines)
    workspace.append([])
    assert workspace.journal() == lines[::-1]
    assert workspace.journal(limit=3) == lines[:6:-1]
    assert workspace.journal(account_id=account_id(1)) == lines[9::-2]
    assert workspace.journal(effect_id=lines[4].effect_id) == [lines[4]]
    assert workspace.journal(remote_id=lines[5].remote_id.upper(), account_id=account_id(1)) == [lines[5]]
    assert workspace.journal(remote_id=lines[5].remote_id, account_id=account_id(0)) == []


def test_the_order_is_that_of_writing_even_when_the_clock_jumps_back(workspace):
    first, second = line(5), line(1)
    workspace.append([first])
    workspace.append([second])
    assert workspace.journal() == [second, first]


def test_remote_ids_are_kept_without_regard_to_case(workspace):
    workspace.append([line(1, remote_id="AbC")])
    assert [told.remote_id for told in workspace.journal(remote_id="aBc")] == ["abc"]


def test_evidence_and_batches(workspace):
    workspace.enqueue([effect(1)], [evidence(1)], batch(1))
    workspace.enqueue([effect(2)], (), batch(2))
    assert workspace.evidence(effect(1).id) == evidence(1)
    assert workspace.evidence(effect(2).id) is None
    assert workspace.batches() == [batch(2), batch(1)]
    assert workspace.batches(1) == [batch(2)]


@pytest.mark.parametrize(
    ("table", "column", "read"),
    [
        ("journal", "at", lambda workspace: workspace.journal()),
        ("evidence", "at", lambda workspace: workspace.evidence(effect(1).id)),
        ("batches", "created", lambda workspace: workspace.batches()),
    ],
)
def test_a_damaged_line_is_said_to_be_damaged(folder, workspace, table, column, read):
    workspace.enqueue([effect(1)], [evidence(1)], batch(1))
    assert read(workspace)
    raw = sqlite3.connect(folder / DATABASE_FILE)
    with raw:
        raw.execute(f"UPDATE {table} SET {column} = 'soon'")
    raw.close()
    with pytest.raises(WorkspaceCorrupt):
        read(workspace)


def test_the_clock_of_the_workspace_dates_its_own_lines(workspace):
    workspace.enqueue([effect(1)])
    assert [told.at for told in workspace.journal()] == [NOW]


def test_a_text_that_is_no_unicode_is_refused_whole(workspace):
    with pytest.raises(BugError, match="Unicode"):
        workspace.append([line(1), line(2, text="half a character: \ud83d")])
    assert workspace.journal() == []
