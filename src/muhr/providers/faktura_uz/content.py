"""Reads what is inside a document (the JSON text of GetDocumentsContent) into our words. Fetches nothing.

Two forms are known. The register form is the import model of the API document (`head`, `document`, `expansion`),
which also covers material reports (rows of counts) and dynamic documents (rows of named cells). The flat form is
seen in public integrations (`invoiceNumber`, `invoiceServices`, …). Names are compared without case and underscores;
amounts come with comma or dot; what is not understood stays in `Content.raw`, one click away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from muhr.domain.documents import Content, Line
from muhr.domain.money import currency_letters
from muhr.domain.parties import Country, Party
from muhr.providers.extras import extras_of
from muhr.providers.faktura_uz.values import amount, day, fields, first, key
from muhr.providers.json_values import Misread, decode
from muhr.providers.plaintext import line, plain

LONGEST = 4 * 1024 * 1024
"""Characters of a content text that are looked into; a longer one is shown raw and cut."""
MOST_LINES = 10_000
RAW_KEPT = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """A document's content, and what it tells of the document as a whole."""

    content: Content
    number: str = ""
    issued: date | None = None
    due: date | None = None
    currency: str = ""
    """ISO 4217 letters; "" when the content does not say."""
    prefix: str = ""
    """First part of the file name, which names the kind of document; "" when there is none."""


def read(text: str) -> Inside:
    """Read a content text. One that is not understood gives an `Inside` with nothing but the raw text; never raises."""
    raw = plain(text, RAW_KEPT)
    if len(text) > LONGEST:
        return Inside(content=Content(raw=raw))
    try:
        members = fields(decode(text.encode("utf-8", "replace")))
        return _register(members, raw) if "document" in members or "head" in members else _flat(members, raw)
    except Misread:
        return Inside(content=Content(raw=raw))


def _object(value: object) -> dict[str, Any]:
    return fields(value) if isinstance(value, Mapping) else {}


def _items(value: object) -> list[Any]:
    return value[:MOST_LINES] if isinstance(value, list) else []


# ------------------------------------------------------------------ the register form


def _register(members: Mapping[str, Any], raw: str) -> Inside:
    head, body = _object(members.get("head")), _object(members.get("document"))
    cells = dict(_cells(body.get("headervalues"))) | _expansion_cells(members.get("expansion"))
    sums, words = _object(body.get("columnsummaryvalues")), _object(body.get("columnsummaryvaluesinwords"))
    content = Content(
        lines=tuple(_lines(body)),
        subtotal=amount(first(sums, "columnsubtotal")),
        vat=amount(first(sums, "columnvatvalue")),
        excise=amount(first(sums, "columnexcisevalue")),
        total=amount(first(sums, "columnsubtotalwithtaxes", "columnsubtotalwithtaxestotal")),
        total_in_words=line(first(words, "columnsubtotalwithtaxesinwords", "columnsubtotalinwords")),
        seller=_party(head, "sender"),
        buyer=_party(head, "receiver"),
        contract_number=line(first(body, "contractnumber") or cells.get("contractnumber"), 120),
        contract_date=day(first(body, "contractdate") or cells.get("contractdate")),
        extras=extras_of([*body.items(), *cells.items()], CARRIED),
        raw=raw,
    )
    return Inside(
        content=content,
        number=line(first(body, "documentnumber") or cells.get("documentnumber"), 120),
        issued=day(first(body, "documentdate") or cells.get("documentdate")),
        due=day(first(body, *_DUE) or next((cells[name] for name in _DUE if name in cells), None)),
        currency=_currency(first(body, "currencycode", "currency")),
        prefix=line(head.get("filename"), 200).partition("_")[0],
    )


CARRIED = frozenset(
    {"documentnumber", "documentdate", "contractnumber", "contractdate", "currencycode", "currency"}
    | {"duedate", "paymentduedate", "paymentdate", "paymentterm", "documentversion"}
)
"""Members of a register document, and names of its cells, that have a field of their own."""
CARRIED_FLAT = CARRIED | {
    f"{kind}{name}"
    for kind in ("", "invoice")
    for name in (
        *(
            "subtotal",
            "sumwithoutvat",
            "vatsum",
            "totalvat",
            "vat",
            "totalsum",
            "total",
            "totalprice",
            "number",
            "date",
        ),
        *("ownerinn", "sellerinn", "ownername", "sellername", "owneraccount", "selleraccount", "contractorinn"),
        *("buyerinn", "contractorname", "buyername", "contractoraccount", "buyeraccount", "contractnumber"),
        *("contractdate", "currency", "currencycode", "duedate", "paymentduedate", "paymentdate", "paymentterm"),
    )
}
"""The same in the flat form."""

_DUE = ("duedate", "paymentduedate", "paymentdate", "paymentterm")


def _currency(value: object) -> str:
    code = line(value, 12)
    return currency_letters(code) if code.strip("0") else ""


def _cells(value: object) -> Iterable[tuple[str, Any]]:
    """The named cells of a dynamic document: compared name and value."""
    for cell in _items(value):
        members = _object(cell)
        if name := key(line(members.get("itemname"), 120)):
            yield name, members.get("itemvalue")


def _expansion_cells(value: object) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in _items(_object(value).get("items")):
        found.update(_cells(_object(row).get("itemcolumns")))
    return found


def _party(head: Mapping[str, Any], side: str) -> Party | None:
    info = _object(_object(head.get(side)).get(f"{side}info"))
    bank = _object(info.get("bankdetails"))
    return _made_party(info.get("inn"), info.get("companyname"), bank.get("accountnumber"), bank.get("bankcode"))


