"""How long a desk with five accounts takes to hear what waits, how quick its window stays, and what it costs at rest.

The services are the sandbox's, in a process of its own, and answer 50 ms later than they could. The desk and its window
are the real ones, on the offscreen platform.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from rows import Row

from muhr.bootstrap.assembly import assemble_desk, connectable
from muhr.bootstrap.child import SandboxProcess
from muhr.bootstrap.demo import account_of, desk_keyring, desk_verifier
from muhr.domain.events import Event, RefreshFinished
from muhr.services.desk import Desk
from muhr.workspace.secrets import SessionSecrets

ACCOUNTS, DOCUMENTS, LATENCY_MS = 5, 2_000, 50
SECONDS, TURN_MS = 5.0, 50.0
ROUNDS = 3
IDLE_SECONDS = 10.0


def control(info: Mapping[str, Any], path: str, body: Mapping[str, Any]) -> Any:
    """Tell the sandbox something."""
    data = json.dumps(body).encode()
    request = urllib.request.Request(f"{info['control']}/{path}", data, {"Content-Type": "application/json"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=120) as answer:
        return json.load(answer)


def chosen(info: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Five accounts that have a list and ask for no code: one of every service, then further ones."""
    here = {name.value for name in connectable()} - {"chmura_dokumentow"}  # which has no list
    able = [one for one in info["accounts"] if one["provider"] in here and not one.get("pin")]
    first = {one["provider"]: one for one in reversed(able)}
    others = [one for one in able if one not in first.values()]
    return [*first.values(), *others][:ACCOUNTS]


def fill(info: Mapping[str, Any], entries: list[Mapping[str, Any]]) -> None:
    """Let so many documents wait at each account."""
    for entry in entries:
        order = {"provider": entry["provider"], "count": DOCUMENTS}
        alone = entry["provider"] == "eurofaktura"  # it has one company
        control(info, "documents", order if alone else {**order, "company": entry["company"]["tax_id"]})


def open_desk(info: Mapping[str, Any], entries: list[Mapping[str, Any]], folder: Path) -> Desk:
    """A desk with these accounts on a workspace of its own."""
    desk = assemble_desk(
        folder,
        lambda: desk_verifier(info),
        SessionSecrets(),
        lambda verifier: desk_keyring(verifier, info),
        timedelta(seconds=1),
    )
    for entry in entries:
        desk.save_account(*account_of(entry, info))
    return desk


def refresh(desk: Desk) -> tuple[float, float]:
    """Seconds until every account's list is stored and can be shown, and until the contents and the past are there."""
    listed: list[float] = []
    began = time.perf_counter()

    def hear(event: Event) -> None:
        if isinstance(event, RefreshFinished):
            assert not event.error_code, event.error
            listed.append(time.perf_counter() - began)

    forget = desk.subscribe(hear)
    for future in desk.refresh():
        future.result(120)
    forget()
    assert len(listed) == len(desk.workspace.accounts())
    return max(listed), time.perf_counter() - began


class Turns:
    """The longest turns of the event loop: processor time of the GUI thread, and lateness by the clock on the wall."""

    def __init__(self) -> None:
        from PySide6.QtCore import QAbstractEventDispatcher, Qt, QTimer

        self.turn_ms = 0.0
        self.late_ms: list[float] = []
        self._asleep, self._ticked = time.thread_time(), time.perf_counter()
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self._on_block)
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(10)

    def _on_block(self) -> None:
        now = time.thread_time()
        self.turn_ms = max(self.turn_ms, (now - self._asleep) * 1000)
        self._asleep = now

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, (now - self._ticked) * 1000 - 10))
        self._ticked = now

    def reset(self) -> None:
        """Forget what was before."""
        self.turn_ms, self._asleep, self._ticked = 0.0, time.thread_time(), time.perf_counter()
        self.late_ms.clear()

    def stop(self) -> None:
        """Tick no more."""
        self._timer.stop()


