"""The calls outside the API document that a client needs to find what waits (facts §1.6, seen in public code).

They answer 404 while the switch `beyond_document` is off.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from starlette.responses import Response

from muhr.sandbox.answers import json_answer, problem
from muhr.sandbox.faktura_uz.calls import BadRequest, Call
from muhr.sandbox.faktura_uz.dictionaries import STATUS_TITLES
from muhr.sandbox.faktura_uz.documents import NONE, StoredDocument, status_for
from muhr.sandbox.faktura_uz.flat_content import flat

Handler = Callable[[Call], Response]
_LIMIT = 500
"""The largest page the service gives."""


def beyond(handler: Handler) -> Handler:
    """Hide a call while the switch is off, as if it did not exist."""

    def guarded(call: Call) -> Response:
        if not call.state.settings.beyond_document:
            return problem(404, f"No HTTP resource was found that matches the request URI '{call.request.url.path}'.")
        return handler(call)

    return guarded


def _epoch_ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _numbers(call: Call, name: str) -> frozenset[int]:
    text = call.request.query_params.get(name, "")
    try:
        return frozenset(int(part) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise BadRequest(f"{name} must be numbers with commas between them.") from error


def _number(call: Call, name: str, otherwise: int) -> int:
    text = call.request.query_params.get(name, "")
    if not text:
        return otherwise
    try:
        return int(text)
    except ValueError as error:
        raise BadRequest(f"{name} must be a number.") from error


def _row(document: StoredDocument, viewer: str) -> dict[str, Any]:
    other = document.other(viewer)
    member = {"inn": other.inn, "name": other.name}
    return {
        "uniqueId": document.uid,
        "roamingUid": document.roaming_uid,
        "type": document.type_id,
        "title": document.title,
        "createdDateTime": _epoch_ms(document.created),
        "updatedDateTime": _epoch_ms(document.updated),
        "totalPrice": None if document.total is None else float(document.total),
        "contract": document.contract or None,
        "status": status_for(document, viewer),
        "contractor": member,
        "contractorMember": member,
    }


def get_documents(call: Call) -> Response:
    """`GetDocuments`: filter by direction, types, statuses and time; page with skip and limit."""
    query = call.request.query_params
    company = query.get("companyInn") or call.viewer
    if company != call.viewer:
        return problem(403, "The company is not yours.")
    types, statuses = _numbers(call, "types"), _numbers(call, "statuses")
    since, until = _number(call, "invoiceDateFrom", 0), _number(call, "invoiceDateTo", 1 << 62)
    inbox, sent = query.get("isInbox", "").lower(), query.get("isSent", "").lower()

    def wanted(document: StoredDocument) -> bool:
        incoming = document.contractor.inn == company
        if inbox and incoming is not (inbox == "true"):
            return False
        if sent and incoming is (sent == "true"):
            return False
        status = status_for(document, company)
        if status == NONE or (statuses and status not in statuses) or (types and document.type_id not in types):
            return False
        return since <= _epoch_ms(document.created) <= until

    skip, limit = max(0, _number(call, "skip", 0)), min(_LIMIT, max(1, _number(call, "limit", _LIMIT)))
    with call.state.lock:
        found = [one for one in reversed(call.state.of_company(company)) if wanted(one)]
        rows = [_row(one, company) for one in found[skip : skip + limit]]
    return json_answer({"documents": rows, "totalCount": len(found)})


def get_contents(call: Call) -> Response:
    """`GetDocumentsContent`: each content is a JSON text inside JSON; hash-only documents are missing."""
    rows = []
    for uid in call.ids("DocumentUniqueIds"):
        document = call.state.document(uid, call.viewer)
        if document is None or document.content is None:
            continue
        content = flat(document) if call.state.settings.content_shape == "flat" else document.content
        text = msgspec.json.encode(content).decode()
        rows.append({"UniqueId": document.uid, "RoamingUid": document.roaming_uid, "Content": text})
    return json_answer({"Documents": rows})


def get_details(call: Call) -> Response:
    """`GetDetails/{uid}`: tells which side has signed, which the status alone does not."""
    document = call.state.document(call.request.path_params["uid"], call.viewer)
    if document is None:
        return problem(404, "IncorrectDocumentUid")
    status = status_for(document, call.viewer)
    return json_answer(
        {
            "uniqueId": document.uid,
            "roamingUid": document.roaming_uid,
            "title": document.title,
            "type": document.type_id,
            "status": status,
            "statusDescription": STATUS_TITLES[status],
            "isSent": call.viewer == document.owner.inn,
            "isOwnerSigned": document.owner.inn in document.signatures,
            "isContractorSigned": document.contractor.inn in document.signatures,
            "ownerInn": document.owner.inn,
            "ownerName": document.owner.name,
            "contractorInn": document.contractor.inn,
            "contractorName": document.contractor.name,
            "createdDateTime": _epoch_ms(document.created),
            "updatedDateTime": _epoch_ms(document.updated),
            "totalPrice": None if document.total is None else float(document.total),
            "clientId": document.client_id or None,
        }
    )


def by_client_id(call: Call) -> Response:
    """`GetDocumentByClientDocumentUid`: the only way to learn what became of a lost import."""
    wanted = call.request.query_params.get("clientId", "")
    with call.state.lock:
        for document in reversed(call.state.of_company(call.viewer)):
            if wanted and document.client_id == wanted and document.owner.inn == call.viewer:
                return json_answer({"UniqueId": document.uid, "Id": document.client_id})
    return problem(404, "The document was not found.")


def reject_document(call: Call) -> Response:
    """`RejectDocument`: codes 0 done, 2 not a side of the document, 6 not allowed now."""
    body = call.json()
    uid, company = body.get("DocumentUniqueId"), body.get("CompanyInn", call.viewer)
    if not isinstance(uid, str) or not isinstance(company, str):
        raise BadRequest("DocumentUniqueId and CompanyInn must be strings.")
    document = call.state.document(uid, call.viewer)
    if document is None or company != call.viewer:
        call.state.record("reject", uid.lower(), call.viewer, happened=False)
        return json_answer({"Success": False, "code": 2})
    done = call.state.reject(document, call.viewer)
    return json_answer({"Success": done, "code": 0 if done else 6})
