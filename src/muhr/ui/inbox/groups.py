"""The inbox grouped by company: what a heading says, and how the wish is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from muhr.domain.documents import Document
from muhr.domain.money import totals
from muhr.ui.inbox.companies import company_key
from muhr.ui.rows.grouped import Grouping
from muhr.ui.spelling import amounts, documents
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk

_SETTING = "inbox-grouped"


def by_company() -> Grouping[Document]:
    """One group for each company: name, tax number, how many documents, total per currency."""
    return Grouping(
        key=lambda one: company_key(one.company),
        name=lambda one: one.company.name or one.company.tax_id,
        detail=_detail,
        total=_total,
        spoken=_spoken,
    )


def _detail(one: Document, count: int, chosen: int) -> str:
    selected = tr("%n selected", chosen) if chosen else ""
    return " · ".join(part for part in (documents(count), selected, one.company.tax_id) if part)


def _spoken(one: Document, count: int) -> str:
    number = tr("Tax number {number}", number=one.company.tax_id) if one.company.tax_id else ""
    name = tr("Company {name}", name=one.company.name)
    return ", ".join(part for part in (name, number, documents(count)) if part)


def _total(found: Sequence[Document]) -> str:
    return amounts(tuple(totals(one.total for one in found if one.total is not None)))


def wants_groups(desk: Desk) -> bool:
    """Whether the person wanted groups when they were last here."""
    return desk.workspace.setting(_SETTING) == "yes"


def remember_groups(desk: Desk, *, wanted: bool) -> None:
    """Keep the wish for the next time."""
    desk.workspace.set_setting(_SETTING, "yes" if wanted else "no")
