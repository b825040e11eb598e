"""By what the inbox can be narrowed besides the search: service, company, action and time left. No widgets."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Action, Document
from muhr.ui import words
from muhr.ui.inbox.companies import CompanyKey, company_key
from muhr.ui.rows.store import Facet, Narrow, RowStore
from muhr.ui.tr import tr

PROVIDER, COMPANY, ACTIONS, DUE = range(4)
FACETS: tuple[Facet, ...] = (
    lambda one: one.provider,
    lambda one: company_key(one.company),
    lambda one: one.actions,
    lambda one: one.due,
)
"""What a row store knows of each document, in the order of the numbers above."""

SOON = timedelta(days=7)


def today() -> date:
    """The day it is where this computer stands."""
    return datetime.now().astimezone().date()


class Due(enum.Enum):
    """How much time is left, in a few steps."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    NONE = "none"


def due_of(due: date | None, today: date) -> Due:
    """Which step a day is at."""
    if due is None:
        return Due.NONE
    if due <= today:
        return Due.TODAY if due == today else Due.OVERDUE
    return Due.WEEK if due - today <= SOON else Due.LATER


def due_text(one: Due) -> str:
    """What a step is called."""
    return {
        Due.OVERDUE: tr("Overdue"),
        Due.TODAY: tr("Due today"),
        Due.WEEK: tr("In the next 7 days"),
        Due.LATER: tr("Later"),
        Due.NONE: tr("No due date"),
    }[one]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What the person wants to see: within a group any of the chosen, and every group with something chosen."""

    providers: frozenset[ProviderName] = frozenset()
    actions: frozenset[Action] = frozenset()
    dues: frozenset[Due] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.providers or self.actions or self.dues)

    def rule(self, company: CompanyKey | None, today: date) -> Narrow:
        """The same for a row store, with the company that is looked at."""
        passes: dict[int, Callable[[Any], bool]] = {}
        if self.providers:
            passes[PROVIDER] = self.providers.__contains__
        if company is not None:
            passes[COMPANY] = company.__eq__
        if self.actions:
            passes[ACTIONS] = lambda actions: not self.actions.isdisjoint(actions)
        if self.dues:
            passes[DUE] = lambda due: due_of(due, today) in self.dues
        return passes

    def told(self) -> dict[str, str]:
        """What it says, by the name of the field that says it; nothing for a field in which nothing is chosen."""
        said = {
            "providers": [words.provider(one) for one in ProviderName if one in self.providers],
            "actions": [words.action(one) for one in Action if one in self.actions],
            "dues": [due_text(one) for one in Due if one in self.dues],
        }
        return {name: ", ".join(texts) for name, texts in said.items() if texts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be chosen, each with the number of documents that have it."""

    providers: Mapping[ProviderName, int]
    actions: Mapping[Action, int]
    dues: Mapping[Due, int]


def offer_of(store: RowStore[Document], today: date) -> Offer:
    """Count what is there. Some 20 ms for 100,000 documents."""
    providers, dues = store.counts(PROVIDER), store.counts(DUE)
    actions: Counter[Action] = Counter()
    for some, count in store.counts(ACTIONS).items():
        actions.update(dict.fromkeys(some, count))
    steps: Counter[Due] = Counter()
    for due, count in dues.items():
        steps[due_of(due, today)] += count
    return Offer(
        providers=_in_order(ProviderName, providers), actions=_in_order(Action, actions), dues=_in_order(Due, steps)
    )


def _in_order(every: Iterable[Any], counts: Mapping[Any, int]) -> dict[Any, int]:
    return {one: counts[one] for one in every if counts.get(one)}
