"""The outbox: nothing twice, nothing half, every step permitted, damage set aside."""

from __future__ import annotations

import sqlite3
from dataclasses import fields, replace
from datetime import datetime, timedelta

import pytest
from workspace_records import NOW, account_id, batch, document, effect, evidence, line

from muhr.domain.documents import REPEATABLE, Action
from muhr.domain.effects import SETTLED, TRANSITIONS, Effect, EffectState, digest_of, moved
from muhr.domain.errors import BugError, InputError, WorkspaceCorrupt
from muhr.workspace.outbox import FARTHEST, INTERRUPTED_CODE, INTERRUPTED_NOTE
from muhr.workspace.record_rows import ANSWER_LIMIT, DAMAGED_CODE, DAMAGED_NOTE
from muhr.workspace.store import DATABASE_FILE

A = account_id()
LATER = NOW + timedelta(minutes=5)
S = EffectState


def put(workspace, *numbers, state=S.QUEUED, **changes):
    """Rows in a state, brought there by permitted steps."""
    workspace.enqueue([effect(number, **changes) for number in numbers])
    if state in (S.QUEUED, S.CANCELLED):
        steps = [state] if state is S.CANCELLED else []
    else:
        assert len(workspace.claim(A, 1000, NOW)) == len(numbers)
        steps = [S.UNKNOWN, state] if state is S.ABANDONED else [state] if state is not S.SENDING else []
    for step in steps:
        workspace.settle([replace(workspace.effect(f"{number:032x}"), state=step) for number in numbers])
    return [workspace.effect(f"{number:032x}") for number in numbers]


def spoil(folder, number, column="payload", value=b"changed"):
    raw = sqlite3.connect(folder / DATABASE_FILE)
    with raw:
        assert raw.execute(f"UPDATE effects SET {column} = ? WHERE id = ?", (value, f"{number:032x}")).rowcount == 1
    raw.close()


# ------------------------------------------------------------------ enqueue


def test_an_effect_comes_back_as_it_was(workspace):
    full = effect(1, not_before=LATER, sent=NOW, settled=NOW, attempts=2, asked=3, remote_id="r", answer=b"\x00\xff",
                  code="c", note="изоҳ", target_id="AbC")  # fmt: skip
    assert all(getattr(full, field.name) for field in fields(Effect))
    workspace.enqueue([full])
    assert workspace.effect(full.id) == full
    assert workspace.effects() == [full]
    assert workspace.effect("nobody") is None


def test_effects_stand_with_their_evidence_batch_and_journal_lines(workspace):
    workspace.enqueue([effect(1), effect(2)], [evidence(1), evidence(2)], batch(5))
    assert workspace.effects() == [effect(1), effect(2)]
    assert workspace.evidence(effect(1).id) == evidence(1)
    assert workspace.batches() == [batch(5)]
    (told,) = workspace.journal(effect_id=effect(2).id)
    assert (told.kind, told.text, told.at, told.account_id) == ("effect-queued", effect(2).title, NOW, A)
    assert told.remote_id == effect(2).target_id
    assert told.batch_id == effect(2).batch_id


def test_nothing_is_stored_when_the_evidence_cannot_be(workspace):
    with pytest.raises(BugError):
        workspace.enqueue([effect(1)], [evidence(2)], batch())
    assert (workspace.effects(), workspace.batches(), workspace.journal()) == ([], [], [])


def test_only_queued_effects_of_known_accounts_are_taken(workspace):
    with pytest.raises(BugError, match="queued"):
        workspace.enqueue([effect(1), effect(2, state=S.DONE)])
    with pytest.raises(InputError) as caught:
        workspace.enqueue([effect(1), effect(2, account_number=9)])
    assert caught.value.code == "account-unknown"
    assert workspace.effects() == []


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("action", [Action.SIGN, Action.REJECT])
def test_a_target_has_one_open_effect_and_one_done_of_each_action(workspace, state, action):
    put(workspace, 1, state=state)
    second = replace(effect(2), target_id=effect(1).target_id.upper(), action=action)
    others = [effect(3), effect(4)]
    blocked = {S.QUEUED, S.SENDING, S.UNKNOWN} | ({S.DONE} if action is Action.SIGN else set())
    if state in blocked:
        with pytest.raises(InputError) as caught:
            workspace.enqueue([others[0], second, others[1]])
        assert caught.value.code == "effect-open"
        assert caught.value.facts["titles"] == [second.title]
        assert len(workspace.effects()) == 1
    else:
        workspace.enqueue([others[0], second, others[1]])
        assert len(workspace.effects()) == 4


