"""What every provider must do alike, whatever happens on the way. The ledger of the sandbox has the last word."""

from __future__ import annotations

import logging
import tempfile
import traceback
from collections.abc import Callable
from datetime import timedelta

import pytest
from cases import CASES, WORKS, name_of

from bench import Bench, Case, Work
from muhr.domain.effects import Effect, EffectState
from muhr.domain.errors import Unauthorised
from muhr.services.desk import Decision
from muhr.services.reconcile import waits_for_person

OpenBench = Callable[[Case], Bench]

every_case = pytest.mark.parametrize("case", CASES, ids=name_of)
every_work = pytest.mark.parametrize("doing", WORKS, ids=name_of)
every_plain_work = pytest.mark.parametrize("doing", [one for one in WORKS if one[1].ref is not None], ids=name_of)
every_renewed_work = pytest.mark.parametrize("doing", [one for one in WORKS if one[0].expires], ids=name_of)


# ------------------------------------------------------------------ reading


@every_case
def test_a_right_login_works_and_a_wrong_one_is_told(case: Case, open_bench: OpenBench) -> None:
    bench = open_bench(case)
    assert bench.desk.test_account(bench.account, None).result(60).ok
    with pytest.raises(Unauthorised):
        bench.desk.test_account(bench.account, case.wrong(bench.credentials)).result(60)


@every_case
def test_what_waits_is_what_the_service_says(case: Case, open_bench: OpenBench) -> None:
    bench = open_bench(case)
    told = case.waiting(bench)
    lists = bench.desk.capabilities(bench.account.id).listing
    assert told or not lists, "the world has documents that wait"
    assert {one.ref.remote_id for one in bench.desk.inbox(bench.account.id)} == told


@every_case
def test_a_document_offers_only_what_the_provider_can(case: Case, open_bench: OpenBench) -> None:
    bench = open_bench(case)
    can = bench.desk.capabilities(bench.account.id)
    assert all(one.actions <= can.actions for one in bench.desk.inbox(bench.account.id))
    assert {work.action for work in case.works} <= can.actions
    assert {work.action for work in case.works if not work.asked} <= can.unasked
    assert not can.one_at_a_time or can.lanes == 1


# ------------------------------------------------------------------ writing


def sent(bench: Bench, work: Work) -> Effect:
    """Queue one and wait until it rests."""
    return bench.rest(bench.order(work))


def proven(bench: Bench, work: Work, effect: Effect, *, attempts: int | None = None) -> None:
    """It is done, happened once, and went out so often."""
    row = bench.row(effect)
    assert row.state is EffectState.DONE, (row.state, row.code, row.note)
    assert bench.count(work, effect) == 1
    if attempts is not None:
        assert row.attempts == attempts, row.note
        assert bench.requests(work) >= attempts


@every_work
def test_a_writing_action_happens_exactly_once(doing: tuple[Case, Work], open_bench: OpenBench) -> None:
    case, work = doing
    bench = open_bench(case)
    effect = sent(bench, work)
    proven(bench, work, effect, attempts=1)


@every_work
@pytest.mark.parametrize("kind", ["drop_after", "http_500_after", "half_body"])
def test_a_lost_answer_is_asked_for_and_nothing_is_sent_again(
    doing: tuple[Case, Work], kind: str, open_bench: OpenBench
) -> None:
    case, work = doing
    bench = open_bench(case)
    bench.fault(work.method, kind)
    effect = sent(bench, work)
    if not work.asked:
        assert waits_for_person(effect)
        assert bench.desk.resolve(effect.id, Decision.DONE).state is EffectState.DONE
    kinds = [line.kind for line in bench.desk.workspace.journal(effect_id=effect.id)]
    assert "effect-unknown" in kinds
    proven(bench, work, effect, attempts=1)


@every_work
@pytest.mark.parametrize("kind", ["drop_before", "http_500_before"])
def test_what_never_arrived_is_sent_again_once(doing: tuple[Case, Work], kind: str, open_bench: OpenBench) -> None:
    case, work = doing
    bench = open_bench(case)
    bench.fault(work.method, kind)
    effect = sent(bench, work)
    if not work.asked or not work.repeats:
        assert waits_for_person(effect), "nobody but a person can say that it did not happen"
        assert bench.count(work, effect) == 0
        bench.desk.resolve(effect.id, Decision.RESEND)
        bench.rest(effect)
    proven(bench, work, effect, attempts=2)
    row = bench.row(effect)
    assert (row.key, row.payload_sha256) == (effect.key, effect.payload_sha256), "the same bytes under the same key"


