"""Writes import documents as the bytes of ImportDocumentRegister, in JSON and in XML. Sends nothing.

Source: "ImportDocumentRegister" of the API document, with its examples. Decimals are written with a dot (the examples
mix dot and comma) and, like there, as texts; dates in the form that the kind's own example shows.
"""

from __future__ import annotations

import base64
import enum
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any

import msgspec

from muhr.domain.errors import BugError, InputError
from muhr.domain.sentences import say
from muhr.providers.faktura_uz import register_models as models
from muhr.providers.faktura_uz.register_models import RegisterItem
from muhr.providers.faktura_uz.register_parties import Node, Sponsor

__all__ = ["RegisterItem", "RegisterKind", "file_name", "import_payload"]


@dataclass(frozen=True, slots=True)
class _Form:
    container: str
    """Name of the list, in JSON and in XML."""
    element: str
    """Name of one item in XML."""
    document: type[Node]
    days: str
    prefixes: tuple[str, ...]
    """First part of the file name; where there are several, it selects the variant."""


_ISO = "%Y-%m-%d"
_DOTTED = "%d.%m.%Y"


class RegisterKind(enum.Enum):
    """The eight kinds of documents that can be imported."""

    INVOICE = _Form("invoices", "invoice", models.Document, _ISO, ("invoice",))
    ACT_AND_INVOICE = _Form("acts_and_invoices", "act_and_invoice", models.Document, _ISO, ("act-invoice",))
    INVOICE_FOR_PAYMENT = _Form(
        "invoice_for_payments", "invoice_for_payment", models.Document, _ISO, ("prepayment-invoice",)
    )
    MATERIAL_REPORT = _Form(
        "material_reports", "material_report", models.MaterialDocument, _DOTTED, ("material-report",)
    )
    DYNAMIC_DOCUMENT = _Form(
        "dynamic_documents", "dynamic_document", models.DynamicDocument, _DOTTED, ("act-transfer",)
    )
    INVOICE_AND_BILL = _Form("invoice_and_bills", "invoice_and_bill", models.Document, _DOTTED, ("act",))
    # The table of parameters says `farm_invoice`, the only example `farm_invoices`: the example counts.
    FARM_INVOICE = _Form(
        "farm_invoices",
        "farm_invoice",
        models.FarmDocument,
        _ISO,
        ("farm-invoice", "farm-invoice-transfer", "farm-invoice-discount"),
    )
    MOTO_ACT = _Form("moto_act", "moto_act", models.MotoDocument, _DOTTED, ("moto-act",))

    @property
    def container(self) -> str:
        """Name of the list in the request."""
        return self.value.container

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The possible first parts of the file name."""
        return self.value.prefixes


_CHILD_ELEMENTS: dict[type[Node], str] = {
    models.Item: "item",
    models.FarmItem: "item",
    models.MotoItem: "item",
    models.MaterialItem: "document_item",
    models.DynamicItem: "dynamic_item",
    models.ItemRow: "item_row",
    models.MotoVisit: "visit",
    models.MotoJob: "job",
    Sponsor: "sponsor",
    models.Attachment: "attachment",
}
"""How one entry of a list is called in XML. Visits, jobs and sponsors are not printed anywhere: the singular."""


def file_name(kind: RegisterKind, sender: str, receiver: str, day: date, number: str, *, prefix: str = "") -> str:
    """Give `<prefix>_<sender INN>_<receiver INN>_<yyyy-MM-dd>_<number>.xml`.

    `prefix` chooses a variant (farm invoices); the kind's first otherwise. Raises `InputError` for any other.
    """
    first = prefix or kind.prefixes[0]
    # The document prints only act-transfer for dynamic documents, and says that the prefix selects their type.
    if first not in kind.prefixes and kind is not RegisterKind.DYNAMIC_DOCUMENT:
        raise InputError(
            say("{first} is no form of {container}.", first=first, container=kind.container),
            code="input-register-prefix",
        )
    safe = re.sub(r"[^\w.-]+", "-", number).strip("-") or "0"
    return f"{first}_{sender}_{receiver}_{day:%Y-%m-%d}_{safe}.xml"


def import_payload(kind: RegisterKind, item: RegisterItem, *, as_xml: bool = False) -> bytes:
    """Give the request body that imports one document.

    Raises:
        BugError: the item carries no key of ours, or a document of another kind.
    """
    if re.fullmatch(r"[0-9a-f]{32}", item.id) is None:
        raise BugError("an import without a key of 32 hex digits", kind=kind.container)
    if not isinstance(item.document, kind.value.document):
        raise BugError("an import with a document of another kind", kind=kind.container)
    if as_xml:
        inner = _xml(kind.value.element, item, kind.value.days)
        container = kind.container
        return f"<document_container><{container}>{inner}</{container}></document_container>".encode()
    return msgspec.json.encode({kind.container: [_json(item, kind.value.days)]})


# ------------------------------------------------------------------ writing

# What XML 1.0 cannot carry; dropped in JSON, too, so that both forms say the same.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _members(node: Node) -> list[tuple[str, Any]]:
    """The members that say something, in order, by their printed names."""
    names = zip(node.__struct_encode_fields__, node.__struct_fields__, strict=True)
    pairs = [(printed, getattr(node, own)) for printed, own in names]
    return [(name, value) for name, value in pairs if value is not None and value not in ("", ())]


def _text(value: object, days: str) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.strftime(days)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return _UNFIT.sub("", str(value))


_JSON_ORDER = (
    "item_number",
    "description",
    "volume",
    "unit_price",
    "subtotal",
    "vat",
    "subtotal_with_taxes",
    "measurement_unit",
    "excise",
    "group",
)
"""How the JSON examples order the members of `item`; the XML examples have another order, which is the models' own."""


def _json(node: Node, days: str) -> dict[str, Any]:
    number: Callable[[Any], Any] = _bare if isinstance(node, models.Excise) else lambda value: _text(value, days)
    written: dict[str, Any] = {}
    members = _members(node)
    if isinstance(node, models.Item):
        members.sort(key=lambda member: _JSON_ORDER.index(member[0]))
    for name, value in members:
        if isinstance(value, Node):
            written[name] = _json(value, days)
        elif isinstance(value, tuple):
            written[name] = [_json(entry, days) for entry in value]
        elif isinstance(value, int) and not isinstance(node, models.Item):
            written[name] = value
        else:
            written[name] = number(value)
    return written


def _bare(value: Decimal) -> msgspec.Raw:
    return msgspec.Raw(f"{value:f}".encode())


def _xml(name: str, value: object, days: str) -> str:
    if isinstance(value, tuple):
        inner = "".join(_xml(_CHILD_ELEMENTS[type(entry)], entry, days) for entry in value)
        return f"<{name}>{inner}</{name}>"
    if not isinstance(value, Node):
        return f"<{name}>{escape(_text(value, days), quote=False)}</{name}>"
    attribute = ""
    members = _members(value)
    if isinstance(value, models.Item) and value.group is not None:
        attribute = f' group="{value.group}"'
        members = [member for member in members if member[0] != "group"]
    inner = "".join(_xml(printed, inside, days) for printed, inside in members)
    return f"<{name}{attribute}>{inner}</{name}>"
