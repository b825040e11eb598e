"""What review asks about a document: what is usual with its counterparty, and whether it was there before.

Asked once for every document of a batch, so each statement is built once and answered from one index.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select

from muhr.domain.documents import Document, Stage
from muhr.domain.records import CounterpartyHistory
from muhr.workspace.documents import WHOLE, read_whole
from muhr.workspace.engine import Database
from muhr.workspace.rows import counterparty_key, moment_of
from muhr.workspace.schema import DOCUMENTS, PAID_ROWS

_USUAL_FROM = 3
"""With fewer documents there is no usual amount."""

_D = DOCUMENTS.c

_OTHERS = (
    _D.account_id == bindparam("account"),
    _D.counterparty_key == bindparam("counterparty"),
    _D.remote_id != bindparam("remote"),
)
# What is refused or not understood says nothing about what is usual.
_COUNTED = or_(*(_D.stage == stage.value for stage in (Stage.WAITING_FOR_ME, Stage.WAITING_FOR_OTHERS, Stage.FINISHED)))
_ALIKE = (
    *_OTHERS, _COUNTED, _D.direction == bindparam("direction"), _D.currency == bindparam("currency"),
    _D.amount_number.is_not(None),
)  # fmt: skip

# Only what was accepted vouches for a bank account: two false invoices that wait together must not vouch for another.
_BANK = (
    select(_D.counterparty_bank)
    .where(*_OTHERS, _D.direction == bindparam("direction"), PAID_ROWS)
    .order_by(_D.moment.desc())
    .limit(1)
)

_STANDING = select(
    select(func.count()).select_from(DOCUMENTS).where(*_OTHERS, _COUNTED).scalar_subquery().label("known"),
    select(func.count()).select_from(DOCUMENTS).where(*_ALIKE).scalar_subquery().label("alike"),
    _BANK.where(_D.moment < bindparam("moment")).scalar_subquery().label("bank_before"),
    _BANK.where(_D.moment == bindparam("moment")).scalar_subquery().label("bank_beside"),
)
_SORTED = select(_D.amount_number).where(*_ALIKE).order_by(_D.amount_number)
_MIDDLE = _SORTED.limit(bindparam("take")).offset(bindparam("skip"))
_TWINS = WHOLE.where(*_OTHERS, _D.number == bindparam("number"))


class History:
    """The part of `domain.ports.Workspace` that answers review."""

    _database: Database

    def history(self, document: Document) -> CounterpartyHistory:
        """What is known of the document's counterparty at this account, the document itself not counted.

        Counted is what waits or is finished, in both directions. The usual amount is that of documents in the same
        direction and currency; the last bank account that of finished ones in the same direction, the newest of those
        before the document (or, if there is none, one of its very moment).
        """
        asked = _named(document) | {
            "direction": document.direction.value,
            "currency": None if document.total is None else document.total.currency,
            # Without any date a document is taken for the newest.
            "moment": moment_of(document) if document.issued or document.created else "9999",
        }
        with self._database.reading() as connection:
            standing = connection.execute(_STANDING, asked).one()
            usual = _median(connection, asked, standing.alike) if standing.alike >= _USUAL_FROM else None
        bank = standing.bank_before or standing.bank_beside or ""
        return CounterpartyHistory(documents=standing.known, usual_amount=usual, last_bank_account=bank)

    def twins(self, document: Document) -> list[Document]:
        """Other documents of the same account, counterparty, number and total, in whatever stage."""
        with self._database.reading() as connection:
            rows = connection.execute(_TWINS, _named(document) | {"number": document.number}).all()
        return [twin for twin in read_whole(rows) if twin.total == document.total]


def _named(document: Document) -> dict[str, Any]:
    return {
        "account": document.ref.account_id,
        "remote": document.ref.remote_id,
        "counterparty": counterparty_key(document.counterparty),
    }


def _median(connection: Connection, asked: dict[str, Any], count: int) -> float:
    window = {"skip": (count - 1) // 2, "take": 2 - count % 2}
    middle = connection.execute(_MIDDLE, asked | window).scalars().all()
    return float(sum(middle)) / len(middle)
