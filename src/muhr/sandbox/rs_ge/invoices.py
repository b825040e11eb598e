"""A tax document as the simulated service keeps it, and as the API prints it: INVOICE objects and amounts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

import msgspec

TBILISI = timedelta(hours=4)
CENT = Decimal("0.01")

CATEGORY_NAMES = {1: "მიწოდება/მომსახურება", 2: "ხე-ტყე", 3: "ნავთობპროდუქტები", 4: "ავანსი"}
TYPE_NAMES = {
    1: "შიდა გადაზიდვა", 2: "ტრანსპორტირებით", 3: "ტრანსპორტირების გარეშე", 4: "დისტრიბუცია", 5: "უკან დაბრუნება",
    6: "ავანსი", 7: "საცალო მიწოდებისთვის", 8: "საბითუმო მიწოდებისთვის",
    9: "იმპორტირებისას დასაწყობების ადგილამდე ტრანსპორტირებისათვის",
    10: "ექსპორტისას დასაწყობების ადგილიდან ტრანსპორტირებისათვის", 11: "მომსახურება",
}  # fmt: skip
STATE_NAMES = {
    (-2, 0): "შაბლონი", (-1, 0): "წაშლილი", (0, 0): "შენახული", (1, 0): "აქტიური", (1, 1): "დადასტურებული",
    (1, 2): "უარყოფილი", (2, 0): "გაუქმების მოთხოვნა", (2, 1): "გაუქმებული დადასტურებული", (3, 0): "კორექტირებული",
    (3, 1): "კორექტირებული",
}  # fmt: skip
VAT_NAMES = {0: "ჩვეულებრივი", 1: "ნულოვანი", 2: "დაუბეგრავი"}
UNITS = {1: "ცალი", 2: "კგ", 3: "გრამი", 99: "სხვა"}

DATES = (
    "ACTIVATE_DATE", "CREATE_DATE", "CONFIRM_DATE", "REFUSE_DATE", "REQUEST_CANCEL_DATE", "DELIVERY_DATE",
    "AGREE_CANCEL_DATE", "CORRECT_DATE",
)  # fmt: skip
_GIVEN = (
    "TRANS_START_DATE", "CORRECT_REASON_ID", "FOREIGN_BUYER", "TRANS_START_ADDRESS", "TRANS_END_ADDRESS",
    "TRANS_START_ADDRESS_NO", "TRANS_END_ADDRESS_NO", "TRANS_TYPE", "TRANS_TYPE_TXT", "TRANS_COMPANY_TIN",
    "TRANS_DRIVER_TIN", "TRANS_DRIVER_FOREIGN", "TRANS_DRIVER_COUNTRY", "TRANS_CAR_MODEL", "TRANS_CAR_NO",
    "TRANS_TRAILER_NO", "TRANS_COST", "TRANS_COST_PAYER", "INV_COMMENT", "PARENT_ID", "TEMPLATE_NAME",
)  # fmt: skip


class Invoice(msgspec.Struct, kw_only=True):
    """One document."""

    id: int
    seller: str
    buyer: str
    seller_action: int = 0
    buyer_action: int = 0
    number: int = 0
    given: dict[str, Any]
    """The members of INVOICE as they were saved, but for those that the service sets."""
    dates: dict[str, datetime] = msgspec.field(default_factory=dict)
    changed: datetime
    declared_by_seller: str = ""
    declared_by_buyer: str = ""
    next_correction: int = 0

    @property
    def pair(self) -> tuple[int, int]:
        """SELLER_ACTION and BUYER_ACTION."""
        return self.seller_action, self.buyer_action

    @property
    def previous(self) -> int:
        """The document this one corrects, or 0."""
        return whole(self.given.get("PREV_CORRECTION_ID")) or 0

    def declared_by(self, tin: str) -> str:
        """The number of the declaration that a side has attached it to, or ""."""
        return self.declared_by_seller if tin == self.seller else self.declared_by_buyer

    def rows(self, name: str) -> list[dict[str, Any]]:
        """A list of objects among the members."""
        value = self.given.get(name)
        return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def whole(value: object) -> int | None:
    """Read a whole number in any of the printed forms."""
    try:
        return int(Decimal(str(value))) if isinstance(value, int | float | str) and str(value).strip() else None
    except InvalidOperation:
        return None


def money(value: object) -> Decimal:
    """Read an amount; nothing is 0."""
    try:
        return Decimal(str(value)) if isinstance(value, int | float | str) and str(value).strip() else Decimal(0)
    except InvalidOperation:
        return Decimal(0)


def vat_of(amount: Decimal, vat_type: int) -> Decimal:
    """The VAT inside an amount: 18/118 for the ordinary type, half up."""
    return (amount * 18 / 118).quantize(CENT, ROUND_HALF_UP) if vat_type == 0 else Decimal(0)


def totals(invoice: Invoice) -> tuple[Decimal, Decimal]:
    """AMOUNT_FULL and AMOUNT_VAT: the sum of the rows; advances take their VAT away, as the print shows."""
    goods = invoice.rows("INVOICE_GOODS")
    if not goods:
        full = money(invoice.given.get("AMOUNT_FULL"))
        return full, vat_of(full, 0)
    amounts = [(money(row.get("AMOUNT")), whole(row.get("VAT_TYPE")) or 0) for row in goods]
    used = sum((vat_of(money(row.get("AMOUNT")), 0) for row in invoice.rows("INVOICE_ADVANCE")), Decimal(0))
    vat = sum((vat_of(amount, kind) for amount, kind in amounts), Decimal(0))
    return sum((amount for amount, _ in amounts), Decimal(0)), vat - used


def printed(moment: datetime | None) -> str | None:
    """`DD-MM-YYYY HH24:MI:SS` in Georgia's time."""
    return None if moment is None else f"{(moment.astimezone(UTC) + TBILISI):%d-%m-%Y %H:%M:%S}"