@every_work
def test_a_service_that_wants_a_pause_gets_one(doing: tuple[Case, Work], open_bench: OpenBench) -> None:
    case, work = doing
    bench = open_bench(case)
    bench.fault(work.method, "http_429_before", retry_after="1")
    effect = sent(bench, work)
    proven(bench, work, effect, attempts=2)
    kinds = [line.kind for line in bench.desk.workspace.journal(effect_id=effect.id)]
    assert "effect-unknown" not in kinds, "a 429 proves that nothing was done"


@every_renewed_work
def test_a_login_that_ends_in_the_middle_is_renewed_and_the_key_stays(
    doing: tuple[Case, Work], open_bench: OpenBench
) -> None:
    case, work = doing
    bench = open_bench(case)
    bench.fault(work.method, "expire_token")
    effect = sent(bench, work)
    proven(bench, work, effect)
    row = bench.row(effect)
    assert (row.key, row.payload_sha256) == (effect.key, effect.payload_sha256)
    assert bench.requests(work) == 2


@every_work
def test_a_request_that_the_network_doubles(doing: tuple[Case, Work], open_bench: OpenBench) -> None:
    case, work = doing
    bench = open_bench(case)
    bench.fault(work.method, "duplicate_delivery")
    effect = sent(bench, work)
    if not work.asked and waits_for_person(effect):
        bench.desk.resolve(effect.id, Decision.DONE)
    row = bench.row(effect)
    assert row.state is EffectState.DONE, (row.code, row.note)
    assert (row.attempts, bench.requests(work)) == (1, 1), "we have sent it once"
    assert bench.count(work, effect) == work.twice


@every_plain_work
def test_nothing_leaves_before_the_undo_window_is_over(doing: tuple[Case, Work], open_bench: OpenBench) -> None:
    case, work = doing
    bench = open_bench(case)
    bench.fault(work.method, "latency", seconds=0)  # counts the requests
    effect = bench.order(work, delay=timedelta(minutes=30))
    assert sum(future.result(60) for future in bench.desk.run_outbox()) == 0
    assert bench.row(effect).state is EffectState.QUEUED
    assert bench.desk.cancel(effect.id).state is EffectState.CANCELLED
    assert (bench.requests(work), bench.count(work, effect)) == (0, 0)
    again = bench.order(work, delay=timedelta(milliseconds=300))
    assert again.not_before is not None
    row = bench.rest(again)
    proven(bench, work, row, attempts=1)
    assert row.sent is not None
    assert row.sent >= again.not_before


# ------------------------------------------------------------------ secrets


@every_case
def test_no_secret_is_logged_or_kept(
    case: Case,
    open_bench: OpenBench,
    caplog: pytest.LogCaptureFixture,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scratch = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    caplog.set_level(logging.DEBUG)
    bench = open_bench(case)
    for number, work in enumerate(case.works):
        bench.fault(work.method, ("drop_after", "http_500_after", "half_body", "expire_token")[number % 4])
        effect = sent(bench, work)
        # A service without a list is asked nothing by a refresh: there the login goes wrong.
        # Every one of them: the new status of what was just done may be read by the same call.
        bench.fault(case.listing or case.login, "http_500_before", nth=None, every=1)
        with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is: its text is looked at
            bench.refresh() if case.listing else bench.desk.test_account(bench.account, None).result(60)
        secrets = bench.secrets()
        assert secrets
        told = f"{caplog.text}{caught.value!r}{bench.row(effect)!r}{bench.ear.events!r}"
        told += "".join(traceback.format_exception(caught.value))  # what a crash would print
        told += repr(bench.desk.workspace.journal(limit=1000))
        assert [one for one in secrets if one in told] == []
        bench.fault(work.method, "latency", seconds=0)
    for folder in (bench.folder, scratch):  # the database, its log, what was downloaded; temporary files
        kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
        assert [one for one in bench.secrets() if one.encode() in kept] == []
