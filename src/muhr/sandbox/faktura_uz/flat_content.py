"""The flat form in which newer servers are said to show a document's content (facts §4.1 of the signature notes)."""

from __future__ import annotations

from typing import Any

from muhr.sandbox.faktura_uz.documents import StoredDocument


def flat(document: StoredDocument) -> dict[str, Any]:
    """Give the content with `invoice…` or `act…` names, as a public integration reads it."""
    content = document.content or {}
    inner = content.get("document", {})
    prefix = "act" if document.type_id == 5 else "invoice"
    services = [
        {
            "name": item.get("description", ""),
            "measure": item.get("measurement_unit", ""),
            "count": item.get("volume", ""),
            "price": item.get("unit_price", ""),
            "sum": item.get("subtotal", ""),
            "vatRate": item.get("vat", {}).get("vat_rate", ""),
            "vatSum": item.get("vat", {}).get("vat_value", ""),
            "sumWithVat": item.get("subtotal_with_taxes", ""),
        }
        for item in inner.get("items", [])
    ]
    return {
        f"{prefix}Number": inner.get("document_number", ""),
        f"{prefix}Date": inner.get("document_date", ""),
        f"{prefix}ContractNumber": inner.get("contract_number", ""),
        f"{prefix}ContractDate": inner.get("contract_date", ""),
        "ownerInn": document.owner.inn,
        "ownerName": document.owner.name,
        "contractorInn": document.contractor.inn,
        "contractorName": document.contractor.name,
        "currencyCode": inner.get("currency_code", "860"),
        f"{prefix}Services": services,
        "totalSum": inner.get("column_summary_values", {}).get("column_subtotal_with_taxes", ""),
    }
