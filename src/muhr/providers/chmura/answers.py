"""Reads what the service answers to an import, as JSON or JSV, and says what it proves. Fetches nothing.

Source: the sample answer of the API document, which is a failure under HTTP 200: only `isSuccess` tells. Whatever the
status, an answer may carry `responseStatus` with errors that name their fields; its `stackTrace` is for nobody here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from muhr.providers import strict_json
from muhr.providers.chmura import jsv
from muhr.providers.chmura.fields import Kind, typed
from muhr.providers.plaintext import line

MOST_ERRORS = 20


class Misread(Exception):
    """The answer has none of the known forms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldError:
    """One thing the service has against an invoice."""

    field: str
    """As the service names it, "" when it names none."""
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer in our words."""

    success: bool | None
    """None when the answer does not say."""
    id: int
    code: str
    message: str
    errors: tuple[FieldError, ...]

    def told(self) -> str:
        """What it says for people: each error at its field, one after the other; "" when it says nothing."""
        said = [f"{error.field}: {error.message or error.code}".removeprefix(": ") for error in self.errors]
        general = self.message if self.message and not any(self.message in one for one in said) else ""
        return line(" ".join(f"{one.rstrip('.')}." for one in [general, *said] if one), 1000)


def read(body: bytes) -> Response:
    """Read an answer. Names are compared without case; `isSuccess` may be a text. Raises `Misread`."""
    members = _object(_decoded(body))
    if members is None:
        raise Misread("an object was expected")
    status = _object(members.get("responsestatus")) or {}
    number = typed(members.get("id"), Kind.ULONG)
    success = typed(members.get("issuccess"), Kind.BOOL)
    return Response(
        success=success if isinstance(success, bool) else None,
        id=number if isinstance(number, int) else 0,
        code=line(members.get("code"), 60) or line(status.get("errorcode"), 60),
        message=line(status.get("message"), 500),
        errors=tuple(_errors(status.get("errors"))),
    )


def without_trace(body: bytes) -> bytes:
    """Give an answer without its stack trace (as JSON), or as it came when it has none."""
    if b"stacktrace" not in body.lower():
        return body
    try:
        return msgspec.json.encode(_pruned(_decoded(body)))
    except Misread:
        return b""


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _pruned(inner) for name, inner in value.items() if name.lower() != "stacktrace"}
    return [_pruned(inner) for inner in value] if isinstance(value, list) else value


def _decoded(body: bytes) -> Any:
    try:
        return strict_json.decoded(body)
    except strict_json.NotReadable as error:
        if error.code != "syntax":
            raise Misread(str(error)) from None
    try:
        return jsv.decode(body.decode("utf-8", "replace"))
    except jsv.NotJsv:
        raise Misread("JSON or JSV was expected") from None


def _object(value: object) -> dict[str, Any] | None:
    return {name.lower(): inner for name, inner in value.items()} if isinstance(value, Mapping) else None


def _errors(value: object) -> list[FieldError]:
    rows = value[:MOST_ERRORS] if isinstance(value, list) else []
    objects = [row for row in map(_object, rows) if row]
    return [
        FieldError(
            field=line(row.get("fieldname"), 80), code=line(row.get("errorcode"), 60), message=line(row.get("message"))
        )
        for row in objects
    ]
