"""Reads what the inbox shows, in a thread of the session. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from muhr.domain.accounts import Account
from muhr.domain.documents import Document, Stage
from muhr.ui.inbox.companies import CompanyCount, count_companies
from muhr.ui.inbox.groups import wants_groups
from muhr.ui.inbox.narrowing import Offer, offer_of, today
from muhr.ui.rows.grouped import GroupedRowsModel
from muhr.ui.rows.store import RowStore
from muhr.ui.schedule import minutes_kept

if TYPE_CHECKING:
    from muhr.services.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read at once."""

    store: RowStore[Document]
    companies: list[CompanyCount]
    waiting: int
    """Documents that wait; the store may hold others as well."""
    grouped: bool
    offer: Offer
    accounts: tuple[Account, ...]
    minutes: int


def read_inbox(desk: Desk, rows: GroupedRowsModel[Document], *, past: bool) -> Read:
    """Read what waits; with `past` also every other document that is known."""
    documents = desk.inbox()
    waiting = len(documents)
    if past:
        documents += (one for one in desk.workspace.documents() if one.stage is not Stage.WAITING_FOR_ME)
    store = rows.prepare(documents)
    return Read(
        store=store,
        companies=count_companies(documents),
        waiting=waiting,
        grouped=wants_groups(desk),
        offer=offer_of(store, today()),
        accounts=tuple(desk.workspace.accounts()),
        minutes=minutes_kept(desk),
    )
