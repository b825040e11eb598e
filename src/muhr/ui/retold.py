"""Says the core's sentences in the person's language: the template translated, the facts filled in. No widgets.

A live sentence carries its template and facts (`domain.sentences`). A stored one (journal, remark of an effect) is
English text only: it is recognised by the catalogue's templates, when exactly one reading fits; else it stays as it is.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from PySide6.QtCore import QCoreApplication

from muhr.domain.money import Money
from muhr.domain.sentences import Fact, Sentence
from muhr.resources import resource_dir
from muhr.ui.spelling import amount, day, moment, number

CORE = "muhr.core"
"""The context of the core's sentences: a provider's word "Signed" must not be taken for a word of the window."""

LEAST = 12
"""A template with fewer letters of its own would recognise itself in anything, and a shorter text ("Signed")
may well be a provider's own word."""
LONGEST = 2_000
"""Characters of a stored text that is compared with templates at all."""

_OURS = frozenset({"error", "first", "second", "why", "problem", "reason", "note"})
"""Facts that are sentences of the core themselves, where they are. What comes from outside has other names, or is
translated only if it is, to the letter, a sentence of ours."""


def retold(text: str) -> str:
    """Give a text of the core in the person's language; a text that is not the core's comes back as it is."""
    if isinstance(text, Sentence) and text.facts:
        return _filled(text.template, {name: _spelled(fact) for name, fact in text.facts.items()})
    ours = _translated(text) if isinstance(text, Sentence) else text
    return ours if ours != text else _recognised(str(text))


def retold_journal(text: str) -> str:
    """The same for a journal line: what happened, to which document, and the remark in brackets."""
    what, colon, rest = text.partition(": ")
    said = _event(what)
    if not colon or said == what:
        return retold(text)
    title, bracket, note = rest, "", ""
    at = rest.find(" (") if rest.endswith(")") else -1
    while at >= 0:
        inside = rest[at + 2 : -1]
        if _recognised(inside) != inside:
            title, bracket, note = rest[:at], " (", f"{_recognised(inside)})"
            break
        at = rest.find(" (", at + 1)
    return f"{said}{colon}{title}{bracket}{note}"


def _event(what: str) -> str:
    """What happened, in the words of `services.runner_ports`: one, or what it is and where it stands."""
    if _translated(what) != what:
        return _translated(what)
    parts = what.split(" ")
    for at in range(1, len(parts)):
        noun, state = " ".join(parts[:at]), " ".join(parts[at:])
        if _translated(noun) != noun and _translated(state) != state:
            return f"{_translated(noun)} {_translated(state)}"
    return what


def _translated(template: str) -> str:
    try:
        return QCoreApplication.translate(CORE, template) if template else ""
    except UnicodeEncodeError:  # a lone surrogate, which Qt cannot carry and no sentence of ours has
        return template


def _filled(template: str, facts: dict[str, str]) -> str:
    """One pass over the template: what stands in a fact is never read as a place for another."""
    return re.sub(r"\{(\w+)\}", lambda place: facts.get(place[1], place[0]), _translated(template))


def _spelled(fact: Fact) -> str:
    if isinstance(fact, Sentence):
        return retold(fact)
    if isinstance(fact, Money):
        return amount(fact).strip()
    if isinstance(fact, datetime):
        return moment(fact)
    if isinstance(fact, date):
        return day(fact)
    if isinstance(fact, Decimal):
        return number(fact)
    return "" if fact is None else str(fact)


def _recognised(text: str) -> str:
    if not LEAST <= len(text) <= LONGEST:
        return text
    if (exact := _translated(text)) != text:
        return exact
    for template, lazy, greedy in _patterns():
        found = lazy.fullmatch(text)
        if found is None:
            continue
        other = greedy.fullmatch(text)
        if other is None or other.groups() != found.groups():
            return text  # where one fact ends and the next begins cannot be told
        facts = {name: _recognised(value) if name in _OURS else value for name, value in found.groupdict().items()}
        return _filled(template, facts)
    return text


@cache
def _patterns() -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    """The templates with facts, the most literal first, as patterns with the shortest and the longest facts."""
    lines = (resource_dir() / "i18n" / "core.txt").read_text(encoding="utf-8").splitlines()
    known = [(sum(map(str.isalpha, re.sub(r"\{\w+\}", "", line))), line) for line in lines]
    chosen = sorted((one for one in known if one[0] >= LEAST), key=lambda one: (-one[0], one[1]))
    return [(line, _pattern(line, "+?"), _pattern(line, "+")) for _, line in chosen]


def _pattern(template: str, many: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    pieces = [f"(?P<{part}>.{many})" if at % 2 else re.escape(part) for at, part in enumerate(parts)]
    return re.compile("".join(pieces), re.DOTALL)