def window_rows(info: Mapping[str, Any], entries: list[Mapping[str, Any]], folder: Path) -> list[Row]:
    """The window while its first refresh brings everything, and at rest afterwards."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QEventLoop, QTimer

    from muhr.ui.app import application, open_window
    from muhr.ui.session import Standing

    app = application()
    expected = len(entries) * DOCUMENTS

    def wait(condition: Callable[[], bool], seconds: float = 120.0) -> None:
        deadline, tick, loop = time.monotonic() + seconds, QTimer(), QEventLoop()
        tick.start(50)
        while not condition() and time.monotonic() < deadline:
            loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    desk = open_desk(info, entries, folder)
    window = open_window(app, desk, workspace=folder)
    wait(window.isVisible)
    turns = Turns()
    wait(lambda: window.inbox.at_rest and len(window.inbox.rows.rows) >= expected)
    wait(lambda: window.session.jobs.idle)
    first, late = turns.turn_ms, sorted(turns.late_ms)
    turns.reset()
    window.inbox.refresh()
    wait(lambda: not window.inbox.at_rest, 2)
    wait(lambda: window.inbox.at_rest and window.session.jobs.idle)
    again = turns.turn_ms
    turns.stop()
    shown = len(window.inbox.rows.rows)
    wait(lambda: False, 3)  # whatever is still looked at in the background comes to its end
    began, used = time.perf_counter(), time.process_time()
    loop = QEventLoop()
    QTimer.singleShot(int(IDLE_SECONDS * 1000), loop.quit)
    loop.exec()
    idle = (time.process_time() - used) / (time.perf_counter() - began) * 100
    window.close()
    wait(lambda: window.session.standing is Standing.CLOSED, 30)
    window.session.jobs.close()
    quantile = late[int(len(late) * 0.99)] if late else float("nan")
    note = f"processor time of the GUI thread; {shown:,} documents shown; by the clock 99 % within {quantile:.0f} ms"
    return [
        Row("longest turn of the window while it all comes", first, "ms", f"≤ {TURN_MS:.0f}", first <= TURN_MS, note),
        Row("longest turn of the window at a refresh that brings nothing new", again, "ms", f"≤ {TURN_MS:.0f}",
            again <= TURN_MS, "processor time of the GUI thread"),
        Row("processor at rest, window open", idle, "%", "≤ 1", idle <= 1,
            f"of one core, over {IDLE_SECONDS:.0f} s"),
    ]  # fmt: skip


def rows() -> list[Row]:
    """The rows of the bench table."""
    with tempfile.TemporaryDirectory(prefix="muhr-bench-") as name:
        base = Path(name)
        (base / "world").mkdir()
        sandbox = SandboxProcess(base / "world", base / "world.log", documents=None)
        with closing(sandbox):
            info = sandbox.info()
            entries = chosen(info)
            fill(info, entries)
            control(info, "latency", {"ms": LATENCY_MS})
            first, again = [], []
            for turn in range(ROUNDS):
                desk = open_desk(info, entries, base / f"desk-{turn}")
                try:
                    first.append(refresh(desk))
                    assert len(desk.inbox()) >= len(entries) * DOCUMENTS
                    again.append(refresh(desk))
                finally:
                    desk.close(60)
            shown = window_rows(info, entries, base / "window")
    cold, warm = (statistics.median(one for one, _ in found) for found in (first, again))
    whole = statistics.median(one for _, one in first)
    where = ", ".join(sorted({entry["provider"] for entry in entries}))
    name = f"refresh of {len(entries)} accounts × {DOCUMENTS:,} documents, {LATENCY_MS} ms latency"
    return [
        Row(f"{name}: all new", cold, "s", f"≤ {SECONDS:.0f}", cold <= SECONDS, f"{where}; median of {ROUNDS}"),
        Row(f"{name}: with every content and the past", whole, "s", "", None, f"median of {ROUNDS}"),
        Row(f"{name}: once more", warm, "s", f"≤ {SECONDS:.0f}", warm <= SECONDS, f"median of {ROUNDS}"),
        *shown,
    ]


if __name__ == "__main__":
    for row in rows():
        print(f"{row.name:80} {row.value:8.2f} {row.unit:3} {row.target:8} {row.met} {row.note}")
