"""CAPIWS on the wire: one JSON text for a request, one for a reply. Reads and writes texts; opens no socket.

Every argument is a string, an absent plugin is the main one, and a reply carries its payload beside `success`, `status`
(from 6.x on) and `reason`. Replies are foreign: read into fixed shapes, what is not asked for is passed over.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any, TypeVar

import msgspec

from muhr.domain.errors import KeyUnusable
from muhr.signing.eimzo import statuses

T = TypeVar("T")

MOST_LISTED = 1000
"""Entries of one list that are looked at: nobody has so many keys."""
_LONGEST_TEXT = 4000


class Reply(msgspec.Struct):
    """What every reply says."""

    success: bool
    status: Any = None
    reason: Any = ""


class Version(msgspec.Struct):
    """Reply of `version`; the numbers are strings in the field."""

    major: str | int
    minor: str | int
    patch: str | int = ""


class Disks(msgspec.Struct):
    """Reply of `list_disks`."""

    disks: list[str]


class Listed(msgspec.Struct, frozen=True):
    """One key of `list_certificates`; those of the ytks plugin carry the fields from `serialNumber` on."""

    disk: str
    name: str
    alias: str
    path: str = ""
    serialNumber: str = ""  # noqa: N815 - as E-IMZO spells it
    subjectName: str = ""  # noqa: N815
    validFrom: int | None = None  # noqa: N815 - milliseconds since 1970
    validTo: int | None = None  # noqa: N815


class _Certificates(msgspec.Struct):
    certificates: list[msgspec.Raw]


class Loaded(msgspec.Struct):
    """Reply of `load_key`."""

    keyId: str  # noqa: N815


class Signed(msgspec.Struct):
    """Reply of `create_pkcs7`."""

    pkcs7_64: str


class Chain(msgspec.Struct):
    """Reply of `get_certificate_chain`: base64 of DER; the key's own, its CA's, the root's."""

    certificates: list[str]


class Readers(msgspec.Struct):
    """Reply of `idcard.list_readers`."""

    readers: list[Any]


class Tokens(msgspec.Struct):
    """Reply of `list_tokens`; what an element looks like is not known."""

    tokens: list[Any]


class Devices(msgspec.Struct):
    """Reply of `ckc.list_ckc`."""

    devices: list[Any]


class NotEImzo(KeyUnusable):
    """Whoever answers at this port does not speak as E-IMZO does."""

    code = "e-imzo-port-taken"


class OddAnswer(KeyUnusable):
    """A success without what was asked for."""

    code = "e-imzo-odd-answer"


def request(name: str, *arguments: str, plugin: str = "") -> str:
    """Write a request."""
    asked: dict[str, Any] = {"plugin": plugin} if plugin else {}
    asked["name"] = name
    if arguments:
        asked["arguments"] = arguments
    return msgspec.json.encode(asked).decode()


def read(text: str | bytes, shape: type[T]) -> T:
    """Read the reply to a call.

    Args:
        text: the one message that came back; its size was limited on the way.
        shape: what a success must carry.

    Raises:
        NotEImzo: it is no reply of E-IMZO at all.
        OddAnswer: a success without what was asked for.
        MuhrError: what `statuses.error` makes of a failure.
    """
    # A reply is two levels deep; a hundred thousand brackets end in RecursionError, at the interpreter's own limit.
    try:
        reply = msgspec.json.decode(text, type=Reply)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotEImzo(statuses.PORT_TAKEN) from error
    if not reply.success:
        raise statuses.error(reply.status, reply.reason)
    try:
        return msgspec.json.decode(text, type=shape)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise OddAnswer(statuses.ODD_ANSWER) from error


def read_keys(text: str | bytes) -> list[Listed]:
    """Read a list of keys; an entry without the usual parts is passed over. Raises as `read` does."""
    found: list[Listed] = []
    for raw in read(text, _Certificates).certificates[:MOST_LISTED]:
        try:
            key = msgspec.json.decode(raw, type=Listed)
        except (msgspec.MsgspecError, RecursionError):
            continue
        if max(len(key.disk), len(key.path), len(key.name), len(key.alias), len(key.serialNumber)) <= _LONGEST_TEXT:
            found.append(key)
    return found


def from_base64(text: str) -> bytes:
    """Read a base64 text, which may be cut into lines; raises `OddAnswer`."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise OddAnswer(statuses.ODD_ANSWER) from error
