"""The calls that bring documents in: ImportDocumentRegister and SendDocument, as JSON and XML."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from typing import Any

from starlette.responses import Response

from muhr.sandbox.answers import negotiated
from muhr.sandbox.faktura_uz.calls import BadRequest, Call
from muhr.sandbox.faktura_uz.documents import Side, StoredDocument
from muhr.sandbox.faktura_uz.register import (
    WRONG_INN,
    WRONG_PARAMETERS,
    ContainerError,
    ItemError,
    Kind,
    ReadItem,
    client_id_of,
    items_of_json,
    items_of_xml,
    read_item,
)

_CONTRACT = 1
_SEND_FIELDS = ("DocumentName", "FileExtension", "ReceiverInnNumber", "FileName", "Base64Document")


def import_register(call: Call) -> Response:
    """`ImportDocumentRegister`: HTTP 200 with one result for each item, also when items fail; no dedup."""
    try:
        items = list(items_of_xml(call.xml()) if call.is_xml() else items_of_json(call.json()))
    except ContainerError as error:
        raise BadRequest(str(error)) from error
    done: list[dict[str, Any]] = []
    failed: list[dict[str, Any]] = []
    for kind, item in items:
        try:
            made = _created(call, kind, item)
        except ItemError as error:
            key = client_id_of(item)
            call.state.record("import", key or "?", call.viewer, happened=False, key=key)
            failed.append({"Id": key or None, "ResultCode": error.code, "Message": str(error)})
        else:
            done.append({"UniqueId": made.uid, "Id": made.client_id or None, "ResultCode": 0, "Name": made.title})
    answer = {"SuccessCount": len(done), "ErrorCount": len(failed), "SuccessItems": done, "ErrorItems": failed}
    return negotiated(call.request, answer)


def _created(call: Call, kind: Kind, item: object) -> StoredDocument:
    read: ReadItem = read_item(kind, item, call.viewer)
    now = call.state.clock()
    document = StoredDocument(
        uid=secrets.token_hex(16),
        roaming_uid=secrets.token_hex(12),
        type_id=kind.type_id,
        title=f"{kind.title} № {read.number}",
        number=read.number,
        owner=Side(inn=call.viewer, name=call.login.company),
        contractor=Side(inn=read.receiver_inn, name=read.receiver_name),
        total=read.total,
        created=now,
        updated=now,
        content=read.content,
        client_id=read.client_id,
    )
    call.state.create(document, action="import", viewer=call.viewer)
    return document


def send_document(call: Call) -> Response:
    """`SendDocument`: a contract as a file; it then waits for the sender's own signature."""
    fields = _sent_fields(call)
    error: str | None = None
    code = WRONG_PARAMETERS
    if fields["DocumentType"] != str(_CONTRACT):
        error = "DocumentType must be 1"
    elif re.fullmatch(r"[0-9]{9}", fields["ReceiverInnNumber"]) is None:
        code, error = WRONG_INN, f"Неправильный ИНН: {fields['ReceiverInnNumber']}"
    if error is not None:
        call.state.record("send", "?", call.viewer, happened=False)
        return negotiated(call.request, {"Success": False, "Errors": [{"Code": code, "Message": error}], "Data": None})
    try:
        file = base64.b64decode(fields["Base64Document"], validate=True)
    except (binascii.Error, ValueError) as problem:
        raise BadRequest("Base64Document is not base64.") from problem
    now, receiver = call.state.clock(), fields["ReceiverInnNumber"]
    document = StoredDocument(
        uid=secrets.token_hex(16),
        roaming_uid=secrets.token_hex(12),
        type_id=_CONTRACT,
        title=fields["DocumentName"],
        number=fields["FileName"],
        owner=Side(inn=call.viewer, name=call.login.company),
        contractor=Side(inn=receiver, name=call.state.companies.get(receiver, "")),
        total=None,
        created=now,
        updated=now,
        body=file,
    )
    call.state.create(document, action="send", viewer=call.viewer)
    return negotiated(call.request, {"Success": True, "Errors": None, "Data": {"UniqueId": document.uid}})


def _sent_fields(call: Call) -> dict[str, str]:
    if call.is_xml():
        root = call.xml()
        if root.tag != "DocumentMin":
            raise BadRequest("The root must be DocumentMin.")
        found: dict[str, object] = {child.tag: child.text or "" for child in root}
    else:
        found = dict(call.json())
    for name in _SEND_FIELDS:
        if not isinstance(found.get(name), str):
            raise BadRequest(f"{name} is required.")
    return {name: str(found[name]) for name in _SEND_FIELDS} | {"DocumentType": str(found.get("DocumentType", ""))}