@pytest.mark.parametrize("action", list(Action))
def test_a_payment_may_follow_a_payment_and_nothing_else_is_done_twice(workspace, action):
    put(workspace, 1, state=S.DONE, action=action, target_id="t")
    if action in REPEATABLE:
        workspace.enqueue([effect(2, action=action, target_id="t")])
        with pytest.raises(InputError):
            workspace.enqueue([effect(3, action=action, target_id="t")])  # one at a time all the same
    else:
        with pytest.raises(InputError):
            workspace.enqueue([effect(2, action=action, target_id="t")])


def test_the_same_target_twice_in_one_call(workspace):
    for second in (replace(effect(2), target_id=effect(1).target_id, action=Action.REJECT),
                   replace(effect(2), target_id=effect(1).target_id.upper())):  # fmt: skip
        with pytest.raises(InputError, match=r"S-2"):
            workspace.enqueue([effect(1), second])
    assert workspace.effects() == []


def test_the_same_target_of_another_account_is_another_target(workspace):
    workspace.enqueue([effect(1), effect(2, account_number=1, target_id=effect(1).target_id)])
    assert len(workspace.effects()) == 2


def test_a_key_and_an_id_are_used_once(workspace):
    put(workspace, 1, state=S.DONE)
    for second in (effect(2, key=effect(1).key), replace(effect(2), id=effect(1).id)):
        with pytest.raises(InputError) as caught:
            workspace.enqueue([second])
        assert caught.value.code == "effect-open"
    put(workspace, 3, state=S.REFUSED)
    workspace.enqueue([effect(4, key=effect(3).key)])


@pytest.mark.parametrize("target", [effect(1).target_id, effect(1).target_id.upper()])
def test_the_database_itself_forbids_a_second_open_row(folder, workspace, target):
    put(workspace, 1)
    raw = sqlite3.connect(folder / DATABASE_FILE)
    columns = [name for (_, name, *_) in raw.execute("PRAGMA table_info(effects)") if name != "position"]
    changed = {"id": "'x'", "key": "'x'", "target_id": f"'{target}'"}
    select = ", ".join(changed.get(name, name) for name in columns)
    for action in ("sign", "reject"):
        chosen = select.replace("action", repr(action), 1)
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            raw.execute(f"INSERT INTO effects ({', '.join(columns)}) SELECT {chosen} FROM effects")
    raw.close()


def test_many_are_queued_at_once(workspace):
    put(workspace, *range(1200))
    assert [one.id for one in workspace.effects()] == [effect(number).id for number in range(1200)]
    with pytest.raises(InputError, match=r"S-1199, .*Nothing"):
        workspace.enqueue([replace(effect(number), id=f"x{number}", key=f"x{number}") for number in range(1199, 2400)])
    with pytest.raises(InputError, match="…"):
        workspace.enqueue([replace(effect(number), id=f"x{number}", key=f"x{number}") for number in range(1190, 2400)])


# ------------------------------------------------------------------ claim


def test_the_oldest_are_claimed_first_and_only_once(workspace):
    put(workspace, *range(5))
    first = workspace.claim(A, 2, LATER)
    assert first == [replace(effect(number), state=S.SENDING, attempts=1, sent=LATER) for number in range(2)]
    assert [workspace.effect(one.id) for one in first] == first
    assert [one.id for one in workspace.claim(A, 9, LATER)] == [effect(number).id for number in (2, 3, 4)]
    assert workspace.claim(A, 9, LATER) == []


