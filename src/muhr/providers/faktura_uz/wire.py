"""Reads the bytes of Faktura.uz's answers into typed records. Judges nothing, asks nobody.

The calls of the API document only; those beyond it are read in `beyond`. The document prints the answers of four of
them, the others are read tolerantly: names are matched without regard to case and underscores, numbers may be quoted,
unknown members are passed over. What still cannot be read is `Misread`, never a guess. Every reader takes decoded
JSON and may raise `Misread` and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from muhr.providers.faktura_uz.values import fields, first, flag, number, remote_id, rows
from muhr.providers.json_values import Misread, decode
from muhr.providers.plaintext import line

# ------------------------------------------------------------------ token and dictionaries


class Grant(msgspec.Struct, frozen=True):
    """The answer of `/token`. `repr` shows nothing of it."""

    access_token: str
    expires_in: int
    refresh_token: str = ""

    def __repr__(self) -> str:
        return "Grant()"


_LONGEST_LIFE = 60 * 24 * 3600
_UNSTATED_LIFE = 600


def token(raw: bytes) -> Grant | None:
    """Read a token answer; None when it holds no usable bearer token.

    `expires_in` counts (the printed `.expires` is a wall clock's word); without it the token is used for ten minutes.
    """
    try:
        members = fields(decode(raw))
    except Misread:
        return None
    value, kind = members.get("accesstoken"), members.get("tokentype", "bearer")
    if not isinstance(value, str) or not re.fullmatch(r"[!-~]{1,8192}", value) or str(kind).lower() != "bearer":
        return None
    life = number(members.get("expiresin"))
    refresh = members.get("refreshtoken")
    usable = isinstance(refresh, str) and re.fullmatch(r"[!-~]{1,8192}", refresh)
    return Grant(
        access_token=value,
        expires_in=_UNSTATED_LIFE if life is None else max(1, min(life, _LONGEST_LIFE)),
        refresh_token=str(refresh) if usable else "",
    )


class Term(msgspec.Struct, frozen=True):
    """One row of a dictionary."""

    id: int
    code: str
    description: str


def dictionary(value: object) -> dict[int, Term]:
    """Read GetDocumentTypes or GetDocumentStatuses by id; rows without a readable id are passed over."""
    found: dict[int, Term] = {}
    for row in rows(value):
        if isinstance(row, Mapping):
            members = fields(row)
            if (id_ := number(members.get("id"))) is not None:
                found[id_] = Term(id_, line(members.get("code"), 60), line(members.get("description"), 120))
    return found


# ------------------------------------------------------------------ envelope and status


class Problem(msgspec.Struct, frozen=True):
    """One entry of `Errors`."""

    code: int | None
    text: str


INTERNAL_SERVER_ERROR = 500
VALIDATION_ERROR = 600
INCORRECT_DOCUMENT_UID = 1007


def problems(value: object) -> tuple[Problem, ...]:
    """Read `Errors`: null, a text ("1007: …"), a number, an object with Code and Message, or a list of these."""
    found: list[Problem] = []
    if isinstance(value, Mapping) and len(value) == 1:
        inner = next(iter(value.values()))  # as XML wraps a list
        value = inner if isinstance(inner, list | Mapping) else value
    for item in value[:100] if isinstance(value, list) else [value]:
        if isinstance(item, Mapping):
            members = fields(item)
            text = line(first(members, "message", "description", "errormessage", "text"))
            found.append(Problem(number(first(members, "code", "resultcode", "id")), text))
        elif isinstance(item, str) and item.strip():
            match = re.match(r"\s*(\d{1,6})\b", item)
            found.append(Problem(int(match.group(1)) if match else None, line(item)))
        elif (code := number(item)) is not None:
            found.append(Problem(code, ""))
    return tuple(found)


class StatusRow(msgspec.Struct, frozen=True):
    """The status of one document."""

    remote_id: str
    status: int | None
    """None when the provider's number could not be read."""
    text: str


class StatusAnswer(msgspec.Struct, frozen=True):
    """The answer of GetDocumentStatus."""

    rows: tuple[StatusRow, ...]
    problems: tuple[Problem, ...]


def statuses(value: object) -> StatusAnswer:
    """Read GetDocumentStatus: the printed envelope, or the bare list of its rows."""
    if isinstance(value, list):
        return StatusAnswer(tuple(_status_rows(value)), ())
    members = fields(value)
    data = members.get("data")
    listed = fields(data).get("documentstatuses") if isinstance(data, Mapping) else data
    found = problems(members.get("errors"))
    if flag(members.get("success")) is False and not found:
        found = (Problem(None, line(first(members, "message", "error"))),)
    if listed is None and not found:
        raise Misread("a list of statuses was expected")
    return StatusAnswer(tuple(_status_rows(rows(listed))), found)


def _status_rows(values: Iterable[object]) -> Iterable[StatusRow]:
    for value in values:
        if not isinstance(value, Mapping):
            raise Misread("a status was expected")
        members = fields(value)
        described = members.get("statusdescription")
        text = described[0] if isinstance(described, list) and described else described
        if id_ := remote_id(first(members, "uniqueid", "documentuniqueid")):
            yield StatusRow(id_, number(members.get("status")), line(text, 120))


# ------------------------------------------------------------------ hash codes

_HASH = re.compile(r"[0-9A-Fa-f]{16,256}")


def hash_codes(value: object, asked: list[str]) -> dict[str, str]:
    """Read GetDocumentsHashCodes, an undocumented answer, in one of four forms tried in this order:

    1. `[{"UniqueId", "HashCode"}]`;  2. the same list under `Data`;  3. `{"<id>": "<hash>"}`;
    4. `["<hash>", …]` in the order of the request, only when it is exactly as long as the request.

    Gives the hash strings exactly as they came, by lower-case id. An id that is missing, null, or given twice with
    different hashes is left out: it alone cannot be signed. An id that was not asked for is passed over. One hash
    that is no hash (16 to 256 hex digits) makes the whole answer a `Misread`: then nothing of it is believed.
    """
    wanted = {id_.lower() for id_ in asked}
    pairs = _hash_pairs(value, asked)
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for id_, code in pairs:
        if code is None:
            continue
        if not isinstance(code, str) or _HASH.fullmatch(code) is None:
            raise Misread("a hash code was expected")
        if id_ in wanted and found.setdefault(id_, code) != code:
            doubtful.add(id_)
    return {id_: code for id_, code in found.items() if id_ not in doubtful}


def _hash_pairs(value: object, asked: list[str]) -> list[tuple[str, object]]:
    if isinstance(value, Mapping):
        members = fields(value)
        if "data" in members or flag(members.get("success")) is not None:
            return _hash_pairs(_list_of(members.get("data")), asked)
        if value and all(code is None or isinstance(code, str) for code in value.values()):
            return [(str(id_).strip().lower(), code) for id_, code in value.items()]
        raise Misread("hash codes were expected")
    items = _list_of(value)
    if all(isinstance(item, Mapping) for item in items):
        found = []
        for item in items:
            members = fields(item)
            if not {"uniqueid", "hashcode"} <= members.keys():
                raise Misread("a hash code with its document was expected")
            found.append((remote_id(members["uniqueid"]), members["hashcode"]))
        return found
    if len(items) != len(asked):
        raise Misread("as many hash codes as documents were expected")
    return list(zip((id_.lower() for id_ in asked), items, strict=True))


def _list_of(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise Misread("a list of hash codes was expected")
    return value


# ------------------------------------------------------------------ scalars and plain envelopes


def sign_code(value: object) -> int | None:
    """Read SignDocument's number: bare, quoted, or as `code` of an object; None when it cannot be said.

    An object whose `Success` contradicts its code says nothing.
    """
    if not isinstance(value, Mapping):
        return number(value)
    members = fields(value)
    code = number(first(members, "code", "resultcode", "data"))
    success = flag(members.get("success"))
    return None if success is not None and code is not None and success is not (code == 0) else code


def yes_or_no(value: object) -> bool:
    """Read CheckCompanyExist or VerifySignature: a bare or quoted boolean, or an object with exactly one of them."""
    bare = flag(value)
    if bare is not None:
        return bare
    if isinstance(value, Mapping):
        members = fields(value)
        named = flag(members.get("success"))
        found = [answer for answer in map(flag, members.values()) if answer is not None]
        data = flag(members.get("data"))
        if named is not None:
            return data if named and data is not None else named
        if len(found) == 1:
            return found[0]
    raise Misread("yes or no was expected")


class Plain(msgspec.Struct, frozen=True):
    """What an undocumented answer of a writing call says, as far as it says anything."""

    success: bool | None
    code: int | None = None
    ids: tuple[str, ...] = ()
    text: str = ""


def plain_answer(value: object) -> Plain:
    """Read the answer of DeleteDocuments, DocumentReferenceGroup, RejectDocument or SendDocument.

    Known forms: a boolean; a number (0 is good); an id; an object with `Success`, `code`, `Errors`, and ids either
    in it or under `Data`. Everything else has `success` None.
    """
    bare = flag(value)
    if bare is not None:
        return Plain(bare)
    if (code := number(value)) is not None:
        return Plain(code == 0, code)
    if isinstance(value, str):
        id_ = remote_id(value)
        return Plain(True, ids=(id_,)) if re.fullmatch(r"[0-9a-f]{32}", id_) else Plain(None)
    if not isinstance(value, Mapping):
        return Plain(None)
    members = fields(value)
    found = problems(members.get("errors"))
    success, code = flag(members.get("success")), number(first(members, "code", "resultcode"))
    if success is None and code is not None:
        success = code == 0
    if success and (found or code):
        success = None  # "yes" and an error in one breath
    said = "; ".join(problem.text for problem in found if problem.text) or line(first(members, "message", "error"))
    if code is None and found:
        code = found[0].code
    return Plain(success, code, tuple(_ids_in(members)), line(said))


def _ids_in(members: Mapping[str, Any]) -> Iterable[str]:
    data = members.get("data")
    inner = fields(data) if isinstance(data, Mapping) else {}
    single = first(inner, "uniqueid") or first(members, "uniqueid") or (data if isinstance(data, str) else None)
    listed = inner.get("documents") if inner else data
    for value in [single, *(listed if isinstance(listed, list) else [])]:
        if id_ := remote_id(value):
            yield id_


# ------------------------------------------------------------------ import


class ImportItem(msgspec.Struct, frozen=True):
    """What became of one imported document."""

    good: bool
    client_id: str
    """Our key, lower case; "" when the provider does not say which item it speaks of."""
    remote_id: str
    code: int | None
    text: str


def import_items(value: object) -> list[ImportItem]:
    """Read ImportDocumentRegister: `SuccessItems` and `ErrorItems`, in JSON or read from XML."""
    members = fields(value)
    if not {"successitems", "erroritems"} & members.keys():
        raise Misread("SuccessItems or ErrorItems were expected")
    found = []
    for name, good in (("successitems", True), ("erroritems", False)):
        for row in rows(members.get(name)):
            item = fields(row)
            found.append(
                ImportItem(
                    good=good,
                    client_id=remote_id(item.get("id")),
                    remote_id=remote_id(item.get("uniqueid")),
                    code=number(item.get("resultcode")),
                    text=line(first(item, "message", "errormessage", "name")),
                )
            )
    return found
