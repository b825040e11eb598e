"""Gives a fictional paper the form in which Faktura.uz keeps it: the register item of the API document."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from muhr.sandbox.faktura_uz.dictionaries import TYPE_TITLES
from muhr.sandbox.faktura_uz.documents import Phase, Side, Signature, StoredDocument
from muhr.sandbox.world import Company, Line, Paper, PaperKind, Standing


@dataclass(frozen=True, slots=True)
class _Form:
    type_id: int
    file_prefix: str


_FORMS = {
    PaperKind.CONTRACT: _Form(1, "contract"),
    PaperKind.INVOICE: _Form(2, "invoice"),
    PaperKind.ACT_INVOICE: _Form(5, "act-invoice"),
    PaperKind.PREPAYMENT: _Form(6, "prepayment-invoice"),
    PaperKind.MATERIAL_REPORT: _Form(8, "material-report"),
    PaperKind.POWER_OF_ATTORNEY: _Form(20, "power-of-attorney"),
}
_PHASES = {
    Standing.DRAFT: Phase.DRAFT,
    Standing.SENT: Phase.SENT,
    Standing.ARCHIVED: Phase.ARCHIVED,
    Standing.REJECTED: Phase.REJECTED,
    Standing.CANCEL_REQUESTED: Phase.CANCEL_REQUESTED,
}
_WITHOUT_AMOUNT = frozenset({PaperKind.POWER_OF_ATTORNEY, PaperKind.MATERIAL_REPORT})
_DAY = "%d.%m.%Y"
_COUNTS = ("period_start", "obtain", "connect", "change", "lost", "period_end")


def _company(company: Company, account: str = "") -> dict[str, Any]:
    return {
        "INN": company.tax_id,
        "company_name": company.name,
        "company_vat_code": company.vat_code,
        "address": {"region": company.region, "street": company.street},
        "bank_details": {
            "account_number": account or company.bank_account,
            "bank_name": company.bank_name,
            "bank_code": company.bank_code,
        },
        "oked": company.oked,
    }


def _signers(company: Company) -> dict[str, Any]:
    person = company.director
    director = {
        "position": "Direktor",
        "last_name": person.last_name,
        "first_name": person.first_name,
        "middle_name": person.middle_name,
    }
    return {"approver": director, "signer_director": director}


def _amount(value: Decimal, *, comma: bool) -> str:
    """An amount as the printed examples have it: with a dot in some fields and a comma in others (api quirk 5)."""
    text = f"{value.normalize():f}" if value == value.to_integral_value() else f"{value:f}"
    return text.replace(".", ",") if comma else text


def _item(place: int, line: Line, *, priced: bool) -> dict[str, Any]:
    item: dict[str, Any] = {
        "item_number": str(place),
        "description": line.description,
        "measurement_unit": line.unit,
        "volume": _amount(line.quantity, comma=False),
    }
    if priced:
        vat = {"vat_rate": "Без", "vat_value": "НДС"}
        if line.vat_rate is not None:
            vat = {"vat_rate": f"{line.vat_rate}%", "vat_value": _amount(line.vat, comma=False)}
        item |= {
            "unit_price": _amount(line.unit_price, comma=True),
            "subtotal": _amount(line.subtotal, comma=True),
            "excise": {"excise_rate": 0, "excise_value": 0},
            "vat": vat,
            "subtotal_with_taxes": _amount(line.total, comma=False),
        }
    return item


def _sums(paper: Paper) -> dict[str, str]:
    names = (("subtotal", paper.subtotal), ("vat_value", paper.vat), ("subtotal_with_taxes", paper.total))
    sums = {f"column_{name}": _amount(value, comma=name == "subtotal") for name, value in names}
    if paper.currency == "860":
        sums |= {f"{name}_uzs": value for name, value in sums.items()}
    return sums


def _material_report(paper: Paper) -> dict[str, Any]:
    rows = [
        {"service_name": f"SIM-karta, {name}"} | {f"{count}_item_count": 5 * at for at, count in enumerate(_COUNTS, 1)}
        for name in ("oddiy", "korporativ")
    ]
    return {
        "document_number": paper.number,
        "document_date": f"{paper.issued:{_DAY}}",
        "items": rows,
        "summary_values": {f"total_{count}_item_count": 10 * at for at, count in enumerate(_COUNTS, 1)},
    }


def _inner(paper: Paper) -> dict[str, Any]:
    if paper.kind is PaperKind.MATERIAL_REPORT:
        return _material_report(paper)
    attorney = paper.kind is PaperKind.POWER_OF_ATTORNEY
    inner: dict[str, Any] = {
        "document_version": "2013-03-04",
        "document_number": paper.number,
        "document_date": f"{paper.issued:%Y-%m-%d}",
        "currency_code": paper.currency,
        "currency_rate": "1" if paper.currency == "860" else "12650.00",
        "items": [_item(place, line, priced=not attorney) for place, line in enumerate(paper.lines, 1)],
    }
    if paper.description:
        inner["document_description"] = paper.description
    if paper.contract_date is not None:
        inner |= {"contract_number": paper.contract_number, "contract_date": f"{paper.contract_date:%Y-%m-%d}"}
    if attorney:
        return inner | {"doverennost_number": paper.number, "doverennost_date": f"{paper.issued:{_DAY}}"}
    return inner | {"column_summary_values": _sums(paper)}


def _content(paper: Paper) -> dict[str, Any]:
    form = _FORMS[paper.kind]
    owner, contractor = paper.owner, paper.contractor
    name = f"{form.file_prefix}_{owner.tax_id}_{contractor.tax_id}_{paper.issued:%Y-%m-%d}_{paper.number}.xml"
    content: dict[str, Any] = {
        "head": {
            "file_name": name,
            "program_version": "1.0.0",
            "format_version": "1.0.0",
            "sender": {
                "sender_info": _company(owner, paper.owner_account),
                "approver_and_signers": _signers(owner),
            },
            "receiver": {"receiver_info": _company(contractor), "approver_and_signers": _signers(contractor)},
        },
        "document": _inner(paper),
    }
    if paper.due is not None:
        # The API document has no field for it; its `expansion` is the place for what has none.
        due = {"item_name": "due_date", "item_type": "datetime", "item_value": f"{paper.due:{_DAY}}"}
        content["expansion"] = {"items": [{"item_columns": [due]}]}
    return content


def _title(paper: Paper, type_id: int) -> str:
    title = f"{TYPE_TITLES[type_id]} № {paper.number} от {paper.issued:{_DAY}}"
    return f"{title} {paper.description}" if paper.oddity == "plain-text" else title


def stored(paper: Paper, ids: random.Random) -> StoredDocument:
    """Give the document as the service keeps it. `ids` supplies its random-looking identifiers."""
    form = _FORMS[paper.kind]
    document = StoredDocument(
        uid=f"{ids.getrandbits(128):032x}",
        roaming_uid=f"{ids.getrandbits(96):024x}",
        type_id=form.type_id,
        title=_title(paper, form.type_id),
        number=paper.number,
        owner=Side(inn=paper.owner.tax_id, name=paper.owner.name),
        contractor=Side(inn=paper.contractor.tax_id, name=paper.contractor.name),
        total=None if paper.kind in _WITHOUT_AMOUNT else paper.total,
        created=paper.created,
        updated=paper.created,
        contract=f"№ {paper.contract_number} от {paper.contract_date:{_DAY}}" if paper.contract_date else "",
        content=_content(paper) if paper.shown else None,
        phase=_PHASES[paper.standing],
        internal=dict(paper.internal),
        oddity=paper.oddity,
    )
    _presign(document)
    return document


def _presign(document: StoredDocument) -> None:
    """Note who has signed already. The messages themselves are made when an archive asks for them."""
    archived = document.phase in {Phase.ARCHIVED, Phase.CANCEL_REQUESTED}
    if archived or document.phase in {Phase.SENT, Phase.REJECTED}:
        document.signatures[document.owner.inn] = Signature(cms=b"", serial="", at=document.created)
    if archived:
        at = document.created + timedelta(hours=3)
        document.signatures[document.contractor.inn] = Signature(cms=b"", serial="", at=at)
        document.updated = at
    if document.phase is Phase.CANCEL_REQUESTED:
        document.cancel_by = document.owner.inn
