"""The providers the contract suite is run against: every `case_<folder>` that stands beside this file."""

from __future__ import annotations

import importlib
from pathlib import Path

from bench import Case, Work

CASES: list[Case] = [
    importlib.import_module(path.stem).CASE for path in sorted(Path(__file__).parent.glob("case_*.py"))
]
WORKS: list[tuple[Case, Work]] = [(case, work) for case in CASES for work in case.works]


def name_of(value: object) -> str:
    """For the names of tests."""
    if isinstance(value, tuple):
        case, work = value
        return f"{case.provider.value}-{work.name}"
    return value.provider.value if hasattr(value, "provider") else str(value)