def test_claims_are_for_one_account_and_not_before_their_time(workspace):
    workspace.enqueue([effect(1, not_before=LATER), effect(2), effect(3, account_number=1)])
    assert [one.id for one in workspace.claim(A, 9, NOW)] == [effect(2).id]
    assert workspace.claim(A, 9, LATER - timedelta(microseconds=1)) == []
    (claimed,) = workspace.claim(A, 9, LATER)
    assert (claimed.id, claimed.not_before) == (effect(1).id, None)
    assert workspace.claim(A, 0, LATER) == []


def test_a_pause_set_by_a_clock_that_was_put_back_is_not_waited_for(workspace):
    workspace.enqueue([effect(1, not_before=NOW + FARTHEST), effect(2, not_before=NOW + FARTHEST * 2)])
    assert [one.id for one in workspace.claim(A, 9, NOW)] == [effect(2).id]
    assert workspace.claim(A, 9, NOW + FARTHEST - timedelta(microseconds=1)) == []
    assert [one.id for one in workspace.claim(A, 9, NOW + FARTHEST)] == [effect(1).id]


def test_a_second_try_counts_and_starts_to_ask_anew(workspace):
    (row,) = put(workspace, 1, state=S.UNKNOWN)
    workspace.settle([replace(row, asked=2)])
    workspace.settle([moved(workspace.effect(row.id), S.QUEUED)])
    (again,) = workspace.claim(A, 1, LATER)
    assert (again.attempts, again.asked, again.payload) == (2, 0, effect(1).payload)


# ------------------------------------------------------------------ settle


@pytest.mark.parametrize("stored", S)
@pytest.mark.parametrize("wanted", S)
def test_a_row_takes_exactly_the_permitted_steps(workspace, stored, wanted):
    (row,) = put(workspace, 1, state=stored)
    put(workspace, 2)
    (other,) = workspace.claim(A, 1, NOW) if stored is not S.QUEUED else [None]
    told = [line(1)]
    changed = replace(row, state=wanted, note="yangi")
    group = [changed] if other is None else [moved(other, S.DONE), changed]
    permitted = wanted in TRANSITIONS[stored] or (stored is wanted is S.UNKNOWN)
    if permitted:
        workspace.settle(group, told)
        assert workspace.effect(row.id) == changed
        assert told[0] in workspace.journal()
    else:
        with pytest.raises(BugError) as caught:
            workspace.settle(group, told)
        assert caught.value.facts["states"][row.id] == stored.value
        assert workspace.effect(row.id) == row
        assert other is None or workspace.effect(other.id) == other
        assert told[0] not in workspace.journal()


def test_the_stored_state_decides_not_the_one_last_seen(workspace):
    (row,) = put(workspace, 1, state=S.SENDING)
    workspace.settle([moved(row, S.DONE)])
    with pytest.raises(BugError):
        workspace.settle([moved(row, S.UNKNOWN)])
    assert workspace.effect(row.id).state is S.DONE


def test_an_unknown_row_and_a_row_twice(workspace):
    (row,) = put(workspace, 1, state=S.SENDING)
    with pytest.raises(BugError):
        workspace.settle([moved(row, S.DONE), replace(effect(9), state=S.CANCELLED)])
    with pytest.raises(BugError, match="twice"):
        workspace.settle([moved(row, S.DONE), moved(row, S.UNKNOWN)])
    assert workspace.effect(row.id) == row
    workspace.settle([])


def test_bytes_key_and_target_cannot_be_changed(workspace):
    (row,) = put(workspace, 1, state=S.SENDING)
    forged = replace(row, state=S.UNKNOWN, payload=b"other", payload_sha256=digest_of(b"other"), key="other",
                     target_id="other", account_id=account_id(1), action=Action.DELETE, title="other")  # fmt: skip
    workspace.settle([forged])
    assert workspace.effect(row.id) == replace(row, state=S.UNKNOWN)


def test_of_an_answer_64_kib_are_kept(workspace):
    (row,) = put(workspace, 1, state=S.SENDING)
    workspace.settle([moved(row, S.UNKNOWN, answer=b"a" * (ANSWER_LIMIT + 1))])
    assert workspace.effect(row.id).answer == b"a" * 65536


