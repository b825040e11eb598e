"""The programs that `bench_ui` starts: a bare window, Muhr as it is, and Muhr with very many documents.

Each prints one line of JSON. Times are from the moment the parent started the process (its first argument).
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

PROGRAM, STARTED = sys.argv[1], float(sys.argv[2])


def since_start() -> float:
    """Milliseconds since the parent started this process."""
    return (time.time() - STARTED) * 1000


def memory(name: str = "VmRSS") -> float:
    """A line of /proc/self/status, in MB; 0 where there is none."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = status.read_text(encoding="utf-8").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:")), 0.0)


def bare() -> dict[str, Any]:
    """The least a PySide6 program can do."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    found: dict[str, Any] = {}

    class Bare(QWidget):
        """Says when it was painted."""

        def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
            QTimer.singleShot(0, self.painted)

        def painted(self) -> None:
            """After the paint."""
            found.setdefault("paint_ms", since_start())
            app.quit()

    app = QApplication([])
    window = Bare()
    window.resize(1280, 800)
    window.show()
    app.exec()
    return {**found, "rss_mb": memory()}


def watched(count: int, found: dict[str, Any]) -> None:
    """Let Muhr's own start tell when its window, and when its rows, were painted; then close it."""
    from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject, QTimer
    from PySide6.QtWidgets import QMainWindow

    from muhr.ui import app as ui

    class Watch(QObject):
        """Looks at the paint events."""

        def __init__(self, window: Any) -> None:
            super().__init__(window)
            self.window = window
            self._asleep = time.thread_time()
            QAbstractEventDispatcher.instance().aboutToBlock.connect(self._on_block)

        def _on_block(self) -> None:
            now = time.thread_time()
            if "rows_ms" not in found and "paint_ms" in found:
                found["turn_ms"] = max(found.get("turn_ms", 0.0), (now - self._asleep) * 1000)
            self._asleep = now

        def eventFilter(self, target: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint:
                if "paint_ms" not in found and isinstance(target, QMainWindow):
                    QTimer.singleShot(0, lambda: found.setdefault("paint_ms", since_start()))
                table = self.window.inbox.table
                if "rows_ms" not in found and target is table.viewport() and self.window.inbox.rows.rowCount() == count:
                    QTimer.singleShot(0, self._on_rows)
            return False

        def _on_rows(self) -> None:
            if "rows_ms" not in found:
                found["rows_ms"] = since_start()
                QTimer.singleShot(0, lambda: after(self.window, found))

    original = ui.open_window

    def open_window(application: Any, *arguments: Any, **named: Any) -> Any:
        window = original(application, *arguments, **named)
        application.installEventFilter(Watch(window))
        return window

    ui.open_window = open_window


def after(window: Any, found: dict[str, Any]) -> None:
    """What is measured once the rows are there."""
    if PROGRAM == "many":
        try_many(window, found)
    found["rss_mb"] = found.get("rss_mb", memory())
    window.close()


def painted(window: Any, action: Any) -> float:
    """How long something takes, to the painted table, in ms."""
    from PySide6.QtWidgets import QApplication

    began = time.perf_counter()
    action()
    window.inbox.table.viewport().repaint()
    took = (time.perf_counter() - began) * 1000
    QApplication.processEvents()
    return took


def settled(window: Any) -> None:
    """Wait until the refresh that follows the start is over as well (nobody answers it here) and nothing is read."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, deadline = QEventLoop(), time.monotonic() + 60
    tick = QTimer()  # the last event may have been before we began to wait
    tick.start(100)
    while (window.inbox.refreshing.refreshed is None or not window.session.jobs.idle) and time.monotonic() < deadline:
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def try_many(window: Any, found: dict[str, Any]) -> None:
    """Scroll, filter, sort and select over all rows."""
    from PySide6.QtCore import Qt

    settled(window)
    found["rss_mb"], found["peak_mb"] = memory(), memory("VmHWM")
    page = window.inbox
    bar = page.table.verticalScrollBar()
    by_line = [painted(window, lambda: bar.setValue(bar.value() + 32)) for _ in range(150)]
    by_page = [painted(window, lambda: bar.setValue(bar.value() + bar.maximum() // 150)) for _ in range(150)]
    found["scroll_ms"] = by_line + by_page
    typed = "намуна 12"
    queries = [typed[:at] for at in range(1, len(typed) + 1)] + ["f-9", "99", "usd", "20.11", "nothing like this", ""]
    found["filter_ms"] = {query: painted(window, lambda q=query: page.search.setText(q)) for query in queries}
    found["sort_ms"] = {
        f"{column.title} {way.name}": painted(window, lambda at=at, w=way: page.rows.sort(at, w))
        for at, column in enumerate(page.rows.columns)
        if column.title
        for way in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)
    }
    found["narrow_ms"] = try_filter(window)
    found["select_ms"] = painted(window, page.rows.tick_shown)
    page.rows.untick_all()
    found["grouped"] = try_grouped(window, queries)


def try_filter(window: Any) -> dict[str, float]:
    """Narrow by service, action and due date, with a search and without."""
    from muhr.domain.accounts import ProviderName
    from muhr.domain.documents import Action
    from muhr.ui.inbox.narrowing import Due, Narrowing

    page = window.inbox
    services, actions = frozenset({ProviderName.FAKTURA_UZ}), frozenset({Action.SIGN})
    choices = {
        "service": Narrowing(providers=services),
        "action": Narrowing(actions=frozenset({Action.REJECT})),
        "due": Narrowing(dues=frozenset({Due.OVERDUE, Due.NONE})),
        "all three": Narrowing(providers=services, actions=actions, dues=frozenset({Due.WEEK, Due.LATER, Due.NONE})),
    }
    found = {}
    for query in ("", "намуна"):
        page.search.setText(query)
        for name, choice in choices.items():
            what = f"{name}, {query}" if query else name
            found[what] = painted(window, lambda c=choice: page.filtering.choose(c))
            found[f"{what}, cleared"] = painted(window, page.filtering.clear)
    page.search.clear()
    return found


def try_grouped(window: Any, queries: list[str]) -> dict[str, Any]:
    """The same under the headings of the companies."""
    from PySide6.QtCore import Qt

    page = window.inbox
    found: dict[str, Any] = {"on_ms": painted(window, lambda: page.companies.switch.setChecked(True))}
    bar = page.table.verticalScrollBar()
    found["scroll_ms"] = [painted(window, lambda: bar.setValue(bar.value() + bar.maximum() // 150)) for _ in range(150)]
    bar.setValue(0)
    found["filter_ms"] = {query: painted(window, lambda q=query: page.search.setText(q)) for query in queries}
    found["sort_ms"] = {
        f"{column.title} {way.name}": painted(window, lambda at=at, w=way: page.rows.sort(at, w))
        for at, column in enumerate(page.rows.columns)
        if column.title
        for way in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)
    }
    found["narrow_ms"] = try_filter(window)
    found["fold_ms"] = [painted(window, lambda: page.rows.fold(0)) for _ in range(4)]
    return found


def muhr() -> dict[str, Any]:
    """`python -m muhr --workspace FOLDER`, watched."""
    folder, count = sys.argv[3], int(sys.argv[4])
    sys.argv = ["muhr", "--workspace", folder]
    found: dict[str, Any] = {}
    watched(count, found)
    from muhr.__main__ import main

    status = main()
    if status:
        raise SystemExit(status)
    return found


if __name__ == "__main__":
    print(json.dumps(bare() if PROGRAM == "bare" else muhr()))
