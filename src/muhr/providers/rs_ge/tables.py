"""Reads the lists of RS.ge (`Fields`, `Rows`, `_Count`), and writes their filters. Fetches nothing.

Source: "ListInvoices", "ListExcise", "ListBarCodes" of the API document. Columns are found by name, never by place: the
example lists hold columns that the tables do not name, and the other way round. A row whose length differs from
`Fields` is rejected as a whole; shifting its values would show one company's amount beside another's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from muhr.providers.json_values import Misread
from muhr.providers.rs_ge.values import items, members, number, period

ALL_ROWS = 0
"""MAXIMUM_ROWS for everything; without the member ten rows are given."""

ISSUED, ISSUED_TO_DECLARE, RECEIVED, RECEIVED_TO_DECLARE, CARRIED, TEMPLATES, ADVANCES = 10, 11, 20, 21, 30, 40, 50
"""Values of TYPE: two digits, as the document recommends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One list."""

    columns: Mapping[str, int]
    rows: Sequence[Sequence[Any]]
    """The rows that are as long as `Fields`."""
    rejected: int
    """How many were not."""
    total: int | None
    """How many rows there are at the service; None when it does not say."""

    @property
    def truncated(self) -> bool:
        """Whether something is missing: rejected rows, or fewer rows than the service counts."""
        return bool(self.rejected) or (self.total is not None and len(self.rows) < self.total)

    def need(self, *names: str) -> None:
        """Raise `Misread` when a column is missing without which nothing makes sense."""
        missing = [name for name in names if name not in self.columns]
        if missing:
            raise Misread(f"the list has no column {missing[0]}")

    def __iter__(self) -> Iterator[Row]:
        columns = self.columns
        return (Row(columns, values) for values in self.rows)


class Row:
    """One row, by the names of its columns."""

    __slots__ = ("_columns", "_values")

    def __init__(self, columns: Mapping[str, int], values: Sequence[Any]) -> None:
        self._columns = columns
        self._values = values

    def get(self, name: str) -> Any:
        """The value of a column; None when the list has no such column."""
        place = self._columns.get(name)
        return None if place is None else self._values[place]


def table(data: object) -> Table:
    """Read `{"Data": {"Fields", "Rows"}, "Summary": {"_Count"}}`. Raises `Misread`."""
    outer = members(data)
    inner = members(outer.get("Data"))
    names = items(inner.get("Fields"))
    if not all(isinstance(name, str) for name in names):
        raise Misread("names of columns were expected")
    columns: dict[str, int] = {}
    for place, name in enumerate(names):
        columns.setdefault(name.strip(), place)  # "EXCISE_CODE " is printed with a space behind it
    given = items(inner.get("Rows"))
    whole = [row for row in given if isinstance(row, list) and len(row) == len(names)]
    summary = outer.get("Summary")
    total = number(summary.get("_Count")) if isinstance(summary, Mapping) else None
    return Table(columns=columns, rows=whole, rejected=len(given) - len(whole), total=total)


# ------------------------------------------------------------------ filters

Days = tuple[date, date]
"""First and last day of a range."""


class _Filter(msgspec.Struct, kw_only=True, omit_defaults=True, frozen=True):
    """What is left out is not filtered by. Ranges of days are written as `DD-MM-YYYY:DD-MM-YYYY`."""

    def body(self) -> dict[str, Any]:
        """The members of the request."""
        return {
            name: _written(getattr(self, name)) for name in self.__struct_fields__ if getattr(self, name) is not None
        }


def _written(value: Any) -> Any:
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(one, date) for one in value):
        return period(*value)
    if isinstance(value, tuple):
        return ",".join(str(one) for one in value)
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return float(value) if isinstance(value, Decimal) else value


class InvoiceFilter(_Filter, kw_only=True, frozen=True):
    """Every filter of ListInvoices, by the API document's names. Several values stand in a tuple."""

    TYPE: int = ISSUED
    MAXIMUM_ROWS: int = ALL_ROWS
    ID: int | None = None
    INV_NUMBER: int | None = None
    PARENT_INV_NUMBER: int | None = None
    INV_CATEGORY: tuple[int, ...] | None = None
    INV_TYPE: tuple[int, ...] | None = None
    ACTION: tuple[str, ...] | None = None
    """Ids of GetActions. For RECEIVED only those of active, confirmed, refused, cancel-requested, cancelled."""
    CREATE_DATE: Days | None = None
    CHANGE_DATE: Days | None = None
    OPERATION_DATE: Days | None = None
    """Mandatory for ADVANCES."""
    ACTIVATE_DATE: Days | None = None
    CONFIRM_DATE: Days | None = None
    REFUSE_DATE: Days | None = None
    REQUEST_CANCEL_DATE: Days | None = None
    AGREE_CANCEL_DATE: Days | None = None
    CORRECT_DATE: Days | None = None
    TRANS_START_DATE: Days | None = None
    TRANS_NAME: str | None = None
    TRANS_COMPANY: str | None = None
    TRANS_DRIVER: str | None = None
    TRANS_CAR_MODEL: str | None = None
    TRANS_CAR_NO: str | None = None
    TRANS_TRAILER_NO: str | None = None
    TRANS_COST: Decimal | None = None
    TRANS_COST_PAYER: str | None = None
    SELLER_ACTION_TXT: tuple[str, ...] | None = None
    """For ISSUED and ISSUED_TO_DECLARE."""
    BUYER_ACTION_TXT: tuple[str, ...] | None = None
    """For RECEIVED and RECEIVED_TO_DECLARE."""
    SELLER: str | None = None
    """For RECEIVED and RECEIVED_TO_DECLARE."""
    BUYER: str | None = None
    """For ISSUED and ISSUED_TO_DECLARE."""
    TIN_BUYER: str | None = None
    """Mandatory for ADVANCES."""
    DECL_OPERATION_PERIOD: date | None = None
    """For ISSUED_TO_DECLARE and RECEIVED_TO_DECLARE."""


class ExciseFilter(_Filter, kw_only=True, frozen=True):
    """Every filter of ListExcise."""

    MAXIMUM_ROWS: int = ALL_ROWS
    PRODUCT_NAME: str | None = None
    EFFECT_DATE: Days | None = None
    END_DATE: Days | None = None


class BarCodeFilter(_Filter, kw_only=True, frozen=True):
    """Every filter of ListBarCodes."""

    MAXIMUM_ROWS: int = ALL_ROWS
    BARCODE: str | None = None
    GOODS_NAME: str | None = None
    UNIT_TXT: str | None = None
    VAT_TYPE_TXT: str | None = None
    UNIT_PRICE: Decimal | None = None
