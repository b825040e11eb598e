"""The calls around signing and the state of documents: hash codes, SignDocument, VerifySignature, status, delete."""

from __future__ import annotations

import enum
from collections.abc import Callable

from starlette.responses import Response

from muhr.sandbox.answers import json_answer
from muhr.sandbox.faktura_uz.calls import BadRequest, Call, enveloped, invalid
from muhr.sandbox.faktura_uz.dictionaries import STATUS_TITLES
from muhr.sandbox.faktura_uz.documents import Signature, StoredDocument, status_for
from muhr.sandbox.faktura_uz.judging import Judge
from muhr.sandbox.faktura_uz.robot import RobotOrder, obey


class SignCode(enum.IntEnum):
    """The scalar answers of SignDocument (facts §1.5)."""

    OK = 0
    BALANCE_IS_LOW = 1
    SIGNATURE_VALIDATION_FAILED = 3
    INTERNAL_ERROR = 4
    OFFER_NOT_SIGNED = 5
    NOT_ALLOWED_NOW = 6
    CREDIT_LIMIT_IS_LOW = 7


_ACCOUNT_CODES = {
    "balance-low": SignCode.BALANCE_IS_LOW,
    "offer-not-signed": SignCode.OFFER_NOT_SIGNED,
    "credit-low": SignCode.CREDIT_LIMIT_IS_LOW,
}

Handler = Callable[[Call], Response]


def hash_codes(call: Call) -> Response:
    """`GetDocumentsHashCodes`: the answer is undocumented; the switch `hash_shape` chooses among the four."""
    uids = call.ids("Documents")
    with call.state.lock:
        hashes = {uid: _hash_of(call, uid) for uid in uids}
    rows = [{"UniqueId": uid, "HashCode": code} for uid, code in hashes.items() if code is not None]
    shape = call.state.settings.hash_shape
    if shape == "data":
        return enveloped(call.state, rows, [uid for uid, code in hashes.items() if code is None])
    if shape == "map":
        return json_answer({row["UniqueId"]: row["HashCode"] for row in rows})
    if shape == "array":
        return json_answer([hashes[uid] for uid in uids])
    return json_answer(rows)


def _hash_of(call: Call, uid: str) -> str | None:
    document = call.state.document(uid, call.viewer)
    return document.hash_code if document is not None else None


def _text(body: dict[str, object], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise BadRequest(f"{name} is required.")
    return value


def sign_document(judge: Judge) -> Handler:
    """Make the handler of `SignDocument`, which believes no signature it has not verified."""

    def handler(call: Call) -> Response:
        body = call.json()
        uid = _text(body, "UniqueId").lower()
        comment = body.get("Comment") or ""
        if not isinstance(comment, str) or not isinstance(body.get("ToUnitId", 0), int | None):
            raise BadRequest("Comment must be a string and ToUnitId an integer.")
        signed, serial = _text(body, "SignedContent"), _text(body, "CertificateSerial")
        code = _refusal(call, uid)
        if code is None:
            document = call.state.documents[uid]
            cms = judge.accepted(signed, content=document.hash_code, inn=call.viewer, serial=serial)
            if cms is None:
                code = SignCode.SIGNATURE_VALIDATION_FAILED
            else:
                signature = Signature(cms=cms, serial=serial.upper(), at=call.state.clock(), comment=comment)
                # `sign` looks again under the lock: of two requests at once only one succeeds.
                code = SignCode.OK if call.state.sign(document, call.viewer, signature) else SignCode.NOT_ALLOWED_NOW
        if code is SignCode.OK and call.state.settings.robot_auto:
            obey(call.state, RobotOrder(action="sign", documents=[uid]))
        if code is not SignCode.OK:
            call.state.record("sign", uid, call.viewer, happened=False)
        return json_answer(int(code))

    return handler


def _refusal(call: Call, uid: str) -> SignCode | None:
    """Why the viewer may not sign this now, before the signature is looked at."""
    state, viewer = call.state, call.viewer
    account = _ACCOUNT_CODES.get(state.settings.accounts.get(viewer, ""))
    if account is not None:
        return account
    document = state.document(uid, viewer)
    if document is None or not state.may_sign(document, viewer):
        return SignCode.NOT_ALLOWED_NOW
    return None


def verify_signature(judge: Judge) -> Handler:
    """Make the handler of `VerifySignature`, which changes nothing."""

    def handler(call: Call) -> Response:
        body = call.json()
        inn, hash_code, signed = (_text(body, name) for name in ("Inn", "Hashcode", "Pcks7"))
        good = judge.accepted(signed, content=hash_code, inn=inn, serial=None) is not None
        return json_answer({"Success": good} if call.state.settings.verify_shape == "object" else good)

    return handler


def document_status(call: Call) -> Response:
    """`GetDocumentStatus`: one row for each id the viewer may see, error 1007 when there are others."""
    uids = call.ids("DocumentUniqueIds")
    if not uids:
        return invalid(call.state, "DocumentUniqueIds is empty")
    rows: list[dict[str, object]] = []
    unknown: list[str] = []
    with call.state.lock:
        for uid in uids:
            document = call.state.document(uid, call.viewer)
            if document is None:
                unknown.append(uid)
                continue
            status = status_for(document, call.viewer)
            rows.append({"UniqueId": document.uid, "StatusDescription": STATUS_TITLES[status], "Status": status})
    return enveloped(call.state, {"DocumentStatuses": rows}, unknown)


def delete_documents(call: Call) -> Response:
    """`DeleteDocuments`: only the owner, only before both have signed."""
    uids = call.ids("Documents")

    def delete(document: StoredDocument) -> bool:
        return call.state.delete(document, call.viewer)

    done = call.state.each(delete, uids)
    return enveloped(call.state, {"Documents": done}, [uid for uid in uids if uid not in done])


def reference_group(call: Call) -> Response:
    """`DocumentReferenceGroup`: an array of arrays of ids; every id must be one the viewer may see."""
    groups = call.json().get("Groups")
    if not isinstance(groups, list) or not all(
        isinstance(group, list) and all(isinstance(uid, str) for uid in group) for group in groups
    ):
        return invalid(call.state, "Groups must be a list of lists of strings")
    uids = [uid for group in groups for uid in group]
    unknown = [uid for uid in uids if call.state.document(uid, call.viewer) is None]
    if not unknown:
        with call.state.lock:
            for group in groups:
                call.state.groups.append([uid.lower() for uid in group])
                call.state.record("group", "+".join(sorted(uid.lower() for uid in group)), call.viewer, happened=True)
    return enveloped(call.state, {"Documents": [] if unknown else uids}, unknown)
