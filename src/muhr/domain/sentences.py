"""Sentences of the core: an English text that remembers its template and its facts, so that a face can say it anew.

A `Sentence` is a `str`: wherever a text is stored, printed or sent as JSON it is the English one, unchanged. The window
translates `template` and fills in `facts`. Facts are plain text from anywhere, or values that a face writes in its own
way (days, moments, amounts), or sentences themselves; they are never read as a template.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath
from typing import TypeAlias

from muhr.domain.money import Money, spell

Fact: TypeAlias = "str | int | Decimal | date | Money | PurePath | None"
"""What can stand in a sentence; `Sentence` and `datetime` (aware) included."""


class Sentence(str):
    """An English sentence with what it was made of. Immutable in spirit; equal to the same text."""

    __slots__ = ("facts", "template")

    template: str
    """The English text with `{name}` for each fact."""
    facts: dict[str, Fact]

    def __new__(cls, template: str, facts: dict[str, Fact]) -> Sentence:
        """Fill in the facts, in English."""
        text = template.format(**{name: _english(fact) for name, fact in facts.items()}) if facts else template
        made = super().__new__(cls, text)
        made.template = template
        made.facts = facts
        return made

    def __reduce__(self) -> tuple[type[Sentence], tuple[str, dict[str, Fact]]]:
        """Copies and pickles stay sentences."""
        return Sentence, (self.template, self.facts)


def say(template: str, **facts: Fact) -> Sentence:
    """Make a sentence.

    Args:
        template: a literal (the catalogue is collected from the source), with `{name}` for each fact and nothing else
            in braces. Without facts the braces are not read.
        facts: what stands in the braces.
    """
    return Sentence(template, facts)


def kept(text: str) -> Sentence:
    """One of our own texts that has lost its facts, because it was stored or is a bare literal: faces look it up."""
    return text if isinstance(text, Sentence) else Sentence(text, {})


def ended(text: str) -> str:
    """The text with a full stop, unless it has one."""
    return text if text.endswith(".") else say("{text}.", text=text)


def listed(first: str, second: str) -> str:
    """Two sentences, one after the other; either may be empty."""
    return say("{first} {second}", first=first, second=second) if first and second else first or second


def _english(fact: Fact) -> str:
    if isinstance(fact, Money):
        return spell(fact).strip()
    if isinstance(fact, datetime):
        return f"{fact:%Y-%m-%d %H:%M}"
    return "" if fact is None else str(fact)
