"""The one thread that touches devices, and the watch that notices that one came or went."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from muhr.domain.errors import BugError, KeyUnusable
from muhr.signing.devices import NAME, DeviceThread
from muhr.signing.watch import Watch

SECONDS = 30


@pytest.fixture
def devices():
    made = DeviceThread()
    yield made
    made.close()


def test_work_is_done_in_one_thread_in_order_and_its_errors_come_back(devices: DeviceThread) -> None:
    names = {devices.call(lambda: threading.current_thread().name) for _ in range(3)}
    assert names == {NAME}
    futures = [devices.start(lambda at=at: (at, threading.get_ident())) for at in range(20)]
    answers = [future.result(SECONDS) for future in futures]
    assert [at for at, _ in answers] == list(range(20))
    assert len({ident for _, ident in answers}) == 1
    with pytest.raises(ZeroDivisionError):
        devices.call(lambda: 1 // 0)
    assert devices.call(lambda: "still there") == "still there"


def test_work_within_the_thread_is_done_at_once(devices: DeviceThread) -> None:
    assert devices.call(lambda: devices.call(lambda: devices.call(lambda: 7))) == 7


def test_the_door_tells_who_does_not_come_through_it(devices: DeviceThread) -> None:
    devices.call(devices.assert_here)
    with pytest.raises(BugError):
        devices.assert_here()


def test_who_does_not_want_to_wait_is_told_and_the_work_is_not_done_later(devices: DeviceThread) -> None:
    held, done = threading.Event(), []
    first = devices.start(lambda: held.wait(SECONDS))
    with pytest.raises(KeyUnusable) as told:
        devices.call(lambda: done.append("late"), timeout=0.01)
    assert told.value.code == "device-busy"
    held.set()
    assert first.result(SECONDS)
    assert devices.call(lambda: list(done)) == []


def test_a_timeout_of_the_work_itself_is_its_own(devices: DeviceThread) -> None:
    def slow() -> None:
        raise TimeoutError("the reader")

    with pytest.raises(TimeoutError, match="the reader"):
        devices.call(slow, timeout=SECONDS)


def test_after_closing_nothing_more_is_begun(devices: DeviceThread) -> None:
    last = devices.start(lambda: "last")
    devices.close()
    devices.close()
    assert last.result(SECONDS) == "last"
    with pytest.raises(KeyUnusable):
        devices.call(lambda: None)


def counting(values: list[object]) -> tuple[Callable[[], object], threading.Event]:
    """A fingerprint that goes through `values` and says when the last one has been asked for."""
    ended, at = threading.Event(), iter(values)
    last = values[-1]

    def ask() -> object:
        value = next(at, last)
        if value is last:
            ended.set()
        return value

    return ask, ended


def test_a_change_is_told_once_and_what_is_there_at_the_start_is_not() -> None:
    heard: list[bool] = []
    told = threading.Event()
    ask, _ = counting([("a",), ("a", "b"), last := ("a", "b", "c")])

    def changed() -> None:
        heard.append(True)
        if ask() is last:
            told.set()

    watch = Watch([ask], changed)
    watch.start()
    assert told.wait(SECONDS)
    watch.stop()
    watch.stop()
    assert 1 <= len(heard) <= 2


def test_a_stopped_watch_tells_nothing() -> None:
    heard: list[bool] = []
    values = iter(range(1_000_000))
    watch = Watch([lambda: next(values)], lambda: heard.append(True))
    watch.stop()
    watch.start()
    watch.join(SECONDS)
    assert heard == []
