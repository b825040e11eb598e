"""The fictional companies and their papers. Nothing here knows a provider or a protocol."""

from __future__ import annotations

from muhr.sandbox.world.companies import COUNTERPARTIES, OURS, STRANGER, Company, Person
from muhr.sandbox.world.papers import Line, Paper, PaperKind, Standing
from muhr.sandbox.world.story import filler, story

__all__ = [
    "COUNTERPARTIES",
    "OURS",
    "STRANGER",
    "Company",
    "Line",
    "Paper",
    "PaperKind",
    "Person",
    "Standing",
    "filler",
    "story",
]
