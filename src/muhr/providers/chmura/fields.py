"""The fields of an invoice as the API document's tables name and type them, and values made to fit them. Pure.

Source: the tables of `InvoiceImportCommand` and of the types it holds. Names are compared without case (the tables
write `SellVatId`, the sample `sellVatId`); what is sent carries the sample's spelling. A value is read by its declared
type and never guessed: the number `00012` of an invoice stays a text.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from muhr.domain.money import parse_decimal
from muhr.domain.sentences import say


class Kind(enum.Enum):
    """The simple types of the tables."""

    TEXT = say("text")
    BOOL = say("yes or no")
    DECIMAL = say("an amount")
    MOMENT = say("a date")
    USHORT = say("a whole number from 0 to 65535")
    INT = say("a whole number")
    UINT = say("a whole number from 0 to 4294967295")
    LONG = say("a whole number (64 bits)")
    ULONG = say("a whole number from 0 (64 bits)")
    OCR_STATUS = say("a status of reading")  # an enumeration, printed as its number; names are read, too


_RANGES = {
    Kind.USHORT: (0, 2**16 - 1),
    Kind.INT: (-(2**31), 2**31 - 1),
    Kind.UINT: (0, 2**32 - 1),
    Kind.LONG: (-(2**63), 2**63 - 1),
    Kind.ULONG: (0, 2**64 - 1),
}

OCR_STATUSES = {
    "None": 0,
    "SubmittedForProcessing": 1,
    "SentForProcessing": 2,
    "ProcessingInProgress": 3,
    "Completed": 4,
    "Error": 5,
    "NotAvailableYet": 100,
    "NotAvailableYetFirstRetry": 101,
    "NotAvailableYetSecondRetry": 102,
    "NotAvailableYetThirdRetry": 103,
    "NotAvailableYetFourthRetry": 104,
    "NotAvailableYetFifthRetry": 105,
}


@dataclass(frozen=True, slots=True)
class Shape:
    """An object with named fields, or (`many`) a list of such objects."""

    fields: Mapping[str, Kind | Shape]
    many: bool = False
    by_key: Mapping[str, str] = field(init=False)
    """Lower-case name -> the sample's spelling."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {name.lower(): name for name in self.fields})


def _table(**kinds: str) -> dict[str, Kind | Shape]:
    return {name: Kind[kind.upper()] for kind, names in kinds.items() for name in names.split()}


def _audit(id_kind: Kind) -> dict[str, Kind | Shape]:
    return _table(uint="createdById modifiedById", moment="createdDate modifiedDate") | {"id": id_kind}


PROCEDURE = Shape(_table(text="code name") | _audit(Kind.UINT), many=True)

POSITION = Shape(
    _table(
        uint="productId unitId currencyId",
        ulong="posCorrId invoiceId",
        text="name code unit currency",
        decimal="quantity unitPrice gross netto vat5 vat8 vat23",
        int="vatTypeId",
        bool="isBefore isUpdated isDeleted",
    )
    | _audit(Kind.ULONG),
    many=True,
)

DEPENDENT = Shape(
    _table(
        ulong="invoiceId invoiceSrcId",
        text="invoiceSrcNumber",
        moment="invoiceSrcSellDate",
        decimal="invoiceSrcNetto invoiceSrcVat5 invoiceSrcVat8 invoiceSrcVat23 invoiceSrcGross",
    )
    | _audit(Kind.ULONG),
    many=True,
)

_OCR_POSITION = Shape(
    _table(text="lp name unit gross netto vat vatValue quantity nettoPrice grossPrice"),
    many=True,
)

_OCR_DOCUMENT = Shape(
    _table(
        text="nrInvoice bankAccount bankName dateOfIssue saleDate dateOfPayment"
        " sellerNip sellerName sellerStreetName sellerStreetNr sellerLocalNr sellerPlace sellerZipCode"
        " buyerNip buyerName buyerStreetName buyerStreetNr buyerLocalNr buyerPlace buyerZipCode"
        " summaryNetto summaryVat summaryGross"
    )
    | {"positions": _OCR_POSITION}
)

FILE = Shape(
    _table(
        int="objectTypeId",
        text="objectTypeName fileName fileGuid fileType statusName processId",
        ulong="objectId parentFolderId costInvoiceId invoiceId",
        long="fileSize",
        uint="statusId",
        ocr_status="ocrStatus",
    )
    | {"ocrResponse": _OCR_DOCUMENT}
    | _audit(Kind.ULONG),
    many=True,
)