def _made_party(tax_id: object, name: object, account: object = "", bank: object = "") -> Party | None:
    if not tax_id and not name:
        return None
    return Party(
        country=Country.UZ,
        tax_id=line(tax_id, 40),
        name=line(name, 200),
        bank_account=line(account, 60),
        bank_code=line(bank, 20),
    )


def _lines(body: Mapping[str, Any]) -> Iterable[Line]:
    for item in _items(body.get("items")):
        members = _object(item)
        if "itemcolumns" in members:
            yield _dynamic_line(dict(_cells(members["itemcolumns"])))
        elif "servicename" in members:
            yield _counted_line(members)
        else:
            yield _line(members)
    for visit in _items(body.get("visits")):
        yield _visit_line(_object(visit))


def _line(item: Mapping[str, Any]) -> Line:
    vat, excise = _object(item.get("vat")), _object(item.get("excise"))
    rate, value = first(vat, "vatrate") or item.get("vatrate"), first(vat, "vatvalue", "vatsum")
    value = first(item, "vatvalue", "vatsum") if value is None else value
    described = [line(item.get(name), 1000) for name in ("description", "adddescription", "name")]
    return Line(
        description=" ".join(filter(None, described)),
        quantity=amount(first(item, "volume", "count", "quantity")),
        unit=line(first(item, "measurementunit", "measure", "unit"), 40),
        unit_price=amount(first(item, "unitprice", "price")),
        subtotal=amount(first(item, "subtotal", "sum")),
        vat_rate=_rate(rate, value),
        vat=amount(value),
        excise=amount(first(excise, "excisevalue")),
        total=amount(first(item, "subtotalwithtaxes", "subtotalwithvat", "sumwithvat", "total")),
    )


def _rate(rate: object, value: object) -> str:
    """A rate as it is printed. "Without VAT" stands in two fields, half of the words in each (api quirk 6)."""
    printed = line(str(rate) if isinstance(rate, int | Decimal) else rate, 40)
    words = line(value, 40) if isinstance(value, str) and amount(value) is None else ""
    return f"{printed} {words}".strip()


def _dynamic_line(cells: Mapping[str, Any]) -> Line:
    named = {name.removesuffix("column"): value for name, value in cells.items()}
    rest = [f"{name}: {line(value, 200)}" for name, value in named.items() if name not in _DYNAMIC and value]
    title = line(first(named, "servicename", "name", "description"), 1000)
    return Line(
        description="; ".join(filter(None, [title, *rest])),
        quantity=amount(first(named, "quantity", "count", "volume")),
        unit=line(first(named, "measurementunit", "unit"), 40),
        unit_price=amount(first(named, "price", "unitprice")),
        subtotal=amount(named.get("subtotal")),
        total=amount(first(named, "total", "subtotalwithtaxes")),
    )


_DYNAMIC = frozenset(
    {"servicename", "name", "description", "quantity", "count", "volume", "measurementunit", "unit", "price"}
    | {"unitprice", "subtotal", "total", "subtotalwithtaxes"}
)

_COUNTS = {
    "periodstartitemcount": "at start",
    "obtainitemcount": "received",
    "connectitemcount": "connected",
    "changeitemcount": "exchanged",
    "lostitemcount": "lost",
    "periodenditemcount": "at end",
}


def _counted_line(item: Mapping[str, Any]) -> Line:
    """A row of a material report: counts, no prices."""
    counts = [f"{word} {found}" for name, word in _COUNTS.items() if (found := amount(item.get(name))) is not None]
    title = line(item.get("servicename"), 1000)
    end = amount(item.get("periodenditemcount"))
    return Line(description=f"{title} ({', '.join(counts)})" if counts else title, quantity=end)


def _visit_line(visit: Mapping[str, Any]) -> Line:
    """A visit of a moto act: who came, when, and what it cost."""
    parts = [line(visit.get(name), 200) for name in ("fio", "vehicle", "date")]
    return Line(
        description=", ".join(filter(None, parts)),
        vat_rate=line(visit.get("vatrate"), 40),
        total=amount(first(visit, "subtotalwithtax", "subtotalwithtaxes")),
    )


# ------------------------------------------------------------------ the flat form


def _flat(members: Mapping[str, Any], raw: str) -> Inside:
    kind = next((name.removesuffix("services") for name in members if name.endswith("services")), "")

    def own(*names: str) -> Any:
        return first(members, *(f"{kind}{name}" for name in names), *names)

    rows = own("services", "items", "products")
    lines = tuple(_line(_object(row)) for row in _items(rows))
    content = Content(
        lines=lines,
        subtotal=amount(own("subtotal", "sumwithoutvat")),
        vat=amount(own("vatsum", "totalvat", "vat")),
        total=amount(own("totalsum", "total", "totalprice")),
        seller=_made_party(
            own("ownerinn", "sellerinn"), own("ownername", "sellername"), own("owneraccount", "selleraccount")
        ),
        buyer=_made_party(
            own("contractorinn", "buyerinn"),
            own("contractorname", "buyername"),
            own("contractoraccount", "buyeraccount"),
        ),
        contract_number=line(own("contractnumber"), 120),
        contract_date=day(own("contractdate")),
        extras=extras_of(members, CARRIED_FLAT),
        raw=raw,
    )
    return Inside(
        content=content,
        number=line(own("number", "documentnumber"), 120),
        issued=day(own("date", "documentdate")),
        due=day(own(*_DUE)),
        currency=_currency(own("currencycode", "currency")),
        prefix=kind,
    )
