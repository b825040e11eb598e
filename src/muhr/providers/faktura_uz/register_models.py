"""The models of ImportDocumentRegister that say what, member by member as the API document has them. No bytes here.

Names, misspellings included (`milege_vat_value`, `warranty_service_in_non_waranty_period`), are the document's own.
Where its tables and its examples put members in different orders, the printed example counts. Amounts are `Decimal`,
dates are `date`; how each is written is decided in `register`. A member that is None or empty is left out.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from muhr.providers.faktura_uz.register_parties import Head, Node, Sponsor

# ------------------------------------------------------------------ rows


class Excise(Node, frozen=True, kw_only=True):
    """`excise`. The examples print its two members as bare numbers, unlike all others."""

    excise_rate: Decimal = Decimal(0)
    excise_value: Decimal = Decimal(0)


class Vat(Node, frozen=True, kw_only=True):
    """`vat`. The table says integer and double; the examples print "20%", and "Без" / "НДС" for "without VAT"."""

    vat_rate: str
    vat_value: str

    @classmethod
    def of(cls, percent: Decimal | int, value: Decimal) -> Vat:
        """A rate in percent and the amount."""
        return cls(vat_rate=f"{percent}%", vat_value=f"{value:f}")

    @classmethod
    def without(cls) -> Vat:
        """Outside VAT: the two words stand in two members."""
        return cls(vat_rate="Без", vat_value="НДС")


class Item(Node, frozen=True, kw_only=True):
    """`item`; in `group_items` with the number of its group (an attribute in XML)."""

    group: int | None = None
    item_number: str = ""
    description: str
    measurement_unit: str = ""
    volume: Decimal | None = None
    unit_price: Decimal | None = None
    subtotal: Decimal | None = None
    excise: Excise | None = None
    vat: Vat | None = None
    subtotal_with_taxes: Decimal | None = None


class FarmItem(Node, frozen=True, kw_only=True):
    """`item (farm)`, in the order of the printed example."""

    item_number: str = ""
    description: str
    volume: Decimal | None = None
    unit_price: Decimal | None = None
    subtotal: Decimal | None = None
    vat: Vat | None = None
    subtotal_with_taxes: Decimal | None = None
    measurement_unit: str = ""
    excise: Excise | None = None
    item_code: str = ""
    serial_number: str = ""
    maker: str = ""
    basic_price: Decimal | None = msgspec.field(default=None, name="basicPrice")
    after_discount: Decimal | None = None
    cost_receipt: Decimal | None = None
    before_discount: Decimal | None = None
    expiration_date: date | None = None


class MotoItem(Node, frozen=True, kw_only=True):
    """`item (moto)`: the rate and value of VAT stand in the row itself."""

    item_number: str = ""
    part_number: str = ""
    description: str
    add_description: str = ""
    volume: Decimal | None = None
    unit_price: Decimal | None = None
    subtotal: Decimal | None = None
    vat_rate: str = ""
    vat_value: str = ""
    subtotal_with_taxes: Decimal | None = None
    measurement_unit: str = ""


class MotoVisit(Node, frozen=True, kw_only=True):
    """`visits (moto)`; times of the job in epoch milliseconds."""

    fio: str = ""
    tab_number: str = ""
    vehicle: str = ""
    date: date | None = None
    mileage: str = ""
    mileage_price_for_km: Decimal | None = None
    mileage_subtotal: Decimal | None = None
    drv_hours: Decimal | None = None
    job_start_time: Decimal | None = None
    job_end_time: Decimal | None = None
    job_hours: Decimal | None = None
    job_price_for_hour: Decimal | None = None
    job_subtotal: Decimal | None = None
    training_hours: Decimal | None = None
    training_price_for_hour: Decimal | None = None
    training_subtotal: Decimal | None = None
    vat_rate: str = ""
    milege_vat_value: Decimal | None = None
    job_vat_value: Decimal | None = None
    training_vat_value: Decimal | None = None
    subtotal_with_tax: Decimal | None = None


class MotoJob(Node, frozen=True, kw_only=True):
    """`jobs (moto)`."""

    description: str


class MaterialItem(Node, frozen=True, kw_only=True):
    """`item` of a material report: six counts."""

    service_name: str
    period_start_item_count: int = 0
    obtain_item_count: int = 0
    connect_item_count: int = 0
    change_item_count: int = 0
    lost_item_count: int = 0
    period_end_item_count: int = 0


class DynamicItem(Node, frozen=True, kw_only=True):
    """`dynamic_item`: one named cell; `item_type` is string, integer, decimal or datetime."""

    item_name: str
    item_type: str = "string"
    item_value: str


class ItemRow(Node, frozen=True, kw_only=True):
    """`item_row`."""

    item_columns: tuple[DynamicItem, ...]


# ------------------------------------------------------------------ sums


class ColumnSums(Node, frozen=True, kw_only=True):
    """`column_summary_values`."""

    column_subtotal: Decimal | None = None
    column_subtotal_uzs: Decimal | None = None
    column_excise_value: Decimal | None = None
    column_excise_value_uzs: Decimal | None = None
    column_vat_value: Decimal | None = None
    column_vat_value_uzs: Decimal | None = None
    column_subtotal_with_taxes: Decimal | None = None
    column_subtotal_with_taxes_uzs: Decimal | None = None


class DiscountSums(Node, frozen=True, kw_only=True):
    """`column_summary_values (moto)`, which the farm example uses as well."""

    column_subtotal: Decimal | None = None
    column_subtotal_uzs: Decimal | None = None
    discount_rate: Decimal | None = None
    discount_amount: Decimal | None = None
    total_discount: Decimal | None = None
    column_vat_value: Decimal | None = None
    column_vat_value_uzs: Decimal | None = None
    column_subtotal_with_taxes: Decimal | None = None
    column_subtotal_with_taxes_uzs: Decimal | None = None


class SumsInWords(Node, frozen=True, kw_only=True):
    """`column_summary_values_in_words`."""

    column_subtotal_in_words: str = ""
    column_subtotal_uzs_in_words: str = ""
    column_subtotal_with_taxes_in_words: str = ""
    column_subtotal_with_taxes_uzs_in_words: str = ""


class MaterialSums(Node, frozen=True, kw_only=True):
    """`summary_values` of a material report."""

    total_period_start_item_count: int = 0
    total_obtain_item_count: int = 0
    total_connect_item_count: int = 0
    total_change_item_count: int = 0
    total_lost_item_count: int = 0
    total_period_end_item_count: int = 0


# ------------------------------------------------------------------ documents


class _Numbered(Node, frozen=True, kw_only=True):
    """The members with which `document` and `document (farm)` begin."""

    document_version: str = ""
    document_number: str
    document_date: date
    document_description: str = ""
    korrektirovoch_document_number: str = ""
    korrektirovoch_document_date: date | None = None
    doverennost_number: str = ""
    doverennost_date: date | None = None
    contract_number: str = ""
    contract_date: date | None = None
    currency_code: str = "860"
    """ISO 4217 number; 860 is UZS."""
    currency_rate: Decimal | None = Decimal(1)
    currency_rate_date: date | None = None


class Document(_Numbered, frozen=True, kw_only=True):
    """`document`: invoice, act and invoice, invoice for payment, invoice and bill."""

    items: tuple[Item, ...] = ()
    group_items: tuple[Item, ...] = ()
    column_summary_values: ColumnSums | None = None
    column_summary_values_in_words: SumsInWords | None = None


class FarmDocument(_Numbered, frozen=True, kw_only=True):
    """`document (farm)`: with the members that only the example and its remarks print."""

    act_number: str = ""
    act_date: date | None = None
    act_contractor_number: str = ""
    act_contractor_date: date | None = None
    pre_payment: str = ""
    shipment_terms: str = msgspec.field(default="", name="shipmentTerms")
    according_to: str = msgspec.field(default="", name="accordingTo")
    items: tuple[FarmItem, ...] = ()
    group_items: tuple[FarmItem, ...] = ()
    column_summary_values: DiscountSums | None = None
    column_summary_values_in_words: SumsInWords | None = None


class MotoDocument(Node, frozen=True, kw_only=True):
    """`document (moto)`. The example prints `items` twice; by the table the second list is `visits`."""

    document_version: str = ""
    document_number: str
    document_date: date
    contract_number: str = ""
    contract_date: date | None = None
    currency_code: str = "860"
    currency_rate: Decimal | None = Decimal(1)
    doc_type: str = ""
    tech_serial_number: str = ""
    machine_hours: Decimal | None = None
    jobs_place: str = ""
    jobs_character: str = ""
    jobs_cause: str = ""
    sar: str = ""
    date_opened: date | None = None
    date_closed: date | None = None
    jobs_description: str = ""
    materials_to_pay: Decimal | None = None
    warranty_service_in_non_waranty_period: Decimal | None = None
    items: tuple[MotoItem, ...] = ()
    visits: tuple[MotoVisit, ...] = ()
    jobs: tuple[MotoJob, ...] = ()
    column_summary_values: DiscountSums | None = None
    column_summary_values_in_words: SumsInWords | None = None


class MaterialDocument(Node, frozen=True, kw_only=True):
    """`document (material report)`."""

    document_number: str
    document_date: date
    items: tuple[MaterialItem, ...] = ()
    summary_values: MaterialSums | None = None


class DynamicDocument(Node, frozen=True, kw_only=True):
    """`document (dynamic report)`."""

    header_values: tuple[DynamicItem, ...] = ()
    items: tuple[ItemRow, ...] = ()
    summary_values: tuple[DynamicItem, ...] = ()


# ------------------------------------------------------------------ the item of the register


class Attachment(Node, frozen=True, kw_only=True):
    """`attachment`; the bytes are written in base64."""

    file_name: str
    file_type: str
    file_base64: bytes


class Expansion(Node, frozen=True, kw_only=True):
    """`expansion`."""

    sponsor: tuple[Sponsor, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    items: tuple[ItemRow, ...] = ()


AnyDocument = Document | FarmDocument | MotoDocument | MaterialDocument | DynamicDocument


class RegisterItem(Node, frozen=True, kw_only=True):
    """One document of the register. `id` is our own key, which the provider gives back: 32 hex digits."""

    head: Head
    document: AnyDocument
    expansion: Expansion | None = None
    id: str
