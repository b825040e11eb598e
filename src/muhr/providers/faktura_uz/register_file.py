"""Reads a register file (the container of ImportDocumentRegister, JSON or XML) into checked entries. Sends nothing.

Source: "ImportDocumentRegister" of the API document. Which of the two forms a file has is seen from its first
character. An entry of a JSON file is sent as it stands in the file, byte for byte, but for its `id`: members that this
version has never heard of reach the provider unharmed; an entry of an XML file is sent in its JSON form, with all its
members (see `register_xml`). What must not be is a file that Muhr and the provider read differently, so a name that
stands twice in one object refuses the whole file.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any, Never, TypeVar

import msgspec

from muhr.domain.accounts import Account
from muhr.domain.documents import Content
from muhr.domain.imports import ImportItem, ImportProblem
from muhr.domain.money import Money
from muhr.domain.parties import Party, TaxIdJudgement, judge_tax_id, normal_tax_id
from muhr.domain.sentences import say
from muhr.providers.faktura_uz import content
from muhr.providers.faktura_uz.register import RegisterKind
from muhr.providers.faktura_uz.register_xml import looks_like_xml, read_entries, unusable
from muhr.providers.faktura_uz.values import DEEPEST, key
from muhr.providers.plaintext import line
from muhr.providers.twins import without_twins

LARGEST = 16 * 1024 * 1024
"""Bytes of a register file."""
MOST_ITEMS = 2_000

_KINDS = {
    RegisterKind.INVOICE: "Invoice",
    RegisterKind.ACT_AND_INVOICE: "Act and invoice",
    RegisterKind.INVOICE_FOR_PAYMENT: "Invoice for payment",
    RegisterKind.MATERIAL_REPORT: "Material report",
    RegisterKind.DYNAMIC_DOCUMENT: "Document with free columns",
    RegisterKind.INVOICE_AND_BILL: "Act",
    RegisterKind.FARM_INVOICE: "Pharmacy invoice",
    RegisterKind.MOTO_ACT: "Vehicle service act",
}
# The table of parameters spells the farm list in the singular, its example in the plural: a file may hold either.
_BY_CONTAINER = {kind.container: kind for kind in _KINDS} | {"farm_invoice": RegisterKind.FARM_INVOICE}
_WITHOUT_TOTAL = frozenset({RegisterKind.MATERIAL_REPORT, RegisterKind.DYNAMIC_DOCUMENT})

_SANE_ID = re.compile(r"[0-9A-Za-z-]{16,64}")
"""Shorter ones are numbers of rows, which come again in the next file."""


_Form = TypeVar("_Form")


class _Twin(Exception):
    """A name stands twice in one object."""


def read(data: bytes, account: Account) -> list[ImportItem]:
    """Read a register file.

    Args:
        data: the file's bytes, at most `LARGEST` of them: UTF-8 JSON, or XML in the encoding it declares.
        account: whose documents they are to become; its id is part of the keys that are made.

    Raises:
        InputError: the file as a whole cannot be read (codes `register-…`); the text says where. An entry that cannot
            be used is no error: it has a problem that blocks it.
    """
    if len(data) > LARGEST:
        raise unusable("size", say("The file is larger than {value} MiB. Split it.", value=LARGEST // 2**20))
    if looks_like_xml(data):
        return list(without_twins(_from_xml(data, account), _told_twice))
    body = data.removeprefix(b"\xef\xbb\xbf")
    _ask_depth(body)
    container = _decoded(body)
    if not isinstance(container, dict) or not container:
        raise unusable("form", "The file holds no lists of documents (invoices, acts_and_invoices, …).")
    raws = _raw(body, dict[str, msgspec.Raw])
    found: list[ImportItem] = []
    for name, entries in container.items():
        kind = _BY_CONTAINER.get(name)
        if kind is None:
            raise unusable("list", say("“{line}” is no list of documents that Faktura.uz knows.", line=line(name, 60)))
        if not isinstance(entries, list):
            raise unusable("list", say("“{name}” must be a list of documents.", name=name))
        if len(found) + len(entries) > MOST_ITEMS:
            raise unusable(
                "count", say("The file holds more than {most_items} documents. Split it.", most_items=MOST_ITEMS)
            )
        pieces = _raw(raws[name], list[msgspec.Raw])
        for position, (entry, raw) in enumerate(zip(entries, pieces, strict=True), 1):
            found.append(_item(kind, f"{name}, entry {position}", entry, bytes(raw), account))
    return list(without_twins(found, _told_twice))


def payload(item: ImportItem) -> bytes:
    """Give the request body that imports one entry: the container with this entry alone, under our key."""
    members = msgspec.json.decode(item.raw, type=dict[str, msgspec.Raw])
    kept = {name: value for name, value in members.items() if key(name) != "id"}
    kept["id"] = msgspec.Raw(json.dumps(item.client_id).encode("ascii"))
    return msgspec.json.encode({item.kind_code: [kept]})


def _from_xml(data: bytes, account: Account) -> list[ImportItem]:
    return [
        _item(one.kind, one.place, one.value, json.dumps(one.value, ensure_ascii=False).encode(), account)
        for one in read_entries(data, _BY_CONTAINER, MOST_ITEMS)
    ]


# ------------------------------------------------------------------ the file as a whole


def _ask_depth(body: bytes) -> None:
    """Refuse deep nesting before any parser recurses into it."""
    depth = 0
    for mark in re.finditer(rb'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', body, re.DOTALL):
        sign = mark[0]
        if sign in {b"[", b"{"}:
            depth += 1
            if depth > DEEPEST:
                raise unusable("depth", say("The file is nested too deeply (byte {mark}).", mark=mark.start() + 1))
        elif sign in {b"]", b"}"}:
            depth -= 1


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    names: set[str] = set()
    for name, value in pairs:
        if key(name) in names:
            raise _Twin(name)
        names.add(key(name))
        found[name] = value
    return found


def _no_constant(name: str) -> Never:
    raise ValueError(f"{name} is no number")


def _decoded(body: bytes) -> Any:
    """Every number as its text: nothing is rounded and no number is too long."""
    try:
        text = body.decode("utf-8")
        return json.loads(text, object_pairs_hook=_pairs, parse_int=str, parse_float=str, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise unusable("encoding", say("The file is not UTF-8 text (byte {error}).", error=error.start + 1)) from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise unusable(
            "syntax", say("The file is not readable JSON ({where}): {msg}.", where=where, msg=error.msg)
        ) from None
    except _Twin as twin:
        name = line(str(twin), 60)
        raise unusable(
            "twice",
            say(
                "The name “{name}” stands twice in one object{where}: it is not clear which one counts.",
                name=name,
                where=_where(body),
            ),
        ) from None
    except ValueError as error:
        raise unusable("syntax", say("The file is not readable JSON: {error}.", error=str(error))) from None


def _raw(body: bytes | msgspec.Raw, form: type[_Form]) -> _Form:
    try:
        return msgspec.json.decode(body, type=form)
    except msgspec.DecodeError as error:  # msgspec is stricter than `json` in a few texts
        raise unusable("syntax", say("The file is not readable JSON: {error}.", error=str(error))) from None


def _where(body: bytes) -> str:
    """In which entry a name stands twice."""
    try:
        lists = msgspec.json.decode(body, type=dict[str, list[msgspec.Raw]])
    except msgspec.DecodeError:
        return ""
    for name, entries in lists.items():
        for position, raw in enumerate(entries, 1):
            try:
                json.loads(bytes(raw), object_pairs_hook=_pairs, parse_int=str, parse_float=str)
            except _Twin:
                return f" ({line(name, 60)}, entry {position})"
    return ""


# ------------------------------------------------------------------ one entry


def _item(kind: RegisterKind, place: str, entry: Any, raw: bytes, account: Account) -> ImportItem:
    members = {key(name): value for name, value in entry.items()} if isinstance(entry, dict) else {}
    usable = isinstance(members.get("head"), dict) and isinstance(members.get("document"), dict)
    # Without the attachments, which may be large and say nothing here.
    told = {name: members[name] for name in ("head", "document")} if usable else {}
    inside = content.read(json.dumps(told)) if usable else content.Inside(content=Content())
    own_id = members.get("id")
    sane = isinstance(own_id, str) and _SANE_ID.fullmatch(own_id) is not None
    currency = inside.currency or "UZS"
    total = inside.content.total
    item = ImportItem(
        place=place,
        kind=_KINDS[kind],
        kind_code=kind.container,
        number=inside.number,
        issued=inside.issued,
        sender=inside.content.seller,
        counterparty=inside.content.buyer,
        total=None if total is None else Money(currency=currency, amount=total),
        client_id=str(own_id) if sane else _made_id(kind, entry, account),
        content=inside.content,
        raw=raw,
    )
    if not usable:
        text = say("This entry is no document: “head” or “document” is missing or has the wrong form.")
        return item.with_problems(ImportProblem(code="form", text=text, blocks=True))
    problems = list(_problems(kind, item, members, account))
    if own_id not in (None, "") and not sane:
        text = say(
            "The entry's own id cannot serve as a key (16 to 64 letters and digits); a made one is sent instead."
        )
        problems.append(ImportProblem(code="id", text=text, blocks=False))
    return item.with_problems(*problems)


def _made_id(kind: RegisterKind, entry: Any, account: Account) -> str:
    """A key that comes out the same when the same entry is read again for the same account."""
    canonical = json.dumps(entry, sort_keys=True, separators=(",", ":"))
    text = f"{account.id}\n{kind.container}\n{canonical}"
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:32]


def _problems(
    kind: RegisterKind, item: ImportItem, members: dict[str, Any], account: Account
) -> Iterator[ImportProblem]:
    free = kind is RegisterKind.DYNAMIC_DOCUMENT  # whose number and date are cells that may bear any name
    if not item.number:
        yield ImportProblem(code="number", text=say("The document's number is missing."), blocks=not free)
    if item.issued is None:
        yield ImportProblem(code="date", text=say("The document's date is missing or is no date."), blocks=not free)
    if item.total is None and kind not in _WITHOUT_TOTAL:
        yield ImportProblem(code="total", text=say("The document's total is missing or is no number."), blocks=False)
    yield from _party_problems(item.sender, "sender")
    yield from _party_problems(item.counterparty, "receiver")
    ours = normal_tax_id(account.company.tax_id)
    if item.sender is not None and item.sender.tax_id and normal_tax_id(item.sender.tax_id) != ours:
        text = say(
            "The sender's tax number {tax_id} is not this account's ({company_tax_id}).",
            tax_id=item.sender.tax_id,
            company_tax_id=account.company.tax_id,
        )
        yield ImportProblem(code="sender", text=text, blocks=False)
    head = {key(name): value for name, value in members["head"].items()}
    name = head.get("filename")
    if not isinstance(name, str) or (name.partition("_")[0] not in kind.value.prefixes and not free):
        text = say("“file_name” should begin with {prefixes}.", prefixes=" or ".join(kind.value.prefixes))
        yield ImportProblem(code="file-name", text=text, blocks=False)


def _party_problems(party: Party | None, side: str) -> Iterator[ImportProblem]:
    if party is None or not party.tax_id:
        yield ImportProblem(
            code=f"{side}-missing", text=say("The {side}'s tax number is missing.", side=side), blocks=True
        )
    elif judge_tax_id(party.country, party.tax_id) is TaxIdJudgement.DOUBTFUL:
        text = say("The {side}'s tax number {tax_id} does not look right.", side=side, tax_id=party.tax_id)
        yield ImportProblem(code=f"{side}-tax-number", text=text, blocks=False)


def _told_twice(first: str) -> str:
    return say("The same key, or the very same document, stands in this file before ({first}).", first=first)
