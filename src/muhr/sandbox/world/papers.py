"""A paper between two companies, before any provider gives it a form: kind, lines, totals, and where it stands."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from muhr.sandbox.world.companies import Company

CENT = Decimal("0.01")
VAT_RATE = 12
"""Percent, in force in Uzbekistan since 2023."""


class PaperKind(enum.Enum):
    """What sort of paper."""

    CONTRACT = "contract"
    INVOICE = "invoice"
    ACT_INVOICE = "act-invoice"
    PREPAYMENT = "prepayment"
    MATERIAL_REPORT = "material-report"
    POWER_OF_ATTORNEY = "power-of-attorney"


class Standing(enum.Enum):
    """How far it has come."""

    DRAFT = "draft"
    SENT = "sent"
    ARCHIVED = "archived"
    REJECTED = "rejected"
    CANCEL_REQUESTED = "cancel-requested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of goods or services. VAT of None is a row outside VAT."""

    description: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    vat_rate: int | None = VAT_RATE

    @property
    def subtotal(self) -> Decimal:
        """Quantity times price, to the tiyin."""
        return (self.quantity * self.unit_price).quantize(CENT)

    @property
    def vat(self) -> Decimal:
        """VAT of the row."""
        return (self.subtotal * (self.vat_rate or 0) / 100).quantize(CENT)

    @property
    def total(self) -> Decimal:
        """With VAT."""
        return self.subtotal + self.vat


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document as its maker wrote it."""

    kind: PaperKind
    owner: Company
    contractor: Company
    number: str
    issued: date
    created: datetime
    standing: Standing
    lines: tuple[Line, ...] = ()
    total_error: Decimal = Decimal(0)
    """How much the printed total is off; not zero only where review should notice."""
    due: date | None = None
    currency: str = "860"
    contract_number: str = ""
    contract_date: date | None = None
    owner_account: str = ""
    """The owner's bank account when it is not the usual one."""
    description: str = ""
    shown: bool = True
    """Whether the provider shows the content, or only the hash."""
    internal: dict[str, int] = field(default_factory=dict)
    """Tax id -> provider's status for internal approval."""
    oddity: str = ""
    """What review should find, by the names of the findings; "" when there is nothing."""

    @property
    def subtotal(self) -> Decimal:
        """Sum of the rows without VAT."""
        return sum((line.subtotal for line in self.lines), Decimal(0))

    @property
    def vat(self) -> Decimal:
        """Sum of the rows' VAT."""
        return sum((line.vat for line in self.lines), Decimal(0))

    @property
    def total(self) -> Decimal:
        """The printed total."""
        return self.subtotal + self.vat + self.total_error