def test_many_settle_in_one_go_each_with_its_own_end(workspace):
    rows = put(workspace, *range(64), state=S.SENDING)
    ends = [S.DONE, S.REFUSED, S.UNKNOWN, S.QUEUED]
    settled = [moved(row, ends[number % 4], note=str(number)) for number, row in enumerate(rows)]
    workspace.settle(settled, [line(number) for number in range(64)])
    assert workspace.effects() == settled
    assert workspace.effects(open_only=True) == [one for one in settled if one.state not in SETTLED]
    assert workspace.effects(account_id(1)) == []


def test_open_targets(workspace):
    put(workspace, 1, state=S.DONE)
    (unknown,) = put(workspace, 2, state=S.UNKNOWN, target_id="ABC")
    (queued,) = put(workspace, 3)
    assert workspace.open_effect_targets(A) == {"abc": unknown, document(3).ref.remote_id: queued}
    assert workspace.open_effect_targets(account_id(1)) == {}


# ------------------------------------------------------------------ recover


def test_after_a_crash_what_was_on_its_way_is_unknown(workspace, reopen):
    put(workspace, 1, state=S.DONE)
    put(workspace, 2, 3, state=S.SENDING)
    put(workspace, 4)
    again = reopen()
    recovered = again.recover(LATER)
    assert [one.id for one in recovered] == [effect(2).id, effect(3).id]
    assert {(one.state, one.code, one.note, one.asked) for one in recovered} == {
        (S.UNKNOWN, INTERRUPTED_CODE, INTERRUPTED_NOTE, 0)
    }
    assert [again.effect(one.id) for one in recovered] == recovered
    assert [one.state for one in again.effects()] == [S.DONE, S.UNKNOWN, S.UNKNOWN, S.QUEUED]
    assert [told.kind for told in again.journal(effect_id=effect(3).id)] == ["effect-interrupted", "effect-queued"]
    assert again.recover(LATER) == []


# ------------------------------------------------------------------ damage


def test_a_damaged_row_is_never_sent_and_keeps_nobody_waiting(folder, workspace):
    put(workspace, *range(6))
    for number in (0, 1, 3):
        spoil(folder, number)
    claimed = workspace.claim(A, 2, LATER)
    assert [one.id for one in claimed] == [effect(2).id, effect(4).id]
    for number in (0, 1, 3):
        row = workspace.effect(effect(number).id)
        assert (row.state, row.code, row.note, row.payload) == (
            S.CANCELLED if number < 3 else row.state, DAMAGED_CODE, DAMAGED_NOTE, b"",
        )  # fmt: skip
    assert [told.kind for told in workspace.journal(effect_id=effect(0).id)] == ["effect-damaged", "effect-queued"]
    assert workspace.journal(effect_id=effect(0).id)[0].at == LATER
    assert [one.id for one in workspace.claim(A, 9, LATER)] == [effect(5).id]
    assert workspace.effect(effect(3).id).state is S.CANCELLED
    workspace.enqueue([replace(effect(10), target_id=effect(0).target_id)])  # the person may sign it anew


def test_a_damaged_row_on_its_way_can_still_be_asked_about_and_ended(folder, workspace):
    put(workspace, 1, state=S.SENDING)
    spoil(folder, 1, "payload_sha256", "0" * 64)
    (row,) = workspace.recover(LATER)
    assert row.state is S.UNKNOWN
    (listed,) = workspace.effects()
    assert (listed.state, listed.code, listed.payload) == (S.UNKNOWN, WorkspaceCorrupt.code, b"")
    workspace.settle([moved(listed, S.DONE, code="", note="proven")])
    assert workspace.effect(row.id).state is S.DONE


def test_a_row_that_cannot_be_read_at_all_is_said_to_be_damaged(folder, workspace):
    put(workspace, 1)
    spoil(folder, 1, "created", "soon")
    with pytest.raises(WorkspaceCorrupt, match=effect(1).id):
        workspace.effects()
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        spoil(folder, 1, "state", "asleep")


def test_moments_of_the_outbox_have_a_time_zone(workspace):
    with pytest.raises(BugError, match="time zone"):
        workspace.claim(A, 1, datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point
