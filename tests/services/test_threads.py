"""The crew, the pool, the hub and the password question: order, limits, nothing lost, nothing left running."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import CancelledError
from dataclasses import dataclass, field

import pytest

from muhr.domain.errors import BugError, Cancelled, Refused
from muhr.domain.events import Event, RefreshStarted
from muhr.domain.prompts import PasswordRequest
from muhr.domain.signatures import KeyEntry, KeyKind
from muhr.services.crew import Crew, Pool
from muhr.services.hub import Hub
from muhr.services.question import PasswordQuestion, wipe

SECONDS = 20


@dataclass
class Gate:
    """Work that waits until it is let through, and counts how many are at it."""

    open: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    at_work: int = 0
    most: int = 0
    begun: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    done: list[int] = field(default_factory=list)

    def __call__(self, item: int) -> None:
        with self.lock:
            self.at_work += 1
            self.most = max(self.most, self.at_work)
        self.begun.release()
        assert self.open.wait(SECONDS)
        with self.lock:
            self.at_work -= 1
            self.done.append(item)


def test_a_crew_works_in_order_and_never_with_more_than_its_size() -> None:
    gate = Gate()
    crew = Crew("t", 3, gate)
    crew.add(range(10))
    for _ in range(3):
        assert gate.begun.acquire(timeout=SECONDS)
    assert gate.most == 3
    assert crew.waiting == 7
    assert crew.withdraw() == [3, 4, 5, 6, 7, 8, 9]
    gate.open.set()
    crew.close()
    assert crew.join(SECONDS)
    assert sorted(gate.done) == [0, 1, 2]


def test_a_crew_starts_no_thread_before_it_is_needed_and_reuses_them() -> None:
    before = threading.active_count()
    done = threading.Semaphore(0)
    crew = Crew("t", 4, lambda item: done.release())
    assert threading.active_count() == before
    for item in range(20):
        crew.add([item])
        assert done.acquire(timeout=SECONDS)
    crew.close()
    assert crew.join(SECONDS)


def test_a_crew_that_is_stuck_is_left_behind() -> None:
    gate = Gate()
    crew = Crew("t", 1, gate)
    crew.add([1])
    assert gate.begun.acquire(timeout=SECONDS)
    crew.close()
    assert not crew.join(0.01)
    gate.open.set()
    assert crew.join(SECONDS)


def test_a_pool_gives_values_and_errors() -> None:
    pool = Pool("t", 2)

    def refuse() -> None:
        raise Refused("no")

    def stumble() -> None:
        raise KeyError("x")

    assert pool.submit(lambda: 7).result(SECONDS) == 7
    with pytest.raises(Refused):
        pool.submit(refuse).result(SECONDS)
    with pytest.raises(BugError):
        pool.submit(stumble).result(SECONDS)
    pool.close(SECONDS)
    assert not pool.busy


def test_a_closing_pool_gives_up_what_nobody_has_begun() -> None:
    pool = Pool("t", 1)
    begun, go_on = threading.Event(), threading.Event()

    def first() -> int:
        begun.set()
        go_on.wait(SECONDS)
        return 1

    one, two = pool.submit(first), pool.submit(lambda: 2)
    assert begun.wait(SECONDS)
    assert pool.busy
    closing = threading.Thread(target=pool.close)
    closing.start()
    with pytest.raises(CancelledError):
        two.result(SECONDS)
    go_on.set()
    assert one.result(SECONDS) == 1
    closing.join(SECONDS)
    assert not closing.is_alive()


def test_every_listener_hears_even_when_another_stumbles(caplog: pytest.LogCaptureFixture) -> None:
    hub = Hub()
    heard: list[Event] = []

    def stumble(event: Event) -> None:
        raise ValueError("the password is hunter2")

    hub.subscribe(stumble)
    stop = hub.subscribe(heard.append)
    event = RefreshStarted(account_id="a")
    with caplog.at_level(logging.ERROR):
        hub.publish(event)
    assert heard == [event]
    assert "hunter2" not in caplog.text
    stop()
    stop()
    hub.publish(event)
    assert heard == [event]


# ------------------------------------------------------------------ the question

REQUEST = PasswordRequest(
    key=KeyEntry(id="k", kind=KeyKind.FILE, place="", name="k", identity=None, usable=True), purpose="Sign"
)


class Answering:
    def __init__(self, answer: bytearray | Exception) -> None:
        self.answer = answer

    def ask_password(self, request: PasswordRequest) -> bytearray:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_an_answer_is_given_to_the_caller() -> None:
    assert PasswordQuestion(Answering(bytearray(b"secret")), REQUEST).ask(SECONDS) == b"secret"


@pytest.mark.parametrize(("raised", "expected"), [(Cancelled("no"), Cancelled), (ValueError("?"), BugError)])
def test_what_the_prompts_raise_reaches_the_run(raised: Exception, expected: type[Exception]) -> None:
    with pytest.raises(expected):
        PasswordQuestion(Answering(raised), REQUEST).ask(SECONDS)


def test_a_question_that_was_abandoned_before_is_not_answered() -> None:
    password = bytearray(b"secret")
    question = PasswordQuestion(Answering(password), REQUEST)
    question.abandon()
    with pytest.raises(Cancelled):
        question.ask(SECONDS)


def test_abandoning_an_answered_question_does_no_harm() -> None:
    question = PasswordQuestion(Answering(bytearray(b"x")), REQUEST)
    assert question.ask(SECONDS) == b"x"
    question.abandon()


def test_wiping_leaves_only_zeros_in_the_same_buffer() -> None:
    password = bytearray(b"secret")
    wipe(password)
    assert password == bytes(6)
