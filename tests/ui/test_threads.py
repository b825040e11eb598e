"""Between threads: results, events and questions arrive where they belong, once, and end when the window ends."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from muhr.domain.errors import Cancelled, InputError
from muhr.domain.events import RefreshStarted
from muhr.domain.prompts import PasswordRequest
from muhr.domain.signatures import KeyEntry, KeyKind
from muhr.ui.bridge import EventBridge
from muhr.ui.prompts import Question, WindowPrompts
from muhr.ui.work import Jobs

KEY = KeyEntry(id="k", kind=KeyKind.FILE, place=str(Path("/keys")), name="k.pfx", identity=None, usable=True)
REQUEST = PasswordRequest(key=KEY, purpose="Sign 2 documents for Namuna Savdo MChJ")


def in_thread(work) -> Future:
    future: Future = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it is handed on
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future


@pytest.fixture
def jobs(qtbot: QtBot):
    made = Jobs()
    yield made
    made.close()


def test_work_is_done_elsewhere_and_handed_back_here(qtbot: QtBot, jobs: Jobs):
    seen: list[tuple[int, bool]] = []
    owner = QObject()
    jobs.run(owner, threading.get_ident, lambda ident: seen.append((ident, QThread.isMainThread())))
    assert not jobs.idle
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != threading.get_ident()
    assert seen[0][1]
    assert jobs.idle


def test_an_exception_goes_to_who_asked_or_to_the_signal(qtbot: QtBot, jobs: Jobs):
    owner, mine, others = QObject(), [], []

    def fail() -> None:
        raise InputError("no")

    jobs.trouble.connect(others.append)
    jobs.run(owner, fail, trouble=mine.append)
    jobs.run(owner, fail)
    qtbot.waitUntil(lambda: bool(mine and others))
    assert isinstance(mine[0], InputError)
    assert isinstance(others[0], InputError)


def test_nobody_is_called_for_a_widget_that_is_gone(qtbot: QtBot, jobs: Jobs):
    owner, called, gate = QObject(), [], threading.Event()
    jobs.run(owner, lambda: gate.wait(10), called.append)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    gate.set()
    qtbot.waitUntil(lambda: jobs.idle)
    assert called == []


def test_closing_waits_and_then_nothing_more_arrives(qtbot: QtBot):
    jobs, owner, called = Jobs(), QObject(), []
    begun, gate, ended = threading.Event(), threading.Event(), []

    def work() -> None:
        begun.set()
        gate.wait(10)
        ended.append(1)

    jobs.run(owner, work, called.append)
    assert begun.wait(10)
    threading.Timer(0.05, gate.set).start()
    jobs.close()
    assert ended == [1]
    late: Future[int] = Future()
    jobs.follow(owner, late, called.append)
    late.set_result(1)
    jobs.run(owner, lambda: 1, called.append)
    assert called == []


def test_a_cancelled_future_calls_nobody(qtbot: QtBot, jobs: Jobs):
    called, future = [], Future()
    jobs.follow(QObject(), future, called.append, called.append)
    future.cancel()
    future.set_running_or_notify_cancel()
    qtbot.waitUntil(lambda: jobs.idle)
    assert called == []


def test_events_of_many_threads_arrive_in_order_and_in_few_pieces(qtbot: QtBot):
    bridge, heard = EventBridge(), []
    bridge.happened.connect(heard.append)

    def publish(name: str) -> None:
        for at in range(500):
            bridge.publish(RefreshStarted(account_id=f"{name}{at}"))

    threads = [threading.Thread(target=publish, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    qtbot.waitUntil(lambda: sum(map(len, heard)) == 1500)
    for name in "abc":
        mine = [event.account_id for piece in heard for event in piece if event.account_id.startswith(name)]
        assert mine == [f"{name}{at}" for at in range(500)]
    assert len(heard) < 50


def test_a_closed_bridge_hears_nothing(qtbot: QtBot):
    bridge, heard = EventBridge(), []
    bridge.happened.connect(heard.append)
    bridge.publish(RefreshStarted(account_id="a"))
    bridge.close()
    bridge.publish(RefreshStarted(account_id="b"))
    other, done = EventBridge(), []
    other.happened.connect(done.append)
    other.publish(RefreshStarted(account_id="c"))
    qtbot.waitUntil(lambda: bool(done))
    assert heard == []


def test_the_worker_gets_the_answer_of_the_window(qtbot: QtBot):
    prompts = WindowPrompts()

    def answer(question: Question) -> None:
        assert QThread.isMainThread()
        assert question.request is REQUEST
        question.answer(bytearray(b"parol"))

    prompts.asked.connect(answer)
    future = in_thread(lambda: prompts.ask_password(REQUEST))
    qtbot.waitUntil(future.done)
    assert future.result() == bytearray(b"parol")


def test_cancel_is_a_no(qtbot: QtBot):
    prompts = WindowPrompts()
    prompts.asked.connect(Question.cancel)
    future = in_thread(lambda: prompts.ask_password(REQUEST))
    qtbot.waitUntil(future.done)
    with pytest.raises(Cancelled):
        future.result()


def test_silence_is_a_no_and_a_late_answer_is_overwritten(qtbot: QtBot):
    prompts, asked = WindowPrompts(patience=timedelta(milliseconds=50)), []
    prompts.asked.connect(asked.append)
    future = in_thread(lambda: prompts.ask_password(REQUEST))
    qtbot.waitUntil(lambda: future.done() and bool(asked))
    with pytest.raises(Cancelled) as caught:
        future.result()
    assert caught.value.code == "prompt-timeout"
    late = bytearray(b"parol")
    asked[0].answer(late)
    assert late == bytearray(5)


def test_a_closed_window_says_no_to_the_open_question_and_to_the_next(qtbot: QtBot):
    prompts, asked = WindowPrompts(), []
    prompts.asked.connect(asked.append)
    future = in_thread(lambda: prompts.ask_password(REQUEST))
    qtbot.waitUntil(lambda: bool(asked))
    prompts.close()
    qtbot.waitUntil(future.done)
    with pytest.raises(Cancelled):
        future.result()
    with pytest.raises(Cancelled):
        prompts.ask_password(REQUEST)
