"""Sets the interpreter up for a window beside working threads; each setting with its measured reason."""

from __future__ import annotations

import gc
import linecache
import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401 - what is tuned here comes with it

SWITCH_INTERVAL = 0.001
"""Seconds after which a computing thread must offer the interpreter to the others. Python's own 5 ms, several times in
one frame, can be seen; measured while signing: 40 ms a frame before, 10 to 20 ms after."""

GARBAGE_THRESHOLDS = (10_000, 20, 50)
"""When the cycle collector looks. Python's own 700 makes it walk through everything that is loaded several times a
minute, with all threads waiting (measured: 54 ms with the demo, several hundred with 100,000 documents)."""


def tune() -> None:
    """Do all of it. Call it before the window's own modules are imported."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    _let_sources_be()


def _let_sources_be() -> None:
    """Keep PySide from reading the source of every module that is imported.

    WORKAROUND(shibokensupport/feature.py of PySide6 6.11): after each import, of whatever module, it reads the whole
    source text to see whether "PySide6" is in it, and leaves the text in `linecache`. That serves
    `from __feature__ import snake_case`, which nobody here uses. Measured: 35 ms and 14 MB for SQLAlchemy alone.
    """
    feature = sys.modules.get("shibokensupport.feature")
    linecache.clearcache()  # what it has read so far
    if hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", _uses_no_feature)  # noqa: B010 - it is somebody else's


def _uses_no_feature(_module: ModuleType) -> bool:
    return False
