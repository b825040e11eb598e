"""The window stays awake while hundreds of documents are refreshed, reviewed, signed and delivered."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from muhr.bootstrap import start_demo
from muhr.domain.documents import Action
from muhr.domain.events import Step
from muhr.ui.parts.sheet import Sheet
from muhr.ui.places import Place
from muhr.ui.window import MainWindow

Until = Callable[[Callable[[], object]], None]

DOCUMENTS = 200
BEAT_MS = 10
LIMIT_MS = 50
"""What a person does not notice."""
LOADED = 2
"""Processor time of the same work on a machine whose second thread of the core is busy with somebody else's."""


CROWDED = 5
"""How much later everything may be while other programs want the same two processors."""


class StallMeter(QObject):
    """Measures how long the GUI thread is at something before it looks at its events again.

    Two clocks, for the machine is shared. The processor time of this thread from one falling asleep to the next does
    not count what others take away, and shows what the window itself costs. The lateness of a heartbeat on the wall
    clock shows waiting as well (for a lock, a disk, the interpreter); its median and, more generously, its 95th
    percentile are judged, for a single beat may fall into a moment in which somebody else has the processor.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        self.busy: list[float] = []
        self.late: list[float] = []
        self._asleep = time.thread_time()
        self._beat = time.perf_counter()
        dispatcher.aboutToBlock.connect(self._on_block)
        self._heart = QTimer(self)
        self._heart.setTimerType(Qt.TimerType.PreciseTimer)
        self._heart.timeout.connect(self._on_beat)
        self._heart.start(BEAT_MS)

    def _on_block(self) -> None:
        now = time.thread_time()
        self.busy.append((now - self._asleep) * 1000)
        self._asleep = now

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self.late.append((now - self._beat) * 1000 - BEAT_MS)
        self._beat = now

    def lateness(self, share: float) -> float:
        """So late, in ms, this share of the beats was at most."""
        return sorted(self.late)[int(len(self.late) * share)]


def test_the_meter_sees_a_stall(until: Until, qapp: QApplication):
    meter, ran = StallMeter(qapp), []

    def burn() -> None:
        end = time.thread_time() + 0.08
        while time.thread_time() < end:
            pass
        ran.append(1)

    QTimer.singleShot(0, burn)
    until(lambda: bool(ran) and len(meter.late) > 3)
    assert max(meter.busy) >= 75
    assert max(meter.late) >= 60
    meter.deleteLater()


def test_nothing_holds_up_the_window_while_many_are_signed(windows, until: Until, password_of):
    with start_demo(documents=DOCUMENTS) as world:
        window: MainWindow = windows.open(world.desk, world.folder, world)
        meter = StallMeter(window)
        page = window.inbox
        until(lambda: page.rows.rowCount() > DOCUMENTS and window.session.jobs.idle)
        by_company: dict[str, list] = {}
        for one in page.rows.rows:
            if Action.SIGN in one.actions:
                by_company.setdefault(one.company.tax_id, []).append(one.ref)
        page.rows.set_ticked(max(by_company.values(), key=len))
        window.sign([one.ref for one in page.rows.ticked])
        sheet = window.signing
        assert sheet is not None
        until(sheet.go_on.isEnabled)
        sheet.go_on.click()
        sheet.password.field.setText(password_of(world, sheet.review.chooser.key.id))
        sheet.sign.click()
        until(lambda: not sheet.running)
        assert sheet.progress.counts[Step.CONFIRMED] > DOCUMENTS
        assert max(meter.busy) <= LIMIT_MS * LOADED
        assert meter.lateness(0.5) <= LIMIT_MS
        assert meter.lateness(0.95) <= LIMIT_MS * CROWDED
        sheet.accept()
        windows.close(window)


class _Shown(QObject):
    """Remembers every widget that was shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.widgets: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.widgets.append(type(watched).__name__)
        return False


@pytest.mark.parametrize("place", list(Place))
def test_nothing_flashes_up_as_a_window_of_its_own(
    still_world, windows, until: Until, qapp: QApplication, place: Place
):
    """A widget that is shown before it has a parent is a window for a moment, and takes the focus away."""
    shown = _Shown()
    qapp.installEventFilter(shown)
    try:
        window = windows.open(still_world.desk, still_world.folder, still_world)
        windows.wait_for_inbox(window)
        window.go(place)
        windows.rest(window)
        if place is Place.INBOX:
            window.sign([one.ref for one in window.inbox.rows.rows])
            until(window.signing.go_on.isEnabled)
            assert issubclass(type(window.signing), Sheet)
            window.signing.reject()
        windows.leave(window)
    finally:
        qapp.removeEventFilter(shown)
    assert set(shown.widgets) <= {"MainWindow", "SigningSheet"}
