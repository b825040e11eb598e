"""Closes the window calmly when the system asks the program to end (logging out, `kill`, Ctrl-C). Knows no pages."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QWidget

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def closed_when_asked(window: QWidget) -> Iterator[None]:
    """While this lasts, SIGTERM and SIGINT close `window` as the person would: what is under way is finished first.

    Python runs a signal's handler only between two of its own instructions, and Qt's loop may wait for minutes; so the
    signal also writes a byte into a socket that the loop watches.
    """
    reader, writer = socket.socketpair()
    for end in (reader, writer):
        end.setblocking(False)
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read, window)
    notifier.activated.connect(lambda *_: reader.recv(64))
    before = {number: signal.signal(number, lambda *_: window.close()) for number in SIGNALS}
    descriptor = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(descriptor)
        for number, handler in before.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        reader.close()
        writer.close()
