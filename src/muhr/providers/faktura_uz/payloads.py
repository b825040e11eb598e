"""Builds the exact request bodies of writing calls. Pure: the bytes become an effect's payload and never change.

Source: "SignDocument", "DeleteDocuments", "SendDocument" of the API document; "RejectDocument" is beyond it. Members
stand in the printed order. The import register has its own module.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from html import escape

import msgspec

from muhr.domain.errors import BugError
from muhr.domain.signatures import SignedMessage
from muhr.providers.faktura_uz.values import number
from muhr.providers.plaintext import LONG, plain


def sign_payload(remote_id: str, message: SignedMessage, comment: str, options: Mapping[str, str]) -> bytes:
    """Body of SignDocument. `Comment` and `ToUnitId` (account option `to_unit_id`) only when they are given."""
    serial = message.identity.serial.upper()
    if not serial:
        raise BugError("a signed message without the serial number of its certificate", document=remote_id)
    body: dict[str, object] = {
        "UniqueId": remote_id,
        "SignedContent": base64.b64encode(message.der).decode("ascii"),
        "CertificateSerial": serial,
    }
    if text := plain(comment, LONG):
        body["Comment"] = text
    if (unit := number(options.get("to_unit_id"))) is not None:
        body["ToUnitId"] = unit
    return msgspec.json.encode(body)


def reject_payload(remote_id: str, company: str, comment: str, options: Mapping[str, str]) -> bytes:
    """Body of RejectDocument.

    The known form has no place for a reason: `Comment` is sent only when the account option `reject_comment` is
    "yes" (ASSUMPTIONS.md).
    """
    body: dict[str, object] = {"DocumentUniqueId": remote_id, "CompanyInn": company}
    if options.get("reject_comment") == "yes" and (text := plain(comment, LONG)):
        body["Comment"] = text
    return msgspec.json.encode(body)


def delete_payload(remote_id: str) -> bytes:
    """Body of DeleteDocuments, for one document: its outcome is one row's outcome."""
    return msgspec.json.encode({"Documents": [remote_id]})


class ContractFile(msgspec.Struct, frozen=True, kw_only=True):
    """A contract to be sent as a file (SendDocument)."""

    document_name: str
    file_extension: str
    receiver_tax_id: str
    file_name: str
    """Without the extension."""
    content: bytes
    document_type: int = 1
    """1 is a contract; the only type the API document prints."""

    def members(self) -> dict[str, object]:
        """The members in the printed order."""
        return {
            "DocumentType": self.document_type,
            "DocumentName": self.document_name,
            "FileExtension": self.file_extension,
            "ReceiverInnNumber": self.receiver_tax_id,
            "FileName": self.file_name,
            "Base64Document": base64.b64encode(self.content).decode("ascii"),
        }


def send_payload(contract: ContractFile, *, as_xml: bool = False) -> bytes:
    """Body of SendDocument, in JSON or as XML with the root `DocumentMin`."""
    members = contract.members()
    if not as_xml:
        return msgspec.json.encode(members)
    inner = "".join(f"<{name}>{escape(plain(value, 1 << 28), quote=False)}</{name}>" for name, value in members.items())
    return f"<DocumentMin>{inner}</DocumentMin>".encode()
