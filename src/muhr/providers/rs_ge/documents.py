"""Puts what RS.ge tells of a document, in a list or as an INVOICE object, into our words. Pure.

Source: "INVOICE object" and "ListInvoices" of the API document. Amounts include VAT; they are in lari.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from muhr.domain.accounts import Account, ProviderName
from muhr.domain.documents import Action, Content, Direction, Document, DocumentRef, Line, RemoteStatus, Stage
from muhr.domain.money import Money
from muhr.domain.parties import Country, Party, normal_tax_id
from muhr.providers.extras import extras_of
from muhr.providers.plaintext import line
from muhr.providers.rs_ge import answers
from muhr.providers.rs_ge.states import Pair, actions_of, code_of, stage_of, text_of
from muhr.providers.rs_ge.values import Values, amount, day, moment, number, remote_id

CURRENCY = "GEL"
MOST_LINES = 10_000

CATEGORIES = {1: "მიწოდება/მომსახურება", 2: "ხე-ტყე", 3: "ნავთობპროდუქტები", 4: "ავანსი"}
TYPES = {
    1: "შიდა გადაზიდვა",
    2: "ტრანსპორტირებით",
    3: "ტრანსპორტირების გარეშე",
    4: "დისტრიბუცია",
    5: "უკან დაბრუნება",
    6: "ავანსი",
    7: "საცალო მიწოდებისთვის",
    8: "საბითუმო მიწოდებისთვის",
    9: "იმპორტირებისას დასაწყობების ადგილამდე ტრანსპორტირებისათვის",
    10: "ექსპორტისას დასაწყობების ადგილიდან ტრანსპორტირებისათვის",
    11: "მომსახურება",
}
"""INV_CATEGORY and INV_TYPE, as the API document names them."""

_CODES = {name: str(code) for code, name in TYPES.items()}
_VAT_TYPES = {0: "18%", 1: "0%", 2: "exempt"}
SELLER, BUYER, CARRIER = 1, 2, 3
"""USER_ROLE."""

CARRIED = frozenset(
    {"ID", "INV_SERIE", "INV_NUMBER", "INV_TYPE", "SELLER_ACTION", "BUYER_ACTION", "OPERATION_DATE", "INV_COMMENT"}
    | {"TIN_SELLER", "TIN_BUYER", "NAME_SELLER", "NAME_BUYER", "AMOUNT_FULL", "AMOUNT_EXCISE", "AMOUNT_VAT"}
    | {"USER_ROLE", "SELLER_STATUS", "BUYER_STATUS"}
)
"""Members of an INVOICE that have a field of their own in a document or its content."""

_NAMED = re.compile(r"(?P<name>.*)\(\s*(?P<tin>[0-9]{9}|[0-9]{11})\s*\)", re.DOTALL)
_DATES = (
    "ACTIVATE_DATE", "CREATE_DATE", "CONFIRM_DATE", "REFUSE_DATE", "REQUEST_CANCEL_DATE", "AGREE_CANCEL_DATE",
    "CORRECT_DATE",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What a list and an INVOICE say differently."""

    direction: Direction
    pair: Pair | None
    told: str
    counterparty: Party
    kind: str
    kind_code: str
    updated: datetime | None
    actions: frozenset[Action]
    carried: bool = False


def party(text: object) -> Party:
    """Read a side as lists print it: the name, and the tax number in brackets behind it."""
    whole = line(text, 240)
    found = _NAMED.fullmatch(whole)
    name, tin = (found["name"].strip(), found["tin"]) if found is not None else (whole, "")
    return Party(country=Country.GE, tax_id=tin, name=name)


def number_of(values: Values) -> str:
    """Series and number; "" for a document that is not activated."""
    serie, found = line(values.get("INV_SERIE"), 40), remote_id(values.get("INV_NUMBER"))
    return f"{serie} {found}".strip() if found else ""


def declared(values: Values, direction: Direction) -> str:
    """The number of the declaration that our side has attached the document to, or ""."""
    return remote_id(values.get("SEQNUM_BUYER" if direction is Direction.INCOMING else "SEQNUM_SELLER"))


def actions_in(values: Values, pair: Pair | None, direction: Direction) -> frozenset[Action]:
    """What a person can do to a document of a row or an INVOICE."""
    found = actions_of(pair, direction)
    return found - {Action.DECLARE} if declared(values, direction) else found


# ------------------------------------------------------------------ rows of lists


def of_row(row: Values, pair: Pair | None, account: Account, direction: Direction, seen: datetime) -> Document | None:
    """The document of one row of ListInvoices; None for a row without an id."""
    incoming = direction is Direction.INCOMING
    kind = line(row.get("INV_TYPE_NAME"), 120)
    told = _Seen(
        direction=direction,
        pair=pair,
        told=line(row.get("BUYER_ACTION_TXT" if incoming else "SELLER_ACTION_TXT"), 120),
        counterparty=party(row.get("SELLER" if incoming else "BUYER")),
        kind=kind,
        kind_code=_CODES.get(kind, ""),
        updated=moment(row.get("CHANGE_DATE")),
        actions=actions_in(row, pair, direction),
    )
    return _document(row, told, account, seen)


