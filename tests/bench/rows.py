"""The one shape of a bench result. Not responsible for measuring (each `bench_*.py`) nor for printing (`run.py`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the bench table."""

    name: str
    """What was measured, for people: "CMS with O'z DSt, one core"."""
    value: float
    """The figure, in `unit`."""
    unit: str
    """"ms", "/s", "×", "MB", "s", "documents"."""
    target: str
    """The promise in words, "≥ 1200", or empty when the row stands only beside others for comparison."""
    met: bool | None
    """Whether the promise is kept; None when there is none."""
    note: str = ""
    """What a reader must know: "measured beside", versions, how many rounds."""