INVOICE = Shape(
    _table(
        uint="typeId invSrcId schemaId paymentTypeId categoryId sellId sellBankId recId recTypeId recCatId currencyId"
        " marginReasonId",
        int="jpkItemCodeId jpkDocTypeId recCountryId",
        ushort="paymentTerms",
        text="typeName invSrcNumber number orderNumber town paymentType categoryName jpkItemCodeCode jpkItemCodeName"
        " jpkDocTypeCode jpkDocTypeName sellName sellVatId sellStreetName sellStreetNumber sellFlatNumber"
        " sellPostalCode sellTown sellBankName sellBankAccountNb recName recVatId recStreetName recStreetNumber"
        " recFlatNumber recPostalCode recTown recIsoCountry recCountry recEmail recPhone recBankName"
        " recBankAccountNb swift currency supplierName recipientName marginReason privateNote remarks"
        " additionalRemarks code codeAvailability",
        moment="creationDate sellDate paymentDueDate rateDate",
        bool="isFromOcr recIsActual isPaymentDivided isReverseCharged",
        decimal="basePrice discount netto vat5 vat8 vat23 vatBase rate gross paid toPaid",
    )
    | {
        "listJpkProcedure": PROCEDURE,
        "invoicePosition": POSITION,
        "invoicesDependent": DEPENDENT,
        "attachments": FILE,
    }
)
"""Everything `POST /invoice/import` takes. Nothing of it is required, says the document."""

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A value that is not of its field's type, or a field the tables do not have."""

    path: str
    """Names joined by dots, rows by their position from 1: "invoicePosition.2.quantity"."""
    text: str
    unknown: bool = False
    """The field is not in the tables: it is sent as it stands."""


def fitted(value: object, shape: Shape) -> tuple[Any, tuple[Misfit, ...]]:
    """Give the object (or list) with the sample's names and typed values, and what does not fit.

    What is null is left out. What does not fit stays as it was. Never raises.
    """
    misfits: list[Misfit] = []
    return _fit(value, shape, "", misfits), tuple(misfits)


def _fit(value: object, shape: Shape, path: str, misfits: list[Misfit]) -> Any:
    if shape.many:
        if not isinstance(value, list):
            misfits.append(Misfit(path=path, text=say("must be a list")))
            return value
        single = Shape(shape.fields)
        return [_fit(row, single, f"{path}.{place}", misfits) for place, row in enumerate(value, 1)]
    if not isinstance(value, Mapping):
        misfits.append(Misfit(path=path, text=say("must be an object")))
        return value
    return dict(_members(value, shape, path, misfits))


def _members(
    value: Mapping[str, object], shape: Shape, path: str, misfits: list[Misfit]
) -> Iterator[tuple[str, object]]:
    for given, inner in value.items():
        name = shape.by_key.get(given.lower())
        where = f"{path}.{name or given}".lstrip(".")
        if name is None:
            misfits.append(Misfit(path=where, text=say("is not a field of this service"), unknown=True))
            yield given, inner
            continue
        if inner is None:
            continue
        kind = shape.fields[name]
        if isinstance(kind, Shape):
            yield name, _fit(inner, kind, where, misfits)
            continue
        read = typed(inner, kind)
        if read is None:
            misfits.append(Misfit(path=where, text=say("must be {kind}", kind=kind.value)))
        yield name, inner if read is None else read


def typed(value: object, kind: Kind) -> str | bool | int | Decimal | None:
    """Read one value by its declared type; None when it is none of that type. Numbers may come as texts."""
    if kind is Kind.BOOL:
        if isinstance(value, bool):
            return value
        return {"true": True, "false": False}.get(str(value).strip().lower())
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    text = str(value)
    if kind is Kind.TEXT:
        return text
    if kind is Kind.DECIMAL:
        return parse_decimal(text[:64].strip())
    if kind is Kind.MOMENT:
        return _moment(text.strip())
    if kind is Kind.OCR_STATUS:
        named = OCR_STATUSES.get(text.strip())
        return named if named is not None else typed(value, Kind.INT)
    low, high = _RANGES[kind]
    if re.fullmatch(r"-?[0-9]{1,20}", text.strip()) is None:
        return None
    number = int(text)
    return number if low <= number <= high else None


def _moment(text: str) -> str | None:
    if _MOMENT.fullmatch(text) is None:
        return None
    try:
        datetime.fromisoformat(re.sub(r"(\.\d{6})\d", r"\1", text))
    except ValueError:
        return None
    return text