# ------------------------------------------------------------------ INVOICE objects


def direction_of(values: Mapping[str, object], account: Account) -> Direction:
    """Whose document it is: USER_ROLE says it, else the seller's tax number."""
    role = number(values.get("USER_ROLE"))
    if role in {SELLER, BUYER}:
        return Direction.OUTGOING if role == SELLER else Direction.INCOMING
    ours = normal_tax_id(account.company.tax_id)
    return Direction.OUTGOING if normal_tax_id(line(values.get("TIN_SELLER"), 40)) == ours else Direction.INCOMING


def side(values: Mapping[str, object], name: str) -> Party | None:
    """The SELLER or the BUYER of an INVOICE; None when nothing is said of it."""
    tin, called = line(values.get(f"TIN_{name}"), 40), line(values.get(f"NAME_{name}"), 200)
    return Party(country=Country.GE, tax_id=tin, name=called) if tin or called else None


def of_invoice(values: Mapping[str, object], account: Account, seen: datetime) -> Document | None:
    """The document of an INVOICE object; None for one without an id (the empty pattern)."""
    direction = direction_of(values, account)
    other = side(values, "SELLER" if direction is Direction.INCOMING else "BUYER")
    code = number(values.get("INV_TYPE"))
    dates = [found for name in _DATES if (found := moment(values.get(name))) is not None]
    told = _Seen(
        direction=direction,
        pair=answers.pair(values),
        told=line(values.get("STATUS_TXT_GEO"), 120),
        counterparty=other or Party(country=Country.GE, tax_id="", name=""),
        kind=TYPES.get(code, str(code)) if code else "",
        kind_code=str(code or ""),
        updated=max(dates, default=None),
        actions=actions_in(values, answers.pair(values), direction),
        carried=number(values.get("USER_ROLE")) == CARRIER,
    )
    return _document(values, told, account, seen)


def status_of(values: Mapping[str, object], account: Account) -> RemoteStatus | None:
    """The status of an INVOICE object; None for one without an id."""
    id_, direction = remote_id(values.get("ID")), direction_of(values, account)
    if not id_:
        return None
    pair, carried = answers.pair(values), number(values.get("USER_ROLE")) == CARRIER
    return RemoteStatus(
        remote_id=id_,
        status=code_of(pair),
        status_text=text_of(pair, direction, line(values.get("STATUS_TXT_GEO"), 120)),
        stage=Stage.HIDDEN if carried else stage_of(pair, direction),
        actions=frozenset() if carried else actions_in(values, pair, direction),
        complete=True,
    )


def content_of(values: Mapping[str, object], raw: str) -> Content:
    """What is inside an INVOICE object; `raw` is its text as it came."""
    given = values.get("INVOICE_GOODS")
    goods = given[:MOST_LINES] if isinstance(given, list) else []
    return Content(
        lines=tuple(_lines(goods)),
        vat=amount(values.get("AMOUNT_VAT")),
        excise=amount(values.get("AMOUNT_EXCISE")),
        total=amount(values.get("AMOUNT_FULL")),
        seller=side(values, "SELLER"),
        buyer=side(values, "BUYER"),
        extras=extras_of(values, CARRIED),
        raw=raw,
    )


def _lines(goods: list[object]) -> Iterator[Line]:
    for entry in goods:
        if isinstance(entry, Mapping):
            yield Line(
                description=line(entry.get("GOODS_NAME"), 1000),
                quantity=amount(entry.get("QUANTITY")),
                unit=line(entry.get("UNIT_TXT"), 60),
                unit_price=amount(entry.get("UNIT_PRICE")),
                vat_rate=vat_rate(entry.get("VAT_TYPE")),
                vat=amount(entry.get("VAT_AMOUNT")),
                excise=amount(entry.get("EXCISE_AMOUNT")),
                total=amount(entry.get("AMOUNT")),
            )


def vat_rate(value: object) -> str:
    """VAT_TYPE in words: 0 the ordinary rate, 1 zero, 2 exempt."""
    code = number(value)
    return "" if code is None else _VAT_TYPES.get(code, str(code))


# ------------------------------------------------------------------ both


def _document(values: Values, told: _Seen, account: Account, seen: datetime) -> Document | None:
    id_ = remote_id(values.get("ID"))
    if not id_:
        return None
    total: Decimal | None = amount(values.get("AMOUNT_FULL"))
    return Document(
        ref=DocumentRef(account.id, id_),
        provider=ProviderName.RS_GE,
        direction=told.direction,
        kind=told.kind,
        kind_code=told.kind_code,
        number=number_of(values),
        issued=day(values.get("OPERATION_DATE")),
        company=account.company,
        counterparty=told.counterparty,
        total=None if total is None else Money(currency=CURRENCY, amount=total),
        status=code_of(told.pair),
        status_text=text_of(told.pair, told.direction, told.told),
        stage=Stage.HIDDEN if told.carried else stage_of(told.pair, told.direction),
        actions=frozenset() if told.carried else told.actions,
        created=moment(values.get("CREATE_DATE")),
        updated=told.updated,
        title=line(values.get("INV_COMMENT"), 200),
        seen=seen,
    )