def as_object(invoice: Invoice, viewer: str, names: dict[str, str], *, faithful: bool) -> dict[str, Any]:
    """The INVOICE object that a side sees."""
    full, vat = totals(invoice)
    empty = "" if faithful else None
    given = invoice.given
    return {
        "ID": invoice.id,
        "INV_SERIE": given.get("INV_SERIE") or empty,
        "INV_NUMBER": invoice.number,
        "INV_CATEGORY": whole(given.get("INV_CATEGORY")),
        "INV_TYPE": whole(given.get("INV_TYPE")),
        "SELLER_ACTION": invoice.seller_action,
        "BUYER_ACTION": invoice.buyer_action,
        "OPERATION_DATE": given.get("OPERATION_DATE"),
        **{name: printed(invoice.dates.get(name)) or empty for name in DATES},
        **{name: given.get(name, empty) for name in _GIVEN},
        "TIN_SELLER": invoice.seller,
        "TIN_BUYER": invoice.buyer,
        "NAME_SELLER": names.get(invoice.seller, ""),
        "NAME_BUYER": names.get(invoice.buyer, ""),
        "SEQNUM_SELLER": whole(invoice.declared_by_seller),
        "SEQNUM_BUYER": whole(invoice.declared_by_buyer),
        "SELLER_STATUS": 1,
        "BUYER_STATUS": 1,
        "STATUS_TXT_GEO": STATE_NAMES.get(invoice.pair, ""),
        "STATUS_TXT_ENG": "",
        "AMOUNT_FULL": float(full),
        "AMOUNT_EXCISE": 0,
        "AMOUNT_VAT": float(vat),
        "AMOUNT_MAX": float(full),
        "TRANS_COMPANY_NAME": "",
        "TRANS_DRIVER_NAME": "",
        "PREV_CORRECTION_ID": invoice.previous or None,
        "NEXT_CORRECTION_ID": invoice.next_correction or None,
        "USER_ROLE": 1 if viewer == invoice.seller else 2,
        "INVOICE_GOODS": [_goods(invoice, row, place) for place, row in enumerate(invoice.rows("INVOICE_GOODS"), 1)],
        "INVOICE_PARENT_GOODS": [],
        "INVOICE_RETURN": invoice.rows("INVOICE_RETURN"),
        "SUB_INVOICES_DISTRIBUTION": [],
        "INVOICE_ADVANCE": invoice.rows("INVOICE_ADVANCE"),
        "INVOICE_OIL_DOCS": [],
    }


def _goods(invoice: Invoice, row: dict[str, Any], place: int) -> dict[str, Any]:
    amount, kind = money(row.get("AMOUNT")), whole(row.get("VAT_TYPE")) or 0
    unit = whole(row.get("UNIT_ID")) or 1
    return {
        "ID": invoice.id * 100 + place,
        "INVOICE_ID": invoice.id,
        "INV_TYPE": whole(invoice.given.get("INV_TYPE")),
        "INV_CATEGORY": whole(invoice.given.get("INV_CATEGORY")),
        "GOODS_NAME": row.get("GOODS_NAME"),
        "BARCODE": row.get("BARCODE"),
        "UNIT_ID": unit,
        "UNIT_TXT": row.get("UNIT_TXT") or UNITS.get(unit, ""),
        "QUANTITY": float(money(row.get("QUANTITY"))),
        "QUANTITY_STOCK": float(money(row.get("QUANTITY"))),
        "QUANTITY_EXT": None,
        "UNIT_PRICE": float(money(row.get("UNIT_PRICE"))),
        "AMOUNT": float(amount),
        "VAT_AMOUNT": float(vat_of(amount, kind)),
        "EXCISE_AMOUNT": 0.0,
        "EXCISE_ID": 0,
        "VAT_TYPE": kind,
        "VAT_TYPE_TXT": VAT_NAMES.get(kind, ""),
        "EXCISE_UNIT_PRICE": 0.0,
    }
